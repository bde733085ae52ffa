//! Relationships parts (ECMA-376 part 2 §6.5), and the form in which they are signed (§13.2.4.24).

use std::collections::BTreeSet;

use super::names;
use super::xml::{self, Element, Node};

/// Namespace of relationships.
pub(super) const SPACE: &str = "http://schemas.openxmlformats.org/package/2006/relationships";

/// A relationship.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Relationship {
    pub(super) id: String,
    pub(super) kind: String,
    /// As written.
    pub(super) target: String,
    pub(super) mode: String,
}

/// Reads a relationships part, or returns what is wrong. It must contain what the schema defines and
/// nothing else: the transform drops everything else, so it would not be signed.
pub(super) fn read(bytes: &[u8]) -> Result<Vec<Relationship>, String> {
    let document = xml::parse(bytes)?;
    let root = &document.root;
    if !root.is(SPACE, "Relationships") || !root.attributes.is_empty() {
        return Err("no Relationships".to_owned());
    }
    let mut ids = BTreeSet::new();
    let mut relationships = Vec::new();
    for element in root.elements() {
        if !element.is(SPACE, "Relationship") || element.elements().next().is_some() {
            return Err(format!("element {}", element.name.local));
        }
        let relationship = relationship(element)?;
        if !ids.insert(relationship.id.clone()) {
            return Err(format!("relationship {} twice", relationship.id));
        }
        relationships.push(relationship);
    }
    Ok(relationships)
}

fn relationship(element: &Element) -> Result<Relationship, String> {
    let known = ["Id", "Type", "Target", "TargetMode"];
    let is_known = |name: &xml::Name| name.space.is_empty() && known.contains(&name.local.as_str());
    if let Some((name, _)) = element.attributes.iter().find(|(name, _)| !is_known(name)) {
        return Err(format!("attribute {}", name.local));
    }
    let value = |name: &str| {
        let value = element.attribute(name).filter(|value| !value.is_empty());
        value
            .map(str::to_owned)
            .ok_or_else(|| format!("a relationship without {name}"))
    };
    let mode = element.attribute("TargetMode").unwrap_or("Internal");
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
    pub(super) fn part(&self, source: &str) -> Option<String> {
        if self.mode == "Internal" {
            names::resolve(source, &self.target)
        } else {
            None
        }
    }
}

/// How many pieces of white space are between the relationships of a part.
pub(super) fn blanks(bytes: &[u8]) -> usize {
    let document = xml::parse(bytes);
    let children = document.map(|document| document.root.children);
    let is_text = |node: &&Node| matches!(node, Node::Text(_));
    children.map_or(0, |children| children.iter().filter(is_text).count())
}

/// The result of the transform, in the canonical form that must follow it: sorted by `Id`,
/// every `TargetMode` written out.
///
/// `blanks` is 0 except for files signed by LibreOffice: its xmlsec makes an element `text` from each piece of white
/// space that the transform should drop. The same relationships are signed in both cases.
pub(super) fn transformed(relationships: &[&Relationship], blanks: usize) -> Vec<u8> {
    let mut sorted = relationships.to_vec();
    sorted.sort_by(|one, other| one.id.cmp(&other.id));
    let mut text = format!("<Relationships xmlns=\"{SPACE}\">");
    text.push_str(&"<text></text>".repeat(blanks));
    for relationship in sorted {
        text.push_str("<Relationship");
        for (name, value) in [
            ("Id", &relationship.id),
            ("Target", &relationship.target),
            ("TargetMode", &relationship.mode),
            ("Type", &relationship.kind),
        ] {
            text.extend([" ", name, "=\""]);
            xml::attribute_value(&mut text, value);
            text.push('"');
        }
        text.push_str("></Relationship>");
    }
    text.push_str("</Relationships>");
    text.into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(inside: &str) -> String {
        format!("<r:Relationships xmlns:r='{SPACE}'>\n{inside}\n</r:Relationships>")
    }

    #[test]
    fn the_transform_sorts_and_says_every_mode() {
        let part = part(
            "<r:Relationship Id='b' Type='t' Target='x&amp;\"' TargetMode='External'/>\
             <r:Relationship Target='y' Type='t' Id='a'> </r:Relationship>",
        );
        let read = read(part.as_bytes()).unwrap();
        let expected = format!(
            "<Relationships xmlns=\"{SPACE}\"><Relationship Id=\"a\" Target=\"y\" TargetMode=\"Internal\" Type=\"t\"></Relationship>\
             <Relationship Id=\"b\" Target=\"x&amp;&quot;\" TargetMode=\"External\" Type=\"t\"></Relationship></Relationships>"
        );
        let transformed = transformed(&read.iter().collect::<Vec<_>>(), 0);
        assert_eq!(String::from_utf8(transformed).unwrap(), expected);
    }

    #[test]
    fn what_the_transform_would_leave_out_is_refused() {
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
    }
}
