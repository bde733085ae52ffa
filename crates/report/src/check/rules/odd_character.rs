//! CB602: no characters that are invisible, change their neighbours or mean different things on
//! different machines.

use std::ops::Range;

use super::lines::Places;
use super::{Context, Example, Finding, Fix, Rule, RuleInfo, Severity, Text};
use crate::report::TextLine;
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
            let mut places = Places::of(&context.report.source, line);
            let found = found(line.text);
            let (shown, rest) = found.split_at(found.len().min(MAX_SHOWN));
            for it in shown {
                let mut finding = finding(line, &mut places, it);
                finding.severity = severity(context, it);
                findings.push(finding);
            }
            findings.extend(others(context, line, &mut places, rest));
        }
    }
}

/// Most findings about one line; the others become one. A page that was copied from the web may have a hundred
/// thousand invisible characters.
const MAX_SHOWN: usize = 100;

/// An odd character of a line.
struct Found {
    /// Where it is in the line.
    piece: Range<usize>,
    character: char,
    odd: Odd,
    /// The nearest characters around it that are not odd.
    neighbours: [Option<char>; 2],
}

impl Found {
    /// Whether without it a mark would get a meaning in YAML that it does not have now: `!` or `[` at
    /// the start of a text, `: ` and ` #` within. Odd characters next to it go with it.
    fn bares_a_mark(&self) -> bool {
        let [before, after] = self.neighbours;
        let opens = |c: char| c.is_ascii_punctuation();
        before.is_none() && after.is_some_and(opens) || before == Some(':') || after == Some('#')
    }
}

/// The odd characters of a text.
fn found(text: &str) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    let (mut last, mut plain) = (None, None);
    for (at, character) in text.char_indices() {
        found.extend(kind(character, last).map(|odd| Found {
            piece: at..at + character.len_utf8(),
            character,
            odd,
            neighbours: [plain, None],
        }));
        last = Some(character);
        plain = last.filter(|c| !is_odd(*c)).or(plain);
    }
    let mut plain = None;
    let mut open = found.iter_mut().rev().peekable();
    for (at, character) in text.char_indices().rev() {
        if let Some(it) = open.next_if(|it| it.piece.start == at) {
            it.neighbours[1] = plain;
        }
        plain = Some(character).filter(|c| !is_odd(*c)).or(plain);
    }
    found
}

/// An archival PDF has to define the meaning of a private-use character (ISO 19005-3 §6.2.11.7.3), which is not
/// known here.
fn severity(context: &Context<'_>, found: &Found) -> Severity {
    let is_barred = matches!(found.odd, Odd::Forbidden | Odd::Private);
    match !is_barred && is_drawn(context, found.character) {
        true => Severity::Warning,
        false => INFO.severity,
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

fn finding(line: TextLine<'_>, places: &mut Places<'_>, found: &Found) -> Finding {
    let (character, odd) = (found.character, found.odd);
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
    let place = places.place(&found.piece);
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
        .filter(|_| places.is_verbatim && !found.bares_a_mark())
        .map(|safe| Fix::replace(place, String::new(), safe));
    let mut finding = Finding::new(&INFO, line.path, Some(place), message).fix(fix);
    finding.help = help.or_else(|| {
        let by_hand = finding.fix.is_none();
        by_hand.then(|| Text::new("请删去。", "delete it."))
    });
    finding
}

/// One finding for what else is in a line: it begins at the first and takes all of them away, if all may go.
fn others(
    context: &Context<'_>,
    line: TextLine<'_>,
    places: &mut Places<'_>,
    rest: &[Found],
) -> Option<Finding> {
    let (first, last) = (rest.first()?, rest.last()?);
    let count = rest.len();
    let message = Text::new(
        format!("这一段还有 {count} 处看不见或者含义不明的字符。"),
        format!(
            "{count} more characters in this paragraph are invisible or have no defined meaning."
        ),
    );
    let piece = first.piece.start..last.piece.end;
    let place = places.place(&piece);
    let is_deleted = |it: &Found| !matches!(it.odd, Odd::Private | Odd::Lost | Odd::Tab);
    let may_go = rest.iter().all(|it| is_deleted(it) && !it.bares_a_mark());
    let fix = (places.is_verbatim && may_go).then(|| {
        let mut odd = rest.iter().peekable();
        let kept = line
            .text
            .char_indices()
            .filter(|(at, _)| piece.contains(at));
        let kept = kept.filter(|(at, _)| odd.next_if(|it| it.piece.start == *at).is_none());
        Fix::replace(
            place,
            kept.map(|(_, character)| character).collect::<String>(),
            true,
        )
    });
    let mut finding = Finding::new(&INFO, line.path, Some(place), message).fix(fix);
    finding.severity = rest.iter().map(|it| severity(context, it)).min()?;
    finding.help = finding
        .fix
        .is_none()
        .then(|| Text::new("请删去或者改正。", "delete or correct them."));
    Some(finding)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::fix::{Fixes, fix};
    use crate::check::testing::{findings, over_example};

    #[test]
    fn what_keeps_a_mark_from_its_meaning_in_yaml_is_not_taken_away() {
        let bares = |text: &str| found(text).iter().any(Found::bares_a_mark);
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

    #[test]
    fn a_hundred_findings_of_a_line_are_shown_and_the_others_are_one() {
        let of = |text: &str| over_example(2024, &format!("preface: {text}\n"));
        let odd = "公\u{200b}".repeat(140);
        let report = of(&odd);
        let found: Vec<Finding> = findings(&report, None);
        assert_eq!(found.len(), 101);
        let last = &found[100];
        assert_eq!(
            last.message.zh,
            "这一段还有 40 处看不见或者含义不明的字符。"
        );
        assert_eq!(last.severity, Severity::Warning);
        let fixed = fix(&report.source, &found, Fixes::Safe).unwrap();
        assert_eq!(fixed.text, report.source.text.replace('\u{200b}', ""));
        // One that has to be restored by hand keeps the others from being taken away.
        let report = of(&format!("{odd}\u{fffd}"));
        let last = findings(&report, None).pop().unwrap();
        assert!(last.message.zh.contains(" 41 处") && last.fix.is_none() && last.help.is_some());
    }
}
