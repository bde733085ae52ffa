//! What can go wrong with the database.

use chengbao_base::text::Text;

/// The database did not do it. Nothing of it was done, unless the connection broke over the very end:
/// every statement can be sent again.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// The address is none of a database that is known here.
    #[error("`{0}` is no database: give sqlite://FILE or postgres://…")]
    Address(String),
    /// It cannot be opened.
    #[error("the database cannot be opened: {0}")]
    Open(String),
    /// It was made by a later version of this program, which is left alone.
    #[error(
        "the database was made by a later version of this program: its schema is {found}, this one knows up to {known}"
    )]
    Later {
        /// The version of its tables.
        found: i64,
        /// The latest this program knows.
        known: i64,
    },
    /// There is no room left to write.
    #[error("no space is left for the database")]
    Full,
    /// Anything else.
    #[error("the database failed: {0}")]
    Failed(String),
}

impl StoreError {
    /// The message. Addresses are shown without what signs in.
    #[must_use]
    pub fn text(&self) -> Text {
        let zh = match self {
            Self::Address(address) => {
                format!("“{address}”不是数据库地址，请给出 sqlite://文件 或 postgres://…")
            }
            Self::Open(error) => format!("不能打开数据库：{error}"),
            Self::Later { found, known } => format!(
                "数据库由本程序的更新版本建立：其结构版本为 {found}，本程序只支持到 {known}"
            ),
            Self::Full => "数据库所在的磁盘已满".to_owned(),
            Self::Failed(error) => format!("数据库出错：{error}"),
        };
        Text::new(zh, self.to_string())
    }
}
