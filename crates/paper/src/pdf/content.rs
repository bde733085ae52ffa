//! The content of the pages as operators, all of it marked with the element it
//! belongs to or as an artifact (ISO 32000-1 §14.7.4.2, §14.8.2.2; ISO 14289-1 §7.1: nothing may be
//! neither).

use std::collections::BTreeMap;

use super::fonts::{EncodedGlyph, Fonts, resource_name};
use super::operators::Operators;
use super::pen::{Placed, points, show, spacing, thousandths};
use super::{PdfError, structure};
use crate::typeset::{GlyphRun, Ink, Item, NodeId, Owner, Pages, Turned};

/// The content of all pages.
pub(super) struct Content {
    /// The bytes of each page.
    pub(super) pages: Vec<Vec<u8>>,
    /// For each page, the owner of each marked-content sequence, by its MCID.
    pub(super) owners: Vec<Vec<NodeId>>,
    /// The position of each figure: left, bottom, right, top.
    pub(super) figures: BTreeMap<NodeId, [f32; 4]>,
}

/// Writes the content of all pages.
pub(super) fn of(pages: &Pages, fonts: &Fonts<'_>) -> Result<Content, PdfError> {
    let mut content = Content {
        pages: Vec::new(),
        owners: Vec::new(),
        figures: BTreeMap::new(),
    };
    let types = structure::types(&pages.structure);
    let mut places = fonts.places.iter();
    for page in &pages.pages {
        let mut writer = Writer::new(&types, &mut places);
        let body = page.items.iter().rposition(is_body);
        for (index, item) in page.items.iter().enumerate() {
            let is_behind = body.is_none_or(|body| index > body);
            writer.at_foot = is_behind.then_some(pages.height / 2.0);
            match item {
                Item::Glyphs(run) => writer.run(run)?,
                Item::Rule(rule) => writer.rule(rule)?,
                Item::Image(image) => {
                    let place = writer.image(image, pages.pictures.len())?;
                    if let Owner::Node(node) = image.owner {
                        content.figures.insert(node, place);
                    }
                }
                Item::Turned(turned) => writer.turned(turned)?,
            }
        }
        writer.close();
        content.pages.push(writer.ops.into_bytes());
        content.owners.push(writer.owners);
    }
    Ok(content)
}

/// Whether an item belongs to an element.
fn is_body(item: &Item) -> bool {
    let owner = match item {
        Item::Glyphs(run) => run.owner,
        Item::Image(image) => image.owner,
        Item::Rule(rule) => rule.owner,
        Item::Turned(_) => Owner::Artifact,
    };
    owner != Owner::Artifact
}

/// The kind of a marked-content sequence.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    /// Content of an element.
    Element(NodeId),
    /// Repeated table heads: they belong to the page, not to the document.
    Pagination,
    /// Page numbers (ISO 14289-1 §7.8).
    Foot,
    /// Letters across the page: they belong to the page as well.
    Watermark,
    /// Rules.
    Layout,
}

/// The state of a viewer while it reads the page.
pub(super) struct Writer<'a, 'f> {
    types: &'a [&'static str],
    /// Where the remaining glyphs are found.
    places: &'a mut std::slice::Iter<'f, EncodedGlyph>,
    pub(super) ops: Operators,
    owners: Vec<NodeId>,
    open: Option<Mark>,
    /// After everything that belongs to an element: how high the furniture at the foot of the page reaches.
    at_foot: Option<f32>,
    in_text: bool,
    font: Option<(usize, f32)>,
    spacing: f32,
    /// Thickness of lines.
    pub(super) weight: Option<f32>,
    /// Colours of letters and of lines.
    pub(super) fill: Ink,
    pub(super) stroke: Ink,
    /// Origin of the line, in thousandths of a point.
    line: (i64, i64),
}

impl<'a, 'f> Writer<'a, 'f> {
    fn new(types: &'a [&'static str], places: &'a mut std::slice::Iter<'f, EncodedGlyph>) -> Self {
        Self {
            types,
            places,
            ops: Operators::default(),
            owners: Vec::new(),
            open: None,
            at_foot: None,
            in_text: false,
            font: None,
            spacing: 0.0,
            weight: None,
            // The initial state of a page (table 52).
            fill: Ink::Black,
            stroke: Ink::Black,
            line: (0, 0),
        }
    }

    /// Shows a run.
    fn run(&mut self, run: &GlyphRun) -> Result<(), PdfError> {
        let glyphs = self.placed(run, run.x)?;
        if glyphs.is_empty() {
            return Ok(());
        }
        self.mark(match run.owner {
            Owner::Node(node) => Mark::Element(node),
            Owner::Artifact if self.at_foot.is_some_and(|top| run.y < top) => Mark::Foot,
            Owner::Artifact => Mark::Pagination,
        })?;
        self.ink(run.ink);
        let y = thousandths(run.y.into())?;
        for segment in glyphs.chunk_by(|one, next| one.place.font == next.place.font) {
            self.segment(segment, run.size, y)?;
        }
        Ok(())
    }

    /// Shows a run turned about the left end of its base line. It is not extracted as text.
    fn turned(&mut self, turned: &Turned) -> Result<(), PdfError> {
        let run = &turned.run;
        // Positions are relative to the beginning of the base line, which the matrix puts on the page.
        let glyphs = self.placed(run, 0.0)?;
        if glyphs.is_empty() {
            return Ok(());
        }
        let (x, y) = (thousandths(run.x.into())?, thousandths(run.y.into())?);
        self.mark(Mark::Watermark)?;
        self.end_text();
        self.ink(run.ink);
        self.ops.operator("BT");
        for number in turn(turned.angle, points(x).0, points(y).0)? {
            self.ops.number(number);
        }
        self.ops.operator("Tm");
        self.in_text = true;
        self.line = (0, 0);
        for segment in glyphs.chunk_by(|one, next| one.place.font == next.place.font) {
            self.segment(segment, run.size, 0)?;
        }
        self.end_text();
        Ok(())
    }

    /// The glyphs of a run with their places on its base line, which begins at `start`.
    fn placed(&mut self, run: &GlyphRun, start: f32) -> Result<Vec<Placed>, PdfError> {
        let is_size = run.size.is_finite() && run.size > 0.0;
        if !is_size && !run.glyphs.is_empty() {
            return Err(PdfError::pages(format!("a size of {}", run.size)));
        }
        let mut glyphs = Vec::with_capacity(run.glyphs.len());
        for glyph in &run.glyphs {
            let place = *(self.places.next())
                .ok_or_else(|| PdfError::pages("a glyph that is not on the pages"))?;
            let x = f64::from(start) + f64::from(glyph.dx);
            thousandths(x)?;
            glyphs.push(Placed { place, x });
        }
        Ok(glyphs)
    }

    /// Shows glyphs of one font.
    fn segment(&mut self, glyphs: &[Placed], size: f32, y: i64) -> Result<(), PdfError> {
        let Some(first) = glyphs.first() else {
            return Ok(());
        };
        if !self.in_text {
            self.ops.operator("BT");
            self.in_text = true;
            self.line = (0, 0);
        }
        let font = (first.place.font, size);
        if self.font != Some(font) {
            self.ops.operand(&format!("/{}", resource_name(font.0).0));
            self.ops.number(size);
            self.ops.operator("Tf");
            self.font = Some(font);
        }
        let spacing = spacing(glyphs, size.into(), self.spacing);
        #[expect(
            clippy::float_cmp,
            reason = "a value chosen before, taken unchanged or not"
        )]
        let changed = spacing != self.spacing;
        if changed {
            self.ops.number(spacing);
            self.ops.operator("Tc");
            self.spacing = spacing;
        }
        let x = thousandths(first.x)?;
        let (from_x, from_y) = std::mem::replace(&mut self.line, (x, y));
        self.ops.thousandths(x - from_x);
        self.ops.thousandths(y - from_y);
        self.ops.operator("Td");
        let shown = show(glyphs, size.into(), spacing.into(), points(x).0.into());
        self.ops.show(&shown);
        Ok(())
    }

    /// Opens a marked-content sequence, unless it is open.
    pub(super) fn mark(&mut self, mark: Mark) -> Result<(), PdfError> {
        if self.open == Some(mark) {
            return Ok(());
        }
        self.close();
        // Tables 330 and 324.
        let artifact = match mark {
            Mark::Element(node) => {
                let name = self.types.get(node.0).copied();
                let name = name.ok_or_else(|| PdfError::pages(format!("owner {}", node.0)))?;
                self.ops.content_of(name, self.owners.len());
                self.owners.push(node);
                None
            }
            Mark::Pagination => Some("/Artifact <</Type/Pagination>>"),
            Mark::Foot => Some("/Artifact <</Subtype/Footer/Type/Pagination>>"),
            Mark::Watermark => Some("/Artifact <</Subtype/Watermark/Type/Pagination>>"),
            Mark::Layout => Some("/Artifact <</Type/Layout>>"),
        };
        if let Some(artifact) = artifact {
            self.ops.operand(artifact);
            self.ops.operator("BDC");
        }
        self.open = Some(mark);
        Ok(())
    }

    pub(super) fn end_text(&mut self) {
        if std::mem::take(&mut self.in_text) {
            self.ops.operator("ET");
        }
    }

    fn close(&mut self) {
        self.end_text();
        if self.open.take().is_some() {
            self.ops.operator("EMC");
        }
    }
}

/// The matrix (`Tm`) of a base line that begins at a point and is turned counter-clockwise. Rounded, because
/// machines differ in the last digits of a sine.
fn turn(degrees: f32, x: f32, y: f32) -> Result<[f32; 6], PdfError> {
    if !degrees.is_finite() {
        return Err(PdfError::pages(format!("an angle of {degrees}")));
    }
    let (sine, cosine) = f64::from(degrees).to_radians().sin_cos();
    #[expect(clippy::cast_possible_truncation, reason = "a few digits are wanted")]
    let [sine, cosine] = [sine, cosine].map(|value| ((value * 1e5).round() / 1e5) as f32);
    Ok([cosine, sine, -sine, cosine, x, y])
}
