//! What can prevent a document from being laid out, with messages that name the place.

use std::fmt;

use super::faces::FontError;
use chengbao_base::text::{Bilingual, Text};

/// Why a document cannot be laid out. Nothing is left out or drawn over something else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LayoutError {
    /// No face of the set draws a character.
    MissingGlyph {
        /// The character.
        character: char,
        /// The place, in words.
        place: Text,
    },
    /// A word or number is wider than its cell even at the smallest size of table text.
    TooWide {
        /// Id path of the value, or the label of its cell.
        path: String,
        /// What does not fit.
        text: String,
    },
    /// A table row is taller than a page.
    TooTall {
        /// Id path of the value that causes it, or its label.
        path: String,
    },
    /// A text that must fit on one line, such as the name at the head of a letter, is too long.
    TooLong {
        /// What it is, in words.
        place: Text,
    },
    /// The typography leaves no room for text, or has an invalid size.
    Typography {
        /// What is wrong with it.
        reason: Text,
    },
    /// A face cannot be used.
    Font(FontError),
}

impl Bilingual for LayoutError {
    fn text(&self) -> Text {
        match self {
            Self::MissingGlyph { character, place } => {
                let code = u32::from(*character);
                Text::new(
                    format!(
                        "{}里的“{character}”（U+{code:04X}）没有字体能够显示。请改用其他字，或用 --fonts 指定有这个字的字体所在的文件夹。",
                        place.zh
                    ),
                    format!(
                        "no font contains the character “{character}” (U+{code:04X}) in {}; use another character, or give the folder of a font that contains it with --fonts",
                        place.en
                    ),
                )
            }
            Self::TooWide { path, text } => Text::new(
                format!(
                    "{path}里的“{text}”太宽，缩到最小字号仍放不进单元格。请核对；正文里的表格，请减少列数。"
                ),
                format!(
                    "{path}: “{text}” is wider than its cell even at the smallest size; check it, or use fewer columns if the table is in a text"
                ),
            ),
            Self::TooTall { path } => Text::new(
                format!("{path}的内容太多，表格的这一行超过一页。请缩短内容。"),
                format!("{path}: the table row is taller than a page; shorten the text"),
            ),
            Self::TooLong { place } => Text::new(
                format!("{}太长，一行放不下。请缩短，如改用规范化简称。", place.zh),
                format!(
                    "{} does not fit on one line; shorten it, for instance to the office's standard short name",
                    place.en
                ),
            ),
            Self::Typography { reason } => Text::new(
                format!("版式有误：{}。", reason.zh),
                format!("invalid typography: {}", reason.en),
            ),
            Self::Font(error) => error.text(),
        }
    }
}

impl From<FontError> for LayoutError {
    fn from(error: FontError) -> Self {
        Self::Font(error)
    }
}

impl fmt::Display for LayoutError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.text().zh)
    }
}

impl std::error::Error for LayoutError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Font(error) => Some(error),
            _ => None,
        }
    }
}
