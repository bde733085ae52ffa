//! The order of children. WordprocessingML's property elements are sequences (ECMA-376 part 1,
//! annex A), and Word reports a file that has them in another order as damaged.

use chengbao_base::formats::xml::{Element, Node};

/// `w:pPr`, §17.3.1.26.
const PARAGRAPH: &[&str] = &[
    "w:pStyle",
    "w:keepNext",
    "w:keepLines",
    "w:pageBreakBefore",
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
    "w:rPr",
];

/// `w:rPr`, §17.3.2.28.
const RUN: &[&str] = &[
    "w:rStyle",
    "w:rFonts",
    "w:snapToGrid",
    "w:color",
    "w:spacing",
    "w:w",
    "w:sz",
    "w:szCs",
    "w:lang",
];

/// `w:tblPr`, `CT_TblPr`.
const TABLE: &[&str] = &[
    "w:tblW",
    "w:jc",
    "w:tblBorders",
    "w:tblLayout",
    "w:tblCellMar",
    "w:tblCaption",
];

/// `w:trPr`, `CT_TrPr`: a choice, but kept in one order.
const ROW: &[&str] = &["w:cantSplit", "w:trHeight", "w:tblHeader"];

/// `w:tcPr`, `CT_TcPr`.
const CELL: &[&str] = &[
    "w:tcW",
    "w:gridSpan",
    "w:vMerge",
    "w:tcBorders",
    "w:textDirection",
    "w:vAlign",
];

/// `w:sectPr`, §17.6.17.
const SECTION: &[&str] = &[
    "w:headerReference",
    "w:footerReference",
    "w:pgSz",
    "w:pgMar",
    "w:pgNumType",
    "w:cols",
    "w:titlePg",
    "w:docGrid",
];

/// `w:sdtPr`, §17.5.2.38.
const CONTROL: &[&str] = &[
    "w:rPr",
    "w:alias",
    "w:tag",
    "w:id",
    "w:lock",
    "w:dataBinding",
    "w:text",
];

/// `w:style`, §17.7.4.17.
const STYLE: &[&str] = &[
    "w:name",
    "w:aliases",
    "w:basedOn",
    "w:next",
    "w:link",
    "w:uiPriority",
    "w:qFormat",
    "w:pPr",
    "w:rPr",
];

/// `w:settings`, §17.15.1.78.
const SETTINGS: &[&str] = &[
    "w:zoom",
    "w:mirrorMargins",
    "w:documentProtection",
    "w:defaultTabStop",
    "w:evenAndOddHeaders",
    "w:characterSpacingControl",
    "w:compat",
    "w:themeFontLang",
];

/// Sorts the children of every property element under `root`.
pub(super) fn sort(root: &mut Element<'_>) {
    if let Some(order) = order(root.name()) {
        let rank = |node: &Node<'_>| match node {
            Node::Element(child) => order.iter().position(|name| *name == child.name()),
            Node::Text(_) => None,
        };
        // Stable: elements that may repeat keep their order. What is not listed is not written
        // by this module; it would go last and the tests would report it.
        (root.children).sort_by_key(|node| rank(node).unwrap_or(usize::MAX));
    }
    root.elements_mut().for_each(sort);
}

/// The sequence of an element's children, if it is one.
pub(in crate::docx) fn order(name: &str) -> Option<&'static [&'static str]> {
    Some(match name {
        "w:pPr" => PARAGRAPH,
        "w:rPr" => RUN,
        "w:tblPr" => TABLE,
        "w:trPr" => ROW,
        "w:tcPr" => CELL,
        "w:sectPr" => SECTION,
        "w:sdtPr" => CONTROL,
        "w:style" => STYLE,
        "w:settings" => SETTINGS,
        _ => return None,
    })
}
