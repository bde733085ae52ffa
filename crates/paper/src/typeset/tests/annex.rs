//! Label and list of annexes against GB/T 9704 §7.3.4, §7.3.7.

use super::{area, drawn, line_ink, lines, near, page_text, set, text, typography};
use crate::document::{Block, Furniture};
use crate::typeset::Pages;

fn title() -> Block {
    Block::Title(vec!["平潭县审计局".into(), "年度报告".into()])
}

/// The body line of a base line of 16 pt type, from 1.
fn line_of(pages: &Pages, page: usize, text: &str) -> f32 {
    let [_, bottom, _, top] = line_ink(pages, page, text);
    let middle = (bottom + top) / 2.0;
    (area(&typography())[2] - middle) / typography().line_pitch() + 0.5
}

#[test]
fn the_label_is_on_line_one_flush_left_and_the_title_on_line_three() {
    for above in [
        Vec::new(),
        vec![text("国")],
        vec![text(&"国".repeat(28 * 22 - 2))],
    ] {
        let blocks = [
            above.clone(),
            vec![Block::AnnexLabel("附件1".into()), title(), text("民")],
        ];
        let pages = set(Furniture::default(), blocks.concat());
        let page = usize::from(!above.is_empty());
        assert_eq!(pages.pages.len(), page + 1);
        near(
            line_of(&pages, page, "附件1"),
            1.0,
            0.1,
            "line of the label",
        );
        near(
            line_of(&pages, page, "平潭县"),
            3.0,
            0.1,
            "line of the title",
        );
        let left = line_ink(&pages, page, "附件1")[0];
        near(left, area(&typography())[0], 1.5, "flush left");
    }
}

/// §7.3.4: a blank line, two characters in, names aligned.
#[test]
fn the_note_names_annexes_under_one_another() {
    let long = "平潭县审计局年度报告以及其他一些需要一并说明的事项的材料和附表";
    let names = vec![long.to_owned(), "统计表".to_owned()];
    let pages = set(
        Furniture::default(),
        vec![text("国"), Block::AnnexNote(names)],
    );
    let lines = lines(&pages, 0);
    let said = page_text(&pages, 0);
    assert!(
        said[1].starts_with("附件：1.平潭县") && said[3].starts_with("2.统计表"),
        "{said:?}"
    );
    assert_eq!(said[1..3].concat(), format!("附件：1.{long}"));
    let pitch = typography().line_pitch();
    near(lines[0].0 - lines[1].0, 2.0 * pitch, 0.01, "a blank line");
    let x = |line: usize, character: usize| lines[line].1[character].1;
    let cell = typography().character_pitch();
    near(
        x(1, 0) - area(&typography())[0],
        2.0 * cell,
        0.2,
        "two characters in",
    );
    near(x(2, 0), x(1, 5), 0.3, "continuation under the name");
    near(x(3, 0), x(1, 3), 0.3, "number under number");
    near(x(3, 2), x(1, 5), 0.3, "name under name");
}

#[test]
fn the_name_of_a_single_annex_has_no_number() {
    let long = "国".repeat(40);
    let pages = set(Furniture::default(), vec![Block::AnnexNote(vec![long])]);
    let lines = lines(&pages, 0);
    assert_eq!(
        page_text(&pages, 0)[0].chars().take(4).collect::<String>(),
        "附件：国"
    );
    near(
        lines[1].1[0].1,
        lines[0].1[3].1,
        0.3,
        "continuation under the name",
    );
}

#[test]
fn names_stay_under_one_another_where_numbers_have_two_digits() {
    let names: Vec<String> = (1..=11).map(|_| "表".to_owned()).collect();
    let pages = set(Furniture::default(), vec![Block::AnnexNote(names)]);
    let lines = lines(&pages, 0);
    let name = |line: usize| lines[line].1.last().unwrap().1;
    assert_eq!(lines.len(), 11);
    for line in 1..11 {
        near(name(line), name(0), 0.3, "name");
    }
}

#[test]
fn notes_of_any_names_are_laid_out() {
    for names in [
        vec![],
        vec![String::new()],
        vec!["a".repeat(300), "，".repeat(90)],
    ] {
        assert!(drawn(vec![text("国"), Block::AnnexNote(names)]).is_ok());
    }
    let error = drawn(vec![Block::AnnexNote(vec!["\u{E123}".into()])]).unwrap_err();
    assert!(error.to_string().contains("附件说明"), "{error}");
}
