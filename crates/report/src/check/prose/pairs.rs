//! Which brackets and quotation marks of a line belong together, whatever their width, and which have no partner.
//!
//! It never knows where half-width ones are right.

/// A bracket or quotation mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::check) struct Mark {
    /// Where it is.
    pub(in crate::check) at: usize,
    /// The mark.
    pub(in crate::check) character: char,
}

/// Two that belong together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::check) struct Pair {
    pub(in crate::check) open: Mark,
    pub(in crate::check) close: Mark,
    /// Whether one of the same sort is around it, right outside all others.
    pub(in crate::check) is_within_its_own: bool,
}

/// The brackets and quotation marks of a line.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(in crate::check) struct Pairs {
    /// Those that belong together, by where they close.
    pub(in crate::check) closed: Vec<Pair>,
    /// Those that open and are never closed, in order.
    pub(in crate::check) unclosed: Vec<Mark>,
    /// Those that close what was never opened, in order.
    pub(in crate::check) unopened: Vec<Mark>,
}

impl Pairs {
    /// Those of a line.
    pub(super) fn of(characters: &[(usize, char)], address: &[bool]) -> Self {
        let mut pairs = Self::default();
        let mut open: Vec<Mark> = Vec::new();
        let words = characters.iter().zip(address).enumerate();
        for (at, ((_, character), is_address)) in words {
            let mark = Mark {
                at,
                character: *character,
            };
            if *is_address || is_apostrophe(characters, at) {
                continue;
            }
            if closing(mark.character).is_some() {
                open.push(mark);
            } else if let Some(sort) = sort(mark.character) {
                pairs.close(&mut open, mark, sort);
            }
        }
        pairs.unclosed.extend(open);
        pairs.unclosed.sort_by_key(|mark| mark.at);
        pairs.note_nesting();
        pairs
    }

    fn close(&mut self, open: &mut Vec<Mark>, close: Mark, sort: char) {
        let fits = |mark: &Mark| closing(mark.character) == Some(sort);
        // What is open around it has not been closed in time; further out a partner is not looked for.
        let near = open.iter().rev().take(MAX_DEPTH).position(fits);
        let Some(above) = near else {
            self.unopened.push(close);
            return;
        };
        let left = open.split_off(open.len() - above);
        self.unclosed.extend(left);
        if let Some(opening) = open.pop() {
            self.closed.push(Pair {
                open: opening,
                close,
                is_within_its_own: false,
            });
        }
    }

    /// Which pairs are within others: known only once those are closed.
    fn note_nesting(&mut self) {
        let mut order: Vec<usize> = (0..self.closed.len()).collect();
        let at = |closed: &[Pair], index: usize| closed.get(index).map_or(0, |pair| pair.open.at);
        order.sort_by_key(|index| at(&self.closed, *index));
        let mut around: Vec<Pair> = Vec::new();
        for index in order {
            let Some(pair) = self.closed.get_mut(index) else {
                continue;
            };
            while around.last().is_some_and(|it| it.close.at < pair.open.at) {
                around.pop();
            }
            let sort = closing(pair.open.character);
            let mut near = around.iter().rev().take(MAX_DEPTH);
            pair.is_within_its_own = near.any(|it| closing(it.open.character) == sort);
            around.push(*pair);
        }
    }
}

/// How far out a partner is looked for: real texts nest three or four deep.
const MAX_DEPTH: usize = 8;

/// The full-width mark that closes what this one opens.
pub(in crate::check) fn closing(open: char) -> Option<char> {
    Some(match open {
        '（' | '(' => '）',
        '《' => '》',
        '〈' => '〉',
        '【' => '】',
        '〔' => '〕',
        '［' => '］',
        '“' => '”',
        '‘' => '’',
        _ => return None,
    })
}

/// A closing mark, in full width.
fn sort(close: char) -> Option<char> {
    Some(match close {
        '）' | ')' => '）',
        '》' | '〉' | '】' | '〕' | '］' | '”' | '’' => close,
        _ => return None,
    })
}

/// Whether a mark is an apostrophe: `it’s`.
fn is_apostrophe(characters: &[(usize, char)], at: usize) -> bool {
    let letter = |at: Option<usize>| {
        let c = at.and_then(|at| characters.get(at));
        c.is_some_and(|(_, c)| c.is_ascii_alphabetic())
    };
    matches!(characters.get(at), Some((_, '’' | '‘')))
        && letter(at.checked_sub(1))
        && letter(at.checked_add(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Pairs {
        let characters: Vec<(usize, char)> = text.char_indices().collect();
        Pairs::of(&characters, &vec![false; characters.len()])
    }

    #[track_caller]
    fn check(text: &str, closed: usize, unclosed: &[usize], unopened: &[usize]) {
        let pairs = of(text);
        let at = |marks: &[Mark]| marks.iter().map(|mark| mark.at).collect::<Vec<_>>();
        let found = (pairs.closed.len(), at(&pairs.unclosed), at(&pairs.unopened));
        assert_eq!(
            found,
            (closed, unclosed.to_vec(), unopened.to_vec()),
            "{text}"
        );
    }

    #[test]
    fn partners_are_found_whatever_their_width() {
        check("（一)甲（二）", 2, &[], &[]);
        check("《甲（试行）》", 2, &[], &[]);
        check("《甲（试行》）", 1, &[2], &[6]);
        check("《甲，“乙”", 1, &[0], &[]);
        check("甲）乙》", 0, &[], &[1, 3]);
        check("it’s", 0, &[], &[]);
    }

    #[test]
    fn nesting_is_known() {
        let pairs = of("《关于印发《办法》的通知》");
        let within: Vec<bool> = pairs.closed.iter().map(|it| it.is_within_its_own).collect();
        assert_eq!(within, [true, false]);
        assert!(
            !of("《甲》《乙》")
                .closed
                .iter()
                .any(|it| it.is_within_its_own)
        );
        assert!(
            !of("《甲，《乙》")
                .closed
                .iter()
                .any(|it| it.is_within_its_own)
        );
    }
}
