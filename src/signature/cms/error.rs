//! Why a CMS signature cannot be made, or is none.

use crate::signature::keys::KeyError;
use crate::text::Text;

/// Why a CMS signature cannot be made, or is not good.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CmsError {
    /// The key refuses.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// Not the ASN.1 of a signature.
    #[error("the signature cannot be read: {detail}")]
    Syntax {
        /// What the reader says.
        detail: String,
    },
    /// An algorithm that is unknown here, or proves nothing any more (SHA-1).
    #[error("the signature uses {oid}, which is not accepted")]
    Algorithm {
        /// Object identifier of it.
        oid: String,
    },
    /// Another number of signers than one.
    #[error("the signature has {count} signers, not one")]
    Signers {
        /// How many.
        count: usize,
    },
    /// The signer's certificate is not in it, or is not the one that was signed with.
    #[error("the signer's certificate is missing from the signature, or is another one")]
    Certificate,
    /// What is signed is not what is there.
    #[error("the content was changed after it was signed")]
    Content,
    /// The signature value does not belong to certificate and attributes.
    #[error("the signature value is wrong")]
    Value,
}

impl CmsError {
    /// The message.
    #[must_use]
    pub fn text(&self) -> Text {
        let zh = match self {
            Self::Key(error) => return error.text(),
            Self::Syntax { detail } => format!("签名不可读：{detail}"),
            Self::Algorithm { oid } => format!("签名所用算法 {oid} 不予认可"),
            Self::Signers { count } => format!("签名者有 {count} 个，应为一个"),
            Self::Certificate => "签名中没有签名者的证书，或不是签名所用的证书".to_owned(),
            Self::Content => "内容在签名后有改动".to_owned(),
            Self::Value => "签名值不对".to_owned(),
        };
        Text::new(zh, self.to_string())
    }
}

impl From<der::Error> for CmsError {
    fn from(error: der::Error) -> Self {
        Self::Syntax {
            detail: error.to_string(),
        }
    }
}
