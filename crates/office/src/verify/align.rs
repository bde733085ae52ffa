//! Finds which items of two sequences are the same: a longest common subsequence, searched between their
//! common beginning and end.

/// Beyond this many pairs the middles are compared item by item instead.
const MAX_PAIRS: usize = 4_000_000;

/// One step along both sequences.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    /// These two are the same.
    Both(usize, usize),
    /// Only the first sequence has this.
    First(usize),
    /// Only the second has this.
    Second(usize),
}

/// The steps, in order.
pub(super) fn align(first: usize, second: usize, same: impl Fn(usize, usize) -> bool) -> Vec<Step> {
    let shorter = first.min(second);
    let head = (0..shorter).take_while(|at| same(*at, *at)).count();
    let tail = (0..shorter - head)
        .take_while(|back| same(first - 1 - back, second - 1 - back))
        .count();
    let (rows, columns) = (first - head - tail, second - head - tail);
    let mut steps: Vec<Step> = (0..head).map(|at| Step::Both(at, at)).collect();
    if rows.saturating_mul(columns) <= MAX_PAIRS {
        steps.extend(middle(head, rows, columns, &same));
    } else {
        steps.extend((0..rows).map(|at| Step::First(head + at)));
        steps.extend((0..columns).map(|at| Step::Second(head + at)));
    }
    let ends = (0..tail).rev();
    steps.extend(ends.map(|back| Step::Both(first - 1 - back, second - 1 - back)));
    steps
}

fn middle(
    head: usize,
    rows: usize,
    columns: usize,
    same: &impl Fn(usize, usize) -> bool,
) -> Vec<Step> {
    // `lengths[i][j]`: the common length of the rests from `i` and `j` on.
    let width = columns + 1;
    let mut lengths = vec![0_u32; (rows + 1) * width];
    let get =
        |lengths: &[u32], i: usize, j: usize| lengths.get(i * width + j).copied().unwrap_or(0);
    for i in (0..rows).rev() {
        for j in (0..columns).rev() {
            let length = if same(head + i, head + j) {
                get(&lengths, i + 1, j + 1) + 1
            } else {
                get(&lengths, i + 1, j).max(get(&lengths, i, j + 1))
            };
            if let Some(slot) = lengths.get_mut(i * width + j) {
                *slot = length;
            }
        }
    }
    let (mut i, mut j, mut steps) = (0, 0, Vec::new());
    while i < rows || j < columns {
        if i < rows && j < columns && same(head + i, head + j) {
            steps.push(Step::Both(head + i, head + j));
            (i, j) = (i + 1, j + 1);
        } else if j >= columns || i < rows && get(&lengths, i + 1, j) >= get(&lengths, i, j + 1) {
            steps.push(Step::First(head + i));
            i += 1;
        } else {
            steps.push(Step::Second(head + j));
            j += 1;
        }
    }
    steps
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(one: &str, other: &str, expected: &str) {
        let (a, b): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
        let steps = align(a.len(), b.len(), |i, j| a[i] == b[j]);
        let told: String = steps
            .iter()
            .map(|step| match step {
                Step::Both(i, _) => a[*i].to_string(),
                Step::First(i) => format!("-{}", a[*i]),
                Step::Second(j) => format!("+{}", b[*j]),
            })
            .collect();
        assert_eq!(told, expected, "{one} {other}");
    }

    #[test]
    fn what_both_have_is_kept_and_the_rest_named() {
        check("abc", "abc", "abc");
        check("abc", "axc", "a-b+xc");
        check("abc", "", "-a-b-c");
        check("", "ab", "+a+b");
        check("aab", "ab", "a-ab");
        check("xaby", "zabw", "-x+zab-y+w");
    }
}
