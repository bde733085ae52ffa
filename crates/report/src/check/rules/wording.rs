//! For tests of the rules about wording: what a rule's fixes make of a text.

use crate::check::fix::{Fixes, fix};
use crate::check::testing::{findings, over_example};
use crate::check::{Finding, Severity};
use crate::report::Report;

/// The report with this text as the last section but one, and what a rule finds in it.
fn found(rule: &str, text: &str) -> (Report, Vec<Finding>) {
    let text = text.replace('\n', "\n  ");
    let report = over_example(2024, &format!("problems: |\n  {text}\n"));
    let found = findings(&report, None).into_iter();
    let found: Vec<Finding> = found.filter(|finding| finding.rule == rule).collect();
    (report, found)
}

/// The section within the report's text.
fn section(text: &str) -> String {
    let (_, rest) = text.split_once("problems: |\n").unwrap();
    let (section, _) = rest.split_once("\nother_matters").unwrap();
    section.trim_start().replace("\n  ", "\n")
}

/// Checks what all fixes of a rule make of a text.
#[track_caller]
pub(super) fn check(rule: &str, text: &str, right: &str) {
    let (report, found) = found(rule, text);
    let all_there = found.iter().all(|it| it.severity == Severity::Warning);
    assert!(all_there, "{text}: {found:#?}");
    let fixed = fix(&report.source, &found, Fixes::Suggested).unwrap();
    assert_eq!(section(&fixed.text), right, "{text}");
    assert_eq!(found.is_empty(), text == right, "{text}: {found:#?}");
}

/// Checks what the safe fixes of a rule make of a text: what a finding without one leaves.
#[track_caller]
pub(super) fn check_safe(rule: &str, text: &str, right: &str) {
    let (report, found) = found(rule, text);
    assert!(!found.is_empty(), "{text}");
    let fixed = fix(&report.source, &found, Fixes::Safe).unwrap();
    assert_eq!(section(&fixed.text), right, "{text}");
}

/// Checks which pieces of a text a rule finds.
#[track_caller]
pub(super) fn check_found(rule: &str, text: &str, pieces: &[&str]) {
    let (report, found) = found(rule, text);
    let places = found.iter().filter_map(|finding| finding.place);
    let told: Vec<&str> = places.map(|place| report.source.slice(place)).collect();
    assert_eq!(told, pieces, "{text}: {found:#?}");
}
