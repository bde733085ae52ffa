//! Our dialect of DOCX: whether a file has only what this program has ever written, and shows the
//! words, cells, pictures and links that its data make, in that order and visibly. Layout that moves
//! text but does not hide it is not compared.
//!
//! It knows what is ours, not what is harmful: what it does not know it names, and nothing more is said
//! of the file. `forbidden` finds what deserves a no; nothing rests on it.

mod around;
mod body;
mod data;
mod forbidden;
mod grammar;
mod layout;
mod lists;
mod picture;
mod styles;
mod value;

use std::collections::BTreeSet;

use crate::verify::look::Own;
use chengbao_base::formats::opc::{Package, Part};
use chengbao_base::formats::xml::{self, Element, Node};
use chengbao_base::text::Text;
use grammar::Rule;
use lists::Role;
pub(super) use lists::is_ours;

/// Namespace of pictures in DrawingML.
const PICTURE: &str = "http://schemas.openxmlformats.org/drawingml/2006/picture";

/// The prefixes of our files, each of which stands for one namespace.
const PREFIXES: &[(&str, &str)] = &[
    (
        "w",
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (
        "r",
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
    (
        "wp",
        "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    ),
    ("a", "http://schemas.openxmlformats.org/drawingml/2006/main"),
    ("pic", PICTURE),
    ("v", "urn:schemas-microsoft-com:vml"),
    ("o", "urn:schemas-microsoft-com:office:office"),
    ("w10", "urn:schemas-microsoft-com:office:word"),
    (
        "mc",
        "http://schemas.openxmlformats.org/markup-compatibility/2006",
    ),
    (
        "w14",
        "http://schemas.microsoft.com/office/word/2010/wordml",
    ),
    (
        "w15",
        "http://schemas.microsoft.com/office/word/2012/wordml",
    ),
    (
        "wp14",
        "http://schemas.microsoft.com/office/word/2010/wordprocessingDrawing",
    ),
    (
        "wpg",
        "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup",
    ),
    (
        "wps",
        "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    ),
    (
        "cp",
        "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
    ),
    ("dc", "http://purl.org/dc/elements/1.1/"),
    ("dcterms", "http://purl.org/dc/terms/"),
    ("xsi", "http://www.w3.org/2001/XMLSchema-instance"),
    (
        "ds",
        "http://schemas.openxmlformats.org/officeDocument/2006/customXml",
    ),
];

/// What was found in a file.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// What no honest file of this program has, by name: reasons for a no.
    pub(super) forbidden: Vec<Text>,
    /// What the dialect does not know.
    pub(super) unknown: Vec<Text>,
    /// Whether what is shown is not what the data make.
    pub(super) differs: bool,
}

/// How many unknown things are listed.
const MAX_UNKNOWN: usize = 50;

impl Found {
    fn unknown(&mut self, part: &str, what: &str) {
        let text = Text::new(format!("{part}：{what}"), format!("{part}: {what}"));
        if self.unknown.len() < MAX_UNKNOWN && !self.unknown.contains(&text) {
            self.unknown.push(text);
        }
    }
}

/// Judges a file by the document that its data make. `own` is what its signatures added.
pub(super) fn judge(file: &Package, own: &Own, made: &Package) -> Found {
    let mut found = Found::default();
    forbidden::find(file, own, made, &mut found);
    // What the program writes today is in the dialect, or the dialect says nothing.
    let mut ours = Found::default();
    let data = Shown::of(made, &Own::default(), None, &mut ours);
    let faces = data.as_ref().map(|data| data.faces.clone());
    let shown = Shown::of(file, own, faces.as_ref(), &mut found);
    data::check(file, made, &mut found);
    let (Some(data), Some(shown)) = (data, shown) else {
        found.unknown("/word/document.xml", "正文无法读取 the text cannot be read");
        return found;
    };
    found.differs = shown.words() != data.words();
    shown.layout.check(&data.layout, &mut found);
    if shown.shapes != data.shapes {
        found.unknown("/word/header*.xml, /word/footer*.xml", "w:pict");
    }
    found
}

/// What a package shows.
#[derive(Debug)]
struct Shown {
    body: Vec<body::Block>,
    around: around::Around,
    /// Shapes in headers and footers.
    shapes: around::Shapes,
    /// Texts of the document's properties.
    properties: Vec<(String, String)>,
    layout: layout::Layout,
    /// The fonts named anywhere.
    faces: BTreeSet<String>,
}

impl Shown {
    /// Reads a package by the grammar. `faces` are the fonts it may name besides the known ones; without
    /// them it may name any. None if a part is missing without which nothing is shown.
    fn of(
        package: &Package,
        own: &Own,
        faces: Option<&BTreeSet<String>>,
        found: &mut Found,
    ) -> Option<Self> {
        let lists = lists::read(package, own, found);
        let mut parts = Vec::new();
        for (part, role) in &lists.roles {
            let (name, rules): (&str, &[&[Rule]]) = match role {
                Role::Document => ("w:document", &[grammar::DOCUMENT, grammar::PARAGRAPHS]),
                Role::Header => ("w:hdr", &[grammar::AROUND, grammar::PARAGRAPHS]),
                Role::Footer => ("w:ftr", &[grammar::AROUND, grammar::PARAGRAPHS]),
                Role::Styles => ("w:styles", &[grammar::STYLES, grammar::PARAGRAPHS]),
                Role::Settings => ("w:settings", &[grammar::SETTINGS]),
                Role::Fonts => ("w:fonts", &[grammar::FONTS]),
                Role::Core => ("cp:coreProperties", &[grammar::CORE]),
                Role::ItemProperties => ("ds:datastoreItem", &[grammar::ITEM]),
                Role::Theme => ("a:theme", &[]),
                Role::Item | Role::Image | Role::Relationships => continue,
            };
            let Ok(root) = xml::strict(&part.bytes) else {
                found.unknown(&part.name, "不是规范的 XML not well-formed XML");
                continue;
            };
            let mut walk = Walk {
                part,
                role: *role,
                rules,
                faces,
                found: &mut *found,
            };
            if root.name() != name {
                walk.unknown(&format!("<{}>", root.name()));
            }
            walk.namespaces(&root);
            match role {
                Role::Theme => walk.theme(&root),
                _ => walk.element(&root, ""),
            }
            parts.push((*role, part.name.as_str(), root));
        }
        let root = |wanted: Role| {
            let mut all = parts.iter();
            all.find(|(role, ..)| *role == wanted)
                .map(|(.., root)| root)
        };
        let sheet = styles::Sheet::of(root(Role::Styles)?);
        let body = root(Role::Document)?.only("body")?;
        let mut layout = layout::Layout::of(body, &sheet);
        let reader = body::Reader {
            package,
            lists: &lists,
            sheet: &sheet,
        };
        let blocks = reader.blocks(body, &mut layout);
        let even = root(Role::Settings).is_some_and(|it| it.only("evenAndOddHeaders").is_some());
        let (around, shapes) = around::read(body, even, &parts, &reader, &mut layout);
        let core = root(Role::Core)
            .into_iter()
            .flat_map(|root| root.elements());
        let names = |element: &Element<'_>| element.name().to_owned();
        Some(Self {
            body: blocks,
            around,
            shapes,
            properties: core.map(|it| (names(it), it.content())).collect(),
            faces: styles::faces(root(Role::Styles)?, root(Role::Fonts)),
            layout,
        })
    }

    /// What is compared.
    fn words(&self) -> (&[body::Block], &around::Around, &[(String, String)]) {
        (&self.body, &self.around, &self.properties)
    }
}

/// A part compared with its rules.
struct Walk<'a> {
    part: &'a Part,
    role: Role,
    rules: &'a [&'a [Rule]],
    /// The fonts of the typography; none where any may be named.
    faces: Option<&'a BTreeSet<String>>,
    found: &'a mut Found,
}

impl<'a> Walk<'a> {
    fn unknown(&mut self, what: &str) {
        self.found.unknown(&self.part.name, what);
    }

    /// Every prefix that is declared anywhere stands for its own namespace.
    fn namespaces(&mut self, element: &Element<'_>) {
        for (name, value) in element.attributes() {
            let is_known = |(prefix, uri): &(&str, &str)| {
                name.strip_prefix("xmlns:") == Some(*prefix) && value == *uri
            };
            if name.starts_with("xmlns") && !PREFIXES.iter().any(is_known) {
                self.unknown(&format!("{name}=\"{value}\""));
            }
        }
        for child in element.elements() {
            self.namespaces(child);
        }
    }

    fn rule(&self, parent: &str, name: &str) -> Option<&'a Rule> {
        let all = |is: &dyn Fn(&Rule) -> bool| {
            let mut rules = self.rules.iter().flat_map(|rules| rules.iter());
            rules.find(|rule| is(rule))
        };
        all(&|rule| rule.name.split_once('/') == Some((parent, name)))
            .or_else(|| all(&|rule| rule.name == name))
    }

    fn element(&mut self, element: &Element<'_>, parent: &str) {
        let name = element.name();
        // Shapes are compared with those of the data's document as a whole.
        if name == "w:pict" && matches!(self.role, Role::Header | Role::Footer) {
            return;
        }
        let Some(rule) = self.rule(parent, name) else {
            self.unknown(&format!("<{name}>"));
            return;
        };
        let mut wrong = Vec::new();
        for (attribute, _) in element.attributes() {
            if attribute.starts_with("xmlns:") {
                continue;
            }
            let known = rule
                .attributes
                .iter()
                .find(|(known, _)| *known == attribute);
            let value = element.resolved(attribute).unwrap_or_default();
            let allows = |kind: &value::Value| kind.allows(&value, self.faces);
            if !known.is_some_and(|(_, kind)| allows(kind)) {
                wrong.push(format!("<{name} {attribute}=\"{value}\">"));
            }
        }
        for (attribute, _) in rule.attributes {
            let may_lack = grammar::OPTIONAL.contains(&name)
                && (!grammar::REQUIRED.contains(attribute)
                    || ["w:br", "w:docGrid"].contains(&name));
            if !may_lack && element.resolved(attribute).is_none() {
                wrong.push(format!("<{name} {attribute}=?>"));
            }
        }
        let mut seen = BTreeSet::new();
        for child in element.elements() {
            let child = child.name();
            let is_new = seen.insert(child) || grammar::REPEATED.contains(&child);
            if !rule.children.contains(&child) {
                wrong.push(format!("<{name}> <{child}>"));
            } else if !is_new {
                wrong.push(format!("<{name}> 2 × <{child}>"));
            }
        }
        let has_text = element
            .children
            .iter()
            .any(|node| matches!(node, Node::Text(_)));
        let may_have =
            grammar::TEXTS.contains(&name) || self.role == Role::Core && !parent.is_empty();
        if has_text && !may_have {
            wrong.push(format!("<{name}>…"));
        }
        for what in wrong {
            self.unknown(&what);
        }
        for child in element.elements() {
            self.element(child, name);
        }
    }

    /// The theme, to which nothing of the grammar refers: DrawingML without text.
    fn theme(&mut self, element: &Element<'_>) {
        let is_text = |node: &Node<'_>| matches!(node, Node::Text(_));
        if !element.name().starts_with("a:") || element.children.iter().any(is_text) {
            self.unknown(&format!("<{}>", element.name()));
        }
        for child in element.elements() {
            self.theme(child);
        }
    }
}
