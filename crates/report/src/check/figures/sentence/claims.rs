//! The figures of a clause as claims: each number with what it is of, lists with 分别, and what is said to be none.
//! It never judges how a figure is worded.

use super::super::number::{Bound, Number};
use super::super::referent::{Reading, Referent};
use super::super::scan::{Event, Seen};
use super::super::segment::{Facet, Segment};
use super::super::words::General;
use super::super::{Claim, ClaimKind};
use super::{Line, Period, Stated};
use rust_decimal::Decimal;
use std::ops::Range;

impl<'a> Line<'_, 'a> {
    pub(super) fn number(
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
    pub(in crate::check::figures) fn among(&self) -> Option<usize> {
        self.among
    }

    /// Whether the words are of another body or time.
    pub(in crate::check::figures) fn is_elsewhere(&self) -> bool {
        self.is_body || self.is_other_time || self.period == Period::Other
    }

    /// Whether the words are of last year.
    pub(in crate::check::figures) fn is_of_last_year(&self) -> bool {
        self.period == Period::Last || self.segment.compare
    }

    /// 分别: what each of the clause's figures is of, if they are as many as what is listed.
    pub(super) fn in_turn(&self, index: usize) -> Vec<Referent> {
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
    pub(super) fn turns_later(&self, index: usize) -> bool {
        let events = self.scanned.events.get(index + 1..).unwrap_or_default();
        let mut words = events.iter().take(12);
        words.any(|seen| matches!(seen.event, Event::General(word) if word.is_to()))
    }

    pub(super) fn count(&self, stated: &Stated, claims: &mut Vec<Claim<'a>>) {
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
    pub(in crate::check::figures) fn claim(
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
    pub(in crate::check::figures) fn claim_at(
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

    pub(super) fn bytes(&self, letters: Range<usize>) -> Range<usize> {
        let letters = self.scanned.letters.get(letters).unwrap_or_default();
        let start = letters.first().map_or(0, |it| it.start);
        start..letters.last().map_or(start, |it| it.end)
    }

    /// 均由自然人提出: the part is the whole.
    pub(super) fn entirely(&self, claims: &mut Vec<Claim<'a>>) {
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
    pub(super) fn zero(&mut self, seen: &Seen<'_>) {
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
    pub(super) fn settle(&mut self, claims: &mut Vec<Claim<'a>>) {
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
