//! The body and the footers: header rows, table captions and page number format, which docx-rs
//! cannot write; paragraph ids and empty properties, which it always writes.

use crate::document::Table;
use crate::docx::xml::Element;

/// Mends everything under `element`; `tables` are the document's, in order.
pub(super) fn mend(element: &mut Element<'_>, tables: &mut dyn Iterator<Item = &Table>) {
    match element.name() {
        // docx-rs numbers paragraphs through the whole process; nothing here refers to them.
        "w:p" => element.remove("w14:paraId"),
        "w:gridCol" => element.remove("w:type"),
        "w:pgNumType" => element.set("w:fmt", "decimal"),
        "w:tbl" => {
            if let Some(table) = tables.next() {
                mark_table(element, table);
            }
        }
        _ => {}
    }
    for child in element.elements_mut() {
        mend(child, tables);
    }
    element.retain(|child| {
        let properties = matches!(child.name(), "w:rPr" | "w:pPr");
        !(properties && child.children.is_empty())
    });
}

/// `w:tblHeader` on the header rows, and the table's label as `w:tblCaption`,
/// which screen readers say.
fn mark_table(element: &mut Element<'_>, table: &Table) {
    let rows = element.elements_mut().filter(|row| row.name() == "w:tr");
    for row in rows.take(table.header_rows) {
        row.change("w:trPr", |row| row.change("w:tblHeader", |_| {}));
    }
    if !table.summary.is_empty() {
        element.change("w:tblPr", |properties| {
            properties.change("w:tblCaption", |caption| {
                caption.set("w:val", &table.summary)
            });
        });
    }
}
