//! `GET /v1/formats`: the formats of documents, as data.

use axum::Json;
use serde::Serialize;
use utoipa::ToSchema;

use chengbao_office::publish::FORMATS;

/// A format.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct FormatLine {
    /// What `to` calls it; also what file names end in.
    id: &'static str,
    /// What `Accept` calls it.
    media_type: &'static str,
    /// Whether it is made where `to` is not given.
    usual: bool,
    /// Whether such files can be signed.
    signed: bool,
}

/// Lists the formats of documents, the preferred first.
#[utoipa::path(get, path = "/v1/formats", tag = "forms", responses(
    (status = 200, description = "All formats", body = Vec<FormatLine>),
))]
pub(crate) async fn list() -> Json<Vec<FormatLine>> {
    let lines = FORMATS.iter().map(|format| FormatLine {
        id: format.id,
        media_type: format.media_type,
        usual: format.is_usual,
        signed: format.carrier.is_some(),
    });
    Json(lines.collect())
}
