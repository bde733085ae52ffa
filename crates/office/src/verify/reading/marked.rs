//! What the pages draw, by the element or artifact it is marked as (ISO 32000-1 §14.6).
//!
//! It knows marks only, never the structure tree.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::verify::drawn::{Artifact, Mark, Odd, Sheet};

/// The content of all pages.
#[derive(Debug, Default)]
pub(super) struct Marked {
    /// By page and number: the type of its element, and what is drawn.
    pub(super) contents: BTreeMap<(usize, usize), (&'static str, Range<usize>)>,
    /// What belongs to no element: page, kind, what is drawn.
    pub(super) artifacts: Vec<(usize, Artifact, Range<usize>)>,
    /// How many numbers each page has.
    pub(super) counts: Vec<usize>,
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
                match mark {
                    // Numbers follow each other.
                    Mark::Element(kind, id) if *id == count => {
                        all.contents.insert((page, *id), (kind, *start..end));
                        count += 1;
                    }
                    Mark::Element(..) => return Err(mark.odd(page + 1)),
                    Mark::Artifact(kind) => all.artifacts.push((page, *kind, *start..end)),
                }
            }
            all.counts.push(count);
        }
        Ok(all)
    }
}
