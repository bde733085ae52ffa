//! Pictures of every kind, made here, read.

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, GrayImage, ImageFormat, RgbImage};
use proptest::prelude::*;

use super::jpeg::Jpeg;
use super::*;
use crate::text::Bilingual as _;

/// A PNG with one kind of pixels, as given to its encoder.
fn png(size: (u32, u32), color: png::ColorType, depth: png::BitDepth, data: &[u8]) -> Vec<u8> {
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, size.0, size.1);
    encoder.set_color(color);
    encoder.set_depth(depth);
    if color == png::ColorType::Indexed {
        encoder.set_palette(vec![255, 0, 0, 0, 0, 255]);
    }
    let mut writer = encoder.write_header().unwrap();
    writer.write_image_data(data).unwrap();
    writer.finish().unwrap();
    file
}

/// A JPEG, red on its left half and white on its right.
fn red_and_white() -> Vec<u8> {
    let image = RgbImage::from_fn(32, 16, |x, _| {
        image::Rgb(if x < 16 { [255, 0, 0] } else { [255; 3] })
    });
    jpeg(&DynamicImage::from(image))
}

fn jpeg(image: &DynamicImage) -> Vec<u8> {
    let mut file = Cursor::new(Vec::new());
    let encoder = JpegEncoder::new_with_quality(&mut file, 95);
    image.write_with_encoder(encoder).unwrap();
    file.into_inner()
}

/// The file with a segment after its start.
fn with_segment(file: &[u8], marker: u8, body: &[u8]) -> Vec<u8> {
    let length = u16::try_from(body.len() + 2).unwrap().to_be_bytes();
    let (start, rest) = file.split_at(2);
    [start, &[0xff, marker], &length, body, rest].concat()
}

/// EXIF data that require a rotation (EXIF 2.3, tag 0x0112).
fn exif(orientation: u8) -> Vec<u8> {
    let tiff = b"Exif\0\0MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0";
    [tiff.as_slice(), &[orientation, 0, 0, 0, 0, 0, 0]].concat()
}

#[track_caller]
fn refused(file: &[u8], fault: PictureError) {
    assert_eq!(Picture::read(file), Err(fault));
}

#[test]
fn pixels_are_eight_bits_on_white_and_grey_stays_grey() {
    use png::BitDepth::{Eight, One, Sixteen};
    use png::ColorType as Kind;
    let gray = |pixels: &[u8]| Pixels::Gray(pixels.into());
    let rgb = |pixels: &[u8]| Pixels::Rgb(pixels.into());
    for (color, depth, data, expected) in [
        (Kind::Grayscale, Eight, &[0, 200][..], gray(&[0, 200])),
        (Kind::Grayscale, One, &[0b0100_0000], gray(&[0, 255])),
        (Kind::Grayscale, Sixteen, &[0, 0, 200, 200], gray(&[0, 200])),
        (
            Kind::GrayscaleAlpha,
            Eight,
            &[0, 0, 0, 255],
            gray(&[255, 0]),
        ),
        (
            Kind::Rgb,
            Eight,
            &[1, 2, 3, 4, 5, 6],
            rgb(&[1, 2, 3, 4, 5, 6]),
        ),
        (
            Kind::Indexed,
            One,
            &[0b0100_0000],
            rgb(&[255, 0, 0, 0, 0, 255]),
        ),
        (
            Kind::Rgba,
            Eight,
            &[9, 9, 9, 0, 0, 100, 255, 51],
            rgb(&[255, 255, 255, 204, 224, 255]),
        ),
    ] {
        let picture = Picture::read(png((2, 1), color, depth, data)).unwrap();
        assert_eq!(picture.pixels, expected, "{color:?} {depth:?}");
        assert_eq!((picture.width, picture.height), (2, 1));
        assert!(picture.passes_through());
    }
}

#[test]
fn a_jpeg_is_read_and_may_be_shown_as_it_is() {
    let file = red_and_white();
    let picture = Picture::read(file.as_slice()).unwrap();
    assert_eq!(picture.format, PictureFormat::Jpeg);
    assert_eq!((picture.width, picture.height), (32, 16));
    assert!(picture.passes_through());
    assert_eq!(picture.plain_file().1.as_ref(), file);
    let gray = GrayImage::from_pixel(8, 8, image::Luma([128]));
    let gray = Picture::read(jpeg(&DynamicImage::from(gray))).unwrap();
    assert!(matches!(&gray.pixels, Pixels::Gray(pixels) if pixels.len() == 64));
    assert!(gray.passes_through());
}

#[test]
fn a_picture_is_turned_upright_as_its_camera_says() {
    let file = with_segment(&red_and_white(), 0xe1, &exif(6));
    let picture = Picture::read(file.as_slice()).unwrap();
    assert_eq!((picture.width, picture.height), (16, 32));
    let Pixels::Rgb(pixels) = &picture.pixels else {
        panic!("{:?}", picture.pixels);
    };
    // Turned clockwise, the left half is above.
    assert!(pixels[1] < 60 && pixels[pixels.len() - 2] > 200);
    assert!(!picture.passes_through());
    let (format, plain) = picture.plain_file();
    let again = Picture::read(plain).unwrap();
    assert_eq!(format, PictureFormat::Png);
    assert_eq!((again.pixels, again.width), (picture.pixels, 16));
    let upright = with_segment(&red_and_white(), 0xe1, &exif(1));
    assert!(Picture::read(upright).unwrap().passes_through());
}

#[test]
fn colours_only_some_readers_would_know_do_not_pass_through() {
    let file = red_and_white();
    let at = file
        .windows(2)
        .position(|pair| pair == [0xff, 0xc0])
        .unwrap();
    let mut named = file.clone();
    for (part, name) in b"RGB".iter().enumerate() {
        named[at + 10 + 3 * part] = *name;
    }
    assert_eq!(Jpeg::read(&named).unwrap().plain(), None);
    let told = with_segment(&named, 0xee, b"Adobe\0\x64\0\0\0\0\0");
    assert_eq!(Jpeg::read(&told).unwrap().plain(), Some(told));
    let mut cmyk = file;
    cmyk[at + 9] = 4;
    refused(&cmyk, PictureError::Cmyk);
}

#[test]
fn other_formats_are_named_with_what_to_do() {
    use OtherFormat as Other;
    for (file, format) in [
        (&b"GIF89a..."[..], Other::Gif),
        (b"RIFF\x10\0\0\0WEBPVP8 ", Other::WebP),
        (b"BM......", Other::Bmp),
        (b"II*\0....", Other::Tiff),
        (b"\0\0\0\x18ftypheic", Other::Heif),
        (b"%PDF-1.7", Other::Pdf),
        (b"PK\x03\x04....", Other::Office),
        (
            b"\xef\xbb\xbf<?xml version=\"1.0\"?>\n<svg xmlns=\"\">",
            Other::Svg,
        ),
    ] {
        refused(file, PictureError::Format(format));
        let text = PictureError::Format(format).text();
        assert!(text.zh.contains("PNG") && text.en.contains("PNG"));
    }
    refused(b"", PictureError::Unknown);
    refused(b"form: x", PictureError::Unknown);
}

#[test]
fn an_animation_is_refused() {
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, 1, 1);
    encoder.set_animated(2, 0).unwrap();
    let mut writer = encoder.write_header().unwrap();
    writer.write_image_data(&[0]).unwrap();
    writer.write_image_data(&[0]).unwrap();
    writer.finish().unwrap();
    refused(&file, PictureError::Animated);
}

#[test]
fn a_file_cut_short_anywhere_is_damaged_or_no_picture() {
    let png = png((2, 2), png::ColorType::Rgb, png::BitDepth::Eight, &[7; 12]);
    // After the picture data come twelve bytes that end a PNG and have no meaning.
    let all = [(red_and_white(), 2), (png, 12)];
    for (file, spare) in all {
        assert!(Picture::read(file.as_slice()).is_ok());
        for length in 0..=file.len() - spare {
            let read = Picture::read(&file[..length]);
            let told = matches!(read, Err(PictureError::Damaged | PictureError::Unknown));
            assert!(told, "{length} of {}: {read:?}", file.len());
        }
    }
}

#[test]
fn a_picture_of_too_many_pixels_is_refused_before_it_is_decoded() {
    for (width, height) in [(10_001, 1), (1, 10_001), (9000, 9000), (u32::MAX >> 1, 1)] {
        let mut file = Vec::new();
        let encoder = png::Encoder::new(&mut file, width, height);
        // A header followed only by an empty piece of data.
        let mut writer = encoder.write_header().unwrap();
        writer.write_chunk(png::chunk::IDAT, &[]).unwrap();
        drop(writer);
        refused(&file, PictureError::TooLarge { width, height });
    }
}

#[test]
fn grey_for_paper_is_grey_in_its_file_too() {
    let colour = DynamicImage::from(RgbImage::from_pixel(2, 1, image::Rgb([255, 0, 0])));
    let mut file = Cursor::new(Vec::new());
    colour.write_to(&mut file, ImageFormat::Png).unwrap();
    let gray = Picture::read(file.into_inner()).unwrap().gray();
    assert_eq!(gray.pixels, Pixels::Gray([54, 54].as_slice().into()));
    let again = Picture::read(gray.plain_file().1).unwrap();
    assert_eq!(again.pixels, gray.pixels);
    assert_eq!(again.gray(), again);
}

/// What a file is shown as: the same pixels.
#[track_caller]
fn bared(file: &[u8], expected: &[u8]) {
    let picture = Picture::read(file).unwrap();
    let (format, plain) = picture.plain_file();
    assert_eq!((format, plain.as_ref()), (picture.format, expected));
    assert_eq!(Picture::read(plain).unwrap().pixels, picture.pixels);
    assert_eq!(picture.file.as_ref(), file, "the source stays");
}

#[test]
fn a_jpeg_is_shown_without_what_is_said_in_it_beside_the_picture() {
    let own = red_and_white();
    let mut file = own.clone();
    for (marker, said) in [
        (0xe1, &exif(1)[..]),
        (0xe1, b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta/>"),
        (0xe0, b"JFXX\0\x10a preview"),
        (0xe2, b"ICC_PROFILE\0\x01\x01"),
        (0xed, b"Photoshop 3.0\0"),
        (0xfe, b"taken by"),
    ] {
        file = with_segment(&file, marker, said);
    }
    // Another whole picture after the end, as telephones add it.
    file.extend(with_segment(&own, 0xe1, &exif(1)));
    bared(&file, &own);
    // JFIF may contain a thumbnail (JFIF 1.02).
    let mut thumbnail = own.clone();
    thumbnail.splice(18..20, [1, 1, 9, 9, 9]);
    thumbnail[5] += 3;
    bared(&thumbnail, &own);
}

#[test]
fn what_is_said_between_the_scans_of_a_jpeg_goes_too() {
    let own = red_and_white();
    let end = own.len() - 2;
    let scan = own
        .windows(2)
        .position(|pair| pair == [0xff, 0xda])
        .unwrap();
    // Coded data contain stuffed bytes and restarts; the decoder stops after the first scan.
    let scans = |between: &[u8]| {
        let more = [&own[scan..end], &[0xff, 0, 0xff, 0xd0]].concat();
        [&own[..end], between, &more, &[0xff, 0xd9]].concat()
    };
    let said = with_segment(&[0xff, 0xd8], 0xfe, b"taken by");
    let jpeg = Jpeg::read(&scans(&said[2..])).unwrap();
    assert_eq!(jpeg.plain(), Some(scans(&[])));
    let lost = Jpeg::read(&scans(&[0xff, 0xfe, 0])).unwrap();
    assert!(lost.ends && lost.plain().is_none());
}

#[test]
fn a_png_is_shown_as_the_chunks_its_pixels_need() {
    let own = png(
        (2, 2),
        png::ColorType::Indexed,
        png::BitDepth::One,
        &[64, 128],
    );
    let mut file = own[..33].to_vec();
    let mut said = Vec::new();
    let mut writer = png::Encoder::new(&mut said, 1, 1).write_header().unwrap();
    for (name, data) in [
        (b"eXIf", &exif(1)[6..]),
        (b"tEXt", b"Author\0somebody"),
        (b"zTXt", b"Comment\0\0x"),
        (b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0<x/>"),
        (b"tIME", &[7, 230, 1, 1, 1, 1, 1]),
        (b"pHYs", &[0, 0, 14, 195, 0, 0, 14, 195, 1]),
        (b"gAMA", &[0, 0, 177, 143]),
    ] {
        writer
            .write_chunk(png::chunk::ChunkType(*name), data)
            .unwrap();
    }
    drop(writer);
    // Between the header, and the end that the writer adds.
    file.extend(&said[33..said.len() - 12]);
    file.extend(&own[33..]);
    file.extend(b"behind the end");
    bared(&file, &own);
}

proptest! {
    #[test]
    fn mangled_files_are_read_or_refused(
        kind in 0..3_usize,
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
    ) {
        let turned = with_segment(&red_and_white(), 0xe1, &exif(6));
        let png = png((2, 2), png::ColorType::Rgba, png::BitDepth::Eight, &[7; 16]);
        let mut file = [red_and_white(), turned, png].into_iter().nth(kind).unwrap();
        for (at, byte) in changes {
            let at = at.index(file.len());
            file[at] = byte;
        }
        if let Ok(picture) = Picture::read(file) {
            let bytes = match &picture.pixels {
                Pixels::Gray(pixels) => pixels.len(),
                Pixels::Rgb(pixels) => pixels.len() / 3,
            };
            prop_assert_eq!(bytes, usize::try_from(picture.width * picture.height).unwrap());
            prop_assert!(Picture::read(picture.plain_file().1).is_ok());
        }
    }
}
