//! From findings to a fixed text: applies the fixes that can be applied at once and leaves everything else
//! byte for byte as it was.
//!
//! It never checks whether more fixes follow; the caller checks again until nothing
//! changes.

use std::collections::BTreeMap;

use super::{Finding, Fix};
use crate::file::edit::{Edit, EditError, apply};
use crate::source::Source;

/// Which fixes are applied.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fixes {
    /// Those that only restate what the file says elsewhere.
    Safe,
    /// Also suggestions.
    Suggested,
}

impl Fixes {
    /// The options that apply a fix.
    #[must_use]
    pub fn command(fix: &Fix) -> &'static str {
        if fix.safe {
            "chengbao check --fix FILE"
        } else {
            "chengbao check --fix --suggested FILE"
        }
    }
}

/// A fixed text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fixed {
    /// The text.
    pub text: String,
    /// Indices of the findings whose fixes were applied.
    pub applied: Vec<usize>,
}

/// Applies the fixes of these findings. Of two that touch the same range, the one that comes first
/// in the file is applied.
///
/// # Errors
/// If a fix lies outside the text, because the findings belong to another text.
pub fn fix(source: &Source, findings: &[Finding], fixes: Fixes) -> Result<Fixed, EditError> {
    let mut chosen: Vec<(usize, &Fix)> = findings
        .iter()
        .enumerate()
        .filter_map(|(index, finding)| Some((index, finding.fix.as_ref()?)))
        .filter(|(_, fix)| fix.safe || fixes == Fixes::Suggested)
        .collect();
    let begin = |fix: &Fix| {
        let first = fix.edits.iter().map(|edit| edit.place);
        first.map(|place| (place.start, place.end)).min()
    };
    chosen.sort_by_key(|(_, fix)| begin(fix));
    let mut edits: BTreeMap<usize, Edit> = BTreeMap::new();
    let mut applied = Vec::new();
    for (index, fix) in chosen {
        // Replacing nothing by nothing means writing the text back.
        let writes =
            |edit: &&Edit| !edit.replacement.is_empty() || edit.place.start < edit.place.end;
        let made: Vec<&Edit> = fix.edits.iter().filter(writes).collect();
        if made.iter().any(|edit| clashes(&edits, edit)) {
            continue;
        }
        edits.extend(
            made.into_iter()
                .map(|edit| (edit.place.start, edit.clone())),
        );
        applied.push(index);
    }
    applied.sort_unstable();
    let edits: Vec<Edit> = edits.into_values().collect();
    Ok(Fixed {
        text: apply(&source.text, &edits)?,
        applied,
    })
}

/// Whether an edit touches one of those chosen before, which are by where they begin.
fn clashes(edits: &BTreeMap<usize, Edit>, edit: &Edit) -> bool {
    let (start, end) = (edit.place.start, edit.place.end);
    let before = edits.range(..start).next_back();
    let from = edits.range(start..).next();
    before.is_some_and(|(_, it)| it.place.end > start)
        || from.is_some_and(|(begin, _)| *begin == start || *begin < end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::testing::{findings, over_example, read};

    /// Fixes the report's text until nothing changes.
    fn fixed(yaml: &str, fixes: Fixes) -> String {
        let mut report = over_example(2024, yaml);
        for _ in 0..4 {
            let found = findings(&report, None);
            let fixed = fix(&report.source, &found, fixes).unwrap();
            if fixed.text == report.source.text {
                break;
            }
            report = read(2024, &fixed.text);
        }
        report.source.text.clone()
    }

    #[track_caller]
    fn check(yaml: &str, fixes: Fixes, expected: &str) {
        let sound = over_example(2024, expected).source.text.clone();
        assert_eq!(fixed(yaml, fixes), sound);
    }

    #[test]
    fn totals_and_spellings_are_fixed_and_counts_are_left() {
        let granted = |row: &str| format!("requests: {{granted: [{row}]}}");
        let right = granted("186, 21, 1, 2, 9, 3, 222");
        check(&granted("186, 21, 1, 2, 9, 3, 223"), Fixes::Safe, &right);
        check(&granted("186, 21, 1, 2, 9, 3, ~"), Fixes::Safe, &right);
        check(&granted("１８６, 21, 1, 2, 9, 3, 222"), Fixes::Safe, &right);
        let wrong = granted("187, 21, 1, 2, 9, 3, 222");
        check(&wrong, Fixes::Safe, &wrong);
        check(&wrong, Fixes::Suggested, &right);
    }

    #[test]
    fn a_left_out_value_is_filled_in_with_a_blank_before_it() {
        let text = "appeals: {reconsideration: {upheld: 14, corrected: 3, total: }}\n";
        let report = read(2024, text);
        let found = findings(&report, None);
        let fixed = fix(&report.source, &found, Fixes::Safe).unwrap();
        assert_eq!(fixed.text, text.replace("total:", "total: 17"));
    }

    #[test]
    fn comments_order_and_line_ends_outlive_a_fix() {
        let text =
            "# 说明\r\nappeals:   # 第四部分\r\n  reconsideration: [14, 3, 5, 2, ~] # 总计未填\r\n";
        let report = read(2024, text);
        let found = findings(&report, None);
        let fixed = fix(&report.source, &found, Fixes::Safe).unwrap();
        assert_eq!(fixed.text, text.replace('~', "24"));
    }

    #[test]
    fn of_two_fixes_of_one_place_the_first_is_made() {
        let report = over_example(2024, "appeals: {reconsideration: [14, 3, 5, 2, ~]}");
        let found = findings(&report, None);
        let twice: Vec<Finding> = found.iter().chain(&found).cloned().collect();
        let fixed = fix(&report.source, &twice, Fixes::Safe).unwrap();
        assert_eq!(fixed.applied.len(), 1);
        assert!(fixed.text.contains("[14, 3, 5, 2, 24]"));
    }

    #[test]
    fn a_byte_order_mark_goes_when_the_text_is_written_back() {
        let report = over_example(2024, "\u{feff}year: 2024");
        let found = findings(&report, None);
        let fixed = fix(&report.source, &found, Fixes::Safe).unwrap();
        assert_eq!(
            (fixed.applied.len(), fixed.text.starts_with('\u{feff}')),
            (1, false)
        );
    }
}
