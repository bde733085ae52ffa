//! Page numbers, margins of both sides, the last sheet, the watermark.

use super::{area, content, ink, joined, mm, near, set, text, typography};
use crate::document::{Block, Furniture, LetterHead, Sides};
use crate::typeset::{GlyphRun, Ink, Item, Owner, Pages};

fn both(first_page: u32) -> Furniture {
    Furniture {
        sides: Sides::Two,
        first_page,
        ..Furniture::default()
    }
}

/// So many full pages of text.
fn pages_of_text(furniture: Furniture, count: usize) -> Pages {
    set(furniture, vec![text(&"国".repeat(28 * 22 * count - 2))])
}

/// The page number of a page: text and runs.
fn number(pages: &Pages, page: usize) -> (String, Vec<&GlyphRun>) {
    let items = pages.pages[page].items.iter();
    let runs: Vec<&GlyphRun> = items
        .filter_map(|item| match item {
            Item::Glyphs(run) if run.owner == Owner::Artifact => Some(run),
            _ => None,
        })
        .collect();
    let glyphs = runs.iter().flat_map(|run| &run.glyphs);
    (glyphs.map(|glyph| glyph.character).collect(), runs)
}

/// Checks text and place of a number: on the right or left of a text area that begins `left` mm in.
#[track_caller]
fn check(pages: &Pages, page: usize, wanted: &str, is_right: bool, left: f32) {
    let (text, runs) = number(pages, page);
    assert_eq!(text, wanted);
    let [number_left, _, number_right, _] = joined(runs.iter().map(|run| ink(run)));
    let mut dash = runs[0].clone();
    dash.glyphs.truncate(1);
    let top = ink(&dash)[3];
    let foot = area(&typography())[3];
    near(mm(foot - top), 7.0, 0.05, "dash below the text");
    // §7.5: one 4号 character in; the dash has a little space of its own.
    let character = mm(14.0);
    if is_right {
        near(mm(number_right), left + 156.0 - character, 0.6, "right end");
    } else {
        near(mm(number_left), left + character, 0.6, "left end");
    }
    let first = content(pages, page).next().unwrap();
    near(mm(first.x), left, 0.2, "text area");
}

#[test]
fn on_one_side_every_number_is_on_the_right() {
    let pages = pages_of_text(Furniture::default(), 3);
    check(&pages, 1, "— 2 —", true, 28.0);
    check(&pages, 2, "— 3 —", true, 28.0);
}

#[test]
fn on_both_sides_numbers_are_outside_and_the_binding_margin_inside() {
    let pages = pages_of_text(both(1), 3);
    check(&pages, 1, "— 2 —", false, 26.0);
    check(&pages, 2, "— 3 —", true, 28.0);
}

#[test]
fn sides_go_by_the_number_that_is_printed() {
    let pages = pages_of_text(both(8), 3);
    assert_eq!(pages.first_number, 8);
    check(&pages, 1, "— 9 —", true, 28.0);
    check(&pages, 2, "— 10 —", false, 26.0);
}

#[test]
fn the_last_sheet_is_filled_by_a_page_without_anything() {
    for count in 1..=4 {
        let furniture = Furniture {
            whole_sheets: true,
            watermark: Some("草稿".into()),
            ..both(1)
        };
        let pages = pages_of_text(furniture, count).pages;
        assert_eq!(pages.len(), count.next_multiple_of(2));
        for (index, page) in pages.iter().enumerate() {
            assert_eq!(page.items.is_empty(), index >= count, "page {index}");
        }
    }
}

/// The ink box of each turned glyph's corners on the page.
fn turned_ink(item: &Item) -> Option<[f32; 4]> {
    let Item::Turned(turned) = item else {
        return None;
    };
    let run = &turned.run;
    assert_eq!((run.ink, run.owner), (Ink::Pale, Owner::Artifact));
    let [left, bottom, right, top] = ink(run).map(f64::from);
    let (x, y) = (f64::from(run.x), f64::from(run.y));
    let (sin, cos) = f64::from(turned.angle).to_radians().sin_cos();
    let corner = |px: f64, py: f64| {
        let (dx, dy) = (px - x, py - y);
        let at = [x + dx * cos - dy * sin, y + dx * sin + dy * cos];
        #[expect(clippy::cast_possible_truncation, reason = "a place on a page")]
        let [px, py] = at.map(|place| place as f32);
        [px, py, px, py]
    };
    let corners = [
        corner(left, bottom),
        corner(left, top),
        corner(right, bottom),
        corner(right, top),
    ];
    Some(joined(corners.into_iter()))
}

#[test]
fn the_watermark_is_first_on_every_page_in_its_middle_and_never_beyond_it() {
    for words in [
        "草稿",
        "草",
        "内部资料，请勿外传",
        "国ab草稿·DRAFT草稿草稿草稿草稿",
        &"草".repeat(60),
    ] {
        let furniture = Furniture {
            watermark: Some(words.to_owned()),
            ..Furniture::default()
        };
        let pages = pages_of_text(furniture, 2);
        for page in &pages.pages {
            let turned = page
                .items
                .iter()
                .take_while(|item| matches!(item, Item::Turned(_)));
            let boxes: Vec<_> = turned.filter_map(turned_ink).collect();
            let all = page.items.iter().filter_map(turned_ink).count();
            assert!(!boxes.is_empty() && boxes.len() == all, "first of all");
            let [left, bottom, right, top] = joined(boxes.into_iter());
            assert!(left > 0.0 && bottom > 0.0 && right < pages.width && top < pages.height);
            near((left + right) / 2.0, pages.width / 2.0, 2.0, words);
            near((bottom + top) / 2.0, pages.height / 2.0, 2.0, words);
        }
    }
}

#[test]
fn the_watermark_of_two_characters_is_large() {
    let furniture = Furniture {
        watermark: Some("草稿".into()),
        ..Furniture::default()
    };
    let pages = pages_of_text(furniture, 1);
    let Item::Turned(turned) = &pages.pages[0].items[0] else {
        panic!("no watermark");
    };
    near(turned.run.size, 150.0, 0.1, "size");
}

#[test]
fn no_watermark_is_drawn_of_no_words() {
    for words in ["", " "] {
        let furniture = Furniture {
            watermark: Some(words.to_owned()),
            ..Furniture::default()
        };
        let pages = pages_of_text(furniture, 1);
        assert!(
            pages.pages[0]
                .items
                .iter()
                .all(|item| !matches!(item, Item::Turned(_)))
        );
    }
}

#[test]
fn the_first_page_of_a_letter_counts_and_shows_no_number() {
    let head = Block::LetterHead(LetterHead {
        mark: "平潭县审计局".into(),
        number: None,
    });
    let letter = vec![head, text(&"国".repeat(28 * 30))];
    let pages = set(both(1), letter);
    assert_eq!(number(&pages, 0).0, "");
    check(&pages, 1, "— 2 —", false, 26.0);
}
