//! The claims of the module, checked on the file it writes: unzipped and read again.

mod blocks;
mod data;
mod package;
mod sample;
mod tables;
mod text;

use std::io::{Cursor, Read};

use super::write;
use crate::document::Document;
use chengbao_base::formats::xml::{self, Element};

/// The parts of a written document.
struct Package(zip::ZipArchive<Cursor<Vec<u8>>>);

impl Package {
    fn of(document: &Document) -> Self {
        let bytes = write(document).unwrap();
        Self(zip::ZipArchive::new(Cursor::new(bytes)).unwrap())
    }

    fn names(&self) -> Vec<String> {
        let names = self.0.file_names();
        names.map(|name| name.unwrap().into_owned()).collect()
    }

    fn part(&mut self, name: &str) -> String {
        let mut text = String::new();
        let mut file = self.0.by_name(name).unwrap();
        file.read_to_string(&mut text).unwrap();
        text
    }
}

/// `word/document.xml` of a document.
fn body(document: &Document) -> String {
    Package::of(document).part("word/document.xml")
}

/// All elements of that name under (and including) `root`, in document order.
fn all<'e, 'a>(root: &'e Element<'a>, name: &str) -> Vec<&'e Element<'a>> {
    let own = (root.name() == name).then_some(root);
    own.into_iter()
        .chain(root.elements().flat_map(|child| all(child, name)))
        .collect()
}

/// `w:val` of the first element of that name under `root`.
fn val(root: &Element<'_>, name: &str) -> Option<String> {
    let found = all(root, name);
    Some(found.first()?.attribute("w:val").unwrap_or("").to_owned())
}

/// The text under `root` as it is in the file, a line break as a line feed.
fn text_of(root: &Element<'_>) -> String {
    let mut out = String::new();
    for node in &root.children {
        match node {
            xml::Node::Element(child) if child.name() == "w:br" => out.push('\n'),
            xml::Node::Element(child) if child.name() == "w:tab" => out.push('\t'),
            xml::Node::Element(child) => out.push_str(&text_of(child)),
            xml::Node::Text(quick_xml::events::Event::GeneralRef(reference)) => {
                out.push_str(&format!("&{};", &**reference));
            }
            xml::Node::Text(event) => out.push_str(event),
        }
    }
    out
}
