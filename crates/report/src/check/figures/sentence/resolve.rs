//! What the words of a clause name: its rows and parts, from the clause itself and from what the sentence has named
//! so far. It never looks at a number.

use super::super::referent::Referent;
use super::super::scan::Event;
use super::super::segment::{Facet, Segment};
use super::{Line, Stated};
use crate::form::Group;

impl<'a> Line<'_, 'a> {
    /// The words of a clause without a figure name what comes next.
    pub(super) fn name(&mut self) {
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
    pub(in crate::check::figures) fn chosen(&self, segment: &Segment) -> Vec<Facet> {
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
    pub(super) fn ahead(&mut self, index: usize, unit_end: usize) -> Segment {
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
    pub(super) fn resolve(&mut self, ahead: &Segment, is_zero: bool) -> Option<Referent> {
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
    pub(super) fn is_whole(&self, referent: &Referent) -> bool {
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
    pub(super) fn completed(&mut self, mut referent: Referent) -> Option<Referent> {
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

    pub(super) fn group_of_parts(&mut self, segment: &Segment, ahead: &Segment) -> Option<usize> {
        let groups = || segment.parts.iter().map(|it| it.group);
        let own = self.current.as_ref().map(|it| it.group);
        let near = ahead.subjects.iter().map(|it| it.group);
        let named = own
            .into_iter()
            .chain(near)
            .find(|it| groups().any(|group| group == *it));
        named.or_else(|| segment.parts.last().map(|it| it.group))
    }
}
