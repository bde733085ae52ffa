//! CB418: a range of numbers is written with ～ or —.

use std::ops::Range;

use super::slips::{Slip, report};
use super::{Context, Example, Finding, Rule, RuleInfo, Severity, Text};
use crate::check::prose::Prose;

pub(super) struct NumberRange;

static INFO: RuleInfo = RuleInfo {
    code: "CB418",
    name: "number-range",
    severity: Severity::Warning,
    summary: "数值的起止用浪纹线“～”，时间的起止用一字线“—”，不用“-”“~”“——”",
    summary_en: "a range of figures is written with ～, one of time with —, never with `-`, `~` or ——",
    why: "短横线是连接号码、型号用的，两位数之间用短横线会被看成减号或者编号。",
    why_en: "A hyphen joins the parts of numbers and models; between two figures it reads as a minus sign or as a code.",
    clause: "GB/T 15834—2011 §4.13.3；GB/T 15835—2011 §5.1.3",
    bad: Example {
        year: 2024,
        yaml: "problems: |\n  存在的主要问题：2021-2023年积压10-20件。\n",
        previous: None,
    },
    good: Example {
        year: 2024,
        yaml: "problems: |\n  存在的主要问题：2021—2023年积压10～20件，见GB/T 9704-2012，电话0000-1234567。\n",
        previous: None,
    },
};

impl Rule for NumberRange {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check(&self, context: &Context<'_>, findings: &mut Vec<Finding>) {
        for prose in context.prose().iter().filter(|it| it.is_chinese) {
            if prose.line.path == "circular.number" {
                continue;
            }
            let slips = prose.runs(is_joint).filter_map(|run| slip(prose, run));
            report(&INFO, context, prose, slips.collect(), findings);
        }
    }
}

fn is_joint(c: char) -> bool {
    matches!(
        c,
        '-' | '－' | '﹣' | '–' | '—' | '―' | '─' | '~' | '〜' | '∼' | '～'
    )
}

/// Units after which a range is one of time.
const TIMES: &str = "年月日时";
/// Units after which a range is one of figures. Houses, numbers and grades are not among them.
const MEASURES: &str = "件条个人次项期篇份名家户元万亿倍天周岁场部套类点%％‰℃";

fn slip(prose: &Prose<'_>, run: Range<usize>) -> Option<Slip> {
    let written = prose.text(&run);
    if matches!(written, "—" | "～") {
        return None;
    }
    let left = before(prose, run.start)?;
    let right = after(prose, run.end)?;
    let years = [&left, &right].map(|side| year(prose.text(&side.figure)));
    let are_years = matches!(years, [Some(one), Some(other)] if one < other);
    let of = |units: &str| right.unit.is_some_and(|unit| units.contains(unit));
    let left_of = |units: &str| left.unit.is_none_or(|unit| units.contains(unit));
    let has_year = years.iter().any(Option::is_some);
    let is_time = are_years || !has_year && of(TIMES) && left_of(TIMES);
    let is_figure = of(MEASURES) && left_of(MEASURES);
    let waves = matches!(written, "~" | "〜" | "∼");
    let (wanted, is_safe) = match (is_time, is_figure) {
        _ if waves && (is_time || is_figure) => ("～", true),
        (true, _) => ("—", true),
        (false, true) => ("～", false),
        (false, false) => return None,
    };
    let whole = left.figure.start..right.figure.end + usize::from(right.unit.is_some());
    let excerpt = prose.text(&whole);
    let message = Text::new(
        format!("“{excerpt}”表示起止，“{written}”应为“{wanted}”。"),
        format!("`{excerpt}` is a range; `{written}` should be `{wanted}`."),
    );
    Some(Slip::new(run, message).instead(wanted, is_safe))
}

/// A side of a range.
struct Side {
    figure: Range<usize>,
    unit: Option<char>,
}

fn is_figure(c: char) -> bool {
    c.is_ascii_digit() || c == '.'
}

/// The figure before a joint, with its unit, if it is no part of a code.
fn before(prose: &Prose<'_>, end: usize) -> Option<Side> {
    let unit = prose.before(end).filter(|c| !is_figure(*c));
    let end = end - usize::from(unit.is_some());
    let figure = prose.run_before(end, is_figure)..end;
    let is_code = |c: char| c.is_ascii_alphanumeric() || is_joint(c) || "/:：_+".contains(c);
    let outside = prose.before(figure.start);
    // GB/T 9704-2012
    let named = prose
        .seen_before(figure.start)
        .is_some_and(|c| c.is_ascii_alphabetic());
    (!figure.is_empty() && !named && !outside.is_some_and(is_code)).then_some(Side { figure, unit })
}

/// The figure after a joint, with its unit, if it is no part of a code.
fn after(prose: &Prose<'_>, start: usize) -> Option<Side> {
    let figure = start..prose.run_after(start, is_figure);
    let unit = prose.get(figure.end);
    let is_code = |c: char| c.is_ascii_alphanumeric() || is_joint(c) || "/:：_+".contains(c);
    // 年级 and 月刊 are no times.
    let names = unit == Some('年') && prose.after(figure.end) == Some('级');
    (!figure.is_empty() && !unit.is_some_and(is_code) && !names).then_some(Side { figure, unit })
}

fn year(text: &str) -> Option<i32> {
    let year = text.parse().ok().filter(|_| text.len() == 4)?;
    (1900..2100).contains(&year).then_some(year)
}

#[cfg(test)]
mod tests {
    use crate::check::rules::wording::{check, check_safe};

    #[test]
    fn ranges_are_joined_as_they_should() {
        for (text, right) in [
            ("《纲要（2021-2025年）》", "《纲要（2021—2025年）》"),
            ("《纲要（2021-2025）》", "《纲要（2021—2025）》"),
            ("1月-3月、1-3月", "1月—3月、1—3月"),
            ("1月1日－3月31日", "1月1日—3月31日"),
            ("2021年——2025年", "2021年—2025年"),
            ("10-20件，3~5次", "10～20件，3～5次"),
            ("占10%–20%", "占10%～20%"),
        ] {
            check("number-range", text, right);
        }
        check_safe("number-range", "10-20件，3~5次", "10-20件，3～5次");
    }

    #[test]
    fn codes_and_right_ranges_are_let_be() {
        for text in [
            "电话0517-83605000、12345-1",
            "GB/T 9704-2012年版",
            "2024-01-05日",
            "1-2号楼，3-5层，1-6年级",
            "2021—2025年，10～20件，2021～2025年",
            "增长-5%",
            "A1-2个",
        ] {
            check("number-range", text, text);
        }
    }
}
