//! Why a key cannot be used.

use crate::text::Text;

/// Why a key cannot be used. Never holds anything secret.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum KeyError {
    /// What was given as a key is none that can be read.
    #[error("not a PKCS #8 private key: {detail}")]
    Key {
        /// What the reader says.
        detail: String,
    },
    /// What was given as a certificate is none.
    #[error("not a certificate: {detail}")]
    Certificate {
        /// What the reader says.
        detail: String,
    },
    /// The key is of a kind that is not signed with here.
    #[error("a key of kind {kind}; RSA from 2048 bits, ECDSA P-256 and P-384 can sign")]
    Kind {
        /// Its algorithm.
        kind: String,
    },
    /// Signing itself failed.
    #[error("the key does not sign: {detail}")]
    Sign {
        /// What key or token says.
        detail: String,
    },
}

impl KeyError {
    /// The message.
    #[must_use]
    pub fn text(&self) -> Text {
        let zh = match self {
            Self::Key { detail } => format!("不是 PKCS #8 私钥：{detail}"),
            Self::Certificate { detail } => format!("不是证书：{detail}"),
            Self::Kind { kind } => {
                format!("密钥类型为 {kind}；可用 RSA（2048 位以上）、ECDSA P-256、P-384")
            }
            Self::Sign { detail } => format!("密钥不能签名：{detail}"),
        };
        Text::new(zh, self.to_string())
    }
}
