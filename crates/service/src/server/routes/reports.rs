//! `POST /v1/reports`: a report → its document.

use axum::extract::{Extension, State};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::http::{HeaderMap, HeaderValue};
use axum::response::{IntoResponse, Response};

use super::job::JobBody;
use super::jobs::{KEY, accept};
use super::media::{PNG, ZIP};
use super::wanted::Wanted;
use crate::jobs::NewItem;
use crate::server::access::Tenant;
use crate::server::delivered::Delivered;
use crate::server::idempotency::Seed;
use crate::server::make::Finished;
use crate::server::prefer;
use crate::server::problem::{self, Problem, ProblemBody};
use crate::server::responses::Problems;
use crate::server::state::Shared;
use crate::server::task::{Answer, Reply, Task, finished};
use crate::server::work::{Bytes, Work};
use chengbao_base::formats::zip::{Packing, Zip};
use chengbao_base::text::{Lang, Text};

/// Where reports are sent.
pub(in crate::server) const PATH: &str = "/v1/reports";

/// Checks a report and returns its document: PDF, DOCX, HTML, several in a zip file, or a page of the PDF
/// as a picture, by `Accept`. With `Prefer: respond-async` the answer is a job, whose documents are those of `to`.
/// It is a draft unless a part `signoff` contains a complete sign-off of exactly this report.
#[utoipa::path(
    post,
    path = "/v1/reports",
    tag = "reports",
    params(
        super::wanted::Asked,
        ("Prefer" = Option<String>, Header, description = "`respond-async`: a job, whose documents come later"),
        ("Idempotency-Key" = Option<String>, Header, description = KEY, min_length = 1, max_length = 255, pattern = "^[!-~]+$"),
    ),
    request_body(content(
        (String = "application/yaml"),
        (Object = "application/json"),
        (Object = "multipart/form-data"),
    )),
    responses(
        (status = 200, description = "The document", content(
            (Vec<u8> = "application/zip"),
            (Vec<u8> = "image/png"),
        ), headers(
            ("page-count" = usize, description = "For a picture: the number of pages of the PDF"),
        )),
        (status = 202, description = "With `Prefer: respond-async`: the job", body = JobBody, headers(
            ("Location" = String, description = "The job"),
            ("Preference-Applied" = String, description = "`respond-async`"),
        )),
        (status = 404, description = "The PDF has no such page", body = ProblemBody, content_type = "application/problem+json"),
        (status = 422, description = "The report has errors; the problem contains the findings", body = ProblemBody, content_type = "application/problem+json"),
        Problems,
    )
)]
pub(crate) async fn render(
    State(state): State<Shared>,
    Extension(tenant): Extension<Tenant>,
    seed: Option<Extension<Seed>>,
    headers: HeaderMap,
    wanted: Wanted,
    delivered: Delivered,
) -> Result<Response, Problem> {
    if prefer::is_async(&headers) {
        return later(&state, &tenant, seed, &wanted, &delivered).await;
    }
    let lang = delivered.lang;
    let is_packed = wanted.is_packed;
    let task = Task::make(delivered, &wanted, false);
    let Reply { answer, blobs, .. } = state.perform(lang, task).await?;
    let documents = match answer {
        Answer::Drawn { pages } => {
            let png = blobs.into_iter().next();
            let png = png.ok_or_else(|| Problem::unexpected(lang))?;
            let headers = [
                (CONTENT_TYPE.as_str(), PNG.to_owned()),
                (PAGE_COUNT, pages.to_string()),
            ];
            return Ok((headers, png.to_vec()).into_response());
        }
        Answer::Made { documents, .. } => finished(documents, blobs, lang)?,
        _ => return Err(Problem::unexpected(lang)),
    };
    let (media_type, name, bytes) = if is_packed {
        let bytes = packed(&documents).map_err(|error| fault(lang, &error.to_string()))?;
        (ZIP, "report.zip".to_owned(), bytes)
    } else {
        let first = documents.into_iter().next();
        let first = first.ok_or_else(|| fault(lang, "no document was requested"))?;
        (first.format.content_type, first.name, first.bytes)
    };
    let disposition = format!("attachment; filename=\"{name}\"");
    let headers = [
        (CONTENT_TYPE, media_type),
        (CONTENT_DISPOSITION, disposition.as_str()),
    ];
    Ok((headers, bytes).into_response())
}

/// The name of an item without a name.
const NAME: &str = "report";

/// Stores the report for a worker.
async fn later(
    state: &Shared,
    tenant: &Tenant,
    seed: Option<Extension<Seed>>,
    wanted: &Wanted,
    delivered: &Delivered,
) -> Result<Response, Problem> {
    let mut bytes = Bytes::new();
    let item = NewItem {
        name: NAME.to_owned(),
        work: Work::of(delivered, wanted, &mut bytes).text(),
    };
    let lang = delivered.lang;
    let mut response = accept(state, tenant, seed, vec![item], bytes, lang).await?;
    let applied = HeaderValue::from_static(prefer::ASYNC);
    response.headers_mut().insert(prefer::APPLIED, applied);
    Ok(response)
}

/// How many pages the PDF of a picture has.
const PAGE_COUNT: &str = "page-count";

fn fault(lang: Lang, detail: &str) -> Problem {
    let text = Text::new(format!("程序内部错误：{detail}"), detail);
    Problem::new(problem::ProblemKind::Fault, lang, text)
}

/// Files in a zip; they are compressed already.
fn packed(files: &[Finished]) -> zip::result::ZipResult<Vec<u8>> {
    let mut zip = Zip::with_capacity(files.iter().map(|file| file.bytes.len()).sum());
    for file in files {
        zip.add(&file.name, &file.bytes, Packing::Stored)?;
    }
    zip.finish()
}
