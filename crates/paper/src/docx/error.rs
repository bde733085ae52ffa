//! What can prevent a document from becoming a DOCX file. A document that cannot be
//! written correctly is not written at all.

use crate::document::TableFault;
use chengbao_base::formats::xml::XmlError;
use chengbao_base::style::Typeface;

/// Why no DOCX file was made. Nothing was written in these cases.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum DocxError {
    /// A character that files cannot contain ([`chengbao_base::text::is_writable`]).
    #[error(
        "“{place}”中有不能写入 DOCX 的字符 U+{code:04X} (character U+{code:04X} is not allowed in DOCX)",
        code = u32::from(*character)
    )]
    Character {
        /// The character.
        character: char,
        /// The text that contains it, shortened, the character itself shown as `�`.
        place: String,
    },
    /// A table whose cells do not tile its grid.
    #[error(transparent)]
    Table(#[from] TableFault),
    /// Word cannot open tables with so many columns.
    #[error("表格“{0}”的列太多，Word 无法打开 (the table has more columns than Word can open)")]
    Columns(String),
    /// A style uses a typeface that `typography.faces` does not name.
    #[error("版式中没有字体“{}”的名称 (the typography has no name for this typeface)", .0.name())]
    Face(Typeface),
    /// Figures of the typography from which no page can be made.
    #[error("版式的“{0}”有误，无法排版 (the typography cannot be laid out)")]
    Typography(&'static str),
    /// [`crate::document::Meta::date`] is not `YYYY-MM-DD`.
    #[error("成文日期“{0}”的写法不是 YYYY-MM-DD (not a valid date)")]
    Date(String),
    /// An id path of the data that does not lead to an element, or occurs twice.
    #[error("数据路径“{0}”不能写成 XML 元素 (the id path cannot be written as an XML element)")]
    Path(String),
    /// A part that docx-rs built could not be read again: an internal error.
    #[error(
        "程序内部错误，部件 {part} 有误 (internal error, the part is not well-formed): {source}"
    )]
    Part {
        /// Name of the part in the package.
        part: String,
        /// The message of the XML reader.
        source: XmlError,
    },
    /// The package could not be built: it exceeds the limits of a ZIP file.
    #[error("程序内部错误，打包失败 (internal error, cannot build the package): {0}")]
    Package(#[from] zip::result::ZipError),
}
