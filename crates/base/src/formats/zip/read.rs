//! ZIP files opened for reading. Strictly, the directory must be all there is to a file: a name in
//! the directory and another before the bytes, overlapping entries, bytes that belong to none of
//! them or that follow the packed data within one make one file look like two.
//!
//! Sizes in headers are never trusted: what is unpacked is bounded by the caller.

use std::io::Cursor;

use libdeflater::{DecompressionError, Decompressor, crc32};
use zip::result::ZipError;
use zip::{CompressionMethod, ZipArchive};

use super::Zip;

/// Why a ZIP file, or an entry of it, cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ArchiveError {
    /// Not a ZIP file, or one with contradictory headers.
    #[error("{0}")]
    Damaged(String),
    /// Entries that overlap or have the same name.
    #[error("entries overlap or have the same name")]
    Overlap,
    /// Bytes that belong to no entry: before, between or after them.
    #[error("bytes outside the entries of the ZIP file, at {0}")]
    Outside(usize),
    /// More entries than allowed.
    #[error("{0} entries")]
    TooMany(usize),
    /// An entry unpacks to more bytes than allowed.
    #[error("more than {0} bytes")]
    TooLarge(u64),
}

/// An open ZIP file.
#[derive(Debug)]
pub struct Archive<'b> {
    bytes: &'b [u8],
    zip: ZipArchive<Cursor<&'b [u8]>>,
    is_strict: bool,
}

/// What the directory says about an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its name as it is written.
    pub raw_name: Vec<u8>,
    /// Its name as text; `None` if it is not in the encoding that the entry says.
    pub name: Option<String>,
    /// Its size unpacked, as it says.
    pub size: u64,
    /// Its size packed.
    pub packed: u64,
    /// Whether it is encrypted.
    pub is_encrypted: bool,
    /// Its POSIX mode, if it has one.
    pub mode: Option<u32>,
    /// Whether its packing is one that is unpacked here: none, or deflate.
    pub is_readable: bool,
    is_deflated: bool,
    checksum: u32,
    data: Option<u64>,
}

impl<'b> Archive<'b> {
    /// Opens a ZIP file that has a directory of at most so many entries, whatever else there is.
    ///
    /// # Errors
    /// [`ArchiveError`] if it has no directory, or more entries.
    pub fn lenient(bytes: &'b [u8], most: usize) -> Result<Self, ArchiveError> {
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?;
        if zip.len() > most {
            return Err(ArchiveError::TooMany(zip.len()));
        }
        Ok(Self {
            bytes,
            zip,
            is_strict: false,
        })
    }

    /// Opens a ZIP file that every program reads alike.
    ///
    /// # Errors
    /// [`ArchiveError`] if its headers contradict each other, or bytes belong to no entry.
    pub fn strict(bytes: &'b [u8], most: usize) -> Result<Self, ArchiveError> {
        let mut archive = Self::lenient(bytes, most)?;
        archive.is_strict = true;
        let zip = &mut archive.zip;
        if zip.has_duplicate_names() || zip.has_overlapping_entries().map_err(damaged)? {
            return Err(ArchiveError::Overlap);
        }
        zip.validate_header_consistency().map_err(damaged)?;
        let mut at = 0;
        for (start, end) in archive.places()? {
            if start != at {
                return Err(ArchiveError::Outside(at.min(start)));
            }
            at = end;
        }
        directory(bytes, at, archive.len())?;
        Ok(archive)
    }

    /// Number of entries.
    #[must_use]
    pub fn len(&self) -> usize {
        self.zip.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.zip.is_empty()
    }

    /// An entry by its position in the directory.
    ///
    /// # Errors
    /// [`ArchiveError::Damaged`] if there is none.
    pub fn entry(&mut self, at: usize) -> Result<Entry, ArchiveError> {
        let entry = self.zip.by_index_raw(at).map_err(damaged)?;
        let method = entry.compression();
        Ok(Entry {
            raw_name: entry.name_raw().to_vec(),
            name: entry.name().ok().map(std::borrow::Cow::into_owned),
            size: entry.size(),
            packed: entry.compressed_size(),
            is_encrypted: entry.encrypted(),
            mode: entry.unix_mode(),
            is_readable: matches!(
                method,
                CompressionMethod::Stored | CompressionMethod::Deflated
            ),
            is_deflated: method == CompressionMethod::Deflated,
            checksum: entry.crc32(),
            data: entry.data_start(),
        })
    }

    /// The bytes of an entry, unpacked, at most so many.
    ///
    /// # Errors
    /// [`ArchiveError::TooLarge`] if there are more, [`ArchiveError::Damaged`] if they cannot be unpacked or, strictly,
    /// bytes follow the packed data.
    pub fn content(&self, entry: &Entry, most: u64) -> Result<Vec<u8>, ArchiveError> {
        let number = |number: u64| usize::try_from(number).map_err(damaged);
        let start = number(entry.data.ok_or_else(|| damaged("an entry without data"))?)?;
        let end = start.saturating_add(number(entry.packed)?);
        let packed = self.bytes.get(start..end);
        let packed = packed.ok_or_else(|| damaged("an entry that does not end"))?;
        if entry.is_encrypted || !entry.is_readable {
            return Err(damaged(
                "an entry that is encrypted or packed in another way",
            ));
        }
        let bytes = match entry.is_deflated {
            true => inflated(packed, number(most)?).ok_or(ArchiveError::TooLarge(most))?,
            false if entry.packed > most => return Err(ArchiveError::TooLarge(most)),
            false => Ok(packed.to_vec()),
        };
        let bytes = bytes.map_err(|()| damaged("an entry that cannot be unpacked"))?;
        if crc32(&bytes) != entry.checksum {
            return Err(damaged("an entry with a wrong checksum"));
        }
        let is_exact = || {
            let is_sized = number(entry.size).is_ok_and(|size| size == bytes.len());
            is_sized && (!entry.is_deflated || ends_there(packed, bytes.len()))
        };
        if self.is_strict && !is_exact() {
            return Err(damaged(
                "bytes behind the packed data of an entry, or a wrong size",
            ));
        }
        Ok(bytes)
    }

    /// Adds an entry as it is packed here, with its time, to another ZIP file.
    ///
    /// # Errors
    /// [`ZipError`] if there is no such entry.
    pub fn copy(&mut self, at: usize, to: &mut Zip) -> Result<(), ZipError> {
        to.copy(self.zip.by_index_raw(at)?)
    }

    /// Where each entry begins and ends, in the order of the file.
    fn places(&mut self) -> Result<Vec<(usize, usize)>, ArchiveError> {
        let number = |number: u64| usize::try_from(number).map_err(damaged);
        let mut places = Vec::new();
        for at in 0..self.zip.len() {
            let entry = self.zip.by_index_raw(at).map_err(damaged)?;
            let start = number(entry.header_start())?;
            let data = entry.data_start();
            let data = data.ok_or_else(|| damaged("an entry without data"))?;
            let mut end = number(data)?
                .checked_add(number(entry.compressed_size())?)
                .ok_or_else(|| damaged("an entry that does not end"))?;
            // §4.4.4 of the format: bit 3, sizes follow the data.
            if word(self.bytes, start + 6).is_some_and(|flags| flags & 8 > 0) {
                end += descriptor(self.bytes, end);
            }
            places.push((start, end));
        }
        places.sort_unstable();
        Ok(places)
    }
}

/// Deflated bytes, inflated; `None` if there are more than `most`.
fn inflated(packed: &[u8], most: usize) -> Option<Result<Vec<u8>, ()>> {
    let mut decompressor = Decompressor::new();
    let mut room = packed.len().saturating_mul(4).max(1 << 12).min(most);
    loop {
        let mut bytes = vec![0; room];
        match decompressor.deflate_decompress(packed, &mut bytes) {
            Ok(length) => {
                bytes.truncate(length);
                return Some(Ok(bytes));
            }
            Err(DecompressionError::InsufficientSpace) if room < most => {
                room = room.saturating_mul(4).min(most);
            }
            Err(DecompressionError::InsufficientSpace) => return None,
            Err(_) => return Some(Err(())),
        }
    }
}

/// Whether all of the packed bytes are needed. Of bytes behind the end readers know nothing, or begin again there.
fn ends_there(packed: &[u8], length: usize) -> bool {
    packed.split_last().is_some_and(|(_, shorter)| {
        let again = Decompressor::new().deflate_decompress(shorter, &mut vec![0; length]);
        again.is_err()
    })
}

/// The length of a data descriptor (APPNOTE 4.3.9): with or without its signature, with sizes of
/// four or of eight bytes. The next thing in the file tells them apart.
fn descriptor(bytes: &[u8], at: usize) -> usize {
    let signed = bytes.get(at..at + 4) == Some(b"PK\x07\x08");
    let lengths = if signed { [16, 24] } else { [12, 20] };
    let is_next = |length: &usize| bytes.get(at + length..at + length + 2) == Some(b"PK");
    lengths.into_iter().find(is_next).unwrap_or(0)
}

/// Whether the directory begins at `start`, has so many entries, and ends the file (APPNOTE 4.3.12, 4.3.16).
fn directory(bytes: &[u8], start: usize, count: usize) -> Result<(), ArchiveError> {
    let mut at = start;
    for _ in 0..count {
        if bytes.get(at..at + 4) != Some(b"PK\x01\x02") {
            return Err(ArchiveError::Outside(at));
        }
        let lengths = [28, 30, 32].map(|offset| word(bytes, at + offset).unwrap_or_default());
        at += 46 + lengths.iter().sum::<usize>();
    }
    if bytes.get(at..at + 4) != Some(b"PK\x05\x06") || bytes.len() != at + 22 {
        return Err(ArchiveError::Outside(at));
    }
    Ok(())
}

/// Two bytes as a number.
fn word(bytes: &[u8], at: usize) -> Option<usize> {
    match bytes.get(at..at + 2)? {
        [low, high] => Some(usize::from(u16::from_le_bytes([*low, *high]))),
        _ => None,
    }
}

fn damaged(error: impl ToString) -> ArchiveError {
    ArchiveError::Damaged(error.to_string())
}
