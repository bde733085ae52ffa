//! What can prevent a document from becoming a DOCX file. A document that cannot be
//! written correctly is not written at all.

use crate::document::TableError;
use chengbao_base::formats::xml::XmlError;
use chengbao_base::style::Typeface;
use chengbao_base::text::{Bilingual, Text};

/// Why no DOCX file was made. Nothing was written in these cases.
#[derive(Debug, thiserror::Error)]
#[error("{}", self.text().zh)]
#[non_exhaustive]
pub enum DocxError {
    /// A character that files cannot contain ([`chengbao_base::text::is_writable`]).
    Character {
        /// The character.
        character: char,
        /// The text that contains it, shortened, the character itself shown as `�`.
        place: String,
    },
    /// A table whose cells do not tile its grid.
    Table(#[from] TableError),
    /// Word cannot open tables with so many columns.
    Columns(String),
    /// A style uses a typeface that `typography.faces` does not name.
    Face(Typeface),
    /// Figures of the typography from which no page can be made.
    Typography(&'static str),
    /// [`crate::document::Meta::date`] is not `YYYY-MM-DD`.
    Date(String),
    /// An id path of the data that does not lead to an element, or occurs twice.
    Path(String),
    /// A part that docx-rs built could not be read again: an internal error.
    Part {
        /// Name of the part in the package.
        part: String,
        /// The message of the XML reader.
        source: XmlError,
    },
    /// The package could not be built: it exceeds the limits of a ZIP file.
    Package(#[from] zip::result::ZipError),
}

impl Bilingual for DocxError {
    fn text(&self) -> Text {
        match self {
            Self::Character { character, place } => {
                let code = u32::from(*character);
                Text::new(
                    format!("“{place}”中有不能写入 DOCX 的字符 U+{code:04X}，请删去。"),
                    format!(
                        "“{place}” contains U+{code:04X}, which is not allowed in DOCX; remove it"
                    ),
                )
            }
            Self::Table(fault) => fault.text(),
            Self::Columns(table) => Text::new(
                format!("表格“{table}”的列太多，Word 无法打开"),
                format!("table “{table}” has more columns than Word can open"),
            ),
            Self::Face(face) => Text::new(
                format!("版式中没有字体“{}”的名称", face.name()),
                format!(
                    "the typography has no name for the typeface “{}”",
                    face.name()
                ),
            ),
            Self::Typography(what) => Text::new(
                format!("版式的“{what}”有误，无法排版"),
                format!("the typography cannot be laid out because of “{what}”"),
            ),
            Self::Date(date) => Text::new(
                format!("成文日期“{date}”的写法不是 YYYY-MM-DD"),
                format!("the date “{date}” is not written as YYYY-MM-DD"),
            ),
            Self::Path(path) => Text::new(
                format!("数据路径“{path}”不能写成 XML 元素"),
                format!("the id path “{path}” cannot be written as an XML element"),
            ),
            Self::Part { part, source } => Text::new(
                format!("程序内部错误，部件 {part} 有误：{source}"),
                format!("internal error, the part {part} is not well-formed: {source}"),
            ),
            Self::Package(error) => Text::new(
                format!("程序内部错误，打包失败：{error}"),
                format!("internal error, the package cannot be built: {error}"),
            ),
        }
    }
}
