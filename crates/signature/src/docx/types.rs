//! The types of the parts of a package (ECMA-376 part 2 §6.2.3.4): `[Content_Types].xml`.

use super::xml::{self, Element};
use super::{OpcError, names};

/// The entry with the types of the parts; it is not a part itself.
pub(super) const TYPES: &str = "/[Content_Types].xml";

/// Namespace of the content types.
const SPACE: &str = "http://schemas.openxmlformats.org/package/2006/content-types";

/// The content types of a package.
#[derive(Debug, Default)]
pub(super) struct Types {
    /// By extension, in lower case.
    defaults: Vec<(String, String)>,
    /// By the key of the name.
    overrides: Vec<(String, String)>,
}

impl Types {
    /// Reads them. Duplicates and unknown elements are refused.
    pub(super) fn read(bytes: &[u8]) -> Result<Self, OpcError> {
        let document = xml::parse(bytes).map_err(wrong)?;
        if !document.root.is(SPACE, "Types") {
            return Err(wrong("no Types"));
        }
        let mut types = Self::default();
        for element in document.root.elements() {
            let value = |name| attribute(element, name);
            let (list, key) = if element.is(SPACE, "Default") {
                (
                    &mut types.defaults,
                    value("Extension")?.to_ascii_lowercase(),
                )
            } else if element.is(SPACE, "Override") {
                (&mut types.overrides, names::key(value("PartName")?))
            } else {
                return Err(wrong(format!("element {}", element.name.local)));
            };
            if list.iter().any(|(known, _)| *known == key) {
                return Err(wrong(format!("{key} twice")));
            }
            list.push((key, value("ContentType")?.to_owned()));
        }
        Ok(types)
    }

    /// The content type of a part.
    pub(super) fn of(&self, part: &str) -> Option<&str> {
        let key = names::key(part);
        let own = self.overrides.iter().find(|(known, _)| *known == key);
        let found = own.or_else(|| {
            let (_, extension) = key.rsplit('/').next()?.rsplit_once('.')?;
            self.defaults.iter().find(|(known, _)| known == extension)
        });
        found.map(|(_, content_type)| content_type.as_str())
    }
}

fn attribute<'a>(element: &'a Element, name: &str) -> Result<&'a str, OpcError> {
    let value = element.attribute(name);
    value.ok_or_else(|| wrong(format!("a content type without {name}")))
}

fn wrong(detail: impl Into<String>) -> OpcError {
    OpcError::Part {
        part: TYPES.to_owned(),
        detail: detail.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn types(inside: &str) -> Result<Types, OpcError> {
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
        ] {
            assert!(matches!(types(bad), Err(OpcError::Part { .. })), "{bad}");
        }
    }
}
