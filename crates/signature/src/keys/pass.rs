//! A pass phrase, or the PIN of a token: kept until used, never shown.

use std::fmt;

use zeroize::Zeroizing;

/// A pass phrase. Its memory is wiped when it is dropped; `Debug` does not show it.
#[derive(Clone)]
pub struct PassPhrase(Zeroizing<String>);

impl PassPhrase {
    /// A pass phrase as it was entered, without the line break.
    #[must_use]
    pub const fn new(text: Zeroizing<String>) -> Self {
        Self(text)
    }

    /// The text itself, for decryption.
    pub(super) fn text(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for PassPhrase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PassPhrase(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pass_phrase_is_not_shown() {
        let pass = PassPhrase::new(Zeroizing::new("示例 pass".to_owned()));
        assert_eq!(format!("{pass:?} {pass:#?}"), "PassPhrase(…) PassPhrase(…)");
        assert_eq!(pass.clone().text(), "示例 pass");
    }
}
