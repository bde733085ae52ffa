//! The custom XML parts: the report as elements, the file it was read from, the files of its
//! pictures, the sign-off file. Their names and how to find them are described in [`chengbao_base::formats::bound`].

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use quick_xml::escape::partial_escape;
use sha2::{Digest, Sha256};

use super::DocxError;
use crate::document::{Data, EmbeddedFile, Field, Relation};
use chengbao_base::formats::bound::{
    BASE64, DIGEST, ENCODING, NAME, PICTURE, PICTURES_ID, PICTURES_NAMESPACE, PICTURES_PART,
    PICTURES_ROOT, PURPOSE, REPORT_ID, REPORT_NAMESPACE, REPORT_PART, REPORT_ROOT, SIGN_OFF_ID,
    SIGN_OFF_NAMESPACE, SIGN_OFF_PART, SIGN_OFF_ROOT, SOURCE_ID, SOURCE_NAMESPACE, SOURCE_PART,
    SOURCE_ROOT, is_path,
};
use chengbao_base::formats::xml::{Element, Node};
use chengbao_base::text::is_writable;

/// A custom XML part.
#[derive(Debug)]
pub(super) struct Item<'a> {
    /// Its path in the package.
    pub(super) part: &'static str,
    /// `ds:itemID`.
    pub(super) id: &'static str,
    /// Namespace of its root.
    pub(super) namespace: &'static str,
    /// Its whole content.
    pub(super) root: Element<'a>,
}

/// The parts made from a document's data: none for data it does not have. `shown` are the files of
/// the pictures that the package already has.
pub(super) fn items<'d>(data: &'d Data, shown: &[&[u8]]) -> Result<Vec<Item<'d>>, DocxError> {
    let report = (!data.fields.is_empty()).then(|| report(&data.fields));
    let source = (data.files.iter()).find(|file| file.relation == Relation::Source);
    let report = report.transpose()?.map(|root| Item {
        part: REPORT_PART,
        id: REPORT_ID,
        namespace: REPORT_NAMESPACE,
        root,
    });
    let source = source.map(|file| Item {
        part: SOURCE_PART,
        id: SOURCE_ID,
        namespace: SOURCE_NAMESPACE,
        root: self::source(file, data.purpose()),
    });
    let sign_off = data.sign_off().map(|file| Item {
        part: SIGN_OFF_PART,
        id: SIGN_OFF_ID,
        namespace: SIGN_OFF_NAMESPACE,
        root: self::file(SIGN_OFF_ROOT, SIGN_OFF_NAMESPACE, file),
    });
    let pictures = pictures(data, shown).map(|root| Item {
        part: PICTURES_PART,
        id: PICTURES_ID,
        namespace: PICTURES_NAMESPACE,
        root,
    });
    let all = report.into_iter().chain(source).chain(pictures);
    Ok(all.chain(sign_off).collect())
}

/// The files of the pictures as they were given.
fn pictures<'d>(data: &'d Data, shown: &[&[u8]]) -> Option<Element<'d>> {
    let mut root = root(PICTURES_ROOT, PICTURES_NAMESPACE);
    for file in data.pictures() {
        let picture = Element::new(PICTURE).with(NAME, &file.name);
        let picture = if shown.contains(&&*file.bytes) {
            picture.with(DIGEST, &STANDARD.encode(Sha256::digest(&file.bytes)))
        } else {
            picture
                .with(ENCODING, BASE64)
                .text(&STANDARD.encode(&file.bytes))
        };
        root.children.push(Node::Element(picture));
    }
    (!root.children.is_empty()).then_some(root)
}

/// The values as nested elements, in their order.
fn report(fields: &[Field]) -> Result<Element<'_>, DocxError> {
    let mut root = root(REPORT_ROOT, REPORT_NAMESPACE);
    for field in fields {
        if !is_path(&field.path) || !add(&mut root, &field.path, &field.value) {
            return Err(DocxError::Path(field.path.clone()));
        }
    }
    Ok(root)
}

/// Adds a value under `parent`; `false` if its element, or a value above it, already exists.
fn add<'a>(parent: &mut Element<'a>, path: &'a str, value: &str) -> bool {
    let (step, rest) = match path.split_once('.') {
        Some((step, rest)) => (step, Some(rest)),
        None => (path, None),
    };
    let known = parent.elements_mut().find(|child| child.name() == step);
    match (known, rest) {
        (Some(_), None) => false,
        (Some(branch), Some(rest)) => {
            branch.elements().next().is_some() && add(branch, rest, value)
        }
        (None, Some(rest)) => {
            let mut branch = Element::new(step);
            let added = add(&mut branch, rest, value);
            parent.children.push(Node::Element(branch));
            added
        }
        (None, None) => {
            let leaf = Element::new(step);
            let leaf = if value.is_empty() {
                leaf
            } else {
                leaf.text(value)
            };
            parent.children.push(Node::Element(leaf));
            true
        }
    }
}

/// The report file, and the purpose of the document.
fn source<'d>(file: &'d EmbeddedFile, purpose: Option<&EmbeddedFile>) -> Element<'d> {
    let root = self::file(SOURCE_ROOT, SOURCE_NAMESPACE, file);
    match purpose.and_then(|purpose| str::from_utf8(&purpose.bytes).ok()) {
        Some(purpose) => root.with(PURPOSE, purpose),
        None => root,
    }
}

/// A file as text if XML readers return each of its characters, otherwise as Base64.
fn file<'d>(root: &'static str, namespace: &str, file: &'d EmbeddedFile) -> Element<'d> {
    let root = self::root(root, namespace)
        .with(NAME, &file.name)
        .with("xml:space", "preserve");
    match str::from_utf8(&file.bytes) {
        Ok(text) if text.chars().all(|c| c == '\r' || is_writable(c)) => {
            let mut root = root;
            root.markup(escape(text));
            root
        }
        _ => root
            .with(ENCODING, BASE64)
            .text(&STANDARD.encode(&file.bytes)),
    }
}

/// Escapes markup, and also the carriage return, which a reader would turn into a line feed (XML 1.0
/// §2.11). Quotation marks stay unescaped: YAML files have many.
fn escape(text: &str) -> String {
    partial_escape(text).replace('\r', "&#13;")
}

fn root(name: &'static str, namespace: &str) -> Element<'static> {
    Element::new(name).with("xmlns", namespace)
}

impl Item<'_> {
    /// Its properties: the id that content controls name, and the namespace (§22.5.2.1).
    pub(super) fn properties(&self) -> Element<'static> {
        let reference = Element::new("ds:schemaRef").with("ds:uri", self.namespace);
        Element::new("ds:datastoreItem")
            .with("ds:itemID", self.id)
            .with(
                "xmlns:ds",
                "http://schemas.openxmlformats.org/officeDocument/2006/customXml",
            )
            .child(Element::new("ds:schemaRefs").child(reference))
    }
}
