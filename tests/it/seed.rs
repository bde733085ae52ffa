//! The example report against the page it was published on: every word and every figure of it,
//! and none besides.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails there")]

use std::sync::Arc;

use chengbao::compose::{Purpose, compose};
use chengbao::document::{Block, CellRole};
use chengbao::form::{Forms, fold_width};
use chengbao::picture::Pictures;
use chengbao::report::Report;
use chengbao::source::Source;

const SEED: &str = include_str!("../data/seed/panzhihua-dongqu-2019.txt");
const EXAMPLE: &str = include_str!("../../examples/panzhihua-dongqu-2019.yaml");

fn example() -> Report {
    let source = Source::parse("example.yaml", EXAMPLE.as_bytes()).unwrap();
    let forms = Forms::builtin().unwrap();
    Report::read(forms.get("zfxxgk-2019").unwrap(), &Arc::new(source))
}

/// As the page has it: commas, colons and brackets in half width, 〈〉 as <>.
fn folded(text: &str) -> String {
    fold_width(&text.replace('〈', "<").replace('〉', ">"))
}

/// The lines of the page from the title to the end of the report, without what the site puts
/// around it.
fn published() -> Vec<String> {
    SEED.lines()
        .map(fold_width)
        .filter(|line| !line.is_empty() && !line.contains("阅读次数"))
        .filter(|line| line != "点击下载此文件")
        .collect()
}

#[test]
fn the_document_says_what_the_published_page_says_line_by_line() {
    let report = example();
    assert_eq!(report.diagnostics, []);
    let mut ours = Vec::new();
    for block in compose(&report, &Purpose::default(), &Pictures::new()).blocks {
        match block {
            Block::Title(lines) => ours.push(folded(&lines.concat())),
            Block::Paragraph(paragraph) => {
                let text: String = paragraph.runs.iter().map(|run| run.text.as_str()).collect();
                ours.push(folded(&text));
            }
            Block::Table(table) => {
                let cells = table.rows.iter().flat_map(|row| &row.cells);
                ours.extend(
                    cells
                        .map(|cell| folded(&cell.text()))
                        .filter(|text| !text.is_empty()),
                );
            }
            other => panic!("the published report has no {other:?}"),
        }
    }
    assert_eq!(ours, published());
}

#[test]
fn cells_that_were_blank_on_the_page_are_blank() {
    let document = compose(&example(), &Purpose::default(), &Pictures::new());
    let blank = |table: &chengbao::document::Table| {
        let cells = table.rows.iter().flat_map(|row| &row.cells);
        cells
            .filter(|cell| cell.role == CellRole::Value && cell.lines.is_empty())
            .count()
    };
    let counts: Vec<usize> = document
        .blocks
        .iter()
        .filter_map(|block| match block {
            Block::Table(table) => Some(blank(table)),
            _ => None,
        })
        .collect();
    // 二: 规章 three, 本年增/减 of 许可, 处罚, 强制 and 收费; 三: all but eleven of 161; 四: none.
    assert_eq!(counts, [7, 161 - 11, 0]);
}
