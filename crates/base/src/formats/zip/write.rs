//! ZIP files that come out the same whenever they are packed: every entry has the format's first
//! moment, 1980-01-01, and the same permissions.
//!
//! It never chooses what goes in, in which order, or what is worth compressing.

use std::io::{Cursor, Read, Seek, Write as _};

use zip::read::ZipFile;
use zip::result::{ZipError, ZipResult};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

/// How an entry is packed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Packing {
    /// As it is, for what is compressed already.
    Stored,
    /// Deflated, at a level from 1 to 9; without one at the usual.
    Deflated(Option<i64>),
}

/// A ZIP file being written.
pub struct Zip(ZipWriter<Cursor<Vec<u8>>>);

impl Zip {
    /// Makes room for so many bytes.
    pub fn with_capacity(bytes: usize) -> Self {
        Self(ZipWriter::new(Cursor::new(Vec::with_capacity(bytes))))
    }

    /// Adds an entry.
    pub fn add(&mut self, name: &str, bytes: &[u8], packing: Packing) -> ZipResult<()> {
        let options = SimpleFileOptions::default()
            .last_modified_time(DateTime::DEFAULT)
            .unix_permissions(0o644);
        let options = match packing {
            Packing::Stored => options.compression_method(CompressionMethod::Stored),
            Packing::Deflated(level) => options
                .compression_method(CompressionMethod::Deflated)
                .compression_level(level),
        };
        self.0.start_file(name, options)?;
        self.0.write_all(bytes).map_err(ZipError::from)
    }

    /// Adds an entry of another ZIP file as it is packed there, with its time.
    pub(super) fn copy<R: Read + Seek>(&mut self, entry: ZipFile<'_, R>) -> ZipResult<()> {
        self.0.raw_copy_file(entry)
    }

    /// The file.
    pub fn finish(self) -> ZipResult<Vec<u8>> {
        Ok(self.0.finish()?.into_inner())
    }
}
