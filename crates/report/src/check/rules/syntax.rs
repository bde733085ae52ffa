//! CB001: the file is YAML, without duplicate keys.

use super::{Context, Example, Finding, Rule, RuleInfo, Severity};
use crate::source::SourceError;
use chengbao_base::text::Bilingual as _;

pub(super) struct Syntax;

/// The rule's description.
pub static INFO: RuleInfo = RuleInfo {
    code: "CB001",
    name: "syntax",
    severity: Severity::Error,
    summary: "数据文件应按“项目名: 内容”书写，同一项目只写一次",
    summary_en: "the file is well-formed YAML, and no key occurs twice",
    why: "写法有误的文件无法读取；同一项目写两次时，无法确定以哪一处为准，程序不替填报人选择。",
    why_en: "A malformed file cannot be read. If a key occurs twice, it is not clear which value counts, and the program does not choose for your office.",
    clause: "YAML 1.2.2 §3.2.1.3（项目名不得重复）",
    bad: Example {
        year: 2024,
        yaml: "issuer: 示例市人民政府\nissuer: 示例市政府\n",
        previous: None,
    },
    good: Example {
        year: 2024,
        yaml: "issuer: 示例市人民政府\n",
        previous: None,
    },
};

impl Rule for Syntax {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check(&self, context: &Context<'_>, findings: &mut Vec<Finding>) {
        findings.extend(context.report.source.problems.iter().map(unreadable));
    }
}

/// The finding of a file that cannot be read, for which there is no report to check.
#[must_use]
pub fn unreadable(error: &SourceError) -> Finding {
    let mut finding = Finding::new(&INFO, "", error.place(), error.text());
    if matches!(error, SourceError::Empty | SourceError::Foreign { .. }) {
        finding.command = Some("chengbao new FILE");
    }
    finding
}
