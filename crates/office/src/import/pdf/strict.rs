//! The embedded files of a PDF as this program writes them: a flat list, each with one name and one stream.
//! A file that can be read in more than one way has none.

use std::collections::BTreeSet;

use chengbao_base::formats::pdf::{Dictionary, PdfError, PdfFile, Value, examine};
use chengbao_base::text::{Bilingual as _, Text};

use super::Embedded;
use crate::import::ImportError;
use crate::import::bounds::{MAX_ATTACHMENTS, MAX_PART};

fn other(detail: Text) -> ImportError {
    ImportError::OtherPdf { detail }
}

/// A part of the file that this program writes in another way.
fn odd(part: &str) -> ImportError {
    other(Text::new(part, part))
}

/// The files of the catalog's associated files, which the name tree lists as well.
pub(super) fn attachments(bytes: &[u8]) -> Result<Vec<Embedded>, ImportError> {
    let file = PdfFile::open(bytes).map_err(|error| match error {
        PdfError::Encrypted => ImportError::EncryptedPdf,
        PdfError::Damaged { .. } | PdfError::NotPdf => ImportError::DamagedPdf {
            detail: error.text(),
        },
        error => other(error.text()),
    })?;
    examine(&file).map_err(|doubt| other(doubt.text()))?;
    let catalog = file.catalog().ok_or(ImportError::NoData)?;
    let catalog = catalog.dictionary().ok_or(ImportError::NoData)?;
    let (list, names) = (catalog.get("AF"), catalog.get("Names"));
    let (Some(list), Some(names)) = (list.and_then(Value::as_array), names) else {
        return Err(ImportError::NoData);
    };
    let listed = names.as_dictionary().and_then(|names| {
        let tree = file.entry(names, "EmbeddedFiles")?;
        let names = tree.dictionary()?.get("Names")?.as_array()?;
        let values = names.iter().skip(1).step_by(2);
        values
            .map(Value::as_reference)
            .collect::<Option<BTreeSet<u32>>>()
    });
    let own: Option<BTreeSet<u32>> = list.iter().map(Value::as_reference).collect();
    if own.is_none() || own != listed || list.len() > MAX_ATTACHMENTS {
        return Err(odd("AF, EmbeddedFiles"));
    }
    let mut room = MAX_PART;
    let specifications = list.iter();
    specifications
        .map(|specification| {
            let specification = file.follow(specification);
            let entries = specification.as_ref().and_then(|it| it.dictionary());
            let embedded = entries.and_then(|entries| embedded(&file, entries, &mut room));
            embedded.ok_or_else(|| odd("Filespec"))
        })
        .collect()
}

fn embedded(file: &PdfFile<'_>, entries: &Dictionary, room: &mut usize) -> Option<Embedded> {
    let name = entries.get("UF")?;
    let streams = entries.get("EF")?.as_dictionary()?;
    let stream = streams.get("UF")?;
    // Tools take one of two names and one of two streams.
    let is_one = entries.get("F")?.is_same(name) && streams.get("F") == Some(stream);
    (is_one && streams.len() == 2).then_some(())?;
    let stored = file.get(stream.as_reference()?)?;
    let bytes = file.content(&stored, *room)?;
    *room = room.checked_sub(bytes.len())?;
    let word = |dictionary: &Dictionary, key: &str| {
        let name = dictionary.get(key).and_then(Value::as_name);
        name.unwrap_or_default().to_vec()
    };
    Some(Embedded {
        name: name.as_text()?,
        relation: word(entries, "AFRelationship"),
        media_type: word(stored.dictionary()?, "Subtype"),
        bytes,
    })
}
