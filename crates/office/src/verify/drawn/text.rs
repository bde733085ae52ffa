//! Text on the page: the position of every glyph of a string (ISO 32000-1 §9.4).

use lopdf::Object;

use super::draw::Hand;
use super::matrix::Matrix;
use super::{Drawn, Glyph};

/// The two matrices of a text object.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line {
    /// `Tm`.
    pub(super) pen: Matrix,
    /// `Tlm`.
    pub(super) start: Matrix,
}

impl Default for Line {
    fn default() -> Self {
        Self {
            pen: Matrix::IDENTITY,
            start: Matrix::IDENTITY,
        }
    }
}

impl Line {
    /// `Td`.
    pub(super) fn go(&mut self, x: f64, y: f64) {
        self.start = Matrix::shift(x, y).then(self.start);
        self.pen = self.start;
    }
}

impl Hand<'_> {
    /// Shows a string, or strings with the pen's moves between them.
    pub(super) fn show(&mut self, operand: &Object) {
        match operand {
            Object::String(codes, _) => self.string(codes),
            Object::Array(items) => {
                for item in items {
                    match item {
                        Object::String(codes, _) => self.string(codes),
                        other => {
                            let back = f64::from(other.as_float().unwrap_or(0.0));
                            let state = &self.state;
                            let x = -back / 1e3 * state.size * state.stretch;
                            self.line.pen = Matrix::shift(x, 0.0).then(self.line.pen);
                        }
                    }
                }
            }
            _ => {}
        }
    }

    fn string(&mut self, codes: &[u8]) {
        let state = &self.state;
        let Some(font) = state.font.clone() else {
            return self.unknown("Tj", &[Object::string_literal(codes)]);
        };
        for bytes in codes.chunks(font.width) {
            let code = bytes
                .iter()
                .fold(0, |code, byte| code << 8 | u32::from(*byte));
            let em = Matrix([
                state.size * state.stretch,
                0.0,
                0.0,
                state.size,
                0.0,
                state.rise,
            ]);
            let advance = font.advance(code);
            self.drawn.push(Drawn::Glyph(Glyph {
                text: font.text(code),
                outline: font.outline(code),
                font: font.name.clone(),
                at: em.then(self.line.pen).then(state.map),
                advance,
                ink: if matches!(state.mode, 1 | 5) {
                    state.stroke
                } else {
                    state.fill
                },
                mode: state.mode,
            }));
            let is_blank = font.width == 1 && code == 32;
            let word = if is_blank { state.word_space } else { 0.0 };
            let x = (advance * state.size + state.char_space + word) * state.stretch;
            self.line.pen = Matrix::shift(x, 0.0).then(self.line.pen);
        }
    }
}
