//! Compares the manifest of a signature with the package: what is unchanged, and what is not signed.

use std::collections::BTreeSet;

use chengbao_base::formats::opc::{Package, Part};

use super::Origin;
use super::reference::{Reference, Selection, Transforms};
use super::structure::syntax;
use crate::docx::relationships::{self, Relationship};
use crate::docx::xml::{self, Element};
use crate::docx::{DS, DocxDefect, Uncovered, names};

/// The content of a manifest.
#[derive(Debug, Default)]
pub(super) struct Named {
    /// Names of the parts that are unchanged since signing.
    pub(super) good: Vec<String>,
    /// Keys of all parts it covers completely.
    parts: BTreeSet<String>,
    /// Keys of relationships parts, with the relationships it covers in each.
    relationships: BTreeSet<(String, String)>,
}

/// Compares a manifest with the package.
pub(super) fn check(package: &Package, manifest: &Element, faults: &mut Vec<DocxDefect>) -> Named {
    let mut named = Named::default();
    for element in manifest.elements() {
        let found = if element.is(DS, "Reference") {
            named.follow(package, element)
        } else {
            Err(syntax(format!("{} in Manifest", element.name.local)))
        };
        match found {
            Ok(name) if named.good.contains(&name) => {}
            Ok(name) => named.good.push(name),
            Err(fault) => faults.push(fault),
        }
    }
    // A change in one respect is a change.
    let is_bad = |name: &String| faults.iter().any(|fault| fault.part() == Some(name));
    named.good.retain(|name| !is_bad(name));
    named
}

impl Named {
    /// Follows a reference to a part and returns its name.
    fn follow(&mut self, package: &Package, element: &Element) -> Result<String, DocxDefect> {
        let uri = element.attribute("URI").unwrap_or_default();
        let Some((name, content_type)) = names::of_reference(uri) else {
            return Err(syntax(format!("a reference to {uri:?}")));
        };
        let reference = Reference::read(element);
        let Some(part) = package.part(name) else {
            return Err(DocxDefect::Removed {
                part: name.to_owned(),
            });
        };
        // A part signed in an unknown way was not added later.
        match reference.as_ref().map(|reference| &reference.transforms) {
            Ok(Transforms::Relationships(selection)) => self.name_relationships(part, selection),
            _ => _ = self.parts.insert(names::key(&part.name)),
        }
        let reference = reference?;
        let found = package.types.of(&part.name).unwrap_or_default();
        if !found.eq_ignore_ascii_case(content_type) {
            return Err(DocxDefect::ContentType {
                part: part.name.clone(),
                signed: content_type.to_owned(),
                found: found.to_owned(),
            });
        }
        if is_as_signed(part, &reference) {
            return Ok(part.name.clone());
        }
        let part = part.name.clone();
        Err(if names::is_relationships(&part) {
            DocxDefect::Relationships { part }
        } else {
            DocxDefect::Changed { part }
        })
    }

    fn name_relationships(&mut self, part: &Part, selection: &Selection) {
        let all = relationships::read(&part.bytes).unwrap_or_default();
        let key = names::key(&part.name);
        let named = all
            .into_iter()
            .filter(|relationship| selection.has(relationship));
        self.relationships
            .extend(named.map(|relationship| (key.clone(), relationship.id)));
    }

    /// The parts of the package that are not named.
    pub(super) fn uncovered(&self, package: &Package, origin: &Origin) -> Vec<Uncovered> {
        let properties = self.properties(package);
        let mut uncovered = Vec::new();
        for part in &package.parts {
            let key = names::key(&part.name);
            if self.parts.contains(&key) || origin.holds(package, &part.name) {
                continue;
            }
            if properties.contains(&key) {
                uncovered.push(Uncovered::Properties(part.name.clone()));
                continue;
            }
            let all = names::is_relationships(&part.name).then(|| relationships::read(&part.bytes));
            let Some(Ok(mut all)) = all else {
                uncovered.push(Uncovered::Part(part.name.clone()));
                continue;
            };
            all.retain(|one| !self.relationships.contains(&(key.clone(), one.id.clone())));
            if is_root(&part.name) {
                let leads = |one: &Relationship| one.part("/").map(|name| names::key(&name));
                let to_properties = |one: &Relationship| {
                    is_properties(one) && leads(one).is_some_and(|key| properties.contains(&key))
                };
                let to_origin = |one: &Relationship| origin.relationship.as_ref() == Some(&one.id);
                all.retain(|one| !to_origin(one) && !to_properties(one));
            }
            uncovered.extend(all.into_iter().map(|one| Uncovered::Relationship {
                part: part.name.clone(),
                id: one.id,
                target: one.target,
            }));
        }
        uncovered
    }

    /// Keys of the parts with the document's properties, if none of them is named: a signature that
    /// covers properties, as ours do, covers all of them.
    fn properties(&self, package: &Package) -> BTreeSet<String> {
        let root = package.part(&names::relationships_of("/"));
        let all = root.and_then(|part| relationships::read(&part.bytes).ok());
        let all = all.unwrap_or_default().into_iter();
        let parts = all.filter(is_properties).filter_map(|one| one.part("/"));
        let keys: BTreeSet<String> = parts.map(|name| names::key(&name)).collect();
        if keys.is_disjoint(&self.parts) {
            keys
        } else {
            BTreeSet::new()
        }
    }
}

/// Whether a part contains the relationships of the package itself.
fn is_root(name: &str) -> bool {
    names::key(name) == names::key(&names::relationships_of("/"))
}

/// Whether a relationship leads to properties of the document (ECMA-376 part 1 §15.2.12, part 2 §8.3.3).
fn is_properties(relationship: &Relationship) -> bool {
    let names = [
        "/metadata/core-properties",
        "/extended-properties",
        "/custom-properties",
    ];
    names.iter().any(|name| relationship.kind.ends_with(name))
}

/// Whether the transformed part is what was signed.
fn is_as_signed(part: &Part, reference: &Reference<'_>) -> bool {
    match &reference.transforms {
        Transforms::None => reference.is_of(&part.bytes),
        Transforms::Canonical { comments } => xml::parse(&part.bytes)
            .is_ok_and(|document| reference.is_of(&xml::canonical_document(&document, *comments))),
        Transforms::Relationships(selection) => {
            let Ok(all) = relationships::read(&part.bytes) else {
                return false;
            };
            let selected: Vec<_> = all.iter().filter(|one| selection.has(one)).collect();
            let blanks = relationships::blanks(&part.bytes);
            names::is_relationships(&part.name)
                && (reference.is_of(&relationships::transformed(&selected, 0))
                    || reference.is_of(&relationships::transformed(&selected, blanks)))
        }
    }
}
