//! Why a certificate cannot be used to sign documents, and what to do about it.

use chengbao_base::text::{Bilingual, Foreign, Text, beijing};

/// Why a certificate cannot be used to sign documents.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Unfit {
    /// It ended before now.
    #[error(
        "the certificate of {} expired on {until}; ask its certificate authority for a new one",
        subject.shown()
    )]
    Expired {
        /// Its holder.
        subject: Foreign,
        /// Its last moment, RFC 3339.
        until: String,
    },
    /// It begins after now.
    #[error(
        "the certificate of {} is not valid before {from}; check the clock of this machine, or sign after that time",
        subject.shown()
    )]
    NotYet {
        /// Its holder.
        subject: Foreign,
        /// Its first moment, RFC 3339.
        from: String,
    },
    /// Its key usage (RFC 5280 §4.2.1.3) leaves signing out.
    #[error(
        "the certificate of {} is not for signatures: its key usage lacks digitalSignature and nonRepudiation; use the certificate for signing",
        subject.shown()
    )]
    Usage {
        /// Its holder.
        subject: Foreign,
    },
    /// Its extended key usage (RFC 5280 §4.2.1.12) leaves documents out.
    #[error("the certificate of {} is for {}, not for documents; use one without extended key usage, or one for emailProtection, documentSigning (RFC 9336), anyExtendedKeyUsage, Adobe or Microsoft document signing", subject.shown(), purposes.join(", "))]
    Purpose {
        /// Its holder.
        subject: Foreign,
        /// Its purposes.
        purposes: Vec<String>,
    },
    /// It is that of a certificate authority, for signing certificates only.
    #[error(
        "{} is the certificate of a certificate authority; use the one issued to your office",
        subject.shown()
    )]
    Authority {
        /// Its holder.
        subject: Foreign,
    },
    /// It was signed with SHA-1 or older, which is no longer secure.
    #[error(
        "the certificate of {} was itself signed with {algorithm}, which readers no longer accept; ask its certificate authority for a new one",
        subject.shown()
    )]
    Weak {
        /// Its holder.
        subject: Foreign,
        /// The algorithm.
        algorithm: &'static str,
    },
    /// It does not belong to the key.
    #[error(
        "the certificate of {} does not belong to this key; --key and --cert must be a pair",
        subject.shown()
    )]
    Mismatch {
        /// Its holder.
        subject: Foreign,
    },
    /// It cannot be read.
    #[error("the certificate of {} has extensions that cannot be read: {detail}", subject.shown())]
    Malformed {
        /// Its holder.
        subject: Foreign,
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
                    "{} 的证书已于{}过期，请向证书颁发机构换发",
                    subject.shown(),
                    shown(until)
                )
            }
            Self::NotYet { subject, from } => {
                format!(
                    "{} 的证书自{}起才有效，请核对本机时钟，或届时再签",
                    subject.shown(),
                    shown(from)
                )
            }
            Self::Usage { subject } => format!(
                "{} 的证书不能用于签名：密钥用法没有 digitalSignature 或 nonRepudiation，请改用签名证书",
                subject.shown()
            ),
            Self::Purpose { subject, purposes } => format!(
                "{} 的证书用于 {}，不能对文件签名；可用没有扩展密钥用法的证书，或用途为 emailProtection、documentSigning（RFC 9336）、anyExtendedKeyUsage、Adobe 或 Microsoft 文档签名的证书",
                subject.shown(),
                purposes.join("、")
            ),
            Self::Authority { subject } => {
                format!(
                    "{} 是证书颁发机构自己的证书，请改用颁发给本单位的证书",
                    subject.shown()
                )
            }
            Self::Weak { subject, algorithm } => {
                format!(
                    "{} 的证书用 {algorithm} 颁发，软件已不认可，请向证书颁发机构换发",
                    subject.shown()
                )
            }
            Self::Mismatch { subject } => {
                format!(
                    "{} 的证书与密钥不相配，--key 与 --cert 应为一对",
                    subject.shown()
                )
            }
            Self::Malformed { subject, detail } => {
                format!("{} 的证书有无法读取的扩展项：{detail}", subject.shown())
            }
        };
        Text::new(zh, self.to_string())
    }
}
