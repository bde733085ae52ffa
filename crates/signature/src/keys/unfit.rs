//! Why a certificate is not one to sign documents with, and what to do about it.

use chengbao_base::text::Text;

/// Why a certificate is not one to sign documents with.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Unfit {
    /// It ended before now.
    #[error("the certificate of {subject} expired on {until}; ask whoever issued it for a new one")]
    Expired {
        /// Whose it is.
        subject: String,
        /// Its last moment, RFC 3339.
        until: String,
    },
    /// It begins after now.
    #[error(
        "the certificate of {subject} is not valid before {from}; check the clock of this machine, or sign then"
    )]
    NotYet {
        /// Whose it is.
        subject: String,
        /// Its first moment, RFC 3339.
        from: String,
    },
    /// Its key usage (RFC 5280 §4.2.1.3) leaves signing out.
    #[error(
        "the certificate of {subject} is not for signatures: its key usage lacks digitalSignature and nonRepudiation; take the one for signing"
    )]
    Usage {
        /// Whose it is.
        subject: String,
    },
    /// Its extended key usage (RFC 5280 §4.2.1.12) leaves documents out.
    #[error("the certificate of {subject} is for {}, not for documents; one without extended key usage is accepted, or one for emailProtection, documentSigning (RFC 9336), anyExtendedKeyUsage, Adobe or Microsoft document signing", purposes.join(", "))]
    Purpose {
        /// Whose it is.
        subject: String,
        /// What it is for.
        purposes: Vec<String>,
    },
    /// It is that of a certificate authority, for signing certificates only.
    #[error(
        "the certificate of {subject} is that of a certificate authority; take the one issued to the office itself"
    )]
    Authority {
        /// Whose it is.
        subject: String,
    },
    /// It was signed with SHA-1 or older, which proves nothing any more.
    #[error(
        "the certificate of {subject} was itself signed with {algorithm}, which no reader accepts any more; ask for a new one"
    )]
    Weak {
        /// Whose it is.
        subject: String,
        /// With what it was signed.
        algorithm: &'static str,
    },
    /// It is not the key's.
    #[error(
        "the certificate of {subject} does not belong to this key; --key and --cert must be a pair"
    )]
    Mismatch {
        /// Whose it is.
        subject: String,
    },
    /// It cannot be understood.
    #[error("the certificate of {subject} has extensions that cannot be read: {detail}")]
    Malformed {
        /// Whose it is.
        subject: String,
        /// What the reader says.
        detail: String,
    },
}

impl Unfit {
    /// The message.
    #[must_use]
    pub fn text(&self) -> Text {
        let zh = match self {
            Self::Expired { subject, until } => {
                format!("{subject} 的证书已于 {until} 过期，请向签发机构换发")
            }
            Self::NotYet { subject, from } => {
                format!("{subject} 的证书自 {from} 起才有效，请核对本机时钟，或届时再签")
            }
            Self::Usage { subject } => format!(
                "{subject} 的证书不能用于签名：密钥用法没有 digitalSignature 或 nonRepudiation，请改用签名证书"
            ),
            Self::Purpose { subject, purposes } => format!(
                "{subject} 的证书用于 {}，不能签署文件；可用没有扩展密钥用法的证书，或用途为 emailProtection、documentSigning（RFC 9336）、anyExtendedKeyUsage、Adobe 或 Microsoft 文档签名的证书",
                purposes.join("、")
            ),
            Self::Authority { subject } => {
                format!("{subject} 的证书是证书签发机构的，请改用签发给本单位的证书")
            }
            Self::Weak { subject, algorithm } => {
                format!("{subject} 的证书本身以 {algorithm} 签发，已无软件认可，请向签发机构换发")
            }
            Self::Mismatch { subject } => {
                format!("{subject} 的证书与密钥不相配，--key 与 --cert 应为一对")
            }
            Self::Malformed { subject, detail } => {
                format!("{subject} 的证书有不可读的扩展项：{detail}")
            }
        };
        Text::new(zh, self.to_string())
    }
}
