//! The structure tree (ISO 32000-1 §14.7; ISO 19005-3 §6.7.3, ISO 14289-1 §7.1): headings,
//! paragraphs, figures, links, tables (ISO 14289-1 §7.2) with their header cells and spans, for
//! people who cannot see the page. All types are standard ones, so no role map is needed (ISO 19005-3
//! §6.7.3.4).

use std::collections::BTreeMap;

use lopdf::{Document, Object, ObjectId, dictionary};

use super::links::Annotation;
use super::{PdfError, attributes, headings};
use crate::typeset::{NodeId, StructureTree, Tag};

/// The standard structure type of each element (ISO 32000-1 §14.8.4).
pub(super) fn types(tree: &StructureTree) -> Vec<&'static str> {
    let elements = tree.elements.iter().zip(headings::ranks(tree));
    elements
        .map(|(element, rank)| match &element.tag {
            Tag::Document => "Document",
            Tag::Heading(_) => match rank {
                None | Some(0 | 1) => "H1",
                Some(2) => "H2",
                Some(3) => "H3",
                Some(4) => "H4",
                Some(5) => "H5",
                Some(_) => "H6",
            },
            Tag::Paragraph => "P",
            Tag::Span => "Span",
            Tag::Figure { .. } => "Figure",
            Tag::Link { .. } => "Link",
            // ISO 14289-1 §7.18.4: a field is inside a Form.
            Tag::Form => "Form",
            Tag::Table { .. } => "Table",
            Tag::TableHead => "THead",
            Tag::TableBody => "TBody",
            Tag::TableRow => "TR",
            Tag::HeaderCell { .. } => "TH",
            Tag::DataCell { .. } => "TD",
        })
        .collect()
}

/// The content of the pages, by the elements it belongs to.
pub(super) struct Marked<'a> {
    /// For each page the owner of each MCID.
    pub(super) owners: &'a [Vec<NodeId>],
    /// The pages.
    pub(super) pages: &'a [ObjectId],
    /// The annotations in the order of the pages.
    pub(super) annotations: &'a [Annotation],
    /// The position of each figure.
    pub(super) figures: &'a BTreeMap<NodeId, [f32; 4]>,
}

/// A marked-content sequence: its place among all, its page and its MCID.
struct Sequence {
    order: usize,
    page: ObjectId,
    id: i64,
}

/// Adds the tree and the parent tree (§14.7.4.4); returns the root.
pub(super) fn add(
    document: &mut Document,
    tree: &StructureTree,
    marked: &Marked<'_>,
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
    for ((number, owners), page) in (0_i64..).zip(marked.owners).zip(marked.pages) {
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
    let mut annotations: BTreeMap<NodeId, Vec<Object>> = BTreeMap::new();
    for annotation in marked.annotations {
        let owner = annotation.owner;
        parents.extend([annotation.parent_key.into(), id_of(owner)?.into()]);
        let kid = dictionary! { "Type" => "OBJR", "Pg" => annotation.page, "Obj" => annotation.id };
        annotations.entry(owner).or_default().push(kid.into());
    }
    let next = marked.owners.len() + marked.annotations.len();
    let parents = document.add_object(dictionary! { "Nums" => parents });
    let mut kids = Kids::of(tree, &content)?;
    let mut header_ids: Vec<Object> = Vec::new();
    let elements = tree.elements.iter().zip(types(tree)).zip(&content);
    for (index, ((element, name), own)) in elements.enumerate() {
        let node = NodeId(index);
        let id = id_of(node)?;
        let parent = element.parent.map_or(Ok(root), id_of)?;
        let mut entry = dictionary! { "S" => name, "P" => parent };
        let page = own.first().map(|sequence| sequence.page);
        if let Some(page) = page {
            entry.set("Pg", page);
        }
        let figure = marked.figures.get(&node).copied();
        attributes::set(&mut entry, tree, node, &element.tag, figure)?;
        if entry.has(b"ID") {
            header_ids.extend([attributes::id(node), id.into()]);
        }
        let annotations = annotations.remove(&node).unwrap_or_default();
        if let Some(kids) = kids.take(index, own, page, &ids, annotations) {
            entry.set("K", kids);
        }
        document.objects.insert(id, entry.into());
    }
    let top = ids
        .first()
        .ok_or_else(|| PdfError::pages("no document element"))?;
    let mut tree = dictionary! {
        "Type" => "StructTreeRoot", "K" => *top, "ParentTree" => parents,
        "ParentTreeNextKey" => i64::try_from(next).unwrap_or(i64::MAX),
    };
    if !header_ids.is_empty() {
        // Table 322: required if elements have identifiers.
        let ids = document.add_object(dictionary! { "Names" => header_ids });
        tree.set("IDTree", ids);
    }
    document.objects.insert(root, tree.into());
    Ok(root)
}

/// The children of each element, with the position of their first content among all content.
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

    /// `K` of one element: its content and the elements below it, in reading order, then its
    /// annotations.
    fn take(
        &mut self,
        index: usize,
        own: &[Sequence],
        page: Option<ObjectId>,
        ids: &[ObjectId],
        annotations: Vec<Object>,
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
        all.extend(annotations);
        if all.len() > 1 {
            Some(all.into())
        } else {
            all.pop()
        }
    }
}

/// A marked-content sequence as a kid: its number, with the page if it is not the element's.
fn kid(sequence: &Sequence, page: Option<ObjectId>) -> Object {
    if page == Some(sequence.page) {
        sequence.id.into()
    } else {
        dictionary! { "Type" => "MCR", "Pg" => sequence.page, "MCID" => sequence.id }.into()
    }
}
