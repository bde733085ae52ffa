//! A page as lines and tables. Scripts, styles, navigation and hidden content are left out;
//! Office markup is only elements with other names.

use markup5ever_rcdom::{Handle, NodeData};

use super::ImportError;
use super::bounds::{MAX_DEPTH, MAX_PAGE, MAX_PIECES};
use super::decode::decode;
use super::dom;
use super::sheet::{Cell, Grid, Line, Piece, RawCell, clean};

/// The content of the page.
pub(super) fn read(bytes: &[u8]) -> Result<Vec<Piece>, ImportError> {
    if bytes.len() > MAX_PAGE {
        return Err(ImportError::TooLarge);
    }
    let text = decode(bytes)?;
    let dom = dom::parse(&text)?;
    let mut walk = Walk::default();
    walk.children(&dom.document)?;
    walk.end_line()?;
    Ok(walk.pieces)
}

#[derive(Default)]
struct Walk {
    pieces: Vec<Piece>,
    /// The line that is being read, and whether there is more than white space in it.
    line: String,
    is_begun: bool,
    /// The positions of the open elements among their siblings.
    trail: Vec<u32>,
    /// The trail of the line's first text.
    line_trail: Vec<u32>,
}

impl Walk {
    fn children(&mut self, parent: &Handle) -> Result<(), ImportError> {
        // Browsers lay out pages a few hundred deep; beyond, a page is an attack.
        if self.trail.len() > MAX_DEPTH {
            return Err(ImportError::TooDeep);
        }
        for (index, child) in parent.children.borrow().iter().enumerate() {
            self.trail.push(u32::try_from(index).unwrap_or(u32::MAX));
            let done = self.node(child);
            self.trail.pop();
            done?;
        }
        Ok(())
    }

    fn node(&mut self, node: &Handle) -> Result<(), ImportError> {
        match &node.data {
            NodeData::Text { contents } => {
                if !self.is_begun {
                    self.line_trail.clone_from(&self.trail);
                }
                let text = contents.borrow();
                self.is_begun |= !text.trim().is_empty();
                self.line.push_str(&text);
                Ok(())
            }
            NodeData::Element { name, .. } => {
                let name = &*name.local;
                if is_left_out(name) || is_hidden(node) || is_sign_off(node) {
                    return Ok(());
                }
                if name == "br" || name == "hr" {
                    return self.end_line();
                }
                if name == "table" {
                    self.end_line()?;
                    return self.table(node);
                }
                if is_inline(name) {
                    return self.children(node);
                }
                self.end_line()?;
                self.children(node)?;
                self.end_line()
            }
            _ => self.children(node),
        }
    }

    fn end_line(&mut self) -> Result<(), ImportError> {
        self.is_begun = false;
        let text = clean(&collapse(&std::mem::take(&mut self.line)));
        if text.is_empty() {
            return Ok(());
        }
        let trail = std::mem::take(&mut self.line_trail);
        self.push(Piece::Line(Line { text, trail }))
    }

    fn push(&mut self, piece: Piece) -> Result<(), ImportError> {
        if self.pieces.len() >= MAX_PIECES {
            return Err(ImportError::TooLarge);
        }
        self.pieces.push(piece);
        Ok(())
    }

    fn table(&mut self, table: &Handle) -> Result<(), ImportError> {
        let mut rows = Vec::new();
        collect(table, &["tr"], &mut rows, 0);
        let cells = |row: &Handle| {
            let mut cells = Vec::new();
            collect(row, &["td", "th"], &mut cells, 0);
            cells
        };
        let (mut own, mut inner) = (0, 0);
        for cell in rows.iter().flat_map(&cells) {
            let nested = nested_cells(&cell);
            own += usize::from(nested == 0);
            inner += nested;
        }
        if inner > own {
            // A table that is used only for layout.
            return self.children(table).and_then(|()| self.end_line());
        }
        let mut placed = Vec::with_capacity(rows.len());
        for row in &rows {
            let mut raw = Vec::new();
            for cell in cells(row) {
                raw.push(self.cell(&cell)?);
            }
            placed.push(raw);
        }
        match Grid::place(placed, self.trail.clone()) {
            Some(grid) => self.push(Piece::Table(grid)),
            None => Err(ImportError::TooLarge),
        }
    }

    fn cell(&mut self, cell: &Handle) -> Result<RawCell, ImportError> {
        let mut inner = Self {
            trail: self.trail.clone(),
            ..Self::default()
        };
        inner.children(cell)?;
        inner.end_line()?;
        let texts = inner.pieces.into_iter().flat_map(|piece| match piece {
            Piece::Line(line) => vec![line.text],
            // A frame of one cell around the text.
            Piece::Table(grid) => grid.cells.into_iter().map(|cell| cell.text).collect(),
        });
        let texts: Vec<String> = texts.filter(|text| !text.is_empty()).collect();
        let span = |name| attribute(cell, name).and_then(|it| it.trim().parse::<usize>().ok());
        Ok(RawCell {
            cell: Cell {
                text: texts.join(" "),
                tags: Vec::new(),
            },
            colspan: span("colspan").unwrap_or(1),
            // rowspan="0": to the end of the table (HTML §4.9.11).
            rowspan: span("rowspan").map_or(1, |rows| if rows == 0 { usize::MAX } else { rows }),
            continued: false,
        })
    }
}

/// White space as a browser shows it (CSS Text §4.1), but none between Chinese characters, where
/// source lines were broken.
fn collapse(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut pending = false;
    for c in text.chars() {
        if matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{c}') {
            pending = true;
            continue;
        }
        if pending {
            let wide = |c: char| c as u32 >= 0x2e80;
            if !(wide(c) && out.chars().next_back().is_some_and(wide)) {
                out.push(' ');
            }
            pending = false;
        }
        out.push(if c == '\u{a0}' { ' ' } else { c });
    }
    out
}

fn attribute(node: &Handle, name: &str) -> Option<String> {
    let NodeData::Element { attrs, .. } = &node.data else {
        return None;
    };
    let attrs = attrs.borrow();
    let found = attrs
        .iter()
        .find(|attribute| &*attribute.name.local == name)?;
    Some(found.value.to_string())
}

/// Whether a block says who signed off, which is not text of the report.
fn is_sign_off(node: &Handle) -> bool {
    attribute(node, "class").is_some_and(|class| class == "signoff")
}

fn is_hidden(node: &Handle) -> bool {
    let style = attribute(node, "style")
        .unwrap_or_default()
        .to_ascii_lowercase();
    let style: String = style.chars().filter(|c| !c.is_whitespace()).collect();
    attribute(node, "hidden").is_some()
        || style.contains("display:none")
        || style.contains("visibility:hidden")
        || style.contains("mso-hide:all")
}

fn is_left_out(name: &str) -> bool {
    matches!(
        name,
        "head"
            | "title"
            | "meta"
            | "link"
            | "script"
            | "style"
            | "noscript"
            | "template"
            | "iframe"
            | "object"
            | "select"
            | "option"
            | "button"
            | "textarea"
            | "input"
            | "nav"
            | "footer"
            | "svg"
            | "canvas"
            | "audio"
            | "video"
            | "rt"
            | "rp"
            | "del"
            | "s"
    )
}

fn is_inline(name: &str) -> bool {
    matches!(
        name,
        "a" | "abbr"
            | "b"
            | "bdi"
            | "bdo"
            | "big"
            | "cite"
            | "code"
            | "em"
            | "font"
            | "i"
            | "img"
            | "ins"
            | "kbd"
            | "label"
            | "mark"
            | "q"
            | "ruby"
            | "rb"
            | "small"
            | "span"
            | "strong"
            | "sub"
            | "sup"
            | "time"
            | "tt"
            | "u"
            | "wbr"
    ) || name.contains(':')
}

/// The elements of those names under one, without descending into tables or into matches.
fn collect(parent: &Handle, names: &[&str], out: &mut Vec<Handle>, depth: usize) {
    if depth > MAX_DEPTH {
        return;
    }
    for child in parent.children.borrow().iter() {
        let NodeData::Element { name, .. } = &child.data else {
            continue;
        };
        let name = &*name.local;
        if names.contains(&name) {
            if !is_hidden(child) {
                out.push(child.clone());
            }
        } else if name != "table" && !is_left_out(name) {
            collect(child, names, out, depth + 1);
        }
    }
}

/// Cells of the tables in a cell; a table of one cell is only a frame around its text.
fn nested_cells(cell: &Handle) -> usize {
    let mut count = 0;
    let mut left: Vec<Handle> = cell.children.borrow().clone();
    while let Some(node) = left.pop() {
        if let NodeData::Element { name, .. } = &node.data {
            count += usize::from(matches!(&*name.local, "td" | "th"));
        }
        left.extend(node.children.borrow().iter().cloned());
    }
    if count == 1 { 0 } else { count }
}

#[cfg(test)]
mod tests {
    use super::super::PageLimit;
    use super::*;

    fn pieces(page: &str) -> Vec<String> {
        let pieces = read(page.as_bytes()).unwrap();
        let say = |piece: &Piece| match piece {
            Piece::Line(line) => line.text.clone(),
            Piece::Table(grid) => (0..grid.rows.len())
                .map(|row| {
                    grid.row(row)
                        .iter()
                        .map(|cell| grid.text(*cell))
                        .collect::<Vec<_>>()
                        .join("|")
                })
                .collect::<Vec<_>>()
                .join("/"),
        };
        pieces.iter().map(say).collect()
    }

    #[test]
    fn a_page_is_its_visible_lines_and_tables() {
        let page = "<title>x</title><script>y</script><div style='display: none'>z</div>\
            <p>一、总体\n情况<o:p></o:p><br>a  b&nbsp;c</p><table><tr><td rowspan=2>甲<td><p>1</p><tr><td>2</table>";
        assert_eq!(pieces(page), ["一、总体情况", "a b c", "甲|1/甲|2"]);
    }

    #[test]
    fn tables_that_lay_out_are_opened_and_frames_in_cells_are_not_tables() {
        let layout = "<table><tr><td>页眉<td><table><tr><td>甲<td>1<tr><td>乙<td>2</table></table>";
        assert_eq!(pieces(layout), ["页眉", "甲|1/乙|2"]);
        let frame = "<table><tr><td>甲<td><table><tr><td>1</table></table>";
        assert_eq!(pieces(frame), ["甲|1"]);
    }

    #[test]
    fn a_page_nested_beyond_measure_is_refused() {
        let refused = |page: &str| match read(page.as_bytes()) {
            Err(ImportError::Page { limit, line }) => Some((limit, line)),
            _ => None,
        };
        let deep = format!("\n{}", "<div>".repeat(100_000));
        assert_eq!(refused(&deep), Some((PageLimit::Depth, 2)));
        for open in ["<template>", "<table><td>", "<svg><g>"] {
            let page = open.repeat(50_000);
            assert_eq!(refused(&page), Some((PageLimit::Depth, 1)), "{open}");
        }
        let many: String = (0..100_000).map(|number| format!("a{number} ")).collect();
        for tag in [
            "<div ",
            "&am<div ",
            "<br></p ",
            "<title>x</title ",
            "<a b='<i>' c=\"x\"",
            "<script>a<b</script ",
        ] {
            let page = format!("<p>x</p>\n{tag}{many}>");
            assert_eq!(refused(&page), Some((PageLimit::Attributes, 2)), "{tag}");
        }
        // What only looks like them is text.
        for sound in [
            "<script>if (a<b ",
            "<!-- ",
            "<textarea><div ",
            "<p title=\"",
            "<style>a<b ",
        ] {
            let page = format!("{sound}{many}");
            assert_eq!(refused(&page), None, "{sound}");
        }
        let before_tables = format!("<table>{}", "<p>x</p>".repeat(100_000));
        assert_eq!(refused(&before_tables), Some((PageLimit::Nodes, 1)));
    }
}
