//! The elements of a signature, each in its required place: a signature whose parts are elsewhere is
//! read differently by different programs, which is how content is forged.

use std::collections::BTreeSet;

use crate::docx::xml::{Element, Node};
use crate::docx::{DS, DocxDefect, XADES};

/// A `ds:Signature`.
#[derive(Debug)]
pub(in crate::docx) struct Structure<'a> {
    pub(in crate::docx) root: &'a Element,
    pub(in crate::docx) info: &'a Element,
    pub(in crate::docx) value: &'a Element,
    pub(super) key_info: Option<&'a Element>,
    pub(super) objects: Vec<&'a Element>,
    /// `xd:QualifyingProperties` with the object it is in.
    pub(super) xades: Option<(&'a Element, &'a Element)>,
    ids: BTreeSet<&'a str>,
}

impl<'a> Structure<'a> {
    /// Reads a signature (XML-Signature §4.2).
    pub(in crate::docx) fn of(root: &'a Element) -> Result<Self, DocxDefect> {
        if !root.is(DS, "Signature") {
            return Err(syntax("no Signature"));
        }
        let mut ids = BTreeSet::new();
        collect_ids(root, &mut ids)?;
        let mut children = root.elements().peekable();
        let mut next = |name: &str| children.next_if(|child| child.is(DS, name));
        let info = next("SignedInfo").ok_or_else(|| syntax("no SignedInfo"))?;
        let value = next("SignatureValue").ok_or_else(|| syntax("no SignatureValue"))?;
        let key_info = next("KeyInfo");
        let objects: Vec<&Element> = children.collect();
        if let Some(other) = objects.iter().find(|object| !object.is(DS, "Object")) {
            return Err(wrapped(format!("{} in Signature", other.name.local)));
        }
        let mut xades = None;
        for object in &objects {
            for properties in object.all(XADES, "QualifyingProperties") {
                if xades.replace((*object, properties)).is_some() {
                    return Err(wrapped("two QualifyingProperties"));
                }
                // TS 101 903 §6.2: they refer to this signature.
                let about = properties.attribute("Target");
                let about = about.and_then(|target| target.strip_prefix('#'));
                if about.is_none() || about != root.attribute("Id") {
                    return Err(wrapped("QualifyingProperties of another signature"));
                }
            }
        }
        Ok(Self {
            root,
            info,
            value,
            key_info,
            objects,
            xades,
            ids,
        })
    }

    /// The element that a reference within the signature may target, with its ancestors.
    pub(in crate::docx) fn target(
        &self,
        id: &str,
    ) -> Result<(Vec<&'a Element>, &'a Element), DocxDefect> {
        let is = |element: &Element| element.attribute("Id") == Some(id);
        let direct = self.objects.iter().copied().chain(self.key_info);
        if let Some(found) = direct.into_iter().find(|element| is(element)) {
            return Ok((vec![self.root], found));
        }
        if let Some((object, qualifying)) = self.xades
            && let Some(properties) = qualifying.only(XADES, "SignedProperties")
            && is(properties)
        {
            return Ok((vec![self.root, object, qualifying], properties));
        }
        Err(wrapped(if self.ids.contains(id) {
            format!("{id} stands where nothing signed may stand")
        } else {
            format!("{id} is not there")
        }))
    }
}

/// Every `Id`, in any spelling, names one element.
fn collect_ids<'a>(element: &'a Element, ids: &mut BTreeSet<&'a str>) -> Result<(), DocxDefect> {
    let attributes = element.attributes.iter();
    for (_, id) in attributes.filter(|(name, _)| name.local.eq_ignore_ascii_case("id")) {
        if !ids.insert(id) {
            return Err(wrapped(format!("{id} is there twice")));
        }
    }
    element
        .elements()
        .try_for_each(|child| collect_ids(child, ids))
}

/// The text of an element that contains nothing else.
pub(super) fn text(element: &Element) -> Result<String, DocxDefect> {
    if element
        .children
        .iter()
        .all(|node| matches!(node, Node::Text(_)))
    {
        Ok(element.text())
    } else {
        Err(syntax(format!(
            "{} holds more than text",
            element.name.local
        )))
    }
}

/// The bytes of an element that contains Base64.
pub(super) fn base64(element: &Element) -> Result<Vec<u8>, DocxDefect> {
    use base64::prelude::{BASE64_STANDARD, Engine as _};
    let mut text = text(element)?;
    text.retain(|c| !matches!(c, ' ' | '\t' | '\n' | '\r'));
    let decoded = BASE64_STANDARD.decode(text);
    decoded.map_err(|error| syntax(format!("{}: {error}", element.name.local)))
}

/// The only child with that name.
pub(super) fn child<'a>(
    parent: &'a Element,
    space: &str,
    name: &str,
) -> Result<&'a Element, DocxDefect> {
    let found = parent.only(space, name);
    found.ok_or_else(|| syntax(format!("not one {name} in {}", parent.name.local)))
}

/// The algorithm an element names, which must have no parameters.
pub(super) fn algorithm(element: &Element) -> Result<&str, DocxDefect> {
    if element.elements().next().is_some() {
        return Err(syntax(format!("{} with parameters", element.name.local)));
    }
    named(element)
}

/// The algorithm an element names.
pub(super) fn named(element: &Element) -> Result<&str, DocxDefect> {
    let uri = element.attribute("Algorithm");
    uri.ok_or_else(|| syntax(format!("{} without Algorithm", element.name.local)))
}

pub(super) fn syntax(detail: impl Into<String>) -> DocxDefect {
    DocxDefect::Syntax {
        detail: detail.into(),
    }
}

pub(super) fn wrapped(detail: impl Into<String>) -> DocxDefect {
    DocxDefect::Wrapped {
        detail: detail.into(),
    }
}
