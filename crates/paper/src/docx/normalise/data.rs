//! The custom XML parts in the package: each with its properties, its relationship to them, and what
//! its entries in the lists of the package (ECMA-376 part 1 §15.2.5, §15.2.6).

use super::write;
use crate::docx::custom::Item;
use crate::docx::package::Part;
use chengbao_base::formats::bound::RELATIONSHIP;
use chengbao_base::formats::xml::Element;

/// Name of the folder where Word looks for them.
const FOLDER: &str = "customXml/";

/// Item, properties, relationship.
pub(super) fn parts(item: &Item<'_>) -> [Part; 3] {
    let file = file(item);
    let properties = Element::new("Relationship")
        .with("Id", "rId1")
        .with(
            "Type",
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships/customXmlProps",
        )
        .with("Target", &properties(item));
    let relationships = Element::new("Relationships")
        .with(
            "xmlns",
            "http://schemas.openxmlformats.org/package/2006/relationships",
        )
        .child(properties);
    [
        write(item.part, &item.root),
        write(
            format!("{FOLDER}{}", self::properties(item)),
            &item.properties(),
        ),
        write(format!("{FOLDER}_rels/{file}.rels"), &relationships),
    ]
}

/// The main part's relationships to the items.
pub(super) fn relationships(items: &[Item<'_>]) -> impl Iterator<Item = Element<'static>> {
    items.iter().enumerate().map(|(index, item)| {
        Element::new("Relationship")
            .with("Id", &format!("rIdData{}", index + 1))
            .with("Type", RELATIONSHIP)
            .with("Target", &format!("../{}", item.part))
    })
}

/// What the properties are, for `[Content_Types].xml`; the items are XML, as its default says.
pub(super) fn content_types(items: &[Item<'_>]) -> impl Iterator<Item = Element<'static>> {
    items.iter().map(|item| {
        Element::new("Override")
            .with("PartName", &format!("/{FOLDER}{}", properties(item)))
            .with(
                "ContentType",
                "application/vnd.openxmlformats-officedocument.customXmlProperties+xml",
            )
    })
}

/// `item1.xml`.
fn file(item: &Item<'_>) -> &'static str {
    item.part.strip_prefix(FOLDER).unwrap_or(item.part)
}

/// `itemProps1.xml`.
fn properties(item: &Item<'_>) -> String {
    file(item).replacen("item", "itemProps", 1)
}
