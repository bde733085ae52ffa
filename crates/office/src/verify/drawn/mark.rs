//! What content on a page is marked as (ISO 32000-1 §14.6): an element with its type and number, or an artifact, each
//! in the one spelling of this program.
//!
//! It knows marks only, never what they enclose.

use std::fmt;

use super::odd::Odd;

/// A mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::verify) enum Mark {
    /// Content of an element: its type, and the number of the content on its page.
    Element(&'static str, usize),
    /// What belongs to the page and not to the document.
    Artifact(Artifact),
}

/// What belongs to the page and not to the document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::verify) enum Artifact {
    /// Repeated heads of tables.
    Pagination,
    /// Page numbers.
    Footer,
    /// The letters of a draft.
    Watermark,
    /// Rules.
    Layout,
}

/// The types of elements whose content is marked.
const ELEMENTS: [&str; 15] = [
    "Document", "H1", "H2", "H3", "H4", "H5", "H6", "P", "Span", "Figure", "Link", "Form", "TH",
    "TD", "Table",
];

impl Artifact {
    const ALL: [Self; 4] = [
        Self::Pagination,
        Self::Footer,
        Self::Watermark,
        Self::Layout,
    ];

    /// The operands that mark it.
    const fn operands(self) -> &'static str {
        match self {
            Self::Pagination => "/Artifact <</Type/Pagination>>",
            Self::Footer => "/Artifact <</Subtype/Footer/Type/Pagination>>",
            Self::Watermark => "/Artifact <</Subtype/Watermark/Type/Pagination>>",
            Self::Layout => "/Artifact <</Type/Layout>>",
        }
    }
}

impl Mark {
    /// The mark of the operands of `BDC`.
    pub(super) fn read(operands: &str) -> Option<Self> {
        let mut artifacts = Artifact::ALL.into_iter();
        if let Some(artifact) = artifacts.find(|it| it.operands() == operands) {
            return Some(Self::Artifact(artifact));
        }
        let (name, rest) = operands.strip_prefix('/')?.split_once(" <</MCID ")?;
        let kind = ELEMENTS.into_iter().find(|kind| *kind == name)?;
        let id = rest.strip_suffix(">>")?;
        let is_plain = id == "0" || !id.starts_with('0');
        let is_id = is_plain && id.bytes().all(|byte| byte.is_ascii_digit());
        is_id.then(|| id.parse().ok().map(|id| Self::Element(kind, id)))?
    }

    /// That the mark is not one that this program sets there, on a page from 1.
    pub(in crate::verify) fn odd(self, page: usize) -> Odd {
        Odd::line(self.to_string().as_bytes()).on(page)
    }
}

/// The operands of `BDC`.
impl fmt::Display for Mark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Element(kind, id) => write!(f, "/{kind} <</MCID {id}>>"),
            Self::Artifact(artifact) => f.write_str(artifact.operands()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_is_read_as_it_is_written_and_in_no_other_spelling() {
        let elements = ELEMENTS.map(|kind| Mark::Element(kind, 120));
        let artifacts = Artifact::ALL.map(Mark::Artifact);
        let first = [Mark::Element("P", 0)];
        for mark in elements.into_iter().chain(artifacts).chain(first) {
            assert_eq!(Mark::read(&mark.to_string()), Some(mark));
        }
        for operands in [
            "",
            "/P",
            "/P <</MCID >>",
            "/P <</MCID 01>>",
            "/P <</MCID +1>>",
            "/P <</MCID 1.5>>",
            "/P <</MCID 1>> ",
            "/P <</MCID 1/ActualText(x)>>",
            "/P <</MCID 99999999999999999999>>",
            "/TR <</MCID 1>>",
            "P <</MCID 1>>",
            "/OC /L1",
            "/Artifact <<>>",
            "/Artifact <</Type/Pagination/Subtype/Footer>>",
        ] {
            assert_eq!(Mark::read(operands), None, "{operands}");
        }
    }
}
