//! Values as YAML scalars. It never folds a value into lines: each is written on one line.

use std::fmt::Write as _;

/// A value as a YAML scalar: plain if nothing in it has a meaning in YAML, quoted otherwise.
pub(super) fn scalar(text: &str) -> String {
    let plain_inside = |c: char| c.is_alphanumeric() || "-_./（）〔〕".contains(c);
    let plain = text.starts_with(|c: char| c.is_alphanumeric())
        && text.chars().all(plain_inside)
        && !["null", "Null", "NULL"].contains(&text);
    if plain || text == "/" || is_number(text) {
        text.to_owned()
    } else {
        // JSON's strings are YAML's double-quoted ones (YAML 1.2.2 §1.3).
        let quoted = serde_json::Value::from(text).to_string();
        if !quoted.contains(is_escaped) {
            return quoted;
        }
        let mut out = String::with_capacity(quoted.len());
        for c in quoted.chars() {
            if is_escaped(c) {
                let _ = write!(out, "\\u{:04X}", u32::from(c));
            } else {
                out.push(c);
            }
        }
        out
    }
}

/// Characters that YAML accepts only escaped (YAML 1.2.2 §5.1), and those that some readers take for the end
/// of a line.
pub(super) fn is_escaped(c: char) -> bool {
    matches!(c, '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}

fn is_number(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit() || b == b'.')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_that_mean_something_to_yaml_are_quoted() {
        for (text, expected) in [
            ("某市人民政府", "某市人民政府"),
            ("2023.yaml", "2023.yaml"),
            ("-43", "-43"),
            ("/", "/"),
            ("null", "\"null\""),
            ("a: b", "\"a: b\""),
            ("../x.yaml", "\"../x.yaml\""),
            ("", "\"\""),
            ("带\"引号\"", "\"带\\\"引号\\\"\""),
            ("一\u{7f}\u{feff}\t二", "\"一\\u007F\\uFEFF\\t二\""),
        ] {
            assert_eq!(scalar(text), expected);
        }
    }
}
