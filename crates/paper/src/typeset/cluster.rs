//! Characters → clusters: for each character its face, its glyph, its cell and how much of
//! the cell is blank. One cluster represents one character, in logical order. It does not break lines.

use std::cell::RefCell;
use std::collections::HashMap;

use super::FaceId;
use super::chars::{self, Cell, CharKind};
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
pub(super) struct Cluster {
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
    pub(super) kind: CharKind,
    /// Which piece of text it comes from.
    pub(super) run: usize,
}

/// A text in one style.
#[derive(Debug, Clone, Copy)]
pub(super) struct TextRun<'a> {
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

/// The clusters of several pieces of text on one line or in one paragraph. `place` says in words
/// where that is.
///
/// # Errors
/// [`LayoutError::MissingGlyph`], [`LayoutError::Font`].
pub(super) fn clusters(
    runs: &[TextRun<'_>],
    fonts: &dyn Fonts,
    place: impl Fn() -> Text,
) -> Result<Vec<Cluster>, LayoutError> {
    let mut characters = runs
        .iter()
        .enumerate()
        .flat_map(|(index, run)| run.text.chars().map(move |c| (index, run, c)))
        .peekable();
    let mut clusters = Vec::with_capacity(runs.iter().map(|s| s.text.len() / 2).sum());
    let mut previous = None;
    while let Some((index, run, character)) = characters.next() {
        let next = characters.peek().map(|(_, _, next)| *next);
        let kind = chars::kind(previous, character, next);
        let cluster = cluster(run, index, character, kind, fonts)?.ok_or_else(|| {
            LayoutError::MissingGlyph {
                character,
                place: place(),
            }
        })?;
        clusters.push(cluster);
        previous = Some(character);
    }
    join_dashes(&mut clusters, fonts);
    Ok(clusters)
}

fn cluster(
    run: &TextRun<'_>,
    index: usize,
    character: char,
    kind: CharKind,
    fonts: &dyn Fonts,
) -> Result<Option<Cluster>, FontError> {
    let TextRun {
        role, size, cell, ..
    } = *run;
    let latin_first = match kind {
        CharKind::Latin => true,
        CharKind::Space => character != '\u{3000}',
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
        (CharKind::Latin, _) => false,
        (_, Cell::Full) => true,
        (_, Cell::Ambiguous) => em >= WIDE,
        (_, Cell::Natural) => false,
    };
    let mut cluster = Cluster {
        character,
        face,
        glyph,
        size,
        width: advance,
        shift: 0.0,
        before: 0.0,
        after: 0.0,
        kind,
        run: index,
    };
    if !is_full {
        return Ok(Some(cluster));
    }
    // A glyph wider than a cell (№) keeps its width; 16 pt type on a 15.79 pt grid does not count.
    cluster.width = if advance > size * 1.02 { advance } else { cell };
    let room = cluster.width - advance;
    cluster.shift = match kind {
        CharKind::Opening if em < WIDE => room,
        CharKind::Closing if em < WIDE => 0.0,
        _ => room / 2.0,
    };
    if let (CharKind::Opening | CharKind::Closing | CharKind::Middle, Some([left, _, right, _])) =
        (kind, fonts.ink(face, glyph))
    {
        let half = cluster.width * HALF;
        let before = (cluster.shift + (left - CLEAR) * size).clamp(0.0, half);
        let after = (cluster.width - cluster.shift - (right + CLEAR) * size).clamp(0.0, half);
        match kind {
            CharKind::Opening => cluster.before = before,
            CharKind::Closing => cluster.after = after,
            _ => {
                cluster.before = before.min(cluster.width * MIDDLE);
                cluster.after = after.min(cluster.width * MIDDLE);
            }
        }
    }
    Ok(Some(cluster))
}

/// Moves the two dashes of a 破折号 together if the face draws each with space at its ends, and
/// centres them in the two cells they have.
fn join_dashes(clusters: &mut [Cluster], fonts: &dyn Fonts) {
    let runs = clusters.chunk_by_mut(|a, b| {
        a.kind == CharKind::Dash
            && b.kind == CharKind::Dash
            && (a.face, a.glyph) == (b.face, b.glyph)
    });
    for pair in runs.flat_map(|run| run.chunks_exact_mut(2)) {
        let [first, second] = pair else { continue };
        let Some([left, _, right, _]) = fonts.ink(first.face, first.glyph) else {
            continue;
        };
        let ink = (right - left) * first.size;
        if first.kind == CharKind::Dash && ink < first.width {
            let overlap = JOIN * first.size;
            first.shift = first.width - ink + overlap / 2.0 - left * first.size;
            second.shift = -overlap / 2.0 - left * first.size;
        }
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::{Cluster, Fonts, TextRun, clusters};
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
                super::CharKind::Opening => (0.6, 0.9),
                super::CharKind::Closing => (0.1, 0.4),
                super::CharKind::Middle => (0.45, 0.55),
                super::CharKind::Dash => (0.1, 0.9),
                super::CharKind::Latin => (0.05, 0.45),
                super::CharKind::Space => return None,
                _ => (0.05, 0.95),
            };
            Some([left, -0.1, right, 0.8])
        }
    }

    pub(in crate::typeset) fn nowhere() -> Text {
        Text::new("正文", "the text")
    }

    pub(in crate::typeset) fn drawn(text: &str) -> Vec<Cluster> {
        let run = TextRun {
            text,
            role: Typeface::FangSong,
            size: 16.0,
            cell: 16.0,
        };
        clusters(&[run], &Drawn, nowhere).unwrap()
    }

    #[test]
    fn a_mark_gives_its_blank_half_and_no_more() {
        let blank = |text| {
            drawn(text)
                .first()
                .map(|cluster| (cluster.before, cluster.after))
        };
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
        let run = TextRun {
            text: "国\u{E123}",
            role: Typeface::FangSong,
            size: 16.0,
            cell: 16.0,
        };
        let error = clusters(&[run], &Drawn, nowhere).unwrap_err();
        assert!(error.to_string().contains("正文") && error.to_string().contains("U+E123"));
    }
}
