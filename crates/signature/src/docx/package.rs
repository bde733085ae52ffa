//! A package in memory: read completely, within limits, and refused if programs could read it
//! differently.

use std::collections::BTreeMap;
use std::io::{Cursor, Read as _};

use zip::ZipArchive;

use super::types::{TYPES, Types};
use super::{OpcError, names};

/// Maximum entries of a package.
const MAX_ENTRIES: usize = 4096;
/// Maximum size of all entries unpacked, in bytes.
const MAX_TOTAL: u64 = 256 << 20;
/// How many times larger an entry may be unpacked, beyond a size of [`SMALL`]. A table of thousands of
/// equal rows is packed about 60-fold.
const MAX_RATIO: u64 = 250;
/// Up to this size, in bytes, the ratio is not limited.
const SMALL: u64 = 1 << 20;

/// A package.
#[derive(Debug)]
pub(super) struct Package {
    /// The parts in the order of the file, without the content types.
    pub(super) parts: Vec<Part>,
    /// The types of the parts.
    pub(super) types: Types,
    /// The positions of the parts, by the key of their names.
    places: BTreeMap<String, usize>,
}

/// A part.
#[derive(Debug)]
pub(super) struct Part {
    /// Its name, from `/`.
    pub(super) name: String,
    pub(super) bytes: Vec<u8>,
}

impl Package {
    /// Reads a package.
    pub(super) fn read(bytes: &[u8]) -> Result<Self, OpcError> {
        let mut archive = open(bytes)?;
        let mut package = Self {
            parts: Vec::new(),
            types: Types::default(),
            places: BTreeMap::new(),
        };
        let mut types = None;
        let mut room = MAX_TOTAL;
        for at in 0..archive.len() {
            let entry = archive.by_index(at)?;
            let name = entry.name()?.into_owned();
            if entry.encrypted() {
                return Err(OpcError::Package {
                    detail: format!("{name} is encrypted"),
                });
            }
            // Packages ignore folders.
            if name.ends_with('/') && entry.size() == 0 {
                continue;
            }
            let packed = entry.compressed_size();
            let part = names::of_entry(&name).ok_or(OpcError::Name { name })?;
            let most = room.min(SMALL.max(packed.saturating_mul(MAX_RATIO)));
            let mut bytes = Vec::new();
            entry
                .take(most + 1)
                .read_to_end(&mut bytes)
                .map_err(|error| OpcError::Package {
                    detail: error.to_string(),
                })?;
            let size = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
            if size > most {
                return Err(OpcError::TooLarge {
                    detail: format!("{part} inflates {packed} to more than {most} bytes"),
                });
            }
            room -= size;
            let key = names::key(&part);
            if key == names::key(TYPES) {
                if types.replace(bytes).is_some() {
                    return Err(OpcError::Twice { name: part });
                }
                continue;
            }
            if package.places.insert(key, package.parts.len()).is_some() {
                return Err(OpcError::Twice { name: part });
            }
            package.parts.push(Part { name: part, bytes });
        }
        let types = types.ok_or_else(|| OpcError::Package {
            detail: "no [Content_Types].xml".to_owned(),
        })?;
        package.types = Types::read(&types)?;
        Ok(package)
    }

    /// The part with that name.
    pub(super) fn part(&self, name: &str) -> Option<&Part> {
        self.parts.get(*self.places.get(&names::key(name))?)
    }
}

/// Opens the ZIP file, whose headers must agree: a name in the directory and a different one
/// before the bytes, overlapping entries, or entries missing from the directory make one file
/// look like two.
pub(super) fn open(bytes: &[u8]) -> Result<ZipArchive<Cursor<&[u8]>>, OpcError> {
    let mut archive = ZipArchive::new(Cursor::new(bytes))?;
    if archive.len() > MAX_ENTRIES {
        return Err(OpcError::TooLarge {
            detail: format!("{} entries", archive.len()),
        });
    }
    archive.validate_header_consistency()?;
    if archive.offset() != 0 {
        return Err(OpcError::Package {
            detail: "something stands before the ZIP file".to_owned(),
        });
    }
    Ok(archive)
}
