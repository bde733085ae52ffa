//! What a signed field shows (ISO 32000-1 §12.5.5): the office's own seal or text, and nothing else. The
//! program never draws a seal.
//!
//! Everything is painted with `Multiply`, like ink on paper: the issuing body and date beneath stay readable.

use super::super::error::PdfSignError;
use super::update::Update;
use chengbao_base::formats::pdf::{Dictionary, Value, deflate};

/// What the field shows once it is signed, within its own rectangle.
#[derive(Debug, Clone, Default, PartialEq)]
pub enum Appearance {
    /// Unchanged: nothing, in our documents.
    #[default]
    AsItIs,
    /// The picture of a seal.
    Seal(Seal),
    /// A line of text.
    Statement(Statement),
}

/// The picture of a seal, from the office's file.
#[derive(Debug, Clone, PartialEq)]
pub struct Seal {
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// Red, green and blue of each pixel (sRGB), row by row from the top.
    pub rgb: Vec<u8>,
    /// How opaque each pixel is; none if all are.
    pub alpha: Option<Vec<u8>>,
    /// Width and height on paper, in points, if the picture gives them. It is made smaller if
    /// the field is smaller, never larger; without them it fills the field.
    pub size: Option<[f64; 2]>,
}

/// A text as outlines, so that the file needs no additional font.
#[derive(Debug, Clone, PartialEq)]
pub struct Statement {
    /// Its text, for people who cannot see it.
    pub words: String,
    /// The outlines, filled by the nonzero rule; in points from the lower left of the field.
    pub outlines: Vec<Segment>,
}

impl Statement {
    /// How its text begins.
    pub const LEAD: &str = "电子签名：";
}

/// A part of an outline.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Segment {
    /// Starts at a point.
    Move([f32; 2]),
    /// A straight line to a point.
    Line([f32; 2]),
    /// A cubic curve: two control points, the end.
    Curve([[f32; 2]; 3]),
    /// Back to the start.
    Close,
}

/// The name of the picture among the resources.
const PICTURE: &str = "I0";

/// Adds an appearance stream for a field of that size; its number, or none if it stays unchanged.
pub(super) fn add(
    update: &mut Update<'_>,
    appearance: &Appearance,
    [width, height]: [f64; 2],
) -> Result<Option<u32>, PdfSignError> {
    // A field without area shows nothing.
    if width <= 0.0 || height <= 0.0 {
        return Ok(None);
    }
    let multiply = Dictionary::of([
        ("Type", Value::name("ExtGState")),
        ("BM", Value::name("Multiply")),
    ]);
    let states = Dictionary::of([("G0", Value::Dictionary(multiply))]);
    let mut resources = Dictionary::of([("ExtGState", Value::Dictionary(states))]);
    let content = match appearance {
        Appearance::AsItIs => return Ok(None),
        Appearance::Seal(seal) => {
            let picture = Value::Reference(picture(update, seal)?, 0);
            let pictures = Dictionary::of([(PICTURE, picture)]);
            resources.set("XObject", Value::Dictionary(pictures));
            let [w, h] = fitted(seal, [width, height]);
            let (x, y) = ((width - w) / 2.0, (height - h) / 2.0);
            format!("/G0 gs {w:.3} 0 0 {h:.3} {x:.3} {y:.3} cm /{PICTURE} Do")
        }
        Appearance::Statement(statement) => {
            let mut content = "/G0 gs 0 g\n".to_owned();
            for segment in &statement.outlines {
                content.push_str(&drawn(*segment));
            }
            content.push('f');
            content
        }
    };
    let frame = [0.0, 0.0, width, height].map(Value::number);
    let dictionary = Dictionary::of([
        ("Type", Value::name("XObject")),
        ("Subtype", Value::name("Form")),
        ("BBox", Value::Array(frame.into())),
        ("Resources", Value::Dictionary(resources)),
        ("Filter", Value::name("FlateDecode")),
    ]);
    let content = deflate(content.as_bytes());
    Ok(Some(update.add_stream(dictionary, content)))
}

fn drawn(segment: Segment) -> String {
    match segment {
        Segment::Move([x, y]) => format!("{x:.2} {y:.2} m\n"),
        Segment::Line([x, y]) => format!("{x:.2} {y:.2} l\n"),
        Segment::Curve([[a, b], [c, d], [e, f]]) => {
            format!("{a:.2} {b:.2} {c:.2} {d:.2} {e:.2} {f:.2} c\n")
        }
        Segment::Close => "h\n".to_owned(),
    }
}

/// The size a seal has within a field: its own, or as large as fits into the field, in its proportions.
fn fitted(seal: &Seal, [width, height]: [f64; 2]) -> [f64; 2] {
    let [w, h] = match seal.size {
        Some(size) => size,
        // Large enough that the field decides.
        None => [f64::from(seal.width) * 1e3, f64::from(seal.height) * 1e3],
    };
    let scale = (width / w).min(height / h).min(1.0);
    [w * scale, h * scale]
}

/// The picture as image object (§8.9.5), its opacity as a mask (§11.6.5.3).
fn picture(update: &mut Update<'_>, seal: &Seal) -> Result<u32, PdfSignError> {
    let pixels = u64::from(seal.width) * u64::from(seal.height);
    let counts = |bytes: &[u8], channels: u64| {
        pixels > 0 && u64::try_from(bytes.len()) == Ok(pixels * channels)
    };
    let is_size = |size: [f64; 2]| size.iter().all(|side| side.is_finite() && *side > 0.0);
    let is_right = counts(&seal.rgb, 3)
        && seal.alpha.as_ref().is_none_or(|alpha| counts(alpha, 1))
        && seal.size.is_none_or(is_size);
    if !is_right {
        return Err(PdfSignError::Picture);
    }
    let head = |space: &str| {
        Dictionary::of([
            ("Type", Value::name("XObject")),
            ("Subtype", Value::name("Image")),
            ("Width", Value::Integer(seal.width.into())),
            ("Height", Value::Integer(seal.height.into())),
            ("ColorSpace", Value::name(space)),
            ("BitsPerComponent", Value::Integer(8)),
            ("Filter", Value::name("FlateDecode")),
        ])
    };
    let mut dictionary = head("DeviceRGB");
    if let Some(alpha) = &seal.alpha {
        let mask = update.add_stream(head("DeviceGray"), deflate(alpha));
        dictionary.set("SMask", Value::Reference(mask, 0));
    }
    Ok(update.add_stream(dictionary, deflate(&seal.rgb)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(pixels: [u32; 2], size: Option<[f64; 2]>, expected: [f64; 2]) {
        let seal = Seal {
            width: pixels[0],
            height: pixels[1],
            rgb: Vec::new(),
            alpha: None,
            size,
        };
        let got = fitted(&seal, [100.0, 100.0]);
        let near = got.iter().zip(expected).all(|(a, b)| (a - b).abs() < 1e-9);
        assert!(near, "{got:?}");
    }

    #[test]
    fn a_seal_keeps_its_proportions_and_is_never_larger_than_the_field_or_itself() {
        check([10, 10], None, [100.0, 100.0]);
        check([4000, 1000], None, [100.0, 25.0]);
        check([4000, 1000], Some([80.0, 20.0]), [80.0, 20.0]);
        check([10, 20], Some([200.0, 400.0]), [50.0, 100.0]);
    }
}
