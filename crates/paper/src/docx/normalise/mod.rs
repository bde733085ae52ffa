//! The one pass over docx-rs' parts: what it writes in the wrong order, what it cannot write, and
//! what is not needed (empty properties, parts without content, process-wide ids).

mod around;
mod body;
mod data;
mod order;
mod parts;
mod picture;
mod relationships;
mod styles;
mod theme;
mod watermark;

use docx_rs::XMLDocx;

#[cfg(test)]
pub(super) use order::order;

use super::package::Part;
use super::page::Geometry;
use super::styles::StyleFacts;
use super::{DocxError, custom, links, tables_of};
use crate::document::Document;
use body::Content;
use chengbao_base::formats::xml::{self, Element, Node};
use picture::Media;
use relationships::Ids;

/// The parts of the package, ready to be packed. `docProps/app.xml`, `docProps/custom.xml`, comments, numbering and
/// footnotes, which docx-rs always builds, have no content here and are left out.
pub(super) fn normalise(
    built: XMLDocx,
    document: &Document,
    geometry: &Geometry,
    style_facts: &[StyleFacts],
    rows: &mut dyn Iterator<Item = String>,
) -> Result<Vec<Part>, DocxError> {
    let media = Media::of(document);
    let items = custom::items(&document.data, &media.files())?;
    let mut out = vec![
        fix("word/styles.xml", &built.styles, |root| {
            styles::fix(root, style_facts, document);
        })?,
        fix("word/settings.xml", &built.settings, |root| {
            parts::fix_settings(root, document);
        })?,
        write(
            "word/fontTable.xml",
            &parts::font_table(&document.typography),
        ),
        Part {
            name: theme::PART.to_owned(),
            bytes: theme::theme(&document.typography).into_bytes(),
        },
        write(
            "docProps/core.xml",
            &parts::core_properties(&document.meta)?,
        ),
    ];
    for (number, header) in (1..).zip(&built.headers) {
        let place = (number, built.headers.len());
        out.push(fix(format!("word/header{number}.xml"), header, |root| {
            around::header(root, place, document, geometry);
        })?);
    }
    for (number, footer) in (1..).zip(&built.footers) {
        let place = (number, built.footers.len());
        out.push(fix(format!("word/footer{number}.xml"), footer, |root| {
            around::footer(root, place, document, geometry);
        })?);
    }
    out.extend(media.parts());
    for item in &items {
        out.extend(data::parts(item));
    }
    let names = out.iter().map(|part| part.name.as_str());
    let names: Vec<&str> = std::iter::once(MAIN).chain(names).collect();
    let rels = fix("_rels/.rels", &built.rels, |root| {
        relationships::keep(root, "", &names);
        relationships::number(root);
    })?;
    let more = || {
        std::iter::once(theme::relationship())
            .chain(media.relationships())
            .chain(data::relationships(&items))
            .chain(relationships::hyperlinks(links::addresses(document)))
    };
    let mut ids = Ids::default();
    let document_rels = fix(
        "word/_rels/document.xml.rels",
        &built.document_rels,
        |root| {
            relationships::keep(root, "word/", &names);
            for relationship in more() {
                root.children.push(Node::Element(relationship));
            }
            ids = relationships::number(root);
        },
    )?;
    let types = fix("[Content_Types].xml", &built.content_type, |root| {
        parts::keep_content_types(root, &names);
        let types = media
            .content_types()
            .chain([theme::content_type()])
            .chain(data::content_types(&items));
        for content_type in types {
            root.children.push(Node::Element(content_type));
        }
    })?;
    // A package begins with its types and relationships, so that it can be read as a stream.
    let main = main(&built.document, document, geometry, &media, &ids, rows)?;
    let mut all = vec![types, rels, document_rels, main];
    all.append(&mut out);
    Ok(all)
}

/// Name of the main part.
const MAIN: &str = "word/document.xml";

/// The main part.
fn main(
    built: &[u8],
    document: &Document,
    geometry: &Geometry,
    media: &Media<'_>,
    ids: &Ids,
    rows: &mut dyn Iterator<Item = String>,
) -> Result<Part, DocxError> {
    let images = picture::images(document).enumerate();
    let mut drawings = images.map(|(index, image)| media.drawing(image, index + 1, geometry));
    let mut tables = tables_of(document);
    fix(MAIN, built, |root| {
        let mut content = Content {
            tables: &mut tables,
            rows,
            drawings: &mut drawings,
            ids,
        };
        body::fix(root, &mut content);
        // Known only to later versions of Word, and not used here.
        root.keep_attributes(|name| !LATER.contains(&name));
    })
}

/// The namespaces of later versions of Word that docx-rs declares in every main part, and what tells
/// earlier ones to look past them (ECMA-376 part 3 §10.1).
const LATER: [&str; 7] = [
    "xmlns:mc",
    "xmlns:w14",
    "xmlns:w15",
    "xmlns:wp14",
    "xmlns:wpg",
    "xmlns:wps",
    "mc:Ignorable",
];

/// Reads a part, changes it, and writes it with its children in the order of the schema.
fn fix(
    name: impl Into<String>,
    bytes: &[u8],
    change: impl for<'e> FnOnce(&mut Element<'e>),
) -> Result<Part, DocxError> {
    let name = name.into();
    let mut root = match xml::own(bytes) {
        Ok(root) => root,
        Err(source) => return Err(DocxError::Part { part: name, source }),
    };
    change(&mut root);
    order::sort(&mut root);
    Ok(write(name, &root))
}

fn write(name: impl Into<String>, root: &Element<'_>) -> Part {
    Part {
        name: name.into(),
        bytes: xml::write(root),
    }
}
