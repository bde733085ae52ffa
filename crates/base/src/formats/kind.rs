//! What a file is, by its bytes: the one place where kinds of files are told apart. Names and media types
//! play no part.
//!
//! It never reads a file: that it begins like a PDF does not mean that it is a sound one.

/// Kinds of files that are recognised.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileKind {
    /// Word or WPS document (`.docx`).
    Word,
    /// Workbook (`.xlsx`).
    Excel,
    /// Slides (`.pptx`).
    PowerPoint,
    /// 版式文件 of GB/T 33190 (`.ofd`).
    Ofd,
    /// Any other ZIP file.
    Zip,
    /// Archive of another kind (rar, 7z, gzip).
    Archive,
    /// `.doc`, `.xls`, `.ppt`, `.wps`, `.et`: all one container.
    OldOffice,
    /// Rich text (`.rtf`).
    RichText,
    /// PDF.
    Pdf,
    /// A PDF with something else before its header, as viewers accept it; it may also be a text that speaks
    /// of PDF.
    LatePdf,
    /// PNG.
    Png,
    /// JPEG.
    Jpeg,
    /// GIF.
    Gif,
    /// BMP.
    Bmp,
    /// TIFF.
    Tiff,
    /// WebP.
    WebP,
    /// HEIC and AVIF.
    Heif,
    /// SVG.
    Svg,
    /// Web page, or a text with tags like one.
    Page,
    /// A page with all its parts in one message of RFC 2557 (`.mht`, `.mhtml`).
    WebArchive,
}

/// How far a page's first tag may be from its beginning, and a PDF's header (Acrobat looks as far).
const HEAD: usize = 1024;

/// How much of either end of a ZIP file is searched for the names of its parts, in bytes.
const SAMPLE: usize = 8192;

/// What only this kind of file begins with.
const MAGIC: [(&[u8], FileKind); 11] = [
    (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", FileKind::OldOffice),
    (b"%PDF-", FileKind::Pdf),
    (b"{\\rtf", FileKind::RichText),
    (b"\x1F\x8B", FileKind::Archive),
    (b"Rar!\x1A\x07", FileKind::Archive),
    (b"7z\xBC\xAF\x27\x1C", FileKind::Archive),
    (b"\x89PNG\r\n\x1A\n", FileKind::Png),
    (b"\xFF\xD8\xFF", FileKind::Jpeg),
    (b"GIF8", FileKind::Gif),
    (b"II*\0", FileKind::Tiff),
    (b"MM\0*", FileKind::Tiff),
];

/// Tags by which a page without a beginning of its own is recognised.
const TAGS: [&[u8]; 8] = [
    b"<html",
    b"<!doctype html",
    b"<body",
    b"<table",
    b"<div",
    b"<head",
    b"<p",
    b"<meta",
];

impl FileKind {
    /// The kind of a file; `None` for text and for what is unknown.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Option<Self> {
        if bytes.starts_with(b"PK\x03\x04") {
            return Some(zip(bytes));
        }
        let magic = MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic));
        let found = magic.map(|(_, kind)| *kind).or_else(|| container(bytes));
        found.or_else(|| within(bytes.get(..HEAD).unwrap_or(bytes)))
    }

    /// Whether it is a ZIP file, whatever is in it.
    #[must_use]
    pub const fn is_zip(self) -> bool {
        use FileKind::{Excel, Ofd, PowerPoint, Word, Zip};
        matches!(self, Word | Excel | PowerPoint | Ofd | Zip)
    }
}

/// Pictures whose kind is not said by their first bytes alone.
fn container(bytes: &[u8]) -> Option<FileKind> {
    match bytes {
        [b'R', b'I', b'F', b'F', _, _, _, _, rest @ ..] => {
            rest.starts_with(b"WEBP").then_some(FileKind::WebP)
        }
        // A box of at most 64 KB (ISO/IEC 14496-12 §4.3); text has no NUL.
        [0, 0, _, _, rest @ ..] => rest.starts_with(b"ftyp").then_some(FileKind::Heif),
        // Words can begin with BM; the reserved bytes of a bitmap's header are zero.
        [b'B', b'M', _, _, _, _, 0, 0, 0, 0, ..] => Some(FileKind::Bmp),
        _ => None,
    }
}

/// What is recognised by a word near the beginning.
fn within(head: &[u8]) -> Option<FileKind> {
    let has = |word: &[u8]| {
        let mut words = head.windows(word.len());
        words.any(|it| it.eq_ignore_ascii_case(word))
    };
    if head.windows(5).any(|part| part == b"%PDF-") {
        return Some(FileKind::LatePdf);
    }
    if head.starts_with(b"\xff\xfe") || head.starts_with(b"\xfe\xff") {
        let mut plain = head.iter().filter(|byte| **byte != 0);
        return plain.any(|byte| *byte == b'<').then_some(FileKind::Page);
    }
    let text = head
        .strip_prefix(b"\xef\xbb\xbf")
        .unwrap_or(head)
        .trim_ascii_start();
    if has(b"mime-version:") && has(b"multipart/related") && !text.starts_with(b"<") {
        return Some(FileKind::WebArchive);
    }
    if text.starts_with(b"<") && has(b"<svg") {
        return Some(FileKind::Svg);
    }
    let is_page = text.starts_with(b"<") || TAGS.iter().any(|tag| has(tag));
    is_page.then_some(FileKind::Page)
}

/// What a ZIP file is, by the names of its parts. Names occur before each part and again at the end of the
/// file.
fn zip(bytes: &[u8]) -> FileKind {
    let head = bytes.get(..SAMPLE).unwrap_or(bytes);
    let tail = bytes.get(bytes.len().saturating_sub(SAMPLE)..);
    let has = |name: &[u8]| {
        let within = |part: &[u8]| part.windows(name.len()).any(|it| it == name);
        within(head) || tail.is_some_and(within)
    };
    let parts: [(&[u8], FileKind); 4] = [
        (b"word/", FileKind::Word),
        (b"xl/", FileKind::Excel),
        (b"ppt/", FileKind::PowerPoint),
        (b"OFD.xml", FileKind::Ofd),
    ];
    let found = parts.into_iter().find(|(name, _)| has(name));
    found.map_or(FileKind::Zip, |(_, kind)| kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_file_is_its_bytes_show() {
        use FileKind as Kind;
        let late = [b"PK\x03\x04".as_slice(), &[0; 20000], b"word/document.xml"].concat();
        for (bytes, kind) in [
            (
                b"PK\x03\x04....[Content_Types].xml....word/document.xml".as_slice(),
                Kind::Word,
            ),
            (&late, Kind::Word),
            (b"PK\x03\x04....xl/workbook.xml", Kind::Excel),
            (b"PK\x03\x04....ppt/presentation.xml", Kind::PowerPoint),
            (b"PK\x03\x04....OFD.xml", Kind::Ofd),
            (b"PK\x03\x04....a.txt", Kind::Zip),
            (b"\x1F\x8B\x08", Kind::Archive),
            (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\0\0", Kind::OldOffice),
            (b"{\\rtf1\\ansi <p", Kind::RichText),
            (b"%PDF-1.7\n", Kind::Pdf),
            (b"junk\n%PDF-1.4", Kind::LatePdf),
            (b"\x89PNG\r\n\x1A\n....%PDF-", Kind::Png),
            (b"\xFF\xD8\xFF\xE0", Kind::Jpeg),
            (b"GIF89a...", Kind::Gif),
            (b"BM\x36\0\0\0\0\0\0\0\x36", Kind::Bmp),
            (b"II*\0....", Kind::Tiff),
            (b"RIFF\x10\0\0\0WEBPVP8 ", Kind::WebP),
            (b"\0\0\0\x1cftypavif", Kind::Heif),
            (
                b"\xef\xbb\xbf<?xml version=\"1.0\"?>\n<svg xmlns=\"\">",
                Kind::Svg,
            ),
            (b"\xef\xbb\xbf\r\n<!DOCTYPE html>", Kind::Page),
            (b"\xff\xfe<\0h\0t\0m\0l\0", Kind::Page),
            (b"title <TABLE>", Kind::Page),
            (
                b"From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\r\n<html>",
                Kind::WebArchive,
            ),
        ] {
            assert_eq!(FileKind::of(bytes), Some(kind), "{}", bytes.escape_ascii());
        }
    }

    #[test]
    fn text_is_no_file_of_another_kind() {
        for text in [
            "BM: 1\nother: 2\n",
            "form: a\n",
            "PK: 1\n",
            "1234ftyp",
            "RIFF: a, WEBP",
            "",
        ] {
            assert_eq!(FileKind::of(text.as_bytes()), None, "{text}");
        }
    }
}
