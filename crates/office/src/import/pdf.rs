//! The files embedded in a PDF (ISO 32000-1 §7.11.4, ISO 19005-3 §6.8): the report it was made from,
//! byte for byte, and the other embedded files.

use std::collections::BTreeSet;

use lopdf::{Dictionary, Document, LoadOptions, Object, ObjectId};

use super::bounds::{MAX_ATTACHMENTS, MAX_PART};
use super::pictures::Places;
use super::{ImportError, Imported, notes};
use chengbao_base::formats::embedded::{is_purpose, is_sign_off};
use chengbao_report::form::Forms;
use chengbao_report::report::{Report, canonical_json, header};
use chengbao_report::source::Source;

/// An embedded file.
struct Embedded {
    name: String,
    relation: Vec<u8>,
    media_type: Vec<u8>,
    bytes: Vec<u8>,
}

impl Embedded {
    fn is_named(&self, endings: &[&str]) -> bool {
        let name = self.name.to_ascii_lowercase();
        endings.iter().any(|ending| name.ends_with(ending))
    }

    /// Whether it is YAML that may be a report.
    fn is_yaml(&self) -> bool {
        let is_yaml = self.is_named(&[".yaml", ".yml"]) || self.media_type.ends_with(b"yaml");
        is_yaml && !self.is_sign_off()
    }

    fn is_sign_off(&self) -> bool {
        is_sign_off(&self.name, &self.media_type) && self.relation == b"Supplement"
    }

    fn is_purpose(&self) -> bool {
        is_purpose(&self.name, &self.media_type) && self.relation == b"Supplement"
    }
}

pub(super) fn read(bytes: &[u8], name: &str, forms: &Forms) -> Result<Imported, ImportError> {
    let document = open(bytes)?;
    let files = attachments(&document);
    // A source says so; a YAML file that does not is taken only if there is no other.
    let source = files
        .iter()
        .find(|file| file.is_yaml() && file.relation == b"Source")
        .or_else(|| files.iter().find(|file| file.is_yaml()))
        .ok_or(ImportError::NoData)?;
    let the = |is: fn(&Embedded) -> bool| {
        let mut files = files.iter();
        files.find(|file| is(file)).map(|file| file.bytes.clone())
    };
    let mut imported = Imported {
        yaml: source.bytes.clone(),
        is_unchanged: true,
        signoff: the(Embedded::is_sign_off),
        purpose: the(Embedded::is_purpose),
        ..Imported::default()
    };
    let mut places = Places::of(&source.bytes, name);
    for file in files
        .iter()
        .filter(|file| file.relation == b"Supplement" && !file.is_yaml())
        .filter(|file| !file.is_sign_off() && !file.is_purpose())
    {
        match places.place(&file.name) {
            Some(place) => imported.files.push((place, file.bytes.clone())),
            None => imported.notes.push(notes::unnamed_file(&file.name)),
        }
    }
    let data = files
        .iter()
        .find(|file| file.relation == b"Data" && file.is_named(&[".json"]));
    if let Some(data) = data
        && let Some(canonical) = canonical(&source.bytes, name, forms)
        && canonical != data.bytes
    {
        imported.notes.push(notes::data_differ(&data.name));
    }
    Ok(imported)
}

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
                detail: other.to_string(),
            },
        })?;
    if document.is_encrypted() {
        return Err(ImportError::EncryptedPdf);
    }
    Ok(document)
}

/// The canonical JSON of the report, if its form is known and it can be read.
fn canonical(yaml: &[u8], name: &str, forms: &Forms) -> Option<Vec<u8>> {
    let source = std::sync::Arc::new(Source::parse(name, yaml).ok()?);
    let form = forms.get(&header(&source).form?.value)?;
    Some(canonical_json(&Report::read(form, &source)))
}

/// The files of the catalog's associated files and of the name tree, each once.
fn attachments(document: &Document) -> Vec<Embedded> {
    let Ok(catalog) = document.catalog() else {
        return Vec::new();
    };
    let mut seen = BTreeSet::new();
    let mut files = Vec::new();
    let mut specifications: Vec<&Object> = Vec::new();
    if let Some(Object::Array(list)) = value(document, catalog, b"AF") {
        specifications.extend(list.iter().take(MAX_ATTACHMENTS));
    }
    let names = value(document, catalog, b"Names").and_then(|it| it.as_dict().ok());
    let tree = names.and_then(|names| value(document, names, b"EmbeddedFiles"));
    name_tree(document, tree, 0, &mut specifications);
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
    files
}

/// The values of a name tree (ISO 32000-1 §7.9.6).
fn name_tree<'d>(
    document: &'d Document,
    node: Option<&'d Object>,
    depth: usize,
    out: &mut Vec<&'d Object>,
) {
    let Some(node) = node.and_then(|it| it.as_dict().ok()) else {
        return;
    };
    if depth > 16 || out.len() > 2 * MAX_ATTACHMENTS {
        return;
    }
    if let Some(Object::Array(names)) = value(document, node, b"Names") {
        out.extend(names.iter().skip(1).step_by(2).take(MAX_ATTACHMENTS));
    }
    if let Some(Object::Array(kids)) = value(document, node, b"Kids") {
        for kid in kids.iter().take(MAX_ATTACHMENTS) {
            name_tree(document, resolve(document, kid), depth + 1, out);
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
