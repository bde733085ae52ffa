//! Writes a tree as a part: unchanged content as it was read, so nothing needs escaping.

use quick_xml::events::Event;

use super::{Element, Node};

/// Writes a part, declaration first; elements without children are written as one tag. Unchanged content
/// is written as it was read, so nothing needs escaping.
#[must_use]
pub fn write(root: &Element<'_>) -> Vec<u8> {
    let mut out = String::with_capacity(64 + size(root));
    out.push_str(r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#);
    write_element(&mut out, root);
    out.into_bytes()
}

/// The size of an element in bytes, or slightly more.
fn size(element: &Element<'_>) -> usize {
    let children = element.children.iter().map(|child| match child {
        Node::Element(child) => size(child),
        Node::Text(event) => event.len() + 12,
    });
    element.start.len() + element.name().len() + 5 + children.sum::<usize>()
}

fn write_element(out: &mut String, element: &Element<'_>) {
    out.push('<');
    if element.children.is_empty() {
        // Without the space that docx-rs leaves before `/>`.
        out.push_str(element.start.trim_end());
        out.push_str("/>");
        return;
    }
    out.push_str(&element.start);
    out.push('>');
    for child in &element.children {
        match child {
            Node::Element(child) => write_element(out, child),
            Node::Text(Event::Text(text)) => out.push_str(text),
            Node::Text(Event::GeneralRef(name)) => {
                for piece in ["&", name, ";"] {
                    out.push_str(piece);
                }
            }
            Node::Text(Event::CData(text)) => {
                for piece in ["<![CDATA[", text, "]]>"] {
                    out.push_str(piece);
                }
            }
            // `parse` keeps no other kinds.
            Node::Text(_) => {}
        }
    }
    for piece in ["</", element.name(), ">"] {
        out.push_str(piece);
    }
}
