//! CB602: no characters that are invisible, change their neighbours or mean different things on
//! different machines.

use std::ops::Range;

use super::lines::{is_verbatim, place_in};
use super::{Context, Example, Finding, Fix, Rule, RuleInfo, Severity, Text};
use crate::report::{Report, TextLine};
use chengbao_base::style::Typeface;
use chengbao_base::text::is_writable;

pub(super) struct OddCharacter;

static INFO: RuleInfo = RuleInfo {
    code: "CB602",
    name: "odd-character",
    severity: Severity::Error,
    summary: "正文中不宜有自造字（专用区字符）和控制字符、零宽字符、双向控制符等看不见或者含义不明的字符",
    summary_en: "no private-use characters (自造字), no control, zero-width or bidirectional ones",
    why: "看不见的字符多是从网页、聊天软件复制时带入的，会使检索、复制、换行出错；有的不能写入 DOCX，文件会打不开。自造字是本单位字库自己编的字，多是人名、地名用字：别的机器上显示成空白或者另一个字；归档的 PDF 不许有含义不明的字。",
    why_en: "Invisible characters are often copied along with text from web pages or chats; they break search, copying and line breaks, and some cannot be stored in a DOCX at all. A private-use character is one that an office designed for itself, mostly for a name: on other machines it is shown as a blank or another character, and an archival PDF must not contain characters without a defined meaning.",
    clause: "XML 1.0 §2.2、HTML §3.2.5.2.2（字符范围）；ISO 19005-3 §6.2.11.7.3（专用区字符）；GB 18030—2022；惯例",
    bad: Example {
        year: 2024,
        yaml: "issuer: 示例市\u{200b}\u{e863}镇人民政府\n",
        previous: None,
    },
    good: Example {
        year: 2024,
        yaml: "issuer: 示例市䶮镇人民政府\n",
        previous: None,
    },
};

impl Rule for OddCharacter {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check(&self, context: &Context<'_>, findings: &mut Vec<Finding>) {
        for line in context.report.all_text() {
            let mut before = None;
            for (at, character) in line.text.char_indices() {
                if let Some(odd) = kind(character, before) {
                    let mut finding = finding(context.report, &line, at, character, odd);
                    // An archival PDF has to define the meaning of a private-use character (ISO 19005-3
                    // §6.2.11.7.3), which is not known here.
                    let is_barred = matches!(odd, Odd::Forbidden | Odd::Private);
                    if !is_barred && is_drawn(context, character) {
                        finding.severity = Severity::Warning;
                    }
                    findings.push(finding);
                }
                before = Some(character);
            }
        }
    }
}

/// Why a character is odd.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Odd {
    Forbidden,
    Control,
    Tab,
    ZeroWidth,
    Bidi,
    Mark,
    Lost,
    Private,
    Selector,
}

/// Whether the fonts have a glyph for the character in every role; without fonts this is not checked. A
/// character without one keeps the report from being written.
fn is_drawn(context: &Context<'_>, character: char) -> bool {
    context.drawing.is_none_or(|drawing| {
        let covers = |role| drawing.coverage.covers(role, character);
        covers(Typeface::Latin) || Typeface::ALL.into_iter().all(covers)
    })
}

/// Whether a character is odd in every context.
pub(super) fn is_odd(character: char) -> bool {
    kind(character, Some('字')).is_some()
}

fn kind(character: char, before: Option<char>) -> Option<Odd> {
    Some(match character {
        '\t' => Odd::Tab,
        c if !is_writable(c) => Odd::Forbidden,
        '\n' | '\u{2028}' | '\u{2029}' => Odd::Control,
        '\u{ad}'
        | '\u{200b}'..='\u{200d}'
        | '\u{2060}'..='\u{2064}'
        | '\u{180e}'
        | '\u{115f}'
        | '\u{1160}'
        | '\u{3164}'
        | '\u{ffa0}' => Odd::ZeroWidth,
        '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{206f}' | '\u{61c}' => {
            Odd::Bidi
        }
        '\u{feff}' => Odd::Mark,
        '\u{fffd}' | '\u{fff9}'..='\u{fffc}' => Odd::Lost,
        '\u{e000}'..='\u{f8ff}' | '\u{f0000}'.. => Odd::Private,
        '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}' if !before.is_some_and(varies) => {
            Odd::Selector
        }
        '\u{e0000}'..='\u{e00ff}' => Odd::ZeroWidth,
        _ => return None,
    })
}

/// Whether a variation selector may follow: after a hanzi it selects a variant of it.
fn varies(character: char) -> bool {
    matches!(character, '\u{2e80}'..='\u{2fdf}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

fn finding(report: &Report, line: &TextLine<'_>, at: usize, character: char, odd: Odd) -> Finding {
    let (zh, en) = match odd {
        Odd::Forbidden => (
            "不能写入公文的控制字符",
            "a control character that documents cannot contain",
        ),
        Odd::Control => ("控制字符", "a control character"),
        Odd::Tab => ("制表符", "a tab"),
        Odd::ZeroWidth => ("看不见的零宽字符", "a zero-width character"),
        Odd::Bidi => (
            "改变文字方向的控制字符",
            "a bidirectional control character",
        ),
        Odd::Mark => ("字节顺序标记（BOM）", "a byte order mark"),
        Odd::Lost => (
            "乱码符（原来的字已经丢了）",
            "a replacement character: the original character was lost",
        ),
        Odd::Private => (
            "自造字（专用区字符），别的机器上显示成空白或者另一个字",
            "a private-use character (自造字): on other machines it is a blank or another character",
        ),
        Odd::Selector => (
            "多余的、看不见的字形选择符",
            "a stray variation selector, which is invisible",
        ),
    };
    let code = format!("U+{:04X}", u32::from(character));
    let message = Text::new(format!("有{zh}（{code}）。"), format!("{en} ({code})."));
    let piece = at..at + character.len_utf8();
    let place = place_in(&report.source, line, &piece);
    // Deleting an invisible character changes nothing that can be read; a lost or private character
    // stands for one that has to be restored by hand.
    let (safe, help) = match odd {
        Odd::Private => (
            None,
            Some(Text::new(
                "多来自本单位办公软件、输入法的造字字库。请换成国家标准（GB 18030）中的字；确实没有的，改用通用写法或者用图片。",
                "it probably comes from a font of characters that your office designed (造字); use the standard character (GB 18030), or else the usual spelling or a picture.",
            )),
        ),
        Odd::Lost => (
            None,
            Some(Text::new(
                "请对照原稿改成正确的字。",
                "replace it with the right character from your draft.",
            )),
        ),
        Odd::Tab => (
            Some(false),
            Some(Text::new(
                "请删去，或者改为标点。",
                "delete it, or use punctuation.",
            )),
        ),
        _ => (Some(true), None),
    };
    let fix = safe
        .filter(|_| is_verbatim(&report.source, line) && !bares_a_mark(line.text, &piece))
        .map(|safe| Fix {
            place,
            replacement: String::new(),
            safe,
        });
    let mut finding = Finding::new(&INFO, line.path, Some(place), message).fix(fix);
    finding.help = help.or_else(|| {
        let by_hand = finding.fix.is_none();
        by_hand.then(|| Text::new("请删去。", "delete it."))
    });
    finding
}

/// Whether without this piece a mark would get a meaning in YAML that it does not have now: `!` or `[` at
/// the start of a text, `: ` and ` #` within. Odd characters next to the piece go with it.
fn bares_a_mark(text: &str, piece: &Range<usize>) -> bool {
    let before = text.get(..piece.start).unwrap_or_default();
    let after = text.get(piece.end..).unwrap_or_default();
    let before = before.chars().rev().find(|c| !is_odd(*c));
    let after = after.chars().find(|c| !is_odd(*c));
    let opens = |c: char| c.is_ascii_punctuation();
    before.is_none() && after.is_some_and(opens) || before == Some(':') || after == Some('#')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_keeps_a_mark_from_its_meaning_in_yaml_is_not_taken_away() {
        let bares = |text: &str| {
            let mut odd = text.char_indices().filter(|(_, c)| is_odd(*c));
            odd.any(|(at, c)| bares_a_mark(text, &(at..at + c.len_utf8())))
        };
        for text in [
            "\u{200b}![图](a.png)",
            "\u{feff}\u{200b}[甲]",
            "甲:\u{200b} 乙",
            "甲 \u{200b}#乙",
        ] {
            assert!(bares(text), "{text:?}");
        }
        for text in [
            "\u{200b}示例市",
            "示例市\u{200b}人民政府",
            "（1）甲\u{200b}",
        ] {
            assert!(!bares(text), "{text:?}");
        }
    }

    #[test]
    fn what_is_seen_is_not_odd() {
        for character in "“—…·《〔℃①㎡ａ１𪣻 　é".chars() {
            assert_eq!(kind(character, None), None, "{character}");
        }
    }

    #[test]
    fn a_selector_is_odd_where_there_is_nothing_to_vary() {
        assert_eq!(kind('\u{e0100}', Some('葛')), None);
        assert_eq!(kind('\u{e0100}', Some('，')), Some(Odd::Selector));
        assert_eq!(kind('\u{fe0f}', None), Some(Odd::Selector));
    }

    #[test]
    fn what_a_docx_cannot_contain_is_graver_than_what_cannot_be_seen() {
        assert_eq!(kind('\u{1}', None), Some(Odd::Forbidden));
        assert_eq!(kind('\u{ffff}', None), Some(Odd::Forbidden));
        assert_eq!(kind('\u{202e}', None), Some(Odd::Bidi));
        for private in ['\u{e000}', '\u{f8ff}', '\u{f0000}', '\u{10fffd}'] {
            assert_eq!(kind(private, None), Some(Odd::Private));
        }
        assert_eq!(kind('\u{fffd}', None), Some(Odd::Lost));
    }
}
