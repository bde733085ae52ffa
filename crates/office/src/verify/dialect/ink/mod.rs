//! Whether what a signed field shows leaves readable what is beneath it: GB/T 9704 has the seal over issuing body
//! and date. It follows the few operators, states, fonts and pictures of which programs that sign make an appearance,
//! and knows no others; it never renders a page.

mod resources;
mod tokens;
mod veil;

use chengbao_base::formats::pdf::{Dictionary, PdfFile, Stored, Value};

use crate::verify::drawn::Matrix;
use resources::{Resources, picture};
use tokens::{Token, tokens};
use veil::{Ink, Veil};

/// Maximum bytes of an appearance without its filter, and operators of all its forms.
const MAX_BYTES: usize = 1 << 20;
const MAX_STEPS: usize = 50_000;
/// Maximum forms within each other, and states saved.
const MAX_DEPTH: usize = 4;
const MAX_SAVED: usize = 16;
/// Maximum size of words, in points: smaller than any of the document, so that none can be another's part.
const MAX_SIZE: f64 = 12.0;
/// Straight pieces of a curve.
const PIECES: u32 = 12;
/// The thinnest line that viewers draw, in points.
const HAIRLINE: f64 = 0.5;
/// Average advance of a character, its height above and below the line, in ems.
const ADVANCE: f64 = 0.6;
const ABOVE: f64 = 0.8;
const BELOW: f64 = 0.2;

/// Whether an appearance in a field of that size, in points, lets what is beneath show through.
pub(super) fn shows_through(file: &PdfFile<'_>, look: &Stored, size: [f64; 2]) -> bool {
    // A field without area shows nothing.
    if size.iter().any(|side| *side <= 0.0) {
        return true;
    }
    let Some(mut pen) = Veil::new(size).map(|veil| Pen {
        file,
        veil,
        steps: MAX_STEPS,
    }) else {
        return false;
    };
    let fitted = look.dictionary().and_then(|it| fitted(it, size));
    let is_known = fitted.and_then(|at| pen.form(look, State::new(at), MAX_DEPTH));
    is_known.is_some() && pen.veil.is_clear()
}

/// From the appearance's own box to the field (ISO 32000-1 §12.5.5); what only moves it changes nothing.
fn fitted(look: &Dictionary, [width, height]: [f64; 2]) -> Option<Matrix> {
    let [one, below, other, above] = look.get("BBox").and_then(Value::as_numbers)?;
    let (left, bottom) = (one.min(other), below.min(above));
    let (x, y) = (width / (one - other).abs(), height / (below - above).abs());
    let is_sound = x.is_finite() && y.is_finite();
    is_sound.then(|| Matrix::shift(-left, -bottom).then(Matrix([x, 0.0, 0.0, y, 0.0, 0.0])))
}

/// The state of graphics.
#[derive(Clone)]
struct State {
    at: Matrix,
    fill: Ink,
    stroke: Ink,
    width: f64,
    size: f64,
    leading: f64,
}

impl State {
    fn new(at: Matrix) -> Self {
        Self {
            at,
            fill: Ink::BLACK,
            stroke: Ink::BLACK,
            width: 1.0,
            size: 0.0,
            leading: 0.0,
        }
    }
}

/// What follows the operators.
struct Pen<'f, 'a> {
    file: &'f PdfFile<'a>,
    veil: Veil,
    steps: usize,
}

/// A path: its parts, each a line of points.
type Path = Vec<Vec<(f64, f64)>>;

impl Pen<'_, '_> {
    /// Draws a form; `None` where it has something unknown.
    fn form(&mut self, form: &Stored, state: State, depth: usize) -> Option<()> {
        const KEYS: [&str; 9] = [
            "BBox",
            "Filter",
            "FormType",
            "Length",
            "Matrix",
            "Name",
            "Resources",
            "Subtype",
            "Type",
        ];
        let depth = depth.checked_sub(1)?;
        let entries = form.dictionary()?;
        (entries.is("Subtype", "Form") && entries.has_only(&KEYS)).then_some(())?;
        let content = self.file.content(form, MAX_BYTES)?;
        let resources = Resources::of(self.file, entries)?;
        let mut states = vec![state];
        let mut operands: Vec<Token<'_>> = Vec::new();
        let mut path = Path::new();
        let mut text: Option<(Matrix, Matrix)> = None;
        for token in tokens(&content)? {
            let Token::Word(word) = token else {
                operands.push(token);
                continue;
            };
            self.steps = self.steps.checked_sub(1)?;
            let state = states.last_mut()?;
            match word {
                b"q" => {
                    let saved = state.clone();
                    (states.len() < MAX_SAVED).then(|| states.push(saved))?;
                }
                b"Q" => {
                    states.pop();
                    (!states.is_empty()).then_some(())?;
                }
                b"Do" => {
                    let [Token::Name(name)] = operands.as_slice() else {
                        return None;
                    };
                    let state = state.clone();
                    self.object(&*resources.object(name)?, state, depth)?;
                }
                b"BT" => text = Some((Matrix::IDENTITY, Matrix::IDENTITY)),
                b"ET" => text = None,
                b"BMC" => matches!(operands.as_slice(), [Token::Name(_)]).then_some(())?,
                b"EMC" => {}
                word => {
                    let known = set(state, word, &operands, &resources)
                        .or_else(|| self.path(state, word, &operands, &mut path))
                        .or_else(|| self.words(state, word, &operands, text.as_mut()?));
                    known?;
                }
            }
            operands.clear();
        }
        operands.is_empty().then_some(())
    }

    /// Draws a picture or a form within a form.
    fn object(&mut self, object: &Stored, mut state: State, depth: usize) -> Option<()> {
        let entries = object.dictionary()?;
        if entries.is("Subtype", "Image") {
            let picture = picture(self.file, object)?;
            return self.veil.picture(&picture, state.at, state.fill);
        }
        if let Some(matrix) = entries.get("Matrix") {
            state.at = upright(matrix.as_numbers()?)?.then(state.at);
        }
        self.form(object, state, depth)
    }

    /// Operators of paths.
    fn path(
        &mut self,
        state: &State,
        word: &[u8],
        operands: &[Token<'_>],
        path: &mut Path,
    ) -> Option<()> {
        let to = |[x, y]: [f64; 2]| state.at_point(x, y);
        match word {
            b"m" => path.push(vec![to(all(operands)?)]),
            b"l" => path.last_mut()?.push(to(all(operands)?)),
            b"c" => {
                let [a, b, c, d, e, f] = all(operands)?;
                curve(path.last_mut()?, [to([a, b]), to([c, d]), to([e, f])])?;
            }
            b"h" => {
                let part = path.last_mut()?;
                let first = *part.first()?;
                part.push(first);
            }
            b"re" => {
                let [x, y, width, height] = all(operands)?;
                let corners = [
                    [x, y],
                    [x + width, y],
                    [x + width, y + height],
                    [x, y + height],
                    [x, y],
                ];
                path.push(corners.map(to).into());
            }
            // What is cut off is not drawn: to take it for drawn is the stricter way.
            b"W" | b"W*" => {}
            b"n" | b"f" | b"F" | b"f*" | b"S" | b"s" | b"B" | b"B*" | b"b" | b"b*" => {
                operands.is_empty().then_some(())?;
                let mut drawn = std::mem::take(path);
                if matches!(word, b"s" | b"b" | b"b*") {
                    for part in &mut drawn {
                        let first = part.first().copied();
                        part.extend(first);
                    }
                }
                if !matches!(word, b"n" | b"S" | b"s") {
                    self.veil.fill(&drawn, state.fill)?;
                }
                if !matches!(word, b"n" | b"f" | b"F" | b"f*") {
                    let width = (state.width * state.scale()).max(HAIRLINE);
                    self.veil.stroke(&drawn, width, state.stroke)?;
                }
            }
            _ => return None,
        }
        Some(())
    }

    /// Operators of text.
    fn words(
        &mut self,
        state: &mut State,
        word: &[u8],
        operands: &[Token<'_>],
        (pen, line): &mut (Matrix, Matrix),
    ) -> Option<()> {
        let mut next = |x: f64, y: f64| {
            *line = Matrix::shift(x, y).then(*line);
            *pen = *line;
        };
        match (word, operands) {
            (b"Td", _) => {
                let [x, y] = all(operands)?;
                next(x, y);
            }
            (b"TD", _) => {
                let [x, y] = all(operands)?;
                state.leading = -y;
                next(x, y);
            }
            (b"T*", []) => next(0.0, -state.leading),
            (b"Tm", _) => {
                *line = upright(all(operands)?)?;
                *pen = *line;
            }
            (b"Tj" | b"TJ" | b"'", [Token::Text(count)]) => {
                if word == b"'" {
                    next(0.0, -state.leading);
                }
                #[expect(clippy::cast_precision_loss, reason = "few characters")]
                let wide = ADVANCE * state.size * *count as f64;
                let Matrix([a, _, _, d, x, y]) = pen.then(state.at);
                let is_small =
                    (state.size * d).abs() <= MAX_SIZE && (state.size * a).abs() <= MAX_SIZE;
                let (low, high) = (-BELOW * state.size * d, ABOVE * state.size * d);
                is_small.then_some(())?;
                self.veil
                    .text([x, y + low, x + wide * a, y + high], state.fill)?;
                *pen = Matrix::shift(wide, 0.0).then(*pen);
            }
            _ => return None,
        }
        Some(())
    }
}

impl State {
    fn at_point(&self, x: f64, y: f64) -> (f64, f64) {
        Matrix::shift(x, y).then(self.at).origin()
    }

    fn scale(&self) -> f64 {
        let Matrix([a, _, _, d, ..]) = self.at;
        a.abs().max(d.abs())
    }
}

/// Operators that set something.
fn set(
    state: &mut State,
    word: &[u8],
    operands: &[Token<'_>],
    resources: &Resources<'_, '_>,
) -> Option<()> {
    match (word, operands) {
        (b"cm", _) => state.at = upright(all(operands)?)?.then(state.at),
        (b"gs", [Token::Name(name)]) => {
            let given = resources.state(name)?;
            for ink in [&mut state.fill, &mut state.stroke] {
                ink.is_multiplied = given.is_multiplied.unwrap_or(ink.is_multiplied);
            }
            state.fill.opacity = given.fill.unwrap_or(state.fill.opacity);
            state.stroke.opacity = given.stroke.unwrap_or(state.stroke.opacity);
        }
        (b"g", _) => state.fill.colour = all::<1>(operands).map(|[grey]| [grey; 3])?,
        (b"G", _) => state.stroke.colour = all::<1>(operands).map(|[grey]| [grey; 3])?,
        (b"rg", _) => state.fill.colour = all(operands)?,
        (b"RG", _) => state.stroke.colour = all(operands)?,
        (b"w", _) => [state.width] = all(operands)?,
        (b"TL", _) => [state.leading] = all(operands)?,
        (b"Tf", [Token::Name(name), Token::Number(size)]) => {
            resources.is_plain_font(name).then_some(())?;
            state.size = *size;
        }
        (b"J" | b"j" | b"M" | b"i", [Token::Number(_)]) => {}
        _ => return None,
    }
    Some(())
}

/// Operands that are so many numbers and nothing else.
fn all<const N: usize>(operands: &[Token<'_>]) -> Option<[f64; N]> {
    let numbers = operands.iter().map(|operand| match operand {
        Token::Number(number) => Some(*number),
        _ => None,
    });
    let numbers: Option<Vec<f64>> = numbers.collect();
    numbers?.try_into().ok()
}

/// A map that turns nothing.
fn upright(map: [f64; 6]) -> Option<Matrix> {
    let [_, b, c, ..] = map;
    (b == 0.0 && c == 0.0).then_some(Matrix(map))
}

/// Adds a curve from the last point, as straight pieces.
fn curve(part: &mut Vec<(f64, f64)>, points: [(f64, f64); 3]) -> Option<()> {
    let start = *part.last()?;
    let [one, two, end] = points;
    for piece in 1..=PIECES {
        let t = f64::from(piece) / f64::from(PIECES);
        let s = 1.0 - t;
        let mix = |of: fn((f64, f64)) -> f64| {
            s * s * s * of(start)
                + 3.0 * s * s * t * of(one)
                + 3.0 * s * t * t * of(two)
                + t * t * t * of(end)
        };
        part.push((mix(|it| it.0), mix(|it| it.1)));
    }
    Some(())
}
