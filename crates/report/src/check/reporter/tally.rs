//! The sum of the findings of many files, for people: how many files have which, and how often each rule found
//! something. It keeps no findings, so that any number of files may be added.

use std::collections::BTreeMap;

use super::Checked;
use crate::check::{Finding, Level};
use chengbao_base::text::{Lang, Lines};

/// What was found in the files so far.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tally {
    files: usize,
    wrong: usize,
    doubtful: usize,
    unfinished: usize,
    rules: BTreeMap<(&'static str, Level), Rule>,
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
        let gravest = file.findings.iter().map(Finding::level).min();
        self.files += 1;
        match gravest {
            Some(Level::Wrong) => self.wrong += 1,
            Some(Level::Review) => self.doubtful += 1,
            Some(Level::NotYet) => self.unfinished += 1,
            None => {}
        }
        let mut here: BTreeMap<(&'static str, Level), Rule> = BTreeMap::new();
        for finding in file.findings {
            let rule = here.entry((finding.code, finding.level())).or_default();
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
        let sound = self.files - self.wrong - self.doubtful - self.unfinished;
        let count = |level| -> usize {
            let rules = self.rules.iter().filter(|((_, it), _)| *it == level);
            rules.map(|(_, rule)| rule.findings).sum()
        };
        let (errors, warnings) = (count(Level::Wrong), count(Level::Review));
        let Self {
            files,
            wrong,
            doubtful,
            unfinished,
            ..
        } = self;
        let unfilled = match (unfinished, lang) {
            (0, _) => String::new(),
            (count, Lang::Zh) => format!("{count} 个只是没有填完，"),
            (count, Lang::En) => format!("{count} only not finished, "),
        };
        lines.push(&match lang {
            Lang::Zh => format!(
                "共 {files} 个文件：{wrong} 个有错误，{doubtful} 个只有提醒，{unfilled}{sound} 个没有问题；{errors} 处错误、{warnings} 处提醒"
            ),
            Lang::En => format!(
                "{files} files: {wrong} with errors, {doubtful} with warnings only, {unfilled}{sound} without findings; errors: {errors}, warnings: {warnings}"
            ),
        });
        let width = self.rules.values().map(|rule| rule.name.len()).max();
        let width = width.unwrap_or_default();
        for ((code, level), rule) in &self.rules {
            let Rule {
                name,
                findings,
                files,
            } = rule;
            let called = level.called(lang);
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
