//! The style sheet: what a style makes of its text, as far as it can hide it.

use std::collections::{BTreeMap, BTreeSet};

use chengbao_base::formats::xml::Element;

/// How text is set; nothing where it is not said.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Look {
    /// Size in half-points.
    pub(super) size: Option<i64>,
    /// Pitch of the lines: in twips if exact, else in parts of 240.
    pub(super) line: Option<i64>,
    pub(super) exact: Option<bool>,
    pub(super) left: Option<i64>,
    pub(super) right: Option<i64>,
    pub(super) hanging: Option<i64>,
    pub(super) first: Option<i64>,
    /// Level in the outline, from 0.
    pub(super) outline: Option<i64>,
}

impl Look {
    /// What an element with properties of paragraphs and text says: a style, or a paragraph.
    pub(super) fn of(element: &Element<'_>) -> Self {
        let paragraph = element.only("pPr");
        let text = element.only("rPr");
        let number = |parent: Option<&Element<'_>>, name: &str, attribute: &str| {
            parent?.only(name)?.value(attribute)?.parse::<i64>().ok()
        };
        let spacing = paragraph.and_then(|it| it.only("spacing"));
        let rule = spacing.and_then(|it| it.value("lineRule"));
        Self {
            size: number(text, "sz", "val"),
            line: number(paragraph, "spacing", "line"),
            exact: rule.map(|rule| rule == "exact"),
            left: number(paragraph, "ind", "left"),
            right: number(paragraph, "ind", "right"),
            hanging: number(paragraph, "ind", "hanging"),
            first: number(paragraph, "ind", "firstLine"),
            outline: number(paragraph, "outlineLvl", "val"),
        }
    }

    /// The same under what is said closer to the text.
    pub(super) fn under(self, closer: Self) -> Self {
        Self {
            size: closer.size.or(self.size),
            line: closer.line.or(self.line),
            exact: closer.exact.or(self.exact),
            left: closer.left.or(self.left),
            right: closer.right.or(self.right),
            hanging: closer.hanging.or(self.hanging),
            first: closer.first.or(self.first),
            outline: closer.outline.or(self.outline),
        }
    }
}

/// The styles of a document.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    defaults: Look,
    styles: BTreeMap<String, Style>,
    /// The style of paragraphs that name none.
    normal: Option<String>,
    /// Styles that programs read differently: there twice, or the one for all text.
    pub(super) unclear: Vec<String>,
}

/// A style.
#[derive(Debug)]
struct Style {
    kind: StyleKind,
    based: Option<String>,
    look: Look,
}

/// What a style is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum StyleKind {
    Paragraph,
    Text,
}

/// Styles based on one another.
const MAX_CHAIN: usize = 8;

impl Sheet {
    /// Those of the root of the part.
    pub(super) fn of(root: &Element<'_>) -> Self {
        let mut sheet = Self::default();
        if let Some(defaults) = root.only("docDefaults") {
            for element in defaults.elements() {
                sheet.defaults = sheet.defaults.under(Look::of(element));
            }
        }
        for style in root.elements().filter(|it| it.local() == "style") {
            let id = style.value("styleId").unwrap_or_default().into_owned();
            let based = style.only("basedOn").and_then(|it| it.value("val"));
            let kind = match style.value("type").as_deref() {
                Some("paragraph") => StyleKind::Paragraph,
                _ => StyleKind::Text,
            };
            if style.value("default").is_some() {
                let is_only = sheet.normal.replace(id.clone()).is_none();
                if !is_only || kind == StyleKind::Text {
                    sheet.unclear.push(id.clone());
                }
            }
            let entry = Style {
                kind,
                based: based.map(std::borrow::Cow::into_owned),
                look: Look::of(style),
            };
            if sheet.styles.insert(id.clone(), entry).is_some() {
                sheet.unclear.push(id);
            }
        }
        sheet
    }

    /// What the style of a paragraph makes of its text; without a name, or with one that is not there,
    /// the style of paragraphs that name none, as programs do. None if it is of another kind, or its
    /// chain does not end.
    pub(super) fn paragraph(&self, id: Option<&str>) -> Option<Look> {
        let known = id.filter(|id| self.styles.contains_key(*id));
        let chain = match known.or(self.normal.as_deref()) {
            Some(id) => self.chain(id, StyleKind::Paragraph)?,
            None => Look::default(),
        };
        Some(self.defaults.under(chain))
    }

    /// What a style of text makes of it. None if there is none of this kind, or its chain does not end.
    pub(super) fn text(&self, id: &str) -> Option<Look> {
        self.chain(id, StyleKind::Text)
    }

    fn chain(&self, id: &str, kind: StyleKind) -> Option<Look> {
        let mut chain = Vec::new();
        let mut next = Some(id);
        while let Some(id) = next {
            let style = self.styles.get(id).filter(|style| style.kind == kind)?;
            if chain.len() >= MAX_CHAIN {
                return None;
            }
            chain.push(style.look);
            next = style.based.as_deref();
        }
        Some(chain.into_iter().rev().fold(Look::default(), Look::under))
    }
}

/// The fonts that a style sheet and a font table name.
pub(super) fn faces(styles: &Element<'_>, fonts: Option<&Element<'_>>) -> BTreeSet<String> {
    let mut faces = BTreeSet::new();
    collect(styles, &mut faces);
    if let Some(fonts) = fonts {
        collect(fonts, &mut faces);
    }
    faces
}

fn collect(element: &Element<'_>, faces: &mut BTreeSet<String>) {
    let names: &[&str] = match element.name() {
        "w:rFonts" => &["ascii", "hAnsi", "cs", "eastAsia"],
        "w:font" => &["name"],
        "w:altName" => &["val"],
        _ => &[],
    };
    let named = names.iter().filter_map(|name| element.value(name));
    faces.extend(named.map(std::borrow::Cow::into_owned));
    for child in element.elements() {
        collect(child, faces);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chengbao_base::formats::xml::strict;

    #[test]
    fn a_style_adds_to_the_one_it_is_based_on() {
        let part = "<w:styles xmlns:w='w'><w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val='32'/></w:rPr></w:rPrDefault></w:docDefaults>\
            <w:style w:type='paragraph' w:styleId='A' w:default='1'><w:pPr><w:spacing w:line='579' w:lineRule='exact'/></w:pPr></w:style>\
            <w:style w:type='paragraph' w:styleId='B'><w:basedOn w:val='A'/><w:rPr><w:sz w:val='44'/></w:rPr></w:style>\
            <w:style w:type='paragraph' w:styleId='C'><w:basedOn w:val='C'/></w:style></w:styles>";
        let sheet = Sheet::of(&strict(part.as_bytes()).unwrap());
        let look = sheet.paragraph(Some("B")).unwrap();
        assert_eq!(
            (look.size, look.line, look.exact),
            (Some(44), Some(579), Some(true))
        );
        assert_eq!(sheet.paragraph(None).unwrap().size, Some(32));
        assert_eq!(sheet.paragraph(Some("C")), None);
        assert_eq!(sheet.text("B"), None);
        assert_eq!(sheet.paragraph(Some("D")), sheet.paragraph(None));
    }
}
