//! CB420: headings and items are numbered without gaps, in the levels and with the marks of the standard.

mod ordinal;
mod series;

use std::collections::BTreeSet;

use super::slips::{Slip, report};
use super::{Context, Example, Finding, Rule, RuleInfo, Severity, Text};
use crate::check::prose::Prose;
use crate::report::TextPart;
use ordinal::{LEVELS, Ordinal, inline, leading, wrong_mark};

pub(super) struct HeadingOrder;

static INFO: RuleInfo = RuleInfo {
    code: "CB420",
    name: "heading-order",
    severity: Severity::Warning,
    summary: "层次序数依次为“一、”“（一）”“1.”“（1）”，同一层不跳号、不重号",
    summary_en: "levels are numbered 一、（一） 1. （1）, and within a level no number is skipped or repeated",
    why: "跳号、重号多是删改段落时留下的，读的人会以为缺了一段；层次混用，看不出哪些内容是并列的。",
    why_en: "A skipped or repeated number is left behind when paragraphs are moved, and looks as if one were missing; with mixed levels readers cannot tell what is parallel.",
    clause: "GB/T 9704—2012 §7.3.3；GB/T 15834—2011 附录B（序次语）",
    bad: Example {
        year: 2024,
        yaml: "problems: |\n  （一）存在的主要问题。一是公开不及时；三是解读形式单一。\n  （三）改进情况。督促整改。\n",
        previous: None,
    },
    good: Example {
        year: 2024,
        yaml: "problems: |\n  （一）存在的主要问题。一是公开不及时；二是解读形式单一。\n  （二）改进情况。督促整改。\n",
        previous: None,
    },
};

impl Rule for HeadingOrder {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check(&self, context: &Context<'_>, findings: &mut Vec<Finding>) {
        let lines = context.prose().iter();
        let lines: Vec<&Prose<'_>> = lines
            .filter(|it| it.line.part == TextPart::Paragraph)
            .collect();
        for body in lines.chunk_by(|one, other| one.line.path == other.line.path) {
            let mut numbering = Numbering::of(body);
            let mut series = series::Series::default();
            for prose in body {
                let mut slips = Vec::new();
                slips.extend(wrong_mark(prose));
                slips.extend(numbering.next(prose));
                series.slips(prose, &mut slips);
                report(&INFO, context, prose, slips, findings);
            }
        }
    }
}

/// How far the numbers of a text have come.
struct Numbering {
    /// The last number of each level, since the last heading above it.
    last: [Option<usize>; LEVELS],
    /// The heading before this one.
    before: Option<Ordinal>,
    /// Whether text without an ordinal has come since.
    has_text: bool,
    /// The ordinals within lines: a heading may be run in.
    inline: BTreeSet<Ordinal>,
}

impl Numbering {
    fn of(body: &[&Prose<'_>]) -> Self {
        Self {
            last: [None; LEVELS],
            before: None,
            has_text: false,
            inline: body.iter().flat_map(|prose| inline(prose)).collect(),
        }
    }

    /// What is wrong with the ordinal of the next line.
    fn next(&mut self, prose: &Prose<'_>) -> Option<Slip> {
        let Some((ordinal, end)) = leading(prose) else {
            self.has_text = true;
            return None;
        };
        let wrong = self.judge(ordinal);
        for below in self.last.iter_mut().skip(ordinal.level + 1) {
            *below = None;
        }
        if let Some(last) = self.last.get_mut(ordinal.level) {
            *last = Some(ordinal.number);
        }
        self.before = Some(ordinal);
        self.has_text = false;
        let message = wrong?;
        let slip = Slip::new(0..end, message);
        Some(slip.help(Text::new(
            "请核对是不是少了一段或者序号没有改。",
            "check whether a paragraph is missing or its number was not changed.",
        )))
    }

    fn judge(&self, ordinal: Ordinal) -> Option<Text> {
        let Ordinal { level, number } = ordinal;
        let last = self.last.get(level).copied().flatten();
        let shown = ordinal.shown();
        let before = |number| Ordinal { level, number };
        let is_inline = number > 1 && self.inline.contains(&before(number - 1));
        match last {
            None if number == 1 => self.skipped(ordinal),
            None => {
                let other = self.before.filter(|it| it.number + 1 == number);
                if let Some(other) = other {
                    return Some(Text::new(
                        format!(
                            "上一个序号是“{}”，这一个是“{shown}”，层次混用。",
                            other.shown()
                        ),
                        format!(
                            "`{}` is followed by `{shown}`: two levels are mixed.",
                            other.shown()
                        ),
                    ));
                }
                (!is_inline).then(|| {
                    let first = before(1).shown();
                    Text::new(
                        format!("这一层从“{shown}”开始，前面没有“{first}”。"),
                        format!("this level begins with `{shown}`; `{first}` was not found."),
                    )
                })
            }
            Some(last) if number == last + 1 => None,
            // A new list begins.
            Some(last) if number == 1 && (last > 1 || self.has_text) => None,
            Some(last) if number == last => Some(Text::new(
                format!("序号“{shown}”重复。"),
                format!("the number `{shown}` is repeated."),
            )),
            Some(_) if is_inline => None,
            Some(last) => {
                let (last, next) = (before(last).shown(), before(last + 1).shown());
                Some(Text::new(
                    format!("“{last}”之后是“{shown}”，应为“{next}”。"),
                    format!("`{last}` is followed by `{shown}` instead of `{next}`."),
                ))
            }
        }
    }

    /// The first of a level that stands two levels below the heading above it.
    fn skipped(&self, ordinal: Ordinal) -> Option<Text> {
        let between = ordinal.level.checked_sub(1)?;
        let above = between.checked_sub(1)?;
        let is_there = |level: usize| self.last.get(level).is_some_and(Option::is_some);
        // 一、 followed by 1. is common where there are two levels only.
        if ordinal.level != LEVELS - 1 || is_there(between) || !is_there(above) {
            return None;
        }
        let number = 1;
        let above = Ordinal {
            level: above,
            number,
        }
        .shown();
        let between = Ordinal {
            level: between,
            number,
        }
        .shown();
        let shown = ordinal.shown();
        Some(Text::new(
            format!("“{above}”之下应为“{between}”，这里是“{shown}”，跳过了一层。"),
            format!("below `{above}` comes `{between}`; `{shown}` skips a level."),
        ))
    }
}

#[cfg(test)]
mod tests {
    use crate::check::rules::wording::{check, check_found};

    #[test]
    fn gaps_and_repetitions_are_found() {
        let rule = "heading-order";
        check_found(rule, "一、甲\n三、乙", &["三、"]);
        check_found(rule, "（一）甲\n（一）乙", &["（一）"]);
        check_found(rule, "1.甲\n2.乙\n2.丙", &["2."]);
        check_found(rule, "（一）甲\n1.乙\n3.丙\n（二）丁", &["3."]);
        check_found(rule, "（一）甲\n（二）乙\n三、丙", &["三、"]);
        check_found(rule, "（一）甲\n（1）乙", &["（1）"]);
        check_found(rule, "主要问题：一是甲；三是乙；四是丙。", &["三是"]);
        check_found(rule, "主要问题：一是甲；二是乙；二是丙。", &["二是"]);
        check_found(rule, "第一，甲。第三，乙。", &["第三"]);
    }

    #[test]
    fn marks_behind_ordinals_are_fixed() {
        for (text, right) in [
            ("（一）、主动公开", "（一）主动公开"),
            ("1、主动公开", "1.主动公开"),
            ("一.主动公开", "一、主动公开"),
        ] {
            check("heading-order", text, right);
        }
    }

    #[test]
    fn sound_numbering_is_let_be() {
        for text in [
            "（一）甲\n1.乙\n2.丙\n（二）丁\n1.戊\n2.己",
            "主要问题：\n1.甲\n2.乙\n改进情况：\n1.甲\n2.乙",
            "1.甲\n问题是：\n1.乙",
            "（一）甲（二）乙\n（三）丙",
            "（二）甲。（一）乙\n（三）丙（四）丁\n（五）戊",
            "一是甲（一是乙；二是丙）；二是丁；三是戊。\n一是甲；二是乙。",
            "一、甲\n1.乙\n2.丙\n二、丁",
            "1.5万件\n2024.1.5公布",
            "十一是甲；一要乙；二要丙；一是丁",
            "第一，甲；第二，乙。第一次、第三季度",
        ] {
            check("heading-order", text, text);
        }
    }
}
