//! The structure tree (ISO 32000-1 §14.7): what is a heading, a paragraph, a table with its header
//! cells and spans, for whoever cannot see the page.

use lopdf::{Dictionary, Document, Object, ObjectId, dictionary};

use super::PdfError;
use super::metadata::text;
use crate::document::Scope;
use crate::typeset::{NodeId, StructureTree, Tag};

/// The standard structure type of an element (ISO 32000-1 §14.8.4).
pub(super) fn name(tag: &Tag) -> &'static str {
    match tag {
        Tag::Document => "Document",
        Tag::Heading(0 | 1) => "H1",
        Tag::Heading(2) => "H2",
        Tag::Heading(3) => "H3",
        Tag::Heading(4) => "H4",
        Tag::Heading(5) => "H5",
        Tag::Heading(_) => "H6",
        Tag::Paragraph => "P",
        Tag::Span => "Span",
        Tag::Figure { .. } => "Figure",
        Tag::Link { .. } => "Link",
        Tag::Table { .. } => "Table",
        Tag::TableHead => "THead",
        Tag::TableBody => "TBody",
        Tag::TableRow => "TR",
        Tag::HeaderCell { .. } => "TH",
        Tag::DataCell { .. } => "TD",
    }
}

/// A marked-content sequence: its place among all, its page and its MCID.
struct Sequence {
    order: usize,
    page: ObjectId,
    id: i64,
}

/// Adds the tree and the way back from content to it; returns the root. `owners` holds for each
/// page the owner of each MCID.
pub(super) fn add(
    document: &mut Document,
    tree: &StructureTree,
    owners: &[Vec<NodeId>],
    pages: &[ObjectId],
) -> Result<ObjectId, PdfError> {
    let root = document.new_object_id();
    let ids: Vec<ObjectId> = tree
        .elements
        .iter()
        .map(|_| document.new_object_id())
        .collect();
    let id_of = |node: NodeId| {
        ids.get(node.0)
            .copied()
            .ok_or_else(|| PdfError::pages(format!("element {}", node.0)))
    };
    let mut content: Vec<Vec<Sequence>> = tree.elements.iter().map(|_| Vec::new()).collect();
    let mut parents = Vec::new();
    let mut order = 0;
    for ((number, owners), page) in (0_i64..).zip(owners).zip(pages) {
        let mut back: Vec<Object> = Vec::with_capacity(owners.len());
        for (id, owner) in (0_i64..).zip(owners) {
            back.push(id_of(*owner)?.into());
            if let Some(sequences) = content.get_mut(owner.0) {
                sequences.push(Sequence {
                    order,
                    page: *page,
                    id,
                });
            }
            order += 1;
        }
        parents.extend([number.into(), document.add_object(back).into()]);
    }
    let next = i64::try_from(pages.len()).unwrap_or(i64::MAX);
    let parents = document.add_object(dictionary! { "Nums" => parents });
    let mut kids = Kids::of(tree, &content)?;
    for ((index, element), own) in tree.elements.iter().enumerate().zip(&content) {
        let parent = element.parent.map_or(Ok(root), id_of)?;
        let mut entry = dictionary! { "S" => name(&element.tag), "P" => parent };
        let page = own.first().map(|sequence| sequence.page);
        if let Some(page) = page {
            entry.set("Pg", page);
        }
        if let Some(attributes) = attributes(&element.tag) {
            entry.set("A", attributes);
        }
        if let Some(kids) = kids.take(index, own, page, &ids) {
            entry.set("K", kids);
        }
        document.objects.insert(id_of(NodeId(index))?, entry.into());
    }
    let top = ids
        .first()
        .ok_or_else(|| PdfError::pages("no document element"))?;
    document.objects.insert(
        root,
        dictionary! {
            "Type" => "StructTreeRoot", "K" => *top, "ParentTree" => parents, "ParentTreeNextKey" => next,
        }
        .into(),
    );
    Ok(root)
}

/// The elements below each element, with the place of their first content among all content.
struct Kids(Vec<Vec<(Option<usize>, NodeId)>>);

impl Kids {
    fn of(tree: &StructureTree, content: &[Vec<Sequence>]) -> Result<Self, PdfError> {
        let mut kids: Vec<Vec<(Option<usize>, NodeId)>> =
            tree.elements.iter().map(|_| Vec::new()).collect();
        // Parents come before their children, so that from the end each is complete when reached.
        for ((index, element), own) in tree.elements.iter().enumerate().zip(content).rev() {
            let below = kids.get_mut(index).map(|kids| {
                kids.reverse();
                kids.iter().filter_map(|(order, _)| *order).min()
            });
            let own = own.first().map(|sequence| sequence.order);
            let first = own.into_iter().chain(below.flatten()).min();
            match element.parent {
                None if index == 0 => {}
                Some(parent) if parent.0 < index => {
                    if let Some(kids) = kids.get_mut(parent.0) {
                        kids.push((first, NodeId(index)));
                    }
                }
                _ => {
                    return Err(PdfError::pages(format!(
                        "element {index} has no parent before it"
                    )));
                }
            }
        }
        Ok(Self(kids))
    }

    /// `K` of one element: its content and the elements below it, in reading order.
    fn take(
        &mut self,
        index: usize,
        own: &[Sequence],
        page: Option<ObjectId>,
        ids: &[ObjectId],
    ) -> Option<Object> {
        let mut own = own.iter().peekable();
        let mut all: Vec<Object> = Vec::new();
        for (first, node) in self
            .0
            .get_mut(index)
            .map(std::mem::take)
            .unwrap_or_default()
        {
            while let Some(sequence) =
                own.next_if(|sequence| first.is_some_and(|first| sequence.order < first))
            {
                all.push(kid(sequence, page));
            }
            all.extend(ids.get(node.0).map(|id| Object::from(*id)));
        }
        all.extend(own.map(|sequence| kid(sequence, page)));
        if all.len() > 1 {
            Some(all.into())
        } else {
            all.pop()
        }
    }
}

/// A marked-content sequence as a kid: its number, with the page where it is not the element's.
fn kid(sequence: &Sequence, page: Option<ObjectId>) -> Object {
    if page == Some(sequence.page) {
        sequence.id.into()
    } else {
        dictionary! { "Type" => "MCR", "Pg" => sequence.page, "MCID" => sequence.id }.into()
    }
}

/// Table attributes (ISO 32000-1 table 349).
fn attributes(tag: &Tag) -> Option<Dictionary> {
    let mut attributes = dictionary! { "O" => "Table" };
    let (colspan, rowspan) = match tag {
        Tag::Table { summary } if !summary.is_empty() => {
            attributes.set("Summary", text(summary));
            return Some(attributes);
        }
        Tag::HeaderCell {
            scope,
            colspan,
            rowspan,
            ..
        } => {
            attributes.set(
                "Scope",
                match scope {
                    Scope::Column => "Column",
                    Scope::Row => "Row",
                    Scope::Both => "Both",
                },
            );
            (*colspan, *rowspan)
        }
        Tag::DataCell {
            colspan, rowspan, ..
        } => (*colspan, *rowspan),
        _ => return None,
    };
    for (key, span) in [("ColSpan", colspan), ("RowSpan", rowspan)] {
        if span > 1 {
            attributes.set(key, i64::try_from(span).unwrap_or(i64::MAX));
        }
    }
    (attributes.len() > 1).then_some(attributes)
}
