//! `POST /v1/write`: values → a report file.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::extract::State;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse as _, Response};
use serde::Deserialize;
use utoipa::ToSchema;

use super::import::findings;
use crate::server::body::Raw;
use crate::server::examine::NAME;
use crate::server::problem::{Kind, Problem, ProblemBody};
use crate::server::responses::Problems;
use crate::server::state::{Shared, State as Service};
use chengbao_base::text::{Lang, Text};
use chengbao_office::import::{WriteError, Written, write as written};
use chengbao_report::check::open;
use chengbao_report::form::Form;
use chengbao_report::report::{Report, header};

/// What is to be written.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ToWrite {
    /// Id of the form.
    form: String,
    /// The report file the values are written into: what is not given stays as it is there, comments and
    /// layout too. One on another form is not gone on with.
    #[serde(default)]
    yaml: Option<String>,
    /// Values by path, as they were typed; an empty one is a blank.
    values: BTreeMap<String, String>,
}

/// Whether comments and layout of the file that came were kept.
const LAYOUT: &str = "layout";

/// Writes values as a report file, into the one that came or as a new one. What was typed stands in it
/// as it was typed, right or wrong: `check` tells which.
#[utoipa::path(
    post,
    path = "/v1/write",
    tag = "reports",
    request_body(content = ToWrite, example = json!({"form": "{id}", "yaml": null, "values": {"year": "2024"}})),
    responses(
        (status = 200, description = "The report file", body = String, content_type = "application/yaml",
            headers(("layout" = String, description = "`kept`: comments and layout of the file that came; `new`: a new one"))),
        (status = 422, description = "The report file that came cannot be read; the problem holds the findings", body = ProblemBody, content_type = "application/problem+json"),
        Problems,
    )
)]
pub(crate) async fn write(State(state): State<Shared>, raw: Raw) -> Result<Response, Problem> {
    let lang = raw.lang;
    let own = Arc::clone(&state);
    let work = move || made(&raw.bytes, &own, lang);
    let (yaml, layout) = state.work(lang, work).await??;
    let headers = [
        (CONTENT_TYPE.as_str(), "application/yaml"),
        (LAYOUT, layout),
    ];
    Ok((headers, yaml).into_response())
}

/// The file, and whether layout was kept.
fn made(bytes: &[u8], state: &Service, lang: Lang) -> Result<(Vec<u8>, &'static str), Problem> {
    let wrong = |zh: String, en: String| Problem::new(Kind::Request, lang, Text::new(zh, en));
    let asked: ToWrite = serde_json::from_slice(bytes).map_err(|error| {
        wrong(
            format!("正文须为 JSON：{{form, yaml, values}}（{error}）。"),
            format!("the body is JSON of form, yaml and values ({error})"),
        )
    })?;
    let form = state.forms.get(&asked.form).ok_or_else(|| {
        wrong(
            format!("没有“{}”这种格式。", asked.form),
            format!("there is no form `{}`", asked.form),
        )
    })?;
    let base = match &asked.yaml {
        Some(yaml) => base(yaml, form, state, lang)?,
        None => None,
    };
    let done = written(form, base.as_ref(), &asked.values);
    match done {
        Ok(Written { yaml, note }) => {
            let is_kept = base.is_some() && note.is_none();
            Ok((yaml, if is_kept { "kept" } else { "new" }))
        }
        Err(WriteError::Unknown { paths }) => Err(wrong(
            format!("格式“{}”中没有：{}。", form.id, paths.join("、")),
            format!("the form `{}` has no {}", form.id, paths.join(", ")),
        )),
        Err(error) => {
            let text = Text::new(
                "程序内部错误：写出的与所填的不符，没有写出。",
                error.to_string(),
            );
            Err(Problem::new(Kind::Fault, lang, text))
        }
    }
}

/// The report whose file is gone on with; none where it is on another form.
fn base(
    yaml: &str,
    form: &Arc<Form>,
    state: &Service,
    lang: Lang,
) -> Result<Option<Report>, Problem> {
    let refused = |refusal| findings(refusal, lang);
    let source = open::source(NAME, yaml.as_bytes()).map_err(refused)?;
    let named = header(&source).form;
    if named.is_some_and(|named| named.value != form.id && state.forms.get(&named.value).is_some())
    {
        return Ok(None);
    }
    open::report(&state.forms, &source)
        .map(Some)
        .map_err(refused)
}
