//! A font file read piece by piece: a document needs a few hundred kilobytes of the megabytes of
//! a face.

use std::fs::File;
use std::io;
use std::path::Path;

use chengbao_base::files;

/// A file open for reading. Shared between threads: each read gives its offset and moves no cursor.
#[derive(Debug)]
pub(super) struct FontFile {
    file: File,
    length: u64,
}

impl FontFile {
    /// Opens the file.
    pub(super) fn open(path: &Path) -> io::Result<Self> {
        let file = files::open(path)?;
        let length = file.metadata()?.len();
        Ok(Self { file, length })
    }

    /// Length in bytes.
    pub(super) const fn length(&self) -> u64 {
        self.length
    }

    /// Exactly `length` bytes from `offset`. Reading past the end of the file is an error
    /// before anything is allocated for it.
    pub(super) fn read(&self, offset: u64, length: usize) -> io::Result<Vec<u8>> {
        let end = u64::try_from(length)
            .ok()
            .and_then(|length| offset.checked_add(length));
        if end.is_none_or(|end| end > self.length) {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        let mut bytes = vec![0; length];
        read_at(&self.file, &mut bytes, offset)?;
        Ok(bytes)
    }
}

#[cfg(unix)]
fn read_at(file: &File, bytes: &mut [u8], offset: u64) -> io::Result<()> {
    std::os::unix::fs::FileExt::read_exact_at(file, bytes, offset)
}

#[cfg(windows)]
fn read_at(file: &File, mut bytes: &mut [u8], mut offset: u64) -> io::Result<()> {
    while !bytes.is_empty() {
        match std::os::windows::fs::FileExt::seek_read(file, bytes, offset) {
            Ok(0) => return Err(io::ErrorKind::UnexpectedEof.into()),
            Ok(read) => {
                bytes = bytes.get_mut(read..).unwrap_or_default();
                offset += read as u64;
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}
