//! A `ds:Reference`: what is digested, how it is transformed first, and the expected digest.

use std::collections::BTreeSet;

use super::structure::{algorithm, base64, child, named, syntax};
use crate::Hash;
use crate::docx::relationships::Relationship;
use crate::docx::xml::Element;
use crate::docx::{DS, DocxDefect, MDSSI, algorithms};

/// A reference.
#[derive(Debug)]
pub(super) struct Reference<'a> {
    pub(super) uri: &'a str,
    pub(super) transforms: Transforms,
    hash: Hash,
    digest: Vec<u8>,
}

/// The transforms before the digest. No others are accepted (ECMA-376 part 2 §13.2.4.22).
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Transforms {
    None,
    /// Canonical XML, with or without comments.
    Canonical {
        comments: bool,
    },
    /// Some of the relationships of a part, then canonical XML.
    Relationships(Selection),
}

/// Which relationships are signed.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Selection {
    ids: BTreeSet<String>,
    kinds: BTreeSet<String>,
}

impl Selection {
    /// Whether a relationship is among them.
    pub(super) fn has(&self, relationship: &Relationship) -> bool {
        self.ids.contains(&relationship.id) || self.kinds.contains(&relationship.kind)
    }
}

impl<'a> Reference<'a> {
    /// Reads a reference.
    pub(super) fn read(element: &'a Element) -> Result<Self, DocxDefect> {
        let uri = element
            .attribute("URI")
            .ok_or_else(|| syntax("a Reference without URI"))?;
        let method = child(element, DS, "DigestMethod")?;
        Ok(Self {
            uri,
            transforms: transforms(element)?,
            hash: algorithms::digest(algorithm(method)?)?,
            digest: base64(child(element, DS, "DigestValue")?)?,
        })
    }

    /// Whether these bytes are what was signed.
    pub(super) fn is_of(&self, octets: &[u8]) -> bool {
        self.hash.digest(&[octets]) == self.digest
    }
}

fn transforms(reference: &Element) -> Result<Transforms, DocxDefect> {
    if reference.all(DS, "Transforms").next().is_none() {
        return Ok(Transforms::None);
    }
    let mut read = Transforms::None;
    for transform in child(reference, DS, "Transforms")?.elements() {
        if !transform.is(DS, "Transform") {
            return Err(syntax(format!("{} in Transforms", transform.name.local)));
        }
        let uri = named(transform)?;
        read = if uri == algorithms::RELATIONSHIPS {
            if read != Transforms::None {
                return Err(syntax("the relationships transform after another one"));
            }
            Transforms::Relationships(selection(transform)?)
        } else {
            let comments = algorithms::canonicalization(algorithm(transform)?)?;
            match read {
                Transforms::None => Transforms::Canonical { comments },
                // Nothing is left of comments.
                Transforms::Relationships(selection) => return last(reference, selection),
                Transforms::Canonical { .. } => return Err(syntax("two canonical forms")),
            }
        };
    }
    match read {
        Transforms::Relationships(_) => Err(syntax("relationships without a canonical form")),
        read => Ok(read),
    }
}

/// The relationships transform is followed only by canonical XML.
fn last(reference: &Element, selection: Selection) -> Result<Transforms, DocxDefect> {
    let count = child(reference, DS, "Transforms")?.elements().count();
    if count == 2 {
        Ok(Transforms::Relationships(selection))
    } else {
        Err(syntax("more after the canonical form of relationships"))
    }
}

fn selection(transform: &Element) -> Result<Selection, DocxDefect> {
    let mut selection = Selection::default();
    for element in transform.elements() {
        let (name, chosen) = if element.is(MDSSI, "RelationshipReference") {
            ("SourceId", &mut selection.ids)
        } else if element.is(MDSSI, "RelationshipsGroupReference") {
            ("SourceType", &mut selection.kinds)
        } else {
            return Err(syntax(format!("{} in a Transform", element.name.local)));
        };
        let value = element.attribute(name);
        let value = value.ok_or_else(|| syntax(format!("no {name}")))?;
        chosen.insert(value.to_owned());
    }
    Ok(selection)
}
