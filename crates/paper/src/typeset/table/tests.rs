//! Tables: the positions of cells, text and rules, and the effect of page breaks.

use super::TableLayout;
use crate::document::{CellRole, Scope, Table, TableCell, TableRow};
use crate::typeset::cluster::Fonts;
use crate::typeset::context::LayoutContext;
use crate::typeset::structure::{NodeId, Tag};
use crate::typeset::tests::{faces, typography};
use crate::typeset::{Item, LayoutError, Owner};

const COLUMN: CellRole = CellRole::Header(Scope::Column);
const ROW: CellRole = CellRole::Header(Scope::Row);

fn cell(at: (usize, usize, usize), role: CellRole, text: &str) -> TableCell {
    let (column, colspan, rowspan) = at;
    TableCell {
        column,
        colspan,
        rowspan,
        role,
        lines: vec![text.to_owned()],
        vertical: false,
        align: None,
        path: (role == CellRole::Value).then(|| format!("value.{column}")),
    }
}

fn row(cells: Vec<TableCell>) -> TableRow {
    TableRow {
        cells,
        keep_with_next: false,
    }
}

/// Two header rows with spans, then groups of four rows under a vertical label over all of them.
fn table(groups: usize) -> Table {
    let mut rows = vec![
        row(vec![
            cell(
                (0, 3, 2),
                CellRole::Header(Scope::Both),
                "（第一项加第二项之和，等于第三项加第四项之和）",
            ),
            cell((3, 3, 1), COLUMN, "申请人情况"),
        ]),
        row(vec![
            cell((3, 1, 1), COLUMN, "自然人"),
            cell((4, 1, 1), COLUMN, "社会公益组织"),
            cell((5, 1, 1), COLUMN, "总计"),
        ]),
    ];
    for line in 0..4 * groups {
        let mut cells = Vec::new();
        if line == 0 {
            let mut label = cell((0, 1, 4 * groups), ROW, "三、本年度办理结果");
            label.vertical = true;
            cells.push(label);
        }
        if line % 4 == 0 {
            cells.push(cell((1, 1, 4), ROW, "（三）不予公开"));
        }
        cells.push(cell(
            (2, 1, 1),
            ROW,
            "1.申请人无正当理由逾期不补正、行政机关不再处理",
        ));
        for column in 3..6 {
            cells.push(cell((column, 1, 1), CellRole::Value, "11398889"));
        }
        rows.push(row(cells));
    }
    Table {
        summary: "三".into(),
        widths: vec![1.0, 1.3, 4.0, 1.0, 1.0, 1.0],
        size: 9.0,
        header_rows: 2,
        keep_together: false,
        rows,
    }
}

/// Lays the table out on pages of a height and gives each page's items, with the layout.
fn pages(table: &Table, room: f32) -> (TableLayout, Vec<Vec<Item>>) {
    let typography = typography();
    let mut context = LayoutContext::new(&typography, faces());
    let layout = TableLayout::new(table, &mut context).unwrap();
    let mut next = layout.start();
    let mut pages = Vec::new();
    while !layout.is_done(next) {
        let fragment = layout.fragment(next, room, 1.0, true).unwrap();
        assert!(fragment.height <= room + 0.01);
        check(&layout, &fragment, &layout.draw(&fragment, 0.0, 0.0));
        pages.push(layout.draw(&fragment, 0.0, 0.0));
        next = fragment.next;
    }
    (layout, pages)
}

/// No ink outside its cell, no rule through a cell, all rules meeting others or the outer edge.
fn check(layout: &TableLayout, fragment: &super::Fragment, items: &[Item]) {
    let tops: Vec<f32> = std::iter::once(0.0)
        .chain(fragment.heights.iter().scan(0.0, |y, height| {
            *y -= height;
            Some(*y)
        }))
        .map(|y| y - layout.rule / 2.0)
        .collect();
    let boxes: Vec<[f32; 4]> = layout
        .cells
        .iter()
        .filter_map(|cell| {
            let rows = cell.visible(&fragment.rows)?;
            let (left, right) = (
                layout.edges[cell.column],
                layout.edges[cell.column + cell.columns],
            );
            Some([left, tops[rows.end], right, tops[rows.start]])
        })
        .collect();
    for item in items {
        match item {
            Item::Glyphs(run) => {
                for glyph in &run.glyphs {
                    let Some(ink) = faces().ink(run.face, glyph.id) else {
                        continue;
                    };
                    let x = run.x + glyph.dx;
                    let [left, low, right, high] = ink.map(|em| em * run.size);
                    let holds = |b: &&[f32; 4]| {
                        x + left > b[0]
                            && x + right < b[2]
                            && run.y + low > b[1]
                            && run.y + high < b[3]
                    };
                    assert!(
                        boxes.iter().any(|b| holds(&b)),
                        "{} leaves its cell",
                        glyph.character
                    );
                }
            }
            Item::Rule(rule) => {
                let (x, y) = ((rule.x1 + rule.x2) / 2.0, (rule.y1 + rule.y2) / 2.0);
                for b in &boxes {
                    let crosses = if rule.y1 == rule.y2 {
                        b[1] + 0.1 < y
                            && y < b[3] - 0.1
                            && rule.x1 < b[2] - 0.5
                            && rule.x2 > b[0] + 0.5
                    } else {
                        b[0] + 0.1 < x
                            && x < b[2] - 0.1
                            && rule.y2 < b[3] - 0.5
                            && rule.y1 > b[1] + 0.5
                    };
                    assert!(!crosses, "{rule:?} through {b:?}");
                }
                let measure = typography().text_width();
                assert!(rule.x1 >= -0.01 && rule.x2 <= measure + 0.01 && rule.y1 <= 0.01);
            }
            other => panic!("{other:?} in a table of text"),
        }
    }
}

fn written(items: &[Item], wanted: impl Fn(Owner) -> bool) -> String {
    let runs = items.iter().filter_map(|item| match item {
        Item::Glyphs(run) if wanted(run.owner) => Some(run),
        _ => None,
    });
    runs.flat_map(|run| run.glyphs.iter().map(|glyph| glyph.character))
        .collect()
}

#[test]
fn text_stays_in_its_cell_and_rules_out_of_it() {
    let (_, whole) = pages(&table(3), 2000.0);
    assert_eq!(whole.len(), 1);
    let (_, broken) = pages(&table(12), 400.0);
    assert!(broken.len() > 2);
}

#[test]
fn heads_and_labels_that_go_on_are_repeated_as_artifacts() {
    let (_, broken) = pages(&table(12), 400.0);
    for (page, items) in broken.iter().enumerate() {
        let all = written(items, |_| true);
        assert!(
            all.contains("申请人情况") && all.contains("三、本年度办理结果"),
            "{all}"
        );
        let repeated = written(items, |owner| owner == Owner::Artifact);
        assert_eq!(repeated.contains("申请人情况"), page > 0);
        assert_eq!(repeated.contains("三、本年度办理结果"), page > 0);
    }
}

#[test]
fn every_value_is_set_once_whole_and_in_its_element() {
    let (layout, broken) = pages(&table(12), 400.0);
    let owned = |owner: Owner| owner != Owner::Artifact;
    let all: String = broken.iter().map(|items| written(items, owned)).collect();
    assert_eq!(all.matches("11398889").count(), 3 * 48);
    let mut owners: Vec<String> = layout
        .cells
        .iter()
        .map(|cell| format!("{:?}", cell.node))
        .collect();
    let count = owners.len();
    owners.sort();
    owners.dedup();
    assert_eq!(owners.len(), count);
}

#[test]
fn cells_name_the_elements_of_the_cells_that_head_them() {
    let typography = typography();
    let mut context = LayoutContext::new(&typography, faces());
    let layout = TableLayout::new(&table(2), &mut context).unwrap();
    let heads = |row: usize, column: usize| {
        let at = |cell: &&super::Placed| (cell.row, cell.column) == (row, column);
        let cell = layout.cells.iter().find(at).unwrap();
        let headers = match &context.tree.elements[cell.node.0].tag {
            Tag::HeaderCell { headers, .. } | Tag::DataCell { headers, .. } => headers,
            other => panic!("{other:?} for a cell"),
        };
        let of = |node: &NodeId| {
            let cell = layout.cells.iter().find(|cell| cell.node == *node).unwrap();
            (cell.row, cell.column)
        };
        headers.iter().map(of).collect::<Vec<_>>()
    };
    assert_eq!(heads(8, 4), [(0, 3), (1, 4), (2, 0), (6, 1), (8, 2)]);
    assert_eq!(heads(8, 2), [(0, 0), (2, 0), (6, 1)]);
    assert_eq!(heads(1, 4), [(0, 3)]);
    assert_eq!(heads(0, 0), []);
}

#[test]
fn pages_break_between_groups_where_they_can() {
    let (_, broken) = pages(&table(12), 400.0);
    for items in &broken {
        let all = written(items, |_| true);
        let rows = all.matches("行政机关不再处理").count();
        assert_eq!(rows % 4, 0, "a group is cut after {rows} rows");
    }
}

#[test]
fn rows_that_keep_with_the_next_are_not_parted_from_it() {
    let mut table = table(12);
    for row in table.rows.iter_mut().skip(2).step_by(2) {
        row.keep_with_next = true;
    }
    let typography = typography();
    let mut context = LayoutContext::new(&typography, faces());
    let layout = TableLayout::new(&table, &mut context).unwrap();
    for room in 150..400 {
        let fragment = layout
            .fragment(layout.start(), room as f32, 1.0, true)
            .unwrap();
        assert_eq!(fragment.next % 2, 0, "in {room} pt");
    }
}

#[test]
fn a_table_that_just_does_not_fit_is_closed_up() {
    let mut table = table(3);
    for cell in table.rows.iter_mut().flat_map(|row| &mut row.cells) {
        if cell.column == 2 {
            cell.lines = vec!["3.其他".to_owned()];
        }
    }
    let (layout, _) = pages(&table, 2000.0);
    let natural = layout.rest(layout.start(), 2000.0, 1.0).unwrap();
    let close = layout
        .rest(layout.start(), natural.height - 10.0, 1.0)
        .unwrap();
    assert!((close.height - (natural.height - 10.0)).abs() < 0.1);
    check(&layout, &close, &layout.draw(&close, 0.0, 0.0));
    assert!(
        layout
            .rest(layout.start(), natural.height / 2.0, 1.0)
            .is_none()
    );
}

#[test]
fn a_number_shrinks_and_one_too_wide_is_an_error_that_names_it() {
    let set = |text: &str| {
        let mut rows = vec![row((0..15)
            .map(|at| cell((at, 1, 1), CellRole::Value, "7"))
            .collect())];
        rows[0].cells[4].lines = vec![text.to_owned()];
        let table = Table {
            summary: String::new(),
            widths: vec![1.0; 15],
            size: 9.0,
            header_rows: 0,
            keep_together: true,
            rows,
        };
        let typography = typography();
        let mut context = LayoutContext::new(&typography, faces());
        let layout = TableLayout::new(&table, &mut context)?;
        Ok(layout.cells[4].text.lines[0].clusters[0].size)
    };
    assert_eq!(set("14069"), Ok(9.0));
    assert!(matches!(set("1398889"), Ok(size) if (6.5..9.0).contains(&size)));
    assert_eq!(set("11398889"), Ok(6.5));
    assert!(matches!(set("123456789"), Ok(size) if (6.0..6.5).contains(&size)));
    let error = LayoutError::TooWide {
        path: "value.4".into(),
        text: "1139888900".into(),
    };
    assert_eq!(set("1139888900"), Err(error));
}

#[test]
fn prescribed_breaks_hold_and_labels_break_evenly() {
    let lines = |text: &[&str], width: f32| {
        let mut label = cell((0, 1, 1), COLUMN, "");
        label.lines = text.iter().map(|line| (*line).to_owned()).collect();
        let table = Table {
            summary: String::new(),
            widths: vec![width, 442.2 - width],
            size: 9.0,
            header_rows: 0,
            keep_together: true,
            rows: vec![row(vec![label])],
        };
        let typography = typography();
        let mut context = LayoutContext::new(&typography, faces());
        let layout = TableLayout::new(&table, &mut context).unwrap();
        let lines = layout.cells[0].text.lines.iter();
        lines
            .map(|line| {
                line.clusters
                    .iter()
                    .map(|cluster| cluster.character)
                    .collect()
            })
            .collect::<Vec<String>>()
    };
    assert_eq!(
        lines(&["本年新", "制作数量"], 110.0),
        ["本年新", "制作数量"]
    );
    assert_eq!(lines(&["结果维持"], 33.0), ["结果", "维持"]);
    assert_eq!(lines(&["自然人"], 31.1), ["自然人"]);
    assert_eq!(lines(&["（三）不予公开"], 42.0), ["（三）", "不予公开"]);
    assert_eq!(
        lines(&["1.申请人无正当理由逾期不补正、行政机关不再处理"], 150.0),
        ["1.申请人无正当理由逾期不补正、", "行政机关不再处理"]
    );
}
