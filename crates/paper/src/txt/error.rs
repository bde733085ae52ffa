//! What can prevent a document from becoming a text file.

use std::fmt;

use crate::document::TableFault;
use chengbao_base::text::{Text, is_writable};

/// Why no text was made. Nothing is returned in these cases.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TxtError {
    /// A character that files cannot contain ([`is_writable`]).
    Character {
        /// The character.
        character: char,
        /// The line that contains it, shortened, such characters shown as `�`.
        place: String,
    },
    /// A table whose cells do not tile its grid. An internal error, never a fault of a report.
    Table(TableFault),
}

impl From<TableFault> for TxtError {
    fn from(fault: TableFault) -> Self {
        Self::Table(fault)
    }
}

/// How many characters of a line are shown.
const SHOWN: usize = 24;

impl TxtError {
    /// The error for a character, with the line of the text that contains it.
    pub(super) fn of_character(character: char, text: &str) -> Self {
        let line = text.split('\n').find(|line| line.contains(character));
        let shown = |c| if is_writable(c) { c } else { '\u{fffd}' };
        let place = line.unwrap_or_default().chars().take(SHOWN).map(shown);
        Self::Character {
            character,
            place: place.collect(),
        }
    }

    /// The message.
    #[must_use]
    pub fn text(&self) -> Text {
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

impl fmt::Display for TxtError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.text().zh)
    }
}

impl std::error::Error for TxtError {}
