//! The ranks of headings. Official documents number their headings by depth, but may begin
//! a section with `1.` without a （一） before it; a tagged file must not skip a rank (ISO 14289-1
//! §7.4.2: the first heading is H1, and none is more than one rank below the heading before it).

use crate::typeset::{StructureTree, Tag};

/// The number of ranks (ISO 32000-1 §14.8.4.3.2, `H1`…`H6`).
const RANKS: usize = 6;

/// The rank of each heading element, from 1: how many headings it is under, including
/// itself, as in the bookmarks.
pub(super) fn ranks(tree: &StructureTree) -> Vec<Option<usize>> {
    let mut path: Vec<u8> = Vec::new();
    tree.elements
        .iter()
        .map(|element| {
            let Tag::Heading(level) = element.tag else {
                return None;
            };
            path.retain(|above| *above < level);
            path.push(level);
            Some(path.len().min(RANKS))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(levels: &[u8], expected: &[usize]) {
        let mut tree = StructureTree::default();
        let top = tree.add(None, Tag::Document);
        for level in levels {
            tree.add(Some(top), Tag::Heading(*level));
        }
        let ranks: Vec<usize> = ranks(&tree).into_iter().flatten().collect();
        assert_eq!(ranks, expected, "{levels:?}");
    }

    #[test]
    fn no_rank_is_left_out_and_equal_levels_below_one_heading_are_of_one_rank() {
        check(&[1, 2, 3, 4, 2], &[1, 2, 3, 4, 2]);
        check(&[1, 2, 4, 4, 3, 4], &[1, 2, 3, 3, 3, 4]);
        check(&[2, 3, 2], &[1, 2, 1]);
        check(&[4, 2, 1], &[1, 1, 1]);
        check(&[1, 2, 1, 2], &[1, 2, 1, 2]);
        check(&[1, 2, 3, 4, 5, 6, 7, 8], &[1, 2, 3, 4, 5, 6, 6, 6]);
    }
}
