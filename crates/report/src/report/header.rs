//! What is read from a report before its form is known.

use super::Placed;
use super::keys::key_text;
use super::spelled::Read;
use crate::form::{HeadKey, means};
use crate::source::Source;

/// What a report states before its form is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header {
    /// `form`.
    pub form: Option<Placed<String>>,
    /// `year`.
    pub year: Option<Placed<i32>>,
    /// `previous`.
    pub previous: Option<Placed<String>>,
}

/// Reads what is needed to choose the form.
#[must_use]
pub fn header(source: &Source) -> Header {
    let find = |id: &str| {
        let entries = source.root.as_mapping()?;
        let name = HeadKey::of_path(id)?.label;
        let entry = entries
            .iter()
            .find(|entry| key_text(entry).is_some_and(|key| means(key, id, name)))?;
        let scalar = entry.value.as_scalar().filter(|s| !s.is_null())?;
        Some(Placed {
            value: scalar.text.trim().to_owned(),
            place: entry.value.place,
        })
    };
    Header {
        form: find("form"),
        year: find("year").and_then(|year| {
            Some(Placed {
                value: self::year(&year.value).value()?,
                place: year.place,
            })
        }),
        previous: find("previous"),
    }
}

/// A year of four digits, with or without 年.
pub(super) fn year(text: &str) -> Read<i32> {
    Read::folded(text, four_digits, i32::to_string)
}

fn four_digits(text: &str) -> Option<i32> {
    let digits = text.strip_suffix('年').unwrap_or(text);
    let plain = digits.len() == 4 && digits.bytes().all(|b| b.is_ascii_digit());
    plain.then(|| digits.parse().ok()).flatten()
}
