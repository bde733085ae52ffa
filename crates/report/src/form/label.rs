//! Labels as people write them: with or without their ordinal, full- or half-width.

/// The ordinal at the beginning of a label: `一、`, `（二）`, `1.`, `（1）`; empty if there is none.
pub(super) fn ordinal(label: &str) -> &str {
    const NUMERALS: &str = "一二三四五六七八九十百0123456789０１２３４５６７８９";
    let inner = |text: &str| text.char_indices().find(|(_, c)| !NUMERALS.contains(*c));
    let end = match label.chars().next() {
        Some(open @ ('（' | '(')) => {
            let rest = label.get(open.len_utf8()..).unwrap_or_default();
            match inner(rest) {
                Some((at, close @ ('）' | ')'))) if at > 0 => {
                    open.len_utf8() + at + close.len_utf8()
                }
                _ => 0,
            }
        }
        _ => match inner(label) {
            Some((at, stop @ ('、' | '.' | '．'))) if at > 0 => at + stop.len_utf8(),
            _ => 0,
        },
    };
    label.get(..end).unwrap_or_default()
}

/// The level of a heading, from 1 to 4, and the ordinal it begins with (层次序数, GB/T 9704 §7.3.3): `一、`, `（一）`, `1.`,
/// `（1）`, with something behind it.
#[must_use]
pub fn heading_ordinal(line: &str) -> Option<(u8, &str)> {
    let ordinal = ordinal(line);
    let digits = ordinal.contains(|c: char| c.is_ascii_digit() || ('０'..='９').contains(&c));
    let rest = line.get(ordinal.len()..)?;
    let level = match ordinal.chars().last()? {
        '、' if !digits => 1,
        '）' | ')' if !digits => 2,
        // `1.5 倍` begins with a decimal, not with an ordinal.
        '.' | '．' if digits && !rest.starts_with(|c: char| c.is_ascii_digit()) => 3,
        '）' | ')' if digits => 4,
        _ => return None,
    };
    (!rest.trim().is_empty()).then_some((level, ordinal))
}

/// A label without the ordinal at its beginning.
#[must_use]
pub fn bare_label(label: &str) -> &str {
    label
        .strip_prefix(ordinal(label))
        .unwrap_or(label)
        .trim_start()
}

/// A label without the note in brackets at its end: （二）部分公开（区分处理的，…） → （二）部分公开.
#[must_use]
pub fn without_note(label: &str) -> &str {
    let after = ordinal(label).len();
    let note = label
        .get(after..)
        .and_then(|rest| rest.find(['（', '(']))
        .map_or(label.len(), |at| at + after);
    label.get(..note).unwrap_or(label)
}

/// Full-width letters, digits and punctuation as half-width, without spaces: two labels that
/// look alike to a reader fold to the same string.
#[must_use]
pub fn fold_width(label: &str) -> String {
    label
        .chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| match c {
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
            _ => c,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(label: &str, expected_ordinal: &str, bare: &str) {
        assert_eq!(ordinal(label), expected_ordinal);
        assert_eq!(bare_label(label), bare);
    }

    #[test]
    fn ordinals_of_every_rank_are_distinguished_from_the_label() {
        check("一、总体情况", "一、", "总体情况");
        check("（十二）其他", "（十二）", "其他");
        check("(2)其他", "(2)", "其他");
        check("1.属于国家秘密", "1.", "属于国家秘密");
        check("１．属于", "１．", "属于");
        check("规章", "", "规章");
        check("（文字描述）", "", "（文字描述）");
        check("一般事项", "", "一般事项");
        check("", "", "");
    }

    #[test]
    fn folding_ignores_width_and_blanks() {
        assert_eq!(fold_width("（一）予以 公开"), fold_width("(一)予以公开"));
    }
}
