//! A drawing of ours: a picture within the line, its description, its size.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use sha2::{Digest as _, Sha256};

use chengbao_base::formats::xml::Element;

/// A drawing.
#[derive(Debug, Default)]
pub(super) struct Drawing {
    /// `Id` of the relationship to the picture.
    pub(super) embed: String,
    /// Its descriptions, in their order.
    pub(super) texts: Vec<String>,
    /// Width and height, of its frame and of itself.
    pub(super) extents: Vec<(i64, i64)>,
}

impl Drawing {
    /// Reads it.
    pub(super) fn of(element: &Element<'_>) -> Self {
        let mut drawing = Self::default();
        drawing.read(element);
        drawing
    }

    fn read(&mut self, element: &Element<'_>) {
        let value = |name| element.value(name).unwrap_or_default().into_owned();
        let number = |name| value(name).parse::<i64>().unwrap_or_default();
        match element.name() {
            "a:blip" => self.embed = value("embed"),
            "wp:docPr" | "pic:cNvPr" => self.texts.push(value("descr")),
            "wp:extent" | "a:ext" => self.extents.push((number("cx"), number("cy"))),
            _ => {}
        }
        for child in element.elements() {
            self.read(child);
        }
    }
}

/// The digest of a picture's file.
pub(super) fn digest(bytes: &[u8]) -> String {
    BASE64_STANDARD.encode(Sha256::digest(bytes))
}
