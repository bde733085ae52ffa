//! Where a line of a title may end so that each line makes sense by itself (回行时词意完整, GB/T 9704
//! §7.3.1). It knows words from the dictionary, and how well a title reads when cut after each.

use icu_segmenter::WordSegmenter;
use icu_segmenter::options::WordBreakInvariantOptions;

/// How suitable a title line end is at a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Cut {
    /// Inside a word.
    Inside,
    /// Between two words.
    Words,
    /// Between two parts of the title: after 关于 or 的, after a year or a mark.
    Parts,
}

/// Words that a part of a title ends with.
const ENDS: [&str; 10] = [
    "关于", "的", "暨", "年度", "、", "，", "：", "》", "）", "”",
];
/// Words of one character that belong to what follows them.
const LEADING: &str = "其和及与或对在为向把被将各本全第《（“〔";
/// Those that belong to what precedes them, whatever follows.
const TRAILING: &str = "的之等、，：》）”";
/// The ending of the issuing body's name, before 关于.
const BEFORE: &str = "关于";

/// For each place between characters how suitable a title line end is there: item `n` is before the
/// `n`th character.
pub(super) fn cuts(text: &str) -> Vec<Cut> {
    let segmenter = WordSegmenter::new_auto(WordBreakInvariantOptions::default());
    let mut cuts = vec![Cut::Inside; text.chars().count() + 1];
    let ends: Vec<usize> = segmenter.segment_str(text).collect();
    let words: Vec<&str> = ends
        .windows(2)
        .filter_map(|pair| text.get(*pair.first()?..*pair.last()?))
        .collect();
    let mut at = 0;
    let nexts = words.iter().skip(1);
    let after_next = words.iter().skip(2).map(Some).chain([None]);
    for ((word, next), after) in words.iter().zip(nexts).zip(after_next) {
        at += word.chars().count();
        let Some(cut) = cuts.get_mut(at) else { break };
        *cut = if is_one(word) && LEADING.contains(word) || trails(word, next, after.copied()) {
            Cut::Inside
        } else if ENDS.contains(word) || *next == BEFORE {
            Cut::Parts
        } else {
            Cut::Words
        };
    }
    cuts
}

/// Whether `next`, one character, belongs to the word before it: 局, 的, 函. Two such in a row are a word
/// that the dictionary does not know: 报送.
fn trails(word: &str, next: &str, after: Option<&str>) -> bool {
    let starts = after.is_some_and(is_one) && !is_one(word) && !TRAILING.contains(next);
    is_one(next) && !LEADING.contains(next) && !starts
}

fn is_one(word: &str) -> bool {
    word.chars().nth(1).is_none()
}

#[cfg(test)]
mod tests {
    use super::{Cut, cuts};

    /// Marks the end of a word with `|`, of a part with `/`.
    fn check(expected: &str) {
        let text: String = expected.chars().filter(|c| !"|/".contains(*c)).collect();
        let mut marked = String::new();
        for (index, (character, cut)) in text.chars().zip(cuts(&text)).enumerate() {
            match cut {
                Cut::Parts if index > 0 => marked.push('/'),
                Cut::Words if index > 0 => marked.push('|'),
                _ => {}
            }
            marked.push(character);
        }
        assert_eq!(marked, expected);
    }

    #[test]
    fn a_title_is_cut_between_its_parts_and_words() {
        check("平潭县|人民政府/关于/报送|2024|年度/政府|信息|公开|工作|年度/报告的函");
        check("自然|资源局|贯彻|《条例》的/情况|和打算");
    }
}
