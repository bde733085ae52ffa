//! The types of the parts of a package (ECMA-376 part 2 §6.2.3.4): `[Content_Types].xml`.

use super::{PackageError, TYPES, is, names, wrong};
use crate::formats::xml::{self, Element, Node};

/// Namespace of the content types.
const SPACE: &str = "http://schemas.openxmlformats.org/package/2006/content-types";

/// The content types of a package: keys and types.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Types {
    /// By extension, in lower case.
    pub defaults: Vec<(String, String)>,
    /// By the key of the name.
    pub overrides: Vec<(String, String)>,
}

impl Types {
    /// Reads them. Duplicates, unknown elements and attributes are refused.
    pub(super) fn read(bytes: &[u8]) -> Result<Self, PackageError> {
        let wrong = |detail: String| wrong(TYPES, detail);
        let root = xml::strict(bytes).map_err(|error| wrong(error.to_string()))?;
        if !is(&root, &root, SPACE, "Types") {
            return Err(wrong("no Types".to_owned()));
        }
        let mut types = Self::default();
        for element in root.elements() {
            let value = |name| attribute(element, name).map_err(wrong);
            let (list, key, name) = if is(element, &root, SPACE, "Default") {
                let key = value("Extension")?.to_ascii_lowercase();
                (&mut types.defaults, key, "Extension")
            } else if is(element, &root, SPACE, "Override") {
                (
                    &mut types.overrides,
                    names::key(&value("PartName")?),
                    "PartName",
                )
            } else {
                return Err(wrong(format!("element {}", element.local())));
            };
            let is_known = |attribute: &str| {
                [name, "ContentType", "xmlns"].contains(&attribute)
                    || attribute.starts_with("xmlns:")
            };
            if !element.attributes().all(|(name, _)| is_known(name)) || !is_empty(element) {
                return Err(wrong(format!("more than a type of {key}")));
            }
            if list.iter().any(|(known, _)| *known == key) {
                return Err(wrong(format!("{key} twice")));
            }
            list.push((key, value("ContentType")?));
        }
        Ok(types)
    }

    /// The content type of a part.
    #[must_use]
    pub fn of(&self, part: &str) -> Option<&str> {
        let key = names::key(part);
        let own = self.overrides.iter().find(|(known, _)| *known == key);
        let found = own.or_else(|| {
            let (_, extension) = key.rsplit('/').next()?.rsplit_once('.')?;
            self.defaults.iter().find(|(known, _)| known == extension)
        });
        found.map(|(_, content_type)| content_type.as_str())
    }
}

fn attribute(element: &Element<'_>, name: &str) -> Result<String, String> {
    let value = element.value(name).map(std::borrow::Cow::into_owned);
    value.ok_or_else(|| format!("a content type without {name}"))
}

/// Whether nothing but blanks is in an element.
pub(super) fn is_empty(element: &Element<'_>) -> bool {
    let is_text = |node: &Node<'_>| matches!(node, Node::Text(_));
    element.children.iter().all(is_text) && element.content().trim().is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn types(inside: &str) -> Result<Types, PackageError> {
        Types::read(format!("<Types xmlns='{SPACE}'>{inside}</Types>").as_bytes())
    }

    #[test]
    fn a_part_is_what_its_name_says_or_else_its_extension() {
        let types = types(
            "<Default Extension='XML' ContentType='b'/><Override PartName='/Word/a.xml' ContentType='a'/>",
        )
        .unwrap();
        for (part, found) in [
            ("/word/A.xml", Some("a")),
            ("/word/b.xml", Some("b")),
            ("/x.xml/c", None),
            ("/word/c.png", None),
        ] {
            assert_eq!(types.of(part), found, "{part}");
        }
    }

    #[test]
    fn what_is_said_twice_is_refused() {
        for bad in [
            "<Default Extension='xml' ContentType='a'/><Default Extension='XML' ContentType='b'/>",
            "<Override PartName='/a' ContentType='a'/><Override PartName='/A' ContentType='b'/>",
            "<Override PartName='/a'/>",
            "<Other Extension='xml' ContentType='a'/>",
            "<Default Extension='xml' ContentType='a' Other='b'/>",
            "<Default Extension='xml' ContentType='a'><x/></Default>",
        ] {
            assert!(
                matches!(types(bad), Err(PackageError::Part { .. })),
                "{bad}"
            );
        }
    }
}
