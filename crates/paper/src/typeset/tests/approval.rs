//! The spaces for signature and seal.

use super::{
    area, drawn, element_text, line_ink, mm, near, nodes, page_text, set, text, typography,
};
use crate::document::{Approval, Block, Furniture};
use crate::typeset::{Ink, Item, Owner, Pages, Rule, Tag};

fn approval(signature: &str, seal: &str) -> Block {
    Block::Approval(Approval {
        signature: signature.to_owned(),
        seal: seal.to_owned(),
    })
}

fn usual() -> Block {
    approval("单位负责人（签字）：", "单位公章：")
}

fn imprint(issuer: &str) -> Block {
    Block::Imprint {
        issuer: issuer.to_owned(),
        date: "2025年1月24日".into(),
    }
}

fn rule(pages: &Pages, page: usize) -> Rule {
    let mut rules = pages.pages[page]
        .items
        .iter()
        .filter_map(|item| match item {
            Item::Rule(rule) => Some(*rule),
            _ => None,
        });
    let rule = rules.next().unwrap();
    assert!(rules.next().is_none());
    rule
}

#[test]
fn a_line_to_sign_on_follows_its_caption_and_the_seal_is_on_the_right() {
    let pages = set(
        Furniture::default(),
        vec![text("国"), usual(), imprint("平潭县审计局")],
    );
    let cell = typography().character_pitch();
    let [left, right, ..] = area(&typography());
    assert_eq!(page_text(&pages, 0)[1], "单位负责人（签字）：单位公章：");
    let rule = rule(&pages, 0);
    assert_eq!((rule.owner, rule.ink), (Owner::Artifact, Ink::Black));
    near(rule.x2 - rule.x1, 8.0 * cell, 1.0, "length of the line");
    let line = super::lines(&pages, 0).into_iter().nth(1).unwrap();
    assert!(
        line.0 > rule.y1 && line.0 - rule.y1 < 4.0,
        "under the characters"
    );
    near(line.1[0].1, left, 0.5, "flush left");
    near(rule.x1, line.1[9].1 + cell, 1.0, "line after the caption");
    let seal = line.1[10].1;
    assert!(
        seal > rule.x2 && seal > f32::midpoint(left, right),
        "{seal}"
    );
}

/// §7.3.5.1: the date four characters from the right, the issuing body centred over it, both a little below the
/// middle of a seal of 42 mm that fits between the captions and the end of the block.
#[test]
fn issuer_and_date_stand_under_the_seal() {
    for issuer in ["平潭县审计局", "局", "平潭综合实验区自然资源局"] {
        let blocks = vec![text("国"), usual(), imprint(issuer), text("末")];
        let pages = set(Furniture::default(), blocks);
        let cell = typography().character_pitch();
        let lines = super::lines(&pages, 0);
        let (_, line) = lines.iter().find(|(_, line)| line[0].0 == '2').unwrap();
        let end = line.last().unwrap().1 + cell;
        let right = area(&typography())[1];
        near(right - end, 4.0 * cell, 0.5, "date from the right");
        let date = line_ink(&pages, 0, "2025年").map(mm);
        let name = line_ink(&pages, 0, issuer).map(mm);
        let middle = |ink: [f32; 4]| (ink[0] + ink[2]) / 2.0;
        near(middle(name), middle(date), 1.0, "issuer over the date");
        let captions = line_ink(&pages, 0, "单位")[1];
        let next = line_ink(&pages, 0, "末")[3];
        let room = mm(captions - next);
        assert!(room >= 42.0, "room of {room} mm");
        // Wherever the seal is put within its room, its middle can be above that of the two lines.
        let text_middle = (name[3] + date[1]) / 2.0;
        assert!(text_middle < mm(next) + room / 2.0, "{issuer} is too high");
        assert!(text_middle > mm(next) + 10.0, "{issuer} is too low");
    }
}

#[test]
fn without_an_imprint_the_seal_still_has_its_room() {
    let pages = set(Furniture::default(), vec![text("国"), usual(), text("末")]);
    let room = line_ink(&pages, 0, "单位")[1] - line_ink(&pages, 0, "末")[3];
    assert!(mm(room) >= 42.0, "room of {} mm", mm(room));
}

#[test]
fn it_is_never_alone_on_a_page_and_never_parted() {
    let mut turned = 0;
    for above in 10..=24 {
        let body = text(&"国".repeat(28 * above - 2));
        let pages = drawn(vec![body, usual(), imprint("平潭县审计局")]).unwrap();
        let last = page_text(&pages, pages.pages.len() - 1);
        let at = last
            .iter()
            .position(|line| line.starts_with("单位"))
            .unwrap();
        assert!(at >= 1, "after {above} lines it is alone");
        assert_eq!(last.len(), at + 3, "{last:?}");
        turned += usize::from(pages.pages.len() > 1);
    }
    assert!((5..15).contains(&turned), "{turned} turned");
}

#[test]
fn a_long_issuer_moves_the_date_in_and_stays_inside() {
    let issuer = "平潭综合实验区党工委管委会办公室政务公开科办公室";
    let pages = set(
        Furniture::default(),
        vec![text("国"), usual(), imprint(issuer)],
    );
    let [left, right, ..] = area(&typography());
    let (name, date) = (line_ink(&pages, 0, "平潭"), line_ink(&pages, 0, "2025年"));
    assert!(name[0] > left - 0.5 && name[2] < right + 0.5);
    near(
        name[0] + name[2],
        date[0] + date[2],
        4.0,
        "issuer over the date",
    );
}

#[test]
fn long_captions_take_two_lines_and_longer_ones_are_an_error() {
    let long = approval("单位主要负责人（签字或者盖章）：", "单位（盖章）：");
    let pages = drawn(vec![text("国"), long]).unwrap();
    assert_eq!(page_text(&pages, 0).len(), 3);
    let rule = rule(&pages, 0);
    assert!(rule.x2 < area(&typography())[1] + 0.1);
    let error = drawn(vec![approval(&"签".repeat(30), "章")]).unwrap_err();
    assert!(error.to_string().contains("签字盖章处"), "{error}");
}

#[test]
fn its_words_are_read_in_order() {
    let pages = drawn(vec![usual(), imprint("局")]).unwrap();
    let said: Vec<String> = nodes(&pages, |tag| *tag == Tag::Paragraph)
        .into_iter()
        .map(|node| element_text(&pages, node))
        .collect();
    assert_eq!(
        said,
        ["单位负责人（签字）：", "单位公章：", "局", "2025年1月24日"]
    );
}
