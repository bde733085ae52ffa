//! What is assembled can be taken apart again.

use std::path::Path;

use libdeflater::Decompressor;
use proptest::prelude::*;

use super::code::{DISTANCE_CODE, LITERAL_CODE};
use super::*;
use crate::typeset::{FaceSet, Slot};
use chengbao_base::style::Typeface;

/// Packed pieces after a stored head, inflated.
fn inflated(head: &[u8], pieces: &[Vec<u8>]) -> Vec<u8> {
    let mut bits = Bits::default();
    bits.stored(head);
    bits.append(&CODES.header);
    for piece in pieces {
        bits.append(&pack(piece));
    }
    let (end, count) = CODES.literals.of(END);
    bits.put(end, count);
    bits.stored(&[]);
    let mut stream = bits.into_bytes();
    stream.extend(Deflate::new().unwrap().blocks(b"the rest").unwrap());
    let mut out = vec![0; 1 << 20];
    let length = Decompressor::new()
        .deflate_decompress(&stream, &mut out)
        .unwrap();
    out.truncate(length);
    out
}

fn check(head: &[u8], pieces: &[Vec<u8>]) {
    let whole = [head, &pieces.concat(), b"the rest"].concat();
    assert!(inflated(head, pieces) == whole, "{pieces:?}");
}

#[test]
fn the_code_is_complete() {
    for lengths in [&LITERAL_CODE[..], &DISTANCE_CODE] {
        assert!(lengths.iter().all(|length| (1..=15).contains(length)));
        let sum: u32 = lengths.iter().map(|length| 1 << (15 - length)).sum();
        assert_eq!(sum, 1 << 15);
    }
}

#[test]
fn repetitions_of_every_length_and_distance_come_back() {
    for length in (0..300).chain([65_534, 65_535, 65_536, 70_000]) {
        check(b"", &[vec![7; length]]);
    }
    for distance in (1..200).chain([1_000, 24_577, 32_768, 32_769, 40_000]) {
        let once: Vec<u8> = (0..distance)
            .map(|at| (at % 251 + at / 251) as u8)
            .collect();
        check(b"head", &[[&once[..], &once].concat()]);
    }
}

proptest! {
    #[test]
    fn any_pieces_come_back(
        head in prop::collection::vec(any::<u8>(), 0..300),
        pieces in prop::collection::vec(prop::collection::vec(0_u8..12, 0..400), 0..8),
        wild in prop::collection::vec(any::<u8>(), 0..400),
    ) {
        check(&head, &[&pieces[..], &[wild]].concat());
    }
}

#[test]
fn a_program_inflates_to_the_subset_again_and_again_and_is_little_longer_than_the_librarys() {
    let fonts = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fonts");
    let faces = FaceSet::find(&[fonts]).unwrap();
    let mut deflate = Deflate::new().unwrap();
    for (role, text) in [
        (
            Typeface::FangSong,
            "机关事项办理工作年度报告依法主动公开申请办理结果",
        ),
        (Typeface::Latin, "0123456789 Éàü %"),
    ] {
        let mut slots: Vec<Slot> = Vec::new();
        let mut face = None;
        for character in text.chars() {
            let (id, glyph) = faces.pick(role, character).unwrap().unwrap();
            let here = faces.load(*face.get_or_insert(id)).unwrap();
            if face == Some(id) && slots.iter().all(|slot| slot.glyph != glyph) {
                let advance = here.advance(glyph);
                slots.push(Slot { glyph, advance });
            }
        }
        let face = faces.load(face.unwrap()).unwrap();
        let subset = face.subset(&slots).unwrap();
        assert!(subset.outlines.len() > 10);
        let first = deflated(face, &subset, &mut deflate).unwrap();
        let again = deflated(face, &subset, &mut deflate).unwrap();
        assert!(first == again);
        let mut out = vec![0; subset.bytes.len()];
        Decompressor::new()
            .zlib_decompress(&first, &mut out)
            .unwrap();
        assert!(out == subset.bytes);
        let whole = deflate.bytes(&subset.bytes).unwrap().len();
        assert!(first.len() * 100 < whole * 120, "{} {whole}", first.len());
    }
}
