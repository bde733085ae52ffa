//! The picture of a seal, from the office's file. It is shown unchanged, including its transparency.

use std::io::Cursor;
use std::path::Path;

use image::codecs::png::PngDecoder;
use image::{DynamicImage, ImageDecoder as _};

use super::exit::Failure;
use super::load;
use chengbao_base::picture::{Picture, PictureFormat, Pixels};
use chengbao_base::text::{Bilingual as _, Text};
use chengbao_signature::pdf::Seal;

/// Largest file, in bytes.
const MAX_BYTES: usize = 20_000_000;

/// Reads the picture.
pub(super) fn read(path: &Path) -> Result<Seal, Failure> {
    let about = |text: Text| {
        let path = path.display();
        Failure::usage(
            format!("印章图片“{path}”：{}", text.zh),
            format!("picture of the seal `{path}`: {}", text.en),
        )
    };
    let bytes = load::bytes_within(path, MAX_BYTES).map_err(|error| about(error.text()))?;
    seal(bytes).map_err(|text| {
        about(Text::new(
            format!(
                "{}；请用 --seal 指定单位的印章图片，没有的不用 --seal",
                text.zh
            ),
            format!(
                "{}; give the picture of the office's seal with --seal, or leave it out",
                text.en
            ),
        ))
    })
}

fn seal(bytes: Vec<u8>) -> Result<Seal, Text> {
    // Format, limits and damage are reported as for any picture.
    let picture = Picture::read(bytes).map_err(|fault| fault.text())?;
    let size = match picture.format {
        PictureFormat::Png => printed(&picture.file, picture.width, picture.height),
        PictureFormat::Jpeg => None,
    };
    if picture.format == PictureFormat::Png
        && let Some(image) = with_alpha(&picture.file)
    {
        let (width, height) = (image.width(), image.height());
        let pixels = image.into_rgba8().into_raw();
        let (mut rgb, mut alpha) = (Vec::new(), Vec::new());
        for pixel in pixels.chunks_exact(4) {
            if let [red, green, blue, opaque] = pixel {
                rgb.extend_from_slice(&[*red, *green, *blue]);
                alpha.push(*opaque);
            }
        }
        return Ok(Seal {
            width,
            height,
            rgb,
            alpha: Some(alpha),
            size,
        });
    }
    let rgb = match &picture.pixels {
        Pixels::Rgb(pixels) => pixels.to_vec(),
        Pixels::Gray(pixels) => pixels.iter().flat_map(|gray| [*gray; 3]).collect(),
    };
    Ok(Seal {
        width: picture.width,
        height: picture.height,
        rgb,
        alpha: None,
        size,
    })
}

/// The picture, if some of it is transparent; it was checked before.
fn with_alpha(file: &[u8]) -> Option<DynamicImage> {
    let mut decoder = PngDecoder::new(Cursor::new(file)).ok()?;
    let turn = decoder.orientation().ok()?;
    let mut image = DynamicImage::from_decoder(decoder).ok()?;
    image.apply_orientation(turn);
    image.color().has_alpha().then_some(image)
}

/// Width and height in points by the `pHYs` chunk (ISO/IEC 15948 §11.3.5.3), which scanned seals have.
fn printed(file: &[u8], width: u32, height: u32) -> Option<[f64; 2]> {
    let mut chunks = file.get(8..)?;
    loop {
        let length = u32::from_be_bytes(*chunks.first_chunk()?);
        let length = usize::try_from(length).ok()?;
        let kind = chunks.get(4..8)?;
        let data = chunks.get(8..)?.get(..length)?;
        match kind {
            b"pHYs" => {
                let (x, rest) = data.split_first_chunk::<4>()?;
                let (y, unit) = rest.split_first_chunk::<4>()?;
                let (x, y) = (u32::from_be_bytes(*x), u32::from_be_bytes(*y));
                // Pixels per metre.
                if unit != [1] || x == 0 || y == 0 {
                    return None;
                }
                let points = |pixels: u32, density: u32| {
                    f64::from(pixels) / f64::from(density) * 72.0 / 0.0254
                };
                return Some([points(width, x), points(height, y)]);
            }
            b"IDAT" | b"IEND" => return None,
            _ => {}
        }
        chunks = chunks.get(12 + length..)?;
    }
}

#[cfg(test)]
mod tests {
    use image::codecs::jpeg::JpegEncoder;
    use image::{ExtendedColorType, ImageEncoder as _};

    use super::*;

    fn png(color: png::ColorType, pixels: &[u8], per_metre: Option<u32>) -> Vec<u8> {
        let mut file = Vec::new();
        let mut encoder = png::Encoder::new(&mut file, 2, 1);
        encoder.set_color(color);
        encoder.set_pixel_dims(per_metre.map(|density| png::PixelDimensions {
            xppu: density,
            yppu: density,
            unit: png::Unit::Meter,
        }));
        let mut writer = encoder.write_header().unwrap();
        writer.write_image_data(pixels).unwrap();
        writer.finish().unwrap();
        file
    }

    #[test]
    fn transparency_is_kept_and_never_turned_white() {
        let pixels = [200, 0, 0, 255, 200, 0, 0, 0];
        let seal = seal(png(png::ColorType::Rgba, &pixels, None)).unwrap();
        assert_eq!(seal.rgb, [200, 0, 0, 200, 0, 0]);
        assert_eq!(seal.alpha.unwrap(), [255, 0]);
        assert_eq!((seal.width, seal.height, seal.size), (2, 1, None));
    }

    #[test]
    fn pictures_without_transparency_have_none() {
        let seal_of = |file| seal(file).unwrap();
        let plain = seal_of(png(png::ColorType::Rgb, &[9; 6], None));
        assert_eq!((plain.rgb, plain.alpha), (vec![9; 6], None));
        let gray = seal_of(png(png::ColorType::Grayscale, &[7, 8], None));
        assert_eq!(gray.rgb, [7, 7, 7, 8, 8, 8]);
        let mut file = Vec::new();
        let encoder = JpegEncoder::new(&mut file);
        let written = encoder.write_image(&[200; 6], 2, 1, ExtendedColorType::Rgb8);
        written.unwrap();
        let jpeg = seal_of(file);
        assert_eq!((jpeg.rgb.len(), jpeg.alpha), (6, None));
    }

    #[test]
    fn a_scanned_seal_has_the_size_it_says() {
        // 2 pixels at 100 a metre are 2 cm.
        let file = png(png::ColorType::Rgb, &[9; 6], Some(100));
        let [width, height] = seal(file).unwrap().size.unwrap();
        assert!((width - 0.02 / 0.0254 * 72.0).abs() < 1e-9, "{width}");
        assert!((height * 2.0 - width).abs() < 1e-9);
    }

    #[test]
    fn what_is_no_picture_is_said_so() {
        assert!(seal(b"GIF89a".to_vec()).is_err());
        let failure = read(Path::new("/none.png")).unwrap_err();
        assert!(failure.text.zh.starts_with("印章图片“/none.png”："));
    }
}
