//! Why a certificate cannot be used to sign documents, and what to do about it.

use chengbao_base::text::{Bilingual, Text, beijing};

/// Why a certificate cannot be used to sign documents.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Unfit {
    /// It ended before now.
    #[error(
        "the certificate of {subject} expired on {until}; ask its certificate authority for a new one"
    )]
    Expired {
        /// Its holder.
        subject: String,
        /// Its last moment, RFC 3339.
        until: String,
    },
    /// It begins after now.
    #[error(
        "the certificate of {subject} is not valid before {from}; check the clock of this machine, or sign after that time"
    )]
    NotYet {
        /// Its holder.
        subject: String,
        /// Its first moment, RFC 3339.
        from: String,
    },
    /// Its key usage (RFC 5280 §4.2.1.3) leaves signing out.
    #[error(
        "the certificate of {subject} is not for signatures: its key usage lacks digitalSignature and nonRepudiation; use the certificate for signing"
    )]
    Usage {
        /// Its holder.
        subject: String,
    },
    /// Its extended key usage (RFC 5280 §4.2.1.12) leaves documents out.
    #[error("the certificate of {subject} is for {}, not for documents; use one without extended key usage, or one for emailProtection, documentSigning (RFC 9336), anyExtendedKeyUsage, Adobe or Microsoft document signing", purposes.join(", "))]
    Purpose {
        /// Its holder.
        subject: String,
        /// Its purposes.
        purposes: Vec<String>,
    },
    /// It is that of a certificate authority, for signing certificates only.
    #[error(
        "{subject} is the certificate of a certificate authority; use the one issued to your office"
    )]
    Authority {
        /// Its holder.
        subject: String,
    },
    /// It was signed with SHA-1 or older, which is no longer secure.
    #[error(
        "the certificate of {subject} was itself signed with {algorithm}, which readers no longer accept; ask its certificate authority for a new one"
    )]
    Weak {
        /// Its holder.
        subject: String,
        /// The algorithm.
        algorithm: &'static str,
    },
    /// It does not belong to the key.
    #[error(
        "the certificate of {subject} does not belong to this key; --key and --cert must be a pair"
    )]
    Mismatch {
        /// Its holder.
        subject: String,
    },
    /// It cannot be read.
    #[error("the certificate of {subject} has extensions that cannot be read: {detail}")]
    Malformed {
        /// Its holder.
        subject: String,
        /// The parser's error.
        detail: String,
    },
}

/// A moment of a certificate, RFC 3339, in Chinese.
fn shown(moment: &str) -> String {
    moment.parse().map_or_else(|_| moment.to_owned(), beijing)
}

impl Bilingual for Unfit {
    fn text(&self) -> Text {
        let zh = match self {
            Self::Expired { subject, until } => {
                format!(
                    "{subject} 的证书已于{}过期，请向证书颁发机构换发",
                    shown(until)
                )
            }
            Self::NotYet { subject, from } => {
                format!(
                    "{subject} 的证书自{}起才有效，请核对本机时钟，或届时再签",
                    shown(from)
                )
            }
            Self::Usage { subject } => format!(
                "{subject} 的证书不能用于签名：密钥用法没有 digitalSignature 或 nonRepudiation，请改用签名证书"
            ),
            Self::Purpose { subject, purposes } => format!(
                "{subject} 的证书用于 {}，不能对文件签名；可用没有扩展密钥用法的证书，或用途为 emailProtection、documentSigning（RFC 9336）、anyExtendedKeyUsage、Adobe 或 Microsoft 文档签名的证书",
                purposes.join("、")
            ),
            Self::Authority { subject } => {
                format!("{subject} 是证书颁发机构自己的证书，请改用颁发给本单位的证书")
            }
            Self::Weak { subject, algorithm } => {
                format!("{subject} 的证书用 {algorithm} 颁发，软件已不认可，请向证书颁发机构换发")
            }
            Self::Mismatch { subject } => {
                format!("{subject} 的证书与密钥不相配，--key 与 --cert 应为一对")
            }
            Self::Malformed { subject, detail } => {
                format!("{subject} 的证书有无法读取的扩展项：{detail}")
            }
        };
        Text::new(zh, self.to_string())
    }
}
