//! Packages of parts (ECMA-376 part 2), read completely and within limits: a DOCX as `verify`,
//! `import` and the reader of signatures see it. Strictly, a package is refused if programs could
//! read it differently.
//!
//! It never knows what the parts are for.

pub mod names;
pub mod relationships;
mod types;

use std::collections::BTreeMap;

pub use relationships::Relationship;
pub use types::Types;

use super::xml::Element;
use super::zip::{Archive, ArchiveError, Entry};

/// Maximum entries of a package.
pub const MAX_ENTRIES: usize = 4096;
/// Maximum size of all entries unpacked, in bytes.
const MAX_TOTAL: u64 = 256 << 20;
/// How many times larger an entry may be unpacked, beyond a size of [`SMALL`]. A table of thousands of
/// equal rows is packed about 60-fold.
const MAX_RATIO: u64 = 250;
/// Up to this size, in bytes, the ratio is not limited.
const SMALL: u64 = 1 << 20;
/// The entry with the types of the parts; it is not a part itself.
pub const TYPES: &str = "/[Content_Types].xml";

/// Why a package cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PackageError {
    /// Not a ZIP file, or one with contradictory headers.
    #[error("{detail}")]
    Damaged {
        /// The reader's error.
        detail: String,
    },
    /// Bytes that belong to no entry: before, between or after them.
    #[error("bytes outside the entries of the ZIP file, at {at}")]
    Outside {
        /// Where they begin.
        at: usize,
    },
    /// Larger, or more tightly packed, than any report.
    #[error("{detail}")]
    TooLarge {
        /// The limit that is exceeded.
        detail: String,
    },
    /// Two entries with the same name: programs would read different ones.
    #[error("two parts with the same name {name}")]
    Twice {
        /// Their name.
        name: String,
    },
    /// An entry whose name is not valid for a part.
    #[error("{name:?} is not a valid part name")]
    Name {
        /// Its name.
        name: String,
    },
    /// Content types or relationships that cannot be read.
    #[error("{part}: {detail}")]
    Part {
        /// Its name.
        part: String,
        /// What is wrong.
        detail: String,
    },
}

impl From<ArchiveError> for PackageError {
    fn from(error: ArchiveError) -> Self {
        match error {
            ArchiveError::Outside(at) => Self::Outside { at },
            ArchiveError::TooMany(_) | ArchiveError::TooLarge(_) => Self::TooLarge {
                detail: error.to_string(),
            },
            ArchiveError::Damaged(_) | ArchiveError::Overlap => damaged(error),
        }
    }
}

/// A package.
#[derive(Debug)]
pub struct Package {
    /// The parts in the order of the file, without the content types.
    pub parts: Vec<Part>,
    /// The types of the parts.
    pub types: Types,
    /// The positions of the parts, by the key of their names.
    places: BTreeMap<String, usize>,
}

/// A part.
#[derive(Debug)]
pub struct Part {
    /// Its name, from `/`.
    pub name: String,
    /// Its bytes, unpacked.
    pub bytes: Vec<u8>,
}

impl Package {
    /// Reads a package of which every program sees the same.
    ///
    /// # Errors
    /// [`PackageError`] if it exceeds the limits, or could be read in two ways.
    pub fn read(bytes: &[u8]) -> Result<Self, PackageError> {
        Self::entries(bytes, true)
    }

    /// Reads a foreign package, whatever programs make of it: of two parts with the same name the
    /// first, without parts that cannot be unpacked, and without types if they cannot be read.
    ///
    /// # Errors
    /// [`PackageError`] if it is not a ZIP file, or exceeds the limits.
    pub fn lenient(bytes: &[u8]) -> Result<Self, PackageError> {
        Self::entries(bytes, false)
    }

    fn entries(bytes: &[u8], strict: bool) -> Result<Self, PackageError> {
        let mut archive = match strict {
            true => Archive::strict(bytes, MAX_ENTRIES)?,
            false => Archive::lenient(bytes, MAX_ENTRIES)?,
        };
        let mut package = Self {
            parts: Vec::new(),
            types: Types::default(),
            places: BTreeMap::new(),
        };
        let mut types = None;
        let mut room = MAX_TOTAL;
        for at in 0..archive.len() {
            let read = match archive.entry(at) {
                Ok(entry) => unpacked(&archive, &entry, strict, &mut room),
                Err(error) => Err(error.into()),
            };
            let (name, bytes) = match read {
                Ok(Some(read)) => read,
                Ok(None) => continue,
                Err(error @ PackageError::TooLarge { .. }) => return Err(error),
                Err(error) if strict => return Err(error),
                Err(_) => continue,
            };
            let key = names::key(&name);
            if key == names::key(TYPES) {
                if types.replace(bytes).is_some() && strict {
                    return Err(PackageError::Twice { name });
                }
                continue;
            }
            if package.places.contains_key(&key) {
                if strict {
                    return Err(PackageError::Twice { name });
                }
                continue;
            }
            package.places.insert(key, package.parts.len());
            package.parts.push(Part { name, bytes });
        }
        package.types = match types.as_deref().map(Types::read) {
            Some(Ok(types)) => types,
            Some(Err(error)) if strict => return Err(error),
            None if strict => return Err(damaged("no [Content_Types].xml")),
            Some(Err(_)) | None => Types::default(),
        };
        Ok(package)
    }

    /// The part with that name; names are not case-sensitive (§6.2.2.3).
    #[must_use]
    pub fn part(&self, name: &str) -> Option<&Part> {
        self.parts.get(*self.places.get(&names::key(name))?)
    }

    /// The relationships of a part, `/` for the package; none if it has no relationships part.
    ///
    /// # Errors
    /// [`PackageError::Part`] if they cannot be read.
    pub fn relationships(&self, source: &str) -> Result<Vec<Relationship>, PackageError> {
        let name = names::relationships_of(source);
        match self.part(&name) {
            Some(part) => relationships::read(&part.bytes).map_err(|detail| wrong(&name, detail)),
            None => Ok(Vec::new()),
        }
    }
}

/// Name and bytes of an entry; none for a folder, which packages ignore.
fn unpacked(
    archive: &Archive<'_>,
    entry: &Entry,
    strict: bool,
    room: &mut u64,
) -> Result<Option<(String, Vec<u8>)>, PackageError> {
    let name = entry.name.clone();
    let name = name.ok_or_else(|| damaged("a name in another encoding"))?;
    if entry.is_encrypted {
        return Err(damaged(format!("{name} is encrypted")));
    }
    if name.ends_with('/') && entry.size == 0 {
        return Ok(None);
    }
    let part = match names::of_entry(&name) {
        Some(part) => part,
        None if strict => return Err(PackageError::Name { name }),
        None => format!("/{}", name.trim_start_matches('/')),
    };
    let packed = entry.packed;
    let most = match strict {
        true => SMALL.max(packed.saturating_mul(MAX_RATIO)).min(*room),
        false => *room,
    };
    let bytes = archive.content(entry, most).map_err(|error| match error {
        ArchiveError::TooLarge(most) => PackageError::TooLarge {
            detail: format!("{part} inflates {packed} to more than {most} bytes"),
        },
        ArchiveError::Damaged(detail) => damaged(format!("{part}: {detail}")),
        other => other.into(),
    })?;
    *room = room.saturating_sub(u64::try_from(bytes.len()).unwrap_or(u64::MAX));
    Ok(Some((part, bytes)))
}

/// Whether an element has that name, its namespace declared by itself or by the root of its part.
fn is(element: &Element<'_>, root: &Element<'_>, space: &str, local: &str) -> bool {
    let (prefix, _) = element.name().split_once(':').unwrap_or_default();
    let declared = element.declared(prefix).or_else(|| root.declared(prefix));
    element.local() == local && declared.as_deref() == Some(space)
}

fn wrong(part: &str, detail: String) -> PackageError {
    PackageError::Part {
        part: part.to_owned(),
        detail,
    }
}

fn damaged(error: impl ToString) -> PackageError {
    PackageError::Damaged {
        detail: error.to_string(),
    }
}

#[cfg(test)]
mod tests;
