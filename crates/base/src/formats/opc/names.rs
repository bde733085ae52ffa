//! Names of parts (ECMA-376 part 2 §6.2.2): which entries have one, how they are compared, where
//! relationships lead.

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

/// Characters that are encoded in a name as a URI (RFC 3986).
const FORBIDDEN: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'<')
    .add(b'>')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// The form in which names are compared: as URIs, ASCII letters in lower case (§6.3.5).
#[must_use]
pub fn key(name: &str) -> String {
    escape(name).to_ascii_lowercase()
}

/// A name as a URI (RFC 3986).
#[must_use]
pub fn escape(name: &str) -> String {
    utf8_percent_encode(name, FORBIDDEN).to_string()
}

/// The part name of an entry of the ZIP file; none if it is not valid for a part. `[Content_Types].xml`, which
/// is not a part, has one too.
pub(super) fn of_entry(entry: &str) -> Option<String> {
    let is_segment = |segment: &str| {
        let is_dots = segment.chars().all(|c| c == '.');
        !is_dots && !segment.ends_with('.')
    };
    let is_bad = |c: char| c.is_control() || matches!(c, '\\' | '?' | '#' | ':');
    let is_name = entry.split('/').all(is_segment) && !entry.contains(is_bad);
    let is_hidden =
        entry.to_ascii_lowercase().contains("%2f") || entry.to_ascii_lowercase().contains("%5c");
    (is_name && !is_hidden).then(|| format!("/{entry}"))
}

/// The name of the relationships part of a part; `/` stands for the package.
#[must_use]
pub fn relationships_of(part: &str) -> String {
    let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
    format!("{folder}/_rels/{name}.rels")
}

/// Whether a name is that of a relationships part.
#[must_use]
pub fn is_relationships(part: &str) -> bool {
    let key = key(part);
    key.ends_with(".rels") && key.rsplit('/').nth(1) == Some("_rels")
}

/// The part a relationship of `source` leads to; none if it leads out of the package.
#[must_use]
pub fn resolve(source: &str, target: &str) -> Option<String> {
    let target = target.split(['#', '?']).next().unwrap_or(target);
    if target.is_empty() || target.contains(':') || target.starts_with("//") {
        return None;
    }
    let folder = source.rsplit_once('/').map_or("", |(folder, _)| folder);
    let path = match target.strip_prefix('/') {
        Some(path) => path.to_owned(),
        None => format!("{}/{target}", folder.trim_start_matches('/')),
    };
    let mut segments: Vec<&str> = Vec::new();
    for segment in path.split('/') {
        match segment {
            "" | "." => {}
            ".." => {
                segments.pop();
            }
            _ => segments.push(segment),
        }
    }
    Some(format!("/{}", segments.join("/")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_that_could_stand_for_other_parts_have_no_name() {
        assert_eq!(
            of_entry("word/document.xml").as_deref(),
            Some("/word/document.xml")
        );
        for bad in [
            "", "/a", "a//b", "a/", "../a", "a/./b", "a.", "a\\b", "a%2Fb", "a%5cb", "a?b", "a:b",
            "a\nb",
        ] {
            assert_eq!(of_entry(bad), None, "{bad}");
        }
        assert_eq!(key("/Word/公.XML"), key("/word/%E5%85%AC.xml"));
    }

    #[test]
    fn relationships_lead_from_their_source() {
        for (source, target, found) in [
            ("/", "word/document.xml", Some("/word/document.xml")),
            (
                "/word/document.xml",
                "../customXml/item1.xml",
                Some("/customXml/item1.xml"),
            ),
            ("/word/document.xml", "/a/b.xml#c", Some("/a/b.xml")),
            (
                "/_xmlsignatures/origin.sigs",
                "sig1.xml",
                Some("/_xmlsignatures/sig1.xml"),
            ),
            ("/word/document.xml", "https://gov.cn", None),
            ("/word/document.xml", "//gov.cn/a", None),
            ("/word/document.xml", "#bookmark", None),
        ] {
            assert_eq!(resolve(source, target).as_deref(), found, "{target}");
        }
        assert_eq!(relationships_of("/"), "/_rels/.rels");
        assert_eq!(
            relationships_of("/word/document.xml"),
            "/word/_rels/document.xml.rels"
        );
        assert!(
            is_relationships("/_rels/.rels") && is_relationships("/word/_RELS/document.xml.rels")
        );
        assert!(!is_relationships("/word/document.rels") && !is_relationships("/_rels/a.xml"));
    }
}
