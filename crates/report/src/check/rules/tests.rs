//! Every rule against its own examples, and what no rule may do.

mod narrative;
mod rates;
mod spellings;

use super::RULES;
use crate::check::testing::{findings, form, of_example, over_example, read};
use crate::check::{Finding, Severity};
use crate::report::Report;

fn rules(findings: &[Finding]) -> Vec<&str> {
    findings.iter().map(|finding| finding.rule).collect()
}

#[test]
fn the_example_reports_of_the_forms_keep_every_rule() {
    for year in [2020, 2024] {
        let report = read(year, &form(year).example);
        assert_eq!(findings(&report, None), [], "{year}");
    }
}

#[test]
fn every_rule_is_broken_by_its_bad_example_and_kept_by_its_good_one() {
    const SUMS: [&str; 5] = [
        "row-total",
        "column-total",
        "balance",
        "group-total",
        "total-missing",
    ];
    for rule in RULES {
        let info = rule.info();
        let bad = of_example(info, &info.bad);
        assert!(
            bad.iter().any(|f| f.rule == info.name),
            "{}: {bad:#?}",
            info.name
        );
        let strange = |f: &&Finding| f.rule != info.name && SUMS.contains(&f.rule);
        assert_eq!(bad.iter().find(strange), None, "{}", info.name);
        let gravest = bad
            .iter()
            .filter(|f| f.rule == info.name)
            .map(|f| f.severity)
            .min();
        assert!(gravest >= Some(info.severity), "{}", info.name);
        let good = of_example(info, &info.good);
        let broken: Vec<_> = good.iter().filter(|f| f.rule == info.name).collect();
        assert!(broken.is_empty(), "{}: {broken:#?}", info.name);
    }
}

#[test]
fn codes_and_names_are_unique_and_in_order() {
    let codes: Vec<&str> = RULES.iter().map(|rule| rule.info().code).collect();
    assert!(codes.is_sorted_by(|a, b| a < b), "{codes:?}");
    let mut names: Vec<&str> = RULES.iter().map(|rule| rule.info().name).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), RULES.len());
}

/// The one finding of a report.
#[track_caller]
fn only(report: &Report, previous: Option<&Report>) -> Finding {
    let mut found = findings(report, previous);
    assert_eq!(found.len(), 1, "{found:#?}");
    found.remove(0)
}

#[test]
fn a_wrong_total_is_named_as_officials_name_it() {
    let report = over_example(2024, "requests: {granted: [186, 21, 1, 2, 9, 3, 223]}");
    let finding = only(&report, None);
    assert_eq!(
        finding.message.zh,
        "三、（一）予以公开，总计：填报 223，各列之和 222，多 1。"
    );
    assert_eq!(finding.path, "requests.granted.total");
    assert_eq!(finding.also, ["column-total"]);
    assert_eq!(finding.expected.as_deref(), Some("222"));
    assert_eq!(finding.terms.len(), 6);
    let fix = finding.fix.unwrap();
    assert!(fix.safe);
    assert_eq!(report.source.slice(fix.edits[0].place), "223");
}

#[test]
fn a_wrong_count_is_fixed_by_suggestion_only() {
    let report = over_example(2024, "requests: {granted: [187, 21, 1, 2, 9, 3, 222]}");
    let finding = only(&report, None);
    assert_eq!(
        finding.message.zh,
        "三、（一）予以公开，自然人：填报 187，应为 186；本行各列之和 223，而“三、（一）予以公开，总计”为 222，相差 1。"
    );
    assert!(
        finding
            .fix
            .is_some_and(|fix| !fix.safe && fix.replacement() == Some("186"))
    );
}

#[test]
fn a_balance_names_its_four_cells() {
    let report = over_example(2024, "requests: {received: [402, 48, 2, 4, 22, 5, 483]}");
    let found = findings(&report, None);
    assert_eq!(rules(&found), ["balance", "balance"]);
    assert_eq!(
        found[0].message.zh,
        "“一、本年新收政府信息公开申请数量，自然人”与“二、上年结转政府信息公开申请数量，自然人”之和 408，\
         “三、（七）总计，自然人”与“四、结转下年度继续办理，自然人”之和 409，应相等，相差 1。"
    );
    assert_eq!(found[0].path, "requests.carried_over.individual");
    assert!(found.iter().all(|finding| finding.fix.is_none()));
}

#[test]
fn an_error_in_what_was_carried_in_is_one_finding_of_both_rules() {
    let last = over_example(
        2024,
        "{year: 2023, problems: 上一年的问题, requests: {carried_over: [6, 2, 0, 0, 0, 0, 8]}, disclosure: {rules: {in_force: 5}, normative_documents: {in_force: 80}}}",
    );
    let report = over_example(2024, "requests: {carried_in: [7, 2, 0, 0, 0, 0, 8]}");
    let finding = only(&report, Some(&last));
    assert_eq!(
        (finding.rule, finding.also.as_slice()),
        ("row-total", &["balance", "carry-over"][..])
    );
}

#[test]
fn a_report_of_another_year_is_no_last_year() {
    let last = over_example(
        2024,
        "{year: 2022, requests: {carried_over: [0, 0, 0, 0, 0, 0, 0]}}",
    );
    let report = over_example(2024, "previous: 2022.yaml");
    let finding = only(&report, Some(&last));
    assert_eq!(
        (finding.rule, finding.path.as_str()),
        ("previous-year", "previous")
    );
}

#[test]
fn an_unreadable_cell_reports_what_the_sums_ask_for() {
    let report = over_example(2024, "requests: {granted: [186, 21, 1, -2, 9, 3, 222]}");
    let finding = only(&report, None);
    assert_eq!(
        (finding.rule, finding.expected.as_deref()),
        ("cell-value", Some("2"))
    );
    assert!(finding.fix.is_some_and(|fix| !fix.safe));
    // Written badly and wrong at the same time.
    let report = over_example(2024, "requests: {granted: ['1,86', 21, 1, 2, 9, ３, 222]}");
    let found = findings(&report, None);
    assert_eq!(rules(&found), ["cell-value", "spelling"]);
    let report = over_example(2024, "requests: {granted: [０187, 21, 1, 2, 9, 3, 222]}");
    assert_eq!(only(&report, None).expected.as_deref(), Some("186"));
}

#[test]
fn blank_totals_are_filled_by_their_sums_wherever_they_stand() {
    for (row, cells, sum) in [
        ("granted", "[186, 21, 1, 2, 9, 3, ~]", "222"),
        (
            "granted",
            "{individual: 186, enterprise: 21, research: 1, nonprofit: 2, legal: 9, other: 3, total: }",
            "222",
        ),
        ("total", "[400, ~, 2, 4, 21, 5, 480]", "48"),
        ("total", "[400, 48, 2, 4, 21, 5, /]", "480"),
    ] {
        let report = over_example(2024, &format!("requests: {{{row}: {cells}}}"));
        let finding = only(&report, None);
        assert_eq!(
            (finding.rule, finding.expected.as_deref()),
            ("total-missing", Some(sum)),
            "{cells}"
        );
        assert!(
            finding
                .fix
                .is_some_and(|fix| fix.safe && fix.replacement().map(str::trim) == Some(sum)),
            "{cells}"
        );
    }
    // A column that is left out has no place to write to.
    let row = "{individual: 186, enterprise: 21, research: 1, nonprofit: 2, legal: 9, other: 3}";
    let report = over_example(2024, &format!("requests: {{granted: {row}}}"));
    let finding = only(&report, None);
    assert_eq!((finding.rule, finding.fix), ("total-missing", None));
}

/// The rules broken with this text as the overview, except those about its length and topics.
fn of_overview(text: &str) -> Vec<(String, String)> {
    let report = over_example(2024, &format!("overview: |\n  {text}\n"));
    let found = findings(&report, None).into_iter();
    found
        .filter(|finding| !finding.rule.starts_with("overview"))
        .map(|finding| {
            let marked = report.source.slice(finding.place.unwrap());
            (finding.rule.to_owned(), marked.to_owned())
        })
        .collect()
}

#[test]
fn figures_of_the_text_are_held_against_the_tables() {
    let mismatch = |figure: &str| vec![("narrative-mismatch".to_owned(), figure.to_owned())];
    for (text, expected) in [
        ("全年收到政府信息公开申请484件。", mismatch("484")),
        (
            "全年共收到社会公众提出的政府信息公开申请 484 件。",
            mismatch("484"),
        ),
        ("全年受理482件政府信息公开申请。", mismatch("482")),
        ("结转下年度继续办理10件。", mismatch("10")),
        ("全年制发行政规范性文件12件，现行有效78件。", mismatch("78")),
        ("行政复议案件23件，行政诉讼案件16件。", mismatch("23")),
        ("行政复议24件、行政诉讼17件。", mismatch("17")),
    ] {
        assert_eq!(of_overview(text), expected, "{text}");
    }
}

#[test]
fn figures_that_say_something_else_are_no_mismatch() {
    for text in [
        // 新收, and 新收 with 结转.
        "全年新收政府信息公开申请483件。",
        "全年收到政府信息公开申请491件。",
        // 未经复议 and all.
        "行政诉讼10件。",
        "行政诉讼16件。",
        // A part, a change, another time.
        "全年收到政府信息公开申请483件，其中收到网上申请400件。",
        "全年收到政府信息公开申请483件，收到信函申请20件。",
        "收到自然人政府信息公开申请403件。",
        "受理申请较上年增20件。",
        "2023年收到政府信息公开申请320件。",
        "去年共收到政府信息公开申请320件，今年收到483件政府信息公开申请。",
        "上半年收到政府信息公开申请200件。",
        "其中，受理申请12件。",
    ] {
        assert_eq!(of_overview(text), [], "{text}");
    }
}

#[test]
fn a_figure_the_tables_cannot_confirm_is_let_be() {
    // Blank is not 0; a row that is too short has no total.
    for cells in ["{received: ~, carried_in: ~}", "{received: [1, 2]}"] {
        let yaml = format!("requests: {cells}\noverview: 全年收到申请9件。");
        let found = findings(&over_example(2024, &yaml), None);
        assert!(!rules(&found).contains(&"narrative-mismatch"), "{found:#?}");
    }
}

#[test]
fn years_that_disagree_are_marked_where_they_stand() {
    let mismatch = |year: &str| vec![("year-mismatch".to_owned(), year.to_owned())];
    for (text, expected) in [
        (
            "统计期限自2023年1月1日起至2024年12月31日止。",
            mismatch("2023"),
        ),
        ("统计期限为2024年1月1日至2023年12月31日。", mismatch("2023")),
        (
            "与2023年相比，自2019年5月15日起，至2025年1月1日前。",
            vec![],
        ),
    ] {
        assert_eq!(of_overview(text), expected, "{text}");
    }
    for (date, rule) in [
        ("2024-12-30", "year-mismatch"),
        ("2026-01-05", "year-mismatch"),
        ("2025-03-11", "late"),
    ] {
        let report = over_example(2024, &format!("date: {date}"));
        assert_eq!(only(&report, None).rule, rule, "{date}");
    }
}

#[test]
fn without_a_level_the_latest_deadline_counts() {
    let report = over_example(2024, "{level: ~, date: 2025-03-31}");
    assert_eq!(findings(&report, None), []);
    let report = over_example(2024, "{level: ~, date: 2025-04-01}");
    assert_eq!(only(&report, None).rule, "late");
}

#[test]
fn blanks_and_slashes_are_one_finding_each_and_none_on_the_old_form() {
    let row = "refused: {state_secret: [2, ~, ~, /, 0, 0, 2]}";
    let report = over_example(2024, &format!("requests: {{{row}}}"));
    let found = findings(&report, None);
    assert_eq!(rules(&found), ["blank-cell", "not-applicable"]);
    assert_eq!(
        found[0].message.zh,
        "“三、（三）1.属于国家秘密，商业企业”等 2 格未填。"
    );
    let report = over_example(
        2020,
        "requests: {received: [107, 15, 1, 1, 3, 2, 129], rejected: {excessive: [~, ~, /, ~, ~, ~, ~]}}",
    );
    assert_eq!(findings(&report, None), []);
}

#[test]
fn the_last_section_may_be_left_out_with_a_warning_and_no_other() {
    let report = over_example(2024, "other_matters: ~");
    let finding = only(&report, None);
    assert_eq!(
        (finding.rule, finding.severity),
        ("missing-section", Severity::Warning)
    );
    assert_eq!(report.source.slice(finding.place.unwrap()), "other_matters");
    let report = over_example(2024, "problems: ''");
    let finding = only(&report, None);
    assert_eq!(
        (finding.rule, finding.severity),
        ("missing-section", Severity::Error)
    );
}

#[test]
fn one_row_for_three_is_reported_once_and_no_sum_is_taken() {
    let report = over_example(2024, "requests: {other: [14, 1, 0, 0, 0, 1, 16]}");
    let finding = only(&report, None);
    assert_eq!(
        (finding.rule, finding.path.as_str()),
        ("missing-key", "requests.other")
    );
}

#[test]
fn a_character_without_a_glyph_is_reported_once_with_its_code() {
    let report = over_example(
        2024,
        "{issuer: 示例市𪣻镇, overview: 主动公开、依申请公开、信息管理、平台建设、监督保障，𪣻镇和𪣻乡。}",
    );
    let finding = only(&report, None);
    assert_eq!(finding.rule, "missing-glyph");
    assert!(
        finding.message.zh.contains("U+2A8FB"),
        "{}",
        finding.message.zh
    );
    assert!(
        finding.message.zh.contains("共 3 处"),
        "{}",
        finding.message.zh
    );
    assert_eq!(report.source.slice(finding.place.unwrap()), "𪣻");
}

#[test]
fn a_character_an_office_made_for_itself_is_an_error_with_where_it_comes_from() {
    let report = over_example(2024, "issuer: 示例市\u{e863}镇人民政府");
    let finding = only(&report, None);
    assert_eq!(
        (finding.rule, finding.severity, finding.fix),
        ("odd-character", Severity::Error, None)
    );
    assert_eq!(report.source.slice(finding.place.unwrap()), "\u{e863}");
    assert_eq!(
        finding.message.zh,
        "有自造字（专用区字符），别的机器上显示成空白或者另一个字（U+E863）。"
    );
    assert!(finding.help.unwrap().zh.contains("造字字库"));
    let unseen = over_example(2024, "issuer: 示例市\u{200b}人民政府");
    assert_eq!(only(&unseen, None).severity, Severity::Warning);
}

#[test]
fn a_text_that_changes_its_figures_only_is_last_years() {
    let text = |count| {
        format!(
            "problems: 存在的主要问题是栏目更新不及时，全年共督促整改{count}个栏目，已明确责任单位和时限。"
        )
    };
    let quiet = "disclosure: {rules: {in_force: 5}, normative_documents: {in_force: 80}}\nrequests: {carried_over: [6, 2, 0, 0, 0, 0, 8]}";
    let last = over_example(2024, &format!("year: 2023\n{}\n{quiet}", text(12)));
    let report = over_example(2024, &text(27));
    assert_eq!(only(&report, Some(&last)).rule, "repeated-narrative");
}

#[test]
fn rows_of_another_edition_are_not_held_against_each_other() {
    let last = over_example(2020, "year: 2023\nissuer: 示例市人民政府");
    let report = over_example(2024, "requests: {carried_in: [6, 2, 0, 0, 0, 0, 8]}");
    assert_ne!(last.form.id, report.form.id);
    let found = findings(&report, Some(&last));
    // Both editions carry requests over; the old one has no documents in force.
    assert!(found.iter().all(|f| f.rule == "carry-over"), "{found:#?}");
    assert_eq!(found.len(), 3);
}

/// The example with a covering letter.
fn with_letter(lines: &str) -> Report {
    let letter = format!("circular:\n  to: 示例省人民政府办公厅\n  {lines}\n");
    over_example(2024, &letter)
}

#[test]
fn a_document_number_is_fixed_to_the_standards_way_of_writing() {
    for written in [
        "示政函[2025]3号",
        "示政函（2025）第03号",
        "\"示政函[2025] 3号\"",
    ] {
        let report = with_letter(&format!("number: {written}"));
        let finding = only(&report, None);
        assert_eq!(
            (finding.rule, finding.path.as_str()),
            ("document-number", "circular.number")
        );
        assert!(
            finding
                .fix
                .is_some_and(|fix| fix.safe && fix.replacement() == Some("示政函〔2025〕3号")),
            "{written}"
        );
    }
    let finding = only(&with_letter("number: 三号"), None);
    assert_eq!((finding.rule, finding.fix), ("document-number", None));
}

#[test]
fn the_letters_years_agree_with_its_date_and_with_the_report() {
    for (line, path, marked) in [
        ("number: 示政函〔2024〕3号", "circular.number", "2024"),
        (
            "title: 关于报送2023年政府信息公开工作年度报告的函",
            "circular.title",
            "2023",
        ),
        ("date: 2024-03-05", "circular.date", "2024-03-05"),
        (
            "text: 统计期限为2023年1月1日至2023年12月31日。",
            "circular.text",
            "2023",
        ),
    ] {
        let report = with_letter(line);
        let found = findings(&report, None);
        let finding = &found[0];
        assert_eq!(
            (finding.rule, finding.path.as_str()),
            ("year-mismatch", path)
        );
        assert_eq!(report.source.slice(finding.place.unwrap()), marked);
    }
    let report = with_letter("number: 示政函〔2025〕3号\n  date: 2025-03-06");
    assert_eq!(findings(&report, None), []);
}

#[test]
fn the_letters_characters_are_looked_at_like_the_reports() {
    let finding = only(&with_letter("mark: 示例市𪣻镇人民政府"), None);
    assert_eq!(
        (finding.rule, finding.path.as_str()),
        ("missing-glyph", "circular.mark")
    );
    let finding = only(&with_letter("text: 请审\u{200b}阅。"), None);
    assert_eq!(
        (finding.rule, finding.path.as_str()),
        ("odd-character", "circular.text")
    );
}
