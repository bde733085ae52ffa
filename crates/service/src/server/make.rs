//! Makes the documents of a delivered report. Runs on a thread of the pool, both for requests that wait
//! for the answer and for workers.

use std::time::Instant;

use super::body::Delivered;
use super::examine::{Examined, examine};
use super::problem::{self, Problem};
use super::routes::media::Kind;
use super::routes::wanted::Wanted;
use super::state::State;
use chengbao_base::text::{Lang, Text};
use chengbao_office::compose::{Purpose, Unfit, compose};
use chengbao_office::pipeline::{self, Blame, RenderError};
use chengbao_paper::document::Document;
use chengbao_report::report::Report;

/// The result for a report.
pub(super) struct Made {
    /// The findings of `check`, as JSON.
    pub(super) findings: String,
    /// The documents, or why there are none.
    pub(super) documents: Result<Vec<Finished>, Problem>,
}

/// A finished document.
pub(super) struct Finished {
    /// Its kind.
    pub(super) kind: Kind,
    /// A name for its file.
    pub(super) name: String,
    /// Its bytes.
    pub(super) bytes: Vec<u8>,
}

/// Checks a report and makes its documents, all of them or none.
pub(super) fn make(delivered: &Delivered, wanted: &Wanted, state: &State) -> Made {
    let since = Instant::now();
    let examined = examine(delivered, state);
    state.metrics.worked("check", since.elapsed().as_secs_f64());
    state.metrics.found(&examined.findings);
    Made {
        findings: examined.told(delivered.lang),
        documents: documents(delivered, wanted, &examined, state),
    }
}

fn documents(
    delivered: &Delivered,
    wanted: &Wanted,
    examined: &Examined,
    state: &State,
) -> Result<Vec<Finished>, Problem> {
    let lang = delivered.lang;
    let report = match &examined.report {
        Some(report) if examined.passes() => report,
        _ => return Err(Problem::findings(lang, examined.told_raw(lang))),
    };
    let purpose = purpose(wanted, report, delivered, examined)?;
    let document = compose(report, &purpose, &examined.pictures);
    let kinds = wanted.kinds.iter();
    kinds
        .map(|&kind| {
            Ok(Finished {
                kind,
                name: file_name(kind, purpose.draft),
                bytes: one(kind, &document, state, lang)?,
            })
        })
        .collect()
}

/// The file name of a document: it contains nothing of the report.
pub(super) fn file_name(kind: Kind, is_draft: bool) -> String {
    let draft = if is_draft { ".draft" } else { "" };
    format!("report{draft}.{}", kind.extension())
}

/// What the document is made for: final if exactly this report is signed off, else a draft, or no
/// document if only a final one was requested.
fn purpose(
    wanted: &Wanted,
    report: &Report,
    delivered: &Delivered,
    examined: &Examined,
) -> Result<Purpose, Problem> {
    let lang = delivered.lang;
    let mut purpose = wanted.purpose.clone();
    if let Some(Unfit { annex, annexes }) = purpose.unfit(report) {
        let text = Text::new(
            format!(
                "公函有 {annexes} 个附件，与 annex={annex} 不符。请改正序号；只有一个附件的不编序号。"
            ),
            format!(
                "annex={annex} does not match the covering letter, which lists {annexes} annexes; a single annex has no number"
            ),
        );
        return Err(Problem::new(problem::Kind::Request, lang, text));
    }
    let missing = match &examined.signoff {
        Ok(state) => {
            let record = delivered.signoff.as_ref();
            purpose.signed_off = record.and_then(|record| state.signed_off(record));
            purpose.draft = purpose.signed_off.is_none();
            state
                .missing(&report.form.policy)
                .map(|missing| match missing.next {
                    None => missing.text,
                    Some(next) => Text::new(
                        format!("{}；下一步“{}”。", missing.text.zh, next.label),
                        format!("{}; next is {}", missing.text.en, next.id),
                    ),
                })
        }
        Err(text) => Some(text.clone()),
    };
    match missing {
        Some(text) if wanted.final_only => {
            Err(Problem::new(problem::Kind::NotSignedOff, lang, text))
        }
        _ => Ok(purpose),
    }
}

fn one(kind: Kind, document: &Document, state: &State, lang: Lang) -> Result<Vec<u8>, Problem> {
    let since = Instant::now();
    let cannot = |error: RenderError| {
        let kind = match error.blame() {
            Blame::Report => problem::Kind::Request,
            Blame::Setup => problem::Kind::Setup,
            Blame::Program => problem::Kind::Fault,
        };
        Problem::new(kind, lang, error.text())
    };
    let bytes = match kind {
        Kind::Pdf => {
            let pdf = pipeline::pdf(document, &state.faces).map_err(cannot)?;
            if pdf.pages > state.limits.pages {
                let most = state.limits.pages;
                return Err(Problem::new(
                    problem::Kind::TooManyPages,
                    lang,
                    Text::new(
                        format!(
                            "文件有 {} 页，超过 {most} 页。请减少内容或图片。",
                            pdf.pages
                        ),
                        format!(
                            "the document has {} pages, more than {most}; shorten the text or use fewer pictures",
                            pdf.pages
                        ),
                    ),
                ));
            }
            pdf.bytes
        }
        Kind::Docx => pipeline::docx(document).map_err(cannot)?,
        Kind::Html => pipeline::html(document).map_err(cannot)?,
    };
    state
        .metrics
        .worked(kind.extension(), since.elapsed().as_secs_f64());
    Ok(bytes)
}
