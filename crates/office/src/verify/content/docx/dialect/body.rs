//! The words of a part in their order: paragraphs and tables, with links, pictures, bound values and
//! fields between marks that no text can have. How text is divided into runs does not matter.

use super::layout::{Layout, Room};
use super::lists::{Lead, Lists, Role};
use super::picture;
use super::styles::{Look, Sheet};
use chengbao_base::formats::bound::path_of_xpath;
use chengbao_base::formats::opc::Package;
use chengbao_base::formats::xml::Element;

/// A paragraph or a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Block {
    Paragraph {
        /// Level in the outline.
        outline: Option<i64>,
        words: String,
    },
    Table {
        /// What is read out for it.
        caption: String,
        columns: usize,
        rows: Vec<Vec<Cell>>,
    },
}

/// A cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Cell {
    /// Columns that it spans.
    span: String,
    /// Whether it begins or continues a span of rows.
    merge: String,
    words: Vec<String>,
}

/// What marks the words of a link, a bound value, a picture, a field: the sort, then what it is, then its
/// words, then the end.
const LINK: char = '\u{1}';
const BOUND: char = '\u{2}';
const PICTURE: char = '\u{3}';
const FIELD: char = '\u{4}';
const WORDS: char = '\u{5}';
const END: char = '\u{6}';

/// The size of text where nothing is said, in half-points.
const USUAL: i64 = 20;

/// Reads the words.
pub(super) struct Reader<'a> {
    pub(super) package: &'a Package,
    pub(super) lists: &'a Lists<'a>,
    pub(super) sheet: &'a Sheet,
}

impl Reader<'_> {
    /// The paragraphs with words and the tables of the body.
    pub(super) fn blocks(&self, body: &Element<'_>, layout: &mut Layout) -> Vec<Block> {
        let mut blocks = Vec::new();
        for element in body.elements() {
            match element.name() {
                "w:p" => {
                    let (outline, words) = self.paragraph(element, None, layout);
                    if !words.is_empty() {
                        blocks.push(Block::Paragraph { outline, words });
                    }
                }
                "w:tbl" => blocks.push(self.table(element, layout)),
                _ => {}
            }
        }
        let is_last = body
            .elements()
            .last()
            .is_some_and(|it| it.name() == "w:sectPr");
        if !is_last {
            layout.fault("w:sectPr");
        }
        blocks
    }

    fn table(&self, table: &Element<'_>, layout: &mut Layout) -> Block {
        let caption = table
            .only("tblPr")
            .and_then(|it| it.only("tblCaption")?.value("val"));
        let grid = table.only("tblGrid");
        let columns = grid.map_or(0, |grid| layout.columns(grid));
        let rows = table.elements().filter(|it| it.name() == "w:tr");
        let rows = rows.map(|row| {
            let cells = row.elements().filter(|it| it.name() == "w:tc");
            layout.row(row);
            cells.map(|cell| self.cell(cell, layout)).collect()
        });
        Block::Table {
            caption: caption.unwrap_or_default().into_owned(),
            rows: rows.collect(),
            columns,
        }
    }

    fn cell(&self, cell: &Element<'_>, layout: &mut Layout) -> Cell {
        let property = |name| {
            let value = cell.only("tcPr").and_then(|it| it.only(name)?.value("val"));
            value.unwrap_or_default().into_owned()
        };
        layout.cell(cell);
        let paragraphs = cell.elements().filter(|it| it.name() == "w:p");
        let words = paragraphs.map(|it| self.paragraph(it, Some(Room::Cell), layout).1);
        Cell {
            span: property("gridSpan"),
            merge: property("vMerge"),
            words: words.collect(),
        }
    }

    /// Level and words of a paragraph.
    pub(super) fn paragraph(
        &self,
        paragraph: &Element<'_>,
        room: Option<Room>,
        layout: &mut Layout,
    ) -> (Option<i64>, String) {
        let style = paragraph
            .only("pPr")
            .and_then(|it| it.only("pStyle")?.value("val"));
        let own = Look {
            size: None,
            ..Look::of(paragraph)
        };
        let Some(look) = self.sheet.paragraph(style.as_deref()) else {
            layout.fault(&format!("w:pStyle {}", style.unwrap_or_default()));
            return (None, String::new());
        };
        let look = look.under(own);
        layout.tabs(paragraph);
        let mut words = String::new();
        let mut sizes = Vec::new();
        self.inline(paragraph, look, &mut words, &mut sizes, layout);
        layout.paragraph(look, &sizes, room.unwrap_or(Room::Page));
        (look.outline, words)
    }

    fn inline(
        &self,
        parent: &Element<'_>,
        look: Look,
        words: &mut String,
        sizes: &mut Vec<i64>,
        layout: &mut Layout,
    ) {
        for element in parent.elements() {
            match element.name() {
                "w:r" => self.run(element, look, words, sizes, layout),
                "w:hyperlink" => {
                    let id = element.value("id").unwrap_or_default();
                    let target = match self.lists.leads.get(&*id) {
                        Some(Lead::Link(target)) => target.as_str(),
                        _ => "",
                    };
                    words.push(LINK);
                    words.push_str(target);
                    words.push(WORDS);
                    self.inline(element, look, words, sizes, layout);
                    words.push(END);
                }
                "w:sdt" => {
                    let properties = element.only("sdtPr");
                    let value = |name: &str, attribute: &str| {
                        let value = properties.and_then(|it| it.only(name)?.value(attribute));
                        value.unwrap_or_default().into_owned()
                    };
                    words.push(BOUND);
                    words.push_str(
                        &path_of_xpath(&value("dataBinding", "xpath")).unwrap_or_default(),
                    );
                    for more in [value("tag", "val"), value("alias", "val")] {
                        words.push(WORDS);
                        words.push_str(&more);
                    }
                    words.push(WORDS);
                    if let Some(content) = element.only("sdtContent") {
                        self.inline(content, look, words, sizes, layout);
                    }
                    words.push(END);
                }
                _ => {}
            }
        }
    }

    fn run(
        &self,
        run: &Element<'_>,
        look: Look,
        words: &mut String,
        sizes: &mut Vec<i64>,
        layout: &mut Layout,
    ) {
        let properties = run.only("rPr");
        let number = |name: &str| properties?.only(name)?.value("val")?.parse::<i64>().ok();
        let style = properties.and_then(|it| it.only("rStyle")?.value("val"));
        let named = style.as_deref().map(|id| self.sheet.text(id));
        if named == Some(None) {
            layout.fault(&format!("w:rStyle {}", style.unwrap_or_default()));
        }
        let named = named.flatten().and_then(|look| look.size);
        let size = number("sz").or(named).or(look.size).unwrap_or(USUAL);
        for element in run.elements() {
            match element.name() {
                "w:t" => {
                    let text = element.content();
                    // Spaces at the ends are dropped unless they are marked (ECMA-376 part 1 §17.3.3.31).
                    let is_kept = element.value("space").is_some();
                    words.push_str(if is_kept { &text } else { text.trim_ascii() });
                    sizes.push(size);
                    layout.scale(number("w"));
                }
                "w:br" => words.push('\n'),
                "w:tab" => words.push('\t'),
                "w:fldChar" | "w:instrText" => {
                    words.push(FIELD);
                    words.push_str(&element.value("fldCharType").unwrap_or_default());
                    words.push_str(element.content().trim_ascii());
                    words.push(END);
                }
                "w:drawing" => {
                    words.push(PICTURE);
                    words.push_str(&self.drawing(element, look, layout));
                    words.push(END);
                }
                _ => {}
            }
        }
    }

    /// What a drawing shows: digest and description of its picture.
    fn drawing(&self, drawing: &Element<'_>, look: Look, layout: &mut Layout) -> String {
        let read = picture::Drawing::of(drawing);
        layout.picture(read.extents, look);
        let part = match self.lists.leads.get(&read.embed) {
            Some(Lead::Part(name, Role::Image)) => self.package.part(name),
            _ => None,
        };
        let digest = part.map(|part| picture::digest(&part.bytes));
        let texts = read.texts.join("\u{5}");
        format!("{}{WORDS}{texts}", digest.unwrap_or_default())
    }
}
