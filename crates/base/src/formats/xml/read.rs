//! Reads a tree from bytes, in one of three ways: our own parts as they are, foreign parts within
//! bounds, and strictly, where nothing may be read in two ways.

use quick_xml::Reader;
use quick_xml::escape::{resolve_predefined_entity, unescape};
use quick_xml::events::{BytesDecl, BytesStart, Event};

use super::lexical::{characters, split, value, wrong};
use super::{Element, Node};

/// Maximum size of a part that is read, in bytes.
const MAX_SIZE: usize = 48 << 20;
/// Maximum elements of a part.
const MAX_ELEMENTS: usize = 1_500_000;
/// Maximum nesting of elements.
const MAX_DEPTH: usize = 256;

/// Why a part cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum XmlError {
    /// Not well-formed, or in an encoding that is not read.
    #[error("{0}")]
    Damaged(String),
    /// It has a document type declaration.
    #[error("a document type")]
    Doctype,
    /// Elements nested deeper than in any document.
    #[error("elements nested too deep")]
    TooDeep,
    /// More bytes or elements than any document has.
    #[error("too large")]
    TooLarge,
}

/// How a part is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Rules {
    Own,
    Foreign,
    Strict,
}

/// Reads a part that a library of this program made: the bounds are not checked.
///
/// # Errors
/// [`XmlError::Damaged`] if it is not well-formed.
pub fn own(part: &[u8]) -> Result<Element<'_>, XmlError> {
    tree(str::from_utf8(part).map_err(damaged)?, Rules::Own)
}

/// Reads a part of a foreign file: UTF-8, or UTF-16, which ECMA-376 part 2 allows too. What follows
/// the root is not read.
///
/// # Errors
/// [`XmlError`] if it is not well-formed, has a document type, or exceeds the bounds.
pub fn read(part: &[u8]) -> Result<Element<'_>, XmlError> {
    if part.len() > MAX_SIZE {
        return Err(XmlError::TooLarge);
    }
    if let [first @ (0xff | 0xfe), second @ (0xfe | 0xff), rest @ ..] = part {
        let units = rest.chunks_exact(2);
        if first == second || !units.remainder().is_empty() {
            return Err(damaged("not UTF-16"));
        }
        let unit = |pair: &[u8]| match *pair {
            [one, two] if *first == 0xff => u16::from_le_bytes([one, two]),
            [one, two] => u16::from_be_bytes([one, two]),
            _ => 0,
        };
        let units: Vec<u16> = units.map(unit).collect();
        let text = String::from_utf16(&units).map_err(|_| damaged("not UTF-16"))?;
        return tree(&text, Rules::Foreign).map(Element::into_owned);
    }
    let text = str::from_utf8(part).map_err(damaged)?;
    tree(
        text.strip_prefix('\u{feff}').unwrap_or(text),
        Rules::Foreign,
    )
}

/// Reads a part of which every reader must see the same: UTF-8, names and characters as XML has them,
/// no comments, no instructions, nothing but blanks around the root.
///
/// # Errors
/// [`XmlError`] if it is anything else, or exceeds the bounds.
pub fn strict(part: &[u8]) -> Result<Element<'_>, XmlError> {
    if part.len() > MAX_SIZE {
        return Err(XmlError::TooLarge);
    }
    let text = str::from_utf8(part).map_err(|_| damaged("not UTF-8"))?;
    tree(text.strip_prefix('\u{feff}').unwrap_or(text), Rules::Strict)
}

fn tree(text: &str, rules: Rules) -> Result<Element<'_>, XmlError> {
    let mut reader = Reader::from_str(text);
    if rules == Rules::Strict {
        reader.config_mut().enable_all_checks(true);
    }
    let mut open: Vec<Element<'_>> = Vec::new();
    let mut done: Option<Element<'_>> = None;
    let (mut count, mut is_first) = (0_usize, true);
    loop {
        let event = reader.read_event().map_err(damaged)?;
        let node = match event {
            Event::Start(start) => {
                check(&start, open.len(), &mut count, rules)?;
                open.push(Element {
                    start,
                    children: Vec::new(),
                });
                is_first = false;
                continue;
            }
            Event::Empty(start) => {
                check(&start, open.len(), &mut count, rules)?;
                Node::Element(Element {
                    start,
                    children: Vec::new(),
                })
            }
            Event::End(_) => match open.pop() {
                Some(element) => Node::Element(element),
                None if rules == Rules::Own => continue,
                None => return Err(damaged("an end tag without a start tag")),
            },
            event @ (Event::Text(_) | Event::CData(_) | Event::GeneralRef(_)) => {
                resolves(&event, rules)?;
                Node::Text(event)
            }
            Event::DocType(_) if rules != Rules::Own => return Err(XmlError::Doctype),
            Event::Decl(declaration) if rules == Rules::Strict => {
                if !is_first {
                    return Err(damaged("an XML declaration that is not at the start"));
                }
                declared(&declaration)?;
                is_first = false;
                continue;
            }
            Event::PI(_) | Event::Comment(_) if rules == Rules::Strict => {
                return Err(damaged("a comment or an instruction"));
            }
            Event::Decl(_) | Event::PI(_) | Event::DocType(_) | Event::Comment(_) => continue,
            Event::Eof => {
                let root = done.filter(|_| open.is_empty());
                return root.ok_or_else(|| damaged("it ends too early"));
            }
        };
        is_first = false;
        match (open.last_mut(), node) {
            (Some(parent), node) => parent.children.push(node),
            (None, Node::Element(root)) if rules != Rules::Strict => return Ok(root),
            (None, Node::Element(root)) => {
                if done.replace(root).is_some() {
                    return Err(damaged("a second root element"));
                }
            }
            (None, Node::Text(text)) => {
                let is_blank = matches!(&text, Event::Text(text) if text.trim_ascii().is_empty());
                if rules == Rules::Strict && !is_blank {
                    return Err(damaged("text outside the root element"));
                }
            }
        }
    }
}

/// Whether the start of an element is within the bounds, and its attributes can be read.
fn check(
    start: &BytesStart<'_>,
    depth: usize,
    count: &mut usize,
    rules: Rules,
) -> Result<(), XmlError> {
    if rules == Rules::Own {
        return Ok(());
    }
    *count += 1;
    if *count > MAX_ELEMENTS {
        return Err(XmlError::TooLarge);
    }
    if depth >= MAX_DEPTH {
        return Err(XmlError::TooDeep);
    }
    if rules == Rules::Strict {
        split(start.name().into_inner()).map_err(XmlError::Damaged)?;
    }
    for attribute in start.attributes() {
        let attribute = attribute.map_err(damaged)?;
        if rules == Rules::Strict {
            split(attribute.key.into_inner()).map_err(XmlError::Damaged)?;
            value(&attribute.value).map_err(XmlError::Damaged)?;
        } else {
            unescape(&attribute.value).map_err(damaged)?;
        }
    }
    Ok(())
}

/// Whether text and references stand for characters.
fn resolves(event: &Event<'_>, rules: Rules) -> Result<(), XmlError> {
    let text = match event {
        Event::GeneralRef(_) if rules == Rules::Own => return Ok(()),
        Event::GeneralRef(name) => match name.resolve_char_ref().map_err(damaged)? {
            Some(character) => character.to_string(),
            None => match resolve_predefined_entity(name) {
                Some(_) => return Ok(()),
                None => return Err(damaged("an unknown entity")),
            },
        },
        Event::Text(text) if rules == Rules::Strict => {
            if text.contains("]]>") {
                return Err(damaged("]]> in text"));
            }
            (**text).to_owned()
        }
        Event::CData(text) if rules == Rules::Strict => (**text).to_owned(),
        _ => return Ok(()),
    };
    if rules == Rules::Strict {
        characters(text).map_err(XmlError::Damaged)?;
    }
    Ok(())
}

/// An XML declaration that says UTF-8 or nothing.
fn declared(declaration: &BytesDecl<'_>) -> Result<(), XmlError> {
    let version = declaration.version().map_err(damaged)?;
    let encoding = declaration.encoding().transpose().map_err(damaged)?;
    let is_utf8 = encoding.is_none_or(|encoding| encoding.eq_ignore_ascii_case("utf-8"));
    if version == "1.0" && is_utf8 {
        Ok(())
    } else {
        Err(damaged("another version or encoding of XML"))
    }
}

fn damaged(error: impl ToString) -> XmlError {
    XmlError::Damaged(wrong(error))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn document_types_and_depth_are_refused() {
        let doctype = b"<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>";
        for read in [read, strict] {
            assert_eq!(read(doctype).unwrap_err(), XmlError::Doctype);
            assert_eq!(
                read("<x>".repeat(300).as_bytes()).unwrap_err(),
                XmlError::TooDeep
            );
            for bad in ["", "<x>", "</x>", "<x a=>", "<x>&nonesuch;</x>", "\u{feff}"] {
                let error = read(bad.as_bytes()).unwrap_err();
                assert!(matches!(error, XmlError::Damaged(_)), "{bad}: {error:?}");
            }
        }
    }

    #[test]
    fn utf16_is_read_and_not_accepted_strictly() {
        let text = "<x a='公'>文</x>".encode_utf16();
        let little: Vec<u8> = text.clone().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = text.flat_map(u16::to_be_bytes).collect();
        for part in [
            [&[0xff, 0xfe], &*little].concat(),
            [&[0xfe, 0xff], &*big].concat(),
        ] {
            assert_eq!(read(&part).unwrap().content(), "文");
            assert!(strict(&part).is_err());
        }
    }

    #[test]
    fn what_two_readers_could_read_differently_is_refused() {
        for bad in [
            "<x/><y/>",
            "<x/>a",
            "a<x/>",
            "<x><!-- a --></x>",
            "<?a b?><x/>",
            "<x> <?xml version='1.0'?></x>",
            "<?xml version='1.1'?><x/>",
            "<?xml version='1.0' encoding='GBK'?><x/>",
            "<x a='<'/>",
            "<x a='1' a='2'/>",
            "<1x/>",
            "<x>]]></x>",
            "<x>&#1;</x>",
        ] {
            assert!(strict(bad.as_bytes()).is_err(), "{bad}");
        }
        let good = "\u{feff}<?xml version='1.0' encoding='UTF-8'?>\n<x> <y z='&amp;'/> </x>\n";
        assert!(strict(good.as_bytes()).is_ok());
    }
}
