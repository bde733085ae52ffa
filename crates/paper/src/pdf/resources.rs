//! printpdf's page and font dictionaries, made exact: page size and content, one shared resource
//! dictionary, widths with decimals, glyph maps, the text of the codes.

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};

use super::deflate::Deflate;
use super::fonts::{Font, Fonts, resource_name};
use super::pen::{points, thousandths};
use super::unicode;
use super::{PdfError, outlines};
use crate::typeset::Pages;

/// Makes the dictionaries exact and drops what no page uses. Returns the pages' ids in order.
pub(super) fn tidy(
    document: &mut Document,
    pages: &Pages,
    content: Vec<Vec<u8>>,
    fonts: &Fonts<'_>,
    pictures: &Dictionary,
    deflate: &mut Deflate,
) -> Result<Vec<ObjectId>, PdfError> {
    let ids: Vec<ObjectId> = document.get_pages().into_values().collect();
    if ids.len() != pages.pages.len() {
        return Err(PdfError::writer("the number of pages changed"));
    }
    let (width, height) = (
        thousandths(pages.width.into())?,
        thousandths(pages.height.into())?,
    );
    let size = vec![
        0.into(),
        0.into(),
        points(width).into(),
        points(height).into(),
    ];
    let mut shared = None;
    for ((number, id), content) in ids.iter().enumerate().zip(content) {
        let page = document.get_object(*id)?.as_dict()?;
        let own_content = page.get(b"Contents")?.as_reference()?;
        let resources = page.get(b"Resources")?.as_reference()?;
        let own = document.objects.remove(&resources);
        let content = Stream::new(Dictionary::new(), content);
        document.objects.insert(own_content, content.into());
        if shared.is_none() {
            let own = own.ok_or_else(|| PdfError::writer("a page without resources"))?;
            shared = Some(share(document, own.as_dict()?, fonts, pictures, deflate)?);
        }
        let page = document.get_object_mut(*id)?.as_dict_mut()?;
        for key in ["TrimBox", "CropBox", "Annots"] {
            page.remove(key.as_bytes());
        }
        page.set("MediaBox", size.clone());
        page.set("StructParents", i64::try_from(number).unwrap_or(i64::MAX));
        // ISO 14289-1 §7.18.3: annotations are visited in the order of the structure.
        page.set("Tabs", "S");
        if let Some(shared) = shared {
            page.set("Resources", shared);
        }
    }
    Ok(ids)
}

/// The one resource dictionary: fonts and pictures (ISO 19005-3 §6.2.2).
fn share(
    document: &mut Document,
    own: &Dictionary,
    fonts: &Fonts<'_>,
    pictures: &Dictionary,
    deflate: &mut Deflate,
) -> Result<ObjectId, PdfError> {
    let table = own.get(b"Font")?.as_reference()?;
    for key in ["XObject", "ExtGState", "Shading"] {
        document
            .objects
            .remove(&own.get(key.as_bytes())?.as_reference()?);
    }
    let names = document.get_object(table)?.as_dict()?.clone();
    for (index, font) in fonts.fonts.iter().enumerate() {
        let id = names
            .get(resource_name(index).0.as_bytes())?
            .as_reference()?;
        complete(document, id, font, deflate)?;
    }
    let mut resources = dictionary! { "Font" => table };
    if !pictures.is_empty() {
        resources.set("XObject", pictures.clone());
    }
    Ok(document.add_object(resources))
}

/// Text, widths, glyph map, figures and program of one font.
fn complete(
    document: &mut Document,
    id: ObjectId,
    font: &Font<'_>,
    deflate: &mut Deflate,
) -> Result<(), PdfError> {
    let text = document.get_object(id)?.as_dict()?.get(b"ToUnicode")?;
    let text = text.as_reference()?;
    let characters = unicode::cmap(&font.characters());
    document
        .objects
        .insert(text, Stream::new(Dictionary::new(), characters).into());
    let map = font
        .glyph_map()
        .map(|map| document.add_object(Stream::new(Dictionary::new(), map)));
    let descendant = document
        .get_object_mut(id)?
        .as_dict_mut()?
        .get_mut(b"DescendantFonts")?
        .as_array_mut()?
        .first_mut()
        .ok_or_else(|| PdfError::writer("a font without descendant"))?
        .as_dict_mut()?;
    descendant.set("W", widths(font));
    if let Some(map) = map {
        descendant.set("CIDToGIDMap", map);
    }
    let descriptor = descendant.get(b"FontDescriptor")?.as_reference()?;
    let em = i32::from(font.face.units_per_em());
    let cap_height = i32::from(font.face.metrics().cap_height) * 1000 / em;
    let descriptor = document.get_object_mut(descriptor)?.as_dict_mut()?;
    descriptor.set("CapHeight", i64::from(cap_height));
    descriptor.set("ItalicAngle", font.face.metrics().italic_angle);
    // Table 123: a font of hanzi is symbolic, since its characters are not in the Latin set.
    descriptor.set("Flags", 4);
    if let Ok(file) = descriptor.get(b"FontFile2") {
        let file = file.as_reference()?;
        let program = font.program()?;
        let length = i64::try_from(program.bytes.len()).unwrap_or(i64::MAX);
        let dictionary = dictionary! { "Length1" => length, "Filter" => "FlateDecode" };
        let program = outlines::deflated(font.face, &program, deflate)?;
        let program = Stream::new(dictionary, program);
        document.objects.insert(file, program.into());
    }
    Ok(())
}

/// `W` (ISO 32000-1 §9.7.4.3): by code, the widths other than one em.
fn widths(font: &Font<'_>) -> Vec<Object> {
    let mut all: Vec<Object> = Vec::new();
    let mut consecutive: Vec<Object> = Vec::new();
    let mut first = 0;
    for (code, width) in (1_i64..).zip(font.widths()) {
        let is_default = (width - 1000.0).abs() < f32::EPSILON;
        if !is_default {
            if consecutive.is_empty() {
                first = code;
            }
            consecutive.push(width.into());
        } else if !consecutive.is_empty() {
            all.extend([first.into(), std::mem::take(&mut consecutive).into()]);
        }
    }
    if !consecutive.is_empty() {
        all.extend([first.into(), consecutive.into()]);
    }
    all
}
