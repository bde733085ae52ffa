//! Pictures, letters across the page, colours.

use std::sync::Arc;

use image::codecs::jpeg::JpegEncoder;
use image::{ExtendedColorType, ImageEncoder};
use lopdf::{Document, Stream};

use super::reader::{entry, follow};
use super::sample::{Builder, faces};
use super::{catalog, written};
use crate::pdf::PdfError;
use crate::typeset::{GlyphRun, Ink, Item, NodeId, Owner, PlacedImage, Tag, Turned};
use chengbao_base::picture::{Picture, PictureFormat, Pixels};
use chengbao_base::style::Typeface;

const SIZE: (u32, u32) = (24, 16);

fn picture(format: PictureFormat, file: Vec<u8>, pixels: Pixels) -> Picture {
    Picture {
        format,
        file: file.into(),
        width: SIZE.0,
        height: SIZE.1,
        pixels,
    }
}

fn pixels(channels: usize) -> Vec<u8> {
    let count = 24 * 16 * channels;
    (0..count)
        .map(|at| u8::try_from(at % 251).unwrap())
        .collect()
}

/// A file as a camera writes it: a comment, and if `turn` is given an Exif segment with it.
fn jpeg(channels: usize, turn: Option<u8>) -> Vec<u8> {
    let mut file = Vec::new();
    let kind = if channels == 1 {
        ExtendedColorType::L8
    } else {
        ExtendedColorType::Rgb8
    };
    let encoder = JpegEncoder::new_with_quality(&mut file, 90);
    encoder
        .write_image(&pixels(channels), SIZE.0, SIZE.1, kind)
        .unwrap();
    let mut segments = b"\xFF\xFE\x00\x08secret".to_vec();
    if let Some(turn) = turn {
        let mut exif = b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0".to_vec();
        exif.extend([turn, 0, 0, 0, 0, 0, 0]);
        let length = u8::try_from(exif.len() + 2).unwrap();
        segments.extend([0xFF, 0xE1, 0, length]);
        segments.extend(exif);
    }
    file.splice(2..2, segments);
    file
}

/// The image object a picture is written as.
fn object(picture: Picture) -> (Document, Stream) {
    let faces = faces();
    let mut sheet = Builder::new(&faces, 1);
    place(&mut sheet, picture, 0);
    let document = written(&sheet.pages, &faces);
    let streams = document.objects.values().filter_map(|o| o.as_stream().ok());
    let mut images = streams.filter(|stream| stream.dict.has_type(b"XObject"));
    let image = images.next().unwrap().clone();
    (document, image)
}

fn place(sheet: &mut Builder<'_>, picture: Picture, index: usize) {
    let alt = "组织机构图".to_owned();
    let owner = Owner::Node(sheet.node(NodeId(0), Tag::Figure { alt }));
    sheet.pages.pictures.push(Arc::new(picture));
    sheet.pages.pages[0].items.push(Item::Image(PlacedImage {
        owner,
        picture: index,
        x: 100.0,
        y: 300.5,
        width: 240.0,
        height: 160.0,
    }));
}

fn check(format: PictureFormat, file: Vec<u8>, channels: usize, filter: &str) -> Stream {
    let pixels: Arc<[u8]> = pixels(channels).into();
    let pixels = match channels {
        1 => Pixels::Gray(pixels),
        _ => Pixels::Rgb(pixels),
    };
    let (_, image) = object(picture(format, file, pixels));
    let name = |key: &[u8]| image.dict.get(key).unwrap().as_name().unwrap().to_vec();
    assert_eq!(name(b"Filter"), filter.as_bytes());
    let space = ["DeviceGray", "DeviceRGB"][usize::from(channels == 3)];
    assert_eq!(name(b"ColorSpace"), space.as_bytes());
    image
}

#[test]
fn a_jpeg_goes_in_as_it_is_compressed_but_for_what_the_camera_says() {
    for channels in [1, 3] {
        for turn in [None, Some(1)] {
            let file = jpeg(channels, turn);
            let image = check(PictureFormat::Jpeg, file.clone(), channels, "DCTDecode");
            let has = |text: &[u8]| image.content.windows(text.len()).any(|at| at == text);
            assert!(!has(b"secret") && !has(b"Exif") && has(b"JFIF"));
            let [inside, given] = [&image.content, &file].map(|file| {
                image::load_from_memory_with_format(file, image::ImageFormat::Jpeg).unwrap()
            });
            assert_eq!(inside, given);
        }
    }
}

#[test]
fn a_turned_jpeg_and_a_png_go_in_as_pixels() {
    for channels in [1, 3] {
        let turned = jpeg(channels, Some(3));
        let images = [
            check(PictureFormat::Jpeg, turned, channels, "FlateDecode"),
            check(PictureFormat::Png, Vec::new(), channels, "FlateDecode"),
            // Not what it claims to be, or truncated.
            check(
                PictureFormat::Jpeg,
                b"\xFF\xD8\xFF".to_vec(),
                channels,
                "FlateDecode",
            ),
        ];
        for image in images {
            assert_eq!(image.get_plain_content().unwrap(), pixels(channels));
        }
    }
}

#[test]
fn a_picture_stands_in_its_place_as_a_figure_with_words() {
    let grey = Pixels::Gray(pixels(1).into());
    let (document, _) = object(picture(PictureFormat::Png, Vec::new(), grey));
    let page = document.get_object(document.get_pages()[&1]).unwrap();
    let page = page.as_dict().unwrap();
    let resources = entry(&document, page, "Resources").as_dict().unwrap();
    let objects = entry(&document, resources, "XObject").as_dict().unwrap();
    assert!(objects.has(b"I0"));
    let content = document.get_page_content(document.get_pages()[&1]);
    let content = String::from_utf8(content).unwrap();
    assert!(content.contains("240 0 0 160 100 300.5 cm"), "{content}");
    assert!(content.contains("/I0 Do"), "{content}");
    let root = entry(&document, catalog(&document), "StructTreeRoot")
        .as_dict()
        .unwrap();
    let top = entry(&document, root, "K").as_dict().unwrap();
    let figure = follow(&document, top.get(b"K").unwrap()).as_dict().unwrap();
    assert_eq!(figure.get(b"S").unwrap().as_name().unwrap(), b"Figure");
    assert_eq!(
        super::text_string(figure.get(b"Alt").unwrap()),
        "组织机构图"
    );
    let layout = figure.get(b"A").unwrap().as_dict().unwrap();
    let place = layout.get(b"BBox").unwrap().as_array().unwrap();
    let place: Vec<f32> = place.iter().map(|edge| edge.as_float().unwrap()).collect();
    assert_eq!(place, [100.0, 300.5, 340.0, 460.5]);
}

#[test]
fn a_picture_that_is_none_is_refused() {
    let check = |change: fn(&mut Builder<'_>)| {
        let faces = faces();
        let mut sheet = Builder::new(&faces, 1);
        let grey = Pixels::Gray(pixels(1).into());
        place(&mut sheet, picture(PictureFormat::Png, Vec::new(), grey), 0);
        change(&mut sheet);
        let files = &[];
        let error = crate::pdf::write(&sheet.pages, &faces, &super::meta(), files).unwrap_err();
        assert!(matches!(error, PdfError::Pages { .. }), "{error}");
    };
    check(|sheet| sheet.pages.pictures.clear());
    check(|sheet| Arc::make_mut(&mut sheet.pages.pictures[0]).height = 17);
    check(|sheet| Arc::make_mut(&mut sheet.pages.pictures[0]).pixels = Pixels::Rgb(Arc::new([])));
    check(|sheet| {
        if let Item::Image(image) = &mut sheet.pages.pages[0].items[0] {
            image.width = f32::NAN;
        }
    });
}

/// The runs of a line, in a colour.
fn runs(sheet: &mut Builder<'_>, owner: Owner, ink: Ink, y: f32, text: &str) -> Vec<GlyphRun> {
    let before = sheet.pages.pages[0].items.len();
    sheet.line(0, owner, Typeface::HeiTi, 16.0, 16.0, (79.0, y), text);
    let items = sheet.pages.pages[0].items.split_off(before).into_iter();
    items
        .map(|item| match item {
            Item::Glyphs(run) => GlyphRun { ink, ..run },
            _ => panic!("a line is runs"),
        })
        .collect()
}

#[test]
fn a_watermark_is_an_artifact_and_colours_are_set_where_they_change() {
    let faces = faces();
    let mut sheet = Builder::new(&faces, 1);
    let node = Owner::Node(sheet.node(NodeId(0), Tag::Paragraph));
    let mut items = Vec::new();
    for run in runs(&mut sheet, Owner::Artifact, Ink::Pale, 300.0, "草稿") {
        items.push(Item::Turned(Turned { run, angle: 30.0 }));
    }
    for (ink, y) in [(Ink::Red, 700.0), (Ink::Red, 671.0), (Ink::Black, 642.0)] {
        items.extend(
            runs(&mut sheet, node, ink, y, "某市人民政府")
                .into_iter()
                .map(Item::Glyphs),
        );
    }
    sheet.pages.pages[0].items = items;
    sheet.rule(0, (79.0, 600.0), (500.0, 600.0));
    if let Some(Item::Rule(rule)) = sheet.pages.pages[0].items.last_mut() {
        rule.ink = Ink::Red;
    }
    let document = written(&sheet.pages, &faces);
    let content = document.get_page_content(document.get_pages()[&1]);
    let content = String::from_utf8(content).unwrap();
    let counts = ["0.85 g", "1 0 0 rg", "0 g", "1 0 0 RG", " Tm"]
        .map(|operator| content.matches(&format!("{operator}\n")).count());
    assert_eq!(counts, [1, 1, 1, 1, 1], "{content}");
    assert!(
        content.contains("0.86603 0.5 -0.5 0.86603 79 300 Tm"),
        "{content}"
    );
    let mark = content.split_once("BDC").unwrap().0;
    assert!(
        mark.contains("/Artifact") && mark.contains("/Watermark"),
        "{content}"
    );
    let colours = content.find("0.85 g") < content.find("1 0 0 rg");
    assert!(
        colours && content.find("1 0 0 rg\n") < content.rfind("0 g\n"),
        "{content}"
    );
}

#[test]
fn a_page_without_anything_is_a_page() {
    let faces = faces();
    let mut sheet = Builder::new(&faces, 3);
    let node = sheet.node(NodeId(0), Tag::Paragraph);
    let place = (79.0, 700.0);
    sheet.line(
        0,
        Owner::Node(node),
        Typeface::HeiTi,
        16.0,
        16.0,
        place,
        "报告",
    );
    let document = written(&sheet.pages, &faces);
    assert_eq!(document.get_pages().len(), 3);
    let blank = document.get_page_content(document.get_pages()[&3]);
    assert_eq!(blank.trim_ascii(), b"");
}
