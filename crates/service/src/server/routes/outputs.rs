//! `GET /v1/outputs/{sha256}`: a finished document. It is named by its bytes and never changes.

use axum::extract::rejection::PathRejection;
use axum::extract::{Extension, Path, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE, ETAG};
use axum::http::{HeaderMap, HeaderName, StatusCode};
use axum::response::{IntoResponse as _, Response};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::jobs::matches;
use crate::jobs::{Sha256Hex, Shelf};
use crate::server::access::Tenant;
use crate::server::problem::{Problem, ProblemBody, ProblemKind};
use crate::server::responses::Problems;
use crate::server::state::Shared;
use crate::server::{language, storage};
use chengbao_base::text::Text;

/// Cached for a year, by the client only.
const FOREVER: &str = "private, max-age=31536000, immutable";

/// Where finished documents are.
pub(in crate::server) const PATH: &str = "/v1/outputs/{sha256}";

/// A document, by the digest of its bytes.
#[utoipa::path(get, path = "/v1/outputs/{sha256}", tag = "jobs",
    params(
        ("sha256" = String, Path, description = "Digest, 64 hexadecimal digits"),
        ("If-None-Match" = Option<String>, Header, description = "An ETag: no body if it is that of the document"),
    ),
    responses(
        (status = 200, description = "The document", headers(
            ("ETag" = String, description = "The digest"),
            ("Content-Disposition" = String, description = "A name for its file"),
        )),
        (status = 304, description = "It has not changed"),
        (status = 404, description = "No such document", body = ProblemBody, content_type = "application/problem+json"),
        Problems,
    )
)]
pub(crate) async fn output(
    State(state): State<Shared>,
    Extension(Tenant(tenant)): Extension<Tenant>,
    sha256: Result<Path<String>, PathRejection>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let lang = language::of(&headers);
    let jobs = &state.jobs;
    let nothing = || {
        let text = Text::new(
            "没有这个文件，请核对网址。",
            "unknown document; check the URL",
        );
        Problem::new(ProblemKind::NotFound, lang, text)
    };
    let sha256 = sha256.ok().and_then(|Path(text)| Sha256Hex::parse(&text));
    let sha256 = sha256.ok_or_else(nothing)?;
    let found = jobs.store.output(&tenant, &sha256).await;
    let found = found.map_err(|error| storage::database(lang, &error))?;
    let (job, output) = found.ok_or_else(nothing)?;
    let tag = format!("\"{sha256}\"");
    let told: [(HeaderName, String); 2] =
        [(ETAG, tag.clone()), (CACHE_CONTROL, FOREVER.to_owned())];
    if matches(&headers, &tag) {
        return Ok((StatusCode::NOT_MODIFIED, told).into_response());
    }
    let bytes = jobs.blobs.get(&Shelf::Job(job), &sha256).await;
    let bytes = bytes.map_err(|error| storage::documents(lang, &error))?;
    let bytes = bytes.ok_or_else(|| {
        let text = Text::new(
            "文件已不在存储中，请重新提交任务。",
            "the document is no longer in the store; send the job again",
        );
        Problem::new(ProblemKind::Storage, lang, text)
    })?;
    let about = [
        (CONTENT_TYPE, output.media_type),
        (CONTENT_DISPOSITION, disposition(&output.name)),
    ];
    Ok((told, about, bytes).into_response())
}

/// Characters a name may contain unchanged, quoted or encoded.
const CODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_');

/// A name for the file (RFC 6266 §4.3); non-ASCII characters are encoded by RFC 8187.
fn disposition(name: &str) -> String {
    let coded = utf8_percent_encode(name, CODED).to_string();
    if coded == name {
        format!("attachment; filename=\"{name}\"")
    } else {
        format!("attachment; filename*=UTF-8''{coded}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_name_of_a_file_gets_out_of_its_header() {
        for (name, expected) in [
            ("report.draft.pdf", "filename=\"report.draft.pdf\""),
            ("a\"\r\nb", "filename*=UTF-8''a%22%0D%0Ab"),
            ("报.pdf", "filename*=UTF-8''%E6%8A%A5.pdf"),
        ] {
            assert_eq!(disposition(name), format!("attachment; {expected}"));
        }
    }
}
