//! The characters of a line as statements read them: digits of one width, without blanks and marks of emphasis, years
//! as this, last and next year.
//!
//! It never changes what a message shows: every letter knows where it is in the line.

use std::ops::Range;

/// A character with its place in the line.
#[derive(Debug, Clone, Copy)]
pub(super) struct Letter {
    pub(super) c: char,
    pub(super) start: usize,
    pub(super) end: usize,
}

/// Stands for a year that is neither this, last nor next year.
pub(super) const OTHER_YEAR: char = '\u{1}';

/// Spellings of years.
const YEARS: [(&str, char); 13] = [
    ("上一年度", '上'),
    ("上一年", '上'),
    ("上年度", '上'),
    ("去年", '上'),
    ("下一年度", '下'),
    ("下一年", '下'),
    ("下年度", '下'),
    ("次年", '下'),
    ("明年", '下'),
    ("来年", '下'),
    ("本年度", '本'),
    ("今年", '本'),
    ("当年", '本'),
];

/// The letters of a line of a report of a year.
pub(super) fn letters(text: &str, year: Option<i32>) -> Vec<Letter> {
    let folded: Vec<Letter> = text
        .char_indices()
        .filter(|(_, c)| !c.is_whitespace() && !matches!(c, '*' | '`' | '_' | '\u{200b}'))
        .map(|(start, c)| Letter {
            c: folded(c),
            start,
            end: start + c.len_utf8(),
        })
        .collect();
    let mut letters = Vec::with_capacity(folded.len());
    let mut at = 0;
    while let Some(letter) = folded.get(at) {
        let written = year_at(&folded, at, year);
        let Some((length, name)) = written else {
            letters.push(*letter);
            at += 1;
            continue;
        };
        let end = folded.get(at + length - 1).map_or(letter.end, |it| it.end);
        letters.push(Letter {
            c: name,
            end,
            ..*letter
        });
        letters.push(Letter {
            c: '年',
            start: end,
            end,
        });
        at += length;
    }
    letters
}

/// The year named at a place: how many letters name it, and what it is called.
fn year_at(letters: &[Letter], at: usize, year: Option<i32>) -> Option<(usize, char)> {
    if let Some((word, name)) = YEARS.iter().find(|(word, _)| begins(letters, at, word)) {
        return Some((word.chars().count(), *name));
    }
    let before = at.checked_sub(1).and_then(|before| letters.get(before));
    let first = letters.get(at)?.c;
    if !first.is_ascii_digit() || before.is_some_and(|it| it.c.is_ascii_digit()) {
        return None;
    }
    let digits: String = letters.get(at..at + 4)?.iter().map(|it| it.c).collect();
    let named: i32 = digits.parse().ok()?;
    if letters.get(at + 4)?.c != '年' || named < 1900 {
        return None;
    }
    let length = 5 + usize::from(letters.get(at + 5).is_some_and(|it| it.c == '度'));
    let name = match year.map(|year| named - year) {
        Some(0) => '本',
        Some(-1) => '上',
        Some(1) => '下',
        _ => OTHER_YEAR,
    };
    Some((length, name))
}

/// Whether a word is at a place.
pub(super) fn begins(letters: &[Letter], at: usize, word: &str) -> bool {
    let rest = letters.get(at..).unwrap_or_default();
    let mut rest = rest.iter();
    word.chars()
        .all(|c| rest.next().is_some_and(|it| it.c == c))
}

/// Whether a word is within a range.
pub(super) fn contains(letters: &[Letter], range: &Range<usize>, word: &str) -> bool {
    let letters = letters.get(range.clone()).unwrap_or_default();
    (0..letters.len()).any(|at| begins(letters, at, word))
}

fn folded(c: char) -> char {
    match c {
        '０'..='９' | '％' | '．' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        _ => c,
    }
}
