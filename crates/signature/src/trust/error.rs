//! Why a certificate is not trusted.

use jiff::Timestamp;

use super::usage::Usage;
use chengbao_base::text::{Bilingual, Foreign, Text, beijing};

/// Why a certificate is not trusted. `who` is the holder of the certificate at fault.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TrustError {
    /// The file given as trusted certificates contains none.
    #[error("not a certificate (PEM or DER), so it cannot be trusted: {detail}")]
    Anchors {
        /// The parser's error.
        detail: String,
    },
    /// The chain is complete, but its root was not given as trusted.
    #[error(
        "the chain ends at “{}”, which is not among the trusted certificates; if you trust it, give it with --trust",
        who.shown()
    )]
    NoAnchor {
        /// Holder.
        who: Foreign,
    },
    /// The certificate of an issuer is neither in the file nor among those given.
    #[error("the certificate of the certificate authority “{}” is missing", issuer.shown())]
    Issuer {
        /// Whose certificate is missing.
        issuer: Foreign,
    },
    /// A certificate had expired.
    #[error("the certificate of “{}” expired on {until} (checked for {at})", who.shown())]
    Expired {
        /// Holder.
        who: Foreign,
        /// Its last moment.
        until: Timestamp,
        /// The moment checked.
        at: Timestamp,
    },
    /// A certificate was not valid yet.
    #[error("the certificate of “{}” is not valid before {from} (checked for {at})", who.shown())]
    NotYetValid {
        /// Holder.
        who: Foreign,
        /// Its first moment.
        from: Timestamp,
        /// The moment checked.
        at: Timestamp,
    },
    /// A certificate was not signed by the issuer it names.
    #[error("the certificate of “{}” was not signed by the issuer it names", who.shown())]
    Signature {
        /// Holder.
        who: Foreign,
    },
    /// A certificate is signed in an insecure way (SHA-1, short keys) or with an unknown algorithm.
    #[error("the certificate of “{}” is signed with {algorithm}, which is not accepted", who.shown())]
    Algorithm {
        /// Holder.
        who: Foreign,
        /// Name of the algorithm.
        algorithm: String,
    },
    /// An issuer whose certificate does not make it an authority.
    #[error(
        "“{}” issued a certificate but is not a certificate authority, so it cannot be trusted (basicConstraints, keyCertSign)",
        who.shown()
    )]
    NotAuthority {
        /// Holder.
        who: Foreign,
    },
    /// More authorities follow than one of them allows.
    #[error(
        "the chain has more certificate authorities than one of them allows (pathLenConstraint)"
    )]
    PathLength,
    /// An unknown critical extension, because of which the certificate must be refused.
    #[error("the certificate of “{}” has an unknown critical extension: {oid}", who.shown())]
    Critical {
        /// Holder.
        who: Foreign,
        /// The extension.
        oid: String,
    },
    /// A name that cannot be shown to be within the authority's limits; limits on directory names
    /// (RFC 5280 §4.2.1.10) are not evaluated.
    #[error(
        "a name in the chain cannot be shown to be one its authority may certify (nameConstraints)"
    )]
    Names,
    /// A certificate that is for something else.
    #[error("the certificate of “{}” is not for {usage} (keyUsage, extendedKeyUsage)", who.shown())]
    Usage {
        /// Holder.
        who: Foreign,
        /// The intended use.
        usage: Usage,
    },
    /// A certificate that cannot be read.
    #[error("a certificate cannot be read: {detail}")]
    Unreadable {
        /// The parser's error.
        detail: String,
    },
}

impl Bilingual for TrustError {
    fn text(&self) -> Text {
        let zh = match self {
            Self::Anchors { detail } => {
                format!("不是 PEM 或 DER 证书，不能作为信任的根证书：{detail}")
            }
            Self::NoAnchor { who } => {
                format!(
                    "证书链的根是“{}”，不在信任的证书之中；确需信任的，请用 --trust 指定",
                    who.shown()
                )
            }
            Self::Issuer { issuer } => format!("缺少证书颁发机构“{}”的证书", issuer.shown()),
            Self::Expired { who, until, at } => {
                format!(
                    "“{}”的证书已于{}过期（按{}验证）",
                    who.shown(),
                    beijing(*until),
                    beijing(*at)
                )
            }
            Self::NotYetValid { who, from, at } => {
                format!(
                    "“{}”的证书自{}起才有效（按{}验证）",
                    who.shown(),
                    beijing(*from),
                    beijing(*at)
                )
            }
            Self::Signature { who } => {
                format!("“{}”的证书不是由证书上所写的颁发机构颁发的", who.shown())
            }
            Self::Algorithm { who, algorithm } => {
                format!("“{}”的证书所用签名算法 {algorithm} 不予认可", who.shown())
            }
            Self::NotAuthority { who } => {
                format!(
                    "“{}”无权颁发证书，却颁发了下级证书，不能信任（basicConstraints、keyCertSign）",
                    who.shown()
                )
            }
            Self::PathLength => "证书链中的颁发机构超过允许的层数（pathLenConstraint）".to_owned(),
            Self::Critical { who, oid } => {
                format!("“{}”的证书含有未知的关键扩展：{oid}", who.shown())
            }
            Self::Names => {
                "无法确认证书链中的名称在颁发机构的权限之内（nameConstraints）".to_owned()
            }
            Self::Usage { who, usage } => format!(
                "“{}”的证书不能用于{}（keyUsage、extendedKeyUsage）",
                who.shown(),
                usage.zh()
            ),
            Self::Unreadable { detail } => format!("证书无法读取：{detail}"),
        };
        Text::new(zh, self.to_string())
    }
}
