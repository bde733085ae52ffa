//! What is on a page besides its content (ISO 32000-1 §12.5): links, fields, notes. Of a signed
//! signature field only its place is compared; its appearance is the signer's own and covered by the
//! signature. An empty signature field shows nothing.

use lopdf::{Dictionary, Document, Object};

use super::book::{inflated, value};
use super::fold::fold;
use super::matrix::Matrix;
use super::{Drawn, Thing, ThingKind};

/// Annotations of a page that are examined.
const MAX_ANNOTATIONS: usize = 2000;

pub(super) fn add(document: &Document, page: &Dictionary, drawn: &mut Vec<Drawn>) {
    let list = value(document, page, b"Annots").and_then(|it| it.as_array().ok());
    for annotation in list.into_iter().flatten().take(MAX_ANNOTATIONS) {
        let Some(annotation) = document
            .dereference(annotation)
            .ok()
            .and_then(|(_, it)| it.as_dict().ok())
        else {
            continue;
        };
        drawn.push(Drawn::Thing(thing(document, annotation)));
        if shows_unsigned(document, annotation) {
            drawn.push(extra(document, "AP", annotation));
        }
    }
    // What happens when a page is opened or left (§12.6.3).
    if page.has(b"AA") {
        drawn.push(extra(document, "AA", page));
    }
}

/// Something that no document of this program has.
fn extra(document: &Document, key: &str, of: &Dictionary) -> Drawn {
    let value = of.get(key.as_bytes()).unwrap_or(&Object::Null);
    Drawn::Thing(Thing {
        kind: ThingKind::Operator(key.to_owned()),
        digest: fold(document, value),
        at: Matrix([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]),
    })
}

/// The field's entries are its own or those of the field above its widget (§12.7.3.1).
fn field<'d>(document: &'d Document, annotation: &'d Dictionary) -> &'d Dictionary {
    let parent = value(document, annotation, b"Parent").and_then(|it| it.as_dict().ok());
    parent
        .filter(|_| !annotation.has(b"FT"))
        .unwrap_or(annotation)
}

fn is_signature(document: &Document, field: &Dictionary) -> bool {
    let kind = value(document, field, b"FT").and_then(|it| it.as_name().ok());
    kind == Some(b"Sig")
}

/// Whether a signature field without a signature has an appearance anyway: a seal without a signature.
fn shows_unsigned(document: &Document, annotation: &Dictionary) -> bool {
    const MAX_APPEARANCE: usize = 1 << 20;
    let field = field(document, annotation);
    let value_of_field = value(document, field, b"V");
    let is_signed = value_of_field.is_some_and(|value| !matches!(value, Object::Null));
    if !is_signature(document, field) || is_signed || !annotation.has(b"AP") {
        return false;
    }
    let looks = value(document, annotation, b"AP").and_then(|it| it.as_dict().ok());
    let normal = looks.and_then(|looks| value(document, looks, b"N")?.as_stream().ok());
    let content = normal.and_then(|normal| inflated(normal, MAX_APPEARANCE));
    content.is_none_or(|content| !content.trim_ascii().is_empty())
}

fn thing(document: &Document, annotation: &Dictionary) -> Thing {
    let name = |key: &[u8]| {
        let name = value(document, annotation, key).and_then(|it| it.as_name().ok());
        String::from_utf8_lossy(name.unwrap_or_default()).into_owned()
    };
    let keys: &[&[u8]] = if is_signature(document, field(document, annotation)) {
        &[b"Subtype", b"FT", b"T", b"A", b"AA"]
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
        kind: ThingKind::Annotation(name(b"Subtype")),
        digest: fold(document, &Object::Dictionary(told)),
        at: Matrix([right - left, 0.0, 0.0, top - bottom, left, bottom]),
    }
}
