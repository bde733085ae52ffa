//! CB427: no marks of Markdown or HTML that would be printed.

use std::ops::Range;

use super::slips::{Slip, report};
use super::{Context, Example, Finding, Rule, RuleInfo, Severity, Text};
use crate::check::prose::{Prose, is_wide};
use crate::report::TextPart;

pub(super) struct Markup;

static INFO: RuleInfo = RuleInfo {
    code: "CB427",
    name: "markup",
    severity: Severity::Warning,
    summary: "正文中没有会照样印出来的排版标记（**、##、&nbsp;、<br>）",
    summary_en: "no marks of Markdown or HTML in the text, which would be printed as they are",
    why: "从聊天软件、网页编辑器、人工智能助手复制的文字常带有“**”“##”“&nbsp;”。报告里只有表格和图片用 Markdown 写，其他标记照原样印出来。",
    why_en: "Text copied from chats, web editors and assistants brings ** or &nbsp; with it. Only tables and pictures are written in Markdown here; other marks are printed.",
    clause: "惯例",
    bad: Example {
        year: 2024,
        yaml: "problems: |\n  ## 主要问题\n  全年督办**12**件，<br>整改&nbsp;11件。\n",
        previous: None,
    },
    good: Example {
        year: 2024,
        yaml: "problems: |\n  （一）主要问题\n  全年督办12件，整改11件。\n",
        previous: None,
    },
};

impl Rule for Markup {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check(&self, context: &Context<'_>, findings: &mut Vec<Finding>) {
        for prose in context.prose() {
            if prose.line.part == TextPart::Value {
                continue;
            }
            let mut pieces = Vec::new();
            if prose.line.part == TextPart::Paragraph {
                pieces.extend(opening(prose));
            }
            pieces.extend(
                ['*', '~']
                    .into_iter()
                    .flat_map(|mark| emphasis(prose, mark)),
            );
            for (at, c) in prose.words() {
                pieces.extend(match c {
                    '&' => entity(prose, at),
                    '<' => tag(prose, at),
                    _ => None,
                });
            }
            let slips = pieces.into_iter().map(|piece| slip(prose, piece));
            report(&INFO, context, prose, slips.collect(), findings);
        }
    }
}

fn slip(prose: &Prose<'_>, piece: Range<usize>) -> Slip {
    let (written, excerpt) = (prose.text(&piece), prose.excerpt(&piece));
    let message = Text::new(
        format!("“{excerpt}”里的排版标记“{}”会照样印出来。", written.trim()),
        format!(
            "the mark `{}` in `{excerpt}` would be printed.",
            written.trim()
        ),
    );
    Slip::new(piece, message).suggested("")
}

/// A mark of a heading, a list or a quotation at the beginning of a line.
fn opening(prose: &Prose<'_>) -> Option<Range<usize>> {
    let first = prose.get(0)?;
    let marks = prose.run_after(0, |c| c == first);
    let fits = match first {
        '#' => marks <= 6,
        '-' | '*' | '+' | '>' => marks == 1,
        _ => false,
    };
    let text = prose.run_after(marks, |c| c == ' ');
    (fits && text > marks && prose.get(text).is_some()).then_some(0..text)
}

/// Pairs of `**` and the like around something. One alone stands for something left out, as longer ones do.
fn emphasis(prose: &Prose<'_>, mark: char) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    for run in prose.runs(|c| c == mark) {
        let around = [prose.before(run.start), prose.get(run.end)];
        let figures = around
            .into_iter()
            .all(|c| c.is_some_and(|c| c.is_ascii_digit()));
        let touches = |c: char| is_wide(c) || c.is_ascii_digit();
        let touches = around.into_iter().flatten().any(touches);
        // Two waves between figures are a range.
        if matches!(run.len(), 2 | 3) && touches && !(mark == '~' && figures) {
            found.push(run);
        }
    }
    if found.len() % 2 == 1 {
        found.pop();
    }
    found
}

/// `&nbsp;`
fn entity(prose: &Prose<'_>, at: usize) -> Option<Range<usize>> {
    let end = prose.run_after(at + 1, |c| c.is_ascii_alphanumeric() || c == '#');
    let is_entity = (3..=8).contains(&(end - at)) && prose.get(end) == Some(';');
    is_entity.then(|| at..end + 1)
}

/// `<br>`, `</p>`
fn tag(prose: &Prose<'_>, at: usize) -> Option<Range<usize>> {
    const TAGS: [&str; 14] = [
        "br", "p", "b", "i", "u", "em", "strong", "span", "div", "font", "sup", "sub", "a", "img",
    ];
    let name = at + 1 + usize::from(prose.after(at) == Some('/'));
    let end = prose.run_after(name, |c| c.is_ascii_alphanumeric());
    let is_tag = TAGS.contains(&prose.text(&(name..end)).to_ascii_lowercase().as_str());
    let close = (end..prose.len().min(end + MAX_TAG)).find(|at| prose.get(*at) == Some('>'))?;
    is_tag.then(|| at..close + 1)
}

/// Most characters of a tag.
const MAX_TAG: usize = 200;

#[cfg(test)]
mod tests {
    use crate::check::rules::wording::check;

    #[test]
    fn marks_are_taken_out() {
        for (text, right) in [
            ("全年**5**件", "全年5件"),
            ("**主要问题**：一是", "主要问题：一是"),
            ("## 主要问题", "主要问题"),
            ("- 公开不及时", "公开不及时"),
            ("> 公开不及时", "公开不及时"),
            ("整改&nbsp;11件<br/>", "整改11件"),
        ] {
            check("markup", text, right);
        }
    }

    #[test]
    fn other_signs_are_let_be() {
        for text in [
            "*注：甲",
            "电话138****1234，**公司",
            "#甲、A&B；a<b",
            "-5%",
            "3~~5件",
        ] {
            check("markup", text, text);
        }
    }
}
