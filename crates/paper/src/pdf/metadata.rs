//! The metadata of the file: catalog, document information, XMP, language, title in the
//! title bar, page labels. The only date is the document's own.

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};

use super::PdfError;
use super::date::Date;
use super::icc;
use super::strings::{one_line, text};
use super::xmp::{About, packet};
use crate::document::Meta;

/// Who wrote the file.
const PRODUCER: &str = "chengbao";

/// What the catalog points to.
pub(super) struct Parts {
    /// The structure tree (ISO 19005-3 §6.7.3.3, ISO 14289-1 §7.1).
    pub(super) structure: ObjectId,
    /// The bookmarks.
    pub(super) outline: Option<ObjectId>,
    /// `Names` and `AF`, if there are embedded files (ISO 19005-3 §6.8).
    pub(super) files: Option<Dictionary>,
    /// The interactive form: the signature field.
    pub(super) form: Option<ObjectId>,
    /// Number of the first page.
    pub(super) first_number: u32,
}

/// Adds the metadata and attaches the parts to the catalog.
pub(super) fn add(document: &mut Document, meta: &Meta, parts: Parts) -> Result<(), PdfError> {
    document.version = "1.7".to_owned();
    let date = meta.date.as_deref().map(Date::parse).transpose()?;
    let title = one_line(&meta.title);
    let author = one_line(&meta.author);
    let language = one_line(&meta.language);
    let about = About {
        title: &title,
        author: &author,
        language: &language,
        producer: PRODUCER,
        date: date.as_ref(),
    };
    let xmp = Stream::new(
        dictionary! { "Type" => "Metadata", "Subtype" => "XML" },
        packet(&about).into_bytes(),
    )
    // Not compressed: tools that do not know PDF look for the packet in the bytes of the file.
    .with_compression(false);
    let xmp = document.add_object(xmp);
    let intents = vec![icc::output_intent(document)?];

    let mut info = dictionary! { "Title" => text(&title), "Producer" => text(PRODUCER) };
    if !author.is_empty() {
        info.set("Author", text(&author));
    }
    if let Some(date) = &date {
        info.set("CreationDate", Object::string_literal(date.pdf()));
        info.set("ModDate", Object::string_literal(date.pdf()));
    }
    let old = document.trailer.get(b"Info")?.as_reference()?;
    document.objects.insert(old, info.into());

    let root = document.trailer.get(b"Root")?.as_reference()?;
    let catalog = document.get_object_mut(root)?.as_dict_mut()?;
    catalog.remove(b"PageLayout");
    catalog.remove(b"PageMode");
    // ISO 19005-3 §6.7.4, ISO 14289-1 §7.2.
    catalog.set("Lang", text(&language));
    // ISO 19005-3 §6.7.2.2, ISO 14289-1 §6.2 and §7.1: tagged, and no tag is a guess (`Suspects` is
    // false by default; poppler reports an explicit false as a fault).
    catalog.set("MarkInfo", dictionary! { "Marked" => true });
    catalog.set("StructTreeRoot", parts.structure);
    if let Some(outline) = parts.outline {
        catalog.set("Outlines", outline);
        catalog.set("PageMode", "UseOutlines");
    }
    if let Some(form) = parts.form {
        catalog.set("AcroForm", form);
    }
    catalog.set("Metadata", xmp);
    catalog.set("OutputIntents", intents);
    // ISO 14289-1 §7.1.
    catalog.set(
        "ViewerPreferences",
        dictionary! { "DisplayDocTitle" => true },
    );
    catalog.set("PageLabels", page_labels(parts.first_number));
    for (key, value) in parts.files.into_iter().flatten() {
        catalog.set(key, value);
    }
    Ok(())
}

/// Page labels (ISO 32000-1 §12.4.2; ISO 14289-1 §7.17), which equal the printed page numbers.
fn page_labels(first: u32) -> Dictionary {
    let mut decimal = dictionary! { "S" => "D" };
    // 1 is the default of `St`.
    if first > 1 {
        decimal.set("St", i64::from(first));
    }
    let numbered: Vec<Object> = vec![0.into(), decimal.into()];
    dictionary! { "Nums" => numbered }
}
