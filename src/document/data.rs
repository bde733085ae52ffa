//! The report inside the document: its values by id path, and the embedded files, so that
//! every copy of the document includes the data.

use std::sync::Arc;

/// Name of the embedded report file, from which every document is made.
pub const REPORT_FILE: &str = "report.yaml";
/// Name of the embedded canonical JSON of the report (RFC 8785).
pub const REPORT_DATA_FILE: &str = "report.json";
/// Name of the embedded file that states the purpose of the document: [`super::Purpose::to_json`].
pub const PURPOSE_FILE: &str = "document.json";
/// Name of the sign-off file embedded in a final document, byte for byte the one next to the report.
pub const SIGN_OFF_FILE: &str = "signoff.yaml";
/// Media type of [`REPORT_FILE`] and [`SIGN_OFF_FILE`] (RFC 9512).
pub const YAML: &str = "application/yaml";
/// Media type of [`REPORT_DATA_FILE`] and [`PURPOSE_FILE`] (RFC 8259).
pub const JSON: &str = "application/json";

/// The data a document is made from.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Data {
    /// Every value the report has, in the order of its form.
    pub fields: Vec<Field>,
    /// The embedded files, the report itself first.
    pub files: Vec<EmbeddedFile>,
}

/// One value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// Id path: `year`, `overview`, `requests.received.individual`.
    pub path: String,
    /// The value as printed; paragraphs except the last end in a line feed; a blank is empty.
    pub value: String,
}

/// An embedded file (PDF 32000-1 §7.11.4, ISO 19005-3 §6.8).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EmbeddedFile {
    /// Its name, without folders.
    pub name: String,
    /// Media type (RFC 2046).
    pub media_type: String,
    /// Its description, for people.
    pub description: String,
    /// Its relationship to the document.
    pub relation: Relation,
    /// Its bytes.
    pub bytes: Arc<[u8]>,
}

impl Data {
    /// The file that states the purpose of the document.
    #[must_use]
    pub fn purpose(&self) -> Option<&EmbeddedFile> {
        let mut files = self.files.iter();
        files.find(|file| is_purpose(&file.name, file.media_type.as_bytes()))
    }

    /// The files of the report's pictures.
    pub fn pictures(&self) -> impl Iterator<Item = &EmbeddedFile> {
        let files = self.files.iter();
        files.filter(|file| file.relation == Relation::Supplement && !file.is_about())
    }

    /// The sign-off file of a final document.
    #[must_use]
    pub fn sign_off(&self) -> Option<&EmbeddedFile> {
        let mut files = self.files.iter();
        files.find(|file| is_sign_off(&file.name, file.media_type.as_bytes()))
    }
}

impl EmbeddedFile {
    /// Whether it is about the document and not one of the report's own files.
    fn is_about(&self) -> bool {
        let media_type = self.media_type.as_bytes();
        is_purpose(&self.name, media_type) || is_sign_off(&self.name, media_type)
    }
}

/// Whether an embedded file, by name and media type, is the [`PURPOSE_FILE`]. A picture may have that name.
#[must_use]
pub fn is_purpose(name: &str, media_type: &[u8]) -> bool {
    name == PURPOSE_FILE && media_type == JSON.as_bytes()
}

/// Whether an embedded file, by name and media type, is the [`SIGN_OFF_FILE`].
#[must_use]
pub fn is_sign_off(name: &str, media_type: &[u8]) -> bool {
    name == SIGN_OFF_FILE && media_type == YAML.as_bytes()
}

/// The relationship of an embedded file to the document (ISO 19005-3 Annex E, `AFRelationship`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Relation {
    /// The document was made from it.
    Source,
    /// The figures the document shows.
    Data,
    /// Something that the source refers to.
    Supplement,
}
