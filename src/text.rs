//! Text in both languages, and which characters a text may hold.

/// One sentence in Chinese and in English.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Text {
    /// Chinese, what is shown unless English is asked for.
    pub zh: String,
    /// English.
    pub en: String,
}

/// A language of messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Lang {
    /// Chinese.
    #[default]
    Zh,
    /// English.
    En,
}

impl Text {
    /// Both sentences.
    pub fn new(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self {
            zh: zh.into(),
            en: en.into(),
        }
    }

    /// The sentence in one language.
    #[must_use]
    pub fn get(&self, lang: Lang) -> &str {
        match lang {
            Lang::Zh => &self.zh,
            Lang::En => &self.en,
        }
    }
}

/// Whether every file format can hold the character: `Char` of XML 1.0 §2.2 and text of HTML
/// (§3.2.5.2.2) both. No controls but tabulator and line feed, as a reader turns a carriage return
/// into one; no noncharacters.
#[must_use]
pub const fn is_writable(character: char) -> bool {
    let is_control = matches!(character, '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}');
    let is_noncharacter =
        matches!(character, '\u{fdd0}'..='\u{fdef}') || character as u32 & 0xfffe == 0xfffe;
    matches!(character, '\t' | '\n') || !(is_control || is_noncharacter)
}

/// The first character of a text that no file may hold, and the beginning of the text with such
/// characters shown as `�`.
#[must_use]
pub fn unwritable(text: &str) -> Option<(char, String)> {
    let character = text.chars().find(|c| !is_writable(*c))?;
    let shown = |c| if is_writable(c) { c } else { '\u{FFFD}' };
    Some((character, text.chars().take(24).map(shown).collect()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_no_file_may_hold_is_found_with_the_text_around_it() {
        for character in "\0\r\u{c}\u{7f}\u{85}\u{fdd0}\u{ffff}\u{1fffe}".chars() {
            let found = unwritable(&format!("前{character}后"));
            assert_eq!(found, Some((character, "前\u{fffd}后".to_owned())));
        }
        assert_eq!(unwritable("汉\t字\n𠮷\u{a0}\u{200b}\u{e000}"), None);
    }
}
