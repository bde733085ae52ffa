//! Tables: grid, spans, header rows, keeping together, sizes.

use super::sample::{appeals, cell, decisions, document, report, requests, row};
use super::{all, body, text_of, val};
use crate::document::{Block, CellRole, Scope, Table, TableCell};
use crate::docx::{DocxError, write};
use chengbao_base::formats::xml::{self, Element};

const TEXT_WIDTH: usize = 8845;

/// Calls `check` with the `w:tbl` that `table` becomes.
fn check(table: Table, check: impl FnOnce(&Element<'_>)) {
    let part = body(&document(vec![Block::Table(table)]));
    let root = xml::own(part.as_bytes()).unwrap();
    check(all(&root, "w:tbl")[0]);
}

/// A table of these rows in columns of equal width.
fn table(columns: usize, rows: Vec<Vec<TableCell>>) -> Table {
    Table {
        summary: "表".to_owned(),
        widths: vec![1.0; columns],
        size: 9.0,
        header_rows: 0,
        keep_together: false,
        rows: rows.into_iter().map(row).collect(),
    }
}

fn value(column: usize, colspan: usize, rowspan: usize, text: &str) -> TableCell {
    cell(column, colspan, rowspan, CellRole::Value, text)
}

/// Anchored cells of a `w:tbl` as (row, column, colspan, rowspan, text).
fn anchors(table: &Element<'_>) -> Vec<(usize, usize, usize, usize, String)> {
    let mut cells: Vec<(usize, usize, usize, usize, String)> = Vec::new();
    for (r, tr) in all(table, "w:tr").into_iter().enumerate() {
        let mut column = 0;
        for tc in all(tr, "w:tc") {
            let span = val(tc, "w:gridSpan").map_or(1, |n| n.parse().unwrap());
            let merge = val(tc, "w:vMerge");
            if merge.as_deref().is_some_and(|merge| merge != "restart") {
                let above = cells.iter_mut().rfind(|cell| cell.1 == column).unwrap();
                assert_eq!((above.2, above.0 + above.3), (span, r), "continues a cell");
                assert_eq!(text_of(tc), "", "nothing under a merged cell");
                above.3 += 1;
            } else {
                cells.push((r, column, span, 1, text_of(tc)));
            }
            column += span;
        }
    }
    cells
}

#[test]
fn every_cell_stands_once_with_its_spans_and_text() {
    for table in [decisions(), requests(), appeals()] {
        let wanted: Vec<_> = (table.rows.iter().enumerate())
            .flat_map(|(r, row)| row.cells.iter().map(move |cell| (r, cell)))
            .map(|(r, c)| (r, c.column, c.colspan, c.rowspan, c.lines.join("\n")))
            .collect();
        check(table, |tbl| {
            let mut found = anchors(tbl);
            found.sort_by_key(|cell| (cell.0, cell.1));
            assert_eq!(found, wanted);
        });
    }
}

#[test]
fn grid_and_cell_widths_add_up_to_the_text_area() {
    for table in [decisions(), requests(), appeals()] {
        check(table, |tbl| {
            let number = |e: &&Element<'_>| e.attribute("w:w").unwrap().parse::<usize>().unwrap();
            let grid = all(tbl, "w:gridCol");
            assert_eq!(grid.iter().map(number).sum::<usize>(), TEXT_WIDTH);
            assert!(
                grid.iter()
                    .all(|column| column.attribute("w:type").is_none())
            );
            for tr in all(tbl, "w:tr") {
                let row: usize = all(tr, "w:tcW").iter().map(number).sum();
                assert_eq!(row, TEXT_WIDTH);
            }
            assert_eq!(
                all(tbl, "w:tblLayout")[0].attribute("w:type"),
                Some("fixed")
            );
        });
    }
}

#[test]
fn header_rows_repeat_and_no_row_splits() {
    check(requests(), |tbl| {
        let rows = all(tbl, "w:tr");
        let heads = rows.iter().map(|tr| !all(tr, "w:tblHeader").is_empty());
        let wanted = (0..28).map(|row| row < 3);
        assert_eq!(heads.collect::<Vec<_>>(), wanted.collect::<Vec<_>>());
        assert!(rows.iter().all(|tr| all(tr, "w:cantSplit").len() == 1));
    });
}

#[test]
fn a_table_kept_together_holds_every_row_to_the_next_but_the_last() {
    check(requests(), |tbl| {
        for (r, tr) in all(tbl, "w:tr").into_iter().enumerate() {
            let paragraphs = all(tr, "w:p").len();
            let kept = if r < 27 { paragraphs } else { 0 };
            assert_eq!(all(tr, "w:keepNext").len(), kept, "row {r}");
        }
    });
}

#[test]
fn banners_keep_to_their_rows_in_a_table_that_may_break() {
    check(decisions(), |tbl| {
        let kept: Vec<usize> = (all(tbl, "w:tr").iter().enumerate())
            .filter(|(_, tr)| !all(tr, "w:keepNext").is_empty())
            .map(|(r, _)| r)
            .collect();
        assert_eq!(kept, [0, 1, 4, 5, 7, 8, 11, 12]);
    });
}

#[test]
fn long_row_heads_stand_left_and_short_ones_in_the_middle() {
    let style_of = |table, label: &'static str| {
        let mut style = None;
        check(table, |tbl| {
            let cells = all(tbl, "w:tc");
            let cell = cells.iter().find(|tc| text_of(tc) == label).unwrap();
            style = val(cell, "w:pStyle");
        });
        style.unwrap()
    };
    assert_eq!(style_of(requests(), "3.其他"), "TableLabel");
    assert_eq!(style_of(decisions(), "行政许可"), "TableText");
    assert_eq!(style_of(requests(), "申请人情况"), "TableHead");
    assert_eq!(style_of(decisions(), "第二十条第（一）项"), "TableHead");
    assert_eq!(style_of(requests(), "三、本年度办理结果"), "TableText");
}

#[test]
fn the_vertical_cell_is_set_top_to_bottom() {
    check(requests(), |tbl| {
        let cells = all(tbl, "w:tc");
        let vertical: Vec<_> = (cells.iter())
            .filter(|tc| val(tc, "w:textDirection").as_deref() == Some("tbRlV"))
            .map(|tc| text_of(tc))
            .filter(|text| !text.is_empty())
            .collect();
        assert_eq!(vertical, ["三、本年度办理结果"]);
    });
}

#[test]
fn tables_of_another_size_have_styles_of_their_own() {
    let part = body(&report());
    assert!(part.contains(r#"<w:pStyle w:val="TableText"/>"#));
    assert!(part.contains(r#"<w:pStyle w:val="TableText2"/>"#));
    assert!(!part.contains("TableText3"), "三 and 四 share theirs");
}

#[test]
fn a_number_too_wide_for_its_cell_is_set_smaller_then_narrower() {
    let size = |digits: &'static str| {
        let mut found = (None, None);
        // 590 twips a column, less padding and rule: 25 pt.
        let cells = (0..15).map(|column| value(column, 1, 1, digits));
        check(table(15, vec![cells.collect()]), |tbl| {
            found = (val(tbl, "w:sz"), val(tbl, "w:w"));
        });
        found
    };
    assert_eq!(size("12345"), (None, None));
    assert_eq!(size("123456"), (Some("16".to_owned()), None));
    assert_eq!(size("1234567"), (Some("14".to_owned()), None));
    assert_eq!(
        size("12345678"),
        (Some("13".to_owned()), Some("96".to_owned()))
    );
}

#[test]
fn a_table_too_high_for_its_page_is_set_tighter_while_text_still_fits() {
    let heights = |rows: usize, keep_together| {
        let mut table = table(1, (0..rows).map(|_| vec![value(0, 1, 1, "0")]).collect());
        table.keep_together = keep_together;
        let mut height = 0;
        check(table, |tbl| {
            let row = all(tbl, "w:trHeight")[0];
            assert_eq!(row.attribute("w:hRule"), Some("atLeast"));
            height = row.attribute("w:val").unwrap().parse().unwrap();
        });
        height
    };
    assert_eq!(heights(28, true), 360);
    assert_eq!(heights(40, false), 360);
    let tight: i32 = heights(40, true);
    // 40 rows, 41 rules of 10 twips and the heading's line on a page of 12,755 twips.
    assert!(tight * 40 + 410 <= 12_755 - 579 && (tight + 1) * 40 + 410 > 12_755 - 579);
    assert_eq!(
        heights(400, true),
        360,
        "a table of many pages is left as it is"
    );
}

#[test]
fn tables_side_by_side_and_last_have_a_paragraph_after_them() {
    let one = || Block::Table(table(1, vec![vec![value(0, 1, 1, "1")]]));
    let part = body(&document(vec![one(), one()]));
    let root = xml::own(part.as_bytes()).unwrap();
    let names: Vec<_> = (root.elements())
        .flat_map(|body| body.elements())
        .map(|child| child.name())
        .collect();
    assert_eq!(names, ["w:tbl", "w:p", "w:tbl", "w:p", "w:sectPr"]);
}

#[test]
fn tables_that_word_would_not_open_are_refused() {
    let refused = |columns, rows: Vec<Vec<TableCell>>| {
        write(&document(vec![Block::Table(table(columns, rows))])).unwrap_err()
    };
    let hole = refused(2, vec![vec![value(0, 1, 1, "")]]);
    assert!(matches!(hole, DocxError::Table(_)), "{hole:?}");
    let wide = refused(64, vec![vec![value(0, 64, 1, "")]]);
    assert!(matches!(wide, DocxError::Columns(_)), "{wide:?}");
}

#[test]
fn a_corner_of_the_header_is_centred_whatever_its_length() {
    let corner = cell(
        0,
        1,
        1,
        CellRole::Header(Scope::Both),
        "本列数据的勾稽关系为",
    );
    check(table(1, vec![vec![corner]]), |tbl| {
        assert_eq!(val(tbl, "w:pStyle").as_deref(), Some("TableHead"));
    });
}
