//! Tokens of PDF (ISO 32000-1 §7.2, §7.3), written straight into bytes.
//!
//! It never knows an object or where it stands: writers have their own trees of values.

use super::digits::{hexadecimal, whole};

/// Puts a blank before a token that would run on from the one before it (§7.2.2).
fn part(out: &mut Vec<u8>) {
    if out.last().is_some_and(|last| !b"[]<>()\n /".contains(last)) {
        out.push(b' ');
    }
}

/// A keyword, or a number as it is written.
pub fn token(out: &mut Vec<u8>, token: &str) {
    part(out);
    out.extend_from_slice(token.as_bytes());
}

/// `true` or `false` (§7.3.2).
pub fn boolean(out: &mut Vec<u8>, value: bool) {
    token(out, if value { "true" } else { "false" });
}

/// A whole number (§7.3.3).
pub fn integer(out: &mut Vec<u8>, value: i64) {
    part(out);
    whole(out, value);
}

/// A reference (§7.3.10).
pub fn reference(out: &mut Vec<u8>, number: u32, generation: u16) {
    integer(out, number.into());
    integer(out, generation.into());
    token(out, "R");
}

/// A name, given without its slash; what is no regular character is written as `#` and two digits
/// (§7.3.5).
pub fn name(out: &mut Vec<u8>, name: &[u8]) {
    let regular = |byte: &u8| {
        let delimits = matches!(byte, b'(' | b')' | b'<' | b'>' | b'[' | b']');
        let delimits = delimits || matches!(byte, b'{' | b'}' | b'/' | b'%' | b'#');
        byte.is_ascii_graphic() && !delimits
    };
    out.push(b'/');
    if name.iter().all(regular) {
        out.extend_from_slice(name);
        return;
    }
    for byte in name {
        if regular(byte) {
            out.push(*byte);
        } else {
            out.push(b'#');
            hexadecimal(out, &[*byte]);
        }
    }
}

/// A string in parentheses (§7.3.4.2).
pub fn literal(out: &mut Vec<u8>, bytes: &[u8]) {
    out.push(b'(');
    for byte in bytes {
        match byte {
            b'(' | b')' | b'\\' => out.extend_from_slice(&[b'\\', *byte]),
            b'\r' => out.extend_from_slice(b"\\r"),
            byte => out.push(*byte),
        }
    }
    out.push(b')');
}

/// A string in hexadecimal digits (§7.3.4.3).
pub fn digits(out: &mut Vec<u8>, bytes: &[u8]) {
    out.push(b'<');
    hexadecimal(out, bytes);
    out.push(b'>');
}

/// The bytes of a text string, and whether hexadecimal digits are the way to write them (§7.9.2.2):
/// ASCII as it is, all else in UTF-16.
pub fn text_string(text: &str) -> (Vec<u8>, bool) {
    if text.bytes().all(|byte| matches!(byte, 0x20..=0x7E)) {
        return (text.as_bytes().to_vec(), false);
    }
    let units = std::iter::once(0xFEFF).chain(text.encode_utf16());
    (units.flat_map(u16::to_be_bytes).collect(), true)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(write: impl FnOnce(&mut Vec<u8>), expected: &[u8]) {
        let mut out = Vec::new();
        write(&mut out);
        assert_eq!(out, expected);
    }

    #[test]
    fn tokens_that_would_run_together_are_parted_and_no_others() {
        let all = |out: &mut Vec<u8>| {
            name(out, b"A");
            integer(out, -7);
            boolean(out, true);
            literal(out, b"x");
            token(out, "null");
            digits(out, &[0xAB]);
            reference(out, 12, 0);
            name(out, b"B");
        };
        check(all, b"/A -7 true(x)null<AB>12 0 R/B");
    }

    #[test]
    fn names_and_strings_show_what_would_end_them_in_another_way() {
        check(|out| name(out, "A#b/报".as_bytes()), b"/A#23b#2F#E6#8A#A5");
        check(|out| literal(out, b"a(b)\\\r\n"), b"(a\\(b\\)\\\\\\r\n)");
    }

    #[test]
    fn texts_beyond_ascii_are_in_utf_16_behind_its_mark() {
        assert_eq!(text_string("a~"), (b"a~".to_vec(), false));
        assert_eq!(text_string("报"), (vec![0xFE, 0xFF, 0x62, 0xA5], true));
    }
}
