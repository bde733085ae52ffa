//! CB701: the number of the covering letter is written as document numbers are.

use std::ops::Range;

use super::{Context, Example, Finding, Fix, Rule, RuleInfo, Severity, Text};
use crate::form::fold_width;
use crate::report::{Circular, Placed};
use crate::source::Source;

pub(super) struct DocumentNumber;

static INFO: RuleInfo = RuleInfo {
    code: "CB701",
    name: "document-number",
    severity: Severity::Warning,
    summary: "发文字号的年份宜用六角括号“〔〕”括入，序号不加“第”、不补 0（写“3号”，不写“03号”）",
    summary_en: "a document number has its year in 〔〕 and its serial number without 第 or leading zeros",
    why: "发文字号由发文机关代字、年份、发文顺序号组成。同一份文件写成“[2025]”“（2025）”“第03号”，登记和检索时就成了几个号。",
    why_en: "A document number consists of the office's code, the year and the serial number. Written as `[2025]` or `第03号`, the same document appears under several numbers in registers and searches.",
    clause: "GB/T 9704—2012 §7.2.5",
    bad: Example {
        year: 2024,
        yaml: "circular:\n  to: 示例省人民政府办公厅\n  number: 示政函[2025]第03号\n",
        previous: None,
    },
    good: Example {
        year: 2024,
        yaml: "circular:\n  to: 示例省人民政府办公厅\n  number: 示政函〔2025〕3号\n",
        previous: None,
    },
};

impl Rule for DocumentNumber {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check(&self, context: &Context<'_>, findings: &mut Vec<Finding>) {
        let circular = context.report.circular();
        let number = circular.and_then(Circular::number);
        findings.extend(number.and_then(|number| finding(&context.report.source, number)));
    }
}

fn finding(source: &Source, number: &Placed<String>) -> Option<Finding> {
    let text = number.value.as_str();
    let Some(parts) = parts(text) else {
        let message = Text::new(
            format!("“{text}”不是发文字号的写法。"),
            format!("`{text}` is not a valid document number."),
        );
        let help = Text::new(
            "发文字号由发文机关代字、四位数的年份、发文顺序号组成，如“平审函〔2025〕3号”。",
            "write the office’s code, the year in four digits and the serial number: `平审函〔2025〕3号`.",
        );
        let finding = Finding::new(&INFO, "circular.number", Some(number.place), message);
        return Some(finding.help(help));
    };
    let right = parts.written();
    if right == text {
        return None;
    }
    let message = Text::new(
        format!("发文字号“{text}”应写作“{right}”：{}。", parts.faults()),
        format!("the document number `{text}` should be written `{right}`."),
    );
    let written = source.slice(number.place);
    let whole = written == text || written.starts_with(['"', '\'']);
    let fix = (whole && parts.code.chars().all(char::is_alphanumeric))
        .then(|| Fix::replace(number.place, right.clone(), true));
    let mut finding = Finding::new(&INFO, "circular.number", Some(number.place), message).fix(fix);
    finding.stated = Some(text.to_owned());
    finding.expected = Some(right);
    Some(finding)
}

/// The year of a correctly written number, with the range of its digits.
pub(super) fn year_of(number: &str) -> Option<(Range<usize>, i32)> {
    let parts = parts(number).filter(|parts| parts.written() == number)?;
    let start = parts.code.len() + '〔'.len_utf8();
    Some((start..start + parts.year.len(), parts.year.parse().ok()?))
}

/// How a number is written that has all its parts, in whatever marks; its year is one of this or the last century.
pub(super) fn written(number: &str) -> Option<String> {
    let is_year = |parts: &Parts| parts.year.starts_with("19") || parts.year.starts_with("20");
    parts(number).filter(is_year).map(|parts| parts.written())
}

/// Whether a character may open the brackets around the year.
pub(super) fn opens_year(c: char) -> bool {
    OPENING.contains(&c) || matches!(c, '（' | '［' | '｛')
}

/// The parts of a number, however it is written.
#[derive(Debug)]
struct Parts {
    code: String,
    year: String,
    /// Without leading zeros.
    serial: String,
    /// Between the brackets and after them, as written.
    brackets: bool,
    ordinal: bool,
    zeros: bool,
    sign: bool,
}

const OPENING: [char; 7] = ['〔', '[', '(', '【', '〖', '{', '﹝'];
const CLOSING: [char; 7] = ['〕', ']', ')', '】', '〗', '}', '﹞'];

fn parts(number: &str) -> Option<Parts> {
    let folded = fold_width(number);
    let (code, rest) = folded.split_once(OPENING)?;
    let (year, rest) = rest.split_once(CLOSING)?;
    let year = year.strip_suffix('年').unwrap_or(year);
    let tail = rest.strip_prefix('第').unwrap_or(rest);
    let digits = tail.strip_suffix('号').unwrap_or(tail);
    let serial = digits.trim_start_matches('0');
    let plain = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    (!code.is_empty() && year.len() == 4 && plain(year) && plain(serial)).then(|| Parts {
        code: code.to_owned(),
        year: year.to_owned(),
        serial: serial.to_owned(),
        brackets: folded.contains(&format!("〔{year}〕")),
        ordinal: tail.len() < rest.len(),
        zeros: serial.len() < digits.len(),
        sign: digits.len() < tail.len(),
    })
}

impl Parts {
    fn written(&self) -> String {
        format!("{}〔{}〕{}号", self.code, self.year, self.serial)
    }

    /// What is written differently.
    fn faults(&self) -> String {
        let faults = [
            (!self.brackets, "年份用六角括号“〔〕”括入"),
            (self.ordinal, "序号不加“第”"),
            (self.zeros, "序号不补 0"),
            (!self.sign, "序号后加“号”"),
        ];
        let told: Vec<&str> = faults
            .into_iter()
            .filter_map(|(is_fault, text)| is_fault.then_some(text))
            .collect();
        if told.is_empty() {
            "用半角的阿拉伯数字，中间不空格".to_owned()
        } else {
            told.join("，")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(number: &str, expected: Option<(&str, &str)>) {
        let parts = parts(number);
        let found = parts.map(|parts| (parts.written(), parts.faults()));
        let found = found.as_ref().map(|(a, b)| (a.as_str(), b.as_str()));
        assert_eq!(found, expected, "{number}");
    }

    #[test]
    fn a_number_is_known_however_it_is_written_and_its_faults_are_named() {
        let brackets = "年份用六角括号“〔〕”括入";
        for number in [
            "平审函[2025]3号",
            "平审函（2025）3号",
            "平审函【2025】3号",
            "平审函〔2025)3号",
            "平审函［２０２５］３号",
            "平审函〔2025年〕3号",
        ] {
            check(number, Some(("平审函〔2025〕3号", brackets)));
        }
        check(
            "平审函〔2025〕第03",
            Some((
                "平审函〔2025〕3号",
                "序号不加“第”，序号不补 0，序号后加“号”",
            )),
        );
        check(
            "平审函 〔2025〕 3号",
            Some(("平审函〔2025〕3号", "用半角的阿拉伯数字，中间不空格")),
        );
    }

    #[test]
    fn what_cannot_be_known_is_not_guessed() {
        for number in [
            "平审函2025年3号",
            "平审函〔25〕3号",
            "〔2025〕3号",
            "平审函〔2025〕号",
            "平审函〔2025〕0号",
            "平审函〔2025〕三号",
            "3",
        ] {
            check(number, None);
        }
    }

    #[test]
    fn the_year_is_found_where_it_stands() {
        let number = "平审函〔2025〕3号";
        let (piece, year) = year_of(number).unwrap();
        assert_eq!((&number[piece], year), ("2025", 2025));
        assert_eq!(year_of("平审函[2025]3号"), None);
    }
}
