//! CB405: a table in the text is complete: a header row, a row of dashes, rows with as many cells.

use super::{Context, Example, Finding, Rule, RuleInfo, Severity, Text};
use crate::report::MatterErrorKind;

pub(super) struct NarrativeTable;

static INFO: RuleInfo = RuleInfo {
    code: "CB405",
    name: "narrative-table",
    severity: Severity::Error,
    summary: "正文中的表格应写完整：首行为表头，第二行为“|---|---|”，各行格数相同",
    summary_en: "a table in the text has a header row, a row `|---|---|`, and rows with the same number of cells",
    why: "正文中以“|”分格的几行会排成表格。缺了第二行的横线，或者有一行多一格、少一格，就无法确定每个数属于哪一栏，排出来的表会错位。",
    why_en: "Lines of cells between vertical bars become a table. Without the row of dashes, or with a cell too many or too few, it is not clear which column a figure belongs to.",
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
                let Some((message, help)) = message(fault.kind) else {
                    continue;
                };
                let finding = Finding::new(&INFO, body.path, Some(fault.place), message);
                findings.push(finding.help(help));
            }
        }
    }
}

/// What is wrong and what to do; `None` for faults that are not of a table.
fn message(kind: MatterErrorKind) -> Option<(Text, Text)> {
    let delimiter = || {
        Text::new(
            "请在表头下面加一行，每栏写“|---”，以“|”结束，如“|---|---|”；不是表格的，行首不要用“|”。",
            "add a row with `|---` for each column under the header row, such as `|---|---|`; text that is not a table must not begin with a bar.",
        )
    };
    let message = match kind {
        MatterErrorKind::NoDelimiter => (
            Text::new(
                "表格的第二行应为“|---|---|”。",
                "the second row of a table must be `|---|---|`.",
            ),
            delimiter(),
        ),
        MatterErrorKind::NoHeads => (
            Text::new("表格没有表头。", "the table has no header row."),
            Text::new(
                "请在“|---|---|”上面加一行表头。",
                "add a header row above `|---|---|`.",
            ),
        ),
        MatterErrorKind::NoRows => (
            Text::new("表格只有表头。", "the table has only a header row."),
            Text::new(
                "请在“|---|---|”下面填写内容。",
                "add its rows under `|---|---|`.",
            ),
        ),
        MatterErrorKind::Ragged { found, wanted } => (
            Text::new(
                format!("表格这一行有 {found} 格，表头有 {wanted} 格。"),
                format!("this row has {found} cells, the header row has {wanted}."),
            ),
            Text::new(
                "空白格两边也要有“|”；格内要用“|”，写作“\\|”。",
                "an empty cell also needs its bars; write a bar inside a cell as `\\|`.",
            ),
        ),
        MatterErrorKind::TooManyColumns { found, most } => (
            Text::new(
                format!("表格有 {found} 栏，最多 {most} 栏。"),
                format!("the table has {found} columns; at most {most} fit on a page."),
            ),
            Text::new("请分成几个表。", "split it into several tables."),
        ),
        MatterErrorKind::WideBars => (
            Text::new(
                "表格用了全角竖线“｜”。",
                "the table is drawn with full-width bars.",
            ),
            Text::new("请改为半角竖线“|”。", "use ASCII bars, `|`."),
        ),
        MatterErrorKind::OneLine => (
            Text::new("表格挤在了一行。", "the whole table is on one line."),
            Text::new(
                "项目名后请写“|”（不是“>”），表格每行另起一行。",
                "write `|` (not `>`) after the key, and put each row on its own line.",
            ),
        ),
        MatterErrorKind::NotAlone | MatterErrorKind::NoAlt | MatterErrorKind::Path(_) => {
            return None;
        }
    };
    Some(message)
}
