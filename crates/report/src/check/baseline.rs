//! What an earlier check found: an answer of `check --format json`, against which only what is new is reported.
//!
//! A finding is known by its file, its rule, its path and the text it states, not by its line: what is inserted above
//! it does not make it new. It never decides what may stay in a report.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::Finding;
use chengbao_base::text::Text;

/// The findings of an earlier answer.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Baseline {
    files: BTreeMap<String, Known>,
}

/// How often a file has each finding.
type Known = BTreeMap<Identity, usize>;

/// What a finding is known by.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
struct Identity {
    code: String,
    path: String,
    #[serde(default)]
    stated: Option<String>,
}

/// The answer, as far as it is used; more keys are those of a later program.
#[derive(Deserialize)]
struct Answer {
    version: u32,
    files: Vec<File>,
}

#[derive(Deserialize)]
struct File {
    file: String,
    findings: Vec<Identity>,
}

impl Baseline {
    /// Reads an answer.
    ///
    /// # Errors
    /// If it is none, or of a later program: why, a sentence without its end.
    pub fn parse(bytes: &[u8]) -> Result<Self, Text> {
        let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
        let answer: Answer = serde_json::from_slice(bytes).map_err(|error| {
            let line = error.line();
            Text::new(
                format!("第 {line} 行：不是 check --format json 的结果"),
                format!("line {line}: not an answer of `check --format json`"),
            )
        })?;
        if answer.version != 1 {
            let version = answer.version;
            return Err(Text::new(
                format!("它是第 {version} 版的结果，本程序只能读取第 1 版"),
                format!("it has version {version}, but this program reads version 1"),
            ));
        }
        let mut files: BTreeMap<String, Known> = BTreeMap::new();
        for file in answer.files {
            let mut known = Known::new();
            for identity in file.findings {
                *known.entry(identity).or_default() += 1;
            }
            // A file that was checked twice has its findings once.
            let all = files.entry(file.file).or_default();
            for (identity, count) in known {
                let most = all.entry(identity).or_default();
                *most = count.max(*most);
            }
        }
        Ok(Self { files })
    }

    /// Takes the known findings of a file out of its findings, and says how many they were. Of equal ones, as many are
    /// known as there were, the first of them.
    pub fn take_known(&self, file: &str, findings: &mut Vec<Finding>) -> usize {
        let Some(known) = self.files.get(file) else {
            return 0;
        };
        let (mut left, before) = (known.clone(), findings.len());
        findings.retain(|finding| {
            let identity = Identity {
                code: finding.code.to_owned(),
                path: finding.path.clone(),
                stated: finding.stated.clone(),
            };
            match left.get_mut(&identity) {
                Some(count @ 1..) => {
                    *count -= 1;
                    false
                }
                _ => true,
            }
        });
        before - findings.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::Stage;
    use crate::check::reporter::{Checked, json};
    use crate::check::testing::{findings, over_example};
    use chengbao_base::text::Lang;

    const NAME: &str = "报告/2024.yaml";

    /// What is found in the example with this laid over it, and the answer about it.
    fn answer(yaml: &str) -> (Vec<Finding>, String) {
        let report = over_example(2024, yaml);
        let found = findings(&report, None);
        let checked = Checked {
            name: NAME,
            form: Some(&report.form.id),
            text: &report.source.text,
            findings: &found,
            off: &[],
        };
        let json = json(&[checked], Stage::Finished, Lang::Zh);
        (found, json)
    }

    const WRONG: &str = "problems: |\n  存在问题。。改进，，情况。\nappeals: {reconsideration: [14, 3, 5, 2, 25]}\n";

    #[test]
    fn what_was_found_before_is_known_wherever_it_stands_now() {
        let (found, json) = answer(WRONG);
        let baseline = Baseline::parse(json.as_bytes()).unwrap();
        let moved = over_example(
            2024,
            &format!("preface: |\n  新的一行。\n  又一行。\n{WRONG}"),
        );
        let mut now = findings(&moved, None);
        assert_ne!(now.last().unwrap().place, found.last().unwrap().place);
        assert_eq!(baseline.take_known(NAME, &mut now), found.len());
        assert_eq!(now, []);
        // The same of another file is new.
        let mut other = found.clone();
        assert_eq!(baseline.take_known("2024.yaml", &mut other), 0);
        assert_eq!(other, found);
    }

    #[test]
    fn one_more_of_the_same_and_another_figure_are_new() {
        let (_, json) = answer(WRONG);
        let baseline = Baseline::parse(json.as_bytes()).unwrap();
        let more = WRONG.replace("25]", "26]").replace("情况。", "情况。。");
        let (mut now, _) = answer(&more);
        let all = now.len();
        let known = baseline.take_known(NAME, &mut now);
        let new: Vec<_> = now
            .iter()
            .map(|it| (it.rule, it.stated.as_deref()))
            .collect();
        assert_eq!(known + now.len(), all);
        assert_eq!(
            new,
            [("group-total", Some("26")), ("doubled-mark", Some("。。"))]
        );
    }

    #[test]
    fn a_file_named_twice_has_its_findings_once() {
        let (found, json) = answer(WRONG);
        let mut twice: serde_json::Value = serde_json::from_str(&json).unwrap();
        let file = twice["files"][0].clone();
        twice["files"].as_array_mut().unwrap().push(file);
        let baseline = Baseline::parse(twice.to_string().as_bytes()).unwrap();
        let mut double: Vec<Finding> = found.iter().chain(&found).cloned().collect();
        assert_eq!(baseline.take_known(NAME, &mut double), found.len());
        assert_eq!(double.len(), found.len());
    }

    #[test]
    fn what_is_no_answer_is_refused_with_its_line() {
        for (text, part) in [
            ("", "第 1 行"),
            ("{\"version\": 1,\n \"files\": [}", "第 2 行"),
            ("[]", "第 1 行"),
            ("{\"version\": 1}", "第 1 行"),
            ("{\"version\": 2, \"files\": []}", "第 2 版"),
        ] {
            let error = Baseline::parse(text.as_bytes()).unwrap_err();
            assert!(error.zh.contains(part), "{text}: {}", error.zh);
        }
        let empty = "\u{feff}{\"version\": 1, \"files\": [], \"stage\": \"finished\"}";
        assert_eq!(Baseline::parse(empty.as_bytes()), Ok(Baseline::default()));
    }
}
