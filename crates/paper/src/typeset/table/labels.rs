//! How the text of a cell is cut into lines: as the form prescribes if that fits, otherwise into as few and
//! as even lines as possible, ending with a mark rather than inside a phrase.

use std::rc::Rc;

use crate::typeset::breaks::Level;
use crate::typeset::chars::CharKind;
use crate::typeset::compose::{Fabric, Line, Setting};
use crate::typeset::error::LayoutError;
use crate::typeset::paragraph::balanced;
use crate::typeset::words::{self, Cut};

/// Widths for the text of a cell, in points.
#[derive(Debug, Clone, Copy)]
pub(super) struct Measures {
    /// Between the paddings.
    pub(super) inner: f32,
    /// For text that then does not have to be broken (自然人).
    pub(super) snug: f32,
}

/// Lines with their fabric.
type Lines = Vec<(Rc<Fabric>, Line)>;

/// A cell narrower than this, in ems, has the ordinal of its label on a separate line.
const NARROW: f32 = 6.0;
/// `（十一）`.
const MAX_ORDINAL: usize = 4;

/// The lines of a text that is given whole, or in pieces if breaks are prescribed; `fabrics` are
/// the pieces as they are set, `set` sets others.
pub(super) fn lines(
    pieces: &[String],
    mut fabrics: Vec<Fabric>,
    measures: Measures,
    set: impl Fn(&str) -> Result<Fabric, LayoutError>,
) -> Result<Lines, LayoutError> {
    if let ([whole], [_]) = (pieces, fabrics.as_slice())
        && let Some(fabric) = fabrics.pop()
    {
        return label(whole, fabric, measures, &set);
    }
    let mut lines = Lines::new();
    for fabric in fabrics {
        lines.extend(shared(fabric, |fabric| piece_lines(fabric, measures)));
    }
    if lines.len() > pieces.len() {
        // A prescribed piece does not fit. In as many lines the whole text may break at its marks.
        let whole = set(&pieces.concat())?;
        let count = lines.len();
        if let Some(best) = at_marks(&whole, count, measures.inner) {
            return Ok(shared(whole, |_| best));
        }
    }
    Ok(lines)
}

/// The lines of one label: （三） / 不予公开.
fn label(
    text: &str,
    fabric: Fabric,
    measures: Measures,
    set: &impl Fn(&str) -> Result<Fabric, LayoutError>,
) -> Result<Lines, LayoutError> {
    let lines = piece_lines(&fabric, measures);
    let em = fabric.clusters.first().map_or(0.0, |cluster| cluster.size);
    if lines.len() > 1
        && measures.inner < NARROW * em
        && let Some((ordinal, rest)) = split_ordinal(text)
    {
        let (ordinal, rest) = (set(ordinal)?, set(rest)?);
        let mut split = shared(ordinal, |ordinal| piece_lines(ordinal, measures));
        split.extend(shared(rest, |rest| piece_lines(rest, measures)));
        if split.len() <= lines.len() {
            return Ok(split);
        }
    }
    if lines.len() > 1
        && let Some(best) = worded(text, &fabric, lines.len(), measures.inner)
    {
        return Ok(shared(fabric, |_| best));
    }
    Ok(shared(fabric, |_| lines))
}

/// `（三）` and what it numbers.
fn split_ordinal(text: &str) -> Option<(&str, &str)> {
    let end = text.find('）')? + '）'.len_utf8();
    let (ordinal, rest) = text.split_at_checked(end)?;
    let is_ordinal = ordinal.starts_with('（') && ordinal.chars().count() <= MAX_ORDINAL;
    (is_ordinal && !rest.is_empty()).then_some((ordinal, rest))
}

fn shared(fabric: Fabric, lines: impl FnOnce(&Fabric) -> Vec<Line>) -> Lines {
    let lines = lines(&fabric);
    let fabric = Rc::new(fabric);
    lines
        .into_iter()
        .map(|line| (Rc::clone(&fabric), line))
        .collect()
}

/// One line if the text fits or is a number, otherwise even lines.
fn piece_lines(fabric: &Fabric, measures: Measures) -> Vec<Line> {
    let whole = all(fabric);
    let text: String = fabric
        .clusters
        .iter()
        .map(|cluster| cluster.character)
        .collect();
    if fabric.clusters.is_empty() {
        Vec::new()
    } else if is_number(&text) || fabric.width(&whole) <= measures.snug {
        vec![whole]
    } else {
        balanced(fabric, measures.inner, Setting::CELL)
    }
}

/// The cost of a line end, in square ems of unevenness: inside a word, between two words, after a mark.
const INSIDE_WORD: f32 = 60.0;
const BETWEEN_WORDS: f32 = 6.0;
const AFTER_MARK: f32 = -30.0;
/// A text of more lines is treated as running text: its lines are filled, not weighed.
const MAX_WEIGHED: usize = 6;

/// The best way to set a label in `count` lines: whole words, ends after marks, lines of one length.
fn worded(text: &str, fabric: &Fabric, count: usize, inner: f32) -> Option<Vec<Line>> {
    let end = fabric.clusters.len();
    if count > MAX_WEIGHED || text.chars().count() != end {
        return None;
    }
    let em = fabric.clusters.first()?.size;
    #[expect(clippy::cast_precision_loss, reason = "lines of one label")]
    let mean = fabric.width(&all(fabric)) / count as f32;
    let cuts = words::cuts(text);
    let places = (1..end).filter(|at| fabric.level(*at) == Level::Free);
    let places: Vec<usize> = std::iter::once(0).chain(places).chain([end]).collect();
    let at_end = |at: usize| -> f32 {
        let last = at.checked_sub(1).and_then(|last| fabric.clusters.get(last));
        match cuts.get(at) {
            _ if at == end => 0.0,
            _ if last.is_some_and(|cluster| cluster.kind == CharKind::Closing) => AFTER_MARK,
            Some(Cut::Parts) => 0.0,
            Some(Cut::Words) => BETWEEN_WORDS,
            Some(Cut::Inside) | None => INSIDE_WORD,
        }
    };
    // For each place the possible line ends: where the lines start and how uneven they are.
    let fitting = places.iter().enumerate().map(|(index, at)| {
        let starts = places.iter().enumerate().take(index).rev();
        let lines = starts.map(|(from, start)| {
            let clusters = *start..*at;
            let is_last = *at == end;
            (from, fabric.width(&Line { clusters, is_last }))
        });
        let lines = lines.take_while(|(_, width)| *width <= inner);
        let lines = lines.map(|(from, width)| (from, ((width - mean) / em).powi(2)));
        (at_end(*at), lines.collect::<Vec<_>>())
    });
    let fitting: Vec<_> = fitting.collect();
    // For each place the cheapest way there with the lines so far, with the start of its last line.
    let mut ways: Vec<Vec<Option<(f32, usize)>>> = vec![vec![None; places.len()]];
    *ways.first_mut()?.first_mut()? = Some((0.0, 0));
    for _ in 0..count {
        let before = ways.last()?;
        let best = |(at_end, lines): &(f32, Vec<(usize, f32)>)| {
            let ways = lines.iter().filter_map(|(from, uneven)| {
                let (cost, _) = (*before.get(*from)?)?;
                Some((cost + uneven + at_end, *from))
            });
            ways.min_by(|one, other| one.0.total_cmp(&other.0))
        };
        let next = fitting.iter().map(best).collect();
        ways.push(next);
    }
    let mut lines = Vec::with_capacity(count);
    let mut index = places.len().checked_sub(1)?;
    for way in ways.iter().skip(1).rev() {
        let (_, from) = (*way.get(index)?)?;
        let clusters = *places.get(from)?..*places.get(index)?;
        let is_last = clusters.end == end;
        lines.push(Line { clusters, is_last });
        index = from;
    }
    lines.reverse();
    Some(lines)
}

/// Of the ways to set a label in `count` lines, the narrowest of those with the most lines that
/// end with a mark; `None` if no line can.
fn at_marks(fabric: &Fabric, count: usize, inner: f32) -> Option<Vec<Line>> {
    let ends_with_mark = |line: &&Line| {
        let last = line.clusters.end.checked_sub(1);
        last.and_then(|last| fabric.clusters.get(last))
            .is_some_and(|cluster| cluster.kind == CharKind::Closing)
    };
    let step = fabric.clusters.first()?.size / 2.0;
    let mut measure = fabric
        .widest(Level::Free)
        .1
        .max(fabric.width(&all(fabric)) / 8.0);
    let mut best = None;
    let mut most = 0;
    while measure <= inner {
        let lines = fabric.lines(measure, 0.0, Setting::CELL);
        let inside = lines.iter().filter(|line| !line.is_last);
        let marks = inside.filter(ends_with_mark).count();
        if lines.len() == count && marks > most {
            most = marks;
            best = Some(lines);
        }
        measure += step;
    }
    best
}

/// Digits with the signs that belong to them: never broken.
pub(super) fn is_number(text: &str) -> bool {
    text.contains(|c: char| c.is_ascii_digit())
        && text
            .chars()
            .all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '-' | '+' | '%' | '/'))
}

/// A fabric as one line.
pub(super) fn all(fabric: &Fabric) -> Line {
    Line {
        clusters: 0..fabric.clusters.len(),
        is_last: true,
    }
}
