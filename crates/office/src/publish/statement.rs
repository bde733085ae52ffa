//! What a signed field shows without a picture of a seal: who signed and when, in plain words. It looks like
//! a line of text and like nothing else.

use jiff::Zoned;
use skrifa::instance::{LocationRef, Size};
use skrifa::outline::{DrawSettings, OutlinePen};
use skrifa::{FontRef, GlyphId, MetadataProvider as _};

use chengbao_base::style::Typeface;
use chengbao_paper::typeset::{FaceSet, FontError, Slot};
use chengbao_signature::pdf::{Appearance, Segment, Statement};

/// Size of the words, in points; smaller where the field is narrow.
const SIZE: f32 = 8.0;
/// Distance between the lines, in em.
const PITCH: f32 = 1.3;
/// How far the first baseline is below the top, in em.
const ABOVE: f32 = 1.0;

/// What a field of that size in points shows: who signed, then when, at its upper edge, clear of
/// issuing body and date.
pub(super) fn appearance(
    faces: &FaceSet,
    name: &str,
    at: &Zoned,
    [width, height]: [f64; 2],
) -> Result<Appearance, FontError> {
    if width <= 0.0 || height <= 0.0 {
        return Ok(Appearance::AsItIs);
    }
    let who = format!("{}{name}", Statement::LEAD);
    let when = at.strftime("%Y-%m-%d %H:%M %:z").to_string();
    let lines = [who.as_str(), when.as_str()];
    let mut sets = Vec::new();
    for line in lines {
        sets.push(set(faces, line)?);
    }
    #[expect(clippy::cast_possible_truncation, reason = "points of a page")]
    let (width, height) = (width as f32, height as f32);
    let widest = sets.iter().map(|(_, wide)| *wide).fold(0.0, f32::max);
    let size = SIZE.min(width / widest.max(1.0));
    let mut outlines = Vec::new();
    let mut y = height - ABOVE * size;
    for (segments, wide) in sets {
        let x = (width - wide * size) / 2.0;
        let place = |[a, b]: [f32; 2]| [x + a * size, y + b * size];
        outlines.extend(segments.into_iter().map(|segment| match segment {
            Segment::Move(to) => Segment::Move(place(to)),
            Segment::Line(to) => Segment::Line(place(to)),
            Segment::Curve(points) => Segment::Curve(points.map(place)),
            Segment::Close => Segment::Close,
        }));
        y -= PITCH * size;
    }
    Ok(Appearance::Statement(Statement {
        words: format!("{who}，{when}"),
        outlines,
    }))
}

/// A line as outlines and its length, in em. Characters without a face are left out; `Contents` lists them.
fn set(faces: &FaceSet, line: &str) -> Result<(Vec<Segment>, f32), FontError> {
    let mut pen = Pen::default();
    for character in line.chars() {
        let found = if character.is_ascii() {
            faces.pick_latin(Typeface::SongTi, character)?
        } else {
            faces.pick(Typeface::SongTi, character)?
        };
        let Some((id, glyph)) = found else { continue };
        let face = faces.load(id)?;
        let advance = face.advance(glyph);
        pen.scale = 1.0 / f32::from(face.units_per_em());
        let subset = face.subset(&[Slot { glyph, advance }])?;
        if let Ok(font) = FontRef::new(&subset.bytes)
            // The only glyph of the subset.
            && let Some(outline) = font.outline_glyphs().get(GlyphId::new(1))
        {
            let settings = DrawSettings::unhinted(Size::unscaled(), LocationRef::default());
            // A glyph that cannot be drawn leaves its space blank.
            let _ = outline.draw(settings, &mut pen);
        }
        pen.x += f32::from(advance) * pen.scale;
    }
    Ok((pen.segments, pen.x))
}

/// Outlines one after the other.
#[derive(Default)]
struct Pen {
    segments: Vec<Segment>,
    x: f32,
    scale: f32,
    /// Where the curve continues from.
    last: [f32; 2],
}

impl Pen {
    fn at(&self, x: f32, y: f32) -> [f32; 2] {
        [self.x + x * self.scale, y * self.scale]
    }
}

impl OutlinePen for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        self.last = self.at(x, y);
        self.segments.push(Segment::Move(self.last));
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.last = self.at(x, y);
        self.segments.push(Segment::Line(self.last));
    }

    /// A quadratic curve is a cubic one whose control points are two thirds of the way.
    fn quad_to(&mut self, cx: f32, cy: f32, x: f32, y: f32) {
        let (from, control, to) = (self.last, self.at(cx, cy), self.at(x, y));
        let toward = |end: [f32; 2]| {
            let mix = |end: f32, control: f32| end + (control - end) * 2.0 / 3.0;
            let ([a, b], [c, d]) = (end, control);
            [mix(a, c), mix(b, d)]
        };
        self.segments
            .push(Segment::Curve([toward(from), toward(to), to]));
        self.last = to;
    }

    fn curve_to(&mut self, ax: f32, ay: f32, bx: f32, by: f32, x: f32, y: f32) {
        let points = [self.at(ax, ay), self.at(bx, by), self.at(x, y)];
        let [_, _, to] = points;
        self.last = to;
        self.segments.push(Segment::Curve(points));
    }

    fn close(&mut self) {
        self.segments.push(Segment::Close);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faces() -> FaceSet {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fonts");
        FaceSet::find(&[folder.into()]).unwrap()
    }

    fn shown(name: &str, size: [f64; 2]) -> Appearance {
        let at: Zoned = "2025-01-24T10:00:00+08:00[+08:00]".parse().unwrap();
        appearance(&faces(), name, &at, size).unwrap()
    }

    #[test]
    fn who_and_when_stand_at_the_upper_edge_of_the_field() {
        let long = "某自治区人民政府政府信息公开工作领导小组办公室";
        for name in ["某局", long, "Some Office"] {
            let Appearance::Statement(statement) = shown(name, [119.0, 119.0]) else {
                panic!("a statement");
            };
            let words = format!("电子签名：{name}，2025-01-24 10:00 +08:00");
            assert_eq!(statement.words, words);
            assert!(statement.outlines.len() > 100);
            for segment in statement.outlines {
                let points = match segment {
                    Segment::Move(to) | Segment::Line(to) => vec![to],
                    Segment::Curve(points) => points.to_vec(),
                    Segment::Close => Vec::new(),
                };
                for [x, y] in points {
                    assert!((0.0..=119.0).contains(&x), "{name} {x}");
                    assert!((95.0..=119.0).contains(&y), "{name} {y}");
                }
            }
        }
    }

    #[test]
    fn a_field_without_area_shows_nothing() {
        assert_eq!(shown("某局", [0.0, 0.0]), Appearance::AsItIs);
    }
}
