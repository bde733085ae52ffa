//! Why a certificate is not trusted.

use jiff::Timestamp;

use super::usage::Usage;
use chengbao_base::text::Text;

/// Why a certificate is not trusted. `who` is the holder of the certificate that is at fault.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TrustError {
    /// What was given as trusted certificates holds none.
    #[error("not a certificate (PEM or DER) that could be trusted: {detail}")]
    Anchors {
        /// What the reader says.
        detail: String,
    },
    /// The chain is whole, and ends at a root that was not given.
    #[error("the chain ends at “{who}”, which is not among the certificates given as trusted")]
    NoAnchor {
        /// Holder.
        who: String,
    },
    /// The certificate of an issuer is neither in the file nor among the given ones.
    #[error("the certificate of the issuer “{issuer}” is missing")]
    Issuer {
        /// Whose certificate is missing.
        issuer: String,
    },
    /// A certificate had expired.
    #[error("the certificate of “{who}” expired on {until}; asked for {at}")]
    Expired {
        /// Holder.
        who: String,
        /// Its last moment.
        until: Timestamp,
        /// The moment that was asked for.
        at: Timestamp,
    },
    /// A certificate was not valid yet.
    #[error("the certificate of “{who}” is valid from {from} only; asked for {at}")]
    NotYetValid {
        /// Holder.
        who: String,
        /// Its first moment.
        from: Timestamp,
        /// The moment that was asked for.
        at: Timestamp,
    },
    /// A certificate was not signed by whom it names as its issuer.
    #[error("the certificate of “{who}” was not signed by the issuer it names")]
    Signature {
        /// Holder.
        who: String,
    },
    /// A certificate is signed in a way that proves nothing (SHA-1, short keys) or is unknown here.
    #[error("the certificate of “{who}” is signed with {algorithm}, which is not accepted")]
    Algorithm {
        /// Holder.
        who: String,
        /// Name of the algorithm.
        algorithm: String,
    },
    /// An issuer whose certificate does not make it an authority.
    #[error("“{who}” issued a certificate, but is no authority (basicConstraints, keyCertSign)")]
    NotAuthority {
        /// Holder.
        who: String,
    },
    /// More authorities follow than one allows.
    #[error("there are more authorities in the chain than one of them allows (pathLenConstraint)")]
    PathLength,
    /// A critical extension that is unknown here, so that the certificate must be refused.
    #[error("the certificate of “{who}” has a critical extension that is unknown: {oid}")]
    Critical {
        /// Holder.
        who: String,
        /// The extension.
        oid: String,
    },
    /// A name that is not shown to be one the authority may give out; limits on names of directories
    /// (RFC 5280 §4.2.1.10) are not worked out here.
    #[error(
        "a name in the chain cannot be shown to be one its authority may certify (nameConstraints)"
    )]
    Names,
    /// A certificate that is for something else.
    #[error("the certificate of “{who}” is not for {usage} (keyUsage, extendedKeyUsage)")]
    Usage {
        /// Holder.
        who: String,
        /// What it was to be used for.
        usage: Usage,
    },
    /// A certificate that cannot be read.
    #[error("a certificate cannot be read: {detail}")]
    Unreadable {
        /// What the reader says.
        detail: String,
    },
}

impl TrustError {
    /// The message.
    #[must_use]
    pub fn text(&self) -> Text {
        let zh = match self {
            Self::Anchors { detail } => {
                format!("不是 PEM 或 DER 证书，不能作为信任的根证书：{detail}")
            }
            Self::NoAnchor { who } => {
                format!("证书链止于“{who}”，它不在所给的信任证书之中")
            }
            Self::Issuer { issuer } => format!("缺少签发机构“{issuer}”的证书"),
            Self::Expired { who, until, at } => {
                format!("“{who}”的证书已于 {until} 过期（所查时间：{at}）")
            }
            Self::NotYetValid { who, from, at } => {
                format!("“{who}”的证书自 {from} 起有效（所查时间：{at}）")
            }
            Self::Signature { who } => {
                format!("“{who}”的证书不是由其所称的签发机构签发的")
            }
            Self::Algorithm { who, algorithm } => {
                format!("“{who}”的证书所用签名算法 {algorithm} 不予认可")
            }
            Self::NotAuthority { who } => {
                format!("“{who}”签发了证书，但不是签发机构（basicConstraints、keyCertSign）")
            }
            Self::PathLength => "证书链中的签发机构多于允许的层数（pathLenConstraint）".to_owned(),
            Self::Critical { who, oid } => {
                format!("“{who}”的证书含有未知的关键扩展：{oid}")
            }
            Self::Names => {
                "证书链中的名称不能确认在签发机构可以签发的范围之内（nameConstraints）".to_owned()
            }
            Self::Usage { who, usage } => format!(
                "“{who}”的证书不能用于{}（keyUsage、extendedKeyUsage）",
                usage.zh()
            ),
            Self::Unreadable { detail } => format!("证书不可读：{detail}"),
        };
        Text::new(zh, self.to_string())
    }
}
