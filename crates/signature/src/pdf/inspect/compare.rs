//! What differs between two revisions of one file: object by object, and key by key where both are
//! dictionaries.

use std::collections::BTreeSet;

use super::parts::Parts;
use super::{Change, Part};
use chengbao_base::formats::pdf::{Dictionary, PdfFile, Stored, Value};

/// One difference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Delta {
    /// A new object.
    New(u32),
    /// An object that was removed, can no longer be read, or was replaced.
    Whole(u32),
    /// An entry of a dictionary.
    Key(u32, String),
    /// An entry of the trailer.
    Trailer,
}

/// The differences of `new` from `old`, whose bytes are the beginning of it.
pub(super) fn compare(old: &PdfFile<'_>, new: &PdfFile<'_>) -> Vec<Delta> {
    let mut deltas = Vec::new();
    // Streams may overlap, and each be as long as its content.
    let mut room = old.bytes().len().saturating_add(new.bytes().len());
    let numbers: BTreeSet<u32> = old.numbers().chain(new.numbers()).collect();
    for number in numbers {
        let (before, after) = (old.identity(number), new.identity(number));
        if before == after && before.is_some() {
            continue;
        }
        let (before, after) = (old.get(number), new.get(number));
        match (before, after) {
            (None, None) => {}
            (None, Some(after)) => {
                if !is_container(&after) {
                    deltas.push(Delta::New(number));
                }
            }
            (Some(_), None) => deltas.push(Delta::Whole(number)),
            (Some(before), Some(after)) => {
                between(
                    &mut deltas,
                    number,
                    (old, &before),
                    (new, &after),
                    &mut room,
                );
            }
        }
    }
    let entry = |file: &PdfFile<'_>, key| file.trailer().and_then(|it| it.get(key)).cloned();
    if ["Root", "Info"]
        .iter()
        .any(|key| entry(old, key) != entry(new, key))
    {
        deltas.push(Delta::Trailer);
    }
    deltas
}

/// Containers of objects that are not part of the document.
fn is_container(stored: &Stored) -> bool {
    let is = |it: &Dictionary| it.is("Type", "XRef") || it.is("Type", "ObjStm");
    stored.data.is_some() && stored.dictionary().is_some_and(is)
}

fn between(
    deltas: &mut Vec<Delta>,
    number: u32,
    (old, before): (&PdfFile<'_>, &Stored),
    (new, after): (&PdfFile<'_>, &Stored),
    room: &mut usize,
) {
    let one = data(old, before);
    let length = one.map_or(0, <[u8]>::len);
    let fits = length <= *room;
    *room = room.saturating_sub(length);
    if !fits || one != data(new, after) {
        deltas.push(Delta::Whole(number));
        return;
    }
    match (&before.value, &after.value) {
        (Value::Dictionary(before), Value::Dictionary(after)) => {
            for key in differing(before, after) {
                deltas.push(Delta::Key(number, key));
            }
        }
        (before, after) if before.is_same(after) => {}
        _ => deltas.push(Delta::Whole(number)),
    }
}

/// The bytes of a stream as stored.
fn data<'a>(file: &PdfFile<'a>, stored: &Stored) -> Option<&'a [u8]> {
    let range = stored.data.clone()?;
    Some(file.bytes().get(range).unwrap_or_default())
}

/// The keys with different values in two dictionaries.
pub(super) fn differing(before: &Dictionary, after: &Dictionary) -> Vec<String> {
    let keys = before.iter().chain(after.iter()).map(|(key, _)| key);
    let keys: BTreeSet<&[u8]> = keys.collect();
    let differ = |key: &&[u8]| match (before.get(key), after.get(key)) {
        (Some(before), Some(after)) => !before.is_same(after),
        _ => true,
    };
    let keys = keys.into_iter().filter(differ);
    keys.map(|key| String::from_utf8_lossy(key).into_owned())
        .collect()
}

/// The meaning of the differences for a reader.
pub(super) fn changes(deltas: &[Delta], old: &Parts, new: &Parts) -> Vec<Change> {
    let part_of = |number: u32| {
        if old.knows(number) {
            old.change(number)
        } else {
            new.change(number)
        }
    };
    let changes = deltas.iter().map(|delta| match delta {
        Delta::New(number) => new.change(*number),
        Delta::Whole(number) => part_of(*number),
        Delta::Key(number, key) => {
            let change = part_of(*number);
            Change {
                part: keyed(change.part, key),
                ..change
            }
        }
        Delta::Trailer => Change::of(Part::Trailer),
    });
    let changes: BTreeSet<Change> = changes.collect();
    changes.into_iter().collect()
}

/// The part an entry belongs to, by the dictionary it is in.
fn keyed(part: Part, key: &str) -> Part {
    match (part, key) {
        (Part::Catalog, "Perms") => Part::Certification,
        (Part::Catalog, "AcroForm") => Part::Form,
        (Part::Catalog, "Metadata") => Part::Metadata,
        (Part::Catalog, "Names" | "AF") => Part::Attachment,
        (Part::Catalog, "Pages") => Part::Page,
        (Part::Catalog, "StructTreeRoot" | "MarkInfo") => Part::Structure,
        (Part::Catalog, "DSS") => Part::ValidationData,
        (Part::Page, "Annots") => Part::Annotation,
        (Part::Widget, "V") => Part::FieldValue,
        (part, _) => part,
    }
}
