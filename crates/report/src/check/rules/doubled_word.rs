//! CB426: no word twice by mistake.

use std::ops::Range;

use super::slips::{Slip, report};
use super::{Context, Example, Finding, Rule, RuleInfo, Severity, Text};
use crate::check::prose::{Prose, is_hanzi, is_numeral};
use crate::report::TextPart;

pub(super) struct DoubledWord;

static INFO: RuleInfo = RuleInfo {
    code: "CB426",
    name: "doubled-word",
    severity: Severity::Warning,
    summary: "没有误写两遍的字词",
    summary_en: "no word written twice by mistake",
    why: "“的的”“进一步进一步”多是改稿、粘贴时留下的，自己反复读也不容易发现。",
    why_en: "A doubled word is left behind by editing and pasting, and its own author reads over it.",
    clause: "惯例",
    bad: Example {
        year: 2024,
        yaml: "problems: |\n  存在的主要问题：公开的的时效不够，需要进一步进一步改进。\n",
        previous: None,
    },
    good: Example {
        year: 2024,
        yaml: "problems: |\n  存在的主要问题：以公开为目的的工作时效不够，需要进一步改进。\n",
        previous: None,
    },
};

impl Rule for DoubledWord {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check(&self, context: &Context<'_>, findings: &mut Vec<Finding>) {
        for prose in context.prose().iter().filter(|it| it.is_chinese) {
            if prose.line.part == TextPart::Value {
                continue;
            }
            let mut pieces: Vec<Range<usize>> = singles(prose);
            pieces.extend(repeated(prose));
            let slips = pieces.into_iter().map(|piece| slip(prose, piece));
            report(&INFO, context, prose, slips.collect(), findings);
        }
    }
}

/// The second of two equal words.
fn slip(prose: &Prose<'_>, piece: Range<usize>) -> Slip {
    let word = prose.text(&piece);
    let excerpt = prose.excerpt(&(piece.start - piece.len()..piece.end));
    let message = Text::new(
        format!("“{excerpt}”里“{word}”写了两遍。"),
        format!("`{word}` stands twice in `{excerpt}`."),
    );
    Slip::new(piece, message).suggested("")
}

/// Small words that are not doubled, with what may stand before and after two of them: 目的|的, 了|了解.
const SINGLES: [(char, &str, &str); 6] = [
    ('的', "目标有似", "确士"),
    ('了', "甚不为末终未受除明", "解结却断望然得事如"),
    (
        '和',
        "温缓总饱共中祥调说平柔亲随应人谐求",
        "谐睦平气解美议约",
    ),
    ('与', "参赠给赋授付施", ""),
    ('将', "大小干麻名主", "来军领士要近会"),
    ('把', "一火", "握控关手"),
];

fn singles(prose: &Prose<'_>) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    for (at, c) in prose.words() {
        let Some((_, before, after)) = SINGLES.iter().find(|(word, _, _)| *word == c) else {
            continue;
        };
        let is_there = |c: Option<char>, set: &str| c.is_some_and(|c| set.contains(c));
        let (first, last) = (prose.before(at), prose.get(at + 2));
        // Three and more are a figure of speech or a rule of characters.
        let longer = first == Some(c) || last == Some(c);
        let doubled = prose.after(at) == Some(c) && !longer;
        if doubled && !is_there(first, before) && !is_there(last, after) {
            found.push(at + 1..at + 2);
        }
    }
    found
}

/// Longest word that is looked for twice.
const MAX_WORD: usize = 12;

/// Words of three and more hanzi that follow themselves: for each length one pass that counts how far the line equals
/// itself so many characters later.
fn repeated(prose: &Prose<'_>) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let hanzi: Vec<Option<char>> = (0..prose.len())
        .map(|at| prose.get(at).filter(|c| is_hanzi(*c)))
        .collect();
    for length in 3..=MAX_WORD {
        let later = hanzi.iter().skip(length);
        let mut equal = 0;
        for (at, (one, other)) in hanzi.iter().zip(later).enumerate() {
            equal = if one.is_some() && one == other {
                equal + 1
            } else {
                0
            };
            if equal < length {
                continue;
            }
            equal = 0;
            let piece = at + 1..at + 1 + length;
            let word = prose.text(&piece);
            let is_number = word
                .chars()
                .any(|c| is_numeral(c) || "〇零百千".contains(c));
            let mut rest = word.chars();
            let first = rest.next();
            let is_plain = rest.any(|c| Some(c) != first);
            let is_known = found
                .iter()
                .rev()
                .take(4)
                .any(|it| it.start < piece.end && piece.start < it.end);
            // 一个个一个个, 进一步 has a numeral in it that counts nothing.
            let counts = is_number && !word.contains("进一步");
            if is_plain && !counts && !is_known {
                found.push(piece);
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use crate::check::rules::wording::check;

    #[test]
    fn the_second_is_taken_away() {
        for (text, right) in [
            ("公开的的时效", "公开的时效"),
            ("需要进一步进一步改进", "需要进一步改进"),
            ("主动公开政府信息政府信息15条", "主动公开政府信息15条"),
            ("公布了了三件", "公布了三件"),
        ] {
            check("doubled-word", text, right);
        }
    }

    #[test]
    fn words_that_meet_are_let_be() {
        for text in [
            "以公开为目的的工作，招标标的的清单，的的确确",
            "为了了解情况，参与与监督，以及及时",
            "公开栏公开、研究研究、示例市人民政府政府信息公开",
            "本年度年度报告，二〇二〇二〇二〇",
            "哈哈哈哈哈哈，一件件一件件",
        ] {
            check("doubled-word", text, text);
        }
    }
}
