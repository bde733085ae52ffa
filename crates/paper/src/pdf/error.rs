//! Why no PDF could be written.

use std::fmt;

use crate::typeset::FontError;
use chengbao_base::text::{Bilingual, Text};

/// Why no PDF could be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PdfError {
    /// A face is not available.
    Font(FontError),
    /// A face cannot be reduced to the glyphs used.
    Subset {
        /// PostScript name of the face.
        face: String,
        /// What is wrong.
        reason: String,
    },
    /// The pages are inconsistent: a position that is not a number, an owner that is not an element.
    /// An internal error, never a fault of a report.
    Pages {
        /// What is wrong.
        reason: String,
    },
    /// The page writer returned something unexpected. An internal error.
    Writer {
        /// What is wrong.
        reason: String,
    },
}

impl PdfError {
    pub(super) fn pages(reason: impl Into<String>) -> Self {
        Self::Pages {
            reason: reason.into(),
        }
    }

    pub(super) fn writer(reason: impl Into<String>) -> Self {
        Self::Writer {
            reason: reason.into(),
        }
    }
}

impl Bilingual for PdfError {
    fn text(&self) -> Text {
        let (zh, en) = match self {
            Self::Font(error) => return error.text(),
            Self::Subset { face, reason } => (
                format!(
                    "字体 {face} 无法取子集（{reason}），文件可能已损坏。请重新复制该字体，或换用其他字体。"
                ),
                format!(
                    "cannot subset the font {face} ({reason}); its file may be damaged: copy it again or use another font"
                ),
            ),
            Self::Pages { reason } => (
                format!("程序内部错误，版面数据不一致（{reason}）。请把这一行反馈给开发者。"),
                format!(
                    "internal error: the pages are inconsistent ({reason}); please report this line"
                ),
            ),
            Self::Writer { reason } => (
                format!("程序内部错误，PDF 生成失败（{reason}）。请把这一行反馈给开发者。"),
                format!(
                    "internal error: the PDF cannot be written ({reason}); please report this line"
                ),
            ),
        };
        Text::new(zh, en)
    }
}

impl From<FontError> for PdfError {
    fn from(error: FontError) -> Self {
        Self::Font(error)
    }
}

impl From<lopdf::Error> for PdfError {
    fn from(error: lopdf::Error) -> Self {
        Self::writer(error.to_string())
    }
}

impl fmt::Display for PdfError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.text().zh)
    }
}

impl std::error::Error for PdfError {}
