//! Files that are not text: the message for each kind.

use chengbao_base::formats::FileKind;
use chengbao_base::text::Text;

/// The kind of a file that is taken for a report file by mistake; `None` for text, of whatever it may speak.
pub(super) fn foreign(bytes: &[u8]) -> Option<FileKind> {
    let is_text =
        |kind: &FileKind| matches!(kind, FileKind::LatePdf | FileKind::Svg | FileKind::Page);
    FileKind::of(bytes).filter(|kind| !is_text(kind))
}

/// What the file is and which file to use instead.
pub(super) fn message(kind: FileKind) -> Text {
    let (zh, en) = match kind {
        FileKind::Word => ("Word 文件（.docx）", "a Word document (.docx)"),
        FileKind::Excel => ("Excel 工作簿（.xlsx）", "an Excel workbook (.xlsx)"),
        FileKind::PowerPoint => ("演示文稿（.pptx）", "a PowerPoint file (.pptx)"),
        FileKind::OldOffice => (
            "旧版 Office 或 WPS 文件（.doc、.xls、.wps 等）",
            "an old Office or WPS file (.doc, .xls, .wps …)",
        ),
        FileKind::RichText => ("RTF 文件（.rtf）", "a rich text file (.rtf)"),
        FileKind::Pdf | FileKind::LatePdf => ("PDF 文件", "a PDF"),
        FileKind::Ofd => ("OFD 版式文件", "an OFD document"),
        FileKind::Zip | FileKind::Archive => ("压缩文件", "an archive"),
        FileKind::Page => ("网页", "a web page"),
        FileKind::WebArchive => (
            "单个文件网页（.mht、.mhtml）",
            "a web page saved as a single file (.mht, .mhtml)",
        ),
        FileKind::Png
        | FileKind::Jpeg
        | FileKind::Gif
        | FileKind::Bmp
        | FileKind::Tiff
        | FileKind::WebP
        | FileKind::Heif
        | FileKind::Svg => ("图片", "a picture"),
    };
    Text::new(
        format!(
            "这是{zh}，不是报告的数据文件。请选数据文件（.yaml）；还没有的，先生成一份空白的再填写。"
        ),
        format!(
            "This is {en}, not a report file. Choose the report's .yaml file, or begin with a blank one."
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_of_other_programs_are_named_and_texts_are_not() {
        assert_eq!(foreign(b"%PDF-1.7\n"), Some(FileKind::Pdf));
        assert_eq!(foreign(b"\xFF\xD8\xFF\xE0"), Some(FileKind::Jpeg));
        for text in ["form: a # %PDF-\n", "overview: <p>\n", "form: a\n"] {
            assert_eq!(foreign(text.as_bytes()), None, "{text}");
        }
        for (kind, zh) in [(FileKind::Zip, "压缩文件"), (FileKind::Gif, "图片")] {
            assert!(message(kind).zh.contains(zh));
        }
    }
}
