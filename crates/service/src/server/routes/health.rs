//! Routes for monitoring: whether the service is alive and ready, its version, its metrics.

use std::sync::Arc;
use std::time::Duration;

use axum::Json;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::http::header::CONTENT_TYPE;
use axum::response::IntoResponse;
use serde::Serialize;
use tokio::time::timeout;
use utoipa::ToSchema;

use crate::jobs::JobId;
use crate::server::language;
use crate::server::problem::{Problem, ProblemBody, ProblemKind};
use crate::server::state::{Shared, State as Service};
use crate::server::task::{Answer, Task};
use crate::server::tools::Tools;
use chengbao_base::picture::Pictures;
use chengbao_base::text::Text;
use chengbao_office::compose::{Purpose, compose};
use chengbao_office::pipeline;
use chengbao_report::report::Report;
use chengbao_report::source::Source;

/// The program that answers.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Version {
    name: &'static str,
    version: &'static str,
}

/// The process answers.
#[utoipa::path(get, path = "/livez", tag = "health", responses((status = 200, description = "It does", body = String)))]
pub(crate) async fn live() -> &'static str {
    "ok\n"
}

/// The service is ready: its database and store answer, and a form's example can be made into a PDF.
#[utoipa::path(get, path = "/readyz", tag = "health", responses(
    (status = 200, description = "It can, or could a moment ago", body = String),
    (status = 429, description = "The queue is full", body = ProblemBody, content_type = "application/problem+json"),
    (status = 503, description = "It cannot", body = ProblemBody, content_type = "application/problem+json"),
))]
pub(crate) async fn ready(
    State(state): State<Shared>,
    headers: HeaderMap,
) -> Result<&'static str, Problem> {
    let lang = language::of(&headers);
    let problem = |kind, zh: &str, en: &str| Err(Problem::new(kind, lang, Text::new(zh, en)));
    if state.is_ending() {
        return problem(
            ProblemKind::Ending,
            "服务正在停止，请稍后再试。",
            "the service is stopping; try again later",
        );
    }
    let ready = match state.ready() {
        Some(ready) => ready,
        None => {
            let reply = state.perform(lang, Task::ready()).await?;
            let renders = matches!(reply.answer, Answer::Ready(true));
            let ready = match storage(&state).await {
                _ if !renders => Err(ProblemKind::Setup),
                false => Err(ProblemKind::Storage),
                true => Ok(()),
            };
            state.set_ready(ready);
            ready
        }
    };
    match ready {
        Ok(()) => Ok("ok\n"),
        Err(kind @ ProblemKind::Storage) => problem(
            kind,
            "任务的数据库或存储无法使用，请管理员检查。",
            "the database or the store of jobs is not available; the administrator must check it",
        ),
        Err(kind) => problem(
            kind,
            "试排版没有成功，请管理员检查字体。",
            "the test document could not be made; the administrator must check the fonts",
        ),
    }
}

/// How long the database and the store may take to answer.
const STORAGE_TIME: Duration = Duration::from_secs(3);

/// Whether jobs can be kept.
async fn storage(state: &Service) -> bool {
    let answer = async {
        // One that does not exist: only the answer counts.
        let none = [JobId::new([0; 16])];
        state.jobs.store.known(&none).await.is_ok() && state.jobs.blobs.ready().await.is_ok()
    };
    timeout(STORAGE_TIME, answer).await.unwrap_or(false)
}

/// Whether a document can be made. Runs in a worker process.
pub(in crate::server) fn renders(tools: &Tools) -> bool {
    let Some(form) = tools.forms.iter().next() else {
        return false;
    };
    let Ok(source) = Source::parse("example.yaml", form.example.as_bytes()) else {
        return false;
    };
    let report = Report::read(form, &Arc::new(source));
    let document = compose(&report, &Purpose::default(), &Pictures::new());
    pipeline::pdf(&document, &tools.faces).is_ok()
}

/// The program's version.
#[utoipa::path(get, path = "/version", tag = "health", responses((status = 200, description = "The version", body = Version)))]
pub(crate) async fn version() -> Json<Version> {
    Json(Version {
        name: env!("CARGO_PKG_NAME"),
        version: env!("CARGO_PKG_VERSION"),
    })
}

/// How long the database may take to count items.
const COUNTS_TIME: Duration = Duration::from_secs(1);

/// The metrics of the service, for Prometheus.
#[utoipa::path(get, path = "/metrics", tag = "health", responses((status = 200, description = "OpenMetrics text", body = String, content_type = "application/openmetrics-text")))]
pub(crate) async fn metrics(State(state): State<Shared>) -> impl IntoResponse {
    // Without an answer in time, the previous figures are used.
    if let Ok(Ok(counts)) = timeout(COUNTS_TIME, state.jobs.store.counts()).await {
        state.metrics.jobs.stand(&counts);
    }
    let media_type = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    (
        [(CONTENT_TYPE, media_type)],
        state.metrics.text(state.pool.depth()),
    )
}
