//! A line of text as the rules about wording read it: its characters with their neighbours, what of it is an
//! address, which brackets and quotation marks belong together. Each line is taken apart once, in time linear in
//! its length.
//!
//! It never knows a rule, nor what is right.

mod address;
mod pairs;

use std::ops::Range;

use crate::report::TextLine;

pub(super) use pairs::{Mark, closing};

/// A line of text, character by character. Positions are counted in characters.
pub(super) struct Prose<'a> {
    /// The line.
    pub(super) line: TextLine<'a>,
    /// Its characters, with the byte each begins at.
    characters: Vec<(usize, char)>,
    /// Whether a character belongs to a web or mail address.
    address: Vec<bool>,
    /// The brackets and quotation marks.
    pub(super) pairs: pairs::Pairs,
    /// Whether a hanzi is in it: other lines are not Chinese text.
    pub(super) is_chinese: bool,
}

impl<'a> Prose<'a> {
    /// Takes a line apart.
    pub(super) fn of(line: TextLine<'a>) -> Self {
        let characters: Vec<(usize, char)> = line.text.char_indices().collect();
        let address = address::mask(&characters);
        let pairs = pairs::Pairs::of(&characters, &address);
        let is_chinese = characters.iter().any(|(_, c)| is_hanzi(*c));
        Self {
            line,
            characters,
            address,
            pairs,
            is_chinese,
        }
    }

    /// How many characters there are.
    pub(super) fn len(&self) -> usize {
        self.characters.len()
    }

    /// Every character with its position, without addresses.
    pub(super) fn words(&self) -> impl Iterator<Item = (usize, char)> + '_ {
        let characters = self.characters.iter().zip(&self.address).enumerate();
        characters.filter_map(|(at, ((_, c), is_address))| (!is_address).then_some((at, *c)))
    }

    /// The character at a position.
    pub(super) fn get(&self, at: usize) -> Option<char> {
        self.characters.get(at).map(|(_, c)| *c)
    }

    /// The character before a position.
    pub(super) fn before(&self, at: usize) -> Option<char> {
        self.get(at.checked_sub(1)?)
    }

    /// The character after a position.
    pub(super) fn after(&self, at: usize) -> Option<char> {
        self.get(at.checked_add(1)?)
    }

    /// The nearest character before a position that is no blank.
    pub(super) fn seen_before(&self, at: usize) -> Option<char> {
        let before = self.characters.get(..at).unwrap_or_default().iter().rev();
        // Longer gaps are layout: what is beyond is no neighbour.
        before
            .take(MAX_GAP)
            .map(|(_, c)| *c)
            .find(|c| !is_blank(*c))
    }

    /// The nearest character after a position that is no blank.
    pub(super) fn seen_after(&self, at: usize) -> Option<char> {
        let after = self.characters.get(at.saturating_add(1)..);
        let after = after.unwrap_or_default().iter().take(MAX_GAP);
        after.map(|(_, c)| *c).find(|c| !is_blank(*c))
    }

    /// Where the run of characters that are like this and end before a position begins; of a long one, the last of it.
    pub(super) fn run_before(&self, at: usize, like: impl Fn(char) -> bool) -> usize {
        let before = self.characters.get(..at).unwrap_or_default().iter().rev();
        let run = before.take(MAX_RUN).take_while(|(_, c)| like(*c));
        at - run.count()
    }

    /// Where the run of characters that are like this and begin at a position ends.
    pub(super) fn run_after(&self, at: usize, like: impl Fn(char) -> bool) -> usize {
        let after = self.characters.get(at..).unwrap_or_default().iter();
        at + after.take_while(|(_, c)| like(*c)).count()
    }

    /// The runs of characters that are like this, without addresses, in order.
    pub(super) fn runs<F>(&self, like: F) -> impl Iterator<Item = Range<usize>>
    where
        F: Fn(char) -> bool + Copy,
    {
        self.runs_by(move |c| like(c).then_some(like))
    }

    /// The runs of characters of several kinds, without addresses, in order: for the first character of a run, what
    /// the others of it are like.
    pub(super) fn runs_by<F>(
        &self,
        kind: impl Fn(char) -> Option<F>,
    ) -> impl Iterator<Item = Range<usize>>
    where
        F: Fn(char) -> bool,
    {
        let mut next = 0;
        self.words().filter_map(move |(at, c)| {
            let like = kind(c).filter(|_| at >= next)?;
            next = self.run_after(at, like);
            Some(at..next)
        })
    }

    /// The character that begins at a byte, or the first after it.
    pub(super) fn position(&self, byte: usize) -> usize {
        self.characters.partition_point(|(at, _)| *at < byte)
    }

    /// The bytes of a range of characters.
    pub(super) fn bytes(&self, range: &Range<usize>) -> Range<usize> {
        let byte = |at: usize| {
            self.characters
                .get(at)
                .map_or(self.line.text.len(), |it| it.0)
        };
        byte(range.start)..byte(range.end)
    }

    /// The text of a range of characters.
    pub(super) fn text(&self, range: &Range<usize>) -> &'a str {
        self.line.text.get(self.bytes(range)).unwrap_or_default()
    }

    /// A range with a few characters around it, for messages.
    pub(super) fn excerpt(&self, range: &Range<usize>) -> String {
        let from = range.start.saturating_sub(AROUND);
        let to = (range.end + AROUND).min(self.len());
        match range.len() > MAX_EXCERPT {
            true => format!("{}…", self.text(&(from..range.start + MAX_EXCERPT))),
            false => self.text(&(from..to)).to_owned(),
        }
    }
}

/// Most blanks between a character and its neighbour.
const MAX_GAP: usize = 8;

/// Most characters that are looked at before a position.
const MAX_RUN: usize = 64;

/// Characters shown on each side of what a message is about.
const AROUND: usize = 4;

/// Most characters shown of what a message is about.
const MAX_EXCERPT: usize = 24;

/// Whether a character is a hanzi, also one in a disguise (a radical, a compatibility ideograph).
pub(super) fn is_hanzi(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}' | '〇' | '\u{3400}'..='\u{4dbf}' | '\u{2e80}'..='\u{2fdf}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// Whether a character is a mark of Chinese text.
pub(super) fn is_mark(c: char) -> bool {
    matches!(
        c,
        '，' | '。' | '、' | '；' | '：' | '？' | '！' | '…' | '—' | '～' | '·'
    ) || is_bracket(c)
}

/// Whether a character is a bracket or quotation mark of Chinese text.
pub(super) fn is_bracket(c: char) -> bool {
    is_opening(c) || is_closing(c)
}

/// Whether a character opens a bracket or quotation.
pub(super) fn is_opening(c: char) -> bool {
    matches!(
        c,
        '（' | '《' | '〈' | '【' | '〔' | '［' | '“' | '‘' | '「' | '『'
    )
}

/// Whether a character closes a bracket or quotation.
pub(super) fn is_closing(c: char) -> bool {
    matches!(
        c,
        '）' | '》' | '〉' | '】' | '〕' | '］' | '”' | '’' | '」' | '』'
    )
}

/// Whether a character is a hanzi or a mark of Chinese text.
pub(super) fn is_wide(c: char) -> bool {
    is_hanzi(c) || is_mark(c)
}

/// Whether a character is a blank of any width; tabs and what cannot be seen are another rule's.
pub(super) fn is_blank(c: char) -> bool {
    matches!(
        c,
        ' ' | '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}'
    )
}

/// Whether a character is a numeral in hanzi.
pub(super) fn is_numeral(c: char) -> bool {
    matches!(
        c,
        '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十'
    )
}

/// The number that hanzi write, up to 99.
pub(super) fn numeral(text: &str) -> Option<usize> {
    let digit = |c: char| "一二三四五六七八九".chars().position(|it| it == c);
    let mut total = 0;
    let mut units = None;
    for c in text.chars() {
        match (c, units) {
            ('十', None) if total == 0 => total = 10,
            ('十', Some(tens)) if total == 0 => {
                total = tens * 10;
                units = None;
            }
            (c, None) if is_numeral(c) => units = Some(digit(c)? + 1),
            _ => return None,
        }
    }
    let number = total + units.unwrap_or_default();
    (number > 0).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numerals_are_numbers() {
        let read = |text| numeral(text).unwrap_or_default();
        let numbers = ["一", "九", "十", "十一", "二十", "九十九"].map(read);
        assert_eq!(numbers, [1, 9, 10, 11, 20, 99]);
        for text in ["", "百", "一一", "十十", "二〇"] {
            assert_eq!(numeral(text), None, "{text}");
        }
    }
}
