//! Pages written and read again.

mod advance;
mod archive;
mod drawing;
mod field;
mod reader;
mod sample;

use lopdf::{Dictionary, Document, Object};

use self::reader::{Shown, entry, follow, read};
use self::sample::{Builder, faces, meta, sample};
use super::*;
use crate::typeset::{Item, NodeId, Owner, Page, Tag};
use chengbao_base::style::Typeface;

fn written(pages: &Pages, faces: &FaceSet) -> Document {
    let bytes = write(pages, faces, &meta(), &[]).unwrap();
    Document::load_mem(&bytes).unwrap()
}

fn text_of(page: &[Shown]) -> String {
    page.iter().map(|shown| shown.character.as_str()).collect()
}

fn text_string(object: &Object) -> String {
    lopdf::decode_text_string(object).unwrap()
}

#[test]
fn text_comes_out_as_it_went_in() {
    let faces = faces();
    let pages = sample(&faces);
    let document = written(&pages, &faces);
    for (page, shown) in pages.pages.iter().zip(read(&document)) {
        let put_in: String = page
            .items
            .iter()
            .filter_map(|item| {
                if let Item::Glyphs(run) = item {
                    Some(run)
                } else {
                    None
                }
            })
            .flat_map(|run| run.glyphs.iter().map(|glyph| glyph.character))
            .collect();
        assert_eq!(text_of(&shown), put_in);
    }
}

/// The largest distance of a glyph from its intended position.
fn farthest(pages: &Pages, document: &Document) -> f64 {
    let mut farthest = 0.0_f64;
    for (page, shown) in pages.pages.iter().zip(read(document)) {
        let placed = page.items.iter().flat_map(|item| match item {
            Item::Glyphs(run) => run
                .glyphs
                .iter()
                .map(|glyph| (f64::from(run.x) + f64::from(glyph.dx), f64::from(run.y)))
                .collect(),
            _ => Vec::new(),
        });
        for ((x, y), shown) in placed.zip(shown) {
            farthest = farthest.max((x - shown.x).abs()).max((y - shown.y).abs());
        }
    }
    farthest
}

#[test]
fn every_glyph_stands_within_a_hundredth_of_a_point_of_its_place() {
    let faces = faces();
    let mut pages = sample(&faces);
    assert!(farthest(&pages, &written(&pages, &faces)) < 0.01);
    // No two glyphs at the same distance: a character spacing would not help.
    let runs = pages.pages.iter_mut().flat_map(|page| &mut page.items);
    for item in runs {
        if let Item::Glyphs(run) = item {
            for (index, glyph) in run.glyphs.iter_mut().enumerate() {
                glyph.dx += 0.37 * ((index * index) as f32 * 0.618).fract();
            }
        }
    }
    assert!(farthest(&pages, &written(&pages, &faces)) < 0.01);
}

#[test]
fn a_line_on_the_grid_is_one_string() {
    let faces = faces();
    let mut sheet = Builder::new(&faces, 1);
    let node = sheet.node(NodeId(0), Tag::Paragraph);
    let text = "全面推进政务公开事项不断提升政府透明度和公信力切实保障";
    sheet.line(
        0,
        Owner::Node(node),
        Typeface::FangSong,
        16.0,
        15.793,
        (79.37, 700.0),
        text,
    );
    let document = written(&sheet.pages, &faces);
    let page = document.get_pages()[&1];
    let content = String::from_utf8(document.get_page_content(page)).unwrap();
    assert_eq!(content.matches("Tj").count(), 1, "{content}");
    assert!(content.contains("-0.207 Tc"), "{content}");
}

#[test]
fn characters_that_share_a_glyph_come_out_apart() {
    let faces = faces();
    let mut sheet = Builder::new(&faces, 1);
    let node = sheet.node(NodeId(0), Tag::Paragraph);
    // FandolFang draws · • ・ with one glyph, and 一 as well as the radical ⼀.
    let text = "·•・⼀一…⋯报";
    sheet.line(
        0,
        Owner::Node(node),
        Typeface::FangSong,
        16.0,
        16.0,
        (79.0, 700.0),
        text,
    );
    let glyphs: Vec<u16> = match &sheet.pages.pages[0].items[..] {
        [Item::Glyphs(run)] => run.glyphs.iter().map(|glyph| glyph.id).collect(),
        _ => panic!("one run"),
    };
    assert_eq!(
        (glyphs[0], glyphs[0], glyphs[3]),
        (glyphs[1], glyphs[2], glyphs[4])
    );
    let document = written(&sheet.pages, &faces);
    let shown = &read(&document)[0];
    assert_eq!(text_of(shown), text);
    assert_eq!(shown[0].glyph, shown[2].glyph);
    assert_eq!(shown[3].glyph, shown[4].glyph);
    assert_ne!(shown[4].glyph, shown[7].glyph);
}

#[test]
fn a_character_beyond_the_basic_plane_comes_out_whole() {
    let faces = faces();
    let mut sheet = Builder::new(&faces, 1);
    let node = sheet.node(NodeId(0), Tag::Paragraph);
    sheet.line(
        0,
        Owner::Node(node),
        Typeface::SongTi,
        16.0,
        16.0,
        (79.0, 700.0),
        "𨱇林",
    );
    assert_eq!(text_of(&read(&written(&sheet.pages, &faces))[0]), "𨱇林");
}

#[test]
fn more_objects_than_one_object_stream_takes_are_all_found() {
    let faces = faces();
    let mut sheet = Builder::new(&faces, 1);
    for number in 0..2500 {
        let node = sheet.node(NodeId(0), Tag::Paragraph);
        let place = (79.0, 800.0 - 0.3 * number as f32);
        sheet.line(
            0,
            Owner::Node(node),
            Typeface::SongTi,
            10.5,
            10.5,
            place,
            "报",
        );
    }
    let document = written(&sheet.pages, &faces);
    let root = entry(&document, catalog(&document), "StructTreeRoot")
        .as_dict()
        .unwrap();
    let top = entry(&document, root, "K").as_dict().unwrap();
    let kids = top.get(b"K").unwrap().as_array().unwrap();
    let paragraphs = kids.iter().filter(|kid| {
        follow(&document, kid)
            .as_dict()
            .unwrap()
            .get(b"S")
            .unwrap()
            .as_name()
            .unwrap()
            == b"P"
    });
    assert_eq!(paragraphs.count(), 2500);
}

#[test]
fn one_character_drawn_in_two_ways_keeps_both() {
    let faces = faces();
    let mut sheet = Builder::new(&faces, 1);
    let node = sheet.node(NodeId(0), Tag::Paragraph);
    sheet.line(
        0,
        Owner::Node(node),
        Typeface::FangSong,
        16.0,
        16.0,
        (79.0, 700.0),
        "报告报告",
    );
    if let Item::Glyphs(run) = &mut sheet.pages.pages[0].items[0] {
        run.glyphs[2].id = run.glyphs[1].id;
    }
    let document = written(&sheet.pages, &faces);
    let shown = &read(&document)[0];
    assert_eq!(text_of(shown), "报告报告");
    assert_ne!(shown[0].glyph, shown[2].glyph);
}

#[test]
fn the_same_pages_give_the_same_bytes() {
    let faces = faces();
    let pages = sample(&faces);
    let first = write(&pages, &faces, &meta(), &[]).unwrap();
    let again = write(&pages, &self::faces(), &meta(), &[]).unwrap();
    assert!(first == again);
    let other = write(
        &pages,
        &faces,
        &Meta {
            date: None,
            ..meta()
        },
        &[],
    )
    .unwrap();
    assert!(first != other);
    assert!(!other.windows(6).any(|bytes| bytes == b"(D:202"));
}

/// The structure tree, one element per line: `TH Column 2×1 [3]` with the MCIDs of its content.
fn outline_of(document: &Document, object: &Object, depth: usize, lines: &mut Vec<String>) {
    let element = follow(document, object).as_dict().unwrap();
    let tag = String::from_utf8_lossy(element.get(b"S").unwrap().as_name().unwrap()).into_owned();
    let mut line = format!("{}{tag}", "  ".repeat(depth));
    if let Ok(id) = element.get(b"ID") {
        line.push_str(&format!(" #{}", text_string(id)));
    }
    if let Ok(attributes) = element.get(b"A").and_then(Object::as_dict) {
        for (key, value) in attributes.iter().filter(|(key, _)| key.as_slice() != b"O") {
            let value = match value {
                Object::Name(name) => String::from_utf8_lossy(name).into_owned(),
                Object::Integer(value) => value.to_string(),
                Object::Array(values) => {
                    let values: Vec<String> = values.iter().map(text_string).collect();
                    values.join(",")
                }
                value => text_string(value),
            };
            line.push_str(&format!(" {}={value}", String::from_utf8_lossy(key)));
        }
    }
    let at = lines.len();
    lines.push(String::new());
    let kids = match element.get(b"K") {
        Ok(Object::Array(kids)) => kids.clone(),
        Ok(kid) => vec![kid.clone()],
        Err(_) => Vec::new(),
    };
    for kid in &kids {
        match follow(document, kid) {
            Object::Integer(id) => line.push_str(&format!(" [{id}]")),
            Object::Dictionary(other) if other.has(b"MCID") => {
                line.push_str(&format!(
                    " [{} elsewhere]",
                    other.get(b"MCID").unwrap().as_i64().unwrap()
                ));
            }
            _ => {
                line.push_str(" ·");
                outline_of(document, kid, depth + 1, lines);
            }
        }
    }
    lines[at] = line;
}

fn catalog(document: &Document) -> &Dictionary {
    document.catalog().unwrap()
}

#[test]
fn the_structure_tree_says_what_everything_is_in_reading_order() {
    let faces = faces();
    let document = written(&sample(&faces), &faces);
    let root = entry(&document, catalog(&document), "StructTreeRoot")
        .as_dict()
        .unwrap();
    let mut lines = Vec::new();
    outline_of(&document, root.get(b"K").unwrap(), 0, &mut lines);
    let expected = [
        "Document · · · ·",
        "  H1 [0]",
        "  H2 [1]",
        "  P · [3] [0 elsewhere]",
        "    Span [2]",
        "  Table Summary=二、主动公开办事信息情况 · ·",
        "    THead · ·",
        "      TR · ·",
        "        TH #h000008 RowSpan=2 Scope=Column [1]",
        "        TH #h000009 ColSpan=2 Scope=Column [2]",
        "      TR · ·",
        "        TH #h000011 Headers=h000009 Scope=Column [3]",
        "        TH #h000012 Headers=h000009 Scope=Column [4]",
        "    TBody ·",
        "      TR · · ·",
        "        TH #h000015 Headers=h000008 Scope=Row [5]",
        "        TD Headers=h000009,h000011,h000015 [6]",
        "        TD Headers=h000009,h000012,h000015",
    ];
    assert_eq!(lines, expected);
}

#[test]
fn the_way_back_from_content_leads_to_its_element() {
    let faces = faces();
    let document = written(&sample(&faces), &faces);
    let root = entry(&document, catalog(&document), "StructTreeRoot")
        .as_dict()
        .unwrap();
    let parents = entry(&document, root, "ParentTree").as_dict().unwrap();
    let numbers = parents.get(b"Nums").unwrap().as_array().unwrap();
    for (number, shown) in read(&document).iter().enumerate() {
        let page = document
            .get_object(document.get_pages()[&(number as u32 + 1)])
            .unwrap();
        let key = page.as_dict().unwrap().get(b"StructParents").unwrap();
        let at = numbers.iter().position(|each| each == key).unwrap();
        let back = follow(&document, &numbers[at + 1]).as_array().unwrap();
        for shown in shown
            .iter()
            .filter(|shown| !shown.mark.starts_with("Artifact"))
        {
            let (tag, id) = shown.mark.split_once(' ').unwrap();
            let element = follow(&document, &back[id.parse::<usize>().unwrap()]);
            assert_eq!(
                element
                    .as_dict()
                    .unwrap()
                    .get(b"S")
                    .unwrap()
                    .as_name()
                    .unwrap(),
                tag.as_bytes()
            );
        }
    }
}

#[test]
fn page_numbers_are_artifacts() {
    let faces = faces();
    for (number, shown) in read(&written(&sample(&faces), &faces)).iter().enumerate() {
        let furniture: Vec<Shown> = shown
            .iter()
            .filter(|shown| shown.mark == "Artifact Pagination")
            .cloned()
            .collect();
        assert_eq!(text_of(&furniture), format!("— {} —", number + 1));
    }
}

#[test]
fn bookmarks_are_as_deep_as_headings() {
    fn collect(document: &Document, parent: &Dictionary, depth: usize, lines: &mut Vec<String>) {
        let mut next = parent.get(b"First").ok();
        while let Some(object) = next {
            let item = follow(document, object).as_dict().unwrap();
            let count = item
                .get(b"Count")
                .map_or(0, |count| count.as_i64().unwrap());
            let title = text_string(item.get(b"Title").unwrap());
            lines.push(format!("{}{title} {count}", "  ".repeat(depth)));
            collect(document, item, depth + 1, lines);
            next = item.get(b"Next").ok();
        }
    }
    let faces = faces();
    let document = written(&sample(&faces), &faces);
    let outlines = entry(&document, catalog(&document), "Outlines")
        .as_dict()
        .unwrap();
    let mut lines = Vec::new();
    collect(&document, outlines, 0, &mut lines);
    assert_eq!(
        lines,
        [
            "某市2024年度报告 3",
            "  一、总体情况 1",
            "    （一）主动公开 0",
            "  Annex (A\\) 1) 0"
        ]
    );
    assert_eq!(outlines.get(b"Count").unwrap().as_i64().unwrap(), 4);
}

#[test]
fn the_file_says_title_author_language_and_date() {
    let faces = faces();
    let bytes = write(&sample(&faces), &faces, &meta(), &[]).unwrap();
    let document = Document::load_mem(&bytes).unwrap();
    let info = document.get_object(
        document
            .trailer
            .get(b"Info")
            .unwrap()
            .as_reference()
            .unwrap(),
    );
    let info = info.unwrap().as_dict().unwrap();
    assert_eq!(text_string(info.get(b"Title").unwrap()), meta().title);
    assert_eq!(text_string(info.get(b"Author").unwrap()), meta().author);
    assert_eq!(
        text_string(info.get(b"CreationDate").unwrap()),
        "D:20250124000000+08'00'"
    );
    let catalog = catalog(&document);
    assert_eq!(text_string(catalog.get(b"Lang").unwrap()), "zh-CN");
    let xmp = entry(&document, catalog, "Metadata").as_stream().unwrap();
    let xmp = String::from_utf8(xmp.content.clone()).unwrap();
    assert!(
        xmp.contains("某市&lt;人民&gt;政府2024年机关事项办理工作年度报告 &amp; 附件"),
        "{xmp}"
    );
    assert!(xmp.contains("2025-01-24T00:00:00+08:00"), "{xmp}");
    let id = document.trailer.get(b"ID").unwrap().as_array().unwrap();
    assert_eq!((id.len(), id[0].as_str().unwrap().len()), (2, 16));
}

#[test]
fn what_is_no_place_or_no_element_is_refused() {
    fn fault(change: impl Fn(&mut Pages)) -> PdfError {
        let faces = faces();
        let mut pages = sample(&faces);
        change(&mut pages);
        write(&pages, &faces, &meta(), &[]).unwrap_err()
    }
    fn check(change: impl Fn(&mut Pages)) {
        let error = fault(change);
        assert!(matches!(error, PdfError::Pages { .. }), "{error}");
    }
    fn first_run(page: &mut Page) -> &mut crate::typeset::GlyphRun {
        match &mut page.items[0] {
            Item::Glyphs(run) => run,
            _ => panic!("a run is first"),
        }
    }
    check(|pages| first_run(&mut pages.pages[0]).x = f32::NAN);
    check(|pages| first_run(&mut pages.pages[0]).size = 0.0);
    check(|pages| first_run(&mut pages.pages[0]).glyphs[0].dx = f32::INFINITY);
    check(|pages| first_run(&mut pages.pages[0]).owner = Owner::Node(NodeId(9999)));
    check(|pages| pages.outline[0].page = 7);
    check(|pages| pages.structure.elements[3].parent = Some(NodeId(5)));
    check(|pages| pages.structure.elements.clear());
    check(|pages| {
        for element in &mut pages.structure.elements {
            if let Tag::DataCell { headers, .. } = &mut element.tag {
                headers.push(NodeId(0));
            }
        }
    });
    check(|pages| pages.width = f32::NAN);
    let error = fault(|pages| first_run(&mut pages.pages[0]).face = crate::typeset::FaceId(99));
    assert!(matches!(error, PdfError::Font(_)), "{error}");
    let error = fault(|pages| first_run(&mut pages.pages[0]).glyphs[0].id = 65_000);
    assert!(matches!(error, PdfError::Subset { .. }), "{error}");
}
