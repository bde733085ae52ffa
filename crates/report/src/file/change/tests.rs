//! Report files with changes in them, to the byte.

use std::sync::Arc;

use super::*;
use crate::form::Forms;

/// The report file after the cell and the text were changed, and whether it was written again.
fn written(yaml: &str, cell: &str, text: &str) -> (String, bool) {
    let forms = Forms::builtin().unwrap();
    let form = forms
        .in_force(2024)
        .max_by_key(|form| form.cells.len())
        .unwrap();
    let source = Source::parse("a.yaml", yaml.as_bytes()).unwrap();
    let base = Report::read(form, &Arc::new(source));
    let first = form.sections[0].id.clone();
    let mut changes = BTreeMap::new();
    if !cell.is_empty() {
        changes.insert(cell.to_owned(), "77".to_owned());
    }
    if !text.is_empty() {
        changes.insert(first, text.to_owned());
    }
    let Changed { yaml, is_kept } = change(&base, &changes).unwrap();
    (String::from_utf8(yaml).unwrap(), !is_kept)
}

#[track_caller]
fn check(yaml: &str, cell: &str, text: &str, expected: &str) {
    assert_eq!(written(yaml, cell, text), (expected.to_owned(), false));
}

const CELL: &str = "disclosure.rules.repealed";

#[test]
fn a_cell_is_changed_in_its_place_however_its_row_is_written() {
    for (before, after) in [
        (
            "disclosure: # 二\n  rules: {issued: 1, repealed: 2, in_force: 3} # 注\n",
            "disclosure: # 二\n  rules: {issued: 1, repealed: 77, in_force: 3} # 注\n",
        ),
        (
            "disclosure:\n  规章: [1, 2, 3]\n",
            "disclosure:\n  规章: [1, 77, 3]\n",
        ),
        (
            "二、主动公开政府信息情况:\n  rules:\n    issued: 1\n    本年废止件数: # 待填\n",
            "二、主动公开政府信息情况:\n  rules:\n    issued: 1\n    本年废止件数: 77 # 待填\n",
        ),
        (
            "disclosure:\n  rules: {issued: 1}\n",
            "disclosure:\n  rules: {issued: 1, repealed: 77, in_force: ~}\n",
        ),
        (
            "disclosure:\n  rules: ~\n",
            "disclosure:\n  rules: {issued: ~, repealed: 77, in_force: ~}\n",
        ),
        (
            "a: &a [1, 2, 3]\ndisclosure:\n  rules: *a\n  normative_documents: *a\n",
            "a: &a [1, 2, 3]\ndisclosure:\n  rules: {issued: 1, repealed: 77, in_force: 3}\n  normative_documents: *a\n",
        ),
    ] {
        check(before, CELL, "", after);
    }
}

#[test]
fn a_text_is_changed_in_its_place_however_it_is_written() {
    for (before, text, after) in [
        (
            "overview: | # 注\n  甲\n\n  乙\nx: 1\n",
            "甲\n丙",
            "overview: | # 注\n  甲\n\n  丙\nx: 1\n",
        ),
        (
            "overview: |\n  甲\nx: 1\n",
            "甲\n乙",
            "overview: |\n  甲\n  乙\nx: 1\n",
        ),
        (
            "overview: |\r\n  甲\r\nx: 1\r\n",
            "甲\n乙",
            "overview: |\r\n  甲\r\n  乙\r\nx: 1\r\n",
        ),
        (
            "overview: 甲 # 注\n",
            "乙\n丙",
            "overview: \"乙\\n丙\" # 注\n",
        ),
        (
            "overview: 甲\nx: 1\n",
            "乙\n丙",
            "overview: |\n  乙\n  丙\nx: 1\n",
        ),
        ("overview:\nx: 1\n", "乙", "overview: |\n  乙\nx: 1\n"),
        ("x: 1", "乙", "x: 1\noverview: |\n  乙\n"),
    ] {
        check(before, "", text, after);
    }
}

#[test]
fn what_cannot_be_changed_in_place_is_written_anew() {
    let letter = "circular: {to: 某办, annexes: [甲, 乙], text: \"一\\n二\"}";
    let before = format!("{{year: 2024, issuer: 某局, level: city, {letter}}}");
    let (yaml, anew) = written(&before, CELL, "甲");
    assert!(anew, "{yaml}");
    let values = |yaml: &str| {
        let forms = Forms::builtin().unwrap();
        let form = forms
            .in_force(2024)
            .max_by_key(|form| form.cells.len())
            .unwrap();
        let source = Source::parse("a.yaml", yaml.as_bytes()).unwrap();
        typed(&Report::read(form, &Arc::new(source)))
    };
    let mut wanted = values(&before);
    wanted.insert(CELL.to_owned(), "77".to_owned());
    wanted.insert("overview".to_owned(), "甲".to_owned());
    assert_eq!(values(&yaml), wanted);
}
