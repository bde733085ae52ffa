//! The object tree as a file: streams one by one, all other objects together in object streams, a
//! cross-reference stream at the end (ISO 32000-1 §7.5.7, §7.5.8), an `ID` that is the digest of
//! everything before it.

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, StringFormat, dictionary};
use sha2::{Digest, Sha256};

use super::PdfError;
use super::deflate::Deflate;
use chengbao_base::formats::pdf::{
    boolean, digits, integer, literal, name, reference, token, whole,
};

/// Objects in one object stream.
const PER_STREAM: usize = 1000;

/// Where an object is: a row of the cross-reference stream.
#[derive(Clone, Copy)]
enum XrefEntry {
    Nowhere,
    At { offset: usize },
    Within { stream: u32, index: usize },
}

/// Writes the file: header (ISO 19005-3 §6.1.2), streams, identifier (§6.1.3), and nothing after
/// the end.
pub(super) fn file(document: Document, deflate: &mut Deflate) -> Result<Vec<u8>, PdfError> {
    let Document {
        objects,
        trailer,
        max_id,
        version,
        ..
    } = document;
    let streams = objects.values().map(|object| match object {
        Object::Stream(stream) => stream.content.len(),
        _ => 0,
    });
    let mut out = Vec::with_capacity(streams.sum::<usize>() + (1 << 16));
    // A comment of bytes above 127 tells transfer programs that the file is binary (§7.5.2).
    out.extend_from_slice(format!("%PDF-{version}\n").as_bytes());
    out.extend_from_slice(b"%\xE2\xE3\xCF\xD3\n");
    let mut places = vec![XrefEntry::Nowhere; usize::try_from(max_id).unwrap_or(0) + 1];
    let mut put = |number: u32, place: XrefEntry| match places.get_mut(number as usize) {
        Some(slot) => *slot = place,
        None => places.push(place),
    };
    let mut packed: Vec<(ObjectId, Object)> = Vec::with_capacity(objects.len());
    for (id, object) in objects {
        if let Object::Stream(stream) = object {
            put(id.0, XrefEntry::At { offset: out.len() });
            write_stream(&mut out, id.0, stream)?;
        } else {
            packed.push((id, object));
        }
    }
    let mut number = max_id;
    for group in packed.chunks(PER_STREAM) {
        number += 1;
        for (index, (id, _)) in group.iter().enumerate() {
            put(
                id.0,
                XrefEntry::Within {
                    stream: number,
                    index,
                },
            );
        }
        put(number, XrefEntry::At { offset: out.len() });
        write_stream(&mut out, number, object_stream(group, deflate)?)?;
    }
    number += 1;
    let start = out.len();
    put(number, XrefEntry::At { offset: start });
    let digest: Vec<u8> = Sha256::digest(&out).iter().take(16).copied().collect();
    let id = Object::String(digest, StringFormat::Hexadecimal);
    let mut dictionary = dictionary! {
        "Type" => "XRef",
        "Size" => i64::from(number) + 1,
        "Root" => trailer.get(b"Root")?.clone(),
        "Info" => trailer.get(b"Info")?.clone(),
        "ID" => vec![id.clone(), id],
    };
    let rows = deflate.bytes(&cross_references(&places, &mut dictionary))?;
    dictionary.set("Filter", "FlateDecode");
    write_stream(&mut out, number, Stream::new(dictionary, rows))?;
    out.extend_from_slice(format!("startxref\n{start}\n%%EOF\n").as_bytes());
    Ok(out)
}

/// Objects that are not streams, together in one (§7.5.7).
fn object_stream(group: &[(ObjectId, Object)], deflate: &mut Deflate) -> Result<Stream, PdfError> {
    let mut head = Vec::with_capacity(group.len() * 16);
    let mut body = Vec::with_capacity(group.len() * 128);
    for (id, object) in group {
        for number in [id.0.into(), i64::try_from(body.len()).unwrap_or(i64::MAX)] {
            whole(&mut head, number);
            head.push(b' ');
        }
        write_object(&mut body, object)?;
        body.push(b'\n');
    }
    let first = head.len();
    head.append(&mut body);
    let dictionary = dictionary! {
        "Type" => "ObjStm",
        "N" => i64::try_from(group.len()).unwrap_or(i64::MAX),
        "First" => i64::try_from(first).unwrap_or(i64::MAX),
        "Filter" => "FlateDecode",
    };
    Ok(Stream::new(dictionary, deflate.bytes(&head)?))
}

/// The rows of the cross-reference stream: kind, 4 bytes, 2 bytes (§7.5.8.2), each as its
/// difference from the row above, which deflates to a quarter (§7.4.4.4).
fn cross_references(places: &[XrefEntry], dictionary: &mut Dictionary) -> Vec<u8> {
    const WIDTH: usize = 7;
    let widths: Vec<Object> = vec![1.into(), 4.into(), 2.into()];
    dictionary.set("W", widths);
    dictionary.set(
        "DecodeParms",
        dictionary! { "Predictor" => 12, "Columns" => 7 },
    );
    let mut rows = Vec::with_capacity(places.len() * (WIDTH + 1));
    let mut above = [0; WIDTH];
    for (number, place) in places.iter().enumerate() {
        let (kind, first, second) = match *place {
            // Object 0 is the head of the list of free ones; the rest stay free.
            XrefEntry::Nowhere => (0_u8, 0, if number == 0 { u16::MAX } else { 0 }),
            XrefEntry::At { offset } => (1, u32::try_from(offset).unwrap_or(u32::MAX), 0),
            XrefEntry::Within { stream, index } => {
                (2, stream, u16::try_from(index).unwrap_or(u16::MAX))
            }
        };
        let [a, b, c, d] = first.to_be_bytes();
        let [e, f] = second.to_be_bytes();
        let row = [kind, a, b, c, d, e, f];
        rows.push(2);
        rows.extend(
            row.iter()
                .zip(&above)
                .map(|(byte, above)| byte.wrapping_sub(*above)),
        );
        above = row;
    }
    rows
}

/// The length is that of the bytes between the line feeds (ISO 19005-3 §6.1.7.1).
fn write_stream(out: &mut Vec<u8>, number: u32, mut stream: Stream) -> Result<(), PdfError> {
    stream.dict.set(
        "Length",
        i64::try_from(stream.content.len()).unwrap_or(i64::MAX),
    );
    out.extend_from_slice(format!("{number} 0 obj\n").as_bytes());
    write_dictionary(out, &stream.dict)?;
    out.extend_from_slice(b"\nstream\n");
    out.append(&mut stream.content);
    out.extend_from_slice(b"\nendstream\nendobj\n");
    Ok(())
}

/// Writes an object.
fn write_object(out: &mut Vec<u8>, object: &Object) -> Result<(), PdfError> {
    match object {
        Object::Null => token(out, "null"),
        Object::Boolean(value) => boolean(out, *value),
        Object::Integer(value) => integer(out, *value),
        Object::Real(value) if value.is_finite() => token(out, &value.to_string()),
        Object::Real(value) => return Err(PdfError::writer(format!("the number {value}"))),
        Object::Reference((number, generation)) => reference(out, *number, *generation),
        Object::Name(bytes) => name(out, bytes),
        Object::String(bytes, StringFormat::Literal) => literal(out, bytes),
        Object::String(bytes, StringFormat::Hexadecimal) => digits(out, bytes),
        Object::Array(array) => {
            out.push(b'[');
            for object in array {
                write_object(out, object)?;
            }
            out.push(b']');
        }
        Object::Dictionary(dictionary) => write_dictionary(out, dictionary)?,
        Object::Stream(_) => return Err(PdfError::writer("a stream inside an object")),
    }
    Ok(())
}

fn write_dictionary(out: &mut Vec<u8>, dictionary: &Dictionary) -> Result<(), PdfError> {
    out.extend_from_slice(b"<<");
    for (key, value) in dictionary {
        name(out, key);
        write_object(out, value)?;
    }
    out.extend_from_slice(b">>");
    Ok(())
}
