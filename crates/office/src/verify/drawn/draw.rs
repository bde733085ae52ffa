//! The operators of a page's content, one after the other, as a viewer executes them (ISO 32000-1
//! annex A). An operator this program never writes becomes its own thing: no document of ours has it.

use std::rc::Rc;

use lopdf::content::{Content, Operation};
use lopdf::{Dictionary, Document, Object};

use super::book::{Fonts, Unread, value};
use super::fold::fold;
use super::matrix::Matrix;
use super::state::{Ink, State};
use super::text::Line;
use super::{Drawn, Path, Thing, ThingKind};

/// How deep states may be saved.
const SAVED: usize = 256;

/// What follows the operators.
pub(super) struct Hand<'d> {
    document: &'d Document,
    resources: &'d Dictionary,
    fonts: &'d mut Fonts,
    pub(super) state: State,
    saved: Vec<State>,
    pub(super) line: Line,
    path: Vec<(char, f64, f64)>,
    pub(super) drawn: Vec<Drawn>,
}

impl<'d> Hand<'d> {
    pub(super) fn new(
        document: &'d Document,
        resources: &'d Dictionary,
        fonts: &'d mut Fonts,
    ) -> Self {
        Self {
            document,
            resources,
            fonts,
            state: State::default(),
            saved: Vec::new(),
            line: Line::default(),
            path: Vec::new(),
            drawn: Vec::new(),
        }
    }

    /// Draws the content of a page.
    pub(super) fn draw(&mut self, content: &[u8]) -> Result<(), Unread> {
        let content = Content::decode_strict(content).map_err(|_| Unread::Content)?;
        for Operation { operator, operands } in &content.operations {
            let numbers: Vec<f64> = operands
                .iter()
                .filter_map(|it| it.as_float().ok().map(f64::from))
                .collect();
            if !self.know(operator, operands, &numbers)? {
                self.unknown(operator, operands);
            }
        }
        Ok(())
    }

    /// Does what an operator says; `false` where it is not known, or not in this form.
    fn know(
        &mut self,
        operator: &str,
        operands: &[Object],
        numbers: &[f64],
    ) -> Result<bool, Unread> {
        match (operator, numbers) {
            ("q", []) => {
                if self.saved.len() >= SAVED {
                    return Err(Unread::Content);
                }
                self.saved.push(self.state.clone());
            }
            ("Q", []) => match self.saved.pop() {
                Some(state) => self.state = state,
                None => return Ok(false),
            },
            ("cm", [a, b, c, d, e, f]) => {
                self.state.map = Matrix([*a, *b, *c, *d, *e, *f]).then(self.state.map);
            }
            ("w", [weight]) => self.state.weight = *weight,
            // Marks describe the structure, not the page; only layers hide content.
            ("BDC" | "BMC" | "DP" | "MP", _) if !is_layer(operands) => {}
            ("EMC", []) => {}
            ("Do", []) => return Ok(self.external(operands)),
            _ => {
                return Ok(self.text(operator, operands, numbers)
                    || self.paint(operator, operands, numbers));
            }
        }
        Ok(true)
    }

    fn text(&mut self, operator: &str, operands: &[Object], numbers: &[f64]) -> bool {
        match (operator, numbers) {
            ("BT", []) => self.line = Line::default(),
            ("ET", []) => {}
            ("Tf", [size]) => {
                let name = operands.first().and_then(|it| it.as_name().ok());
                let fonts = value(self.document, self.resources, b"Font");
                let fonts = fonts.and_then(|it| it.as_dict().ok());
                let font = fonts.and_then(|fonts| fonts.get(name?).ok());
                self.state.font = font.and_then(|font| self.fonts.get(self.document, font));
                self.state.size = *size;
            }
            ("Tc", [space]) => self.state.char_space = *space,
            ("Tw", [space]) => self.state.word_space = *space,
            ("Tz", [percent]) => self.state.stretch = percent / 100.0,
            ("TL", [leading]) => self.state.leading = *leading,
            ("Ts", [rise]) => self.state.rise = *rise,
            #[expect(clippy::cast_possible_truncation, reason = "a cast saturates")]
            ("Tr", [mode]) => self.state.mode = *mode as i64,
            ("Td", [x, y]) => self.line.go(*x, *y),
            ("TD", [x, y]) => {
                self.state.leading = -y;
                self.line.go(*x, *y);
            }
            ("Tm", [a, b, c, d, e, f]) => {
                self.line.start = Matrix([*a, *b, *c, *d, *e, *f]);
                self.line.pen = self.line.start;
            }
            ("T*", []) => self.line.go(0.0, -self.state.leading),
            ("Tj" | "TJ", []) => match operands {
                [shown] => self.show(shown),
                _ => return false,
            },
            ("'", []) => {
                self.line.go(0.0, -self.state.leading);
                match operands {
                    [shown] => self.show(shown),
                    _ => return false,
                }
            }
            _ => return false,
        }
        true
    }

    fn paint(&mut self, operator: &str, operands: &[Object], numbers: &[f64]) -> bool {
        if let Some(ink) = Ink::set_by(operator, operands) {
            if operator.starts_with(|c: char| c.is_ascii_lowercase()) {
                self.state.fill = ink;
            } else {
                self.state.stroke = ink;
            }
            return true;
        }
        match (operator, numbers) {
            ("m", [x, y]) => self.step('m', *x, *y),
            ("l", [x, y]) => self.step('l', *x, *y),
            ("c", [a, b, c, d, e, f]) => {
                self.step('c', *a, *b);
                self.step('c', *c, *d);
                self.step('c', *e, *f);
            }
            ("re", [x, y, width, height]) => {
                self.step('m', *x, *y);
                self.step('l', x + width, *y);
                self.step('l', x + width, y + height);
                self.step('l', *x, y + height);
                self.step('h', *x, *y);
            }
            ("h", []) => self.path.push(('h', 0.0, 0.0)),
            ("S" | "s" | "f" | "F" | "f*" | "B" | "B*" | "b" | "b*", []) => {
                self.drawn.push(Drawn::Path(Path {
                    steps: std::mem::take(&mut self.path),
                    how: operator.to_owned(),
                    fill: self.state.fill,
                    stroke: self.state.stroke,
                    weight: self.state.weight * self.state.map.scale(),
                }));
            }
            ("n", []) => self.path.clear(),
            _ => return false,
        }
        true
    }

    fn step(&mut self, mark: char, x: f64, y: f64) {
        let (x, y) = self.state.map.point(x, y);
        self.path.push((mark, x, y));
    }

    /// A picture; anything else from outside the content is not known.
    fn external(&mut self, operands: &[Object]) -> bool {
        let name = operands.first().and_then(|it| it.as_name().ok());
        let all = value(self.document, self.resources, b"XObject");
        let all = all.and_then(|it| it.as_dict().ok());
        let Some(object) = all.and_then(|all| all.get(name?).ok()) else {
            return false;
        };
        let is_picture = self
            .document
            .dereference(object)
            .ok()
            .and_then(|(_, object)| object.as_stream().ok())
            .and_then(|stream| stream.dict.get(b"Subtype").ok()?.as_name().ok())
            == Some(b"Image");
        let kind = if is_picture {
            ThingKind::Picture
        } else {
            ThingKind::Operator("Do".to_owned())
        };
        let digest = self.fonts.picture(self.document, object);
        self.thing(kind, digest);
        true
    }

    /// An operator that no document of ours has: distinguished by all it refers to.
    pub(super) fn unknown(&mut self, operator: &str, operands: &[Object]) {
        let folded = fold(self.document, &Object::Array(operands.to_vec()));
        self.thing(ThingKind::Operator(operator.to_owned()), folded);
    }

    fn thing(&mut self, kind: ThingKind, digest: super::Digest) {
        self.drawn.push(Drawn::Thing(Thing {
            kind,
            digest,
            at: self.state.map,
        }));
    }
}

/// Whether a mark puts content on a layer (§8.11.3.2).
fn is_layer(operands: &[Object]) -> bool {
    operands.first().and_then(|it| it.as_name().ok()) == Some(b"OC")
}

/// A font that pages share.
pub(super) type Shared = Rc<super::font::Font>;
