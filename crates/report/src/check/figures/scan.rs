//! A line as a row of words, figures and stops.
//!
//! It never decides what a figure is of.

use super::letters::{Letter, OTHER_YEAR, begins, letters};
use super::number::{Number, bound_word};
use super::words::{General, general};
use crate::form::{Form, Meaning};

/// What is at a place of a line.
#[derive(Debug, Clone, Copy)]
pub(super) enum Event<'f> {
    Number(Number),
    /// A word of the form.
    Word(&'f [Meaning]),
    General(General),
    /// The issuer, in full or in short.
    Issuer,
    Stop(char),
    Unknown,
}

/// An event with its place in the letters.
#[derive(Debug, Clone, Copy)]
pub(super) struct Seen<'f> {
    pub(super) event: Event<'f>,
    pub(super) at: usize,
    pub(super) end: usize,
}

/// A line in letters and events.
pub(super) struct Scanned<'f> {
    pub(super) letters: Vec<Letter>,
    pub(super) events: Vec<Seen<'f>>,
}

/// What is read of a report's texts.
pub(super) struct Reader<'f> {
    pub(super) form: &'f Form,
    pub(super) issuer: &'f str,
    pub(super) year: Option<i32>,
}

impl<'f> Reader<'f> {
    pub(super) fn scan(&self, text: &str) -> Scanned<'f> {
        let letters = letters(text, self.year);
        let mut events = Vec::new();
        let mut at = 0;
        while at < letters.len() {
            let (event, length) = self.event(&letters, at);
            let end = at + length.max(1);
            events.push(Seen { event, at, end });
            at = end;
        }
        Scanned { letters, events }
    }

    fn event(&self, letters: &[Letter], at: usize) -> (Event<'f>, usize) {
        let Some(first) = letters.get(at).map(|it| it.c) else {
            return (Event::Unknown, 1);
        };
        if first == OTHER_YEAR {
            return (Event::General(General::OtherYear), 2);
        }
        if !self.issuer.is_empty() && begins(letters, at, self.issuer) {
            return (Event::Issuer, self.issuer.chars().count());
        }
        let statements = &self.form.statements;
        let word = statements.beginning(first).iter().find(|(word, _)| {
            let rest = letters.get(at..at + word.len());
            rest.is_some_and(|rest| rest.iter().map(|it| it.c).eq(word.iter().copied()))
        });
        let word = word.map(|(word, meanings)| (Event::Word(meanings), word.len()));
        let known = general(letters, at).map(|(length, word)| (Event::General(word), length));
        let bound = bound_word(letters, at).map(|length| (Event::General(General::Filler), length));
        let known = known
            .into_iter()
            .chain(bound)
            .max_by_key(|(_, length)| *length);
        let longest = match (word, known) {
            (Some(word), Some(known)) if known.1 > word.1 => Some(known),
            (Some(word), _) => Some(word),
            (None, known) => known,
        };
        if let Some(number) = Number::at(letters, at)
            && longest.is_none_or(|(_, length)| length < number.end - at)
            && let Some(event) = figure(letters, at, number)
        {
            return (event, number.end - at);
        }
        longest.unwrap_or(match first {
            '，' | '。' | '；' | '：' | '、' | '！' | '？' | '（' | '）' | ',' | ';' | ':'
            | '(' | ')' | '—' | '|' => (Event::Stop(first), 1),
            _ => (Event::Unknown, 1),
        })
    }
}

/// What a number is: a figure, a part of a date or code, or none where hanzi only look like one.
fn figure(letters: &[Letter], at: usize, number: Number) -> Option<Event<'static>> {
    let get = |at: usize| letters.get(at).map(|it| it.c);
    let first = get(at)?;
    let next = get(number.end).unwrap_or(' ');
    let before = at.checked_sub(1).and_then(get);
    if !first.is_ascii_digit() && !number.is_share {
        // 一件 is how any story begins.
        if first == '一' && number.end == at + 1 {
            return None;
        }
        let about = usize::from(matches!(next, '余' | '多'));
        let unit = get(number.end + about)?;
        if !"件宗份起部条项个次例元篇场期家人名处倍".contains(unit) {
            return None;
        }
    }
    if before == Some('第') || before.is_some_and(|c| c.is_ascii_alphanumeric() || c == '.') {
        return Some(Event::Unknown);
    }
    Some(match next {
        // The year's first day and its last month.
        '月' if number.value == 1.into() && begins(letters, number.end, "月1日") => {
            Event::General(General::Filler)
        }
        '月' if number.value == 12.into() => Event::General(General::Filler),
        '月' => Event::General(General::OtherYear),
        '日' | '号' | '时' | '年' | '届' | '层' | '楼' | '岁' | '天' => {
            Event::General(General::Filler)
        }
        _ => Event::Number(number),
    })
}
