//! How a verdict of the arithmetic is phrased: the cell by its official name, both sides, the
//! difference.

use super::Text;
use super::cells::span_of;
use crate::check::arithmetic::{Breach, Verdict};
use crate::form::{CellId, Equation, EquationKind};
use crate::report::Report;

/// The sentence.
pub(super) fn message(report: &Report, verdict: &Verdict) -> Text {
    let (name, path) = span_of(report, verdict.cell);
    let equation = report.form.equations.get(verdict.equation);
    let (Some(equation), Some([left, right])) = (equation, verdict.sides) else {
        return missing(name, path, verdict.expected);
    };
    let stated = stated(report, verdict.cell);
    let total = equation.kind != EquationKind::Balance && equation.right == [verdict.cell];
    let sides = if total {
        Text::new(
            format!(
                "{}之和 {left}，{}",
                terms(equation.kind).zh,
                difference(right - left).zh
            ),
            format!(
                "{} {left}, {}",
                terms(equation.kind).en,
                difference(right - left).en
            ),
        )
    } else {
        both_sides(report, equation, left, right)
    };
    match verdict.expected {
        Some(expected) if verdict.located && !total => Text::new(
            format!("{name}：{}，应为 {expected}；{}。", stated.zh, sides.zh),
            format!("{path}: {}, should be {expected}; {}.", stated.en, sides.en),
        ),
        _ if total => Text::new(
            format!("{name}：{}，{}。", stated.zh, sides.zh),
            format!("{path}: {}, {}.", stated.en, sides.en),
        ),
        _ => Text::new(format!("{}。", sides.zh), format!("{}.", sides.en)),
    }
}

/// What to do, if the sentence does not say it.
pub(super) fn help(report: &Report, verdict: &Verdict) -> Option<Text> {
    if verdict.breach == Breach::TotalMissing {
        return None;
    }
    if verdict.located && !verdict.restates {
        return Some(Text::new(
            "此数是从其他各格推算的，请与台账核实后再改。",
            "this figure is derived from the other cells; verify it against your records before you change it.",
        ));
    }
    (!verdict.located).then(|| {
        let equation = report.form.equations.get(verdict.equation);
        let kind = equation.map_or(EquationKind::GroupTotal, |equation| equation.kind);
        let kinds = terms(kind).zh;
        match verdict.expected.filter(|_| verdict.fits) {
            Some(sum) => Text::new(
                format!("单凭数字看不出是哪一格有误，请逐一核对{kinds}；{kinds}都无误的，总计应为 {sum}。"),
                format!("the figures alone do not show which cell is wrong; check each of them; if all terms are right, the total should be {sum}."),
            ),
            None => Text::new(
                format!("单凭数字看不出是哪一格有误，请逐一核对{kinds}。"),
                "the figures alone do not show which cell is wrong; check each of them.",
            ),
        }
    })
}

/// What to do if the cell has no text to fix.
pub(super) fn unfixed(verdict: &Verdict) -> Option<Text> {
    let expected = verdict.expected?;
    Some(Text::new(
        format!("请填 {expected}。"),
        format!("enter {expected}."),
    ))
}

fn missing(name: &str, path: &str, sum: Option<i128>) -> Text {
    match sum {
        Some(sum) => Text::new(
            format!("{name}：未填，各项之和是 {sum}。"),
            format!("{path}: blank, but its terms add up to {sum}."),
        ),
        None => Text::new(
            format!("{name}：未填，而各项中有数字。"),
            format!("{path}: blank, but its terms are not."),
        ),
    }
}

fn stated(report: &Report, cell: CellId) -> Text {
    let text = report.cell(cell).map_or("", |cell| cell.text.as_str());
    if text.is_empty() {
        Text::new("未填", "blank")
    } else {
        Text::new(format!("填报 {text}"), format!("stated {text}"))
    }
}

/// The terms of a sum in official language.
fn terms(kind: EquationKind) -> Text {
    match kind {
        EquationKind::RowTotal => Text::new("各列", "its columns add up to"),
        EquationKind::ColumnTotal => Text::new("各行", "its rows add up to"),
        EquationKind::GroupTotal | EquationKind::Balance => {
            Text::new("各项", "its terms add up to")
        }
    }
}

fn difference(excess: i128) -> Text {
    let size = excess.abs();
    if excess > 0 {
        Text::new(format!("多 {size}"), format!("{size} too many"))
    } else {
        Text::new(format!("少 {size}"), format!("{size} too few"))
    }
}

/// `本行各列之和 1363，“…，总计”填报 1362，相差 1`; for a balance, both sides with their cells.
fn both_sides(report: &Report, equation: &Equation, left: i128, right: i128) -> Text {
    let size = (left - right).abs();
    let place = match equation.kind {
        EquationKind::RowTotal => "本行",
        EquationKind::ColumnTotal => "本列",
        EquationKind::GroupTotal => "本组",
        EquationKind::Balance => return balance(report, equation, left, right),
    };
    let total = equation.right.first().copied();
    let (name, path) = total.map_or(("", ""), |total| span_of(report, total));
    Text::new(
        format!(
            "{place}{}之和 {left}，而“{name}”为 {right}，相差 {size}",
            terms(equation.kind).zh
        ),
        format!("the terms of {path} add up to {left}, but it is {right}, a difference of {size}"),
    )
}

fn balance(report: &Report, equation: &Equation, left: i128, right: i128) -> Text {
    let side = |cells: &[CellId]| {
        let (zh, en): (Vec<String>, Vec<String>) = cells
            .iter()
            .map(|cell| span_of(report, *cell))
            .map(|(name, path)| (format!("“{name}”"), path.to_owned()))
            .unzip();
        (zh.join("与"), en.join(" + "))
    };
    let (zh_left, en_left) = side(&equation.left);
    let (zh_right, en_right) = side(&equation.right);
    let size = (left - right).abs();
    Text::new(
        format!("{zh_left}之和 {left}，{zh_right}之和 {right}，应相等，相差 {size}"),
        format!(
            "{en_left} = {left}, {en_right} = {right}; they should be equal, but differ by {size}"
        ),
    )
}
