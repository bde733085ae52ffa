//! CB414: no mark twice, and no two that exclude each other.

use super::slips::{Slip, report};
use super::{Context, Example, Finding, Rule, RuleInfo, Severity, Text};
use crate::check::prose::{Prose, is_opening};

pub(super) struct DoubledMark;

static INFO: RuleInfo = RuleInfo {
    code: "CB414",
    name: "doubled-mark",
    severity: Severity::Warning,
    summary: "同一处不重复用点号（。。），也不连用两种点号（，。）",
    summary_en: "no mark twice (。。), and no two different stops in one place (，。)",
    why: "一处停顿只用一个点号。连着两个的，多是改句子时没有删净。",
    why_en: "One pause has one mark; a second one was usually left behind when a sentence was edited.",
    clause: "GB/T 15834—2011 §3.3、4.1—4.7",
    bad: Example {
        year: 2024,
        yaml: "problems: |\n  存在的主要问题：解读形式单一，。更新不及时。。\n",
        previous: None,
    },
    good: Example {
        year: 2024,
        yaml: "problems: |\n  存在的主要问题：解读形式单一，更新不及时！！\n",
        previous: None,
    },
};

impl Rule for DoubledMark {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check(&self, context: &Context<'_>, findings: &mut Vec<Finding>) {
        for prose in context.prose().iter().filter(|it| it.is_chinese) {
            let slips = prose.runs(is_stop).filter_map(|run| match run.len() {
                1 => lone(prose, run.start),
                _ => clash(prose, run),
            });
            report(&INFO, context, prose, slips.collect(), findings);
        }
    }
}

/// Marks of which there is one in a place, by rising strength.
const STOPS: &str = "·～、，：；。";

fn is_stop(c: char) -> bool {
    STOPS.contains(c) || matches!(c, '？' | '！')
}

/// A run of marks.
fn clash(prose: &Prose<'_>, run: std::ops::Range<usize>) -> Option<Slip> {
    let text = prose.text(&run);
    let first = text.chars().next()?;
    // Strong feeling may have up to three (§4.2.3.4, 4.3.3.3).
    let feels = |c: char| matches!(c, '？' | '！');
    if text.chars().all(feels) && run.len() <= 3 {
        return None;
    }
    // Three full stops are an omission that another rule knows.
    if text.chars().all(|c| c == '。') && run.len() > 2 {
        return None;
    }
    let strength = |c: &char| STOPS.find(*c).unwrap_or(STOPS.len());
    let right = text.chars().rev().max_by_key(strength)?;
    let is_same = text.chars().all(|c| c == first);
    let excerpt = prose.excerpt(&run);
    let message = match is_same {
        true => Text::new(
            format!("“{excerpt}”里的“{right}”重复。"),
            format!("`{right}` is doubled in `{excerpt}`."),
        ),
        false => Text::new(
            format!("“{excerpt}”里连用“{text}”，只能留一个。"),
            format!("`{text}` in `{excerpt}`: only one of them can stay."),
        ),
    };
    Some(Slip::new(run, message).instead(right, is_same))
}

/// A mark right behind one that opens, right before a bracket that closes, or after a quotation that has its own.
fn lone(prose: &Prose<'_>, at: usize) -> Option<Slip> {
    let c = prose.get(at)?;
    let (before, after) = (prose.before(at), prose.after(at));
    let pauses = matches!(c, '、' | '，' | '；' | '。' | '：');
    let opened = pauses && before.is_some_and(is_opening);
    let closed =
        matches!(c, '、' | '，' | '；') && matches!(after, Some('）' | '》' | '〉' | '〕'));
    let twice = matches!(c, '。' | '，')
        && before == Some('”')
        && at.checked_sub(2).and_then(|at| prose.get(at)) == Some(c);
    let lists = c == '、'
        && after == Some('等')
        && !prose
            .get(at + 2)
            .is_some_and(|c| "级候待同额效次值离于边式号".contains(c));
    if !(opened || closed || twice || lists) {
        return None;
    }
    let piece = at..at + 1;
    let excerpt = prose.excerpt(&piece);
    let message = Text::new(
        format!("“{excerpt}”里的“{c}”多余。"),
        format!("`{c}` in `{excerpt}` should not be there."),
    );
    Some(Slip::new(piece, message).suggested(""))
}

#[cfg(test)]
mod tests {
    use crate::check::rules::wording::{check, check_safe};

    #[test]
    fn one_mark_stays() {
        for (text, right) in [
            ("平稳有序。。", "平稳有序。"),
            ("一是，，二是", "一是，二是"),
            ("平稳有序，。", "平稳有序。"),
            ("平稳；，有序", "平稳；有序"),
            ("（，甲）", "（甲）"),
            ("（甲，）", "（甲）"),
            ("甲、乙、等单位", "甲、乙等单位"),
            ("他说“好。”。", "他说“好。”"),
            ("好吗？。", "好吗？"),
        ] {
            check("doubled-mark", text, right);
        }
        check_safe("doubled-mark", "平稳。。有序，。", "平稳。有序，。");
    }

    #[test]
    fn what_may_follow_another_is_let_be() {
        for text in [
            "好！！！",
            "好吗？！",
            "“好。”他说：“行。”",
            "甲、等级、乙",
            "……。",
            "甲）、（乙）。",
        ] {
            check("doubled-mark", text, text);
        }
    }
}
