//! What is heard, copied or listed: tags, bookmarks, labels, titles, catalog.

use super::Change;
use crate::forge::Forge;

/// A cell of data with a mark.
fn cell(forge: &Forge) -> u32 {
    let cells = forge
        .objects
        .iter()
        .filter(|(_, it)| it.text.contains("/S/TD"));
    let mut cells = cells.filter(|(_, it)| it.text.contains("/K ") && it.text.contains("/Headers"));
    *cells.next().unwrap().0
}

fn rows(forge: &Forge) -> (u32, [u32; 2]) {
    let body = forge
        .objects
        .iter()
        .filter(|(_, it)| it.text.contains("/S/TBody"));
    let (number, object) = body.max_by_key(|(_, it)| it.text.len()).unwrap();
    let kids = object.text.split("/K[").nth(1).unwrap();
    let mut kids = kids.split(" 0 R").map(|it| it.trim().parse().unwrap());
    (*number, [kids.next().unwrap(), kids.next().unwrap()])
}

fn catalog(forge: &mut Forge, entries: &str) {
    let root = forge.root;
    forge.put(root, entries);
}

fn bookmark(forge: &Forge) -> u32 {
    forge.find(&["/Dest[", "/Prev "])
}

fn packet(forge: &mut Forge, old: &str, new: &str) {
    let number = forge.find(&["/Type/Metadata"]);
    let object = forge.objects.get_mut(&number).unwrap();
    let text = String::from_utf8(object.data.clone().unwrap()).unwrap();
    assert!(text.contains(old), "{old}");
    object.data = Some(text.replacen(old, new, 1).into_bytes());
}

/// A text in UTF-16.
fn text(words: &str) -> String {
    let units = words.encode_utf16().map(|unit| format!("{unit:04X}"));
    format!("<FEFF{}>", units.collect::<String>())
}

pub(super) const CHANGES: &[Change] = &[
    ("spoken", "a cell", |forge| {
        let cell = cell(forge);
        forge.put(cell, "/ActualText(999)");
    }),
    ("spoken", "instead of a cell", |forge| {
        let cell = cell(forge);
        forge.put(cell, "/Alt(999)");
    }),
    ("spoken", "a cell spelled out", |forge| {
        let cell = cell(forge);
        forge.put(cell, "/E(999)");
    }),
    ("spoken", "a picture", |forge| {
        let figure = forge.find(&["/S/Figure"]);
        let words = forge
            .text(figure)
            .split("/Alt")
            .nth(1)
            .unwrap()
            .split('>')
            .next()
            .unwrap()
            .to_owned();
        forge.edit(
            figure,
            &format!("/Alt{words}>"),
            &format!("/Alt{}", text("别的")),
        );
    }),
    ("spoken", "in another language", |forge| {
        let cell = cell(forge);
        forge.put(cell, "/Lang(en)");
    }),
    ("structure", "rows in another order", |forge| {
        let (body, [one, two]) = rows(forge);
        forge.edit(
            body,
            &format!("{one} 0 R {two} 0 R"),
            &format!("{two} 0 R {one} 0 R"),
        );
    }),
    ("structure", "a row less", |forge| {
        let (body, [one, _]) = rows(forge);
        forge.edit(body, &format!("{one} 0 R "), "");
    }),
    ("structure", "other headers", |forge| {
        let cell = cell(forge);
        let headers = forge
            .text(cell)
            .split("/Headers[")
            .nth(1)
            .unwrap()
            .split(']')
            .next()
            .unwrap()
            .to_owned();
        forge.edit(
            cell,
            &format!("/Headers[{headers}]"),
            "/Headers[(h000009)(h000009)]",
        );
    }),
    ("structure", "another kind of element", |forge| {
        let cell = cell(forge);
        forge.edit(cell, "/S/TD", "/S/Artifact");
    }),
    ("structure", "other content", |forge| {
        let cell = cell(forge);
        let number = forge.text(cell).split("/K ").nth(1).unwrap();
        let number: String = number.chars().take_while(char::is_ascii_digit).collect();
        forge.edit(cell, &format!("/K {number}"), "/K 0");
    }),
    ("structure", "roles", |forge| {
        let tree = forge.find(&["/Type/StructTreeRoot"]);
        forge.put(tree, "/RoleMap<</TD/Artifact>>");
    }),
    ("structure", "classes", |forge| {
        let tree = forge.find(&["/Type/StructTreeRoot"]);
        forge.put(tree, "/ClassMap<<>>");
    }),
    ("structure", "parents exchanged", |forge| {
        let parents = forge.find(&["/Nums[0 "]);
        let text = forge.text(parents).to_owned();
        let numbers: Vec<&str> = text.split("[0 ").nth(1).unwrap().split(' ').collect();
        let (one, two) = (numbers[0], numbers[4]);
        let old = format!("0 {one} 0 R 1 {two} 0 R");
        forge.edit(parents, &old, &format!("0 {two} 0 R 1 {one} 0 R"));
    }),
    ("structure", "no tree", |forge| {
        let root = forge.root;
        let tree = forge.refers(root, "/StructTreeRoot");
        forge.edit(root, &format!("/StructTreeRoot {tree} 0 R"), "");
    }),
    ("structure", "a claim that tags are guessed", |forge| {
        let root = forge.root;
        forge.edit(root, "/Marked true", "/Marked false");
    }),
    ("structure", "identifiers that lead elsewhere", |forge| {
        let names = forge.find(&["/Names[(h0"]);
        let text = forge.text(names).to_owned();
        let first = text
            .split(')')
            .nth(1)
            .unwrap()
            .split(" 0 R")
            .next()
            .unwrap()
            .to_owned();
        let cell = cell(forge);
        forge.edit(names, &format!("){first} 0 R"), &format!("){cell} 0 R"));
    }),
    ("bookmark", "another title", |forge| {
        let bookmark = bookmark(forge);
        let title = forge
            .text(bookmark)
            .split("/Title")
            .nth(1)
            .unwrap()
            .split('>')
            .next()
            .unwrap()
            .to_owned();
        forge.edit(
            bookmark,
            &format!("/Title{title}>"),
            &format!("/Title{}", text("别的")),
        );
    }),
    ("bookmark", "another place", |forge| {
        let bookmark = bookmark(forge);
        forge.edit(bookmark, "/XYZ null", "/XYZ 9");
    }),
    ("bookmark", "another page", |forge| {
        let (bookmark, pages) = (bookmark(forge), forge.pages());
        let page = forge.refers(bookmark, "/Dest[");
        let other = pages.iter().find(|it| **it != page).unwrap();
        forge.edit(
            bookmark,
            &format!("/Dest[{page} "),
            &format!("/Dest[{other} "),
        );
    }),
    ("bookmark", "an address", |forge| {
        let bookmark = bookmark(forge);
        forge.put(bookmark, "/A<</S/URI/URI(https://evil.example)>>");
    }),
    ("bookmark", "coloured", |forge| {
        let bookmark = bookmark(forge);
        forge.put(bookmark, "/C[1 1 1]/F 2");
    }),
    ("bookmark", "none", |forge| {
        let root = forge.root;
        let outlines = forge.refers(root, "/Outlines");
        forge.edit(root, &format!("/Outlines {outlines} 0 R"), "");
    }),
    ("labels", "other numbers", |forge| {
        let root = forge.root;
        forge.edit(root, "/S/D", "/S/D/St 7");
    }),
    ("labels", "a text", |forge| {
        let root = forge.root;
        forge.edit(root, "/S/D", "/S/D/P(999)");
    }),
    ("labels", "none", |forge| {
        let root = forge.root;
        forge.edit(root, "/PageLabels<</Nums[0<</S/D>>]>>", "");
    }),
    ("title", "of another office", |forge| {
        let info = forge.info;
        let title = forge
            .text(info)
            .split("/Title")
            .nth(1)
            .unwrap()
            .split('>')
            .next()
            .unwrap()
            .to_owned();
        forge.edit(
            info,
            &format!("/Title{title}>"),
            &format!("/Title{}", text("某县人民政府")),
        );
    }),
    ("title", "of another author", |forge| {
        let info = forge.info;
        let author = forge
            .text(info)
            .split("/Author")
            .nth(1)
            .unwrap()
            .split('>')
            .next()
            .unwrap()
            .to_owned();
        forge.edit(
            info,
            &format!("/Author{author}>"),
            &format!("/Author{}", text("某县")),
        );
    }),
    ("title", "keywords", |forge| {
        let info = forge.info;
        forge.put(info, "/Keywords(999)");
    }),
    ("title", "another date", |forge| {
        let info = forge.info;
        forge.edit(info, "/ModDate(D:2025", "/ModDate(D:2024");
    }),
    ("title", "another producer", |forge| {
        let info = forge.info;
        forge.edit(info, "/Producer(chengbao)", "/Producer(other)");
    }),
    ("title", "not shown", |forge| {
        let root = forge.root;
        forge.edit(root, "/DisplayDocTitle true", "/DisplayDocTitle false");
    }),
    ("packet", "another title", |forge| {
        packet(forge, "x-default\">", "x-default\">别的")
    }),
    ("packet", "another date", |forge| {
        packet(forge, "<xmp:ModifyDate>2025", "<xmp:ModifyDate>2024")
    }),
    ("packet", "another part", |forge| {
        packet(forge, "<pdfaid:part>3", "<pdfaid:part>1")
    }),
    ("packet", "a comment", |forge| {
        packet(forge, "<rdf:RDF", "<!-- x --><rdf:RDF")
    }),
    ("packet", "a further property", |forge| {
        packet(
            forge,
            "<pdf:Producer>",
            "<dc:subject>x</dc:subject><pdf:Producer>",
        );
    }),
    ("packet", "none", |forge| {
        let root = forge.root;
        let packet = forge.refers(root, "/Metadata");
        forge.edit(root, &format!("/Metadata {packet} 0 R"), "");
        forge.objects.remove(&packet);
    }),
    ("catalog", "a script", |forge| {
        catalog(forge, "/OpenAction<</S/JavaScript/JS(1)>>")
    }),
    ("catalog", "a page to open with", |forge| {
        let page = forge.pages()[1];
        catalog(forge, &format!("/OpenAction[{page} 0 R/Fit]"));
    }),
    ("catalog", "scripts at events", |forge| {
        catalog(forge, "/AA<</WP<</S/JavaScript/JS(1)>>>>");
    }),
    ("catalog", "layers", |forge| {
        catalog(forge, "/OCProperties<</OCGs[]/D<<>>>>")
    }),
    ("catalog", "a portfolio", |forge| {
        catalog(forge, "/Collection<</View/H>>")
    }),
    ("catalog", "a base of addresses", |forge| {
        catalog(forge, "/URI<</Base(https://evil.example/)>>")
    }),
    ("catalog", "threads", |forge| catalog(forge, "/Threads[]")),
    ("catalog", "a version", |forge| {
        catalog(forge, "/Version/2.0")
    }),
    ("catalog", "requirements", |forge| {
        catalog(forge, "/Requirements[<</S/EnableJavaScripts>>]")
    }),
    ("catalog", "named places", |forge| {
        catalog(forge, "/Dests<<>>")
    }),
    ("catalog", "private data", |forge| {
        catalog(forge, "/PieceInfo<<>>")
    }),
    ("catalog", "permissions without a signature", |forge| {
        catalog(forge, "/Perms<</UR3<<>>>>");
    }),
    ("catalog", "validation data without a signature", |forge| {
        catalog(forge, "/DSS<<>>")
    }),
    ("catalog", "extensions", |forge| {
        catalog(
            forge,
            "/Extensions<</ADBE<</BaseVersion/1.7/ExtensionLevel 3>>>>",
        );
    }),
    ("catalog", "another language", |forge| {
        let root = forge.root;
        forge.edit(root, "/Lang(zh-CN)", "/Lang(en)");
    }),
    ("catalog", "another mode", |forge| {
        let root = forge.root;
        forge.edit(root, "/PageMode/UseOutlines", "/PageMode/UseAttachments");
    }),
    ("catalog", "preferences", |forge| {
        let root = forge.root;
        forge.edit(
            root,
            "/DisplayDocTitle true",
            "/DisplayDocTitle true/HideToolbar true/PrintScaling/None",
        );
    }),
    ("colours", "another profile", |forge| {
        let profile = forge.find(&["/N 3"]);
        let mut bytes = forge.content(profile);
        let last = bytes.len() - 1;
        bytes[last] ^= 0x55;
        forge.set_content(profile, &bytes);
    }),
    ("colours", "another intent", |forge| {
        let root = forge.root;
        forge.edit(root, "/GTS_PDFA1", "/GTS_PDFX");
    }),
];
