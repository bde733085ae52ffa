//! The words between two figures or stops.
//!
//! It never compares.

use super::words::General;

/// A word for what is counted.
#[derive(Debug, Clone, Copy)]
pub(super) struct Facet {
    pub(super) group: usize,
    pub(super) index: usize,
    pub(super) at: usize,
    pub(super) end: usize,
    pub(super) is_weak: bool,
}

/// What the words since the last figure or stop say.
#[derive(Debug, Clone, Default)]
pub(super) struct Segment {
    pub(super) subjects: Vec<Facet>,
    pub(super) parts: Vec<Facet>,
    /// Another subject is named.
    pub(super) is_other: bool,
    /// Another subject is named for these groups, at these places.
    pub(super) others: Vec<(usize, usize)>,
    /// Unknown words: at all, and since the last word for what is counted.
    pub(super) has_unknown: bool,
    pub(super) ends_unknown: bool,
    pub(super) total: bool,
    pub(super) among: bool,
    pub(super) compare: bool,
    pub(super) done: bool,
    pub(super) rate: bool,
    /// 其余
    pub(super) is_rest: bool,
    /// 每月
    pub(super) is_monthly: bool,
    /// 分别
    pub(super) each: bool,
    /// 增加, 减少, 增至.
    pub(super) turn: Option<General>,
    /// 由
    pub(super) from: bool,
    /// Where 占 is.
    pub(super) share: Option<usize>,
    /// Where 没有 is.
    pub(super) none: Option<usize>,
}

impl Segment {
    /// Takes a word in.
    pub(super) fn general(&mut self, word: General, at: usize) {
        match word {
            General::Total => self.total = true,
            General::Among => self.among = true,
            General::Compare => self.compare = true,
            General::Up
            | General::Down
            | General::ToMore
            | General::ToLess
            | General::To
            | General::Same => self.turn = Some(word),
            General::From => self.from = true,
            General::Share => self.share = Some(at),
            General::Rate => self.rate = true,
            General::None => self.none = Some(at),
            General::Done => self.done = true,
            General::Rest => {
                self.is_rest = true;
                self.unknown();
            }
            General::Each => self.each = true,
            General::Monthly => self.is_monthly = true,
            General::Last | General::This | General::OtherYear | General::Filler => {}
        }
    }

    pub(super) fn unknown(&mut self) {
        self.has_unknown = true;
        self.ends_unknown = true;
    }

    pub(super) fn subject(&mut self, facet: Facet) {
        self.subjects.push(facet);
        self.ends_unknown = false;
    }

    pub(super) fn part(&mut self, facet: Facet) {
        self.parts.push(facet);
        self.ends_unknown = false;
    }

    /// Whether the new figure follows.
    pub(super) fn turns(&self) -> bool {
        self.turn.is_some_and(General::is_to)
    }

    pub(super) fn has_facets(&self) -> bool {
        !self.subjects.is_empty() || !self.parts.is_empty()
    }

    /// Whether its first word for what is counted comes after another subject.
    pub(super) fn begins_with_another(&self, group: usize) -> bool {
        let first = self
            .subjects
            .iter()
            .chain(&self.parts)
            .map(|it| it.at)
            .min();
        let is_before = |at: usize| first.is_some_and(|first| at < first);
        self.is_other
            || self
                .others
                .iter()
                .any(|(other, at)| *other == group && is_before(*at))
    }

    /// Whether a figure of this group after it is of another subject.
    pub(super) fn is_of_another(&self, group: usize) -> bool {
        self.is_other || self.others.iter().any(|(other, _)| *other == group)
    }
}
