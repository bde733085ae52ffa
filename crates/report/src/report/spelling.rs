//! How a number may be spelled in a cell: `1,203`, `1203.00`, `１２０３`, `+173`, `12件` are plainly one
//! number. What could be two (`1.203`, `12,34`, `012`) is not guessed at: it is never read as either.

use super::number::{decimal, whole};
use crate::form::CellKind;

/// Why a cell cannot be read as a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unread {
    /// Its points, commas or blanks allow more than one number: `1.203`, `12,34`, `1 203`.
    TwoReadings,
    /// A dash or a word for none, which may mean 0 or not applicable.
    Dash,
    /// Other digits than 0 to 9: `三`, `١٢`.
    Numerals,
    /// A zero in front or an exponent: `012`, `1e3`.
    Notation,
    /// A comma in braces, where it ends the value: `{decisions: 1,203}`.
    Split,
    /// Anything else.
    Other,
}

/// What is counted; the word may follow the number.
const COUNTERS: [char; 6] = ['件', '项', '个', '宗', '份', '条'];

/// Words and marks for none.
const NONE: [&str; 8] = ["-", "--", "—", "——", "–", "无", "没有", "不适用"];

/// The canonical spelling of a number, or of `/`, in a cell of that kind and label.
pub(super) fn plain(text: &str, kind: CellKind, label: &str) -> Result<String, Unread> {
    let folded: String = text.chars().map(narrow).collect();
    if folded == "/" {
        return Ok(folded);
    }
    if NONE.contains(&folded.as_str()) {
        return Err(Unread::Dash);
    }
    let number = without_unit(&folded, kind, label);
    let (sign, digits) = match number.strip_prefix('+') {
        Some(digits) => ("", digits),
        None => match number.strip_prefix('-') {
            Some(digits) if kind == CellKind::Signed => ("-", digits),
            Some(_) => return Err(Unread::Other),
            None => ("", number),
        },
    };
    let digits = unsigned(digits, kind)?;
    match (sign, digits.as_str()) {
        ("-", "0") => Err(Unread::Other),
        _ => Ok(format!("{sign}{digits}")),
    }
}

/// Full-width letters, digits and marks as ASCII has them.
fn narrow(character: char) -> char {
    match character {
        '\u{ff01}'..='\u{ff5e}' => {
            char::from_u32(u32::from(character) - 0xfee0).unwrap_or(character)
        }
        '−' => '-',
        '\u{3000}' => ' ',
        other => other,
    }
}

/// The text before the unit, if there is one that leaves no doubt: a counter, or the unit that the label names.
fn without_unit<'t>(text: &'t str, kind: CellKind, label: &str) -> &'t str {
    let number = text.trim_end_matches(|c: char| !c.is_ascii() && !c.is_numeric());
    let unit = text.get(number.len()..).unwrap_or_default();
    let is_unit = match kind {
        CellKind::Decimal => !unit.is_empty() && label.contains(&format!("单位：{unit}")),
        _ => {
            let mut unit = unit.chars();
            unit.next().is_some_and(|c| COUNTERS.contains(&c)) && unit.next().is_none()
        }
    };
    match is_unit {
        true => number.trim_end_matches(' '),
        false => text,
    }
}

/// A number without its sign: digits, grouped by threes or not, and zeros or decimals after a point.
fn unsigned(text: &str, kind: CellKind) -> Result<String, Unread> {
    let is_written = |c: char| c.is_ascii_digit() || matches!(c, ',' | '\'' | '.');
    if !text.chars().all(is_written) {
        return Err(foreign(text));
    }
    let (integer, fraction) = match text.split_once('.') {
        Some((integer, fraction)) => (integer, Some(fraction)),
        None => (text, None),
    };
    let digits = ungrouped(integer).ok_or(Unread::TwoReadings)?;
    if fraction.is_some_and(|fraction| !fraction.bytes().all(|b| b.is_ascii_digit())) {
        return Err(Unread::TwoReadings);
    }
    if digits.len() > 1 && digits.starts_with('0') {
        return Err(Unread::Notation);
    }
    whole(&digits).ok_or(Unread::Other)?;
    match (kind, fraction) {
        (_, None) => Ok(digits),
        (CellKind::Decimal, Some(fraction)) => {
            let number = format!("{digits}.{fraction}");
            decimal(&number).map(|_| number).ok_or(Unread::Other)
        }
        // A point may stand for the comma before every third digit.
        (_, Some(fraction)) if fraction.len() == 3 && integer.len() <= 3 && digits != "0" => {
            Err(Unread::TwoReadings)
        }
        (_, Some(fraction)) => {
            let is_zero = !fraction.is_empty() && fraction.bytes().all(|b| b == b'0');
            is_zero.then_some(digits).ok_or(Unread::Other)
        }
    }
}

/// Why a text with other characters than those of a number is none.
fn foreign(text: &str) -> Unread {
    const NUMERALS: &str = "〇零一二三四五六七八九十百千万亿两";
    let is_numeral = |c: char| NUMERALS.contains(c) || (!c.is_ascii() && c.is_numeric());
    let has_digit = text.contains(|c: char| c.is_ascii_digit());
    let is_power = |c: char| c.is_ascii_digit() || matches!(c, 'e' | 'E' | '+' | '-' | '.');
    if text.contains(is_numeral) {
        Unread::Numerals
    } else if has_digit && text.contains(char::is_whitespace) {
        Unread::TwoReadings
    } else if text.starts_with(|c: char| c.is_ascii_digit()) && text.chars().all(is_power) {
        Unread::Notation
    } else {
        Unread::Other
    }
}

/// `1,234,567` without its separators; `None` if they are not before every third digit, and nowhere else.
fn ungrouped(text: &str) -> Option<String> {
    if text.is_empty() || !text.contains([',', '\'']) {
        return Some(text.to_owned());
    }
    let mark = if text.contains(',') { ',' } else { '\'' };
    let mut groups = text.split(mark);
    let first = groups.next()?;
    let rest: Vec<&str> = groups.collect();
    let is_grouped = (1..=3).contains(&first.len())
        && !first.starts_with('0')
        && rest.iter().all(|group| group.len() == 3);
    let digits = format!("{first}{}", rest.concat());
    (is_grouped && digits.bytes().all(|b| b.is_ascii_digit())).then_some(digits)
}

#[cfg(test)]
mod tests {
    use super::*;
    use CellKind::{Count, Decimal, Signed};

    #[track_caller]
    fn check(text: &str, kind: CellKind, expected: Result<&str, Unread>) {
        let found = plain(text, kind, "本年收费金额（单位：万元）");
        assert_eq!(found.as_deref(), expected.as_ref().copied(), "{text}");
    }

    #[test]
    fn a_number_that_is_only_spelled_differently_is_that_number() {
        for (text, kind, number) in [
            ("1203", Count, "1203"),
            ("1,203", Count, "1203"),
            ("1，203", Count, "1203"),
            ("1'203", Count, "1203"),
            ("12,345,678", Count, "12345678"),
            ("1203.00", Count, "1203"),
            ("1,203.0", Count, "1203"),
            ("1203.000", Count, "1203"),
            ("0.000", Count, "0"),
            ("１２０３", Count, "1203"),
            ("＋１，２０３．００", Count, "1203"),
            ("+5", Count, "5"),
            ("+0", Count, "0"),
            ("+173", Signed, "173"),
            ("-1,203", Signed, "-1203"),
            ("−18", Signed, "-18"),
            ("－18", Signed, "-18"),
            ("12件", Count, "12"),
            ("12 件", Count, "12"),
            ("12\u{3000}件", Count, "12"),
            ("1,203条", Count, "1203"),
            ("-3件", Signed, "-3"),
            ("／", Count, "/"),
            ("1,203.50", Decimal, "1203.50"),
            ("1,203", Decimal, "1203"),
            ("1.203", Decimal, "1.203"),
            ("＋0.50", Decimal, "0.50"),
            ("96171.6万元", Decimal, "96171.6"),
        ] {
            check(text, kind, Ok(number));
        }
    }

    #[test]
    fn a_text_that_could_be_two_numbers_or_none_is_neither() {
        use Unread::{Dash, Notation, Numerals, Other, TwoReadings};
        for (text, kind, why) in [
            ("1.203", Count, TwoReadings),
            ("1.000", Count, TwoReadings),
            ("1.203,5", Count, TwoReadings),
            ("1.203,5", Decimal, TwoReadings),
            ("1.203.456", Count, TwoReadings),
            ("1 203", Count, TwoReadings),
            ("12,34", Count, TwoReadings),
            ("1,2034", Count, TwoReadings),
            ("1234,567", Count, TwoReadings),
            ("0,123", Count, TwoReadings),
            (",123", Count, TwoReadings),
            ("1,203'456", Count, TwoReadings),
            ("1, 203", Count, TwoReadings),
            ("三", Count, Numerals),
            ("十二件", Count, Numerals),
            ("1.2万", Count, Numerals),
            ("\u{661}\u{660}\u{662}\u{664}", Count, Numerals),
            ("②", Count, Numerals),
            ("012", Count, Notation),
            ("000", Count, Notation),
            ("1e3", Count, Notation),
            ("1.5E+3", Decimal, Notation),
            ("-", Count, Dash),
            ("—", Count, Dash),
            ("－", Signed, Dash),
            ("无", Decimal, Dash),
            ("3.5", Count, Other),
            ("3.", Count, Other),
            (".5", Decimal, Other),
            ("-1", Count, Other),
            ("-0", Signed, Other),
            ("+-5", Signed, Other),
            ("+", Count, Other),
            ("件", Count, Other),
            ("12人次", Count, Other),
            ("12万元", Count, Numerals),
            ("12元", Decimal, Other),
            ("0x1f", Count, Other),
            ("true", Count, Other),
            ("9999999999999999", Count, Other),
            ("1,2,3", Count, TwoReadings),
        ] {
            check(text, kind, Err(why));
        }
    }
}
