//! The theme part, which docx-rs does not write and validators (openxml-audit) call required. Black
//! on white, one face for Latin and one for hanzi; no style of this document refers to it.

use quick_xml::escape::escape;

use chengbao_base::formats::xml::Element;
use chengbao_base::style::{StyleId, Typeface, Typography};

/// The part's path in the package.
pub(super) const PART: &str = "word/theme/theme1.xml";

/// What [`PART`] is, for `[Content_Types].xml`.
pub(super) fn content_type() -> Element<'static> {
    Element::new("Override")
        .with("PartName", "/word/theme/theme1.xml")
        .with(
            "ContentType",
            "application/vnd.openxmlformats-officedocument.theme+xml",
        )
}

/// The main part's relationship to [`PART`].
pub(super) fn relationship() -> Element<'static> {
    Element::new("Relationship")
        .with("Id", "rIdTheme1")
        .with(
            "Type",
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships/theme",
        )
        .with("Target", "theme/theme1.xml")
}

/// The smallest theme that DrawingML allows: twelve colours, two fonts, and
/// three of each kind of line, fill and effect.
pub(super) fn theme(typography: &Typography) -> String {
    let name = |face: Typeface| {
        let names = typography.faces.get(&face);
        escape(names.map_or("", |names| names.name.as_str()))
    };
    let latin = name(Typeface::Latin);
    let font = |tag: &str, style: StyleId| {
        let hanzi = name(typography.style(style).face);
        format!(
            r#"<a:{tag}><a:latin typeface="{latin}"/><a:ea typeface="{hanzi}"/><a:cs typeface="{latin}"/></a:{tag}>"#
        )
    };
    let fonts = font("majorFont", StyleId::Heading1) + &font("minorFont", StyleId::Body);
    let colours: String = COLOURS
        .iter()
        .map(|(tag, value)| format!(r#"<a:{tag}><a:srgbClr val="{value}"/></a:{tag}>"#))
        .collect();
    let fill = r#"<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>"#;
    let fills = fill.repeat(3);
    let lines = format!("<a:ln>{fill}</a:ln>").repeat(3);
    let effects = "<a:effectStyle><a:effectLst/></a:effectStyle>".repeat(3);
    format!(
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?><a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="公文"><a:themeElements><a:clrScheme name="公文">{colours}</a:clrScheme><a:fontScheme name="公文">{fonts}</a:fontScheme><a:fmtScheme name="公文"><a:fillStyleLst>{fills}</a:fillStyleLst><a:lnStyleLst>{lines}</a:lnStyleLst><a:effectStyleLst>{effects}</a:effectStyleLst><a:bgFillStyleLst>{fills}</a:bgFillStyleLst></a:fmtScheme></a:themeElements></a:theme>"#
    )
}

const COLOURS: [(&str, &str); 12] = [
    ("dk1", "000000"),
    ("lt1", "FFFFFF"),
    ("dk2", "000000"),
    ("lt2", "FFFFFF"),
    ("accent1", "000000"),
    ("accent2", "C00000"),
    ("accent3", "595959"),
    ("accent4", "7F7F7F"),
    ("accent5", "A6A6A6"),
    ("accent6", "D9D9D9"),
    ("hlink", "000000"),
    ("folHlink", "000000"),
];
