//! The tags alone give every figure its row and its columns: who cannot see the page hears, with
//! each figure, the same heads that the form prints beside and above it.

use std::collections::{BTreeMap, BTreeSet};

use chengbao::form::{Content, Form, Head, Panel};
use proptest::prelude::*;

use support::random;
use support::read_pdf::{self, TagTable};
use support::rooms::{examples, make, read};
use support::runs;

/// The figures of a table by the heads of each: banner, column heads, row heads, outermost first.
type Figures = BTreeMap<Vec<String>, String>;

#[test]
fn the_tags_of_random_reports_say_of_every_figure_what_the_form_calls_it() {
    runs::prove(runs::cases(), random::report, |filled| {
        let made = make(&read(&filled.form, &filled.yaml));
        let tables = read_pdf::read(&made.pdf).tables;
        let difference = difference(&filled.form, filled.figures(), &tables);
        prop_assert_eq!(difference, None);
        Ok(())
    });
}

#[test]
fn the_tags_of_the_examples_say_of_every_figure_what_the_form_calls_it() {
    for (name, form, yaml) in examples() {
        let report = read(&form, &yaml);
        let figures: Vec<String> = report.cells.iter().map(|cell| cell.printed()).collect();
        let tables = read_pdf::read(&make(&report).pdf).tables;
        assert_eq!(difference(&form, &figures, &tables), None, "{name}");
    }
}

/// Where the tables of the tags are not those of the form with its figures; `None` where they are.
fn difference(form: &Form, figures: &[String], tables: &[TagTable]) -> Option<String> {
    let mut seen = 0;
    for (index, section) in form.sections.iter().enumerate() {
        let Content::Table(_) = section.content else {
            continue;
        };
        let mut named = tables.iter().filter(|table| table.summary == section.label);
        let (Some(table), None) = (named.next(), named.next()) else {
            return Some(format!("not one table {}", section.label));
        };
        let found = match heard(table) {
            Ok(found) => found,
            Err(error) => return Some(format!("{}: {error}", section.label)),
        };
        let expected = printed(form, index, figures);
        let all = expected.keys().chain(found.keys());
        for heads in all {
            let pair = (expected.get(heads), found.get(heads));
            if pair.0 != pair.1 {
                return Some(format!("{heads:?}: {:?} became {:?}", pair.0, pair.1));
            }
        }
        seen += found.len();
    }
    (seen != figures.len()).then(|| format!("{seen} figures of {}", figures.len()))
}

/// The figures as a screen reader finds them: each data cell by what its header cells say.
fn heard(table: &TagTable) -> Result<Figures, String> {
    let mut heads = BTreeMap::new();
    for cell in table.cells.iter().filter(|cell| cell.is_header) {
        let id = cell.id.clone().ok_or(format!("{} has no ID", cell.text))?;
        cell.scope
            .as_ref()
            .ok_or(format!("{} has no Scope", cell.text))?;
        if heads.insert(id, &cell.text).is_some() {
            return Err(format!("two cells have the ID of {}", cell.text));
        }
    }
    let mut figures = Figures::new();
    for cell in table.cells.iter().filter(|cell| !cell.is_header) {
        let once: BTreeSet<&String> = cell.headers.iter().collect();
        if once.len() != cell.headers.len() {
            return Err(format!("{} has a header twice", cell.text));
        }
        let names = cell
            .headers
            .iter()
            .map(|id| heads.get(id).map(|text| (*text).clone()));
        let names: Option<Vec<String>> = names.collect();
        let names = names.ok_or(format!("{} has a header that is none", cell.text))?;
        if let Some(other) = figures.insert(names.clone(), cell.text.clone()) {
            return Err(format!("{names:?} is both {other} and {}", cell.text));
        }
    }
    Ok(figures)
}

/// The figures as the form has them: each by the heads over its row and its column.
fn printed(form: &Form, section: usize, figures: &[String]) -> Figures {
    let Content::Table(table) = &form.sections[section].content else {
        unreachable!("a section with a table");
    };
    let cells = form.section_cells(section).map(|(id, spec)| {
        let panel: &Panel = &table.panels[spec.panel];
        let columns = leaves(&panel.columns).swap_remove(spec.column);
        let mut heads: Vec<String> = panel.banner.iter().cloned().collect();
        heads.extend(columns);
        if !panel.rows.is_empty() {
            heads.extend(leaves(&panel.rows).swap_remove(spec.row));
        }
        (heads, figures[id.0].clone())
    });
    let all: Vec<(Vec<String>, String)> = cells.collect();
    let count = all.len();
    let figures: Figures = all.into_iter().collect();
    assert_eq!(figures.len(), count, "no two cells have the same heads");
    figures
}

/// The labels down to each leaf of a tree of heads.
fn leaves(heads: &[Head]) -> Vec<Vec<String>> {
    let below = |head: &Head| {
        let mut paths = leaves(&head.heads);
        if paths.is_empty() {
            paths.push(Vec::new());
        }
        for path in &mut paths {
            path.insert(0, head.label.clone());
        }
        paths
    };
    heads.iter().flat_map(below).collect()
}
