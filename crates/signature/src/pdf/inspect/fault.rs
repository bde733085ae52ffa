//! What can be wrong with the form of a signature.

use chengbao_base::text::Text;

/// Why a signature is not what it seems to be.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Fault {
    /// An entry is not there or is of another kind.
    #[error("the signature has no proper {key}")]
    Entry {
        /// The key.
        key: &'static str,
    },
    /// A format that is not understood here.
    #[error("the signature is of the kind {name}, which is not understood")]
    SubFilter {
        /// `SubFilter`.
        name: String,
    },
    /// Not two ranges, the first from 0, one behind the other.
    #[error("the ranges of the signature do not begin with the file, or overlap")]
    Ranges,
    /// The ranges reach beyond the file.
    #[error("the file is cut off: the signature is over more bytes than there are")]
    Truncated,
    /// The ranges leave out something else than `Contents`.
    #[error("the signature leaves out more than its own value")]
    Gap,
    /// The signed bytes are no complete file by themselves.
    #[error("what was signed is no complete PDF: {detail}")]
    Revision {
        /// What is wrong.
        detail: String,
    },
    /// The update that signed does not go on from the revision before it.
    #[error("the signing update does not go on from the document before it")]
    Chain,
    /// The signature says it certifies, and the catalog it was signed with does not name it so.
    #[error("the certification of the document was removed")]
    Certification,
    /// A signature of PAdES that does not name its certificate by a digest that counts: another
    /// certificate of the same key could be put in its place (ETSI EN 319 142-1 §6.3).
    #[error("the signature does not name its certificate (signing-certificate-v2), as {name} asks")]
    Unnamed {
        /// `SubFilter`.
        name: &'static str,
    },
    /// The file as it is does not show the signature any more.
    #[error("the signature was removed from the document")]
    Removed,
}

impl Fault {
    /// The message.
    #[must_use]
    pub fn text(&self) -> Text {
        let zh = match self {
            Self::Entry { key } => format!("签名缺少正确的 {key}"),
            Self::SubFilter { name } => format!("签名格式为 {name}，不能识别"),
            Self::Ranges => "签名的字节范围不从文件开头起，或有重叠".to_owned(),
            Self::Truncated => "文件不完整：签名所覆盖的字节多于文件现有的字节".to_owned(),
            Self::Gap => "签名范围所留空的不只是签名值".to_owned(),
            Self::Revision { detail } => format!("所签的内容不是完整的 PDF：{detail}"),
            Self::Chain => "签名时的更新没有接在原文件之后".to_owned(),
            Self::Certification => "文件的认证（DocMDP）已被去掉".to_owned(),
            Self::Unnamed { name } => {
                format!("签名没有指明所用的证书（signing-certificate-v2），不合 {name} 的要求")
            }
            Self::Removed => "签名已被从文件中去掉".to_owned(),
        };
        Text::new(zh, self.to_string())
    }
}
