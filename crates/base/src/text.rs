//! Text in both languages, and which characters a text may hold.

mod foreign;
pub mod legible;
mod sentence;

use jiff::Timestamp;
use jiff::tz::{TimeZone, offset};

pub use foreign::{Foreign, shown};
pub use sentence::{Colour, Lines, Sentence};

/// One sentence in Chinese and in English. Whatever is quoted in it, it can be printed: it is one line, and nothing in
/// it acts on a terminal.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Text {
    /// Chinese, the default.
    pub zh: Sentence,
    /// English.
    pub en: Sentence,
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
    pub fn new(zh: impl AsRef<str>, en: impl AsRef<str>) -> Self {
        Self {
            zh: Sentence::new(zh.as_ref()),
            en: Sentence::new(en.as_ref()),
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

/// What has its sentence in both languages: above all errors, so that the edge can say any of them in the
/// language of its reader.
pub trait Bilingual {
    /// The sentence.
    #[must_use]
    fn text(&self) -> Text;
}

/// A moment as Chinese readers write it: `北京时间2025年1月22日10时30分`.
#[must_use]
pub fn beijing(at: Timestamp) -> String {
    let there = at.to_zoned(TimeZone::fixed(offset(8)));
    there
        .strftime("北京时间%-Y年%-m月%-d日%-H时%-M分")
        .to_string()
}

/// A fingerprint, SHA-256, as people write it with or without colons or spaces: its 64 digits in lower case; none if it
/// is not one.
#[must_use]
pub fn fingerprint(text: &str) -> Option<String> {
    let digits = text.chars().filter(|c| !matches!(c, ':' | ' '));
    let digits: String = digits.map(|c| c.to_ascii_lowercase()).collect();
    let is_one = digits.len() == 64 && digits.chars().all(|c| c.is_ascii_hexdigit());
    is_one.then_some(digits)
}

/// Whether every file format allows the character: `Char` of XML 1.0 §2.2 and text of HTML
/// (§3.2.5.2.2) both. No controls but tabulator and line feed, as a reader turns a carriage return
/// into one; no noncharacters.
#[must_use]
pub const fn is_writable(character: char) -> bool {
    let is_control = matches!(character, '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}');
    let is_noncharacter =
        matches!(character, '\u{fdd0}'..='\u{fdef}') || character as u32 & 0xfffe == 0xfffe;
    matches!(character, '\t' | '\n') || !(is_control || is_noncharacter)
}

/// The first character of a text that files must not contain, and the beginning of the text with such
/// characters shown as `�`.
#[must_use]
pub fn unwritable(text: &str) -> Option<(char, String)> {
    let character = text.chars().find(|c| !is_writable(*c))?;
    let shown = |c| if is_writable(c) { c } else { '\u{FFFD}' };
    Some((character, text.chars().take(24).map(shown).collect()))
}

/// Most characters shown of a text on either side of a change.
const SHOWN: usize = 24;
/// Characters shown around what differs.
const AROUND: usize = 6;

/// Where two texts differ: of each the piece that is not in the other, with a little of what surrounds
/// it, short enough to be read at a glance.
#[must_use]
pub fn difference(before: &str, now: &str) -> (String, String) {
    let [one, other]: [Vec<char>; 2] = [before, now].map(|text| text.chars().collect());
    let shorter = one.len().min(other.len());
    let pairs = one.iter().zip(&other);
    let head = pairs.take_while(|(one, other)| one == other).count();
    let pairs = one.iter().rev().zip(other.iter().rev());
    let tail = pairs.take_while(|(one, other)| one == other).count();
    let tail = tail.min(shorter - head);
    let shown = |text: &[char]| excerpt(text, head, tail);
    (shown(&one), shown(&other))
}

fn excerpt(text: &[char], head: usize, tail: usize) -> String {
    if text.len() <= SHOWN {
        return line_of(text);
    }
    let start = head.saturating_sub(AROUND);
    let end = (text.len() - tail + AROUND).min(text.len());
    let end = end.min(start + SHOWN);
    let piece = line_of(text.get(start..end).unwrap_or_default());
    let mark = |cut: bool| if cut { "…" } else { "" };
    format!("{}{piece}{}", mark(start > 0), mark(end < text.len()))
}

/// On one line, with characters that files must not contain shown as `�`.
fn line_of(text: &[char]) -> String {
    let shown = |c: &char| match *c {
        '\n' => '⏎',
        c if is_writable(c) => c,
        _ => '\u{FFFD}',
    };
    text.iter().map(shown).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_two_texts_what_differs_is_shown() {
        let check = |before: &str, now: &str, expected: (&str, &str)| {
            let (before, now) = difference(before, now);
            assert_eq!((before.as_str(), now.as_str()), expected);
        };
        check("1288", "1287", ("1288", "1287"));
        check("", "/", ("", "/"));
        check("甲\n乙", "甲", ("甲⏎乙", "甲"));
        let long = "一二三四五六七八九十".repeat(5);
        let other = long.replacen("十一二", "十百二", 1);
        check(
            &long,
            &other,
            (
                "…五六七八九十一二三四五六七…",
                "…五六七八九十百二三四五六七…",
            ),
        );
        check(
            &long,
            "",
            ("一二三四五六七八九十一二三四五六七八九十一二三四…", ""),
        );
        let longer = format!("{long}一");
        check(&long, &longer, ("…五六七八九十", "…五六七八九十一"));
    }

    #[test]
    fn what_no_file_may_hold_is_found_with_the_text_around_it() {
        for character in "\0\r\u{c}\u{7f}\u{85}\u{fdd0}\u{ffff}\u{1fffe}".chars() {
            let found = unwritable(&format!("前{character}后"));
            assert_eq!(found, Some((character, "前\u{fffd}后".to_owned())));
        }
        assert_eq!(unwritable("汉\t字\n𠮷\u{a0}\u{200b}\u{e000}"), None);
    }
}
