//! Text that did not come from this program: names in certificates, what a signer wrote, file names. It cannot be
//! printed by mistake: there is one way into messages and one into data for programs.

use std::fmt;

use serde::{Serialize, Serializer};

use super::legible;

/// Most characters of such a text in a message.
const MAX_SHOWN: usize = 200;

/// A text from outside. It has no `Display`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Foreign(String);

impl Foreign {
    /// A text as it was found.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// For messages: on one line, with every character seen, cut where it is long.
    #[must_use]
    pub fn shown(&self) -> String {
        shown(&self.0)
    }

    /// Exactly as it was found, for data and comparisons; never for a terminal.
    #[must_use]
    pub fn exact(&self) -> &str {
        &self.0
    }
}

/// A borrowed text from outside, for messages, as [`Foreign::shown`] gives it.
#[must_use]
pub fn shown(text: &str) -> String {
    legible::beginning(text, MAX_SHOWN).into_owned()
}

impl From<String> for Foreign {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl From<&str> for Foreign {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

impl PartialEq<str> for Foreign {
    fn eq(&self, other: &str) -> bool {
        self.0 == other
    }
}

impl PartialEq<&str> for Foreign {
    fn eq(&self, other: &&str) -> bool {
        self.0 == *other
    }
}

/// As in messages, in quotation marks.
impl fmt::Debug for Foreign {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.shown())
    }
}

/// Exactly as it was found: escaping is the format's.
impl Serialize for Foreign {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_gets_one_short_line_and_data_get_all() {
        let text = format!("某局\n是\x1b[8m{}", "长".repeat(100_000));
        let foreign = Foreign::new(text.clone());
        assert_eq!(foreign.exact(), text);
        let shown = foreign.shown();
        assert!(shown.starts_with("某局⏎是<U+001B>[8m长"), "{shown}");
        assert!(shown.ends_with("…(+99815)"), "{shown}");
        assert!(!format!("{foreign:?}").contains('\x1b'));
        assert_eq!(
            serde_yaml::to_value(&foreign).unwrap().as_str(),
            Some(&*text)
        );
    }
}
