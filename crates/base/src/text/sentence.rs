//! One line that may be shown to people, and several of them. Whatever is put into them, nothing in them acts on a
//! terminal: this is what the command line prints, and it prints nothing else.

use std::borrow::Cow;
use std::fmt;
use std::ops::Deref;

use serde::{Serialize, Serializer};

use super::legible;

/// Most characters of a sentence: of a longer one the middle is left out.
const MAX_SENTENCE: usize = 4_000;
/// Characters of a longer sentence that are kept at its end, where it says what to do.
const MAX_END: usize = 800;

/// One line of text in which every character can be seen.
#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Sentence(String);

impl Sentence {
    /// A text as one line: what is hidden is written out, and the middle of a very long one is left out.
    #[must_use]
    pub fn new(text: &str) -> Self {
        Self(shortened(text).into_owned())
    }

    /// The line.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Goes on with a text, which is made one line too.
    pub fn push_str(&mut self, text: &str) {
        self.0.push_str(&shortened(text));
    }
}

fn shortened(text: &str) -> Cow<'_, str> {
    let line = legible::one_line(text);
    let length = line.chars().count();
    let Some(left_out @ 1..) = length.checked_sub(MAX_SENTENCE) else {
        return line;
    };
    let head = line.chars().take(MAX_SENTENCE - MAX_END);
    let tail = line.chars().skip(length - MAX_END);
    let (head, tail): (String, String) = (head.collect(), tail.collect());
    format!("{head}…(+{left_out})…{tail}").into()
}

impl Deref for Sentence {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl AsRef<str> for Sentence {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Sentence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl fmt::Debug for Sentence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

impl Serialize for Sentence {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl From<Sentence> for String {
    fn from(sentence: Sentence) -> Self {
        sentence.0
    }
}

impl PartialEq<str> for Sentence {
    fn eq(&self, other: &str) -> bool {
        self.0 == other
    }
}

impl PartialEq<&str> for Sentence {
    fn eq(&self, other: &&str) -> bool {
        self.0 == *other
    }
}

/// The colour of a few words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Colour {
    /// What is well.
    Green,
    /// What is wrong.
    Red,
    /// What is not known.
    Yellow,
    /// What is of less interest.
    Faint,
}

impl Colour {
    const fn code(self) -> &'static str {
        match self {
            Self::Green => "32",
            Self::Red => "1;31",
            Self::Yellow => "33",
            Self::Faint => "2",
        }
    }
}

/// Lines to be printed together, each with its line break.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lines(String);

impl Lines {
    /// Adds a line.
    pub fn push(&mut self, line: &str) {
        self.0.push_str(&Sentence::new(line));
        self.0.push('\n');
    }

    /// Adds a line in which some words have a colour, if there is one: what is before them, they, what is after them.
    pub fn push_coloured(&mut self, parts: [&str; 3], colour: Option<Colour>) {
        let [before, words, after] = parts.map(Sentence::new);
        let words = match colour {
            Some(colour) => format!("\x1b[{}m{words}\x1b[0m", colour.code()),
            None => words.into(),
        };
        self.0.push_str(&format!("{before}{words}{after}\n"));
    }

    /// Lines that something else laid out, out of pieces that were each made one line before: its line breaks stay, and
    /// its colours where it was to use some.
    #[must_use]
    pub fn laid_out(text: &str, has_colour: bool) -> Self {
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('\x1b') {
            out.push_str(&legible::lines(before));
            let sequence = has_colour.then(|| colour_of(after)).flatten();
            match sequence {
                Some((sequence, behind)) => {
                    out.push('\x1b');
                    out.push_str(sequence);
                    rest = behind;
                }
                None => {
                    out.push_str(&legible::lines("\x1b"));
                    rest = after;
                }
            }
        }
        out.push_str(&legible::lines(rest));
        Self(out)
    }
}

/// `[1;31m` at the beginning of a text, if all it does is choose a colour of letters or their weight, and the rest.
fn colour_of(text: &str) -> Option<(&str, &str)> {
    let end = text.find('m')?;
    let (sequence, rest) = text.split_at_checked(end + 1)?;
    let codes = sequence.strip_prefix('[')?.strip_suffix('m')?;
    let is_plain = |code: &str| {
        let number: Option<u8> = code.parse().ok();
        code.is_empty() || matches!(number, Some(0..=4 | 22..=24 | 30..=37 | 39 | 90..=97))
    };
    codes.split(';').all(is_plain).then_some((sequence, rest))
}

impl Deref for Lines {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Lines {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_is_one_line_whatever_is_put_into_it() {
        let mut sentence = Sentence::new("“某局\n  签名有效  是\x1b[8m”");
        assert_eq!(sentence, "“某局⏎  签名有效  是<U+001B>[8m”");
        sentence.push_str("\u{202e}");
        assert!(sentence.ends_with("”<U+202E>"));
        let long = Sentence::new(&format!("头{}请重试。", "长\n".repeat(50_000)));
        assert!(long.starts_with("头长⏎") && long.ends_with("请重试。"));
        assert!(long.contains("…(+96005)…") && long.chars().count() < 4_100);
    }

    #[test]
    fn what_was_laid_out_keeps_its_lines_and_its_colours_alone() {
        let text = "\x1b[1m\x1b[91m错误\x1b[0m\n\x1b[8m藏\x1b[2J\u{9b}1A";
        let kept = Lines::laid_out(text, true);
        assert_eq!(
            kept.to_string(),
            "\x1b[1m\x1b[91m错误\x1b[0m\n<U+001B>[8m藏<U+001B>[2J<U+009B>1A"
        );
        assert!(!Lines::laid_out(text, false).contains('\x1b'));
    }

    #[test]
    fn words_in_colour_are_still_only_words() {
        let mut lines = Lines::default();
        lines.push_coloured(["a\n", "\x1b[8m是", "b"], Some(Colour::Green));
        lines.push("c\nd");
        assert_eq!(&*lines, "a⏎\x1b[32m<U+001B>[8m是\x1b[0mb\nc⏎d\n");
    }
}
