//! A batch needs no more memory for its last report than for its first: what is kept is kept for
//! each glyph once, never for a report.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot set its desk has failed"
)]

use support::random;
use support::rooms::{make, read};
use support::runs;

/// Reports made before memory is measured, and after.
const FIRST: u32 = 50;
const MORE: u32 = 150;
/// What may be added after the first ones: outlines of rare hanzi.
const MOST: usize = 20 << 20;

#[test]
#[cfg(target_os = "linux")]
fn memory_stays_flat_after_the_first_reports() {
    let all = runs::sample(FIRST + MORE, &random::report());
    let (first, more) = all.split_at(FIRST as usize);
    let made = |reports: &[random::Filled]| {
        let sizes = reports.iter().map(|filled| {
            let made = make(&read(&filled.form, &filled.yaml));
            made.pdf.len() + made.docx.len()
        });
        sizes.sum::<usize>()
    };
    let written = made(first);
    let before = resident();
    let written = written + made(more);
    let grown = resident().saturating_sub(before);
    assert!(written > 20 << 20, "{written} bytes of documents");
    assert!(grown < MOST, "{grown} bytes more after {MORE} reports");
}

/// Resident memory in bytes.
#[cfg(target_os = "linux")]
fn resident() -> usize {
    let told = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = told
        .lines()
        .find(|line| line.starts_with("VmRSS:"))
        .unwrap();
    let kilobytes = line.split_whitespace().nth(1).unwrap();
    kilobytes.parse::<usize>().unwrap() << 10
}
