//! Why a PDF of any program is not read.

use crate::text::{Bilingual, Text};

/// Why a PDF of any program is not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
#[error("{}", self.text().en)]
pub enum LenientError {
    /// Needs a password.
    Encrypted,
    /// What was asked for costs more than the bounds allow.
    TooLarge,
    /// It does not say where its objects are.
    NoReferences,
    /// The object that leads to all others cannot be read.
    NoCatalog,
}

impl Bilingual for LenientError {
    fn text(&self) -> Text {
        match self {
            Self::Encrypted => Text::new("PDF 已加密", "the PDF is encrypted"),
            Self::TooLarge => Text::new("PDF 内容过大", "the content of the PDF is too large"),
            Self::NoReferences => Text::new(
                "文件末尾的交叉引用缺失或无法读取，文件可能不完整",
                "the cross-references at its end are missing or cannot be read; it may be incomplete",
            ),
            Self::NoCatalog => Text::new(
                "文件的根对象缺失或无法读取",
                "its root object is missing or cannot be read",
            ),
        }
    }
}
