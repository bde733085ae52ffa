//! The JSON Canonicalization Scheme (RFC 8785): everything that is digested is first written this way.

use serde_json::{Map, Value};

/// JSON in its one canonical form: keys in the order of their UTF-16 code units, no spaces, characters unescaped.
/// Numbers must be whole and below 2^53, as all in reports and records are; they are written as ECMAScript
/// writes them then (§3.2.2.3).
#[must_use]
pub fn canonical(value: &Value) -> Vec<u8> {
    let mut out = Vec::new();
    write(value, &mut out);
    out
}

fn write(value: &Value, out: &mut Vec<u8>) {
    match value {
        Value::Object(object) => {
            out.push(b'{');
            for (number, (key, value)) in sorted(object).into_iter().enumerate() {
                if number > 0 {
                    out.push(b',');
                }
                scalar(&Value::from(key), out);
                out.push(b':');
                write(value, out);
            }
            out.push(b'}');
        }
        Value::Array(items) => {
            out.push(b'[');
            for (number, value) in items.iter().enumerate() {
                if number > 0 {
                    out.push(b',');
                }
                write(value, out);
            }
            out.push(b']');
        }
        scalar_value => scalar(scalar_value, out),
    }
}

/// In texts, serde_json escapes what §3.2.2.2 escapes, and in the same way.
fn scalar(value: &Value, out: &mut Vec<u8>) {
    // Writing a scalar to memory cannot fail.
    let _ = serde_json::to_writer(out, value);
}

/// §3.2.3: by code units of UTF-16, where a character beyond U+FFFF comes before U+E000.
fn sorted(object: &Map<String, Value>) -> Vec<(&str, &Value)> {
    let mut entries: Vec<(&str, &Value)> = object
        .iter()
        .map(|(key, value)| (key.as_str(), value))
        .collect();
    entries.sort_by(
        |(one, _), (other, _)| match one.is_ascii() && other.is_ascii() {
            true => one.cmp(other),
            false => one.encode_utf16().cmp(other.encode_utf16()),
        },
    );
    entries
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(json: &str, expected: &str) {
        let value: Value = serde_json::from_str(json).unwrap();
        assert_eq!(String::from_utf8(canonical(&value)).unwrap(), expected);
    }

    #[test]
    fn keys_are_in_the_order_of_their_code_units() {
        // The example of RFC 8785 §3.2.3.
        check(
            r#"{"\u20ac":"Euro Sign","\r":"Carriage Return","\ufb33":"Hebrew Letter Dalet With Dagesh","1":"One","\ud83d\ude00":"Emoji: Grinning Face","\u0080":"Control","\u00f6":"Latin Small Letter O With Diaeresis"}"#,
            "{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\u{80}\":\"Control\",\"ö\":\"Latin Small Letter O With Diaeresis\",\"€\":\"Euro Sign\",\"😀\":\"Emoji: Grinning Face\",\"\u{fb33}\":\"Hebrew Letter Dalet With Dagesh\"}",
        );
        check(
            r#"{"b":{"d":1,"c":[]},"a":[{"f":2,"e":3}]}"#,
            r#"{"a":[{"e":3,"f":2}],"b":{"c":[],"d":1}}"#,
        );
    }

    #[test]
    fn scalars_are_written_as_ecmascript_writes_them() {
        // RFC 8785 §3.2.2.
        check(
            r#"{ "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/", "literals": [null, true, false] }"#,
            r#"{"literals":[null,true,false],"string":"€$\u000f\nA'B\"\\\\\"/"}"#,
        );
        check("[ 0, -7, 9007199254740991 ]", "[0,-7,9007199254740991]");
        check("\"\\u007f\\u2028\\b\\f\\t\"", "\"\u{7f}\u{2028}\\b\\f\\t\"");
    }
}
