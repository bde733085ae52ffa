//! Which glyphs of which faces a document uses, the codes they are shown by, and the subsets that
//! are embedded.
//!
//! Every font is embedded with the glyphs that are shown (ISO 19005-3 §6.2.11.4, ISO 14289-1 §7.21.4)
//! and states which code is which of them (ISO 19005-3 §6.2.11.3).
//!
//! A code stands for one character, one glyph and one advance, so that the extracted text equals the
//! original: two characters that a face draws with one glyph (`•` and `·`) have one code each. In a TrueType
//! face the codes share the glyph by `CIDToGIDMap`; a CFF face has no such map and is embedded
//! again for the second character. A glyph with two advances is in the subset twice, as the advance
//! belongs to the glyph (ISO 19005-3 §6.2.11.5, ISO 14289-1 §7.21.5).

use std::collections::{BTreeMap, HashMap};

use printpdf::{
    FontId, FontMetrics, FontType, Op, ParsedFont, PdfDocument, PdfFont, PdfFontHandle,
    PdfFontMetricsStub, Pt, TextItem,
};
use sha2::{Digest, Sha256};

use super::PdfError;
use super::advance::slots;
use super::quick::Quick;
use crate::typeset::{Face, FaceId, FaceSet, FontError, Item, Outlines, Pages, Slot, Subset};

/// The fonts of a document.
pub(super) struct Fonts<'a> {
    /// In the order of their resource names.
    pub(super) fonts: Vec<Font<'a>>,
    /// The location of each glyph on the pages, in their order.
    pub(super) places: Vec<EncodedGlyph>,
}

/// One embedded subset.
pub(super) struct Font<'a> {
    /// The whole face.
    pub(super) face: &'a Face,
    id: FaceId,
    /// The glyphs of the subset, from its glyph 1 on.
    slots: Vec<Slot>,
    numbers: HashMap<Slot, u16, Quick>,
    /// For each code from 1, its character and the number of its glyph in the subset.
    codes: Vec<(char, u16)>,
}

/// The location of a glyph.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct EncodedGlyph {
    /// Index of the font.
    pub(super) font: usize,
    /// Code in the font.
    pub(super) code: u16,
    /// Advance in thousandths of the size, as the file declares it.
    pub(super) width: f32,
}

impl<'a> Fonts<'a> {
    /// Collects the glyphs of all pages.
    pub(super) fn of(pages: &Pages, faces: &'a FaceSet) -> Result<Self, PdfError> {
        // Each glyph is numbered when it first occurs, and the pages refer to it by that number.
        let mut numbers: HashMap<(FaceId, char, Slot), usize, Quick> = HashMap::default();
        let mut glyphs = Vec::with_capacity(8192);
        for page in &pages.pages {
            for (index, item) in page.items.iter().enumerate() {
                let (run, next) = match item {
                    Item::Glyphs(run) => (run, page.items.get(index + 1)),
                    Item::Turned(turned) => (&turned.run, None),
                    Item::Rule(_) | Item::Image(_) => continue,
                };
                let slots = slots(run, next, faces.load(run.face)?);
                for (glyph, slot) in run.glyphs.iter().zip(slots) {
                    let next = numbers.len();
                    let number = numbers.entry((run.face, glyph.character, slot));
                    glyphs.push(*number.or_insert(next));
                }
            }
        }
        let mut used: Vec<_> = numbers.into_iter().collect();
        used.sort_unstable();
        let mut fonts: Vec<Font<'a>> = Vec::new();
        let mut taken = Vec::with_capacity(used.len());
        for ((id, character, slot), number) in used {
            let free = fonts
                .iter_mut()
                .position(|font| font.id == id && font.take(slot));
            let index = match free {
                Some(index) => index,
                None => {
                    let mut font = Font::new(id, faces.load(id)?);
                    font.take(slot);
                    fonts.push(font);
                    fonts.len() - 1
                }
            };
            taken.push((index, character, slot, number));
        }
        for font in &mut fonts {
            font.codes = vec![NO_CHARACTER; font.slots.len()];
        }
        let mut places = vec![None; taken.len()];
        for (index, character, slot, number) in taken {
            if let (Some(font), Some(place)) = (fonts.get_mut(index), places.get_mut(number)) {
                *place = Some(EncodedGlyph {
                    font: index,
                    code: font.encode(character, slot),
                    width: width(font.face, slot.advance),
                });
            }
        }
        let places = glyphs
            .into_iter()
            .map(|number| places.get(number).copied().flatten())
            .collect::<Option<_>>()
            .ok_or_else(|| PdfError::pages("a glyph that is not on the pages"))?;
        Ok(Self { fonts, places })
    }

    /// Subsets the faces and hands them to printpdf.
    pub(super) fn register(&self, pdf: &mut PdfDocument) -> Result<(), PdfError> {
        for (index, font) in self.fonts.iter().enumerate() {
            pdf.resources
                .fonts
                .map
                .insert(resource_name(index), PdfFont::new(font.described()?));
        }
        Ok(())
    }

    /// Operations that show a character of each font, because printpdf embeds no others.
    pub(super) fn mentions(&self) -> Vec<Op> {
        let mention = |index| {
            [
                Op::SetFont {
                    font: PdfFontHandle::External(resource_name(index)),
                    size: Pt(1.0),
                },
                Op::ShowText {
                    items: vec![TextItem::Text(STAND_IN.to_string())],
                },
            ]
        };
        std::iter::once(Op::StartTextSection)
            .chain((0..self.fonts.len()).flat_map(mention))
            .chain([Op::EndTextSection])
            .collect()
    }
}

/// A code that has not been assigned yet.
const NO_CHARACTER: (char, u16) = ('\0', 0);

impl<'a> Font<'a> {
    fn new(id: FaceId, face: &'a Face) -> Self {
        Self {
            face,
            id,
            slots: Vec::new(),
            numbers: HashMap::default(),
            codes: Vec::new(),
        }
    }

    /// Adds a glyph for one more character, unless it is already there and can be shared.
    fn take(&mut self, slot: Slot) -> bool {
        if self.numbers.contains_key(&slot) {
            return self.face.outlines() == Outlines::TrueType;
        }
        self.slots.push(slot);
        let number = u16::try_from(self.slots.len()).unwrap_or(u16::MAX);
        self.numbers.insert(slot, number);
        true
    }

    /// Assigns the code of a character: the number of its glyph in the subset, or for each
    /// further character of a glyph one after all glyphs.
    fn encode(&mut self, character: char, slot: Slot) -> u16 {
        let number = self.numbers.get(&slot).copied().unwrap_or(0);
        let own = self.codes.get_mut(usize::from(number).wrapping_sub(1));
        match own {
            Some(code) if *code == NO_CHARACTER => {
                *code = (character, number);
                number
            }
            _ => {
                self.codes.push((character, number));
                u16::try_from(self.codes.len()).unwrap_or(u16::MAX)
            }
        }
    }

    /// The characters the codes stand for, from code 1 on.
    pub(super) fn characters(&self) -> Vec<char> {
        self.codes.iter().map(|(character, _)| *character).collect()
    }

    /// Advances in thousandths of an em, from code 1 on.
    pub(super) fn widths(&self) -> impl Iterator<Item = f32> {
        self.codes.iter().map(|(_, number)| {
            let slot = self.slots.get(usize::from(*number).wrapping_sub(1));
            slot.map_or(0.0, |slot| width(self.face, slot.advance))
        })
    }

    /// The glyph ids of the subset, two bytes each, by code, if they differ from the codes
    /// themselves (ISO 32000-1 table 117, `CIDToGIDMap`).
    pub(super) fn glyph_map(&self) -> Option<Vec<u8>> {
        (self.codes.len() > self.slots.len()).then(|| {
            let numbers = self.codes.iter().map(|(_, number)| *number);
            std::iter::once(0)
                .chain(numbers)
                .flat_map(u16::to_be_bytes)
                .collect()
        })
    }

    /// The font program.
    pub(super) fn program(&self) -> Result<Subset, PdfError> {
        self.face.subset(&self.slots).map_err(|error| match error {
            FontError::NotAFont { reason, .. } => PdfError::Subset {
                face: self.face.name().to_owned(),
                reason,
            },
            error => error.into(),
        })
    }

    /// What printpdf needs to know about the font. Characters and widths are not passed: `resources`
    /// writes them in full, whereas printpdf truncates widths to whole thousandths. Nor is a TrueType program, of which
    /// printpdf reads only the signature while making four copies.
    fn described(&self) -> Result<ParsedFont, PdfError> {
        let face = self.face;
        let metrics = face.metrics();
        let [x_min, y_min, x_max, y_max] = metrics.bbox;
        Ok(ParsedFont {
            original_bytes: match face.outlines() {
                Outlines::TrueType => TRUE_TYPE.to_vec(),
                Outlines::Cff => self.program()?.bytes,
            },
            font_index: 0,
            font_name: Some(format!("{}+{}", self.tag(), face.name())),
            codepoint_to_glyph: BTreeMap::from([(STAND_IN.into(), 1)]),
            glyph_widths: BTreeMap::new(),
            units_per_em: face.units_per_em(),
            font_metrics: FontMetrics {
                ascent: metrics.ascent,
                descent: metrics.descent,
            },
            font_type: match face.outlines() {
                Outlines::TrueType => FontType::TrueType,
                Outlines::Cff => FontType::OpenTypeCFF(()),
            },
            pdf_font_metrics: PdfFontMetricsStub {
                units_per_em: face.units_per_em(),
                x_min,
                y_min,
                x_max,
                y_max,
                caret_slope_rise: 1,
                caret_slope_run: 0,
                us_weight_class: metrics.weight,
            },
        })
    }

    /// The subset's tag, six capitals (ISO 32000-1 §9.6.4): different subsets of a face in different
    /// files have different tags, the same subset always the same.
    fn tag(&self) -> String {
        let mut digest = Sha256::new();
        digest.update(self.face.name());
        for (character, number) in &self.codes {
            digest.update(u32::from(*character).to_be_bytes());
            digest.update(number.to_be_bytes());
        }
        for slot in &self.slots {
            digest.update(slot.advance.to_be_bytes());
        }
        digest
            .finalize()
            .iter()
            .take(6)
            .map(|byte| char::from(b'A' + byte % 26))
            .collect()
    }
}

/// The resource name of a font. Not `F1`…`F14`, which printpdf reserves for the standard fonts.
pub(super) fn resource_name(index: usize) -> FontId {
    FontId(format!("C{index}"))
}

/// Signature of a TrueType program.
const TRUE_TYPE: [u8; 4] = [0, 1, 0, 0];

/// The only character that printpdf knows; `resources` says what the codes stand for.
const STAND_IN: char = '\u{F0001}';

/// Font units as thousandths of an em, to three decimals.
fn width(face: &Face, advance: u16) -> f32 {
    let em = f64::from(face.units_per_em());
    let width = f64::from(advance) * 1e6 / em;
    #[expect(
        clippy::cast_possible_truncation,
        reason = "an advance is a few em at most"
    )]
    let rounded = (width.round() / 1e3) as f32;
    rounded
}
