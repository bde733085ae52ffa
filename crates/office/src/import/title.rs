//! The lines before the first section: title, issuing body, year, and the preface. A title is recognised by
//! the words of the form's own title, whichever way it is broken into lines.

use super::likeness::{ALIKE, Label};
use chengbao_report::form::Form;

/// The part before the first section.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Front {
    /// Title lines.
    pub(super) title: Vec<String>,
    /// What precedes the year in the title.
    pub(super) issuer: Option<String>,
    /// The year in the title.
    pub(super) year: Option<i32>,
    /// Lines after the title.
    pub(super) preface: Vec<String>,
}

/// Most lines a title is broken into.
const MAX_LINES: usize = 4;

/// Longest title, in characters.
const MAX_TITLE: usize = 80;

/// Reads the lines. If `strict`, lines after the title that are not sentences are left out: pages
/// have dates, sources and controls there.
pub(super) fn read(form: &Form, lines: &[&str], strict: bool) -> Front {
    let Some((first, count, parts)) = find(form, lines) else {
        // Without a title it is not clear where the text begins.
        return Front::default();
    };
    let title = lines
        .iter()
        .skip(first)
        .take(count)
        .map(|line| (*line).to_owned());
    let preface = lines
        .iter()
        .skip(first + count)
        .filter(|line| !strict || is_sentence(line));
    Front {
        title: title.collect(),
        issuer: parts.issuer,
        year: Some(parts.year),
        preface: preface.map(|line| (*line).to_owned()).collect(),
    }
}

struct Parts {
    issuer: Option<String>,
    year: i32,
}

/// The best title: its first line and how many lines it has. Of two alike the later.
fn find(form: &Form, lines: &[&str]) -> Option<(usize, usize, Parts)> {
    let wanted = form.title.concat();
    let (_, after) = wanted.split_once("{year}")?;
    let wanted = Label::new(after);
    let mut best: Option<(f64, usize, usize, Parts)> = None;
    for first in 0..lines.len() {
        for count in 1..=MAX_LINES.min(lines.len() - first) {
            let window: Vec<&str> = lines.iter().skip(first).take(count).copied().collect();
            let Some((score, parts)) = score(&window, &wanted) else {
                continue;
            };
            if best.as_ref().is_none_or(|(before, ..)| score >= *before) {
                best = Some((score, first, count, parts));
            }
        }
    }
    best.map(|(_, first, count, parts)| (first, count, parts))
}

/// How well lines match a title of the form.
fn score(window: &[&str], wanted: &Label) -> Option<(f64, Parts)> {
    let whole = window.concat();
    if whole.chars().count() > MAX_TITLE
        || whole.contains(['。', '；', '，', '：', '>', '|', '》', '!', '！'])
    {
        return None;
    }
    let (before, year, after) = split_year(&whole)?;
    let alike = wanted.likeness(&Label::new(&after));
    if alike < ALIKE {
        return None;
    }
    let issuer = fold_blanks(&before);
    // A line before the one with the year is the issuing body's only if it can be an office's name.
    let separate = window
        .first()
        .is_some_and(|line| split_year(line).is_none());
    if separate && !is_office(&issuer) {
        return None;
    }
    let named = !issuer.is_empty();
    let score = alike + if named { 0.05 } else { 0.0 };
    Some((
        score,
        Parts {
            issuer: named.then_some(issuer),
            year,
        },
    ))
}

/// What precedes a year of four digits, the year, and what follows.
fn split_year(text: &str) -> Option<(String, i32, String)> {
    let digits: Vec<(usize, char)> = text
        .char_indices()
        .filter_map(|(at, c)| Some((at, digit(c)?)))
        .collect();
    for four in digits.windows(4) {
        let [(start, a), (_, b), (_, c), (end, d)] = four else {
            continue;
        };
        let number: String = [*a, *b, *c, *d].into_iter().collect();
        let length = text.get(*end..)?.chars().next()?.len_utf8();
        let inner = text.get(*start..end + length)?;
        let after = text.get(end + length..)?;
        let year: i32 = number.parse().ok()?;
        if inner.chars().count() == 4
            && after.trim_start().starts_with('年')
            && (1900..=2199).contains(&year)
        {
            return Some((text.get(..*start)?.to_owned(), year, after.to_owned()));
        }
    }
    None
}

/// An Arabic digit, also full-width, or the hanzi for it, as `0` to `9`.
pub(super) fn digit(c: char) -> Option<char> {
    const HANZI: &str = "〇一二三四五六七八九";
    let arabic = match c {
        '0'..='9' => c,
        '０'..='９' => char::from_u32(c as u32 - 0xfee0)?,
        '零' | '○' | 'Ｏ' | 'O' => '0',
        _ => char::from_digit(
            u32::try_from(HANZI.chars().position(|it| it == c)?).ok()?,
            10,
        )?,
    };
    Some(arabic)
}

/// Without spaces, which offices put between the characters of a name to make it longer; those
/// between words of Latin letters stay.
fn fold_blanks(text: &str) -> String {
    let text = text.trim();
    if text.contains(|c: char| c.is_ascii_alphabetic()) {
        return text.to_owned();
    }
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// Whether a line can be the name of an office: short, with a typical ending.
pub(super) fn is_office(line: &str) -> bool {
    const ENDINGS: &str =
        "府局委厅办部院所会处站队司校学道镇乡室区县市省署行社馆团组科心村旗盟州台库段";
    let text = line.trim().trim_end_matches(['）', ')', ' ']);
    let count = text.chars().count();
    (3..=40).contains(&count)
        && text.ends_with(|c| ENDINGS.contains(c))
        && !text.contains(['。', '：', '，', ':'])
}

/// Whether a line is text written by a person and not a line of the page around it.
fn is_sentence(line: &str) -> bool {
    line.chars().count() >= 12
        && line.ends_with(['。', '；', '：', '！', '.', ':', '”', '）'])
        && line.contains(['，', '。', '、', ','])
}

#[cfg(test)]
mod tests {
    use super::*;
    use chengbao_report::form::Forms;

    #[track_caller]
    fn check(
        lines: &[&str],
        issuer: Option<&str>,
        year: Option<i32>,
        title: &[&str],
        preface: &[&str],
    ) {
        let forms = Forms::builtin().unwrap();
        let front = read(forms.iter().last().unwrap(), lines, true);
        assert_eq!((front.issuer.as_deref(), front.year), (issuer, year));
        assert_eq!(front.title, title);
        assert_eq!(front.preface, preface);
    }

    #[test]
    fn titles_are_found_in_one_line_or_several() {
        let preface = "本报告由某市人民政府办公室根据规定编制，全文如下。";
        let whole = "某市人民政府2024年政府信息公开工作年度报告";
        check(
            &["首页 > 年报 > 2024年", whole, "来源：本站", preface],
            Some("某市人民政府"),
            Some(2024),
            &[whole],
            &[preface],
        );
        let two = ["某  市  审  计  局", "２０２３年政府信息公开年度报告"];
        check(
            &["打印", two[0], two[1]],
            Some("某市审计局"),
            Some(2023),
            &two,
            &[],
        );
        let bare = "二〇二二年度政府信息公开工作年度报告";
        check(&["字号 大 中 小", bare], None, Some(2022), &[bare], &[]);
        check(&["某市人民政府2024年政府工作报告"], None, None, &[], &[]);
    }
}
