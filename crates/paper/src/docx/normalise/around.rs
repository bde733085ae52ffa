//! Headers and footers: the shapes in them, which docx-rs cannot write: the watermark, and the double
//! rules of a letter's first page.

use super::{body, watermark};
use crate::document::Document;
use crate::docx::letter::{self, Bar};
use crate::docx::page::Geometry;
use crate::docx::styles::RED;
use chengbao_base::formats::xml::{Element, Node};

/// Adjusts the `number`-th header of `count`; a letter's first page has the last.
pub(super) fn header(
    root: &mut Element<'_>,
    (number, count): (usize, usize),
    document: &Document,
    geometry: &Geometry,
) {
    let mut shapes = Vec::new();
    if let Some(text) = &document.furniture.watermark {
        let typography = &document.typography;
        shapes.push(watermark::picture(text, number, typography, geometry));
    }
    if let Some(head) = letter::head(document).filter(|_| number == count) {
        let [upper, _] = letter::bars(head, &document.typography, geometry);
        shapes.extend((1..).zip(upper).map(bar));
    }
    fix(root, shapes);
}

/// Adjusts the `number`-th footer of `count`; a letter's first page has the last.
pub(super) fn footer(
    root: &mut Element<'_>,
    (number, count): (usize, usize),
    document: &Document,
    geometry: &Geometry,
) {
    let mut shapes = Vec::new();
    if let Some(head) = letter::head(document).filter(|_| number == count) {
        let [_, lower] = letter::bars(head, &document.typography, geometry);
        shapes.extend((3..).zip(lower).map(bar));
    }
    fix(root, shapes);
}

/// Puts the shapes into the last run.
fn fix<'e>(root: &mut Element<'e>, shapes: Vec<Element<'e>>) {
    body::fix_plain(root);
    let run = root.last_mut("w:p").and_then(|last| last.last_mut("w:r"));
    if let Some(run) = run {
        run.children.extend(shapes.into_iter().map(Node::Element));
    }
}

/// A red bar at its position on the paper, the `number`-th of the document; LibreOffice shows only one
/// shape of a `w:pict`.
fn bar((number, bar): (usize, Bar)) -> Element<'static> {
    let style = format!(
        "position:absolute;margin-left:{:.2}pt;margin-top:{:.2}pt;width:{:.2}pt;height:{:.2}pt;\
         z-index:{number};mso-position-horizontal-relative:page;mso-position-vertical-relative:page",
        bar.left, bar.top, bar.width, bar.height
    );
    let rect = Element::new("v:rect")
        .with("id", &format!("LetterRule{number}"))
        .with("o:spid", &format!("_x0000_s{}", 2064 + number))
        .with("style", &style)
        .with("fillcolor", &format!("#{RED}"))
        .with("stroked", "f");
    Element::new("w:pict").child(rect)
}
