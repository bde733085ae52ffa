//! What can go wrong with the database.

use chengbao_base::feature;
use chengbao_base::text::{Bilingual, Text};

/// The database operation failed. Nothing of it was done, unless the connection broke at the very end:
/// every statement can be repeated.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// The address is not that of a supported database.
    #[error("`{0}` is not a valid database address; give sqlite://FILE or postgres://…")]
    Address(String),
    /// It is of a kind that this build lacks.
    #[error("{}", feature::lacking(.0, "cluster").en)]
    Lacking(String),
    /// It cannot be opened.
    #[error("the database cannot be opened: {0}")]
    Open(String),
    /// It was made by a later version of this program, which is left alone.
    #[error(
        "the database was made by a later version of this program (schema {found}; this version supports up to {known}); use the later version"
    )]
    Later {
        /// The version of its tables.
        found: i64,
        /// The latest this program knows.
        known: i64,
    },
    /// There is no room left to write.
    #[error("the disk of the database is full; free some space and try again")]
    Full,
    /// Anything else.
    #[error("the database failed: {0}")]
    Failed(String),
}

impl Bilingual for StoreError {
    fn text(&self) -> Text {
        let zh = match self {
            Self::Address(address) => {
                format!("“{address}”不是数据库地址，请写作 sqlite://文件 或 postgres://…")
            }
            Self::Lacking(address) => return feature::lacking(address, "cluster"),
            Self::Open(error) => format!("无法打开数据库：{error}"),
            Self::Later { found, known } => format!(
                "数据库由本程序的更新版本建立（结构版本 {found}，本程序只支持到 {known}），请改用更新的版本"
            ),
            Self::Full => "数据库所在的磁盘已满，请清理后再试".to_owned(),
            Self::Failed(error) => format!("数据库出错：{error}"),
        };
        Text::new(zh, self.to_string())
    }
}
