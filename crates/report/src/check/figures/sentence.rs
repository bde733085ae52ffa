//! What the figures of a line are of, from the words before them and from what the sentence has named so far.
//!
//! It never guesses: where a body, a time, a channel or an unknown word comes between, the figure is of nothing known.

mod claims;
mod resolve;

use std::collections::BTreeMap;
use std::ops::Range;

use super::Claim;
use super::letters::contains;
use super::number::Number;
use super::referent::Referent;
use super::scan::{Event, Reader, Scanned, Seen};
use super::segment::{Facet, Segment};
use super::words::General;
use crate::form::{Group, Meaning};
use crate::report::{Report, TextLine};

/// A figure of the sentence.
#[derive(Debug, Clone)]
pub(super) struct Stated {
    pub(super) number: Number,
    /// Where it begins, in letters.
    pub(super) at: usize,
    pub(super) unit: Option<char>,
    pub(super) referent: Option<Referent>,
    pub(super) is_last: bool,
    /// It says what was done with the ones before.
    pub(super) is_done: bool,
    /// It is what remains of the whole.
    pub(super) is_rest: bool,
}

/// Which year the words are about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Period {
    This,
    Last,
    Other,
}

/// A line that is read.
pub(super) struct Line<'r, 'a> {
    pub(super) reader: &'r Reader<'a>,
    pub(super) report: &'a Report,
    pub(super) last_year: Option<&'r Report>,
    pub(super) line: TextLine<'a>,
    pub(super) scanned: &'r Scanned<'a>,
    pub(super) segment: Segment,
    /// What was named last.
    pub(super) current: Option<Referent>,
    /// Whether no figure has come since.
    pub(super) is_fresh: bool,
    /// What a 、 joins to the next.
    pending: Vec<Facet>,
    is_body: bool,
    /// Whether the body is what the sentence begins with.
    is_opening: bool,
    opened_by_body: bool,
    is_other_time: bool,
    /// The sentence compares with last year.
    pub(super) is_compared: bool,
    period: Period,
    is_entire: bool,
    pub(super) numbers: Vec<Stated>,
    /// The first figure since the last sum.
    pub(super) summed: usize,
    /// The first figure after 其中.
    among: Option<usize>,
    clause: Range<usize>,
    with: BTreeMap<usize, bool>,
    zeros: Vec<(Range<usize>, Referent)>,
    /// What the clause lists, and whether each is a part.
    listed: Vec<(bool, Facet)>,
    /// What the next figures are of, after 分别.
    pub(super) each: Vec<Referent>,
}

/// Units, the longer before the shorter.
const UNITS: [&str; 23] = [
    "个百分点",
    "百分点",
    "人次",
    "件",
    "宗",
    "份",
    "起",
    "部",
    "条",
    "项",
    "个",
    "次",
    "例",
    "篇",
    "场",
    "期",
    "元",
    "家",
    "人",
    "名",
    "处",
    "倍",
    "类",
];

impl<'r, 'a> Line<'r, 'a> {
    pub(super) fn new(
        reader: &'r Reader<'a>,
        report: &'a Report,
        last_year: Option<&'r Report>,
        line: TextLine<'a>,
        scanned: &'r Scanned<'a>,
    ) -> Self {
        Self {
            reader,
            report,
            last_year,
            line,
            scanned,
            segment: Segment::default(),
            current: None,
            is_fresh: false,
            pending: Vec::new(),
            is_body: false,
            is_opening: true,
            opened_by_body: false,
            is_other_time: false,
            is_compared: false,
            period: Period::This,
            is_entire: false,
            numbers: Vec::new(),
            summed: 0,
            among: None,
            clause: 0..0,
            with: BTreeMap::new(),
            zeros: Vec::new(),
            listed: Vec::new(),
            each: Vec::new(),
        }
    }

    /// Reads the line.
    pub(super) fn read(mut self, claims: &mut Vec<Claim<'a>>) {
        self.enter(0, 0);
        let mut unit_end = 0;
        for (index, seen) in self.scanned.events.iter().enumerate() {
            if seen.end <= unit_end {
                continue;
            }
            match seen.event {
                Event::Number(number) => {
                    let (unit, end) = self.unit(number.end);
                    unit_end = end;
                    self.number(index, seen, number, unit, claims);
                    self.segment = Segment::default();
                    self.pending.clear();
                    self.is_fresh = false;
                }
                Event::Stop(stop) => self.stop(index, seen, stop, claims),
                event => self.word(event, seen),
            }
        }
        self.end_sentence(claims);
    }

    /// The unit of a figure, and where it ends.
    fn unit(&self, end: usize) -> (Option<char>, usize) {
        let letters = &self.scanned.letters;
        let get = |at: usize| letters.get(at).map(|it| it.c);
        let about = usize::from(matches!(get(end), Some('余' | '多')));
        let from = end + about;
        let unit = UNITS
            .iter()
            .find(|unit| super::letters::begins(letters, from, unit));
        match unit {
            Some(unit) => (unit.chars().next(), from + unit.chars().count()),
            None => (None, from),
        }
    }

    /// Begins a clause at an event.
    fn enter(&mut self, index: usize, at: usize) {
        let events = self.scanned.events.get(index..).unwrap_or_default();
        let end = events.iter().find(|seen| match seen.event {
            Event::Stop(stop) => stop != '、',
            _ => false,
        });
        let end = end.map_or(self.scanned.letters.len(), |seen| seen.at);
        self.clause = at..end;
        self.with.clear();
    }

    /// Whether the clause has a word that the subjects of a group need.
    fn has_with(&mut self, index: usize, group: &Group) -> bool {
        let (letters, clause) = (&self.scanned.letters, &self.clause);
        let find = || {
            group
                .with
                .iter()
                .any(|word| contains(letters, clause, word))
        };
        *self.with.entry(index).or_insert_with(find)
    }

    fn word(&mut self, event: Event<'_>, seen: &Seen<'_>) {
        match event {
            Event::Unknown => self.segment.unknown(),
            Event::Issuer => {
                let next = self.scanned.letters.get(seen.end).map(|it| it.c);
                if next == Some('办') {
                    self.body();
                } else {
                    self.entire();
                }
            }
            Event::General(word) => self.general(word, seen.at),
            Event::Word(meanings) => {
                for meaning in meanings {
                    self.meaning(*meaning, seen);
                }
            }
            Event::Number(_) | Event::Stop(_) => {}
        }
    }

    fn general(&mut self, word: General, at: usize) {
        match word {
            General::Last => self.period = Period::Last,
            General::This => self.period = Period::This,
            General::OtherYear => self.period = Period::Other,
            General::Compare => self.is_compared = true,
            word if word.is_to() => self.period = Period::This,
            General::Among => self.among = Some(self.numbers.len()),
            _ => {}
        }
        self.segment.general(word, at);
    }

    fn body(&mut self) {
        self.is_body = true;
        self.opened_by_body |= self.is_opening && self.numbers.is_empty();
    }

    fn entire(&mut self) {
        self.is_body = false;
        self.is_entire = true;
    }

    fn meaning(&mut self, meaning: Meaning, seen: &Seen<'_>) {
        let groups = &self.reader.form.statements.groups;
        let facet = |group, index, is_weak| Facet {
            group,
            index,
            at: seen.at,
            end: seen.end,
            is_weak,
        };
        match meaning {
            Meaning::Subject(at, index) => {
                let Some(group) = groups.get(at) else { return };
                let Some(subject) = group.subjects.get(index) else {
                    return;
                };
                // 办结 and the like are of what the sentence is about.
                let is_named = self.current.as_ref().is_some_and(|it| it.group == at);
                let is_alone =
                    !subject.with && (!subject.weak || group.with.is_empty() || is_named);
                if is_alone || self.has_with(at, group) {
                    self.listed.push((false, facet(at, index, subject.weak)));
                    self.segment.subject(facet(at, index, subject.weak));
                }
            }
            Meaning::Part(at, index) => {
                self.listed.push((true, facet(at, index, false)));
                self.segment.part(facet(at, index, false));
            }
            Meaning::OtherOf(group) => self.segment.others.push((group, seen.at)),
            Meaning::Other => self.segment.is_other = true,
            Meaning::Body => match self.is_issuer(seen) {
                true => self.entire(),
                false => self.body(),
            },
            Meaning::Own => {
                let last = self.scanned.letters.get(seen.end.saturating_sub(1));
                let is_own = last.is_some_and(|it| {
                    it.c == '关' || it.c == '位' || self.reader.issuer.contains(it.c)
                });
                match is_own {
                    true => self.entire(),
                    false => self.body(),
                }
            }
            Meaning::Entire => self.entire(),
            Meaning::Time => self.is_other_time = true,
            Meaning::Neutral => {}
        }
    }

    /// Whether a body's word with the letter before it belongs to the issuer's name.
    fn is_issuer(&self, seen: &Seen<'_>) -> bool {
        let from = seen.at.saturating_sub(1);
        let name = self.scanned.letters.get(from..seen.end).unwrap_or_default();
        let name: String = name.iter().map(|it| it.c).collect();
        seen.at > 0 && self.reader.issuer.contains(&name)
    }

    fn stop(&mut self, index: usize, seen: &Seen<'_>, stop: char, claims: &mut Vec<Claim<'a>>) {
        let letters = &self.scanned.letters;
        let before = seen.at.checked_sub(1).and_then(|at| letters.get(at));
        if before.is_some_and(|it| it.c == '中') && !self.numbers.is_empty() {
            self.among = Some(self.numbers.len());
        }
        let has_named = self.segment.has_facets();
        let turn = index
            .checked_sub(1)
            .and_then(|before| self.scanned.events.get(before));
        if let Some(Event::General(General::Up | General::Down | General::Same)) =
            turn.map(|it| it.event)
        {
            self.tendency(turn.map_or(0..0, |it| it.at..it.end), claims);
        }
        if stop != '、' && self.pending.is_empty() {
            self.entirely(claims);
        }
        self.zero(seen);
        if has_named {
            self.name();
        }
        let none = self
            .segment
            .none
            .filter(|_| stop == '、' && !self.zeros.is_empty());
        if stop == '、' {
            let facets = std::mem::take(&mut self.segment.subjects);
            self.pending.extend(facets);
        } else {
            self.pending.clear();
            self.settle(claims);
        }
        self.segment = Segment {
            none,
            ..Segment::default()
        };
        match stop {
            '。' | '！' | '？' | '；' | ';' => {
                let is_end = !matches!(stop, '；' | ';');
                self.end_sentence(claims);
                if is_end {
                    self.is_body = self.is_body && self.opened_by_body;
                    self.is_other_time = false;
                    self.is_opening = true;
                    self.is_entire = false;
                }
            }
            _ => self.is_opening = self.is_opening && stop == '、',
        }
        if stop != '、' {
            self.listed.clear();
            self.each.clear();
            self.enter(index + 1, seen.end);
        }
    }

    fn end_sentence(&mut self, claims: &mut Vec<Claim<'a>>) {
        self.settle(claims);
        self.parts(claims);
        self.numbers.clear();
        self.summed = 0;
        self.among = None;
        self.current = None;
        self.is_compared = false;
        self.is_fresh = false;
        self.period = Period::This;
    }
}
