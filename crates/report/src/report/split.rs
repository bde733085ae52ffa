//! Numbers that a comma split in two: in brackets and braces a comma ends a value, so `[1,203, 5]` has three
//! values and `{decisions: 1,203}` a key `203`. What was meant is only ever suggested.

use std::borrow::Cow;

use super::Regrouped;
use crate::source::{Entry, Node, Span};

/// The numbers that thousands separators split in two, if joining them gives the
/// right number of cells. Only a comma without a space is taken for a separator.
pub(super) fn regroup(items: &[Node], wanted: usize, text: &str) -> Option<Regrouped> {
    let groups = groups(items);
    let written = |group: &[&Node]| of_group(group, text);
    let mut cut = groups.iter().filter(|group| group.len() > 1);
    let (first, last) = (cut.clone().next()?, cut.next_back()?);
    let place = Span {
        end: last.last()?.place.end,
        ..first.first()?.place
    };
    let mut fixed = String::new();
    let mut at = place.start;
    for group in groups.iter().filter(|group| group.len() > 1) {
        let start = group.first()?.place.start;
        fixed.push_str(text.get(at..start)?);
        fixed.push_str(&written(group)?.replace(',', ""));
        at = group.last()?.place.end;
    }
    (groups.len() == wanted).then_some(Regrouped {
        place,
        written: written(first)?.to_owned(),
        fixed,
    })
}

/// Items that belong together.
fn groups(items: &[Node]) -> Vec<Vec<&Node>> {
    let mut groups: Vec<Vec<&Node>> = Vec::new();
    for item in items {
        match groups.last_mut() {
            Some(group) if goes_on(group, item) => group.push(item),
            _ => groups.push(vec![item]),
        }
    }
    groups
}

/// The text for items that belong together.
fn of_group<'a>(group: &[&Node], text: &'a str) -> Option<&'a str> {
    let (first, last) = (group.first()?.place, group.last()?.place);
    text.get(first.start..last.end)
}

/// The text for each cell of a row whose separators split numbers in two.
pub(super) fn written<'a>(items: &'a [Node], text: &'a str) -> Vec<&'a str> {
    let cells = groups(items)
        .into_iter()
        .map(|group| match group.as_slice() {
            [only] => {
                let scalar = only.as_scalar().filter(|scalar| !scalar.is_null());
                scalar.map_or("", |scalar| scalar.text.trim())
            }
            cut => of_group(cut, text).unwrap_or_default(),
        });
    cells.collect()
}

/// Whether an item is the next three digits of the number that a group writes.
fn goes_on(group: &[&Node], item: &Node) -> bool {
    let (Some(first), Some(last)) = (group.first(), group.last()) else {
        return false;
    };
    let head = digits(first).is_some_and(|d| (1..=3).contains(&d.len()) && !d.starts_with('0'));
    head && item.place.start == last.place.end + 1 && digits(item).is_some_and(|d| d.len() == 3)
}

fn digits(node: &Node) -> Option<&str> {
    let text = node.as_scalar().map(|scalar| scalar.text.as_str())?;
    text.bytes().all(|b| b.is_ascii_digit()).then_some(text)
}

/// The entries of a mapping without the keys that are the rest of the number before them, and the places of
/// those numbers.
pub(super) fn joined(entries: &[Entry]) -> (Cow<'_, [Entry]>, Vec<Span>) {
    if !entries.iter().any(is_left_out) {
        return (Cow::Borrowed(entries), Vec::new());
    }
    let (mut rest, mut places): (Vec<Entry>, Vec<Span>) = (Vec::new(), Vec::new());
    let mut group: Vec<&Node> = Vec::new();
    for entry in entries {
        if is_left_out(entry) && goes_on(&group, &entry.key) {
            if group.len() > 1 {
                places.pop();
            }
            group.push(&entry.key);
            places.extend(group.first().map(|first| Span {
                end: entry.key.place.end,
                ..first.place
            }));
            continue;
        }
        group = vec![&entry.value];
        rest.push(entry.clone());
    }
    (Cow::Owned(rest), places)
}

/// Whether a key has no value, not even one that says so.
fn is_left_out(entry: &Entry) -> bool {
    let place = entry.value.place;
    entry.value.is_null() && place.start == place.end
}
