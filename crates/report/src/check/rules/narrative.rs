//! The rules about figures of the text over 200 sentences, the examples and 300 paragraphs.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::check::figures::claims;
use crate::check::testing::{findings, form, merged, over_example, read};
use crate::check::{Context, Finding};
use crate::report::Report;

const RULES: [&str; 4] = [
    "narrative-mismatch",
    "narrative-sum",
    "narrative-share",
    "narrative-change",
];

/// A sentence that is written without knowledge of the rules.
#[derive(Deserialize)]
struct Sentence {
    text: String,
    /// Whether it is true.
    verdict: bool,
    half: String,
}

fn data(name: &str) -> String {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/data");
    std::fs::read_to_string(folder.join(name)).unwrap()
}

fn sentences(half: &str) -> Vec<Sentence> {
    let all: Vec<Sentence> = serde_yaml::from_str(&data("narrative/sentences.yaml")).unwrap();
    all.into_iter().filter(|it| it.half == half).collect()
}

/// The tables of the sentences with a text, and last year's.
fn tables(text: &str) -> (Report, Report) {
    let with = |name: &str, text: &str| {
        let text = text.replace('\n', "\n  ");
        let yaml = data(&format!("narrative/{name}.yaml"));
        read(2024, &format!("{yaml}overview: |\n  {text}\n"))
    };
    (with("tables-2024", text), with("tables-2023", "略"))
}

fn found(text: &str) -> Vec<Finding> {
    let (report, last) = tables(text);
    let found = findings(&report, Some(&last)).into_iter();
    found.filter(|it| RULES.contains(&it.rule)).collect()
}

/// Of a half: true sentences that are called wrong, and false ones that are not found.
fn judged(half: &str) -> (Vec<(String, Vec<&'static str>)>, Vec<String>) {
    let (mut wrong, mut missed) = (Vec::new(), Vec::new());
    for sentence in sentences(half) {
        let found = found(&sentence.text);
        let messages: Vec<_> = found.iter().map(|it| it.message.zh.clone()).collect();
        match (sentence.verdict, found.is_empty()) {
            (true, false) => wrong.push((
                format!("{} {messages:?}", sentence.text),
                found.iter().map(|it| it.rule).collect(),
            )),
            (false, true) => missed.push(sentence.text),
            _ => {}
        }
    }
    (wrong, missed)
}

#[test]
fn false_sentences_are_found_and_true_ones_let_be() {
    let (wrong, missed) = judged("a");
    assert!(wrong.is_empty() && missed.len() <= 2, "{wrong:#?} {missed:#?}");
}

/// The half that nothing was fitted to: only the figures are shown.
#[test]
fn the_other_half_is_judged_as_well() {
    let (wrong, missed) = judged("b");
    let by_rule = |rule| wrong.iter().filter(|(_, it)| it.contains(&rule)).count();
    let by_rule = RULES.map(by_rule);
    assert!(wrong.is_empty() && missed.len() <= 2, "{by_rule:?} {}", missed.len());
}

/// Each figure of the true sentences that is compared, one too high and one too low.
#[test]
fn every_compared_figure_changed_by_one_is_found() {
    let (mut tried, mut missed) = (BTreeMap::<bool, usize>::new(), Vec::new());
    let texts = sentences("a").into_iter();
    for text in texts.filter(|it| it.verdict).map(|it| it.text) {
        let (report, last) = tables(&text);
        for claim in claims(&report, Some(&last)) {
            let line = claim.line.text;
            if claim.readings.iter().all(|it| it.cells.is_empty()) {
                continue;
            }
            let Ok(figure) = line[claim.piece.clone()].parse::<u64>() else {
                continue;
            };
            for changed in [figure + 1, figure.saturating_sub(1)] {
                let (before, after) = (&line[..claim.piece.start], &line[claim.piece.end..]);
                let changed = format!("{before}{changed}{after}");
                let is_found = !found(&changed).is_empty();
                *tried.entry(is_found).or_default() += 1;
                if !is_found {
                    missed.push(changed);
                }
            }
        }
    }
    assert!(tried[&true] > 80 && missed.is_empty(), "{tried:?}\n{}", missed.join("\n"));
}

#[test]
fn text_about_anything_else_is_let_be() {
    for year in [2020, 2024] {
        let example = &form(year).example;
        for paragraph in data("wording/paragraphs.txt").lines() {
            let text = serde_yaml::to_string(paragraph).unwrap();
            let yaml = merged(example, &format!("problems: {text}"));
            let report = read(year, &yaml);
            let found = claims(&report, None).into_iter().filter(|it| !it.agrees);
            let found: Vec<_> = found.map(|it| it.line.text[it.piece].to_owned()).collect();
            assert!(found.is_empty(), "{paragraph}: {found:?}");
        }
    }
}

#[test]
fn figures_are_read_in_every_notation() {
    for written in ["５", "1,005", "1，005", "**5**", "一千零五", "484", "4.9万", "九百"] {
        let report = over_example(2024, &format!("overview: 全年新收政府信息公开申请{written}件。"));
        let context = Context::new(&report);
        let wrong = context.claims().iter().filter(|it| !it.agrees).count();
        assert_eq!(wrong, 1, "{written}");
    }
    for written in ["４８３", "**483**", "四百八十三", "约480", "480余", "近500", "483"] {
        let report = over_example(2024, &format!("overview: 全年新收政府信息公开申请{written}件。"));
        let context = Context::new(&report);
        let claims: Vec<bool> = context.claims().iter().map(|it| it.agrees).collect();
        assert_eq!(claims, [true], "{written}");
    }
}

#[test]
fn the_share_of_one_office_is_not_the_reports() {
    for text in [
        "2024年，区政府办代表区政府受理政府信息公开申请17件，均已按期答复。",
        "市公安局收到政府信息公开申请41件，办结40件。",
        "其中，受理申请12件。",
    ] {
        let report = over_example(2024, &format!("overview: {text}"));
        let context = Context::new(&report);
        assert!(context.claims().is_empty(), "{text}");
    }
}

#[test]
fn every_word_of_the_built_in_statements_belongs_to_a_form() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../templates/zfxxgk/statements.yaml");
    let text = std::fs::read_to_string(folder).unwrap();
    let list: serde_yaml::Value = serde_yaml::from_str(&text).unwrap();
    for group in list["groups"].as_sequence().unwrap() {
        for subject in group["subjects"].as_sequence().unwrap() {
            let readings = subject["rows"].as_sequence().unwrap();
            for row in readings.iter().flat_map(|it| it.as_sequence().unwrap()) {
                let row = row.as_str().unwrap();
                let known = [2020, 2024].map(form);
                let known = known.iter().flat_map(|form| &form.cells);
                assert!(known.into_iter().any(|spec| spec.row_path == row), "{row}");
            }
        }
    }
}
