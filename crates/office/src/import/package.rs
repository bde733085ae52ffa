//! A DOCX as a package of parts (ECMA-376 part 2): parts are read one by one, and inflated only
//! up to the bound for a report's parts.

use std::io::{Cursor, Read};

use zip::ZipArchive;

use super::ImportError;
use super::bounds::{MAX_PART, MAX_PARTS};

/// An opened package.
pub(super) struct Package<'b> {
    archive: ZipArchive<Cursor<&'b [u8]>>,
    /// Bytes that may still be inflated.
    room: usize,
}

impl<'b> Package<'b> {
    pub(super) fn open(bytes: &'b [u8]) -> Result<Self, ImportError> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?;
        if archive.len() > MAX_PARTS {
            return Err(ImportError::TooLarge);
        }
        Ok(Self {
            archive,
            room: MAX_PART,
        })
    }

    /// Names of the parts, in the order of the package.
    pub(super) fn names(&self) -> Vec<String> {
        let names = self.archive.file_names().flatten();
        names.map(std::borrow::Cow::into_owned).collect()
    }

    /// A part; `None` if there is none of that name. Names are not case-sensitive (§6.2.2.3).
    pub(super) fn part(&mut self, name: &str) -> Result<Option<Vec<u8>>, ImportError> {
        let name = name.trim_start_matches('/');
        let mut names = self.names().into_iter();
        let Some(name) = names.find(|other| other.eq_ignore_ascii_case(name)) else {
            return Ok(None);
        };
        let part = self.archive.by_name(&name).map_err(damaged)?;
        let limit = u64::try_from(self.room).unwrap_or(u64::MAX);
        let mut bytes = Vec::new();
        part.take(limit + 1)
            .read_to_end(&mut bytes)
            .map_err(damaged)?;
        self.room = self
            .room
            .checked_sub(bytes.len())
            .ok_or(ImportError::TooLarge)?;
        Ok(Some(bytes))
    }
}

fn damaged(error: impl ToString) -> ImportError {
    ImportError::DamagedDocx {
        detail: error.to_string(),
    }
}
