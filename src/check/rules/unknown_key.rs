//! CB003: every key is one the form has there, and stands for something not given already.

use super::{Context, Example, Finding, Fix, Rule, RuleInfo, Severity, Text};
use crate::report::{Fault, FaultKind};

pub(super) struct UnknownKey;

static INFO: RuleInfo = RuleInfo {
    code: "CB003",
    name: "unknown-key",
    severity: Severity::Error,
    summary: "每个键须是所用格式在该处规定的，且同一项目不得重复填写",
    summary_en: "every key is one the form has there, and no item is given twice",
    why: "写错的键如果被悄悄略过，其内容就不会出现在公文里，而填报人以为已经填了。",
    why_en: "If a misspelt key were skipped in silence, its content would be missing from the document while the office believes it is there.",
    clause: "所用格式的节名、行名、列名",
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
        for fault in &context.report.faults {
            match &fault.kind {
                FaultKind::UnknownKey {
                    key,
                    nearest,
                    known,
                } => findings.push(unknown(fault, key, nearest.as_deref(), known)),
                FaultKind::RepeatedKey { key, first_line } => findings.push(Finding::new(
                    &INFO,
                    &fault.path,
                    fault.place,
                    Text::new(
                        format!("“{key}”与第 {first_line} 行是同一项目，重复填写；请删去一处。"),
                        format!(
                            "`{key}` is given already in line {first_line}; delete one of them."
                        ),
                    ),
                )),
                _ => {}
            }
        }
    }
}

fn unknown(fault: &Fault, key: &str, nearest: Option<&str>, known: &[String]) -> Finding {
    let message = Text::new(
        format!("没有“{key}”这个键。"),
        format!("there is no key `{key}` here."),
    );
    let help = match nearest {
        Some(nearest) => Text::new(
            format!("是否应为“{nearest}”？"),
            format!("did you mean `{nearest}`?"),
        ),
        None => Text::new(
            format!("此处可用的键：{}。", known.join("、")),
            format!("keys that may stand here: {}.", known.join(", ")),
        ),
    };
    // Which key was meant is a guess.
    let fix = nearest.zip(fault.place).map(|(nearest, place)| Fix {
        place,
        replacement: nearest.to_owned(),
        safe: false,
    });
    Finding::new(&INFO, &fault.path, fault.place, message)
        .help(help)
        .fix(fix)
}
