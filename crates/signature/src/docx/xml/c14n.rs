//! Canonical XML 1.0 (W3C Recommendation 2001-03-15), inclusive, with and without comments, of a whole
//! document or of an element with its content.

use std::collections::BTreeMap;

use super::{Document, Element, Name, Node};

/// Namespaces by prefix, the default under the empty one.
type Scope<'a> = BTreeMap<&'a str, &'a str>;

/// The canonical form of a document (§2.1).
pub(in crate::docx) fn canonical_document(document: &Document, comments: bool) -> Vec<u8> {
    let mut out = String::new();
    for node in &document.before {
        let start = out.len();
        write(&mut out, node, &Scope::new(), comments);
        if out.len() > start {
            out.push('\n');
        }
    }
    let root = &document.root;
    element(&mut out, root, own(root), &[], &Scope::new(), comments);
    for node in &document.after {
        let mut line = String::new();
        write(&mut line, node, &Scope::new(), comments);
        if !line.is_empty() {
            out.push('\n');
            out.push_str(&line);
        }
    }
    out.into_bytes()
}

/// The canonical form of an element within `ancestors`, root first: the namespaces
/// in scope (§2.3) and their `xml:` attributes (§2.4) are written with it.
pub(in crate::docx) fn canonical(
    ancestors: &[&Element],
    apex: &Element,
    comments: bool,
) -> Vec<u8> {
    let mut scope = Scope::new();
    let mut xml: BTreeMap<&str, (&Name, &str)> = BTreeMap::new();
    for ancestor in ancestors {
        scope.extend(own(ancestor));
        let attributes = ancestor.attributes.iter();
        for (name, value) in attributes.filter(|(name, _)| name.prefix == "xml") {
            xml.insert(&name.local, (name, value));
        }
    }
    scope.extend(own(apex));
    for (name, _) in apex
        .attributes
        .iter()
        .filter(|(name, _)| name.prefix == "xml")
    {
        xml.remove(name.local.as_str());
    }
    let inherited: Vec<_> = xml.into_values().collect();
    let mut out = String::new();
    element(&mut out, apex, scope, &inherited, &Scope::new(), comments);
    out.into_bytes()
}

/// The namespaces an element declares.
fn own(element: &Element) -> Scope<'_> {
    let declarations = element.declarations.iter();
    declarations
        .map(|(prefix, uri)| (prefix.as_str(), &**uri))
        .collect()
}

/// Writes an element that declares `declared` and has `inherited` attributes besides its own, while
/// `above` is in scope already.
fn element(
    out: &mut String,
    element: &Element,
    declared: Scope<'_>,
    inherited: &[(&Name, &str)],
    above: &Scope<'_>,
    comments: bool,
) {
    out.push('<');
    element.name.write(out);
    let mut scope = above.clone();
    for (prefix, uri) in declared {
        // Without a default namespace above, its absence need not be written.
        let known = above.get(prefix).copied();
        let is_known = known == Some(uri) || prefix.is_empty() && uri == known.unwrap_or("");
        // The parser binds the prefix `xml` to its namespace, which is never declared.
        if is_known || prefix == "xml" {
            continue;
        }
        scope.insert(prefix, uri);
        out.push_str(" xmlns");
        if !prefix.is_empty() {
            out.push(':');
            out.push_str(prefix);
        }
        out.push_str("=\"");
        attribute_value(out, uri);
        out.push('"');
    }
    let own = element
        .attributes
        .iter()
        .map(|(name, value)| (name, value.as_str()));
    let mut attributes: Vec<(&Name, &str)> = own.chain(inherited.iter().copied()).collect();
    attributes.sort_by_key(|(name, _)| (&*name.space, name.local.as_str()));
    for (name, value) in attributes {
        out.push(' ');
        name.write(out);
        out.push_str("=\"");
        attribute_value(out, value);
        out.push('"');
    }
    out.push('>');
    for child in &element.children {
        write(out, child, &scope, comments);
    }
    out.push_str("</");
    element.name.write(out);
    out.push('>');
}

fn write(out: &mut String, node: &Node, above: &Scope<'_>, comments: bool) {
    match node {
        Node::Element(child) => element(out, child, own(child), &[], above, comments),
        Node::Text(content) => text(out, content),
        Node::Comment(text) if comments => {
            for piece in ["<!--", text, "-->"] {
                out.push_str(piece);
            }
        }
        Node::Comment(_) => {}
        Node::Instruction { target, data } => {
            let blank = if data.is_empty() { "" } else { " " };
            for piece in ["<?", target, blank, data, "?>"] {
                out.push_str(piece);
            }
        }
    }
}

/// A carriage return can only come from a reference, and is written as one.
const CR: (char, &str) = ('\r', "&#xD;");

/// Writes text (§2.3).
pub(in crate::docx) fn text(out: &mut String, text: &str) {
    escape(
        out,
        text,
        &[('&', "&amp;"), ('<', "&lt;"), ('>', "&gt;"), CR],
    );
}

/// Writes an attribute value (§2.3).
pub(in crate::docx) fn attribute_value(out: &mut String, value: &str) {
    let quoted = [
        ('&', "&amp;"),
        ('<', "&lt;"),
        ('"', "&quot;"),
        ('\t', "&#x9;"),
        ('\n', "&#xA;"),
        CR,
    ];
    escape(out, value, &quoted);
}

fn escape(out: &mut String, text: &str, escapes: &[(char, &str)]) {
    for character in text.chars() {
        match escapes.iter().find(|(plain, _)| *plain == character) {
            Some((_, escaped)) => out.push_str(escaped),
            None => out.push(character),
        }
    }
}
