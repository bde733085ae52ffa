//! Items within a text: 一是…；二是…；三是…, 第一，…第二，….
//!
//! It never knows headings.

use std::ops::Range;

use super::super::slips::Slip;
use super::Text;
use crate::check::prose::{Prose, is_blank, is_mark, is_numeral, numeral};

/// How far the items of a text have come, for each way of counting.
#[derive(Default)]
pub(super) struct Series {
    /// 一是, 一要, 第一，
    counted: [Vec<usize>; 3],
}

impl Series {
    /// Adds what is wrong with the items of the next line.
    pub(super) fn slips(&mut self, prose: &Prose<'_>, slips: &mut Vec<Slip>) {
        for Range { start: at, end } in prose.runs(is_numeral) {
            let ordinal = prose.before(at) == Some('第');
            let from = at - usize::from(ordinal);
            let begins = prose.before(from).is_none_or(|c| is_mark(c) || is_blank(c));
            let way = match (ordinal, prose.get(end)) {
                (false, Some('是')) => 0,
                (false, Some('要')) => 1,
                (true, Some('，')) => 2,
                _ => continue,
            };
            let Some(number) = numeral(prose.text(&(at..end))).filter(|_| begins) else {
                continue;
            };
            let last = self.last(way, number);
            let to = end + usize::from(!ordinal);
            slips.extend(last.map(|last| slip(prose, from..to, last, number)));
        }
    }

    /// The last number of the list that a number does not continue, if there is one.
    fn last(&mut self, way: usize, number: usize) -> Option<usize> {
        let open = self.counted.get_mut(way)?;
        let last = open.last().copied();
        // The list around an inner one goes on.
        let outer = open.iter().rposition(|it| it + 1 == number);
        if let Some(at) = outer {
            open.truncate(at);
            open.push(number);
            return None;
        }
        match last {
            // A list within an item begins again.
            _ if number == 1 => {
                // Lists that were left behind do not pile up.
                if open.len() >= MAX_DEPTH {
                    open.clear();
                }
                open.push(1);
                None
            }
            _ => {
                open.pop();
                open.push(number);
                last
            }
        }
    }
}

/// How deep lists may be in one another.
const MAX_DEPTH: usize = 8;

fn slip(prose: &Prose<'_>, piece: std::ops::Range<usize>, last: usize, number: usize) -> Slip {
    let shown = prose.text(&piece);
    let message = match last == number {
        true => Text::new(
            format!("“{shown}”重复。"),
            format!("`{shown}` is repeated."),
        ),
        false => Text::new(
            format!("第 {last} 项之后是“{shown}”，序号不连续。"),
            format!("item {last} is followed by `{shown}`."),
        ),
    };
    Slip::new(piece, message).help(Text::new(
        "请核对是不是少了一项或者序号没有改。",
        "check whether an item is missing or its number was not changed.",
    ))
}
