//! A form of several parts (`multipart/form-data`, RFC 7578), read part by part. What all of them may have
//! together is bounded around the request. It never says which parts there are.

use std::sync::Arc;

use axum::extract::multipart::MultipartError;
use axum::extract::{FromRequest as _, Multipart, Request};
use axum::http::StatusCode;

use super::body::too_large;
use super::problem::{Kind, Problem};
use super::state::Shared;
use chengbao_base::text::{Lang, Text};

/// A form that is being read.
pub(super) struct Form {
    parts: Multipart,
    most: usize,
    lang: Lang,
}

/// A part of it.
pub(super) struct Part {
    /// Its name; empty where it has none.
    pub(super) name: String,
    /// The name of its file.
    pub(super) file: Option<String>,
    pub(super) bytes: Arc<[u8]>,
}

impl Form {
    /// The form in a request, whose body has at most so many bytes.
    pub(super) async fn open(
        request: Request,
        state: &Shared,
        most: usize,
        lang: Lang,
    ) -> Result<Self, Problem> {
        let parts = Multipart::from_request(request, state).await;
        let parts = parts.map_err(|_| broken(lang))?;
        Ok(Self { parts, most, lang })
    }

    /// The next part; none after the last.
    pub(super) async fn next(&mut self) -> Result<Option<Part>, Problem> {
        let (most, lang) = (self.most, self.lang);
        self.read().await.map_err(|error| match error.status() {
            StatusCode::PAYLOAD_TOO_LARGE => too_large(most, lang),
            _ => broken(lang),
        })
    }

    async fn read(&mut self) -> Result<Option<Part>, MultipartError> {
        let Some(mut field) = self.parts.next_field().await? else {
            return Ok(None);
        };
        let name = field.name().unwrap_or_default().to_owned();
        let file = field.file_name().map(str::to_owned);
        let mut bytes = Vec::new();
        while let Some(chunk) = field.chunk().await? {
            bytes.extend_from_slice(&chunk);
        }
        let bytes = bytes.into();
        Ok(Some(Part { name, file, bytes }))
    }
}

fn broken(lang: Lang) -> Problem {
    let text = Text::new(
        "正文不是完整的 multipart/form-data。",
        "the body is not whole multipart/form-data",
    );
    Problem::new(Kind::Request, lang, text)
}
