//! Values → bytes.

use super::{Dictionary, Value};

/// Writes a value. A token that would run on into the next one has a blank before it.
fn value(out: &mut Vec<u8>, value: &Value) {
    match value {
        Value::Null => token(out, "null"),
        Value::Boolean(true) => token(out, "true"),
        Value::Boolean(false) => token(out, "false"),
        Value::Integer(number) => token(out, &number.to_string()),
        Value::Real(number) => token(out, number),
        Value::Reference(number, generation) => token(out, &format!("{number} {generation} R")),
        Value::Name(bytes) => name(out, bytes),
        Value::String(bytes, false) => literal(out, bytes),
        Value::String(bytes, true) => {
            out.push(b'<');
            hexadecimal(out, bytes);
            out.push(b'>');
        }
        Value::Array(array) => {
            out.push(b'[');
            for item in array {
                self::value(out, item);
            }
            out.push(b']');
        }
        Value::Dictionary(entries) => dictionary(out, entries),
    }
}

/// Writes a dictionary.
pub(in crate::signature::pdf) fn dictionary(out: &mut Vec<u8>, entries: &Dictionary) {
    out.extend_from_slice(b"<<");
    for (key, value) in entries.iter() {
        name(out, key);
        self::value(out, value);
    }
    out.extend_from_slice(b">>");
}

fn token(out: &mut Vec<u8>, token: &str) {
    if out.last().is_some_and(|last| !b"[]<>()\n /".contains(last)) {
        out.push(b' ');
    }
    out.extend_from_slice(token.as_bytes());
}

/// §7.3.5: what is no regular character is written as `#` and two digits.
fn name(out: &mut Vec<u8>, name: &[u8]) {
    out.push(b'/');
    for byte in name {
        if byte.is_ascii_graphic() && !b"()<>[]{}/%#".contains(byte) {
            out.push(*byte);
        } else {
            out.push(b'#');
            hexadecimal(out, &[*byte]);
        }
    }
}

/// §7.3.4.2.
fn literal(out: &mut Vec<u8>, bytes: &[u8]) {
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

/// The digits of bytes (§7.3.4.3).
fn hexadecimal(out: &mut Vec<u8>, bytes: &[u8]) {
    let digit = |half: u8| match half {
        0..=9 => b'0' + half,
        _ => b'A' + half - 10,
    };
    for byte in bytes {
        out.extend_from_slice(&[digit(byte >> 4), digit(byte & 15)]);
    }
}
