//! The routes, and the OpenAPI document that is made from them: what is not in the one is not in the
//! other.

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::HeaderMap;
use axum::http::header::CONTENT_TYPE;
use axum::middleware::from_fn_with_state;
use axum::response::IntoResponse;
use utoipa::OpenApi;
use utoipa::openapi::security::{Http, HttpAuthScheme, SecurityRequirement, SecurityScheme};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::problem::{Kind, Problem};
use super::routes::{check, forms, health, reports, rules};
use super::state::Shared;
use super::{access, language};
use crate::text::Text;

#[derive(OpenApi)]
#[openapi(info(
    title = "chengbao",
    description = "Checks annual disclosure reports and sets the official documents"
))]
struct Api;

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
    ([(CONTENT_TYPE, "application/json")], openapi())
}

/// Routes for whoever has a token.
fn inner() -> OpenApiRouter<Shared> {
    OpenApiRouter::with_openapi(Api::openapi())
        .routes(routes!(check::check))
        .routes(routes!(reports::render))
        .routes(routes!(forms::list))
        .routes(routes!(forms::one))
        .routes(routes!(forms::of_form))
        .routes(routes!(rules::rule))
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
    let mut api = inner().into_openapi();
    with_tokens(&mut api);
    api.merge(outer().into_openapi());
    api.to_pretty_json().unwrap_or_default()
}

/// All routes.
pub(super) fn router(state: &Shared) -> Router {
    let (inner, _) = inner().split_for_parts();
    let (outer, _) = outer().split_for_parts();
    inner
        .layer(from_fn_with_state(state.clone(), access::admit))
        .merge(outer)
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
