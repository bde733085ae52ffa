//! The attributes of a structure element besides its type (ISO 32000-1 §14.7.2, §14.8.5): the scope of a
//! header cell, the headers of a cell, its spans, the description and position of a figure.

use lopdf::{Dictionary, Object, dictionary};

use super::PdfError;
use super::strings::text;
use crate::document::Scope;
use crate::typeset::{NodeId, StructureTree, Tag};

/// The identifier of a header cell, by which others refer to it (table 323, `ID`). All have one length, so
/// that they are sorted where the elements are.
pub(super) fn id(node: NodeId) -> Object {
    Object::string_literal(format!("h{:06}", node.0))
}

/// Sets identifier, alternative description and attributes. `place` is the position of a figure: left,
/// bottom, right, top.
pub(super) fn set(
    entry: &mut Dictionary,
    tree: &StructureTree,
    node: NodeId,
    tag: &Tag,
    place: Option<[f32; 4]>,
) -> Result<(), PdfError> {
    match tag {
        Tag::Table { summary } if !summary.is_empty() => {
            entry.set(
                "A",
                dictionary! { "O" => "Table", "Summary" => text(summary) },
            );
        }
        Tag::HeaderCell {
            scope,
            colspan,
            rowspan,
            headers,
        } => {
            let mut table = cell(tree, *colspan, *rowspan, headers)?;
            // ISO 14289-1 §7.5.
            table.set(
                "Scope",
                match scope {
                    Scope::Column => "Column",
                    Scope::Row => "Row",
                    Scope::Both => "Both",
                },
            );
            entry.set("ID", id(node));
            entry.set("A", table);
        }
        Tag::DataCell {
            colspan,
            rowspan,
            headers,
        } => {
            let table = cell(tree, *colspan, *rowspan, headers)?;
            if table.len() > 1 {
                entry.set("A", table);
            }
        }
        Tag::Figure { alt } => {
            // ISO 14289-1 §7.3.
            entry.set("Alt", text(alt));
            let mut layout = dictionary! { "O" => "Layout", "Placement" => "Block" };
            if let Some(place) = place {
                let place: Vec<Object> = place.into_iter().map(Object::from).collect();
                layout.set("BBox", place);
            }
            entry.set("A", layout);
        }
        _ => {}
    }
    Ok(())
}

/// Table attributes (table 349): spans and headers.
fn cell(
    tree: &StructureTree,
    colspan: usize,
    rowspan: usize,
    headers: &[NodeId],
) -> Result<Dictionary, PdfError> {
    let mut attributes = dictionary! { "O" => "Table" };
    for (key, span) in [("ColSpan", colspan), ("RowSpan", rowspan)] {
        if span > 1 {
            attributes.set(key, i64::try_from(span).unwrap_or(i64::MAX));
        }
    }
    let mut names: Vec<Object> = Vec::with_capacity(headers.len());
    for header in headers {
        let element = tree.elements.get(header.0).map(|element| &element.tag);
        if !matches!(element, Some(Tag::HeaderCell { .. })) {
            let reason = format!("element {} heads a cell but is not a header", header.0);
            return Err(PdfError::pages(reason));
        }
        names.push(id(*header));
    }
    if !names.is_empty() {
        attributes.set("Headers", names);
    }
    Ok(attributes)
}
