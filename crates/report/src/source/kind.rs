//! Files that are not text: what they are, by their first bytes, and the message for each.

use chengbao_base::text::{Bilingual, Text};

/// How much of either end of an archive is searched for the names of its parts, in bytes.
const SAMPLE: usize = 8192;

/// Kinds of files that are taken for report files by mistake.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileKind {
    /// Word or WPS document (`.docx`).
    Word,
    /// Workbook (`.xlsx`).
    Excel,
    /// Slides (`.pptx`).
    PowerPoint,
    /// `.doc`, `.xls`, `.ppt`, `.wps`, `.et`: all one container.
    OldOffice,
    /// Rich text (`.rtf`).
    RichText,
    /// PDF.
    Pdf,
    /// 版式文件 of GB/T 33190 (`.ofd`).
    Ofd,
    /// Archive (zip, rar, 7z, gzip).
    Archive,
    /// Picture (PNG, JPEG, GIF, BMP, TIFF, WebP).
    Picture,
}

impl FileKind {
    /// The kind of file, by its first bytes; `None` for text.
    pub(super) fn of(bytes: &[u8]) -> Option<Self> {
        let is = |magic: &[u8]| bytes.starts_with(magic);
        let found = if is(b"PK\x03\x04") {
            zip_kind(bytes)
        } else if is(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") {
            Self::OldOffice
        } else if is(b"%PDF-") {
            Self::Pdf
        } else if is(b"{\\rtf") {
            Self::RichText
        } else if is(b"\x1F\x8B") || is(b"Rar!\x1A\x07") || is(b"7z\xBC\xAF\x27\x1C") {
            Self::Archive
        } else if is_picture(bytes) {
            Self::Picture
        } else {
            return None;
        };
        Some(found)
    }
}

impl Bilingual for FileKind {
    /// What the file is and which file to use instead.
    fn text(&self) -> Text {
        let (zh, en) = match self {
            Self::Word => ("Word 文件（.docx）", "a Word document (.docx)"),
            Self::Excel => ("Excel 工作簿（.xlsx）", "an Excel workbook (.xlsx)"),
            Self::PowerPoint => ("演示文稿（.pptx）", "a PowerPoint file (.pptx)"),
            Self::OldOffice => (
                "旧版 Office 或 WPS 文件（.doc、.xls、.wps 等）",
                "an old Office or WPS file (.doc, .xls, .wps …)",
            ),
            Self::RichText => ("RTF 文件（.rtf）", "a rich text file (.rtf)"),
            Self::Pdf => ("PDF 文件", "a PDF"),
            Self::Ofd => ("OFD 版式文件", "an OFD document"),
            Self::Archive => ("压缩文件", "an archive"),
            Self::Picture => ("图片", "a picture"),
        };
        Text::new(
            format!(
                "这是{zh}，不是报告的数据文件。请选数据文件（.yaml）；还没有的，用 chengbao new 生成一份空白的，再填写。"
            ),
            format!(
                "This is {en}, not a report file. Choose the report's .yaml file; `chengbao new` writes a blank one to fill in."
            ),
        )
    }
}

fn is_picture(bytes: &[u8]) -> bool {
    let is = |magic: &[u8]| bytes.starts_with(magic);
    let webp = is(b"RIFF") && bytes.get(8..12) == Some(b"WEBP");
    // Words can begin with BM; the reserved bytes of a bitmap's header are zero.
    let bitmap = is(b"BM") && bytes.get(6..10) == Some(&[0; 4]);
    is(b"\x89PNG\r\n\x1A\n")
        || is(b"\xFF\xD8\xFF")
        || is(b"GIF8")
        || is(b"II*\0")
        || is(b"MM\0*")
        || webp
        || bitmap
}

/// What a zip archive is, by the names of its parts. Names occur before each part and again at
/// the end of the file.
fn zip_kind(bytes: &[u8]) -> FileKind {
    let head = bytes.get(..SAMPLE).unwrap_or(bytes);
    let tail = bytes.get(bytes.len().saturating_sub(SAMPLE)..);
    let has = |name: &[u8]| {
        let within = |part: &[u8]| part.windows(name.len()).any(|it| it == name);
        within(head) || tail.is_some_and(within)
    };
    if has(b"word/") {
        FileKind::Word
    } else if has(b"xl/") {
        FileKind::Excel
    } else if has(b"ppt/") {
        FileKind::PowerPoint
    } else if has(b"OFD.xml") {
        FileKind::Ofd
    } else {
        FileKind::Archive
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check_kind(bytes: &[u8], kind: FileKind) {
        assert_eq!(FileKind::of(bytes), Some(kind));
    }

    #[test]
    fn other_kinds_of_files_are_recognised_by_their_first_bytes() {
        check_kind(
            b"PK\x03\x04....[Content_Types].xml....word/document.xml",
            FileKind::Word,
        );
        check_kind(
            &[b"PK\x03\x04".as_slice(), &[0; 20000], b"word/document.xml"].concat(),
            FileKind::Word,
        );
        check_kind(b"PK\x03\x04....xl/workbook.xml", FileKind::Excel);
        check_kind(b"PK\x03\x04....ppt/presentation.xml", FileKind::PowerPoint);
        check_kind(b"PK\x03\x04....OFD.xml", FileKind::Ofd);
        check_kind(b"PK\x03\x04....a.txt", FileKind::Archive);
        check_kind(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\0\0", FileKind::OldOffice);
        check_kind(b"%PDF-1.7\n", FileKind::Pdf);
        check_kind(b"{\\rtf1\\ansi", FileKind::RichText);
        check_kind(b"\x89PNG\r\n\x1A\n", FileKind::Picture);
        check_kind(b"\xFF\xD8\xFF\xE0", FileKind::Picture);
        check_kind(b"BM\x36\0\0\0\0\0\0\0\x36", FileKind::Picture);
        check_kind(b"\x1F\x8B\x08", FileKind::Archive);
        for text in ["BM: 1\nother: 2\n", "form: a\n", "PK: 1\n", ""] {
            assert_eq!(FileKind::of(text.as_bytes()), None);
        }
    }
}
