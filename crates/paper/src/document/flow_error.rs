//! What can prevent a document from becoming flowing text: an HTML page or a text file.

use std::fmt;

use super::TableError;
use chengbao_base::text::{Bilingual, Text};

/// Why no page or text was made. Nothing is returned in these cases.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum FlowError {
    /// A character that files cannot contain ([`chengbao_base::text::is_writable`]).
    Character {
        /// The character.
        character: char,
        /// The text that contains it, shortened, such characters shown as `�`.
        place: String,
    },
    /// A table whose cells do not tile its grid. An internal error, never a fault of a report.
    Table(TableError),
}

impl From<TableError> for FlowError {
    fn from(fault: TableError) -> Self {
        Self::Table(fault)
    }
}

impl Bilingual for FlowError {
    fn text(&self) -> Text {
        match self {
            Self::Character { character, place } => {
                let code = u32::from(*character);
                Text::new(
                    format!("“{place}”中有不能写入文件的字符 U+{code:04X}，请删去。"),
                    format!(
                        "“{place}” contains U+{code:04X}, which files cannot contain; remove it"
                    ),
                )
            }
            Self::Table(fault) => fault.text(),
        }
    }
}

impl fmt::Display for FlowError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.text().zh)
    }
}

impl std::error::Error for FlowError {}
