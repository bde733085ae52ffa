//! The references that signatures make to parts (ECMA-376 part 2 §13.2.4.9).

pub(super) use chengbao_base::formats::opc::names::{is_relationships, key, relationships_of};

use chengbao_base::formats::opc::names::escape;

/// A reference of a manifest, `/word/document.xml?ContentType=…` (§13.2.4.9), as name and content type.
pub(super) fn of_reference(uri: &str) -> Option<(&str, &str)> {
    let (part, query) = uri.split_once('?')?;
    let content_type = query.strip_prefix("ContentType=")?;
    (part.starts_with('/') && !content_type.is_empty()).then_some((part, content_type))
}

/// A reference of a manifest to a part of a content type.
pub(super) fn reference(part: &str, content_type: &str) -> String {
    format!("{}?ContentType={content_type}", escape(part))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_name_part_and_content_type() {
        let uri = reference("/word/公 文.xml", "application/xml");
        assert_eq!(
            uri,
            "/word/%E5%85%AC%20%E6%96%87.xml?ContentType=application/xml"
        );
        assert_eq!(
            of_reference("/a.xml?ContentType=b/c+xml"),
            Some(("/a.xml", "b/c+xml"))
        );
        for bad in [
            "/a.xml",
            "a.xml?ContentType=b",
            "/a.xml?ContentType=",
            "/a.xml?x=b",
            "#a",
        ] {
            assert_eq!(of_reference(bad), None, "{bad}");
        }
    }
}
