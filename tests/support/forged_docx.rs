//! Forged DOCX files: changes of a final document before a trusted key signs it, so that signature, chain
//! and coverage are good and only what is shown is another thing than the data. By kind and name.

use super::signed_docx::Parts;

/// A forgery: kind, name, what it does.
pub type Forgery = (&'static str, &'static str, fn(&mut Parts));

const DOCUMENT: &str = "word/document.xml";
const RELATIONSHIPS: &str = "word/_rels/document.xml.rels";
const TYPES: &str = "[Content_Types].xml";
const STYLES: &str = "word/styles.xml";
const SETTINGS: &str = "word/settings.xml";
const DATA: &str = "customXml/item1.xml";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const MC: &str = "http://schemas.openxmlformats.org/markup-compatibility/2006";
const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";
const DIGITS: &str = "999999";

/// The first run in a cell with a figure of three digits or more: before, the run, its figure, after.
fn run(parts: &Parts) -> (String, String, String, String) {
    let text = parts.text(DOCUMENT);
    let content = "<w:sdtContent>";
    for (at, _) in text.match_indices(content) {
        let start = at + content.len();
        let end = start + text[start..].find("</w:sdtContent>").unwrap();
        let run = &text[start..end];
        let Some((_, rest)) = run.split_once("<w:t>") else {
            continue;
        };
        let figure = rest.split_once('<').unwrap().0;
        if figure.len() >= 3 && figure.bytes().all(|byte| byte.is_ascii_digit()) {
            let (before, after) = (text[..start].to_owned(), text[end..].to_owned());
            return (before, run.to_owned(), figure.to_owned(), after);
        }
    }
    panic!("no figure")
}

/// Puts something in the place of that run; it gets the run and its figure.
fn instead(parts: &mut Parts, other: impl Fn(&str, &str) -> String) {
    let (before, run, figure, after) = run(parts);
    parts.set(DOCUMENT, format!("{before}{}{after}", other(&run, &figure)));
}

/// The same around the whole content control.
fn around(parts: &mut Parts, other: impl Fn(&str) -> String) {
    let (before, run, _, after) = run(parts);
    let start = before.rfind("<w:sdt>").unwrap();
    let end = after.find("</w:sdt>").unwrap() + "</w:sdt>".len();
    let whole = format!("{}{run}{}", &before[start..], &after[..end]);
    parts.set(
        DOCUMENT,
        format!("{}{}{}", &before[..start], other(&whole), &after[end..]),
    );
}

/// The run with properties.
fn with(run: &str, properties: &str) -> String {
    let plain = run.replacen("<w:r>", "", 1);
    match plain.strip_prefix("<w:rPr>") {
        Some(rest) => format!("<w:r><w:rPr>{properties}{rest}"),
        None => format!("<w:r><w:rPr>{properties}</w:rPr>{plain}"),
    }
}

fn shown(text: &str) -> String {
    format!("<w:r><w:t>{text}</w:t></w:r>")
}

/// A block before the end of the body.
fn block(parts: &mut Parts, block: &str) {
    let text = parts.text(DOCUMENT);
    let at = text.rfind("<w:sectPr").unwrap();
    parts.set(DOCUMENT, format!("{}{block}{}", &text[..at], &text[at..]));
}

/// A part with its content type and a relationship of the main part.
fn part(parts: &mut Parts, name: &str, kind: &str, content_type: &str, text: &str) {
    parts.set(&format!("word/{name}"), text.to_owned());
    relationship(parts, "rIdF", &format!("{OFFICE}/{kind}"), name, "");
    content(parts, &format!("/word/{name}"), content_type);
}

fn relationship(parts: &mut Parts, id: &str, kind: &str, target: &str, more: &str) {
    let one = format!("<Relationship Id=\"{id}\" Type=\"{kind}\" Target=\"{target}\"{more}/></R");
    parts.replace(RELATIONSHIPS, "</R", &one);
}

fn content(parts: &mut Parts, name: &str, content_type: &str) {
    let one = format!("<Override PartName=\"{name}\" ContentType=\"{content_type}\"/></T");
    parts.replace(TYPES, "</T", &one);
}

/// The main part with another figure, under another name, led to by the package.
fn second(parts: &mut Parts, id: &str, kind: &str, is_first: bool) {
    let (before, _, _, after) = run(parts);
    let name = "_xmlsignatures/document.xml";
    parts.set(name, format!("{before}{}{after}", shown(DIGITS)));
    content(
        parts,
        &format!("/{name}"),
        &format!("{WORD}.document.main+xml"),
    );
    let one = format!("<Relationship Id=\"{id}\" Type=\"{kind}\" Target=\"{name}\"/>");
    if is_first {
        parts.replace(
            "_rels/.rels",
            "<Relationship ",
            &format!("{one}<Relationship "),
        );
    } else {
        parts.replace("_rels/.rels", "</R", &format!("{one}</R"));
    }
}

/// The properties of the style of figures.
fn style(parts: &mut Parts, properties: &str) {
    let (before, ..) = run(parts);
    let at = before.rfind("<w:pStyle w:val=\"").unwrap() + "<w:pStyle w:val=\"".len();
    let id = before[at..].split('"').next().unwrap().to_owned();
    let text = parts.text(STYLES);
    let start = text.find(&format!("w:styleId=\"{id}\"")).unwrap();
    let at = start + text[start..].find("<w:rPr>").unwrap() + "<w:rPr>".len();
    parts.set(
        STYLES,
        format!("{}{properties}{}", &text[..at], &text[at..]),
    );
}

/// An attribute of the first element of that name after the first figure's paragraph begins.
fn paragraph(parts: &mut Parts, properties: &str) {
    let (before, run, _, after) = run(parts);
    let at = before.rfind("</w:pPr>").unwrap();
    let text = format!("{}{properties}{}{run}{after}", &before[..at], &before[at..]);
    parts.set(DOCUMENT, text);
}

fn header(parts: &mut Parts, inside: &str) {
    let text = format!(
        "<w:hdr xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">{inside}</w:hdr>"
    );
    part(
        parts,
        "header9.xml",
        "header",
        &format!("{WORD}.header+xml"),
        &text,
    );
    parts.replace(
        DOCUMENT,
        "<w:sectPr>",
        "<w:sectPr><w:headerReference w:type=\"default\" r:id=\"rIdF\"/>",
    );
}

fn field(instruction: &str) -> String {
    format!(
        "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>{instruction}</w:instrText></w:r>\
         <w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>"
    )
}

const FIELD_END: &str = "<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>";

/// The cell or row of the first figure, put in the place of the one before it.
fn swapped(parts: &mut Parts, element: &str) {
    let (before, run, _, after) = run(parts);
    let (open, close) = (format!("<w:{element}>"), format!("</w:{element}>"));
    let start = before.rfind(&open).unwrap();
    let other = before[..start].rfind(&open).unwrap();
    assert!(before[..start].ends_with(&close), "no other {element}");
    let whole = format!("{}{run}{after}", &before[start..]);
    let (own, rest) = whole.split_at(whole.find(&close).unwrap() + close.len());
    let text = format!("{}{own}{}{rest}", &before[..other], &before[other..start]);
    parts.set(DOCUMENT, text);
}

/// All forgeries.
pub const FORGERIES: &[Forgery] = &[
    // Two documents in one package.
    ("second main part", "named after signatures", |parts| {
        second(
            parts,
            "/digital-signature/x",
            &format!("{OFFICE}/officeDocument"),
            false,
        );
    }),
    ("second main part", "first", |parts| {
        second(parts, "rId9", &format!("{OFFICE}/officeDocument"), true);
    }),
    ("second main part", "strict type", |parts| {
        second(
            parts,
            "rId9",
            "http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument",
            true,
        );
    }),
    ("second main part", "in its place", |parts| {
        second(parts, "rId9", "x", false);
        parts.replace(
            "_rels/.rels",
            "\"word/document.xml\"",
            "\"_xmlsignatures/document.xml\"",
        );
    }),
    ("second main part", "another base of the target", |parts| {
        second(parts, "rId9", "x", false);
        parts.replace(
            "_rels/.rels",
            "\"word/document.xml\"",
            "\"word/../_xmlsignatures/document.xml\"",
        );
    }),
    // Alternatives.
    ("alternative content", "unknown namespace", |parts| {
        instead(parts, |run, _| {
            format!(
                "<mc:AlternateContent xmlns:mc=\"{MC}\"><mc:Choice xmlns:q=\"urn:q\" Requires=\"q\">{run}</mc:Choice><mc:Fallback>{}</mc:Fallback></mc:AlternateContent>",
                shown(DIGITS)
            )
        });
    }),
    ("alternative content", "known namespace", |parts| {
        instead(parts, |run, _| {
            format!(
                "<mc:AlternateContent xmlns:mc=\"{MC}\" xmlns:w14=\"http://schemas.microsoft.com/office/word/2010/wordml\"><mc:Choice Requires=\"w14\">{}</mc:Choice><mc:Fallback>{run}</mc:Fallback></mc:AlternateContent>",
                shown(DIGITS)
            )
        });
    }),
    ("alternative content", "around a paragraph", |parts| {
        block(
            parts,
            &format!(
                "<mc:AlternateContent xmlns:mc=\"{MC}\"><mc:Choice xmlns:q=\"urn:q\" Requires=\"q\"/><mc:Fallback><w:p>{}</w:p></mc:Fallback></mc:AlternateContent>",
                shown(DIGITS)
            ),
        );
    }),
    ("alternative content", "ignorable", |parts| {
        parts.replace(
            DOCUMENT,
            "<w:document ",
            &format!("<w:document xmlns:mc=\"{MC}\" xmlns:q=\"urn:q\" mc:Ignorable=\"q\" mc:ProcessContent=\"q:x\" "),
        );
        instead(parts, |run, _| format!("<q:x>{run}</q:x>"));
    }),
    // Symbols.
    ("symbols", "instead of a figure", |parts| {
        instead(parts, |_, _| {
            "<w:r><w:sym w:font=\"Wingdings\" w:char=\"F08C\"/></w:r>".to_owned()
        });
    }),
    ("symbols", "beside a figure", |parts| {
        instead(parts, |run, _| {
            format!("{run}<w:r><w:sym w:font=\"Times New Roman\" w:char=\"0039\"/></w:r>")
        });
    }),
    ("symbols", "within a run", |parts| {
        instead(parts, |run, _| {
            run.replace("</w:t>", "</w:t><w:sym w:font=\"Arial\" w:char=\"0039\"/>")
        });
    }),
    // Hidden text.
    ("hidden", "run", |parts| {
        instead(parts, |run, _| {
            format!("{}{}", with(run, "<w:vanish/>"), shown(DIGITS))
        });
    }),
    ("hidden", "style", |parts| style(parts, "<w:vanish/>")),
    ("hidden", "web", |parts| {
        instead(parts, |run, _| with(run, "<w:webHidden/>"))
    }),
    ("hidden", "mark of the paragraph", |parts| {
        paragraph(parts, "<w:rPr><w:vanish/><w:specVanish/></w:rPr>");
    }),
    ("hidden", "character style", |parts| {
        parts.replace(
            STYLES,
            "</w:styles>",
            "<w:style w:type=\"character\" w:styleId=\"H\"><w:name w:val=\"H\"/><w:rPr><w:vanish/></w:rPr></w:style></w:styles>",
        );
        instead(parts, |run, _| {
            format!("{}{}", with(run, "<w:rStyle w:val=\"H\"/>"), shown(DIGITS))
        });
    }),
    ("hidden", "defaults", |parts| {
        parts.replace(
            STYLES,
            "<w:rPrDefault><w:rPr>",
            "<w:rPrDefault><w:rPr><w:vanish/>",
        );
    }),
    ("hidden", "row", |parts| {
        let (before, run, _, after) = run(parts);
        let at = before.rfind("<w:trPr>").unwrap() + "<w:trPr>".len();
        parts.set(
            DOCUMENT,
            format!("{}<w:hidden/>{}{run}{after}", &before[..at], &before[at..]),
        );
    }),
    // Colours.
    ("colour", "white run", |parts| {
        instead(parts, |run, _| with(run, "<w:color w:val=\"FFFFFF\"/>"));
    }),
    ("colour", "white style", |parts| {
        style(parts, "<w:color w:val=\"FFFFFF\"/>")
    }),
    ("colour", "almost white style", |parts| {
        style(parts, "<w:color w:val=\"FEFEFE\"/>")
    }),
    ("colour", "of the theme", |parts| {
        style(
            parts,
            "<w:color w:val=\"000000\" w:themeColor=\"background1\"/>",
        );
    }),
    ("colour", "black on black", |parts| {
        instead(parts, |run, _| {
            with(run, "<w:shd w:val=\"clear\" w:fill=\"000000\"/>")
        });
    }),
    ("colour", "highlighted", |parts| {
        instead(parts, |run, _| with(run, "<w:highlight w:val=\"black\"/>"));
    }),
    ("colour", "of the background", |parts| {
        parts.replace(
            DOCUMENT,
            "<w:body>",
            "<w:background w:color=\"000000\"/><w:body>",
        );
    }),
    ("colour", "outlined", |parts| style(parts, "<w:outline/>")),
    // Direction.
    ("direction", "override", |parts| {
        instead(parts, |run, figure| {
            run.replace(figure, &format!("\u{202e}{figure}\u{202c}"))
        });
    }),
    ("direction", "override by reference", |parts| {
        instead(parts, |run, figure| {
            run.replace(figure, &format!("&#x202E;{figure}&#x202C;"))
        });
    }),
    ("direction", "isolate", |parts| {
        instead(parts, |run, figure| {
            run.replace(figure, &format!("\u{2067}{figure}\u{2069}"))
        });
    }),
    ("direction", "run", |parts| {
        instead(parts, |run, _| with(run, "<w:rtl/>"))
    }),
    ("direction", "paragraph", |parts| {
        paragraph(parts, "<w:bidi/>")
    }),
    ("direction", "w:bdo", |parts| {
        instead(parts, |run, _| {
            format!("<w:bdo w:val=\"rtl\">{run}</w:bdo>")
        });
    }),
    ("direction", "w:dir", |parts| {
        instead(parts, |run, _| {
            format!("<w:dir w:val=\"rtl\">{run}</w:dir>")
        });
    }),
    ("direction", "table", |parts| {
        parts.replace(DOCUMENT, "<w:tblPr>", "<w:tblPr><w:bidiVisual/>")
    }),
    // Elsewhere than in the text.
    ("surroundings", "header", |parts| {
        header(parts, &format!("<w:p>{}</w:p>", shown(DIGITS)))
    }),
    ("surroundings", "footer", |parts| {
        parts.replace(
            "word/footer1.xml",
            "</w:p>",
            &format!("{}</w:p>", shown(DIGITS)),
        );
    }),
    ("surroundings", "page number", |parts| {
        parts.replace("word/footer1.xml", "PAGE", "NUMPAGES");
    }),
    ("surroundings", "first page number", |parts| {
        parts.replace(DOCUMENT, "<w:pgMar", "<w:pgNumType w:start=\"9\"/><w:pgMar");
    }),
    ("surroundings", "text box", |parts| {
        block(
            parts,
            &format!(
                "<w:p><w:r><w:pict><v:shape style=\"position:absolute;width:99pt;height:99pt\"><v:textbox><w:txbxContent><w:p>{}</w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>",
                shown(DIGITS)
            ),
        );
    }),
    ("surroundings", "shape", |parts| {
        block(
            parts,
            "<w:p><w:r><w:pict><v:rect style=\"position:absolute;width:99pt;height:99pt\" fillcolor=\"white\"/></w:pict></w:r></w:p>",
        );
    }),
    ("surroundings", "word art in a footer", |parts| {
        parts.replace(
            "word/footer1.xml",
            "</w:p>",
            &format!("<w:r><w:pict xmlns:v=\"urn:schemas-microsoft-com:vml\"><v:shape><v:textpath string=\"{DIGITS}\"/></v:shape></w:pict></w:r></w:p>"),
        );
    }),
    ("surroundings", "frame", |parts| {
        block(
            parts,
            &format!(
                "<w:p><w:pPr><w:framePr w:w=\"900\" w:x=\"5000\" w:y=\"5000\" w:hAnchor=\"page\" w:vAnchor=\"page\"/></w:pPr>{}</w:p>",
                shown(DIGITS)
            ),
        );
    }),
    ("surroundings", "footnote", |parts| {
        part(
            parts,
            "footnotes.xml",
            "footnotes",
            &format!("{WORD}.footnotes+xml"),
            &format!(
                "<w:footnotes xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:footnote w:id=\"2\"><w:p>{}</w:p></w:footnote></w:footnotes>",
                shown(DIGITS)
            ),
        );
        instead(parts, |run, _| {
            format!("{run}<w:r><w:footnoteReference w:id=\"2\"/></w:r>")
        });
    }),
    ("surroundings", "comment", |parts| {
        part(
            parts,
            "comments.xml",
            "comments",
            &format!("{WORD}.comments+xml"),
            &format!(
                "<w:comments xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:comment w:id=\"0\"><w:p>{}</w:p></w:comment></w:comments>",
                shown(DIGITS)
            ),
        );
    }),
    ("surroundings", "floating table", |parts| {
        parts.replace(
            DOCUMENT,
            "<w:tblPr>",
            "<w:tblPr><w:tblpPr w:tblpX=\"1\" w:tblpY=\"1\" w:vertAnchor=\"page\"/>",
        );
    }),
    // Tracked changes.
    ("tracked", "inserted", |parts| {
        instead(parts, |run, _| {
            format!(
                "{run}<w:ins w:id=\"1\" w:author=\"a\">{}</w:ins>",
                shown(DIGITS)
            )
        });
    }),
    ("tracked", "deleted and inserted", |parts| {
        instead(parts, |run, _| {
            format!(
                "<w:del w:id=\"1\" w:author=\"a\">{}</w:del><w:ins w:id=\"2\" w:author=\"a\">{}</w:ins>",
                run.replace("w:t>", "w:delText>"),
                shown(DIGITS)
            )
        });
    }),
    ("tracked", "deleted", |parts| {
        instead(parts, |run, _| {
            format!("<w:del w:id=\"1\" w:author=\"a\">{run}</w:del>")
        });
    }),
    ("tracked", "moved", |parts| {
        instead(parts, |run, _| {
            format!("<w:moveFrom w:id=\"1\" w:author=\"a\">{run}</w:moveFrom>")
        });
    }),
    ("tracked", "format", |parts| {
        instead(parts, |run, _| {
            with(
                run,
                "<w:rPrChange w:id=\"1\" w:author=\"a\"><w:rPr><w:vanish/></w:rPr></w:rPrChange>",
            )
        });
    }),
    ("tracked", "row", |parts| {
        parts.replace(
            DOCUMENT,
            "<w:trPr>",
            "<w:trPr><w:del w:id=\"1\" w:author=\"a\"/>",
        );
    }),
    // Fields.
    ("fields", "DDEAUTO", |parts| {
        instead(parts, |run, _| {
            format!("{}{run}{FIELD_END}", field("DDEAUTO c:\\\\a b"))
        });
    }),
    ("fields", "formula", |parts| {
        instead(parts, |run, _| {
            format!("{}{run}{FIELD_END}", field("= 999 * 1001"))
        });
    }),
    ("fields", "INCLUDETEXT", |parts| {
        instead(parts, |run, _| {
            format!(
                "{}{run}{FIELD_END}",
                field("INCLUDETEXT http://a.example/b")
            )
        });
    }),
    ("fields", "QUOTE", |parts| {
        instead(parts, |run, _| {
            format!("{}{run}{FIELD_END}", field("QUOTE 999999"))
        });
    }),
    ("fields", "simple", |parts| {
        instead(parts, |run, _| {
            format!("<w:fldSimple w:instr=\"QUOTE 999999\">{run}</w:fldSimple>")
        });
    }),
    ("fields", "PAGE in the text", |parts| {
        instead(parts, |run, _| format!("{}{run}{FIELD_END}", field("PAGE")));
    }),
    ("fields", "in the footer", |parts| {
        parts.replace("word/footer1.xml", ">PAGE<", ">= 999 + PAGE<");
    }),
    // From outside.
    ("remote", "template", |parts| {
        parts.set(
            "word/_rels/settings.xml.rels",
            format!("<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r1\" Type=\"{OFFICE}/attachedTemplate\" Target=\"http://a.example/b.dotm\" TargetMode=\"External\"/></Relationships>"),
        );
        parts.replace(
            SETTINGS,
            "<w:zoom",
            &format!("<w:attachedTemplate xmlns:r=\"{OFFICE}\" r:id=\"r1\"/><w:zoom"),
        );
    }),
    ("remote", "template led to alone", |parts| {
        relationship(
            parts,
            "rIdF",
            &format!("{OFFICE}/attachedTemplate"),
            "http://a.example/b",
            " TargetMode=\"External\"",
        );
    }),
    ("remote", "sub-document", |parts| {
        relationship(
            parts,
            "rIdF",
            &format!("{OFFICE}/subDocument"),
            "http://a.example/b",
            " TargetMode=\"External\"",
        );
        block(parts, "<w:subDoc r:id=\"rIdF\"/>");
    }),
    ("remote", "link", |parts| {
        relationship(
            parts,
            "rIdF",
            &format!("{OFFICE}/hyperlink"),
            "http://a.example/b",
            " TargetMode=\"External\"",
        );
        instead(parts, |run, _| {
            format!("<w:hyperlink r:id=\"rIdF\">{run}</w:hyperlink>")
        });
    }),
    ("remote", "frame of another page", |parts| {
        relationship(
            parts,
            "rIdF",
            &format!("{OFFICE}/frame"),
            "http://a.example/b",
            " TargetMode=\"External\"",
        );
    }),
    ("imported content", "HTML", |parts| {
        part(parts, "chunk.html", "aFChunk", "text/html", "<p>999999</p>");
        block(parts, "<w:altChunk r:id=\"rIdF\"/>");
    }),
    ("imported content", "another document", |parts| {
        part(
            parts,
            "chunk.docx",
            "aFChunk",
            &format!("{WORD}.document.main+xml"),
            "x",
        );
        block(parts, "<w:altChunk r:id=\"rIdF\"/>");
    }),
    // Macros and objects.
    ("macros", "project and type", |parts| {
        let main = format!("{WORD}.document.main+xml");
        parts.replace(
            TYPES,
            &main,
            "application/vnd.ms-word.document.macroEnabled.main+xml",
        );
        part(
            parts,
            "vbaProject.bin",
            "vbaProject",
            "application/vnd.ms-office.vbaProject",
            "x",
        );
    }),
    ("macros", "type alone", |parts| {
        let main = format!("{WORD}.document.main+xml");
        parts.replace(
            TYPES,
            &main,
            "application/vnd.ms-word.document.macroEnabled.main+xml",
        );
    }),
    ("macros", "project alone", |parts| {
        part(
            parts,
            "vbaProject.bin",
            "vbaProject",
            "application/vnd.ms-office.vbaProject",
            "x",
        );
    }),
    ("macros", "object", |parts| {
        part(
            parts,
            "embeddings/a.bin",
            "oleObject",
            "application/vnd.openxmlformats-officedocument.oleObject",
            "x",
        );
        instead(parts, |run, _| format!("{run}<w:r><w:object/></w:r>"));
    }),
    // Protection.
    ("protection", "removed", |parts| {
        parts.take_away(SETTINGS, "<w:documentProtection", "/>")
    }),
    ("protection", "off", |parts| {
        parts.replace(SETTINGS, "w:enforcement=\"1\"", "w:enforcement=\"0\"");
    }),
    ("protection", "of forms only", |parts| {
        parts.replace(SETTINGS, "readOnly", "forms")
    }),
    ("protection", "revisions shown", |parts| {
        parts.replace(SETTINGS, "<w:zoom", "<w:trackRevisions/><w:zoom");
    }),
    // Fonts.
    ("fonts", "style", |parts| {
        parts.replace(
            STYLES,
            "w:ascii=\"Times New Roman\"",
            "w:ascii=\"Wingdings\"",
        );
    }),
    ("fonts", "run", |parts| {
        instead(parts, |run, _| {
            with(
                run,
                "<w:rFonts w:ascii=\"Wingdings\" w:hAnsi=\"Wingdings\"/>",
            )
        });
    }),
    ("fonts", "other name", |parts| {
        parts.replace("word/fontTable.xml", "Liberation Serif", "Wingdings");
    }),
    ("fonts", "of the theme", |parts| {
        parts.replace(
            STYLES,
            "w:ascii=\"Times New Roman\"",
            "w:asciiTheme=\"majorBidi\"",
        );
    }),
    ("fonts", "embedded", |parts| {
        part(
            parts,
            "fonts/font1.odttf",
            "font",
            "application/vnd.openxmlformats-officedocument.obfuscatedFont",
            "x",
        );
    }),
    // Layout that hides.
    ("layout", "size of one", |parts| {
        instead(parts, |run, _| with(run, "<w:sz w:val=\"2\"/>"))
    }),
    ("layout", "size of one in a style", |parts| {
        let text = parts.text(STYLES);
        let other = text.replace("<w:sz w:val=\"24\"/>", "<w:sz w:val=\"2\"/>");
        assert_ne!(text, other);
        parts.set(STYLES, other);
    }),
    ("layout", "width of nothing", |parts| {
        instead(parts, |run, _| with(run, "<w:w w:val=\"1\"/>"))
    }),
    ("layout", "pressed together", |parts| {
        instead(parts, |run, _| with(run, "<w:spacing w:val=\"-400\"/>"));
    }),
    ("layout", "raised", |parts| {
        instead(parts, |run, _| with(run, "<w:position w:val=\"3000\"/>"))
    }),
    ("layout", "clipped by its line", |parts| {
        paragraph(parts, "<w:spacing w:line=\"1\" w:lineRule=\"exact\"/>");
    }),
    ("layout", "beyond the left edge", |parts| {
        paragraph(parts, "<w:ind w:left=\"-30000\"/>")
    }),
    ("layout", "beyond the right edge", |parts| {
        paragraph(parts, "<w:ind w:left=\"15000\"/>")
    }),
    ("layout", "hanging out", |parts| {
        paragraph(parts, "<w:ind w:left=\"0\" w:hanging=\"15000\"/>");
    }),
    ("layout", "column of nothing", |parts| {
        let text = parts.text(DOCUMENT);
        let at = text.find("<w:gridCol w:w=\"").unwrap() + "<w:gridCol w:w=\"".len();
        let end = at + text[at..].find('"').unwrap();
        parts.set(DOCUMENT, format!("{}1{}", &text[..at], &text[end..]));
    }),
    ("layout", "cell that pushes the others out", |parts| {
        let text = parts.text(DOCUMENT);
        let at = text.find("<w:tcW w:w=\"").unwrap() + "<w:tcW w:w=\"".len();
        let end = at + text[at..].find('"').unwrap();
        parts.set(DOCUMENT, format!("{}15000{}", &text[..at], &text[end..]));
    }),
    ("layout", "tab stop beyond the edge", |parts| {
        paragraph(
            parts,
            "<w:tabs><w:tab w:val=\"left\" w:pos=\"15000\"/></w:tabs>",
        );
    }),
    ("layout", "default style of text", |parts| {
        parts.replace(
            STYLES,
            "</w:styles>",
            "<w:style w:type=\"character\" w:styleId=\"D\" w:default=\"1\"><w:name w:val=\"D\"/><w:rPr><w:sz w:val=\"20\"/></w:rPr></w:style></w:styles>",
        );
    }),
    ("layout", "style of text for a paragraph", |parts| {
        parts.replace(DOCUMENT, "w:val=\"Heading1\"", "w:val=\"Heading1Char\"");
    }),
    ("package", "styles passed off as a signature", |parts| {
        let origin =
            "http://schemas.openxmlformats.org/package/2006/relationships/digital-signature";
        parts.replace(STYLES, "<w:sz w:val=\"32\"/>", "<w:sz w:val=\"2\"/>");
        parts.replace(
            RELATIONSHIPS,
            "</R",
            &format!(
                "<Relationship Id=\"z\" Type=\"{origin}/signature\" Target=\"styles.xml\"/></R"
            ),
        );
    }),
    ("layout", "row of nothing", |parts| {
        parts.replace(DOCUMENT, "w:hRule=\"atLeast\"", "w:hRule=\"exact\"");
    }),
    ("layout", "page of nothing", |parts| {
        parts.replace(DOCUMENT, "w:w=\"11906\"", "w:w=\"6000\"");
    }),
    ("layout", "table far out", |parts| {
        parts.replace(
            DOCUMENT,
            "<w:tblPr>",
            "<w:tblPr><w:tblInd w:w=\"-20000\" w:type=\"dxa\"/>",
        );
    }),
    ("layout", "cell that fits its text", |parts| {
        parts.replace(
            DOCUMENT,
            "<w:vAlign w:val=\"center\"/>",
            "<w:vAlign w:val=\"center\"/><w:hideMark/><w:tcFitText/>",
        );
    }),
    // What is bound.
    ("binding", "value", |parts| {
        parts.replace(DATA, "<total>", "<total>9")
    }),
    ("binding", "value twice", |parts| {
        parts.replace(DATA, "<total>", &format!("<total>{DIGITS}</total><total>"));
    }),
    ("binding", "part twice", |parts| {
        let data = parts.text(DATA).replacen("<total>", "<total>9", 1);
        parts.set("customXml/item0.xml", data);
        let properties = parts.text("customXml/itemProps1.xml");
        parts.set("customXml/itemProps0.xml", properties);
        let own = parts.text("customXml/_rels/item1.xml.rels");
        parts.set(
            "customXml/_rels/item0.xml.rels",
            own.replace("itemProps1", "itemProps0"),
        );
        relationship(
            parts,
            "rIdF",
            &format!("{OFFICE}/customXml"),
            "../customXml/item0.xml",
            "",
        );
        content(
            parts,
            "/customXml/itemProps0.xml",
            "application/vnd.openxmlformats-officedocument.customXmlProperties+xml",
        );
    }),
    ("binding", "to another place", |parts| {
        parts.replace(
            DOCUMENT,
            "w:xpath=\"",
            "w:xpath=\"/ns0:report[1]/ns0:year[1]\" w:old=\"",
        );
    }),
    ("binding", "to another value", |parts| {
        let text = parts.text(DOCUMENT);
        let at = text.find("w:xpath=\"").unwrap() + "w:xpath=\"".len();
        let end = at + text[at..].find('"').unwrap();
        parts.set(
            DOCUMENT,
            format!("{}/ns0:report[1]/ns0:year[1]{}", &text[..at], &text[end..]),
        );
    }),
    ("binding", "to another part", |parts| {
        parts.replace(
            DOCUMENT,
            "{73E104D6-0755-580A-A716-997E7FAA8745}",
            "{73E104D6-0755-580A-A716-997E7FAA8746}",
        );
    }),
    ("binding", "of the title", |parts| {
        parts.replace(
            DOCUMENT,
            "<w:r>",
            "<w:sdt><w:sdtPr><w:dataBinding w:xpath=\"/x\" w:storeItemID=\"{6C3C8BC8-F283-45AE-878A-BAB7291924A1}\"/><w:text/></w:sdtPr><w:sdtContent><w:r><w:t>9</w:t></w:r></w:sdtContent></w:sdt><w:r>",
        );
    }),
    // Order.
    ("order", "cells", |parts| swapped(parts, "tc")),
    ("order", "rows", |parts| swapped(parts, "tr")),
    ("order", "paragraphs", |parts| {
        let text = parts.text(DOCUMENT);
        let start = text.find("<w:p>").unwrap();
        let end = start + text[start..].find("</w:p>").unwrap() + "</w:p>".len();
        let (title, rest) = (
            text[start..end].to_owned(),
            format!("{}{}", &text[..start], &text[end..]),
        );
        parts.set(DOCUMENT, rest);
        block(parts, &title);
    }),
    ("order", "level of a heading", |parts| {
        parts.replace(STYLES, "<w:outlineLvl w:val=\"0\"/>", "");
    }),
    // Tables.
    ("tables", "value in a continued cell", |parts| {
        let (before, run, _, after) = run(parts);
        let at = before.rfind("<w:vAlign").unwrap();
        let text = format!(
            "{}<w:vMerge w:val=\"continue\"/>{}{run}{after}",
            &before[..at],
            &before[at..]
        );
        parts.set(DOCUMENT, text);
    }),
    ("tables", "row removed", |parts| {
        let (before, run, _, after) = run(parts);
        let start = before.rfind("<w:tr>").unwrap();
        let whole = format!("{run}{after}");
        let end = whole.find("</w:tr>").unwrap() + "</w:tr>".len();
        parts.set(DOCUMENT, format!("{}{}", &before[..start], &whole[end..]));
    }),
    ("tables", "table in a cell", |parts| {
        around(parts, |whole| {
            format!(
                "{whole}</w:p><w:tbl><w:tr><w:tc><w:p>{}</w:p></w:tc></w:tr></w:tbl><w:p>",
                shown(DIGITS)
            )
        });
    }),
    ("tables", "caption", |parts| {
        parts.replace(
            DOCUMENT,
            "<w:tblCaption w:val=\"",
            "<w:tblCaption w:val=\"999999 ",
        );
    }),
    ("tables", "paragraph in a cell", |parts| {
        around(parts, |whole| {
            format!("{whole}</w:p><w:p>{}", shown(DIGITS))
        });
    }),
    ("tables", "label of a control", |parts| {
        parts.replace(DOCUMENT, "<w:alias w:val=\"", "<w:alias w:val=\"999999 ");
    }),
    // Words.
    ("words", "figure", |parts| {
        instead(parts, |run, figure| run.replace(figure, DIGITS))
    }),
    ("words", "digit more", |parts| {
        instead(parts, |run, figure| {
            run.replace(figure, &format!("{figure}0"))
        })
    }),
    ("words", "digit in a run of its own", |parts| {
        instead(parts, |run, _| format!("{run}{}", shown("0")))
    }),
    ("words", "wide digits", |parts| {
        instead(parts, |run, figure| {
            run.replace(
                figure,
                &figure
                    .replace('1', "１")
                    .replace('2', "２")
                    .replace('3', "３")
                    .replace('4', "４"),
            )
        });
    }),
    ("words", "joined characters", |parts| {
        instead(parts, |run, figure| {
            run.replace(figure, &format!("{figure}\u{338}\u{20dd}"))
        });
    }),
    ("words", "invisible characters", |parts| {
        instead(parts, |run, figure| {
            run.replace(figure, &format!("{figure}\u{200b}\u{ad}"))
        });
    }),
    ("words", "hyphen", |parts| {
        instead(parts, |run, _| {
            run.replace("<w:t>", "<w:noBreakHyphen/><w:t>")
        });
    }),
    ("words", "break", |parts| {
        instead(parts, |run, _| run.replace("<w:t>", "<w:br/><w:t>"))
    }),
    ("words", "ruby", |parts| {
        instead(parts, |run, _| {
            format!(
                "<w:r><w:ruby><w:rubyPr/><w:rt>{}</w:rt><w:rubyBase>{run}</w:rubyBase></w:ruby></w:r>",
                shown(DIGITS)
            )
        });
    }),
    ("words", "number of a list", |parts| {
        part(
            parts,
            "numbering.xml",
            "numbering",
            &format!("{WORD}.numbering+xml"),
            "<w:numbering xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:abstractNum w:abstractNumId=\"0\"><w:lvl w:ilvl=\"0\"><w:start w:val=\"999\"/><w:lvlText w:val=\"%1\"/></w:lvl></w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num></w:numbering>",
        );
        paragraph(
            parts,
            "<w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr>",
        );
    }),
    ("words", "struck out", |parts| {
        instead(parts, |run, _| with(run, "<w:strike/>"))
    }),
    ("words", "fitted and combined", |parts| {
        instead(parts, |run, _| {
            with(
                run,
                "<w:eastAsianLayout w:combine=\"1\"/><w:fitText w:val=\"1\"/>",
            )
        });
    }),
    ("words", "mathematics", |parts| {
        instead(parts, |run, _| {
            format!(
                "{run}<m:oMath xmlns:m=\"http://schemas.openxmlformats.org/officeDocument/2006/math\"><m:r><m:t>{DIGITS}</m:t></m:r></m:oMath>"
            )
        });
    }),
    ("words", "capital letters of a smart tag", |parts| {
        instead(parts, |run, _| {
            format!(
                "{run}<w:smartTag w:element=\"x\">{}</w:smartTag>",
                shown(DIGITS)
            )
        });
    }),
    // Markup that two programs read differently.
    ("markup", "another namespace", |parts| {
        instead(parts, |run, _| {
            format!("<x:r xmlns:x=\"urn:x\">{run}</x:r>")
        });
    }),
    ("markup", "the prefix for another namespace", |parts| {
        instead(parts, |run, _| {
            run.replacen("<w:r>", "<w:r xmlns:w=\"urn:x\">", 1) + &shown(DIGITS)
        });
    }),
    ("markup", "another prefix", |parts| {
        let word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
        instead(parts, |run, _| {
            format!("{run}<x:r xmlns:x=\"{word}\"><x:t>{DIGITS}</x:t></x:r>")
        });
    }),
    ("markup", "entity", |parts| {
        let text = parts.text(DOCUMENT);
        let text = text.replacen("?>", "?><!DOCTYPE w:document [<!ENTITY a \"9\">]>", 1);
        parts.set(DOCUMENT, text);
    }),
    ("markup", "comment", |parts| {
        instead(parts, |run, figure| {
            run.replace(figure, &format!("<!---->{figure}"))
        });
    }),
    ("markup", "instruction", |parts| {
        parts.replace(
            DOCUMENT,
            "<w:body>",
            "<?xml-stylesheet href=\"a\"?><w:body>",
        );
    }),
    ("markup", "another encoding", |parts| {
        let text = parts.text(DOCUMENT).replacen("UTF-8", "UTF-16", 1);
        let units = text.encode_utf16().flat_map(u16::to_le_bytes);
        let bytes: Vec<u8> = [0xff, 0xfe].into_iter().chain(units).collect();
        parts.set(DOCUMENT, bytes);
    }),
    ("markup", "text outside of paragraphs", |parts| {
        parts.replace(DOCUMENT, "<w:body>", &format!("<w:body>{DIGITS}"));
    }),
    ("markup", "section in the middle", |parts| {
        parts.replace(
            DOCUMENT,
            "<w:body>",
            "<w:body><w:p><w:pPr><w:sectPr><w:pgSz w:w=\"100\" w:h=\"100\"/></w:sectPr></w:pPr></w:p>",
        );
    }),
    ("markup", "custom XML around a run", |parts| {
        instead(parts, |run, _| {
            format!("<w:customXml w:element=\"x\">{run}</w:customXml>")
        });
    }),
    // The lists of the package.
    ("package", "part that nothing leads to", |parts| {
        parts.set("word/other.xml", "<x/>")
    }),
    ("package", "styles of another part", |parts| {
        let text = parts.text(STYLES);
        parts.set(
            "word/styles2.xml",
            text.replace("<w:rPrDefault><w:rPr>", "<w:rPrDefault><w:rPr><w:vanish/>"),
        );
        parts.replace(RELATIONSHIPS, "styles.xml", "styles2.xml");
        content(parts, "/word/styles2.xml", &format!("{WORD}.styles+xml"));
    }),
    ("package", "styles and others with effects", |parts| {
        let text = parts.text(STYLES);
        part(
            parts,
            "stylesWithEffects.xml",
            "stylesWithEffects",
            "application/vnd.ms-word.stylesWithEffects+xml",
            &text.replace("<w:rPrDefault><w:rPr>", "<w:rPrDefault><w:rPr><w:vanish/>"),
        );
    }),
    ("package", "type of an extension", |parts| {
        parts.replace(
            TYPES,
            "ContentType=\"application/xml\"",
            "ContentType=\"text/html\"",
        );
    }),
    ("package", "custom ribbon", |parts| {
        parts.set("customUI/customUI.xml", "<customUI/>");
        let one = "<Relationship Id=\"z\" Type=\"http://schemas.microsoft.com/office/2006/relationships/ui/extensibility\" Target=\"customUI/customUI.xml\"/></R";
        parts.replace("_rels/.rels", "</R", one);
    }),
    ("package", "web settings", |parts| {
        part(
            parts,
            "webSettings.xml",
            "webSettings",
            &format!("{WORD}.webSettings+xml"),
            "<x/>",
        );
    }),
    ("package", "glossary", |parts| {
        part(
            parts,
            "glossary/document.xml",
            "glossaryDocument",
            &format!("{WORD}.document.glossary+xml"),
            "<x/>",
        );
    }),
    ("package", "thumbnail", |parts| {
        parts.set("docProps/thumbnail.jpeg", "x");
        let one = "<Relationship Id=\"z\" Type=\"http://schemas.openxmlformats.org/package/2006/relationships/metadata/thumbnail\" Target=\"docProps/thumbnail.jpeg\"/></R";
        parts.replace("_rels/.rels", "</R", one);
        parts.replace(
            TYPES,
            "</T",
            "<Default Extension=\"jpeg\" ContentType=\"image/jpeg\"/></T",
        );
    }),
    // What is listed elsewhere.
    ("properties", "title", |parts| {
        parts.replace("docProps/core.xml", "<dc:title>", "<dc:title>另一机关")
    }),
    ("properties", "author", |parts| {
        parts.replace("docProps/core.xml", "<dc:creator>", "<dc:creator>另一机关")
    }),
    ("properties", "more of them", |parts| {
        parts.replace(
            "docProps/core.xml",
            "</cp:coreProperties>",
            "<dc:subject>999999</dc:subject></cp:coreProperties>",
        );
    }),
    ("properties", "custom", |parts| {
        parts.set("docProps/custom.xml", "<Properties/>");
        let one = format!(
            "<Relationship Id=\"z\" Type=\"{OFFICE}/custom-properties\" Target=\"docProps/custom.xml\"/></R"
        );
        parts.replace("_rels/.rels", "</R", &one);
    }),
    // Without data.
    ("data", "removed", |parts| {
        parts.remove("customXml/");
        instead(parts, |run, figure| run.replace(figure, DIGITS));
    }),
    ("data", "source removed", |parts| {
        parts.remove("customXml/item2");
        instead(parts, |run, figure| run.replace(figure, DIGITS));
    }),
];

/// Forgeries of a document with a picture and a link.
pub const ILLUSTRATED: &[Forgery] = &[
    ("pictures", "another file", |parts| {
        let other = std::fs::read(super::rooms::root().join("docs/check.png"));
        parts.set(
            "word/media/image1.png",
            other.unwrap_or_else(|_| b"\x89PNG".to_vec()),
        );
    }),
    ("pictures", "another file beside it", |parts| {
        parts.set("word/media/image2.png", "x");
        parts.replace(RELATIONSHIPS, "media/image1.png", "media/image2.png");
    }),
    ("pictures", "remote", |parts| {
        let text = parts.text(RELATIONSHIPS);
        let text = text.replace(
            "Target=\"media/image1.png\"",
            "Target=\"http://a.example/b.png\" TargetMode=\"External\"",
        );
        parts.set(RELATIONSHIPS, text);
    }),
    ("pictures", "linked", |parts| {
        parts.replace(DOCUMENT, "<a:blip ", "<a:blip r:link=\"rId1\" ")
    }),
    ("pictures", "cropped", |parts| {
        parts.replace(
            DOCUMENT,
            "<a:stretch>",
            "<a:srcRect l=\"90000\"/><a:stretch>",
        );
    }),
    ("pictures", "turned", |parts| {
        parts.replace(DOCUMENT, "<a:xfrm>", "<a:xfrm rot=\"10800000\">")
    }),
    ("pictures", "pressed flat", |parts| {
        let text = parts.text(DOCUMENT);
        let at = text.find("<wp:extent cx=\"").unwrap() + "<wp:extent cx=\"".len();
        let end = at + text[at..].find('"').unwrap();
        parts.set(DOCUMENT, format!("{}9{}", &text[..at], &text[end..]));
    }),
    ("pictures", "made small", |parts| {
        let text = parts.text(DOCUMENT);
        let text = regex::Regex::new(r#"c(x|y)="\d+""#)
            .unwrap()
            .replace_all(&text, "c$1=\"12700\"")
            .into_owned();
        parts.set(DOCUMENT, text);
    }),
    ("pictures", "over the text", |parts| {
        let text = parts.text(DOCUMENT);
        let text = text
            .replace("<wp:inline ", "<wp:anchor behindDoc=\"0\" ")
            .replace("</wp:inline>", "</wp:anchor>");
        parts.set(DOCUMENT, text);
    }),
    ("pictures", "changed by an effect", |parts| {
        let text = parts.text(DOCUMENT);
        let at = text.find("<a:blip ").unwrap();
        let end = at + text[at..].find("/>").unwrap();
        parts.set(
            DOCUMENT,
            format!(
                "{}><a:lum bright=\"100000\"/></a:blip>{}",
                &text[..end],
                &text[end + 2..]
            ),
        );
    }),
    ("pictures", "description", |parts| {
        parts.replace(DOCUMENT, "descr=\"", "descr=\"999999 ")
    }),
    ("pictures", "name", |parts| {
        parts.replace(DOCUMENT, "name=\"图片 1\"", "name=\"999999\"")
    }),
    ("pictures", "removed", |parts| {
        parts.take_away(DOCUMENT, "<w:drawing>", "</w:drawing>")
    }),
    ("links", "to another address", |parts| {
        parts.replace(
            RELATIONSHIPS,
            "https://wlj.example.gov.cn",
            "https://wlj.example.com",
        );
    }),
    ("links", "removed", |parts| {
        let text = parts.text(DOCUMENT);
        let start = text.find("<w:hyperlink").unwrap();
        let end = start + text[start..].find('>').unwrap() + 1;
        let text = format!("{}{}", &text[..start], &text[end..]);
        parts.set(DOCUMENT, text.replacen("</w:hyperlink>", "", 1));
    }),
    ("links", "with a hint", |parts| {
        parts.replace(
            DOCUMENT,
            "<w:hyperlink ",
            "<w:hyperlink w:tooltip=\"999999\" ",
        )
    }),
    ("words", "cell of a table in the text", |parts| {
        parts.replace(DOCUMENT, ">203<", ">999<")
    }),
    ("words", "sign-off", |parts| {
        parts.replace(DOCUMENT, "拟稿", "审核")
    }),
];
