//! Whether an answer may come later: `Prefer: respond-async` (RFC 7240 §4.1).

use axum::http::HeaderMap;

/// The header of a request,
const PREFER: &str = "prefer";
/// that of its answer,
pub(super) const APPLIED: &str = "preference-applied";
/// and what is preferred.
pub(super) const ASYNC: &str = "respond-async";

/// Whether it is preferred. Other preferences are ignored, as §2 demands.
pub(super) fn is_async(headers: &HeaderMap) -> bool {
    let values = headers.get_all(PREFER).iter();
    let values = values.filter_map(|value| value.to_str().ok());
    let mut preferences = values.flat_map(|value| value.split(','));
    preferences.any(|preference| {
        let name = preference.split([';', '=']).next().unwrap_or("");
        name.trim().eq_ignore_ascii_case(ASYNC)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_preference_is_found_among_others() {
        for (values, expected) in [
            (&["respond-async"][..], true),
            (&["wait=10, Respond-Async"], true),
            (&["return=minimal", "respond-async; x=1"], true),
            (&["respond-asynchronously"], false),
            (&["x=respond-async"], false),
            (&[], false),
        ] {
            let mut headers = HeaderMap::new();
            for value in values {
                headers.append(PREFER, value.parse().unwrap());
            }
            assert_eq!(is_async(&headers), expected, "{values:?}");
        }
    }
}
