//! CB429: words that the field often misspells. The list and its reasons are the form's.

use super::slips::{Slip, report};
use super::{Context, Example, Finding, Rule, RuleInfo, Severity, Text};
use crate::check::prose::Prose;
use crate::form::Words;

pub(super) struct FieldWord;

static INFO: RuleInfo = RuleInfo {
    code: "CB429",
    name: "field-word",
    severity: Severity::Warning,
    summary: "没有常见的错别字和误写（截止/截至、帐/账、其它/其他、依申公开）",
    summary_en: "no words that are often misspelt",
    why: "这些字词在年度报告里常写错，通读时不容易看出来。每一条的理由写在提示里；确需这样写的，说明理由即可保留。",
    why_en: "These words are often wrong in reports and easily read over. Each finding gives its reason.",
    clause: "《国家通用语言文字法》第九条；《第一批异形词整理表》；《现代汉语词典》",
    bad: Example {
        year: 2024,
        yaml: "problems: |\n  截止2024年12月31日，依申公开台帐不全，其它工作有序。\n",
        previous: None,
    },
    good: Example {
        year: 2024,
        yaml: "problems: |\n  截至2024年12月31日，依申请公开台账不全；截止日期已公布，其他工作有序。\n",
        previous: None,
    },
};

impl Rule for FieldWord {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check(&self, context: &Context<'_>, findings: &mut Vec<Finding>) {
        let words = &context.report.form.words;
        for prose in context.prose().iter().filter(|it| it.is_chinese) {
            let slips = slips(words, prose);
            report(&INFO, context, prose, slips, findings);
        }
    }
}

fn slips(words: &Words, prose: &Prose<'_>) -> Vec<Slip> {
    let text = prose.line.text;
    let mut found = Vec::new();
    let mut next = 0;
    for (byte, _) in text.char_indices() {
        if byte < next {
            continue;
        }
        let Some(word) = words.at(text, byte) else {
            continue;
        };
        next = byte + word.wrong.len();
        let (wrong, right) = (&word.wrong, &word.right);
        let message = Text::new(
            format!("“{wrong}”应为“{right}”：{}。", word.why),
            format!("`{wrong}` should be `{right}` ({}).", word.why),
        );
        let piece = prose.position(byte)..prose.position(next);
        found.push(Slip::new(piece, message).suggested(right));
    }
    found
}

#[cfg(test)]
mod tests {
    use crate::check::rules::wording::check;

    #[test]
    fn misspelt_words_are_found_with_their_reason() {
        for (text, right) in [
            ("截止2024年12月31日", "截至2024年12月31日"),
            ("其它台帐、依申公开", "其他台账、依申请公开"),
            ("登陆政府网站", "登录政府网站"),
        ] {
            check("field-word", text, right);
        }
    }

    #[test]
    fn the_same_characters_in_other_words_are_let_be() {
        for text in [
            "截止日期为1月31日，报名已于1月截止",
            "依申请公开、其他、账户、部分、作为",
            "工作到位，操作到人，作为主体",
            "按排名先后，台风登陆后",
        ] {
            check("field-word", text, text);
        }
    }
}
