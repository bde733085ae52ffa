//! The names of a font program in a document: owner, name and
//! licence (OpenType 1.9, name).

use super::sfnt::u16_at;

/// Lengths of the header and of a record.
const HEADER: usize = 6;
const RECORD: usize = 12;

/// Copyright, names, version, trademark; licence and its address. Not makers, samples, palettes.
const KEPT: [u16; 10] = [0, 1, 2, 3, 4, 5, 6, 7, 13, 14];
/// Platforms whose names are in UTF-16.
const UNICODE: [u16; 2] = [0, 3];

/// The table without the names that documents do not need; `None` if it is damaged.
pub(super) fn cut(table: &[u8]) -> Option<Vec<u8>> {
    let count = usize::from(u16_at(table, 2)?);
    let storage = table.get(usize::from(u16_at(table, 4)?)..)?;
    let mut records: Vec<u8> = Vec::new();
    let mut strings: Vec<u8> = Vec::new();
    let mut placed: Vec<(&[u8], u16)> = Vec::new();
    for record in (0..count).map(|index| HEADER + RECORD * index) {
        let field = |index: usize| u16_at(table, record + 2 * index);
        let [platform, name, length, offset] = [field(0)?, field(3)?, field(4)?, field(5)?];
        if !UNICODE.contains(&platform) || !KEPT.contains(&name) {
            continue;
        }
        let start = usize::from(offset);
        let text = storage.get(start..start + usize::from(length))?;
        // The same name in several languages is stored once.
        let at = match placed.iter().find(|(placed, _)| *placed == text) {
            Some((_, at)) => *at,
            None => {
                let at = u16::try_from(strings.len()).ok()?;
                strings.extend_from_slice(text);
                placed.push((text, at));
                at
            }
        };
        records.extend_from_slice(table.get(record..record + 10)?);
        records.extend_from_slice(&at.to_be_bytes());
    }
    let count = records.len() / RECORD;
    let header = [0, count, HEADER + records.len()];
    let mut cut = Vec::with_capacity(HEADER + records.len() + strings.len());
    for field in header {
        cut.extend_from_slice(&u16::try_from(field).ok()?.to_be_bytes());
    }
    cut.append(&mut records);
    cut.append(&mut strings);
    Some(cut)
}
