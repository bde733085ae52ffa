//! The routes, and the OpenAPI document made from them: both contain the same,
//! except for the files of the page.

use std::sync::LazyLock;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::HeaderMap;
use axum::http::header::CONTENT_TYPE;
use axum::middleware::from_fn_with_state;
use axum::response::IntoResponse;
use axum::routing::get;
use utoipa::openapi::security::{Http, HttpAuthScheme, SecurityRequirement, SecurityScheme};
use utoipa::openapi::{Content, RefOr};
use utoipa::{OpenApi, PartialSchema as _};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::body_memory::count_body;
use super::problem::{Problem, ProblemKind};
use super::responses::problem;
use super::routes::{
    batches, check, events, formats, forms, health, import, jobs, outputs, page, reports, rules,
    write,
};
use super::state::Shared;
use super::{access, idempotency, language};
use chengbao_base::text::Text;
use chengbao_office::publish::{FORMATS, Format};

#[derive(OpenApi)]
#[openapi(info(
    title = "chengbao",
    description = "Checks annual reports of public bodies and writes them as official documents"
))]
struct Api;

/// Answers any route may give, unless it describes them itself.
fn with_refusals(api: &mut utoipa::openapi::OpenApi) {
    let full = problem("Too many connections; try again after `Retry-After`");
    let no_token = problem("No access token, or a wrong one");
    for path in api.paths.paths.values_mut() {
        for operation in [&mut path.get, &mut path.post].into_iter().flatten() {
            let responses = &mut operation.responses.responses;
            let is_closed = operation.security.is_some();
            for (status, range, response) in [("503", "5XX", &full), ("401", "4XX", &no_token)] {
                let is_reported = responses.contains_key(status) || responses.contains_key(range);
                if !is_reported && (is_closed || status != "401") {
                    responses.insert(status.to_owned(), RefOr::T(response.clone()));
                }
            }
        }
    }
}

/// The formats of documents, in the answers and in the description of `to`.
fn with_formats(api: &mut utoipa::openapi::OpenApi) {
    let usual: Vec<&str> = Format::usual().map(|format| format.id).collect();
    let ids: Vec<String> = Format::ids().map(|id| format!("`{id}`")).collect();
    let formats = format!("{}; `{}` by default", ids.join(", "), usual.join(","));
    for path in api.paths.paths.values_mut() {
        for operation in [&mut path.get, &mut path.post].into_iter().flatten() {
            for parameter in operation.parameters.iter_mut().flatten() {
                if let RefOr::T(parameter) = parameter
                    && let Some(description) = &mut parameter.description
                {
                    *description = description.replace("{formats}", &formats);
                }
            }
        }
    }
    for path in [reports::PATH, outputs::PATH] {
        let operations = api.paths.paths.get_mut(path);
        let operation = operations.and_then(|it| it.post.as_mut().or(it.get.as_mut()));
        let answer = operation.and_then(|it| it.responses.responses.get_mut("200"));
        let Some(RefOr::T(answer)) = answer else {
            continue;
        };
        for format in &FORMATS {
            let schema = match format.media_type.starts_with("text/") {
                true => String::schema(),
                false => Vec::<u8>::schema(),
            };
            let content = Content::new(Some(schema));
            answer
                .content
                .insert(format.media_type.to_owned(), RefOr::T(content));
        }
    }
}

/// How a token is sent, and that all routes except the public ones require one.
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

/// Routes that require a token.
fn inner() -> OpenApiRouter<Shared> {
    OpenApiRouter::with_openapi(Api::openapi())
        .routes(routes!(check::check))
        .routes(routes!(import::import))
        .routes(routes!(write::write))
        .routes(routes!(forms::list))
        .routes(routes!(forms::one))
        .routes(routes!(forms::of_form))
        .routes(routes!(formats::list))
        .routes(routes!(rules::rule))
        .routes(routes!(jobs::job))
        .routes(routes!(events::events))
        .routes(routes!(outputs::output))
}

/// Those that accept an idempotency key,
fn keyed() -> OpenApiRouter<Shared> {
    OpenApiRouter::new()
        .routes(routes!(reports::render))
        .routes(routes!(jobs::cancel))
}

/// and the one with large bodies.
fn batches() -> OpenApiRouter<Shared> {
    OpenApiRouter::new().routes(routes!(batches::create))
}

/// Public routes: they reveal nothing about any report.
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
    with_formats(&mut api);
    api.to_pretty_json().unwrap_or_default()
}

/// The public routes, for connections beyond the limit, so that monitoring still gets answers.
pub(super) fn spare_router(state: &Shared) -> Router {
    let (outer, _) = outer().split_for_parts();
    let full = |headers: HeaderMap| async move {
        let detail = Text::new(
            "连接太多，请按 Retry-After 的时间再试。",
            "too many connections; try again after Retry-After",
        );
        Problem::new(ProblemKind::Connections, language::of(&headers), detail)
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
        .layer(from_fn_with_state(state.room.clone(), count_body))
        .layer(from_fn_with_state(state.clone(), access::admit))
        .merge(outer)
        .route("/", get(page::index))
        .route("/page/{file}", get(page::file))
        .fallback(|headers: HeaderMap| async move {
            let detail = Text::new(
                "没有这个地址，请核对网址。",
                "unknown address; check the URL",
            );
            Problem::new(ProblemKind::NotFound, language::of(&headers), detail)
        })
        .method_not_allowed_fallback(|headers: HeaderMap| async move {
            let detail = Text::new(
                "这个地址不支持所用的 HTTP 方法，请见接口说明。",
                "this address does not support that method; see the API description",
            );
            Problem::new(ProblemKind::Method, language::of(&headers), detail)
        })
        .layer(DefaultBodyLimit::max(state.limits.body))
        .layer(from_fn_with_state(state.clone(), access::record))
        .with_state(state.clone())
}
