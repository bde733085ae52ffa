//! `POST /v1/reports`: a report → its document.

use std::io::{Cursor, Write as _};
use std::sync::Arc;

use axum::extract::State;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use zip::write::SimpleFileOptions;

use super::media::ZIP;
use super::wanted::Wanted;
use crate::server::body::Delivered;
use crate::server::make::{Finished, make};
use crate::server::problem::{self, Problem, ProblemBody};
use crate::server::state::Shared;
use crate::text::{Lang, Text};

/// Checks a report and gives its document: PDF, DOCX, HTML, or several in a zip file, by `Accept`.
/// It is a draft unless a part `signoff` brings a complete sign-off of exactly this report.
#[utoipa::path(
    post,
    path = "/v1/reports",
    tag = "reports",
    params(super::wanted::Asked),
    request_body(content(
        (String = "application/yaml"),
        (Object = "application/json"),
        (Object = "multipart/form-data"),
    )),
    responses(
        (status = 200, description = "The document", content(
            (Vec<u8> = "application/pdf"),
            (Vec<u8> = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
            (String = "text/html"),
            (Vec<u8> = "application/zip"),
        )),
        (status = 422, description = "The report has errors; the problem holds the findings", body = ProblemBody, content_type = "application/problem+json"),
        (status = "4XX", description = "The request is wrong", body = ProblemBody, content_type = "application/problem+json"),
        (status = "5XX", description = "Try again later", body = ProblemBody, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn render(
    State(state): State<Shared>,
    wanted: Wanted,
    delivered: Delivered,
) -> Result<Response, Problem> {
    let own = Arc::clone(&state);
    let lang = delivered.lang;
    let is_packed = wanted.is_packed;
    let work = move || make(&delivered, &wanted, &own).documents;
    let documents = state.work(lang, work).await??;
    let (media_type, name, bytes) = if is_packed {
        let bytes = packed(&documents).map_err(|error| fault(lang, &error.to_string()))?;
        (ZIP, "report.zip".to_owned(), bytes)
    } else {
        let first = documents.into_iter().next();
        let first = first.ok_or_else(|| fault(lang, "no document was asked for"))?;
        (first.kind.content_type(), first.name, first.bytes)
    };
    let disposition = format!("attachment; filename=\"{name}\"");
    let headers = [
        (CONTENT_TYPE, media_type),
        (CONTENT_DISPOSITION, disposition.as_str()),
    ];
    Ok((headers, bytes).into_response())
}

fn fault(lang: Lang, detail: &str) -> Problem {
    let text = Text::new(format!("程序内部错误：{detail}"), detail);
    Problem::new(problem::Kind::Fault, lang, text)
}

/// Files in a zip; they are compressed already.
fn packed(files: &[Finished]) -> zip::result::ZipResult<Vec<u8>> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default()
        .compression_method(zip::CompressionMethod::Stored)
        .last_modified_time(zip::DateTime::default());
    for file in files {
        zip.start_file(file.name.as_str(), options)?;
        zip.write_all(&file.bytes)?;
    }
    Ok(zip.finish()?.into_inner())
}
