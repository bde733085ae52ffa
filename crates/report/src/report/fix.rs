//! What was meant by a cell that cannot be read: `1,234`, `１２`, `012`, `三`.

use super::number::{MAX_DIGITS, decimal, whole};
use crate::form::CellKind;

/// What was meant by a cell that cannot be read as its kind, if only one thing can have been meant:
/// separators, full-width digits, leading zeros, a plus sign, an exponent, a unit, Chinese numerals.
#[must_use]
pub fn fix(text: &str, kind: CellKind) -> Option<String> {
    let folded: String = text
        .chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| match c {
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
            '−' | '–' | '—' => '-',
            '〇' => '零',
            _ => c,
        })
        .collect();
    if folded == "/" || ["-", "--", "无", "不适用"].contains(&folded.as_str()) {
        return Some("/".to_owned());
    }
    let unit_less = folded
        .strip_suffix(['件', '项', '个', '宗', '份'])
        .or_else(|| {
            (kind == CellKind::Decimal)
                .then(|| folded.strip_suffix("万元"))
                .flatten()
        })
        .unwrap_or(&folded);
    let (sign, digits) = match unit_less.strip_prefix(['-', '+']) {
        Some(rest) if unit_less.starts_with('-') => ("-", rest),
        Some(rest) => ("", rest),
        None => ("", unit_less),
    };
    if sign == "-" && kind != CellKind::Signed {
        return None;
    }
    let digits = ungrouped(digits)?;
    let number = if let Some(number) = chinese(&digits) {
        number.to_string()
    } else if let Some((mantissa, exponent)) = digits.split_once(['e', 'E']) {
        let zeros: usize = exponent
            .trim_start_matches('+')
            .parse()
            .ok()
            .filter(|n| *n < MAX_DIGITS)?;
        let plain = !mantissa.is_empty() && mantissa.bytes().all(|b| b.is_ascii_digit());
        plain.then(|| format!("{mantissa}{}", "0".repeat(zeros)))?
    } else {
        digits
    };
    let trimmed = match number.split_once('.') {
        Some((integer, fraction)) if kind != CellKind::Decimal => {
            fraction.bytes().all(|b| b == b'0').then_some(integer)?
        }
        _ => number.as_str(),
    };
    let stripped = trimmed.trim_start_matches('0');
    let fixed = if stripped.is_empty() || stripped.starts_with('.') {
        format!("0{stripped}")
    } else {
        stripped.to_owned()
    };
    let valid = match kind {
        CellKind::Decimal => decimal(&fixed).is_some(),
        _ => whole(&fixed).is_some(),
    };
    let signed = if fixed == "0" {
        fixed
    } else {
        format!("{sign}{fixed}")
    };
    (valid && signed != text).then_some(signed)
}

/// `1,234,567` without its separators; `None` if there are commas other than before every third digit.
fn ungrouped(text: &str) -> Option<String> {
    if !text.contains([',', '\'']) {
        return Some(text.to_owned());
    }
    let (integer, fraction) = match text.split_once('.') {
        Some((integer, fraction)) => (integer, format!(".{fraction}")),
        None => (text, String::new()),
    };
    let mut groups = integer.split([',', '\'']);
    let first = groups.next()?;
    let rest: Vec<&str> = groups.collect();
    let grouped = (1..=3).contains(&first.len()) && rest.iter().all(|group| group.len() == 3);
    grouped.then(|| format!("{first}{}{fraction}", rest.concat()))
}

/// A number in Chinese numerals up to 万: 三, 十二, 二百零五, 一万三千.
fn chinese(text: &str) -> Option<i64> {
    const DIGITS: [char; 10] = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
    let (mut total, mut section, mut digit) = (0_i64, 0_i64, None);
    if text.is_empty() {
        return None;
    }
    for c in text.chars() {
        if let Some(value) = DIGITS
            .iter()
            .position(|d| *d == c)
            .or((c == '两').then_some(2))
        {
            if digit.is_some_and(|d| d != 0) {
                return None;
            }
            digit = Some(i64::try_from(value).ok()?);
            continue;
        }
        let unit = match c {
            '十' => 10,
            '百' => 100,
            '千' => 1000,
            '万' => 10_000,
            _ => return None,
        };
        if unit == 10_000 {
            total = (section + digit.unwrap_or(0)).checked_mul(unit)?;
            section = 0;
        } else {
            let factor = digit.unwrap_or(i64::from(unit == 10 && section == 0));
            section += factor * unit;
        }
        digit = None;
    }
    Some(total + section + digit.unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn fixes(text: &str, kind: CellKind, expected: Option<&str>) {
        assert_eq!(fix(text, kind).as_deref(), expected, "{text}");
    }

    #[test]
    fn a_fix_is_offered_where_one_thing_only_can_be_meant() {
        let count = CellKind::Count;
        fixes("1,234", count, Some("1234"));
        fixes("1，234", count, Some("1234"));
        fixes("12,34", count, None);
        fixes("１２", count, Some("12"));
        fixes("0123", count, Some("123"));
        fixes("000", count, Some("0"));
        fixes("1e3", count, Some("1000"));
        fixes("1e99", count, None);
        fixes("三", count, Some("3"));
        fixes("十二", count, Some("12"));
        fixes("二百零五", count, Some("205"));
        fixes("一万三千", count, Some("13000"));
        fixes("12件", count, Some("12"));
        fixes("3.0", count, Some("3"));
        fixes("3.5", count, None);
        fixes("-1", count, None);
        fixes("−18", CellKind::Signed, Some("-18"));
        fixes("+18", CellKind::Signed, Some("18"));
        fixes("／", count, Some("/"));
        fixes("—", count, Some("/"));
        fixes("96,171.6", CellKind::Decimal, Some("96171.6"));
        fixes("96171.6万元", CellKind::Decimal, Some("96171.6"));
        fixes("是", count, None);
    }
}
