//! The parts with data: each sort once, with its own properties, and the values bound to what is shown
//! as the data have them. Programs find a part by its properties and a value by its place: two of
//! one name would be read as either.

use std::collections::BTreeMap;

use super::{Found, Role, lists};
use chengbao_base::formats::bound::{
    ENCODING, NAME, PICTURES_ID, PICTURES_NAMESPACE, PICTURES_ROOT, PURPOSE, REPORT_ID,
    REPORT_NAMESPACE, REPORT_ROOT, SIGN_OFF_ID, SIGN_OFF_NAMESPACE, SIGN_OFF_ROOT, SOURCE_ID,
    SOURCE_NAMESPACE, SOURCE_ROOT,
};
use chengbao_base::formats::opc::{Package, Part};
use chengbao_base::formats::xml::{self, Element, Node};

/// The sorts of data: namespace, root, `ds:itemID`.
const SORTS: &[(&str, &str, &str)] = &[
    (REPORT_NAMESPACE, REPORT_ROOT, REPORT_ID),
    (SOURCE_NAMESPACE, SOURCE_ROOT, SOURCE_ID),
    (PICTURES_NAMESPACE, PICTURES_ROOT, PICTURES_ID),
    (SIGN_OFF_NAMESPACE, SIGN_OFF_ROOT, SIGN_OFF_ID),
];

/// Compares the data of a file with those of the document that was made from them.
pub(super) fn check(file: &Package, made: &Package, found: &mut Found) {
    let own = items(file, found);
    let data = items(made, &mut Found::default());
    for (namespace, part) in &own {
        let Some(other) = data.get(namespace) else {
            found.unknown(&part.name, namespace);
            continue;
        };
        let same = match *namespace {
            REPORT_NAMESPACE => match (values(part), values(other)) {
                (Some(values), Some(others)) => {
                    // A later edition may have more of them.
                    let is_same =
                        |(path, value): (&String, &String)| others.get(path) == Some(value);
                    if !values.iter().all(is_same) {
                        found.differs = true;
                    }
                    true
                }
                _ => false,
            },
            SOURCE_NAMESPACE => is_source(part),
            _ => part.bytes == other.bytes,
        };
        if !same {
            found.unknown(&part.name, namespace);
        }
    }
    for (namespace, part) in &data {
        if !own.contains_key(namespace) {
            found.unknown(&part.name, "-");
        }
    }
}

/// The parts by namespace.
fn items<'p>(package: &'p Package, found: &mut Found) -> BTreeMap<&'static str, &'p Part> {
    let mut items = BTreeMap::new();
    for part in package
        .parts
        .iter()
        .filter(|part| lists::is(&part.name, Role::Item))
    {
        let Ok(root) = xml::strict(&part.bytes) else {
            found.unknown(&part.name, "XML");
            continue;
        };
        let space = root.space().unwrap_or_default();
        let sort = SORTS
            .iter()
            .find(|(namespace, name, _)| *namespace == space && root.name() == *name);
        let Some((namespace, _, id)) = sort else {
            found.unknown(&part.name, &space);
            continue;
        };
        let properties = package.part(&part.name.replacen("item", "itemProps", 1));
        let properties = properties.and_then(|it| xml::strict(&it.bytes).ok());
        let is_its = properties.is_some_and(|it| it.value("itemID").as_deref() == Some(id));
        if !is_its || items.insert(*namespace, part).is_some() {
            found.unknown(&part.name, namespace);
        }
    }
    items
}

/// The bound values by id path; none if one could be read for another.
fn values(part: &Part) -> Option<BTreeMap<String, String>> {
    let root = xml::strict(&part.bytes).ok()?;
    let mut values = BTreeMap::new();
    let is_plain = root.attributes().all(|(name, _)| name == "xmlns");
    let mut all = root.elements();
    (is_plain && all.all(|child| leaves(child, "", &mut values))).then_some(values)
}

fn leaves(element: &Element<'_>, above: &str, out: &mut BTreeMap<String, String>) -> bool {
    let path = match above {
        "" => element.name().to_owned(),
        _ => format!("{above}.{}", element.name()),
    };
    let is_leaf = element.elements().next().is_none();
    let has_text = element
        .children
        .iter()
        .any(|node| matches!(node, Node::Text(_)));
    let is_plain = element.attributes().next().is_none() && !path.contains(':');
    if !is_plain || (!is_leaf && has_text) {
        return false;
    }
    // A place of its own, for a value or for what is below it.
    let text = if is_leaf {
        element.content()
    } else {
        String::new()
    };
    let is_new = out.insert(path.clone(), text).is_none();
    let mut below = element.elements();
    is_new && below.all(|child| leaves(child, &path, out))
}

/// Whether a part has the file and its purpose, and nothing else.
fn is_source(part: &Part) -> bool {
    let known = ["xmlns", "xml:space", NAME, PURPOSE, ENCODING];
    xml::strict(&part.bytes).is_ok_and(|root| {
        root.elements().next().is_none() && root.attributes().all(|(name, _)| known.contains(&name))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<BTreeMap<String, String>> {
        values(&Part {
            name: "/customXml/item1.xml".to_owned(),
            bytes: format!("<report xmlns='{REPORT_NAMESPACE}'>{text}</report>").into_bytes(),
        })
    }

    #[test]
    fn a_value_has_one_place() {
        assert_eq!(read("<a><b>1</b><c/></a>").unwrap()["a.b"], "1");
        for bad in [
            "<a>1</a><a>2</a>",
            "<a>1<b/></a>",
            "<a x='1'>1</a>",
            "<a><b>1</b><b>1</b></a>",
        ] {
            assert!(read(bad).is_none(), "{bad}");
        }
    }
}
