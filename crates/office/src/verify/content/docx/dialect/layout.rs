//! Whether layout hides text: outside the page, clipped by its line, too small, too narrow. It never
//! says where text has to be.

use super::Found;
use super::lists::MAIN;
use super::styles::{Look, Sheet};
use chengbao_base::formats::xml::Element;

/// The smallest text that is read without effort, in half-points: 5 pt.
const MIN_SIZE: i64 = 10;
/// The least width of characters, in percent.
const MIN_SCALE: i64 = 50;
/// The least width of a column, in twips: a character and its space.
const MIN_COLUMN: i64 = 300;
/// Room that text always has within its paragraph, in twips.
const MIN_ROOM: i64 = 240;
/// The most that text of a cell is moved in.
const MAX_CELL_INDENT: i64 = 300;
/// The least width and height of the text area.
const MIN_AREA: i64 = 4000;
/// The least line pitch in parts of 240, where it is not exact.
const MIN_LINE: i64 = 200;
/// How far a table may be wider than the text, in twips.
const TABLE_OVER: i64 = 300;

/// How far a picture may be wider than the text, in twips.
const PICTURE_OVER: i64 = 20;
/// A twip in English metric units.
const A_TWIP: i64 = 635;

/// Where a paragraph is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Room {
    Page,
    Cell,
}

/// What was seen of a document's layout.
#[derive(Debug, Default)]
pub(super) struct Layout {
    /// Width of the text area.
    width: i64,
    /// Its height.
    height: i64,
    faults: Vec<String>,
    size: Option<i64>,
    scale: Option<i64>,
    column: Option<i64>,
    pictures: Vec<Vec<(i64, i64)>>,
}

impl Layout {
    /// The page of a body, and what is wrong with its styles.
    pub(super) fn of(body: &Element<'_>, sheet: &Sheet) -> Self {
        let section = body.only("sectPr");
        let number = |name: &str, attribute: &str| {
            let value = section.and_then(|it| it.only(name)?.value(attribute));
            value
                .and_then(|it| it.parse::<i64>().ok())
                .unwrap_or_default()
        };
        let margin = |side| number("pgMar", side);
        let width = number("pgSz", "w") - margin("left") - margin("right") - margin("gutter");
        let height = number("pgSz", "h") - margin("top") - margin("bottom");
        let mut layout = Self {
            width,
            height,
            ..Self::default()
        };
        if width < MIN_AREA || height < MIN_AREA {
            layout.fault("w:pgMar");
        }
        for style in &sheet.unclear {
            layout.fault(&format!("w:style {style}"));
        }
        layout
    }

    /// Something that hides text, or leaves open what is shown.
    pub(super) fn fault(&mut self, what: &str) {
        if !self.faults.iter().any(|fault| fault == what) {
            self.faults.push(what.to_owned());
        }
    }

    /// The columns of a table.
    pub(super) fn columns(&mut self, grid: &Element<'_>) -> usize {
        let widths: Vec<i64> = grid.elements().map(|it| width(it)).collect();
        for width in &widths {
            self.column = least(self.column, *width);
        }
        if widths.iter().sum::<i64>() > self.width + TABLE_OVER {
            self.fault("w:tblGrid");
        }
        widths.len()
    }

    /// The cells of a row, which together are no wider than the page allows.
    pub(super) fn row(&mut self, row: &Element<'_>) {
        let cells = row.elements().filter(|it| it.name() == "w:tc");
        let widths = cells.map(|cell| {
            let width = cell.only("tcPr").and_then(|it| it.only("tcW"));
            width.map_or(0, self::width)
        });
        if widths.sum::<i64>() > self.width + TABLE_OVER {
            self.fault("w:tcW");
        }
    }

    /// The tab stops of a paragraph: text behind one is within the line.
    pub(super) fn tabs(&mut self, paragraph: &Element<'_>) {
        let tabs = paragraph.only("pPr").and_then(|it| it.only("tabs"));
        let stops = tabs.into_iter().flat_map(|tabs| tabs.elements());
        let stops = stops.map(|tab| tab.value("pos").and_then(|it| it.parse::<i64>().ok()));
        if stops.max().flatten().is_some_and(|pos| pos > self.width) {
            self.fault("w:tabs");
        }
    }

    /// A cell of a table.
    pub(super) fn cell(&mut self, cell: &Element<'_>) {
        match cell.only("tcPr").and_then(|it| it.only("tcW")) {
            Some(it) => self.column = least(self.column, width(it)),
            None => self.fault("w:tcW"),
        }
    }

    /// A paragraph with the sizes of its text, in half-points; without text nothing can be hidden.
    pub(super) fn paragraph(&mut self, look: Look, sizes: &[i64], room: Room) {
        let (Some(largest), Some(smallest)) = (sizes.iter().max(), sizes.iter().min()) else {
            return;
        };
        self.size = least(self.size, *smallest);
        let [left, right, hanging, first] =
            [look.left, look.right, look.hanging, look.first].map(Option::unwrap_or_default);
        let taken = left + right + first;
        let is_within = match room {
            Room::Page => taken <= self.width - MIN_ROOM,
            Room::Cell => taken <= MAX_CELL_INDENT,
        };
        if !is_within || hanging > left {
            self.fault("w:ind");
        }
        // An exact line clips what is higher; hanzi need nine tenths of their size.
        let is_clipped = match (look.exact, look.line) {
            (Some(true), line) => line.unwrap_or_default() < largest * 9,
            (_, Some(line)) => line < MIN_LINE,
            (_, None) => false,
        };
        if is_clipped {
            self.fault("w:spacing w:line");
        }
    }

    /// The width of characters, in percent.
    pub(super) fn scale(&mut self, percent: Option<i64>) {
        if let Some(percent) = percent {
            self.scale = least(self.scale, percent);
        }
    }

    /// The sizes of a picture in a paragraph: within the page and its line.
    pub(super) fn picture(&mut self, extents: Vec<(i64, i64)>, look: Look) {
        for (width, height) in &extents {
            let line = match look.exact {
                Some(true) => look.line.unwrap_or_default(),
                _ => self.height,
            };
            let is_within = *width <= (self.width + PICTURE_OVER) * A_TWIP
                && *height <= self.height.min(line) * A_TWIP;
            if !is_within {
                self.fault("wp:extent");
            }
        }
        self.pictures.push(extents);
    }

    /// Names what hides text. Where the data's own document has something as small, it may be.
    pub(super) fn check(&self, made: &Self, found: &mut Found) {
        for fault in &self.faults {
            found.unknown(MAIN, fault);
        }
        for (what, own, made, least) in [
            ("w:sz", self.size, made.size, MIN_SIZE),
            ("w:w", self.scale, made.scale, MIN_SCALE),
            ("w:gridCol", self.column, made.column, MIN_COLUMN),
        ] {
            let least = made.map_or(least, |made| made.min(least));
            if own.is_some_and(|own| own < least) {
                found.unknown(MAIN, what);
            }
        }
        for (own, made) in self.pictures.iter().zip(&made.pictures) {
            if !same_shape(own, made) {
                found.unknown(MAIN, "wp:extent");
            }
        }
    }
}

/// Whether a picture has its proportions, and at least half its size.
fn same_shape(own: &[(i64, i64)], made: &[(i64, i64)]) -> bool {
    let Some((wide, high)) = made.first() else {
        return false;
    };
    let is_same = |(width, height): &(i64, i64)| {
        let (one, other) = (
            i128::from(*width) * i128::from(*high),
            i128::from(*height) * i128::from(*wide),
        );
        (one - other).abs() * 50 <= one.max(other) && *width * 2 >= *wide
    };
    own.len() == made.len()
        && own.iter().all(is_same)
        && own
            .windows(2)
            .all(|pair| matches!(pair, [one, other] if one == other))
}

fn width(element: &Element<'_>) -> i64 {
    let width = element.value("w").and_then(|it| it.parse::<i64>().ok());
    width.unwrap_or_default()
}

fn least(before: Option<i64>, new: i64) -> Option<i64> {
    Some(before.map_or(new, |before| before.min(new)))
}
