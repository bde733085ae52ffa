//! 拟稿、审核、签发 → parts: a strip set like 版记 (GB/T 9704-2012 §7.4): a thin rule above and below over
//! the whole text width, and between them one line per person in columns: role, name, post, day.

use super::compose::{Fabric, Line, Setting};
use super::context::LayoutContext;
use super::error::LayoutError;
use super::letter::whole;
use super::paragraph::fabric;
use super::part::{Lines, base_line, items, set_line};
use super::seal::lines;
use super::structure::Tag;
use super::{Ink, Item, Owner, Rule};
use crate::document::SignOffLine;
use chengbao_base::style::Align;
use chengbao_base::text::Text;

/// Weight of the rules, 0.25 mm (§7.4.1: 中间的分隔线用细线), in points.
const WEIGHT: f32 = 0.25 * 72.0 / 25.4;
/// Minimum room for name and post, in characters.
const MIN_ROOM: f32 = 4.0;

/// The parts of one person's line.
struct Person {
    role: Fabric,
    /// The name, with the post if that has no column.
    name: Fabric,
    post: Option<Fabric>,
    date: Fabric,
}

/// Left edges and widths of the columns, in points from the left edge of the text area.
struct Columns {
    role: f32,
    name: (f32, f32),
    post: (f32, f32),
    date: (f32, f32),
}

/// The strip, below a blank line; names and posts that are too long for their columns continue on
/// further lines.
pub(super) fn sign_off(
    people: &[SignOffLine],
    context: &mut LayoutContext<'_>,
) -> Result<Vec<Lines>, LayoutError> {
    let style = &context.typography.styles.sign_off;
    let setting = Setting::text(style.size);
    let (pitch, measure) = (
        context.typography.line_pitch(),
        context.typography.text_width(),
    );
    let people = people_of(people, context, setting)?;
    let columns = columns(&people, context)?;
    let most = usize::from(context.typography.grid.lines) / 2;
    let count = people.len();
    let mut parts = Vec::with_capacity(count);
    for (index, person) in people.iter().enumerate() {
        let node = context.block(Tag::Paragraph);
        let owner = |_| Owner::Node(node);
        let mut all = Vec::new();
        let mut put = |fabric: &Fabric, set: &[Line], align: Align, (left, room): (f32, f32)| {
            for (row, line) in set.iter().enumerate() {
                let y = base_line(pitch, style.size) - lines(row) * pitch;
                let runs = set_line(fabric, line, room, align, setting, owner, left, y);
                all.extend(items(runs));
            }
            set.len()
        };
        put(
            &person.role,
            &[whole(&person.role)],
            Align::Left,
            (columns.role, measure),
        );
        let set = person.name.lines(columns.name.1, 0.0, setting);
        let mut slots = put(&person.name, &set, Align::Left, columns.name).max(1);
        if let Some(post) = &person.post {
            let set = post.lines(columns.post.1, 0.0, setting);
            slots = slots.max(put(post, &set, Align::Left, columns.post));
        }
        put(
            &person.date,
            &[whole(&person.date)],
            Align::Right,
            columns.date,
        );
        if slots > most {
            return Err(too_long());
        }
        let is_last = index + 1 == count;
        if index == 0 {
            all.push(rule(0.0, measure));
        }
        if is_last {
            all.push(rule(-lines(slots) * pitch, measure));
        }
        parts.push(Lines {
            slots,
            blank_before: usize::from(index == 0),
            keeps_with_next: !is_last,
            items: all,
            ..Lines::default()
        });
    }
    Ok(parts)
}

fn people_of(
    people: &[SignOffLine],
    context: &LayoutContext<'_>,
    setting: Setting,
) -> Result<Vec<Person>, LayoutError> {
    let style = &context.typography.styles.sign_off;
    let set = |text: &str| fabric(text, style, context, setting, &place);
    let mut widest = 0.0_f32;
    for person in people {
        let name = set(&person.name)?;
        widest = widest.max(name.width(&whole(&name)));
    }
    let has_column = widest <= SignOffLine::MAX_NAME_WIDTH * style.size;
    let mut out = Vec::with_capacity(people.len());
    for person in people {
        let [role, name, post, date] = person.printed();
        let (name, post) = if has_column {
            (name, post)
        } else {
            (name + &post, String::new())
        };
        out.push(Person {
            role: set(&role)?,
            name: set(&name)?,
            post: (!post.is_empty()).then(|| set(&post)).transpose()?,
            date: set(&date)?,
        });
    }
    Ok(out)
}

fn columns(people: &[Person], context: &LayoutContext<'_>) -> Result<Columns, LayoutError> {
    let style = &context.typography.styles.sign_off;
    let width = |fabric: &Fabric| fabric.width(&whole(fabric));
    let widest = |of: fn(&Person) -> Option<&Fabric>| {
        let widths = people.iter().filter_map(of).map(width);
        widths.fold(0.0, f32::max)
    };
    let (indent, gap) = (
        f32::from(style.indent) * style.size,
        SignOffLine::GAP * style.size,
    );
    let role = widest(|person| Some(&person.role));
    let date = widest(|person| Some(&person.date));
    let name = widest(|person| Some(&person.name));
    let left = indent + role;
    let right = context.typography.text_width() - indent;
    let room = right - date - gap - left;
    if room < MIN_ROOM * style.size {
        return Err(too_long());
    }
    let has_posts = people.iter().any(|person| person.post.is_some());
    let own = if has_posts {
        name.min(room - MIN_ROOM * style.size - gap)
    } else {
        room
    };
    let post = left + own + gap;
    Ok(Columns {
        role: indent,
        name: (left, own),
        post: (post, left + room - post),
        date: (right - date, date),
    })
}

fn rule(y: f32, measure: f32) -> Item {
    Item::Rule(Rule {
        x1: 0.0,
        y1: y,
        x2: measure,
        y2: y,
        weight: WEIGHT,
        ink: Ink::Black,
        owner: Owner::Artifact,
    })
}

fn too_long() -> LayoutError {
    LayoutError::TooLong { place: place() }
}

fn place() -> Text {
    Text::new("审签各环节", "the sign-off lines")
}
