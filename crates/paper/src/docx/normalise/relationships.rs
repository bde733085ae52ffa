//! Relationships (ECMA-376 part 2 §6.5): those with an existing target, numbered from `rId1` without gaps.
//! When it signs, LibreOffice names what it adds `rId` and their number plus one, which after a gap is the
//! name of another.

use std::collections::BTreeMap;

use crate::docx::links;
use chengbao_base::formats::xml::Element;

/// The new ids of relationships by their old ids.
#[derive(Debug, Default)]
pub(super) struct Ids(BTreeMap<String, String>);

impl Ids {
    /// Puts the new id into an attribute that refers to a relationship.
    pub(super) fn refer(&self, element: &mut Element<'_>, attribute: &str) {
        if let Some(new) = element.attribute(attribute).and_then(|old| self.0.get(old)) {
            element.set(attribute, new);
        }
    }
}

/// Keeps the relationships whose target is in the package; `base` is the folder they are relative to.
pub(super) fn keep(root: &mut Element<'_>, base: &str, parts: &[&str]) {
    root.retain(|relationship| {
        let target = relationship.attribute("Target").unwrap_or_default();
        parts.contains(&format!("{base}{target}").as_str())
    });
}

/// Numbers the relationships in their order.
pub(super) fn number(root: &mut Element<'_>) -> Ids {
    let mut ids = BTreeMap::new();
    for (number, relationship) in (1..).zip(root.elements_mut()) {
        let new = format!("rId{number}");
        let old = relationship.attribute("Id").unwrap_or_default().to_owned();
        relationship.set("Id", &new);
        ids.insert(old, new);
    }
    Ids(ids)
}

/// Relationships to link targets, in the order of the document.
pub(super) fn hyperlinks<'a>(
    addresses: impl Iterator<Item = &'a str>,
) -> impl Iterator<Item = Element<'static>> {
    addresses.enumerate().map(|(index, address)| {
        Element::new("Relationship")
            .with("Id", &links::id(index + 1))
            .with(
                "Type",
                "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink",
            )
            .with("Target", &links::uri(address))
            .with("TargetMode", "External")
    })
}
