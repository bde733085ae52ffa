//! Values → bytes.

use super::{Dictionary, Value};
use chengbao_base::formats::pdf;

/// Writes a value.
fn value(out: &mut Vec<u8>, value: &Value) {
    match value {
        Value::Null => pdf::token(out, "null"),
        Value::Boolean(value) => pdf::boolean(out, *value),
        Value::Integer(number) => pdf::integer(out, *number),
        Value::Real(number) => pdf::token(out, number),
        Value::Reference(number, generation) => pdf::reference(out, *number, *generation),
        Value::Name(bytes) => pdf::name(out, bytes),
        Value::String(bytes, false) => pdf::literal(out, bytes),
        Value::String(bytes, true) => pdf::digits(out, bytes),
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
pub(in crate::pdf) fn dictionary(out: &mut Vec<u8>, entries: &Dictionary) {
    out.extend_from_slice(b"<<");
    for (key, value) in entries.iter() {
        pdf::name(out, key);
        self::value(out, value);
    }
    out.extend_from_slice(b">>");
}
