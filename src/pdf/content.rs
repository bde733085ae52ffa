//! What stands on the pages as printpdf's operations, every bit of it marked with the element it
//! belongs to or as an artifact (ISO 32000-1 §14.7.4.2, §14.8.2.2; ISO 14289-1 §7.1: nothing is
//! neither).

use std::collections::BTreeMap;

use printpdf::{DictItem, Op, PdfFontHandle, Point, Pt, TextMatrix};

use super::fonts::{Fonts, resource_name};
use super::pen::{Placed, points, show, spacing, thousandths};
use super::{PdfError, structure};
use crate::typeset::{GlyphRun, Ink, Item, NodeId, Owner, Pages, Turned};

/// The content of all pages.
pub(super) struct Content {
    /// Operations of each page.
    pub(super) pages: Vec<Vec<Op>>,
    /// For each page, the owner of each marked-content sequence, by its MCID.
    pub(super) owners: Vec<Vec<NodeId>>,
    /// Where each figure stands: left, bottom, right, top.
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
    for page in &pages.pages {
        let mut writer = Writer::new(&types, fonts);
        let body = page.items.iter().rposition(is_body);
        for (index, item) in page.items.iter().enumerate() {
            let is_behind = body.is_none_or(|body| index > body);
            writer.at_foot = is_behind.then_some(pages.height / 2.0);
            match item {
                Item::Glyphs(run) => writer.run(run, page.items.get(index + 1))?,
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
        content.pages.push(writer.ops);
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

/// What a marked-content sequence is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    /// Content of an element.
    Element(NodeId),
    /// Repeated table heads: of the page, not of the document.
    Pagination,
    /// Page numbers (ISO 14289-1 §7.8).
    Foot,
    /// Letters across the page: of the page, too.
    Watermark,
    /// Rules.
    Layout,
}

/// The state a viewer is in while it reads the page.
pub(super) struct Writer<'a> {
    types: &'a [&'static str],
    fonts: &'a Fonts<'a>,
    pub(super) ops: Vec<Op>,
    owners: Vec<NodeId>,
    open: Option<Mark>,
    /// Behind all that belongs to an element: how high furniture at the foot of the page reaches.
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

impl<'a> Writer<'a> {
    fn new(types: &'a [&'static str], fonts: &'a Fonts<'a>) -> Self {
        Self {
            types,
            fonts,
            ops: Vec::new(),
            owners: Vec::new(),
            open: None,
            at_foot: None,
            in_text: false,
            font: None,
            spacing: 0.0,
            weight: None,
            // What a page begins with (table 52).
            fill: Ink::Black,
            stroke: Ink::Black,
            line: (0, 0),
        }
    }

    /// Shows a run; `next` is what follows it on its page.
    fn run(&mut self, run: &GlyphRun, next: Option<&Item>) -> Result<(), PdfError> {
        let glyphs = self.placed(run, next, run.x)?;
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
        for stretch in glyphs.chunk_by(|one, next| one.place.font == next.place.font) {
            self.stretch(stretch, run.size, y)?;
        }
        Ok(())
    }

    /// Shows a run turned about the left end of its base line. Read by nobody.
    fn turned(&mut self, turned: &Turned) -> Result<(), PdfError> {
        let run = &turned.run;
        // Places are told from where the base line begins, which the matrix puts on the page.
        let glyphs = self.placed(run, None, 0.0)?;
        if glyphs.is_empty() {
            return Ok(());
        }
        let (x, y) = (thousandths(run.x.into())?, thousandths(run.y.into())?);
        self.mark(Mark::Watermark)?;
        self.end_text();
        self.ink(run.ink);
        self.ops.push(Op::StartTextSection);
        self.ops.push(Op::SetTextMatrix {
            matrix: TextMatrix::Raw(turn(turned.angle, points(x), points(y))?),
        });
        self.in_text = true;
        self.line = (0, 0);
        for stretch in glyphs.chunk_by(|one, next| one.place.font == next.place.font) {
            self.stretch(stretch, run.size, 0)?;
        }
        self.end_text();
        Ok(())
    }

    /// The glyphs of a run with their places on its base line, which begins at `start`.
    fn placed(
        &self,
        run: &GlyphRun,
        next: Option<&Item>,
        start: f32,
    ) -> Result<Vec<Placed>, PdfError> {
        let is_size = run.size.is_finite() && run.size > 0.0;
        if !is_size && !run.glyphs.is_empty() {
            return Err(PdfError::pages(format!("a size of {}", run.size)));
        }
        let mut glyphs = Vec::with_capacity(run.glyphs.len());
        for (glyph, place) in run.glyphs.iter().zip(self.fonts.places(run, next)?) {
            let x = f64::from(start) + f64::from(glyph.dx);
            thousandths(x)?;
            glyphs.push(Placed { place, x });
        }
        Ok(glyphs)
    }

    /// Shows glyphs of one font.
    fn stretch(&mut self, glyphs: &[Placed], size: f32, y: i64) -> Result<(), PdfError> {
        let Some(first) = glyphs.first() else {
            return Ok(());
        };
        if !self.in_text {
            self.ops.push(Op::StartTextSection);
            self.in_text = true;
            self.line = (0, 0);
        }
        let font = (first.place.font, size);
        if self.font != Some(font) {
            let id = resource_name(font.0);
            self.ops.push(Op::SetFont {
                font: PdfFontHandle::External(id),
                size: Pt(size),
            });
            self.font = Some(font);
        }
        let spacing = spacing(glyphs, size.into(), self.spacing);
        #[expect(
            clippy::float_cmp,
            reason = "a value chosen before, taken unchanged or not"
        )]
        let changed = spacing != self.spacing;
        if changed {
            self.ops.push(Op::SetCharacterSpacing {
                multiplier: spacing,
            });
            self.spacing = spacing;
        }
        let x = thousandths(first.x)?;
        let (from_x, from_y) = std::mem::replace(&mut self.line, (x, y));
        let pos = Point {
            x: points(x - from_x),
            y: points(y - from_y),
        };
        self.ops.push(Op::SetTextCursor { pos });
        let items = show(glyphs, size.into(), spacing.into(), f64::from(points(x).0));
        self.ops.push(Op::ShowText { items });
        Ok(())
    }

    /// Opens a marked-content sequence, unless it is open.
    pub(super) fn mark(&mut self, mark: Mark) -> Result<(), PdfError> {
        if self.open == Some(mark) {
            return Ok(());
        }
        let name = |name: &str| DictItem::Name(name.as_bytes().to_vec());
        let (tag, key, value) = match mark {
            Mark::Element(node) => {
                let name = self.types.get(node.0).copied();
                let name = name.ok_or_else(|| PdfError::pages(format!("owner {}", node.0)))?;
                let id = i64::try_from(self.owners.len()).unwrap_or(i64::MAX);
                (name, "MCID", DictItem::Int(id))
            }
            Mark::Pagination | Mark::Foot | Mark::Watermark => {
                ("Artifact", "Type", name("Pagination"))
            }
            Mark::Layout => ("Artifact", "Type", name("Layout")),
        };
        self.close();
        if let Mark::Element(node) = mark {
            self.owners.push(node);
        }
        let mut map = BTreeMap::from([(key.to_owned(), value)]);
        // Table 330.
        let subtype = match mark {
            Mark::Foot => Some("Footer"),
            Mark::Watermark => Some("Watermark"),
            Mark::Element(_) | Mark::Pagination | Mark::Layout => None,
        };
        if let Some(subtype) = subtype {
            map.insert("Subtype".to_owned(), name(subtype));
        }
        self.ops.push(Op::BeginMarkedContentWithProperties {
            tag: tag.to_owned(),
            properties: DictItem::Dict { map },
        });
        self.open = Some(mark);
        Ok(())
    }

    pub(super) fn end_text(&mut self) {
        if std::mem::take(&mut self.in_text) {
            self.ops.push(Op::EndTextSection);
        }
    }

    fn close(&mut self) {
        self.end_text();
        if self.open.take().is_some() {
            self.ops.push(Op::EndMarkedContent);
        }
    }
}

/// The matrix (`Tm`) of a base line that begins at a point and is turned counter-clockwise. Rounded, as
/// machines differ in the last digits of a sine.
fn turn(degrees: f32, x: Pt, y: Pt) -> Result<[f32; 6], PdfError> {
    if !degrees.is_finite() {
        return Err(PdfError::pages(format!("an angle of {degrees}")));
    }
    let (sine, cosine) = f64::from(degrees).to_radians().sin_cos();
    #[expect(clippy::cast_possible_truncation, reason = "a few digits are wanted")]
    let [sine, cosine] = [sine, cosine].map(|value| ((value * 1e5).round() / 1e5) as f32);
    Ok([cosine, sine, -sine, cosine, x.0, y.0])
}
