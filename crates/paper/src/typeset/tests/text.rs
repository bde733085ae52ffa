//! Running text: grid, line ends, what is kept whole, positions of headings, name and date.

use super::fixture::Seeded;
use super::{
    area, content, document, drawn, element_text, faces, heading, lines, nodes, text, typography,
};
use crate::document::Block;
use crate::typeset::{Owner, Tag, chars, lay_out};

#[test]
fn a_full_page_of_hanzi_has_22_lines_of_28_characters() {
    let typography = typography();
    let pages = lay_out(
        &document(vec![text(&"国".repeat(28 * 22 * 3 - 2))]),
        faces(),
    )
    .unwrap();
    let [left, right, top, foot] = area(&typography);
    let lines = lines(&pages, 1);
    assert_eq!(lines.len(), 22);
    for (index, (y, line)) in lines.iter().enumerate() {
        assert_eq!(line.len(), 28);
        for (column, (_, x)) in line.iter().enumerate() {
            let cell = left + column as f32 * typography.character_pitch();
            assert!((x - cell).abs() < 0.2, "column {column} at {x}, not {cell}");
        }
        let below = (lines[0].0 - y) - index as f32 * typography.line_pitch();
        assert!(
            below.abs() < 0.01,
            "line {index} is off the grid by {below}"
        );
    }
    assert!(lines[0].0 < top && lines[21].0 > foot);
    assert!((typography.character_pitch() - 15.79).abs() < 0.01);
    assert!((typography.line_pitch() - 28.99).abs() < 0.01);
    assert!((right - left - 442.2).abs() < 0.1);
}

/// 200 pages with every mark: no line starts or ends with a mark that must not, nothing is cut
/// that must be whole, no ink lies outside the text area and no character is lost.
#[test]
fn line_ends_are_right_on_two_hundred_pages() {
    let mut seeded = Seeded(9704);
    let paragraphs: Vec<String> = (0..560).map(|_| seeded.paragraph(40)).collect();
    let blocks = paragraphs.iter().map(|each| text(each)).collect();
    let pages = lay_out(&document(blocks), faces()).unwrap();
    assert!(pages.pages.len() >= 200, "{} pages", pages.pages.len());
    let [left, right, ..] = area(&typography());
    let mut before = None;
    for page in 0..pages.pages.len() {
        for (_, line) in lines(&pages, page) {
            let (Some((first, x)), Some((last, _))) = (line.first(), line.last()) else {
                continue;
            };
            let all: String = line.iter().map(|(c, _)| *c).collect();
            let is_start = *x > left + 20.0;
            assert!(!chars::never_ends(*last), "{all}");
            assert!(is_start || !chars::never_starts(*first), "{all}");
            if let (Some(before), false) = (before, is_start) {
                assert!(!chars::is_pair(before, *first), "{before}|{all}");
                let digit_before = char::is_ascii_digit(&before);
                let cuts_unit = "年月日件号%‰℃".contains(*first) || first.is_ascii_digit();
                assert!(
                    !(digit_before && cuts_unit) || is_address(&all),
                    "{before}|{all}"
                );
            }
            before = Some(*last);
        }
        for run in content(&pages, page) {
            let face = faces().face(run.face).unwrap();
            let em = run.size / f32::from(face.units_per_em());
            for glyph in &run.glyphs {
                let Some([ink_left, _, ink_right, _]) = face.bounds(glyph.id) else {
                    continue;
                };
                let x = run.x + glyph.dx;
                assert!(
                    x + ink_left * em > left - 0.5,
                    "{} left of the text",
                    glyph.character
                );
                assert!(
                    x + ink_right * em < right + 0.5,
                    "{} right of the text",
                    glyph.character
                );
            }
        }
    }
    let set = nodes(&pages, |tag| *tag == Tag::Paragraph);
    let mut got: Vec<String> = vec![String::new(); set.len()];
    for page in 0..pages.pages.len() {
        for run in content(&pages, page) {
            let Owner::Node(node) = run.owner else {
                continue;
            };
            got[node.0 - set[0].0].extend(run.glyphs.iter().map(|glyph| glyph.character));
        }
    }
    assert!(got == paragraphs, "the text comes out as it went in");
}

/// An address is the one thing that is cut between digits and letters.
fn is_address(line: &str) -> bool {
    [
        "content_", "id=", "page=", ".html", "/25/", "163.com", "zwgk",
    ]
    .iter()
    .any(|part| line.contains(part))
}

#[test]
fn a_piece_wider_than_the_line_is_cut_and_nothing_overflows() {
    for long in [
        "a".repeat(500),
        "，".repeat(300),
        "7".repeat(400),
        "—".repeat(200),
    ] {
        let pages = drawn(vec![text(&format!("国{long}国"))]).unwrap();
        let [left, right, ..] = area(&typography());
        let set = nodes(&pages, |tag| *tag == Tag::Paragraph);
        assert_eq!(element_text(&pages, set[0]), format!("国{long}国"));
        for (_, line) in (0..pages.pages.len()).flat_map(|page| lines(&pages, page)) {
            for (character, x) in line {
                assert!(x > left - 9.0 && x < right, "{character} at {x}");
            }
        }
    }
}

#[test]
fn a_closing_mark_is_pushed_in_where_the_line_can_give() {
    // 26 cells after the indent and a comma: its blank half and those of two marks make room.
    let body = format!("国国，国，{}，国国国", "国".repeat(21));
    let pages = drawn(vec![text(&body)]).unwrap();
    let first: String = lines(&pages, 0)[0].1.iter().map(|(c, _)| *c).collect();
    assert_eq!(first.chars().count(), 27, "{first}");
    assert!(first.ends_with('，'));
}

#[test]
fn the_last_line_is_not_stretched_and_others_reach_the_edge() {
    let pages = drawn(vec![text(&format!("{}1316.84万元国国", "国".repeat(23)))]).unwrap();
    let [left, right, ..] = area(&typography());
    let lines = lines(&pages, 0);
    let pitch = typography().character_pitch();
    let (_, end) = lines[0].1.last().unwrap();
    assert!(
        (end + pitch - right).abs() < 0.5,
        "first line ends at {end}"
    );
    let (_, start) = lines[1].1.first().unwrap();
    assert!((start - left).abs() < 0.5);
    let number: String = lines[1].1.iter().map(|(c, _)| *c).collect();
    assert_eq!(number, "1316.84万元国国");
}

#[test]
fn titles_are_centred_and_one_heading() {
    let title = ["淮安市人民政府", "2024年机关事项办理工作年度报告"].map(String::from);
    let pages = lay_out(&document(vec![Block::Title(title.to_vec())]), faces()).unwrap();
    let [left, right, ..] = area(&typography());
    for (_, line) in lines(&pages, 0) {
        let (start, end) = (line.first().unwrap().1, line.last().unwrap().1 + 22.0);
        let off = (start - left) - (right - end);
        assert!(off.abs() < 1.0, "off centre by {off}");
    }
    let heading = nodes(&pages, |tag| *tag == Tag::Heading(1));
    assert_eq!(element_text(&pages, heading[0]), title.concat());
    assert_eq!((heading.len(), pages.outline[0].level), (1, 1));
}

#[test]
fn a_heading_that_runs_on_is_a_span_of_its_paragraph() {
    let pages = drawn(vec![
        heading(1, "一、总体情况", ""),
        heading(2, "（一）主动公开。", "全年公开信息。"),
    ])
    .unwrap();
    let of = |tag: Tag| nodes(&pages, |each| *each == tag);
    let text = |tag: Tag| element_text(&pages, of(tag)[0]);
    assert_eq!(text(Tag::Heading(2)), "一、总体情况");
    assert_eq!(text(Tag::Span), "（一）主动公开。");
    assert_eq!(text(Tag::Paragraph), "（一）主动公开。全年公开信息。");
    let outline: Vec<_> = pages
        .outline
        .iter()
        .map(|e| (e.level, e.title.as_str()))
        .collect();
    assert_eq!(outline, [(2, "一、总体情况"), (3, "（一）主动公开。")]);
}

/// §7.3.5.2: where the name ends, where the date starts, which line they are on.
#[test]
fn the_imprint_stands_where_the_standard_says() {
    let pitch = typography().character_pitch();
    let [_, right, ..] = area(&typography());
    let place = |issuer: &str, date: &str| {
        let imprint = Block::Imprint {
            issuer: issuer.to_owned(),
            date: date.to_owned(),
        };
        let pages = lay_out(&document(vec![text("国"), imprint]), faces()).unwrap();
        let lines = lines(&pages, 0);
        let blank = (lines[0].0 - lines[1].0) / typography().line_pitch();
        assert!((blank - 2.0).abs() < 0.01, "one blank line, not {blank}");
        let start = |line: usize| lines[line].1.first().unwrap().1;
        let end = |line: usize| lines[line].1.last().unwrap().1 + pitch;
        (right - end(1), right - end(2), start(2) - start(1))
    };
    let (issuer, _, shift) = place("淮安市人民政府办公室", "2025年1月24日");
    assert!((issuer - 2.0 * pitch).abs() < 0.5, "issuer {issuer} in");
    assert!(
        (shift - 2.0 * pitch).abs() < 0.5,
        "date {shift} right of the issuer"
    );
    let (_, date, shift) = place("区政府", "2025年11月24日");
    assert!((date - 2.0 * pitch).abs() < 0.5, "date {date} in");
    assert!(
        (shift - 2.0 * pitch).abs() < 0.5,
        "date {shift} right of the issuer"
    );
}
