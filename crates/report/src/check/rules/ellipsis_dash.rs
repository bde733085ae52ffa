//! CB415: an ellipsis is …… and a dash is ——.

use std::ops::Range;

use super::slips::{Slip, report};
use super::{Context, Example, Finding, Rule, RuleInfo, Severity, Text};
use crate::check::prose::{Prose, is_wide};

pub(super) struct EllipsisDash;

static INFO: RuleInfo = RuleInfo {
    code: "CB415",
    name: "ellipsis-dash",
    severity: Severity::Warning,
    summary: "省略号用“……”，破折号用“——”，各占两个字",
    summary_en: "an ellipsis is …… and a dash is ——, each two characters wide",
    why: "“...”“。。。”“--”是用别的符号凑成的，宽度、位置都不对，转换、换行时会散开。",
    why_en: "`...`, `。。。` and `--` are made up of other characters: wrong in width and position, and they break apart at the end of a line.",
    clause: "GB/T 15834—2011 §4.10.2、4.11.2、5.1.4、5.1.5",
    bad: Example {
        year: 2024,
        yaml: "problems: |\n  存在的主要问题：解读形式单一--以文字为主...\n",
        previous: None,
    },
    good: Example {
        year: 2024,
        yaml: "problems: |\n  存在的主要问题：解读形式单一——以文字为主……\n",
        previous: None,
    },
};

impl Rule for EllipsisDash {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check(&self, context: &Context<'_>, findings: &mut Vec<Finding>) {
        for prose in context.prose().iter().filter(|it| it.is_chinese) {
            let slips = prose.runs_by(kind).filter_map(|run| made_up(prose, run));
            report(&INFO, context, prose, slips.collect(), findings);
        }
    }
}

fn is_stroke(c: char) -> bool {
    matches!(c, '-' | '－' | '﹣' | '–' | '—' | '―' | '─')
}

/// A run of dots or strokes that is no ellipsis or dash as it should be.
/// What the other characters of a run are like that begins with this one.
fn kind(c: char) -> Option<fn(char) -> bool> {
    Some(match c {
        '.' => |c| c == '.',
        '。' => |c| c == '。',
        '…' | '⋯' => |c| matches!(c, '…' | '⋯'),
        '-' | '－' | '﹣' | '–' | '—' | '―' | '─' => is_stroke,
        _ => return None,
    })
}

fn made_up(prose: &Prose<'_>, run: Range<usize>) -> Option<Slip> {
    let c = prose.get(run.start)?;
    let (left, right) = (prose.seen_before(run.start), prose.seen_after(run.end - 1));
    let wide = |c: Option<char>| c.is_some_and(is_wide);
    let in_chinese = wide(left) || wide(right);
    let whole = run.len() == prose.len();
    let digits = left
        .zip(right)
        .is_some_and(|(one, other)| one.is_ascii_digit() && other.is_ascii_digit());
    let (wanted, is_safe) = match c {
        '.' if run.len() >= 3 && in_chinese => ("……", true),
        '.' if run.len() == 2 && wide(left) => ("。", false),
        '。' if run.len() >= 3 => ("……", false),
        '…' | '⋯' if (in_chinese || right.is_none()) && !whole => ("……", run.len() <= 2),
        c if !is_stroke(c) => return None,
        // Between figures it is a range; at the beginning of a line an item of a list; `---` alone is a rule.
        _ if digits || left.is_none() || whole || !in_chinese => return None,
        _ if run.len() >= 2 => ("——", true),
        '―' | '─' if wide(left) && wide(right) => ("—", false),
        _ => return None,
    };
    let written = prose.text(&run);
    if written == wanted {
        return None;
    }
    let excerpt = prose.excerpt(&run);
    let message = Text::new(
        format!("“{excerpt}”里的“{written}”应为“{wanted}”。"),
        format!("`{written}` in `{excerpt}` should be `{wanted}`."),
    );
    Some(Slip::new(run, message).instead(wanted, is_safe))
}

#[cfg(test)]
mod tests {
    use crate::check::rules::wording::check;

    #[test]
    fn made_up_ones_are_replaced() {
        for (text, right) in [
            ("全年公开520条...", "全年公开520条……"),
            ("全年公开520条......", "全年公开520条……"),
            ("甲、乙。。。等", "甲、乙……等"),
            ("甲、乙…", "甲、乙……"),
            ("甲、乙…………等", "甲、乙……等"),
            ("解读--图解", "解读——图解"),
            ("解读————图解", "解读——图解"),
            ("解读――图解", "解读——图解"),
        ] {
            check("ellipsis-dash", text, right);
        }
    }

    #[test]
    fn right_ones_are_let_be() {
        for text in [
            "甲、乙……等——丙",
            "甲\n…………",
            "2021—2025年",
            "北京—上海、T-1",
            "--\n甲",
            "- 甲",
            "甲v1...2",
        ] {
            check("ellipsis-dash", text, text);
        }
    }
}
