//! The embedded files (ISO 32000-1 §7.11.4, ISO 19005-3 §6.8 and annex E): every copy of the
//! document includes what it was made from, byte for byte.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, StringFormat, dictionary};
use md5::{Digest, Md5};

use super::PdfError;
use super::date::Date;
use super::strings::text;
use crate::document::{EmbeddedFile, Relation};

/// Adds the files; returns the catalog's `Names` and `AF`, or `None` if there are no files.
pub(super) fn add(
    document: &mut Document,
    files: &[EmbeddedFile],
    date: Option<&str>,
) -> Result<Option<Dictionary>, PdfError> {
    if files.is_empty() {
        return Ok(None);
    }
    let date = date.map(Date::parse).transpose()?;
    let mut associated: Vec<Object> = Vec::with_capacity(files.len());
    let mut names = BTreeMap::new();
    for file in files {
        let id = specification(document, file, date.as_ref())?;
        associated.push(id.into());
        let mut key = file.name.clone();
        let mut copy = 1;
        while names.contains_key(&key) {
            copy += 1;
            key = format!("{} ({copy})", file.name);
        }
        names.insert(key, id);
    }
    // A name tree is sorted by the bytes of its keys as they are in the file (§7.9.6).
    let mut names: Vec<(Vec<u8>, Object, ObjectId)> = names
        .into_iter()
        .map(|(key, id)| {
            let key = text(&key);
            let bytes = key.as_str().map(<[u8]>::to_vec).unwrap_or_default();
            (bytes, key, id)
        })
        .collect();
    names.sort_by(|one, other| one.0.cmp(&other.0));
    let names: Vec<Object> = names
        .into_iter()
        .flat_map(|(_, key, id)| [key, id.into()])
        .collect();
    let names = document.add_object(dictionary! { "Names" => names });
    Ok(Some(dictionary! {
        "Names" => dictionary! { "EmbeddedFiles" => names },
        // ISO 19005-3 §6.8: an embedded file belongs to something, here to the document as a whole.
        "AF" => associated,
    }))
}

/// Adds one file; returns its file specification (ISO 32000-1 table 44).
fn specification(
    document: &mut Document,
    file: &EmbeddedFile,
    date: Option<&Date<'_>>,
) -> Result<ObjectId, PdfError> {
    let size = i64::try_from(file.bytes.len());
    let size = size.map_err(|_| PdfError::pages(format!("the size of {}", file.name)))?;
    let digest = Md5::digest(&file.bytes).to_vec();
    let mut parameters = dictionary! {
        "Size" => size,
        "CheckSum" => Object::String(digest, StringFormat::Hexadecimal),
    };
    if let Some(date) = date {
        parameters.set("ModDate", Object::string_literal(date.pdf()));
    }
    let stream = Stream::new(
        dictionary! {
            "Type" => "EmbeddedFile",
            // ISO 19005-3 §6.8: the media type is always given.
            "Subtype" => Object::Name(file.media_type.clone().into_bytes()),
            "Params" => parameters,
        },
        file.bytes.to_vec(),
    );
    let stream = document.add_object(stream);
    Ok(document.add_object(dictionary! {
        "Type" => "Filespec",
        // Both are required (ISO 19005-3 §6.8, ISO 14289-1 §7.11).
        "F" => text(&file.name),
        "UF" => text(&file.name),
        "Desc" => text(&file.description),
        "AFRelationship" => match file.relation {
            Relation::Source => "Source",
            Relation::Data => "Data",
            Relation::Supplement => "Supplement",
        },
        "EF" => dictionary! { "F" => stream, "UF" => stream },
    }))
}
