//! The one pass over docx-rs' parts: what it writes in the wrong order, what it cannot write, and
//! what nobody asked for (empty properties, parts without content, process-wide ids).

mod body;
mod order;
mod parts;
mod styles;
mod theme;

use docx_rs::XMLDocx;

#[cfg(test)]
pub(super) use order::order;

use super::package::Part;
use super::styles::StyleFacts;
use super::xml::{self, Element, Node};
use super::{DocxError, tables_of};
use crate::document::Document;

/// The parts of the package, ready to be packed. `docProps/custom.xml`, comments, numbering and
/// footnotes, which docx-rs always builds, have no content here and are left out.
pub(super) fn normalise(
    built: XMLDocx,
    document: &Document,
    style_facts: &[StyleFacts],
) -> Result<Vec<Part>, DocxError> {
    let core = parts::core_properties(&document.meta)?;
    let fonts = parts::font_table(&document.typography);
    let mut footers = vec![];
    for (number, footer) in built.footers.iter().enumerate() {
        let name = format!("word/footer{}.xml", number + 1);
        footers.push(mend(name, footer, |root| body::mend(root, &mut [].iter()))?);
    }
    let mut out = vec![
        mend("word/document.xml", &built.document, |root| {
            let tables: Vec<_> = tables_of(document).collect();
            body::mend(root, &mut tables.iter().copied());
        })?,
        mend("word/styles.xml", &built.styles, |root| {
            styles::mend(root, style_facts, document);
        })?,
        mend("word/settings.xml", &built.settings, |root| {
            parts::mend_settings(root, &document.meta.language);
        })?,
        write("word/fontTable.xml", &fonts)?,
        Part {
            name: theme::PART.to_owned(),
            bytes: theme::theme(&document.typography).into_bytes(),
        },
        write("docProps/core.xml", &core)?,
        mend("docProps/app.xml", &built.doc_props.app, |_| {})?,
    ];
    out.append(&mut footers);
    let names: Vec<&str> = out.iter().map(|part| part.name.as_str()).collect();
    let rels = mend("_rels/.rels", &built.rels, |root| {
        parts::keep_relationships(root, "", &names);
    })?;
    let document_rels = mend(
        "word/_rels/document.xml.rels",
        &built.document_rels,
        |root| {
            parts::keep_relationships(root, "word/", &names);
            root.children.push(Node::Element(theme::relationship()));
        },
    )?;
    let types = mend("[Content_Types].xml", &built.content_type, |root| {
        parts::keep_content_types(root, &names);
        root.children.push(Node::Element(theme::content_type()));
    })?;
    // A package opens with its types and relationships, so that it can be read as a stream.
    let mut all = vec![types, rels, document_rels];
    all.append(&mut out);
    Ok(all)
}

/// Reads a part, changes it, and writes it with its children in the order of the schema.
fn mend(
    name: impl Into<String>,
    bytes: &[u8],
    change: impl for<'e> FnOnce(&mut Element<'e>),
) -> Result<Part, DocxError> {
    let name = name.into();
    let mut root = match xml::parse(bytes) {
        Ok(root) => root,
        Err(source) => return Err(DocxError::Part { part: name, source }),
    };
    change(&mut root);
    order::sort(&mut root);
    write(name, &root)
}

fn write(name: impl Into<String>, root: &Element<'_>) -> Result<Part, DocxError> {
    let name = name.into();
    match xml::write(root) {
        Ok(bytes) => Ok(Part { name, bytes }),
        Err(source) => Err(DocxError::Part { part: name, source }),
    }
}
