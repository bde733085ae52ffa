//! The body, headers and footers: rows and captions of tables, page number format and pictures, which
//! docx-rs cannot write or not in time; paragraph ids and empty properties, which it always
//! writes.

use super::relationships::Ids;
use crate::document::Table;
use crate::docx::styles::PICTURE;
use chengbao_base::formats::xml::{Element, Node};

/// What goes into a part, in the order of the document.
pub(super) struct Content<'c, 'd> {
    /// The tables.
    pub(super) tables: &'c mut dyn Iterator<Item = &'d Table>,
    /// Their rows, as markup.
    pub(super) rows: &'c mut dyn Iterator<Item = String>,
    /// The drawings.
    pub(super) drawings: &'c mut dyn Iterator<Item = Element<'static>>,
    /// The names of the relationships it refers to.
    pub(super) ids: &'c Ids,
}

/// Adjusts a part without any [`Content`].
pub(super) fn fix_plain(element: &mut Element<'_>) {
    let mut content = Content {
        tables: &mut std::iter::empty(),
        rows: &mut std::iter::empty(),
        drawings: &mut std::iter::empty(),
        ids: &Ids::default(),
    };
    fix(element, &mut content);
}

/// Adjusts everything under `element`.
pub(super) fn fix(element: &mut Element<'_>, content: &mut Content<'_, '_>) {
    match element.name() {
        // docx-rs numbers paragraphs across the whole process; nothing here refers to them.
        "w:p" => {
            element.remove("w14:paraId");
            if style(element) == Some(PICTURE) {
                let run = element.last_mut("w:r");
                if let (Some(run), Some(drawing)) = (run, content.drawings.next()) {
                    run.children.push(Node::Element(drawing));
                }
            }
        }
        "w:gridCol" => element.remove("w:type"),
        "w:pgNumType" => element.set("w:fmt", "decimal"),
        "w:headerReference" | "w:footerReference" | "w:hyperlink" => {
            content.ids.refer(element, "r:id");
        }
        "a:blip" => content.ids.refer(element, "r:embed"),
        "w:tbl" => {
            if let Some(table) = content.tables.next() {
                mark_table(element, table);
            }
            element
                .children
                .extend(content.rows.next().map(Node::markup));
        }
        _ => {}
    }
    for child in element.elements_mut() {
        fix(child, content);
    }
    element.retain(|child| {
        let properties = matches!(child.name(), "w:rPr" | "w:pPr");
        !(properties && child.children.is_empty())
    });
}

/// Style id of a paragraph.
fn style<'e>(paragraph: &'e Element<'_>) -> Option<&'e str> {
    let properties = paragraph.elements().find(|child| child.name() == "w:pPr")?;
    let style = properties
        .elements()
        .find(|child| child.name() == "w:pStyle")?;
    style.attribute("w:val")
}

/// The table's label as `w:tblCaption`, which screen readers read out.
fn mark_table(element: &mut Element<'_>, table: &Table) {
    if !table.summary.is_empty() {
        element.change("w:tblPr", |properties| {
            properties.change("w:tblCaption", |caption| {
                caption.set("w:val", &table.summary)
            });
        });
    }
}
