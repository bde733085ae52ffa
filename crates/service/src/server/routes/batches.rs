//! `POST /v1/batches`: many reports at once → a job.

use std::sync::Arc;

use axum::extract::{Extension, Request, State};
use axum::response::Response;
use tokio::sync::OwnedSemaphorePermit;

use super::job::JobBody;
use super::jobs::{KEY, accept};
use super::media::ZIP;
use super::wanted::{Wanted, WantedOfJob};
use crate::jobs::NewItem;
use crate::server::access::Tenant;
use crate::server::body::{essence, in_time, whole};
use crate::server::idempotency::Seed;
use crate::server::language;
use crate::server::multipart::{Form, Part};
use crate::server::problem::{Problem, ProblemKind};
use crate::server::responses::Problems;
use crate::server::state::{Shared, State as Service};
use crate::server::unpack::{Bounds, Refused};
use crate::server::upload::Upload;
use crate::server::work::{Bytes, Work};
use chengbao_base::text::{Lang, Text};

/// Accepts many reports; their documents are made later, by the job in the answer.
///
/// The multipart form has a part `report` with a file name for each report, and a part `file` with the name that
/// reports use for each picture, last year's report or sign-off (`X.signoff.yaml` of `X.yaml`), or one
/// part `zip`. In a zip file every `*.yaml`, `*.yml`, `*.json` except sign-offs is a report; the files it refers to are looked for
/// relative to its folder.
#[utoipa::path(post, path = "/v1/batches", tag = "jobs",
    params(
        super::wanted::Asked,
        ("Idempotency-Key" = Option<String>, Header, description = KEY, min_length = 1, max_length = 255, pattern = "^[!-~]+$"),
    ),
    request_body(content(
        (Vec<u8> = "application/zip"),
        (Object = "multipart/form-data"),
    )),
    responses(
        (status = 202, description = "The job", body = JobBody, headers(("Location" = String, description = "The job"))),
        Problems,
    )
)]
pub(crate) async fn create(
    State(state): State<Shared>,
    Extension(tenant): Extension<Tenant>,
    seed: Option<Extension<Seed>>,
    WantedOfJob(wanted): WantedOfJob,
    request: Request,
) -> Result<Response, Problem> {
    let lang = language::of(request.headers());
    let place = place(&state, lang)?;
    let time = state.limits.batch_time;
    let batch = in_time(&state, lang, time, read(request, &state, lang)).await?;
    let own = Arc::clone(&state);
    let held = Arc::clone(&place);
    let sorted = move || {
        // The place is taken until this is done, even if the client no longer waits.
        let _held = held;
        sorted(batch, &wanted, &own, lang)
    };
    let sorted = tokio::task::spawn_blocking(sorted).await;
    let (items, bytes) = sorted
        .map_err(|_| fault(lang))?
        .map_err(|refused| refused.problem(lang))?;
    accept(&state, &tenant, seed, items, bytes, lang).await
}

/// A place for a batch: each may take much memory.
fn place(state: &Shared, lang: Lang) -> Result<Arc<OwnedSemaphorePermit>, Problem> {
    let place = Arc::clone(&state.batches).try_acquire_owned();
    place.map(Arc::new).map_err(|_| {
        let text = Text::new(
            "正在接收的批次太多，请按 Retry-After 的时间再试。",
            "too many batches are being received; try again after Retry-After",
        );
        Problem::new(ProblemKind::Busy, lang, text)
    })
}

/// What arrived.
enum Batch {
    Zip(Arc<[u8]>),
    Parts(Upload),
}

async fn read(request: Request, state: &Shared, lang: Lang) -> Result<Batch, Problem> {
    match essence(request.headers()).as_str() {
        ZIP | "application/x-zip-compressed" => {
            let bytes = whole(request.into_body(), state.limits.batch_body, lang).await?;
            Ok(Batch::Zip(bytes))
        }
        "multipart/form-data" => parts(request, state, lang).await,
        _ => Err(Problem::new(
            ProblemKind::MediaType,
            lang,
            Text::new(
                "请上传 zip 文件，或用 multipart/form-data 上传。",
                "the request body must be application/zip or multipart/form-data",
            ),
        )),
    }
}

async fn parts(request: Request, state: &Shared, lang: Lang) -> Result<Batch, Problem> {
    let misnamed = || {
        let text = Text::new(
            "multipart 各部分的名称应为 report、file（各带文件名），或只有一个 zip。",
            "parts must be named report or file (each with a file name), or there must be a single part named zip",
        );
        Problem::new(ProblemKind::Request, lang, text)
    };
    let mut form = Form::open(request, state, state.limits.batch_body, lang).await?;
    let mut upload = Upload::new(bounds(state));
    let mut zip = None;
    let mut count = 0;
    while let Some(Part { name, file, bytes }) = form.next().await? {
        count += 1;
        match (name.as_str(), file) {
            ("report" | "file", Some(file)) => {
                let added = upload.add(&file, bytes, name == "report");
                added.map_err(|refused| refused.problem(lang))?;
            }
            ("zip", _) => zip = Some(bytes),
            _ => return Err(misnamed()),
        }
    }
    match zip {
        None => Ok(Batch::Parts(upload)),
        Some(zip) if count == 1 => Ok(Batch::Zip(zip)),
        Some(_) => Err(misnamed()),
    }
}

/// The items and what they are made from. Runs on a thread that may block.
fn sorted(
    batch: Batch,
    wanted: &Wanted,
    state: &Service,
    lang: Lang,
) -> Result<(Vec<NewItem>, Bytes), Refused> {
    let upload = match batch {
        Batch::Zip(bytes) => Upload::unpacked(&bytes, bounds(state))?,
        Batch::Parts(upload) => upload,
    };
    let mut bytes = Bytes::new();
    let items = upload.items(&state.forms, lang)?.into_iter();
    let items = items.map(|(name, delivered)| NewItem {
        work: Work::of(&delivered, wanted, &mut bytes).text(),
        name,
    });
    Ok((items.collect(), bytes))
}

/// A file of a batch may be as large as a report sent alone.
fn bounds(state: &Service) -> Bounds {
    Bounds::of(state.limits.body)
}

fn fault(lang: Lang) -> Problem {
    let text = Text::new(
        "程序内部错误，未生成文件。请把请求编号反馈给开发者。",
        "internal error; no file was written; please report the request id",
    );
    Problem::new(ProblemKind::Fault, lang, text)
}
