//! What every request passes through: an id, the token, the metrics, the log.

use std::sync::Arc;
use std::time::Instant;

use axum::extract::{MatchedPath, Request, State as FromState};
use axum::http::header::{AUTHORIZATION, CACHE_CONTROL, X_CONTENT_TYPE_OPTIONS};
use axum::http::{HeaderValue, Method};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};

use super::language;
use super::problem::{Problem, ProblemKind};
use super::state::Shared;
use chengbao_base::text::Text;

/// The header that carries the id of a request.
const REQUEST_ID: &str = "x-request-id";

/// Gives a request its id, and counts and logs how it was answered.
pub(super) async fn record(
    FromState(state): FromState<Shared>,
    path: Option<MatchedPath>,
    request: Request,
    next: Next,
) -> Response {
    let since = Instant::now();
    let route = path.map_or_else(|| "unmatched".to_owned(), |path| path.as_str().to_owned());
    let method = known(request.method());
    let id = state.next_request();
    let mut response = next.run(request).await;
    let status = response.status().as_u16();
    state.metrics.answered(&route, status);
    let milliseconds = since.elapsed().as_secs_f64() * 1000.0;
    tracing::info!(
        request = id,
        method,
        route,
        status,
        milliseconds,
        "answered"
    );
    let headers = response.headers_mut();
    if let Ok(id) = HeaderValue::from_str(&id) {
        headers.insert(REQUEST_ID, id);
    }
    // Unpublished reports: no cache keeps them, no browser guesses their type.
    // A route whose answers never change says so itself.
    let nobody = HeaderValue::from_static("no-store");
    headers.entry(CACHE_CONTROL).or_insert(nobody);
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    response
}

/// A method as named in the log; an unknown one (RFC 9110 §16.1) may be any word.
const fn known(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::PUT => "PUT",
        Method::DELETE => "DELETE",
        Method::OPTIONS => "OPTIONS",
        Method::PATCH => "PATCH",
        Method::CONNECT => "CONNECT",
        Method::TRACE => "TRACE",
        _ => "extension",
    }
}

/// Admits requests with a valid token.
pub(super) async fn admit(
    FromState(state): FromState<Shared>,
    mut request: Request,
    next: Next,
) -> Response {
    let lang = language::of(request.headers());
    let header = request.headers().get(AUTHORIZATION);
    let token = header
        .and_then(|value| value.to_str().ok())
        .and_then(bearer);
    let Some(tenant) = state.tokens.tenant(token) else {
        let detail = Text::new(
            "请在 Authorization: Bearer 中写上访问码。访问码由管理员发放。",
            "send an access token in Authorization: Bearer; the administrator hands them out",
        );
        return Problem::new(ProblemKind::Unauthorized, lang, detail).into_response();
    };
    let tenant = Tenant(tenant.into());
    request.extensions_mut().insert(tenant);
    next.run(request).await
}

/// The tenant of a request, for handlers behind [`admit`]: an `Extension` of the request.
#[derive(Debug, Clone)]
pub(super) struct Tenant(pub(super) Arc<str>);

/// The token of a header's value; the scheme's name has no case (RFC 9110 §11.1).
fn bearer(value: &str) -> Option<&str> {
    let (scheme, token) = value.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}
