//! CB003: every key is one that the form has in that place, and none repeats another.

use super::{Context, Example, Finding, Fix, Rule, RuleInfo, Severity, Text};
use crate::report::{Diagnostic, DiagnosticKind};

pub(super) struct UnknownKey;

static INFO: RuleInfo = RuleInfo {
    code: "CB003",
    name: "unknown-key",
    severity: Severity::Error,
    summary: "项目名应是所用格式在该处规定的，同一项目只填一次",
    summary_en: "every key is one that the form has in that place, and no item is given twice",
    why: "写错的项目名如果略过不提，其内容就不会出现在公文里，而填报人以为已经填了。",
    why_en: "If a misspelt key were silently skipped, its content would be missing from the document although the office believes it is there.",
    clause: "所用格式的部分名、行名、列名",
    bad: Example {
        year: 2024,
        yaml: "disclosure:\n  licence: {decisions: 52847}\n",
        previous: None,
    },
    good: Example {
        year: 2024,
        yaml: "disclosure:\n  licensing: {decisions: 52847}\n",
        previous: None,
    },
};

impl Rule for UnknownKey {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check(&self, context: &Context<'_>, findings: &mut Vec<Finding>) {
        for diagnostic in &context.report.diagnostics {
            match &diagnostic.kind {
                DiagnosticKind::UnknownKey {
                    key,
                    nearest,
                    known,
                } => findings.push(unknown(diagnostic, key, nearest.as_deref(), known)),
                DiagnosticKind::RepeatedKey { key, first_line } => findings.push(Finding::new(
                    &INFO,
                    &diagnostic.path,
                    diagnostic.place,
                    Text::new(
                        format!("“{key}”与第 {first_line} 行是同一项目，重复填写。请删去一处。"),
                        format!(
                            "`{key}` is already given on line {first_line}; delete one of them."
                        ),
                    ),
                )),
                _ => {}
            }
        }
    }
}

fn unknown(diagnostic: &Diagnostic, key: &str, nearest: Option<&str>, known: &[Text]) -> Finding {
    let names = |of: fn(&Text) -> &str| known.iter().map(of).collect::<Vec<_>>();
    let message = Text::new(
        format!("不认识项目名“{key}”。"),
        format!("unknown key `{key}`."),
    );
    let help = match nearest {
        Some(nearest) => Text::new(
            format!("是否应为“{nearest}”？"),
            format!("did you mean `{nearest}`?"),
        ),
        None => Text::new(
            format!("这里可写：{}。", names(|name| &name.zh).join("、")),
            format!(
                "the keys allowed here are: {}.",
                names(|name| &name.en).join(", ")
            ),
        ),
    };
    // Which key was meant is only a guess.
    let fix = nearest
        .zip(diagnostic.place)
        .map(|(nearest, place)| Fix::replace(place, nearest.to_owned(), false));
    Finding::new(&INFO, &diagnostic.path, diagnostic.place, message)
        .help(help)
        .fix(fix)
}
