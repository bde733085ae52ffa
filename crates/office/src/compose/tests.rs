//! Composed documents held against the forms they are made from.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use super::{Purpose, compose};
use chengbao_base::picture::Pictures;
use chengbao_paper::document::{Block, CellPlace, Document, Table, TableCell};
use chengbao_paper::typeset::{FaceSet, Item, Owner, Tag, lay_out};
use chengbao_report::form::{Content, Form, Forms, Head};
use chengbao_report::report::Report;
use chengbao_report::source::Source;

/// The labels that head each cell, in reading order.
fn headed(table: &Table) -> Vec<(&TableCell, Vec<String>)> {
    let heads = table.headers().into_iter().flatten();
    let text = |at: CellPlace| table.rows[at.row].cells[at.index].text();
    let cells = table.rows.iter().flat_map(|row| &row.cells);
    cells
        .zip(heads)
        .map(|(cell, heads)| (cell, heads.into_iter().map(text).collect()))
        .collect()
}

/// The labels down to each leaf of a tree of heads.
fn branches(heads: &[Head], above: &[String], out: &mut Vec<Vec<String>>) {
    for head in heads {
        let mut branch = above.to_vec();
        branch.push(head.label.clone());
        if head.heads.is_empty() {
            out.push(branch);
        } else {
            branches(&head.heads, &branch, out);
        }
    }
}

/// What heads each value of a form, from its trees and not from its grid.
fn expected(form: &Form) -> BTreeMap<String, Vec<String>> {
    let mut expected = BTreeMap::new();
    for spec in &form.cells {
        let Content::Table(table) = &form.sections[spec.section].content else {
            panic!("{} stands in no table", spec.path);
        };
        let panel = &table.panels[spec.panel];
        let (mut rows, mut columns) = (Vec::new(), Vec::new());
        branches(&panel.rows, &[], &mut rows);
        branches(&panel.columns, &[], &mut columns);
        let mut heads: Vec<String> = panel.banner.iter().cloned().collect();
        heads.extend(columns[spec.column].iter().cloned());
        heads.extend(rows.get(spec.row).into_iter().flatten().cloned());
        assert!(heads.contains(&spec.label));
        expected.insert(spec.path.clone(), heads);
    }
    expected
}

#[test]
fn every_value_of_the_official_forms_is_headed_by_its_labels() {
    for form in Forms::builtin().unwrap().iter() {
        let source = Arc::new(Source::parse("example.yaml", form.example.as_bytes()).unwrap());
        let report = Report::read(form, &source);
        let document = compose(&report, &Purpose::default(), &Pictures::new());
        let mut found = BTreeMap::new();
        for block in &document.blocks {
            let Block::Table(table) = block else { continue };
            let values = headed(table).into_iter();
            found.extend(values.filter_map(|(cell, heads)| Some((cell.path.clone()?, heads))));
        }
        assert_eq!(found.is_empty(), form.cells.is_empty(), "{}", form.id);
        assert_eq!(found, expected(form), "{}", form.id);
    }
}

/// The document of a report whose values of a section are as `value` says.
fn with_values(section: &str, value: fn(usize) -> u64) -> Document {
    let forms = Forms::builtin().unwrap();
    let form = forms.get("zfxxgk-2021").unwrap();
    let mut data = serde_json::json!({"form": "zfxxgk-2021", "year": 2024});
    let cells = form
        .cells
        .iter()
        .filter(|spec| spec.path.starts_with(section));
    for (index, spec) in cells.enumerate() {
        let steps = spec.path.split('.');
        let place = steps.fold(&mut data, |place, step| &mut place[step]);
        *place = value(index).into();
    }
    let source = Source::parse("a.yaml", data.to_string().as_bytes()).unwrap();
    let report = Report::read(form, &Arc::new(source));
    compose(&report, &Purpose::default(), &Pictures::new())
}

/// The least size of the values of a section's table, on its pages. Only that table has values.
fn least(section: &str, value: fn(usize) -> u64) -> f32 {
    let fonts = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fonts");
    let faces = FaceSet::find(&[fonts]).unwrap();
    let pages = lay_out(&with_values(section, value), &faces).unwrap();
    let elements = &pages.structure.elements;
    // A glyph may belong to a span or paragraph within its cell.
    let is_value = |mut node: usize| loop {
        match (&elements[node].tag, elements[node].parent) {
            (Tag::DataCell { .. }, _) => return true,
            (_, Some(parent)) => node = parent.0,
            (_, None) => return false,
        }
    };
    let items = pages.pages.iter().flat_map(|page| &page.items);
    let sizes = items.filter_map(|item| match item {
        Item::Glyphs(run) => match run.owner {
            Owner::Node(node) if is_value(node.0) => Some(run.size),
            _ => None,
        },
        _ => None,
    });
    let sizes: Vec<f32> = sizes.collect();
    assert!(sizes.len() > 12, "{section}");
    sizes.into_iter().fold(99.0, f32::min)
}

#[test]
fn numbers_of_nine_digits_are_set_wherever_they_stand() {
    let all: fn(usize) -> u64 = |_| 123_456_789;
    let some: fn(usize) -> u64 = |index| if index % 5 < 3 { 123_456_789 } else { 7 };
    let one: fn(usize) -> u64 = |index| if index == 12 { 123_456_789 } else { 7 };
    assert!(least("requests", all) >= 6.5);
    assert!(least("appeals", some) >= 6.5);
    assert!(least("appeals", one) > 8.9);
    // Fifteen such numbers are wider than the page at 6.5 pt.
    assert!(least("appeals", all) >= 6.0);
}
