//! Where things are on a page: whether all that is drawn can be seen. Boxes are those of the ink, from the fonts'
//! own outlines.
//!
//! It never compares two documents.

use super::marked::Marked;
use crate::verify::drawn::{Artifact, Drawn, Glyph, Matrix, Sheet};
use chengbao_base::text::Text;

/// The sizes of text, in points: from notes in dense tables to the mark of a letter.
const SIZES: std::ops::RangeInclusive<f64> = 5.0..=90.0;
/// The thickest rule, in points.
const MAX_WEIGHT: f64 = 3.0;
/// The shortest rule, in points: anything shorter could be read as a character.
const MIN_LENGTH: f64 = 12.0;
/// From this length on, in points, a rule may stand alone; a shorter one ends at others.
const ALONE: f64 = 100.0;
/// How far the end of a rule may be from another, in points.
const JOINT: f64 = 1.5;
/// What part of a box, on each side, another may reach into: neighbours touch.
const TOUCH: f64 = 0.14;
/// How far something may reach over the edge of a page, in points.
const EDGE: f64 = 0.5;

/// A box on a page: left, bottom, right, top.
pub(super) type Area = [f64; 4];

/// The box of a glyph's ink; `None` if it has none, or is not upright.
pub(super) fn area(glyph: &Glyph) -> Option<Area> {
    let [left, bottom, right, top] = glyph.bounds?;
    let [scale, b, c, d, x, y] = glyph.at.0;
    let is_upright = b == 0.0 && c == 0.0 && scale == d && scale > 0.0;
    is_upright.then_some([
        x + left * scale,
        y + bottom * scale,
        x + right * scale,
        y + top * scale,
    ])
}

/// Whether two boxes have a point in common.
pub(super) fn meet(one: Area, other: Area) -> bool {
    one[0] < other[2] && other[0] < one[2] && one[1] < other[3] && other[1] < one[3]
}

fn shrunk([left, bottom, right, top]: Area) -> Area {
    let (x, y) = ((right - left) * TOUCH, (top - bottom) * TOUCH);
    [left + x, bottom + y, right - x, top - y]
}

fn within([left, bottom, right, top]: Area, [l, b, r, t]: Area) -> bool {
    left >= l - EDGE && bottom >= b - EDGE && right <= r + EDGE && top <= t + EDGE
}

/// The rules of each page.
pub(super) fn rules(sheets: &[Sheet]) -> Vec<Vec<Area>> {
    let of_page = |sheet: &Sheet| {
        let rules = sheet.drawn.iter().filter_map(|drawn| match drawn {
            Drawn::Path(path) => rule(&path.points, path.weight),
            _ => None,
        });
        rules.collect()
    };
    sheets.iter().map(of_page).collect()
}

/// Why something on the pages may not be seen as it is; nothing if all can be seen.
pub(super) fn hidden(sheets: &[Sheet], marked: &Marked) -> Option<Text> {
    let mut pages = sheets.iter().enumerate();
    pages.find_map(|(page, sheet)| {
        let of_page = marked.artifacts.iter().filter(|(at, ..)| *at == page);
        let marks: Vec<_> = of_page
            .map(|(_, kind, range)| (*kind, range.clone()))
            .collect();
        let what = on_page(sheet, &marks)?;
        Some(Text::new(
            format!("第 {} 页{}", page + 1, what.zh),
            format!("page {}: {}", page + 1, what.en),
        ))
    })
}

fn on_page(sheet: &Sheet, marks: &[(Artifact, std::ops::Range<usize>)]) -> Option<Text> {
    let kind_of = |at: usize| {
        marks
            .iter()
            .find(|(_, range)| range.contains(&at))
            .map(|(kind, _)| *kind)
    };
    let mut text: Vec<Area> = Vec::new();
    let mut things: Vec<Area> = Vec::new();
    let mut rules: Vec<Area> = Vec::new();
    let mut is_body = false;
    for (at, drawn) in sheet.drawn.iter().enumerate() {
        let kind = kind_of(at);
        if kind == Some(Artifact::Watermark) {
            // Letters of a draft are under everything.
            if is_body || !matches!(drawn, Drawn::Glyph(_)) {
                return Some(Text::new(
                    "的草稿字样盖住内容",
                    "the letters of a draft are over its content",
                ));
            }
            continue;
        }
        is_body = true;
        match drawn {
            Drawn::Glyph(glyph) => {
                if kind == Some(Artifact::Layout) {
                    return Some(stray());
                }
                if super::spoken::is_blank(glyph) {
                    continue;
                }
                let Some(area) = area(glyph).filter(|_| SIZES.contains(&glyph.at.em())) else {
                    return Some(Text::new(
                        format!("的“{}”过小、过大或不是正放", glyph.text),
                        format!("“{}” is too small, too large or not upright", glyph.text),
                    ));
                };
                if !within(area, sheet.edges) {
                    return Some(Text::new(
                        format!("的“{}”在页面之外", glyph.text),
                        format!("“{}” is outside the page", glyph.text),
                    ));
                }
                text.push(shrunk(area));
            }
            Drawn::Path(path) => {
                let rule =
                    rule(&path.points, path.weight).filter(|rule| within(*rule, sheet.edges));
                match rule {
                    Some(rule) if kind == Some(Artifact::Layout) => {
                        things.push(rule);
                        rules.push(rule);
                    }
                    _ => return Some(stray()),
                }
            }
            Drawn::Picture(picture) => {
                let area = picture_area(picture.at).filter(|area| within(*area, sheet.edges));
                match area {
                    Some(area) if kind.is_none() => {
                        if things.iter().any(|other| meet(area, *other)) {
                            return Some(covered());
                        }
                        things.push(area);
                    }
                    _ => return Some(stray()),
                }
            }
        }
    }
    if rules.iter().any(|rule| !ends_at_others(*rule, &rules)) {
        return Some(stray());
    }
    let is_covered = overlap(&mut text)
        || things
            .iter()
            .any(|thing| text.iter().any(|text| meet(*thing, *text)));
    is_covered.then(covered)
}

fn stray() -> Text {
    Text::new(
        "有本程序不会这样画的线条、图片或文字",
        "it has a line, picture or text that this program never draws so",
    )
}

fn covered() -> Text {
    Text::new("的内容互相遮盖", "its content overlaps")
}

/// The box of a rule: straight along the page's edges, thin and not short.
fn rule(points: &[(f64, f64)], weight: f64) -> Option<Area> {
    let [(x1, y1), (x2, y2)] = points else {
        return None;
    };
    let (width, height) = ((x2 - x1).abs(), (y2 - y1).abs());
    let is_straight = width.min(height) < 0.01 && width.max(height) >= MIN_LENGTH;
    let half = weight / 2.0;
    (is_straight && weight <= MAX_WEIGHT).then_some([
        x1.min(*x2) - half,
        y1.min(*y2) - half,
        x1.max(*x2) + half,
        y1.max(*y2) + half,
    ])
}

/// Whether both ends of a rule meet rules across it, so that it is part of a table, unless it is long.
fn ends_at_others([left, bottom, right, top]: Area, rules: &[Area]) -> bool {
    let is_level = right - left > top - bottom;
    if (right - left).max(top - bottom) >= ALONE {
        return true;
    }
    let across = |other: &&Area| (other[2] - other[0] > other[3] - other[1]) != is_level;
    let meets = |end: Area| rules.iter().filter(across).any(|other| meet(end, *other));
    let (one, other) = if is_level {
        (
            [left - JOINT, bottom, left + JOINT, top],
            [right - JOINT, bottom, right + JOINT, top],
        )
    } else {
        (
            [left, bottom - JOINT, right, bottom + JOINT],
            [left, top - JOINT, right, top + JOINT],
        )
    };
    meets(one) && meets(other)
}

/// The box of a picture that stands upright.
pub(super) fn picture_area(at: Matrix) -> Option<Area> {
    let [width, b, c, height, x, y] = at.0;
    let is_upright = b == 0.0 && c == 0.0 && width > 0.0 && height > 0.0;
    is_upright.then_some([x, y, x + width, y + height])
}

/// Whether any two boxes have a point in common.
fn overlap(areas: &mut [Area]) -> bool {
    areas.sort_by(|one, other| one[0].total_cmp(&other[0]));
    let areas: &[Area] = areas;
    areas.iter().enumerate().any(|(at, one)| {
        let next = areas.iter().skip(at + 1);
        let mut near = next.take_while(|other| other[0] < one[2]);
        near.any(|other| meet(*one, *other))
    })
}
