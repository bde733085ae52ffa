//! The lists of a package: each part is one that this program writes, with its type, and is led to by
//! one relationship of its kind.

use std::collections::BTreeMap;

use super::Found;
use crate::verify::content::docx::parts::of_signatures;
use crate::verify::look::Own;
use chengbao_base::formats::bound::RELATIONSHIP as ITEM;
use chengbao_base::formats::opc::names::{key, relationships_of};
use chengbao_base::formats::opc::{Package, Part, Relationship, TYPES};
use chengbao_signature::docx::ORIGIN_TYPE;

/// The main part.
pub(super) const MAIN: &str = "/word/document.xml";

/// What a part is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Role {
    Document,
    Styles,
    Settings,
    Fonts,
    Theme,
    Header,
    Footer,
    Image,
    Core,
    Item,
    ItemProperties,
    Relationships,
}

/// The roles with the names of their parts, `#` for a number; their content type; the kind of relationship
/// that leads to them, by the end of its type.
const ROLES: &[(Role, &str, &str, &str)] = &[
    (
        Role::Document,
        MAIN,
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
        "/officeDocument",
    ),
    (
        Role::Styles,
        "/word/styles.xml",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml",
        "/styles",
    ),
    (
        Role::Settings,
        "/word/settings.xml",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.settings+xml",
        "/settings",
    ),
    (
        Role::Fonts,
        "/word/fontTable.xml",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.fontTable+xml",
        "/fontTable",
    ),
    (
        Role::Theme,
        "/word/theme/theme1.xml",
        "application/vnd.openxmlformats-officedocument.theme+xml",
        "/theme",
    ),
    (
        Role::Header,
        "/word/header#.xml",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml",
        "/header",
    ),
    (
        Role::Footer,
        "/word/footer#.xml",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml",
        "/footer",
    ),
    (Role::Image, "/word/media/image#.png", "image/png", "/image"),
    (
        Role::Image,
        "/word/media/image#.jpeg",
        "image/jpeg",
        "/image",
    ),
    (
        Role::Core,
        "/docProps/core.xml",
        "application/vnd.openxmlformats-package.core-properties+xml",
        "/core-properties",
    ),
    (
        Role::Item,
        "/customXml/item#.xml",
        "application/xml",
        "/customXml",
    ),
    (
        Role::ItemProperties,
        "/customXml/itemProps#.xml",
        "application/vnd.openxmlformats-officedocument.customXmlProperties+xml",
        "/customXmlProps",
    ),
    (Role::Relationships, "/_rels/.rels", RELATIONSHIPS, ""),
    (
        Role::Relationships,
        "/word/_rels/document.xml.rels",
        RELATIONSHIPS,
        "",
    ),
    (
        Role::Relationships,
        "/customXml/_rels/item#.xml.rels",
        RELATIONSHIPS,
        "",
    ),
];

const RELATIONSHIPS: &str = "application/vnd.openxmlformats-package.relationships+xml";
/// What the types of our relationships begin with.
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
/// Type of the relationship to the document's properties.
const CORE: &str =
    "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties";
/// The types that extensions may stand for.
const DEFAULTS: &[(&str, &str)] = &[
    ("rels", RELATIONSHIPS),
    ("xml", "application/xml"),
    ("png", "image/png"),
    ("jpeg", "image/jpeg"),
    ("sigs", ORIGIN_TYPE),
];

/// The parts of a package that are not its signatures', and where the main part leads.
#[derive(Debug)]
pub(super) struct Lists<'p> {
    pub(super) roles: Vec<(&'p Part, Role)>,
    /// The main part's relationships by `Id`: the part, or the address of a link.
    pub(super) leads: BTreeMap<String, Lead>,
}

/// Where a relationship leads.
#[derive(Debug)]
pub(super) enum Lead {
    Part(String, Role),
    Link(String),
}

/// Reads them.
pub(super) fn read<'p>(package: &'p Package, own: &Own, found: &mut Found) -> Lists<'p> {
    let mut lists = Lists {
        roles: Vec::new(),
        leads: BTreeMap::new(),
    };
    let is_own = of_signatures(package, own);
    let parts = package.parts.iter();
    for part in parts.filter(|part| !is_own.contains(&key(&part.name))) {
        let known = ROLES
            .iter()
            .find(|(_, pattern, ..)| is_like(&part.name, pattern));
        match known {
            Some((role, _, kind, _)) if package.types.of(&part.name) == Some(kind) => {
                lists.roles.push((part, *role));
            }
            Some(_) => found.unknown(&part.name, package.types.of(&part.name).unwrap_or("?")),
            None => found.unknown(&part.name, "+"),
        }
    }
    for (name, _) in &package.types.overrides {
        let is_there = package.parts.iter().any(|part| key(&part.name) == *name);
        if !is_there {
            found.unknown(TYPES, name);
        }
    }
    for (extension, kind) in &package.types.defaults {
        if !DEFAULTS.contains(&(extension.as_str(), kind.as_str())) {
            found.unknown(TYPES, extension);
        }
    }
    lists.follow(package, own, found);
    lists
}

impl Lists<'_> {
    /// Follows all relationships: each part has one that leads to it.
    fn follow(&mut self, package: &Package, own: &Own, found: &mut Found) {
        let mut led: BTreeMap<String, usize> = BTreeMap::new();
        let mut sources: Vec<(String, Option<Role>)> = vec![("/".to_owned(), None)];
        sources.extend(
            self.roles
                .iter()
                .map(|(part, role)| (part.name.clone(), Some(*role))),
        );
        for (source, from) in sources {
            let name = relationships_of(&source);
            let Ok(all) = package.relationships(&source) else {
                found.unknown(&name, "?");
                continue;
            };
            for one in all {
                if from.is_none() && Some(&one.id) == own.relationship.as_ref() {
                    continue;
                }
                match lead(&source, from, &one) {
                    Some(lead) => {
                        if let Lead::Part(part, _) = &lead {
                            *led.entry(part.clone()).or_default() += 1;
                        }
                        if from == Some(Role::Document) {
                            self.leads.insert(one.id, lead);
                        }
                    }
                    None => found.unknown(&name, &format!("{} → {}", one.kind, one.target)),
                }
            }
        }
        for (part, role) in &self.roles {
            let count = led.remove(&part.name).unwrap_or_default();
            if *role != Role::Relationships && count != 1 {
                found.unknown(&part.name, &format!("{count} ×"));
            }
        }
        // Relationships of parts that have none, and to parts that are not there.
        for part in led.into_keys() {
            found.unknown(&part, "-");
        }
    }
}

/// Whether a name is that of a part of ours, whatever the case of its letters.
pub(in crate::verify::content::docx) fn is_ours(name: &str) -> bool {
    let name = key(name);
    ROLES
        .iter()
        .any(|(_, pattern, ..)| is_like(&name, &key(pattern).replace("%23", "#")))
}

/// Whether a part has a role, by its name.
pub(super) fn is(name: &str, role: Role) -> bool {
    let mut roles = ROLES.iter().filter(|(known, ..)| *known == role);
    roles.any(|(_, pattern, ..)| is_like(name, pattern))
}

/// Where a relationship of a part leads; none if this program writes no such relationship there.
fn lead(source: &str, from: Option<Role>, one: &Relationship) -> Option<Lead> {
    if one.mode == "External" {
        let is_link = from == Some(Role::Document) && one.kind == format!("{OFFICE}/hyperlink");
        return is_link.then(|| Lead::Link(one.target.clone()));
    }
    let part = one.part(source)?;
    let (role, _, _, end) = ROLES
        .iter()
        .find(|(_, pattern, ..)| is_like(&part, pattern))?;
    let may = match (from, role) {
        (None, Role::Document | Role::Core) => true,
        (Some(Role::Item), Role::ItemProperties) => {
            // An item has its own properties.
            source.replacen("item", "itemProps", 1) == part
        }
        (
            Some(Role::Document),
            Role::Styles
            | Role::Settings
            | Role::Fonts
            | Role::Theme
            | Role::Header
            | Role::Footer
            | Role::Image
            | Role::Item,
        ) => true,
        _ => false,
    };
    let kind = match role {
        Role::Core => CORE.to_owned(),
        Role::Item => ITEM.to_owned(),
        _ => format!("{OFFICE}{end}"),
    };
    (may && one.kind == kind).then_some(Lead::Part(part, *role))
}

/// Whether a name is like a pattern in which `#` stands for a number.
fn is_like(name: &str, pattern: &str) -> bool {
    match pattern.split_once('#') {
        None => name == pattern,
        Some((before, after)) => {
            let number = name
                .strip_prefix(before)
                .and_then(|rest| rest.strip_suffix(after));
            number.is_some_and(|it| {
                (1..=4).contains(&it.len()) && it.bytes().all(|byte| byte.is_ascii_digit())
            })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_known_by_their_whole_name() {
        for (name, is) in [
            ("/word/header1.xml", true),
            ("/word/header12.xml", true),
            ("/word/header.xml", false),
            ("/word/header1.xml.xml", false),
            ("/word/headerx.xml", false),
        ] {
            assert_eq!(is_like(name, "/word/header#.xml"), is, "{name}");
        }
    }

    #[test]
    fn an_item_leads_to_its_own_properties_alone() {
        let one = |target: &str| Relationship {
            id: "rId1".to_owned(),
            kind: format!("{OFFICE}/customXmlProps"),
            target: target.to_owned(),
            mode: "Internal".to_owned(),
        };
        let from = Some(Role::Item);
        assert!(lead("/customXml/item1.xml", from, &one("itemProps1.xml")).is_some());
        assert!(lead("/customXml/item1.xml", from, &one("itemProps2.xml")).is_none());
    }
}
