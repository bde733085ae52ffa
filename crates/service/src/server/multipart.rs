//! Reads a multipart form (`multipart/form-data`, RFC 7578) part by part. The total size
//! is limited elsewhere. It does not know which parts are expected.

use std::sync::Arc;

use axum::extract::multipart::MultipartError;
use axum::extract::{FromRequest as _, Multipart, Request};
use axum::http::StatusCode;

use super::problem::{Problem, ProblemKind};
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
    /// Its name; empty if it has none.
    pub(super) name: String,
    /// The name of its file.
    pub(super) file: Option<String>,
    pub(super) bytes: Arc<[u8]>,
}

impl Form {
    /// The form in a request, whose body has at most this many bytes.
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
            StatusCode::PAYLOAD_TOO_LARGE => Problem::too_large(most, lang),
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
        "上传内容不是完整的 multipart/form-data，请重新上传。",
        "the request body is not complete multipart/form-data; send it again",
    );
    Problem::new(ProblemKind::Request, lang, text)
}
