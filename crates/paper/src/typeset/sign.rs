//! Characters → signs: for each character its face, its glyph, its cell and how much of
//! the cell is blank. One sign represents one character, in logical order. It does not break lines.

use std::cell::RefCell;
use std::collections::HashMap;

use super::FaceId;
use super::chars::{self, Cell, Kind};
use super::error::LayoutError;
use super::faces::{FaceSet, FontError};
use chengbao_base::style::Typeface;
use chengbao_base::text::Text;

/// What layout needs from a font set. Figures are in em.
pub(super) trait Fonts {
    /// The face and glyph that draw a character in a role.
    fn pick(&self, role: Typeface, character: char) -> Result<Option<(FaceId, u16)>, FontError>;
    /// The face and glyph that draw a Latin character next to hanzi of a role.
    fn pick_latin(
        &self,
        beside: Typeface,
        character: char,
    ) -> Result<Option<(FaceId, u16)>, FontError>;
    /// Advance width of a glyph.
    fn advance(&self, face: FaceId, glyph: u16) -> f32;
    /// Ink of a glyph: left, bottom, right, top.
    fn ink(&self, face: FaceId, glyph: u16) -> Option<[f32; 4]>;
}

impl Fonts for FaceSet {
    fn pick(&self, role: Typeface, character: char) -> Result<Option<(FaceId, u16)>, FontError> {
        Self::pick(self, role, character)
    }

    fn pick_latin(
        &self,
        beside: Typeface,
        character: char,
    ) -> Result<Option<(FaceId, u16)>, FontError> {
        Self::pick_latin(self, beside, character)
    }

    fn advance(&self, face: FaceId, glyph: u16) -> f32 {
        self.face(face).map_or(0.0, |face| {
            f32::from(face.advance(glyph)) / f32::from(face.units_per_em())
        })
    }

    fn ink(&self, face: FaceId, glyph: u16) -> Option<[f32; 4]> {
        let face = self.face(face)?;
        let em = f32::from(face.units_per_em());
        face.bounds(glyph)
            .map(|bounds| bounds.map(|unit| unit / em))
    }
}

/// Box around ink; `None` if there is none.
type Ink = Option<[f32; 4]>;

/// A font set that caches ink boxes: reading outlines is its most expensive operation.
pub(super) struct Remembered<'a> {
    fonts: &'a dyn Fonts,
    ink: RefCell<HashMap<(FaceId, u16), Ink>>,
}

impl<'a> Remembered<'a> {
    /// An empty cache.
    pub(super) fn new(fonts: &'a dyn Fonts) -> Self {
        Self {
            fonts,
            ink: RefCell::default(),
        }
    }
}

impl Fonts for Remembered<'_> {
    fn pick(&self, role: Typeface, character: char) -> Result<Option<(FaceId, u16)>, FontError> {
        self.fonts.pick(role, character)
    }

    fn pick_latin(
        &self,
        beside: Typeface,
        character: char,
    ) -> Result<Option<(FaceId, u16)>, FontError> {
        self.fonts.pick_latin(beside, character)
    }

    fn advance(&self, face: FaceId, glyph: u16) -> f32 {
        self.fonts.advance(face, glyph)
    }

    fn ink(&self, face: FaceId, glyph: u16) -> Option<[f32; 4]> {
        let mut known = self.ink.borrow_mut();
        let ink = known.entry((face, glyph));
        *ink.or_insert_with(|| self.fonts.ink(face, glyph))
    }
}

/// A character with its glyph. Widths in points.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sign {
    /// The character.
    pub(super) character: char,
    /// Its face.
    pub(super) face: FaceId,
    /// Its glyph in the face.
    pub(super) glyph: u16,
    /// Type size.
    pub(super) size: f32,
    /// Width of its cell.
    pub(super) width: f32,
    /// Origin of the glyph, right of the cell's left edge.
    pub(super) shift: f32,
    /// Blank at the left of the cell that may be closed up, at most half the cell.
    pub(super) before: f32,
    /// Blank at the right of the cell that may be closed up.
    pub(super) after: f32,
    /// How it behaves.
    pub(super) kind: Kind,
    /// Which piece of text it comes from.
    pub(super) stretch: usize,
}

/// A text in one style.
#[derive(Debug, Clone, Copy)]
pub(super) struct Stretch<'a> {
    /// The text.
    pub(super) text: &'a str,
    /// Role of its hanzi.
    pub(super) role: Typeface,
    /// Type size in points.
    pub(super) size: f32,
    /// Width of a hanzi's cell in points: the character pitch for text on the grid, else the size.
    pub(super) cell: f32,
}

/// Most of a cell that closing up may remove: slightly less than half, because programs that extract text
/// from a PDF take two glyphs that overlap by half an em for two lines.
const HALF: f32 = 0.47;
/// Space that remains next to a mark that was closed up, in em.
const CLEAR: f32 = 0.04;
/// Part of a mark's cell that a middle dot may give up on either side.
const MIDDLE: f32 = 0.25;
/// How far two dashes of a 破折号 overlap, in em.
const JOIN: f32 = 0.02;
/// From this advance on, in em, an ambiguous character is drawn as wide as a hanzi.
const WIDE: f32 = 0.75;

/// The signs of several pieces of text on one line or in one paragraph. `place` says in words
/// where that is.
///
/// # Errors
/// [`LayoutError::MissingGlyph`], [`LayoutError::Font`].
pub(super) fn signs(
    stretches: &[Stretch<'_>],
    fonts: &dyn Fonts,
    place: impl Fn() -> Text,
) -> Result<Vec<Sign>, LayoutError> {
    let mut characters = stretches
        .iter()
        .enumerate()
        .flat_map(|(index, stretch)| stretch.text.chars().map(move |c| (index, stretch, c)))
        .peekable();
    let mut signs = Vec::with_capacity(stretches.iter().map(|s| s.text.len() / 2).sum());
    let mut previous = None;
    while let Some((index, stretch, character)) = characters.next() {
        let next = characters.peek().map(|(_, _, next)| *next);
        let kind = chars::kind(previous, character, next);
        let sign = sign(stretch, index, character, kind, fonts)?.ok_or_else(|| {
            LayoutError::MissingGlyph {
                character,
                place: place(),
            }
        })?;
        signs.push(sign);
        previous = Some(character);
    }
    join_dashes(&mut signs, fonts);
    Ok(signs)
}

fn sign(
    stretch: &Stretch<'_>,
    index: usize,
    character: char,
    kind: Kind,
    fonts: &dyn Fonts,
) -> Result<Option<Sign>, FontError> {
    let Stretch {
        role, size, cell, ..
    } = *stretch;
    let latin_first = match kind {
        Kind::Latin => true,
        Kind::Space => character != '\u{3000}',
        _ => false,
    };
    let mut picked = None;
    for latin in [latin_first, !latin_first] {
        picked = if latin {
            fonts.pick_latin(role, character)?
        } else {
            fonts.pick(role, character)?
        };
        if picked.is_some() {
            break;
        }
    }
    let Some((face, glyph)) = picked else {
        return Ok(None);
    };
    let em = fonts.advance(face, glyph);
    let advance = em * size;
    let is_full = match (kind, chars::cell(character)) {
        (Kind::Latin, _) => false,
        (_, Cell::Full) => true,
        (_, Cell::Ambiguous) => em >= WIDE,
        (_, Cell::Natural) => false,
    };
    let mut sign = Sign {
        character,
        face,
        glyph,
        size,
        width: advance,
        shift: 0.0,
        before: 0.0,
        after: 0.0,
        kind,
        stretch: index,
    };
    if !is_full {
        return Ok(Some(sign));
    }
    // A glyph wider than a cell (№) keeps its width; 16 pt type on a 15.79 pt grid does not count.
    sign.width = if advance > size * 1.02 { advance } else { cell };
    let room = sign.width - advance;
    sign.shift = match kind {
        Kind::Opening if em < WIDE => room,
        Kind::Closing if em < WIDE => 0.0,
        _ => room / 2.0,
    };
    if let (Kind::Opening | Kind::Closing | Kind::Middle, Some([left, _, right, _])) =
        (kind, fonts.ink(face, glyph))
    {
        let half = sign.width * HALF;
        let before = (sign.shift + (left - CLEAR) * size).clamp(0.0, half);
        let after = (sign.width - sign.shift - (right + CLEAR) * size).clamp(0.0, half);
        match kind {
            Kind::Opening => sign.before = before,
            Kind::Closing => sign.after = after,
            _ => {
                sign.before = before.min(sign.width * MIDDLE);
                sign.after = after.min(sign.width * MIDDLE);
            }
        }
    }
    Ok(Some(sign))
}

/// Moves the two dashes of a 破折号 together if the face draws each with space at its ends, and
/// centres them in the two cells they have.
fn join_dashes(signs: &mut [Sign], fonts: &dyn Fonts) {
    let runs = signs.chunk_by_mut(|a, b| {
        a.kind == Kind::Dash && b.kind == Kind::Dash && (a.face, a.glyph) == (b.face, b.glyph)
    });
    for pair in runs.flat_map(|run| run.chunks_exact_mut(2)) {
        let [first, second] = pair else { continue };
        let Some([left, _, right, _]) = fonts.ink(first.face, first.glyph) else {
            continue;
        };
        let ink = (right - left) * first.size;
        if first.kind == Kind::Dash && ink < first.width {
            let overlap = JOIN * first.size;
            first.shift = first.width - ink + overlap / 2.0 - left * first.size;
            second.shift = -overlap / 2.0 - left * first.size;
        }
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::{Fonts, Sign, Stretch, signs};
    use crate::typeset::FaceId;
    use crate::typeset::faces::FontError;
    use chengbao_base::style::Typeface;
    use chengbao_base::text::Text;

    /// An artificial face set: hanzi fill their cell, marks half of it, Latin is half as wide.
    /// It has no glyphs from U+E000 to U+F8FF.
    pub(in crate::typeset) struct Drawn;

    impl Fonts for Drawn {
        fn pick(
            &self,
            role: Typeface,
            character: char,
        ) -> Result<Option<(FaceId, u16)>, FontError> {
            if matches!(character, '\u{E000}'..='\u{F8FF}') {
                return Ok(None);
            }
            let face = FaceId(Typeface::ALL.iter().position(|each| *each == role).unwrap());
            Ok(u16::try_from(u32::from(character))
                .ok()
                .map(|glyph| (face, glyph)))
        }

        fn pick_latin(
            &self,
            _: Typeface,
            character: char,
        ) -> Result<Option<(FaceId, u16)>, FontError> {
            self.pick(Typeface::Latin, character)
        }

        fn advance(&self, _: FaceId, glyph: u16) -> f32 {
            let character = char::from_u32(u32::from(glyph)).unwrap_or(' ');
            if character.is_ascii() { 0.5 } else { 1.0 }
        }

        fn ink(&self, _: FaceId, glyph: u16) -> Option<[f32; 4]> {
            let character = char::from_u32(u32::from(glyph))?;
            let (left, right) = match super::chars::kind(None, character, None) {
                super::Kind::Opening => (0.6, 0.9),
                super::Kind::Closing => (0.1, 0.4),
                super::Kind::Middle => (0.45, 0.55),
                super::Kind::Dash => (0.1, 0.9),
                super::Kind::Latin => (0.05, 0.45),
                super::Kind::Space => return None,
                _ => (0.05, 0.95),
            };
            Some([left, -0.1, right, 0.8])
        }
    }

    pub(in crate::typeset) fn nowhere() -> Text {
        Text {
            zh: "正文".into(),
            en: "the text".into(),
        }
    }

    pub(in crate::typeset) fn drawn(text: &str) -> Vec<Sign> {
        let stretch = Stretch {
            text,
            role: Typeface::FangSong,
            size: 16.0,
            cell: 16.0,
        };
        signs(&[stretch], &Drawn, nowhere).unwrap()
    }

    #[test]
    fn a_mark_gives_its_blank_half_and_no_more() {
        let blank = |text| drawn(text).first().map(|sign| (sign.before, sign.after));
        assert_eq!(blank("，"), Some((0.0, 7.52)));
        assert_eq!(blank("（"), Some((7.52, 0.0)));
        assert_eq!(blank("国"), Some((0.0, 0.0)));
        assert_eq!(blank("·"), Some((4.0, 4.0)));
    }

    #[test]
    fn two_dashes_join_in_the_middle_of_two_cells() {
        let dashes = drawn("——");
        let ink: Vec<(f32, f32)> = dashes
            .iter()
            .zip([0.0, 16.0])
            .map(|(dash, cell)| {
                let origin = cell + dash.shift;
                (origin + 1.6, origin + 14.4)
            })
            .collect();
        assert!(ink[0].1 > ink[1].0, "{ink:?} overlap");
        assert!(((ink[0].0 + ink[1].1) / 2.0 - 16.0).abs() < 1e-3, "{ink:?}");
    }

    #[test]
    fn a_character_without_a_glyph_is_named_with_its_place() {
        let stretch = Stretch {
            text: "国\u{E123}",
            role: Typeface::FangSong,
            size: 16.0,
            cell: 16.0,
        };
        let error = signs(&[stretch], &Drawn, nowhere).unwrap_err();
        assert!(error.to_string().contains("正文") && error.to_string().contains("U+E123"));
    }
}
