//! CB405: a table in the text is whole: heads, a row of dashes, rows of as many cells.

use super::{Context, Example, Finding, Rule, RuleInfo, Severity, Text};
use crate::report::MatterFaultKind;

pub(super) struct NarrativeTable;

static INFO: RuleInfo = RuleInfo {
    code: "CB405",
    name: "narrative-table",
    severity: Severity::Error,
    summary: "正文中的表格写法完整：首行为表头，第二行为“|---|---|”，各行格数相同",
    summary_en: "a table in the text has heads, a row `|---|---|` and rows of as many cells",
    why: "正文中以“|”分格的几行会排成表格。缺了第二行的横线，或者有一行多一格、少一格，就不知道每个数属于哪一栏，排出来的表会错位。",
    why_en: "Lines of cells between bars are set as a table. Without the row of dashes, or with a cell too many or too few, nobody can tell which column a figure belongs to.",
    clause: "GitHub Flavored Markdown §4.10（表格写法）；惯例",
    bad: Example {
        year: 2024,
        yaml: "preface: |\n  各平台访问情况如下表：\n  | 平台 | 访问量 |\n  |---|---:|\n  | 门户网站 | 52847 | 12 |\n",
        previous: None,
    },
    good: Example {
        year: 2024,
        yaml: "preface: |\n  各平台访问情况如下表：\n  | 平台 | 访问量 |\n  |---|---:|\n  | 门户网站 | 52847 |\n",
        previous: None,
    },
};

impl Rule for NarrativeTable {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check(&self, context: &Context<'_>, findings: &mut Vec<Finding>) {
        for body in context.report.bodies() {
            for fault in body.text.matter().faults {
                let Some((message, help)) = told(fault.kind) else {
                    continue;
                };
                let finding = Finding::new(&INFO, body.path, Some(fault.place), message);
                findings.push(finding.help(help));
            }
        }
    }
}

/// What is wrong and what to do; nothing for what is no fault of a table.
fn told(kind: MatterFaultKind) -> Option<(Text, Text)> {
    let delimiter = || {
        Text::new(
            "请在表头下面加一行，每栏写“|---”，以“|”结束，如“|---|---|”；不是表格的，行首不要用“|”。",
            "put a row of `|---` for each column under the heads, `|---|---|`; text that is no table must not open with a bar.",
        )
    };
    let told = match kind {
        MatterFaultKind::NoDelimiter => (
            Text::new(
                "表格的第二行应为“|---|---|”。",
                "the second row of a table must be `|---|---|`.",
            ),
            delimiter(),
        ),
        MatterFaultKind::NoHeads => (
            Text::new("表格没有表头。", "the table has no heads."),
            Text::new(
                "请在“|---|---|”上面加一行表头。",
                "put a row of heads above `|---|---|`.",
            ),
        ),
        MatterFaultKind::NoRows => (
            Text::new("表格只有表头。", "the table has nothing but heads."),
            Text::new(
                "请在“|---|---|”下面填写内容。",
                "put its rows under `|---|---|`.",
            ),
        ),
        MatterFaultKind::Ragged { found, wanted } => (
            Text::new(
                format!("表格这一行有 {found} 格，表头有 {wanted} 格。"),
                format!("this row has {found} cells, the heads have {wanted}."),
            ),
            Text::new(
                "空格也要写出“|”；格内的“|”写作“\\|”。",
                "an empty cell has its bars, too; a bar within a cell is `\\|`.",
            ),
        ),
        MatterFaultKind::TooManyColumns { found, most } => (
            Text::new(
                format!("表格有 {found} 栏，最多 {most} 栏。"),
                format!("the table has {found} columns, a page holds at most {most}."),
            ),
            Text::new("请分成几个表。", "make several tables of it."),
        ),
        MatterFaultKind::WideBars => (
            Text::new(
                "表格用了全角竖线“｜”。",
                "the table is drawn with full-width bars.",
            ),
            Text::new("请改为半角竖线“|”。", "use plain bars, `|`."),
        ),
        MatterFaultKind::OneLine => (
            Text::new("表格挤在了一行。", "the whole table stands on one line."),
            Text::new(
                "键后请写“|”（不是“>”），表格每行另起一行。",
                "write `|` (not `>`) after the key, and each row on a line of its own.",
            ),
        ),
        MatterFaultKind::NotAlone | MatterFaultKind::NoAlt | MatterFaultKind::Path(_) => {
            return None;
        }
    };
    Some(told)
}
