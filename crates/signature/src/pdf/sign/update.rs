//! An incremental update (ISO 32000-1 §7.5.6): changed and new objects after the existing
//! bytes, with cross-references of the same kind as the file's.

use std::collections::BTreeMap;

use sha2::{Digest as _, Sha256};

use chengbao_base::formats::pdf::{Dictionary, PdfFile, Value, XrefEntry, write_dictionary};

/// The additions to a file.
#[derive(Debug)]
pub(in crate::pdf) struct Update<'a> {
    base: &'a PdfFile<'a>,
    objects: BTreeMap<u32, (Dictionary, Option<Vec<u8>>)>,
    next: u32,
}

/// A file with an update.
pub(in crate::pdf) struct Updated {
    pub(in crate::pdf) bytes: Vec<u8>,
    places: BTreeMap<u32, usize>,
}

impl Updated {
    /// The position of an object of the update.
    pub(super) fn offset(&self, number: u32) -> Option<usize> {
        self.places.get(&number).copied()
    }
}

impl<'a> Update<'a> {
    pub(in crate::pdf) fn new(base: &'a PdfFile<'a>) -> Self {
        let size = base.trailer().and_then(|it| it.get("Size")?.as_size());
        let size = size.and_then(|size| u32::try_from(size).ok()).unwrap_or(0);
        let highest = base.numbers().max().unwrap_or(0);
        Self {
            base,
            objects: BTreeMap::new(),
            next: size.max(highest.saturating_add(1)),
        }
    }

    /// An unused number.
    pub(in crate::pdf) fn reserve(&mut self) -> u32 {
        let number = self.next;
        self.next = self.next.saturating_add(1);
        number
    }

    /// Adds a stream; returns its number.
    pub(in crate::pdf) fn add_stream(&mut self, mut dictionary: Dictionary, data: Vec<u8>) -> u32 {
        let number = self.reserve();
        let length = i64::try_from(data.len()).unwrap_or(i64::MAX);
        dictionary.set("Length", Value::Integer(length));
        self.objects.insert(number, (dictionary, Some(data)));
        number
    }

    /// Replaces the object with that number by a dictionary.
    pub(in crate::pdf) fn set(&mut self, number: u32, dictionary: Dictionary) {
        self.objects.insert(number, (dictionary, None));
    }

    /// The file with the update.
    pub(in crate::pdf) fn write(&self) -> Updated {
        let mut out = self.base.bytes().to_vec();
        if out.last() != Some(&b'\n') {
            out.push(b'\n');
        }
        let mut places = BTreeMap::new();
        for (number, (dictionary, data)) in &self.objects {
            places.insert(*number, out.len());
            write_object(
                &mut out,
                *number,
                self.generation(*number),
                dictionary,
                data,
            );
        }
        let start = out.len();
        let mut trailer = self.trailer(&out);
        let is_stream = self.base.sections().first().is_some_and(|it| it.is_stream);
        if is_stream {
            self.write_stream(&mut out, &places, trailer);
        } else {
            trailer.set("Size", size(self.next));
            self.write_table(&mut out, &places, &trailer);
        }
        out.extend_from_slice(format!("startxref\n{start}\n%%EOF\n").as_bytes());
        Updated { bytes: out, places }
    }

    /// An object keeps its generation.
    fn generation(&self, number: u32) -> u16 {
        match self.base.place(number) {
            Some(XrefEntry::At { generation, .. }) => generation,
            _ => 0,
        }
    }

    /// The trailer entries of the base, where it ends, and an identifier whose second half is made from this
    /// file (§14.4).
    fn trailer(&self, written: &[u8]) -> Dictionary {
        let base = self.base.trailer();
        let mut trailer = Dictionary::default();
        for key in ["Root", "Info"] {
            if let Some(value) = base.and_then(|base| base.get(key)) {
                trailer.set(key, value.clone());
            }
        }
        let digest = Sha256::digest(written);
        let digest = Value::String(digest.iter().take(16).copied().collect(), true);
        let id = base.and_then(|base| base.get("ID")?.as_array()?.first());
        let first = id.cloned().unwrap_or_else(|| digest.clone());
        trailer.set("ID", Value::Array(vec![first, digest]));
        if let Some(section) = self.base.sections().first() {
            let prev = i64::try_from(section.offset).unwrap_or(i64::MAX);
            trailer.set("Prev", Value::Integer(prev));
        }
        trailer
    }

    /// §7.5.8; rows of 1, 4 and 2 bytes.
    fn write_stream(
        &self,
        out: &mut Vec<u8>,
        places: &BTreeMap<u32, usize>,
        mut trailer: Dictionary,
    ) {
        let (own, start) = (self.next, out.len());
        let mut places = places.clone();
        places.insert(own, start);
        let mut rows = Vec::new();
        for (number, offset) in &places {
            rows.push(1);
            rows.extend(u32::try_from(*offset).unwrap_or(u32::MAX).to_be_bytes());
            rows.extend(self.generation(*number).to_be_bytes());
        }
        let index = runs(&places).into_iter();
        let index = index.flat_map(|(first, offsets)| {
            let count = i64::try_from(offsets.len()).unwrap_or(i64::MAX);
            [Value::Integer(i64::from(first)), Value::Integer(count)]
        });
        trailer.set("Type", Value::name("XRef"));
        trailer.set("Index", Value::Array(index.collect()));
        let widths = [1, 4, 2].map(Value::Integer);
        trailer.set("W", Value::Array(widths.into()));
        trailer.set("Size", size(own.saturating_add(1)));
        let length = i64::try_from(rows.len()).unwrap_or(i64::MAX);
        trailer.set("Length", Value::Integer(length));
        write_object(out, own, 0, &trailer, &Some(rows));
    }

    /// §7.5.4.
    fn write_table(&self, out: &mut Vec<u8>, places: &BTreeMap<u32, usize>, trailer: &Dictionary) {
        out.extend_from_slice(b"xref\n");
        for (first, offsets) in runs(places) {
            out.extend_from_slice(format!("{first} {}\n", offsets.len()).as_bytes());
            for (number, offset) in (first..).zip(offsets) {
                let generation = self.generation(number);
                out.extend_from_slice(format!("{offset:010} {generation:05} n \n").as_bytes());
            }
        }
        out.extend_from_slice(b"trailer\n");
        write_dictionary(out, trailer);
        out.push(b'\n');
    }
}

fn size(next: u32) -> Value {
    Value::Integer(i64::from(next))
}

/// Runs of consecutive numbers, with their offsets.
fn runs(places: &BTreeMap<u32, usize>) -> Vec<(u32, Vec<usize>)> {
    let mut runs: Vec<(u32, Vec<usize>)> = Vec::new();
    let mut next = None;
    for (number, offset) in places {
        match runs.last_mut() {
            Some((_, offsets)) if next == Some(*number) => offsets.push(*offset),
            _ => runs.push((*number, vec![*offset])),
        }
        next = number.checked_add(1);
    }
    runs
}

fn write_object(
    out: &mut Vec<u8>,
    number: u32,
    generation: u16,
    dictionary: &Dictionary,
    data: &Option<Vec<u8>>,
) {
    out.extend_from_slice(format!("{number} {generation} obj\n").as_bytes());
    write_dictionary(out, dictionary);
    if let Some(data) = data {
        out.extend_from_slice(b"\nstream\n");
        out.extend_from_slice(data);
        out.extend_from_slice(b"\nendstream");
    }
    out.extend_from_slice(b"\nendobj\n");
}
