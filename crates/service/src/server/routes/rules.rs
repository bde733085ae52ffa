//! `GET /v1/rules/{code}`: explains a rule.

use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::HeaderMap;

use crate::server::language;
use crate::server::problem::{Problem, ProblemBody, ProblemKind};
use crate::server::state::Shared;
use chengbao_base::text::Text;
use chengbao_report::check::reporter::explain;

/// What a rule requires, why, with a bad and a good example, as text.
#[utoipa::path(get, path = "/v1/rules/{code}", tag = "rules",
    params(("code" = String, Path, description = "Code or name of a rule: `CB201`, `row-total`")),
    responses(
        (status = 200, description = "The explanation", body = String, content_type = "text/plain"),
        (status = 404, description = "No such rule", body = ProblemBody, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn rule(
    State(state): State<Shared>,
    code: Result<Path<String>, PathRejection>,
    headers: HeaderMap,
) -> Result<String, Problem> {
    let lang = language::of(&headers);
    let text = code
        .ok()
        .and_then(|Path(code)| explain(&code, &state.forms, lang))
        .map(|page| page.to_string());
    text.ok_or_else(|| {
        let detail = Text::new("没有这条规则，请核对编号。", "unknown rule; check the code");
        Problem::new(ProblemKind::NotFound, lang, detail)
    })
}
