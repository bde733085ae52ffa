//! The page for people: `/` and its files under `/page/`. Everything is in the binary; the
//! page's own policy forbids requests to other machines. It contains no report and needs no token: the
//! data it shows are requested under `/v1/`, with a token.

use std::sync::LazyLock;

use axum::extract::Path;
use axum::extract::rejection::PathRejection;
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, ETAG, IF_NONE_MATCH, REFERRER_POLICY,
};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Response};
use sha2::{Digest as _, Sha256};

use crate::server::language;
use crate::server::problem::{Problem, ProblemKind};
use chengbao_base::text::Text;

/// A file of the page.
struct Asset {
    name: &'static str,
    bytes: &'static [u8],
}

/// Files of `src/server/page/` by name.
macro_rules! assets {
    ($($name:literal),* $(,)?) => {
        &[$(Asset { name: $name, bytes: include_bytes!(concat!("../page/", $name)) }),*]
    };
}

/// The document itself.
const INDEX: &str = "index.html";

/// All files.
const ASSETS: &[Asset] = assets![
    "index.html",
    "style.css",
    "icon.svg",
    "api.js",
    "block.js",
    "chart.js",
    "checker.js",
    "dom.js",
    "downloads.js",
    "figures.js",
    "files.js",
    "findings.js",
    "form.js",
    "grid.js",
    "keep.js",
    "model.js",
    "preview.js",
    "range.js",
    "report.js",
    "start.js",
    "status.js",
    "sums.js",
    "table.js",
    "views.js",
    "words.js",
    "yaml.js",
];

/// Nothing inline, nothing from elsewhere, in no other page's frame. Previews are `blob:` pictures.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; \
                      img-src 'self' blob:; connect-src 'self'; form-action 'none'; \
                      frame-ancestors 'none'; base-uri 'none'";

/// One tag for all files: they are from one build and only work together.
static TAG: LazyLock<String> = LazyLock::new(|| {
    let mut hash = Sha256::new();
    for asset in ASSETS {
        hash.update(asset.name.as_bytes());
        hash.update(asset.bytes);
    }
    let hex = base16ct::lower::encode_string(&hash.finalize());
    // Twelve bytes are enough to distinguish builds.
    format!("\"{hex:.24}\"")
});

/// `GET /`.
pub(crate) async fn index(headers: HeaderMap) -> Response {
    answer(Some(INDEX), &headers)
}

/// `GET /page/{file}`.
pub(crate) async fn file(
    name: Result<Path<String>, PathRejection>,
    headers: HeaderMap,
) -> Response {
    answer(name.ok().as_ref().map(|Path(name)| name.as_str()), &headers)
}

fn answer(name: Option<&str>, headers: &HeaderMap) -> Response {
    let Some(asset) = ASSETS.iter().find(|asset| Some(asset.name) == name) else {
        let detail = Text::new("没有这个文件，请核对网址。", "unknown file; check the URL");
        return Problem::new(ProblemKind::NotFound, language::of(headers), detail).into_response();
    };
    let common = [
        (CONTENT_TYPE, media_type(asset.name)),
        (CONTENT_SECURITY_POLICY, POLICY),
        (REFERRER_POLICY, "no-referrer"),
        (CACHE_CONTROL, "no-cache"),
        (ETAG, TAG.as_str()),
    ];
    let known = headers.get_all(IF_NONE_MATCH).iter();
    let known = known.filter_map(|value| value.to_str().ok());
    if known
        .flat_map(|tags| tags.split(','))
        .any(|tag| matches_tag(tag.trim()))
    {
        return (StatusCode::NOT_MODIFIED, common).into_response();
    }
    (common, asset.bytes).into_response()
}

/// Weak comparison (RFC 9110 §13.1.2).
fn matches_tag(tag: &str) -> bool {
    tag == "*" || tag.strip_prefix("W/").unwrap_or(tag) == TAG.as_str()
}

fn media_type(name: &str) -> &'static str {
    match name.rsplit_once('.').map(|(_, extension)| extension) {
        Some("html") => "text/html; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_file_of_the_page_is_served_under_a_type_of_its_own() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/server/page");
        let there: BTreeSet<String> = std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        let served = ASSETS.iter().map(|asset| asset.name.to_owned()).collect();
        assert_eq!(there, served);
        for asset in ASSETS {
            assert_ne!(media_type(asset.name), "application/octet-stream");
        }
    }

    #[test]
    fn nothing_of_the_page_is_inline_or_elsewhere_or_set_as_markup() {
        for asset in ASSETS {
            let text = std::str::from_utf8(asset.bytes).unwrap();
            let own = text.replace("http://www.w3.org/", "");
            for banned in [
                "innerHTML",
                "outerHTML",
                "insertAdjacentHTML",
                "document.write",
                "eval(",
                " style=\"",
                " onclick=",
                "http://",
                "https://",
                "<script>",
                "<style",
            ] {
                assert!(!own.contains(banned), "{} has {banned}", asset.name);
            }
        }
    }

    #[test]
    fn the_page_knows_no_row_and_no_column_by_name() {
        let forms = chengbao_report::form::Forms::builtin().unwrap();
        for form in forms.iter() {
            for spec in &form.cells {
                for asset in ASSETS {
                    let text = std::str::from_utf8(asset.bytes).unwrap();
                    let id = spec.path.split('.').nth(1).unwrap();
                    for quote in ['\'', '"', '`'] {
                        let named = format!("{quote}{id}{quote}");
                        assert!(!text.contains(&named), "{} has {id}", asset.name);
                    }
                    assert!(!text.contains(&spec.path), "{}", asset.name);
                }
            }
        }
    }

    #[test]
    fn who_has_a_file_is_not_sent_it_again() {
        for (known, expected) in [
            ("", 200),
            ("\"other\"", 200),
            (TAG.as_str(), 304),
            (&format!("\"other\", W/{}", TAG.as_str()), 304),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(IF_NONE_MATCH, known.parse().unwrap());
            let status = answer(Some(INDEX), &headers).status();
            assert_eq!(status.as_u16(), expected, "{known}");
        }
        assert_eq!(answer(Some("../mod.rs"), &HeaderMap::new()).status(), 404);
    }
}
