//! The head of a letter against GB/T 9704 §10.1.

use super::{
    document, drawn, element_text, line_ink, lines, mm, near, nodes, set, text, typography,
};
use crate::document::{Block, Furniture, LetterHead, Paragraph, Run, Sides};
use crate::typeset::{Ink, Item, LayoutError, Owner, Pages, Rule, Tag, lay_out};
use chengbao_base::style::StyleId;

fn head(mark: &str, number: Option<&str>) -> Block {
    Block::LetterHead(LetterHead {
        mark: mark.to_owned(),
        number: number.map(str::to_owned),
    })
}

fn letter(mark: &str, number: Option<&str>) -> Vec<Block> {
    vec![
        head(mark, number),
        Block::Title(vec!["关于报送年度报告的函".into()]),
        Block::Paragraph(Paragraph {
            style: StyleId::Addressee,
            outline: None,
            runs: vec![Run {
                style: StyleId::Addressee,
                text: "县政府办公室：".into(),
                link: None,
            }],
        }),
        text("现将报告报送你办。"),
    ]
}

fn rules(pages: &Pages) -> Vec<Rule> {
    let items = pages.pages[0].items.iter();
    let rules: Vec<Rule> = items
        .filter_map(|item| match item {
            Item::Rule(rule) => Some(*rule),
            _ => None,
        })
        .collect();
    assert!(
        rules
            .iter()
            .all(|rule| rule.owner == Owner::Artifact && rule.ink == Ink::Red)
    );
    rules
}

/// Upper and lower edge of a rule, in mm from the foot of the paper.
fn edges(rule: &Rule) -> [f32; 2] {
    [
        mm(rule.y1 + rule.weight / 2.0),
        mm(rule.y1 - rule.weight / 2.0),
    ]
}

#[test]
fn mark_and_double_rules_stand_where_the_standard_says() {
    for sides in [Sides::One, Sides::Two] {
        let furniture = Furniture {
            sides,
            first_page: 2,
            ..Furniture::default()
        };
        let pages = set(furniture, letter("平潭县审计局", Some("平审函〔2025〕3号")));
        let [left, bottom, right, top] = line_ink(&pages, 0, "平潭县").map(mm);
        near(297.0 - top, 30.0, 0.05, "top of the mark");
        near((left + right) / 2.0, 105.0, 0.5, "middle of the mark");
        let [thick, thin, low_thin, low_thick]: [Rule; 4] = rules(&pages).try_into().unwrap();
        assert!(thick.weight > thin.weight && low_thick.weight > low_thin.weight);
        near(bottom - edges(&thick)[0], 4.0, 0.05, "rule below the mark");
        near(edges(&low_thick)[1], 20.0, 0.05, "lower rule");
        near(
            edges(&thick)[1] - edges(&thin)[0],
            0.7,
            0.01,
            "clear between",
        );
        near(
            edges(&low_thin)[1] - edges(&low_thick)[0],
            0.7,
            0.01,
            "clear between",
        );
        for rule in [thick, thin, low_thin, low_thick] {
            near(mm(rule.x1), 20.0, 0.05, "left end");
            near(mm(rule.x2), 190.0, 0.05, "right end");
        }
        let red = super::content(&pages, 0).filter(|run| run.ink == Ink::Red);
        let red: String = red
            .flat_map(|run| run.glyphs.iter().map(|g| g.character))
            .collect();
        assert_eq!(red, "平潭县审计局");
    }
}

#[test]
fn the_number_is_at_the_right_edge_seven_eighths_of_a_character_below_the_rule() {
    for (sides, edge) in [(Sides::One, 184.0), (Sides::Two, 182.0)] {
        let furniture = Furniture {
            sides,
            first_page: 2,
            ..Furniture::default()
        };
        let pages = set(furniture, letter("平潭县审计局", Some("平审函〔2025〕3号")));
        let [_, _, right, top] = line_ink(&pages, 0, "平审函").map(mm);
        near(right, edge, 0.5, "right end");
        let thin = edges(&rules(&pages)[1])[1];
        near(thin - top, mm(14.0), 0.5, "below the rule");
    }
}

/// §10.1, §7.3.2: two blank lines between the last element and the title, one below the title.
#[test]
fn title_and_addressee_stand_on_the_grid_below_the_head() {
    let pitch = typography().line_pitch();
    for number in [Some("平审函〔2025〕3号"), None] {
        let pages = set(Furniture::default(), letter("平潭县审计局", number));
        let above = match number {
            Some(number) => line_ink(&pages, 0, &number[..9])[1],
            None => rules(&pages)[1].y1,
        };
        let title = line_ink(&pages, 0, "关于报送")[3];
        let blank = (above - title) / pitch;
        assert!((2.0..3.2).contains(&blank), "{blank} lines above the title");
        let bases: Vec<f32> = lines(&pages, 0).iter().map(|line| line.0).collect();
        let [.., addressee, body] = bases.as_slice() else {
            panic!("lines are missing");
        };
        near(addressee - body, pitch, 0.01, "addressee above the text");
        let [left, ..] = line_ink(&pages, 0, "县政府").map(mm);
        near(left, 28.0, 0.6, "addressee is flush left");
        let on_plain = set(Furniture::default(), vec![text("国")]);
        let off = (lines(&on_plain, 0)[0].0 - body) / pitch;
        near(off, off.round(), 0.001, "text on the body grid");
    }
}

#[test]
fn a_long_mark_shrinks_into_one_line_of_the_rule() {
    let name = "平潭综合实验区自然资源与生态环境局";
    let pages = set(Furniture::default(), letter(name, None));
    let [left, bottom, right, top] = line_ink(&pages, 0, name).map(mm);
    assert!(left >= 20.0 && right <= 190.0 && right - left > 160.0);
    near(297.0 - top, 30.0, 0.05, "top of the mark");
    near(
        bottom - edges(&rules(&pages)[0])[0],
        4.0,
        0.05,
        "rule below the mark",
    );
}

#[test]
fn what_one_line_cannot_hold_is_an_error_that_names_it() {
    let error = |block| drawn(vec![block]).unwrap_err();
    let mark = error(head(&"局".repeat(40), None));
    assert!(matches!(mark, LayoutError::TooLong { .. }));
    assert!(mark.to_string().contains("发文机关标志"), "{mark}");
    let number = error(head("局", Some(&"号".repeat(40))));
    assert!(number.to_string().contains("发文字号"), "{number}");
    let glyph = error(head("局\u{E123}", None));
    assert!(glyph.to_string().contains("发文机关标志"), "{glyph}");
}

/// Readers who cannot see the page hear the office, the number, the title.
#[test]
fn mark_and_number_are_paragraphs_before_the_title() {
    let blocks = letter("平潭县审计局", Some("平审函〔2025〕3号"));
    let pages = lay_out(&document(blocks), super::faces()).unwrap();
    let said: Vec<String> = nodes(&pages, |tag| {
        matches!(tag, Tag::Paragraph | Tag::Heading(_))
    })
    .into_iter()
    .map(|node| element_text(&pages, node))
    .collect();
    let wanted = [
        "平潭县审计局",
        "平审函〔2025〕3号",
        "关于报送年度报告的函",
        "县政府办公室：",
    ];
    assert_eq!(said[..4], wanted);
}

#[test]
fn a_letter_starts_a_page_and_odd_figures_break_nothing() {
    let pages = drawn([vec![text("国")], letter("局", None)].concat()).unwrap();
    assert_eq!(pages.pages.len(), 2);
    for mark in ["", " ", "·"] {
        assert!(drawn(letter(mark, Some(""))).is_ok());
    }
}
