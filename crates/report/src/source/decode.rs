//! Bytes → text. Report files are UTF-8. Anything else, a Word document, GBK from an old
//! Notepad, a damaged file, is reported as what it is; nothing is guessed or repaired.

use super::bounds::MAX_TEXT;
use super::span::Ruler;
use super::{FileKind, Notice, SourceError, Span};

const BOM: &[u8] = "\u{FEFF}".as_bytes();

/// How many bytes are examined to distinguish text from other files.
const SAMPLE: usize = 8192;

/// The text without its BOM, and the notices about it.
pub(super) fn decode(bytes: &[u8]) -> Result<(String, Vec<Notice>), SourceError> {
    if let Some(kind) = FileKind::of(bytes) {
        return Err(SourceError::Foreign { kind });
    }
    if bytes.len() > MAX_TEXT {
        let bytes = bytes.len() as u64;
        return Err(SourceError::TooLong { bytes });
    }
    if is_utf16(bytes) {
        return Err(SourceError::Utf16);
    }
    let mut notices = Vec::new();
    let bytes = match bytes.strip_prefix(BOM) {
        Some(rest) => {
            notices.push(Notice::ByteOrderMark);
            rest
        }
        None => bytes,
    };
    if let Some(at) = binary(bytes) {
        let place = place_of_byte(bytes, at);
        return Err(SourceError::Binary { place });
    }
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let place = place_of_byte(bytes, error.valid_up_to());
        match is_gbk(bytes) {
            true => SourceError::Gbk { place },
            false => SourceError::NotUtf8 { place },
        }
    })?;
    if let Some(at) = text.find('\u{FEFF}') {
        let place = Ruler::new(text).character(at);
        return Err(SourceError::StrayByteOrderMark { place });
    }
    if let Some(at) = text.find('\r') {
        let place = Ruler::new(text).place(at, at + 1);
        notices.push(Notice::CarriageReturns { place });
    }
    Ok((text.to_owned(), notices))
}

/// UTF-16 by its BOM, or because NULs occur in every other byte only.
fn is_utf16(bytes: &[u8]) -> bool {
    if bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF") {
        return true;
    }
    let sample = bytes.get(..SAMPLE).unwrap_or(bytes);
    let nuls = |from: usize| {
        sample
            .iter()
            .skip(from)
            .step_by(2)
            .filter(|it| **it == 0)
            .count()
    };
    let (even, odd) = (nuls(0), nuls(1));
    // Chinese text has a NUL only next to its ASCII; reports always have more than one in sixteen units.
    even.min(odd) == 0 && even.max(odd) * 32 > sample.len()
}

/// The first byte that does not occur in text, if there is a NUL or there are many such bytes.
fn binary(bytes: &[u8]) -> Option<usize> {
    if let Some(at) = bytes.iter().position(|it| *it == 0) {
        return Some(at);
    }
    let is_control = |it: &u8| matches!(*it, 0x01..=0x08 | 0x0E..=0x1F | 0x7F);
    let sample = bytes.get(..SAMPLE).unwrap_or(bytes);
    let controls = sample.iter().filter(|it| is_control(it)).count();
    // A single control character in a text is a finding at that character, not a binary file.
    (controls > 8 && controls * 50 > sample.len())
        .then(|| sample.iter().position(is_control))
        .flatten()
}

/// Whether bytes that are not UTF-8 are GBK or GB 18030 (GB 18030-2022 §7): every high byte
/// opens a code of two or four bytes, most of them among the common hanzi and marks of GB 2312.
fn is_gbk(bytes: &[u8]) -> bool {
    let (mut codes, mut common) = (0_usize, 0_usize);
    let mut rest = bytes.iter().copied();
    while let Some(lead) = rest.next() {
        if lead < 0x80 {
            continue;
        }
        let Some(trail) = rest.next() else {
            return false;
        };
        codes += 1;
        match (lead, trail) {
            (0xA1..=0xA9 | 0xB0..=0xF7, 0xA1..=0xFE) => common += 1,
            (0x81..=0xFE, 0x40..=0x7E | 0x80..=0xFE) => {}
            (0x81..=0xFE, 0x30..=0x39) => {
                let third = rest.next().is_some_and(|it| (0x81..=0xFE).contains(&it));
                if !third || !rest.next().is_some_and(|it| it.is_ascii_digit()) {
                    return false;
                }
            }
            _ => return false,
        }
    }
    common * 2 > codes && !is_damaged_utf8(bytes)
}

/// Whether most characters outside ASCII are valid UTF-8 of three bytes, as hanzi are. Pairs of
/// GBK sometimes form such a sequence; bytes of UTF-8 often form pairs of GBK.
fn is_damaged_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        good += chunk
            .valid()
            .chars()
            .filter(|it| it.len_utf8() == 3)
            .count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    good > bad
}

/// The place of one byte of a file that is not text. What precedes it is counted in characters
/// if it is UTF-8, and byte by byte otherwise.
fn place_of_byte(bytes: &[u8], at: usize) -> Span {
    let before = String::from_utf8_lossy(bytes.get(..at).unwrap_or_default());
    let Span { line, column, .. } = Ruler::new(&before).place(before.len(), before.len());
    let (start, end) = (at, at + 1);
    Span {
        start,
        end,
        line,
        column,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(bytes: &[u8]) -> SourceError {
        decode(bytes).unwrap_err()
    }

    #[test]
    fn another_kind_of_file_is_recognised_whatever_its_length() {
        let long = [b"%PDF-".as_slice(), &vec![b' '; MAX_TEXT]].concat();
        let kind = FileKind::Pdf;
        assert_eq!(error(&long), SourceError::Foreign { kind });
    }

    fn utf16(text: &str, to_bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(to_bytes).collect()
    }

    #[test]
    fn utf16_is_recognised_with_and_without_its_mark() {
        let text = "form: a-form-2021\nissuer: 淮安市人民政府\noverview: |\n  2024年，全市……\n";
        for to_bytes in [u16::to_le_bytes, u16::to_be_bytes] {
            assert_eq!(error(&utf16(text, to_bytes)), SourceError::Utf16);
            assert_eq!(
                error(&utf16(&format!("\u{FEFF}{text}"), to_bytes)),
                SourceError::Utf16
            );
            assert_eq!(error(&utf16("\u{FEFF}总计", to_bytes)), SourceError::Utf16);
        }
    }

    /// `issuer: 淮安市人民政府` in GBK.
    const GBK: &[u8] = b"issuer: \xBB\xB4\xB0\xB2\xCA\xD0\xC8\xCB\xC3\xF1\xD5\xFE\xB8\xAE\n";

    #[test]
    fn gbk_is_distinguished_from_other_bytes() {
        let gbk = |bytes: &[u8]| matches!(error(bytes), SourceError::Gbk { .. });
        assert!(gbk(GBK));
        assert!(gbk(&[GBK, b"\x81\x30\x81\x30"].concat()), "four bytes");
        assert!(!gbk(&[GBK, b"\xB4"].concat()), "cut in the middle");
        assert!(!gbk(b"caf\xE9 au lait"), "Latin-1");
        assert!(!gbk(b"\xE9t\xE9 \xE0s"), "Latin-1 that pairs");
        let damaged = "机关事项办理工作年度报告".as_bytes();
        assert!(
            !gbk(&[damaged, b"\xD5\xFE"].concat()),
            "UTF-8 with a wrong end"
        );
        assert!(
            !gbk(&[b"\xD5\xFE", damaged].concat()),
            "UTF-8 with a wrong start"
        );
    }

    #[test]
    fn the_first_bad_byte_is_placed() {
        let bytes = "甲: 1\r\n乙丙".as_bytes();
        let place = error(&[bytes, b"\xFF\xE4"].concat()).place().unwrap();
        assert_eq!((place.line, place.column, place.start), (2, 3, bytes.len()));
        let place = error(GBK).place().unwrap();
        assert_eq!((place.line, place.column), (1, 9));
    }

    #[test]
    fn binary_is_a_nul_or_many_control_bytes() {
        let place = |bytes: &[u8]| match error(bytes) {
            SourceError::Binary { place } => place.start,
            other => panic!("{other:?}"),
        };
        assert_eq!(
            place(b"form: a\0b and more of it, so that it is no UTF-16\n"),
            7
        );
        assert_eq!(place(&b"ab\x01\x02\x03\x04".repeat(10)), 2);
        assert!(
            decode(b"form: a\x01b\n").is_ok(),
            "one is a finding of its own"
        );
    }

    #[test]
    fn length_is_bounded_in_bytes() {
        assert!(decode(&vec![b'a'; MAX_TEXT]).is_ok());
        let bytes = MAX_TEXT as u64 + 1;
        assert_eq!(
            error(&vec![b'a'; MAX_TEXT + 1]),
            SourceError::TooLong { bytes }
        );
    }

    #[test]
    fn byte_order_mark_and_carriage_returns_are_accepted_and_said() {
        let (text, notices) = decode("\u{FEFF}甲: 1\r\n".as_bytes()).unwrap();
        let place = Span {
            start: 6,
            end: 7,
            line: 1,
            column: 5,
        };
        assert_eq!(text, "甲: 1\r\n");
        assert_eq!(
            notices,
            [Notice::ByteOrderMark, Notice::CarriageReturns { place }]
        );
        assert_eq!(decode(b"a: 1\n").unwrap().1, []);
    }
}
