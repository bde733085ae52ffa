//! CB413: brackets and 书名号 are in pairs, of one width, and nested as the standard has it.

use super::cited_number;
use super::slips::{Slip, report};
use super::spanning::spans;
use super::{Context, Example, Finding, Rule, RuleInfo, Severity, Text};
use crate::check::prose::{Mark, Prose, is_blank, is_hanzi, is_mark};

pub(super) struct BracketPair;

static INFO: RuleInfo = RuleInfo {
    code: "CB413",
    name: "bracket-pair",
    severity: Severity::Warning,
    summary: "括号、书名号前后成对，全角配全角，书名号里再用书名号时外双内单",
    summary_en: "brackets and title marks are paired, of one width, and 〈〉 within 《》",
    why: "缺了一半的括号、书名号，括到哪里为止看不出来；一半全角一半半角的，多是手工改过一半。",
    why_en: "With one half missing readers cannot tell where a bracket or title ends; one half full-width and the other half-width was usually corrected by hand halfway.",
    clause: "GB/T 15834—2011 §4.9、4.15、5.1.3",
    bad: Example {
        year: 2024,
        yaml: "problems: |\n  （一)主要问题：落实《条例第五条不够到位。\n",
        previous: None,
    },
    good: Example {
        year: 2024,
        yaml: "problems: |\n  （一）主要问题：落实《关于印发〈办法〉的通知》不够到位。\n",
        previous: None,
    },
};

impl Rule for BracketPair {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check(&self, context: &Context<'_>, findings: &mut Vec<Finding>) {
        let lines = context.prose();
        let of_brackets = |mark: &&Mark| !matches!(mark.character, '“' | '”' | '‘' | '’');
        for (index, prose) in lines.iter().enumerate().filter(|(_, it)| it.is_chinese) {
            if prose.line.path == "circular.number" {
                continue;
            }
            let mut slips = Vec::new();
            let cited = cited_number::found(prose);
            let is_cited = |at: usize| cited_number::covers(&cited, at);
            let pairs = &prose.pairs;
            let alone = pairs.unclosed.iter().chain(&pairs.unopened);
            for mark in alone.filter(of_brackets) {
                if !(is_item(prose, *mark) || is_cited(mark.at) || spans(lines, index, *mark)) {
                    slips.push(lonely(prose, *mark));
                }
            }
            for pair in &pairs.closed {
                let (open, close) = (pair.open, pair.close);
                match (open.character, close.character) {
                    ('(', '）') if !is_cited(open.at) => slips.push(mixed(prose, open, "（")),
                    ('（', ')') if !is_cited(open.at) => slips.push(mixed(prose, close, "）")),
                    ('《', '》') if pair.is_within_its_own => {
                        slips.push(inner(prose, open, "〈"));
                        slips.push(inner(prose, close, "〉"));
                    }
                    _ => {}
                }
            }
            angles(prose, &mut slips);
            report(&INFO, context, prose, slips, findings);
        }
    }
}

/// Whether a closing bracket ends the ordinal of an item: `1）`, `a)`.
fn is_item(prose: &Prose<'_>, mark: Mark) -> bool {
    let from = prose.run_before(mark.at, |c| c.is_ascii_alphanumeric());
    let before = prose.before(from);
    let is_short = (1..=2).contains(&(mark.at - from));
    matches!(mark.character, ')' | '）')
        && is_short
        && before.is_none_or(|c| is_mark(c) || is_blank(c) || c.is_ascii_punctuation())
}

fn lonely(prose: &Prose<'_>, mark: Mark) -> Slip {
    let piece = mark.at..mark.at + 1;
    let (excerpt, wrong) = (prose.excerpt(&piece), mark.character);
    let message = Text::new(
        format!("“{excerpt}”里的“{wrong}”没有另一半。"),
        format!("`{wrong}` in `{excerpt}` has no partner."),
    );
    Slip::new(piece, message).help(Text::new(
        "请补上缺的一半，或者删去多的。",
        "add the missing half, or delete this one.",
    ))
}

fn mixed(prose: &Prose<'_>, mark: Mark, right: &str) -> Slip {
    let piece = mark.at..mark.at + 1;
    let (excerpt, wrong) = (prose.excerpt(&piece), mark.character);
    let message = Text::new(
        format!("“{excerpt}”里的括号一半全角一半半角，“{wrong}”应为“{right}”。"),
        format!("the brackets in `{excerpt}` are of two widths; `{wrong}` should be `{right}`."),
    );
    Slip::new(piece, message).safe(right)
}

fn inner(prose: &Prose<'_>, mark: Mark, right: &str) -> Slip {
    let piece = mark.at..mark.at + 1;
    let (excerpt, wrong) = (prose.excerpt(&piece), mark.character);
    let message = Text::new(
        format!("“{excerpt}”在书名号里又用了“{wrong}”，里面一层应为“{right}”。"),
        format!("`{excerpt}` is a title within a title; `{wrong}` should be `{right}`."),
    );
    Slip::new(piece, message).safe(right)
}

/// Less-than and greater-than signs around hanzi, for 书名号.
fn angles(prose: &Prose<'_>, slips: &mut Vec<Slip>) {
    let mut open: Option<usize> = None;
    let mut titles: usize = 0;
    for (at, c) in prose.words() {
        let is_next_to_hanzi = |c: Option<char>| c.is_some_and(is_hanzi);
        match (c, open) {
            ('<', None) if is_next_to_hanzi(prose.after(at)) => open = Some(at),
            ('<', Some(_)) => open = None,
            ('>', Some(from)) => {
                open = None;
                let is_inner = titles > 0;
                let rights = if is_inner {
                    ["〈", "〉"]
                } else {
                    ["《", "》"]
                };
                for (at, right) in [from, at].into_iter().zip(rights) {
                    slips.push(angle(prose, at, right, is_inner));
                }
            }
            ('《', _) => titles += 1,
            ('》', _) => titles = titles.saturating_sub(1),
            _ => {}
        }
    }
}

fn angle(prose: &Prose<'_>, at: usize, right: &str, is_safe: bool) -> Slip {
    let piece = at..at + 1;
    let (excerpt, wrong) = (prose.excerpt(&piece), prose.text(&piece));
    let message = Text::new(
        format!("“{excerpt}”里用“{wrong}”代替书名号，应为“{right}”。"),
        format!("`{wrong}` in `{excerpt}` stands for a title mark; use `{right}`."),
    );
    Slip::new(piece, message).instead(right, is_safe)
}

#[cfg(test)]
mod tests {
    use crate::check::rules::wording::{check, check_found};

    #[test]
    fn halves_are_matched() {
        for (text, right) in [
            ("（一)主动公开", "（一）主动公开"),
            ("(一）主动公开", "（一）主动公开"),
            ("《关于印发《办法》的通知》", "《关于印发〈办法〉的通知》"),
            ("《关于印发<办法>的通知》", "《关于印发〈办法〉的通知》"),
            ("落实<条例>", "落实《条例》"),
        ] {
            check("bracket-pair", text, right);
        }
        check_found("bracket-pair", "落实《条例第五条，按照《办法》", &["《"]);
        check_found("bracket-pair", "一）主动公开", &["）"]);
        check_found("bracket-pair", "主动（公开", &["（"]);
        check_found("bracket-pair", "主动（公开））", &["）"]);
    }

    #[test]
    fn what_is_right_is_let_be() {
        for text in [
            "（一）主动公开《条例（试行）》〔2024〕【甲】",
            "1）甲；2）乙；a）丙",
            "1)甲",
            "《中华人民共和国\n政府信息公开条例》。",
            "清政办发〔2024]12号",
            "a<b，c>d",
        ] {
            check("bracket-pair", text, text);
        }
    }
}
