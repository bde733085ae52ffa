//! The embedded report: custom XML parts, and content controls bound to them.

use super::sample::{bound_report, cell, document, row, source};
use super::{Package, all, text_of, val};
use crate::document::{
    Block, CellRole, Document, EmbeddedFile, Field, Image, Relation, Scope, Table,
};
use crate::docx::{DocxError, write};
use chengbao_base::formats::bound::{
    self, PICTURES_PART, REPORT_ID, REPORT_PART, SOURCE_ID, SOURCE_PART,
};
use chengbao_base::formats::embedded::{JSON, PURPOSE_FILE, SIGN_OFF_FILE, YAML};
use chengbao_base::formats::xml::{self, Element};

/// The id paths and values of the report part of a document, in order.
fn values(document: &Document) -> Vec<(String, String)> {
    fn walk(element: &Element<'_>, path: &str, out: &mut Vec<(String, String)>) {
        for child in element.elements() {
            let path = format!("{path}{}", child.name());
            if child.elements().next().is_none() {
                let text = text_of(child);
                let text = quick_xml::escape::unescape(&text).unwrap().into_owned();
                out.push((path, text));
            } else {
                walk(child, &format!("{path}."), out);
            }
        }
    }
    let part = Package::of(document).part(REPORT_PART);
    let root = xml::own(part.as_bytes()).unwrap();
    assert_eq!(root.name(), bound::REPORT_ROOT);
    assert_eq!(root.attribute("xmlns"), Some(bound::REPORT_NAMESPACE));
    let mut out = Vec::new();
    walk(&root, "", &mut out);
    out
}

/// A document of these values.
fn fields(fields: &[(&str, &str)]) -> Document {
    let mut document = document(vec![]);
    document.data.fields = (fields.iter())
        .map(|(path, value)| Field {
            path: (*path).to_owned(),
            value: (*value).to_owned(),
        })
        .collect();
    document
}

#[test]
fn every_value_is_an_element_at_the_end_of_its_path() {
    let document = bound_report();
    let wanted: Vec<_> = (document.data.fields.iter())
        .map(|field| (field.path.clone(), field.value.clone()))
        .collect();
    assert!(wanted.len() > 200);
    assert_eq!(values(&document), wanted);
    let apart = fields(&[("a.b", "1"), ("c", ""), ("a.d.e", "2")]);
    let part = Package::of(&apart).part(REPORT_PART);
    assert!(
        part.contains("<a><b>1</b><d><e>2</e></d></a><c/>"),
        "one element a branch: {part}"
    );
}

#[test]
fn paths_that_are_no_way_to_an_element_of_their_own_are_refused() {
    for paths in [
        &["年度"][..],
        &[""],
        &["a."],
        &["1a"],
        &["a", "a"],
        &["a", "a.b"],
        &["a.b", "a"],
        &["a.b", "a.b"],
    ] {
        let document = fields(&paths.iter().map(|path| (*path, "1")).collect::<Vec<_>>());
        let error = write(&document).unwrap_err();
        assert!(matches!(error, DocxError::Path(_)), "{paths:?}: {error}");
    }
    let error = write(&fields(&[("a", "1\u{1}")])).unwrap_err();
    assert!(matches!(error, DocxError::Character { .. }), "{error}");
}

#[test]
fn the_two_parts_have_ids_of_their_own_and_a_document_without_data_has_none() {
    let mut package = Package::of(&bound_report());
    for (number, id, namespace) in [
        (1, REPORT_ID, bound::REPORT_NAMESPACE),
        (2, SOURCE_ID, bound::SOURCE_NAMESPACE),
    ] {
        let part = package.part(&format!("customXml/itemProps{number}.xml"));
        let root = xml::own(part.as_bytes()).unwrap();
        assert_eq!(root.attribute("ds:itemID"), Some(id));
        let schema = all(&root, "ds:schemaRef")[0].attribute("ds:uri");
        assert_eq!(schema, Some(namespace));
    }
    let names = Package::of(&document(vec![])).names();
    assert!(!names.iter().any(|name| name.contains("customXml")));
}

/// The bytes of the source part, as an XML reader with line-end handling gives them, and whether
/// they are Base64.
fn source_of(bytes: &[u8]) -> (Vec<u8>, bool) {
    let mut document = document(vec![]);
    document.data.files.push(source(bytes));
    let part = Package::of(&document).part(SOURCE_PART);
    // XML 1.0 §2.11.
    let part = part.replace("\r\n", "\n").replace('\r', "\n");
    let root = xml::own(part.as_bytes()).unwrap();
    assert_eq!(root.name(), bound::SOURCE_ROOT);
    assert_eq!(root.attribute(bound::NAME), Some("report.yaml"));
    let text = text_of(&root);
    let text = quick_xml::escape::unescape(&text).unwrap().into_owned();
    match root.attribute(bound::ENCODING) {
        None => (text.into_bytes(), false),
        Some(encoding) => {
            use base64::Engine as _;
            assert_eq!(encoding, bound::BASE64);
            let engine = base64::engine::general_purpose::STANDARD;
            (engine.decode(text).unwrap(), true)
        }
    }
}

#[test]
fn the_file_comes_back_byte_for_byte() {
    for text in [
        "",
        "year: 2024\n",
        "\u{FEFF}year: 2024\r\nissuer: 某市\r\n",
        "a\r\r\n\n\r b: \"<&>]]>'\" # \t 。\n\n",
        "  \n ",
    ] {
        assert_eq!(source_of(text.as_bytes()), (text.into(), false), "{text:?}");
    }
    for bytes in [&b"a\0b"[..], b"\xff\xfe", "\u{FFFE}".as_bytes()] {
        assert_eq!(source_of(bytes), (bytes.into(), true), "{bytes:?}");
    }
}

#[test]
fn a_picture_that_is_shown_as_it_is_stands_in_its_part_by_its_digest_alone() {
    let shown = super::sample::picture(2, 2);
    let plain = shown.plain_file().1;
    let mut document = document(vec![Block::Image(Image {
        alt: "图".to_owned(),
        picture: shown,
    })]);
    assert!(
        !Package::of(&document)
            .names()
            .contains(&PICTURES_PART.to_owned())
    );
    for (name, bytes) in [("a.png", plain), ("b.jpg", b"said"[..].into())] {
        document.data.files.push(EmbeddedFile {
            name: name.to_owned(),
            relation: Relation::Supplement,
            bytes,
            ..source(b"")
        });
    }
    let part = Package::of(&document).part(PICTURES_PART);
    let root = xml::own(part.as_bytes()).unwrap();
    assert_eq!(root.attribute("xmlns"), Some(bound::PICTURES_NAMESPACE));
    let [own, other] = all(&root, bound::PICTURE)[..] else {
        panic!("{part}");
    };
    assert_eq!(own.attribute(bound::NAME), Some("a.png"));
    assert_eq!(
        (text_of(own).as_str(), own.attribute(bound::ENCODING)),
        ("", None)
    );
    assert_eq!(own.attribute(bound::DIGEST).unwrap().len(), 44);
    assert_eq!(other.attribute(bound::DIGEST), None);
    assert_eq!(text_of(other), "c2FpZA==");
}

#[test]
fn what_it_was_made_for_is_an_attribute_and_the_sign_off_a_part() {
    let record = "version: 1\r\nrecords: [\"<&>\"]\n";
    let purpose = r#"{"annex":null,"draft":false,"first_page":1,"profile":"filing","version":1}"#;
    let mut document = document(vec![]);
    document.data.files.push(source(b"year: 2024\n"));
    for (name, media_type, text) in [(PURPOSE_FILE, JSON, purpose), (SIGN_OFF_FILE, YAML, record)] {
        document.data.files.push(EmbeddedFile {
            name: name.to_owned(),
            media_type: media_type.to_owned(),
            relation: Relation::Supplement,
            bytes: text.as_bytes().into(),
            ..source(b"")
        });
    }
    let mut package = Package::of(&document);
    assert!(!package.names().contains(&PICTURES_PART.to_owned()));
    let attribute = |part: &str, name: &str| {
        let root = xml::own(part.as_bytes()).unwrap();
        let value = root.attribute(name).unwrap();
        quick_xml::escape::unescape(value).unwrap().into_owned()
    };
    let part = package.part(SOURCE_PART);
    assert_eq!(attribute(&part, bound::PURPOSE), purpose);
    let part = package.part(bound::SIGN_OFF_PART);
    assert_eq!(attribute(&part, bound::NAME), SIGN_OFF_FILE);
    assert_eq!(attribute(&part, "xmlns"), bound::SIGN_OFF_NAMESPACE);
    let root = xml::own(part.as_bytes()).unwrap();
    let text = text_of(&root);
    assert_eq!(quick_xml::escape::unescape(&text).unwrap(), record);
    let properties = package.part("customXml/itemProps4.xml");
    assert!(properties.contains(bound::SIGN_OFF_ID), "{properties}");
}

proptest::proptest! {
    #[test]
    fn any_file_comes_back_byte_for_byte(text in "[\\x00-\\u{ffff}]{0,40}|[a\\r\\n&<>\\t ]{0,20}") {
        proptest::prop_assert_eq!(source_of(text.as_bytes()).0, text.into_bytes());
    }
}

#[test]
fn every_figure_stands_in_a_control_bound_to_its_value() {
    let document = bound_report();
    let part = Package::of(&document).part("word/document.xml");
    let root = xml::own(part.as_bytes()).unwrap();
    let controls = all(&root, "w:sdt");
    let shown: Vec<_> = (controls.iter())
        .map(|control| {
            let binding = all(control, "w:dataBinding")[0];
            assert_eq!(binding.attribute("w:storeItemID"), Some(REPORT_ID));
            let mappings = binding.attribute("w:prefixMappings").unwrap();
            assert_eq!(mappings, bound::PREFIX_MAPPINGS);
            let path = bound::path_of_xpath(binding.attribute("w:xpath").unwrap()).unwrap();
            assert_eq!(val(control, "w:tag").as_ref(), Some(&path));
            (path, text_of(all(control, "w:sdtContent")[0]))
        })
        .collect();
    let mut wanted = values(&document);
    wanted.retain(|(path, _)| path.starts_with("table_"));
    assert_eq!(shown, wanted);
    // Programs that need ids add them.
    assert!(
        controls
            .iter()
            .all(|control| val(control, "w:id").is_none())
    );
    // In the paragraph, and nowhere a placeholder.
    let paragraphs = all(&root, "w:p");
    let inside = paragraphs.iter().flat_map(|p| p.elements());
    assert_eq!(
        inside.filter(|child| child.name() == "w:sdt").count(),
        controls.len()
    );
    assert!(!part.contains("showingPlcHdr") && !part.contains("w:placeholder"));
}

/// The only control of a table of one row head, one column head and this value.
fn control(head: &str, value: &str, field: &str, check: impl FnOnce(Option<&Element<'_>>)) {
    let mut figure = cell(1, 1, 1, CellRole::Value, value);
    figure.path = Some("a.b".to_owned());
    if value.is_empty() {
        figure.lines.clear();
    }
    let table = Table {
        summary: "表".to_owned(),
        widths: vec![1.0, 0.02],
        size: 9.0,
        header_rows: 1,
        keep_together: false,
        rows: vec![
            row(vec![
                cell(0, 1, 1, CellRole::Header(Scope::Both), "角"),
                cell(1, 1, 1, CellRole::Header(Scope::Column), "总|计"),
            ]),
            row(vec![
                cell(0, 1, 1, CellRole::Header(Scope::Row), head),
                figure,
            ]),
        ],
    };
    let mut document = fields(&[("a.b", field)]);
    document.blocks = vec![Block::Table(table)];
    let part = Package::of(&document).part("word/document.xml");
    let root = xml::own(part.as_bytes()).unwrap();
    check(all(&root, "w:sdt").first().copied());
}

#[test]
fn a_control_is_named_by_its_heads_and_keeps_the_size_of_its_figure() {
    control("行<政>", "12345", "12345", |control| {
        let control = control.unwrap();
        assert_eq!(
            val(control, "w:alias").as_deref(),
            Some("行&lt;政&gt; 总计")
        );
        let properties = all(control, "w:sdtPr")[0];
        let run = all(control, "w:r")[0];
        assert_eq!(val(properties, "w:sz"), val(run, "w:sz"));
        assert_eq!(val(run, "w:sz").as_deref(), Some("13"));
        assert_eq!(properties.elements().next().unwrap().name(), "w:rPr");
    });
    control(&"长".repeat(100), "1", "1", |control| {
        let alias = val(control.unwrap(), "w:alias").unwrap();
        assert_eq!(alias, "长".repeat(64));
    });
}

#[test]
fn a_blank_is_an_empty_run_in_a_control() {
    control("行", "", "", |control| {
        let content = all(control.unwrap(), "w:sdtContent")[0];
        assert_eq!(text_of(content), "");
        assert_eq!(all(content, "w:r").len(), 1);
    });
}

#[test]
fn a_cell_that_shows_anything_but_its_value_is_not_bound() {
    control("行", "12", "13", |control| assert!(control.is_none()));
}
