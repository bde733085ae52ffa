//! The space between two characters of a line: closed up between marks, a little wider between hanzi
//! and Latin, and how it shrinks and grows.

use super::chars::{self, CharKind};
use super::cluster::Cluster;

/// The space between two neighbours, in points.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Gap {
    /// Natural width; negative if two marks are closed up.
    pub(super) rest: f32,
    /// How much it can shrink in a line that is too long.
    pub(super) give: f32,
    /// How it grows in a line that is too short.
    pub(super) growth: Growth,
}

/// How a gap grows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Growth {
    /// As much as the others.
    Even,
    /// A little, if the others would grow much: between letters and digits.
    Letters,
    /// Never: inside `——`, before a space.
    #[default]
    None,
}

/// Most a gap grows, in ems of its cluster: a line that would need more stays short.
const MAX_GROWTH: f32 = 1.0;
/// From this growth on, in ems, the letters of words and addresses are spread too,
const MUCH_GROWTH: f32 = 0.1;
/// by this much at most.
const LETTER_GROWTH: f32 = 0.06;

/// The gap between two neighbours. Of two adjacent marks one gives up its blank half.
pub(super) fn gap(before: &Cluster, after: &Cluster, latin_gap: f32) -> Gap {
    let blank = before.after + after.before;
    let (rest, give) = match (before.kind, after.kind) {
        (CharKind::Closing, CharKind::Closing | CharKind::Middle) => (-before.after, after.before),
        (CharKind::Opening | CharKind::Middle, CharKind::Opening) => (-after.before, before.after),
        (CharKind::Closing, CharKind::Opening) => (-before.after.max(after.before), 0.0),
        _ => (0.0, blank),
    };
    let is_word =
        |cluster: &Cluster| cluster.kind == CharKind::Latin && cluster.character.is_alphanumeric();
    let meets_latin = before.kind == CharKind::Ideograph && is_word(after)
        || is_word(before) && after.kind == CharKind::Ideograph;
    let extra = if meets_latin {
        latin_gap * before.size
    } else {
        0.0
    };
    let growth =
        if chars::is_pair(before.character, after.character) || after.kind == CharKind::Space {
            Growth::None
        } else if before.kind == CharKind::Latin && after.kind == CharKind::Latin {
            Growth::Letters
        } else {
            Growth::Even
        };
    Gap {
        rest: rest + extra,
        give: give + extra,
        growth,
    }
}

/// How much the even gaps and the gaps between letters of a line grow to fill it.
pub(super) fn spread(gaps: &[Gap], lacks: f32, em: f32) -> (f32, f32) {
    #[expect(clippy::cast_precision_loss, reason = "gaps of one line")]
    let count = |growth: Growth| gaps.iter().filter(|gap| gap.growth == growth).count() as f32;
    let (even, letters) = (count(Growth::Even), count(Growth::Letters));
    let mut letter = 0.0;
    if lacks > even * MUCH_GROWTH * em && letters > 0.0 {
        letter = (lacks / (even + letters)).min(LETTER_GROWTH * em);
    }
    let share = (lacks - letters * letter) / even.max(1.0);
    if share > MAX_GROWTH * em {
        (0.0, 0.0)
    } else {
        (share, letter)
    }
}
