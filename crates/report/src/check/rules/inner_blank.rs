//! CB416: no blanks inside Chinese text.

use std::ops::Range;

use super::lines::is_verbatim;
use super::slips::{Slip, report};
use super::{Context, Example, Finding, Rule, RuleInfo, Severity, Text};
use crate::check::prose::{Prose, is_blank, is_hanzi, is_mark, is_numeral};
use crate::report::TextPart;

pub(super) struct InnerBlank;

static INFO: RuleInfo = RuleInfo {
    code: "CB416",
    name: "inner-blank",
    severity: Severity::Warning,
    summary: "中文的字与字、字与标点之间不空格",
    summary_en: "no blanks between hanzi, nor between them and marks",
    why: "字间空格多是从 PDF、网页复制或者手工对齐时带入的，排出来是一处空白，检索时词被断开。",
    why_en: "Blanks between characters come from PDF files, web pages or alignment by hand; they are printed as gaps and split words for a search.",
    clause: "GB/T 15834—2011 §5.1；GB/T 9704—2012 §5.2.3（每行28个字，撑满版心）",
    bad: Example {
        year: 2024,
        yaml: "problems: |\n  存在的主要问题： 一是政策 解读形式单一。\n",
        previous: None,
    },
    good: Example {
        year: 2024,
        yaml: "problems: |\n  存在的主要问题：一是政策解读形式单一，全年 12 件。\n",
        previous: None,
    },
};

impl Rule for InnerBlank {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check(&self, context: &Context<'_>, findings: &mut Vec<Finding>) {
        for prose in context.prose() {
            if prose.line.part != TextPart::Paragraph
                || !prose.is_chinese
                // Blanks of other lines may be folded line breaks, which are another rule's.
                || !is_verbatim(&context.report.source, prose.line)
            {
                continue;
            }
            let slips = prose.runs(is_blank).filter_map(|run| gap(prose, run));
            report(&INFO, context, prose, slips.collect(), findings);
        }
    }
}

fn gap(prose: &Prose<'_>, run: Range<usize>) -> Option<Slip> {
    let (left, right) = (prose.before(run.start)?, prose.get(run.end)?);
    let next_to_mark = is_flush(left) || is_flush(right);
    let between = is_hanzi(left) && is_hanzi(right);
    if !(next_to_mark || between) || (between && is_layout(prose, &run)) {
        return None;
    }
    let excerpt = prose.excerpt(&run);
    let message = Text::new(
        format!("“{excerpt}”里有空格。"),
        format!("`{excerpt}` has a blank."),
    );
    let slip = Slip::new(run, message);
    // Between hanzi a blank may stand for a mark that was forgotten.
    Some(match next_to_mark {
        true => slip.safe(""),
        false => slip.suggested("").help(Text::new(
            "请删去；两边是并列的，改用顿号。",
            "delete it, or use 、 if these are items of a list.",
        )),
    })
}

/// Whether a mark has its own room on both sides.
fn is_flush(c: char) -> bool {
    is_mark(c) && !matches!(c, '—' | '…' | '·' | '～' | '“' | '”' | '‘' | '’')
}

/// Whether a blank is set on purpose: after 第一条 and the like, between the two characters of a name, in a caption,
/// between the characters of a spaced word.
fn is_layout(prose: &Prose<'_>, run: &Range<usize>) -> bool {
    let from = prose.run_before(run.start, is_hanzi);
    let to = prose.run_after(run.end, is_hanzi);
    let (before, after) = (prose.text(&(from..run.start)), prose.text(&(run.end..to)));
    let is_single = |text: &str| text.chars().nth(1).is_none();
    // 中共中央办公厅 国务院办公厅: names of bodies that act together.
    let bodies = before.ends_with(BODIES) && after.contains(BODIES);
    let is_quoted = quoted(prose, run.start);
    let article = before.ends_with(['条', '章', '节', '编', '款']) && before.contains('第');
    let caption =
        from == 0 && before.starts_with(['图', '表']) && before.chars().skip(1).all(is_numeral);
    article
        || caption
        || bodies
        || is_quoted
        || is_single(after) && before.chars().count() <= 2
        || is_single(before) && is_single(after)
}

/// How names of public bodies end.
const BODIES: [char; 14] = [
    '厅', '院', '部', '局', '委', '会', '府', '办', '署', '室', '司', '队', '中', '处',
];

/// Whether a position is within a quotation, in which the parts of a slogan are set apart by blanks.
fn quoted(prose: &Prose<'_>, at: usize) -> bool {
    let from = prose.run_before(at, |c| !matches!(c, '“' | '”'));
    prose.before(from) == Some('“')
}

#[cfg(test)]
mod tests {
    use crate::check::rules::wording::{check, check_safe};

    #[test]
    fn gaps_are_closed() {
        for (text, right) in [
            ("主要问题： 一是政策", "主要问题：一是政策"),
            ("政策 解读形式单一", "政策解读形式单一"),
            ("政策解读 ，形式单一", "政策解读，形式单一"),
            ("（一） 2024年", "（一）2024年"),
            ("公开条例\u{3000}\u{3000}规定内容", "公开条例规定内容"),
        ] {
            check("inner-blank", text, right);
        }
        check_safe("inner-blank", "政策 解读： 形式", "政策 解读：形式");
    }

    #[test]
    fn blanks_that_are_set_on_purpose_are_let_be() {
        for text in [
            "表1 2024年情况",
            "表一 全年情况",
            "全年 12 件，GB/T 9704、Windows 系统",
            "第一条 为了规范",
            "张 三",
            "《中共中央办公厅 国务院办公厅关于印发〈规定〉的通知》",
            "以“加强公开 服务群众”为主题",
            "目\u{3000}\u{3000}录",
        ] {
            check("inner-blank", text, text);
        }
    }
}
