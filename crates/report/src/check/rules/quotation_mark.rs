//! CB412: quotation marks are “ ” and ‘ ’, in pairs and the right way round.

use super::slips::{Slip, report};
use super::spanning::spans;
use super::{Context, Example, Finding, Rule, RuleInfo, Severity, Text};
use crate::check::prose::{Mark, Prose, is_wide};

pub(super) struct QuotationMark;

static INFO: RuleInfo = RuleInfo {
    code: "CB412",
    name: "quotation-mark",
    severity: Severity::Warning,
    summary: "引号用“ ”‘ ’，前后成对，引号里再用引号时外双内单",
    summary_en: "quotation marks are “ ” and ‘ ’, paired, double ones outside",
    why: "直引号（\"）分不出前后，排出来是外文字体；两个前引号或者缺了后引号，引用到哪里为止就看不出来了。",
    why_en: "Straight quotes have no direction and are set in the Latin face; with two opening marks or a missing closing one readers cannot tell where the quotation ends.",
    clause: "GB/T 15834—2011 §4.8.2、4.8.3、5.1.3",
    bad: Example {
        year: 2024,
        yaml: "problems: |\n  存在的主要问题：落实\"五公开\"要求有差距，“重点“领域公开不够。\n",
        previous: None,
    },
    good: Example {
        year: 2024,
        yaml: "problems: |\n  存在的主要问题：落实“五公开”要求有差距，“重点”领域公开不够。\n",
        previous: None,
    },
};

impl Rule for QuotationMark {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check(&self, context: &Context<'_>, findings: &mut Vec<Finding>) {
        let lines = context.prose();
        for (index, prose) in lines.iter().enumerate().filter(|(_, it)| it.is_chinese) {
            let mut slips = Vec::new();
            let has_double = straightened(prose, ['"', '＂'], ['“', '”'], &mut slips);
            let has_single = straightened(prose, ['\'', '＇'], ['‘', '’'], &mut slips);
            // Where half of a pair is straight the other half is no slip of its own.
            if !(has_double || has_single) {
                unpaired(lines, index, &mut slips);
            }
            nested(prose, &mut slips);
            report(&INFO, context, prose, slips, findings);
        }
    }
}

/// Adds the straight marks of one sort, by turns as the marks that open and close; whether there are any.
fn straightened(
    prose: &Prose<'_>,
    straight: [char; 2],
    [open, close]: [char; 2],
    slips: &mut Vec<Slip>,
) -> bool {
    let mut is_open = false;
    let mut is_clear = true;
    let mut found = Vec::new();
    for (at, c) in prose.words() {
        if straight.contains(&c) && !is_of_latin(prose, at) && (is_open || !is_measure(prose, at)) {
            found.push((at, if is_open { close } else { open }));
            is_open = !is_open;
        } else if c == open || c == close {
            is_clear &= is_open == (c == close);
            is_open = c == open;
        }
    }
    is_clear &= !is_open;
    let has_any = !found.is_empty();
    for (at, right) in found {
        let piece = at..at + 1;
        let excerpt = prose.excerpt(&piece);
        let message = Text::new(
            format!("“{excerpt}”里用了直引号，应为{} {right} 。", side(right)),
            format!("straight quotation mark in `{excerpt}`; use `{right}`."),
        );
        let slip = Slip::new(piece, message);
        slips.push(slip.instead(right, is_clear));
    }
    has_any
}

/// What a quotation mark is called.
fn side(mark: char) -> &'static str {
    if matches!(mark, '“' | '‘') {
        "前引号"
    } else {
        "后引号"
    }
}

/// Whether a straight mark belongs to foreign words or a measure: no Chinese on either side.
fn is_of_latin(prose: &Prose<'_>, at: usize) -> bool {
    let around = [prose.before(at), prose.after(at)];
    let latin = |c: &Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    around.iter().all(latin)
        || !around.iter().any(|c| c.is_some_and(is_wide)) && around.iter().any(latin)
}

/// Whether a straight mark stands for inches or minutes: 5".
fn is_measure(prose: &Prose<'_>, at: usize) -> bool {
    prose.before(at).is_some_and(|c| c.is_ascii_digit())
}

/// Quotation marks without a partner; of two that open, the second was to close.
fn unpaired(lines: &[Prose<'_>], index: usize, slips: &mut Vec<Slip>) {
    let Some(prose) = lines.get(index) else {
        return;
    };
    let of_quotes = |mark: &&Mark| matches!(mark.character, '“' | '”' | '‘' | '’');
    let mut open: Option<Mark> = None;
    for mark in prose.pairs.unclosed.iter().filter(of_quotes) {
        let turned = open.filter(|before| before.character == mark.character);
        let closes = if mark.character == '“' {
            "”"
        } else {
            "’"
        };
        if let (Some(_), true) = (turned, prose.before(mark.at).is_some_and(is_wide)) {
            slips.push(turned_round(prose, *mark, closes));
            open = None;
        } else {
            slips.extend(open.map(|mark| alone(prose, mark)));
            open = Some(*mark).filter(|mark| !spans(lines, index, *mark));
        }
    }
    slips.extend(open.map(|mark| alone(prose, mark)));
    let lonely = prose.pairs.unopened.iter().filter(of_quotes);
    let lonely = lonely.filter(|mark| !spans(lines, index, **mark));
    slips.extend(lonely.map(|mark| alone(prose, *mark)));
}

fn turned_round(prose: &Prose<'_>, mark: Mark, right: &str) -> Slip {
    let piece = mark.at..mark.at + 1;
    let (excerpt, wrong) = (prose.excerpt(&piece), mark.character);
    let message = Text::new(
        format!("“{excerpt}”里的引号 {wrong} 方向反了，应为后引号 {right} 。"),
        format!("`{wrong}` in `{excerpt}` is the wrong way round; use `{right}`."),
    );
    Slip::new(piece, message).suggested(right)
}

/// A mark without a partner.
fn alone(prose: &Prose<'_>, mark: Mark) -> Slip {
    let piece = mark.at..mark.at + 1;
    let (excerpt, wrong) = (prose.excerpt(&piece), mark.character);
    let message = Text::new(
        format!("“{excerpt}”里的{} {wrong} 没有另一半。", side(wrong)),
        format!("`{wrong}` in `{excerpt}` has no partner."),
    );
    Slip::new(piece, message).help(Text::new(
        "请补上缺的引号，或者删去多的。",
        "add the missing quotation mark, or delete this one.",
    ))
}

/// Double quotation marks within double ones.
fn nested(prose: &Prose<'_>, slips: &mut Vec<Slip>) {
    let inner = prose.pairs.closed.iter();
    for pair in inner.filter(|pair| pair.is_within_its_own && pair.open.character == '“') {
        for (mark, right) in [(pair.open, "‘"), (pair.close, "’")] {
            let piece = mark.at..mark.at + 1;
            let excerpt = prose.excerpt(&piece);
            let message = Text::new(
                format!("“{excerpt}”在引号里又用了双引号，里面一层应为单引号 {right} 。"),
                format!("`{excerpt}` is a quotation within one; use `{right}` inside."),
            );
            slips.push(Slip::new(piece, message).suggested(right));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::check::rules::wording::{check, check_found, check_safe};

    #[test]
    fn quotes_are_curled_and_turned() {
        for (text, right) in [
            ("落实\"五公开\"要求", "落实“五公开”要求"),
            ("落实“五公开\"要求", "落实“五公开”要求"),
            ("落实'五公开'要求", "落实‘五公开’要求"),
            ("“重点“领域", "“重点”领域"),
            ("“落实“五公开”要求”", "“落实‘五公开’要求”"),
        ] {
            check("quotation-mark", text, right);
        }
        check_safe("quotation-mark", "落实\"五公开\"要求", "落实“五公开”要求");
        check_safe("quotation-mark", "落实\"五公开要求", "落实\"五公开要求");
        check_found("quotation-mark", "落实“五公开要求", &["“"]);
        check_found("quotation-mark", "落实五公开”要求，“好”", &["”"]);
    }

    #[test]
    fn what_is_right_is_let_be() {
        for text in [
            "落实“五公开”要求，‘甲’。",
            "“第一段。\n“第二段。”",
            "it's OK，屏幕5\"。",
            "“‘互联网+’行动”",
        ] {
            check("quotation-mark", text, text);
        }
    }
}
