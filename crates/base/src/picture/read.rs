//! From the bytes of a file to a picture: format by its first bytes, bounds before anything is
//! decoded, then upright, eight bits a channel, on white.

use std::io::Cursor;
use std::sync::Arc;

use image::codecs::jpeg::JpegDecoder;
use image::codecs::png::PngDecoder;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageError, Limits};

use super::bounds::{MAX_PIXELS, MAX_SIDE};
use super::chunks::bare;
use super::jpeg::Jpeg;
use super::{OtherFormat, Picture, PictureError, PictureFormat, Pixels};

/// Most bytes a decoder may use: the pixels with four channels of 16 bits, and as much as a third
/// for itself.
const MAX_MEMORY: u64 = MAX_PIXELS * 8 / 3 * 4;

impl Picture {
    /// Reads a PNG or JPEG file. The picture is rotated according to its EXIF data; 16 bits per channel
    /// become 8, palettes colours, and transparent pixels become white. Grey stays grey. Colour
    /// profiles are not applied: colours other than sRGB are shown as if they were sRGB.
    ///
    /// # Errors
    /// Every [`PictureError`] except those of reading the file.
    pub fn read(bytes: impl Into<Arc<[u8]>>) -> Result<Self, PictureError> {
        let file: Arc<[u8]> = bytes.into();
        let format = format(&file)?;
        let (decoded, turn) = match format {
            PictureFormat::Png => {
                // Width and height are at the beginning of the first chunk (ISO/IEC 15948 §11.2.2).
                let side = |at: usize| {
                    let bytes = file.get(at..).and_then(|rest| rest.first_chunk());
                    bytes.map(|bytes| u32::from_be_bytes(*bytes))
                };
                let (width, height) = side(16).zip(side(20)).ok_or(PictureError::Damaged)?;
                bounded(width, height)?;
                let decoder = png(&file)?;
                if decoder.is_apng().map_err(damaged)? {
                    return Err(PictureError::Animated);
                }
                decode(decoder)?
            }
            PictureFormat::Jpeg => {
                let said = Jpeg::read(&file).ok_or(PictureError::Damaged)?;
                if said.components == 4 {
                    return Err(PictureError::Cmyk);
                }
                // The decoder fills what is missing of a file with grey.
                if !said.ends {
                    return Err(PictureError::Damaged);
                }
                decode(jpeg(&file)?)?
            }
        };
        let mut decoded = decoded;
        decoded.apply_orientation(turn);
        let (width, height) = (decoded.width(), decoded.height());
        Ok(Self {
            format,
            width,
            height,
            pixels: pixels(decoded),
            file,
        })
    }

    /// Whether the file itself, without its metadata, shows the picture correctly
    /// in every program: it needs no rotation, and if it is a JPEG, it is one of 8-bit
    /// grey or colour that a PDF may contain unchanged (`DCTDecode`, ISO 32000-1 §7.4.8).
    #[must_use]
    pub fn passes_through(&self) -> bool {
        self.bare().is_some()
    }

    /// The file without its metadata, if it can be used unchanged.
    pub(super) fn bare(&self) -> Option<Vec<u8>> {
        let turn = match self.format {
            PictureFormat::Png => png(&self.file).and_then(|mut it| turn(&mut it)),
            PictureFormat::Jpeg => jpeg(&self.file).and_then(|mut it| turn(&mut it)),
        };
        if turn != Ok(Orientation::NoTransforms) {
            return None;
        }
        match self.format {
            PictureFormat::Png => bare(&self.file),
            PictureFormat::Jpeg => Jpeg::read(&self.file)?.plain(),
        }
    }
}

fn format(bytes: &[u8]) -> Result<PictureFormat, PictureError> {
    match bytes {
        [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', ..] => Ok(PictureFormat::Png),
        [0xff, 0xd8, 0xff, ..] => Ok(PictureFormat::Jpeg),
        _ => Err(OtherFormat::of(bytes).map_or(PictureError::Unknown, PictureError::Format)),
    }
}

fn png(bytes: &[u8]) -> Result<PngDecoder<Cursor<&[u8]>>, PictureError> {
    let mut limits = Limits::no_limits();
    limits.max_alloc = Some(MAX_MEMORY);
    PngDecoder::with_limits(Cursor::new(bytes), limits).map_err(damaged)
}

fn jpeg(bytes: &[u8]) -> Result<JpegDecoder<Cursor<&[u8]>>, PictureError> {
    JpegDecoder::new(Cursor::new(bytes)).map_err(damaged)
}

fn turn(decoder: &mut impl ImageDecoder) -> Result<Orientation, PictureError> {
    decoder.orientation().map_err(damaged)
}

fn damaged(_: ImageError) -> PictureError {
    PictureError::Damaged
}

fn decode(mut decoder: impl ImageDecoder) -> Result<(DynamicImage, Orientation), PictureError> {
    let (width, height) = decoder.dimensions();
    bounded(width, height)?;
    let mut limits = Limits::no_limits();
    limits.max_alloc = Some(MAX_MEMORY);
    decoder.set_limits(limits).map_err(damaged)?;
    let turn = turn(&mut decoder)?;
    let decoded = DynamicImage::from_decoder(decoder).map_err(damaged)?;
    Ok((decoded, turn))
}

fn bounded(width: u32, height: u32) -> Result<(), PictureError> {
    if width == 0 || height == 0 {
        return Err(PictureError::Damaged);
    }
    let pixels = u64::from(width) * u64::from(height);
    if width.max(height) > MAX_SIDE || pixels > MAX_PIXELS {
        return Err(PictureError::TooLarge { width, height });
    }
    Ok(())
}

/// Eight bits per channel, on white.
fn pixels(decoded: DynamicImage) -> Pixels {
    let color = decoded.color();
    match (color.has_color(), color.has_alpha()) {
        (false, false) => Pixels::Gray(decoded.into_luma8().into_raw().into()),
        (false, true) => {
            let pixels = decoded.into_luma_alpha8().into_raw();
            Pixels::Gray(on_white::<2, 1>(&pixels).into())
        }
        (true, false) => Pixels::Rgb(decoded.into_rgb8().into_raw().into()),
        (true, true) => {
            let pixels = decoded.into_rgba8().into_raw();
            Pixels::Rgb(on_white::<4, 3>(&pixels).into())
        }
    }
}

/// Pixels of `N` channels, the last of them alpha, as `C` channels on white.
fn on_white<const N: usize, const C: usize>(pixels: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(pixels.len() / N * C);
    for pixel in pixels.chunks_exact(N) {
        let alpha = u32::from(pixel.last().copied().unwrap_or(u8::MAX));
        let channels = pixel.iter().take(C).map(|channel| {
            let mixed = u32::from(*channel) * alpha + 255 * (255 - alpha);
            u8::try_from((mixed + 127) / 255).unwrap_or(u8::MAX)
        });
        out.extend(channels);
    }
    out
}
