//! CB423: nothing of the blank form or a draft is left: prompts, XX, 某某, lines to write on.

use std::ops::Range;

use super::slips::{Slip, report};
use super::{Context, Example, Finding, Rule, RuleInfo, Severity, Text};
use crate::check::prose::{Prose, is_hanzi};
use crate::form::{Content, Form};

pub(super) struct LeftoverPrompt;

static INFO: RuleInfo = RuleInfo {
    code: "CB423",
    name: "leftover-prompt",
    severity: Severity::Warning,
    summary: "没有留下格式的提示语和待填的“XX”“某某”“____”",
    summary_en: "no prompts of the form and no stand-ins such as XX, 某某 or ____ are left",
    why: "“（文字描述）”是格式里的提示语，“XX”“某某”是范文里待换的字，印出去说明没有填完。",
    why_en: "（文字描述） is a prompt of the form, XX and 某某 are stand-ins of a model text; printed, they show that the report was not finished.",
    clause: "所用格式；惯例",
    bad: Example {
        year: 2024,
        yaml: "problems: |\n  （文字描述）\n  XX县公开不及时，某年某月已督促整改____件。\n",
        previous: None,
    },
    good: Example {
        year: 2024,
        yaml: "problems: |\n  个别乡镇公开不及时，某些栏目更新慢，已督促整改11件。\n",
        previous: None,
    },
};

impl Rule for LeftoverPrompt {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check(&self, context: &Context<'_>, findings: &mut Vec<Finding>) {
        let prompts = prompts(&context.report.form);
        for prose in context.prose() {
            let mut pieces: Vec<Range<usize>> = prompts_in(prose, &prompts);
            pieces.extend(stand_ins(prose));
            pieces.sort_by_key(|piece| (piece.start, std::cmp::Reverse(piece.end)));
            let mut end = 0;
            pieces.retain(|piece| {
                let is_new = piece.start >= end;
                end = end.max(piece.end);
                is_new
            });
            let slips = pieces.into_iter().map(|piece| slip(prose, piece));
            report(&INFO, context, prose, slips.collect(), findings);
        }
    }
}

fn slip(prose: &Prose<'_>, piece: Range<usize>) -> Slip {
    let (written, excerpt) = (prose.text(&piece), prose.excerpt(&piece));
    let message = Text::new(
        format!("“{excerpt}”里的“{written}”是待填的提示，还没有换成内容。"),
        format!("`{written}` in `{excerpt}` is a prompt that was not replaced."),
    );
    let help = Text::new("请换成实际内容，或者删去。", "replace or delete it.");
    Slip::new(piece, message).help(help)
}

/// What drafts say where something is still to be written.
const DRAFT: [&str; 10] = [
    UNNAMED,
    "某年某月",
    "某月某日",
    "此处填写",
    "待补充",
    "待填写",
    "待核实",
    "待完善内容",
    "请填写",
    "TODO",
];

/// Stands for a name: of a body, or of a person who is not to be named.
const UNNAMED: &str = "某某";

/// Whether the name that is left open there is a body's, not a person's as in “张某某”.
fn names_body(text: &str, byte: usize) -> bool {
    let next = text.get(byte..).and_then(|rest| rest.chars().nth(2));
    next.is_some_and(|c| "省市县区州盟旗镇乡村社街局委办厅部处科院所站中单公年月".contains(c))
}

/// The prompts of a form, and those of drafts.
fn prompts(form: &Form) -> Vec<String> {
    let sections = form.sections.iter();
    let own = sections.filter_map(|section| match &section.content {
        Content::Text(rules) if rules.placeholder.len() > 6 => Some(rules.placeholder.clone()),
        _ => None,
    });
    let mut prompts: Vec<String> = own.chain(DRAFT.map(str::to_owned)).collect();
    prompts.sort_unstable();
    prompts.dedup();
    prompts
}

/// The prompts that a line says.
fn prompts_in(prose: &Prose<'_>, prompts: &[String]) -> Vec<Range<usize>> {
    let text = prose.line.text;
    let found = prompts.iter().flat_map(|prompt| {
        let size = prompt.chars().count();
        let found = text.match_indices(prompt.as_str());
        let found = found.filter(|(byte, said)| *said != UNNAMED || names_body(text, *byte));
        found.map(move |(byte, _)| {
            let at = prose.position(byte);
            at..at + size
        })
    });
    found.collect()
}

/// XX, ××, ____ and the like.
fn stand_ins(prose: &Prose<'_>) -> Vec<Range<usize>> {
    const KINDS: [&str; 3] = ["XxＸ×✕╳", "_＿", "□■"];
    let kind = |c: char| {
        let kind = KINDS.into_iter().find(|kind| kind.contains(c))?;
        Some(move |other| kind.contains(other))
    };
    let runs = prose.runs_by(kind);
    runs.filter(|run| {
        let around = [prose.before(run.start), prose.get(run.end)];
        // Letters before or after make it a word or a model; with figures on both sides it is a size.
        let is_word = around.iter().flatten().any(char::is_ascii_alphabetic);
        let in_text = around.iter().flatten().any(|c| is_hanzi(*c));
        let is_line = prose.get(run.start).is_some_and(|c| "_＿".contains(c));
        run.len() >= 2 && !is_word && (in_text || is_line)
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use crate::check::rules::wording::check_found;

    #[test]
    fn prompts_and_stand_ins_are_found() {
        let rule = "leftover-prompt";
        check_found(rule, "（文字描述）", &["（文字描述）"]);
        check_found(rule, "20XX年，××县公开___件", &["XX", "××", "___"]);
        check_found(rule, "某某镇某年某月", &["某某", "某年某月"]);
        check_found(rule, "具体数字待核实", &["待核实"]);
    }

    #[test]
    fn words_are_let_be() {
        for text in [
            "张某某：您好",
            "某些单位、某个栏目",
            "XXL码，3×4米、Xbox",
            "核实待办事项，略有增长",
        ] {
            check_found("leftover-prompt", text, &[]);
        }
    }
}
