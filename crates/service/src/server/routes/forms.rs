//! `GET /v1/forms` and the routes below it: the forms as data.

use axum::Json;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse as _, Response};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use super::form::FormView;
use crate::server::language;
use crate::server::problem::{Problem, ProblemBody, ProblemKind};
use crate::server::state::{Shared, State as Service};
use chengbao_base::text::{Lang, Text};
use chengbao_report::form::{Form, schema};

/// A form in the list.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct FormLine {
    id: String,
    version: u32,
    /// Shared by the editions of a form, which succeed one another.
    family: String,
    name: String,
    authority: String,
    /// First reporting year it is in force for,
    from: i32,
    /// and the last; none while it is in force.
    to: Option<i32>,
}

/// Lists the forms.
#[utoipa::path(get, path = "/v1/forms", tag = "forms", responses(
    (status = 200, description = "All forms", body = Vec<FormLine>),
))]
pub(crate) async fn list(State(state): State<Shared>, headers: HeaderMap) -> Json<Vec<FormLine>> {
    let lang = language::of(&headers);
    Json(state.forms.iter().map(|form| line(form, lang)).collect())
}

fn line(form: &Form, lang: Lang) -> FormLine {
    FormLine {
        id: form.id.clone(),
        version: form.version,
        family: form.family.clone(),
        name: form.name.get(lang).to_owned(),
        authority: form.authority.clone(),
        from: form.years.from,
        to: form.years.to,
    }
}

/// A form as data: sections, tables as grids, the sums that must hold, who signs off.
#[utoipa::path(get, path = "/v1/forms/{id}", tag = "forms",
    params(("id" = String, Path, description = "The form")),
    responses(
        (status = 200, description = "The form", body = FormView),
        (status = 404, description = "No such form", body = ProblemBody, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn one(
    State(state): State<Shared>,
    id: Result<Path<String>, PathRejection>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let lang = language::of(&headers);
    let form = form(&state, id, lang)?;
    Ok(Json(FormView::of(form, lang)).into_response())
}

/// The JSON Schema of the report files of a form.
#[utoipa::path(get, path = "/v1/forms/{id}/schema", tag = "forms",
    params(("id" = String, Path, description = "The form")),
    responses(
        (status = 200, description = "JSON Schema", body = Object),
        (status = 404, description = "No such form", body = ProblemBody, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn of_form(
    State(state): State<Shared>,
    id: Result<Path<String>, PathRejection>,
    headers: HeaderMap,
) -> Result<Json<Value>, Problem> {
    let form = form(&state, id, language::of(&headers))?;
    Ok(Json(schema(form)))
}

/// The form with that id; none if the id is not text.
fn form(
    state: &Service,
    id: Result<Path<String>, PathRejection>,
    lang: Lang,
) -> Result<&Form, Problem> {
    let form = id.ok().and_then(|Path(id)| state.forms.get(&id));
    form.map(AsRef::as_ref).ok_or_else(|| {
        let detail = Text::new(
            "没有这种报告格式，请见 /v1/forms。",
            "unknown form; see /v1/forms",
        );
        Problem::new(ProblemKind::NotFound, lang, detail)
    })
}
