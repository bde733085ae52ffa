//! The style sheet: language and paragraph defaults, `firstLineChars`, aliases, and which styles
//! are the official document's own.

use crate::document::Document;
use crate::docx::page::half_points;
use crate::docx::sign_off;
use crate::docx::styles::{NORMAL, StyleFacts};
use chengbao_base::formats::bound::SIGN_OFF_STYLE;
use chengbao_base::formats::xml::{Element, Node};
use chengbao_base::style::StyleId;

/// Adjusts the root of `word/styles.xml`.
pub(super) fn fix(root: &mut Element<'_>, facts: &[StyleFacts], document: &Document) {
    let body = document.typography.style(StyleId::Body);
    for element in root.elements_mut() {
        match element.name() {
            "w:docDefaults" => fix_defaults(element, &document.meta.language),
            "w:style" => {
                let id = element.attribute("w:styleId").unwrap_or_default();
                if id == NORMAL {
                    fix_normal(element, half_points(body.size));
                } else if let Some(fact) = facts.iter().find(|fact| fact.id == id) {
                    fix_style(element, fact);
                }
                drop_empty(element);
            }
            _ => {}
        }
    }
}

/// `w:docDefaults`: the languages, which docx-rs has no field for.
fn fix_defaults(defaults: &mut Element<'_>, language: &str) {
    defaults.change("w:rPrDefault", |run| {
        run.change("w:rPr", |run| {
            run.change("w:lang", |lang| {
                lang.set("w:val", "en-US");
                lang.set("w:eastAsia", language);
            });
        });
    });
    defaults.elements_mut().for_each(drop_empty);
}

/// The style that all others are based on: Chinese text without extra space. No widow control, which would leave
/// pages of 21 lines; no punctuation past the text area; no space between hanzi and Latin text,
/// which would leave lines of fewer than 28 characters; off Word's grid, since the styles set the
/// pitch. The page's grid counts from the size of this style (§17.6.5). Not in `w:docDefaults`,
/// where LibreOffice ignores half of it.
fn fix_normal(style: &mut Element<'_>, size: usize) {
    style.set("w:default", "1");
    style.change("w:pPr", |paragraph| {
        for off in [
            "w:widowControl",
            "w:overflowPunct",
            "w:autoSpaceDE",
            "w:autoSpaceDN",
            "w:snapToGrid",
        ] {
            paragraph.change(off, |off| off.set("w:val", "0"));
        }
        paragraph.change("w:jc", |align| align.set("w:val", "both"));
    });
    let size = size.to_string();
    style.change("w:rPr", |run| {
        run.change("w:snapToGrid", |snap| snap.set("w:val", "0"));
        run.change("w:sz", |sz| sz.set("w:val", &size));
        run.change("w:szCs", |sz| sz.set("w:val", &size));
    });
}

fn fix_style(style: &mut Element<'_>, fact: &StyleFacts) {
    if fact.custom {
        style.set("w:customStyle", "1");
    }
    if let Some(alias) = fact.alias {
        style.change("w:aliases", |aliases| aliases.set("w:val", alias));
    }
    if fact.id == SIGN_OFF_STYLE {
        style.change("w:pPr", sign_off::add_rules);
    }
    if fact.indent > 0 {
        let chars = (u32::from(fact.indent) * 100).to_string();
        style.change("w:pPr", |paragraph| {
            paragraph.change("w:ind", |indent| indent.set("w:firstLineChars", &chars));
        });
    }
}

/// Drops empty properties: a style's own, and those of the paragraph mark within.
fn drop_empty(element: &mut Element<'_>) {
    let is_empty = |child: &Element<'_>| {
        matches!(child.name(), "w:rPr" | "w:pPr")
            && !child
                .children
                .iter()
                .any(|node| matches!(node, Node::Element(_)))
    };
    for child in element.elements_mut() {
        child.retain(|child| !is_empty(child));
    }
    element.retain(|child| !is_empty(child));
}
