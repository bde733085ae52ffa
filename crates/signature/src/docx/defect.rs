//! What is wrong with a signature, and what it does not cover.

use chengbao_base::text::{Bilingual, Text};

/// A fault of a signature: any fault makes it invalid.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DocxDefect {
    /// The signature cannot be read.
    #[error("the signature cannot be read: {detail}")]
    Syntax {
        /// What is wrong.
        detail: String,
    },
    /// An unknown algorithm or transform.
    #[error("the signature uses {uri}, which is not accepted")]
    Algorithm {
        /// Its URI.
        uri: String,
    },
    /// SHA-1, MD5 or a signature by one of them, as old versions of Office wrote: they are no longer secure.
    #[error(
        "the signature uses {uri}, which is no longer secure and not accepted (old versions of Office)"
    )]
    Weak {
        /// Its URI.
        uri: String,
    },
    /// What is signed is not where it must be, or could be mistaken for something else.
    #[error("parts of the signature were moved: {detail}")]
    Wrapped {
        /// What is where.
        detail: String,
    },
    /// The signer's certificate is not in it, cannot be read, or is not the one it names.
    #[error("the signer's certificate is missing from the signature, or is a different one")]
    Certificate,
    /// It does not say which certificate it was made with, so that any with the same key would fit.
    #[error("the signature does not name the certificate it was made with (no XAdES)")]
    Unnamed,
    /// The signature value does not match certificate and signed information.
    #[error("the signature value is wrong")]
    Value,
    /// The signature value cannot be checked here: the key is of another kind or length, or the algorithm is unknown.
    #[error(
        "signatures made with {what} are not checked by this program; have another program check it"
    )]
    Unchecked {
        /// The kind of key, or the URI of the algorithm.
        what: String,
    },
    /// Something within the signature was changed.
    #[error("{id} of the signature was changed after it was made")]
    Object {
        /// `Id` of the element.
        id: String,
    },
    /// A part was changed.
    #[error("{part} was changed after signing")]
    Changed {
        /// Name of the part.
        part: String,
    },
    /// Signed relationships were changed, led elsewhere or removed.
    #[error("the relationships in {part} were changed after signing")]
    Relationships {
        /// Name of the relationships part.
        part: String,
    },
    /// A part was removed.
    #[error("{part} was removed after signing")]
    Removed {
        /// Name of the part.
        part: String,
    },
    /// A part is declared with a different type from the signed one.
    #[error("{part} was signed as {signed}, but is now declared as {found}")]
    ContentType {
        /// Name of the part.
        part: String,
        /// The signed type.
        signed: String,
        /// The declared type.
        found: String,
    },
}

impl DocxDefect {
    /// The part of the package it concerns.
    #[must_use]
    pub fn part(&self) -> Option<&str> {
        match self {
            Self::Changed { part }
            | Self::Relationships { part }
            | Self::Removed { part }
            | Self::ContentType { part, .. } => Some(part),
            _ => None,
        }
    }
}

impl Bilingual for DocxDefect {
    fn text(&self) -> Text {
        let zh = match self {
            Self::Syntax { detail } => format!("签名无法读取：{detail}"),
            Self::Algorithm { uri } => format!("签名所用算法 {uri} 不予认可"),
            Self::Weak { uri } => {
                format!("签名所用算法 {uri} 已不安全，不予认可（旧版 Office 所用）")
            }
            Self::Wrapped { detail } => format!("签名结构被移动过：{detail}"),
            Self::Certificate => "签名中没有签名人的证书，或不是签名所用的证书".to_owned(),
            Self::Unnamed => "签名没有写明所用的证书（不是 XAdES 签名）".to_owned(),
            Self::Value => "签名值不正确".to_owned(),
            Self::Unchecked { what } => {
                format!("签名用的是 {what}，本程序不检查这种签名，请用其他软件验证")
            }
            Self::Object { id } => format!("签名中的 {id} 在签名后有改动"),
            Self::Changed { part } => format!("{part} 在签名后有改动"),
            Self::Relationships { part } => format!("{part} 中的关系在签名后有改动"),
            Self::Removed { part } => format!("{part} 在签名后被删去"),
            Self::ContentType {
                part,
                signed,
                found,
            } => format!("{part} 签名时类型为 {signed}，现为 {found}"),
        };
        Text::new(zh, self.to_string())
    }
}

/// Something in the package that a signature does not cover: in a file that was signed completely, it was
/// added afterwards.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
pub enum Uncovered {
    /// A part.
    #[error("the signature does not cover {0}")]
    Part(String),
    /// A part with properties of the document, such as title and author, and the relationship to it: Office and
    /// LibreOffice never sign these.
    #[error(
        "the signature does not cover {0}, the document's properties (Office never signs them)"
    )]
    Properties(String),
    /// A relationship.
    #[error("the signature does not cover relationship {id} of {part}, which leads to {target}")]
    Relationship {
        /// Name of the relationships part.
        part: String,
        /// Its `Id`.
        id: String,
        /// Its `Target`, as written.
        target: String,
    },
}

impl Bilingual for Uncovered {
    fn text(&self) -> Text {
        let zh = match self {
            Self::Part(part) => format!("签名不涵盖 {part}"),
            Self::Properties(part) => {
                format!("签名不涵盖文件属性 {part}（Office 签名一向不涵盖）")
            }
            Self::Relationship { part, id, target } => {
                format!("签名不涵盖 {part} 中指向 {target} 的关系 {id}")
            }
        };
        Text::new(zh, self.to_string())
    }
}
