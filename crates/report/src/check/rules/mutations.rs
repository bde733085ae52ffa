//! The rules about wording against the forms' own examples: what is sound is let be, and whatever mark is doubled,
//! narrowed or left without its other half is found.

use std::collections::BTreeMap;

use super::RULES;
use crate::check::fix::{Fixes, fix};
use crate::check::testing::{findings, form, read};
use crate::check::{Finding, Severity, passes};

/// Whether a rule is about wording.
fn is_wording(code: &str) -> bool {
    ("CB411"..="CB429").contains(&code)
}

pub(super) fn found(year: i32, text: &str) -> Vec<Finding> {
    let found = findings(&read(year, text), None).into_iter();
    found.filter(|finding| is_wording(finding.code)).collect()
}

#[test]
fn rules_about_wording_only_warn() {
    let wording = RULES.iter().filter(|rule| is_wording(rule.info().code));
    let severities: Vec<Severity> = wording.map(|rule| rule.info().severity).collect();
    assert_eq!(severities, [Severity::Warning; 19]);
    // A report with all their bad examples may be filed: a complete sign-off stays what it is.
    for rule in RULES.iter().filter(|rule| is_wording(rule.info().code)) {
        let report = crate::check::testing::over_example(2024, rule.info().bad.yaml);
        assert!(passes(&findings(&report, None)), "{}", rule.info().name);
    }
}

#[test]
fn what_was_signed_off_is_not_broken_by_what_a_new_rule_finds() {
    use crate::check::testing::{over_example, since_signed};
    let broken = |report| {
        let found = since_signed(report).into_iter();
        found
            .filter(|it| it.code == crate::check::SIGNOFF_BROKEN.code)
            .count()
    };
    let example = read(2024, &form(2024).example);
    assert_eq!(broken(&example), 0);
    // What breaks it is that a text was changed, not what is found in it.
    let changed = over_example(2024, "problems: 存在的主要问题：其它公开不及时。。");
    assert_eq!(broken(&changed), 1);
}

/// The marks of a text that stand in its paragraphs, with where they are.
pub(super) fn marks(text: &str) -> Vec<(usize, char)> {
    let mut at = 0;
    let mut found = Vec::new();
    for line in text.split_inclusive('\n') {
        let is_paragraph = line.starts_with("  ") && !line.contains(['#', '[', '{']);
        if is_paragraph {
            let marks = line
                .char_indices()
                .filter(|(_, c)| "，。、；：（）《》“”〔〕—".contains(*c));
            found.extend(marks.map(|(byte, c)| (at + byte, c)));
        }
        at += line.len();
    }
    found
}

/// The half-width mark that is typed for a mark.
fn narrow(c: char) -> &'static str {
    match c {
        '，' => ",",
        '。' => ".",
        '；' => ";",
        '：' => ":",
        '（' => "(",
        '）' => ")",
        '“' | '”' => "\"",
        '《' => "<",
        '》' => ">",
        '—' => "-",
        _ => "",
    }
}

/// How many of the changes of the marks are found, by the kind of change.
fn rates(year: i32, text: &str) -> BTreeMap<&'static str, (usize, usize)> {
    let mut rates: BTreeMap<&'static str, (usize, usize)> = BTreeMap::new();
    for (at, mark) in marks(text) {
        let (before, rest) = text.split_at(at);
        let after = &rest[mark.len_utf8()..];
        let doubled = format!("{before}{mark}{mark}{after}");
        let narrowed = format!("{before}{}{after}", narrow(mark));
        let unpaired = format!("{before}{after}");
        let mut changes = vec![("doubled", doubled)];
        if !narrow(mark).is_empty() {
            changes.push(("narrowed", narrowed));
        }
        if "（）《》“”".contains(mark) {
            changes.push(("unpaired", unpaired));
        }
        for (change, text) in changes {
            let (found_so_far, all) = rates.entry(change).or_default();
            *all += 1;
            *found_so_far += usize::from(!found(year, &text).is_empty());
        }
    }
    rates
}

#[test]
fn a_mark_that_is_doubled_narrowed_or_unpaired_is_found() {
    for year in [2020, 2024] {
        let example = &form(year).example;
        assert_eq!(found(year, example), [], "{year}");
        for (change, (found, all)) in rates(year, example) {
            assert!(
                found * 100 >= all * 98,
                "{year}, {change}: {found} of {all}"
            );
        }
    }
}

#[test]
fn safe_fixes_of_narrowed_marks_restore_the_text() {
    let example = &form(2024).example;
    let mut restored = 0;
    let mut all = 0;
    for (at, mark) in marks(example)
        .into_iter()
        .filter(|(_, c)| "，：；（）".contains(*c))
    {
        let (before, rest) = example.split_at(at);
        let text = format!("{before}{}{}", narrow(mark), &rest[mark.len_utf8()..]);
        let report = read(2024, &text);
        let fixed = fix(&report.source, &findings(&report, None), Fixes::Safe).unwrap();
        all += 1;
        restored += usize::from(fixed.text == *example);
        let is_untouched = fixed.text == text || fixed.text == *example;
        assert!(is_untouched, "{}", &fixed.text[at.saturating_sub(30)..]);
    }
    assert!(restored * 100 >= all * 98, "{restored} of {all}");
}

/// Official Chinese by people who did not know the rules, a paragraph a line.
pub(super) const PARAGRAPHS: &str = include_str!(concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../../tests/data/wording/paragraphs.txt"
));

/// A report whose fifth section is that paragraph.
pub(super) fn paragraph(text: &str) -> String {
    format!("problems: |\n  {text}\n")
}

#[test]
fn sound_paragraphs_are_let_be() {
    let found: Vec<_> = PARAGRAPHS
        .lines()
        .flat_map(|line| found(2024, &paragraph(line)))
        // Paragraphs out of the middle of a text begin in the middle of its ordinals.
        .filter(|it| it.rule != "heading-order")
        .collect();
    assert_eq!(PARAGRAPHS.lines().count(), 300);
    assert_eq!(found, []);
}

#[test]
fn slips_in_paragraphs_are_found() {
    let mut all: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for line in PARAGRAPHS.lines() {
        for (change, (found, tried)) in rates(2024, &paragraph(line)) {
            let sums = all.entry(change).or_default();
            *sums = (sums.0 + found, sums.1 + tried);
        }
    }
    for (change, (found, tried)) in all {
        assert!(found * 100 >= tried * 98, "{change}: {found} of {tried}");
    }
}
