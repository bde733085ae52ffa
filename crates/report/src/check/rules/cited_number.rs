//! CB417: document numbers in running text are written as on the documents.

use std::ops::Range;

use super::document_number::{opens_year, written};
use super::slips::{Slip, report};
use super::{Context, Example, Finding, Rule, RuleInfo, Severity, Text};
use crate::check::prose::{Prose, is_hanzi};

pub(super) struct CitedNumber;

static INFO: RuleInfo = RuleInfo {
    code: "CB417",
    name: "cited-number",
    severity: Severity::Warning,
    summary: "正文引用的发文字号，年份用六角括号“〔〕”括入，序号不加“第”、不补 0",
    summary_en: "a document number in the text has its year in 〔〕 and no 第 or leading zeros",
    why: "引用文件靠发文字号检索。写成“[2024]12号”“（2024）012号”的，按原号查不到。",
    why_en: "A cited document is found by its number; written as [2024]12号 or （2024）012号 it is not.",
    clause: "GB/T 9704—2012 §7.2.5；GB/T 15834—2011 §4.9.2",
    bad: Example {
        year: 2024,
        yaml: "problems: |\n  存在的主要问题：落实清政办发[2024]12号文件不够到位。\n",
        previous: None,
    },
    good: Example {
        year: 2024,
        yaml: "problems: |\n  存在的主要问题：落实清政办发〔2024〕12号文件不够到位。\n",
        previous: None,
    },
};

impl Rule for CitedNumber {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check(&self, context: &Context<'_>, findings: &mut Vec<Finding>) {
        // The number of the covering letter has a rule of its own.
        let lines = context.prose().iter();
        for prose in lines.filter(|it| it.is_chinese && it.line.path != "circular.number") {
            let slips = found(prose).into_iter().map(|cited| slip(prose, &cited));
            report(&INFO, context, prose, slips.collect(), findings);
        }
    }
}

fn slip(prose: &Prose<'_>, cited: &Cited) -> Slip {
    let written = prose.text(&cited.piece);
    let excerpt = prose.excerpt(&cited.piece);
    let Cited { piece, right } = cited;
    let message = Text::new(
        format!("“{excerpt}”里的发文字号写作“{written}”，应为“{right}”。"),
        format!(
            "the document number in `{excerpt}` is written `{written}`; it should be `{right}`."
        ),
    );
    Slip::new(piece.clone(), message).safe(right.clone())
}

/// A document number that is written differently: its part from the year on.
pub(super) struct Cited {
    /// Where it is.
    pub(super) piece: Range<usize>,
    right: String,
}

/// The document numbers of a line that are written differently.
pub(super) fn found(prose: &Prose<'_>) -> Vec<Cited> {
    let opens = prose.words().filter(|(_, c)| opens_year(*c));
    opens.filter_map(|(at, _)| cited(prose, at)).collect()
}

/// Whether a position is in one of them; they are in order.
pub(super) fn covers(found: &[Cited], at: usize) -> bool {
    let next = found.partition_point(|it| it.piece.end <= at);
    found.get(next).is_some_and(|it| it.piece.contains(&at))
}

/// Longest part of a number from its year on: `（2024年）第00012号`.
const MAX_LENGTH: usize = 14;

fn cited(prose: &Prose<'_>, open: usize) -> Option<Cited> {
    // The office's code is before it.
    let code = open.checked_sub(1)?;
    prose.get(code).filter(|c| is_hanzi(*c))?;
    let sign = (open..open + MAX_LENGTH).find(|at| prose.get(*at) == Some('号'))?;
    let piece = open..sign + 1;
    // 1号楼 after a year in brackets is a house.
    let is_house = prose
        .get(piece.end)
        .is_some_and(|c| "楼院厂线车房令".contains(c));
    let right = written(prose.text(&(code..piece.end))).filter(|_| !is_house)?;
    let right: String = right.chars().skip(1).collect();
    (prose.text(&piece) != right).then_some(Cited { piece, right })
}

#[cfg(test)]
mod tests {
    use crate::check::rules::wording::check;

    #[test]
    fn a_number_is_written_as_on_the_document() {
        for (text, right) in [
            (
                "按照清政办发[2024]12号、清政办发(2024)013号要求",
                "按照清政办发〔2024〕12号、清政办发〔2024〕13号要求",
            ),
            ("国办公开办函〔2021〕第30号", "国办公开办函〔2021〕30号"),
            ("国办发【2019】14号", "国办发〔2019〕14号"),
            ("国办发〔2019]14号", "国办发〔2019〕14号"),
        ] {
            check("cited-number", text, right);
        }
    }

    #[test]
    fn what_is_no_document_number_is_let_be() {
        for text in [
            "国办发〔2019〕14号",
            "（2024）苏08行初12号",
            "中心花园（2024）1号楼",
            "工作要点（2024年）",
            "表[2024]",
        ] {
            check("cited-number", text, text);
        }
    }
}
