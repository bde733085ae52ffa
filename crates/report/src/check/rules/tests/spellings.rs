//! Values that are only spelled differently, and those that cannot be read for what they are.

use super::*;
use crate::report::canonical_json;

#[test]
fn a_variation_selector_may_be_deleted_and_asks_for_no_font() {
    let report = over_example(2024, "issuer: 葛\u{e0100}城县人民政府");
    let finding = only(&report, None);
    assert_eq!(finding.rule, "missing-glyph");
    assert!(
        finding
            .message
            .zh
            .contains("“葛”后面有看不见的异体字选择符（U+E0100")
    );
    assert!(!finding.help.unwrap().zh.contains("安装"));
    assert_eq!(report.source.slice(finding.place.unwrap()), "葛\u{e0100}");
    assert!(
        finding
            .fix
            .is_some_and(|fix| fix.replacement() == Some("葛") && !fix.safe)
    );
}

#[test]
fn digits_that_are_no_digits_here_are_one_finding_where_they_stand() {
    // The fonts of the test have the first plane only.
    for (digits, help) in [
        ("١٠٢٤", "0 至 9"),
        ("𝟏𝟎𝟐", "0 至 9"),
        ("1.203", "不止一个数"),
    ] {
        let report = over_example(
            2024,
            &format!("disclosure: {{licensing: {{decisions: {digits}}}}}"),
        );
        let finding = only(&report, None);
        assert_eq!(finding.rule, "cell-value", "{digits}");
        assert_eq!(report.source.slice(finding.place.unwrap()), digits);
        assert!(finding.help.unwrap().zh.contains(help), "{digits}");
        assert_eq!(finding.fix, None, "{digits}");
    }
}

#[test]
fn a_plain_spelling_is_one_warning_whose_fix_ends_it() {
    for (yaml, written, right) in [
        (
            "disclosure: {licensing: {decisions: '52,847'}}",
            "'52,847'",
            "52847",
        ),
        (
            "disclosure: {licensing: {decisions: 52847.00}}",
            "52847.00",
            "52847",
        ),
        (
            "disclosure: {licensing: {decisions: ５２８４７}}",
            "５２８４７",
            "52847",
        ),
        (
            "disclosure: {licensing: {decisions: \"52847件\"}}",
            "\"52847件\"",
            "52847",
        ),
        (
            "requests: {granted: [+186, 21, 1, 2, 9, 3, 222]}",
            "+186",
            "186",
        ),
        ("date: 2025/1/24", "2025/1/24", "2025-01-24"),
        ("date: \"20250124\"", "\"20250124\"", "\"2025-01-24\""),
    ] {
        let report = over_example(2024, yaml);
        let finding = only(&report, None);
        assert_eq!(
            (finding.rule, finding.severity),
            ("spelling", Severity::Warning),
            "{yaml}"
        );
        let fix = finding.fix.unwrap();
        assert_eq!(
            (
                report.source.slice(fix.edits[0].place),
                fix.replacement().unwrap()
            ),
            (written, right)
        );
        assert!(fix.safe, "{yaml}");
        let fixed = report.source.text.replace(written, right);
        let fixed = read(2024, &fixed);
        assert_eq!(findings(&fixed, None), [], "{yaml}");
        assert_eq!(canonical_json(&fixed), canonical_json(&report), "{yaml}");
    }
}

#[test]
fn what_a_comma_split_is_only_suggested() {
    let example = form(2024).example.clone();
    for (sound, yaml) in [
        ("{decisions: 52847}", "{decisions: 52,847}"),
        ("[186, 21, 1, 2, 9, 3, 222]", "[1,186, 21, 1, 2, 9, 3, 222]"),
    ] {
        let sound = example.split_once(sound).unwrap();
        let found = findings(&read(2024, &[sound.0, yaml, sound.1].concat()), None);
        let fixes: Vec<_> = found.iter().filter_map(|it| it.fix.as_ref()).collect();
        assert_eq!(rules(&found), ["cell-value"], "{yaml}");
        assert!(
            fixes.len() == 1 && fixes.iter().all(|fix| !fix.safe),
            "{yaml}"
        );
    }
}

#[test]
fn a_day_that_does_not_exist_is_said_to_be_none() {
    let finding = only(&over_example(2024, "date: 2025-02-30"), None);
    assert_eq!(finding.rule, "cell-value");
    assert_eq!(
        finding.message.zh,
        "没有“2025-02-30”这一天：2025年2月只有 28 天。请核对。"
    );
}

#[test]
fn an_escaped_character_is_reported_on_its_line_without_a_fix() {
    let report = over_example(2024, "issuer: \"示例市\\u0007人民政府\"");
    let finding = only(&report, None);
    assert_eq!(
        (finding.rule, finding.severity),
        ("odd-character", Severity::Error)
    );
    assert_eq!(finding.fix, None);
}
