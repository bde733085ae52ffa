//! Problems in the document of the interface: what routes say of them alike, said once. It describes and
//! never answers.

use std::collections::BTreeMap;

use utoipa::IntoResponses;
use utoipa::openapi::response::{Response, ResponseBuilder};
use utoipa::openapi::{Content, Ref, RefOr};

/// What any route that reads a request may come to: a 4XX, a 5XX.
pub(super) struct Problems;

impl IntoResponses for Problems {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        [("4XX", "The request is wrong"), ("5XX", "Try again later")]
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
