//! Requirements of archives and screen readers: embedded files, identifiers of header cells, links,
//! page labels.

use lopdf::{Document, Object};

use super::reader::{entry, follow};
use super::sample::{Builder, faces, meta, sample};
use super::{catalog, text_string, written};
use crate::document::{EmbeddedFile, Meta, Relation};
use crate::pdf::write;
use crate::typeset::{NodeId, Owner, Tag};
use chengbao_base::style::Typeface;

fn name(object: &Object) -> String {
    String::from_utf8_lossy(object.as_name().unwrap()).into_owned()
}

fn file(name: &str, relation: Relation, bytes: &[u8]) -> EmbeddedFile {
    EmbeddedFile {
        name: name.to_owned(),
        media_type: "application/yaml".to_owned(),
        description: "报告数据".to_owned(),
        relation,
        bytes: bytes.into(),
    }
}

#[test]
fn files_inside_come_back_byte_for_byte_with_name_kind_and_relation() {
    let faces = faces();
    let long = "年度报告\r\n".repeat(5000);
    let files = [
        file("报告.yaml", Relation::Source, long.as_bytes()),
        file("b.json", Relation::Data, b"{}"),
        file("a(1).png", Relation::Supplement, &[0, 255, 13, 10]),
        file("b.json", Relation::Supplement, b""),
    ];
    let bytes = write(&sample(&faces), &faces, &meta(), &files).unwrap();
    let document = Document::load_mem(&bytes).unwrap();
    let associated = entry(&document, catalog(&document), "AF")
        .as_array()
        .unwrap();
    assert_eq!(associated.len(), files.len());
    for (file, object) in files.iter().zip(associated) {
        let specification = follow(&document, object).as_dict().unwrap();
        for key in ["F", "UF"] {
            assert_eq!(text_string(entry(&document, specification, key)), file.name);
        }
        assert_eq!(
            text_string(entry(&document, specification, "Desc")),
            file.description
        );
        let relation = name(entry(&document, specification, "AFRelationship"));
        assert_eq!(relation, format!("{:?}", file.relation));
        let inside = entry(&document, specification, "EF").as_dict().unwrap();
        let stream = entry(&document, inside, "F").as_stream().unwrap();
        assert_eq!(name(stream.dict.get(b"Subtype").unwrap()), file.media_type);
        let parameters = entry(&document, &stream.dict, "Params").as_dict().unwrap();
        let size = entry(&document, parameters, "Size").as_i64().unwrap();
        assert_eq!(usize::try_from(size).unwrap(), file.bytes.len());
        assert_eq!(
            text_string(entry(&document, parameters, "ModDate")),
            "D:20250124000000+08'00'"
        );
        let content = match stream.get_plain_content() {
            Ok(content) => content,
            Err(_) => stream.content.clone(),
        };
        assert!(content == *file.bytes, "{}", file.name);
    }
    let names = entry(&document, catalog(&document), "Names")
        .as_dict()
        .unwrap();
    let names = entry(&document, names, "EmbeddedFiles").as_dict().unwrap();
    let names = entry(&document, names, "Names").as_array().unwrap();
    let keys: Vec<&[u8]> = names
        .chunks(2)
        .map(|pair| pair[0].as_str().unwrap())
        .collect();
    assert!(keys.is_sorted_by(|one, next| one < next), "{keys:?}");
    assert_eq!(keys.len(), files.len());
}

#[test]
fn a_checksum_is_that_of_the_bytes_and_no_date_is_made_up() {
    let faces = faces();
    let files = [file("a.yaml", Relation::Source, b"abc")];
    let meta = Meta {
        date: None,
        ..meta()
    };
    let bytes = write(&sample(&faces), &faces, &meta, &files).unwrap();
    let document = Document::load_mem(&bytes).unwrap();
    let streams = document.objects.values().filter_map(|o| o.as_stream().ok());
    let mut streams = streams.filter(|stream| stream.dict.has_type(b"EmbeddedFile"));
    let parameters = streams.next().unwrap().dict.get(b"Params").unwrap();
    let parameters = parameters.as_dict().unwrap();
    assert!(!parameters.has(b"ModDate"));
    // RFC 1321 §A.5.
    let digest = parameters.get(b"CheckSum").unwrap().as_str().unwrap();
    let digest = base16ct::lower::encode_string(digest);
    assert_eq!(digest, "900150983cd24fb0d6963f7d28e17f72");
}

#[test]
fn the_tree_of_identifiers_leads_to_every_header_cell() {
    let faces = faces();
    let document = written(&sample(&faces), &faces);
    let root = entry(&document, catalog(&document), "StructTreeRoot");
    let ids = entry(&document, root.as_dict().unwrap(), "IDTree");
    let names = entry(&document, ids.as_dict().unwrap(), "Names")
        .as_array()
        .unwrap();
    let pairs: Vec<_> = names.chunks(2).collect();
    assert_eq!(pairs.len(), 5);
    assert!(pairs.is_sorted_by(|one, next| one[0].as_str().unwrap() < next[0].as_str().unwrap()));
    for pair in pairs {
        let cell = follow(&document, &pair[1]).as_dict().unwrap();
        assert_eq!(cell.get(b"ID").unwrap(), &pair[0]);
        assert_eq!(name(cell.get(b"S").unwrap()), "TH");
    }
}

#[test]
fn a_link_has_an_annotation_on_each_of_its_lines_and_its_element_has_them() {
    let faces = faces();
    let mut sheet = Builder::new(&faces, 2);
    let text = sheet.node(NodeId(0), Tag::Paragraph);
    let uri = "https://www.gov.cn/报告".to_owned();
    let link = sheet.node(text, Tag::Link { uri: uri.clone() });
    let song = Typeface::SongTi;
    let mut line = |page, owner, place, text| {
        sheet.line(page, Owner::Node(owner), song, 16.0, 16.0, place, text);
    };
    line(0, text, (79.0, 700.0), "详见");
    line(0, link, (111.0, 700.0), "政府网站gov.cn");
    line(0, link, (79.0, 671.0), "年度报告");
    line(1, link, (79.0, 720.0), "专栏");
    line(1, text, (111.0, 720.0), "。");
    let document = written(&sheet.pages, &faces);
    let root = entry(&document, catalog(&document), "StructTreeRoot")
        .as_dict()
        .unwrap();
    let parents = entry(&document, root, "ParentTree").as_dict().unwrap();
    let parents = parents.get(b"Nums").unwrap().as_array().unwrap();
    let keys: Vec<i64> = parents
        .iter()
        .step_by(2)
        .map(|key| key.as_i64().unwrap())
        .collect();
    assert_eq!(keys, [0, 1, 2, 3, 4]);
    assert_eq!(
        entry(&document, root, "ParentTreeNextKey")
            .as_i64()
            .unwrap(),
        5
    );
    let mut found = Vec::new();
    for (number, page) in document.get_pages() {
        let page = document.get_object(page).unwrap().as_dict().unwrap();
        for annotation in entry(&document, page, "Annots").as_array().unwrap() {
            let id = annotation.as_reference().unwrap();
            let annotation = follow(&document, annotation).as_dict().unwrap();
            assert_eq!(text_string(entry(&document, annotation, "Contents")), uri);
            assert_eq!(entry(&document, annotation, "F").as_i64().unwrap(), 4);
            let action = entry(&document, annotation, "A").as_dict().unwrap();
            assert_eq!(
                text_string(entry(&document, action, "URI")),
                "https://www.gov.cn/%E6%8A%A5%E5%91%8A"
            );
            let key = entry(&document, annotation, "StructParent")
                .as_i64()
                .unwrap();
            let parent = &parents[2 * usize::try_from(key).unwrap() + 1];
            let parent = follow(&document, parent).as_dict().unwrap();
            assert_eq!(name(parent.get(b"S").unwrap()), "Link");
            let kids = parent.get(b"K").unwrap().as_array().unwrap().iter();
            let is_kid = kids.filter_map(|kid| kid.as_dict().ok()).any(|kid| {
                kid.get(b"Obj")
                    .and_then(Object::as_reference)
                    .is_ok_and(|object| object == id)
            });
            assert!(is_kid, "{parent:?}");
            let place = entry(&document, annotation, "Rect").as_array().unwrap();
            let place: Vec<f32> = place.iter().map(|edge| edge.as_float().unwrap()).collect();
            found.push((
                number,
                place[0].round(),
                place[2].round(),
                place[1] < place[3],
            ));
        }
    }
    let widths = (found[0].2 - 175.0, found[1].2);
    assert!((30.0..80.0).contains(&widths.0), "{found:?}");
    assert_eq!((found[0].0, found[0].1, found[0].3), (1, 111.0, true));
    assert_eq!(found[1..], [(1, 79.0, 143.0, true), (2, 79.0, 111.0, true)]);
}

#[test]
fn page_labels_begin_at_the_first_number() {
    let faces = faces();
    let mut pages = sample(&faces);
    pages.first_number = 7;
    let document = written(&pages, &faces);
    let labels = entry(&document, catalog(&document), "PageLabels")
        .as_dict()
        .unwrap();
    let numbers = labels.get(b"Nums").unwrap().as_array().unwrap();
    assert_eq!(
        numbers[1]
            .as_dict()
            .unwrap()
            .get(b"St")
            .unwrap()
            .as_i64()
            .unwrap(),
        7
    );
}

#[test]
fn control_characters_are_in_neither_record_of_the_title() {
    let faces = faces();
    let meta = Meta {
        title: "年度\u{0}报告\n（2024）\u{FFFE}".to_owned(),
        ..meta()
    };
    let files: &[EmbeddedFile] = &[];
    let bytes = write(&sample(&faces), &faces, &meta, files).unwrap();
    let document = Document::load_mem(&bytes).unwrap();
    let info = document
        .trailer
        .get(b"Info")
        .unwrap()
        .as_reference()
        .unwrap();
    let info = document.get_object(info).unwrap().as_dict().unwrap();
    assert_eq!(
        text_string(info.get(b"Title").unwrap()),
        "年度报告 （2024）"
    );
    let xmp = entry(&document, catalog(&document), "Metadata")
        .as_stream()
        .unwrap();
    let xmp = String::from_utf8(xmp.content.clone()).unwrap();
    assert!(xmp.contains(">年度报告 （2024）<"), "{xmp}");
}
