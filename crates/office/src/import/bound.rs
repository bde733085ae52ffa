//! The data embedded in a DOCX of this program: the report's values, its file, its pictures, its
//! sign-off. If the parts
//! are missing or damaged, the document is read like any other.

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;

use super::pictures::{self, Named};
use super::{ImportError, notes};
use chengbao_base::formats::bound::{
    BASE64, ENCODING, NAME, PICTURES_NAMESPACE, PICTURES_ROOT, PURPOSE, REPORT_NAMESPACE,
    REPORT_ROOT, SIGN_OFF_NAMESPACE, SIGN_OFF_ROOT, SOURCE_NAMESPACE, SOURCE_ROOT,
};
use chengbao_base::formats::opc::{Package, Part, names};
use chengbao_base::formats::xml::{self, Element};
use chengbao_base::text::Text;

/// What is embedded in the file.
#[derive(Default)]
pub(super) struct Parts {
    /// The report file as it was when the document was made.
    pub(super) source: Option<SourceFile>,
    /// The values as they are now, by id path.
    pub(super) values: BTreeMap<String, String>,
    /// The files of its pictures.
    pub(super) pictures: Vec<Named>,
    /// The sign-off file.
    pub(super) signoff: Option<Vec<u8>>,
    /// The purpose of the document.
    pub(super) purpose: Option<Vec<u8>>,
    /// What is wrong with the parts.
    pub(super) notes: Vec<Text>,
}

/// The embedded report file.
pub(super) struct SourceFile {
    /// Its name.
    pub(super) name: String,
    /// Its bytes.
    pub(super) bytes: Vec<u8>,
}

impl Parts {
    /// Finds the parts by the namespaces of their roots: programs that save a document again
    /// rename them.
    pub(super) fn find(package: &Package) -> Self {
        let mut parts = Self::default();
        for part in package.parts.iter().filter(|part| is_ours(part)) {
            match xml::read(&part.bytes) {
                Ok(root) => parts.take(&root),
                Err(_) => parts.notes.push(notes::damaged_part()),
            }
        }
        parts
    }

    fn take(&mut self, root: &Element<'_>) {
        match (root.space().as_deref(), root.local()) {
            (Some(REPORT_NAMESPACE), REPORT_ROOT) => {
                leaves(root, &mut Vec::new(), &mut self.values)
            }
            (Some(SOURCE_NAMESPACE), SOURCE_ROOT) => match file(root) {
                Some(bytes) => {
                    let name = root.value(NAME).unwrap_or_default().into_owned();
                    self.source = Some(SourceFile { name, bytes });
                    self.purpose = root.value(PURPOSE).map(|it| it.as_bytes().to_vec());
                }
                None => self.notes.push(notes::damaged_part()),
            },
            (Some(SIGN_OFF_NAMESPACE), SIGN_OFF_ROOT) => match file(root) {
                Some(bytes) => self.signoff = Some(bytes),
                None => self.notes.push(notes::damaged_sign_off()),
            },
            (Some(PICTURES_NAMESPACE), PICTURES_ROOT) => self.pictures = pictures::named(root),
            _ => {}
        }
    }
}

/// Whether a part may be one of ours: it names one of their namespaces.
pub(super) fn is_ours(part: &Part) -> bool {
    let key = names::key(&part.name);
    let others = ["/word/", "/docprops/", "/_rels/"];
    let is_candidate = key.ends_with(".xml") && !others.iter().any(|other| key.starts_with(other));
    let has = |namespace: &str| {
        let mut windows = part.bytes.windows(namespace.len());
        windows.any(|it| it == namespace.as_bytes())
    };
    let ours = [
        REPORT_NAMESPACE,
        SOURCE_NAMESPACE,
        PICTURES_NAMESPACE,
        SIGN_OFF_NAMESPACE,
    ];
    is_candidate && ours.into_iter().any(has)
}

/// The file contained in a part.
fn file(root: &Element<'_>) -> Option<Vec<u8>> {
    let text = root.content();
    if root.value(ENCODING).as_deref() != Some(BASE64) {
        return Some(text.into_bytes());
    }
    let packed: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    BASE64_STANDARD.decode(packed).ok()
}

/// The values of the elements without children, by the path to them.
fn leaves(element: &Element<'_>, path: &mut Vec<String>, out: &mut BTreeMap<String, String>) {
    for child in element.elements() {
        path.push(child.local().to_owned());
        if child.elements().next().is_some() {
            leaves(child, path, out);
        } else {
            out.insert(path.join("."), child.content());
        }
        path.pop();
    }
}

/// The root of the main part, which is named by the package's relationships (ECMA-376 part 1 §11.3.10).
pub(super) fn document(package: &Package) -> Result<Element<'_>, ImportError> {
    let mut name = "/word/document.xml".to_owned();
    if let Some(relationships) = package.part("/_rels/.rels") {
        let root = xml::read(&relationships.bytes)?;
        let main = root.elements().find(|it| {
            it.value("Type")
                .is_some_and(|kind| kind.ends_with("/officeDocument"))
        });
        if let Some(target) = main.and_then(|it| it.value("Target")) {
            let target = target.trim_start_matches("./").trim_start_matches('/');
            name = format!("/{target}");
        }
    }
    let part = package.part(&name);
    let part = part.ok_or(ImportError::DamagedDocx { detail: name })?;
    let root = xml::read(&part.bytes)?;
    if root.local() != "document" {
        return Err(ImportError::DamagedDocx {
            detail: format!("<{}>", root.local()),
        });
    }
    Ok(root)
}
