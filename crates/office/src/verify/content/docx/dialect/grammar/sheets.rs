//! The grammar of what the text refers to: styles, settings, fonts, properties.

use super::{BORDER, OFF, ON, Rule, rule};
use crate::verify::content::docx::dialect::value::Value::{self, Face, Is, Key, Number, Words};

/// The style sheet.
pub(in crate::verify::content::docx::dialect) const STYLES: &[Rule] = &[
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
pub(in crate::verify::content::docx::dialect) const SETTINGS: &[Rule] = &[
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
pub(in crate::verify::content::docx::dialect) const FONTS: &[Rule] = &[
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
pub(in crate::verify::content::docx::dialect) const CORE: &[Rule] = &[
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
pub(in crate::verify::content::docx::dialect) const ITEM: &[Rule] = &[
    rule(
        "ds:datastoreItem",
        &[("ds:itemID", Words)],
        &["ds:schemaRefs"],
    ),
    rule("ds:schemaRefs", &[], &["ds:schemaRef"]),
    rule("ds:schemaRef", &[("ds:uri", Words)], &[]),
];
