//! The figures that the texts of a report state, held against its tables, last year's tables and each other. Each line
//! is read once for all rules, in time linear in its length.
//!
//! It never blames a figure that may be of another subject, body, time or part: of those it makes no claim.

mod compare;
mod letters;
mod number;
mod referent;
mod scan;
mod segment;
mod sentence;
mod words;

use std::ops::Range;

pub(super) use referent::Reading;

use crate::report::{Report, TextLine, TextPart};

/// A figure of a text, and whether what it is compared with agrees.
#[derive(Debug, Clone)]
pub(super) struct Claim<'a> {
    /// The line.
    pub(super) line: TextLine<'a>,
    /// Where the figure is in it, in bytes.
    pub(super) piece: Range<usize>,
    /// What it states.
    pub(super) kind: ClaimKind,
    /// What it may be instead.
    pub(super) readings: Vec<Reading>,
    /// Whether one of them is as the text says.
    pub(super) agrees: bool,
    /// Whether it is plainly the whole report's, in digits that can be replaced.
    pub(super) is_plain: bool,
}

/// What a figure states.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum ClaimKind {
    /// What is in the tables.
    Count,
    /// The sum of figures beside it; what they add up to is the reading.
    Sum,
    /// A share in per cent, or a multiple.
    Share,
    /// A change since last year, or last year's figure.
    Change,
}

/// Every claim of a report's texts.
pub(super) fn claims<'a>(report: &'a Report, last_year: Option<&Report>) -> Vec<Claim<'a>> {
    let reader = scan::Reader {
        form: &report.form,
        issuer: report.issuer().map_or("", |issuer| issuer.value.as_str()),
        year: report.year().map(|year| year.value),
    };
    let mut claims = Vec::new();
    if report.form.statements.groups.is_empty() {
        return claims;
    }
    for line in report.all_text() {
        if line.part != TextPart::Value {
            let scanned = reader.scan(line.text);
            sentence::Line::new(&reader, report, last_year, line, &scanned).read(&mut claims);
        }
    }
    claims
}
