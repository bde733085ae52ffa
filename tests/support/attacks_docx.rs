//! Attacks on the parts of a signed DOCX: the six, some of them made in more than one way.

use super::signed_docx::Parts;

/// What an attack does to the parts of a signed file.
pub type Change = fn(&mut Parts);

/// The main part.
pub const DOCUMENT: &str = "word/document.xml";
/// Its relationships.
pub const RELATIONSHIPS: &str = "word/_rels/document.xml.rels";
/// What the parts are.
pub const TYPES: &str = "[Content_Types].xml";
/// The values of the report.
pub const DATA: &str = "customXml/item1.xml";
/// The settings, read-only protection among them.
pub const SETTINGS: &str = "word/settings.xml";
/// The signature.
pub const SIGNATURE: &str = "_xmlsignatures/sig1.xml";
/// From the signature origin to the signatures.
const ORIGIN_RELATIONSHIPS: &str = "_xmlsignatures/_rels/origin.sigs.rels";
/// What the types of Office's relationships begin with.
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// The attacks that leave a signature in the file, by name.
pub const CHANGES: [(&str, Change); 12] = [
    ("figure changed", figure),
    ("header added", |parts| add(parts, "header9.xml", "header")),
    ("chunk added", |parts| add(parts, "chunk.xml", "aFChunk")),
    ("properties added", properties),
    ("data changed", data),
    ("relationship led elsewhere", relationship),
    ("main part led elsewhere", main),
    ("relationship taken away", without_relationship),
    ("macros declared", macros),
    ("protection off", |parts| {
        parts.replace(SETTINGS, "w:enforcement=\"1\"", "w:enforcement=\"0\"");
    }),
    ("protection removed", unprotected),
    ("settings removed", |parts| parts.remove(SETTINGS)),
];

/// The attacks that leave none, but something of it.
pub const REMAINS: [(&str, Change); 3] = [
    ("signature removed", |parts| parts.remove(SIGNATURE)),
    ("way to the origin removed", origin),
    ("way to the signature removed", |parts| {
        parts.replace(ORIGIN_RELATIONSHIPS, "digital-signature/signature", "x");
    }),
];

/// A digit put to the first figure of the text.
pub fn figure(parts: &mut Parts) {
    let text = parts.text(DOCUMENT);
    let mut texts = text.match_indices("</w:t>").map(|(at, _)| at);
    let figure = texts.find(|at| text[..*at].ends_with(|c: char| c.is_ascii_digit()));
    let (before, after) = text.split_at(figure.unwrap());
    parts.set(DOCUMENT, format!("{before}0{after}"));
}

/// A part with a relationship of a kind to it.
pub fn add(parts: &mut Parts, part: &str, kind: &str) {
    parts.set(&format!("word/{part}"), "<x/>");
    let one = format!("<Relationship Id=\"z\" Type=\"{OFFICE}/{kind}\" Target=\"{part}\"/></R");
    parts.replace(RELATIONSHIPS, "</R", &one);
    let one = format!("<Override PartName=\"/word/{part}\" ContentType=\"application/x+xml\"/></T");
    parts.replace(TYPES, "</T", &one);
}

/// Properties of the document, of a kind it had none of.
pub fn properties(parts: &mut Parts) {
    parts.set("docProps/custom.xml", "<x/>");
    let one = format!(
        "<Relationship Id=\"z\" Type=\"{OFFICE}/custom-properties\" Target=\"docProps/custom.xml\"/></R"
    );
    parts.replace("_rels/.rels", "</R", &one);
}

/// A value of the report.
pub fn data(parts: &mut Parts) {
    parts.replace(DATA, "<total>", "<total>1");
}

/// What were the styles is something else.
pub fn relationship(parts: &mut Parts) {
    parts.replace(RELATIONSHIPS, "styles.xml", "theme/theme1.xml");
}

/// What was the main part is something else.
pub fn main(parts: &mut Parts) {
    parts.replace("_rels/.rels", DOCUMENT, DATA);
}

/// The main part's first relationship is gone.
pub fn without_relationship(parts: &mut Parts) {
    parts.take_away(RELATIONSHIPS, "<Relationship ", "/>");
}

/// The content type of documents, and of those with macros.
pub const PLAIN_AND_MACROS: (&str, &str) = (
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
    "application/vnd.ms-word.document.macroEnabled.main+xml",
);

/// The main part is declared to be one with macros.
pub fn macros(parts: &mut Parts) {
    let (plain, macros) = PLAIN_AND_MACROS;
    parts.replace(TYPES, plain, macros);
}

/// The document may be typed into.
pub fn unprotected(parts: &mut Parts) {
    parts.take_away(SETTINGS, "<w:documentProtection", "/>");
}

/// The package does not say any more that it is signed.
pub fn origin(parts: &mut Parts) {
    let text = parts.text("_rels/.rels");
    let kind = text.find("digital-signature/origin").unwrap();
    let start = text[..kind].rfind("<Relationship ").unwrap();
    let end = start + text[start..].find("/>").unwrap() + "/>".len();
    parts.set("_rels/.rels", format!("{}{}", &text[..start], &text[end..]));
}

/// All of the signature and all that leads to it: then it is a file that was never signed.
pub fn unsigned(parts: &mut Parts) {
    parts.remove("_xmlsignatures/");
    origin(parts);
}
