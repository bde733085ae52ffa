//! Where a line may end. UAX #14 gives the opportunities; the program's own rules remove what
//! GB/T 15834-2011 §5.1 forbids and keep numbers with their units (GB/T 15835-2011), and add the
//! places next to Chinese quotation marks that UAX #14 does not allow.

use icu_segmenter::options::{LineBreakOptions, LineBreakStrictness};
use icu_segmenter::{LineSegmenter, LineSegmenterBorrowed};

use super::chars;

/// How suitable a line end is between two characters, worst first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Level {
    /// A mark would be at the wrong end of a line, or a `——` be cut: only if
    /// nothing else fits on the line.
    Never,
    /// Inside a word, a number or a unit: only if it is wider than a line.
    Inside,
    /// Inside a web or mail address, after a mark.
    Address,
    /// Between a number and its unit.
    Unit,
    /// A line may end here.
    Free,
}

/// Units of more than one character, longest first where one starts another.
const LONG_UNITS: [&str; 33] = [
    "万平方米",
    "平方公里",
    "平方千米",
    "个百分点",
    "个工作日",
    "平方米",
    "立方米",
    "亿人次",
    "万人次",
    "百分点",
    "工作日",
    "人次",
    "件次",
    "场次",
    "班次",
    "万元",
    "亿元",
    "千元",
    "美元",
    "万人",
    "万件",
    "万条",
    "万次",
    "万个",
    "万户",
    "公里",
    "千米",
    "公顷",
    "公斤",
    "小时",
    "分钟",
    "个月",
    "万亩",
];

/// Units of one character.
const UNITS: &str = "年月日时分秒号个件条人次元万亿千百项份篇起户家名位级届期批本部册章页字天周岁倍度吨亩米升克场所处类种只台套辆间幅张款点例宗卷组座节课轮";

/// Addresses shorter than this, in characters, stay whole.
const MIN_ADDRESS: usize = 8;

const SEGMENTER: LineSegmenterBorrowed<'static> = LineSegmenter::new_for_non_complex_scripts({
    let mut options = LineBreakOptions::default();
    options.strictness = Some(LineBreakStrictness::Strict);
    options
});

/// For each place between characters how suitable a line end is there: item `n` is before the
/// `n`th character, the last one after the text.
pub(super) fn levels(text: &str) -> Vec<Level> {
    if text.bytes().all(|byte| byte.is_ascii_digit()) {
        // Most cells of a table: saves calling the segmenter.
        let mut levels = vec![Level::Inside; text.len()];
        levels.push(Level::Free);
        return levels;
    }
    let characters: Vec<char> = text.chars().collect();
    let mut levels = opportunities(text, characters.len());
    let pairs = characters.iter().zip(characters.iter().skip(1));
    for (level, (before, after)) in levels.iter_mut().skip(1).zip(pairs) {
        if is_wide_side(*before, *after) {
            *level = Level::Free;
        }
    }
    words(&characters, &mut levels);
    numbers(&characters, &mut levels);
    let around = characters.iter().zip(characters.iter().skip(1)).enumerate();
    for (level, (index, (before, after))) in levels.iter_mut().skip(1).zip(around) {
        let slash_in_chinese = *before == '/'
            && (!after.is_ascii()
                || index
                    .checked_sub(1)
                    .and_then(|at| characters.get(at))
                    .is_none_or(|c| !c.is_ascii()));
        if chars::never_starts(*after)
            || chars::never_ends(*before)
            || chars::is_pair(*before, *after)
            || slash_in_chinese
            || matches!(after, ' ' | '\u{3000}' | '\u{A0}')
            || *before == '\u{A0}'
        {
            *level = Level::Never;
        }
    }
    levels
}

/// The result of UAX #14: `Free` or `Inside`.
fn opportunities(text: &str, count: usize) -> Vec<Level> {
    let mut breaks = SEGMENTER.segment_str(text).peekable();
    let mut levels = Vec::with_capacity(count + 1);
    for at in text.char_indices().map(|(at, _)| at).chain([text.len()]) {
        while breaks.next_if(|next| *next < at).is_some() {}
        levels.push(if breaks.peek() == Some(&at) {
            Level::Free
        } else {
            Level::Inside
        });
    }
    levels
}

/// Between hanzi, and next to Chinese quotation marks on their outer side, where UAX #14 up to
/// version 15.1 (rule LB19) allows nothing.
fn is_wide_side(before: char, after: char) -> bool {
    let hanzi = |c: char| matches!(c, '\u{3400}'..='\u{9FFF}' | '\u{20000}'..='\u{3FFFF}' | '〇');
    let opens = |c: char| matches!(c, '“' | '‘');
    let closes = |c: char| matches!(c, '”' | '’');
    !before.is_ascii() && (hanzi(after) || opens(after))
        || closes(before) && (!after.is_ascii() || after.is_ascii_digit())
        || before.is_ascii_alphanumeric() && opens(after)
}

/// A Latin word or a number is kept whole; an address may be cut after its marks.
fn words(characters: &[char], levels: &mut [Level]) {
    let mut start = 0;
    for word in characters.chunk_by(|a, b| a.is_ascii_graphic() && b.is_ascii_graphic()) {
        let is_address = word.len() >= MIN_ADDRESS && word.iter().any(char::is_ascii_alphabetic);
        let inner = levels.iter_mut().skip(start + 1);
        for (level, pair) in inner.zip(word.windows(2)) {
            let &[before, after] = pair else { continue };
            let at_mark = is_address
                && is_joint(before)
                && !is_joint(after)
                && !(before.is_ascii_digit() && after.is_ascii_digit());
            *level = if at_mark || *level == Level::Free {
                Level::Address
            } else {
                *level
            };
        }
        start += word.len();
    }
}

const fn is_joint(character: char) -> bool {
    matches!(
        character,
        '/' | '.' | '-' | '_' | '?' | '&' | '=' | '@' | ':' | ','
    )
}

/// A number keeps its unit, `第` its number, a document number its parts (`〔2019〕29号`).
fn numbers(characters: &[char], levels: &mut [Level]) {
    let mut rest = characters;
    let mut at = 0;
    while let [before, tail @ ..] = rest {
        at += 1;
        rest = tail;
        if before.is_ascii_digit() {
            // 余 and 多 occur between number and unit: 20余件.
            let more = usize::from(matches!(tail.first(), Some('余' | '多')));
            let Some(length) = unit(tail.get(more..).unwrap_or_default()) else {
                continue;
            };
            for (index, level) in levels.iter_mut().skip(at).take(more + length).enumerate() {
                *level = if index == 0 {
                    Level::Unit
                } else {
                    Level::Inside
                };
            }
        } else if matches!(before, '第' | '〕')
            && tail.first().is_some_and(char::is_ascii_digit)
            && let Some(level) = levels.get_mut(at)
        {
            *level = Level::Unit;
        }
    }
}

/// Length of the unit at the beginning of a text.
fn unit(text: &[char]) -> Option<usize> {
    let first = text.first().filter(|first| !first.is_ascii())?;
    let length = |unit: &str| {
        let mut rest = text.iter();
        let mut length = 0;
        for character in unit.chars() {
            if rest.next() != Some(&character) {
                return None;
            }
            length += 1;
        }
        Some(length)
    };
    LONG_UNITS
        .iter()
        .find_map(|unit| length(unit))
        .or_else(|| UNITS.contains(*first).then_some(1))
}

#[cfg(test)]
mod tests {
    use super::{Level, levels};

    /// Marks each place where a line may freely end with `|`.
    fn free(text: &str) -> String {
        let levels = levels(text);
        let mut marked = String::new();
        for (index, character) in text.chars().enumerate() {
            if index > 0 && levels[index] == Level::Free {
                marked.push('|');
            }
            marked.push(character);
        }
        marked
    }

    fn check(expected: &str) {
        assert_eq!(free(&expected.replace('|', "")), expected);
    }

    #[test]
    fn marks_keep_to_their_side() {
        check("《通|知》|（第|二|号）");
        check("“三|安|全”，|称|为|“一|稳|定”|类");
        check("其|中：|“错|位”|现|象……|等——|即|此");
        check("阿|卜·|杜|拉");
        check("本|年|增/减");
    }

    #[test]
    fn a_number_keeps_its_unit() {
        check("共|28382条，|占|15.3%，|约|1316.84万元|整");
        check("2019年|1月|24日|起");
        check("攀|东|府|办|〔2019〕29号|文");
        check("访|问|158008人次|多");
        check("第711号|令|及|20余件|案");
    }

    #[test]
    fn a_word_is_whole_and_an_address_is_cut_after_its_marks() {
        check("按|Internet|法");
        check("按 |Open |Data |法");
        let url = "http://www.gov.cn/a/b.html";
        let marked: Vec<usize> = levels(url)
            .iter()
            .enumerate()
            .filter_map(|(index, level)| (*level == Level::Address).then_some(index))
            .collect();
        assert_eq!(marked, [7, 11, 15, 18, 20, 22]);
    }

    #[test]
    fn there_is_one_level_more_than_characters() {
        for text in ["", "国", "a b", "😀，"] {
            assert_eq!(levels(text).len(), text.chars().count() + 1, "{text}");
        }
    }
}
