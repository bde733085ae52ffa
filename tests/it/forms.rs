//! The forms against the official ones: the 2021 form against the blank Word file that circulates
//! among offices, the 2019 form against a report published on it; and broken forms are refused.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that cannot go on fails there"
)]

use std::sync::Arc;

use chengbao::check::{Context, RULES, check};
use chengbao::form::{Content, Form, FormFiles, Forms, GridCellKind, fold_width};
use chengbao::report::Report;
use chengbao::source::Source;
use support::read_docx;
use support::shown::{Shown, ShownCell};

fn form(id: &str) -> Arc<Form> {
    Arc::clone(Forms::builtin().unwrap().get(id).unwrap())
}

fn tables(form: &Form) -> Vec<usize> {
    (0..form.sections.len())
        .filter(|index| matches!(form.sections[*index].content, Content::Table(_)))
        .collect()
}

#[test]
fn the_2021_tables_have_the_cells_spans_and_words_of_the_circulated_word_file() {
    let file = include_bytes!("../data/forms/zfxxgk-2021-circulated.docx");
    let official = read_docx::read(file)
        .into_iter()
        .filter_map(|shown| match shown {
            Shown::Table(cells) => Some(cells),
            Shown::Text(_) => None,
        });
    let official: Vec<Vec<ShownCell>> = official.collect();
    let form = form("zfxxgk-2021");
    let sections = tables(&form);
    assert_eq!(official.len(), sections.len());
    for (section, mut official) in sections.into_iter().zip(official) {
        // Some blank cells hold full-width blanks.
        for cell in &mut official {
            cell.text = cell.text.trim().to_owned();
        }
        let ours: Vec<ShownCell> = form
            .grid(section)
            .unwrap()
            .cells
            .into_iter()
            .map(|cell| ShownCell {
                row: cell.row,
                column: cell.column,
                rowspan: cell.rowspan,
                colspan: cell.colspan,
                text: cell.label,
            })
            .collect();
        assert_eq!(ours, official, "{}", form.sections[section].label);
    }
}

/// The cells of the published 2019 report stand in its page's text one a paragraph, row by row.
#[test]
fn the_2019_tables_have_the_words_of_a_published_report_in_its_order() {
    let seed = include_str!("../data/seed/panzhihua-dongqu-2019.txt");
    let form = form("zfxxgk-2019");
    for section in tables(&form) {
        let heading = fold_width(&form.sections[section].label);
        let next = fold_width(&form.sections[section + 1].label);
        let official: Vec<String> = seed
            .lines()
            .map(fold_width)
            .skip_while(|line| *line != heading)
            .skip(1)
            .take_while(|line| *line != next)
            .filter(|line| !line.is_empty() && !is_value(line))
            .collect();
        let ours: Vec<String> = form
            .grid(section)
            .unwrap()
            .cells
            .iter()
            .filter(|cell| !matches!(cell.kind, GridCellKind::Value(_)))
            .map(|cell| fold_width(&cell.label))
            .collect();
        assert_eq!(ours, official, "{heading}");
    }
}

fn is_value(line: &str) -> bool {
    line.trim_end_matches("万元")
        .trim_start_matches('-')
        .chars()
        .all(|c| c.is_ascii_digit() || c == '.')
}

#[test]
fn the_editions_differ_in_rows_as_the_notices_say() {
    let rows = |id: &str, section: usize| form(id).grid(section).unwrap().keep_with_next.len();
    assert_eq!(rows("zfxxgk-2021", 2), 3 + 25);
    assert_eq!(rows("zfxxgk-2019", 2), 3 + 23);
    let spans = |id: &str| {
        let grid = form(id).grid(2).unwrap();
        let results = grid.cells.into_iter().find(|cell| cell.vertical).unwrap();
        (results.label, results.rowspan)
    };
    assert_eq!(spans("zfxxgk-2021"), ("三、本年度办理结果".to_owned(), 22));
    assert_eq!(spans("zfxxgk-2019"), ("三、本年度办理结果".to_owned(), 20));
}

#[test]
fn every_reporting_year_has_one_edition_of_a_family() {
    let forms = Forms::builtin().unwrap();
    let edition = |family: &str, year: i32| -> Vec<String> {
        let editions = forms.of_family(family, year);
        editions.map(|form| form.id.clone()).collect()
    };
    for form in forms.iter() {
        let family = forms.iter().filter(|other| other.family == form.family);
        let first = family.map(|form| form.years.from).min().unwrap();
        assert_eq!(edition(&form.family, first - 1), [""; 0]);
        for year in first..2040 {
            assert_eq!(
                edition(&form.family, year).len(),
                1,
                "{} {year}",
                form.family
            );
        }
    }
    assert_eq!(edition("zfxxgk", 2020), ["zfxxgk-2019"]);
    assert_eq!(edition("zfxxgk", 2021), ["zfxxgk-2021"]);
    assert_eq!(edition("fzzf", 2024), ["fzzf-2019"]);
    assert_eq!(forms.in_force(2024).count(), 2);
    assert_eq!(forms.in_force(2018).count(), 0);
}

#[test]
fn a_form_without_editions_is_a_family_of_its_own() {
    let own = include_str!("../../templates/fzzf-2019/form.yaml").replace("family: fzzf\n", "");
    let own = Form::parse(FormFiles {
        folder: "own",
        form: &own,
        typography: None,
        example: "",
    });
    assert_eq!(own.unwrap().family, "fzzf-2019");
}

/// 《法治政府建设与责任落实督察工作规定》（厅字〔2019〕28号）.
#[test]
fn the_report_on_law_based_government_has_the_five_parts_and_the_days_of_the_regulation() {
    let form = form("fzzf-2019");
    let labels: Vec<&str> = form.sections.iter().map(|it| it.label.as_str()).collect();
    assert_eq!(
        labels,
        [
            "一、上一年度推进法治政府建设的主要举措和成效",
            "二、存在的不足和原因",
            "三、党政主要负责人履行推进法治建设第一责任人职责、加强法治政府建设的有关情况",
            "四、下一年度推进法治政府建设的主要安排",
            "五、其他需要报告的情况",
        ]
    );
    assert_eq!(tables(&form), [0; 0]);
    for (late, level, day) in [
        (true, "department", "03-02"),
        (false, "department", "03-01"),
        (true, "county", "04-02"),
        (false, "county", "04-01"),
        (false, "township", "04-01"),
    ] {
        let yaml = form.example.replace("2025-03-21", &format!("2025-{day}"));
        let yaml = yaml.replace("level: county", &format!("level: {level}"));
        let source = Source::parse("report.yaml", yaml.as_bytes()).unwrap();
        let report = Report::read(&form, &Arc::new(source));
        let found = check(&Context::new(&report));
        let found: Vec<&str> = found.iter().map(|finding| finding.rule).collect();
        let expected: &[&str] = if late { &["late"] } else { &[] };
        assert_eq!(found, expected, "{level} {day}");
    }
}

#[test]
fn every_clause_of_a_form_is_of_a_rule() {
    for form in Forms::builtin().unwrap().iter() {
        for name in form.clauses.keys() {
            let is_rule = RULES.iter().any(|rule| rule.info().name == name);
            assert!(is_rule, "{}: {name}", form.id);
        }
    }
}

#[test]
fn cells_are_named_as_the_form_names_them() {
    let form = form("zfxxgk-2021");
    let name = |path: &str| form.spec(form.cell(path).unwrap()).unwrap().name.clone();
    assert_eq!(name("requests.granted.total"), "三、（一）予以公开，总计");
    assert_eq!(
        name("requests.refused.state_secret.individual"),
        "三、（三）1.属于国家秘密，自然人"
    );
    assert_eq!(
        name("requests.received.total"),
        "一、本年新收政府信息公开申请数量，总计"
    );
    assert_eq!(
        name("requests.partially_granted.legal"),
        "三、（二）部分公开，法律服务机构"
    );
    assert_eq!(name("appeals.reconsideration.total"), "四、行政复议，总计");
    assert_eq!(
        name("disclosure.fees.amount"),
        "二、行政事业性收费，本年收费金额（单位：万元）"
    );
}

/// A form with one thing changed is refused, at that line, for that reason.
#[track_caller]
fn refused(from: &str, to: &str, line_of: &str, reason: &str) {
    let folder = "templates/zfxxgk-2021";
    let form = include_str!("../../templates/zfxxgk-2021/form.yaml");
    assert!(form.contains(from), "{from}");
    let broken = form.replacen(from, to, 1);
    let error = Form::parse(FormFiles {
        folder,
        form: &broken,
        typography: None,
        example: "",
    })
    .unwrap_err();
    let line = broken
        .lines()
        .position(|line| line.contains(line_of))
        .unwrap()
        + 1;
    assert_eq!(error.file, "templates/zfxxgk-2021/form.yaml");
    assert!(error.reason.en.contains(reason), "{error}");
    assert_eq!(error.line as usize, line, "{error}");
}

#[test]
fn a_broken_form_is_refused_with_file_line_and_reason() {
    refused("id: overview", "id: year", "id: year", "reserved key");
    refused(
        "id: problems",
        "id: Problems",
        "id: Problems",
        "lower-case and unique",
    );
}

#[test]
fn a_form_that_names_what_it_has_not_is_refused() {
    refused(
        "plus: [issued]",
        "plus: [printed]",
        "stock: in_force",
        "`printed` is not a row or column",
    );
    let statements = "statements: {lists: [zfxxgk]}";
    refused(
        statements,
        "statements: {lists: [zfxxgk, other]}",
        "lists: [zfxxgk, other]",
        "other",
    );
    // As forms had them before.
    refused(
        statements,
        "statements:\n  - {name: 收到, patterns: ['收到([0-9]+)件'], any_of: [[requests.received.total]]}",
        "- {name: 收到, ",
        "no longer read",
    );
}

#[test]
fn a_form_that_is_not_yaml_or_has_strange_keys_is_refused() {
    refused(
        "version: 1",
        "version: [",
        "family: zfxxgk",
        "not valid YAML",
    );
    refused(
        "version: 1",
        "vresion: 1",
        "vresion: 1",
        "unknown field `vresion`",
    );
    refused(
        "family: zfxxgk",
        "family: ''",
        "family: ''",
        "must not be empty",
    );
    refused(
        "{extends: gbt9704}",
        "{extends: gbt9705}",
        "gbt9705",
        "unknown shared typography `gbt9705`; known: gbt9704",
    );
    refused(
        "{extends: gbt9704}",
        "{extends: gbt9704, grid: {lines: many}}",
        "lines: many",
        "expected u16",
    );
    refused("size: 12", "size: 400", "size: 400", "4 to 40 points");
    refused(
        "widths: [1, 1, 1, 1]",
        "widths: [1, 1, 1]",
        "banner: 第二十条第（一）项",
        "needs 4 grid columns",
    );
    refused(
        "lines: [商业, 企业]",
        "lines: [商业, 公司]",
        "商业, 公司",
        "the lines joined together must be",
    );
}
