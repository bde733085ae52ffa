//! Values that a signer sets and people read: dates, the name of a program, nothing that says more.

use chengbao_base::formats::pdf::Value;

/// Maximum characters of a program's name.
const MAX_NAME: usize = 120;

/// Whether a text is a date (ISO 32000-1 §7.9.4).
pub(super) fn is_moment(value: &Value) -> bool {
    let text = value.as_text().unwrap_or_default();
    let rest = text.strip_prefix("D:").unwrap_or_default();
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let zone = rest.get(digits..).unwrap_or_default();
    let is_zone = |byte: u8| byte.is_ascii_digit() || matches!(byte, b'Z' | b'+' | b'-' | b'\'');
    (4..=14).contains(&digits) && zone.len() <= 7 && zone.bytes().all(is_zone)
}

/// Whether a text is a date of XMP (ISO 16684-1 §8.2.1.2).
pub(super) fn is_iso_moment(text: &str) -> bool {
    let is_part = |byte: u8| byte.is_ascii_digit() || b"-:.TZ+".contains(&byte);
    (4..=35).contains(&text.len()) && text.bytes().all(is_part)
}

/// Whether a text can be the name of a program: short, and not of the script of offices.
pub(super) fn is_program(text: &str) -> bool {
    text.len() <= MAX_NAME && text.bytes().all(|byte| matches!(byte, b' '..=b'~'))
}
