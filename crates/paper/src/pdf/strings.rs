//! Strings for human readers, as PDF writes them.

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

/// Text on one line, without characters that XML does not allow (XML 1.0 §2.2). Document information and XMP must
/// agree (ISO 19005-3 §6.6.3), so both get this.
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
