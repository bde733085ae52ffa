//! Why a package cannot be signed or examined at all.

use crate::keys::KeyError;
use chengbao_base::formats::opc::PackageError;
use chengbao_base::text::{Bilingual, Text};

/// Why a package cannot be signed or examined.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum OpcError {
    /// The key cannot sign.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// Not a ZIP file, or one with contradictory headers.
    #[error("not an intact OOXML package: {detail}")]
    Package {
        /// The reader's error.
        detail: String,
    },
    /// Larger, or more tightly packed, than any report.
    #[error("the package is too large: {detail}")]
    TooLarge {
        /// The limit that is exceeded.
        detail: String,
    },
    /// Two entries with the same name: programs would read different ones.
    #[error("two parts of the package have the same name {name}")]
    Twice {
        /// Their name.
        name: String,
    },
    /// An entry whose name is not valid for a part.
    #[error("{name:?} is not a valid part name")]
    Name {
        /// Its name.
        name: String,
    },
    /// Content types or relationships that cannot be read.
    #[error("{part} cannot be read: {detail}")]
    Part {
        /// Its name.
        part: String,
        /// What is wrong.
        detail: String,
    },
    /// It is already signed.
    #[error("the document is already signed")]
    Signed,
    /// A kind of key that XML signatures do not support.
    #[error("a DOCX cannot be signed with a key of kind {kind}; RSA, P-256 and P-384 can")]
    Kind {
        /// The kind.
        kind: String,
    },
    /// The certificate cannot be written.
    #[error("the certificate cannot be written: {detail}")]
    Certificate {
        /// The encoder's error.
        detail: String,
    },
}

impl Bilingual for OpcError {
    fn text(&self) -> Text {
        let zh = match self {
            Self::Key(error) => return error.text(),
            Self::Package { detail } => format!("不是完好的 OOXML 文件包：{detail}"),
            Self::TooLarge { detail } => format!("文件包过大：{detail}"),
            Self::Twice { name } => format!("文件包中有两个同名部件 {name}"),
            Self::Name { name } => format!("{name:?} 不能作部件名"),
            Self::Part { part, detail } => format!("{part} 无法读取：{detail}"),
            Self::Signed => "文件已经签名".to_owned(),
            Self::Kind { kind } => {
                format!("{kind} 密钥不能用于 DOCX 签名；可用 RSA、P-256、P-384")
            }
            Self::Certificate { detail } => format!("证书无法写入签名：{detail}"),
        };
        Text::new(zh, self.to_string())
    }
}

impl From<PackageError> for OpcError {
    fn from(error: PackageError) -> Self {
        match error {
            PackageError::Damaged { detail } => Self::Package { detail },
            PackageError::Outside { .. } => Self::Package {
                detail: error.to_string(),
            },
            PackageError::TooLarge { detail } => Self::TooLarge { detail },
            PackageError::Twice { name } => Self::Twice { name },
            PackageError::Name { name } => Self::Name { name },
            PackageError::Part { part, detail } => Self::Part { part, detail },
        }
    }
}

impl From<zip::result::ZipError> for OpcError {
    fn from(error: zip::result::ZipError) -> Self {
        Self::Package {
            detail: error.to_string(),
        }
    }
}
