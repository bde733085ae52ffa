//! Compression of streams. Outlines and pictures hardly shrink however long one tries, and they are
//! most of the file: they get the fastest level, all else a middle one.

use libdeflater::{CompressionLvl, Compressor};
use lopdf::{Document, Object};

use super::PdfError;

/// Level of font programs and pictures.
const FAST: i32 = 1;
/// Level of everything else: two levels up a file is 0.7 % smaller and takes 6 % longer to make.
const THOROUGH: i32 = 4;

/// Deflates with one level, reusing the compressor's tables.
pub(super) struct Deflate(Compressor);

impl Deflate {
    fn new(level: i32) -> Result<Self, PdfError> {
        let level = CompressionLvl::new(level)
            .map_err(|error| PdfError::writer(format!("deflate level: {error:?}")))?;
        Ok(Self(Compressor::new(level)))
    }

    /// For font programs and pictures.
    pub(super) fn fast() -> Result<Self, PdfError> {
        Self::new(FAST)
    }

    /// For page content, object streams and the like.
    pub(super) fn thorough() -> Result<Self, PdfError> {
        Self::new(THOROUGH)
    }

    /// The bytes as deflate blocks, the last marked as the last (RFC 1951).
    pub(super) fn blocks(&mut self, bytes: &[u8]) -> Result<Vec<u8>, PdfError> {
        let mut packed = vec![0; self.0.deflate_compress_bound(bytes.len())];
        let length = self
            .0
            .deflate_compress(bytes, &mut packed)
            .map_err(|error| PdfError::writer(format!("deflate: {error}")))?;
        packed.truncate(length);
        Ok(packed)
    }

    /// The bytes as a zlib stream (`FlateDecode`).
    pub(super) fn bytes(&mut self, bytes: &[u8]) -> Result<Vec<u8>, PdfError> {
        let mut packed = vec![0; self.0.zlib_compress_bound(bytes.len())];
        let length = self
            .0
            .zlib_compress(bytes, &mut packed)
            .map_err(|error| PdfError::writer(format!("deflate: {error}")))?;
        packed.truncate(length);
        Ok(packed)
    }
}

/// Adler-32 (RFC 1950 §8.2).
pub(super) fn checksum(bytes: &[u8]) -> u32 {
    libdeflater::adler32(bytes)
}

/// Compresses the streams of a document that allow it.
pub(super) fn streams(document: &mut Document) -> Result<(), PdfError> {
    let mut fast = Deflate::fast()?;
    let mut thorough = Deflate::thorough()?;
    for object in document.objects.values_mut() {
        let Object::Stream(stream) = object else {
            continue;
        };
        if !stream.allows_compression || stream.dict.has(b"Filter") {
            continue;
        }
        let is_file = stream.dict.has_type(b"EmbeddedFile");
        let is_heavy = stream.dict.has(b"Subtype");
        let deflate = if is_heavy && !is_file {
            &mut fast
        } else {
            &mut thorough
        };
        let packed = deflate.bytes(&stream.content)?;
        if packed.len() < stream.content.len() {
            stream.dict.set("Filter", "FlateDecode");
            stream.set_content(packed);
        }
    }
    Ok(())
}
