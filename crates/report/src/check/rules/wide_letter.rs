//! CB425: Arabic numerals and Latin letters are half-width.

use super::slips::{Slip, report};
use super::{Context, Example, Finding, Rule, RuleInfo, Severity, Text};
use crate::check::prose::Prose;
use crate::form::fold_width;

pub(super) struct WideLetter;

static INFO: RuleInfo = RuleInfo {
    code: "CB425",
    name: "wide-letter",
    severity: Severity::Warning,
    summary: "阿拉伯数字、拉丁字母用半角",
    summary_en: "Arabic numerals and Latin letters are half-width",
    why: "全角的“５”“Ａ”各占一个字的位置，数字被拉开，检索“5件”也查不到，多是输入法开了全角。",
    why_en: "Full-width ５ and Ａ take the place of a hanzi each: numbers are pulled apart, and a search for 5件 finds nothing.",
    clause: "GB/T 15835—2011 §5.1.7",
    bad: Example {
        year: 2024,
        yaml: "problems: |\n  存在的主要问题：全年督办１２件。\n",
        previous: None,
    },
    good: Example {
        year: 2024,
        yaml: "problems: |\n  存在的主要问题：全年督办12件。\n",
        previous: None,
    },
};

impl Rule for WideLetter {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check(&self, context: &Context<'_>, findings: &mut Vec<Finding>) {
        for prose in context.prose() {
            if prose.line.path == "circular.number" {
                continue;
            }
            let mut slips = Vec::new();
            let mut next = 0;
            for (at, c) in prose.words() {
                if at < next || !is_wide_letter(c) {
                    continue;
                }
                let end = end(prose, at);
                next = end;
                slips.push(slip(prose, at..end));
            }
            report(&INFO, context, prose, slips, findings);
        }
    }
}

fn is_wide_letter(c: char) -> bool {
    matches!(c, '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ')
}

/// Where letters and digits end, with the stops between digits and after an ordinal.
fn end(prose: &Prose<'_>, at: usize) -> usize {
    let mut end = prose.run_after(at, is_wide_letter);
    while prose.get(end) == Some('．') {
        let next = prose.run_after(end + 1, is_wide_letter);
        if next == end + 1 {
            // １．主动公开
            return if at == 0 { next } else { end };
        }
        end = next;
    }
    end
}

fn slip(prose: &Prose<'_>, piece: std::ops::Range<usize>) -> Slip {
    let written = prose.text(&piece);
    let right = fold_width(written);
    let message = Text::new(
        format!("“{written}”是全角，应为半角的“{right}”。"),
        format!("`{written}` is full-width; use `{right}`."),
    );
    Slip::new(piece, message).safe(right)
}

#[cfg(test)]
mod tests {
    use crate::check::rules::wording::{check, check_safe};

    #[test]
    fn letters_and_digits_are_narrowed() {
        for (text, right) in [
            ("全年１２件、３．５万条", "全年12件、3.5万条"),
            ("１．主动公开", "1.主动公开"),
            ("使用ＯＡ系统", "使用OA系统"),
        ] {
            check("wide-letter", text, right);
            check_safe("wide-letter", text, right);
        }
        check("wide-letter", "全年12件，100％", "全年12件，100％");
    }

    #[test]
    fn a_text_is_not_turned_into_nothing() {
        let report = crate::check::testing::over_example(2024, "issuer: ｎｕｌｌ");
        let found = crate::check::testing::findings(&report, None);
        let found: Vec<_> = found.iter().filter(|it| it.rule == "wide-letter").collect();
        assert!(found.len() == 1 && found.iter().all(|it| it.fix.is_none()));
    }
}
