//! A face reduced to the glyphs used in a document: the font program that is embedded. With TrueType
//! outlines it is assembled here from the available outlines; a face with CFF outlines is passed to
//! the subsetter.

use std::collections::HashMap;

use subsetter::GlyphRemapper;

use super::glyf::components;
use super::names;
use super::sfnt::{Tag, assemble, data_from, seal, u16_at};

/// A glyph of a subset.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Slot {
    /// Its id in the whole face.
    pub glyph: u16,
    /// How far the pen moves after it, in font units: the glyph's own advance, or another one
    /// if the next glyph is closer. The ink stays in place. Faces with CFF outlines keep
    /// their own advances.
    pub advance: u16,
}

/// A reduced face, as a font program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subset {
    /// The program.
    pub bytes: Vec<u8>,
    /// Where its outlines begin; they follow each other without gaps. Only for TrueType outlines.
    pub outlines_from: usize,
    /// The outlines.
    pub outlines: Vec<Piece>,
}

/// One outline of a program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Piece {
    /// Its bytes.
    pub length: usize,
    /// The glyph of the whole face that it comes from, unless it is changed: components use the ids of the
    /// subset.
    pub glyph: Option<u16>,
}

/// The source of a small face.
pub(super) struct Parts<'a> {
    /// A table of the whole face.
    pub(super) table: &'a dyn Fn(&Tag) -> Option<&'a [u8]>,
    /// Description of a glyph, empty for a blank.
    pub(super) outline: &'a dyn Fn(u16) -> Option<&'a [u8]>,
    /// Advance and left side bearing of a glyph.
    pub(super) metric: &'a dyn Fn(u16) -> (u16, i16),
}

/// The subset of a face with CFF outlines: glyph `n + 1` of it is the `n`th given. The glyphs
/// must all be different.
pub(super) fn cff(data: &[u8], index: u32, glyphs: &[Slot]) -> Result<Subset, String> {
    let glyphs: Vec<u16> = glyphs.iter().map(|slot| slot.glyph).collect();
    let remapper = GlyphRemapper::new_from_glyphs(&glyphs);
    let bytes = subsetter::subset(data, index, &remapper).map_err(|error| error.to_string())?;
    Ok(Subset {
        bytes,
        outlines_from: 0,
        outlines: Vec::new(),
    })
}

/// The subset of a face with TrueType outlines: glyph `n + 1` of it is the `n`th given. A glyph
/// may be given more than once, with different advances. Components follow.
pub(super) fn true_type(parts: &Parts<'_>, glyphs: &[Slot]) -> Result<Subset, String> {
    let mut slots = Vec::with_capacity(glyphs.len() + 1);
    slots.push(Slot {
        glyph: 0,
        advance: (parts.metric)(0).0,
    });
    slots.extend_from_slice(glyphs);
    // Outlines of hanzi need some hundred bytes each.
    let mut glyf = Vec::with_capacity(slots.len() * 512);
    let mut loca = Vec::with_capacity(slots.len() * 4 + 4);
    let mut hmtx = Vec::with_capacity(slots.len() * 4);
    let mut outlines = Vec::with_capacity(slots.len());
    let mut own: HashMap<u16, u16> = HashMap::new();
    let mut next = 0;
    while let Some(Slot { glyph, advance }) = slots.get(next).copied() {
        next += 1;
        let outline = (parts.outline)(glyph).ok_or_else(|| format!("glyph {glyph}"))?;
        let start = glyf.len();
        loca.extend_from_slice(&offset(start)?);
        glyf.extend_from_slice(outline);
        let components = components(outline);
        let glyph_as_it_is = components.is_empty().then_some(glyph);
        for at in components {
            let component = u16_at(outline, at).unwrap_or(0);
            let id = match own.get(&component) {
                Some(id) => *id,
                None => {
                    let id =
                        u16::try_from(slots.len()).map_err(|_| "too many components".to_owned())?;
                    slots.push(Slot {
                        glyph: component,
                        advance: (parts.metric)(component).0,
                    });
                    own.insert(component, id);
                    id
                }
            };
            if let Some(place) = glyf.get_mut(start + at..start + at + 2) {
                place.copy_from_slice(&id.to_be_bytes());
            }
        }
        glyf.resize(glyf.len().next_multiple_of(2), 0);
        outlines.push(Piece {
            length: glyf.len() - start,
            glyph: glyph_as_it_is,
        });
        hmtx.extend_from_slice(&advance.to_be_bytes());
        hmtx.extend_from_slice(&(parts.metric)(glyph).1.to_be_bytes());
    }
    loca.extend_from_slice(&offset(glyf.len())?);
    let count = u16::try_from(slots.len()).map_err(|_| "too many glyphs".to_owned())?;

    let table = |tag: &Tag, least: usize| {
        (parts.table)(tag)
            .filter(|table| table.len() >= least)
            .map(<[u8]>::to_vec)
            .ok_or_else(|| format!("no {} table", String::from_utf8_lossy(tag)))
    };
    let (mut head, mut hhea, mut maxp) =
        (table(b"head", 54)?, table(b"hhea", 36)?, table(b"maxp", 6)?);
    // Long offsets; as many glyphs and metrics as there are.
    set(&mut head, 50, 1);
    set(&mut hhea, 34, count);
    set(&mut maxp, 4, count);
    let names = (parts.table)(b"name").and_then(names::cut);
    let mut tables: Vec<(Tag, &[u8])> = vec![
        (*b"glyf", &glyf),
        (*b"head", &head),
        (*b"hhea", &hhea),
        (*b"hmtx", &hmtx),
        (*b"loca", &loca),
        (*b"maxp", &maxp),
    ];
    tables.extend(names.as_deref().map(|names| (*b"name", names)));
    for tag in [b"cvt ", b"fpgm", b"post", b"prep"] {
        tables.extend((parts.table)(tag).map(|table| (*tag, table)));
    }
    tables.sort_unstable_by_key(|(tag, _)| *tag);
    let mut face = assemble(&tables);
    seal(&mut face);
    Ok(Subset {
        outlines_from: data_from(tables.len()),
        outlines,
        bytes: face,
    })
}

fn offset(at: usize) -> Result<[u8; 4], String> {
    u32::try_from(at)
        .map(u32::to_be_bytes)
        .map_err(|_| "too many outlines".to_owned())
}

fn set(table: &mut [u8], at: usize, value: u16) {
    if let Some(place) = table.get_mut(at..at + 2) {
        place.copy_from_slice(&value.to_be_bytes());
    }
}
