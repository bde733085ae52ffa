//! Chooses how to fill the pages: by the grid of the typography, unless the last page
//! would have no more than two lines. It lays out nothing itself.

use super::error::LayoutError;
use super::flow::{self, Filling, Flowed};
use super::part::{Part, Start};
use super::sides::Leaves;
use chengbao_base::style::Typography;

/// Fewer body lines on a last page are too few, apart from the closing parts of the document.
const MIN_LINES: usize = 3;
/// Rows that are slightly lower, as a share of their height.
const LOWER: f32 = 0.92;
/// Smallest line pitch, as a multiple of the size of body text: real reports use 28 pt or less.
const MIN_PITCH: f32 = 1.7;

/// The pages of the parts; the last `closing` of these close the document.
///
/// A last page of one or two lines is avoided: by slightly lower table rows, by one more line
/// on every page (GB/T 9704-2012 §5.2.3: 特定情况可以作适当调整), by both; otherwise lines of the page
/// before it are moved to it.
///
/// # Errors
/// [`LayoutError::TooTall`] if a table has a row taller than a page.
pub(super) fn pages(
    parts: &[Part],
    closing: usize,
    typography: &Typography,
    leaves: Leaves<'_>,
) -> Result<Flowed, LayoutError> {
    let fill = |filling| flow::pages(parts, closing, filling, typography, leaves);
    let plain = Filling::plain(typography);
    let first = fill(plain)?;
    let count = first.pages.len();
    let is_poor = |flowed: &Flowed| flowed.pages.len() > 1 && flowed.last_lines < MIN_LINES;
    if !is_poor(&first) {
        return Ok(first);
    }
    let lower = Filling {
        rows: LOWER,
        ..plain
    };
    let mut closer = vec![lower];
    if may_be_closer(parts, typography) {
        let lines = plain.lines + 1;
        closer.extend([Filling { lines, ..plain }, Filling { lines, ..lower }]);
    }
    for filling in closer {
        let flowed = fill(filling)?;
        if flowed.pages.len() < count && !is_poor(&flowed) {
            return Ok(flowed);
        }
    }
    if let Some(page) = count.checked_sub(2) {
        for fewer in 1..=2 * MIN_LINES {
            let short = Some((page, plain.lines.saturating_sub(fewer).max(1)));
            let flowed = fill(Filling { short, ..plain })?;
            if flowed.pages.len() == count && !is_poor(&flowed) {
                return Ok(flowed);
            }
        }
    }
    Ok(first)
}

/// Whether one more line on each page keeps the lines apart. Letters and annexes have first lines at
/// fixed positions.
fn may_be_closer(parts: &[Part], typography: &Typography) -> bool {
    let is_free = |part: &Part| match part {
        Part::Lines(lines) => lines.start == Start::Anywhere,
        Part::Table(_) => true,
    };
    let pitch = typography.text_height() / f32::from(typography.grid.lines.saturating_add(1));
    pitch >= MIN_PITCH * typography.styles.body.size && parts.iter().all(is_free)
}
