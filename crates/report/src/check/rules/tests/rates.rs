//! How many slips of the pen in official Chinese the rules about wording find that leave a mark where one may stand: a
//! mark left out, taken for another, in the place of the next. It says what is found, not what should be.

use std::collections::BTreeMap;

use super::super::mutations::{PARAGRAPHS, found, marks, paragraph};

/// The mark that is mistaken for a mark most easily.
fn mistaken(c: char) -> char {
    match c {
        '，' => '、',
        '、' | '。' | '；' | '：' => '，',
        '（' => '《',
        '）' => '》',
        '《' | '〔' => '（',
        '》' | '〕' => '）',
        '“' => '‘',
        '”' => '’',
        other => other,
    }
}

/// Each mark left out, taken for another, and in the place of the next mark, which takes its own.
fn harder(text: &str) -> Vec<(&'static str, String)> {
    let marks = marks(text);
    let next = marks.iter().skip(1).map(Some).chain([None]);
    let mut changes = Vec::new();
    for ((at, mark), next) in marks.iter().zip(next) {
        let (before, rest) = text.split_at(*at);
        let after = &rest[mark.len_utf8()..];
        changes.push(("dropped", format!("{before}{after}")));
        let other = mistaken(*mark);
        if other != *mark {
            changes.push(("mistaken", format!("{before}{other}{after}")));
        }
        if let Some((then, follows)) = next.filter(|(_, follows)| follows != mark) {
            let (between, rest) = after.split_at(then - at - mark.len_utf8());
            let rest = &rest[follows.len_utf8()..];
            let swapped = format!("{before}{follows}{between}{mark}{rest}");
            changes.push(("swapped", swapped));
        }
    }
    changes
}

/// What can be found without understanding the text; most of the rest leaves a sentence that may well be meant. The
/// figures are those of docs/testing.md.
#[test]
fn of_marks_dropped_mistaken_and_swapped_so_many_are_found() {
    let mut rates: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for line in PARAGRAPHS.lines().step_by(3) {
        for (change, text) in harder(&paragraph(line)) {
            let (hits, tried) = rates.entry(change).or_default();
            *tried += 1;
            *hits += usize::from(!found(2024, &text).is_empty());
        }
    }
    let share = |change: &str| rates[change].0 * 1000 / rates[change].1;
    let shares = ["dropped", "mistaken", "swapped"].map(share);
    let told = format!("in thousandths: {shares:?} of {rates:?}");
    eprintln!("{told}");
    let is_found = shares.iter().zip(FOUND).all(|(is, least)| *is >= least);
    assert!(is_found, "{told}");
}

/// At least so many thousandths are found of each.
const FOUND: [usize; 3] = [320, 330, 315];
