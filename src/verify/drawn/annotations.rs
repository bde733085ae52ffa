//! What stands on a page beside its content (ISO 32000-1 §12.5): links, fields, notes. Of a signed
//! signature field only its place counts; what it shows is the signer's own and covered by the
//! signature.

use lopdf::{Dictionary, Document, Object};

use super::book::value;
use super::fold::fold;
use super::matrix::Matrix;
use super::{Drawn, Kind, Thing};

/// Annotations of a page that are looked at.
const MOST: usize = 2000;

pub(super) fn add(document: &Document, page: &Dictionary, drawn: &mut Vec<Drawn>) {
    let list = value(document, page, b"Annots").and_then(|it| it.as_array().ok());
    for annotation in list.into_iter().flatten().take(MOST) {
        let Some(annotation) = document
            .dereference(annotation)
            .ok()
            .and_then(|(_, it)| it.as_dict().ok())
        else {
            continue;
        };
        drawn.push(Drawn::Thing(thing(document, annotation)));
    }
}

fn thing(document: &Document, annotation: &Dictionary) -> Thing {
    let name = |key: &[u8]| {
        let name = value(document, annotation, key).and_then(|it| it.as_name().ok());
        String::from_utf8_lossy(name.unwrap_or_default()).into_owned()
    };
    let parent = value(document, annotation, b"Parent").and_then(|it| it.as_dict().ok());
    let field = parent
        .filter(|_| !annotation.has(b"FT"))
        .unwrap_or(annotation);
    let kind = value(document, field, b"FT").and_then(|it| it.as_name().ok());
    let is_signature = kind == Some(b"Sig");
    let keys: &[&[u8]] = if is_signature {
        &[b"Subtype", b"FT", b"T"]
    } else {
        &[
            b"Subtype",
            b"FT",
            b"F",
            b"T",
            b"AP",
            b"AS",
            b"A",
            b"AA",
            b"Dest",
            b"Contents",
            b"V",
            b"DV",
            b"MK",
            b"OC",
        ]
    };
    let mut told = Dictionary::new();
    for key in keys {
        if let Ok(object) = annotation.get(key) {
            told.set(key.to_vec(), object.clone());
        }
    }
    let rect = value(document, annotation, b"Rect").and_then(|it| it.as_array().ok());
    let mut edges = rect
        .into_iter()
        .flatten()
        .map(|it| it.as_float().map_or(f64::NAN, f64::from));
    let mut edge = || edges.next().unwrap_or(f64::NAN);
    let (left, bottom, right, top) = (edge(), edge(), edge(), edge());
    Thing {
        kind: Kind::Annotation(name(b"Subtype")),
        digest: fold(document, &Object::Dictionary(told)),
        at: Matrix([right - left, 0.0, 0.0, top - bottom, left, bottom]),
    }
}
