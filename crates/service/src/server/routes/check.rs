//! `POST /v1/check`: a report → findings.

use axum::extract::{FromRequestParts, Query, State as Extracted};
use axum::http::header::CONTENT_TYPE;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};

use serde::Deserialize;
use utoipa::IntoParams;

use crate::server::delivered::Delivered;
use crate::server::language;
use crate::server::problem::{Problem, ProblemKind};
use crate::server::responses::Problems;
use crate::server::state::Shared;
use crate::server::task::{Answer, Task};
use chengbao_base::text::Text;
use chengbao_office::publish::Signoff;
use chengbao_office::signoff::State;
use chengbao_report::check::Stage;

/// Checks a report and lists everything found.
#[utoipa::path(
    post,
    path = "/v1/check",
    tag = "reports",
    params(StageAsked),
    request_body(content(
        (String = "application/yaml"),
        (Object = "application/json"),
        (Object = "multipart/form-data"),
    )),
    responses(
        (status = 200, description = "The findings, as `chengbao check --format json` prints them", body = Object,
            headers(("sign-off" = String, description = "The progress of the sign-off of exactly this report, by the part `signoff`: `none`, `incomplete`, `complete` or `broken`"))),
        Problems,
    )
)]
pub(in crate::server) async fn check(
    Extracted(state): Extracted<Shared>,
    StageWanted(stage): StageWanted,
    delivered: Delivered,
) -> Result<Response, Problem> {
    let lang = delivered.lang;
    let reply = state.perform(lang, Task::check(delivered, stage)).await?;
    let Answer::Checked { findings, stage } = reply.answer else {
        return Err(Problem::unexpected(lang));
    };
    let headers = [
        (CONTENT_TYPE.as_str(), "application/json"),
        (SIGN_OFF, stage.as_str()),
    ];
    Ok((headers, findings).into_response())
}

/// How far the report has come.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(in crate::server) struct StageAsked {
    /// `finished` (default), or `filling`: what is still blank is no error.
    stage: Option<String>,
}

/// The stage asked for.
pub(in crate::server) struct StageWanted(Stage);

impl<S: Send + Sync> FromRequestParts<S> for StageWanted {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let lang = language::of(&parts.headers);
        let refused = || {
            let text = Text::new(
                "查询参数只有 stage，应为 filling（正在填报）或 finished（已填完）。",
                "the only query parameter is stage: filling or finished",
            );
            Problem::new(ProblemKind::Request, lang, text)
        };
        let query = Query::<StageAsked>::from_request_parts(parts, state).await;
        let Query(asked) = query.map_err(|_| refused())?;
        let stage = asked
            .stage
            .as_deref()
            .map_or(Some(Stage::Finished), Stage::of);
        stage.map(Self).ok_or_else(refused)
    }
}

/// The progress of the report's sign-off.
const SIGN_OFF: &str = "sign-off";

/// What the header says; a sign-off that cannot be read is broken too.
pub(in crate::server) fn stage(signoff: Option<&Result<Signoff, Text>>) -> &'static str {
    let state = match signoff {
        None => return "none",
        Some(Ok(signoff)) => signoff.state.as_ref(),
        Some(Err(why)) => Err(why),
    };
    match state {
        Ok(State::None) => "none",
        Ok(State::Begun { .. }) => "incomplete",
        Ok(State::Complete(_)) => "complete",
        Ok(State::Broken(_)) | Err(_) => "broken",
    }
}
