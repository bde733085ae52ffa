//! `word/document.xml` as lines and tables (ECMA-376 part 1, §17). Text deleted under tracked
//! changes, hidden text and the prompts of empty content controls are skipped.

use std::borrow::Cow;

use super::ImportError;
use super::bounds::MAX_PIECES;
use super::sheet::{Cell, Grid, Line, Piece, RawCell, clean};
use chengbao_base::formats::bound::{SIGN_OFF_STYLE, path_of_xpath};
use chengbao_base::formats::xml::{Element, Node};

/// The content of the body.
pub(super) struct Body {
    /// Lines and tables.
    pub(super) pieces: Vec<Piece>,
    /// Pictures, which are not imported.
    pub(super) pictures: usize,
}

/// Reads the root of the part.
pub(super) fn read(document: &Element<'_>) -> Result<Body, ImportError> {
    Walk::default().body(document)
}

/// Reads the root of the part including the sign-off, which is not text of the report.
pub(super) fn read_whole(document: &Element<'_>) -> Result<Body, ImportError> {
    let walk = Walk {
        whole: true,
        ..Walk::default()
    };
    walk.body(document)
}

#[derive(Default)]
struct Walk {
    pieces: Vec<Piece>,
    pictures: usize,
    whole: bool,
}

impl Walk {
    fn body(mut self, document: &Element<'_>) -> Result<Body, ImportError> {
        self.blocks(document)?;
        Ok(Body {
            pieces: self.pieces,
            pictures: self.pictures,
        })
    }

    fn blocks(&mut self, parent: &Element<'_>) -> Result<(), ImportError> {
        for element in parent.elements() {
            match element.local() {
                "p" if !self.whole && is_sign_off(element) => {}
                "p" => {
                    let text = self.paragraph(element);
                    for line in text.text.split('\n') {
                        let text = clean(line);
                        if !text.is_empty() {
                            self.push(Piece::Line(Line {
                                text,
                                trail: Vec::new(),
                            }))?;
                        }
                    }
                }
                "tbl" => self.table(element)?,
                name if is_left_out(name) => {}
                _ => self.blocks(element)?,
            }
        }
        Ok(())
    }

    fn push(&mut self, piece: Piece) -> Result<(), ImportError> {
        if self.pieces.len() >= MAX_PIECES {
            return Err(ImportError::TooLarge);
        }
        self.pieces.push(piece);
        Ok(())
    }

    fn paragraph(&mut self, element: &Element<'_>) -> Run {
        let mut run = Run::default();
        self.run(element, &mut run);
        run
    }

    fn run(&mut self, parent: &Element<'_>, out: &mut Run) {
        for element in parent.elements() {
            match element.local() {
                "t" => out.text.push_str(&element.content()),
                "tab" => out.text.push('\t'),
                "br" | "cr" => out.text.push('\n'),
                "noBreakHyphen" => out.text.push('-'),
                "drawing" | "pict" | "object" => self.pictures += 1,
                "sdt" => self.control(element, out),
                "r" if is_hidden(element) => {}
                name if is_left_out(name) => {}
                _ => self.run(element, out),
            }
        }
    }

    fn control(&mut self, control: &Element<'_>, out: &mut Run) {
        let name = names(control);
        // LibreOffice writes a control once per script of its text, each time with the whole value.
        if name.as_ref().is_some_and(|name| out.tags.contains(name)) {
            return;
        }
        out.tags.extend(name);
        let is_prompt = shows_prompt(control);
        if let Some(content) = control.only("sdtContent").filter(|_| !is_prompt) {
            self.run(content, out);
        }
    }

    fn table(&mut self, table: &Element<'_>) -> Result<(), ImportError> {
        let mut rows = Vec::new();
        collect(table, "tr", &mut rows);
        let (mut own, mut inner) = (0, 0);
        for row in &rows {
            let mut cells = Vec::new();
            collect(row, "tc", &mut cells);
            for cell in cells {
                let nested = nested_cells(cell);
                own += usize::from(nested == 0);
                inner += nested;
            }
        }
        if inner > own {
            // A table that is used only for layout.
            for row in rows {
                let mut cells = Vec::new();
                collect(row, "tc", &mut cells);
                for cell in cells {
                    self.blocks(cell)?;
                }
            }
            return Ok(());
        }
        let rows: Vec<Vec<RawCell>> = rows
            .into_iter()
            .filter(|row| row.only("trPr").and_then(|it| it.only("del")).is_none())
            .map(|row| self.row(row))
            .collect();
        match Grid::place(rows, Vec::new()) {
            Some(grid) => self.push(Piece::Table(grid)),
            None => Err(ImportError::TooLarge),
        }
    }

    fn row(&mut self, row: &Element<'_>) -> Vec<RawCell> {
        let before = row
            .only("trPr")
            .and_then(|it| number(it.only("gridBefore")));
        let blank = before.filter(|count| *count > 0).map(|colspan| RawCell {
            colspan,
            ..RawCell::default()
        });
        let mut cells = Vec::new();
        collect(row, "tc", &mut cells);
        let cells = cells.into_iter().map(|cell| self.cell(cell));
        blank.into_iter().chain(cells).collect()
    }

    fn cell(&mut self, element: &Element<'_>) -> RawCell {
        let properties = element.only("tcPr");
        let property = |name| properties.and_then(|it| it.only(name));
        let mut run = Run::default();
        self.cell_text(element, &mut run);
        let words: Vec<String> = run
            .text
            .split('\n')
            .map(clean)
            .filter(|it| !it.is_empty())
            .collect();
        RawCell {
            cell: Cell {
                text: words.join(" "),
                tags: run.tags,
            },
            colspan: number(property("gridSpan")).unwrap_or(1),
            rowspan: 1,
            continued: property("vMerge")
                .is_some_and(|it| it.value("val").as_deref() != Some("restart")),
        }
    }

    fn cell_text(&mut self, parent: &Element<'_>, out: &mut Run) {
        for element in parent.elements() {
            match element.local() {
                "p" => {
                    let text = self.paragraph(element);
                    out.text.push('\n');
                    out.text.push_str(&text.text);
                    out.tags.extend(text.tags);
                }
                "sdt" => {
                    let mut inner = Run::default();
                    let content = element
                        .only("sdtContent")
                        .is_some_and(|it| it.only("p").is_some());
                    if content {
                        // A control around whole paragraphs.
                        inner.tags.extend(names(element));
                        let is_prompt = shows_prompt(element);
                        if let Some(content) = element.only("sdtContent").filter(|_| !is_prompt) {
                            self.cell_text(content, &mut inner);
                        }
                    } else {
                        self.control(element, &mut inner);
                    }
                    out.text.push_str(&inner.text);
                    out.tags.extend(inner.tags);
                }
                name if is_left_out(name) || name == "tcPr" => {}
                _ => self.cell_text(element, out),
            }
        }
    }
}

/// The name of a content control: the path of its data binding, else its tag.
fn names(control: &Element<'_>) -> Option<String> {
    let properties = control.only("sdtPr")?;
    let bound = properties
        .only("dataBinding")
        .and_then(|it| it.value("xpath"));
    let tag = || properties.only("tag")?.value("val").map(Cow::into_owned);
    bound.and_then(|xpath| path_of_xpath(&xpath)).or_else(tag)
}

/// Whether it shows its prompt (`w:showingPlcHdr`), which is not text of the document.
fn shows_prompt(control: &Element<'_>) -> bool {
    is_on(
        control
            .only("sdtPr")
            .and_then(|it| it.only("showingPlcHdr")),
    )
}

/// Text and the tags of the controls in it.
#[derive(Default)]
struct Run {
    text: String,
    tags: Vec<String>,
}

/// Invisible content, and properties.
fn is_left_out(name: &str) -> bool {
    matches!(
        name,
        "del"
            | "moveFrom"
            | "pPr"
            | "rPr"
            | "sdtPr"
            | "sectPr"
            | "tblPr"
            | "trPr"
            | "Fallback"
            | "txbxContent"
            | "drawing"
            | "pict"
            | "object"
            | "instrText"
            | "footnoteReference"
            | "endnoteReference"
            | "rt"
    )
}

fn is_hidden(run: &Element<'_>) -> bool {
    is_on(run.only("rPr").and_then(|it| it.only("vanish")))
}

/// Whether a paragraph says who signed off, which is not text of the report.
fn is_sign_off(paragraph: &Element<'_>) -> bool {
    let properties = paragraph.only("pPr");
    let style = properties.and_then(|properties| properties.only("pStyle"));
    style.is_some_and(|style| style.value("val").as_deref() == Some(SIGN_OFF_STYLE))
}

/// A property that is present and not switched off (§17.17.4).
fn is_on(property: Option<&Element<'_>>) -> bool {
    property.is_some_and(|it| !matches!(it.value("val").as_deref(), Some("0" | "false" | "off")))
}

fn number(property: Option<&Element<'_>>) -> Option<usize> {
    property?.value("val")?.trim().parse().ok()
}

/// The elements of that name under one, without descending into tables or into matches.
fn collect<'e, 'a>(parent: &'e Element<'a>, name: &str, out: &mut Vec<&'e Element<'a>>) {
    for element in parent.elements() {
        if element.local() == name {
            out.push(element);
        } else if element.local() != "tbl" && !is_left_out(element.local()) {
            collect(element, name, out);
        }
    }
}

/// Cells of the tables in a cell; a table of one cell is only a frame around its text.
fn nested_cells(cell: &Element<'_>) -> usize {
    let mut count = 0;
    let mut left: Vec<&Element<'_>> = cell.elements().collect();
    while let Some(element) = left.pop() {
        count += usize::from(element.local() == "tc");
        left.extend(element.children.iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        }));
    }
    if count == 1 { 0 } else { count }
}
