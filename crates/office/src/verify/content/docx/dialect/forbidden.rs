//! Constructs that no honest file of this program has, by name. It says why a file gets a no and not
//! only that it is unknown; what is missing here is unknown all the same.

use std::collections::BTreeSet;

use super::{Found, picture};
use crate::verify::content::docx::parts::of_signatures;
use crate::verify::look::Own;
use chengbao_base::formats::opc::names::key;
use chengbao_base::formats::opc::{Package, relationships};
use chengbao_base::formats::xml::{self, Element};
use chengbao_base::text::Text;

/// Elements by their local name, and what they are called.
const ELEMENTS: &[(&[&str], &str, &str)] = &[
    (
        &["AlternateContent", "Choice", "Fallback"],
        "替代内容（AlternateContent）",
        "alternative content (AlternateContent)",
    ),
    (
        &["altChunk"],
        "插入的外部内容（altChunk）",
        "imported content (altChunk)",
    ),
    (&["sym"], "符号字符（w:sym）", "symbol characters (w:sym)"),
    (
        &["vanish", "webHidden", "specVanish"],
        "隐藏文字",
        "hidden text",
    ),
    (
        &[
            "ins",
            "del",
            "moveFrom",
            "moveTo",
            "delText",
            "delInstrText",
            "cellIns",
            "cellDel",
            "cellMerge",
            "rPrChange",
            "pPrChange",
            "tblPrChange",
            "tblGridChange",
            "trPrChange",
            "tcPrChange",
            "sectPrChange",
            "numberingChange",
            "tblPrExChange",
        ],
        "修订痕迹",
        "tracked changes",
    ),
    (&["ruby"], "拼音指南（w:ruby）", "ruby text (w:ruby)"),
    (
        &["fldSimple"],
        "页码以外的域",
        "fields other than page numbers",
    ),
    (
        &["rtl", "bidi", "bidiVisual", "bdo", "dir"],
        "双向文字设置",
        "bidirectional text settings",
    ),
    (&["txbxContent", "textbox", "wsp"], "文本框", "text boxes"),
    (&["framePr"], "图文框", "frames"),
    (
        &["object", "OLEObject", "control"],
        "嵌入对象或控件",
        "embedded objects or controls",
    ),
    (
        &["footnoteReference", "endnoteReference", "commentReference"],
        "脚注、尾注或批注",
        "footnotes, endnotes or comments",
    ),
    (&["numPr"], "自动编号", "automatic numbers"),
    (&["background"], "页面背景", "a page background"),
];

/// Relationships and content types, by a word in their type.
const TYPES: &[(&str, &str, &str)] = &[
    ("vbaproject", "宏", "macros"),
    ("macroenabled", "宏", "macros"),
    ("wordvbadata", "宏", "macros"),
    (
        "/afchunk",
        "插入的外部内容（altChunk）",
        "imported content (altChunk)",
    ),
    ("attachedtemplate", "外部模板", "an attached template"),
    (
        "/oleobject",
        "嵌入对象或控件",
        "embedded objects or controls",
    ),
    ("/package", "嵌入对象或控件", "embedded objects or controls"),
    ("/control", "嵌入对象或控件", "embedded objects or controls"),
];

/// Finds them.
pub(super) fn find(file: &Package, own: &Own, made: &Package, found: &mut Found) {
    let mut named = BTreeSet::new();
    let is_own = of_signatures(file, own);
    let allows_bidi = made.parts.iter().any(|part| has_bidi(&part.bytes));
    let pictures: BTreeSet<String> = (made.parts.iter())
        .filter(|part| key(&part.name).contains("/media/"))
        .map(|part| picture::digest(&part.bytes))
        .collect();
    for part in file
        .parts
        .iter()
        .filter(|part| !is_own.contains(&key(&part.name)))
    {
        let name = key(&part.name);
        let kind = file.types.of(&part.name).unwrap_or_default();
        by_type(kind, &mut named);
        if name.ends_with(".rels") {
            relationships_of(&part.bytes, &mut named);
        } else if kind.starts_with("image/") || name.contains("/media/") {
            if !pictures.contains(&picture::digest(&part.bytes)) {
                named.insert(("不是按数据生成的图片", "pictures that the data do not have"));
            }
        } else if name.starts_with("/word/")
            && let Ok(root) = xml::read(&part.bytes)
        {
            elements(&root, &mut named);
            if has_bidi(&part.bytes) && !allows_bidi {
                named.insert(("双向控制符", "bidirectional control characters"));
            }
        }
    }
    if mains(file) > 1 {
        named.insert(("两个正文部件", "two main parts"));
    }
    if is_protected(made) && !is_protected(file) {
        named.insert(("只读保护已去掉", "the read-only protection was removed"));
    }
    let texts = named.into_iter().map(|(zh, en)| Text::new(zh, en));
    found.forbidden.extend(texts);
}

/// What was found, in both languages.
type Named = BTreeSet<(&'static str, &'static str)>;

fn by_type(kind: &str, named: &mut Named) {
    let kind = kind.to_ascii_lowercase();
    let all = TYPES.iter().filter(|(word, ..)| kind.contains(word));
    named.extend(all.map(|(_, zh, en)| (*zh, *en)));
}

fn relationships_of(bytes: &[u8], named: &mut Named) {
    for one in relationships::read(bytes).unwrap_or_default() {
        // Types end in the kind; `package` is also the name of the standard.
        let end = one.kind.rsplit('/').next().unwrap_or_default();
        by_type(&format!("/{end}"), named);
        if one.mode == "External" && end != "hyperlink" {
            named.insert(("指向文件之外的内容", "content from outside the file"));
        }
    }
}

fn elements(element: &Element<'_>, named: &mut Named) {
    let name = element.local();
    let is_on = || !matches!(element.value("val").as_deref(), Some("0" | "false" | "off"));
    let all = ELEMENTS
        .iter()
        .filter(|(names, ..)| names.contains(&name) && is_on());
    named.extend(all.map(|(_, zh, en)| (*zh, *en)));
    match name {
        "instrText" if element.content().trim() != "PAGE" => {
            named.insert(("页码以外的域", "fields other than page numbers"));
        }
        "color" if element.value("val").is_some_and(|value| is_pale(&value)) => {
            named.insert(("看不见的浅色文字", "text in a colour that is not seen"));
        }
        _ => {}
    }
    for child in element.elements() {
        elements(child, named);
    }
}

/// Whether a colour can hardly be seen on white.
fn is_pale(value: &str) -> bool {
    let channel = |at: usize| u32::from_str_radix(value.get(at..at + 2)?, 16).ok();
    match (channel(0), channel(2), channel(4)) {
        (Some(red), Some(green), Some(blue)) => red * 3 + green * 6 + blue > 1600,
        _ => false,
    }
}

/// Whether bytes have characters that turn the direction of text, or stand for them.
fn has_bidi(bytes: &[u8]) -> bool {
    let Ok(text) = str::from_utf8(bytes) else {
        return false;
    };
    let is_bidi = |c: char| matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let mut references = text.split("&#").skip(1);
    let referred = references.any(|rest| {
        let number = rest.split(';').next().unwrap_or_default();
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok(),
            None => number.parse().ok(),
        };
        code.and_then(char::from_u32).is_some_and(is_bidi)
    });
    referred || text.contains(is_bidi)
}

/// How many main parts the relationships of a package name.
fn mains(package: &Package) -> usize {
    let all = package.relationships("/").unwrap_or_default().into_iter();
    all.filter(|one| one.kind.ends_with("/officeDocument"))
        .count()
}

/// Whether a document is read-only, as final ones are.
fn is_protected(package: &Package) -> bool {
    let settings = package.part("/word/settings.xml");
    let root = settings.and_then(|part| xml::read(&part.bytes).ok());
    root.is_some_and(|root| {
        let protection = root.only("documentProtection");
        protection.is_some_and(|it| {
            it.value("edit").as_deref() == Some("readOnly")
                && matches!(
                    it.value("enforcement").as_deref(),
                    Some("1" | "true" | "on")
                )
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bidi_characters_are_found_however_they_are_written() {
        for (text, has) in [
            ("<a>公文</a>", false),
            ("<a>\u{202e}</a>", true),
            ("<a>&#x202E;</a>", true),
            ("<a>&#8238;</a>", true),
            ("<a>&#13;</a>", false),
        ] {
            assert_eq!(has_bidi(text.as_bytes()), has, "{text}");
        }
    }

    #[test]
    fn pale_colours_are_distinguished() {
        for (colour, pale) in [
            ("FFFFFF", true),
            ("F0F0F0", true),
            ("FF0000", false),
            ("000000", false),
            ("auto", false),
        ] {
            assert_eq!(is_pale(colour), pale, "{colour}");
        }
    }
}
