//! Figures of a sentence held against each other: sums, shares, changes.
//!
//! It never compares figures of which it is not certain that they belong together.

use rust_decimal::Decimal;

use super::number::Bound;
use super::referent::Reading;
use super::segment::Segment;
use super::sentence::{Line, Stated};
use super::words::General;
use super::{Claim, ClaimKind};

/// A figure that is no cell's.
fn stated_reading(value: Decimal) -> Reading {
    Reading {
        value,
        shown: value.normalize().to_string(),
        cells: Vec::new(),
        is_last: false,
    }
}

fn exact(stated: &&Stated) -> bool {
    stated.number.bound == Bound::Exact && !stated.number.is_share
}

/// a in per cent of b.
fn percent(a: Decimal, b: Decimal) -> Option<Decimal> {
    a.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(b)
}

impl<'a> Line<'_, 'a> {
    /// 合计: what the figures before it add up to.
    pub(super) fn sum(&mut self, stated: &Stated, claims: &mut Vec<Claim<'a>>) {
        if !self.segment.total {
            return;
        }
        let since = self.numbers.get(self.summed..).unwrap_or_default();
        let parts: Vec<Decimal> = since
            .iter()
            .filter(exact)
            .filter(|it| it.unit == stated.unit && it.unit.is_some() && !it.is_last)
            .map(|it| it.number.value)
            .collect();
        self.summed = self.numbers.len() + 1;
        let is_bare =
            !self.segment.has_unknown && !self.segment.is_other && stated.referent.is_none();
        if parts.len() < 2 || parts.len() > 64 || !is_bare {
            return;
        }
        let mut total = Decimal::ZERO;
        let mut agrees = false;
        for (count, part) in parts.iter().rev().enumerate() {
            let Some(next) = total.checked_add(*part) else {
                return;
            };
            total = next;
            agrees |= count > 0 && stated.number.says(total);
        }
        let readings = vec![stated_reading(total)];
        self.claim(stated, ClaimKind::Sum, readings, agrees, claims);
    }

    /// 其中: parts are no more than the whole.
    pub(super) fn parts(&self, claims: &mut Vec<Claim<'a>>) {
        let Some(from) = self.among() else {
            return;
        };
        let Some((before, after)) = self.numbers.split_at_checked(from) else {
            return;
        };
        // Of several the parts may be parts together.
        let Some(whole) = before.last().filter(exact) else {
            return;
        };
        let others = before.iter().rev().skip(1).take(32);
        if others.into_iter().any(|it| it.unit == whole.unit) {
            return;
        }
        let parts: Vec<&Stated> = after
            .iter()
            .take_while(|it| it.unit == whole.unit && !it.is_done && exact(it))
            .collect();
        // One that is more than the whole is of something else.
        let is_known = parts
            .iter()
            .any(|it| it.referent.is_some() || it.number.value > whole.number.value);
        if parts.len() < 2 || is_known || whole.unit.is_none() {
            return;
        }
        let total = parts
            .iter()
            .try_fold(Decimal::ZERO, |sum, it| sum.checked_add(it.number.value));
        if let Some(total) = total {
            let is_all = parts.last().is_some_and(|it| it.is_rest);
            let agrees = total == whole.number.value || !is_all && total < whole.number.value;
            self.claim(
                whole,
                ClaimKind::Sum,
                vec![stated_reading(total)],
                agrees,
                claims,
            );
        }
    }

    /// 占…%, …率, …的2倍.
    pub(super) fn share(&self, stated: &Stated, claims: &mut Vec<Claim<'a>>) {
        let segment = &self.segment;
        let is_multiple = stated.unit == Some('倍');
        let is_open = segment.share.is_some()
            || segment.rate
            || is_multiple
            || !segment.parts.is_empty() && !segment.has_unknown;
        if !is_open || segment.is_other || self.is_elsewhere() || stated.is_last && !is_multiple {
            return;
        }
        let (form, report) = (self.reader.form, self.report);
        let mut pairs: Vec<(Decimal, Decimal)> = Vec::new();
        if is_multiple {
            pairs.extend(self.multiple());
        } else {
            let split = segment.share.unwrap_or(usize::MAX);
            let has_after = segment.subjects.iter().any(|it| it.at > split);
            let before = self.half(segment, |at| at < split);
            let after = self.half(segment, |at| at > split);
            let current = self.current.clone();
            let own = self
                .each
                .first()
                .cloned()
                .or(before)
                .or_else(|| current.clone().filter(|_| self.is_fresh));
            let mut parts: Vec<Decimal> = Vec::new();
            let mut wholes: Vec<Decimal> = Vec::new();
            match &own {
                Some(own) => {
                    parts.extend(own.readings(form, report, false).iter().map(|it| it.value));
                    wholes.extend(own.wholes(form, report).iter().map(|it| it.value));
                }
                None if segment.has_unknown || segment.has_facets() && !has_after => return,
                None => {
                    let last = self.numbers.iter().rev().take(32).find(exact);
                    parts.extend(last.map(|it| it.number.value));
                    if let Some(known) = last.and_then(|it| it.referent.as_ref()) {
                        wholes.extend(known.wholes(form, report).iter().map(|it| it.value));
                        parts.extend(
                            known
                                .readings(form, report, false)
                                .iter()
                                .map(|it| it.value),
                        );
                    }
                }
            }
            match after.filter(|_| has_after) {
                Some(whole) => {
                    let group = whole.wholes(form, report);
                    let exact = whole.readings(form, report, false);
                    wholes = exact
                        .iter()
                        .chain(group.iter().filter(|_| exact.is_empty()))
                        .map(|it| it.value)
                        .collect();
                }
                None => {
                    let earlier = self.numbers.iter().filter(exact).map(|it| it.number.value);
                    wholes.extend(earlier.take(32));
                }
            }
            if segment.ends_unknown || wholes.is_empty() {
                return;
            }
            let known = own.is_some()
                || self.numbers.last().is_some_and(|it| it.referent.is_some())
                || has_after;
            if !known && self.among().is_none() {
                return;
            }
            for part in &parts {
                pairs.extend(wholes.iter().map(|whole| (*part, *whole)));
            }
        }
        pairs.retain(|(_, whole)| !whole.is_zero());
        let mut shares: Vec<Decimal> = pairs
            .iter()
            .filter_map(|(part, whole)| percent(*part, *whole))
            .collect();
        if is_multiple {
            shares = shares.iter().map(|it| *it / Decimal::ONE_HUNDRED).collect();
        }
        let says = |it: &Decimal| match is_multiple {
            true => {
                (*it - stated.number.value).abs() * Decimal::TWO <= stated.number.step
                    || stated.number.says(*it)
            }
            false => stated.number.says(*it),
        };
        let agrees = shares.iter().any(says);
        let readings = shares.iter().map(|share| {
            let shown = share.round_dp(2).normalize();
            Reading {
                shown: if is_multiple {
                    shown.to_string()
                } else {
                    format!("{shown}%")
                },
                ..stated_reading(*share)
            }
        });
        self.claim(
            stated,
            ClaimKind::Share,
            readings.take(3).collect(),
            agrees,
            claims,
        );
    }

    /// A multiple of the figure before it, or of last year's.
    fn multiple(&self) -> Vec<(Decimal, Decimal)> {
        if self.is_of_last_year() {
            return self.pairs(self.half(&self.segment, |_| true));
        }
        // 行政复议是行政诉讼的8倍
        let segment = &self.segment;
        if let ([_, .., whole], true) = (segment.subjects.as_slice(), segment.parts.is_empty()) {
            let sides = [
                self.half(segment, |at| at < whole.at),
                self.half(segment, |at| at >= whole.at),
            ];
            let values = sides.map(|side| {
                let side = side.map(|it| it.readings(self.reader.form, self.report, false));
                side.unwrap_or_default()
            });
            let [parts, wholes] = values;
            let of = |part: &Reading| {
                let part = part.value;
                wholes
                    .iter()
                    .map(move |whole| (part, whole.value))
                    .collect::<Vec<_>>()
            };
            return match segment.ends_unknown {
                true => Vec::new(),
                false => parts.iter().flat_map(of).collect(),
            };
        }
        match self.numbers.as_slice() {
            [.., part, whole] if part.referent.is_some() && whole.referent.is_some() => {
                vec![(part.number.value, whole.number.value)]
            }
            _ => Vec::new(),
        }
    }

    /// What words on one side of 占 are of.
    fn half(
        &self,
        segment: &Segment,
        is_there: impl Fn(usize) -> bool,
    ) -> Option<super::referent::Referent> {
        let mut half = segment.clone();
        half.subjects.retain(|it| is_there(it.at));
        half.parts.retain(|it| is_there(it.at));
        let chosen = self.chosen(&half);
        let last = chosen.last().or(half.parts.last())?;
        if segment.is_of_another(last.group) {
            return None;
        }
        let own = self.current.as_ref().filter(|it| it.group == last.group);
        let part = half
            .parts
            .iter()
            .rev()
            .find(|it| it.group == last.group)
            .map(|it| it.index);
        let near = own.filter(|_| self.is_fresh).and_then(|it| it.part);
        let mut subjects: Vec<usize> = chosen.iter().map(|it| it.index).collect();
        if subjects.is_empty() {
            subjects = own.map_or_else(Vec::new, |it| it.subjects.clone());
        }
        if subjects.is_empty() {
            // Parts of what comes in need no other word.
            let group = self.reader.form.statements.groups.get(last.group)?;
            (!group.with.is_empty()).then(|| subjects.push(0))?;
        }
        Some(super::referent::Referent {
            group: last.group,
            subjects,
            part: part.or(near),
            is_loose: part.is_none() && near.is_some(),
        })
    }

    /// 增加373件, 同比增长12%.
    pub(super) fn change(&self, stated: &Stated, claims: &mut Vec<Claim<'a>>) {
        if self.segment.is_other || self.segment.ends_unknown {
            return;
        }
        let named = self.half(&self.segment, |_| true);
        let pairs = self.pairs(named);
        let is_up = self.segment.turn == Some(General::Up);
        let mut changes = Vec::new();
        let mut agrees = false;
        for (this, last) in pairs {
            let gap = this - last;
            let size = match stated.number.is_share {
                true if last.is_zero() => continue,
                true => percent(gap.abs(), last),
                false => Some(gap.abs()),
            };
            let Some(size) = size else { continue };
            agrees |=
                stated.number.says(size) && (gap.is_zero() || gap.is_sign_positive() == is_up);
            let shown = size.round_dp(2).normalize();
            let sign = if gap.is_sign_negative() { "-" } else { "+" };
            let mark = if stated.number.is_share { "%" } else { "" };
            changes.push(Reading {
                value: if gap.is_sign_negative() { -size } else { size },
                shown: format!("{sign}{shown}{mark}"),
                cells: Vec::new(),
                is_last: true,
            });
        }
        self.claim(stated, ClaimKind::Change, changes, agrees, claims);
    }

    /// 增至, 降至: the new figure is more or less than the old one.
    pub(super) fn direction(&self, stated: &Stated, claims: &mut Vec<Claim<'a>>) {
        let is_more = match self.segment.turn {
            Some(General::ToMore) => true,
            Some(General::ToLess) => false,
            _ => return,
        };
        let old = self
            .numbers
            .last()
            .filter(|it| it.is_last && it.unit == stated.unit);
        if let Some(old) = old.filter(exact) {
            let (new, old) = (stated.number.value, old.number.value);
            let agrees = new == old || (new > old) == is_more;
            let reading = stated_reading(new - old);
            self.claim(stated, ClaimKind::Change, vec![reading], agrees, claims);
        }
    }

    /// 较上年有所增加, 与上年持平: only the direction.
    pub(super) fn tendency(&self, at: std::ops::Range<usize>, claims: &mut Vec<Claim<'a>>) {
        let segment = &self.segment;
        let is_open = self.is_compared && segment.has_facets() && !segment.is_other;
        if !is_open || self.is_elsewhere() {
            return;
        }
        let Some(named) = self.half(segment, |_| true) else {
            return;
        };
        let fits = |gap: Decimal| match segment.turn {
            Some(General::Up) => gap > Decimal::ZERO,
            Some(General::Down) => gap < Decimal::ZERO,
            _ => gap.is_zero(),
        };
        let gaps: Vec<Decimal> = self
            .pairs(Some(named))
            .iter()
            .map(|(this, last)| this - last)
            .collect();
        let agrees = gaps.iter().any(|gap| fits(*gap));
        let readings = gaps.iter().map(|gap| Reading {
            is_last: true,
            ..stated_reading(*gap)
        });
        self.claim_at(
            at,
            ClaimKind::Change,
            readings.collect(),
            agrees,
            false,
            claims,
        );
    }

    /// This year's figure with last year's: of the tables, and as the sentence has them.
    fn pairs(&self, named: Option<super::referent::Referent>) -> Vec<(Decimal, Decimal)> {
        let mut pairs = Vec::new();
        let referent = named.or_else(|| self.current.clone());
        let this: Vec<Decimal> = match &referent {
            Some(referent) => {
                let readings = referent.readings(self.reader.form, self.report, false);
                readings.iter().map(|it| it.value).collect()
            }
            None => Vec::new(),
        };
        if let (Some(referent), Some(last)) = (&referent, self.last_year) {
            let last = referent.readings(&last.form, last, true);
            pairs.extend(this.iter().copied().zip(last.iter().map(|it| it.value)));
        }
        let spoken = self.numbers.iter().rev().take(32).filter(exact);
        let old = spoken
            .clone()
            .find(|it| it.is_last)
            .map(|it| it.number.value);
        let new = spoken
            .clone()
            .find(|it| !it.is_last)
            .map(|it| it.number.value);
        if let Some(old) = old {
            pairs.extend(this.iter().map(|this| (*this, old)));
            pairs.extend(new.map(|new| (new, old)));
        }
        pairs
    }
}
