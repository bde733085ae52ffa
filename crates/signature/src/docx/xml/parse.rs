//! Reads XML (XML 1.0, Namespaces in XML 1.0) and refuses what two readers could read differently:
//! document types, encodings other than UTF-8, names without namespaces, attributes given twice.

use std::sync::Arc;

use chengbao_base::formats::xml::lexical::{characters, line_ends, split, value, wrong};
use quick_xml::Reader;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesDecl, BytesPI, BytesStart, Event};

use super::{Document, Element, Name, Node};

/// Maximum elements and attributes of a part.
const MAX_NODES: usize = 1_000_000;
/// Maximum nesting of elements.
const MAX_DEPTH: usize = 256;
/// Attributes and declarations of an element; declarations in scope. Every name is searched among them.
const MAX_NAMES: usize = 256;
/// Namespace of the prefix `xml`.
const XML: &str = "http://www.w3.org/XML/1998/namespace";
/// Namespace of the prefix `xmlns`.
const XMLNS: &str = "http://www.w3.org/2000/xmlns/";

/// Reads a document, or returns what is wrong with it.
pub(in crate::docx) fn parse(bytes: &[u8]) -> Result<Document, String> {
    let text = str::from_utf8(bytes).map_err(|_| "not UTF-8".to_owned())?;
    let mut reader = Reader::from_str(text.strip_prefix('\u{feff}').unwrap_or(text));
    reader.config_mut().enable_all_checks(true);
    let mut building = Building::default();
    let mut is_first = true;
    loop {
        match reader.read_event().map_err(wrong)? {
            Event::Start(tag) => building.open(&tag)?,
            Event::Empty(tag) => {
                building.open(&tag)?;
                building.close()?;
            }
            Event::End(_) => building.close()?,
            Event::Text(text) if text.contains("]]>") => return Err("]]> in text".to_owned()),
            Event::Text(text) => building.text(&line_ends(text.as_ref()))?,
            Event::CData(text) => {
                if building.open.is_empty() {
                    return Err("text outside the root element".to_owned());
                }
                building.text(&line_ends(text.as_ref()))?;
            }
            Event::GeneralRef(name) => match name.resolve_char_ref().map_err(wrong)? {
                Some(character) => building.text(&character.to_string())?,
                None => {
                    let text = resolve_predefined_entity(name.as_ref());
                    building.text(text.ok_or("an unknown entity")?)?;
                }
            },
            Event::Comment(text) => {
                let text = characters(line_ends(text.as_ref()))?;
                building.add(Node::Comment(text))?;
            }
            Event::PI(instruction) => building.add(self::instruction(&instruction)?)?,
            Event::Decl(declaration) if is_first => declared(&declaration)?,
            Event::Decl(_) => return Err("an XML declaration that is not at the start".to_owned()),
            Event::DocType(_) => return Err("a document type".to_owned()),
            Event::Eof => return building.document(),
        }
        is_first = false;
    }
}

/// The document read so far.
#[derive(Default)]
struct Building {
    before: Vec<Node>,
    open: Vec<Element>,
    root: Option<Element>,
    after: Vec<Node>,
    count: usize,
}

impl Building {
    fn open(&mut self, tag: &BytesStart<'_>) -> Result<(), String> {
        if self.root.is_some() {
            return Err("a second root element".to_owned());
        }
        if self.open.len() >= MAX_DEPTH {
            return Err("elements nested too deep".to_owned());
        }
        let element = self.element(tag)?;
        self.count += 1 + element.attributes.len() + element.declarations.len();
        if self.count > MAX_NODES {
            return Err("too many elements".to_owned());
        }
        self.open.push(element);
        Ok(())
    }

    fn close(&mut self) -> Result<(), String> {
        let element = self.open.pop().ok_or("an end tag without a start")?;
        match self.open.last_mut() {
            Some(parent) => parent.children.push(Node::Element(element)),
            None => self.root = Some(element),
        }
        Ok(())
    }

    fn text(&mut self, text: &str) -> Result<(), String> {
        let Some(parent) = self.open.last_mut() else {
            let is_blank = text.chars().all(|c| matches!(c, ' ' | '\t' | '\n'));
            return if is_blank {
                Ok(())
            } else {
                Err("text outside the root element".to_owned())
            };
        };
        let text = characters(text.to_owned())?;
        match parent.children.last_mut() {
            Some(Node::Text(before)) => before.push_str(&text),
            _ => parent.children.push(Node::Text(text)),
        }
        Ok(())
    }

    fn add(&mut self, node: Node) -> Result<(), String> {
        self.count += 1;
        if self.count > MAX_NODES {
            return Err("too many nodes".to_owned());
        }
        match (self.open.last_mut(), &self.root) {
            (Some(parent), _) => parent.children.push(node),
            (None, None) => self.before.push(node),
            (None, Some(_)) => self.after.push(node),
        }
        Ok(())
    }

    fn document(self) -> Result<Document, String> {
        if !self.open.is_empty() {
            return Err("it ends too early".to_owned());
        }
        Ok(Document {
            before: self.before,
            root: self.root.ok_or("no root element")?,
            after: self.after,
        })
    }

    fn element(&self, tag: &BytesStart<'_>) -> Result<Element, String> {
        let mut declarations: Vec<(String, Arc<str>)> = Vec::new();
        let mut plain = Vec::new();
        for attribute in tag.attributes() {
            if declarations.len() + plain.len() >= MAX_NAMES {
                return Err("too many attributes".to_owned());
            }
            let attribute = attribute.map_err(wrong)?;
            let value = value(attribute.value.as_ref())?;
            let (prefix, local) = split(attribute.key.as_ref())?;
            match (prefix, local) {
                ("", "xmlns") => declarations.push((String::new(), value.into())),
                ("xmlns", prefix) => declarations.push((prefix.to_owned(), value.into())),
                _ => plain.push((prefix.to_owned(), local.to_owned(), value)),
            }
        }
        let above = self.open.iter().map(|open| open.declarations.len());
        if above.sum::<usize>() + declarations.len() > MAX_NAMES {
            return Err("too many namespaces".to_owned());
        }
        for (prefix, uri) in &declarations {
            let is_reserved = (prefix == "xml") != (&**uri == XML) || &**uri == XMLNS;
            if is_reserved || prefix == "xmlns" || (!prefix.is_empty() && uri.is_empty()) {
                return Err(format!("a namespace declaration of {prefix:?} as {uri:?}"));
            }
        }
        let space = |prefix: &str| self.space(&declarations, prefix);
        let name = tag.name();
        let (prefix, local) = split(name.as_ref())?;
        let name = Name {
            space: space(prefix)?,
            prefix: prefix.to_owned(),
            local: local.to_owned(),
        };
        let mut attributes: Vec<(Name, String)> = Vec::new();
        for (prefix, local, value) in plain {
            // The default namespace does not apply to attributes.
            let space = if prefix.is_empty() {
                Arc::from("")
            } else {
                space(&prefix)?
            };
            let is_same = |(name, _): &(Name, String)| name.local == local && name.space == space;
            if attributes.iter().any(is_same) {
                return Err(format!("attribute {local} twice"));
            }
            let name = Name {
                prefix,
                local,
                space,
            };
            attributes.push((name, value));
        }
        Ok(Element {
            name,
            declarations,
            attributes,
            children: Vec::new(),
        })
    }

    /// The namespace of a prefix within the open elements and an element's own declarations.
    fn space(&self, own: &[(String, Arc<str>)], prefix: &str) -> Result<Arc<str>, String> {
        let above = self.open.iter().rev().flat_map(|open| &open.declarations);
        let mut all = own.iter().chain(above);
        if let Some((_, uri)) = all.find(|(declared, _)| declared == prefix) {
            return Ok(Arc::clone(uri));
        }
        match prefix {
            "" => Ok(Arc::from("")),
            "xml" => Ok(Arc::from(XML)),
            _ => Err(format!("prefix {prefix} without a namespace")),
        }
    }
}

fn instruction(instruction: &BytesPI<'_>) -> Result<Node, String> {
    let target = instruction.target();
    if !split(target)?.0.is_empty() || target.eq_ignore_ascii_case("xml") {
        return Err(format!("a processing instruction {target}"));
    }
    let data = line_ends(instruction.content());
    let data = data.trim_start_matches([' ', '\t', '\n']);
    Ok(Node::Instruction {
        target: target.to_owned(),
        data: characters(data.to_owned())?,
    })
}

/// An XML declaration that says UTF-8 or nothing.
fn declared(declaration: &BytesDecl<'_>) -> Result<(), String> {
    let version = declaration.version().map_err(wrong)?;
    if version.as_ref() != "1.0" {
        return Err(format!("XML version {version}"));
    }
    match declaration.encoding() {
        None => Ok(()),
        Some(Ok(encoding)) if encoding.eq_ignore_ascii_case("utf-8") => Ok(()),
        Some(Ok(encoding)) => Err(format!("encoding {encoding}")),
        Some(Err(error)) => Err(wrong(error)),
    }
}
