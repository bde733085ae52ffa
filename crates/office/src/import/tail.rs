//! The lines after the last section's text: 署名, 成文日期, the sign-off, and what a page or a paper
//! form adds below them.

use jiff::civil::Date;

use super::title::{digit, is_office};
use chengbao_report::report::parse_date;

/// The end of a document.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Tail {
    /// How many lines are text of the section.
    pub(super) text: usize,
    /// 署名.
    pub(super) issuer: Option<String>,
    /// 成文日期.
    pub(super) date: Option<Date>,
}

/// How pages and paper forms continue after the text.
const AFTER: &[&str] = &[
    "打印",
    "关闭",
    "【打印",
    "扫一扫",
    "分享到",
    "分享：",
    "上一篇",
    "下一篇",
    "相关链接",
    "相关文档",
    "版权所有",
    "主办单位",
    "主办：",
    "承办单位",
    "网站标识码",
    "责任编辑",
    "附件下载",
    "返回顶部",
    "网站地图",
];

/// The signature and seal fields of paper forms.
const APPROVAL: &[&str] = &["单位负责人", "单位公章"];

/// What is known about the end of a document.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Expect {
    /// A page with other content around the report.
    Page,
    /// A document from elsewhere.
    Document,
    /// A document of this program, without name and date at the end.
    Unsigned,
    /// A document of this program, with the name of the issuing body and that date at the end.
    Signed(String, Date),
}

/// Reads the last section's lines.
pub(super) fn read(lines: &[&str], expect: &Expect) -> Tail {
    let ended = |lines: &[&str]| ended(lines, *expect == Expect::Page);
    match expect {
        Expect::Unsigned => {
            return Tail {
                text: ended(lines),
                ..Tail::default()
            };
        }
        Expect::Signed(issuer, day) => {
            let is_imprint = |pair: &[&str]| matches!(pair, [name, line] if name == issuer && parse_date(line) == Some(*day));
            if let Some(at) = lines.windows(2).rposition(is_imprint) {
                return Tail {
                    text: ended(lines.get(..at).unwrap_or_default()),
                    issuer: Some(issuer.clone()),
                    date: Some(*day),
                };
            }
        }
        Expect::Page | Expect::Document => {}
    }
    // No sentence follows the name and date.
    let closing = lines.iter().rposition(|line| date(line).is_some());
    if let Some(at) =
        closing.filter(|at| !lines.iter().skip(at + 1).any(|line| line.contains('。')))
    {
        let line = lines.get(at).copied().unwrap_or_default();
        let (name, date) = date(line).map_or(("", None), |(name, date)| (name, Some(date)));
        let above = at
            .checked_sub(1)
            .and_then(|above| lines.get(above))
            .copied();
        let (text, issuer) = match (name.trim(), above) {
            ("", Some(above)) if is_office(above) => (at - 1, Some(above.trim().to_owned())),
            ("", _) => (at, None),
            (name, _) => (at, Some(name.to_owned())),
        };
        return Tail {
            text: ended(lines.get(..text).unwrap_or_default()),
            issuer,
            date,
        };
    }
    Tail {
        text: ended(lines),
        ..Tail::default()
    }
}

/// Whether a line says who signed off and when: `拟稿：张三（科员）2025年1月20日`.
fn is_sign_off(line: &str) -> bool {
    let Some((role, rest)) = line.split_once('：') else {
        return false;
    };
    let is_role = |c: char| matches!(c, '\u{4e00}'..='\u{9fff}');
    (2..=6).contains(&role.trim().chars().count())
        && role.trim().chars().all(is_role)
        && ends_with_date(rest).is_some_and(|(name, _)| !name.trim().is_empty())
}

/// Where the page, the paper form or the sign-off begins after the text.
fn ended(lines: &[&str], page: bool) -> usize {
    let words = APPROVAL.iter().chain(AFTER.iter().filter(|_| page));
    let ends = |line: &&str| {
        let is_after = words.clone().any(|word| line.starts_with(word)) || is_sign_off(line);
        is_after && !line.contains('。')
    };
    lines.iter().position(ends).unwrap_or(lines.len())
}

/// A line that is a date, or ends with one after the name of an office.
fn date(line: &str) -> Option<(&str, Date)> {
    let line = line
        .trim()
        .trim_start_matches(['（', '('])
        .trim_end_matches(['）', ')']);
    if let Some(date) = parse_date(&arabic(line)) {
        return Some(("", date));
    }
    ends_with_date(line).filter(|(name, _)| is_office(name))
}

/// A line that ends with a date, with what stands before it.
fn ends_with_date(line: &str) -> Option<(&str, Date)> {
    let (at, _) = line.char_indices().find(|(at, _)| {
        let rest = line.get(*at..).unwrap_or_default();
        rest.starts_with(|c| digit(c).is_some()) && parse_date(&arabic(rest)).is_some()
    })?;
    let (name, rest) = line.split_at(at);
    Some((name, parse_date(&arabic(rest))?))
}

/// A date in Arabic digits without blanks: `二〇二五年一月二十四日`.
fn arabic(text: &str) -> String {
    let mut out = String::new();
    let chars: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).collect();
    for (at, c) in chars.iter().enumerate() {
        let is_digit = |at: Option<usize>| {
            at.and_then(|at| chars.get(at))
                .is_some_and(|c| digit(*c).is_some())
        };
        match (digit(*c), *c) {
            (Some(digit), _) => out.push(digit),
            (None, '十') => {
                // 十 is 10, 十二 is 12, 二十 is 20, 二十四 is 24.
                let (before, after) = (is_digit(at.checked_sub(1)), is_digit(Some(at + 1)));
                out.push_str(match (before, after) {
                    (false, false) => "10",
                    (false, true) => "1",
                    (true, false) => "0",
                    (true, true) => "",
                });
            }
            (None, c) => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(lines: &[&str], text: usize, issuer: Option<&str>, day: Option<&str>) {
        let tail = read(lines, &Expect::Page);
        assert_eq!(tail.text, text, "{lines:?}");
        assert_eq!(tail.issuer.as_deref(), issuer);
        assert_eq!(tail.date.map(|date| date.to_string()).as_deref(), day);
    }

    #[test]
    fn signature_and_date_end_the_text() {
        check(
            &["无。", "某市审计局", "2025年1月24日"],
            1,
            Some("某市审计局"),
            Some("2025-01-24"),
        );
        check(
            &["无。", "某市审计局 2025 年 1 月 4 日", "打印"],
            1,
            Some("某市审计局"),
            Some("2025-01-04"),
        );
        check(
            &["无。", "二〇二五年十月二十四日"],
            1,
            None,
            Some("2025-10-24"),
        );
        check(&["无。", "（二〇二五年二十月十日）"], 2, None, None);
        check(&["无。", "【打印本页】", "版权所有：某市"], 1, None, None);
        check(
            &[
                "无。",
                "拟稿： 张三 （科员） 2025年1月24日",
                "签发：李四 2025年1月25日",
            ],
            1,
            None,
            None,
        );
        check(
            &[
                "无。",
                "某市审计局",
                "2025年1月24日",
                "签发：李四（局长）2025年1月25日",
            ],
            1,
            Some("某市审计局"),
            Some("2025-01-24"),
        );
        check(&["时间：2025年1月24日"], 1, None, None);
        check(&["2025年1月24日", "市政府召开会议。"], 2, None, None);
        check(&["无。"], 1, None, None);
        check(&[], 0, None, None);
    }

    #[test]
    fn a_signature_that_is_known_is_known_by_its_words() {
        let day = parse_date("2025-01-24").unwrap();
        let signed = Expect::Signed("甲".to_owned(), day);
        let lines = [
            "至2025年1月24日",
            "2025年1月24日",
            "甲",
            "2025年1月24日",
            "单位公章：",
        ];
        let tail = read(&lines, &signed);
        assert_eq!((tail.text, tail.date), (2, Some(day)));
        assert_eq!(read(&lines[..2], &Expect::Unsigned).text, 2);
        assert_eq!(
            read(&["无。", "打印机。", "打印"], &Expect::Document).text,
            3
        );
    }
}
