//! The covering letter at the beginning of a document. The default texts of a letter are
//! not in the data, so an edited letter cannot be written back; a note reports it.

use super::plain::{plain, without_links};
use chengbao_report::report::{Circular, Report, printed_date};

/// Whether the lines before the first section show the report's letter, but not everything the
/// report gives for it.
pub(super) fn is_changed(report: &Report, front: &[String]) -> bool {
    let Some(circular) = &report.circular else {
        return false;
    };
    // A letter ends where its annex begins (GB/T 9704 §7.3.7).
    let Some(end) = front.iter().position(|line| is_annex_label(line)) else {
        return false;
    };
    let shown: String = front.iter().take(end).map(|line| plain(line)).collect();
    let is_there = |line: &String| {
        let colon = ['：', ':'];
        [line, &without_links(line)]
            .into_iter()
            .any(|line| shown.contains(plain(line).trim_end_matches(colon)))
    };
    !given(circular).iter().all(is_there)
}

fn is_annex_label(line: &str) -> bool {
    let number = plain(line);
    let number = number.strip_prefix("附件");
    number.is_some_and(|number| number.chars().all(|c| c.is_ascii_digit()))
}

/// What the report gives for its letter's text, as printed.
fn given(circular: &Circular) -> Vec<String> {
    // Mark and number are in the head of the page, not in the text.
    let lines = [&circular.to, &circular.issuer].into_iter().flatten();
    let texts = [&circular.title, &circular.text, &circular.annexes];
    let texts = texts.into_iter().flatten().flat_map(|text| &text.lines);
    let date = circular.date.map(|date| printed_date(date.value));
    let given = lines.chain(texts).map(|line| line.value.clone());
    given.chain(date).collect()
}
