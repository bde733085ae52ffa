//! Strings that people read, as PDF writes them.

use std::borrow::Cow;

use lopdf::{Object, StringFormat};

use chengbao_base::formats::pdf::text_string;

/// A text string (ISO 32000-1 §7.9.2.2).
pub(super) fn text(text: &str) -> Object {
    let (bytes, is_hexadecimal) = text_string(text);
    let format = if is_hexadecimal {
        StringFormat::Hexadecimal
    } else {
        StringFormat::Literal
    };
    Object::String(bytes, format)
}

/// Text on one line, without what XML cannot hold (XML 1.0 §2.2). Document information and XMP must
/// say the same (ISO 19005-3 §6.6.3), so both are given this.
pub(super) fn one_line(text: &str) -> Cow<'_, str> {
    let odd =
        |character: char| character.is_control() || matches!(character, '\u{FFFE}' | '\u{FFFF}');
    if !text.contains(odd) {
        return text.into();
    }
    text.chars()
        .filter_map(|character| match character {
            '\t' | '\n' | '\r' => Some(' '),
            character if odd(character) => None,
            character => Some(character),
        })
        .collect()
}
