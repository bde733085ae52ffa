//! The answer when the database or the store of documents failed. The exact failure is for the
//! administrator and is in the log.

use super::problem::{Problem, ProblemKind};
use crate::jobs::{BlobError, StoreError};
use chengbao_base::text::{Bilingual as _, Lang, Text};

/// Of the database.
pub(super) fn database(lang: Lang, error: &StoreError) -> Problem {
    tracing::error!(%error, "database");
    let text = match error {
        StoreError::Full => error.text(),
        _ => Text::new(
            "数据库无法使用，请稍后再试。",
            "the database is not available; try again later",
        ),
    };
    Problem::new(ProblemKind::Storage, lang, text)
}

/// Of the store of documents.
pub(super) fn documents(lang: Lang, error: &BlobError) -> Problem {
    tracing::error!(%error, "store");
    let text = match error {
        BlobError::Full => error.text(),
        _ => Text::new(
            "存储无法使用，请稍后再试。",
            "the store is not available; try again later",
        ),
    };
    Problem::new(ProblemKind::Storage, lang, text)
}
