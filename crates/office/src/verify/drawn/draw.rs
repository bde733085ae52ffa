//! The lines of a page's content, one after the other, as a viewer executes them. They follow each
//! other only as this program writes them: what is drawn is marked, texts and lines are not within
//! each other, and what is saved is a picture's place.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::font::Font;
use super::mark::Mark;
use super::matrix::Matrix;
use super::odd::Odd;
use super::operators::{Operator, Shown};
use super::{Drawn, Glyph, Ink, Path, Picture};

/// The fonts of the pages, by resource name.
pub(super) type Fonts = BTreeMap<String, Rc<Font>>;

/// What follows the operators.
pub(super) struct Hand<'f> {
    fonts: &'f Fonts,
    fill: Ink,
    stroke: Ink,
    weight: f64,
    spacing: f64,
    font: Option<(Rc<Font>, f64)>,
    /// The text matrix and the line's, while a text is open.
    text: Option<(Matrix, Matrix)>,
    /// Within `q` and `Q`: the place of a picture, once it is given.
    saved: Option<Option<Matrix>>,
    /// Whether the picture was drawn.
    is_placed: bool,
    path: Vec<(f64, f64)>,
    is_marked: bool,
    pub(super) drawn: Vec<Drawn>,
    pub(super) marks: Vec<(usize, Mark)>,
}

impl<'f> Hand<'f> {
    pub(super) fn new(fonts: &'f Fonts) -> Self {
        Self {
            fonts,
            fill: [0; 3],
            stroke: [0; 3],
            weight: 1.0,
            spacing: 0.0,
            font: None,
            text: None,
            saved: None,
            is_placed: false,
            path: Vec::new(),
            is_marked: false,
            drawn: Vec::new(),
            marks: Vec::new(),
        }
    }

    /// Draws the content of a page.
    pub(super) fn draw(&mut self, content: &[u8]) -> Result<(), Odd> {
        let operators = super::operators::read(content)?;
        let lines = content.split(|byte| *byte == b'\n');
        for (operator, line) in operators.into_iter().zip(lines) {
            self.follow(operator).ok_or_else(|| Odd::line(line))?;
        }
        let is_closed = self.text.is_none() && self.saved.is_none() && !self.is_marked;
        if is_closed && self.path.is_empty() {
            Ok(())
        } else {
            Err(Odd::line(b""))
        }
    }

    /// Does what an operator says; `None` where this program would not write it.
    fn follow(&mut self, operator: Operator) -> Option<()> {
        if let Operator::Mark(mark) = operator {
            (!self.is_marked && self.text.is_none()).then_some(())?;
            self.is_marked = true;
            self.marks.push((self.drawn.len(), mark));
            return Some(());
        }
        self.is_marked.then_some(())?;
        if self.text.is_some() {
            return self.within_text(operator);
        }
        if self.saved.is_some() {
            return self.within_picture(operator);
        }
        if !self.path.is_empty() {
            return self.within_path(operator);
        }
        match operator {
            Operator::Fill(ink) => self.fill = ink,
            Operator::Stroke(ink) => self.stroke = ink,
            Operator::Weight(weight) => self.weight = weight,
            Operator::From(x, y) => self.path.push((x, y)),
            Operator::Save => {
                self.saved = Some(None);
                self.is_placed = false;
            }
            Operator::BeginText => self.text = Some((Matrix::IDENTITY, Matrix::IDENTITY)),
            Operator::EndMark => self.is_marked = false,
            _ => return None,
        }
        Some(())
    }

    fn within_picture(&mut self, operator: Operator) -> Option<()> {
        match (operator, self.saved?) {
            (Operator::Matrix(matrix), None) => self.saved = Some(Some(Matrix(matrix))),
            (Operator::Picture(name), Some(at)) if !self.is_placed => {
                self.drawn.push(Drawn::Picture(Picture { name, at }));
                self.is_placed = true;
            }
            (Operator::Restore, Some(_)) if self.is_placed => self.saved = None,
            _ => return None,
        }
        Some(())
    }

    fn within_path(&mut self, operator: Operator) -> Option<()> {
        match operator {
            Operator::To(x, y) if self.path.len() == 1 => self.path.push((x, y)),
            Operator::Draw if self.path.len() == 2 => self.drawn.push(Drawn::Path(Path {
                points: std::mem::take(&mut self.path),
                ink: self.stroke,
                weight: self.weight,
            })),
            _ => return None,
        }
        Some(())
    }

    fn within_text(&mut self, operator: Operator) -> Option<()> {
        match operator {
            Operator::EndText => self.text = None,
            Operator::Fill(ink) => self.fill = ink,
            Operator::Font(name, size) => {
                self.font = Some((Rc::clone(self.fonts.get(&name)?), size));
            }
            Operator::Spacing(spacing) => self.spacing = spacing,
            Operator::TextMatrix(matrix) => self.text = Some((Matrix(matrix), Matrix(matrix))),
            Operator::Move(x, y) => {
                let (_, line) = self.text?;
                let line = Matrix::shift(x, y).then(line);
                self.text = Some((line, line));
            }
            Operator::Show(shown) => self.show(&shown)?,
            _ => return None,
        }
        Some(())
    }

    /// Shows codes with the pen's moves between them (ISO 32000-1 §9.4.4).
    fn show(&mut self, shown: &[Shown]) -> Option<()> {
        let (font, size) = self.font.clone()?;
        let (mut pen, line) = self.text?;
        for shown in shown {
            match shown {
                Shown::Back(back) => pen = Matrix::shift(-back / 1e3 * size, 0.0).then(pen),
                Shown::Code(code) => {
                    let glyph = font.glyph(*code)?;
                    let em = Matrix([size, 0.0, 0.0, size, 0.0, 0.0]);
                    self.drawn.push(Drawn::Glyph(Glyph {
                        text: glyph.text.to_string(),
                        bounds: font.bounds(*code)?,
                        outline: font.outline(*code)?,
                        font: Rc::clone(&font.name),
                        at: em.then(pen),
                        advance: glyph.advance,
                        ink: self.fill,
                    }));
                    pen = Matrix::shift(glyph.advance * size + self.spacing, 0.0).then(pen);
                }
            }
        }
        self.text = Some((pen, line));
        Some(())
    }
}
