//! The page around the body: head, stylesheet, article.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

use super::markup::Markup;
use super::{body, style};
use crate::document::Document;
use crate::document::FlowError;

/// The whole page.
pub(super) fn page(document: &Document) -> Result<String, FlowError> {
    let meta = &document.meta;
    let style = style::sheet(document);
    let mut markup = Markup::default();
    markup.raw("<!DOCTYPE html>\n");
    markup.open("html", &[("lang", &meta.language)]);
    markup.raw("\n<head>\n<meta charset=\"utf-8\">\n");
    named(
        &mut markup,
        "viewport",
        "width=device-width, initial-scale=1",
    );
    // A figure of eight digits is not a telephone number.
    named(&mut markup, "format-detection", "telephone=no");
    let policy = policy(&style);
    let policy = [
        ("http-equiv", "Content-Security-Policy"),
        ("content", &policy),
    ];
    markup.open("meta", &policy);
    markup.raw("\n<title>");
    markup.text(&meta.title);
    markup.end("title");
    if !meta.author.is_empty() {
        named(&mut markup, "author", &meta.author);
    }
    if let Some(date) = &meta.date {
        named(&mut markup, "dcterms.date", date);
    }
    markup.raw("<style>");
    markup.raw(&style);
    markup.raw("</style>\n</head>\n<body>\n<article>\n");
    body::body(document, &mut markup)?;
    markup.raw("</article>\n</body>\n</html>\n");
    markup.finish()
}

fn named(markup: &mut Markup, name: &str, content: &str) {
    markup.open("meta", &[("name", name), ("content", content)]);
    markup.new_line();
}

/// The page forbids itself everything it does not need (CSP level 3): scripts, frames, forms, anything
/// fetched. What remains is its own stylesheet, identified by its hash, and embedded pictures.
fn policy(style: &str) -> String {
    let hash = STANDARD.encode(Sha256::digest(style));
    format!(
        "default-src 'none'; style-src 'sha256-{hash}'; img-src data:; base-uri 'none'; form-action 'none'"
    )
}
