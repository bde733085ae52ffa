//! Faults in the structure of a signature.

use chengbao_base::text::{Bilingual, Text};

/// Why a signature's structure is not valid.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PdfDefect {
    /// An entry is missing or has the wrong type.
    #[error("the signature has no valid {key}")]
    Entry {
        /// The key.
        key: &'static str,
    },
    /// An unknown format.
    #[error("the signature has the unknown format {name}")]
    SubFilter {
        /// `SubFilter`.
        name: String,
    },
    /// Not two ranges, the first from 0, one after the other.
    #[error(
        "the byte ranges of the signature do not start at the beginning of the file, or overlap"
    )]
    Ranges,
    /// The ranges reach beyond the file.
    #[error("the file is truncated: the signature covers more bytes than it has")]
    Truncated,
    /// The ranges leave out something other than `Contents`.
    #[error("the signature leaves out more than its own value")]
    Gap,
    /// The signed bytes are not a complete file.
    #[error("what was signed is not a complete PDF: {detail}")]
    Revision {
        /// What is wrong.
        detail: String,
    },
    /// The signing update does not continue the previous revision.
    #[error("the signing update does not continue the document before it")]
    Chain,
    /// The signature claims to certify, but the catalog it was signed with does not confirm it.
    #[error("the certification of the document was removed")]
    Certification,
    /// A PAdES signature that does not name its certificate by an accepted digest: another
    /// certificate with the same key could replace it (ETSI EN 319 142-1 §6.3).
    #[error(
        "the signature does not name its certificate (signing-certificate-v2), as {name} requires"
    )]
    Unnamed {
        /// `SubFilter`.
        name: &'static str,
    },
    /// The current file no longer shows the signature.
    #[error("the signature was removed from the document")]
    Removed,
}

impl Bilingual for PdfDefect {
    fn text(&self) -> Text {
        let zh = match self {
            Self::Entry { key } => format!("签名缺少正确的 {key}"),
            Self::SubFilter { name } => format!("签名格式为 {name}，无法识别"),
            Self::Ranges => "签名的字节范围不从文件开头起，或有重叠".to_owned(),
            Self::Truncated => "文件不完整：签名涵盖的字节多于文件现有的字节".to_owned(),
            Self::Gap => "签名没有涵盖的不只是签名值本身".to_owned(),
            Self::Revision { detail } => format!("所签的内容不是完整的 PDF：{detail}"),
            Self::Chain => "签名时的更新没有接在原文件之后".to_owned(),
            Self::Certification => "文件的认证（DocMDP）已被去掉".to_owned(),
            Self::Unnamed { name } => {
                format!("签名没有写明所用的证书（signing-certificate-v2），不合 {name} 的要求")
            }
            Self::Removed => "签名已被从文件中去掉".to_owned(),
        };
        Text::new(zh, self.to_string())
    }
}
