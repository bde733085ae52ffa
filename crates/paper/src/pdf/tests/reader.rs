//! Reads a file back as a viewer does: codes to characters by `ToUnicode`, positions by `W`, `Tc`
//! and the numbers in `TJ`, and the marked-content sequence of each character.

use std::collections::BTreeMap;

use lopdf::content::Content;
use lopdf::{Dictionary, Document, Object};

/// One character as shown.
#[derive(Debug, Clone)]
pub(super) struct Shown {
    pub(super) character: String,
    pub(super) x: f64,
    pub(super) y: f64,
    /// Type size, and where the box of the glyph ends.
    pub(super) size: f64,
    pub(super) end: f64,
    /// `P 3`: tag and MCID; `Artifact Layout`: tag and kind.
    pub(super) mark: String,
    /// Resource name of the font and the glyph id in its program.
    pub(super) glyph: (String, u16),
}

pub(super) struct Font {
    pub(super) unicode: BTreeMap<u16, String>,
    pub(super) widths: BTreeMap<u16, f64>,
    glyphs: Option<Vec<u8>>,
    /// The font program.
    pub(super) program: Vec<u8>,
}

impl Font {
    /// The glyph of a code in the program.
    pub(super) fn glyph(&self, code: u16) -> u16 {
        self.glyphs.as_ref().map_or(code, |map| {
            let at = 2 * usize::from(code);
            u16::from_be_bytes([map[at], map[at + 1]])
        })
    }
}

pub(super) fn follow<'a>(document: &'a Document, object: &'a Object) -> &'a Object {
    match object {
        Object::Reference(id) => document.get_object(*id).unwrap(),
        object => object,
    }
}

/// The entry of a dictionary, references followed.
pub(super) fn entry<'a>(
    document: &'a Document,
    dictionary: &'a Dictionary,
    key: &str,
) -> &'a Object {
    follow(
        document,
        dictionary
            .get(key.as_bytes())
            .unwrap_or_else(|_| panic!("no {key}")),
    )
}

fn number(object: &Object) -> f64 {
    match object {
        Object::Integer(value) => *value as f64,
        object => f64::from(object.as_float().unwrap()),
    }
}

fn hex(text: &str) -> Vec<u16> {
    let text = text.trim_matches(['<', '>']).as_bytes();
    text.chunks(4)
        .map(|digits| u16::from_str_radix(std::str::from_utf8(digits).unwrap(), 16).unwrap())
        .collect()
}

fn font(document: &Document, font: &Dictionary) -> Font {
    let map = entry(document, font, "ToUnicode")
        .as_stream()
        .unwrap()
        .get_plain_content()
        .unwrap();
    let map = String::from_utf8(map).unwrap();
    let mut unicode = BTreeMap::new();
    for line in map
        .lines()
        .filter(|line| line.starts_with('<') && line.ends_with('>'))
    {
        let (code, text) = line.split_once(' ').unwrap();
        if code != "<0000>" {
            unicode.insert(hex(code)[0], String::from_utf16(&hex(text)).unwrap());
        }
    }
    let descendant = &entry(document, font, "DescendantFonts").as_array().unwrap()[0];
    let descendant = follow(document, descendant).as_dict().unwrap();
    let mut widths = BTreeMap::new();
    for pair in entry(document, descendant, "W")
        .as_array()
        .unwrap()
        .chunks(2)
    {
        let first = pair[0].as_i64().unwrap();
        for (code, width) in (first..).zip(pair[1].as_array().unwrap()) {
            widths.insert(u16::try_from(code).unwrap(), number(width));
        }
    }
    let glyphs = match entry(document, descendant, "CIDToGIDMap") {
        Object::Stream(map) => Some(map.get_plain_content().unwrap()),
        _ => None,
    };
    let descriptor = entry(document, descendant, "FontDescriptor");
    let program = entry(document, descriptor.as_dict().unwrap(), "FontFile2");
    Font {
        unicode,
        widths,
        glyphs,
        program: program.as_stream().unwrap().get_plain_content().unwrap(),
    }
}

/// All characters of all pages, in the order they are shown.
pub(super) fn read(document: &Document) -> Vec<Vec<Shown>> {
    document
        .get_pages()
        .into_values()
        .map(|page| read_page(document, page))
        .collect()
}

/// The fonts of a page by their resource names.
pub(super) fn fonts(document: &Document, page: lopdf::ObjectId) -> BTreeMap<String, Font> {
    let resources = document.get_object(page).unwrap().as_dict().unwrap();
    let resources = entry(document, resources, "Resources").as_dict().unwrap();
    entry(document, resources, "Font")
        .as_dict()
        .unwrap()
        .iter()
        .map(|(name, object)| {
            let name = String::from_utf8(name.clone()).unwrap();
            (
                name,
                font(document, follow(document, object).as_dict().unwrap()),
            )
        })
        .collect()
}

fn read_page(document: &Document, page: lopdf::ObjectId) -> Vec<Shown> {
    let fonts = fonts(document, page);
    let content = document.get_page_content(page);
    let mut shown = Vec::new();
    let (mut name, mut size, mut spacing, mut mark) = (String::new(), 0.0, 0.0, String::new());
    let (mut line, mut pen) = ((0.0, 0.0), 0.0);
    for operation in Content::decode(&content).unwrap().operations {
        let operands = &operation.operands;
        match operation.operator.as_str() {
            "BT" => line = (0.0, 0.0),
            "Tf" => {
                name = String::from_utf8(operands[0].as_name().unwrap().to_vec()).unwrap();
                size = number(&operands[1]);
            }
            "Tc" => spacing = number(&operands[0]),
            "Td" => {
                line = (line.0 + number(&operands[0]), line.1 + number(&operands[1]));
                pen = line.0;
            }
            "BDC" => {
                assert!(mark.is_empty(), "marks do not nest");
                let properties = operands[1].as_dict().unwrap();
                let tag = String::from_utf8_lossy(operands[0].as_name().unwrap()).into_owned();
                mark = match properties.get(b"MCID") {
                    Ok(id) => format!("{tag} {}", id.as_i64().unwrap()),
                    Err(_) => {
                        let kind = properties.get(b"Type").unwrap().as_name().unwrap();
                        format!("{tag} {}", String::from_utf8_lossy(kind))
                    }
                };
            }
            "EMC" => mark.clear(),
            "Tj" | "TJ" => {
                let items = match &operands[0] {
                    Object::Array(items) => items.clone(),
                    item => vec![item.clone()],
                };
                let font = &fonts[&name];
                for item in items {
                    let Object::String(codes, _) = item else {
                        pen -= number(&item) / 1000.0 * size;
                        continue;
                    };
                    for code in codes.chunks(2) {
                        let code = u16::from_be_bytes([code[0], code[1]]);
                        let advance = font.widths.get(&code).unwrap_or(&1000.0) / 1000.0 * size;
                        shown.push(Shown {
                            character: font.unicode[&code].clone(),
                            x: pen,
                            y: line.1,
                            size,
                            end: pen + advance,
                            mark: mark.clone(),
                            glyph: (name.clone(), font.glyph(code)),
                        });
                        pen += advance + spacing;
                    }
                }
            }
            "m" | "l" | "S" => assert_eq!(mark, "Artifact Layout"),
            _ => {}
        }
    }
    shown
}
