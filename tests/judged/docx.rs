//! openxml-audit and python-docx on the DOCX.

use std::process::Command;

use serde_json::Value;

use crate::judge::{ask, cases, folder, python};
use support::said::{Said, SaidCell, difference};
use support::{read_docx, rooms, runs};

#[test]
fn openxml_audit_finds_no_error_and_python_docx_reads_what_the_report_says() {
    let folder = folder();
    let cases = cases(folder.path(), (runs::cases() / 10).clamp(10, 200));
    let mut command = Command::new(python());
    command.arg(rooms::root().join("tests/judges/docx_judge.py"));
    let verdicts = ask(command.args(cases.iter().map(|case| case.docx())));
    let verdicts: Vec<Value> = verdicts
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(verdicts.len(), cases.len());
    for (case, verdict) in cases.iter().zip(verdicts) {
        assert_eq!(verdict["audit"]["errors"], 0, "{}: {verdict}", case.name);
        assert_eq!(
            verdict["title"], case.made.document.meta.title,
            "{}",
            case.name
        );
        assert_eq!(
            verdict["author"], case.made.document.meta.author,
            "{}",
            case.name
        );
        let own = || read_docx::read(&case.made.docx);
        let said = case.said.clone().unwrap_or_else(own);
        let (tables, texts): (Vec<_>, Vec<_>) = said
            .into_iter()
            .partition(|said| matches!(said, Said::Table(_)));
        for (expected, found) in [
            (texts, paragraphs(&verdict)),
            (tables, self::tables(&verdict)),
        ] {
            if let Some(difference) = difference(&expected, &found) {
                panic!("{}: {difference}", case.name);
            }
        }
    }
}

fn array<'a>(value: &'a Value, key: &str) -> impl Iterator<Item = &'a Value> {
    value[key].as_array().unwrap().iter()
}

fn text(value: &Value) -> String {
    value["text"].as_str().unwrap().replace('\n', "")
}

fn paragraphs(verdict: &Value) -> Vec<Said> {
    let texts = array(verdict, "paragraphs").map(text);
    texts
        .filter(|text| !text.is_empty())
        .map(Said::Text)
        .collect()
}

fn tables(verdict: &Value) -> Vec<Said> {
    let cell = |cell: &Value| {
        let number = |key: &str| usize::try_from(cell[key].as_u64().unwrap()).unwrap();
        SaidCell {
            row: number("row"),
            column: number("column"),
            rowspan: number("rowspan"),
            colspan: number("colspan"),
            text: text(cell),
        }
    };
    let tables = array(verdict, "tables");
    tables
        .map(|table| Said::Table(array(table, "cells").map(cell).collect()))
        .collect()
}
