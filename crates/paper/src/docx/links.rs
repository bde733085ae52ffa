//! Link targets: external relationships of the main part, numbered in the order of
//! the document. docx-rs would number them across the process and write them in any order.

use docx_rs::{Hyperlink, HyperlinkData, Run};
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

use crate::document::{Block, Document};

/// Relationship id of the `number`-th link, from 1.
pub(super) fn id(number: usize) -> String {
    format!("rIdLink{number}")
}

/// A linked run, in the look of the text around it: official documents are black.
pub(super) fn link(number: usize, run: Run) -> Hyperlink {
    Hyperlink {
        link: HyperlinkData::External {
            rid: id(number),
            path: String::new(),
        },
        history: Some(1),
        children: Vec::new(),
    }
    .add_run(run)
}

/// The addresses, in the order of the document.
pub(super) fn addresses(document: &Document) -> impl Iterator<Item = &str> {
    (document.blocks.iter())
        .filter_map(|block| match block {
            Block::Paragraph(paragraph) => Some(paragraph.runs.iter()),
            _ => None,
        })
        .flatten()
        .filter_map(|run| run.link.as_deref())
}

/// Characters not allowed in URIs; `%` and the delimiters of URIs stay unchanged.
const FORBIDDEN: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'<')
    .add(b'>')
    .add(b'\\')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// The address as a URI (RFC 3986): characters not allowed are percent-encoded, since Word reports a file
/// with unparsable relationships as damaged.
pub(super) fn uri(address: &str) -> String {
    utf8_percent_encode(address, FORBIDDEN).to_string()
}

#[cfg(test)]
mod tests {
    use super::uri;

    #[test]
    fn what_no_uri_may_hold_is_encoded() {
        let plain = "https://www.gov.cn/a_b/c-1.html?x=1&y=%20#z";
        assert_eq!(uri(plain), plain);
        assert_eq!(
            uri("https://a.cn/公 开"),
            "https://a.cn/%E5%85%AC%20%E5%BC%80"
        );
        assert_eq!(uri("a\"<>\\^`{|}"), "a%22%3C%3E%5C%5E%60%7B%7C%7D");
    }
}
