//! The files embedded in a PDF (ISO 32000-1 §7.11.4, ISO 19005-3 §6.8): the report it was made from,
//! byte for byte, and the other embedded files. Our own files are read strictly; those of other programs,
//! which are never verified, as far as they can be read.

mod lenient;
mod strict;
#[cfg(test)]
mod tests;

use super::pictures::Places;
use super::{ImportError, Imported, notes};
use chengbao_base::formats::embedded::{is_purpose, is_sign_off};
use chengbao_report::form::Forms;
use chengbao_report::report::{Report, canonical_json, header};
use chengbao_report::source::Source;

/// An embedded file.
struct Embedded {
    name: String,
    relation: Vec<u8>,
    media_type: Vec<u8>,
    bytes: Vec<u8>,
}

impl Embedded {
    fn is_named(&self, endings: &[&str]) -> bool {
        let name = self.name.to_ascii_lowercase();
        endings.iter().any(|ending| name.ends_with(ending))
    }

    /// Whether it is YAML that may be a report.
    fn is_yaml(&self) -> bool {
        let is_yaml = self.is_named(&[".yaml", ".yml"]) || self.media_type.ends_with(b"yaml");
        is_yaml && !self.is_sign_off()
    }

    fn is_sign_off(&self) -> bool {
        is_sign_off(&self.name, &self.media_type) && self.relation == b"Supplement"
    }

    fn is_purpose(&self) -> bool {
        is_purpose(&self.name, &self.media_type) && self.relation == b"Supplement"
    }
}

/// What is embedded in a file of any program.
pub(super) fn read(bytes: &[u8], name: &str, forms: &Forms) -> Result<Imported, ImportError> {
    match strict::attachments(bytes) {
        Ok(files) => imported(&files, name, forms),
        // A file of ours is one of another program by now, if anything was added to it.
        Err(_) => {
            let mut imported = imported(&lenient::attachments(bytes)?, name, forms)?;
            imported.notes.insert(0, notes::read_leniently());
            Ok(imported)
        }
    }
}

/// What is embedded in a file that can be read in one way only.
pub(super) fn read_strictly(
    bytes: &[u8],
    name: &str,
    forms: &Forms,
) -> Result<Imported, ImportError> {
    imported(&strict::attachments(bytes)?, name, forms)
}

fn imported(files: &[Embedded], name: &str, forms: &Forms) -> Result<Imported, ImportError> {
    // A source says so; a YAML file that does not is taken only if there is no other.
    let source = files
        .iter()
        .find(|file| file.is_yaml() && file.relation == b"Source")
        .or_else(|| files.iter().find(|file| file.is_yaml()))
        .ok_or(ImportError::NoData)?;
    let the = |is: fn(&Embedded) -> bool| {
        let mut files = files.iter();
        files.find(|file| is(file)).map(|file| file.bytes.clone())
    };
    let mut imported = Imported {
        yaml: source.bytes.clone(),
        is_unchanged: true,
        signoff: the(Embedded::is_sign_off),
        purpose: the(Embedded::is_purpose),
        ..Imported::default()
    };
    let mut places = Places::of(&source.bytes, name);
    for file in files
        .iter()
        .filter(|file| file.relation == b"Supplement" && !file.is_yaml())
        .filter(|file| !file.is_sign_off() && !file.is_purpose())
    {
        match places.place(&file.name) {
            Some(place) => imported.files.push((place, file.bytes.clone())),
            None => imported.notes.push(notes::unnamed_file(&file.name)),
        }
    }
    let data = files
        .iter()
        .find(|file| file.relation == b"Data" && file.is_named(&[".json"]));
    if let Some(data) = data
        && let Some(canonical) = canonical(&source.bytes, name, forms)
        && canonical != data.bytes
    {
        imported.notes.push(notes::data_differ(&data.name));
    }
    Ok(imported)
}

/// The canonical JSON of the report, if its form is known and it can be read.
fn canonical(yaml: &[u8], name: &str, forms: &Forms) -> Option<Vec<u8>> {
    let source = std::sync::Arc::new(Source::parse(name, yaml).ok()?);
    let form = forms.get(&header(&source).form?.value)?;
    Some(canonical_json(&Report::read(form, &source)))
}
