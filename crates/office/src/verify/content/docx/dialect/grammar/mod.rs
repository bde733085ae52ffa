//! The grammar of the parts: the elements, attributes and values that this program has ever written.
//! Anything else is not ours, however harmless it is.
//!
//! A later edition that writes something new adds it here; what an earlier one wrote stays.

mod document;
mod sheets;

pub(super) use document::DOCUMENT;
pub(super) use sheets::{CORE, FONTS, ITEM, SETTINGS, STYLES};

use super::value::Value::{self, Is, Key, Number};

/// An element: where it may be, and what it may have.
pub(super) struct Rule {
    /// Its name as written, or parent and name with `/` between where that matters.
    pub(super) name: &'static str,
    /// Its attributes.
    pub(super) attributes: &'static [(&'static str, Value)],
    /// The elements in it.
    pub(super) children: &'static [&'static str],
}

const fn rule(
    name: &'static str,
    attributes: &'static [(&'static str, Value)],
    children: &'static [&'static str],
) -> Rule {
    Rule {
        name,
        attributes,
        children,
    }
}

/// A length in twips that moves text on the page but not off it.
const LENGTH: Value = Number(0, 16_000);
/// Half-points.
const SIZE: Value = Number(2, 400);
const ON: &[(&str, Value)] = &[];
const OFF: &[(&str, Value)] = &[("w:val", Is(&["0"]))];

/// Elements that may be there more than once.
pub(super) const REPEATED: &[&str] = &[
    "w:p",
    "w:tbl",
    "w:tr",
    "w:tc",
    "w:r",
    "w:sdt",
    "w:hyperlink",
    "w:t",
    "w:br",
    "w:tab",
    "w:gridCol",
    "w:headerReference",
    "w:footerReference",
    "w:style",
    "w:font",
    "w:compatSetting",
    "w:pict",
];

/// Elements that need not have all their attributes, and attributes that may be missing.
pub(super) const OPTIONAL: &[&str] = &[
    "w:spacing",
    "w:ind",
    "w:rFonts",
    "w:style",
    "w:pgNumType",
    "w:docGrid",
    "w:cols",
    "w:tab",
    "w:br",
    "w:t",
    "w:hdr",
    "w:ftr",
    "w:styles",
    "w:instrText",
    "w:fldChar",
    "w:hyperlink",
];
/// Attributes of those that may not be missing all the same.
pub(super) const REQUIRED: &[&str] = &["w:type", "w:styleId", "w:fldCharType", "r:id"];

/// Elements with text in them.
pub(super) const TEXTS: &[&str] = &["w:t", "w:instrText"];

/// Paragraphs, in every part that has them.
pub(super) const PARAGRAPHS: &[Rule] = &[
    rule(
        "w:pPr",
        &[],
        &[
            "w:pStyle",
            "w:keepNext",
            "w:keepLines",
            "w:pageBreakBefore",
            "w:tabs",
            "w:spacing",
            "w:ind",
            "w:jc",
            "w:outlineLvl",
        ],
    ),
    rule("w:pStyle", &[("w:val", Key)], &[]),
    rule("w:keepNext", ON, &[]),
    rule("w:keepLines", ON, &[]),
    rule("w:pageBreakBefore", ON, &[]),
    rule("w:tabs", &[], &["w:tab"]),
    rule(
        "w:tabs/w:tab",
        &[
            ("w:val", Is(&["left", "right"])),
            ("w:pos", LENGTH),
            ("w:leader", Is(&["underscore"])),
        ],
        &[],
    ),
    rule(
        "w:pPr/w:spacing",
        &[
            ("w:before", Number(0, 4000)),
            ("w:after", Number(0, 4000)),
            ("w:line", Number(1, 31_680)),
            ("w:lineRule", Is(&["exact", "auto"])),
        ],
        &[],
    ),
    rule(
        "w:ind",
        &[
            ("w:left", LENGTH),
            ("w:right", LENGTH),
            ("w:hanging", LENGTH),
            ("w:firstLine", LENGTH),
            ("w:firstLineChars", Number(0, 1000)),
        ],
        &[],
    ),
    rule(
        "w:pPr/w:jc",
        &[("w:val", Is(&["left", "right", "center", "both"]))],
        &[],
    ),
    rule("w:outlineLvl", &[("w:val", Number(0, 8))], &[]),
    rule(
        "w:rPr",
        &[],
        &["w:rStyle", "w:rFonts", "w:w", "w:sz", "w:szCs"],
    ),
    rule("w:rStyle", &[("w:val", Key)], &[]),
    rule("w:rFonts", &[("w:hint", Is(&["eastAsia"]))], &[]),
    rule("w:w", &[("w:val", Number(10, 100))], &[]),
    rule("w:sz", &[("w:val", SIZE)], &[]),
    rule("w:szCs", &[("w:val", SIZE)], &[]),
    rule("w:t", &[("xml:space", Is(&["preserve"]))], &[]),
    rule("w:r/w:tab", &[], &[]),
    rule("w:br", &[("w:type", Is(&["textWrapping"]))], &[]),
];

const BORDER: &[(&str, Value)] = &[
    ("w:val", Is(&["single"])),
    ("w:sz", Number(2, 96)),
    ("w:space", Number(0, 31)),
    ("w:color", Is(&["000000", "auto"])),
];
/// Headers and footers. Shapes are compared as a whole.
pub(super) const AROUND: &[Rule] = &[
    rule("w:hdr", &[("mc:Ignorable", Is(&["w14 wp14"]))], &["w:p"]),
    rule("w:ftr", &[("mc:Ignorable", Is(&["w14 wp14"]))], &["w:p"]),
    rule("w:p", &[], &["w:pPr", "w:r"]),
    rule(
        "w:r",
        &[],
        &[
            "w:rPr",
            "w:t",
            "w:br",
            "w:tab",
            "w:pict",
            "w:fldChar",
            "w:instrText",
        ],
    ),
    rule(
        "w:fldChar",
        &[
            ("w:fldCharType", Is(&["begin", "separate", "end"])),
            ("w:dirty", Is(&["false"])),
        ],
        &[],
    ),
    rule("w:instrText", &[("xml:space", Is(&["preserve"]))], &[]),
];
