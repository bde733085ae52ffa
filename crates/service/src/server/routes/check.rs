//! `POST /v1/check`: a report → findings.

use axum::extract::State as Extracted;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};

use crate::server::delivered::Delivered;
use crate::server::problem::Problem;
use crate::server::responses::Problems;
use crate::server::state::Shared;
use crate::server::task::{Answer, Task};
use chengbao_base::text::Text;
use chengbao_office::publish::Signoff;
use chengbao_office::signoff::State;

/// Checks a report and lists everything found.
#[utoipa::path(
    post,
    path = "/v1/check",
    tag = "reports",
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
pub(crate) async fn check(
    Extracted(state): Extracted<Shared>,
    delivered: Delivered,
) -> Result<Response, Problem> {
    let lang = delivered.lang;
    let reply = state.perform(lang, Task::check(delivered)).await?;
    let Answer::Checked { findings, stage } = reply.answer else {
        return Err(Problem::unexpected(lang));
    };
    let headers = [
        (CONTENT_TYPE.as_str(), "application/json"),
        (SIGN_OFF, stage.as_str()),
    ];
    Ok((headers, findings).into_response())
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
