//! The package: parts into one ZIP file (APPNOTE 6.3 §4.3), each deflated as a whole but for pictures,
//! with the same fixed time. Written here: the `zip` crate takes no part that is deflated already, and
//! its own compressor is set up anew for each of a score of small parts.

use libdeflater::{CompressionLvl, Compressor, crc32};

use super::DocxError;

/// A part of the package.
#[derive(Debug)]
pub(super) struct Part {
    /// Its path in the package.
    pub(super) name: String,
    /// Its bytes, not compressed.
    pub(super) bytes: Vec<u8>,
}

/// Compression level: at 7 a file is 0.7 % smaller, and deflating it takes a fifth longer.
const LEVEL: i32 = 6;
/// Version needed to extract: 2.0, deflate.
const VERSION: u16 = 20;
/// Made by 2.0 on a system with Unix permissions.
const MADE_BY: u16 = 0x0300 | VERSION;
/// Flag of a name in UTF-8.
const UTF_8: u16 = 1 << 11;
/// A file all may read, its owner may write.
const PERMISSIONS: u32 = 0o100_644 << 16;
/// The ZIP format's first moment, 1980-01-01 00:00.
const TIME_AND_DATE: [u16; 2] = [0, 1 << 5 | 1];

/// The file, its parts in the order given.
pub(super) fn package(parts: &[Part]) -> Result<Vec<u8>, DocxError> {
    let level = CompressionLvl::new(LEVEL).map_err(|_| DocxError::Package("level"))?;
    let mut compressor = Compressor::new(level);
    let longest = parts.iter().map(|part| part.bytes.len()).max();
    let mut packed = vec![0; compressor.deflate_compress_bound(longest.unwrap_or_default())];
    let mut file = Vec::with_capacity(32 * 1024);
    let mut directory = Vec::with_capacity(2 * 1024);
    let count = u16::try_from(parts.len()).map_err(|_| DocxError::Package("parts"))?;
    for Part { name, bytes } in parts {
        // A picture is compressed already.
        let length = match name.starts_with("word/media/") {
            true => None,
            false => Some(
                compressor
                    .deflate_compress(bytes, &mut packed)
                    .map_err(|_| DocxError::Package("deflate"))?,
            ),
        };
        let (method, data) = match length.and_then(|length| packed.get(..length)) {
            Some(packed) if packed.len() < bytes.len() => (8, packed),
            _ => (0, bytes.as_slice()),
        };
        let entry = Entry {
            name,
            method,
            crc: crc32(bytes),
            packed: size(data.len())?,
            size: size(bytes.len())?,
        };
        let start = size(file.len())?;
        put(&mut file, &[0x4b50, 0x0403]);
        entry.write(&mut file)?;
        file.extend_from_slice(name.as_bytes());
        file.extend_from_slice(data);
        put(&mut directory, &[0x4b50, 0x0201, MADE_BY]);
        entry.write(&mut directory)?;
        // No comment, first disk, not marked as text.
        put(&mut directory, &[0, 0, 0]);
        directory.extend(PERMISSIONS.to_le_bytes());
        directory.extend(start.to_le_bytes());
        directory.extend_from_slice(name.as_bytes());
    }
    let (start, length) = (size(file.len())?, size(directory.len())?);
    file.append(&mut directory);
    put(&mut file, &[0x4b50, 0x0605, 0, 0, count, count]);
    file.extend(length.to_le_bytes());
    file.extend(start.to_le_bytes());
    put(&mut file, &[0]);
    Ok(file)
}

/// What both headers of a part say of it.
struct Entry<'a> {
    name: &'a str,
    method: u16,
    crc: u32,
    packed: u32,
    size: u32,
}

impl Entry<'_> {
    fn write(&self, out: &mut Vec<u8>) -> Result<(), DocxError> {
        let [time, date] = TIME_AND_DATE;
        let flags = if self.name.is_ascii() { 0 } else { UTF_8 };
        put(out, &[VERSION, flags, self.method, time, date]);
        for number in [self.crc, self.packed, self.size] {
            out.extend(number.to_le_bytes());
        }
        let length = u16::try_from(self.name.len()).map_err(|_| DocxError::Package("name"))?;
        put(out, &[length, 0]);
        Ok(())
    }
}

fn size(length: usize) -> Result<u32, DocxError> {
    u32::try_from(length).map_err(|_| DocxError::Package("size"))
}

fn put(out: &mut Vec<u8>, numbers: &[u16]) {
    out.extend(numbers.iter().flat_map(|number| number.to_le_bytes()));
}
