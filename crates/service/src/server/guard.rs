//! Refuses requests that a service without tokens must not answer, and tells browsers which other origins may
//! use it (CORS). It never reads a body.

use axum::extract::{Request, State as FromState};
use axum::http::header::{
    ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS, ACCESS_CONTROL_ALLOW_ORIGIN,
    ACCESS_CONTROL_EXPOSE_HEADERS, ACCESS_CONTROL_MAX_AGE, ACCESS_CONTROL_REQUEST_METHOD, VARY,
};
use axum::http::{HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};

use super::language;
use super::origin::{Came, came};
use super::problem::{Problem, ProblemKind};
use super::state::Shared;
use chengbao_base::text::Text;

/// Refuses requests of foreign pages and under foreign names where no token protects the service, and tells
/// browsers which other origins may use it.
pub(super) async fn guard(
    FromState(state): FromState<Shared>,
    request: Request,
    next: Next,
) -> Response {
    let lang = language::of(request.headers());
    let refuse =
        |kind, zh: &str, en: &str| Problem::new(kind, lang, Text::new(zh, en)).into_response();
    let came = came(&request, &state.origins, state.address);
    let is_open = state.tokens.is_empty();
    let origin = match came {
        Came::Allowed(origin) => Some(origin),
        Came::WrongHost if is_open => {
            return refuse(
                ProblemKind::Host,
                "请用服务监听的地址或 localhost 访问；用其他主机名访问的，请管理员在启动时用 --host 指定。",
                "use the address that the service listens on, or localhost; the administrator can add a host name with --host",
            );
        }
        Came::Foreign if is_open => {
            return refuse(
                ProblemKind::Origin,
                "请求来自其他网站的网页，没有处理；确需允许的，请管理员在启动时用 --allow-origin 指定。",
                "the request comes from a page of another site; the administrator can allow its origin with --allow-origin",
            );
        }
        Came::Own | Came::WrongHost | Came::Foreign => None,
    };
    let is_preflight = *request.method() == Method::OPTIONS
        && request
            .headers()
            .contains_key(ACCESS_CONTROL_REQUEST_METHOD);
    let mut response = match &origin {
        Some(_) if is_preflight => preflight(),
        _ => next.run(request).await,
    };
    if !state.origins.is_any_allowed() {
        return response;
    }
    let headers = response.headers_mut();
    headers.append(VARY, HeaderValue::from_static("origin"));
    if let Some(origin) = origin {
        headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, origin);
        headers.insert(
            ACCESS_CONTROL_EXPOSE_HEADERS,
            HeaderValue::from_static(
                "content-disposition, location, preference-applied, retry-after, x-request-id",
            ),
        );
    }
    response
}

/// What a page of an allowed origin may send (Fetch §4.8): asked again after ten minutes.
fn preflight() -> Response {
    let allow = [
        (ACCESS_CONTROL_ALLOW_METHODS, "GET, HEAD, POST"),
        (
            ACCESS_CONTROL_ALLOW_HEADERS,
            "accept, accept-language, authorization, content-type, idempotency-key, last-event-id, prefer",
        ),
        (ACCESS_CONTROL_MAX_AGE, "600"),
    ];
    (StatusCode::NO_CONTENT, allow).into_response()
}
