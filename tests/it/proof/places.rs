//! Nothing lies outside its page or its cell: where the ink of every glyph is, against the text
//! area and the rules around its cell.

use std::collections::BTreeMap;

use chengbao::style::Typography;
use chengbao::typeset::{NodeId, Owner, Pages};
use proptest::prelude::*;

use support::paper::{self, Letter};
use support::rooms::{FACES, examples, make, read};

/// Rounding of sums of widths, in points.
const HAIR: f32 = 0.05;

#[test]
fn nothing_lies_outside_its_page_or_its_cell_in_any_example() {
    for (name, form, yaml) in examples() {
        let made = make(&read(&form, &yaml));
        if let Err(error) = check(&made.pages, &made.document.typography) {
            panic!("{name}: {error}");
        }
    }
}

/// Fails with the first letter that stands where it must not.
pub(crate) fn check(pages: &Pages, typography: &Typography) -> Result<(), TestCaseError> {
    let letters = paper::letters(pages, &FACES);
    on_paper(&letters, typography)?;
    in_cells(pages, &letters)
}

/// Text in the text area, page furniture on the page.
fn on_paper(letters: &[Letter], typography: &Typography) -> Result<(), TestCaseError> {
    let page = &typography.page;
    let sheet = [0.0, 0.0, page.width.pt(), page.height.pt()];
    let area = [
        page.left.pt(),
        page.bottom.pt(),
        page.width.pt() - page.right.pt(),
        page.height.pt() - page.top.pt(),
    ];
    // A character wider than its cell of the grid (16 pt in 15.79) stands over both its edges.
    let over = (typography.styles.body.size - typography.character_pitch()).max(0.0) / 2.0;
    for letter in letters {
        let Some(ink) = letter.ink else { continue };
        let place = if letter.owner == Owner::Artifact {
            sheet
        } else {
            area
        };
        prop_assert!(
            paper::within(ink, place, over + HAIR),
            "{letter:?} is outside {place:?}"
        );
    }
    Ok(())
}

/// On each page all letters of a cell stand in one box of rules, and no other cell's do.
fn in_cells(pages: &Pages, letters: &[Letter]) -> Result<(), TestCaseError> {
    let rules = paper::rules(pages);
    let mut taken: BTreeMap<(usize, [u32; 4]), NodeId> = BTreeMap::new();
    for (node, letters) in paper::blocks(pages, letters) {
        if !paper::is_cell(pages, node) {
            continue;
        }
        for on_page in letters.chunk_by(|one, next| one.page == next.page) {
            let inks: Vec<[f32; 4]> = on_page.iter().filter_map(|letter| letter.ink).collect();
            let Some(first) = inks.first() else { continue };
            let page = on_page[0].page;
            let (x, y) = ((first[0] + first[2]) / 2.0, (first[1] + first[3]) / 2.0);
            let cell = paper::cell_around(&rules[page], x, y);
            let text = paper::text(on_page);
            prop_assert!(cell.is_some(), "no rules around {text} on page {page}");
            let cell = cell.unwrap_or_default();
            for ink in inks {
                prop_assert!(
                    paper::within(ink, cell, 0.0),
                    "{text} on page {page} reaches {ink:?} beyond its cell {cell:?}"
                );
            }
            let other = taken.insert((page, cell.map(f32::to_bits)), node);
            prop_assert_eq!(other, None, "two cells in one box on page {}", page);
        }
    }
    Ok(())
}
