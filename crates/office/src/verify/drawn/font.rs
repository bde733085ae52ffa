//! A font as this program writes it: what its codes mean, how wide they are, what they draw (ISO 32000-1
//! §9.7). Any other entry or form of one is odd.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use chengbao_base::formats::pdf::{PdfFile, Stored, Value};

use super::entries::Entries;
use super::outline::Program;
use super::{Digest, Odd, unicode};

/// How far a font program, a map or a table is inflated.
const MAX_BYTES: usize = 48 << 20;

/// A font.
#[derive(Debug)]
pub(super) struct Font {
    /// Its name without the tag of the subset.
    pub(super) name: Rc<str>,
    characters: Vec<char>,
    advances: BTreeMap<u16, f64>,
    /// Glyphs by code, two bytes each, if they are not the codes themselves.
    glyphs: Option<Vec<u8>>,
    program: Program,
    outlines: RefCell<BTreeMap<u16, Option<Digest>>>,
}

/// What a code stands for.
pub(super) struct Meaning {
    /// The character.
    pub(super) text: char,
    /// The width, in ems.
    pub(super) advance: f64,
}

/// The keys of a dictionary of this program.
type Keys = &'static [&'static str];

const TYPE0: Keys = &[
    "BaseFont",
    "DescendantFonts",
    "Encoding",
    "Subtype",
    "ToUnicode",
    "Type",
];
const CID_FONT: Keys = &[
    "BaseFont",
    "CIDSystemInfo",
    "CIDToGIDMap",
    "DW",
    "FontDescriptor",
    "Subtype",
    "Type",
    "W",
];
const SYSTEM: Keys = &["Ordering", "Registry", "Supplement"];
const DESCRIPTOR: Keys = &[
    "Ascent",
    "CapHeight",
    "Descent",
    "Flags",
    "FontBBox",
    "FontFile2",
    "FontFile3",
    "FontName",
    "ItalicAngle",
    "StemV",
    "Type",
];
const PROGRAM: Keys = &["Filter", "Length", "Length1", "Subtype"];
const STREAM: Keys = &["Filter", "Length"];

impl Font {
    /// Reads a font.
    pub(super) fn read(file: &PdfFile<'_>, stored: &Stored) -> Result<Self, Odd> {
        let object = stored.number;
        let dictionary = stored.dictionary();
        let dictionary = dictionary.ok_or_else(|| Odd::entry(object, "Font"))?;
        let font = Entries::new(file, object, dictionary, TYPE0)?;
        font.is("Type", "Font")?;
        font.is("Subtype", "Type0")?;
        font.is("Encoding", "Identity-H")?;
        let full = font.name("BaseFont")?;
        let characters = unicode::read(&font.stream("ToUnicode", STREAM, MAX_BYTES)?);
        let characters = characters.ok_or_else(|| font.odd("ToUnicode"))?;
        let descendant = match font.value("DescendantFonts")? {
            Value::Array(fonts) => match fonts.as_slice() {
                [Value::Dictionary(descendant)] => Some(descendant),
                _ => None,
            },
            _ => None,
        };
        let descendant = descendant.ok_or_else(|| font.odd("DescendantFonts"))?;
        let descendant = Entries::new(file, object, descendant, CID_FONT)?;
        descendant.is("Type", "Font")?;
        system(&descendant)?;
        let is_default = descendant.value("DW")?.as_integer() == Some(1000);
        is_default.then_some(()).ok_or_else(|| font.odd("DW"))?;
        let advances = advances(&descendant, characters.len())?;
        let descriptor = descendant.object("FontDescriptor")?;
        let entries = descriptor.dictionary();
        let entries = entries.ok_or_else(|| descendant.odd("FontDescriptor"))?;
        let own = Entries::new(file, descriptor.number, entries, DESCRIPTOR)?;
        own.is("Type", "FontDescriptor")?;
        if descendant.name("BaseFont")? != full || own.name("FontName")? != full {
            return Err(font.odd("BaseFont"));
        }
        // Symbolic: a viewer puts nothing in the place of its glyphs.
        let is_symbolic = own.value("Flags")?.as_integer() == Some(4);
        is_symbolic.then_some(()).ok_or_else(|| own.odd("Flags"))?;
        let (program, glyphs) = program(&descendant, &own)?;
        let full = String::from_utf8_lossy(full).into_owned();
        let name = match full.split_once('+') {
            Some((tag, rest)) if tag.len() == 6 && tag.bytes().all(|c| c.is_ascii_uppercase()) => {
                rest
            }
            _ => return Err(font.odd("BaseFont")),
        };
        Ok(Self {
            name: name.into(),
            characters,
            advances,
            glyphs,
            program,
            outlines: RefCell::default(),
        })
    }

    /// What a code stands for.
    pub(super) fn glyph(&self, code: u16) -> Option<Meaning> {
        let index = usize::from(code).checked_sub(1)?;
        Some(Meaning {
            text: *self.characters.get(index)?,
            advance: self.advances.get(&code).copied().unwrap_or(1e3) / 1e3,
        })
    }

    /// What a code draws.
    pub(super) fn outline(&self, code: u16) -> Option<Digest> {
        let mut outlines = self.outlines.borrow_mut();
        let digest = outlines
            .entry(code)
            .or_insert_with(|| self.program.digest(self.glyph_of(code)?));
        *digest
    }

    /// The box of what a code draws, in ems; none inside if it draws nothing.
    pub(super) fn bounds(&self, code: u16) -> Option<Option<[f64; 4]>> {
        self.program.bounds(self.glyph_of(code)?)
    }

    /// The glyph of a code.
    fn glyph_of(&self, code: u16) -> Option<u16> {
        let Some(map) = &self.glyphs else {
            return Some(code);
        };
        let at = usize::from(code) * 2;
        Some(u16::from_be_bytes(map.get(at..at + 2)?.try_into().ok()?))
    }
}

fn system(descendant: &Entries<'_, '_>) -> Result<(), Odd> {
    let odd = || descendant.odd("CIDSystemInfo");
    let system = descendant.value("CIDSystemInfo")?.as_dictionary();
    let system = system.ok_or_else(odd)?;
    let system = Entries::new(descendant.file, descendant.object, system, SYSTEM)?;
    let is = |key: &str, text: &str| {
        system
            .value(key)
            .map(|it| it.as_text().as_deref() == Some(text))
    };
    let supplement = system.value("Supplement")?.as_integer();
    let holds = is("Registry", "Adobe")? && is("Ordering", "Identity")? && supplement == Some(0);
    holds.then_some(()).ok_or_else(odd)
}

/// `W` (§9.7.4.3): lists of widths from a code on, in order.
fn advances(descendant: &Entries<'_, '_>, codes: usize) -> Result<BTreeMap<u16, f64>, Odd> {
    let read = || -> Option<BTreeMap<u16, f64>> {
        let mut advances = BTreeMap::new();
        let list = descendant.dictionary.get("W")?.as_array()?;
        let mut free = 1;
        for pair in list.chunks(2) {
            let [first, Value::Array(widths)] = pair else {
                return None;
            };
            let first = first.as_size().filter(|first| *first >= free)?;
            for (code, width) in (first..).zip(widths) {
                let width = width
                    .as_number()
                    .filter(|width| (0.0..=1e4).contains(width))?;
                advances.insert(u16::try_from(code).ok()?, width);
            }
            free = first.checked_add(widths.len())?;
        }
        (free <= codes + 1).then_some(advances)
    };
    read().ok_or_else(|| descendant.odd("W"))
}

/// The program, and the glyphs of its codes if they are not the codes themselves.
fn program(
    descendant: &Entries<'_, '_>,
    own: &Entries<'_, '_>,
) -> Result<(Program, Option<Vec<u8>>), Odd> {
    let is_true_type = own.dictionary.get("FontFile2").is_some();
    let map = descendant.dictionary.get("CIDToGIDMap");
    if !is_true_type {
        descendant.is("Subtype", "CIDFontType0")?;
        let is_plain = map.is_none_or(|map| map.as_name() == Some(b"Identity"));
        is_plain
            .then_some(())
            .ok_or_else(|| descendant.odd("CIDToGIDMap"))?;
        let bytes = own.stream("FontFile3", PROGRAM, MAX_BYTES)?;
        return Ok((Program::cff(&bytes), None));
    }
    descendant.is("Subtype", "CIDFontType2")?;
    if own.dictionary.get("FontFile3").is_some() {
        return Err(own.odd("FontFile3"));
    }
    let program = Program::true_type(own.stream("FontFile2", PROGRAM, MAX_BYTES)?);
    let program = program.ok_or_else(|| own.odd("FontFile2"))?;
    let glyphs = match map {
        Some(Value::Name(name)) if name == b"Identity" => None,
        _ => Some(descendant.stream("CIDToGIDMap", STREAM, MAX_BYTES)?),
    };
    Ok((program, glyphs))
}
