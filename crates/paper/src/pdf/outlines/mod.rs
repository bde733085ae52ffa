//! Font programs compressed from pieces that were compressed before (RFC 1950, RFC 1951). An outline is the
//! same in every document, so its symbols are found and coded once and kept with the face; a program
//! is then assembled bit by bit, without looking for repetitions again.
//!
//! All outlines share one block and one Huffman code, which is what makes the pieces fit together: a
//! separate block for each, ended on a byte, costs a sixth of a document's size. Nothing is decoded
//! here, and data other than outlines are left to the library.

mod bits;
mod code;
mod places;
mod symbols;
#[cfg(test)]
mod tests;

use bits::Bits;
use places::Places;
use symbols::{CODES, END};

use super::PdfError;
use super::deflate::{Deflate, checksum};
use crate::typeset::{Face, Subset};

/// The program of a subset of the face as a zlib stream (`FlateDecode`).
pub(super) fn deflated(
    face: &Face,
    subset: &Subset,
    deflate: &mut Deflate,
) -> Result<Vec<u8>, PdfError> {
    let fault = || PdfError::writer("outlines past the end of a font program");
    let from = subset.outlines_from;
    let head = subset.bytes.get(..from).ok_or_else(fault)?;
    let mut bits = Bits::with_room(subset.bytes.len());
    // zlib: deflate, window of 32 KiB, fastest, no dictionary (RFC 1950 §2.2).
    bits.put(0x0178, 16);
    bits.stored(head);
    bits.append(&CODES.header);
    let mut at = from;
    for piece in &subset.outlines {
        let outline = subset.bytes.get(at..at + piece.length).ok_or_else(fault)?;
        at += piece.length;
        if outline.is_empty() {
            continue;
        }
        match piece.glyph.and_then(|glyph| face.cached(glyph, pack)) {
            Some(kept) => bits.append(kept),
            None => bits.append(&pack(outline)),
        }
    }
    let (end, count) = CODES.literals.of(END);
    bits.put(end, count);
    // An empty stored block: that is how deflate continues at a byte.
    bits.stored(&[]);
    let mut bytes = bits.into_bytes();
    let rest = subset.bytes.get(at..).ok_or_else(fault)?;
    bytes.extend_from_slice(&deflate.blocks(rest)?);
    bytes.extend_from_slice(&checksum(&subset.bytes).to_be_bytes());
    Ok(bytes)
}

/// Codes one outline, to be kept.
fn pack(outline: &[u8]) -> Box<[u8]> {
    let codes = &*CODES;
    let mut bits = Bits::default();
    let mut places = Places::new(outline);
    let mut at = 0;
    while let Some(byte) = outline.get(at) {
        let literal = codes.literals.of((*byte).into());
        let found = places.longest(at).filter(|found| {
            let plain = outline.get(at..at + found.length).unwrap_or_default();
            let plain = plain.iter().map(|byte| codes.literals.of((*byte).into()).1);
            codes.cost(*found) < plain.sum()
        });
        let step = if let Some(found) = found {
            for (value, count) in codes.repetition(found) {
                bits.put(value, count);
            }
            found.length
        } else {
            bits.put(literal.0, literal.1);
            1
        };
        for passed in at..at + step {
            places.enter(passed);
        }
        at += step;
    }
    bits.keep()
}
