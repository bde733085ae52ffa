//! `GET /v1/jobs/{id}` and `POST /v1/jobs/{id}/cancel`: queries and cancels jobs.

use axum::extract::rejection::{PathRejection, QueryRejection};
use axum::extract::{Extension, Path, Query, State};
use axum::http::header::{CONTENT_TYPE, ETAG, IF_NONE_MATCH, LOCATION};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Response};
use serde::Deserialize;
use utoipa::IntoParams;

use super::job::{JobBody, href};
use crate::jobs::{JobId, Jobs, NewItem, NewJob, Sha256Hex, Shelf};
use crate::server::access::Tenant;
use crate::server::idempotency::Seed;
use crate::server::problem::{Problem, ProblemBody, ProblemKind};
use crate::server::responses::Problems;
use crate::server::state::Shared;
use crate::server::work::{Bytes, put};
use crate::server::{language, storage};
use chengbao_base::text::{Lang, Text};

/// The description of the header for all routes that accept it.
pub(super) const KEY: &str =
    "A request sent again with the same key is carried out once and gets the same answer";

/// Maximum items in an answer, and the default number.
const MAX_ITEMS: u32 = 1000;
const FEW: u32 = 100;

/// The requested items.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Range {
    /// Number of the first item, from 0.
    #[param(default = 0)]
    from: Option<u32>,
    /// Maximum number of items; 0 for none.
    #[param(default = 100, maximum = 1000)]
    count: Option<u32>,
}

/// A job, its progress and its items.
#[utoipa::path(get, path = "/v1/jobs/{id}", tag = "jobs",
    params(
        ("id" = String, Path, description = "The job"),
        Range,
        ("If-None-Match" = Option<String>, Header, description = "An ETag: the job only if it has changed"),
    ),
    responses(
        (status = 200, description = "The job", body = JobBody, headers(("ETag" = String, description = "Tag of the answer"))),
        (status = 304, description = "Nothing has changed"),
        (status = 404, description = "No such job", body = ProblemBody, content_type = "application/problem+json"),
        Problems,
    )
)]
pub(crate) async fn job(
    State(state): State<Shared>,
    Extension(Tenant(tenant)): Extension<Tenant>,
    id: Result<Path<String>, PathRejection>,
    range: Result<Query<Range>, QueryRejection>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let lang = language::of(&headers);
    let jobs = &state.jobs;
    let (from, count) = self::range(range, lang)?;
    let id = self::id(id, lang)?;
    let json = job_json(jobs, &tenant, &id, (from, count), lang).await?;
    let tag = format!("\"{}\"", Sha256Hex::of(&json));
    if matches(&headers, &tag) {
        return Ok((StatusCode::NOT_MODIFIED, [(ETAG, tag)]).into_response());
    }
    let headers = [(CONTENT_TYPE, "application/json".to_owned()), (ETAG, tag)];
    Ok((headers, json).into_response())
}

/// Cancels all unfinished items. Finished ones stay; cancelling twice has no further effect.
#[utoipa::path(post, path = "/v1/jobs/{id}/cancel", tag = "jobs",
    params(
        ("id" = String, Path, description = "The job"),
        ("Idempotency-Key" = Option<String>, Header, description = KEY, min_length = 1, max_length = 255, pattern = "^[!-~]+$"),
    ),
    responses(
        (status = 200, description = "The job as it is now", body = JobBody),
        (status = 404, description = "No such job", body = ProblemBody, content_type = "application/problem+json"),
        Problems,
    )
)]
pub(crate) async fn cancel(
    State(state): State<Shared>,
    Extension(Tenant(tenant)): Extension<Tenant>,
    id: Result<Path<String>, PathRejection>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let lang = language::of(&headers);
    let jobs = &state.jobs;
    let id = self::id(id, lang)?;
    let cancelled = jobs.store.cancel(&tenant, &id).await;
    let cancelled = cancelled.map_err(|error| storage::database(lang, &error))?;
    cancelled.ok_or_else(|| nothing(lang))?;
    let json = job_json(jobs, &tenant, &id, (0, FEW), lang).await?;
    Ok(([(CONTENT_TYPE, "application/json")], json).into_response())
}

/// Stores a job for workers and answers 202. When it returns, the job is safe.
pub(super) async fn accept(
    state: &Shared,
    Tenant(tenant): &Tenant,
    seed: Option<Extension<Seed>>,
    items: Vec<NewItem>,
    bytes: Bytes,
    lang: Lang,
) -> Result<Response, Problem> {
    let jobs = &state.jobs;
    let id = match seed {
        Some(Extension(Seed(id))) => id,
        None => random(lang)?,
    };
    let kept = put(bytes, &jobs.blobs, &Shelf::Job(id.clone())).await;
    kept.map_err(|error| storage::documents(lang, &error))?;
    let job = NewJob {
        id: id.clone(),
        tenant: tenant.as_ref().to_owned(),
        items,
    };
    let created = jobs.store.create(&job).await;
    created.map_err(|error| storage::database(lang, &error))?;
    let json = job_json(jobs, tenant, &id, (0, FEW), lang).await?;
    let headers = [
        (CONTENT_TYPE, "application/json".to_owned()),
        (LOCATION, href(&id)),
    ];
    Ok((StatusCode::ACCEPTED, headers, json).into_response())
}

async fn job_json(
    jobs: &Jobs,
    tenant: &str,
    id: &JobId,
    (from, count): (u32, u32),
    lang: Lang,
) -> Result<Vec<u8>, Problem> {
    let job = jobs.store.job(tenant, id, from, count).await;
    let job = job.map_err(|error| storage::database(lang, &error))?;
    let job = JobBody::of(job.ok_or_else(|| nothing(lang))?, from, count, lang);
    // Texts, numbers and JSON that was read as such: it can always be written as JSON.
    Ok(serde_json::to_vec(&job).unwrap_or_default())
}

/// The job of a path; none if it is not an id.
pub(super) fn id(id: Result<Path<String>, PathRejection>, lang: Lang) -> Result<JobId, Problem> {
    let id = id.ok().and_then(|Path(id)| JobId::parse(&id));
    id.ok_or_else(|| nothing(lang))
}

/// That the job is unknown: it does not exist, or belongs to another tenant.
pub(super) fn nothing(lang: Lang) -> Problem {
    let text = Text::new(
        "没有这个任务，请核对任务编号。",
        "unknown job; check its id",
    );
    Problem::new(ProblemKind::NotFound, lang, text)
}

fn range(range: Result<Query<Range>, QueryRejection>, lang: Lang) -> Result<(u32, u32), Problem> {
    let wrong = |text: Text| Problem::new(ProblemKind::Request, lang, text);
    let Query(Range { from, count }) = range.map_err(|rejection| {
        let detail = rejection.body_text();
        wrong(Text::new(format!("查询参数有误：{detail}"), detail))
    })?;
    let count = count.unwrap_or(FEW);
    if count > MAX_ITEMS {
        return Err(wrong(Text::new(
            format!("count 应不超过 {MAX_ITEMS}。"),
            format!("count must be at most {MAX_ITEMS}"),
        )));
    }
    Ok((from.unwrap_or(0), count))
}

/// Whether `If-None-Match` names a tag (RFC 9110 §13.1.2).
pub(super) fn matches(headers: &HeaderMap, tag: &str) -> bool {
    let values = headers.get_all(IF_NONE_MATCH).iter();
    let values = values.filter_map(|value| value.to_str().ok());
    let mut tags = values.flat_map(|value| value.split(',')).map(str::trim);
    tags.any(|named| named == "*" || named.strip_prefix("W/").unwrap_or(named) == tag)
}

fn random(lang: Lang) -> Result<JobId, Problem> {
    let mut bits = [0; 16];
    getrandom::fill(&mut bits).map_err(|error| {
        let text = Text::new(format!("系统无法产生随机数：{error}。"), error.to_string());
        Problem::new(ProblemKind::Fault, lang, text)
    })?;
    Ok(JobId::new(bits))
}
