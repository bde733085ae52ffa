//! Why a PDF cannot be read.

use crate::text::{Bilingual, Text};

/// Why a PDF cannot be read at all.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PdfError {
    /// Does not start as a PDF.
    #[error("not a PDF file")]
    NotPdf,
    /// Its cross-references or its catalog cannot be read.
    #[error("the PDF is damaged: {detail}")]
    Damaged {
        /// What is wrong, with its place.
        detail: String,
    },
    /// Needs a password.
    #[error("the PDF is encrypted")]
    Encrypted,
}

impl PdfError {
    /// Damage, in words.
    #[must_use]
    pub fn damaged(detail: impl Into<String>) -> Self {
        Self::Damaged {
            detail: detail.into(),
        }
    }
}

impl Bilingual for PdfError {
    fn text(&self) -> Text {
        let zh = match self {
            Self::NotPdf => "不是 PDF 文件".to_owned(),
            Self::Damaged { detail } => format!("PDF 已损坏：{detail}"),
            Self::Encrypted => "PDF 已加密".to_owned(),
        };
        Text::new(zh, self.to_string())
    }
}
