//! The space of the seal and its position on the page.

use super::{area, line_ink, mm, near, nodes, page_text, set, text, typography};
use crate::document::{Block, Document, Furniture};
use crate::typeset::{Pages, SealPlace, Tag, lay_out};

fn imprint(issuer: &str) -> Block {
    Block::Imprint {
        issuer: issuer.to_owned(),
        date: "2025年1月24日".into(),
    }
}

fn sealed(blocks: Vec<Block>) -> (Pages, SealPlace) {
    let document = Document {
        sealed: true,
        ..super::document(blocks)
    };
    let pages = lay_out(&document, super::faces()).unwrap();
    let seal = pages.seal.unwrap();
    (pages, seal)
}

#[test]
fn what_is_not_to_be_sealed_has_no_place_for_a_seal() {
    let pages = set(Furniture::default(), vec![text("国"), imprint("局")]);
    assert_eq!(pages.seal, None);
    assert!(nodes(&pages, |tag| *tag == Tag::Form).is_empty());
}

/// §7.3.5.1: 42 mm around issuing body and date, which are a little below its middle; the date four
/// characters from the right; its top within a line of the text.
#[test]
fn the_seal_goes_over_issuer_and_date_close_below_the_text() {
    for issuer in ["平潭县审计局", "局", "平潭综合实验区自然资源局"] {
        let (pages, seal) = sealed(vec![text("国"), imprint(issuer), text("末")]);
        assert_eq!(seal.page, 0);
        near(mm(seal.width), 42.0, 0.01, "width");
        near(mm(seal.height), 42.0, 0.01, "height");
        let (name, date) = (line_ink(&pages, 0, issuer), line_ink(&pages, 0, "2025年"));
        let (left, right) = (date[0].min(name[0]), date[2].max(name[2]));
        near(
            seal.x + seal.width / 2.0,
            (left + right) / 2.0,
            2.0,
            "centre",
        );
        let below = seal.y + seal.height / 2.0 - (name[3] + date[1]) / 2.0;
        assert!((2.0..8.0).contains(&mm(below)), "{} mm", mm(below));
        let cell = typography().character_pitch();
        near(area(&typography())[1] - date[2], 4.0 * cell, 5.0, "date");
        let above = line_ink(&pages, 0, "国")[1] - (seal.y + seal.height);
        let line = typography().line_pitch();
        assert!((0.0..line).contains(&above), "{above} pt below the text");
        assert!(
            line_ink(&pages, 0, "末")[3] < seal.y,
            "the seal is free below"
        );
    }
}

#[test]
fn it_moves_on_with_the_last_lines_and_is_never_alone() {
    let mut turned = 0;
    for above in 12..=24 {
        let (pages, seal) = sealed(vec![text(&"国".repeat(28 * above - 2)), imprint("审计局")]);
        assert_eq!(seal.page, pages.pages.len() - 1);
        let last = page_text(&pages, seal.page);
        assert!(last.len() >= 3, "after {above} lines: {last:?}");
        assert!(seal.y > 0.0 && seal.y + seal.height < pages.height);
        turned += usize::from(pages.pages.len() > 1);
    }
    assert!((3..12).contains(&turned), "{turned} turned");
}

#[test]
fn a_long_issuer_keeps_the_seal_on_the_paper() {
    let issuer = "平潭综合实验区党工委管委会办公室政务公开科办公室".repeat(4);
    let (pages, seal) = sealed(vec![text("国"), imprint(&issuer)]);
    assert!(seal.x >= 0.0 && seal.x + seal.width <= pages.width);
    let top = line_ink(&pages, 0, "国")[1];
    assert!(seal.y + seal.height < top + 0.1, "over the text");
}

#[test]
fn without_issuer_and_date_it_is_nothing_on_the_last_page() {
    let (pages, seal) = sealed(vec![text(&"国".repeat(28 * 30))]);
    assert_eq!(pages.pages.len(), 2);
    assert_eq!((seal.page, seal.width, seal.height), (1, 0.0, 0.0));
    assert_eq!(nodes(&pages, |tag| *tag == Tag::Form), [seal.owner]);
}

#[test]
fn its_element_follows_issuer_and_date() {
    let (pages, seal) = sealed(vec![text("国"), imprint("局"), text("末")]);
    let after = nodes(&pages, |tag| *tag != Tag::Document);
    let place = after.iter().position(|node| *node == seal.owner);
    assert_eq!((place, after.len()), (Some(3), 5));
    assert_eq!(pages.structure.elements[seal.owner.0].tag, Tag::Form);
}
