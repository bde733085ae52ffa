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
use crate::server::problem::{Problem, ProblemBody, ProblemKind};
use crate::server::responses::Problems;
use crate::server::state::Shared;
use crate::server::task::{Answer, Reply, Task};
use crate::server::tools::Tools;
use chengbao_base::text::{Lang, Text};
use chengbao_report::check::open;
use chengbao_report::file::{WriteError, Written, write as written};
use chengbao_report::form::Form;
use chengbao_report::report::{Report, header};

/// The request: what to write.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ToWrite {
    /// Id of the form.
    form: String,
    /// The report file the values are written into: what is not given stays unchanged, comments and
    /// layout too. One on another form is ignored.
    #[serde(default)]
    yaml: Option<String>,
    /// Values by path, as they were typed; an empty one is a blank.
    values: BTreeMap<String, String>,
}

/// Whether comments and layout of the delivered file were kept.
const LAYOUT: &str = "layout";

/// Writes values as a report file, into the delivered one or as a new one. What was typed is written
/// unchanged, right or wrong: `check` finds errors.
#[utoipa::path(
    post,
    path = "/v1/write",
    tag = "reports",
    request_body(content = ToWrite, example = json!({"form": "{id}", "yaml": null, "values": {"year": "2024"}})),
    responses(
        (status = 200, description = "The report file", body = String, content_type = "application/yaml",
            headers(("layout" = String, description = "`kept`: comments and layout of the delivered file; `new`: a new one"))),
        (status = 422, description = "The delivered report file cannot be read; the problem contains the findings", body = ProblemBody, content_type = "application/problem+json"),
        Problems,
    )
)]
pub(crate) async fn write(State(state): State<Shared>, raw: Raw) -> Result<Response, Problem> {
    let lang = raw.lang;
    let reply = state.perform(lang, Task::write(raw.bytes, lang)).await?;
    let Reply {
        answer: Answer::Written { layout },
        blobs,
        ..
    } = reply
    else {
        return Err(Problem::unexpected(lang));
    };
    let yaml = blobs.into_iter().next();
    let yaml = yaml.ok_or_else(|| Problem::unexpected(lang))?;
    let headers = [
        (CONTENT_TYPE.as_str(), "application/yaml"),
        (LAYOUT, layout.as_str()),
    ];
    Ok((headers, yaml.to_vec()).into_response())
}

/// The file, and whether layout was kept. Runs in a worker process.
pub(in crate::server) fn report_file(
    bytes: &[u8],
    tools: &Tools,
    lang: Lang,
) -> Result<(Vec<u8>, &'static str), Problem> {
    let wrong =
        |zh: String, en: String| Problem::new(ProblemKind::Request, lang, Text::new(zh, en));
    let asked: ToWrite = serde_json::from_slice(bytes).map_err(|error| {
        wrong(
            format!("上传内容应为 JSON：{{form, yaml, values}}（{error}）。"),
            format!("the request body must be JSON with form, yaml and values ({error})"),
        )
    })?;
    let form = tools.forms.get(&asked.form).ok_or_else(|| {
        wrong(
            format!("没有“{}”这种报告格式，请见 /v1/forms。", asked.form),
            format!("unknown form `{}`; see /v1/forms", asked.form),
        )
    })?;
    let base = match &asked.yaml {
        Some(yaml) => base(yaml, form, tools, lang)?,
        None => None,
    };
    let done = written(form, base.as_ref(), &asked.values);
    match done {
        Ok(Written { yaml, is_kept }) => Ok((yaml, if is_kept { "kept" } else { "new" })),
        Err(WriteError::Unknown { paths }) => Err(wrong(
            format!(
                "报告格式“{}”中没有：{}。请核对。",
                form.id,
                paths.join("、")
            ),
            format!(
                "the form `{}` does not contain {}",
                form.id,
                paths.join(", ")
            ),
        )),
        Err(error) => {
            let text = Text::new(
                "程序内部错误：生成的内容与所填的不符，未生成文件。",
                error.to_string(),
            );
            Err(Problem::new(ProblemKind::Fault, lang, text))
        }
    }
}

/// The report whose file is continued; none if it is on another form.
fn base(
    yaml: &str,
    form: &Arc<Form>,
    tools: &Tools,
    lang: Lang,
) -> Result<Option<Report>, Problem> {
    let refused = |refusal| findings(refusal, lang);
    let source = open::source(NAME, yaml.as_bytes()).map_err(refused)?;
    let named = header(&source).form;
    if named.is_some_and(|named| named.value != form.id && tools.forms.get(&named.value).is_some())
    {
        return Ok(None);
    }
    open::report(&tools.forms, &source)
        .map(Some)
        .map_err(refused)
}
