//! What the text of a value of the head is read as: the value, the value in another spelling, or nothing. It knows
//! no key.

use crate::form::fold_width;
use chengbao_base::text::Text;

/// What a text was read as.
pub(super) enum Read<T> {
    /// This value.
    Value(T),
    /// This value, whose canonical spelling is another.
    Spelled(T, String),
    /// Nothing; with the reason, if more can be said than that.
    Unread(Option<Text>),
}

impl<T> Read<T> {
    /// A value that has one spelling only.
    pub(super) fn of(value: Option<T>) -> Self {
        value.map_or(Self::Unread(None), Self::Value)
    }

    /// What a text is, or without blanks and with full-width characters as ASCII has them.
    pub(super) fn folded(
        text: &str,
        parse: impl Fn(&str) -> Option<T>,
        plain: impl Fn(&T) -> String,
    ) -> Self {
        match parse(text) {
            Some(value) => Self::Value(value),
            None => match parse(&fold_width(text)) {
                Some(value) => {
                    let plain = plain(&value);
                    Self::Spelled(value, plain)
                }
                None => Self::Unread(None),
            },
        }
    }

    /// The value, however it was spelled.
    pub(super) fn value(self) -> Option<T> {
        match self {
            Self::Value(value) | Self::Spelled(value, _) => Some(value),
            Self::Unread(_) => None,
        }
    }
}
