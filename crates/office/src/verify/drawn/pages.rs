//! The pages of a file in order, with their edges, content and annotations (ISO 32000-1 §7.7.3).

use std::collections::BTreeSet;

use lopdf::{Dictionary, Document, Object, ObjectId};

use super::book::{Fonts, Unread, inflated, value};
use super::draw::Hand;
use super::{Sheet, annotations};

/// Maximum pages of a file; a report has a few dozen.
const PAGES: usize = 2000;
/// How far the content of one page is inflated, and that of all pages.
const CONTENT: usize = 2 << 20;
const CONTENTS: usize = 24 << 20;
/// Maximum number of inner nodes of a page tree, and its maximum depth.
const NODES: usize = 10_000;
const DEPTH: usize = 64;

pub(super) fn sheets(document: &Document) -> Result<Vec<Sheet>, Unread> {
    let mut fonts = Fonts::default();
    let mut room = CONTENTS;
    let mut sheets = Vec::new();
    for page in leaves(document)? {
        let empty = Dictionary::new();
        let resources = inherited(document, page, b"Resources").and_then(|it| it.as_dict().ok());
        let content = content(document, page, &mut room)?;
        let mut hand = Hand::new(document, resources.unwrap_or(&empty), &mut fonts);
        hand.draw(&content)?;
        let mut drawn = hand.drawn;
        annotations::add(document, page, &mut drawn);
        sheets.push(Sheet {
            edges: edges(document, page),
            drawn,
        });
    }
    let all: usize = sheets.iter().map(|sheet| sheet.drawn.len()).sum();
    if all > 2_000_000 {
        return Err(Unread::TooMuch);
    }
    Ok(sheets)
}

/// The pages; each node of the tree is visited once.
fn leaves(document: &Document) -> Result<Vec<&Dictionary>, Unread> {
    let catalog = document.catalog().map_err(|_| Unread::File)?;
    let root = catalog.get(b"Pages").map_err(|_| Unread::File)?;
    let mut seen: BTreeSet<ObjectId> = BTreeSet::new();
    let mut left: Vec<(&Object, usize)> = vec![(root, 0)];
    let mut pages = Vec::new();
    while let Some((object, depth)) = left.pop() {
        let is_new = object.as_reference().map_or(true, |id| seen.insert(id));
        if depth > DEPTH || seen.len() > NODES || left.len() > NODES {
            return Err(Unread::TooMuch);
        }
        let node = document.dereference(object).ok();
        let Some(node) = node.and_then(|(_, node)| node.as_dict().ok()) else {
            continue;
        };
        if let Some(Object::Array(kids)) = value(document, node, b"Kids") {
            if is_new {
                left.extend(kids.iter().rev().map(|kid| (kid, depth + 1)));
            }
            continue;
        }
        // A page listed twice is shown twice.
        pages.push(node);
        if pages.len() > PAGES {
            return Err(Unread::TooMuch);
        }
    }
    Ok(pages)
}

/// A page's own value or that of a node above it (table 30).
fn inherited<'d>(document: &'d Document, page: &'d Dictionary, key: &[u8]) -> Option<&'d Object> {
    let mut node = page;
    for _ in 0..DEPTH {
        if let Some(found) = value(document, node, key) {
            return Some(found);
        }
        node = value(document, node, b"Parent")?.as_dict().ok()?;
    }
    None
}

fn content(document: &Document, page: &Dictionary, room: &mut usize) -> Result<Vec<u8>, Unread> {
    let mut all = Vec::new();
    let contents = value(document, page, b"Contents");
    let parts = match contents {
        Some(Object::Array(parts)) => parts.iter().collect(),
        Some(other) => vec![other],
        None => Vec::new(),
    };
    for part in parts {
        let (_, part) = document.dereference(part).map_err(|_| Unread::Content)?;
        let stream = part.as_stream().map_err(|_| Unread::Content)?;
        let bytes = inflated(stream, CONTENT).ok_or(Unread::Content)?;
        all.extend(bytes);
        // The contents of two streams are separate tokens (table 30).
        all.push(b'\n');
        if all.len() > CONTENT + 1 {
            return Err(Unread::TooMuch);
        }
    }
    *room = room.checked_sub(all.len()).ok_or(Unread::TooMuch)?;
    Ok(all)
}

/// What is shown of a page: its crop box, turned as it says.
fn edges(document: &Document, page: &Dictionary) -> [f64; 4] {
    let boxed = |key: &[u8]| {
        let list = inherited(document, page, key)?.as_array().ok()?;
        let mut numbers = list
            .iter()
            .map(|it| document.dereference(it).ok()?.1.as_float().ok())
            .map(|it| it.map_or(f64::NAN, f64::from));
        Some([
            numbers.next()?,
            numbers.next()?,
            numbers.next()?,
            numbers.next()?,
        ])
    };
    let number = |key: &[u8]| {
        let value = inherited(document, page, key)?;
        value.as_float().ok().map(f64::from)
    };
    let edges = boxed(b"CropBox").or_else(|| boxed(b"MediaBox"));
    let [left, bottom, right, top] = edges.unwrap_or([0.0; 4]);
    let unit = number(b"UserUnit").unwrap_or(1.0);
    // A rotated page is not one of ours: its edges match no others.
    let turned = number(b"Rotate").unwrap_or(0.0).rem_euclid(360.0);
    [left + turned * 1e4, bottom, right * unit, top * unit]
}
