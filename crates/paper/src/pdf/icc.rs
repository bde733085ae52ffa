//! The colour space of the file's greys and reds: sRGB (IEC 61966-2-1), as an ICC profile
//! written here value by value. With it as the output intent, `DeviceGray` and `DeviceRGB` mean the
//! same colours everywhere (ISO 19005-3 §6.2.3, §6.2.4.3).
//!
//! A display profile of ICC.1:2004-10 (version 4.2), the one PDF 1.7 names (ISO 32000-1 table 67), of
//! the tags that such a profile must have (§8.3.3 there) and no others.

use std::sync::LazyLock;

use lopdf::{Document, Object, Stream, dictionary};

use super::PdfError;
use super::deflate::Deflate;

/// Name of the colour space in the registry of the ICC.
const NAME: &str = "sRGB IEC61966-2.1";

/// Fixed-point number with sixteen bits behind the point (`s15Fixed16Number`).
type Fixed = i32;

/// The white point to which all ICC colours refer, D50 (ICC.1 §7.2.16).
const D50: [Fixed; 3] = [0xF6D6, 0x1_0000, 0xD32D];

/// X, Y, Z of red, green and blue: the primaries of ITU-R BT.709 under D65, adapted to D50 by
/// [`ADAPTATION`], rounded so that the three add up to white.
const COLORANTS: [[Fixed; 3]; 3] = [
    [0x6FA0, 0x38F5, 0x0390],
    [0x6297, 0xB787, 0x18D9],
    [0x249F, 0x0F84, 0xB6C4],
];

/// From D65 (x 0.3127, y 0.3290) to D50 by the Bradford cone responses (ICC.1 annex E).
const ADAPTATION: [Fixed; 9] = [
    0x1_0C42, 0x05DE, -0x0CDB, 0x0793, 0xFD90, -0x045F, -0x025E, 0x03DC, 0xC06E,
];

/// The transfer function of IEC 61966-2-1 §5.2 as a parametric curve of the fourth kind (ICC.1
/// §10.15): `((x + 0.055) / 1.055) ^ 2.4` from 0.04045 on, `x / 12.92` below.
const CURVE: [Fixed; 5] = [0x2_6666, 0xF2A7, 0x0D59, 0x13D0, 0x0A5B];

static DEFLATED: LazyLock<Result<Vec<u8>, PdfError>> =
    LazyLock::new(|| Deflate::new()?.bytes(&profile()));

/// Adds the profile; returns the output intent (ISO 32000-1 §14.11.5).
pub(super) fn output_intent(document: &mut Document) -> Result<Object, PdfError> {
    let stream = Stream::new(
        dictionary! { "N" => 3, "Filter" => "FlateDecode" },
        DEFLATED.clone()?,
    );
    let profile = document.add_object(stream);
    let intent = dictionary! {
        "Type" => "OutputIntent",
        "S" => "GTS_PDFA1",
        "OutputConditionIdentifier" => Object::string_literal(NAME),
        "RegistryName" => Object::string_literal("http://www.color.org"),
        "Info" => Object::string_literal(NAME),
        "DestOutputProfile" => profile,
    };
    Ok(intent.into())
}

/// The profile.
fn profile() -> Vec<u8> {
    const HEADER: usize = 128;
    const ENTRY: usize = 12;
    let [red, green, blue] = COLORANTS;
    let curve = curve();
    let tags: [(&[u8; 4], Vec<u8>); 10] = [
        (b"desc", sentence(NAME)),
        (b"cprt", sentence("No copyright, use freely")),
        (b"wtpt", xyz(D50)),
        (b"chad", element(b"sf32", &ADAPTATION)),
        (b"rXYZ", xyz(red)),
        (b"gXYZ", xyz(green)),
        (b"bXYZ", xyz(blue)),
        (b"rTRC", curve.clone()),
        (b"gTRC", curve.clone()),
        (b"bTRC", curve),
    ];
    let start = HEADER + 4 + ENTRY * tags.len();
    let mut table = number(tags.len()).to_vec();
    let mut data: Vec<u8> = Vec::new();
    let mut last: Option<(&Vec<u8>, usize)> = None;
    for (signature, element) in &tags {
        // Tags may share an element (ICC.1 §7.3.1): the three curves are one.
        let at = match last {
            Some((same, at)) if same == element => at,
            _ => {
                let at = start + data.len();
                data.extend_from_slice(element);
                data.resize(data.len().next_multiple_of(4), 0);
                at
            }
        };
        last = Some((element, at));
        table.extend_from_slice(*signature);
        table.extend(number(at));
        table.extend(number(element.len()));
    }
    let mut profile = header(start + data.len());
    profile.append(&mut table);
    profile.append(&mut data);
    profile
}

/// The header (ICC.1 §7.2). Manufacturer, model, platform and digest may be unknown and are.
fn header(size: usize) -> Vec<u8> {
    let mut header = number(size).to_vec();
    header.extend([0; 4]);
    header.extend([4, 0x20, 0, 0]);
    header.extend_from_slice(b"mntrRGB XYZ ");
    // The day on which IEC 61966-2-1 was published stands for the date of creation.
    for part in [1999_u16, 10, 18, 0, 0, 0] {
        header.extend(part.to_be_bytes());
    }
    header.extend_from_slice(b"acsp");
    header.resize(68, 0);
    header.extend(D50.iter().flat_map(|value| value.to_be_bytes()));
    header.resize(128, 0);
    header
}

fn number(value: usize) -> [u8; 4] {
    u32::try_from(value).unwrap_or(u32::MAX).to_be_bytes()
}

fn element(kind: &[u8; 4], values: &[Fixed]) -> Vec<u8> {
    let mut element = kind.to_vec();
    element.extend([0; 4]);
    element.extend(values.iter().flat_map(|value| value.to_be_bytes()));
    element
}

fn xyz(values: [Fixed; 3]) -> Vec<u8> {
    element(b"XYZ ", &values)
}

fn curve() -> Vec<u8> {
    let mut curve = element(b"para", &[]);
    curve.extend([0, 3, 0, 0]);
    curve.extend(CURVE.iter().flat_map(|value| value.to_be_bytes()));
    curve
}

/// A text in one language (`multiLocalizedUnicodeType`, ICC.1 §10.13).
fn sentence(text: &str) -> Vec<u8> {
    let text: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let mut element = element(b"mluc", &[]);
    element.extend(number(1));
    element.extend(number(12));
    element.extend_from_slice(b"enUS");
    element.extend(number(text.len()));
    element.extend(number(28));
    element.extend(text);
    element
}

#[cfg(test)]
mod tests {
    use super::*;

    type Matrix = [[f64; 3]; 3];

    fn times(a: &Matrix, b: &Matrix) -> Matrix {
        std::array::from_fn(|i| std::array::from_fn(|j| (0..3).map(|k| a[i][k] * b[k][j]).sum()))
    }

    fn inverse(m: &Matrix) -> Matrix {
        let minor = |i: usize, j: usize| {
            let at = |i: usize, j: usize| m[i % 3][j % 3];
            at(i + 1, j + 1) * at(i + 2, j + 2) - at(i + 1, j + 2) * at(i + 2, j + 1)
        };
        let determinant: f64 = (0..3).map(|j| m[0][j] * minor(0, j)).sum();
        std::array::from_fn(|i| std::array::from_fn(|j| minor(j, i) / determinant))
    }

    fn diagonal(values: [f64; 3]) -> Matrix {
        std::array::from_fn(|i| std::array::from_fn(|j| if i == j { values[i] } else { 0.0 }))
    }

    fn apply(m: &Matrix, v: [f64; 3]) -> [f64; 3] {
        std::array::from_fn(|i| (0..3).map(|j| m[i][j] * v[j]).sum())
    }

    fn at(x: f64, y: f64) -> [f64; 3] {
        [x / y, 1.0, (1.0 - x - y) / y]
    }

    fn real(value: Fixed) -> f64 {
        f64::from(value) / 65_536.0
    }

    /// The values follow from the standards: chromaticities and the Bradford matrix.
    #[test]
    fn colorants_and_adaptation_follow_from_the_primaries() {
        let bradford = [
            [0.8951, 0.2664, -0.1614],
            [-0.7502, 1.7135, 0.0367],
            [0.0389, -0.0685, 1.0296],
        ];
        let white = at(0.3127, 0.3290);
        let (from, to) = (apply(&bradford, white), apply(&bradford, D50.map(real)));
        let scale = diagonal(std::array::from_fn(|i| to[i] / from[i]));
        let adaptation = times(&times(&inverse(&bradford), &scale), &bradford);
        for (value, exact) in ADAPTATION.iter().zip(adaptation.as_flattened()) {
            assert!((real(*value) - exact).abs() < 1e-5, "{value:x} {exact}");
        }
        let primaries = [at(0.64, 0.33), at(0.30, 0.60), at(0.15, 0.06)];
        let columns: Matrix = std::array::from_fn(|i| std::array::from_fn(|j| primaries[j][i]));
        let scale = diagonal(apply(&inverse(&columns), white));
        let colorants = times(&adaptation, &times(&columns, &scale));
        for (j, colorant) in COLORANTS.iter().enumerate() {
            for (i, value) in colorant.iter().enumerate() {
                let exact = colorants[i][j];
                assert!((real(*value) - exact).abs() < 2e-5, "{value:x} {exact}");
            }
        }
        let white: [Fixed; 3] = std::array::from_fn(|i| COLORANTS.iter().map(|c| c[i]).sum());
        assert_eq!(white, D50);
    }

    #[test]
    fn the_curve_has_no_step_and_ends_at_white() {
        let [g, a, b, c, d] = CURVE.map(real);
        let above = |x: f64| (a * x + b).powf(g);
        assert!((above(1.0) - 1.0).abs() < 1e-4);
        assert!((above(d) - c * d).abs() < 1e-4);
        assert!((above(0.5) - 0.214).abs() < 1e-3);
    }

    #[test]
    fn every_tag_lies_within_the_profile_on_a_boundary_of_four_bytes() {
        let profile = profile();
        let number = |at: usize| {
            usize::try_from(u32::from_be_bytes(profile[at..at + 4].try_into().unwrap())).unwrap()
        };
        assert_eq!(number(0), profile.len());
        assert!(profile.len() < 600, "{}", profile.len());
        assert_eq!(&profile[36..40], b"acsp");
        for tag in 0..number(128) {
            let (at, size) = (number(136 + 12 * tag), number(140 + 12 * tag));
            assert!(at % 4 == 0 && at + size <= profile.len());
            let kind = &profile[at..at + 4];
            assert!([&b"mluc"[..], b"XYZ ", b"sf32", b"para"].contains(&kind));
        }
    }
}
