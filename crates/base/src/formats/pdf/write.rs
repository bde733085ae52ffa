//! Values → bytes.

use super::{Dictionary, Value, tokens};

/// Writes a value.
pub fn value(out: &mut Vec<u8>, value: &Value) {
    match value {
        Value::Null => tokens::token(out, "null"),
        Value::Boolean(value) => tokens::boolean(out, *value),
        Value::Integer(number) => tokens::integer(out, *number),
        Value::Real(number) => tokens::token(out, number),
        Value::Reference(number, generation) => tokens::reference(out, *number, *generation),
        Value::Name(bytes) => tokens::name(out, bytes),
        Value::String(bytes, false) => tokens::literal(out, bytes),
        Value::String(bytes, true) => tokens::digits(out, bytes),
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
pub fn dictionary(out: &mut Vec<u8>, entries: &Dictionary) {
    out.extend_from_slice(b"<<");
    for (key, value) in entries.iter() {
        tokens::name(out, key);
        self::value(out, value);
    }
    out.extend_from_slice(b">>");
}
