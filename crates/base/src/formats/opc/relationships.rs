//! Relationships parts (ECMA-376 part 2 §6.5).

use std::collections::BTreeSet;

use super::types::is_empty;
use super::{is, names};
use crate::formats::xml::{self, Element};

/// Namespace of relationships.
pub const SPACE: &str = "http://schemas.openxmlformats.org/package/2006/relationships";

/// A relationship.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Relationship {
    /// Its `Id`.
    pub id: String,
    /// Its `Type`.
    pub kind: String,
    /// As written.
    pub target: String,
    /// `Internal` or `External`.
    pub mode: String,
}

/// Reads a relationships part. It must contain what the schema defines and nothing else: the
/// transform of signatures drops everything else, so it would not be signed.
///
/// # Errors
/// What is wrong with it.
pub fn read(bytes: &[u8]) -> Result<Vec<Relationship>, String> {
    let root = xml::strict(bytes).map_err(|error| error.to_string())?;
    let is_plain =
        (root.attributes()).all(|(name, _)| name == "xmlns" || name.starts_with("xmlns:"));
    if !is(&root, &root, SPACE, "Relationships") || !is_plain {
        return Err("no Relationships".to_owned());
    }
    let mut ids = BTreeSet::new();
    let mut relationships = Vec::new();
    for element in root.elements() {
        if !is(element, &root, SPACE, "Relationship") || !is_empty(element) {
            return Err(format!("element {}", element.local()));
        }
        let relationship = relationship(element)?;
        if !ids.insert(relationship.id.clone()) {
            return Err(format!("relationship {} twice", relationship.id));
        }
        relationships.push(relationship);
    }
    Ok(relationships)
}

fn relationship(element: &Element<'_>) -> Result<Relationship, String> {
    let known = ["Id", "Type", "Target", "TargetMode", "xmlns"];
    let is_known = |name: &str| known.contains(&name) || name.starts_with("xmlns:");
    if let Some((name, _)) = element.attributes().find(|(name, _)| !is_known(name)) {
        return Err(format!("attribute {name}"));
    }
    let value = |name: &str| {
        let value = element.value(name).filter(|value| !value.is_empty());
        value
            .map(std::borrow::Cow::into_owned)
            .ok_or_else(|| format!("a relationship without {name}"))
    };
    let mode = element.value("TargetMode");
    let mode = mode.as_deref().unwrap_or("Internal");
    if !matches!(mode, "Internal" | "External") {
        return Err(format!("TargetMode {mode}"));
    }
    Ok(Relationship {
        id: value("Id")?,
        kind: value("Type")?,
        target: value("Target")?,
        mode: mode.to_owned(),
    })
}

impl Relationship {
    /// The part it leads to from `source`; none if it leads out of the package.
    #[must_use]
    pub fn part(&self, source: &str) -> Option<String> {
        if self.mode == "Internal" {
            names::resolve(source, &self.target)
        } else {
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_schema_does_not_have_is_refused() {
        let part = |inside: &str| {
            format!("<r:Relationships xmlns:r='{SPACE}'>\n{inside}\n</r:Relationships>")
        };
        for bad in [
            "<r:Relationship Id='a' Type='t' Target='x'/><r:Relationship Id='a' Type='t' Target='y'/>",
            "<r:Relationship Id='a' Type='t'/>",
            "<r:Relationship Id='a' Type='t' Target='x' TargetMode='Else'/>",
            "<r:Relationship Id='a' Type='t' Target='x' Other='1'/>",
            "<r:Relationship Id='a' Type='t' Target='x'><y/></r:Relationship>",
            "<Relationship Id='a' Type='t' Target='x'/>",
        ] {
            assert!(read(part(bad).as_bytes()).is_err(), "{bad}");
        }
        assert!(read(b"<Relationships/>").is_err());
        let good = part("<r:Relationship Id='a' Type='t' Target='x&amp;y'/>");
        assert_eq!(read(good.as_bytes()).unwrap()[0].target, "x&y");
    }
}
