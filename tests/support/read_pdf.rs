//! Reads a tagged PDF the way a screen reader does: down the structure tree, to the marked content
//! on the pages, through the fonts' ToUnicode maps (ISO 32000-1 §14.7, §14.8, §9.10.3). Knows
//! nothing of the room that wrote the file; LibreOffice's files are read by the same lines.

use std::collections::BTreeMap;

use lopdf::content::Content;
use lopdf::{Dictionary, Document, Object, ObjectId};

use super::cmap::ToUnicode;
use super::shown::{Shown, place};

/// What the file says.
pub struct ReadPdf {
    /// Paragraphs and tables in the order of the structure tree.
    pub shown: Vec<Shown>,
    /// The tables once more, with what their cells say of each other.
    pub tables: Vec<TagTable>,
    /// Text of each page that is an artifact: page numbers, repeated heads.
    pub artifacts: Vec<String>,
    /// Text that is neither in the structure tree nor an artifact. A tagged file has none.
    pub stray: String,
}

/// A table as a screen reader knows it: no place, no row, no column.
#[derive(Debug, Clone, Default)]
pub struct TagTable {
    /// What it is about.
    pub summary: String,
    /// Its cells in the order of the structure tree.
    pub cells: Vec<TagCell>,
}

/// A cell with its attributes.
#[derive(Debug, Clone)]
pub struct TagCell {
    /// Whether it is a header cell (TH).
    pub is_header: bool,
    /// Its identifier.
    pub id: Option<String>,
    /// What it heads, where it is a header cell.
    pub scope: Option<String>,
    /// Identifiers of its header cells.
    pub headers: Vec<String>,
    /// At least 1.
    pub rowspan: usize,
    /// At least 1.
    pub colspan: usize,
    /// What it says.
    pub text: String,
}

/// Reads a file; panics, saying where, on what is no tagged PDF.
pub fn read(bytes: &[u8]) -> ReadPdf {
    let pdf = Document::load_mem(bytes).unwrap();
    let mut marked = Marked::default();
    for page in pdf.page_iter() {
        marked.page(&pdf, page);
    }
    let catalog = pdf.catalog().unwrap();
    let root = catalog
        .get_deref(b"StructTreeRoot", &pdf)
        .expect("a structure tree");
    let root = root.as_dict().unwrap();
    let mut tree = Tree {
        roles: root
            .get_deref(b"RoleMap", &pdf)
            .and_then(Object::as_dict)
            .ok(),
        pdf: &pdf,
        content: marked.content,
        shown: Vec::new(),
        tables: Vec::new(),
    };
    tree.blocks(root, None);
    let unread: String = tree.content.into_values().collect();
    ReadPdf {
        shown: tree.shown,
        tables: tree.tables,
        artifacts: marked.artifacts,
        stray: marked.stray + &unread,
    }
}

/// The text on the pages, by what it is marked as.
#[derive(Default)]
struct Marked {
    content: BTreeMap<(ObjectId, i64), String>,
    artifacts: Vec<String>,
    stray: String,
}

/// One open marked-content sequence.
enum Mark {
    Content(i64),
    Artifact,
    /// Text shown otherwise than it is drawn (§14.9.4).
    ActualText(String),
    Other,
}

impl Marked {
    fn page(&mut self, pdf: &Document, page: ObjectId) {
        let fonts: BTreeMap<_, _> = pdf
            .get_page_fonts(page)
            .unwrap()
            .into_iter()
            .map(|(name, font)| (name, ToUnicode::of(pdf, font)))
            .collect();
        let content = Content::decode(&pdf.get_page_content(page)).unwrap();
        self.artifacts.push(String::new());
        let mut open: Vec<Mark> = Vec::new();
        let mut font = None;
        for operation in &content.operations {
            match operation.operator.as_str() {
                "BMC" | "BDC" => {
                    let mark = mark(&operation.operands);
                    if let Mark::ActualText(text) = &mark {
                        self.add(page, &open, text);
                    }
                    open.push(mark);
                }
                "EMC" => drop(open.pop()),
                "Tf" => font = fonts.get(operation.operands[0].as_name().unwrap()),
                "Tj" | "TJ" | "'" | "\"" => {
                    let font = font.expect("text is shown in a font");
                    let text = strings(&operation.operands)
                        .into_iter()
                        .map(|codes| font.text(codes))
                        .collect::<String>();
                    self.add(page, &open, &text);
                }
                _ => {}
            }
        }
    }

    fn add(&mut self, page: ObjectId, open: &[Mark], text: &str) {
        for mark in open.iter().rev() {
            match mark {
                Mark::Content(id) => {
                    return self.content.entry((page, *id)).or_default().push_str(text);
                }
                Mark::Artifact => return self.artifacts.last_mut().unwrap().push_str(text),
                Mark::ActualText(_) => return,
                Mark::Other => {}
            }
        }
        self.stray.push_str(text);
    }
}

fn mark(operands: &[Object]) -> Mark {
    let properties = operands.get(1).and_then(|object| object.as_dict().ok());
    if let Some(id) = properties.and_then(|p| p.get(b"MCID").ok()) {
        return Mark::Content(id.as_i64().unwrap());
    }
    if let Some(text) = properties.and_then(|p| p.get(b"ActualText").ok()) {
        return Mark::ActualText(lopdf::decode_text_string(text).unwrap());
    }
    match operands[0].as_name().unwrap() {
        b"Artifact" => Mark::Artifact,
        _ => Mark::Other,
    }
}

fn strings(operands: &[Object]) -> Vec<&[u8]> {
    let mut out = Vec::new();
    for operand in operands {
        match operand {
            Object::String(codes, _) => out.push(codes.as_slice()),
            Object::Array(items) => out.extend(strings(items)),
            _ => {}
        }
    }
    out
}

struct Tree<'a> {
    pdf: &'a Document,
    roles: Option<&'a Dictionary>,
    content: BTreeMap<(ObjectId, i64), String>,
    shown: Vec<Shown>,
    tables: Vec<TagTable>,
}

impl<'a> Tree<'a> {
    fn blocks(&mut self, element: &'a Dictionary, page: Option<ObjectId>) {
        for kid in self.kids(element, page) {
            let Kid::Element(element, page) = kid else {
                continue;
            };
            let shown = match self.role(element).as_str() {
                "Table" => {
                    let mut rows = Vec::new();
                    self.tables.push(TagTable {
                        summary: self.words(element, b"Summary").join(""),
                        cells: Vec::new(),
                    });
                    self.rows(element, page, &mut rows);
                    Shown::Table(place(rows))
                }
                "P" | "H" | "H1" | "H2" | "H3" | "H4" | "H5" | "H6" | "Title" => {
                    Shown::Text(self.text(element, page))
                }
                _ => {
                    self.blocks(element, page);
                    continue;
                }
            };
            self.shown.push(shown);
        }
    }

    fn rows(
        &mut self,
        element: &'a Dictionary,
        page: Option<ObjectId>,
        rows: &mut Vec<Vec<(usize, usize, String)>>,
    ) {
        for kid in self.kids(element, page) {
            let Kid::Element(element, page) = kid else {
                continue;
            };
            let role = self.role(element);
            match role.as_str() {
                "TR" => rows.push(Vec::new()),
                "TH" | "TD" => {
                    let id = element.get(b"ID").ok().map(word);
                    let scope = self.words(element, b"Scope");
                    let headers = self.words(element, b"Headers");
                    let cell = (
                        self.span(element, b"RowSpan"),
                        self.span(element, b"ColSpan"),
                        self.text(element, page),
                    );
                    let table = self.tables.last_mut().expect("a cell is in a table");
                    table.cells.push(TagCell {
                        is_header: role == "TH",
                        id,
                        scope: scope.into_iter().next(),
                        headers,
                        rowspan: cell.0,
                        colspan: cell.1,
                        text: cell.2.clone(),
                    });
                    rows.last_mut().expect("a cell is in a row").push(cell);
                    continue;
                }
                _ => {}
            }
            self.rows(element, page, rows);
        }
    }

    fn text(&mut self, element: &'a Dictionary, page: Option<ObjectId>) -> String {
        let mut text = String::new();
        for kid in self.kids(element, page) {
            match kid {
                Kid::Element(element, page) => text.push_str(&self.text(element, page)),
                // Taken out, so that what is left over in the end is what nobody reads.
                Kid::Content(page, id) => {
                    text.push_str(&self.content.remove(&(page, id)).unwrap_or_default());
                }
            }
        }
        text
    }

    fn kids(&self, element: &'a Dictionary, page: Option<ObjectId>) -> Vec<Kid<'a>> {
        let own = element.get(b"Pg").and_then(Object::as_reference).ok();
        let page = own.or(page);
        let kids = match element.get_deref(b"K", self.pdf) {
            Ok(Object::Array(kids)) => kids.iter().collect(),
            Ok(kid) => vec![kid],
            Err(_) => Vec::new(),
        };
        kids.into_iter()
            .filter_map(|kid| self.kid(kid, page))
            .collect()
    }

    fn kid(&self, kid: &'a Object, page: Option<ObjectId>) -> Option<Kid<'a>> {
        let (_, kid) = self.pdf.dereference(kid).unwrap();
        if let Ok(id) = kid.as_i64() {
            return Some(Kid::Content(page.expect("marked content is on a page"), id));
        }
        let kid = kid.as_dict().unwrap();
        match kid.get(b"MCID") {
            Ok(id) => {
                let own = kid.get(b"Pg").and_then(Object::as_reference).ok();
                Some(Kid::Content(own.or(page)?, id.as_i64().unwrap()))
            }
            Err(_) if kid.has(b"S") => Some(Kid::Element(kid, page)),
            Err(_) => None,
        }
    }

    fn role(&self, element: &Dictionary) -> String {
        let mut role = element.get(b"S").and_then(Object::as_name).unwrap();
        while let Some(Ok(mapped)) = self.roles.map(|roles| roles.get(role)) {
            let mapped = mapped.as_name().unwrap();
            if mapped == role {
                break;
            }
            role = mapped;
        }
        String::from_utf8_lossy(role).into_owned()
    }

    fn span(&self, element: &Dictionary, key: &[u8]) -> usize {
        let spans = self.attribute(element, key);
        let spans = spans.iter().map(|span| span.as_i64().unwrap());
        spans.max().map_or(1, |span| usize::try_from(span).unwrap())
    }

    /// The names or strings of an attribute.
    fn words(&self, element: &Dictionary, key: &[u8]) -> Vec<String> {
        let values = self.attribute(element, key);
        values
            .iter()
            .flat_map(|value| match value {
                Object::Array(values) => values.iter().map(word).collect(),
                value => vec![word(value)],
            })
            .collect()
    }

    /// An attribute, by whichever owner.
    fn attribute(&self, element: &Dictionary, key: &[u8]) -> Vec<Object> {
        let attributes = match element.get_deref(b"A", self.pdf) {
            Ok(Object::Array(all)) => all.iter().collect(),
            Ok(one) => vec![one],
            Err(_) => Vec::new(),
        };
        let values = attributes.into_iter().filter_map(|attributes| {
            let (_, attributes) = self.pdf.dereference(attributes).ok()?;
            attributes.as_dict().ok()?.get_deref(key, self.pdf).ok()
        });
        values.cloned().collect()
    }
}

/// A name or a string as text.
fn word(object: &Object) -> String {
    match object {
        Object::Name(name) => String::from_utf8_lossy(name).into_owned(),
        string => lopdf::decode_text_string(string).unwrap(),
    }
}

enum Kid<'a> {
    Element(&'a Dictionary, Option<ObjectId>),
    Content(ObjectId, i64),
}
