//! Texts and tables as they come out.

use chengbao_base::edition::Edition;
use chengbao_base::style::{StyleId, Typography};
use chengbao_base::text::Bilingual as _;

use super::write;
use crate::document::FlowError;
use crate::document::{
    Block, CellRole, Data, Document, Furniture, Meta, Paragraph, Run, Scope, Table, TableCell,
    TableRow,
};

fn document(blocks: Vec<Block>) -> Document {
    let typography = include_str!("../../../../templates/gbt9704/typography.yaml");
    let typography: Typography = serde_yaml::from_str(typography).unwrap();
    Document {
        edition: Edition::CURRENT,
        meta: Meta::default(),
        typography,
        furniture: Furniture::default(),
        data: Data::default(),
        sealed: false,
        blocks,
    }
}

fn paragraph(text: &str) -> Block {
    Block::Paragraph(Paragraph {
        style: StyleId::Body,
        outline: None,
        runs: vec![Run {
            style: StyleId::Body,
            text: text.to_owned(),
            link: None,
        }],
    })
}

fn cell(role: CellRole, text: &str, [column, colspan, rowspan]: [usize; 3]) -> TableCell {
    TableCell {
        column,
        colspan,
        rowspan,
        role,
        lines: vec![text.to_owned()],
        vertical: false,
        align: None,
        path: None,
    }
}

#[test]
fn a_table_is_aligned_whatever_its_cells_span() {
    let column = CellRole::Header(Scope::Column);
    let row = |cells| TableRow {
        cells,
        keep_with_next: false,
    };
    let table = Table {
        summary: "二、主动公开".to_owned(),
        widths: vec![1.0; 3],
        size: 9.0,
        header_rows: 1,
        keep_together: false,
        rows: vec![
            row(vec![
                cell(column, "项目", [0, 1, 2]),
                cell(column, "件数", [1, 2, 1]),
            ]),
            row(vec![
                cell(column, "上年", [1, 1, 1]),
                cell(column, "本年", [2, 1, 1]),
            ]),
            row(vec![
                cell(
                    CellRole::Header(Scope::Row),
                    "一二三四五六七八九",
                    [0, 1, 1],
                ),
                cell(CellRole::Value, "7", [1, 1, 1]),
                cell(CellRole::Value, "123456789", [2, 1, 1]),
            ]),
        ],
    };
    let text = write(&document(vec![
        paragraph("二、主动公开"),
        Block::Table(table),
    ]))
    .unwrap();
    let expected = "\
二、主动公开

+------------------+------------------+
| 项目             | 件数             |
|                  +------+-----------+
|                  | 上年 | 本年      |
+------------------+------+-----------+
| 一二三四五六七八 |    7 | 123456789 |
| 九               |      |           |
+------------------+------+-----------+
";
    assert_eq!(text, expected);
}

#[test]
fn a_character_no_file_may_contain_is_named_with_its_line() {
    let error = write(&document(vec![paragraph("好"), paragraph("坏\u{1}字")])).unwrap_err();
    let FlowError::Character { character, place } = &error else {
        panic!("{error}");
    };
    assert_eq!((*character, place.as_str()), ('\u{1}', "坏\u{fffd}字"));
    assert!(error.text().zh.contains("U+0001"));
}
