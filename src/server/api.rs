//! The routes, and the OpenAPI document that is made from them: what is not in the one is not in the
//! other, but for the files of the page.

use std::sync::LazyLock;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::HeaderMap;
use axum::http::header::CONTENT_TYPE;
use axum::middleware::from_fn_with_state;
use axum::response::IntoResponse;
use axum::routing::get;
use utoipa::OpenApi;
use utoipa::openapi::RefOr;
use utoipa::openapi::security::{Http, HttpAuthScheme, SecurityRequirement, SecurityScheme};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::meter::meter;
use super::problem::{Kind, Problem};
use super::responses::problem;
use super::routes::{
    batches, check, events, forms, health, import, jobs, outputs, page, reports, rules, write,
};
use super::state::Shared;
use super::{access, idempotency, language};
use crate::text::Text;

#[derive(OpenApi)]
#[openapi(info(
    title = "chengbao",
    description = "Checks annual reports of public bodies and sets the official documents"
))]
struct Api;

/// What any route may answer, whatever else it does: where it says nothing of it itself.
fn with_refusals(api: &mut utoipa::openapi::OpenApi) {
    let full = problem("All connections are taken; try again after `Retry-After`");
    let no_token = problem("No token, or a wrong one");
    for path in api.paths.paths.values_mut() {
        for operation in [&mut path.get, &mut path.post].into_iter().flatten() {
            let responses = &mut operation.responses.responses;
            let is_closed = operation.security.is_some();
            for (status, range, response) in [("503", "5XX", &full), ("401", "4XX", &no_token)] {
                let is_told = responses.contains_key(status) || responses.contains_key(range);
                if !is_told && (is_closed || status != "401") {
                    responses.insert(status.to_owned(), RefOr::T(response.clone()));
                }
            }
        }
    }
}

/// How a token is given, and that all but the routes for everybody ask for one.
fn with_tokens(api: &mut utoipa::openapi::OpenApi) {
    let bearer = SecurityScheme::Http(Http::new(HttpAuthScheme::Bearer));
    let components = api.components.get_or_insert_default();
    components.add_security_scheme(BEARER, bearer);
    for path in api.paths.paths.values_mut() {
        for operation in [&mut path.get, &mut path.post].into_iter().flatten() {
            let none: [&str; 0] = [];
            operation.security = Some(vec![SecurityRequirement::new(BEARER, none)]);
        }
    }
}

/// The name of the scheme in the document.
const BEARER: &str = "bearer";

/// This document.
#[utoipa::path(get, path = "/openapi.json", tag = "health", responses(
    (status = 200, description = "OpenAPI 3.1", body = Object),
))]
async fn document() -> impl IntoResponse {
    static DOCUMENT: LazyLock<String> = LazyLock::new(openapi);
    ([(CONTENT_TYPE, "application/json")], DOCUMENT.as_str())
}

/// Routes for whoever has a token.
fn inner() -> OpenApiRouter<Shared> {
    OpenApiRouter::with_openapi(Api::openapi())
        .routes(routes!(check::check))
        .routes(routes!(import::import))
        .routes(routes!(write::write))
        .routes(routes!(forms::list))
        .routes(routes!(forms::one))
        .routes(routes!(forms::of_form))
        .routes(routes!(rules::rule))
        .routes(routes!(jobs::job))
        .routes(routes!(events::events))
        .routes(routes!(outputs::output))
}

/// Those of them that take an idempotency key,
fn keyed() -> OpenApiRouter<Shared> {
    OpenApiRouter::new()
        .routes(routes!(reports::render))
        .routes(routes!(jobs::cancel))
}

/// and the one with large bodies.
fn batches() -> OpenApiRouter<Shared> {
    OpenApiRouter::new().routes(routes!(batches::create))
}

/// Routes for everybody: they tell nothing of any report.
fn outer() -> OpenApiRouter<Shared> {
    OpenApiRouter::new()
        .routes(routes!(health::live))
        .routes(routes!(health::ready))
        .routes(routes!(health::version))
        .routes(routes!(health::metrics))
        .routes(routes!(document))
}

/// The OpenAPI 3.1 document, as JSON.
#[must_use]
pub fn openapi() -> String {
    let all = inner().merge(keyed()).merge(batches());
    let mut api = all.into_openapi();
    with_tokens(&mut api);
    api.merge(outer().into_openapi());
    with_refusals(&mut api);
    api.to_pretty_json().unwrap_or_default()
}

/// The routes for everybody, for connections past the bound: what watches the service is answered.
pub(super) fn spare_router(state: &Shared) -> Router {
    let (outer, _) = outer().split_for_parts();
    let full = |headers: HeaderMap| async move {
        let detail = Text::new(
            "连接已满，请按 Retry-After 再试。",
            "all connections are taken; try again after Retry-After",
        );
        Problem::new(Kind::Connections, language::of(&headers), detail)
    };
    outer
        .fallback(full)
        .method_not_allowed_fallback(full)
        .layer(from_fn_with_state(state.clone(), access::record))
        .with_state(state.clone())
}

/// All routes.
pub(super) fn router(state: &Shared) -> Router {
    let (inner, _) = inner().split_for_parts();
    let (keyed, _) = keyed().split_for_parts();
    let (batches, _) = batches().split_for_parts();
    let (outer, _) = outer().split_for_parts();
    let limits = state.limits;
    let once = |most, time| {
        let room = idempotency::Room { most, time };
        from_fn_with_state((state.clone(), room), idempotency::once)
    };
    let batches = batches
        .layer(once(limits.batch_body, limits.batch_time))
        .layer(DefaultBodyLimit::max(limits.batch_body));
    inner
        .merge(keyed.layer(once(limits.body, limits.body_time)))
        .merge(batches)
        .layer(from_fn_with_state(state.clone(), meter))
        .layer(from_fn_with_state(state.clone(), access::admit))
        .merge(outer)
        .route("/", get(page::index))
        .route("/page/{file}", get(page::file))
        .fallback(|headers: HeaderMap| async move {
            let detail = Text::new("没有这个地址。", "there is nothing at this address");
            Problem::new(Kind::NotFound, language::of(&headers), detail)
        })
        .method_not_allowed_fallback(|headers: HeaderMap| async move {
            let detail = Text::new(
                "这个地址不支持这一方法。",
                "this address does not take that method",
            );
            Problem::new(Kind::Method, language::of(&headers), detail)
        })
        .layer(DefaultBodyLimit::max(state.limits.body))
        .layer(from_fn_with_state(state.clone(), access::record))
        .with_state(state.clone())
}
