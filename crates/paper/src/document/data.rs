//! The report inside the document: its values by id path, and the embedded files, so that
//! every copy of the document includes the data.

use std::sync::Arc;

use chengbao_base::formats::embedded::{is_purpose, is_sign_off};

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
