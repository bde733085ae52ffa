//! CB411: marks in Chinese text are full-width.

use super::cited_number;
use super::slips::{Slip, report};
use super::{Context, Example, Finding, Rule, RuleInfo, Severity, Text};
use crate::check::prose::{Prose, is_closing, is_hanzi, is_mark, is_numeral, is_wide};

pub(super) struct HalfWidthMark;

static INFO: RuleInfo = RuleInfo {
    code: "CB411",
    name: "half-width-mark",
    severity: Severity::Warning,
    summary: "中文里的句号、逗号、分号、冒号、问号、叹号、括号用全角",
    summary_en: "in Chinese text commas, full stops, colons, semicolons, question marks and brackets are full-width",
    why: "中文标点占一个字的位置。半角的“,”“.”“:”“()”排出来是另一种字体，挤在两个字中间，多是输入法没有切换，或者从网页复制时带入的。数字中的小数点和千分撇、时刻、网址、邮箱、外文不在此列。",
    why_en: "A Chinese mark takes the place of a character. Half-width ones are set in another face and squeezed between two characters; they come from an input method in the wrong mode or from web pages. Decimals, times, addresses and foreign words keep theirs.",
    clause: "GB/T 15834—2011 §4.1—4.7、4.9、5.1",
    bad: Example {
        year: 2024,
        yaml: "problems: |\n  存在的主要问题:一是解读形式单一(以文字为主),二是更新不及时.\n",
        previous: None,
    },
    good: Example {
        year: 2024,
        yaml: "problems: |\n  存在的主要问题：一是解读形式单一（以文字为主），占3.5%；二是9:30前更新不及时，见www.example.gov.cn。\n",
        previous: None,
    },
};

impl Rule for HalfWidthMark {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check(&self, context: &Context<'_>, findings: &mut Vec<Finding>) {
        for prose in context.prose().iter().filter(|prose| prose.is_chinese) {
            let mut slips: Vec<Slip> = Vec::new();
            slips.extend(prose.words().filter_map(|(at, c)| mark(prose, at, c)));
            brackets(prose, &mut slips);
            report(&INFO, context, prose, slips, findings);
        }
    }
}

/// A mark that is half-width in Chinese text.
fn mark(prose: &Prose<'_>, at: usize, c: char) -> Option<Slip> {
    let (left, right) = (prose.seen_before(at), prose.seen_after(at));
    let wide = |c: Option<char>| c.is_some_and(is_wide);
    let full = match c {
        ',' if wide(left) || wide(right) || !is_in_figure(prose, at) => ("，", true),
        '.' => stop(prose, at)?,
        ':' if wide(left) || (wide(right) && left.is_some()) => ("：", true),
        ';' if (wide(left) || wide(right)) && !is_entity(prose, at) => ("；", true),
        '?' if prose.before(at).is_some_and(is_wide) => ("？", true),
        '!' if prose.before(at).is_some_and(is_wide) && right != Some('[') => ("！", true),
        '\\' if between_hanzi(prose, at) => ("、", false),
        '｡' => ("。", true),
        '､' => ("、", true),
        '｢' => ("「", true),
        '｣' => ("」", true),
        _ => return None,
    };
    let excerpt = prose.excerpt(&(at..at + 1));
    let (full, is_safe) = full;
    let message = Text::new(
        format!("“{excerpt}”里的“{c}”是半角，应为全角的“{full}”。"),
        format!("`{c}` in `{excerpt}` is half-width; use `{full}`."),
    );
    Some(Slip::new(at..at + 1, message).instead(full, is_safe))
}

fn between_hanzi(prose: &Prose<'_>, at: usize) -> bool {
    [prose.before(at), prose.after(at)]
        .into_iter()
        .all(|c| c.is_some_and(is_hanzi))
}

/// Whether a comma may belong to a figure or to foreign words: between ASCII characters, unless these are a
/// percentage or a year.
fn is_in_figure(prose: &Prose<'_>, at: usize) -> bool {
    let Some(left) = prose.before(at) else {
        return true;
    };
    if prose.after(at).is_none() || matches!(left, '%' | '‰' | '℃') {
        return false;
    }
    let digits = at - prose.run_before(at, |c| c.is_ascii_digit());
    digits < 4 || !prose.after(at).is_some_and(|c| c.is_ascii_digit())
}

/// A full stop: after a hanzi, after a closing mark, or after a figure at the end of a sentence.
fn stop(prose: &Prose<'_>, at: usize) -> Option<(&'static str, bool)> {
    let (left, right) = (prose.before(at)?, prose.seen_after(at));
    if left == '.' || prose.after(at) == Some('.') {
        return None;
    }
    let ends = right.is_none_or(is_closing);
    if is_wide(left) {
        let is_ordinal = prose.run_before(at, is_numeral) == 0;
        return match right {
            _ if is_ordinal => None,
            Some(c) if c.is_ascii_alphabetic() => None,
            // Between hanzi it may also stand for the dot of a foreign name.
            _ => Some(("。", ends)),
        };
    }
    let next_is_hanzi = right.is_some_and(is_hanzi);
    match left {
        '%' | ')' => (ends || next_is_hanzi).then_some(("。", true)),
        c if c.is_ascii_digit() => {
            let from = prose.run_before(at, |c| c.is_ascii_digit());
            let before = prose.before(from)?;
            let counts = is_hanzi(before);
            let names = "件图表例注第则题问条款项式节章".contains(before);
            match (ends, next_is_hanzi) {
                (true, _) => counts.then_some(("。", true)),
                (false, true) => (counts && !names).then_some(("。", false)),
                _ => None,
            }
        }
        _ => None,
    }
}

/// Whether a semicolon ends an entity: `&nbsp;`.
fn is_entity(prose: &Prose<'_>, at: usize) -> bool {
    let from = prose.run_before(at, |c| c.is_ascii_alphanumeric() || c == '#');
    from < at && prose.before(from) == Some('&')
}

/// Half-width brackets around hanzi or behind them.
fn brackets(prose: &Prose<'_>, slips: &mut Vec<Slip>) {
    let cited = cited_number::found(prose);
    for pair in &prose.pairs.closed {
        let (open, close) = (pair.open, pair.close);
        let is_cited = || cited_number::covers(&cited, open.at);
        if (open.character, close.character) != ('(', ')') || is_cited() {
            continue;
        }
        let inner = open.at + 1..close.at;
        let says_chinese = || {
            let mut inner = prose.text(&inner).chars().take(MAX_INNER);
            inner.any(|c| is_hanzi(c) || is_mark(c))
        };
        let before = prose.before(open.at);
        let heads = before.is_none() && prose.after(close.at).is_some_and(is_hanzi);
        if !(before.is_some_and(is_wide) || heads || says_chinese()) {
            continue;
        }
        for (mark, full) in [(open, "（"), (close, "）")] {
            let piece = mark.at..mark.at + 1;
            let excerpt = prose.excerpt(&piece);
            let message = Text::new(
                format!(
                    "“{excerpt}”里的“{}”是半角，应为全角的“{full}”。",
                    mark.character
                ),
                format!(
                    "`{}` in `{excerpt}` is half-width; use `{full}`.",
                    mark.character
                ),
            );
            slips.push(Slip::new(piece, message).safe(full));
        }
    }
}

/// Most characters looked at between two brackets.
const MAX_INNER: usize = 200;

#[cfg(test)]
mod tests {
    use crate::check::rules::wording::check;

    #[test]
    fn marks_of_chinese_text_are_widened() {
        for (text, right) in [
            ("2024年,全市收到申请3件.", "2024年，全市收到申请3件。"),
            (
                "主要问题:公开不及时;解读少!",
                "主要问题：公开不及时；解读少！",
            ),
            ("满意率为96.2%,居全市第1.", "满意率为96.2%，居全市第1。"),
            ("第二十条第(一)项", "第二十条第（一）项"),
            ("(1)主动公开", "（1）主动公开"),
            (
                "网站(http://www.a.gov.cn)上",
                "网站（http://www.a.gov.cn）上",
            ),
            ("2023,2024年", "2023，2024年"),
            ("发布时间:2020-01-19", "发布时间：2020-01-19"),
        ] {
            check("half-width-mark", text, right);
        }
    }

    #[test]
    fn figures_times_addresses_and_foreign_words_keep_theirs() {
        for text in [
            "收到1,234件、3.5%，8:30开始，比例3:1。",
            "1.主动公开",
            "1)主动公开",
            "网址http://a.gov.cn:80/x?a=1;b=2，邮箱a.b@c.cn。",
            "由Smith, John (Ltd.)翻译，版本v1.2(3)",
            "附件1.名单、表2.情况",
            "一.总体情况",
            "文件report.pdf、GB/T 9704-2012。",
        ] {
            check("half-width-mark", text, text);
        }
    }
}
