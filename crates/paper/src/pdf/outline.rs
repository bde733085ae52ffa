//! Bookmarks (ISO 32000-1 §12.3.3, ISO 14289-1 §7.17), nested like the headings.

use lopdf::{Document, Object, ObjectId, dictionary};

use super::PdfError;
use super::pen::{points, thousandths};
use super::strings::text;
use crate::typeset::OutlineEntry;

/// One bookmark with its relatives, by index.
#[derive(Default)]
struct Kin {
    parent: Option<usize>,
    previous: Option<usize>,
    next: Option<usize>,
    first: Option<usize>,
    last: Option<usize>,
    /// All bookmarks below it.
    below: i64,
}

/// Adds the bookmarks, all open; returns their root, or `None` if there are none.
pub(super) fn add(
    document: &mut Document,
    entries: &[OutlineEntry],
    pages: &[ObjectId],
) -> Result<Option<ObjectId>, PdfError> {
    if entries.is_empty() {
        return Ok(None);
    }
    let root = document.new_object_id();
    let ids: Vec<ObjectId> = entries.iter().map(|_| document.new_object_id()).collect();
    let kin = kin(entries);
    let id_of = |index: Option<usize>| index.and_then(|index| ids.get(index)).copied();
    for ((entry, kin), id) in entries.iter().zip(&kin).zip(&ids) {
        let page = *pages
            .get(entry.page)
            .ok_or_else(|| PdfError::pages(format!("bookmark on page {}", entry.page)))?;
        let top = points(thousandths(entry.y.into())?);
        let place: Vec<Object> = vec![
            page.into(),
            "XYZ".into(),
            Object::Null,
            top.into(),
            Object::Null,
        ];
        let mut item = dictionary! {
            "Title" => text(&entry.title),
            "Parent" => id_of(kin.parent).unwrap_or(root),
            "Dest" => place,
        };
        let links = [
            ("Prev", kin.previous),
            ("Next", kin.next),
            ("First", kin.first),
            ("Last", kin.last),
        ];
        for (key, index) in links {
            if let Some(id) = id_of(index) {
                item.set(key, id);
            }
        }
        if kin.below > 0 {
            item.set("Count", kin.below);
        }
        document.objects.insert(*id, item.into());
    }
    let last = kin.iter().rposition(|kin| kin.parent.is_none());
    let mut outlines = dictionary! {
        "Type" => "Outlines", "Count" => i64::try_from(entries.len()).unwrap_or(i64::MAX),
    };
    for (key, index) in [("First", Some(0)), ("Last", last)] {
        if let Some(id) = id_of(index) {
            outlines.set(key, id);
        }
    }
    document.objects.insert(root, outlines.into());
    Ok(Some(root))
}

/// The nesting: a bookmark belongs to the last one before it with a lower level.
fn kin(entries: &[OutlineEntry]) -> Vec<Kin> {
    let mut all: Vec<Kin> = Vec::with_capacity(entries.len());
    let mut path: Vec<(u8, usize)> = Vec::new();
    for (index, entry) in entries.iter().enumerate() {
        let mut previous = None;
        while let Some((_, elder)) = path.pop_if(|(level, _)| *level >= entry.level) {
            previous = Some(elder);
        }
        let parent = path.last().map(|(_, parent)| *parent);
        if let Some(elder) = previous.and_then(|elder| all.get_mut(elder)) {
            elder.next = Some(index);
        }
        for (_, above) in &path {
            if let Some(above) = all.get_mut(*above) {
                above.below += 1;
            }
        }
        if let Some(parent) = parent.and_then(|parent| all.get_mut(parent)) {
            parent.first.get_or_insert(index);
            parent.last = Some(index);
        }
        all.push(Kin {
            parent,
            previous,
            ..Kin::default()
        });
        path.push((entry.level, index));
    }
    all
}
