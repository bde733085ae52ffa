//! Why a PDF cannot be signed.

use crate::cms::CmsError;
use chengbao_base::formats::pdf::PdfError;
use chengbao_base::text::{Bilingual, Text};

/// Why a PDF cannot be signed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PdfSignError {
    /// It cannot be read.
    #[error(transparent)]
    Pdf(#[from] PdfError),
    /// It has no empty signature field.
    #[error("the PDF has no empty signature field; only final documents have one")]
    NoField,
    /// It is already signed.
    #[error("the PDF is already signed")]
    Signed,
    /// The number of pixels of the seal's picture does not match its size.
    #[error("the number of pixels of the seal's picture does not match its size")]
    Picture,
    /// The signature cannot be made.
    #[error(transparent)]
    Cms(#[from] CmsError),
    /// The signature does not fit into its space.
    #[error("the signature is larger than {limit} bytes")]
    Size {
        /// The final size of the space.
        limit: usize,
    },
    /// The output is not as intended.
    #[error("internal error: {detail}; please report this line")]
    Program {
        /// What is wrong.
        detail: &'static str,
    },
}

impl Bilingual for PdfSignError {
    fn text(&self) -> Text {
        let zh = match self {
            Self::Pdf(error) => return error.text(),
            Self::Cms(error) => return error.text(),
            Self::NoField => "PDF 中没有空白的签名域；只有定稿才有".to_owned(),
            Self::Signed => "PDF 已经签名".to_owned(),
            Self::Picture => "印章图片的像素数与其尺寸不符".to_owned(),
            Self::Size { limit } => format!("签名大于 {limit} 字节"),
            Self::Program { detail } => format!("程序内部错误：{detail}。请把这一行反馈给开发者"),
        };
        Text::new(zh, self.to_string())
    }
}
