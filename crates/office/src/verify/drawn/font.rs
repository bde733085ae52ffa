//! A font of a page: what its codes mean, how wide they are, what they draw (ISO 32000-1 §9.6, §9.7).

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use lopdf::{Dictionary, Document, Object};

use super::book::{inflated, value};
use super::{Digest, outline, unicode};

/// How far a font program, a map or a table is inflated.
const INFLATED: usize = 48 << 20;

/// A font.
#[derive(Debug)]
pub(super) struct Font {
    /// Its name without the tag of the subset.
    pub(super) name: Rc<str>,
    /// Bytes of a code.
    pub(super) width: usize,
    text: BTreeMap<u32, String>,
    advances: BTreeMap<u32, f64>,
    default_advance: f64,
    /// Glyph ids by code, two bytes each, if they are not the codes themselves.
    glyphs: Option<Vec<u8>>,
    program: Option<Vec<u8>>,
    outlines: RefCell<BTreeMap<u32, Digest>>,
}

impl Font {
    pub(super) fn read(document: &Document, font: &Dictionary) -> Self {
        let name = |dictionary: &Dictionary| {
            let name = value(document, dictionary, b"BaseFont");
            name.and_then(|it| it.as_name().ok())
                .map(|it| String::from_utf8_lossy(it).into_owned())
        };
        let descendant = value(document, font, b"DescendantFonts")
            .and_then(|it| it.as_array().ok()?.first())
            .and_then(|it| document.dereference(it).ok()?.1.as_dict().ok());
        let of = descendant.unwrap_or(font);
        let descriptor = value(document, of, b"FontDescriptor").and_then(|it| it.as_dict().ok());
        let program = descriptor.and_then(|descriptor| {
            let keys: [&[u8]; 3] = [b"FontFile2", b"FontFile3", b"FontFile"];
            let mut files = keys
                .iter()
                .filter_map(|key| value(document, descriptor, key));
            inflated(files.next()?.as_stream().ok()?, INFLATED)
        });
        let stream = |dictionary: &Dictionary, key: &[u8]| {
            inflated(
                value(document, dictionary, key)?.as_stream().ok()?,
                INFLATED,
            )
        };
        let (advances, default_advance) = match descendant {
            Some(descendant) => composite_advances(document, descendant),
            None => simple_advances(document, font),
        };
        let full = name(font).unwrap_or_default();
        let plain = match full.split_once('+') {
            Some((tag, rest)) if tag.len() == 6 => rest,
            _ => &full,
        };
        Self {
            name: plain.into(),
            width: if descendant.is_some() { 2 } else { 1 },
            text: stream(font, b"ToUnicode").map_or_else(BTreeMap::new, |map| unicode::parse(&map)),
            advances,
            default_advance,
            glyphs: stream(of, b"CIDToGIDMap"),
            program,
            outlines: RefCell::default(),
        }
    }

    /// The text of a code.
    pub(super) fn text(&self, code: u32) -> String {
        match self.text.get(&code) {
            Some(text) => text.clone(),
            // A font of one byte without a map is of the Latin set.
            None if self.width == 1 => char::from_u32(code).map_or_else(String::new, String::from),
            None => '\u{FFFD}'.to_string(),
        }
    }

    /// The width of a code, in ems.
    pub(super) fn advance(&self, code: u32) -> f64 {
        self.advances
            .get(&code)
            .copied()
            .unwrap_or(self.default_advance)
            / 1e3
    }

    /// What a code draws.
    pub(super) fn outline(&self, code: u32) -> Option<Digest> {
        let program = self.program.as_deref()?;
        let mut outlines = self.outlines.borrow_mut();
        let digest = outlines.entry(code).or_insert_with(|| {
            let glyph = match &self.glyphs {
                Some(map) => {
                    let at = usize::try_from(code)
                        .unwrap_or(usize::MAX)
                        .saturating_mul(2);
                    let bytes = map.get(at..at.saturating_add(2)).unwrap_or_default();
                    bytes.iter().fold(0, |id, byte| id << 8 | u16::from(*byte))
                }
                None => u16::try_from(code).unwrap_or(0),
            };
            outline::digest(program, glyph)
        });
        Some(*digest)
    }
}

fn number(object: &Object) -> Option<f64> {
    object.as_float().ok().map(f64::from)
}

/// `W` and `DW` (§9.7.4.3).
fn composite_advances(document: &Document, font: &Dictionary) -> (BTreeMap<u32, f64>, f64) {
    let default = value(document, font, b"DW").and_then(number);
    let mut advances = BTreeMap::new();
    let list = value(document, font, b"W").and_then(|it| it.as_array().ok());
    let mut items = list.into_iter().flatten();
    while let (Some(first), Some(next)) = (items.next(), items.next()) {
        let first = first.as_i64().ok().and_then(|it| u32::try_from(it).ok());
        let Some(first) = first else { break };
        let next = document
            .dereference(next)
            .map_or(next, |(_, object)| object);
        if let Ok(widths) = next.as_array() {
            for (code, width) in (first..).zip(widths.iter().filter_map(number)) {
                advances.insert(code, width);
            }
        } else if let (Ok(last), Some(width)) = (next.as_i64(), items.next().and_then(number)) {
            let last = u32::try_from(last).unwrap_or(0).min(0xFFFF);
            advances.extend((first..=last).map(|code| (code, width)));
        }
    }
    (advances, default.unwrap_or(1e3))
}

/// `FirstChar` and `Widths` (§9.6.2.1).
fn simple_advances(document: &Document, font: &Dictionary) -> (BTreeMap<u32, f64>, f64) {
    let first = value(document, font, b"FirstChar").and_then(|it| it.as_i64().ok());
    let first = u32::try_from(first.unwrap_or(0)).unwrap_or(0);
    let list = value(document, font, b"Widths").and_then(|it| it.as_array().ok());
    let widths = list
        .into_iter()
        .flatten()
        .map(|it| number(it).unwrap_or(0.0));
    ((first..).zip(widths).collect(), 500.0)
}
