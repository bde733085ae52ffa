//! The container of a face: finds the tables in a file (OpenType 1.9, Organization of an OpenType
//! Font), and puts tables together into a face of their own.

use std::io;

use super::file::FontFile;

/// Name of a table.
pub(super) type Tag = [u8; 4];

/// Length of the header before the table records, and of a record.
const HEADER: usize = 12;
const RECORD: usize = 16;

/// Where the tables of a face are.
#[derive(Debug)]
pub(super) struct Directory(Vec<(Tag, u64, usize)>);

/// Why a directory cannot be read.
#[derive(Debug)]
pub(super) enum SfntError {
    /// The system's error.
    Io(io::Error),
    /// The file is not a font.
    Form(&'static str),
}

impl From<io::Error> for SfntError {
    fn from(error: io::Error) -> Self {
        if error.kind() == io::ErrorKind::UnexpectedEof {
            Self::Form("the file is incomplete")
        } else {
            Self::Io(error)
        }
    }
}

impl Directory {
    /// Reads the directory of the face at `index`, its position in a collection, otherwise 0.
    pub(super) fn read(file: &FontFile, index: u32) -> Result<Self, SfntError> {
        let mut start = 0;
        let mut header = file.read(0, HEADER)?;
        if header.starts_with(b"ttcf") {
            if index >= u32_at(&header, 8).unwrap_or(0) {
                return Err(SfntError::Form("the collection does not contain this face"));
            }
            let place = file.read(12 + 4 * u64::from(index), 4)?;
            start = u32_at(&place, 0).unwrap_or(0).into();
            header = file.read(start, HEADER)?;
        } else if index != 0 {
            return Err(SfntError::Form("not a font collection"));
        }
        if !matches!(header.get(..4), Some([0, 1, 0, 0] | b"true" | b"OTTO")) {
            return Err(SfntError::Form("no font signature"));
        }
        let count = usize::from(u16_at(&header, 4).unwrap_or(0));
        let records = file.read(start + HEADER as u64, count * RECORD)?;
        let (records, _) = records.as_chunks::<RECORD>();
        let mut tables = Vec::with_capacity(count);
        for [a, b, c, d, rest @ ..] in records {
            let offset = u64::from(u32_at(rest, 4).unwrap_or(0));
            let length = u32_at(rest, 8).unwrap_or(0);
            if offset + u64::from(length) > file.length() {
                return Err(SfntError::Form("the file is incomplete"));
            }
            let length = usize::try_from(length).map_err(|_| SfntError::Form("too large"))?;
            tables.push(([*a, *b, *c, *d], offset, length));
        }
        Ok(Self(tables))
    }

    /// Offset and length of a table.
    pub(super) fn find(&self, tag: &Tag) -> Option<(u64, usize)> {
        let (_, offset, length) = self.0.iter().find(|(each, ..)| each == tag)?;
        Some((*offset, *length))
    }
}

/// Where the data begin in a face with that many tables.
pub(super) const fn data_from(tables: usize) -> usize {
    HEADER + RECORD * tables
}

/// A TrueType face with the given tables, in the order of their tags; the data of the
/// outlines come first. Its checksums are not filled in: [`seal`] does that for a face that leaves
/// the program.
pub(super) fn assemble(tables: &[(Tag, &[u8])]) -> Vec<u8> {
    let padded = |length: usize| length.next_multiple_of(4);
    let is_outlines = |tag: &Tag| tag == b"glyf";
    let start = data_from(tables.len());
    let outlines = tables.iter().find(|(tag, _)| is_outlines(tag));
    let mut offset = start + outlines.map_or(0, |(_, table)| padded(table.len()));
    let total: usize = tables.iter().map(|(_, table)| padded(table.len())).sum();
    let mut face = Vec::with_capacity(start + total);
    face.extend_from_slice(&[0, 1, 0, 0]);
    face.extend_from_slice(
        &u16::try_from(tables.len())
            .unwrap_or(u16::MAX)
            .to_be_bytes(),
    );
    // The three search hints are not used by readers.
    face.resize(HEADER, 0);
    for (tag, table) in tables {
        face.extend_from_slice(tag);
        let place = if is_outlines(tag) { start } else { offset };
        for field in [0, place, table.len()] {
            face.extend_from_slice(&u32::try_from(field).unwrap_or(u32::MAX).to_be_bytes());
        }
        if !is_outlines(tag) {
            offset += padded(table.len());
        }
    }
    let rest = tables.iter().filter(|(tag, _)| !is_outlines(tag));
    for (_, table) in outlines.into_iter().chain(rest) {
        face.extend_from_slice(table);
        face.resize(padded(face.len()), 0);
    }
    face
}

/// Fills in the checksums of an assembled face.
pub(super) fn seal(face: &mut [u8]) {
    let count = usize::from(u16_at(face, 4).unwrap_or(0));
    let mut adjustment = None;
    for record in (0..count).map(|index| HEADER + RECORD * index) {
        let (Some(offset), Some(length)) = (u32_at(face, record + 8), u32_at(face, record + 12))
        else {
            continue;
        };
        let (offset, length) = (offset as usize, length as usize);
        if face.get(record..record + 4) == Some(b"head") {
            adjustment = Some(offset + 8);
            put(face, offset + 8, 0);
        }
        let table = face.get(offset..offset + length.next_multiple_of(4));
        let sum = checksum(table.unwrap_or_default());
        put(face, record + 4, sum);
    }
    if let Some(at) = adjustment {
        // OpenType 1.9, Calculating Checksums.
        let rest = 0xB1B0_AFBA_u32.wrapping_sub(checksum(face));
        put(face, at, rest);
    }
}

/// Sum of the 32-bit numbers of a table padded to whole ones.
fn checksum(table: &[u8]) -> u32 {
    let (numbers, _) = table.as_chunks::<4>();
    numbers
        .iter()
        .fold(0, |sum, bytes| sum.wrapping_add(u32::from_be_bytes(*bytes)))
}

fn put(face: &mut [u8], at: usize, value: u32) {
    if let Some(place) = face.get_mut(at..at + 4) {
        place.copy_from_slice(&value.to_be_bytes());
    }
}

/// The number at an offset.
pub(super) fn u16_at(bytes: &[u8], offset: usize) -> Option<u16> {
    let bytes = bytes.get(offset..)?.first_chunk()?;
    Some(u16::from_be_bytes(*bytes))
}

/// The number at an offset.
pub(super) fn u32_at(bytes: &[u8], offset: usize) -> Option<u32> {
    let bytes = bytes.get(offset..)?.first_chunk()?;
    Some(u32::from_be_bytes(*bytes))
}
