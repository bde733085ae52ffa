//! Whether two requests are the same: what decides the answer, in one digest.

use axum::http::HeaderMap;
use axum::http::header::{ACCEPT, CONTENT_TYPE};
use axum::http::request::Parts;
use sha2::{Digest as _, Sha256};

use super::body::essence;
use crate::jobs::{JobId, Sha256Hex};

/// Longest boundary (RFC 2046 §5.1.1). With a longer one the body is used as it is.
const MAX_BOUNDARY: usize = 70;

/// Method, path and query, `Accept`, `Prefer`, the media type and the body. The boundary between the parts
/// of a form does not count: most programs choose another each time.
pub(super) fn of(parts: &Parts, body: &[u8]) -> Sha256Hex {
    let target = parts.uri.path_and_query();
    let media_type = essence(&parts.headers);
    let mut all = Vec::new();
    for part in [
        parts.method.as_str(),
        target.map_or("", |target| target.as_str()),
        &values(&parts.headers, ACCEPT.as_str()),
        &values(&parts.headers, "prefer"),
        &media_type,
    ] {
        push(&mut all, part.as_bytes());
    }
    let boundary = match media_type.as_str() {
        "multipart/form-data" => boundary(&parts.headers),
        _ => None,
    };
    let mut digest = Sha256::new_with_prefix(&all);
    for piece in pieces(body, boundary.as_deref()) {
        digest.update(piece.len().to_be_bytes());
        digest.update(piece);
    }
    // The digest of the digest: `Sha256Hex` is made of bytes alone.
    Sha256Hex::of(&digest.finalize())
}

/// The id of the job that a request with a key creates: the same for the same request, so that one
/// sent again after a crash creates no second job.
pub(super) fn job(tenant: &str, key: &str, fingerprint: &Sha256Hex) -> JobId {
    let mut all = Vec::new();
    for part in ["job", tenant, key, fingerprint.as_str()] {
        push(&mut all, part.as_bytes());
    }
    let digest: [u8; 32] = Sha256::digest(&all).into();
    let [bits @ .., _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _] = digest;
    JobId::new(bits)
}

/// A part preceded by its length, so that different lists of parts are different bytes.
fn push(all: &mut Vec<u8>, part: &[u8]) {
    all.extend_from_slice(&part.len().to_be_bytes());
    all.extend_from_slice(part);
}

fn values(headers: &HeaderMap, name: &str) -> String {
    let values = headers.get_all(name).iter();
    let values: Vec<_> = values
        .map(|value| String::from_utf8_lossy(value.as_bytes()))
        .collect();
    values.join(",")
}

/// The boundary of a form (RFC 2046 §5.1.1), with the leading dashes.
fn boundary(headers: &HeaderMap) -> Option<Vec<u8>> {
    let media_type = headers.get(CONTENT_TYPE)?.to_str().ok()?;
    let mut parameters = media_type.split(';').skip(1);
    let value = parameters.find_map(|parameter| {
        let (name, value) = parameter.split_once('=')?;
        name.trim()
            .eq_ignore_ascii_case("boundary")
            .then(|| value.trim().trim_matches('"'))
    })?;
    let is_one = (1..=MAX_BOUNDARY).contains(&value.len());
    is_one.then(|| format!("--{value}").into_bytes())
}

/// The body, cut at each boundary; its pieces show how it was cut.
fn pieces<'a>(body: &'a [u8], boundary: Option<&[u8]>) -> Vec<&'a [u8]> {
    let Some(boundary) = boundary else {
        return vec![body];
    };
    let (mut pieces, mut rest, mut at) = (Vec::new(), body, 0);
    while let Some(ahead) = rest.get(at..) {
        // Every boundary begins with a dash: most bytes are skipped at once.
        let Some(dash) = ahead.iter().position(|byte| *byte == b'-') else {
            break;
        };
        at += dash;
        match rest
            .get(at..)
            .and_then(|ahead| ahead.strip_prefix(boundary))
        {
            Some(after) => {
                pieces.push(rest.get(..at).unwrap_or_default());
                (rest, at) = (after, 0);
            }
            None => at += 1,
        }
    }
    pieces.push(rest);
    pieces
}

#[cfg(test)]
mod tests {
    use axum::http::Request;

    use super::*;

    fn fingerprint(path: &str, headers: &[(&str, &str)], body: &str) -> Sha256Hex {
        let mut request = Request::post(path);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        of(&request.body(()).unwrap().into_parts().0, body.as_bytes())
    }

    #[test]
    fn what_decides_the_answer_decides_the_fingerprint() {
        let yaml = [("content-type", "application/yaml; charset=utf-8")];
        let same = fingerprint("/v1/reports", &yaml, "a");
        let other = [("content-type", "Application/YAML"), ("x-request", "7")];
        assert_eq!(fingerprint("/v1/reports", &other, "a"), same);
        for (path, headers, body) in [
            ("/v1/reports", &yaml[..], "b"),
            ("/v1/reports?to=pdf", &yaml, "a"),
            ("/v1/batches", &yaml, "a"),
            ("/v1/reports", &[], "a"),
            ("/v1/reports", &[yaml[0], ("accept", "text/html")], "a"),
            ("/v1/reports", &[yaml[0], ("prefer", "respond-async")], "a"),
        ] {
            assert_ne!(fingerprint(path, headers, body), same, "{path} {headers:?}");
        }
    }

    #[test]
    fn the_boundary_of_a_form_does_not_count_and_its_parts_do() {
        let form = |boundary: &str, body: &str| {
            let media_type = format!("multipart/form-data; boundary={boundary}");
            let body = body.replace('|', &format!("--{boundary}"));
            fingerprint("/", &[("content-type", &media_type)], &body)
        };
        let same = form("x", "|\r\na\r\n|--\r\n");
        assert_eq!(form("----other-7", "|\r\na\r\n|--\r\n"), same);
        assert_eq!(form("\"x\"", "|\r\na\r\n|--\r\n").as_str().len(), 64);
        for body in [
            "|\r\nb\r\n|--\r\n",
            "|\r\na\r\n|\r\na\r\n|--\r\n",
            "|\r\n|a\r\n--\r\n",
        ] {
            assert_ne!(form("x", body), same, "{body}");
        }
    }

    #[test]
    fn a_job_is_that_of_one_tenant_key_and_request() {
        let (a, b) = (Sha256Hex::of(b"a"), Sha256Hex::of(b"b"));
        let same = job("one", "key", &a);
        assert_eq!(job("one", "key", &a), same);
        for other in [
            job("two", "key", &a),
            job("one", "other", &a),
            job("one", "key", &b),
            job("onek", "ey", &a),
        ] {
            assert_ne!(other, same);
        }
    }
}
