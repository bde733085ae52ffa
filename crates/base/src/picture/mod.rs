//! Pictures of the narrative: PNG and JPEG, decoded once and checked before use.
//! It opens no files; the caller provides the bytes.

mod bounds;
mod chunks;
mod error;
mod jpeg;
mod read;
mod shown;
#[cfg(test)]
mod tests;

pub use error::{OtherFormat, PictureError};

use std::collections::BTreeMap;
use std::sync::Arc;

/// The pictures a report refers to, by the path it gives them.
pub type Pictures = BTreeMap<String, Arc<Picture>>;

/// The results of reading the pictures a report refers to, by the path it gives them.
pub type PicturesRead = BTreeMap<String, Result<Arc<Picture>, PictureError>>;

/// A decoded picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// The format of [`Picture::file`].
    pub format: PictureFormat,
    /// The file as it was given.
    pub file: Arc<[u8]>,
    /// Width in pixels, at least 1.
    pub width: u32,
    /// Height in pixels, at least 1.
    pub height: u32,
    /// The pixels, upright, row by row from the top, transparent ones on white.
    pub pixels: Pixels,
}

/// The formats.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PictureFormat {
    /// PNG (ISO/IEC 15948).
    Png,
    /// JPEG (ISO/IEC 10918).
    Jpeg,
}

impl PictureFormat {
    /// Media type (RFC 2046).
    #[must_use]
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Png => "image/png",
            Self::Jpeg => "image/jpeg",
        }
    }
}

/// Pixels of eight bits a channel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Pixels {
    /// One byte a pixel.
    Gray(Arc<[u8]>),
    /// Three bytes a pixel: red, green, blue.
    Rgb(Arc<[u8]>),
}
