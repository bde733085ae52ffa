//! Reads an HTML page as a browser does: paragraphs and tables of the article, and of every cell the
//! labels that head it (HTML §4.9.12). Knows nothing of the room that wrote the page.

use html5ever::tendril::TendrilSink;
use html5ever::{ParseOpts, parse_document};
use markup5ever_rcdom::{Handle, NodeData, RcDom};

use super::shown::{Shown, ShownCell, place};

/// What a page says.
#[derive(Debug, Default)]
pub struct Page {
    /// Its blocks, in order.
    pub shown: Vec<Shown>,
    /// Its tables.
    pub tables: Vec<Table>,
    /// Every element of the body with its attributes.
    pub elements: Vec<(String, Vec<(String, String)>)>,
    /// What the parser had to fix.
    pub fixed: Vec<String>,
}

/// A table.
#[derive(Debug)]
pub struct Table {
    /// Its caption.
    pub caption: String,
    /// Its cells by row, then column.
    pub cells: Vec<Cell>,
}

/// A cell.
#[derive(Debug)]
pub struct Cell {
    /// Where it stands and what it says.
    pub shown: ShownCell,
    /// Whether it is a `th`.
    pub is_head: bool,
    id: Option<String>,
    scope: Option<String>,
    headers: Vec<String>,
}

/// Reads a page, or a piece of one.
pub fn read(html: &str) -> Page {
    let dom = parse_document(RcDom::default(), ParseOpts::default()).one(html);
    let mut page = Page::default();
    page.walk(&dom.document);
    page.fixed = dom
        .errors
        .borrow()
        .iter()
        .map(ToString::to_string)
        .collect();
    page
}

impl Page {
    fn walk(&mut self, node: &Handle) {
        let Some(name) = name(node) else {
            node.children.borrow().iter().for_each(|it| self.walk(it));
            return;
        };
        if name == "head" {
            return;
        }
        self.elements.push((name.clone(), attributes(node)));
        match &*name {
            "h1" | "h2" | "h3" | "h4" | "h5" | "p" => {
                self.shown.push(Shown::Text(text(node)));
            }
            "table" => {
                let table = table(node);
                let cells = table.cells.iter().map(|cell| cell.shown.clone());
                self.shown.push(Shown::Table(cells.collect()));
                self.tables.push(table);
            }
            _ => {}
        }
        node.children.borrow().iter().for_each(|it| self.walk(it));
    }
}

impl Table {
    /// The labels that head a cell: those it names, else those whose scope reaches it, the columns'
    /// before the rows'.
    pub fn heads(&self, cell: &Cell) -> Vec<String> {
        let label = |head: &Cell| head.shown.text.clone();
        if !cell.headers.is_empty() {
            let named = cell.headers.iter().map(|id| {
                let mut heads = self
                    .cells
                    .iter()
                    .filter(|head| head.id.as_ref() == Some(id));
                let head = heads.next().expect("a head of that id");
                assert!(head.is_head && heads.next().is_none(), "{id}");
                label(head)
            });
            return named.collect();
        }
        let scoped = |scope: &str, reaches: &dyn Fn(&ShownCell) -> bool| -> Vec<String> {
            let heads = self.cells.iter().filter(|head| {
                let is_scope = |found: &String| found.trim_end_matches("group") == scope;
                head.scope.as_ref().is_some_and(is_scope) && reaches(&head.shown)
            });
            heads.map(label).collect()
        };
        let at = &cell.shown;
        let columns = scoped("col", &|head| {
            let beside =
                head.column < at.column + at.colspan && at.column < head.column + head.colspan;
            head.row < at.row && beside
        });
        let rows = scoped("row", &|head| {
            let level = head.row < at.row + at.rowspan && at.row < head.row + head.rowspan;
            head.column < at.column && level
        });
        columns.into_iter().chain(rows).collect()
    }
}

fn table(node: &Handle) -> Table {
    let mut caption = String::new();
    let mut rows = Vec::new();
    for part in node.children.borrow().iter() {
        match name(part).as_deref() {
            Some("caption") => caption = text(part),
            Some("thead" | "tbody") => {
                let children = part.children.borrow();
                let in_part = children.iter().filter(|row| name(row).is_some());
                let first = rows.len();
                rows.extend(in_part.map(cells));
                let ends = rows
                    .iter()
                    .enumerate()
                    .skip(first)
                    .flat_map(|(at, row)| row.iter().map(move |cell| at + cell.shown.rowspan));
                // HTML §4.9.12: a row group ends every cell that would reach on.
                assert!(ends.max() <= Some(rows.len()), "a cell is cut off");
            }
            _ => {}
        }
    }
    let bare = rows.iter().map(|row| {
        let cells = row.iter().map(|cell: &Cell| {
            let shown = &cell.shown;
            (shown.rowspan, shown.colspan, shown.text.clone())
        });
        cells.collect()
    });
    let places = place(bare.collect());
    let mut cells: Vec<Cell> = rows.into_iter().flatten().collect();
    for (cell, place) in cells.iter_mut().zip(places) {
        cell.shown = place;
    }
    Table { caption, cells }
}

/// The cells of a row, their places not yet known.
fn cells(row: &Handle) -> Vec<Cell> {
    let children = row.children.borrow();
    let cells = children.iter().filter_map(|cell| {
        let name = name(cell)?;
        let attributes = attributes(cell);
        let value = |wanted: &str| {
            let mut found = attributes.iter().filter(|(name, _)| name == wanted);
            found.next().map(|(_, value)| value.clone())
        };
        let span = |name| value(name).map_or(1, |span| span.parse().unwrap());
        Some(Cell {
            shown: ShownCell {
                row: 0,
                column: 0,
                rowspan: span("rowspan"),
                colspan: span("colspan"),
                text: text(cell),
            },
            is_head: name == "th",
            id: value("id"),
            scope: value("scope"),
            headers: value("headers")
                .unwrap_or_default()
                .split_whitespace()
                .map(str::to_owned)
                .collect(),
        })
    });
    cells.collect()
}

fn name(node: &Handle) -> Option<String> {
    match &node.data {
        NodeData::Element { name, .. } => Some(name.local.to_string()),
        _ => None,
    }
}

fn attributes(node: &Handle) -> Vec<(String, String)> {
    match &node.data {
        NodeData::Element { attrs, .. } => attrs
            .borrow()
            .iter()
            .map(|it| (it.name.local.to_string(), it.value.to_string()))
            .collect(),
        _ => Vec::new(),
    }
}

/// The text of a node, line breaks left out.
fn text(node: &Handle) -> String {
    if let NodeData::Text { contents } = &node.data {
        return contents.borrow().to_string();
    }
    node.children.borrow().iter().map(text).collect()
}
