//! A veil as large as a field, in small squares: how much of what is beneath shows through each. It is judged at the
//! end: no square may be bleached, and no window of squares may be hidden.

use crate::verify::drawn::Matrix;

/// Squares in a point, in each direction.
const SQUARES: f64 = 2.0;
/// Maximum squares in each direction; a field is about 120 points wide.
const MAX_SQUARES: usize = 1200;
/// Maximum work: edges and squares that are looked at.
const MAX_WORK: usize = 200_000_000;
/// Edge of a window, in squares: six points, less than half a character of 16 points, and more than the rim of a seal.
const WINDOW: usize = 12;
/// How much must show through a window, and through a square that a light colour is on.
const MIN_THROUGH: f64 = 0.18;
const MIN_BLEACHED: f64 = 0.35;
/// From which brightness on a colour is light: paper, not ink.
const LIGHT: f64 = 0.6;
/// How much shows through words: the counters and gaps of letters.
const THROUGH_TEXT: f64 = 0.5;

/// What something is drawn with.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ink {
    /// Red, green, blue from 0 to 1.
    pub(super) colour: [f64; 3],
    pub(super) opacity: f64,
    /// Whether it darkens what is beneath, like ink on paper, and never covers it.
    pub(super) is_multiplied: bool,
}

/// What is left of what is beneath, and of what is dark beneath.
#[derive(Debug, Clone, Copy)]
struct Left {
    through: f64,
    bleached: f64,
}

impl Ink {
    pub(super) const BLACK: Self = Self {
        colour: [0.0; 3],
        opacity: 1.0,
        is_multiplied: false,
    };

    fn left(self) -> Left {
        let [red, green, blue] = self.colour.map(|it| it.clamp(0.0, 1.0));
        let brightest = red.max(green).max(blue);
        if self.is_multiplied {
            return Left {
                through: 1.0 - self.opacity + self.opacity * brightest,
                bleached: 1.0,
            };
        }
        let luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
        let through = 1.0 - self.opacity;
        Left {
            through,
            bleached: if luminance > LIGHT { through } else { 1.0 },
        }
    }
}

/// A picture of plain samples.
pub(super) struct Picture {
    pub(super) width: usize,
    pub(super) height: usize,
    pub(super) channels: usize,
    pub(super) samples: Vec<u8>,
    pub(super) opacity: Option<Vec<u8>>,
}

/// What is left to see of what is beneath.
pub(super) struct Veil {
    columns: usize,
    rows: usize,
    through: Vec<f64>,
    bleached: Vec<f64>,
    work: usize,
}

impl Veil {
    /// A clear one of that size in points.
    pub(super) fn new(size: [f64; 2]) -> Option<Self> {
        let [columns, rows] = size.map(squares);
        let is_sound = (1..=MAX_SQUARES).contains(&columns) && (1..=MAX_SQUARES).contains(&rows);
        is_sound.then(|| Self {
            columns,
            rows,
            through: vec![1.0; columns * rows],
            bleached: vec![1.0; columns * rows],
            work: MAX_WORK,
        })
    }

    fn cover(&mut self, row: usize, from: usize, to: usize, left: Left) {
        let start = row * self.columns;
        let range = start + from.min(self.columns)..start + to.min(self.columns);
        if let Some(squares) = self.through.get_mut(range.clone()) {
            squares.iter_mut().for_each(|it| *it *= left.through);
        }
        if let Some(squares) = self.bleached.get_mut(range) {
            squares.iter_mut().for_each(|it| *it *= left.bleached);
        }
    }

    /// Fills an area, by the rule that fills more (ISO 32000-1 §8.5.3.3.2).
    pub(super) fn fill(&mut self, path: &[Vec<(f64, f64)>], ink: Ink) -> Option<()> {
        let mut edges = Vec::new();
        for part in path {
            let next = part.iter().cycle().skip(1);
            for ((x, y), (to_x, to_y)) in part.iter().zip(next) {
                let is_sound = [x, y, to_x, to_y].iter().all(|it| it.is_finite());
                is_sound.then_some(())?;
                edges.push([x * SQUARES, y * SQUARES, to_x * SQUARES, to_y * SQUARES]);
            }
        }
        let left = ink.left();
        let heights = edges.iter().flat_map(|[_, y, _, to]| [*y, *to]);
        let (low, high) = heights.fold((f64::MAX, f64::MIN), |(low, high), it| {
            (low.min(it), high.max(it))
        });
        let rows = squares(low / SQUARES).saturating_sub(1)..squares(high / SQUARES).min(self.rows);
        for row in rows {
            self.work = self.work.checked_sub(edges.len() + self.columns)?;
            #[expect(clippy::cast_precision_loss, reason = "few rows")]
            let middle = row as f64 + 0.5;
            let mut crossings: Vec<(f64, i32)> = Vec::new();
            for [x, y, to_x, to_y] in &edges {
                if (*y <= middle) != (*to_y <= middle) {
                    let at = x + (middle - y) / (to_y - y) * (to_x - x);
                    crossings.push((at, if y < to_y { 1 } else { -1 }));
                }
            }
            crossings.sort_by(|one, other| one.0.total_cmp(&other.0));
            let mut winding = 0;
            for pair in crossings.windows(2) {
                let [(from, way), (to, _)] = pair else {
                    continue;
                };
                winding += way;
                if winding != 0 {
                    let [from, to] = [from, to].map(|it| squares((it - 0.5).max(0.0) / SQUARES));
                    self.cover(row, from, to, left);
                }
            }
        }
        Some(())
    }

    /// Draws lines of that width, each piece with both ends.
    pub(super) fn stroke(&mut self, path: &[Vec<(f64, f64)>], width: f64, ink: Ink) -> Option<()> {
        let half = width / 2.0;
        let mut lines = Vec::new();
        for part in path {
            for pair in part.windows(2) {
                let [(x, y), (to_x, to_y)] = pair else {
                    continue;
                };
                let length = (to_x - x).hypot(to_y - y);
                if length > 0.0 {
                    let (dx, dy) = ((to_x - x) / length * half, (to_y - y) / length * half);
                    // One way round, so that lines that cross are filled as one.
                    lines.push(vec![
                        (x - dx + dy, y - dy - dx),
                        (to_x + dx + dy, to_y + dy - dx),
                        (to_x + dx - dy, to_y + dy + dx),
                        (x - dx - dy, y - dy + dx),
                    ]);
                }
            }
        }
        self.fill(&lines, ink)
    }

    /// Draws words within a box; light ones cover what is dark.
    pub(super) fn text(&mut self, [left, bottom, right, top]: [f64; 4], ink: Ink) -> Option<()> {
        (ink.left().bleached >= MIN_BLEACHED).then_some(())?;
        let area = vec![(left, bottom), (right, bottom), (right, top), (left, top)];
        let text = Ink {
            opacity: ink.opacity * (1.0 - THROUGH_TEXT),
            ..ink
        };
        self.fill(&[area], text)
    }

    /// Draws a picture in the unit square of a map that turns nothing.
    pub(super) fn picture(&mut self, picture: &Picture, at: Matrix, ink: Ink) -> Option<()> {
        let Matrix([wide, _, _, high, x, y]) = at;
        let is_sound = [wide, high, x, y].iter().all(|it| it.is_finite());
        (is_sound && wide != 0.0 && high != 0.0).then_some(())?;
        self.work = self
            .work
            .checked_sub(self.columns.checked_mul(self.rows)?)?;
        for row in 0..self.rows {
            for column in 0..self.columns {
                #[expect(clippy::cast_precision_loss, reason = "few squares")]
                let place = [column as f64, row as f64].map(|it| (it + 0.5) / SQUARES);
                let [across, up] = [(place[0] - x) / wide, (place[1] - y) / high];
                if (0.0..1.0).contains(&across) && (0.0..1.0).contains(&up) {
                    let left = picture.ink(across, 1.0 - up, ink)?.left();
                    self.cover(row, column, column + 1, left);
                }
            }
        }
        Some(())
    }

    /// Whether what is beneath can be read everywhere.
    pub(super) fn is_clear(&self) -> bool {
        let is_bleached = self.bleached.iter().any(|it| *it < MIN_BLEACHED);
        !is_bleached && self.thinnest() >= MIN_THROUGH
    }

    /// The mean of the window through which least shows.
    fn thinnest(&self) -> f64 {
        let (wide, high) = (WINDOW.min(self.columns), WINDOW.min(self.rows));
        // Sums over all squares before, in both directions.
        let mut sums = vec![0.0; (self.columns + 1) * (self.rows + 1)];
        let width = self.columns + 1;
        let at = |sums: &[f64], row: usize, column: usize| {
            sums.get(row * width + column).copied().unwrap_or(0.0)
        };
        for row in 0..self.rows {
            for column in 0..self.columns {
                let own = self.through.get(row * self.columns + column);
                let sum = own.copied().unwrap_or(0.0)
                    + at(&sums, row, column + 1)
                    + at(&sums, row + 1, column)
                    - at(&sums, row, column);
                if let Some(place) = sums.get_mut((row + 1) * width + column + 1) {
                    *place = sum;
                }
            }
        }
        let mut least = f64::MAX;
        for row in high..=self.rows {
            for column in wide..=self.columns {
                let sum = at(&sums, row, column)
                    - at(&sums, row - high, column)
                    - at(&sums, row, column - wide)
                    + at(&sums, row - high, column - wide);
                least = least.min(sum);
            }
        }
        #[expect(clippy::cast_precision_loss, reason = "few squares")]
        let squares = (wide * high) as f64;
        least / squares
    }
}

impl Picture {
    /// The ink at a place from 0 to 1, from the upper left.
    fn ink(&self, across: f64, down: f64, ink: Ink) -> Option<Ink> {
        let index = |share: f64, count: usize| {
            #[expect(
                clippy::cast_precision_loss,
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "a share of few samples"
            )]
            let index = (share * count as f64) as usize;
            index.min(count - 1)
        };
        let at = index(down, self.height) * self.width + index(across, self.width);
        let first = at * self.channels;
        let samples = self.samples.get(first..first + self.channels)?;
        let share = |sample: &u8| f64::from(*sample) / 255.0;
        let colour = match samples {
            [red, green, blue] => [share(red), share(green), share(blue)],
            [grey] => [share(grey); 3],
            _ => return None,
        };
        let own = match &self.opacity {
            None => 1.0,
            Some(opacity) => share(opacity.get(at)?),
        };
        Some(Ink {
            colour,
            opacity: ink.opacity * own,
            is_multiplied: ink.is_multiplied,
        })
    }
}

/// The number of squares up to a place, in points.
fn squares(points: f64) -> usize {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a cast keeps within the bounds of its type"
    )]
    let squares = (points * SQUARES).ceil() as usize;
    squares
}
