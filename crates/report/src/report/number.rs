//! Numbers as they are written in cells: digits, and for decimals a point.

use rust_decimal::Decimal;

/// Longest number in a cell: every sum of a table of these fits an `i64`.
pub(super) const MAX_DIGITS: usize = 15;

/// A whole number without sign, separator or leading zero.
pub(super) fn whole(text: &str) -> Option<i64> {
    let plain = !text.is_empty()
        && text.len() <= MAX_DIGITS
        && text.bytes().all(|b| b.is_ascii_digit())
        && (text == "0" || !text.starts_with('0'));
    plain.then(|| text.parse().ok()).flatten()
}

/// An exact decimal of at most `MAX_DIGITS` before and 10 digits after the point.
pub(super) fn decimal(text: &str) -> Option<Decimal> {
    let (integer, fraction) = text.split_once('.').unwrap_or((text, "0"));
    whole(integer)?;
    let digits = !fraction.is_empty()
        && fraction.len() <= 10
        && fraction.bytes().all(|b| b.is_ascii_digit());
    digits.then(|| text.parse().ok()).flatten()
}
