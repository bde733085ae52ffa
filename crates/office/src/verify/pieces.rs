//! A page as pieces a reader would name: a line of text, a rule, a picture. The pieces of
//! two pages are compared, which gives the differences in words.

use super::align::{Step, align};
use super::difference::{Difference, What};
use super::drawn::{Drawn, Glyph, Path, Picture, Sheet, near};
use chengbao_base::text::Text;

/// A run of glyphs on one baseline, or one other thing.
#[derive(Debug)]
enum Piece<'s> {
    Words {
        text: String,
        glyphs: Vec<&'s Glyph>,
    },
    Path(&'s Path),
    Picture(&'s Picture),
}

/// Names a place on a page of the data's document: page from 0, x and y in points.
pub(super) type Namer<'n> = &'n dyn Fn(usize, f64, f64) -> Option<String>;

/// The differences between the pages of a file and those of its data.
pub(super) fn compare(file: &[Sheet], data: &[Sheet], name: Namer<'_>) -> Vec<Difference> {
    let mut differences = Vec::new();
    if file.len() != data.len() {
        differences.push(Difference {
            file: Some(file.len().to_string()),
            data: Some(data.len().to_string()),
            ..Difference::new(What::Pages, None)
        });
    }
    for (index, (file, data)) in file.iter().zip(data).enumerate() {
        page(index, file, data, name, &mut differences);
    }
    differences
}

fn page(index: usize, file: &Sheet, data: &Sheet, name: Namer<'_>, out: &mut Vec<Difference>) {
    let number = Some(index + 1);
    let edges = file.edges.iter().zip(data.edges);
    if !edges.into_iter().all(|(one, other)| near(*one, other)) {
        out.push(Difference::new(What::Edges, number));
    }
    let (one, other) = (pieces(file), pieces(data));
    let at = |pieces: &'_ [Piece<'_>], i: usize, j: usize, others: &[Piece<'_>]| matches!((pieces.get(i), others.get(j)), (Some(one), Some(other)) if one.is_like(other));
    let steps = align(one.len(), other.len(), |i, j| at(&one, i, j, &other));
    // What only one of them has, up to the next common thing.
    let (mut more, mut less) = (Vec::new(), Vec::new());
    for step in steps {
        match step {
            Step::First(i) => more.extend(one.get(i)),
            Step::Second(j) => less.extend(other.get(j)),
            Step::Both(i, j) => {
                changed_between(&mut more, &mut less, index, name, out);
                if let (Some(one), Some(other)) = (one.get(i), other.get(j)) {
                    out.extend(one.against(other).map(|what| Difference {
                        file: Some(one.words()),
                        data: Some(other.words()),
                        name: other.name(index, name),
                        ..Difference::new(what, number)
                    }));
                }
            }
        }
    }
    changed_between(&mut more, &mut less, index, name, out);
    // Where the same is drawn, it belongs to the same elements.
    if file.drawn.len() == data.drawn.len() && file.marks != data.marks {
        out.push(Difference::new(What::Marks, number));
    }
}

/// Pieces between two common things: pieces in pairs were changed.
fn changed_between(
    more: &mut Vec<&Piece<'_>>,
    less: &mut Vec<&Piece<'_>>,
    index: usize,
    name: Namer<'_>,
    out: &mut Vec<Difference>,
) {
    let (mut more, mut less) = (more.drain(..), less.drain(..));
    loop {
        let (file, data) = (more.next(), less.next());
        let (what, pair) = match (file, data) {
            (None, None) => return,
            (Some(Piece::Words { .. }), Some(Piece::Words { .. })) => (What::Words, true),
            (Some(file), Some(data)) if file.thing() == data.thing() => (file.what(), true),
            (Some(one), _) | (None, Some(one)) => (one.what(), false),
        };
        let place = data.or(file).and_then(|piece| piece.name(index, name));
        let difference = |file: Option<&Piece<'_>>, data: Option<&Piece<'_>>, what| Difference {
            file: file.map(Piece::words),
            data: data.map(Piece::words),
            name: place.clone(),
            ..Difference::new(what, Some(index + 1))
        };
        if pair || data.is_none() || file.is_none() {
            out.push(difference(file, data, what));
        } else {
            out.push(difference(file, None, what));
            out.extend(data.map(|data| difference(None, Some(data), data.what())));
        }
    }
}

impl Piece<'_> {
    /// Whether it is the same when read aloud.
    fn is_like(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Words { text, .. }, Self::Words { text: other, .. }) => text == other,
            (Self::Path(one), Self::Path(other)) => same_path(one, other),
            // Pages share one list of pictures, which is compared as a whole.
            (Self::Picture(one), Self::Picture(other)) => {
                one.name == other.name && one.at.is_near(other.at)
            }
            _ => false,
        }
    }

    /// How it differs from a similar piece.
    fn against(&self, other: &Self) -> Option<What> {
        let (Self::Words { glyphs, .. }, Self::Words { glyphs: others, .. }) = (self, other) else {
            return None;
        };
        if glyphs.len() != others.len() {
            return Some(What::Shapes);
        }
        let any = |differ: fn(&Glyph, &Glyph) -> bool| {
            let mut pairs = glyphs.iter().zip(others);
            pairs.any(|(one, other)| differ(one, other))
        };
        if any(|one, other| one.outline != other.outline || one.font != other.font) {
            Some(What::Shapes)
        } else if any(|one, other| !one.at.is_near(other.at)) {
            Some(What::Place)
        } else if any(|one, other| one.ink != other.ink) {
            Some(What::Look)
        } else {
            None
        }
    }

    fn words(&self) -> String {
        match self {
            Self::Words { text, .. } => text.clone(),
            other => other
                .thing()
                .map_or_else(String::new, |thing| thing.zh.into()),
        }
    }

    fn what(&self) -> What {
        self.thing().map_or(What::Words, What::Thing)
    }

    /// Its name if it is not text.
    fn thing(&self) -> Option<Text> {
        Some(match self {
            Self::Words { .. } => return None,
            Self::Path(_) => Text::new("线条", "a line"),
            Self::Picture(_) => Text::new("图片", "a picture"),
        })
    }

    fn name(&self, page: usize, name: Namer<'_>) -> Option<String> {
        let Self::Words { glyphs, .. } = self else {
            return None;
        };
        let (x, y) = glyphs.first()?.at.origin();
        name(page, x, y)
    }
}

fn same_path(one: &Path, other: &Path) -> bool {
    let mut points = one.points.iter().zip(&other.points);
    one.points.len() == other.points.len()
        && one.ink == other.ink
        && near(one.weight, other.weight)
        && points.all(|(one, other)| near(one.0, other.0) && near(one.1, other.1))
}

/// Glyphs that follow each other on a baseline are one piece.
fn pieces(sheet: &Sheet) -> Vec<Piece<'_>> {
    let mut pieces: Vec<Piece<'_>> = Vec::new();
    for drawn in &sheet.drawn {
        match drawn {
            Drawn::Glyph(glyph) => match pieces.last_mut() {
                Some(Piece::Words { text, glyphs })
                    if glyphs.last().is_some_and(|last| follows(last, glyph)) =>
                {
                    text.push_str(&glyph.text);
                    glyphs.push(glyph);
                }
                _ => pieces.push(Piece::Words {
                    text: glyph.text.clone(),
                    glyphs: vec![glyph],
                }),
            },
            Drawn::Path(path) => pieces.push(Piece::Path(path)),
            Drawn::Picture(picture) => pieces.push(Piece::Picture(picture)),
        }
    }
    pieces
}

/// Whether a glyph is on the baseline of the previous one, at most a blank after it.
fn follows(last: &Glyph, glyph: &Glyph) -> bool {
    let ((x1, y1), (x2, y2)) = (last.at.origin(), glyph.at.origin());
    let [a, b, ..] = last.at.0;
    let (end_x, end_y) = (x1 + a * last.advance, y1 + b * last.advance);
    (end_x - x2).hypot(end_y - y2) < 0.6 * last.at.em().max(glyph.at.em())
}
