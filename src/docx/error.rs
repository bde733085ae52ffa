//! What can stop a document from becoming a DOCX file. Never an excuse for a broken file: a document
//! that cannot be written right is not written at all.

use crate::document::Typeface;

/// Why no DOCX file was made. Nothing has been written where one of these comes back.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum DocxError {
    /// A character that XML 1.0 §2.2 forbids, or a carriage return, which no XML text keeps (§2.11).
    #[error(
        "“{place}”中有不能写入 DOCX 的字符 U+{code:04X} (character U+{code:04X} cannot be written to DOCX)",
        code = u32::from(*character)
    )]
    Character {
        /// The character.
        character: char,
        /// The text it stands in, shortened, the character itself shown as `�`.
        place: String,
    },
    /// A table whose cells do not tile its grid.
    #[error(
        "表“{table}”第{row}行第{column}列:{fault} (table geometry, counted from 1)",
        row = row + 1,
        column = column + 1
    )]
    Table {
        /// [`crate::document::Table::summary`].
        table: String,
        /// Grid row, from 0.
        row: usize,
        /// Grid column, from 0.
        column: usize,
        /// What is wrong there.
        fault: TableFault,
    },
    /// A style asks for a typeface that `typography.faces` does not name.
    #[error("版式中没有字体“{}”的名称 (no name for this typeface)", .0.name())]
    Face(Typeface),
    /// Figures of the typography that no page can be made from.
    #[error("版式的“{0}”不能成页 (typography that makes no page)")]
    Typography(&'static str),
    /// [`crate::document::Meta::date`] is not `YYYY-MM-DD`.
    #[error("成文日期“{0}”不是 YYYY-MM-DD (not a date)")]
    Date(String),
    /// An id path of the data that is no way to an element, or that is there twice.
    #[error("数据路径“{0}”不能写成 XML 元素 (id path that names no element of its own)")]
    Path(String),
    /// A part that docx-rs built could not be read again: a fault of the program.
    #[error("部件 {part} 有误 (part is not well-formed): {source}")]
    Part {
        /// Name of the part in the package.
        part: String,
        /// What the XML reader or writer said.
        source: quick_xml::Error,
    },
    /// The package could not be put together: it is past what a ZIP file holds.
    #[error("打包失败 (cannot build the package): {0}")]
    Package(&'static str),
}

/// What is wrong at a place of a table's grid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TableFault {
    /// No cell covers the position.
    #[error("没有单元格")]
    Hole,
    /// Two cells cover the position.
    #[error("单元格重叠")]
    Overlap,
    /// A cell reaches past the last column or row.
    #[error("单元格超出表格")]
    Outside,
    /// A cell covers no column or no row.
    #[error("单元格跨度为零")]
    NoSpan,
    /// The table has no columns, no rows, or widths that are not positive numbers.
    #[error("表格没有行列或列宽有误")]
    NoGrid,
}
