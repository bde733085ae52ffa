//! The characters that the documents of a report draw, for the rule that asks whether the fonts have
//! them. It asks no font itself.

use std::collections::HashSet;

use chengbao_base::picture::Pictures;
use chengbao_base::style::Typeface;
use chengbao_report::report::Report;

use super::{Profile, Purpose, compose};

/// Each character with each role it is drawn in, once, in the order of the document; those of the
/// covering letter after those of the report.
#[must_use]
pub fn characters(report: &Report) -> Vec<(Typeface, char)> {
    let of = |profile| compose(report, &Purpose::of(profile), &Pictures::new()).characters();
    let mut characters = of(Profile::Filing);
    if report.circular().is_some() {
        let seen: HashSet<_> = characters.iter().copied().collect();
        let letter = of(Profile::Attachment).into_iter();
        characters.extend(letter.filter(|pair| !seen.contains(pair)));
    }
    characters
}
