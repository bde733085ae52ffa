//! ToUnicode CMaps (ISO 32000-1 §9.10.3): from the codes a content stream shows to characters.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Document, Object};

/// A font's way back to text.
pub struct ToUnicode {
    /// Bytes of a code.
    width: usize,
    text: BTreeMap<u32, String>,
}

impl ToUnicode {
    /// The map of a font; panics where it has none.
    pub fn of(pdf: &Document, font: &Dictionary) -> Self {
        let map = font
            .get_deref(b"ToUnicode", pdf)
            .and_then(Object::as_stream);
        let map = map.unwrap_or_else(|_| panic!("no ToUnicode in {font:?}"));
        let map = String::from_utf8(map.get_plain_content().unwrap()).unwrap();
        Self::parse(&map)
    }

    fn parse(map: &str) -> Self {
        let width = section(map, "codespacerange")
            .next()
            .map_or(2, |at| at[0].len());
        let mut text = BTreeMap::new();
        for entry in section(map, "bfchar").flat_map(|codes| pairs(&codes, 2)) {
            text.insert(number(&entry[0]), utf16(&entry[1]));
        }
        for entry in section(map, "bfrange").flat_map(|codes| pairs(&codes, 3)) {
            let (first, last) = (number(&entry[0]), number(&entry[1]));
            for code in first..=last {
                let mut target = entry[2].clone();
                let step = u8::try_from(code - first).unwrap();
                *target.last_mut().unwrap() += step;
                text.insert(code, utf16(&target));
            }
        }
        Self { width, text }
    }

    /// The text of a shown string; U+FFFD for a code without any.
    pub fn text(&self, codes: &[u8]) -> String {
        codes
            .chunks(self.width)
            .map(|code| {
                self.text
                    .get(&number(code))
                    .map_or("\u{fffd}", String::as_str)
            })
            .collect()
    }
}

/// The hex strings of every `begin… end…` section of a kind. Arrays in ranges are not read.
fn section<'a>(map: &'a str, kind: &'a str) -> impl Iterator<Item = Vec<Vec<u8>>> + 'a {
    map.split(&format!("begin{kind}"))
        .skip(1)
        .map(|rest| {
            let body = rest.split("end").next().unwrap();
            assert!(!body.contains('['), "a range with an array: {body}");
            let strings = body
                .split('<')
                .skip(1)
                .map(|hex| hex.split('>').next().unwrap());
            strings.map(bytes).collect()
        })
        .collect::<Vec<_>>()
        .into_iter()
}

fn pairs(codes: &[Vec<u8>], size: usize) -> Vec<Vec<Vec<u8>>> {
    codes.chunks(size).map(<[Vec<u8>]>::to_vec).collect()
}

fn bytes(hex: &str) -> Vec<u8> {
    let digits: Vec<u32> = hex.chars().filter_map(|c| c.to_digit(16)).collect();
    digits
        .chunks(2)
        .map(|pair| u8::try_from(pair[0] * 16 + pair[1]).unwrap())
        .collect()
}

fn number(code: &[u8]) -> u32 {
    code.iter()
        .fold(0, |number, byte| number << 8 | u32::from(*byte))
}

fn utf16(bytes: &[u8]) -> String {
    let units: Vec<u16> = bytes
        .chunks(2)
        .map(|unit| u16::from_be_bytes([unit[0], unit[1]]))
        .collect();
    String::from_utf16(&units).unwrap()
}
