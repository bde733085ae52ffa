//! The grammar of the main part: paragraphs, bound values, tables, pictures, the page.

use super::{BORDER, LENGTH, ON, Rule, rule};
use crate::verify::content::docx::dialect::PICTURE;
use crate::verify::content::docx::dialect::value::Value::{self, Id, Is, Key, Like, Number, Words};

/// The main part.
pub(in crate::verify::content::docx::dialect) const DOCUMENT: &[Rule] = &[
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
    rule("a:graphicData", &[("uri", Is(&[PICTURE]))], &["pic:pic"]),
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
