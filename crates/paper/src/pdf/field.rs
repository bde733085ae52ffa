//! The empty signature field of a document that is to be signed (ISO 32000-1 §12.7.4.5): the signer
//! fills it by an incremental update, without a new page, element or field. It never signs, and
//! draws nothing: the appearance stays empty until the document is signed.

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};

use super::PdfError;
use super::links::Annotation;
use super::pen::{points, thousandths};
use super::strings::text;
use crate::typeset::Pages;

/// The field's name (`T`).
const NAME: &str = "Signature1";
/// Its description (ISO 14289-1 §7.18.1: `TU`; §7.18.4).
const WORDS: &str = "发文机关电子签名";
/// `F` (ISO 19005-3 §6.3.2): printed, and none of the flags that hide it.
const PRINT: i64 = 4;
/// `SigFlags` (ISO 32000-1 table 219): there is a signature field. That the file may only be appended
/// to is set by the signer.
const SIGNATURES_EXIST: i64 = 1;

/// The field in the file.
pub(super) struct Field {
    /// The interactive form it belongs to.
    pub(super) form: ObjectId,
    /// The field, which is its own widget.
    pub(super) widget: Annotation,
}

/// Adds the field if the pages have a place for it; `annotations` have already been added.
pub(super) fn add(
    document: &mut Document,
    pages: &Pages,
    ids: &[ObjectId],
    annotations: usize,
) -> Result<Option<Field>, PdfError> {
    let Some(seal) = &pages.seal else {
        return Ok(None);
    };
    let page = *ids
        .get(seal.page)
        .ok_or_else(|| PdfError::pages(format!("a seal on page {}", seal.page)))?;
    let length = |value: f32| Ok::<_, PdfError>(Object::from(points(thousandths(value.into())?).0));
    let rectangle = vec![
        length(seal.x)?,
        length(seal.y)?,
        length(seal.x + seal.width)?,
        length(seal.y + seal.height)?,
    ];
    let appearance = Stream::new(
        dictionary! {
            "Type" => "XObject",
            "Subtype" => "Form",
            "BBox" => vec![0.into(), 0.into(), length(seal.width)?, length(seal.height)?],
            "Resources" => Dictionary::new(),
        },
        Vec::new(),
    );
    let appearance = document.add_object(appearance);
    let parent_key = i64::try_from(ids.len() + annotations).unwrap_or(i64::MAX);
    // ISO 19005-3 §6.3.3 and §6.4.1: an appearance of its own, nothing but `N`; no action.
    let widget = document.add_object(dictionary! {
        "Type" => "Annot",
        "Subtype" => "Widget",
        "FT" => "Sig",
        "T" => text(NAME),
        "TU" => text(WORDS),
        "Contents" => text(WORDS),
        "Rect" => rectangle,
        "F" => PRINT,
        "P" => page,
        "StructParent" => parent_key,
        "AP" => dictionary! { "N" => appearance },
    });
    let entry = document.get_object_mut(page)?.as_dict_mut()?;
    match entry.get_mut(b"Annots") {
        Ok(annotations) => annotations.as_array_mut()?.push(widget.into()),
        Err(_) => entry.set("Annots", vec![widget.into()]),
    }
    // ISO 19005-3 §6.4.1: no `NeedAppearances`.
    let form = document.add_object(dictionary! {
        "Fields" => vec![widget.into()],
        "SigFlags" => SIGNATURES_EXIST,
    });
    Ok(Some(Field {
        form,
        widget: Annotation {
            owner: seal.owner,
            page,
            id: widget,
            parent_key,
        },
    }))
}
