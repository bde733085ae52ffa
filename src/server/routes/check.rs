//! `POST /v1/check`: a report → findings.

use std::sync::Arc;

use axum::extract::State;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};

use crate::server::body::Delivered;
use crate::server::examine::examine;
use crate::server::problem::{Problem, ProblemBody};
use crate::server::state::Shared;

/// Checks a report and tells everything that was found.
#[utoipa::path(
    post,
    path = "/v1/check",
    tag = "reports",
    request_body(content(
        (String = "application/yaml"),
        (Object = "application/json"),
        (Object = "multipart/form-data"),
    )),
    responses(
        (status = 200, description = "The findings, as `chengbao check --format json` tells them", body = Object),
        (status = "4XX", description = "The request is wrong", body = ProblemBody, content_type = "application/problem+json"),
        (status = "5XX", description = "Try again later", body = ProblemBody, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn check(
    State(state): State<Shared>,
    delivered: Delivered,
) -> Result<Response, Problem> {
    let lang = delivered.lang;
    let own = Arc::clone(&state);
    let work = move || {
        let examined = examine(&delivered, &own);
        own.metrics.found(&examined.findings);
        examined.told(lang)
    };
    let told = state.work(lang, work).await?;
    Ok(([(CONTENT_TYPE, "application/json")], told).into_response())
}
