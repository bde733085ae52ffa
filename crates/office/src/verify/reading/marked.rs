//! What the pages draw, by the element or artifact it is marked as (ISO 32000-1 §14.6).
//!
//! It knows marks only, never the structure tree.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::verify::drawn::{Odd, Sheet};

/// The content of all pages.
#[derive(Debug, Default)]
pub(super) struct Marked {
    /// By page and number: the type of its element, and what is drawn.
    pub(super) contents: BTreeMap<(usize, usize), (String, Range<usize>)>,
    /// What belongs to no element: page, kind, what is drawn.
    pub(super) artifacts: Vec<(usize, Artifact, Range<usize>)>,
    /// How many numbers each page has.
    pub(super) counts: Vec<usize>,
}

/// What belongs to the page and not to the document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Artifact {
    /// Repeated heads of tables.
    Pagination,
    /// Page numbers.
    Footer,
    /// The letters of a draft.
    Watermark,
    /// Rules.
    Layout,
}

/// A mark: an element with its type and number, or an artifact.
enum Mark<'m> {
    Element(&'m str, usize),
    Artifact(Artifact),
}

impl Marked {
    /// The content of pages.
    pub(super) fn of(sheets: &[Sheet]) -> Result<Self, Odd> {
        let mut all = Self::default();
        for (page, sheet) in sheets.iter().enumerate() {
            let ends = sheet.marks.iter().skip(1).map(|(start, _)| *start);
            let ends = ends.chain([sheet.drawn.len()]);
            let mut count = 0;
            for ((start, mark), end) in sheet.marks.iter().zip(ends) {
                let odd = || Odd::mark(page + 1, mark);
                match read(mark).ok_or_else(odd)? {
                    // Numbers follow each other.
                    Mark::Element(kind, id) if id == count => {
                        let content = (kind.to_owned(), *start..end);
                        all.contents.insert((page, id), content);
                        count += 1;
                    }
                    Mark::Element(..) => return Err(odd()),
                    Mark::Artifact(kind) => all.artifacts.push((page, kind, *start..end)),
                }
            }
            all.counts.push(count);
        }
        Ok(all)
    }
}

fn read(mark: &str) -> Option<Mark<'_>> {
    let artifact = match mark {
        "/Artifact <</Type/Pagination>>" => Artifact::Pagination,
        "/Artifact <</Subtype/Footer/Type/Pagination>>" => Artifact::Footer,
        "/Artifact <</Subtype/Watermark/Type/Pagination>>" => Artifact::Watermark,
        "/Artifact <</Type/Layout>>" => Artifact::Layout,
        _ => {
            let (kind, rest) = mark.strip_prefix('/')?.split_once(" <</MCID ")?;
            let id = rest.strip_suffix(">>")?.parse().ok()?;
            return Some(Mark::Element(kind, id));
        }
    };
    Some(Mark::Artifact(artifact))
}
