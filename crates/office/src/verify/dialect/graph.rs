//! Two files side by side, from their trailers on: each object of one is the same object of the other,
//! whatever their numbers are and however their streams are packed.

use std::collections::{BTreeMap, BTreeSet};

use chengbao_base::formats::pdf::{Dictionary, PdfFile, Stored, Value};

use super::finding::{Entry, Finding};
use super::owner::Owner;
use super::signing::Signing;

/// How far a stream is inflated.
const MAX_BYTES: usize = 256 << 20;
/// Maximum findings; more say nothing new.
const MAX_FINDINGS: usize = 200;

/// What is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::verify) enum Scope {
    /// Everything.
    All,
    /// Everything but what pages draw and the fonts they draw it with.
    Beside,
    /// What is around the pages: metadata, embedded files, pictures, the signature field but for its place.
    Around,
}

/// What a file has that its data do not make. `base_end` is where the document ends that was signed; nothing
/// is allowed to be added where it is `None`.
pub(in crate::verify) fn compare(
    file: &PdfFile<'_>,
    data: &PdfFile<'_>,
    base_end: Option<usize>,
    scope: Scope,
) -> Vec<Finding> {
    let mut pairing = Pairing {
        file,
        data,
        scope,
        signing: base_end.map(|end| Signing::new(file, end)),
        pairs: BTreeMap::new(),
        back: BTreeMap::new(),
        aside: BTreeSet::new(),
        open: Vec::new(),
        findings: Vec::new(),
    };
    pairing.trailers();
    if scope == Scope::Around {
        pairing.resources();
    }
    while let Some((one, other)) = pairing.open.pop() {
        if pairing.findings.len() >= MAX_FINDINGS {
            pairing.findings.push(Finding::Much);
            return pairing.findings;
        }
        pairing.objects(one, other);
    }
    // Of what a signature leaves unused, the signed document is compared alone.
    if pairing.findings.is_empty() && pairing.signing.is_none() {
        pairing.unreferenced();
    }
    pairing.findings
}

/// The objects that are compared.
struct Pairing<'f, 'a, 'd, 'b> {
    file: &'f PdfFile<'a>,
    data: &'d PdfFile<'b>,
    scope: Scope,
    signing: Option<Signing<'f, 'a>>,
    /// The objects of the data's document by those of the file, and the other way round.
    pairs: BTreeMap<u32, u32>,
    back: BTreeMap<u32, u32>,
    /// Objects of the file that are compared elsewhere.
    aside: BTreeSet<u32>,
    open: Vec<(u32, u32)>,
    findings: Vec<Finding>,
}

/// Where a value stands.
struct ObjectPosition {
    object: u32,
    owner: Owner,
    path: Vec<String>,
}

impl ObjectPosition {
    fn entry(&self, key: &str) -> Entry {
        let mut path = self.path.clone();
        if !key.is_empty() {
            path.push(key.to_owned());
        }
        Entry {
            object: self.object,
            kind: self.owner.kind.clone(),
            path: path.join("/"),
        }
    }
}

impl Pairing<'_, '_, '_, '_> {
    fn trailers(&mut self) {
        for key in ["Root", "Info"] {
            let of = |file: &PdfFile<'_>| file.trailer().and_then(|it| it.get(key)).cloned();
            // A trailer behind the signed document that lacks an entry: the question whether anything was added
            // answers for that.
            let mut sections = self.file.sections().iter();
            let older = sections.find_map(|it| it.trailer.get(key)).cloned();
            let older = older.filter(|_| self.signing.is_some());
            let (one, other) = (of(self.file).or(older), of(self.data));
            match (one, other) {
                (Some(Value::Reference(one, 0)), Some(Value::Reference(other, 0))) => {
                    self.pair(one, other);
                }
                _ => self.findings.push(Finding::Missing(Entry {
                    object: 0,
                    kind: "Trailer".to_owned(),
                    path: key.to_owned(),
                })),
            }
        }
    }

    /// What pages draw with is shared by all of them, and has the pictures.
    fn resources(&mut self) {
        let of = |file: &PdfFile<'_>| {
            let catalog = file.catalog()?;
            let tree = file.entry(catalog.dictionary()?, "Pages")?;
            let first = tree.dictionary()?.get("Kids")?.as_array()?.first()?.clone();
            let page = file.follow(&first)?;
            page.dictionary()?.get("Resources")?.as_reference()
        };
        if let (Some(one), Some(other)) = (of(self.file), of(self.data)) {
            self.pair(one, other);
        } else {
            self.findings.push(Finding::Missing(Entry {
                object: 0,
                kind: "Page".to_owned(),
                path: "Resources".to_owned(),
            }));
        }
    }

    /// Whether two objects may be the same; if that is new, they are compared later.
    fn pair(&mut self, one: u32, other: u32) -> bool {
        match (self.pairs.get(&one), self.back.get(&other)) {
            (None, None) => {
                self.pairs.insert(one, other);
                self.back.insert(other, one);
                self.open.push((one, other));
                true
            }
            (Some(known), Some(also)) => *known == other && *also == one,
            _ => false,
        }
    }

    fn objects(&mut self, one: u32, other: u32) {
        let (Some(file), Some(data)) = (self.file.get(one), self.data.get(other)) else {
            self.findings.push(Finding::Unread(one));
            return;
        };
        let mut place = ObjectPosition {
            object: one,
            owner: Owner::of(self.data, &data),
            path: Vec::new(),
        };
        if file.data.is_some() != data.data.is_some() {
            self.findings.push(Finding::Other(place.entry("")));
            return;
        }
        if data.data.is_some() && !self.streams(&file, &data, &place) {
            return;
        }
        self.values(&file.value, &data.value, &mut place);
    }

    /// Whether the dictionaries of two streams are still to be compared.
    fn streams(&mut self, file: &Stored, data: &Stored, place: &ObjectPosition) -> bool {
        let raw = |of: &PdfFile<'_>, stored: &Stored| {
            let range = stored.data.clone()?;
            let picture = stored.dictionary()?.is("Filter", "DCTDecode");
            let bytes = picture.then(|| of.bytes().get(range)).flatten();
            bytes.map(<[u8]>::to_vec)
        };
        let plain = |of: &PdfFile<'_>, stored: &Stored| of.content(stored, MAX_BYTES);
        let same = match raw(self.data, data) {
            Some(bytes) => raw(self.file, file) == Some(bytes),
            None => match plain(self.file, file) {
                Some(bytes) => plain(self.data, data).is_some_and(|it| it == bytes),
                None => {
                    self.findings.push(Finding::Unread(place.object));
                    return false;
                }
            },
        };
        if same {
            return true;
        }
        let signing = self.signing.as_ref();
        let packets = plain(self.file, file).zip(plain(self.data, data));
        let is_packet = packets.is_some_and(|(one, other)| {
            signing.is_some_and(|it| it.may_rewrite(place.object, place.owner.role, &one, &other))
        });
        if !is_packet {
            self.findings.push(Finding::Other(place.entry("")));
        }
        is_packet
    }

    fn values(&mut self, one: &Value, other: &Value, place: &mut ObjectPosition) {
        let same = match (one, other) {
            (Value::Dictionary(one), Value::Dictionary(other)) => {
                self.dictionaries(one, other, place);
                true
            }
            (Value::Array(one), Value::Array(other)) if one.len() == other.len() => {
                for (one, other) in one.iter().zip(other) {
                    self.values(one, other, place);
                }
                true
            }
            (Value::Reference(one, 0), Value::Reference(other, 0)) => self.pair(*one, *other),
            (Value::Reference(..), _) | (_, Value::Reference(..)) => false,
            (one, other) => one.is_same(other),
        };
        if !same {
            self.findings.push(Finding::Other(place.entry("")));
        }
    }

    fn dictionaries(&mut self, one: &Dictionary, other: &Dictionary, place: &mut ObjectPosition) {
        let is_top = place.path.is_empty();
        // How a stream is packed is its own affair.
        let is_packing =
            |key: &[u8]| is_top && place.owner.is_stream && matches!(key, b"Length" | b"Filter");
        let keys = one.iter().chain(other.iter()).map(|(key, _)| key);
        let keys: BTreeSet<Vec<u8>> = keys
            .filter(|key| !is_packing(key))
            .map(<[u8]>::to_vec)
            .collect();
        for key in keys {
            let name = String::from_utf8_lossy(&key).into_owned();
            let (value, data) = (one.get(&key), other.get(&key));
            let is_aside = match self.scope {
                Scope::All => false,
                Scope::Beside => place.owner.draws(&name),
                Scope::Around => place.owner.draws(&name) || place.owner.lays_out(&name),
            };
            if is_top && is_aside {
                self.set_aside(value);
                continue;
            }
            if let Some(value) = value
                && is_top
                && self.may_sign(place, &name, value, data)
            {
                continue;
            }
            match (value, data) {
                (Some(value), Some(data)) => {
                    place.path.push(name);
                    self.values(value, data, place);
                    place.path.pop();
                }
                (Some(_), None) => self.findings.push(Finding::Extra(place.entry(&name))),
                _ => self.findings.push(Finding::Missing(place.entry(&name))),
            }
        }
    }

    /// Whether a signature may have added or changed an entry.
    fn may_sign(
        &mut self,
        place: &ObjectPosition,
        key: &str,
        value: &Value,
        data: Option<&Value>,
    ) -> bool {
        let Some(mut signing) = self.signing.take() else {
            return false;
        };
        let role = place.owner.role;
        let mut pair = |one: u32, other: u32| self.pair(one, other);
        let may = signing.may_add((place.object, role), key, (value, data), &mut pair);
        self.signing = Some(signing);
        may
    }

    /// What fonts and content lead to is compared by what it draws.
    fn set_aside(&mut self, value: Option<&Value>) {
        let mut open: Vec<Value> = value.cloned().into_iter().collect();
        while let Some(value) = open.pop() {
            match value {
                Value::Reference(number, _) if self.aside.insert(number) => {
                    open.extend(self.file.get(number).map(|it| it.value.clone()));
                }
                Value::Array(items) => open.extend(items),
                Value::Dictionary(entries) => {
                    open.extend(entries.iter().map(|(_, value)| value.clone()));
                }
                _ => {}
            }
        }
    }

    /// The objects that nothing leads to.
    fn unreferenced(&mut self) {
        for number in self.file.numbers() {
            let is_known = self.pairs.contains_key(&number)
                || self.aside.contains(&number)
                || self.file.get(number).is_some_and(|it| is_container(&it));
            if !is_known {
                self.findings.push(Finding::Unreferenced(number));
            }
        }
    }
}

/// Containers of objects that are not part of the document.
fn is_container(stored: &Stored) -> bool {
    let is = |it: &Dictionary| it.is("Type", "XRef") || it.is("Type", "ObjStm");
    stored.data.is_some() && stored.dictionary().is_some_and(is)
}
