//! Why a package cannot be signed or looked into at all.

use crate::keys::KeyError;
use chengbao_base::text::Text;

/// Why a package cannot be signed or looked into.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum OpcError {
    /// The key refuses.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// Not a ZIP file, or one whose headers contradict one another.
    #[error("not a package: {detail}")]
    Package {
        /// What the reader says.
        detail: String,
    },
    /// Larger, or more tightly packed, than any report.
    #[error("the package is too large: {detail}")]
    TooLarge {
        /// Which bound is passed.
        detail: String,
    },
    /// Two entries of one name: programs would differ in which they read.
    #[error("two parts of the package are called {name}")]
    Twice {
        /// Their name.
        name: String,
    },
    /// An entry whose name no part can have.
    #[error("{name:?} cannot be the name of a part")]
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
    /// It is signed already.
    #[error("the document is signed already")]
    Signed,
    /// A key kind XML signatures have no name for.
    #[error("a DOCX cannot be signed with a key of kind {kind}; RSA, P-256 and P-384 can")]
    Kind {
        /// The kind.
        kind: String,
    },
    /// The certificate cannot be written.
    #[error("the certificate cannot be written: {detail}")]
    Certificate {
        /// What the writer says.
        detail: String,
    },
}

impl OpcError {
    /// The message.
    #[must_use]
    pub fn text(&self) -> Text {
        let zh = match self {
            Self::Key(error) => return error.text(),
            Self::Package { detail } => format!("不是完好的 OOXML 文件包：{detail}"),
            Self::TooLarge { detail } => format!("文件包过大：{detail}"),
            Self::Twice { name } => format!("文件包中有两个同名部件 {name}"),
            Self::Name { name } => format!("{name:?} 不能作部件名"),
            Self::Part { part, detail } => format!("{part} 不可读：{detail}"),
            Self::Signed => "文件已经签名".to_owned(),
            Self::Kind { kind } => {
                format!("{kind} 密钥不能用于 DOCX 签名；可用 RSA、P-256、P-384")
            }
            Self::Certificate { detail } => format!("证书写不出：{detail}"),
        };
        Text::new(zh, self.to_string())
    }
}

impl From<zip::result::ZipError> for OpcError {
    fn from(error: zip::result::ZipError) -> Self {
        Self::Package {
            detail: error.to_string(),
        }
    }
}
