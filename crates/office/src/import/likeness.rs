//! How similar two labels are, and which of two sequences of labels correspond.
//! Published documents change width, spaces, ordinals, punctuation and sometimes a word.

use chengbao_report::form::{bare_label, fold_width, without_note};

/// Labels at least this similar mean the same.
pub(super) const ALIKE: f64 = 0.55;

/// Labels at least this similar are the same except for width, ordinal and note.
pub(super) const SAME: f64 = 0.9;

/// A label ready for comparison.
#[derive(Debug, Clone, Default)]
pub(super) struct Label {
    /// Only letters and digits.
    whole: String,
    /// Without its ordinal.
    bare: String,
    /// Without ordinal and closing note.
    short: String,
    /// Pairs of neighbours of `bare`, sorted.
    pairs: Vec<(char, char)>,
}

impl Label {
    pub(super) fn new(text: &str) -> Self {
        let folded = fold_width(text);
        let letters = |text: &str| -> String {
            // Labels are never longer than this; a paragraph in a cell need not be compared in full.
            let plain = text.chars().filter(|c| c.is_alphanumeric());
            plain.take(160).collect()
        };
        let bare = bare_label(&folded);
        let short = letters(without_note(bare));
        let bare = letters(bare);
        let mut pairs: Vec<_> = bare.chars().zip(bare.chars().skip(1)).collect();
        pairs.sort_unstable();
        Self {
            whole: letters(&folded),
            short,
            bare,
            pairs,
        }
    }

    /// Whether it contains no letters.
    pub(super) fn is_empty(&self) -> bool {
        self.whole.is_empty()
    }

    /// From 0 to 1.
    pub(super) fn likeness(&self, other: &Self) -> f64 {
        if self.is_empty() || other.is_empty() {
            return 0.0;
        }
        if self.whole == other.whole {
            return 1.0;
        }
        if self.bare == other.bare && !self.bare.is_empty() {
            return 0.95;
        }
        if self.short == other.short && !self.short.is_empty() {
            return SAME;
        }
        self.dice(other) * 0.85
    }

    /// Dice's coefficient of the pairs of neighbouring characters.
    fn dice(&self, other: &Self) -> f64 {
        let (mut one, mut two) = (self.pairs.iter().peekable(), other.pairs.iter().peekable());
        let mut shared = 0_usize;
        while let (Some(a), Some(b)) = (one.peek(), two.peek()) {
            match a.cmp(b) {
                std::cmp::Ordering::Less => drop(one.next()),
                std::cmp::Ordering::Greater => drop(two.next()),
                std::cmp::Ordering::Equal => {
                    shared += 1;
                    one.next();
                    two.next();
                }
            }
        }
        let all = self.pairs.len() + other.pairs.len();
        if all == 0 {
            return 0.0;
        }
        2.0 * shared as f64 / all as f64
    }
}

/// How a best pairing reached a position of its table.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Step {
    /// The wanted one is missing.
    Lacking,
    /// The found one is not wanted.
    Extra,
    /// The two correspond.
    Pair,
}

/// For each of the `wanted` items the matching one of `found`, in order, so that the sum of the scores is
/// highest; `None` from `score` for two that cannot match. Of two that are equally good the
/// later is taken: lists of contents come first.
pub(super) fn align(
    wanted: usize,
    found: usize,
    score: impl Fn(usize, usize) -> Option<f64>,
) -> Vec<Option<usize>> {
    let mut best = vec![0.0_f64; found + 1];
    let mut steps: Vec<Vec<Step>> = Vec::with_capacity(wanted);
    for i in 0..wanted {
        let mut row = vec![Step::Lacking];
        let mut next = vec![0.0_f64];
        let mut left = 0.0_f64;
        for (j, (diagonal, above)) in best.iter().zip(best.iter().skip(1)).enumerate() {
            let (mut value, mut step) = (*above, Step::Lacking);
            if left > value {
                (value, step) = (left, Step::Extra);
            }
            if let Some(paired) = score(i, j).map(|score| score + diagonal)
                && paired >= value
            {
                (value, step) = (paired, Step::Pair);
            }
            row.push(step);
            next.push(value);
            left = value;
        }
        best = next;
        steps.push(row);
    }
    let mut pairs = vec![None; wanted];
    let (mut i, mut j) = (wanted, found);
    while i > 0 && j > 0 {
        let step = steps.get(i - 1).and_then(|row| row.get(j));
        match step {
            Some(Step::Pair) => {
                i -= 1;
                j -= 1;
                if let Some(pair) = pairs.get_mut(i) {
                    *pair = Some(j);
                }
            }
            Some(Step::Extra) => j -= 1,
            Some(Step::Lacking) | None => i -= 1,
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(one: &str, other: &str, at_least: f64, at_most: f64) {
        let found = Label::new(one).likeness(&Label::new(other));
        assert!(
            (at_least..=at_most).contains(&found),
            "{one} {other}: {found}"
        );
    }

    #[test]
    fn labels_are_the_same_whatever_their_width_ordinal_and_note() {
        check("（一）予以公开", "(一) 予以公开", 1.0, 1.0);
        check("（一）予以公开", "予以公开", 0.95, 0.95);
        check("（二）部分公开（区分处理的）", "部分公开", SAME, SAME);
        check("3.危及“三安全一稳定”", "３．危及\"三安全一稳定\"", 1.0, 1.0);
        check("维持结果", "结果维持", ALIKE, 0.85);
        check("其他处理", "其他", 0.0, ALIKE - 0.01);
        check("总计", "12", 0.0, 0.0);
        check("", "", 0.0, 0.0);
    }

    #[test]
    fn sequences_are_paired_in_order_with_gaps_on_both_sides() {
        let pair = |wanted: &str, found: &str| {
            let (wanted, found): (Vec<char>, Vec<char>) =
                (wanted.chars().collect(), found.chars().collect());
            let score = |i: usize, j: usize| (wanted[i] == found[j]).then_some(1.0);
            align(wanted.len(), found.len(), score)
        };
        assert_eq!(pair("abc", "xaxbcx"), [Some(1), Some(3), Some(4)]);
        assert_eq!(pair("abc", "ac"), [Some(0), None, Some(1)]);
        assert_eq!(pair("ab", "abab"), [Some(2), Some(3)]);
        assert_eq!(pair("a", ""), [None]);
    }
}
