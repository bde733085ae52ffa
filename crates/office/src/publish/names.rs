//! What files are called: documents after their reports, drafts apart from final documents, the
//! sign-off beside its report. It opens none of them.

/// What the name of a sign-off file ends in.
pub const SIGNOFF_ENDING: &str = ".signoff.yaml";

/// What a draft's name has after the report's.
const DRAFT: &str = ".draft";

/// The name of a report's document without its extension: a draft never takes the place of a final
/// document.
#[must_use]
pub fn stem(report: &str, is_draft: bool) -> String {
    let draft = if is_draft { DRAFT } else { "" };
    format!("{report}{draft}")
}
