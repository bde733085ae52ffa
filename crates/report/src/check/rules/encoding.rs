//! CB002: the file is UTF-8 without a byte order mark, its lines end with LF.

use super::{Context, Example, Finding, Fix, Rule, RuleInfo, Severity};
use crate::source::Notice;
use chengbao_base::text::Bilingual as _;

pub(super) struct Encoding;

static INFO: RuleInfo = RuleInfo {
    code: "CB002",
    name: "encoding",
    severity: Severity::Warning,
    summary: "数据文件宜存为 UTF-8（不带 BOM），换行方式宜为 LF",
    summary_en: "the file is UTF-8 without a byte order mark, and its lines end with LF",
    why: "字节顺序标记（BOM）和 Windows 换行方式（CRLF）不影响内容，可以不管；但其他软件可能把它们当作内容，或者在比较两份文件时显示整篇都有改动。",
    why_en: "A byte order mark and CRLF line endings do no harm here, but other software may treat them as content, or show every line as changed when two files are compared.",
    clause: "惯例；RFC 9512 §4",
    bad: Example {
        year: 2024,
        yaml: "\u{feff}year: 2024\n",
        previous: None,
    },
    good: Example {
        year: 2024,
        yaml: "year: 2024\n",
        previous: None,
    },
};

impl Rule for Encoding {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check(&self, context: &Context<'_>, findings: &mut Vec<Finding>) {
        for notice in &context.report.source.notices {
            let place = notice.place();
            // The text that was read no longer has the mark: writing it back is the fix.
            let fix = matches!(notice, Notice::ByteOrderMark)
                .then(|| Fix::replace(place, String::new(), true));
            findings.push(Finding::new(&INFO, "", Some(place), notice.text()).fix(fix));
        }
    }
}
