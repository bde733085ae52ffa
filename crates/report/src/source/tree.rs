//! Items → tree: aliases are expanded, duplicate keys are set aside. All bounds were
//! enforced before; nothing here can grow beyond them.

use std::collections::BTreeMap;

use super::items::{Item, ItemKind};
use super::{Entry, Node, NodeKind, SourceError};

/// The tree of these items, and the duplicate keys in the order of the text. `None` if
/// there are no items.
pub(super) fn grow(items: &[Item]) -> Option<(Node, Vec<SourceError>)> {
    let mut grower = Grower {
        items,
        inside_alias: false,
        problems: Vec::new(),
    };
    let root = grower.node(0)?;
    let mut problems = grower.problems;
    problems.sort_by_key(SourceError::place);
    Some((root, problems))
}

struct Grower<'i> {
    items: &'i [Item],
    inside_alias: bool,
    problems: Vec<SourceError>,
}

impl<'i> Grower<'i> {
    /// The node of the item at that index. It recurses once per level, and levels are bounded.
    fn node(&mut self, index: usize) -> Option<Node> {
        let item = self.items.get(index)?;
        let place = item.place;
        let kind = match &item.kind {
            ItemKind::Scalar(scalar) => NodeKind::Scalar(scalar.clone()),
            ItemKind::Sequence => {
                let children = self.children(index, item.end);
                NodeKind::Sequence(children.filter_map(|child| self.node(child)).collect())
            }
            ItemKind::Mapping => NodeKind::Mapping(self.entries(index, item.end)),
            ItemKind::Alias(target) => {
                let outer = std::mem::replace(&mut self.inside_alias, true);
                let node = self.node(*target);
                self.inside_alias = outer;
                node?.kind
            }
        };
        Some(Node { place, kind })
    }

    /// The indices of the direct children of the item at that index.
    fn children(&self, index: usize, end: usize) -> impl Iterator<Item = usize> + use<'i> {
        let items = self.items;
        let first = Some(index + 1).filter(|it| *it < end);
        std::iter::successors(first, move |child| {
            let next = items.get(*child)?.end;
            (next < end).then_some(next)
        })
    }

    fn entries(&mut self, index: usize, end: usize) -> Vec<Entry> {
        let mut entries = Vec::new();
        let mut lines: BTreeMap<&str, u32> = BTreeMap::new();
        let items = self.items;
        let mut children = self.children(index, end);
        while let (Some(key), Some(value)) = (children.next(), children.next()) {
            let Some(Item {
                place,
                kind: ItemKind::Scalar(name),
                ..
            }) = items.get(key)
            else {
                continue;
            };
            let first_line = lines.get(name.text.as_str());
            let first_line = first_line.filter(|_| !self.is_rest_of_number(key, value));
            if let Some(&first_line) = first_line {
                self.duplicate(place, &name.text, first_line);
                continue;
            }
            lines.insert(&name.text, place.line);
            if let (Some(key), Some(value)) = (self.node(key), self.node(value)) {
                entries.push(Entry { key, value });
            }
        }
        entries
    }

    /// Whether a key is what a comma cut off a number (`{a: 1,000, b: 2,000}`): it names nothing, and may
    /// occur again.
    fn is_rest_of_number(&self, key: usize, value: usize) -> bool {
        let (Some(key), Some(value)) = (self.items.get(key), self.items.get(value)) else {
            return false;
        };
        let (ItemKind::Scalar(name), ItemKind::Scalar(left_out)) = (&key.kind, &value.kind) else {
            return false;
        };
        let is_three_digits = name.text.len() == 3 && name.text.bytes().all(|b| b.is_ascii_digit());
        is_three_digits && left_out.is_null() && value.place.start == value.place.end
    }

    /// A value that an alias stands for was already checked where its anchor is.
    fn duplicate(&mut self, place: &super::Span, key: &str, first_line: u32) {
        if !self.inside_alias {
            let (place, key) = (*place, key.to_owned());
            self.problems.push(SourceError::DuplicateKey {
                place,
                key,
                first_line,
            });
        }
    }
}
