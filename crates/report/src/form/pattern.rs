//! Labels as regular expressions (ECMA-262), for the schema: what the reader accepts as a key.

use super::bare_label;
use super::label::without_note;

/// A regular expression for what [`super::means`] accepts as a label: with or without ordinal and
/// closing note, in full or half width.
pub(super) fn label_pattern(label: &str) -> String {
    let bare = bare_label(label);
    let short = without_note(bare);
    let note = bare.strip_prefix(short).unwrap_or_default();
    let numeral = "[一二三四五六七八九十百0-9０-９]+";
    let ordinal = format!("(?:[（(]{numeral}[）)]|{numeral}[、.．])?\\s*");
    let note = if note.is_empty() {
        String::new()
    } else {
        format!("(?:{})?", either_width(note))
    };
    format!("^{ordinal}{}{note}$", either_width(short))
}

/// A regular expression for a text in full or half width.
fn either_width(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        let half = match c {
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
            _ => c,
        };
        if ('!'..='~').contains(&half) {
            let full = char::from_u32(half as u32 + 0xfee0).unwrap_or(half);
            // What a class would read as syntax (ECMA-262 §22.2.1, `u`).
            let escape = if "\\[]^-".contains(half) { "\\" } else { "" };
            out.push_str(&format!("[{escape}{half}{full}]"));
        } else {
            out.push(c);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::{Forms, means};

    #[test]
    fn the_pattern_of_a_label_takes_what_the_reader_takes() {
        for form in Forms::builtin().unwrap().iter() {
            for section in &form.sections {
                let pattern = regex::Regex::new(&label_pattern(&section.label)).unwrap();
                assert!(pattern.is_match(&section.label));
                assert!(pattern.is_match(bare_label(&section.label)));
            }
        }
        let label = "（二）部分公开（区分处理的，只计这一情形）";
        let pattern = regex::Regex::new(&label_pattern(label)).unwrap();
        for (key, expected) in [
            (label, true),
            ("部分公开", true),
            ("(二)部分公开", true),
            ("(二)部分公开(区分处理的,只计这一情形)", true),
            ("部分公", false),
            ("部分公开了", false),
        ] {
            assert_eq!(pattern.is_match(key), expected, "{key}");
            assert_eq!(means(key, "x", label), expected, "{key}");
        }
    }
}
