//! 草稿 across every page: a WordArt shape in each header, as Word's own command makes and
//! removes it. VML (ECMA-376 part 4 §14), which Word still writes here.

use crate::docx::page::Geometry;
use chengbao_base::formats::xml::{self, Element, Node};
use chengbao_base::style::{Typeface, Typography};

/// The grey of the letters, pale enough to read text over them.
const PALE: &str = "#d9d9d9";
/// Height of the letters in points, if the paper has room for it.
const SIZE: f32 = 150.0;
/// Least distance from the edges of the paper, in points.
const MARGIN: f32 = 36.0;

/// The shape type that takes the form of its text (`o:spt` 136): its text path runs along the
/// upper edge and along the lower one.
const SHAPE_TYPE: &str = r#"<v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" path="m,l21600,m,21600l21600,21600e"><v:path textpathok="t" o:connecttype="rect"/><v:textpath on="t" fitshape="t"/><o:lock v:ext="edit" text="t" shapetype="t"/></v:shapetype>"#;

/// The letters with the type of their shape, for the `number`-th header, from 1.
pub(super) fn picture(
    text: &str,
    number: usize,
    typography: &Typography,
    geometry: &Geometry,
) -> Element<'static> {
    let mut picture = Element::new("w:pict");
    // The text is a constant that parses.
    let shape_type = xml::own(SHAPE_TYPE.as_bytes()).ok();
    picture.children.extend(shape_type.map(Node::Element));
    picture.child(shape(text, number, typography, geometry))
}

/// The letters in the middle of the paper, rising at 45 degrees, behind the text. Word recognises
/// a watermark by the beginning of `id`.
fn shape(
    text: &str,
    number: usize,
    typography: &Typography,
    geometry: &Geometry,
) -> Element<'static> {
    let letters = text.chars().count().max(1) as f32;
    let (width, height) = geometry.page;
    let room = width.min(height) as f32 / 20.0 - 2.0 * MARGIN;
    // A box on its corner is as wide and as high as its two sides together, times the sine.
    let across = (letters + 1.0) * std::f32::consts::FRAC_1_SQRT_2;
    let size = SIZE.min(room.max(1.0) / across);
    let style = format!(
        "position:absolute;margin-left:0;margin-top:0;width:{:.1}pt;height:{size:.1}pt;rotation:315;\
         z-index:-251658752;mso-position-horizontal:center;mso-position-horizontal-relative:page;\
         mso-position-vertical:center;mso-position-vertical-relative:page",
        size * letters
    );
    let name = typography.faces.get(&Typeface::HeiTi);
    let face = name.map_or("", |names| names.name.as_str());
    let path = Element::new("v:textpath")
        .with("style", &format!("font-family:\"{face}\";font-size:1pt"))
        .with("string", text);
    Element::new("v:shape")
        .with("id", &format!("PowerPlusWaterMarkObject{number}"))
        .with("o:spid", &format!("_x0000_s{}", 2048 + number))
        .with("type", "#_x0000_t136")
        .with("style", &style)
        .with("o:allowincell", "f")
        .with("fillcolor", PALE)
        .with("stroked", "f")
        .child(path)
        .child(
            Element::new("w10:wrap")
                .with("anchorx", "page")
                .with("anchory", "page"),
        )
}
