//! What is wrong with a signature, and what it says nothing about.

use chengbao_base::text::Text;

/// Something wrong with a signature: any one makes it worthless.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Fault {
    /// The signature cannot be read.
    #[error("the signature cannot be read: {detail}")]
    Syntax {
        /// What is wrong.
        detail: String,
    },
    /// An algorithm or a transform that is unknown here.
    #[error("the signature uses {uri}, which is not known here")]
    Algorithm {
        /// Its URI.
        uri: String,
    },
    /// SHA-1, MD5 or a signature by one of them, as old Office wrote: they prove nothing any more.
    #[error("the signature uses {uri}, which proves nothing any more (old versions of Office)")]
    Weak {
        /// Its URI.
        uri: String,
    },
    /// What is signed is not where it has to be, or could be taken for something else.
    #[error("the signature is rearranged: {detail}")]
    Wrapped {
        /// What stands where.
        detail: String,
    },
    /// The signer's certificate is not in it, cannot be read, or is not the one it names.
    #[error("the signer's certificate is missing from the signature, or is another one")]
    Certificate,
    /// It does not say which certificate it was made with, so that any of the same key would do.
    #[error("the signature does not name the certificate it was made with (no XAdES)")]
    Unnamed,
    /// The signature value does not belong to certificate and signed information.
    #[error("the signature value is wrong")]
    Value,
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
    /// A part is declared to be something else than what was signed.
    #[error("{part} was signed as {signed}, and is declared as {found} now")]
    ContentType {
        /// Name of the part.
        part: String,
        /// What was signed.
        signed: String,
        /// What is declared.
        found: String,
    },
}

impl Fault {
    /// The part of the package it is about.
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

    /// The message.
    #[must_use]
    pub fn text(&self) -> Text {
        let zh = match self {
            Self::Syntax { detail } => format!("签名不可读：{detail}"),
            Self::Algorithm { uri } => format!("签名所用算法 {uri} 不予认可"),
            Self::Weak { uri } => {
                format!("签名所用算法 {uri} 已不安全，不予认可（旧版 Office 所用）")
            }
            Self::Wrapped { detail } => format!("签名结构被移动过：{detail}"),
            Self::Certificate => "签名中没有签名者的证书，或不是签名所用的证书".to_owned(),
            Self::Unnamed => "签名没有写明所用的证书（不是 XAdES 签名）".to_owned(),
            Self::Value => "签名值不对".to_owned(),
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

/// Something of the package that a signature says nothing about: in a file that was signed whole, it was
/// added afterwards.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
pub enum Uncovered {
    /// A part.
    #[error("the signature does not cover {0}")]
    Part(String),
    /// A part with properties of the document, such as title and author, and the way to it: Office and
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

impl Uncovered {
    /// The message.
    #[must_use]
    pub fn text(&self) -> Text {
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
