//! Whether two XMP packets say the same of a document (ISO 16684-1): programs that sign write the packet anew,
//! each in its own form of RDF, with the time of the change.

use std::collections::BTreeSet;

use quick_xml::NsReader;
use quick_xml::escape::{resolve_predefined_entity, unescape};
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::{Namespace, QName, ResolveResult};

use super::plain::{is_iso_moment, is_program};

const RDF: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
const XMP: &str = "http://ns.adobe.com/xap/1.0/";
const PDF: &str = "http://ns.adobe.com/pdf/1.3/";
const XML: &str = "http://www.w3.org/XML/1998/namespace";
const META: &str = "adobe:ns:meta/";

/// Maximum nesting and maximum properties.
const MAX_DEPTH: usize = 32;
const MAX_PROPERTIES: usize = 2000;

/// Whether they say the same, but for the time of the change and what program made it.
pub(super) fn says_the_same(one: &[u8], other: &[u8]) -> bool {
    match (properties(one), properties(other)) {
        (Some(one), Some(other)) => one == other,
        _ => false,
    }
}

/// A name with its namespace.
type Name = (String, String);

/// The path to a value, and the value.
type Property = (Vec<Name>, String);

/// What a packet says; `None` if it is not one packet alone.
fn properties(packet: &[u8]) -> Option<BTreeSet<Property>> {
    let text = std::str::from_utf8(packet).ok()?;
    let mut reader = NsReader::from_str(text);
    let mut found = BTreeSet::new();
    let mut path: Vec<Name> = Vec::new();
    let mut words: Vec<String> = Vec::new();
    let mut is_over = false;
    loop {
        let event = reader.read_event().ok()?;
        match event {
            Event::Start(tag) => {
                (!is_over && path.len() < MAX_DEPTH).then_some(())?;
                open(&reader, &tag, &mut path, &mut found)?;
                words.push(String::new());
            }
            Event::Empty(tag) => {
                (!is_over && path.len() < MAX_DEPTH).then_some(())?;
                open(&reader, &tag, &mut path, &mut found)?;
                path.pop();
            }
            Event::End(_) => {
                let text = words.pop()?;
                if !text.trim().is_empty() {
                    add(&mut found, &path, text.trim())?;
                }
                path.pop();
                is_over = path.is_empty();
            }
            Event::Text(text) => push(&mut words, text.as_ref())?,
            Event::GeneralRef(name) => {
                let character = name.resolve_char_ref().ok()?;
                let text = match character {
                    Some(character) => character.to_string(),
                    None => resolve_predefined_entity(name.as_ref())?.to_owned(),
                };
                push(&mut words, &text)?;
            }
            Event::PI(_) if path.is_empty() => {}
            Event::Eof => return is_over.then_some(found),
            _ => return None,
        }
    }
}

/// Text, which stands in an element or is blank.
fn push(words: &mut [String], text: &str) -> Option<()> {
    match words.last_mut() {
        Some(last) => last.push_str(text),
        None => text
            .trim_matches('\u{FEFF}')
            .trim()
            .is_empty()
            .then_some(())?,
    }
    Some(())
}

/// Enters an element; its attributes are properties like those in elements of their own.
fn open(
    reader: &NsReader<&[u8]>,
    tag: &BytesStart<'_>,
    path: &mut Vec<Name>,
    found: &mut BTreeSet<Property>,
) -> Option<()> {
    let (space, local) = reader.resolver().resolve_element(tag.name());
    path.push((namespace(&space)?, local.as_ref().to_owned()));
    for attribute in tag.attributes() {
        let attribute = attribute.ok()?;
        let QName(name) = attribute.key;
        if name == "xmlns" || name.starts_with("xmlns:") {
            continue;
        }
        let (space, local) = reader.resolver().resolve_attribute(attribute.key);
        let (space, local) = (namespace(&space)?, local.as_ref());
        let value = unescape(attribute.value.as_ref()).ok()?.into_owned();
        match (space.as_str(), local) {
            (RDF, "about") if value.is_empty() => {}
            (META, "xmptk") => {}
            (RDF, "parseType") if value == "Resource" => {}
            (RDF, "resource") => add(found, path, &value)?,
            (RDF, _) => return None,
            (XML, "lang") => {
                path.push((space.clone(), local.to_owned()));
                add(found, path, &value)?;
                path.pop();
            }
            _ => {
                path.push((space.clone(), local.to_owned()));
                add(found, path, &value)?;
                path.pop();
            }
        }
    }
    Some(())
}

fn namespace(space: &ResolveResult<'_>) -> Option<String> {
    match space {
        ResolveResult::Bound(Namespace(space)) => Some((*space).to_owned()),
        ResolveResult::Unbound => Some(String::new()),
        ResolveResult::Unknown(_) => None,
    }
}

/// Adds a property unless it is of the change; none twice.
fn add(found: &mut BTreeSet<Property>, path: &[Name], value: &str) -> Option<()> {
    // Descriptions only hold properties together.
    let holds = |(space, name): &Name| {
        space == META && name == "xmpmeta"
            || space == RDF && matches!(name.as_str(), "RDF" | "Description")
    };
    let path: Vec<Name> = path.iter().filter(|step| !holds(step)).cloned().collect();
    if let [(space, name)] = path.as_slice() {
        match (space.as_str(), name.as_str()) {
            (XMP, "MetadataDate" | "ModifyDate") => return is_iso_moment(value).then_some(()),
            (PDF, "Producer") => return is_program(value).then_some(()),
            _ => {}
        }
    }
    let is_new = found.insert((path, value.to_owned()));
    (is_new && found.len() <= MAX_PROPERTIES).then_some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn packet(attributes: &str, inner: &str) -> Vec<u8> {
        format!(
            "<?xpacket begin=\"\u{FEFF}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n<x:xmpmeta xmlns:x=\"{META}\">\
             <rdf:RDF xmlns:rdf=\"{RDF}\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:xmp=\"{XMP}\">\
             <rdf:Description rdf:about=\"\"{attributes}>{inner}</rdf:Description></rdf:RDF></x:xmpmeta>\n\
             <?xpacket end=\"w\"?>"
        )
        .into_bytes()
    }

    #[test]
    fn the_form_and_the_time_of_a_change_say_nothing() {
        let own = packet(
            "",
            "<dc:format>application/pdf</dc:format><xmp:ModifyDate>2025</xmp:ModifyDate>",
        );
        let other = packet(
            " dc:format=\"application/pdf\" xmp:ModifyDate=\"2026\"",
            "\n",
        );
        assert!(says_the_same(&own, &other));
    }

    #[test]
    fn another_title_one_more_or_one_hidden_does() {
        let own = packet("", "<dc:title>甲</dc:title>");
        for other in [
            packet("", "<dc:title>乙</dc:title>"),
            packet("", ""),
            packet("", "<dc:title>甲</dc:title><dc:title>乙</dc:title>"),
            packet("", "<dc:title>甲</dc:title><dc:title>甲</dc:title>"),
            packet(" dc:subject=\"x\"", "<dc:title>甲</dc:title>"),
            packet("", "<dc:title xmlns:dc=\"urn:x\">甲</dc:title>"),
            packet("", "<!-- x --><dc:title>甲</dc:title>"),
            packet("", "<dc:title><![CDATA[甲]]></dc:title>"),
            packet(" xmp:ModifyDate=\"乙\"", "<dc:title>甲</dc:title>"),
            packet(
                "",
                "<dc:title>甲</dc:title><xmp:ModifyDate><dc:title>乙</dc:title></xmp:ModifyDate>",
            ),
            [own.clone(), own.clone()].concat(),
        ] {
            assert!(
                !says_the_same(&own, &other),
                "{}",
                String::from_utf8_lossy(&other)
            );
        }
        assert!(says_the_same(&own, &own));
    }
}
