//! CB303: a section about this year does not repeat last year's text.

use std::collections::BTreeSet;

use super::{Context, Example, Finding, Rule, RuleInfo, Severity, Text};
use crate::report::Narrative;

pub(super) struct RepeatedNarrative;

static INFO: RuleInfo = RuleInfo {
    code: "CB303",
    name: "repeated-narrative",
    severity: Severity::Warning,
    summary: "“存在的主要问题及改进情况”不宜与上年雷同",
    summary_en: "the section on problems does not repeat the previous year’s text",
    why: "通知要求这一部分实事求是、明确具体，不得敷衍了事甚至年年雷同，雷同的可以退回重报。",
    why_en: "The notice requires real and concrete problems and forbids a text that is the same every year; such a report may be sent back.",
    clause: "所用格式的要求",
    bad: Example {
        year: 2024,
        yaml: "year: 2024\n",
        previous: Some("year: 2023\n"),
    },
    good: Example {
        year: 2024,
        yaml: "year: 2024\n",
        previous: Some(
            "year: 2023\nproblems: 存在的主要问题是部分栏目更新不及时。已逐一明确责任单位和更新时限。\n",
        ),
    },
};

/// Share of a text that may also be in last year's, in hundredths.
const MAX_SHARED: usize = 80;

/// Characters of the pieces that are compared: longer than a set phrase.
const PIECE: usize = 8;

impl Rule for RepeatedNarrative {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check(&self, context: &Context<'_>, findings: &mut Vec<Finding>) {
        let Some(previous) = context.last_year() else {
            return;
        };
        let narratives = context.report.narratives();
        for (section, _, text) in narratives.filter(|(_, rules, _)| rules.not_repeated) {
            let last = previous.form.section(&section.id);
            let last = last.and_then(|(index, _)| previous.texts.get(index)?.as_ref());
            let Some(share) = last.map(|last| shared(text, last)) else {
                continue;
            };
            if share >= MAX_SHARED {
                findings.push(
                    Finding::new(
                        &INFO,
                        &section.id,
                        Some(text.place),
                        Text::new(
                            format!(
                                "“{}”与上年报告雷同，重复的文字约占 {share}%。",
                                section.label
                            ),
                            format!(
                                "section `{}` repeats about {share}% of the previous year’s text.",
                                section.id
                            ),
                        ),
                    )
                    .help(Text::new(
                        "请写明本年的具体问题和改进情况。",
                        "describe this year’s problems and what was done about them.",
                    )),
                );
            }
        }
    }
}

/// Hundredths of the text that are also in last year's.
fn shared(text: &Narrative, last: &Narrative) -> usize {
    let (text, last) = (characters(text), characters(last));
    if text.len() < PIECE {
        return if text == last { 100 } else { 0 };
    }
    let known: BTreeSet<&[char]> = last.windows(PIECE).collect();
    let found = text
        .windows(PIECE)
        .filter(|piece| known.contains(piece))
        .count();
    found * 100 / text.windows(PIECE).count().max(1)
}

/// What is compared of a text: no spaces and no figures, since a text that changes only its
/// figures is the same text.
fn characters(text: &Narrative) -> Vec<char> {
    let words = text.words().into_iter();
    words
        .flat_map(str::chars)
        .filter(|c| !c.is_whitespace() && !c.is_ascii_digit())
        .collect()
}
