//! The embedded files of a PDF of any program: whatever of them can be read.

use std::collections::BTreeSet;

use lopdf::{Dictionary, Document, LoadOptions, Object, ObjectId};

use chengbao_base::text::Text;

use super::Embedded;
use crate::import::ImportError;
use crate::import::bounds::{MAX_ATTACHMENTS, MAX_PART};

fn open(bytes: &[u8]) -> Result<Document, ImportError> {
    let options = LoadOptions {
        max_decompressed_size: Some(MAX_PART),
        ..LoadOptions::default()
    };
    let document =
        Document::load_mem_with_options(bytes, options).map_err(|error| match error {
            lopdf::Error::InvalidPassword | lopdf::Error::Decryption(_) => {
                ImportError::EncryptedPdf
            }
            other => ImportError::DamagedPdf {
                detail: Text::new(other.to_string(), other.to_string()),
            },
        })?;
    if document.is_encrypted() {
        return Err(ImportError::EncryptedPdf);
    }
    Ok(document)
}

/// The files of the catalog's associated files and of the name tree, each once.
pub(super) fn attachments(bytes: &[u8]) -> Result<Vec<Embedded>, ImportError> {
    let document = &open(bytes)?;
    let Ok(catalog) = document.catalog() else {
        return Ok(Vec::new());
    };
    let mut seen = BTreeSet::new();
    let mut files = Vec::new();
    let mut specifications: Vec<&Object> = Vec::new();
    if let Some(Object::Array(list)) = value(document, catalog, b"AF") {
        specifications.extend(list.iter().take(MAX_ATTACHMENTS));
    }
    let names = value(document, catalog, b"Names").and_then(|it| it.as_dict().ok());
    let tree = names.and_then(|names| value(document, names, b"EmbeddedFiles"));
    let mut left = 4 * MAX_ATTACHMENTS;
    name_tree(document, tree, (0, &mut left), &mut specifications);
    let mut room = MAX_PART;
    for specification in specifications.into_iter().take(MAX_ATTACHMENTS) {
        let Some(dictionary) = resolve(document, specification).and_then(|it| it.as_dict().ok())
        else {
            continue;
        };
        let Some((id, file)) = embedded(document, dictionary, room) else {
            continue;
        };
        if id.is_none_or(|id| seen.insert(id)) {
            room = room.saturating_sub(file.bytes.len());
            files.push(file);
        }
    }
    Ok(files)
}

/// The values of a name tree (ISO 32000-1 §7.9.6).
fn name_tree<'d>(
    document: &'d Document,
    node: Option<&'d Object>,
    (depth, left): (usize, &mut usize),
    out: &mut Vec<&'d Object>,
) {
    let Some(node) = node.and_then(|it| it.as_dict().ok()) else {
        return;
    };
    // A node that is its own kid is read again and again: all nodes count.
    if depth > 16 || *left == 0 || out.len() > 2 * MAX_ATTACHMENTS {
        return;
    }
    *left -= 1;
    if let Some(Object::Array(names)) = value(document, node, b"Names") {
        out.extend(names.iter().skip(1).step_by(2).take(MAX_ATTACHMENTS));
    }
    if let Some(Object::Array(kids)) = value(document, node, b"Kids") {
        for kid in kids.iter().take(MAX_ATTACHMENTS) {
            name_tree(document, resolve(document, kid), (depth + 1, left), out);
        }
    }
}

fn embedded(
    document: &Document,
    specification: &Dictionary,
    room: usize,
) -> Option<(Option<ObjectId>, Embedded)> {
    let streams = value(document, specification, b"EF")?.as_dict().ok()?;
    let reference = [b"UF".as_slice(), b"F"]
        .into_iter()
        .find_map(|key| streams.get(key).ok())?;
    let id = reference.as_reference().ok();
    let stream = resolve(document, reference)?.as_stream().ok()?;
    let limit = room;
    let bytes = if stream.dict.has(b"Filter") {
        stream.decompressed_content_with_limit(limit).ok()?
    } else {
        stream.content.clone()
    };
    let name = [b"UF".as_slice(), b"F"].into_iter().find_map(|key| {
        let text = value(document, specification, key)?;
        lopdf::decode_text_string(text).ok()
    });
    let word = |dictionary: &Dictionary, key: &[u8]| {
        let name = value(document, dictionary, key).and_then(|it| it.as_name().ok());
        name.unwrap_or_default().to_vec()
    };
    let file = Embedded {
        name: name.unwrap_or_default(),
        relation: word(specification, b"AFRelationship"),
        media_type: word(&stream.dict, b"Subtype"),
        bytes,
    };
    (file.bytes.len() <= limit).then_some((id, file))
}

fn value<'d>(document: &'d Document, dictionary: &'d Dictionary, key: &[u8]) -> Option<&'d Object> {
    resolve(document, dictionary.get(key).ok()?)
}

fn resolve<'d>(document: &'d Document, object: &'d Object) -> Option<&'d Object> {
    document.dereference(object).ok().map(|(_, object)| object)
}
