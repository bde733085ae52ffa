//! Compression of streams, all at the fastest level: outlines and pictures hardly shrink at higher
//! levels, and they are most of the file.

use libdeflater::{CompressionError, CompressionLvl, Compressor};
use lopdf::{Document, Object};

use super::PdfError;

/// Level of every stream: at 4 a file is 0.4 % smaller and takes a tenth longer to make.
const LEVEL: i32 = 1;

/// Deflates, reusing the compressor's tables and its output buffer.
pub(super) struct Deflate {
    compressor: Compressor,
    packed: Vec<u8>,
}

impl Deflate {
    pub(super) fn new() -> Result<Self, PdfError> {
        let level = CompressionLvl::new(LEVEL)
            .map_err(|error| PdfError::writer(format!("deflate level: {error:?}")))?;
        Ok(Self {
            compressor: Compressor::new(level),
            packed: Vec::new(),
        })
    }

    /// The bytes as deflate blocks, the last marked as the last (RFC 1951).
    pub(super) fn blocks(&mut self, bytes: &[u8]) -> Result<Vec<u8>, PdfError> {
        let bound = self.compressor.deflate_compress_bound(bytes.len());
        let room = self.room(bound);
        let length = room.0.deflate_compress(bytes, room.1);
        self.packed(length)
    }

    /// The bytes as a zlib stream (`FlateDecode`).
    pub(super) fn bytes(&mut self, bytes: &[u8]) -> Result<Vec<u8>, PdfError> {
        let bound = self.compressor.zlib_compress_bound(bytes.len());
        let room = self.room(bound);
        let length = room.0.zlib_compress(bytes, room.1);
        self.packed(length)
    }

    fn room(&mut self, bound: usize) -> (&mut Compressor, &mut [u8]) {
        if self.packed.len() < bound {
            self.packed.resize(bound, 0);
        }
        (&mut self.compressor, &mut self.packed)
    }

    fn packed(&self, length: Result<usize, CompressionError>) -> Result<Vec<u8>, PdfError> {
        let length = length.map_err(|error| PdfError::writer(format!("deflate: {error}")))?;
        Ok(self.packed.get(..length).unwrap_or_default().to_vec())
    }
}

/// Adler-32 (RFC 1950 §8.2).
pub(super) fn checksum(bytes: &[u8]) -> u32 {
    libdeflater::adler32(bytes)
}

/// Compresses the streams of a document that allow it.
pub(super) fn streams(document: &mut Document, deflate: &mut Deflate) -> Result<(), PdfError> {
    for object in document.objects.values_mut() {
        let Object::Stream(stream) = object else {
            continue;
        };
        if !stream.allows_compression || stream.dict.has(b"Filter") {
            continue;
        }
        let packed = deflate.bytes(&stream.content)?;
        if packed.len() < stream.content.len() {
            stream.dict.set("Filter", "FlateDecode");
            stream.set_content(packed);
        }
    }
    Ok(())
}
