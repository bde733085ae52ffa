//! Pictures: the files a document shows as parts of the package, and the inline drawings that show
//! them (ECMA-376 part 1 §20.4.2.8). docx-rs would number them across the process and treat each as PNG.

use std::sync::Arc;

use crate::document::{Block, Document, Image};
use crate::docx::package::Part;
use crate::docx::page::Geometry;
use chengbao_base::formats::xml::Element;
use chengbao_base::picture::{Picture, PictureFormat};

/// English metric units per twip, and per pixel of 1/96 inch.
const A_TWIP: u64 = 635;
const A_PIXEL: u64 = 9525;

const MAIN: &str = "http://schemas.openxmlformats.org/drawingml/2006/main";
const PICTURE: &str = "http://schemas.openxmlformats.org/drawingml/2006/picture";

/// The pictures of a document, each once, however often it is shown.
#[derive(Debug)]
pub(super) struct Media<'d>(Vec<Shown<'d>>);

/// A picture with the file that shows it.
#[derive(Debug)]
struct Shown<'d> {
    picture: &'d Arc<Picture>,
    format: PictureFormat,
    file: Arc<[u8]>,
}

/// All pictures shown, in the order of the document.
pub(super) fn images(document: &Document) -> impl Iterator<Item = &Image> {
    document.blocks.iter().filter_map(|block| match block {
        Block::Image(image) => Some(image),
        _ => None,
    })
}

impl<'d> Media<'d> {
    pub(super) fn of(document: &'d Document) -> Self {
        let mut media = Self(Vec::new());
        for image in images(document) {
            if media.position(image).is_none() {
                let picture = &image.picture;
                let (format, file) = picture.plain_file();
                media.0.push(Shown {
                    picture,
                    format,
                    file,
                });
            }
        }
        media
    }

    fn position(&self, image: &Image) -> Option<usize> {
        let mut known = self.0.iter();
        known.position(|known| Arc::ptr_eq(known.picture, &image.picture))
    }

    /// Number of an image's picture, from 1.
    fn number(&self, image: &Image) -> usize {
        self.position(image).unwrap_or_default() + 1
    }

    fn names(&self) -> impl Iterator<Item = (usize, String, &Shown<'d>)> {
        (1..).zip(&self.0).map(|(number, shown)| {
            let name = format!("media/image{number}.{}", extension(shown.format));
            (number, name, shown)
        })
    }

    /// The bytes of the files.
    pub(super) fn files(&self) -> Vec<&[u8]> {
        self.0.iter().map(|shown| &*shown.file).collect()
    }

    /// The files as parts.
    pub(super) fn parts(&self) -> impl Iterator<Item = Part> {
        self.names().map(|(_, name, shown)| Part {
            name: format!("word/{name}"),
            bytes: shown.file.to_vec(),
        })
    }

    /// The main part's relationships to the files.
    pub(super) fn relationships(&self) -> impl Iterator<Item = Element<'static>> {
        self.names().map(|(number, name, _)| {
            Element::new("Relationship")
                .with("Id", &id(number))
                .with(
                    "Type",
                    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image",
                )
                .with("Target", &name)
        })
    }

    /// What the files are, for `[Content_Types].xml`: a default for each format there is.
    pub(super) fn content_types(&self) -> impl Iterator<Item = Element<'static>> {
        let there = |format: PictureFormat| self.0.iter().any(|shown| shown.format == format);
        [PictureFormat::Png, PictureFormat::Jpeg]
            .into_iter()
            .filter(move |format| there(*format))
            .map(|format| {
                Element::new("Default")
                    .with("Extension", extension(format))
                    .with("ContentType", format.media_type())
            })
    }

    /// The drawing of an image, the `number`-th of the document from 1: its natural size at 96 dpi,
    /// at most as wide as the text area and two thirds as high.
    pub(super) fn drawing(
        &self,
        image: &Image,
        number: usize,
        geometry: &Geometry,
    ) -> Element<'static> {
        let (width, height) = extent(&image.picture, geometry);
        let (width, height, number) = (width.to_string(), height.to_string(), number.to_string());
        let sized = |name| Element::new(name).with("cx", &width).with("cy", &height);
        let named = |name| {
            Element::new(name)
                .with("id", &number)
                .with("name", &format!("图片 {number}"))
                .with("descr", &image.alt)
        };
        let locks = Element::new("a:graphicFrameLocks")
            .with("xmlns:a", MAIN)
            .with("noChangeAspect", "1");
        let picture = Element::new("pic:pic")
            .with("xmlns:pic", PICTURE)
            .child(
                Element::new("pic:nvPicPr")
                    .child(named("pic:cNvPr"))
                    .child(Element::new("pic:cNvPicPr")),
            )
            .child(
                Element::new("pic:blipFill")
                    .child(Element::new("a:blip").with("r:embed", &id(self.number(image))))
                    .child(Element::new("a:stretch").child(Element::new("a:fillRect"))),
            )
            .child(
                Element::new("pic:spPr")
                    .child(
                        Element::new("a:xfrm")
                            .child(Element::new("a:off").with("x", "0").with("y", "0"))
                            .child(sized("a:ext")),
                    )
                    .child(
                        Element::new("a:prstGeom")
                            .with("prst", "rect")
                            .child(Element::new("a:avLst")),
                    ),
            );
        let data = Element::new("a:graphicData")
            .with("uri", PICTURE)
            .child(picture);
        let mut inline = Element::new("wp:inline");
        for side in ["distT", "distB", "distL", "distR"] {
            inline = inline.with(side, "0");
        }
        inline = inline
            .child(sized("wp:extent"))
            .child(named("wp:docPr"))
            .child(Element::new("wp:cNvGraphicFramePr").child(locks))
            .child(Element::new("a:graphic").with("xmlns:a", MAIN).child(data));
        Element::new("w:drawing").child(inline)
    }
}

fn id(number: usize) -> String {
    format!("rIdImage{number}")
}

fn extension(format: PictureFormat) -> &'static str {
    match format {
        PictureFormat::Png => "png",
        PictureFormat::Jpeg => "jpeg",
    }
}

/// Width and height in English metric units, in the picture's proportions.
fn extent(picture: &Picture, geometry: &Geometry) -> (u64, u64) {
    let natural = [picture.width, picture.height].map(|pixels| u64::from(pixels.max(1)) * A_PIXEL);
    let room = [
        geometry.text_width as u64 * A_TWIP,
        u64::try_from(geometry.text_height).unwrap_or_default() * 2 / 3 * A_TWIP,
    ];
    let scale = (natural.iter().zip(room))
        .map(|(natural, room)| room as f64 / *natural as f64)
        .fold(1.0, f64::min);
    let [width, height] = natural.map(|side| ((side as f64 * scale) as u64).max(1));
    (width, height)
}
