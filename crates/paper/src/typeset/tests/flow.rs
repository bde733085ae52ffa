//! Pages: what stays together, and what moves to the next page.

use super::{drawn, heading, lines, page_text, text};
use crate::document::{Block, CellRole, Scope, Table, TableCell, TableRow};

/// Body text of so many whole lines.
fn filled(count: usize) -> Block {
    text(&"国".repeat(28 * count - 2))
}

#[test]
fn a_heading_is_never_the_last_line_of_a_page() {
    for above in 15..=22 {
        let blocks = vec![filled(above), heading(1, "一、总体情况", ""), filled(5)];
        let pages = drawn(blocks).unwrap();
        for page in 0..pages.pages.len() {
            let last = page_text(&pages, page).pop().unwrap();
            assert!(!last.contains("总体"), "after {above} lines");
        }
    }
}

#[test]
fn a_paragraph_leaves_two_lines_on_either_page() {
    for above in 17..=21 {
        for length in 2..=6 {
            let second = text(&"民".repeat(28 * length - 2));
            let pages = drawn(vec![filled(above), second]).unwrap();
            for page in 0..pages.pages.len() {
                let part = page_text(&pages, page);
                let count = part.iter().filter(|line| line.starts_with('民')).count();
                assert!(
                    count != 1,
                    "{above} lines, then {length}: {count} on page {page}"
                );
            }
        }
    }
}

#[test]
fn the_imprint_takes_text_along_to_the_next_page() {
    for above in 17..=23 {
        let imprint = Block::Imprint {
            issuer: "淮安市人民政府".into(),
            date: "2025年1月24日".into(),
        };
        let pages = drawn(vec![filled(above), imprint]).unwrap();
        let last = page_text(&pages, pages.pages.len() - 1);
        let issuer = last.iter().position(|line| line.starts_with('淮')).unwrap();
        assert!(issuer >= 1, "after {above} lines the imprint is alone");
        assert!(last[issuer + 1].starts_with("2025年"));
    }
}

#[test]
fn every_base_line_is_on_the_grid() {
    let title = Block::Title(vec!["淮安市人民政府".into(), "年度报告".into()]);
    let blocks = vec![title, heading(1, "一、总体情况", ""), filled(35)];
    let pages = drawn(blocks).unwrap();
    let pitch = super::typography().line_pitch();
    let first = lines(&pages, 1)[0].0;
    for (y, line) in (0..2).flat_map(|page| lines(&pages, page)).skip(2) {
        let off = ((first - y) / pitch).fract().abs();
        assert!(!(0.001..=0.999).contains(&off), "{off}: {line:?}");
    }
}

/// Three groups of rows, each a banner, a head and a row of values.
fn grouped() -> Block {
    let row = |text: &str, role, keep_with_next| TableRow {
        cells: vec![TableCell {
            column: 0,
            colspan: 1,
            rowspan: 1,
            role,
            lines: vec![text.to_owned()],
            vertical: false,
            align: None,
            path: None,
        }],
        keep_with_next,
    };
    let group = |_| {
        [
            row("旗", CellRole::Banner, true),
            row("头", CellRole::Header(Scope::Column), true),
            row("值", CellRole::Value, false),
        ]
    };
    Block::Table(Table {
        summary: "表".into(),
        widths: vec![1.0],
        size: 12.0,
        header_rows: 0,
        keep_together: false,
        rows: (0..3).flat_map(group).collect(),
    })
}

#[test]
fn a_banner_stands_on_the_page_of_the_rows_it_keeps_with() {
    let mut broken = 0;
    for above in 10..=22 {
        let pages = drawn(vec![filled(above), grouped()]).unwrap();
        let mut banners = 0;
        for page in 0..pages.pages.len() {
            let part = page_text(&pages, page);
            let at = |mark: char| part.iter().filter(|line| line.starts_with(mark)).count();
            assert_eq!(
                (at('旗'), at('头')),
                (at('值'), at('值')),
                "after {above} lines"
            );
            broken += usize::from(0 < at('旗') && at('旗') < 3);
            banners += at('旗');
        }
        assert_eq!(banners, 3);
    }
    assert!(broken > 0, "no table was broken");
}
