//! Work over many files on all cores; results are reported in the order of the files.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;

use super::interrupt;

/// Does the work for 0, 1, … `count` − 1 and reports each result once all earlier ones are reported.
/// After Ctrl-C no new work starts; what was not started is not reported.
pub(super) fn in_order<T: Send>(
    count: usize,
    work: impl Fn(usize) -> T + Sync,
    mut report: impl FnMut(usize, T),
) {
    if count == 1 {
        report(0, work(0));
        return;
    }
    let next = AtomicUsize::new(0);
    let (sender, receiver) = mpsc::channel();
    std::thread::scope(|scope| {
        let (next, work) = (&next, &work);
        scope.spawn(move || {
            // Not `par_iter`: it would begin in the middle of the list, and half of the results
            // would wait for the other half.
            rayon::broadcast(|_| {
                while !interrupt::asked() {
                    let index = next.fetch_add(1, Ordering::Relaxed);
                    if index >= count || sender.send((index, work(index))).is_err() {
                        break;
                    }
                }
            });
        });
        let mut waiting = BTreeMap::new();
        let mut reported = 0;
        for (index, result) in receiver {
            waiting.insert(index, result);
            while let Some(result) = waiting.remove(&reported) {
                report(reported, result);
                reported += 1;
            }
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_in_the_order_of_the_files() {
        for count in [0, 1, 2, 500] {
            let mut seen = Vec::new();
            in_order(
                count,
                |index| {
                    // Early ones take longest.
                    std::thread::sleep(std::time::Duration::from_micros(200 / (index as u64 + 1)));
                    index * 2
                },
                |index, result| seen.push((index, result)),
            );
            let expected: Vec<_> = (0..count).map(|index| (index, index * 2)).collect();
            assert_eq!(seen, expected);
        }
    }
}
