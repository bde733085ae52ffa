//! Pictures embedded in a document, and where they belong next to the report file.
//!
//! Names come from a foreign file: none of them leads out of the folder.

use std::collections::BTreeSet;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use sha2::{Digest, Sha256};

use super::{Imported, narrative, notes};
use chengbao_base::formats::bound::{BASE64, DIGEST, ENCODING, NAME, PICTURE};
use chengbao_base::formats::opc::{Package, names};
use chengbao_base::formats::xml::Element;
use chengbao_report::source::Source;

/// The paths that a report has for pictures.
pub(super) struct Places {
    paths: Vec<String>,
    /// Already used, in lower case.
    taken: BTreeSet<String>,
}

impl Places {
    /// Those of a report file; `name` is what messages call it.
    pub(super) fn of(yaml: &[u8], name: &str) -> Self {
        Self {
            paths: paths(yaml, name),
            taken: BTreeSet::new(),
        }
    }

    /// The path of the picture of that name, relative to the report file; `None` if the name is
    /// not a file name, or is taken.
    pub(super) fn place(&mut self, name: &str) -> Option<String> {
        let name = safe(name)?;
        // The report says in which folder a picture belongs; the embedded file has no folders.
        let is_it =
            |path: &String| path.rsplit('/').next() == Some(name) || path.replace('/', "-") == name;
        let place = match self.paths.iter().position(is_it) {
            Some(at) => self.paths.remove(at),
            None => name.to_owned(),
        };
        self.taken.insert(place.to_lowercase()).then_some(place)
    }
}

/// A file name without folders, and not another path.
fn safe(name: &str) -> Option<&str> {
    let name = name.rsplit(['/', '\\']).next()?.trim();
    let plain = !name.is_empty()
        && !name.starts_with('.')
        && !name.contains(|c: char| c.is_control() || ":*?\"<>|".contains(c));
    (plain && name.len() <= 200).then_some(name)
}

/// The paths of the pictures that a report file refers to, each once, in order; those that lead
/// out of its folder are left out.
fn paths(yaml: &[u8], name: &str) -> Vec<String> {
    let mut paths: Vec<String> = Vec::new();
    let Ok(source) = Source::parse(name, yaml) else {
        return paths;
    };
    let scalars = source
        .root
        .as_mapping()
        .unwrap_or_default()
        .iter()
        .filter_map(|entry| entry.value.as_scalar());
    for path in scalars
        .flat_map(|scalar| scalar.text.lines())
        .filter_map(narrative::picture_path)
    {
        let steps: Vec<&str> = path.split('/').filter(|step| *step != ".").collect();
        let inside = |step: &&str| {
            !step.is_empty()
                && *step != ".."
                && !step.contains(|c: char| c.is_control() || "\\:*?\"<>|".contains(c))
        };
        let path = steps.join("/");
        if steps.iter().all(inside) && !paths.contains(&path) {
            paths.push(path);
        }
    }
    paths
}

/// A picture listed in a DOCX.
pub(super) struct Named {
    name: String,
    held: Held,
}

/// Where the bytes of a picture are.
enum Held {
    /// Its bytes; `None` if they are damaged.
    Inside(Option<Vec<u8>>),
    /// Its digest: it is one of the pictures the document shows.
    Shown(String),
}

/// Those of the pictures part.
pub(super) fn named(root: &Element<'_>) -> Vec<Named> {
    let pictures = root.elements().filter(|child| child.local() == PICTURE);
    let named = pictures.map(|picture| {
        let held = match picture.value(DIGEST) {
            Some(digest) => Held::Shown(digest.into_owned()),
            None => {
                let text = picture.content();
                let packed: String = text.chars().filter(|c| !c.is_whitespace()).collect();
                let is_packed = picture.value(ENCODING).as_deref() == Some(BASE64);
                Held::Inside(BASE64_STANDARD.decode(packed).ok().filter(|_| is_packed))
            }
        };
        Named {
            name: picture.value(NAME).unwrap_or_default().into_owned(),
            held,
        }
    });
    named.collect()
}

/// Extracts the files of a DOCX's pictures; a note for each that is missing.
pub(super) fn take(
    named: Vec<Named>,
    package: &Package,
    places: &mut Places,
    imported: &mut Imported,
) {
    let mut shown = None;
    for Named { name, held } in named {
        let bytes = match held {
            Held::Inside(bytes) => bytes,
            Held::Shown(digest) => {
                let shown = shown.get_or_insert_with(|| media(package));
                let mut shown = shown.iter();
                let found = shown.find(|(known, _)| *known == digest);
                found.map(|(_, bytes)| bytes.to_vec())
            }
        };
        let Some(bytes) = bytes else {
            imported.notes.push(notes::lost_picture(&name));
            continue;
        };
        match places.place(&name) {
            Some(place) => imported.files.push((place, bytes)),
            None => imported.notes.push(notes::unnamed_file(&name)),
        }
    }
}

/// The pictures that a package shows, with their digests.
fn media(package: &Package) -> Vec<(String, &[u8])> {
    let parts = package.parts.iter();
    let media = parts.filter(|part| names::key(&part.name).contains("/media/"));
    let digested = media.map(|part| {
        let digest = BASE64_STANDARD.encode(Sha256::digest(&part.bytes));
        (digest, part.bytes.as_slice())
    });
    digested.collect()
}
