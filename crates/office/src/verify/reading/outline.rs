//! The bookmarks of a document (ISO 32000-1 §12.3.3): their words, their nesting, and the heading each leads to.

use std::collections::BTreeSet;

use chengbao_base::formats::pdf::{PdfFile, Value};

use super::pages::Pages;
use super::spoken::Run;
use super::tree::Tree;
use crate::verify::drawn::{Odd, follow, only};

/// Maximum bookmarks; a report has a few dozen.
const MAX_BOOKMARKS: usize = 10_000;
/// How far over the base line of its heading a bookmark leads, in ems.
const ABOVE: std::ops::RangeInclusive<f64> = 0.2..=3.0;

/// A bookmark: how deep it is, its words, the element it leads to.
#[derive(Debug, PartialEq)]
pub(super) struct Bookmark {
    depth: usize,
    title: Value,
    element: usize,
}

/// One that is open: its object, its parent, the one before it, its depth.
struct Open {
    number: u32,
    parent: Option<u32>,
    before: Option<u32>,
    depth: usize,
}

/// The bookmarks in order.
pub(super) fn read(
    file: &PdfFile<'_>,
    tree: &Tree,
    (pages, runs): (&Pages, &[Run<'_>]),
) -> Result<Vec<Bookmark>, Odd> {
    let catalog = file.catalog().ok_or_else(|| Odd::entry(None, "Root"))?;
    if catalog
        .dictionary()
        .is_none_or(|it| it.get("Outlines").is_none())
    {
        return Ok(Vec::new());
    }
    let root = follow(file, &catalog, "Outlines")?;
    let entries = only(&root, &["Count", "First", "Last", "Type"])?;
    let first = entries.get("First").and_then(Value::as_reference);
    let mut open: Vec<Open> = first
        .map(|number| Open {
            number,
            parent: root.number,
            before: None,
            depth: 0,
        })
        .into_iter()
        .collect();
    let mut seen = BTreeSet::new();
    let mut found: Vec<Bookmark> = Vec::new();
    while let Some(Open {
        number,
        parent,
        before,
        depth,
    }) = open.pop()
    {
        let odd = |key: &str| Odd::entry(Some(number), key);
        if !seen.insert(number) || seen.len() > MAX_BOOKMARKS {
            return Err(Odd::Much);
        }
        let item = file.get(number).ok_or_else(|| odd("Outlines"))?;
        let keys = [
            "Count", "Dest", "First", "Last", "Next", "Parent", "Prev", "Title",
        ];
        let entries = only(&item, &keys)?;
        let reference = |key: &str| entries.get(key).and_then(Value::as_reference);
        if reference("Parent") != parent || reference("Prev") != before {
            return Err(odd("Parent"));
        }
        let title = entries
            .get("Title")
            .filter(|title| title.as_text().is_some());
        let (page, top) = destination(entries.get("Dest"), pages).ok_or_else(|| odd("Dest"))?;
        let element = runs.iter().find_map(|run| {
            let mut glyphs = run.glyphs.iter().filter(|(at, _)| *at == page);
            let is_here = glyphs.any(|(_, glyph)| {
                let (_, y) = glyph.at.origin();
                ABOVE.contains(&((top - y) / glyph.at.em()))
            });
            is_here.then_some(run.element)
        });
        found.push(Bookmark {
            depth,
            title: title.cloned().ok_or_else(|| odd("Title"))?,
            element: super::order::ancestor(
                tree,
                element.ok_or_else(|| odd("Dest"))?,
                &["H1", "H2", "H3", "H4", "H5", "H6", "P"],
            )
            .ok_or_else(|| odd("Dest"))?,
        });
        // The next one is opened after all below this one.
        let next = reference("Next").map(|next| Open {
            number: next,
            parent,
            before: Some(number),
            depth,
        });
        let below = reference("First").map(|first| Open {
            number: first,
            parent: Some(number),
            before: None,
            depth: depth + 1,
        });
        open.extend(next);
        open.extend(below);
    }
    Ok(found)
}

/// The page from 0 and the height in points that a bookmark leads to.
fn destination(value: Option<&Value>, pages: &Pages) -> Option<(usize, f64)> {
    let [
        Value::Reference(page, 0),
        kind,
        Value::Null,
        top,
        Value::Null,
    ] = value?.as_array()?
    else {
        return None;
    };
    (kind.as_name()? == b"XYZ").then_some(())?;
    let page = pages.numbers.iter().position(|number| number == page)?;
    Some((page, top.as_number()?))
}

/// Whether two documents have the same bookmarks.
pub(super) fn same(file: &[Bookmark], data: &[Bookmark]) -> bool {
    let mut pairs = file.iter().zip(data);
    file.len() == data.len()
        && pairs.all(|(one, other)| {
            one.depth == other.depth
                && one.element == other.element
                && one.title.is_same(&other.title)
        })
}
