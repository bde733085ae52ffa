//! What stands on the pages as printpdf's operations, every bit of it marked with the element it
//! belongs to or as an artifact (ISO 32000-1 §14.7.4.2, §14.8.2.2).

use std::collections::BTreeMap;

use printpdf::{DictItem, Line, LinePoint, Op, PdfFontHandle, Point, Pt};

use super::fonts::{Fonts, resource_name};
use super::pen::{Placed, points, show, spacing, thousandths};
use super::{PdfError, structure};
use crate::typeset::{GlyphRun, Item, NodeId, Owner, Pages, Rule, StructureTree};

/// The content of all pages.
pub(super) struct Content {
    /// Operations of each page.
    pub(super) pages: Vec<Vec<Op>>,
    /// For each page, the owner of each marked-content sequence, by its MCID.
    pub(super) owners: Vec<Vec<NodeId>>,
}

/// Writes the content of all pages.
pub(super) fn of(pages: &Pages, fonts: &Fonts<'_>) -> Result<Content, PdfError> {
    let mut content = Content {
        pages: Vec::new(),
        owners: Vec::new(),
    };
    for page in &pages.pages {
        let mut writer = Writer::new(&pages.structure, fonts);
        for (index, item) in page.items.iter().enumerate() {
            match item {
                Item::Glyphs(run) => writer.run(run, page.items.get(index + 1))?,
                Item::Rule(rule) => writer.rule(rule)?,
                Item::Image(_) | Item::Turned(_) => {}
            }
        }
        writer.close();
        content.pages.push(writer.ops);
        content.owners.push(writer.owners);
    }
    Ok(content)
}

/// What a marked-content sequence is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    /// Content of an element.
    Element(NodeId),
    /// Page numbers, repeated table heads: of the page, not of the document.
    Pagination,
    /// Rules.
    Layout,
}

/// The state a viewer is in while it reads the page.
struct Writer<'a> {
    structure: &'a StructureTree,
    fonts: &'a Fonts<'a>,
    ops: Vec<Op>,
    owners: Vec<NodeId>,
    open: Option<Mark>,
    in_text: bool,
    font: Option<(usize, f32)>,
    spacing: f32,
    weight: Option<f32>,
    /// Origin of the line, in thousandths of a point.
    line: (i64, i64),
}

impl<'a> Writer<'a> {
    fn new(structure: &'a StructureTree, fonts: &'a Fonts<'a>) -> Self {
        Self {
            structure,
            fonts,
            ops: Vec::new(),
            owners: Vec::new(),
            open: None,
            in_text: false,
            font: None,
            spacing: 0.0,
            weight: None,
            line: (0, 0),
        }
    }

    /// Shows a run; `next` is what follows it on its page.
    fn run(&mut self, run: &GlyphRun, next: Option<&Item>) -> Result<(), PdfError> {
        if run.glyphs.is_empty() {
            return Ok(());
        }
        if !(run.size.is_finite() && run.size > 0.0) {
            return Err(PdfError::pages(format!("a size of {}", run.size)));
        }
        let mut glyphs = Vec::with_capacity(run.glyphs.len());
        for (glyph, place) in run.glyphs.iter().zip(self.fonts.places(run, next)?) {
            let x = f64::from(run.x) + f64::from(glyph.dx);
            thousandths(x)?;
            glyphs.push(Placed { place, x });
        }
        self.mark(match run.owner {
            Owner::Node(node) => Mark::Element(node),
            Owner::Artifact => Mark::Pagination,
        })?;
        let y = thousandths(run.y.into())?;
        for stretch in glyphs.chunk_by(|one, next| one.place.font == next.place.font) {
            self.stretch(stretch, run.size, y)?;
        }
        Ok(())
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

    fn rule(&mut self, rule: &Rule) -> Result<(), PdfError> {
        let mut ends = Vec::with_capacity(2);
        for (x, y) in [(rule.x1, rule.y1), (rule.x2, rule.y2)] {
            let p = Point {
                x: points(thousandths(x.into())?),
                y: points(thousandths(y.into())?),
            };
            ends.push(LinePoint { p, bezier: false });
        }
        self.mark(match rule.owner {
            Owner::Node(node) => Mark::Element(node),
            Owner::Artifact => Mark::Layout,
        })?;
        self.end_text();
        if self.weight != Some(rule.weight) {
            self.ops.push(Op::SetOutlineThickness {
                pt: points(thousandths(rule.weight.into())?),
            });
            self.weight = Some(rule.weight);
        }
        self.ops.push(Op::DrawLine {
            line: Line {
                points: ends,
                is_closed: false,
            },
        });
        Ok(())
    }

    /// Opens a marked-content sequence, unless it is open.
    fn mark(&mut self, mark: Mark) -> Result<(), PdfError> {
        if self.open == Some(mark) {
            return Ok(());
        }
        let name = |name: &str| DictItem::Name(name.as_bytes().to_vec());
        let (tag, key, value) = match mark {
            Mark::Element(node) => {
                let element = self.structure.elements.get(node.0);
                let element =
                    element.ok_or_else(|| PdfError::pages(format!("owner {}", node.0)))?;
                let id = i64::try_from(self.owners.len()).unwrap_or(i64::MAX);
                (structure::name(&element.tag), "MCID", DictItem::Int(id))
            }
            Mark::Pagination => ("Artifact", "Type", name("Pagination")),
            Mark::Layout => ("Artifact", "Type", name("Layout")),
        };
        self.close();
        if let Mark::Element(node) = mark {
            self.owners.push(node);
        }
        let map = BTreeMap::from([(key.to_owned(), value)]);
        self.ops.push(Op::BeginMarkedContentWithProperties {
            tag: tag.to_owned(),
            properties: DictItem::Dict { map },
        });
        self.open = Some(mark);
        Ok(())
    }

    fn end_text(&mut self) {
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
