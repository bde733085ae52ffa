//! What can stop a document from becoming an HTML page.

use std::fmt;

use crate::text::Text;

/// Why no page was made. Nothing comes out where one of these comes back.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum HtmlError {
    /// A control character or noncharacter, which no HTML text may hold (HTML §3.2.5.2.2, "text").
    Character {
        /// The character.
        character: char,
        /// The text it stands in, shortened, such characters shown as `�`.
        place: String,
    },
    /// A table whose cells do not tile its grid. A fault of the program, never of a report.
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
}

/// What is wrong at a place of a table's grid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TableFault {
    /// No cell covers the position.
    Hole,
    /// Two cells cover the position.
    Overlap,
    /// A cell reaches past the last column or row, or covers none.
    Span,
}

impl HtmlError {
    /// The message.
    #[must_use]
    pub fn text(&self) -> Text {
        match self {
            Self::Character { character, place } => {
                let code = u32::from(*character);
                Text::new(
                    format!("“{place}”中有不能写入 HTML 的字符 U+{code:04X}，请删去。"),
                    format!("“{place}” holds U+{code:04X}, which no HTML page may hold; remove it"),
                )
            }
            Self::Table {
                table,
                row,
                column,
                fault,
            } => {
                let (row, column) = (row + 1, column + 1);
                Text::new(
                    format!(
                        "程序内部错误：表“{table}”第 {row} 行第 {column} 列{}。",
                        fault.zh()
                    ),
                    format!(
                        "internal fault: table “{table}”, row {row}, column {column}: {}",
                        fault.en()
                    ),
                )
            }
        }
    }
}

impl TableFault {
    const fn zh(self) -> &'static str {
        match self {
            Self::Hole => "没有单元格",
            Self::Overlap => "单元格重叠",
            Self::Span => "单元格跨度有误",
        }
    }

    const fn en(self) -> &'static str {
        match self {
            Self::Hole => "no cell",
            Self::Overlap => "two cells",
            Self::Span => "a cell spans too far or not at all",
        }
    }
}

impl fmt::Display for HtmlError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.text().zh)
    }
}

impl std::error::Error for HtmlError {}
