//! The classes that name the kind of a paragraph.

use chengbao_base::style::StyleId;

/// The class of a style; body text has none.
pub(super) const fn class(style: StyleId) -> Option<&'static str> {
    match style {
        StyleId::Body => None,
        StyleId::Title => Some("title"),
        StyleId::Heading1 => Some("level1"),
        StyleId::Heading2 => Some("level2"),
        StyleId::Heading3 => Some("level3"),
        StyleId::Heading4 => Some("level4"),
        StyleId::Issuer => Some("issuer"),
        StyleId::Date => Some("date"),
        StyleId::Addressee => Some("addressee"),
        StyleId::AnnexLabel => Some("annex"),
        StyleId::LetterMark => Some("mark"),
        StyleId::LetterNumber => Some("number"),
        StyleId::Caption => Some("caption"),
        StyleId::SignOff => Some("signoff"),
    }
}
