//! Line composition: fills lines with clusters and gives each cluster its position in its line. Greedy, in one
//! pass, so that the work is linear in the text.
//!
//! A line that is slightly too long closes up its punctuation (GB/T 15834-2011 §5.1.11, 5.1.12), one that is
//! too short spreads its characters evenly.

use std::ops::Range;

use super::breaks::{self, Level};
use super::chars::CharKind;
use super::cluster::Cluster;
use super::gap::{Gap, Growth, gap, spread};
use chengbao_base::style::Align;

/// A paragraph ready to be cut into lines.
#[derive(Debug)]
pub(super) struct Fabric {
    /// Its characters.
    pub(super) clusters: Vec<Cluster>,
    /// `gaps[n]` is between cluster `n` and the next.
    gaps: Vec<Gap>,
    /// How suitable a line end is before each cluster, and after the last.
    levels: Vec<Level>,
}

/// One line of a fabric.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line {
    /// Its clusters, including spaces at its end.
    pub(super) clusters: Range<usize>,
    /// Whether the paragraph ends with this line.
    pub(super) is_last: bool,
}

/// How lines are filled.
#[derive(Debug, Clone, Copy)]
pub(super) struct Setting {
    /// Natural space between hanzi and Latin, in em. It may shrink to nothing.
    pub(super) latin_gap: f32,
    /// Whether marks at the ends of a line may give their blank halves.
    pub(super) trims_ends: bool,
    /// A line shorter than its measure by more than this, in points, should rather cut an address.
    pub(super) ragged: f32,
}

impl Setting {
    /// Running text. Word sets a quarter em between hanzi and Latin; but from a tenth, programs that
    /// extract text from a PDF take a gap for a space, and 2024年 is no longer found.
    pub(super) fn text(size: f32) -> Self {
        Self {
            latin_gap: 0.0625,
            trims_ends: true,
            ragged: 3.0 * size,
        }
    }

    /// Text in cells: nothing outside the cell's own width.
    pub(super) const CELL: Self = Self {
        latin_gap: 0.0,
        trims_ends: false,
        ragged: f32::INFINITY,
    };
}

/// Slack for the rounding of sums of widths, in points.
const ROUNDING: f32 = 0.01;

impl Fabric {
    /// A paragraph of these clusters.
    pub(super) fn new(clusters: Vec<Cluster>, setting: Setting) -> Self {
        let text: String = clusters.iter().map(|cluster| cluster.character).collect();
        let gaps = clusters
            .iter()
            .zip(clusters.iter().skip(1))
            .map(|(before, after)| gap(before, after, setting.latin_gap))
            .chain(clusters.last().map(|_| Gap::default()))
            .collect();
        Self {
            clusters,
            gaps,
            levels: breaks::levels(&text),
        }
    }

    /// The lines at a measure; the first is `indent` points shorter.
    pub(super) fn lines(&self, measure: f32, indent: f32, setting: Setting) -> Vec<Line> {
        let mut lines = Vec::new();
        let mut start = 0;
        while start < self.clusters.len() {
            let measure = if start == 0 {
                measure - indent
            } else {
                measure
            };
            let end = self.line_end(start, measure, setting).max(start + 1);
            lines.push(Line {
                clusters: start..end,
                is_last: end >= self.clusters.len(),
            });
            start = end;
        }
        lines
    }

    /// Where the line that starts at `start` ends.
    fn line_end(&self, start: usize, measure: f32, setting: Setting) -> usize {
        /// The last place of each level that fits, and what is missing in the line then.
        #[derive(Clone, Copy, Default)]
        struct Fit {
            end: usize,
            lacks: f32,
        }
        let mut fits: [Option<Fit>; 5] = [None; 5];
        let mut tight = None;
        // `width` up to the last cluster that is not a space, `all` including the spaces after it.
        let (mut all, mut width, mut give) = (0.0_f32, 0.0_f32, 0.0_f32);
        if setting.trims_ends && start > 0 {
            all -= self.clusters.get(start).map_or(0.0, opening_blank);
        }
        let clusters = self.clusters.iter().zip(&self.gaps).enumerate().skip(start);
        for (index, (cluster, gap)) in clusters {
            all += cluster.width;
            if cluster.kind != CharKind::Space {
                width = all;
            }
            let end = index + 1;
            let last = if setting.trims_ends {
                closing_blank(cluster)
            } else {
                0.0
            };
            let level = self.levels.get(end).copied().unwrap_or(Level::Free);
            if width <= measure + ROUNDING {
                let fit = Fit {
                    end,
                    lacks: measure - width,
                };
                if let Some(slot) = fits.get_mut(level as usize) {
                    *slot = Some(fit);
                }
            } else if width - give - last > measure + ROUNDING {
                if width - give - last > measure + cluster.size {
                    break;
                }
            } else if level == Level::Free {
                tight = Some((end, width - measure));
                break;
            }
            all += gap.rest;
            give += gap.give;
        }
        let [never, inside, address, unit, free] = fits;
        if let (Some((end, excess)), Some(free)) = (tight, free)
            && excess <= free.lacks + ROUNDING
        {
            return end;
        }
        if let (Some(address), Some(free)) = (address, free)
            && free.lacks > setting.ragged
            && address.end > free.end
        {
            return address.end;
        }
        free.map(|fit| fit.end)
            .or(tight.map(|(end, _)| end))
            .or(unit.or(address).or(inside).or(never).map(|fit| fit.end))
            .unwrap_or(start + 1)
    }

    /// The position of each cluster's glyph origin in a line, in points from the line's left edge, for
    /// a measure.
    pub(super) fn places(
        &self,
        line: &Line,
        measure: f32,
        align: Align,
        setting: Setting,
    ) -> Vec<f32> {
        let clusters = self.clusters.get(line.clusters.clone()).unwrap_or_default();
        let gaps = self.gaps.get(line.clusters.clone()).unwrap_or_default();
        let inked = clusters
            .iter()
            .rposition(|cluster| cluster.kind != CharKind::Space)
            .map_or(0, |last| last + 1);
        let inner = inked.saturating_sub(1);
        let mut start = 0.0;
        if setting.trims_ends && line.clusters.start > 0 {
            start -= clusters.first().map_or(0.0, opening_blank);
        }
        let natural = start
            + clusters
                .iter()
                .take(inked)
                .map(|cluster| cluster.width)
                .sum::<f32>()
            + gaps.iter().take(inner).map(|gap| gap.rest).sum::<f32>();
        let (mut squeeze, mut even, mut letters) = (0.0, 0.0, 0.0);
        if natural > measure + ROUNDING {
            let end = match inked.checked_sub(1).and_then(|last| clusters.get(last)) {
                Some(cluster) if setting.trims_ends => closing_blank(cluster),
                _ => 0.0,
            };
            let excess = (natural - measure - end).max(0.0);
            let give: f32 = gaps.iter().take(inner).map(|gap| gap.give).sum();
            if give > 0.0 {
                squeeze = (excess / give).min(1.0);
            }
        } else if align == Align::Justify && !line.is_last {
            let em = clusters.first().map_or(0.0, |cluster| cluster.size);
            (even, letters) = spread(gaps.get(..inner).unwrap_or_default(), measure - natural, em);
        }
        let slack = (measure - natural).max(0.0);
        start += match align {
            Align::Left | Align::Justify => 0.0,
            Align::Center => slack / 2.0,
            Align::Right => slack,
        };
        let mut at = start;
        let mut places = Vec::with_capacity(clusters.len());
        for (index, (cluster, gap)) in clusters.iter().zip(gaps).enumerate() {
            // Spaces past the measure move back, so that nothing lies outside the line.
            let left = if index >= inked {
                at.min(measure - cluster.width).max(0.0)
            } else {
                at
            };
            places.push(left + cluster.shift);
            at += cluster.width + gap.rest - squeeze * gap.give;
            at += match gap.growth {
                Growth::Even => even,
                Growth::Letters => letters,
                Growth::None => 0.0,
            };
        }
        places
    }

    /// How suitable a line end is before a cluster.
    pub(super) fn level(&self, cluster: usize) -> Level {
        self.levels.get(cluster).copied().unwrap_or(Level::Free)
    }

    /// Natural width of a line, without the spaces at its end.
    pub(super) fn width(&self, line: &Line) -> f32 {
        let clusters = self.clusters.get(line.clusters.clone()).unwrap_or_default();
        let gaps = self.gaps.get(line.clusters.clone()).unwrap_or_default();
        let (mut all, mut width) = (0.0, 0.0);
        for (cluster, gap) in clusters.iter().zip(gaps) {
            all += cluster.width;
            if cluster.kind != CharKind::Space {
                width = all;
            }
            all += gap.rest;
        }
        width
    }

    /// The widest piece of clusters that must not be cut at `level` or better, and its width.
    pub(super) fn widest(&self, level: Level) -> (Range<usize>, f32) {
        let mut widest = (0..0, 0.0);
        let mut start = 0;
        for end in 1..=self.clusters.len() {
            if end < self.clusters.len() && self.levels.get(end).is_none_or(|at| *at < level) {
                continue;
            }
            let piece = Line {
                clusters: start..end,
                is_last: false,
            };
            let width = self.width(&piece);
            if width > widest.1 {
                widest = (start..end, width);
            }
            start = end;
        }
        widest
    }
}

fn opening_blank(cluster: &Cluster) -> f32 {
    if cluster.kind == CharKind::Opening {
        cluster.before
    } else {
        0.0
    }
}

fn closing_blank(cluster: &Cluster) -> f32 {
    if cluster.kind == CharKind::Closing {
        cluster.after
    } else {
        0.0
    }
}
