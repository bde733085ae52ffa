//! The sum of the findings of many files, for people: how many files have which, and how often each rule found
//! something. It keeps no findings, so that any number of files may be added.

use std::collections::BTreeMap;

use super::{Checked, called};
use crate::check::Severity;
use chengbao_base::text::{Lang, Lines};

/// What was found in the files so far.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tally {
    files: usize,
    wrong: usize,
    doubtful: usize,
    rules: BTreeMap<(&'static str, Severity), Rule>,
}

/// How often a rule found something.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Rule {
    name: &'static str,
    findings: usize,
    files: usize,
}

impl Tally {
    /// Adds a file.
    pub fn add(&mut self, file: &Checked<'_>) {
        let gravest = file.findings.iter().map(|finding| finding.severity).min();
        self.files += 1;
        self.wrong += usize::from(gravest == Some(Severity::Error));
        self.doubtful += usize::from(gravest == Some(Severity::Warning));
        let mut here: BTreeMap<(&'static str, Severity), Rule> = BTreeMap::new();
        for finding in file.findings {
            let rule = here.entry((finding.code, finding.severity)).or_default();
            rule.name = finding.rule;
            rule.findings += 1;
        }
        for (key, found) in here {
            let rule = self.rules.entry(key).or_default();
            rule.name = found.name;
            rule.findings += found.findings;
            rule.files += 1;
        }
    }

    /// The summary: the files, the findings, then a line for each rule by its code. Nothing for a single file, of
    /// which everything has been said.
    #[must_use]
    pub fn lines(&self, lang: Lang) -> Lines {
        let mut lines = Lines::default();
        if self.files < 2 {
            return lines;
        }
        let sound = self.files - self.wrong - self.doubtful;
        let count = |severity| -> usize {
            let rules = self.rules.iter().filter(|((_, it), _)| *it == severity);
            rules.map(|(_, rule)| rule.findings).sum()
        };
        let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
        let Self {
            files,
            wrong,
            doubtful,
            ..
        } = self;
        lines.push(&match lang {
            Lang::Zh => format!(
                "共 {files} 个文件：{wrong} 个有错误，{doubtful} 个只有提醒，{sound} 个没有问题；{errors} 处错误、{warnings} 处提醒"
            ),
            Lang::En => format!(
                "{files} files: {wrong} with errors, {doubtful} with warnings only, {sound} without findings; errors: {errors}, warnings: {warnings}"
            ),
        });
        let width = self.rules.values().map(|rule| rule.name.len()).max();
        let width = width.unwrap_or_default();
        for ((code, severity), rule) in &self.rules {
            let Rule {
                name,
                findings,
                files,
            } = rule;
            let called = called(*severity, lang);
            lines.push(&match lang {
                Lang::Zh => {
                    format!("  {code} {name:<width$}  {called} {findings} 处，{files} 个文件")
                }
                Lang::En => {
                    let plural = |count: &usize| if *count == 1 { "" } else { "s" };
                    let (many, more) = (plural(findings), plural(files));
                    format!(
                        "  {code} {name:<width$}  {findings} {called}{many} in {files} file{more}"
                    )
                }
            });
        }
        lines
    }
}
