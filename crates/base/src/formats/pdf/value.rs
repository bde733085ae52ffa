//! The values of PDF (ISO 32000-1 §7.3).

use std::collections::BTreeMap;

use super::tokens::text_string;

/// A direct object.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// `null`.
    Null,
    /// `true`, `false`.
    Boolean(bool),
    /// A whole number.
    Integer(i64),
    /// Any other number, as written, so that nothing is lost when it is written again.
    Real(String),
    /// A string; whether it is written in hexadecimal digits.
    String(Vec<u8>, bool),
    /// A name without its slash.
    Name(Vec<u8>),
    /// An array.
    Array(Vec<Value>),
    /// A dictionary.
    Dictionary(Dictionary),
    /// A reference: object number and generation.
    Reference(u32, u16),
}

/// A dictionary: no key twice. The order of entries means nothing (§7.3.7).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Dictionary(BTreeMap<Vec<u8>, Value>);

impl Value {
    /// A name.
    #[must_use]
    pub fn name(name: &str) -> Self {
        Self::Name(name.as_bytes().to_vec())
    }

    /// A text string (§7.9.2.2).
    #[must_use]
    pub fn text(text: &str) -> Self {
        let (bytes, is_hexadecimal) = text_string(text);
        Self::String(bytes, is_hexadecimal)
    }

    /// A number with at most two decimals.
    #[must_use]
    pub fn number(number: f64) -> Self {
        let text = format!("{number:.2}");
        let text = text.trim_end_matches('0').trim_end_matches('.');
        match text.parse() {
            Ok(whole) => Self::Integer(whole),
            Err(_) => Self::Real(text.to_owned()),
        }
    }

    /// Whether two values mean the same, however they are written: numbers, and strings in digits or not.
    #[must_use]
    pub fn is_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::String(one, _), Self::String(other, _)) => one == other,
            (Self::Real(one), Self::Real(other)) if one == other => true,
            (Self::Real(_) | Self::Integer(_), Self::Real(_) | Self::Integer(_)) => self
                .as_number()
                .is_some_and(|one| other.as_number() == Some(one)),
            (Self::Array(one), Self::Array(other)) => {
                let mut pairs = one.iter().zip(other);
                one.len() == other.len() && pairs.all(|(one, other)| one.is_same(other))
            }
            (Self::Dictionary(one), Self::Dictionary(other)) => {
                let mut pairs = one.iter().zip(other.iter());
                one.len() == other.len()
                    && pairs.all(|(one, other)| one.0 == other.0 && one.1.is_same(other.1))
            }
            (one, other) => one == other,
        }
    }

    /// Its entries, if it is a dictionary.
    #[must_use]
    pub fn as_dictionary(&self) -> Option<&Dictionary> {
        match self {
            Self::Dictionary(dictionary) => Some(dictionary),
            _ => None,
        }
    }

    /// Its items, if it is an array.
    #[must_use]
    pub fn as_array(&self) -> Option<&[Self]> {
        match self {
            Self::Array(array) => Some(array),
            _ => None,
        }
    }

    /// The name, if it is one.
    #[must_use]
    pub fn as_name(&self) -> Option<&[u8]> {
        match self {
            Self::Name(name) => Some(name),
            _ => None,
        }
    }

    /// The number, if it is whole.
    #[must_use]
    pub const fn as_integer(&self) -> Option<i64> {
        match self {
            Self::Integer(number) => Some(*number),
            _ => None,
        }
    }

    /// A whole number used as a count or position.
    #[must_use]
    pub fn as_size(&self) -> Option<usize> {
        usize::try_from(self.as_integer()?).ok()
    }

    /// The number, if it is one.
    #[must_use]
    pub fn as_number(&self) -> Option<f64> {
        match self {
            #[expect(
                clippy::cast_precision_loss,
                reason = "places on a page are far below 2^52"
            )]
            Self::Integer(number) => Some(*number as f64),
            Self::Real(text) => text.parse().ok(),
            _ => None,
        }
    }

    /// Its numbers, if it is an array of so many numbers and nothing else.
    #[must_use]
    pub fn as_numbers<const N: usize>(&self) -> Option<[f64; N]> {
        let items: &[Self; N] = self.as_array()?.try_into().ok()?;
        let mut numbers = [0.0; N];
        for (number, item) in numbers.iter_mut().zip(items) {
            *number = item.as_number()?;
        }
        Some(numbers)
    }

    /// The object it refers to, if it is a reference.
    #[must_use]
    pub fn as_reference(&self) -> Option<u32> {
        match self {
            Self::Reference(number, _) => Some(*number),
            _ => None,
        }
    }

    /// The text of a text string (§7.9.2.2); invalid characters are shown as such.
    #[must_use]
    pub fn as_text(&self) -> Option<String> {
        let Self::String(bytes, _) = self else {
            return None;
        };
        if let Some(bytes) = bytes.strip_prefix(b"\xfe\xff") {
            let units = bytes.chunks(2).map(|pair| match pair {
                [high, low] => u16::from_be_bytes([*high, *low]),
                _ => 0xfffd,
            });
            let text = char::decode_utf16(units);
            return Some(text.map(|c| c.unwrap_or('\u{fffd}')).collect());
        }
        if let Some(bytes) = bytes.strip_prefix(b"\xef\xbb\xbf") {
            return Some(String::from_utf8_lossy(bytes).into_owned());
        }
        // PDFDocEncoding is Latin-1 except for a few characters.
        Some(bytes.iter().map(|byte| char::from(*byte)).collect())
    }
}

impl Dictionary {
    /// A dictionary of these entries.
    #[must_use]
    pub fn of<const N: usize>(entries: [(&str, Value); N]) -> Self {
        Self(entries.map(|(key, value)| (key.into(), value)).into())
    }

    /// The value of a key.
    pub fn get(&self, key: impl AsRef<[u8]>) -> Option<&Value> {
        self.0.get(key.as_ref())
    }

    /// How many entries it has.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether it has none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Sets the value of a key.
    pub fn set(&mut self, key: &str, value: Value) {
        self.0.insert(key.into(), value);
    }

    /// Adds an entry; false if the key exists.
    pub(super) fn add(&mut self, key: Vec<u8>, value: Value) -> bool {
        self.0.insert(key, value).is_none()
    }

    /// The entries, by key.
    pub fn iter(&self) -> impl Iterator<Item = (&[u8], &Value)> {
        self.0.iter().map(|(key, value)| (key.as_slice(), value))
    }

    /// The first key, by its bytes, that is none of these.
    #[must_use]
    pub fn key_besides(&self, keys: &[&str]) -> Option<&[u8]> {
        let is_known = |key: &[u8]| keys.iter().any(|known| known.as_bytes() == key);
        let mut all = self.0.keys().map(Vec::as_slice);
        all.find(|key| !is_known(key))
    }

    /// Whether it has no other keys than these; it need not have all of them.
    #[must_use]
    pub fn has_only(&self, keys: &[&str]) -> bool {
        self.key_besides(keys).is_none()
    }

    /// Whether the entry is this name.
    #[must_use]
    pub fn is(&self, key: &str, name: &str) -> bool {
        self.get(key).and_then(Value::as_name) == Some(name.as_bytes())
    }
}
