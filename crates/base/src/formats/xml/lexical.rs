//! The lexical rules of XML: characters, line ends, attribute values, names. It knows no elements.
//! An error is what is wrong, for the message of the reader that found it.

use quick_xml::escape::unescape;

/// XML 1.0 §3.3.3 for attributes of type CDATA, as all are without a document type.
///
/// # Errors
/// What is wrong with the value.
pub fn value(raw: &str) -> Result<String, String> {
    if raw.contains('<') {
        return Err("< in an attribute".to_owned());
    }
    let blank = line_ends(raw).replace(['\t', '\n'], " ");
    characters(unescape(&blank).map_err(wrong)?.into_owned())
}

/// XML 1.0 §2.11.
#[must_use]
pub fn line_ends(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n")
}

/// XML 1.0 §2.2: the allowed characters.
///
/// # Errors
/// That there is another.
pub fn characters(text: String) -> Result<String, String> {
    let is_character = |c: char| matches!(c, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..);
    if text.chars().all(is_character) {
        Ok(text)
    } else {
        Err("a character XML does not have".to_owned())
    }
}

/// A qualified name, its prefix empty if there is none.
///
/// # Errors
/// The name, if it is not one.
pub fn split(name: &str) -> Result<(&str, &str), String> {
    let (prefix, local) = name.split_once(':').unwrap_or(("", name));
    let is_name = |name: &str| {
        let is_first = |c: char| c.is_alphabetic() || c == '_';
        let is_more = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '\u{b7}');
        name.starts_with(is_first) && name.chars().all(is_more)
    };
    let has_prefix = name.contains(':');
    if !is_name(local) || has_prefix && !is_name(prefix) {
        return Err(format!("the name {name:?}"));
    }
    Ok((prefix, local))
}

/// An error of the reader as text.
pub fn wrong(error: impl ToString) -> String {
    error.to_string()
}
