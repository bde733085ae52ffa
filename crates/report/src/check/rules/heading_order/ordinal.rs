//! The ordinals of headings: how they are written, where they stand.
//!
//! It never knows which number comes next.

use super::super::slips::Slip;
use super::Text;
use crate::check::prose::{Prose, is_hanzi, is_mark, is_numeral, numeral};
use crate::form::heading_ordinal;

/// 一、 （一） 1. （1）
pub(super) const LEVELS: usize = 4;

/// An ordinal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Ordinal {
    /// 0 for 一、 to 3 for （1）.
    pub(super) level: usize,
    pub(super) number: usize,
}

impl Ordinal {
    /// As it is written.
    pub(super) fn shown(self) -> String {
        let Self { level, number } = self;
        let hanzi = || {
            let digit = |at: usize| "零一二三四五六七八九".chars().nth(at);
            let tens = match number / 10 {
                0 => String::new(),
                1 => "十".to_owned(),
                tens => digit(tens).map(|c| format!("{c}十")).unwrap_or_default(),
            };
            let units = Some(number % 10).filter(|units| *units > 0).and_then(digit);
            format!("{tens}{}", units.map(String::from).unwrap_or_default())
        };
        match level {
            0 => format!("{}、", hanzi()),
            1 => format!("（{}）", hanzi()),
            2 => format!("{number}."),
            _ => format!("（{number}）"),
        }
    }
}

/// The ordinal at the beginning of a line and where it ends.
pub(super) fn leading(prose: &Prose<'_>) -> Option<(Ordinal, usize)> {
    at(prose, 0)
}

/// The ordinals within a line, after its beginning.
pub(super) fn inline<'a>(prose: &'a Prose<'_>) -> impl Iterator<Item = Ordinal> + 'a {
    let inner = |c: char| is_numeral(c) || c.is_ascii_digit();
    let places = prose.words().filter(move |(place, c)| {
        // The whole number, not its last figures.
        let is_whole = inner(*c) && !prose.before(*place).is_some_and(inner);
        *place > 0 && (is_whole || matches!(c, '（' | '('))
    });
    places.filter_map(|(place, _)| Some(at(prose, place)?.0))
}

/// The ordinal that begins at a position and where it ends.
fn at(prose: &Prose<'_>, start: usize) -> Option<(Ordinal, usize)> {
    let (level, written) = heading_ordinal(prose.text(&(start..prose.len())))?;
    let end = start + written.chars().count();
    let level = usize::from(level - 1);
    let number = written.trim_matches(|c| "（(）)、.．".contains(c));
    let number = numeral(number).or_else(|| number.parse().ok())?;
    // 一、二季度 is a list.
    let is_listed = level == 0 && prose.get(end).is_some_and(is_numeral);
    let is_heading = (1..=MAX_NUMBER).contains(&number) && !is_listed;
    is_heading.then_some((Ordinal { level, number }, end))
}

/// Largest number of a heading.
const MAX_NUMBER: usize = 50;

/// The number at a position, whether it is in hanzi, and where it ends.
fn number(prose: &Prose<'_>, from: usize) -> Option<(usize, bool, usize)> {
    let in_hanzi = from..prose.run_after(from, is_numeral);
    if !in_hanzi.is_empty() {
        let number = numeral(prose.text(&in_hanzi))?;
        return (number <= MAX_NUMBER).then_some((number, true, in_hanzi.end));
    }
    let digits = from..prose.run_after(from, |c| c.is_ascii_digit());
    let number = prose.text(&digits).parse().ok()?;
    (1..=MAX_NUMBER)
        .contains(&number)
        .then_some((number, false, digits.end))
}

/// A mark behind the ordinal of a line that does not belong there.
pub(super) fn wrong_mark(prose: &Prose<'_>) -> Option<Slip> {
    let opened = prose.get(0).is_some_and(|c| matches!(c, '（' | '('));
    let (_, in_hanzi, end) = number(prose, usize::from(opened))?;
    let (wrong, right) = match (opened, in_hanzi, prose.get(end)?) {
        (true, _, '）' | ')') if matches!(prose.get(end + 1), Some('、' | '.' | '，' | '．')) => {
            (end + 1..end + 2, "")
        }
        (false, false, '、') => (end..end + 1, "."),
        (false, true, '.' | '．') => (end..end + 1, "、"),
        _ => return None,
    };
    // 1、2两项 is a list, not a heading.
    if !prose
        .get(wrong.end)
        .is_some_and(|c| is_hanzi(c) && !is_numeral(c) || is_mark(c))
    {
        return None;
    }
    let (whole, mark) = (prose.text(&(0..wrong.end)), prose.text(&wrong));
    let fixed = format!("{}{right}", prose.text(&(0..wrong.start)));
    let message = Text::new(
        format!("序号“{whole}”后面的“{mark}”不对，应为“{fixed}”。"),
        format!("`{mark}` does not belong behind the number; write `{fixed}`."),
    );
    Some(Slip::new(wrong, message).safe(right))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinals_are_shown_as_they_are_written() {
        let shown = |level, number| Ordinal { level, number }.shown();
        let all = [
            shown(0, 1),
            shown(1, 10),
            shown(1, 12),
            shown(0, 20),
            shown(2, 3),
            shown(3, 4),
        ];
        assert_eq!(all, ["一、", "（十）", "（十二）", "二十、", "3.", "（4）"]);
    }
}
