//! What surrounds the text on every page: headers and footers with the pages they are for, the number
//! of the first page, and the shapes in them.

use std::collections::BTreeMap;

use super::body::Reader;
use super::layout::{Layout, Room};
use super::lists::{Lead, Role};
use chengbao_base::formats::xml::{self, Element};

/// The surroundings of the text.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Around {
    /// Words of the headers and footers, by the pages they are for.
    texts: BTreeMap<String, Vec<String>>,
    /// Whether the first page has its own.
    title_page: bool,
    /// Whether even pages have their own.
    even: bool,
    /// The number of the first page.
    start: Option<String>,
}

/// Shapes as they are written, by the pages they are for.
pub(super) type Shapes = BTreeMap<String, Vec<Vec<u8>>>;

/// Paragraphs of a header or footer: more of them would push the text away.
const MAX_PARAGRAPHS: usize = 4;

/// Reads them. `even` is what the settings say; `parts` are the parts by role and name.
pub(super) fn read(
    body: &Element<'_>,
    even: bool,
    parts: &[(Role, &str, Element<'_>)],
    reader: &Reader<'_>,
    layout: &mut Layout,
) -> (Around, Shapes) {
    let section = body.only("sectPr");
    let (mut texts, mut shapes) = (BTreeMap::new(), Shapes::new());
    let all = section.into_iter().flat_map(|section| section.elements());
    for reference in all.filter(|it| it.local().ends_with("Reference")) {
        let kind = reference.value("type").unwrap_or_default();
        let id = reference.value("id").unwrap_or_default();
        let role = match reference.local() {
            "headerReference" => Role::Header,
            _ => Role::Footer,
        };
        let part = match reader.lists.leads.get(&*id) {
            Some(Lead::Part(name, led)) if *led == role => {
                parts.iter().find(|(_, part, _)| part == name)
            }
            _ => None,
        };
        let Some((.., root)) = part else {
            layout.fault(reference.name());
            continue;
        };
        if root.elements().count() > MAX_PARAGRAPHS {
            layout.fault(root.name());
        }
        let paragraphs = root.elements().filter(|it| it.name() == "w:p");
        let words = paragraphs.map(|it| reader.paragraph(it, Some(Room::Page), layout).1);
        let words: Vec<String> = words.filter(|it| !it.is_empty()).collect();
        let key = format!("{} {kind}", reference.local());
        shapes.insert(key.clone(), self::shapes(root));
        if texts.insert(key, words).is_some() {
            layout.fault(reference.name());
        }
    }
    let start = section.and_then(|it| it.only("pgNumType")?.value("start"));
    let around = Around {
        texts,
        title_page: section.is_some_and(|it| it.only("titlePg").is_some()),
        even,
        start: start.map(std::borrow::Cow::into_owned),
    };
    (around, shapes)
}

/// The shapes in a part, as they are written.
fn shapes(element: &Element<'_>) -> Vec<Vec<u8>> {
    if element.name() == "w:pict" {
        return vec![xml::write(element)];
    }
    element.elements().flat_map(shapes).collect()
}
