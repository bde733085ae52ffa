//! The properties of a character in a line of Chinese text: its kind, its cell and which ends of
//! a line it must avoid (GB/T 15834-2011 §5.1). It knows only characters, no faces, no widths in points.

use unicode_width::UnicodeWidthChar;

/// How a character behaves in a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum CharKind {
    /// A hanzi or another character of its own cell.
    Ideograph,
    /// An opening mark, blank on its left: `（《“`.
    Opening,
    /// A closing or pause mark, blank on its right: `，。）》”`.
    Closing,
    /// 间隔号, blank on both sides: `·`.
    Middle,
    /// 破折号 and 一字线: `—`. Two join.
    Dash,
    /// 省略号: `…`.
    Ellipsis,
    /// A letter, digit or mark of the Latin face.
    Latin,
    /// A space of any width.
    Space,
}

/// The kind of `character` between its neighbours: quotation marks, dashes and the like are Latin
/// between Latin letters (`it’s`) and full-width everywhere else.
pub(super) fn kind(before: Option<char>, character: char, after: Option<char>) -> CharKind {
    match character {
        ' ' | '\u{A0}' | '\u{3000}' => CharKind::Space,
        '“' | '”' | '‘' | '’' | '—' | '…' | '·' if in_latin(before, after) => {
            CharKind::Latin
        }
        '—' => CharKind::Dash,
        '…' => CharKind::Ellipsis,
        '·' | '・' => CharKind::Middle,
        _ if is_latin(character) => CharKind::Latin,
        _ if is_full_opening(character) => CharKind::Opening,
        _ if is_full_closing(character) => CharKind::Closing,
        _ => CharKind::Ideograph,
    }
}

/// Between ASCII letters, spaces counting where a letter is on the other side.
fn in_latin(before: Option<char>, after: Option<char>) -> bool {
    let letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic());
    let joint = |c: Option<char>| letter(c) || c == Some(' ');
    joint(before) && joint(after) && (letter(before) || letter(after))
}

/// Whether the Latin face draws it: ASCII, Latin letters, and marks that are also narrow in Chinese.
pub(super) fn is_latin(character: char) -> bool {
    match character {
        '\u{21}'..='\u{7E}' | '\u{20A0}'..='\u{20CF}' => true,
        '\u{A1}'..='\u{24F}' | '\u{1E00}'..='\u{1EFF}' | '\u{2010}'..='\u{2013}' => {
            character.is_alphabetic() || character.width_cjk() != Some(2)
        }
        _ => false,
    }
}

/// The natural width of a character.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cell {
    /// As wide as a hanzi regardless of the face (East Asian Width W and F, and Chinese punctuation).
    Full,
    /// As wide as a hanzi if the face draws it about that wide (`№ § ① ×`).
    Ambiguous,
    /// As wide as its glyph.
    Natural,
}

/// The cell of a character that is not drawn by the Latin face.
pub(super) fn cell(character: char) -> Cell {
    match character {
        '“' | '”' | '‘' | '’' | '—' | '…' | '·' => Cell::Full,
        _ if character.width() == Some(2) => Cell::Full,
        _ if character.width_cjk() == Some(2) => Cell::Ambiguous,
        _ => Cell::Natural,
    }
}

fn is_full_opening(character: char) -> bool {
    matches!(
        character,
        '（' | '【' | '《' | '〈' | '「' | '『' | '“' | '‘' | '〔' | '〖' | '［' | '｛' | '〝'
    )
}

fn is_full_closing(character: char) -> bool {
    matches!(
        character,
        '，' | '。'
            | '、'
            | '；'
            | '：'
            | '？'
            | '！'
            | '）'
            | '】'
            | '》'
            | '〉'
            | '」'
            | '』'
            | '”'
            | '’'
            | '〕'
            | '〗'
            | '］'
            | '｝'
            | '．'
            | '〞'
            | '〟'
    )
}

/// Marks that never start a line (GB/T 15834-2011 §5.1.1, 5.1.3, 5.1.7, 5.1.8, 5.1.10), and what
/// belongs to the number or word before it.
pub(super) fn never_starts(character: char) -> bool {
    is_full_closing(character)
        || matches!(
            character,
            '·' | '・'
                | '—'
                | '…'
                | '‥'
                | '～'
                | '–'
                | '‐'
                | '‑'
                | '－'
                | '／'
                | '％'
                | '‰'
                | '℃'
                | '°'
                | '′'
                | '″'
                | '々'
                | 'ー'
                | '｡'
                | '､'
                | '｣'
        )
        || matches!(
            character,
            ',' | '.' | ';' | ':' | '!' | '?' | ')' | ']' | '}' | '%' | '/'
        )
}

/// Marks that never end a line (§5.1.3, 5.1.10), and what belongs to the number after them.
pub(super) fn never_ends(character: char) -> bool {
    is_full_opening(character)
        || matches!(
            character,
            '￥' | '¥'
                | '＄'
                | '$'
                | '￡'
                | '£'
                | '§'
                | '№'
                | '／'
                | '＃'
                | '｢'
                | '('
                | '['
                | '{'
        )
}

/// Whether two neighbours are one mark that must not be cut or spread: `——`, `……` (§5.1.5, 5.1.6).
pub(super) fn is_pair(before: char, after: char) -> bool {
    before == after && matches!(before, '—' | '…')
}

#[cfg(test)]
mod tests {
    use super::{Cell, CharKind, cell, is_latin, kind, never_ends, never_starts};

    #[test]
    fn quotation_marks_are_latin_between_letters_only() {
        let check = |before, character, after, expected| {
            assert_eq!(kind(before, character, after), expected, "{character}");
        };
        check(Some('t'), '’', Some('s'), CharKind::Latin);
        check(Some('三'), '“', Some('安'), CharKind::Opening);
        check(Some('看'), '“', Some('G'), CharKind::Opening);
        check(Some('3'), '—', Some('5'), CharKind::Dash);
        check(Some(' '), '“', Some('a'), CharKind::Latin);
    }

    #[test]
    fn letters_of_pinyin_are_latin_and_signs_of_measure_are_not() {
        assert!(is_latin('é') && is_latin('ǜ') && is_latin('7') && is_latin('€'));
        assert!(!is_latin('§') && !is_latin('×') && !is_latin('℃') && !is_latin('·'));
        assert_eq!(cell('·'), Cell::Full);
        assert_eq!(cell('№'), Cell::Ambiguous);
    }

    #[test]
    fn no_mark_is_barred_from_both_ends_but_the_slash() {
        let both: String = ('\u{20}'..'\u{FFFF}')
            .filter(|c| never_starts(*c) && never_ends(*c))
            .collect();
        assert_eq!(both, "／");
    }
}
