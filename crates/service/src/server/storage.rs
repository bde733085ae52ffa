//! That the database or the store of documents failed, as an answer. What exactly failed is for whoever
//! runs the service and stands in the log.

use super::problem::{Kind, Problem};
use crate::jobs::{BlobError, StoreError};
use chengbao_base::text::{Lang, Text};

/// Of the database.
pub(super) fn database(lang: Lang, error: &StoreError) -> Problem {
    tracing::error!(%error, "database");
    let text = match error {
        StoreError::Full => error.text(),
        _ => Text::new(
            "数据库不可用，请稍后再试。",
            "the database cannot be used; try again later",
        ),
    };
    Problem::new(Kind::Storage, lang, text)
}

/// Of the store of documents.
pub(super) fn documents(lang: Lang, error: &BlobError) -> Problem {
    tracing::error!(%error, "store");
    let text = match error {
        BlobError::Full => error.text(),
        _ => Text::new(
            "存储不可用，请稍后再试。",
            "the store cannot be used; try again later",
        ),
    };
    Problem::new(Kind::Storage, lang, text)
}
