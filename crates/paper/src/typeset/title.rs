//! The title → a part: centred lines of whole words, none much longer than the others.

use super::Owner;
use super::breaks::Level;
use super::compose::{Fabric, Line, Setting};
use super::context::LayoutContext;
use super::error::LayoutError;
use super::paragraph::{balanced, fabric, leading, slots};
use super::part::{Lines, base_line, items, set_line, whole_lines};
use super::structure::Tag;
use super::words::{self, Cut};
use chengbao_base::text::Text;

/// What precedes the title.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Below {
    /// The head of the page, or text.
    Text,
    /// The head of a letter: two blank lines (§10.1).
    LetterHead,
    /// The label of an annex on line 1: the title's first line is line 3 (§7.3.7).
    AnnexLabel,
}

/// The title: centred lines, one heading of level 1, on whole body lines (§7.3.1).
pub(super) fn title(
    lines: &[String],
    below: Below,
    context: &mut LayoutContext<'_>,
) -> Result<Lines, LayoutError> {
    let node = context.block(Tag::Heading(1));
    let style = &context.typography.styles.title;
    let measure = context.typography.text_width();
    let setting = Setting::text(style.size);
    let leading = leading(style, context);
    let mut rows = Vec::new();
    for text in lines {
        let fabric = fabric(text, style, context, setting, &place_title)?;
        rows.extend(worded(text, &fabric, measure, setting).iter().map(|line| {
            // A title line is set like the last line of its paragraph: never stretched.
            let place = Line {
                is_last: true,
                ..line.clone()
            };
            set_line(
                &fabric,
                &place,
                measure,
                style.align,
                setting,
                |_| Owner::Node(node),
                0.0,
                0.0,
            )
        }));
    }
    let pitch = context.typography.line_pitch();
    #[expect(clippy::cast_precision_loss, reason = "a title has few lines")]
    let height = rows.len() as f32 * leading;
    // On line 3 the first line is in the middle of its body line, like a line of text.
    let over = (leading - pitch) / 2.0;
    let slots = match below {
        Below::AnnexLabel => slots(height - over, context),
        Below::Text | Below::LetterHead => slots(height, context),
    };
    #[expect(clippy::cast_precision_loss, reason = "a title has few lines")]
    let mut top = match below {
        Below::AnnexLabel => over,
        Below::Text | Below::LetterHead => -(slots as f32 * pitch - height) / 2.0,
    };
    let mut all = Vec::new();
    for row in rows {
        let y = top + base_line(leading, style.size);
        all.extend(items(row).into_iter().map(|item| item.moved(0.0, y)));
        top -= leading;
    }
    Ok(Lines {
        slots,
        height,
        blank_before: match below {
            Below::Text => whole_lines(style.space_before),
            Below::LetterHead => 2,
            Below::AnnexLabel => 1,
        },
        blank_after: whole_lines(style.space_after),
        keeps_with_next: true,
        items: all,
        outline: Some((1, lines.concat())),
        ..Lines::default()
    })
}

/// The cost of a line end that separates two words of one phrase, in square ems of unevenness.
const BETWEEN_WORDS: f32 = 12.0;
/// The cost of an hourglass, a middle line shorter than those around it (§7.3.1 requires 梯形 or 菱形).
const HOURGLASS: f32 = 40.0;

/// Lines of whole words, as even as that allows; as few as possible, plus one if the words
/// require it. Titles of more than three lines are only evened out.
fn worded(text: &str, fabric: &Fabric, measure: f32, setting: Setting) -> Vec<Line> {
    let least = fabric.lines(measure, 0.0, setting).len();
    if least < 2 {
        return fabric.lines(measure, 0.0, setting);
    }
    let cuts: Vec<(usize, Cut)> = words::cuts(text)
        .into_iter()
        .enumerate()
        .filter(|(at, cut)| *cut > Cut::Inside && fabric.level(*at) == Level::Free)
        .collect();
    let ways = |count: usize| -> Vec<Vec<(usize, Cut)>> {
        match count {
            2 => cuts.iter().map(|one| vec![*one]).collect(),
            3 => cuts
                .iter()
                .enumerate()
                .flat_map(|(index, one)| {
                    let later = cuts.iter().skip(index + 1);
                    later.map(|two| vec![*one, *two])
                })
                .collect(),
            _ => Vec::new(),
        }
    };
    let best = |count: usize| {
        ways(count)
            .into_iter()
            .filter_map(|way| cost(&way, fabric, measure))
            .min_by(|one, other| one.0.total_cmp(&other.0))
            .map(|(_, lines)| lines)
    };
    best(least)
        .or_else(|| best(least + 1))
        .unwrap_or_else(|| balanced(fabric, measure, setting))
}

/// The cost of a way to cut a title, with its lines; `None` if a line is too long.
fn cost(way: &[(usize, Cut)], fabric: &Fabric, measure: f32) -> Option<(f32, Vec<Line>)> {
    let count = fabric.clusters.len();
    let em = fabric.clusters.first()?.size;
    let ends = way.iter().map(|(at, _)| *at).chain([count]);
    let mut start = 0;
    let lines: Vec<Line> = ends
        .map(|end| Line {
            clusters: std::mem::replace(&mut start, end)..end,
            is_last: end == count,
        })
        .collect();
    let widths: Vec<f32> = lines.iter().map(|line| fabric.width(line) / em).collect();
    if widths.iter().any(|width| width * em > measure) {
        return None;
    }
    #[expect(clippy::cast_precision_loss, reason = "two or three lines")]
    let mean = widths.iter().sum::<f32>() / widths.len() as f32;
    let uneven: f32 = widths.iter().map(|width| (width - mean).powi(2)).sum();
    let parted = way.iter().filter(|(_, cut)| *cut < Cut::Parts);
    let hourglass = match widths.as_slice() {
        [first, middle, last] if middle < first && middle < last => HOURGLASS,
        _ => 0.0,
    };
    let parted = parted.map(|_| BETWEEN_WORDS).sum::<f32>();
    Some((uneven + parted + hourglass, lines))
}

fn place_title() -> Text {
    Text::new("标题", "the title")
}
