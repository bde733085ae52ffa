//! What the figures of a line are of, from the words before them and from what the sentence has named so far.
//!
//! It never guesses: where a body, a time, a channel or an unknown word comes between, the figure is of nothing known.

use std::collections::BTreeMap;
use std::ops::Range;

use rust_decimal::Decimal;

use super::letters::contains;
use super::number::{Bound, Number};
use super::referent::{Reading, Referent};
use super::scan::{Event, Reader, Scanned, Seen};
use super::segment::{Facet, Segment};
use super::words::General;
use super::{Claim, ClaimKind};
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

    /// The words of a clause without a figure name what comes next.
    fn name(&mut self) {
        let mut chosen = self.chosen(&self.segment);
        let group = chosen.last().map(|it| it.group);
        if self.pending.len() < 8 && self.pending.iter().all(|it| Some(it.group) == group) {
            chosen.splice(0..0, self.pending.iter().copied());
        }
        let parts = self.segment.parts.clone();
        let named = match chosen.as_slice() {
            [] => parts.last().map(|part| {
                let own = self.current.as_ref().filter(|it| it.group == part.group);
                Referent {
                    group: part.group,
                    subjects: own.map_or_else(Vec::new, |it| it.subjects.clone()),
                    part: Some(part.index),
                    is_loose: false,
                }
            }),
            [.., last] => Some(Referent {
                group: last.group,
                subjects: chosen.iter().map(|it| it.index).collect(),
                part: parts
                    .iter()
                    .rev()
                    .find(|it| it.group == last.group)
                    .map(|it| it.index),
                is_loose: false,
            }),
        };
        let named = named.filter(|it| !self.segment.begins_with_another(it.group));
        self.is_fresh = named.is_some();
        self.current = named;
    }

    /// The subjects of words that count: joined ones, or the more special, or the last.
    pub(super) fn chosen(&self, segment: &Segment) -> Vec<Facet> {
        let groups = &self.reader.form.statements.groups;
        let is_strong = |it: &&Facet| !it.is_weak;
        let mut subjects: Vec<Facet> = segment.subjects.iter().filter(is_strong).copied().collect();
        if subjects.is_empty() {
            let foreign = |weak: &Facet| segment.parts.iter().any(|part| part.group != weak.group);
            subjects = segment
                .subjects
                .iter()
                .filter(|it| !foreign(it))
                .copied()
                .collect();
        }
        let Some(last) = subjects.last().copied() else {
            return Vec::new();
        };
        let rows = |it: &Facet| {
            let subject = groups.get(it.group)?.subjects.get(it.index)?;
            subject.rows.first()
        };
        let within = |a: &Facet, b: &Facet| match (rows(a), rows(b)) {
            (Some(a), Some(b)) => a.len() < b.len() && a.iter().all(|row| b.contains(row)),
            _ => false,
        };
        let special = subjects.iter().rev().find(|it| within(it, &last));
        if let Some(special) = special {
            return vec![*special];
        }
        let mut chain = vec![last];
        let joins = |from: usize, to: usize| {
            let between = self.scanned.letters.get(from..to).unwrap_or_default();
            between.len() <= 6 && between.iter().any(|it| "和与及、加或".contains(it.c))
        };
        for facet in subjects.iter().rev().take(8).skip(1) {
            let first = chain.first().map_or(0, |it| it.at);
            if facet.group != last.group || !joins(facet.end, first) || within(&last, facet) {
                break;
            }
            chain.insert(0, *facet);
        }
        chain
    }

    /// The words after a figure, up to the next figure or stop.
    fn ahead(&mut self, index: usize, unit_end: usize) -> Segment {
        let kept = std::mem::take(&mut self.segment);
        let (body, entire, time, period) = (
            self.is_body,
            self.is_entire,
            self.is_other_time,
            self.period,
        );
        let (opened, among, listed) = (self.opened_by_body, self.among, self.listed.len());
        let events = self.scanned.events.get(index + 1..).unwrap_or_default();
        for seen in events.iter().take(24) {
            match seen.event {
                Event::Number(_) | Event::Stop(_) => break,
                Event::Unknown if seen.end > unit_end => break,
                event if seen.end > unit_end => self.word(event, seen),
                _ => {}
            }
        }
        (
            self.is_body,
            self.is_entire,
            self.is_other_time,
            self.period,
        ) = (body, entire, time, period);
        (self.opened_by_body, self.among) = (opened, among);
        self.listed.truncate(listed);
        std::mem::replace(&mut self.segment, kept)
    }

    /// What a figure after the segment is of.
    fn resolve(&mut self, ahead: &Segment, is_zero: bool) -> Option<Referent> {
        let segment = self.segment.clone();
        let is_denied = segment.none.is_some() && !is_zero;
        if self.is_elsewhere() || segment.is_other || is_denied {
            return None;
        }
        if !segment.has_facets() {
            if segment.has_unknown {
                return None;
            }
            let chosen = self.chosen(ahead);
            if let Some(last) = chosen
                .last()
                .filter(|it| !it.is_weak && !ahead.is_of_another(it.group))
            {
                let part = ahead.parts.iter().find(|part| part.group == last.group);
                return Some(Referent {
                    group: last.group,
                    subjects: chosen.iter().map(|it| it.index).collect(),
                    part: part.map(|it| it.index),
                    is_loose: false,
                });
            }
            let own = self
                .current
                .clone()
                .filter(|_| self.is_fresh || segment.turns());
            return own.and_then(|own| self.completed(own));
        }
        if segment.ends_unknown {
            return None;
        }
        let mut chosen = self.chosen(&segment);
        let group = match chosen.last() {
            Some(last) => {
                let is_one = chosen.iter().all(|it| it.group == last.group);
                let strangers = segment
                    .subjects
                    .iter()
                    .any(|it| !it.is_weak && it.group != last.group);
                (is_one && !strangers).then_some(last.group)?
            }
            None => self.group_of_parts(&segment, ahead)?,
        };
        let is_strict = self
            .reader
            .form
            .statements
            .groups
            .get(group)
            .is_some_and(|it| it.strict);
        let is_weak = !chosen.is_empty() && chosen.iter().all(|it| it.is_weak);
        if segment.is_of_another(group) || segment.has_unknown && (is_strict || is_weak) {
            return None;
        }
        let part = segment.parts.iter().rev().find(|it| it.group == group);
        if part.is_none() && !segment.parts.is_empty() {
            return None;
        }
        if !chosen.is_empty() && self.pending.iter().all(|it| it.group == group) {
            let joined = std::mem::take(&mut self.pending);
            chosen.splice(0..0, joined);
        }
        let mut referent = Referent {
            group,
            subjects: chosen.iter().map(|it| it.index).collect(),
            part: part.map(|it| it.index),
            is_loose: false,
        };
        if referent.part.is_none() {
            let near = ahead
                .parts
                .iter()
                .find(|it| it.group == group)
                .map(|it| it.index);
            let own = self
                .current
                .as_ref()
                .filter(|it| self.is_fresh && it.group == group);
            referent.part = near.or_else(|| own.and_then(|it| it.part));
            referent.is_loose = referent.part.is_some();
        }
        if referent.subjects.is_empty() {
            let near = self.chosen(ahead);
            let near = near.iter().filter(|it| it.group == group && !it.is_weak);
            referent.subjects = near.map(|it| it.index).collect();
        }
        let referent = self.completed(referent)?;
        // A part of what was named, of which the tables have nothing.
        let repeats = |it: &Stated| {
            let own = it.referent.as_ref();
            own.is_some_and(|own| own.group == group && own.subjects == referent.subjects)
        };
        let is_part = self.among.is_some() && referent.part.is_none();
        let numbers = || self.numbers.iter().rev().take(32);
        let is_joined = |it: &Stated| it.referent.as_ref().is_some_and(|it| it.subjects.len() > 1);
        let is_crossed = self.is_whole(&referent) && !numbers().any(is_joined);
        let is_part = is_part && (self.numbers.is_empty() || is_crossed || numbers().any(repeats));
        (!is_part).then_some(referent)
    }

    /// Whether it is one of the sums that the others of its group are parts of.
    fn is_whole(&self, referent: &Referent) -> bool {
        let group = self.reader.form.statements.groups.get(referent.group);
        let own = |group: &'a Group| {
            let subject = group.subjects.get(*referent.subjects.first()?)?;
            Some(
                group
                    .whole
                    .iter()
                    .any(|rows| subject.rows.first() == Some(rows)),
            )
        };
        group.and_then(own).unwrap_or_default()
    }

    /// With the subject that was named before, if it has none of its own.
    fn completed(&mut self, mut referent: Referent) -> Option<Referent> {
        if referent.subjects.is_empty() {
            let own = self
                .current
                .as_ref()
                .filter(|it| it.group == referent.group);
            referent.subjects = own.map_or_else(Vec::new, |it| it.subjects.clone());
        }
        if referent.subjects.is_empty() {
            let group = self.reader.form.statements.groups.get(referent.group)?;
            let is_known = !group.with.is_empty() && self.has_with(referent.group, group);
            is_known.then(|| referent.subjects.push(0))?;
        }
        Some(referent)
    }

    fn group_of_parts(&mut self, segment: &Segment, ahead: &Segment) -> Option<usize> {
        let groups = || segment.parts.iter().map(|it| it.group);
        let own = self.current.as_ref().map(|it| it.group);
        let near = ahead.subjects.iter().map(|it| it.group);
        let named = own
            .into_iter()
            .chain(near)
            .find(|it| groups().any(|group| group == *it));
        named.or_else(|| segment.parts.last().map(|it| it.group))
    }

    fn number(
        &mut self,
        index: usize,
        seen: &Seen<'_>,
        number: Number,
        unit: Option<char>,
        claims: &mut Vec<Claim<'a>>,
    ) {
        let (_, unit_end) = self.unit(number.end);
        let ahead = self.ahead(index, unit_end);
        if self.segment.each {
            self.each = self.in_turn(index);
        }
        let segment = self.segment.clone();
        let is_moved = segment.from && self.turns_later(index);
        let is_change = matches!(segment.turn, Some(General::Up | General::Down));
        let is_last = !segment.turns()
            && (is_moved || (segment.compare && !is_change) || self.period == Period::Last);
        let is_share = number.is_share || unit == Some('倍');
        let own = self
            .each
            .first()
            .cloned()
            .filter(|_| !segment.is_other && !self.is_elsewhere());
        let referent = match own {
            Some(own) => Some(own),
            None if segment.each => None,
            None => match is_change || (is_share && !segment.has_facets()) {
                true => self
                    .current
                    .clone()
                    .filter(|_| !self.is_body && !self.is_other_time),
                false => self.resolve(&ahead, false),
            },
        };
        let stated = Stated {
            number,
            at: seen.at,
            unit,
            referent: referent.clone(),
            is_last,
            is_done: segment.done,
            is_rest: segment.is_rest,
        };
        if unit == Some('百') || unit == Some('类') {
            // Points of per cent and kinds of things are in no table.
        } else if is_change {
            self.change(&stated, claims);
        } else if is_share {
            self.share(&stated, claims);
        } else {
            self.count(&stated, claims);
            self.sum(&stated, claims);
            self.direction(&stated, claims);
            self.numbers.push(stated);
        }
        if !self.each.is_empty() {
            self.each.remove(0);
        }
        match referent {
            Some(referent) if !is_change && !is_share => self.current = Some(referent),
            None if segment.has_facets() && !is_share => self.current = None,
            _ => {}
        }
    }

    /// The first figure after 其中.
    pub(super) fn among(&self) -> Option<usize> {
        self.among
    }

    /// Whether the words are of another body or time.
    pub(super) fn is_elsewhere(&self) -> bool {
        self.is_body || self.is_other_time || self.period == Period::Other
    }

    /// Whether the words are of last year.
    pub(super) fn is_of_last_year(&self) -> bool {
        self.period == Period::Last || self.segment.compare
    }

    /// 分别: what each of the clause's figures is of, if they are as many as what is listed.
    fn in_turn(&self, index: usize) -> Vec<Referent> {
        let figures = self.scanned.events.get(index..).unwrap_or_default().iter();
        let figures = figures
            .take(128)
            .take_while(|seen| !matches!(seen.event, Event::Stop(stop) if stop != '、'));
        let figures = figures
            .filter(|seen| matches!(seen.event, Event::Number(_)))
            .count();
        let listed = |is_part: bool| -> Vec<Facet> {
            let listed = self
                .listed
                .iter()
                .take(32)
                .filter(|(part, facet)| *part == is_part && !facet.is_weak);
            listed.map(|(_, facet)| *facet).collect()
        };
        let (subjects, parts) = (listed(false), listed(true));
        let Some(group) = subjects.first().or(parts.first()).map(|it| it.group) else {
            return Vec::new();
        };
        let own = self.current.as_ref().filter(|it| it.group == group);
        let is_one = subjects.iter().chain(&parts).all(|it| it.group == group);
        let pairs: Vec<(Vec<usize>, Option<usize>)> = match (subjects.as_slice(), parts.as_slice())
        {
            ([], parts) => {
                let subjects = own.map_or_else(Vec::new, |it| it.subjects.clone());
                parts
                    .iter()
                    .map(|it| (subjects.clone(), Some(it.index)))
                    .collect()
            }
            ([one], [_, _, ..]) => parts
                .iter()
                .map(|it| (vec![one.index], Some(it.index)))
                .collect(),
            (subjects, []) => subjects.iter().map(|it| (vec![it.index], None)).collect(),
            (subjects, [one]) => subjects
                .iter()
                .map(|it| (vec![it.index], Some(one.index)))
                .collect(),
            _ => Vec::new(),
        };
        if !is_one
            || pairs.len() != figures
            || pairs.iter().any(|(subjects, _)| subjects.is_empty())
        {
            return Vec::new();
        }
        let of = |(subjects, part)| Referent {
            group,
            subjects,
            part,
            is_loose: false,
        };
        pairs.into_iter().map(of).collect()
    }

    /// Whether the old figure is followed by 至 and the new one.
    fn turns_later(&self, index: usize) -> bool {
        let events = self.scanned.events.get(index + 1..).unwrap_or_default();
        let mut words = events.iter().take(12);
        words.any(|seen| matches!(seen.event, Event::General(word) if word.is_to()))
    }

    fn count(&self, stated: &Stated, claims: &mut Vec<Claim<'a>>) {
        let Some(referent) = &stated.referent else {
            return;
        };
        let form = self.reader.form;
        let units = form
            .statements
            .groups
            .get(referent.group)
            .map(|it| &it.units);
        let fits = |unit: char| units.is_some_and(|it| it.iter().any(|it| it.starts_with(unit)));
        if !stated.unit.is_some_and(fits) {
            return;
        }
        let readings = match stated.is_last {
            true => self
                .last_year
                .map_or_else(Vec::new, |last| referent.readings(&last.form, last, true)),
            false => referent.readings(form, self.report, false),
        };
        let kind = if stated.is_last {
            ClaimKind::Change
        } else {
            ClaimKind::Count
        };
        let mut readings = readings;
        if self.segment.is_monthly {
            for reading in &mut readings {
                reading.value = (reading.value / Decimal::from(12)).round();
                reading.shown = reading.value.to_string();
            }
        }
        let agrees = readings.iter().any(|it| stated.number.says(it.value));
        self.claim(stated, kind, readings, agrees, claims);
    }

    /// Adds a claim, unless nothing is known to compare it with.
    pub(super) fn claim(
        &self,
        stated: &Stated,
        kind: ClaimKind,
        readings: Vec<Reading>,
        agrees: bool,
        claims: &mut Vec<Claim<'a>>,
    ) {
        let number = &stated.number;
        let is_plain = number.is_plain && number.bound == Bound::Exact && self.is_entire;
        let is_plain = is_plain && kind == ClaimKind::Count;
        self.claim_at(
            stated.at..number.end,
            kind,
            readings,
            agrees,
            is_plain,
            claims,
        );
    }

    /// The same for any piece of the line.
    pub(super) fn claim_at(
        &self,
        piece: Range<usize>,
        kind: ClaimKind,
        mut readings: Vec<Reading>,
        agrees: bool,
        is_plain: bool,
        claims: &mut Vec<Claim<'a>>,
    ) {
        let mut values: Vec<Decimal> = Vec::new();
        readings.retain(|it| {
            let is_new = !values.contains(&it.value);
            values.push(it.value);
            is_new
        });
        if readings.is_empty() {
            return;
        }
        claims.push(Claim {
            line: self.line,
            piece: self.bytes(piece),
            kind,
            readings,
            agrees,
            is_plain,
        });
    }

    fn bytes(&self, letters: Range<usize>) -> Range<usize> {
        let letters = self.scanned.letters.get(letters).unwrap_or_default();
        let start = letters.first().map_or(0, |it| it.start);
        start..letters.last().map_or(start, |it| it.end)
    }

    /// 均由自然人提出: the part is the whole.
    fn entirely(&self, claims: &mut Vec<Claim<'a>>) {
        let segment = &self.segment;
        let is_bare =
            segment.done && segment.none.is_none() && !segment.has_unknown && !segment.is_other;
        let ([part], true, false) = (segment.parts.as_slice(), is_bare, self.is_elsewhere()) else {
            return;
        };
        let Some(whole) = self.numbers.last().filter(|it| !it.is_last) else {
            return;
        };
        let own = whole
            .referent
            .as_ref()
            .filter(|it| it.group == part.group && (it.part.is_none() || it.is_loose));
        let Some(own) = own.filter(|_| segment.subjects.is_empty()) else {
            return;
        };
        let named = Referent {
            part: Some(part.index),
            is_loose: false,
            ..own.clone()
        };
        let readings = named.readings(self.reader.form, self.report, false);
        let agrees = readings.iter().any(|it| whole.number.says(it.value));
        self.claim_at(
            part.at..part.end,
            ClaimKind::Count,
            readings,
            agrees,
            false,
            claims,
        );
    }

    /// 没有…: the figure is 0, if nothing else is in the clause.
    fn zero(&mut self, seen: &Seen<'_>) {
        let Some(from) = self.segment.none else {
            self.zeros.clear();
            return;
        };
        let is_bare =
            !self.segment.has_unknown && self.period == Period::This && self.segment.turn.is_none();
        let mut segment = self.segment.clone();
        segment.subjects.retain(|it| !it.is_weak);
        let kept = std::mem::replace(&mut self.segment, segment);
        let pending = std::mem::take(&mut self.pending);
        let found = match is_bare && self.segment.has_facets() {
            true => self.resolve(&Segment::default(), true),
            false => None,
        };
        self.segment = kept;
        self.pending = pending;
        match found {
            Some(referent) => self.zeros.push((from..seen.at, referent)),
            None => {
                self.zeros.clear();
                self.segment.none = None;
            }
        }
    }

    /// Makes the claims of a list that is at its end.
    fn settle(&mut self, claims: &mut Vec<Claim<'a>>) {
        for (piece, referent) in std::mem::take(&mut self.zeros) {
            let readings = referent.readings(self.reader.form, self.report, false);
            if readings.is_empty() {
                continue;
            }
            let agrees = readings.iter().any(|it| it.value.is_zero());
            self.claim_at(piece, ClaimKind::Count, readings, agrees, false, claims);
        }
    }
}
