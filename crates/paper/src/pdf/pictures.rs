//! Pictures as image objects (ISO 32000-1 §8.9.5; ISO 19005-3 §6.2.8: no alternates, no
//! interpolation, eight bits). A JPEG file is embedded as it is compressed if its samples are the
//! picture's; all others as pixels.

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};

use super::PdfError;
use crate::typeset::Pages;
use chengbao_base::picture::{Picture, PictureFormat, Pixels};

/// The resource name of a picture.
pub(super) fn resource_name(index: usize) -> String {
    format!("I{index}")
}

/// Adds the pictures; returns their resources by name.
pub(super) fn add(document: &mut Document, pages: &Pages) -> Result<Dictionary, PdfError> {
    let mut resources = Dictionary::new();
    for (index, picture) in pages.pictures.iter().enumerate() {
        let id: ObjectId = document.add_object(object(picture)?);
        resources.set(resource_name(index), id);
    }
    Ok(resources)
}

fn object(picture: &Picture) -> Result<Stream, PdfError> {
    let (space, channels, pixels) = match &picture.pixels {
        Pixels::Gray(pixels) => ("DeviceGray", 1, pixels),
        Pixels::Rgb(pixels) => ("DeviceRGB", 3, pixels),
    };
    let size = u64::from(picture.width) * u64::from(picture.height) * channels;
    if size == 0 || u64::try_from(pixels.len()) != Ok(size) {
        return Err(PdfError::pages(format!(
            "a picture of {} × {} with {} bytes",
            picture.width,
            picture.height,
            pixels.len()
        )));
    }
    if picture.format == PictureFormat::Jpeg && picture.passes_through() {
        let (_, file) = picture.plain_file();
        let mut dictionary = head(picture, space);
        dictionary.set("Filter", "DCTDecode");
        return Ok(Stream::new(dictionary, file.to_vec()).with_compression(false));
    }
    Ok(Stream::new(head(picture, space), pixels.to_vec()))
}

fn head(picture: &Picture, space: &str) -> Dictionary {
    dictionary! {
        "Type" => "XObject",
        "Subtype" => "Image",
        "Width" => i64::from(picture.width),
        "Height" => i64::from(picture.height),
        "ColorSpace" => Object::Name(space.into()),
        "BitsPerComponent" => 8,
    }
}
