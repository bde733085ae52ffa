//! The package: parts into one ZIP, deflated but for pictures, each with the same fixed time.

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::DocxError;

/// A part of the package.
#[derive(Debug)]
pub(super) struct Part {
    /// Its path in the package.
    pub(super) name: String,
    /// Its bytes, not compressed.
    pub(super) bytes: Vec<u8>,
}

/// The file, its parts in the order given. All entries have the ZIP format's first moment, 1980-01-01.
pub(super) fn package(parts: Vec<Part>) -> Result<Vec<u8>, DocxError> {
    let options = SimpleFileOptions::default()
        .last_modified_time(DateTime::DEFAULT)
        .unix_permissions(0o644);
    let mut zip = ZipWriter::new(Cursor::new(Vec::with_capacity(32 * 1024)));
    for part in parts {
        // A picture is compressed already.
        let method = if part.name.starts_with("word/media/") {
            CompressionMethod::Stored
        } else {
            CompressionMethod::Deflated
        };
        zip.start_file(part.name, options.compression_method(method))?;
        zip.write_all(&part.bytes)
            .map_err(zip::result::ZipError::from)?;
    }
    Ok(zip.finish()?.into_inner())
}
