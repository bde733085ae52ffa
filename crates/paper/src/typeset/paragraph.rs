//! Blocks of running text → parts: headings and paragraphs on the body grid.

use super::Owner;
use super::breaks::Level;
use super::cluster::{self, TextRun};
use super::compose::{Fabric, Line, Setting};
use super::context::LayoutContext;
use super::error::LayoutError;
use super::part::{Lines, base_line, items, set_line, whole_lines};
use super::structure::{NodeId, Tag};
use crate::document::{Paragraph, Run};
use chengbao_base::style::{Style, StyleId};
use chengbao_base::text::Text;

/// Minimum number of lines of a paragraph at the head and at the foot of a page (widows and orphans).
const MIN_LINES: usize = 2;
/// How far a leading may exceed a count of body lines before it uses one more.
const TOLERANCE: f32 = 0.05;

/// A heading or a paragraph. One part per line, so that pages can break between them.
pub(super) fn paragraph(
    paragraph: &Paragraph,
    context: &mut LayoutContext<'_>,
) -> Result<Vec<Lines>, LayoutError> {
    let style = context.typography.style(paragraph.style);
    let heading = heading_runs(paragraph);
    let whole_heading = heading == paragraph.runs.len() && heading > 0;
    let level = paragraph.outline.map(|outline| outline.saturating_add(1));
    let block = match level {
        Some(level) if whole_heading => context.block(Tag::Heading(level)),
        _ => context.block(Tag::Paragraph),
    };
    let run_in = (heading > 0 && !whole_heading).then(|| context.tree.add(Some(block), Tag::Span));
    let owners = owners(&paragraph.runs, block, run_in, heading, context);
    let owner = |run: usize| Owner::Node(owners.get(run).copied().unwrap_or(block));

    let runs: Vec<TextRun<'_>> = paragraph
        .runs
        .iter()
        .map(|run| text_run(&run.text, context.typography.style(run.style), context))
        .collect();
    let setting = Setting::text(style.size);
    let clusters = cluster::clusters(&runs, context.fonts, || place_text(&paragraph.runs))?;
    let fabric = Fabric::new(clusters, setting);
    let measure = context.typography.text_width();
    let indent = f32::from(style.indent) * context.cell(style.size);
    let indent = if indent < measure { indent } else { 0.0 };
    let lines = fabric.lines(measure, indent, setting);

    let leading = leading(style, context);
    let slots = slots(leading, context);
    #[expect(clippy::cast_precision_loss, reason = "a line takes few body lines")]
    let y = base_line(slots as f32 * context.typography.line_pitch(), style.size);
    let count = lines.len();
    let mut parts: Vec<Lines> = Vec::with_capacity(count);
    for (index, line) in lines.iter().enumerate() {
        let left = if index == 0 { indent } else { 0.0 };
        let done = index + 1;
        parts.push(Lines {
            slots,
            keeps_with_next: whole_heading
                || done < count && (done < MIN_LINES || count - done < MIN_LINES),
            items: items(set_line(
                &fabric,
                line,
                measure - left,
                style.align,
                setting,
                owner,
                left,
                y,
            )),
            ..Lines::default()
        });
    }
    if let Some(first) = parts.first_mut() {
        first.blank_before = whole_lines(style.space_before);
        first.outline = level
            .filter(|_| heading > 0)
            .map(|level| (level, text(paragraph.runs.iter().take(heading))));
    }
    if let Some(last) = parts.last_mut() {
        last.blank_after = whole_lines(style.space_after);
    }
    Ok(parts)
}

/// Lines as even as their number allows: no line is much shorter than the others.
pub(super) fn balanced(fabric: &Fabric, measure: f32, setting: Setting) -> Vec<Line> {
    /// Halvings of the measure, down to a fraction of a point.
    const STEPS: usize = 10;
    let mut best = fabric.lines(measure, 0.0, setting);
    if best.len() < 2 {
        return best;
    }
    let count = best.len();
    // A measure below its widest piece would cut what must not be cut.
    let (mut low, mut high) = (fabric.widest(Level::Free).1, measure);
    for _ in 0..STEPS {
        let middle = (low + high) / 2.0;
        if low >= high {
            break;
        }
        let lines = fabric.lines(middle, 0.0, setting);
        if lines.len() <= count {
            best = lines;
            high = middle;
        } else {
            low = middle;
        }
    }
    best
}

/// The element of each run: the paragraph, the run-in heading, or the link it is (ISO 32000-1
/// §14.8.4.4.2). Neighbours with the same address are one link.
fn owners(
    runs: &[Run],
    block: NodeId,
    run_in: Option<NodeId>,
    heading: usize,
    context: &mut LayoutContext<'_>,
) -> Vec<NodeId> {
    let mut owners = Vec::with_capacity(runs.len());
    let mut open: Option<(&str, NodeId, NodeId)> = None;
    for (index, run) in runs.iter().enumerate() {
        let parent = run_in.filter(|_| index < heading).unwrap_or(block);
        open = match (run.link.as_deref(), open) {
            (None, _) => None,
            (Some(uri), Some(link @ (to, below, _))) if to == uri && below == parent => Some(link),
            (Some(uri), _) => {
                let tag = Tag::Link {
                    uri: uri.to_owned(),
                };
                Some((uri, parent, context.tree.add(Some(parent), tag)))
            }
        };
        owners.push(open.map_or(parent, |(_, _, link)| link));
    }
    owners
}

/// How many runs, from the first, belong to the heading.
fn heading_runs(paragraph: &Paragraph) -> usize {
    if paragraph.outline.is_none() {
        return 0;
    }
    let is_heading = |run: &&Run| run.style != StyleId::Body;
    paragraph.runs.iter().take_while(is_heading).count()
}

fn text_run<'a>(text: &'a str, style: &Style, context: &LayoutContext<'_>) -> TextRun<'a> {
    TextRun {
        text,
        role: style.face,
        size: style.size,
        cell: context.cell(style.size),
    }
}

/// Text of one style.
pub(super) fn fabric(
    text: &str,
    style: &Style,
    context: &LayoutContext<'_>,
    setting: Setting,
    place: &dyn Fn() -> Text,
) -> Result<Fabric, LayoutError> {
    let clusters = cluster::clusters(&[text_run(text, style, context)], context.fonts, place)?;
    Ok(Fabric::new(clusters, setting))
}

/// Distance of two base lines of a style.
pub(super) fn leading(style: &Style, context: &LayoutContext<'_>) -> f32 {
    let pitch = context.typography.line_pitch();
    style.leading.unwrap_or(pitch).max(style.size)
}

/// Whole body lines used by a height.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "clamped before the cast"
)]
pub(super) fn slots(height: f32, context: &LayoutContext<'_>) -> usize {
    let lines = height / context.typography.line_pitch() - TOLERANCE;
    lines.ceil().clamp(1.0, 10_000.0) as usize
}

fn text<'a>(runs: impl Iterator<Item = &'a Run>) -> String {
    runs.map(|run| run.text.as_str()).collect()
}

/// The paragraph, identified by its first words.
fn place_text(runs: &[Run]) -> Text {
    const WORDS: usize = 12;
    let head: String = text(runs.iter()).chars().take(WORDS).collect();
    Text::new(
        format!("正文“{head}……”一段"),
        format!("the paragraph “{head}…”"),
    )
}
