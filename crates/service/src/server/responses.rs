//! Problems in the OpenAPI document: what all routes say about them, in one place. It describes and
//! never answers.

use std::collections::BTreeMap;

use utoipa::IntoResponses;
use utoipa::openapi::response::{Response, ResponseBuilder};
use utoipa::openapi::{Content, Ref, RefOr};

/// Errors of any route that reads a request: 4XX and 5XX.
pub(super) struct Problems;

impl IntoResponses for Problems {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        [
            ("4XX", "The request is not valid"),
            ("5XX", "Try again later"),
        ]
        .map(|(status, description)| (status.to_owned(), RefOr::T(problem(description))))
        .into()
    }
}

/// An answer that is a problem (RFC 9457).
pub(super) fn problem(description: &str) -> Response {
    let content = Content::new(Some(Ref::from_schema_name("ProblemBody")));
    ResponseBuilder::new()
        .description(description)
        .content("application/problem+json", content)
        .build()
}
