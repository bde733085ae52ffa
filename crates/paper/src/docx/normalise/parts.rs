//! The small parts: settings, font table, core properties, and the list of the parts' types.

use crate::document::{Document, Meta, Sides};
use crate::docx::DocxError;
use chengbao_base::formats::xml::Element;
use chengbao_base::style::{Typeface, Typography};

/// Settings: margins that change places on the back of a sheet; punctuation is closed up where it meets (GB/T 9704 has 28 characters to a line, and
/// Word closes it only when told), the language of hanzi; and a final document is read-only (§17.15.1.29).
pub(super) fn fix_settings(root: &mut Element<'_>, document: &Document) {
    if document.furniture.sides == Sides::Two {
        root.change("w:mirrorMargins", |_| {});
    }
    if document.data.sign_off().is_some() {
        root.change("w:documentProtection", |protection| {
            protection.set("w:edit", "readOnly");
            protection.set("w:enforcement", "1");
        });
    }
    root.change("w:characterSpacingControl", |control| {
        control.set("w:val", "compressPunctuation");
    });
    root.change("w:themeFontLang", |lang| {
        lang.set("w:val", "en-US");
        lang.set("w:eastAsia", &document.meta.language);
    });
}

/// The faces by name, with their other names (§17.8.3.1).
pub(super) fn font_table(typography: &Typography) -> Element<'_> {
    let mut seen: Vec<&str> = Vec::new();
    let mut root = Element::new("w:fonts").with("xmlns:w", WORDPROCESSINGML);
    for (face, names) in &typography.faces {
        if seen.contains(&names.name.as_str()) {
            continue;
        }
        seen.push(&names.name);
        let mut font = Element::new("w:font").with("w:name", &names.name);
        if !names.alt.is_empty() {
            font = font.child(value("w:altName", &names.alt.join(",")));
        }
        // 86: GB 2312, 00: Western.
        let (charset, family) = match face {
            Typeface::Latin => ("00", "roman"),
            Typeface::XiaoBiaoSong | Typeface::SongTi => ("86", "roman"),
            Typeface::FangSong | Typeface::HeiTi | Typeface::KaiTi => ("86", "modern"),
        };
        root = root.child(
            font.child(value("w:charset", charset))
                .child(value("w:family", family))
                .child(value("w:pitch", "variable")),
        );
    }
    root
}

const WORDPROCESSINGML: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

fn value<'a>(name: &'a str, value: &str) -> Element<'a> {
    Element::new(name).with("w:val", value)
}

/// Title, author, language; the report's date if it has one, and no other.
pub(super) fn core_properties(meta: &Meta) -> Result<Element<'_>, DocxError> {
    let mut root = Element::new("cp:coreProperties")
        .with(
            "xmlns:cp",
            "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
        )
        .with("xmlns:dc", "http://purl.org/dc/elements/1.1/")
        .with("xmlns:dcterms", "http://purl.org/dc/terms/")
        .with("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance")
        .child(Element::new("dc:title").text(&meta.title))
        .child(Element::new("dc:creator").text(&meta.author));
    let date = match &meta.date {
        Some(date) if is_date(date) => Some(format!("{date}T00:00:00Z")),
        Some(date) => return Err(DocxError::Date(date.clone())),
        None => None,
    };
    if let Some(date) = date {
        for name in ["dcterms:created", "dcterms:modified"] {
            let time = Element::new(name).with("xsi:type", "dcterms:W3CDTF");
            root = root.child(time.text(&date));
        }
    }
    Ok(root.child(Element::new("dc:language").text(&meta.language)))
}

/// `YYYY-MM-DD`, with a possible month and day.
fn is_date(text: &str) -> bool {
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    let in_range = |text: &str, most| text.parse().is_ok_and(|n: u8| (1..=most).contains(&n));
    let mut parts = text.split('-');
    let (Some(year), Some(month), Some(day), None) =
        (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return false;
    };
    [(year, 4), (month, 2), (day, 2)]
        .iter()
        .all(|(part, length)| part.len() == *length && digits(part))
        && in_range(month, 12)
        && in_range(day, 31)
}

/// Keeps the types of parts in the package, and of the extensions `rels` and `xml`.
pub(super) fn keep_content_types(root: &mut Element<'_>, parts: &[&str]) {
    root.retain(|entry| match entry.attribute("Extension") {
        Some(extension) => matches!(extension, "rels" | "xml"),
        None => entry
            .attribute("PartName")
            .and_then(|name| name.strip_prefix('/'))
            .is_some_and(|name| parts.contains(&name)),
    });
}
