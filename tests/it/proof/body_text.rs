//! The body grid and the ends of lines, measured on pages: 22 lines of 28 characters (GB/T 9704
//! §5.2.3), and no line that begins or ends where GB/T 15834 and 15835 let none.

use chengbao::typeset::Owner;
use proptest::strategy::Strategy;

use support::paper::{self, Letter};
use support::rooms::{FACES, body_text};
use support::{random, runs};

#[test]
fn a_full_page_of_body_text_has_22_lines_of_28_characters() {
    let hanzi = "依法公开政府信息，保障人民群众知情权".replace('，', "");
    let pages = body_text(&[hanzi.repeat(100)]).pages;
    let second: Vec<Letter> = paper::letters(&pages, &FACES)
        .into_iter()
        .filter(|letter| letter.page == 1 && letter.owner != Owner::Artifact)
        .collect();
    let lines: Vec<&[Letter]> = paper::lines(&second).collect();
    assert_eq!(lines.len(), 22);
    // 版心 156 mm × 225 mm, 天头 37 mm, 订口 28 mm (§5.2.1); points.
    let mm = 72.0 / 25.4;
    let (across, down) = (156.0 * mm / 28.0, 225.0 * mm / 22.0);
    for (row, line) in lines.iter().enumerate() {
        assert_eq!(line.len(), 28, "line {row}");
        for (column, letter) in line.iter().enumerate() {
            let middle = letter.x + letter.width / 2.0;
            let expected = 28.0 * mm + (column as f32 + 0.5) * across;
            assert!(
                (middle - expected).abs() < 0.02,
                "line {row}: {letter:?}, not {expected}"
            );
        }
        let below_first = lines[0][0].y - line[0].y;
        let expected = row as f32 * down;
        assert!(
            (below_first - expected).abs() < 0.02,
            "line {row}: {below_first}"
        );
    }
    let top = lines[0][0].ink.unwrap()[3];
    let edge = (297.0 - 37.0) * mm;
    assert!(
        top <= edge && top > edge - down,
        "the first line is the first of the text area"
    );
}

/// Marks that never begin a line: what closes, what pauses, 连接号 and 间隔号 (GB/T 15834-2011
/// §5.1.1–5.1.9).
const NEVER_FIRST: &str = "，。、；：？！”’）》〉】〕」』］·～％‰℃,.;:?!)]}%";

/// Marks that never end a line: what opens.
const NEVER_LAST: &str = "“‘（《〈【〔「『［([{";

/// What stays with the number before it.
const UNITS: [&str; 9] = ["年", "月", "日", "件", "万元", "%", "个百分点", "条", "次"];

#[test]
fn no_line_of_200_pages_begins_or_ends_where_none_may() {
    let text = runs::sample(
        1600,
        &random::words::line().prop_filter("text", |line| line.len() > 60),
    );
    let pages = body_text(&text).pages;
    assert!(pages.pages.len() >= 200, "{} pages", pages.pages.len());
    let letters = paper::letters(&pages, &FACES);
    let mut wrong = Vec::new();
    let mut ends = 0;
    for block in paper::blocks(&pages, &letters).values() {
        let lines: Vec<&[Letter]> = paper::lines(block).collect();
        // A label set top to bottom has lines of one character.
        if lines.iter().all(|line| line.len() == 1) {
            continue;
        }
        for pair in lines.windows(2) {
            ends += 1;
            let (line, next) = (paper::text(pair[0]), paper::text(pair[1]));
            wrong.extend(violation(&line, &next).map(|rule| format!("{rule}: {line}|{next}")));
        }
    }
    assert!(ends > 200 * 15, "{ends} line ends");
    assert!(
        wrong.is_empty(),
        "{} of {ends} line ends:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

/// The rule that a line end breaks.
fn violation(line: &str, next: &str) -> Option<&'static str> {
    let last = line.trim_end().chars().last()?;
    let first = next.chars().next()?;
    if NEVER_FIRST.contains(first) {
        return Some("a mark begins a line");
    }
    if NEVER_LAST.contains(last) {
        return Some("an opening mark ends a line");
    }
    if last == first && "…—".contains(first) {
        return Some("a double mark is cut");
    }
    if line.ends_with(last) && last.is_ascii_alphanumeric() && first.is_ascii_alphanumeric() {
        return Some("a word or a number is cut");
    }
    // Digits that end an address are not a number.
    let word = line.rsplit(|c: char| !c.is_ascii_graphic()).next()?;
    let counts = !word.is_empty() && word.chars().all(|c| c.is_ascii_digit() || ".,".contains(c));
    if counts && UNITS.iter().any(|unit| next.starts_with(unit)) {
        return Some("a number is cut from its unit");
    }
    None
}

#[test]
fn the_rules_of_line_ends_tell_right_from_wrong() {
    for (line, next, right) in [
        ("公开", "信息", true),
        ("公开", "，信息", false),
        ("（", "信息", false),
        ("公开…", "…信息", false),
        ("公开……", "信息", true),
        ("Inter", "net", false),
        ("Open ", "Data", true),
        ("2019", "年", false),
        ("20", "19", false),
        ("2019年", "1月", true),
        ("共15.3", "%", false),
        ("www.gov.cn/15", "条", true),
    ] {
        assert_eq!(violation(line, next).is_none(), right, "{line}|{next}");
    }
}
