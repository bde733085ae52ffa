//! The package: parts, the ZIP file, schema order, page, footers, properties, and the same bytes every time.

use super::sample::{bound_report, document, letter, report, two_sided, typography};
use super::{Package, all};
use crate::document::{EmbeddedFile, Relation};
use crate::docx::normalise::order;
use crate::docx::{DocxError, write};
use chengbao_base::formats::embedded::{SIGN_OFF_FILE, YAML};
use chengbao_base::formats::xml::{self, Element};
use chengbao_base::style::{Length, StyleId, Typeface};

#[test]
fn the_package_holds_its_parts_and_names_no_other() {
    let mut package = Package::of(&two_sided(bound_report()));
    let names = package.names();
    assert_eq!(
        names,
        [
            "[Content_Types].xml",
            "_rels/.rels",
            "word/_rels/document.xml.rels",
            "word/document.xml",
            "word/styles.xml",
            "word/settings.xml",
            "word/fontTable.xml",
            "word/theme/theme1.xml",
            "docProps/core.xml",
            "word/footer1.xml",
            "word/footer2.xml",
            "customXml/item1.xml",
            "customXml/itemProps1.xml",
            "customXml/_rels/item1.xml.rels",
            "customXml/item2.xml",
            "customXml/itemProps2.xml",
            "customXml/_rels/item2.xml.rels",
        ]
    );
    let types = package.part("[Content_Types].xml");
    let types = xml::own(types.as_bytes()).unwrap();
    let typed: Vec<_> = (types.elements())
        .filter_map(|entry| entry.attribute("PartName"))
        .collect();
    for name in &names {
        let known = typed.contains(&format!("/{name}").as_str());
        let by_default = name.contains("rels") || name.starts_with("customXml/item");
        let by_default = by_default && !name.contains("itemProps");
        assert_eq!(known, !by_default && !name.starts_with('['), "{name}");
    }
    assert_eq!(typed.len(), names.len() - 7);
    for (rels, base, count) in [
        ("_rels/.rels", "", 2),
        ("word/_rels/document.xml.rels", "word/", 8),
        ("customXml/_rels/item1.xml.rels", "customXml/", 1),
        ("customXml/_rels/item2.xml.rels", "customXml/", 1),
    ] {
        let rels = package.part(rels);
        let root = xml::own(rels.as_bytes()).unwrap();
        let targets = root.elements().map(|rel| rel.attribute("Target").unwrap());
        let whole = |target: &str| match target.strip_prefix("../") {
            Some(target) => target.to_owned(),
            None => format!("{base}{target}"),
        };
        let targets: Vec<_> = targets.map(whole).collect();
        assert!(
            targets.iter().all(|target| names.contains(target)),
            "{targets:?}"
        );
        assert_eq!(targets.len(), count);
        let ids = root.elements().map(|rel| rel.attribute("Id").unwrap());
        let expected = (1..=count).map(|number| format!("rId{number}"));
        assert!(ids.eq(expected), "no gaps: {rels}");
    }
}

#[test]
fn what_the_body_refers_to_is_what_was_meant() {
    let mut package = Package::of(&letter());
    let rels = package.part("word/_rels/document.xml.rels");
    let rels = xml::own(rels.as_bytes()).unwrap();
    let body = package.part("word/document.xml");
    let body = xml::own(body.as_bytes()).unwrap();
    let mut checked = 0;
    for (name, attribute, kind) in [
        ("w:headerReference", "r:id", "/header"),
        ("w:footerReference", "r:id", "/footer"),
        ("w:hyperlink", "r:id", "/hyperlink"),
        ("a:blip", "r:embed", "/image"),
    ] {
        let elements = all(&body, name);
        let mut seen = Vec::new();
        for element in &elements {
            let id = element.attribute(attribute).unwrap();
            let mut named = rels.elements();
            let named = named.find(|rel| rel.attribute("Id") == Some(id)).unwrap();
            assert!(named.attribute("Type").unwrap().ends_with(kind), "{name}");
            seen.push(id);
        }
        seen.dedup();
        checked += seen.len();
    }
    assert!(checked > 8, "{checked}");
}

#[test]
fn parts_are_stored_as_they_are_where_that_is_shorter_and_have_no_time() {
    let mut package = Package::of(&letter());
    for index in 0..package.0.len() {
        let file = package.0.by_index(index).unwrap();
        let stored = file.compression() == zip::CompressionMethod::Stored;
        assert_eq!(stored, file.name().unwrap().ends_with(".png"));
        assert!(file.compressed_size() <= file.size());
        assert_eq!(file.last_modified(), Some(zip::DateTime::DEFAULT));
        assert_eq!(file.unix_mode(), Some(0o100_644));
    }
}

#[test]
fn property_elements_are_in_the_order_of_the_schema() {
    let mut package = Package::of(&letter());
    let mut checked = 0;
    for part in [
        "document", "styles", "settings", "header1", "header2", "header3", "footer1", "footer2",
        "footer3",
    ] {
        let part = package.part(&format!("word/{part}.xml"));
        check_order(&xml::own(part.as_bytes()).unwrap(), &mut checked);
    }
    assert!(checked > 500, "{checked}");
}

fn check_order(element: &Element<'_>, checked: &mut usize) {
    if let Some(order) = order(element.name()) {
        let rank = |child: &Element<'_>| order.iter().position(|name| *name == child.name());
        let ranks: Vec<_> = (element.elements())
            .map(|child| rank(child).unwrap_or_else(|| panic!("{} is not ranked", child.name())))
            .collect();
        assert!(ranks.is_sorted(), "{}: {ranks:?}", element.name());
        *checked += 1;
    }
    for child in element.elements() {
        check_order(child, checked);
    }
}

#[test]
fn the_page_is_a4_with_28_characters_and_22_lines() {
    let part = super::body(&report());
    let root = xml::own(part.as_bytes()).unwrap();
    let get = |name: &str, attribute: &str| {
        let element = all(&root, name)[0];
        element
            .attribute(attribute)
            .unwrap()
            .parse::<f32>()
            .unwrap()
    };
    assert_eq!(
        (get("w:pgSz", "w:w"), get("w:pgSz", "w:h")),
        (11906.0, 16838.0)
    );
    let height = 16838.0 - get("w:pgMar", "w:top") - get("w:pgMar", "w:bottom");
    let width = 11906.0 - get("w:pgMar", "w:left") - get("w:pgMar", "w:right");
    let pitch = get("w:docGrid", "w:linePitch");
    assert!(pitch * 22.0 <= height && pitch * 23.0 > height);
    let character = 320.0 + get("w:docGrid", "w:charSpace") / 4096.0 * 20.0;
    assert!(character * 28.0 <= width && character * 29.0 > width);
    assert_eq!(
        all(&root, "w:docGrid")[0].attribute("w:type"),
        Some("linesAndChars")
    );
}

#[test]
fn odd_and_even_pages_have_their_number_at_the_outer_edge() {
    let mut package = Package::of(&two_sided(report()));
    let body = package.part("word/document.xml");
    let root = xml::own(body.as_bytes()).unwrap();
    let references: Vec<_> = (all(&root, "w:footerReference").iter())
        .map(|e| (e.attribute("w:type").unwrap(), e.attribute("r:id").unwrap()))
        .collect();
    assert_eq!(references, [("default", "rId4"), ("even", "rId5")]);
    assert!(
        package
            .part("word/settings.xml")
            .contains("<w:evenAndOddHeaders/>")
    );
    assert!(
        package
            .part("word/settings.xml")
            .contains("<w:mirrorMargins/>")
    );
    for (part, align, edge) in [
        ("word/footer1.xml", "right", "w:right"),
        ("word/footer2.xml", "left", "w:left"),
    ] {
        let part = package.part(part);
        let root = xml::own(part.as_bytes()).unwrap();
        assert_eq!(super::val(&root, "w:jc").as_deref(), Some(align));
        assert_eq!(all(&root, "w:ind")[0].attribute(edge), Some("280"));
        assert_eq!(super::text_of(&root), "— PAGE1 —");
    }
}

#[test]
fn pages_of_one_side_have_their_number_on_the_right() {
    let mut document = report();
    document.furniture.first_page = 6;
    let mut package = Package::of(&document);
    let body = package.part("word/document.xml");
    let root = xml::own(body.as_bytes()).unwrap();
    assert_eq!(all(&root, "w:footerReference").len(), 1);
    let number = all(&root, "w:pgNumType")[0];
    assert_eq!(number.attribute("w:start"), Some("6"));
    let settings = package.part("word/settings.xml");
    assert!(!settings.contains("evenAndOdd") && !settings.contains("mirrorMargins"));
    let footer = package.part("word/footer1.xml");
    let root = xml::own(footer.as_bytes()).unwrap();
    assert_eq!(super::val(&root, "w:jc").as_deref(), Some("right"));
}

#[test]
fn fonts_have_their_other_names() {
    let table = Package::of(&report()).part("word/fontTable.xml");
    let root = xml::own(table.as_bytes()).unwrap();
    let fonts: Vec<_> = (all(&root, "w:font").iter())
        .map(|font| font.attribute("w:name").unwrap().to_owned())
        .collect();
    assert_eq!(fonts.len(), 6);
    assert!(fonts.contains(&"仿宋_GB2312".to_owned()));
    assert!(table.contains(r#"<w:altName w:val="FangSong_GB2312,仿宋"/>"#));
}

#[test]
fn no_date_but_the_reports_own_reaches_the_file() {
    let core = |date: Option<&str>| {
        let mut document = document(vec![]);
        document.meta.date = date.map(str::to_owned);
        write(&document).map(|_| Package::of(&document).part("docProps/core.xml"))
    };
    let dated = core(Some("2025-01-24")).unwrap();
    assert_eq!(dated.matches("2025-01-24T00:00:00Z").count(), 2);
    assert!(dated.contains("<dc:creator>某市人民政府</dc:creator>"));
    assert!(dated.contains("<dc:language>zh-CN</dc:language>"));
    assert!(!core(None).unwrap().contains("T00:00:00Z"));
    for wrong in [
        "2025年1月24日",
        "2025-1-24",
        "2025-13-01",
        "2025-01-32",
        "2025-01-24-1",
        "",
    ] {
        let error = core(Some(wrong)).unwrap_err();
        assert!(matches!(error, DocxError::Date(_)), "{wrong}: {error}");
    }
}

#[test]
fn the_same_document_gives_the_same_bytes_in_every_thread() {
    let first = write(&letter()).unwrap();
    // docx-rs counts paragraphs and pictures through the process: another document in between.
    write(&document(vec![])).unwrap();
    assert_eq!(write(&letter()).unwrap(), first);
    let threads: Vec<_> = (0..4)
        .map(|_| std::thread::spawn(|| write(&letter()).unwrap()))
        .collect();
    for thread in threads {
        assert_eq!(thread.join().unwrap(), first);
    }
    let text = super::body(&report());
    assert!(!text.contains("paraId"), "no ids of the process");
}

#[test]
fn a_whole_report_stays_under_25_kilobytes() {
    let size = write(&bound_report()).unwrap().len();
    assert!(size <= 25_000, "{size}");
}

#[test]
fn a_final_document_is_read_only_and_no_other() {
    let mut document = bound_report();
    let settings = |document: &_| Package::of(document).part("word/settings.xml");
    assert!(!settings(&document).contains("documentProtection"));
    document.data.files.push(EmbeddedFile {
        name: SIGN_OFF_FILE.to_owned(),
        media_type: YAML.to_owned(),
        description: String::new(),
        relation: Relation::Supplement,
        bytes: b"version: 1\n".as_slice().into(),
    });
    let settings = settings(&document);
    let root = xml::own(settings.as_bytes()).unwrap();
    let [protection] = all(&root, "w:documentProtection")[..] else {
        panic!("{settings}");
    };
    assert_eq!(protection.attribute("w:edit"), Some("readOnly"));
    assert_eq!(protection.attribute("w:enforcement"), Some("1"));
    check_order(&root, &mut 0);
}

#[test]
fn an_empty_document_still_has_a_paragraph() {
    let body = super::body(&document(vec![]));
    let root = xml::own(body.as_bytes()).unwrap();
    assert_eq!(all(&root, "w:p").len(), 1);
}

#[test]
fn typography_that_makes_no_page_is_refused() {
    let refused = |change: &dyn Fn(&mut chengbao_base::style::Typography)| {
        let mut document = document(vec![]);
        document.typography = typography();
        change(&mut document.typography);
        matches!(write(&document), Err(DocxError::Typography(_)))
    };
    assert!(!refused(&|_| {}));
    assert!(refused(&|t| t.page.left = Length::from_pt(590.0)));
    assert!(refused(&|t| t.page.top = Length::from_pt(830.0)));
    assert!(refused(&|t| t.grid.characters = 0));
    assert!(refused(&|t| t.grid.lines = 0));
    assert!(refused(&|t| t.styles.body.size = f32::NAN));
    assert!(refused(&|t| t.page_number.size = 0.0));
    let mut nameless = report();
    nameless.typography.faces.remove(&Typeface::KaiTi);
    let error = write(&nameless).unwrap_err();
    assert!(matches!(error, DocxError::Face(Typeface::KaiTi)), "{error}");
    let body = nameless.typography.style(StyleId::Body);
    assert!(nameless.typography.faces.contains_key(&body.face));
}
