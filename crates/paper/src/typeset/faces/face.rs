//! One face: the few figures needed for layout and embedding. Of a face with TrueType outlines only
//! the small tables are read when it is opened, and each outline when it is first needed; a face with
//! CFF outlines is read completely.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU16, Ordering};

use skrifa::charmap::MappingIndex;
use skrifa::instance::{LocationRef, Size};
use skrifa::metrics::GlyphMetrics;
use skrifa::raw::TableProvider;
use skrifa::string::StringId;
use skrifa::{FontRef, GlyphId, MetadataProvider};

use super::error::FontError;
use super::file::FontFile;
use super::glyf::{self, Glyf};
use super::sfnt::{Directory, SfntError, Tag, assemble};
use super::subset::{self, Parts, Slot, Subset};
use super::tables::{FaceMetrics, Horizontal, forbids_subset, metrics};

/// A font face.
pub struct Face {
    path: PathBuf,
    /// The small tables as a face without outlines, or the whole file.
    data: Vec<u8>,
    index: u32,
    /// The outlines, if they are not in `data`.
    glyf: Option<Glyf>,
    name: String,
    units_per_em: u16,
    metrics: FaceMetrics,
    characters: MappingIndex,
    glyph_count: u16,
    horizontal: Horizontal,
    /// Glyphs of the Basic Multilingual Plane used so far, by code point: a report uses the
    /// same characters some thousand times.
    known: Box<[AtomicU16]>,
}

/// The tables of a TrueType face that are read when it is opened, by tag.
const SMALL: [Tag; 10] = [
    *b"OS/2", *b"cmap", *b"cvt ", *b"fpgm", *b"head", *b"hhea", *b"hmtx", *b"maxp", *b"name",
    *b"prep",
];

/// In `Face::known`: not looked up yet.
const NOT_ASKED: u16 = 0;
/// In `Face::known`: the face has no glyph. No glyph has this id, since a face has at most 65535.
const NO_GLYPH: u16 = u16::MAX;

/// The outline format of the glyphs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outlines {
    /// Quadratic outlines in `glyf`.
    TrueType,
    /// Cubic outlines in `CFF `.
    Cff,
}

impl std::fmt::Debug for Face {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("Face")
            .field("name", &self.name)
            .finish_non_exhaustive()
    }
}

impl Face {
    /// Opens the face at `path`; `index` is its position in a collection, otherwise 0.
    pub(super) fn open(path: &Path, index: u32) -> Result<Self, FontError> {
        let unreadable = |error: std::io::Error| FontError::Unreadable {
            path: path.to_owned(),
            reason: error.to_string(),
        };
        let file = FontFile::open(path).map_err(unreadable)?;
        let fault = |fault| match fault {
            SfntError::Io(error) => unreadable(error),
            SfntError::Form(reason) => no_font(path, reason),
        };
        let directory = Directory::read(&file, index).map_err(fault)?;
        let Some((start, length)) = directory.find(b"glyf") else {
            if directory.find(b"CFF ").is_none() {
                return Err(no_font(path, "no glyf or CFF outlines"));
            }
            let length = usize::try_from(file.length()).map_err(|_| no_font(path, "too large"))?;
            let data = file.read(0, length).map_err(unreadable)?;
            return Self::parse(path, data, index, None);
        };
        let read = |tag: &Tag| match directory.find(tag) {
            Some((offset, length)) => file.read(offset, length).map(Some).map_err(unreadable),
            None => Ok(None),
        };
        let mut tables = Vec::with_capacity(SMALL.len() + 1);
        for tag in SMALL {
            tables.extend(read(&tag)?.map(|table| (tag, table)));
        }
        if let Some((offset, length)) = directory.find(b"post") {
            tables.push((
                *b"post",
                post(&file.read(offset, length.min(POST)).map_err(unreadable)?),
            ));
            tables.sort_unstable_by_key(|(tag, _)| *tag);
        }
        let loca = read(b"loca")?.ok_or_else(|| no_font(path, "no loca table"))?;
        let head = tables.iter().find(|(tag, _)| tag == b"head");
        let long = head.is_some_and(|(_, head)| glyf::is_long(head));
        let small: Vec<(Tag, &[u8])> = tables
            .iter()
            .map(|(tag, table)| (*tag, &table[..]))
            .collect();
        let data = assemble(&small);
        let glyf = Glyf::new(file, start, length, &loca, long);
        Self::parse(path, data, 0, Some(glyf))
    }

    fn parse(
        path: &Path,
        data: Vec<u8>,
        index: u32,
        glyf: Option<Glyf>,
    ) -> Result<Self, FontError> {
        let no_font = |reason: &str| no_font(path, reason);
        let font =
            FontRef::from_index(&data, index).map_err(|error| no_font(&error.to_string()))?;
        let name: String = font
            .localized_strings(StringId::POSTSCRIPT_NAME)
            .english_or_first()
            .map(|name| name.chars().filter(char::is_ascii_graphic).collect())
            .filter(|name: &String| !name.is_empty())
            .unwrap_or_else(|| "Unnamed".to_owned());
        let os2 = font.os2().ok();
        let bits = os2.as_ref().map_or(0, |os2| os2.fs_type());
        if forbids_subset(bits) {
            return Err(FontError::EmbeddingForbidden {
                path: path.to_owned(),
                name,
                fs_type: bits,
            });
        }
        let units_per_em = font
            .head()
            .map_err(|_| no_font("no head table"))?
            .units_per_em();
        if !(16..=16384).contains(&units_per_em) {
            return Err(no_font("unitsPerEm out of range"));
        }
        if !font.charmap().has_map() {
            return Err(no_font("no Unicode cmap"));
        }
        let metrics = metrics(&font, os2.as_ref().map_or(400, |os2| os2.us_weight_class()));
        let horizontal = Horizontal::find(&font).ok_or_else(|| no_font("no hmtx table"))?;
        let glyph_count = font
            .maxp()
            .map_err(|_| no_font("no maxp table"))?
            .num_glyphs();
        let characters = MappingIndex::new(&font);
        let known = std::iter::repeat_with(|| AtomicU16::new(NOT_ASKED))
            .take(0x1_0000)
            .collect();
        Ok(Self {
            path: path.to_owned(),
            known,
            index,
            glyf,
            name,
            units_per_em,
            metrics,
            characters,
            glyph_count,
            horizontal,
            data,
        })
    }

    /// PostScript name (printable ASCII).
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Font units in one em.
    #[must_use]
    pub const fn units_per_em(&self) -> u16 {
        self.units_per_em
    }

    /// How its glyphs are drawn.
    #[must_use]
    pub const fn outlines(&self) -> Outlines {
        if self.glyf.is_some() {
            Outlines::TrueType
        } else {
            Outlines::Cff
        }
    }

    /// Figures of the face as a whole.
    #[must_use]
    pub const fn metrics(&self) -> FaceMetrics {
        self.metrics
    }

    /// The glyph that draws a character; never `.notdef`, and never a blank for a character that has
    /// ink: some faces map control characters, rare letters and vertical forms to empty glyphs.
    #[must_use]
    pub fn glyph(&self, character: char) -> Option<u16> {
        let Some(known) = self.known.get(character as usize) else {
            return self.look_up(character);
        };
        match known.load(Ordering::Relaxed) {
            NOT_ASKED => {
                let glyph = self.look_up(character);
                known.store(glyph.unwrap_or(NO_GLYPH), Ordering::Relaxed);
                glyph
            }
            NO_GLYPH => None,
            glyph => Some(glyph),
        }
    }

    fn look_up(&self, character: char) -> Option<u16> {
        if character.is_control() {
            return None;
        }
        let font = FontRef::from_index(&self.data, self.index).ok()?;
        let glyph = self.characters.charmap(&font).map(character)?;
        let glyph = u16::try_from(glyph.to_u32()).ok()?;
        let is_glyph = glyph != 0 && glyph < self.glyph_count;
        let may_be_blank = character.is_whitespace() || is_zero_width(character);
        (is_glyph && (may_be_blank || self.bounds(glyph).is_some())).then_some(glyph)
    }

    /// Advance width of a glyph in font units; 0 if the face does not have the glyph.
    #[must_use]
    pub fn advance(&self, glyph: u16) -> u16 {
        if glyph < self.glyph_count {
            self.horizontal.of(&self.data, glyph).0
        } else {
            0
        }
    }

    /// Box around the ink of a glyph in font units: left, bottom, right, top. `None` if there is
    /// no ink.
    #[must_use]
    pub fn bounds(&self, glyph: u16) -> Option<[f32; 4]> {
        let [left, bottom, right, top] = if let Some(glyf) = &self.glyf {
            glyf.bounds(glyph)?.map(f32::from)
        } else {
            let font = FontRef::from_index(&self.data, self.index).ok()?;
            let glyphs = GlyphMetrics::new(&font, Size::unscaled(), LocationRef::default());
            let bounds = glyphs.bounds(GlyphId::from(glyph))?;
            [bounds.x_min, bounds.y_min, bounds.x_max, bounds.y_max]
        };
        (right > left && top > bottom).then_some([left, bottom, right, top])
    }

    /// Why the outlines cannot be read, if the file could be opened but a read failed
    /// later. Then some glyphs of the face are missing.
    #[must_use]
    pub fn failure(&self) -> Option<FontError> {
        let reason = self.glyf.as_ref()?.failure()?;
        Some(FontError::Unreadable {
            path: self.path.clone(),
            reason: reason.to_owned(),
        })
    }

    /// A writer's form of a TrueType outline, padded to whole words of two bytes: computed when it is
    /// first needed and kept as long as the face. Only one writer may use a face.
    pub(crate) fn cached(
        &self,
        glyph: u16,
        make: impl FnOnce(&[u8]) -> Box<[u8]>,
    ) -> Option<&[u8]> {
        self.glyf.as_ref()?.cached(glyph, make)
    }

    /// The face reduced to some glyphs, as a font program: its glyph `n + 1` is the
    /// `n`th given, glyph 0 represents missing ones. With TrueType outlines a glyph may be
    /// given more than once, with different advances; with CFF outlines all must be different.
    ///
    /// # Errors
    /// [`FontError::NotAFont`] if the face has no such glyph or is inconsistent,
    /// [`FontError::Unreadable`].
    pub fn subset(&self, glyphs: &[Slot]) -> Result<Subset, FontError> {
        let program = if let Some(glyf) = &self.glyf {
            let font = FontRef::new(&self.data)
                .map_err(|error| no_font(&self.path, &error.to_string()))?;
            let parts = Parts {
                table: &|tag| {
                    font.table_data(skrifa::raw::types::Tag::new(tag))
                        .map(|data| data.as_bytes())
                },
                outline: &|glyph| glyf.outline(glyph),
                metric: &|glyph| self.horizontal.of(&self.data, glyph),
            };
            subset::true_type(&parts, glyphs)
        } else {
            subset::cff(&self.data, self.index, glyphs)
        };
        program.map_err(|reason| {
            self.failure()
                .unwrap_or_else(|| no_font(&self.path, &reason))
        })
    }
}

fn no_font(path: &Path, reason: &str) -> FontError {
    FontError::NotAFont {
        path: path.to_owned(),
        reason: reason.to_owned(),
    }
}

/// Length of `post` without the names of the glyphs.
const POST: usize = 32;

/// `post` without the names of the glyphs (version 3), which are not needed.
fn post(table: &[u8]) -> Vec<u8> {
    let version = [0, 3, 0, 0];
    version
        .iter()
        .chain(table.iter().skip(version.len()))
        .copied()
        .collect()
}

/// U+200B–U+200D, U+2060, U+FEFF: invisible by definition.
const fn is_zero_width(character: char) -> bool {
    matches!(character, '\u{200B}'..='\u{200D}' | '\u{2060}' | '\u{FEFF}')
}
