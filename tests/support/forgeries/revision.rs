//! What a hostile signer writes in the very update that signs: all of it is covered by a good signature.

use crate::hostile::Revision;
use chengbao_base::formats::pdf::deflate;

/// Kind, name, what is done to an update that signs.
pub(super) type Change = (&'static str, &'static str, fn(&mut Revision<'_>));

/// A state of graphics with these entries.
fn state(entries: &str) -> String {
    format!("/ExtGState<</G0<</Type/ExtGState{entries}>>>>")
}

/// The appearance of a field as other programs make it: a pale sign, a frame, two lines of text.
const STAMP: &str = "q /G0 gs 0.6 0.3 0.5 rg 20 30 m 20 90 60 110 90 60 c h f Q\n\
     q BT /F1 5 Tf 6 TL 10 60 Td (Digitally signed by) Tj T* (Timestamp: 2027-06-01) Tj ET Q\n\
     3 w 0 0 119 119 re S";
const COURIER: &str =
    "/Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Courier/Encoding/WinAnsiEncoding>>>>";

/// The picture of a seal of 40 by 40 pixels: a ring of this colour, and how opaque each pixel is.
fn ring(revision: &mut Revision<'_>, colour: [u8; 3], ground: u8) -> u32 {
    let (mut rgb, mut alpha) = (Vec::new(), Vec::new());
    for y in 0..40_i32 {
        for x in 0..40_i32 {
            let distance = (2 * x - 39).pow(2) + (2 * y - 39).pow(2);
            let is_ring = (36 * 36..38 * 38).contains(&distance);
            rgb.extend(if is_ring { colour } else { [255; 3] });
            alpha.push(if is_ring { 255 } else { ground });
        }
    }
    let head =
        "<</Type/XObject/Subtype/Image/Width 40/Height 40/BitsPerComponent 8/Filter/FlateDecode";
    let mask = format!("{head}/ColorSpace/DeviceGray>>");
    let mask = revision.forge.add_stream(&mask, &deflate(&alpha));
    let picture = format!("{head}/ColorSpace/DeviceRGB/SMask {mask} 0 R>>");
    revision.forge.add_stream(&picture, &deflate(&rgb))
}

/// Certificates for a document security store.
fn store(revision: &mut Revision<'_>, entries: &str) {
    let certificate = revision.forge.add_stream("<<>>", b"\x30\x03\x02\x01\x00");
    let root = revision.forge.root;
    let store = format!("/DSS<</Type/DSS/Certs[{certificate} 0 R]{entries}>>");
    revision.forge.put(root, &store);
}

fn catalog(revision: &mut Revision<'_>, entries: &str) {
    let root = revision.forge.root;
    revision.forge.put(root, entries);
}

/// Adds an annotation to the field's page.
fn annotate(revision: &mut Revision<'_>, annotation: &str) -> u32 {
    let own = revision.forge.add(annotation);
    let (page, field) = (revision.page, revision.field);
    let old = format!("{field} 0 R");
    revision.forge.edit(page, &old, &format!("{old} {own} 0 R"));
    own
}

/// Adds a field to the form.
fn enter(revision: &mut Revision<'_>, own: u32) {
    let (form, field) = (revision.form, revision.field);
    let old = format!("{field} 0 R");
    revision.forge.edit(form, &old, &format!("{old} {own} 0 R"));
}

/// The value between a key and what follows it replaced.
fn replace(revision: &mut Revision<'_>, number: u32, [key, end]: [&str; 2], other: &str) {
    let text = revision.forge.text(number);
    let rest = text
        .split(key)
        .nth(1)
        .unwrap_or_else(|| panic!("{key} in {text}"));
    let old = format!("{key}{}{end}", rest.split(end).next().unwrap());
    revision.forge.edit(number, &old, &format!("{key}{other}"));
}

fn packet(revision: &mut Revision<'_>, old: &str, new: &str) {
    let number = revision.forge.find(&["/Type/Metadata"]);
    let text = String::from_utf8(revision.forge.content(number)).unwrap();
    assert!(text.contains(old), "{old}");
    let object = revision.forge.objects.get_mut(&number).unwrap();
    assert!(!object.text.contains("/Filter"));
    object.data = Some(text.replacen(old, new, 1).into_bytes());
}

/// What an honest signer may add.
pub(super) const HONEST: &[Change] = &[
    ("honest", "a certification", |it| {
        let value = it.value;
        catalog(it, &format!("/Perms<</DocMDP {value} 0 R>>"));
    }),
    ("honest", "a pale sign, a frame and lines of text", |it| {
        it.look(&format!("{COURIER}{}", state("/ca 0.6/CA 0.6")), STAMP);
    }),
    (
        "honest",
        "a red seal that is transparent between its strokes",
        |it| {
            let picture = ring(it, [220, 30, 30], 0);
            it.look(
                &format!("/XObject<</I0 {picture} 0 R>>"),
                "q 119 0 0 119 0 0 cm /I0 Do Q",
            );
        },
    ),
    ("honest", "a red seal like ink", |it| {
        let picture = ring(it, [220, 30, 30], 255);
        let resources = format!("/XObject<</I0 {picture} 0 R>>{}", state("/BM/Multiply"));
        it.look(&resources, "/G0 gs 119 0 0 119 0 0 cm /I0 Do");
    }),
    ("honest", "validation data", |it| {
        let list = it.forge.add_stream("<<>>", b"\x30\x00");
        let name = "0123456789ABCDEF0123456789ABCDEF01234567";
        store(
            it,
            &format!("/CRLs[{list} 0 R]/VRI<</{name}<</CRL[{list} 0 R]/TU(D:20270601120000Z)>>>>"),
        );
    }),
    ("honest", "the date of the change and the program", |it| {
        let info = it.forge.info;
        replace(it, info, ["/ModDate", ")"], "(D:20270601120000+08'00')");
        replace(it, info, ["/Producer", ")"], "(chengbao; pyHanko 0.38.0)");
    }),
];

pub(super) const CHANGES: &[Change] = &[
    ("appearance that covers", "a white area", |it| {
        it.look("", "1 g 0 0 200 200 re f");
    }),
    ("appearance that covers", "a white area as a stroke", |it| {
        it.look("", "1 G 300 w 0 60 m 119 60 l S");
    }),
    ("appearance that covers", "white areas side by side", |it| {
        let mut content = "1 g\n".to_owned();
        for x in 0..40 {
            content.push_str(&format!("{} 0 2.9 119 re f\n", 3 * x));
        }
        it.look("", &content);
    }),
    (
        "appearance that covers",
        "a white area many times, each pale",
        |it| {
            let content = format!("/G0 gs 1 g\n{}", "0 0 119 119 re f\n".repeat(9));
            it.look(&state("/ca 0.5"), &content);
        },
    ),
    (
        "appearance that covers",
        "a white area whose state is set twice",
        |it| {
            it.look(&state("/ca 0.3/CA 0.3"), "q /G0 gs Q 1 g 0 0 119 119 re f");
        },
    ),
    ("appearance that covers", "a white path of curves", |it| {
        it.look("", "1 g 0 0 m 0 200 119 200 119 0 c h f");
    }),
    (
        "appearance that covers",
        "a white area and another date",
        |it| {
            it.look(
                COURIER,
                "1 g 0 0 119 119 re f 0 g BT /F1 12 Tf 10 50 Td (2026-12-31) Tj ET",
            );
        },
    ),
    ("appearance that covers", "a black area like ink", |it| {
        it.look(&state("/BM/Multiply"), "/G0 gs 0 g 0 0 119 119 re f");
    }),
    (
        "appearance that covers",
        "black areas of outlines like ink",
        |it| {
            let mut content = "/G0 gs 0 g\n".to_owned();
            for x in 0..12 {
                for y in 0..12 {
                    content.push_str(&format!("{} {} 9.9 9.9 re\n", 10 * x, 10 * y));
                }
            }
            it.look(&state("/BM/Multiply"), &format!("{content}f"));
        },
    ),
    (
        "appearance that covers",
        "a picture without transparency",
        |it| {
            let picture = ring(it, [220, 30, 30], 255);
            it.look(
                &format!("/XObject<</I0 {picture} 0 R>>"),
                "119 0 0 119 0 0 cm /I0 Do",
            );
        },
    ),
    (
        "appearance that covers",
        "a picture whose mask is inverted",
        |it| {
            let picture = ring(it, [220, 30, 30], 0);
            let mask = it.forge.refers(picture, "/SMask");
            it.forge.put(mask, "/Decode[1 0]");
            it.look(
                &format!("/XObject<</I0 {picture} 0 R>>"),
                "119 0 0 119 0 0 cm /I0 Do",
            );
        },
    ),
    ("appearance that covers", "a black picture like ink", |it| {
        let picture = ring(it, [255; 3], 255);
        let black = deflate(&[0; 4800]);
        it.forge.objects.get_mut(&picture).unwrap().data = Some(black);
        let resources = format!("/XObject<</I0 {picture} 0 R>>{}", state("/BM/Multiply"));
        it.look(&resources, "/G0 gs 119 0 0 119 0 0 cm /I0 Do");
    }),
    ("appearance that covers", "a picture drawn large", |it| {
        let picture = ring(it, [255; 3], 0);
        it.look(
            &format!("/XObject<</I0 {picture} 0 R>>"),
            "q 2000 0 0 2000 -20 -900 cm /I0 Do Q",
        );
    }),
    ("appearance that covers", "a picture of one bit", |it| {
        let picture = it.forge.add_stream(
            "<</Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 1/ImageMask true>>",
            &[0],
        );
        it.look(
            &format!("/XObject<</I0 {picture} 0 R>>"),
            "1 g 119 0 0 119 0 0 cm /I0 Do",
        );
    }),
    ("appearance that covers", "white words", |it| {
        it.look(
            COURIER,
            "1 g BT /F1 40 Tf 0 20 Td (MMMMMM) Tj 0 30 Td (MMMMMM) Tj ET",
        );
    }),
    ("appearance that covers", "large words", |it| {
        it.look(COURIER, "0 g BT /F1 30 Tf 0 40 Td (2026) Tj ET");
    }),
    ("appearance that covers", "words made large", |it| {
        it.look(
            COURIER,
            "q 9 0 0 9 0 0 cm BT /F1 5 Tf 0 5 Td (2026) Tj ET Q",
        );
    }),
    (
        "appearance that covers",
        "words of a font with signs of its own",
        |it| {
            let font = "/Font<</F1<</Type/Font/Subtype/Type3/FontBBox[0 0 1 1]/FontMatrix[1 0 0 1 0 0]\
            /FirstChar 65/LastChar 65/Widths[1]/Encoding<</Differences[65/A]>>/CharProcs<</A 9999 0 R>>>>>>";
            let sign = it.forge.add_stream("<<>>", b"1 0 d0 1 g 0 0 9 9 re f");
            it.look(
                &font.replace("9999", &sign.to_string()),
                "BT /F1 12 Tf 0 0 Td (A) Tj ET",
            );
        },
    ),
    (
        "appearance that covers",
        "words of a font that is embedded",
        |it| {
            let file = it.forge.add_stream("<</Length1 3>>", b"abc");
            let descriptor = it.forge.add(&format!(
                "<</Type/FontDescriptor/FontName/Courier/Flags 4/FontFile {file} 0 R>>"
            ));
            let font = format!(
                "/Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Courier/FontDescriptor {descriptor} 0 R>>>>"
            );
            it.look(&font, "BT /F1 5 Tf 0 0 Td (A) Tj ET");
        },
    ),
    ("appearance that covers", "a shading", |it| {
        let shading = "/Shading<</S0<</ShadingType 2/ColorSpace/DeviceGray/Coords[0 0 1 0]\
            /Function<</FunctionType 2/Domain[0 1]/C0[1]/C1[1]/N 1>>/Extend[true true]>>>>";
        it.look(shading, "/S0 sh");
    }),
    ("appearance that covers", "a pattern", |it| {
        let pattern = it.forge.add_stream(
            "<</Type/Pattern/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 9 9]/XStep 9/YStep 9/Resources<<>>>>",
            b"1 g 0 0 9 9 re f",
        );
        it.look(
            &format!("/Pattern<</P0 {pattern} 0 R>>"),
            "/Pattern cs /P0 scn 0 0 119 119 re f",
        );
    }),
    ("appearance that covers", "a state with a mask", |it| {
        let form = it.form_object("/BBox[0 0 9 9]", "");
        let mask = state(&format!("/ca 0.5/SMask<</S/Luminosity/G {form} 0 R>>"));
        it.look(&mask, "/G0 gs 1 g 0 0 119 119 re f");
    }),
    ("appearance that covers", "an inline image", |it| {
        it.look(
            "",
            "q 119 0 0 119 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /G ID \u{7f} EI Q",
        );
    }),
    ("appearance that covers", "a form within it", |it| {
        let form = it.form_object("/BBox[0 0 119 119]", "1 g 0 0 119 119 re f");
        it.look(&format!("/XObject<</F0 {form} 0 R>>"), "/F0 Do");
    }),
    ("appearance that covers", "content packed twice", |it| {
        let content = deflate(&deflate(b"1 g 0 0 119 119 re f"));
        let look = it.forge.add_stream(
            "<</Type/XObject/Subtype/Form/BBox[0 0 119 119]/Filter[/FlateDecode/FlateDecode]>>",
            &content,
        );
        it.appear(&format!("/AP<</N {look} 0 R>>"));
    }),
    ("appearance outside", "stretched", |it| {
        it.dress("/BBox[0 0 119 119]/Matrix[9 0 0 9 0 0]", STAMP);
    }),
    ("appearance outside", "turned", |it| {
        it.dress("/BBox[0 0 119 119]/Matrix[0.7 0.7 -0.7 0.7 0 0]", "");
    }),
    ("appearance outside", "without area", |it| {
        it.dress("/BBox[0 0 0 0]", "0 g 0 0 500 500 re f");
    }),
    ("appearance outside", "without a box", |it| {
        it.dress("", "0 g 0 0 500 500 re f");
    }),
    ("appearance outside", "a larger field", |it| {
        let field = it.field;
        replace(it, field, ["/Rect[", "]"], "0 0 595 842]");
        it.look("", "1 g 0 0 595 842 re f");
    }),
    ("appearance outside", "a field elsewhere", |it| {
        let field = it.field;
        replace(it, field, ["/Rect[", "]"], "100 400 219 519]");
        it.look("", "0 g 0 0 9 9 re f");
    }),
    ("appearance of another kind", "while pressed", |it| {
        let look = it.form_object("/BBox[0 0 119 119]", "");
        it.appear(&format!("/AP<</N {look} 0 R/D {look} 0 R>>"));
    }),
    ("appearance of another kind", "under the pointer", |it| {
        let look = it.form_object("/BBox[0 0 119 119]", "");
        it.appear(&format!("/AP<</N {look} 0 R/R {look} 0 R>>"));
    }),
    ("appearance of another kind", "by states", |it| {
        let look = it.form_object("/BBox[0 0 119 119]", "");
        it.appear(&format!("/AP<</N<</On {look} 0 R>>>>/AS/On"));
    }),
    ("appearance of another kind", "of another file", |it| {
        it.dress("/BBox[0 0 119 119]/Ref<</F(other.pdf)/Page 0>>", "");
    }),
    ("appearance of another kind", "on a layer", |it| {
        it.dress("/BBox[0 0 119 119]/OC<</Type/OCG/Name(x)>>", "");
    }),
    ("appearance of another kind", "with a tag", |it| {
        it.dress("/BBox[0 0 119 119]/StructParents 0", "");
    }),
    (
        "appearance of another kind",
        "with objects of the document",
        |it| {
            let page = it.page;
            let content = it.forge.refers(page, "/Contents");
            it.look(&format!("/XObject<</F0 {content} 0 R>>"), "/F0 Do");
        },
    ),
    ("appearance of another kind", "with words to copy", |it| {
        it.look(COURIER, "/Span <</ActualText(999)>> BDC EMC");
    }),
    ("annotation", "a stamp", |it| {
        let look = it.form_object("/BBox[0 0 200 99]", "1 g 0 0 200 99 re f");
        annotate(
            it,
            &format!("<</Type/Annot/Subtype/Stamp/Rect[100 500 300 599]/F 4/AP<</N {look} 0 R>>>>"),
        );
    }),
    ("annotation", "free text", |it| {
        annotate(
            it,
            "<</Type/Annot/Subtype/FreeText/Rect[100 500 300 599]/F 4/DA(/Helv 12 Tf)/Contents(999)>>",
        );
    }),
    ("annotation", "a link", |it| {
        annotate(
            it,
            "<</Type/Annot/Subtype/Link/Rect[0 0 595 842]/A<</S/URI/URI(https://evil.example)>>>>",
        );
    }),
    ("annotation", "a note without area", |it| {
        annotate(
            it,
            "<</Type/Annot/Subtype/Text/Rect[9 9 9 9]/Contents(999)>>",
        );
    }),
    ("page", "another content", |it| {
        it.forge
            .draw(1, |content| format!("{content}1 g\n0 0 600 900 re\nf\n"));
    }),
    ("page", "a further content", |it| {
        let content = it.forge.add_stream("<<>>", b"1 g 0 0 600 900 re f");
        let page = it.page;
        let old = it.forge.refers(page, "/Contents");
        it.forge.edit(
            page,
            &format!("/Contents {old} 0 R"),
            &format!("/Contents[{old} 0 R {content} 0 R]"),
        );
    }),
    ("page", "other edges", |it| {
        let page = it.page;
        it.forge.put(page, "/CropBox[0 400 595 842]");
    }),
    ("page", "turned", |it| {
        let page = it.page;
        it.forge.put(page, "/Rotate 180");
    }),
    ("page", "other units", |it| {
        let page = it.page;
        it.forge.put(page, "/UserUnit 2");
    }),
    ("page", "one less", |it| {
        let tree = it.forge.find(&["/Type/Pages"]);
        let pages = it.forge.pages();
        it.forge
            .edit(tree, &format!("/Kids[{} 0 R ", pages[0]), "/Kids[");
        it.forge.edit(
            tree,
            &format!("/Count {}", pages.len()),
            &format!("/Count {}", pages.len() - 1),
        );
    }),
    ("page", "a font", |it| {
        let font = it.forge.find(&["/ToUnicode"]);
        it.forge.edit(font, "/Identity-H", "/Identity-V");
    }),
    ("listed", "a bookmark", |it| {
        let bookmark = it.forge.find(&["/Dest[", "/Prev "]);
        replace(it, bookmark, ["/Title", ">"], "(999)");
    }),
    ("listed", "the title in the packet", |it| {
        packet(it, "x-default\">", "x-default\">999");
    }),
    ("listed", "a title within the program in the packet", |it| {
        packet(
            it,
            "<pdf:Producer>",
            "<pdf:Producer><dc:title>999</dc:title>",
        );
    }),
    (
        "listed",
        "another office as the program in the packet",
        |it| {
            packet(it, "<pdf:Producer>", "<pdf:Producer>某县人民政府 ");
        },
    ),
    ("listed", "the title", |it| {
        let info = it.forge.info;
        replace(it, info, ["/Title", ">"], "(999)");
    }),
    ("listed", "another office as the program", |it| {
        let info = it.forge.info;
        replace(
            it,
            info,
            ["/Producer", ")"],
            "<FEFF67D053BF4EBA6C11653F5E9C>",
        );
    }),
    ("listed", "words as the date", |it| {
        let info = it.forge.info;
        replace(it, info, ["/ModDate", ")"], "(of another office)");
    }),
    ("listed", "an embedded file", |it| {
        let own = it.forge.find(&["/Type/Filespec", "/UF(report.yaml)"]);
        let file = it.forge.refers(own, "/EF<</F");
        let text = String::from_utf8(it.forge.content(file)).unwrap();
        assert!(text.contains("year: 2024"));
        let text = text.replacen("year: 2024", "year: 2023", 1);
        it.forge.set_content(file, text.as_bytes());
    }),
    ("listed", "a further embedded file", |it| {
        let bytes = it.forge.add_stream("<</Type/EmbeddedFile>>", b"x");
        let own = it.forge.add(&format!(
            "<</Type/Filespec/F(x)/UF(x)/EF<</F {bytes} 0 R/UF {bytes} 0 R>>>>"
        ));
        let names = it.forge.find(&["/Names[(document.json)"]);
        it.forge.edit(names, "]", &format!("(x){own} 0 R]"));
    }),
    ("listed", "labels of pages", |it| {
        let root = it.forge.root;
        it.forge.edit(root, "/S/D", "/S/D/St 7");
    }),
    ("form", "appearances to be made anew", |it| {
        let form = it.form;
        it.forge.put(form, "/NeedAppearances true");
    }),
    ("form", "resources", |it| {
        let form = it.form;
        it.forge.put(form, &format!("/DR<<{COURIER}>>"));
    }),
    ("form", "resources with a picture", |it| {
        let picture = ring(it, [0; 3], 255);
        let form = it.form;
        it.forge
            .put(form, &format!("/DR<</XObject<</I0 {picture} 0 R>>>>"));
    }),
    ("form", "a default appearance", |it| {
        let form = it.form;
        it.forge.put(form, "/DA(/Helv 0 Tf 1 g)");
    }),
    ("form", "another form of it", |it| {
        let xfa = it.forge.add_stream("<<>>", b"<xdp/>");
        let form = it.form;
        it.forge.put(form, &format!("/XFA {xfa} 0 R"));
    }),
    ("form", "a field of text", |it| {
        let page = it.page;
        let own = annotate(
            it,
            &format!(
                "<</Type/Annot/Subtype/Widget/FT/Tx/T(x)/V(999)/Rect[100 500 300 599]/F 4/DA(/Helv 12 Tf)/P {page} 0 R>>"
            ),
        );
        enter(it, own);
    }),
    ("form", "a field of text without a widget", |it| {
        let own = it.forge.add("<</FT/Tx/T(x)/V(999)>>");
        enter(it, own);
    }),
    ("form", "a further field of signatures with an area", |it| {
        let page = it.page;
        let own = annotate(
            it,
            &format!(
                "<</Type/Annot/Subtype/Widget/FT/Sig/T(x)/Rect[100 500 300 599]/F 4/P {page} 0 R>>"
            ),
        );
        enter(it, own);
    }),
    ("form", "the same signature in a further field", |it| {
        let (page, value) = (it.page, it.value);
        let own = annotate(
            it,
            &format!(
                "<</Type/Annot/Subtype/Widget/FT/Sig/T(x)/TU(999)/V {value} 0 R/Rect[0 0 0 0]/F 132/P {page} 0 R>>"
            ),
        );
        enter(it, own);
    }),
    ("field", "spoken otherwise", |it| {
        let field = it.field;
        replace(it, field, ["/Contents<", ">"], "FEFF004E006F>");
    }),
    ("field", "described otherwise", |it| {
        let field = it.field;
        replace(it, field, ["/TU<", ">"], "FEFF004E006F>");
    }),
    ("field", "another name", |it| {
        let field = it.field;
        it.forge.edit(field, "/T(Signature1)", "/T(Signature2)");
    }),
    ("field", "a caption", |it| {
        let field = it.field;
        it.forge.put(field, "/MK<</CA(999)/BG[1]>>");
    }),
    ("field", "hidden", |it| {
        let field = it.field;
        it.forge.edit(field, "/F 4", "/F 6");
    }),
    ("field", "not printed", |it| {
        let field = it.field;
        it.forge.edit(field, "/F 4", "/F 0");
    }),
    ("field", "a border", |it| {
        let field = it.field;
        it.forge.put(field, "/BS<</W 90>>");
    }),
    ("field", "an action", |it| {
        let field = it.field;
        it.forge
            .put(field, "/A<</S/URI/URI(https://evil.example)>>");
    }),
    ("field", "actions at events", |it| {
        let field = it.field;
        it.forge.put(field, "/AA<</E<</S/JavaScript/JS(1)>>>>");
    }),
    ("script", "when opened", |it| {
        catalog(it, "/OpenAction<</S/JavaScript/JS(1)>>");
    }),
    ("script", "at events", |it| {
        catalog(it, "/AA<</WP<</S/JavaScript/JS(1)>>>>");
    }),
    ("script", "of a page", |it| {
        let page = it.page;
        it.forge.put(page, "/AA<</O<</S/JavaScript/JS(1)>>>>");
    }),
    ("script", "by name", |it| {
        let root = it.forge.root;
        it.forge.edit(
            root,
            "/EmbeddedFiles",
            "/JavaScript<</Names[(x)<</S/JavaScript/JS(1)>>]>>/EmbeddedFiles",
        );
    }),
    ("catalog", "layers", |it| {
        catalog(it, "/OCProperties<</OCGs[]/D<<>>>>");
    }),
    ("catalog", "rights of use", |it| {
        let value = it.value;
        catalog(it, &format!("/Perms<</UR3 {value} 0 R>>"));
    }),
    ("catalog", "another language", |it| {
        let root = it.forge.root;
        it.forge.edit(root, "/Lang(zh-CN)", "/Lang(en)");
    }),
    ("catalog", "an unknown version", |it| {
        catalog(it, "/Version/3.0")
    }),
    ("catalog", "a version that is a text", |it| {
        catalog(it, "/Version(2.0)")
    }),
    ("catalog", "an extension with a note", |it| {
        catalog(
            it,
            "/Extensions<</ISO_[<</BaseVersion/2.0/ExtensionLevel 32002/Note(999)>>]>>",
        );
    }),
    ("catalog", "an extension that is a text", |it| {
        catalog(it, "/Extensions<</ISO_(999)>>");
    }),
    ("catalog", "extensions of an unknown kind", |it| {
        catalog(it, "/Extensions<</Developer<</ExtensionLevel 1>>>>");
    }),
    ("catalog", "extensions with objects", |it| {
        let file = it.forge.add_stream("<</Type/EmbeddedFile>>", b"x");
        catalog(it, &format!("/Extensions<</X<</F {file} 0 R>>>>"));
    }),
    ("validation data", "an unknown entry", |it| {
        store(it, "/Note(999)");
    }),
    ("validation data", "a file", |it| {
        let file = it.forge.add_stream("<</Type/EmbeddedFile>>", b"x");
        store(it, &format!("/CRLs[{file} 0 R]"));
    }),
    ("validation data", "a specification of a file", |it| {
        let file = it.forge.add_stream("<</Type/EmbeddedFile>>", b"x");
        let own = it.forge.add(&format!(
            "<</Type/Filespec/F(x)/UF(x)/EF<</F {file} 0 R>>>>"
        ));
        store(it, &format!("/OCSPs[{own} 0 R]"));
    }),
    ("validation data", "a form", |it| {
        let form = it.form_object("/BBox[0 0 9 9]", "0 0 9 9 re f");
        store(
            it,
            &format!("/VRI<</0123456789ABCDEF0123456789ABCDEF01234567<</Cert[{form} 0 R]>>>>"),
        );
    }),
    ("validation data", "an unknown entry of a signature", |it| {
        store(
            it,
            "/VRI<</0123456789ABCDEF0123456789ABCDEF01234567<</Note(999)>>>>",
        );
    }),
    ("validation data", "a signature of an odd name", |it| {
        store(it, "/VRI<</Annots<</TU(D:20270601120000Z)>>>>");
    }),
    ("validation data", "words as a time", |it| {
        store(
            it,
            "/VRI<</0123456789ABCDEF0123456789ABCDEF01234567<</TU(of another office)>>>>",
        );
    }),
    ("validation data", "something that is no list", |it| {
        let page = it.page;
        store(it, &format!("/OCSPs {page} 0 R"));
    }),
    ("validation data", "a page", |it| {
        let page = it.forge.text(it.page).to_owned();
        let page = it.forge.add(&page);
        store(it, &format!("/OCSPs[{page} 0 R]"));
    }),
    ("tags", "a cell spoken otherwise", |it| {
        let cell = it.forge.find(&["/S/TD", "/Headers"]);
        it.forge.put(cell, "/ActualText(999)");
    }),
    ("tags", "no tree", |it| {
        let root = it.forge.root;
        let tree = it.forge.refers(root, "/StructTreeRoot");
        it.forge
            .edit(root, &format!("/StructTreeRoot {tree} 0 R"), "");
    }),
    ("unused", "an object", |it| {
        it.forge.add("<</Type/Page/Contents(x)>>");
    }),
    ("unused", "an object of the signature's value", |it| {
        let page = it.forge.text(it.page).to_owned();
        let page = it.forge.add(&page);
        let value = it.value;
        it.forge.put(value, &format!("/Page {page} 0 R"));
    }),
];
