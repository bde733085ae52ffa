//! The explanation of a rule: its reason, its basis, a bad and a good example.

use super::grounds::grounds;
use crate::check::{Example, Level, RULES, RuleInfo};
use crate::form::Forms;
use chengbao_base::text::{Lang, Lines, Sentence};

/// The explanation of a rule by its code or name, with its basis for each of the forms; `None` if there is
/// no such rule.
#[must_use]
pub fn explain(rule: &str, forms: &Forms, lang: Lang) -> Option<Lines> {
    let wanted = rule.trim();
    let info = RULES.iter().map(|rule| rule.info()).find(|info| {
        info.code.eq_ignore_ascii_case(wanted) || info.name.eq_ignore_ascii_case(wanted)
    })?;
    Some(Lines::laid_out(&page(info, forms, lang), false))
}

fn page(info: &RuleInfo, forms: &Forms, lang: Lang) -> String {
    let zh = lang == Lang::Zh;
    let grave = Level::of(info.severity).called(lang);
    let (open, close) = if zh { ("（", "）") } else { (" (", ")") };
    let (summary, why) = if zh {
        (info.summary, info.why)
    } else {
        (info.summary_en, info.why_en)
    };
    let heads = if zh {
        ["为什么", "依据", "错误的写法", "正确的写法"]
    } else {
        ["Why", "Basis", "Wrong", "Right"]
    };
    let [why_head, clause_head, bad_head, good_head] = heads;
    let mut page = format!(
        "{} {}{open}{grave}{close}\n{summary}\n",
        info.code, info.name
    );
    let grounds = grounds(info, forms, lang).into_iter();
    let grounds: Vec<Sentence> = grounds.map(|it| Sentence::new(&it)).collect();
    let grounds: Vec<&str> = grounds.iter().map(Sentence::as_str).collect();
    let grounds = grounds.join("\n    ");
    for (head, text) in [(why_head, why), (clause_head, &grounds)] {
        page.push_str(&format!("\n{head}\n    {text}\n"));
    }
    for (head, example) in [(bad_head, info.bad), (good_head, info.good)] {
        page.push_str(&format!("\n{head}\n{}", shown(&example, zh)));
    }
    page
}

/// The YAML of an example.
fn shown(example: &Example, zh: bool) -> String {
    let mut text = indented(example.yaml);
    if let Some(previous) = example.previous {
        let head = if zh {
            "上年报告："
        } else {
            "previous report:"
        };
        text.push_str(&format!("    {head}\n{}", indented(previous)));
    }
    text
}

fn indented(yaml: &str) -> String {
    let lines = yaml.lines().map(|line| format!("    {line}\n"));
    lines.collect()
}
