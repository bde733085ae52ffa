//! The parts of a DOCX against those that its data make. Of what signatures add, exactly their own
//! parts, the relationship to them and their content types are left out.

use std::collections::BTreeSet;

use super::dialect;
use crate::verify::look::Own;
use chengbao_base::formats::opc::names::{is_relationships, key, relationships_of};
use chengbao_base::formats::opc::{Package, Relationship, TYPES, Types};
use chengbao_signature::docx::{ORIGIN_TYPE, SIGNATURE_TYPE};

/// Names of the parts that one has and the other has not, or has with other bytes; none if the file
/// is the one the data make. Parts that are lists are compared as sets.
pub(super) fn differing(file: &Package, own: &Own, made: &Package) -> Vec<String> {
    let is_own = of_signatures(file, own);
    let root = relationships_of("/");
    let mut names = BTreeSet::new();
    for part in &file.parts {
        let name = key(&part.name);
        if is_own.contains(&name) {
            continue;
        }
        let same = match made.part(&part.name) {
            Some(other) if name == root => {
                part.bytes == other.bytes || leads(file, own) == leads(made, &Own::default())
            }
            // Names are equal to the letter: programs may tell them apart.
            Some(other) => part.name == other.name && part.bytes == other.bytes,
            None => false,
        };
        if !same {
            names.insert(part.name.clone());
        }
    }
    let lacking = made
        .parts
        .iter()
        .filter(|part| file.part(&part.name).is_none());
    names.extend(lacking.map(|part| part.name.clone()));
    if !same_types(&file.types, &is_own, &made.types) {
        names.insert(TYPES.to_owned());
    }
    names.into_iter().collect()
}

/// Keys of the parts that signatures add: those their origin leads to, as far as they are declared as
/// such and have no name of ours. What is shown cannot be passed off as a signature.
pub(super) fn of_signatures(file: &Package, own: &Own) -> BTreeSet<String> {
    let names = own.parts.iter().filter(|name| {
        let kind = file.types.of(name).unwrap_or_default();
        let is_signature = [ORIGIN_TYPE, SIGNATURE_TYPE].contains(&kind) || is_relationships(name);
        is_signature && !dialect::is_ours(name)
    });
    names.map(|name| key(name)).collect()
}

/// The relationships of the package but that to the signatures; none if they cannot be read.
fn leads(package: &Package, own: &Own) -> Option<BTreeSet<Relationship>> {
    let all = package.relationships("/").ok()?.into_iter();
    let kept = all.filter(|one| Some(&one.id) != own.relationship.as_ref());
    Some(kept.collect())
}

/// Whether content types differ only by those of the signatures' own parts.
fn same_types(file: &Types, is_own: &BTreeSet<String>, made: &Types) -> bool {
    let sorted = |list: &[(String, String)]| -> BTreeSet<(String, String)> {
        list.iter().cloned().collect()
    };
    let overrides = file.overrides.iter().filter(|(name, kind)| {
        let is_signature = [ORIGIN_TYPE, SIGNATURE_TYPE].contains(&kind.as_str());
        !(is_own.contains(name) && is_signature)
    });
    // Office gives the origin its type by the extension.
    let is_origin =
        |(extension, kind): &(String, String)| extension == "sigs" && kind == ORIGIN_TYPE;
    let defaults = file.defaults.iter().filter(|entry| !is_origin(entry));
    sorted(&made.overrides) == overrides.cloned().collect()
        && sorted(&made.defaults) == defaults.cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn types(defaults: &[(&str, &str)], overrides: &[(&str, &str)]) -> Types {
        let owned = |list: &[(&str, &str)]| {
            let list = list.iter();
            list.map(|(one, other)| ((*one).to_owned(), (*other).to_owned()))
                .collect()
        };
        Types {
            defaults: owned(defaults),
            overrides: owned(overrides),
        }
    }

    #[test]
    fn only_the_types_of_signatures_may_be_more() {
        let is_own = BTreeSet::from(["/_xmlsignatures/sig1.xml".to_owned()]);
        let made = types(&[("xml", "a")], &[("/word/a.xml", "b")]);
        let file = types(
            &[("sigs", ORIGIN_TYPE), ("xml", "a")],
            &[
                ("/_xmlsignatures/sig1.xml", SIGNATURE_TYPE),
                ("/word/a.xml", "b"),
            ],
        );
        assert!(same_types(&file, &is_own, &made));
        assert!(!same_types(&file, &BTreeSet::new(), &made));
        let other = types(
            &[("xml", "a")],
            &[("/_xmlsignatures/sig1.xml", "c"), ("/word/a.xml", "b")],
        );
        assert!(!same_types(&other, &is_own, &made));
        assert!(!same_types(&types(&[("xml", "a")], &[]), &is_own, &made));
    }
}
