//! A picture as the uses of a document require it: in grey for paper, as a file that all programs show
//! in the same way.

use std::sync::Arc;

use image::codecs::png::PngEncoder;
use image::{ExtendedColorType, ImageEncoder};

use super::{Picture, PictureFormat, Pixels};

impl Picture {
    /// The picture in black only (grey), including its file. Luminance as weighted by ITU-R BT.709.
    #[must_use]
    pub fn gray(&self) -> Self {
        let Pixels::Rgb(pixels) = &self.pixels else {
            return self.clone();
        };
        let gray = pixels.chunks_exact(3).map(|pixel| {
            let weights = [2126_u32, 7152, 722];
            let channels = pixel.iter().zip(weights);
            let sum: u32 = channels
                .map(|(channel, weight)| u32::from(*channel) * weight)
                .sum();
            u8::try_from((sum + 5000) / 10_000).unwrap_or(u8::MAX)
        });
        let mut gray = Self {
            pixels: Pixels::Gray(gray.collect()),
            ..self.clone()
        };
        gray.file = gray.encoded();
        gray.format = PictureFormat::Png;
        gray
    }

    /// A file that every program shows correctly: its own if that can be used unchanged,
    /// otherwise a PNG of its pixels. It has no metadata: no place, no camera, no author,
    /// no comment, no thumbnail. This is what a document shows; [`Picture::file`] is its source.
    #[must_use]
    pub fn plain_file(&self) -> (PictureFormat, Arc<[u8]>) {
        match self.bare() {
            Some(file) => (self.format, file.into()),
            None => (PictureFormat::Png, self.encoded()),
        }
    }

    /// The pixels as PNG; `None` if their number does not match the size.
    fn encoded(&self) -> Arc<[u8]> {
        let (pixels, color, channels) = match &self.pixels {
            Pixels::Gray(pixels) => (pixels, ExtendedColorType::L8, 1),
            Pixels::Rgb(pixels) => (pixels, ExtendedColorType::Rgb8, 3),
        };
        let mut file = Vec::new();
        let size = u64::from(self.width) * u64::from(self.height) * channels;
        if u64::try_from(pixels.len()) != Ok(size) {
            return file.into();
        }
        let written =
            PngEncoder::new(&mut file).write_image(pixels, self.width, self.height, color);
        debug_assert!(written.is_ok(), "{written:?}");
        file.into()
    }
}
