//! Why a CMS signature cannot be made, or is not valid.

use const_oid::ObjectIdentifier;
use const_oid::db::DB;

use crate::keys::KeyError;
use chengbao_base::text::{Bilingual, Text};

/// Why a CMS signature cannot be made, or is not valid.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CmsError {
    /// The key cannot sign.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// Not the ASN.1 of a signature.
    #[error("the signature cannot be read: {detail}")]
    Syntax {
        /// The parser's error.
        detail: String,
    },
    /// An algorithm that is no longer secure (SHA-1), or is not one for signatures.
    #[error("the signature uses {name}, which is not accepted")]
    Algorithm {
        /// Its name, if known, and its object identifier.
        name: String,
    },
    /// A signature that cannot be checked here: its key is of another kind or length, or its algorithm is unknown.
    /// Everything else about it is as it should be.
    #[error(
        "signatures made with {what} are not checked by this program; have another program check it"
    )]
    Unchecked {
        /// The kind of key or the algorithm.
        what: String,
        /// Its certificates in their encoding, the signer's first.
        encoded: Vec<Vec<u8>>,
    },
    /// No attributes are signed, so nothing says what the signature covers.
    #[error("the signature has no signed attributes (RFC 5652 §5.3)")]
    Attributes,
    /// A number of signers other than one.
    #[error("the signature has {count} signers instead of one")]
    Signers {
        /// How many.
        count: usize,
    },
    /// The signer's certificate is not in it, or is not the one used.
    #[error("the signer's certificate is missing from the signature, or is a different one")]
    Certificate,
    /// The content differs from what was signed.
    #[error("the content was changed after it was signed")]
    Content,
    /// The signature value does not match certificate and attributes.
    #[error("the signature value is wrong")]
    Value,
}

/// Digests and signatures that are no longer secure: by MD2, MD5, SHA-1, RIPEMD-160, and DSA.
const WEAK: [ObjectIdentifier; 12] = [
    ObjectIdentifier::new_unwrap("1.2.840.113549.2.2"),
    ObjectIdentifier::new_unwrap("1.2.840.113549.2.5"),
    ObjectIdentifier::new_unwrap("1.3.14.3.2.26"),
    ObjectIdentifier::new_unwrap("1.3.36.3.2.1"),
    ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.2"),
    ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.4"),
    ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.5"),
    ObjectIdentifier::new_unwrap("1.3.14.3.2.29"),
    ObjectIdentifier::new_unwrap("1.2.840.10045.4.1"),
    ObjectIdentifier::new_unwrap("1.2.840.10040.4.1"),
    ObjectIdentifier::new_unwrap("1.2.840.10040.4.3"),
    // PSS whose parameters are not one of our digests: without any it is SHA-1.
    ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.10"),
];

/// The name of an algorithm, if known, and its identifier.
fn named(oid: &ObjectIdentifier) -> String {
    match DB.by_oid(oid) {
        Some(name) => format!("{} ({oid})", name.trim_start_matches("id-")),
        None => oid.to_string(),
    }
}

impl CmsError {
    /// An algorithm that is not accepted, by its name and identifier.
    pub(crate) fn algorithm(oid: &ObjectIdentifier) -> Self {
        Self::Algorithm { name: named(oid) }
    }

    /// An algorithm of a digest or a signature that is not one of ours: not accepted where it is no longer secure, else
    /// unchecked.
    pub(super) fn unknown(oid: &ObjectIdentifier, encoded: Vec<Vec<u8>>) -> Self {
        if WEAK.contains(oid) {
            return Self::algorithm(oid);
        }
        let what = named(oid);
        Self::Unchecked { what, encoded }
    }
}

impl Bilingual for CmsError {
    fn text(&self) -> Text {
        let zh = match self {
            Self::Key(error) => return error.text(),
            Self::Syntax { detail } => format!("签名无法读取：{detail}"),
            Self::Algorithm { name } => format!("签名所用算法 {name} 不予认可"),
            Self::Unchecked { what, .. } => {
                format!("签名用的是 {what}，本程序不检查这种签名，请用其他软件验证")
            }
            Self::Attributes => "签名中没有签名属性（RFC 5652 第 5.3 条）".to_owned(),
            Self::Signers { count } => format!("签名人有 {count} 个，应为一个"),
            Self::Certificate => "签名中没有签名人的证书，或不是签名所用的证书".to_owned(),
            Self::Content => "内容在签名后有改动".to_owned(),
            Self::Value => "签名值不正确".to_owned(),
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
