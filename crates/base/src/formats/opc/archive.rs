//! ZIP files opened for reading. Strictly, the directory must be all there is to a file: a name in
//! the directory and another before the bytes, overlapping entries, or bytes that belong to none of
//! them make one file look like two.

use std::io::Cursor;

use zip::ZipArchive;

use super::{MAX_ENTRIES, PackageError, damaged};

/// An open ZIP file.
type Archive<'b> = ZipArchive<Cursor<&'b [u8]>>;

/// Opens a ZIP file that has a directory, whatever else there is.
pub(super) fn any(bytes: &[u8]) -> Result<Archive<'_>, PackageError> {
    let archive = ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?;
    if archive.len() > MAX_ENTRIES {
        return Err(PackageError::TooLarge {
            detail: format!("{} entries", archive.len()),
        });
    }
    Ok(archive)
}

/// Opens a ZIP file strictly.
///
/// # Errors
/// [`PackageError`] if its headers contradict each other, or bytes belong to no entry.
pub fn open(bytes: &[u8]) -> Result<Archive<'_>, PackageError> {
    let mut archive = any(bytes)?;
    archive.validate_header_consistency().map_err(damaged)?;
    let entries = entries(bytes, &mut archive)?;
    let mut at = 0;
    for (start, end) in entries {
        if start != at {
            return Err(PackageError::Outside { at: at.min(start) });
        }
        at = end;
    }
    directory(bytes, at, archive.len())?;
    Ok(archive)
}

/// Where each entry begins and ends, in the order of the file.
fn entries(bytes: &[u8], archive: &mut Archive<'_>) -> Result<Vec<(usize, usize)>, PackageError> {
    let number = |number: u64| usize::try_from(number).map_err(damaged);
    let mut entries = Vec::new();
    for at in 0..archive.len() {
        let entry = archive.by_index_raw(at).map_err(damaged)?;
        let start = number(entry.header_start())?;
        let data = entry
            .data_start()
            .ok_or_else(|| damaged("an entry without data"))?;
        let mut end = number(data)?
            .checked_add(number(entry.compressed_size())?)
            .ok_or_else(|| damaged("an entry that does not end"))?;
        // §4.4.4 of the format: bit 3, sizes follow the data.
        if word(bytes, start + 6).is_some_and(|flags| flags & 8 > 0) {
            end += descriptor(bytes, end);
        }
        entries.push((start, end));
    }
    entries.sort_unstable();
    Ok(entries)
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
fn directory(bytes: &[u8], start: usize, count: usize) -> Result<(), PackageError> {
    let mut at = start;
    for _ in 0..count {
        if bytes.get(at..at + 4) != Some(b"PK\x01\x02") {
            return Err(PackageError::Outside { at });
        }
        let lengths = [28, 30, 32].map(|offset| word(bytes, at + offset).unwrap_or_default());
        at += 46 + lengths.iter().sum::<usize>();
    }
    if bytes.get(at..at + 4) != Some(b"PK\x05\x06") || bytes.len() != at + 22 {
        return Err(PackageError::Outside { at });
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
