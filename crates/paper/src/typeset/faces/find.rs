//! Which font file serves which role: searches the directories in their order and opens no fonts.

use std::io::{self, Error, ErrorKind};
use std::path::{Path, PathBuf};

use super::error::{FontError, Found, Looked};
use super::manifest::Manifest;
use chengbao_base::files;
use chengbao_base::style::Typeface;

/// A font file and its roles; not read yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FaceSource {
    /// File name.
    pub file: String,
    /// Where it is.
    pub path: PathBuf,
    /// Face of a collection, 0 in most files.
    pub index: u32,
    /// The roles for which it is the face.
    pub roles: Vec<Typeface>,
    /// The roles for which it is a fallback.
    pub fallback: Vec<Typeface>,
    /// The roles whose letters and digits it draws.
    pub latin_for: Vec<Typeface>,
}

impl FaceSource {
    /// Whether it is the last fallback for every role.
    fn is_last_resort(&self) -> bool {
        self.roles.is_empty() && self.fallback.is_empty() && self.latin_for.is_empty()
    }
}

/// All font files in the directories, those of the first directory first.
///
/// # Errors
/// [`FontError::NotFound`] if a role has no face, [`FontError::BadManifest`] and
/// [`FontError::Unreadable`] for a manifest that exists but cannot be used.
pub(super) fn sources(directories: &[PathBuf]) -> Result<Vec<FaceSource>, FontError> {
    let mut sources: Vec<FaceSource> = Vec::new();
    let mut looked_in: Vec<Looked> = Vec::new();
    for directory in directories {
        if looked_in
            .iter()
            .any(|looked| looked.directory == *directory)
        {
            continue;
        }
        let found = look(directory, &mut sources)?;
        looked_in.push(Looked {
            directory: directory.clone(),
            found,
        });
    }
    let roles: Vec<Typeface> = Typeface::ALL
        .into_iter()
        .filter(|role| !sources.iter().any(|source| source.roles.contains(role)))
        .collect();
    if roles.is_empty() {
        Ok(sources)
    } else {
        Err(FontError::NotFound { roles, looked_in })
    }
}

/// Adds the fonts of one directory.
fn look(directory: &Path, sources: &mut Vec<FaceSource>) -> Result<Found, FontError> {
    if !directory.is_dir() {
        return Ok(Found::NoDirectory);
    }
    let path = directory.join("MANIFEST.json");
    let bad = |reason| FontError::BadManifest {
        path: path.clone(),
        reason,
    };
    let text = files::open(&path)
        .map_err(Error::from)
        .and_then(io::read_to_string);
    let (manifest, named) = match text {
        Ok(text) => (Manifest::parse(&text).map_err(bad)?, true),
        Err(error) if error.kind() == ErrorKind::NotFound => {
            (Manifest::shipped().map_err(bad)?, false)
        }
        Err(error) if error.kind() == ErrorKind::InvalidData => {
            return Err(bad("UTF-8".to_owned()));
        }
        Err(error) => {
            return Err(FontError::Unreadable {
                path,
                reason: error.to_string(),
            });
        }
    };
    let mut missing = Vec::new();
    let mut any = false;
    for entry in manifest.fonts {
        let path = directory.join(&entry.file);
        if path.is_file() {
            any = true;
            sources.push(FaceSource {
                file: entry.file,
                path,
                index: entry.index,
                roles: entry.roles,
                fallback: entry.fallback,
                latin_for: entry.latin_for,
            });
        } else {
            missing.push(entry.file);
        }
    }
    Ok(if any || named {
        Found::Fonts { missing }
    } else {
        Found::NoFonts
    })
}

/// For one role, the indices of the sources to search for a glyph, in order: faces of the role, its
/// fallbacks, last resorts.
pub(super) fn order(sources: &[FaceSource], role: Typeface) -> Vec<usize> {
    let rank = |source: &FaceSource| {
        if source.roles.contains(&role) {
            Some(0)
        } else if source.fallback.contains(&role) {
            Some(1)
        } else if source.is_last_resort() {
            Some(2)
        } else {
            None
        }
    };
    let mut ranked: Vec<(u8, usize)> = sources
        .iter()
        .enumerate()
        .filter_map(|(index, source)| rank(source).map(|rank| (rank, index)))
        .collect();
    ranked.sort_unstable();
    ranked.into_iter().map(|(_, index)| index).collect()
}

/// For letters and digits next to hanzi of a role, the indices of the sources to search: the faces that
/// are for this, then those of the Latin role.
pub(super) fn latin_order(sources: &[FaceSource], role: Typeface) -> Vec<usize> {
    let own = sources.iter().enumerate();
    own.filter(|(_, source)| source.latin_for.contains(&role))
        .map(|(index, _)| index)
        .chain(order(sources, Typeface::Latin))
        .collect()
}
