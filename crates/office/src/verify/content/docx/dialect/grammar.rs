//! The grammar of the parts: the elements, attributes and values that this program has ever written.
//! Anything else is not ours, however harmless it is.
//!
//! A later edition that writes something new adds it here; what an earlier one wrote stays.

use super::value::Value::{self, Face, Id, Is, Key, Like, Number, Words};

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
            ("w:before", LENGTH),
            ("w:after", LENGTH),
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

/// The main part.
pub(super) const DOCUMENT: &[Rule] = &[
    rule("w:document", &[], &["w:body"]),
    rule("w:body", &[], &["w:p", "w:tbl", "w:sectPr"]),
    rule("w:p", &[], &["w:pPr", "w:r", "w:sdt", "w:hyperlink"]),
    rule("w:r", &[], &["w:rPr", "w:t", "w:br", "w:tab", "w:drawing"]),
    rule(
        "w:hyperlink",
        &[("r:id", Id), ("w:history", Is(&["1"]))],
        &["w:r"],
    ),
    rule("w:sdt", &[], &["w:sdtPr", "w:sdtContent"]),
    rule(
        "w:sdtPr",
        &[],
        &[
            "w:rPr",
            "w:alias",
            "w:tag",
            "w:lock",
            "w:dataBinding",
            "w:text",
        ],
    ),
    rule("w:alias", &[("w:val", Words)], &[]),
    rule("w:tag", &[("w:val", Key)], &[]),
    rule("w:lock", &[("w:val", Is(&["sdtLocked"]))], &[]),
    rule(
        "w:dataBinding",
        &[
            (
                "w:prefixMappings",
                Like(|value| value == chengbao_base::formats::bound::PREFIX_MAPPINGS),
            ),
            ("w:xpath", Words),
            (
                "w:storeItemID",
                Like(|value| value == chengbao_base::formats::bound::REPORT_ID),
            ),
        ],
        &[],
    ),
    rule("w:text", &[], &[]),
    rule("w:sdtContent", &[], &["w:r"]),
    // Tables.
    rule("w:tbl", &[], &["w:tblPr", "w:tblGrid", "w:tr"]),
    rule(
        "w:tblPr",
        &[],
        &[
            "w:tblW",
            "w:jc",
            "w:tblBorders",
            "w:tblLayout",
            "w:tblCellMar",
            "w:tblCaption",
        ],
    ),
    rule("w:tblW", &[("w:w", LENGTH), ("w:type", Is(&["dxa"]))], &[]),
    rule("w:tblPr/w:jc", &[("w:val", Is(&["center"]))], &[]),
    rule(
        "w:tblBorders",
        &[],
        &[
            "w:top",
            "w:left",
            "w:bottom",
            "w:right",
            "w:insideH",
            "w:insideV",
        ],
    ),
    rule("w:tblBorders/w:top", BORDER, &[]),
    rule("w:tblBorders/w:left", BORDER, &[]),
    rule("w:tblBorders/w:bottom", BORDER, &[]),
    rule("w:tblBorders/w:right", BORDER, &[]),
    rule("w:insideH", BORDER, &[]),
    rule("w:insideV", BORDER, &[]),
    rule("w:tblLayout", &[("w:type", Is(&["fixed"]))], &[]),
    rule(
        "w:tblCellMar",
        &[],
        &["w:top", "w:left", "w:bottom", "w:right"],
    ),
    rule("w:tblCellMar/w:top", MARGIN, &[]),
    rule("w:tblCellMar/w:left", MARGIN, &[]),
    rule("w:tblCellMar/w:bottom", MARGIN, &[]),
    rule("w:tblCellMar/w:right", MARGIN, &[]),
    rule("w:tblCaption", &[("w:val", Words)], &[]),
    rule("w:tblGrid", &[], &["w:gridCol"]),
    rule("w:gridCol", &[("w:w", LENGTH)], &[]),
    rule("w:tr", &[], &["w:trPr", "w:tc"]),
    rule("w:trPr", &[], &["w:cantSplit", "w:trHeight", "w:tblHeader"]),
    rule("w:cantSplit", ON, &[]),
    rule("w:tblHeader", ON, &[]),
    rule(
        "w:trHeight",
        &[("w:val", Number(0, 6000)), ("w:hRule", Is(&["atLeast"]))],
        &[],
    ),
    rule("w:tc", &[], &["w:tcPr", "w:p"]),
    rule(
        "w:tcPr",
        &[],
        &[
            "w:tcW",
            "w:gridSpan",
            "w:vMerge",
            "w:textDirection",
            "w:vAlign",
        ],
    ),
    rule("w:tcW", &[("w:w", LENGTH), ("w:type", Is(&["dxa"]))], &[]),
    rule("w:gridSpan", &[("w:val", Number(1, 63))], &[]),
    rule("w:vMerge", &[("w:val", Is(&["restart", "continue"]))], &[]),
    rule("w:textDirection", &[("w:val", Is(&["tbRlV"]))], &[]),
    rule("w:vAlign", &[("w:val", Is(&["center"]))], &[]),
    // Pictures.
    rule("w:drawing", &[], &["wp:inline"]),
    rule(
        "wp:inline",
        &[
            ("distT", Is(&["0"])),
            ("distB", Is(&["0"])),
            ("distL", Is(&["0"])),
            ("distR", Is(&["0"])),
        ],
        &["wp:extent", "wp:docPr", "wp:cNvGraphicFramePr", "a:graphic"],
    ),
    rule("wp:extent", EXTENT, &[]),
    rule("wp:docPr", NAMED, &[]),
    rule("wp:cNvGraphicFramePr", &[], &["a:graphicFrameLocks"]),
    rule(
        "a:graphicFrameLocks",
        &[("noChangeAspect", Is(&["1"]))],
        &[],
    ),
    rule("a:graphic", &[], &["a:graphicData"]),
    rule(
        "a:graphicData",
        &[("uri", Is(&[super::PICTURE]))],
        &["pic:pic"],
    ),
    rule("pic:pic", &[], &["pic:nvPicPr", "pic:blipFill", "pic:spPr"]),
    rule("pic:nvPicPr", &[], &["pic:cNvPr", "pic:cNvPicPr"]),
    rule("pic:cNvPr", NAMED, &[]),
    rule("pic:cNvPicPr", &[], &[]),
    rule("pic:blipFill", &[], &["a:blip", "a:stretch"]),
    rule("a:blip", &[("r:embed", Id)], &[]),
    rule("a:stretch", &[], &["a:fillRect"]),
    rule("a:fillRect", &[], &[]),
    rule("pic:spPr", &[], &["a:xfrm", "a:prstGeom"]),
    rule("a:xfrm", &[], &["a:off", "a:ext"]),
    rule("a:off", &[("x", Is(&["0"])), ("y", Is(&["0"]))], &[]),
    rule("a:ext", EXTENT, &[]),
    rule("a:prstGeom", &[("prst", Is(&["rect"]))], &["a:avLst"]),
    rule("a:avLst", &[], &[]),
    // The page.
    rule(
        "w:sectPr",
        &[],
        &[
            "w:headerReference",
            "w:footerReference",
            "w:pgSz",
            "w:pgMar",
            "w:pgNumType",
            "w:cols",
            "w:titlePg",
            "w:docGrid",
        ],
    ),
    rule("w:headerReference", REFERENCE, &[]),
    rule("w:footerReference", REFERENCE, &[]),
    rule(
        "w:pgSz",
        &[("w:w", Number(5000, 25_000)), ("w:h", Number(5000, 25_000))],
        &[],
    ),
    rule(
        "w:pgMar",
        &[
            ("w:top", Number(0, 6000)),
            ("w:right", Number(0, 6000)),
            ("w:bottom", Number(0, 6000)),
            ("w:left", Number(0, 6000)),
            ("w:header", Number(0, 6000)),
            ("w:footer", Number(0, 6000)),
            ("w:gutter", Number(0, 1000)),
        ],
        &[],
    ),
    rule(
        "w:pgNumType",
        &[("w:fmt", Is(&["decimal"])), ("w:start", Number(0, 32_767))],
        &[],
    ),
    rule(
        "w:cols",
        &[("w:space", Number(0, 2000)), ("w:num", Is(&["1"]))],
        &[],
    ),
    rule("w:titlePg", ON, &[]),
    rule(
        "w:docGrid",
        &[
            ("w:type", Is(&["linesAndChars"])),
            ("w:linePitch", Number(100, 2000)),
            ("w:charSpace", Number(-8000, 8000)),
        ],
        &[],
    ),
];

const BORDER: &[(&str, Value)] = &[
    ("w:val", Is(&["single"])),
    ("w:sz", Number(2, 96)),
    ("w:space", Number(0, 31)),
    ("w:color", Is(&["000000", "auto"])),
];
const MARGIN: &[(&str, Value)] = &[("w:w", Number(0, 300)), ("w:type", Is(&["dxa"]))];
const EXTENT: &[(&str, Value)] = &[("cx", Number(1, 30_000_000)), ("cy", Number(1, 30_000_000))];
const NAMED: &[(&str, Value)] = &[
    ("id", Number(1, 100_000)),
    ("name", Like(is_picture_name)),
    ("descr", Words),
];
const REFERENCE: &[(&str, Value)] = &[("w:type", Is(&["default", "even", "first"])), ("r:id", Id)];

fn is_picture_name(name: &str) -> bool {
    let number = name.strip_prefix("图片 ");
    number.is_some_and(|number| {
        !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())
    })
}

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

/// The style sheet.
pub(super) const STYLES: &[Rule] = &[
    rule(
        "w:styles",
        &[("mc:Ignorable", Is(&["w14 w15"]))],
        &["w:docDefaults", "w:style"],
    ),
    rule("w:docDefaults", &[], &["w:rPrDefault", "w:pPrDefault"]),
    rule("w:rPrDefault", &[], &["w:rPr"]),
    rule("w:pPrDefault", &[], &["w:pPr"]),
    rule("w:pPrDefault/w:pPr", &[], &["w:spacing"]),
    rule(
        "w:style",
        &[
            ("w:type", Is(&["paragraph", "character"])),
            ("w:styleId", Key),
            ("w:default", Is(&["1"])),
            ("w:customStyle", Is(&["1"])),
        ],
        &[
            "w:name",
            "w:aliases",
            "w:basedOn",
            "w:next",
            "w:link",
            "w:uiPriority",
            "w:qFormat",
            "w:pPr",
            "w:rPr",
        ],
    ),
    rule("w:name", &[("w:val", Words)], &[]),
    rule("w:aliases", &[("w:val", Words)], &[]),
    rule("w:basedOn", &[("w:val", Key)], &[]),
    rule("w:next", &[("w:val", Key)], &[]),
    rule("w:link", &[("w:val", Key)], &[]),
    rule("w:uiPriority", &[("w:val", Number(0, 99))], &[]),
    rule("w:qFormat", ON, &[]),
    rule(
        "w:style/w:pPr",
        &[],
        &[
            "w:keepNext",
            "w:keepLines",
            "w:widowControl",
            "w:pBdr",
            "w:tabs",
            "w:overflowPunct",
            "w:autoSpaceDE",
            "w:autoSpaceDN",
            "w:snapToGrid",
            "w:spacing",
            "w:ind",
            "w:jc",
            "w:outlineLvl",
        ],
    ),
    rule("w:widowControl", OFF, &[]),
    rule("w:overflowPunct", OFF, &[]),
    rule("w:autoSpaceDE", OFF, &[]),
    rule("w:autoSpaceDN", OFF, &[]),
    rule("w:snapToGrid", OFF, &[]),
    rule("w:pBdr", &[], &["w:top", "w:bottom"]),
    rule("w:pBdr/w:top", BORDER, &[]),
    rule("w:pBdr/w:bottom", BORDER, &[]),
    rule(
        "w:rPr",
        &[],
        &[
            "w:rFonts",
            "w:snapToGrid",
            "w:color",
            "w:spacing",
            "w:sz",
            "w:szCs",
            "w:lang",
        ],
    ),
    rule(
        "w:rFonts",
        &[
            ("w:ascii", Face),
            ("w:hAnsi", Face),
            ("w:cs", Face),
            ("w:eastAsia", Face),
            ("w:hint", Is(&["eastAsia"])),
        ],
        &[],
    ),
    // Black, and the red of a letter's mark.
    rule(
        "w:color",
        &[("w:val", Is(&["000000", "FF0000", "auto"]))],
        &[],
    ),
    rule("w:rPr/w:spacing", &[("w:val", Number(-20, 40))], &[]),
    rule("w:lang", LANGUAGE, &[]),
];

const LANGUAGE: &[(&str, Value)] = &[("w:val", Is(&["en-US"])), ("w:eastAsia", Is(&["zh-CN"]))];

/// The settings.
pub(super) const SETTINGS: &[Rule] = &[
    rule(
        "w:settings",
        &[],
        &[
            "w:zoom",
            "w:mirrorMargins",
            "w:documentProtection",
            "w:defaultTabStop",
            "w:evenAndOddHeaders",
            "w:characterSpacingControl",
            "w:compat",
            "w:themeFontLang",
        ],
    ),
    rule("w:zoom", &[("w:percent", Number(10, 500))], &[]),
    rule("w:mirrorMargins", ON, &[]),
    rule(
        "w:documentProtection",
        &[("w:edit", Is(&["readOnly"])), ("w:enforcement", Is(&["1"]))],
        &[],
    ),
    rule("w:defaultTabStop", &[("w:val", Number(0, 5000))], &[]),
    rule("w:evenAndOddHeaders", ON, &[]),
    rule(
        "w:characterSpacingControl",
        &[("w:val", Is(&["compressPunctuation"]))],
        &[],
    ),
    rule(
        "w:compat",
        &[],
        &[
            "w:spaceForUL",
            "w:balanceSingleByteDoubleByteWidth",
            "w:doNotLeaveBackslashAlone",
            "w:ulTrailSpace",
            "w:doNotExpandShiftReturn",
            "w:adjustLineHeightInTable",
            "w:useFELayout",
            "w:compatSetting",
        ],
    ),
    rule("w:spaceForUL", ON, &[]),
    rule("w:balanceSingleByteDoubleByteWidth", ON, &[]),
    rule("w:doNotLeaveBackslashAlone", ON, &[]),
    rule("w:ulTrailSpace", ON, &[]),
    rule("w:doNotExpandShiftReturn", ON, &[]),
    rule("w:adjustLineHeightInTable", ON, &[]),
    rule("w:useFELayout", ON, &[]),
    rule(
        "w:compatSetting",
        &[
            (
                "w:name",
                Is(&[
                    "compatibilityMode",
                    "overrideTableStyleFontSizeAndJustification",
                    "enableOpenTypeFeatures",
                    "doNotFlipMirrorIndents",
                    "differentiateMultirowTableHeaders",
                    "useWord2013TrackBottomHyphenation",
                ]),
            ),
            ("w:uri", Is(&["http://schemas.microsoft.com/office/word"])),
            ("w:val", Is(&["0", "1", "15"])),
        ],
        &[],
    ),
    rule("w:themeFontLang", LANGUAGE, &[]),
];

/// The font table.
pub(super) const FONTS: &[Rule] = &[
    rule("w:fonts", &[], &["w:font"]),
    rule(
        "w:font",
        &[("w:name", Face)],
        &["w:altName", "w:charset", "w:family", "w:pitch"],
    ),
    rule("w:altName", &[("w:val", Face)], &[]),
    rule("w:charset", &[("w:val", Is(&["00", "86"]))], &[]),
    rule("w:family", &[("w:val", Is(&["roman", "modern"]))], &[]),
    rule("w:pitch", &[("w:val", Is(&["variable"]))], &[]),
];

/// The properties of the document; their texts are compared.
pub(super) const CORE: &[Rule] = &[
    rule(
        "cp:coreProperties",
        &[],
        &[
            "dc:title",
            "dc:creator",
            "dcterms:created",
            "dcterms:modified",
            "dc:language",
        ],
    ),
    rule("dc:title", &[], &[]),
    rule("dc:creator", &[], &[]),
    rule("dcterms:created", DATE, &[]),
    rule("dcterms:modified", DATE, &[]),
    rule("dc:language", &[], &[]),
];

const DATE: &[(&str, Value)] = &[("xsi:type", Is(&["dcterms:W3CDTF"]))];

/// The properties of a part with data.
pub(super) const ITEM: &[Rule] = &[
    rule(
        "ds:datastoreItem",
        &[("ds:itemID", Words)],
        &["ds:schemaRefs"],
    ),
    rule("ds:schemaRefs", &[], &["ds:schemaRef"]),
    rule("ds:schemaRef", &[("ds:uri", Words)], &[]),
];
