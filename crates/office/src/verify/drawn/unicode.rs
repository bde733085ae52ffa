//! From the codes of a font to text: ToUnicode CMaps (ISO 32000-1 §9.10.3).

use std::collections::BTreeMap;

/// Maximum codes in a range; a longer one is cut.
const MAX_RANGE: u32 = 0x1_0000;

/// Text by code. Unreadable entries are left out.
pub(in crate::verify) fn parse(map: &[u8]) -> BTreeMap<u32, String> {
    let map = String::from_utf8_lossy(map);
    let mut text = BTreeMap::new();
    for strings in sections(&map, "bfchar") {
        for pair in strings.chunks_exact(2) {
            if let [code, target] = pair {
                text.insert(number(code), utf16(target, 0));
            }
        }
    }
    for strings in sections(&map, "bfrange") {
        for triple in strings.chunks_exact(3) {
            if let [first, last, target] = triple {
                let (first, last) = (number(first), number(last));
                for step in 0..=last.saturating_sub(first).min(MAX_RANGE) {
                    text.insert(first.saturating_add(step), utf16(target, step));
                }
            }
        }
    }
    text
}

/// The strings of every section of a kind.
fn sections(map: &str, kind: &str) -> Vec<Vec<Vec<u8>>> {
    let begin = format!("begin{kind}");
    let bodies = map.split(&begin).skip(1).take(4096);
    bodies
        .map(|rest| {
            let body = rest.split("end").next().unwrap_or_default();
            let strings = body.split('<').skip(1);
            strings
                .map(|hex| bytes(hex.split('>').next().unwrap_or_default()))
                .collect()
        })
        .collect()
}

fn bytes(hex: &str) -> Vec<u8> {
    let digits: Vec<u8> = hex
        .chars()
        .filter_map(|c| u8::try_from(c.to_digit(16)?).ok())
        .collect();
    digits
        .chunks(2)
        .map(|pair| pair.iter().fold(0_u8, |byte, digit| byte << 4 | digit))
        .collect()
}

fn number(code: &[u8]) -> u32 {
    code.iter()
        .fold(0, |number, byte| number << 8 | u32::from(*byte))
}

/// The text of a target, its last unit increased by a number of steps.
fn utf16(target: &[u8], step: u32) -> String {
    let mut units: Vec<u16> = target
        .chunks(2)
        .map(|unit| {
            unit.iter()
                .fold(0, |unit, byte| unit << 8 | u16::from(*byte))
        })
        .collect();
    if let Some(last) = units.last_mut() {
        *last = last.wrapping_add(u16::try_from(step).unwrap_or(u16::MAX));
    }
    String::from_utf16_lossy(&units)
}
