//! The structure tree of a PDF (ISO 32000-1 §14.7) as this program writes it: every element once, in reading
//! order, with its attributes and what belongs to it. Any other key, kind or kid is odd.
//!
//! It knows objects only, never what pages draw.

use std::collections::{BTreeMap, BTreeSet};

use chengbao_base::formats::pdf::{Dictionary, PdfFile, Stored, Value};

use crate::verify::drawn::{Odd, follow, only};

/// Maximum nesting: a link in a paragraph in a cell of a table is nine deep.
const MAX_DEPTH: usize = 24;

/// The types of elements.
const KINDS: [&str; 18] = [
    "Document", "H1", "H2", "H3", "H4", "H5", "H6", "P", "Span", "Figure", "Link", "Form", "Table",
    "THead", "TBody", "TR", "TH", "TD",
];

/// All elements, parents before their kids.
#[derive(Debug)]
pub(super) struct Tree {
    pub(super) elements: Vec<Element>,
    /// `ParentTree`: what its keys lead to.
    parents: BTreeMap<i64, Value>,
}

/// One element.
#[derive(Debug)]
pub(super) struct Element {
    /// Its object.
    pub(super) number: u32,
    /// Its type.
    pub(super) kind: String,
    /// Its parent, if it is not the topmost.
    pub(super) parent: Option<usize>,
    /// Description, summary, scope, spans; headers by the places of their elements.
    pub(super) attributes: BTreeMap<String, Value>,
    /// The box of a figure.
    pub(super) placed: Option<Value>,
    /// What belongs to it, in order.
    pub(super) kids: Vec<Kid>,
}

/// What belongs to an element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kid {
    /// An element.
    Element(usize),
    /// Marked content: page from 0, and its number there.
    Content(usize, usize),
    /// An annotation: page from 0, and its object.
    Annotation(usize, u32),
}

impl Tree {
    /// Reads the tree; `pages` are the objects of the pages.
    pub(super) fn read(file: &PdfFile<'_>, pages: &[u32]) -> Result<Self, Odd> {
        let catalog = file.catalog().ok_or_else(|| Odd::entry(None, "Root"))?;
        let root = follow(file, &catalog, "StructTreeRoot")?;
        let entries = only(
            &root,
            &["IDTree", "K", "ParentTree", "ParentTreeNextKey", "Type"],
        )?;
        let top = entries.get("K").and_then(Value::as_reference);
        let top = top.ok_or_else(|| Odd::entry(root.number, "K"))?;
        let mut reader = Reader {
            file,
            pages: (0..).zip(pages).map(|(at, number)| (*number, at)).collect(),
            elements: Vec::new(),
            seen: BTreeSet::new(),
            ids: BTreeMap::new(),
        };
        let above = root.number.unwrap_or_default();
        reader.element(top, (above, None), MAX_DEPTH)?;
        let ids = reader.ids.clone();
        reader.headers()?;
        let elements = reader.elements;
        identifiers(file, &root, &ids, &elements)?;
        let parents = parents(file, &root)?;
        Ok(Self { elements, parents })
    }

    /// What the parent tree has under a key.
    pub(super) fn under(&self, key: &Value) -> Option<&Value> {
        self.parents.get(&key.as_integer()?)
    }

    /// How many keys the parent tree has.
    pub(super) fn keys(&self) -> usize {
        self.parents.len()
    }
}

struct Reader<'f, 'a> {
    file: &'f PdfFile<'a>,
    pages: BTreeMap<u32, usize>,
    elements: Vec<Element>,
    seen: BTreeSet<u32>,
    ids: BTreeMap<Vec<u8>, usize>,
}

impl Reader<'_, '_> {
    /// Reads an element and all below it; `above` is its parent's object and place.
    fn element(
        &mut self,
        number: u32,
        above: (u32, Option<usize>),
        depth: usize,
    ) -> Result<usize, Odd> {
        let odd = |key: &str| Odd::entry(Some(number), key);
        let depth = depth.checked_sub(1).ok_or(Odd::Much)?;
        let stored = self.file.get(number).filter(|_| self.seen.insert(number));
        let stored = stored.ok_or_else(|| odd("K"))?;
        let entries = only(&stored, &["A", "Alt", "ID", "K", "P", "Pg", "S"])?;
        let kind = entries.get("S").and_then(Value::as_name);
        let kind = kind.and_then(|kind| KINDS.into_iter().find(|it| it.as_bytes() == kind));
        let kind = kind.ok_or_else(|| odd("S"))?;
        if entries.get("P") != Some(&Value::Reference(above.0, 0)) {
            return Err(odd("P"));
        }
        let at = self.elements.len();
        let (attributes, placed) = attributes(entries).ok_or_else(|| odd("A"))?;
        if let Some(id) = entries.get("ID") {
            let Value::String(id, _) = id else {
                return Err(odd("ID"));
            };
            if kind != "TH" || self.ids.insert(id.clone(), at).is_some() {
                return Err(odd("ID"));
            }
        }
        self.elements.push(Element {
            number,
            kind: kind.to_owned(),
            parent: above.1,
            attributes,
            placed,
            kids: Vec::new(),
        });
        let page = match entries.get("Pg") {
            Some(page) => Some(self.page(page).ok_or_else(|| odd("Pg"))?),
            None => None,
        };
        let kids: &[Value] = match entries.get("K") {
            None => &[],
            Some(Value::Array(kids)) if kids.len() > 1 => kids,
            Some(Value::Array(_)) => return Err(odd("K")),
            Some(kid) => std::slice::from_ref(kid),
        };
        let mut found = Vec::with_capacity(kids.len());
        for kid in kids {
            found.push(match kid {
                Value::Reference(kid, 0) => {
                    Kid::Element(self.element(*kid, (number, Some(at)), depth)?)
                }
                other => self.content(other, page).ok_or_else(|| odd("K"))?,
            });
        }
        if let Some(element) = self.elements.get_mut(at) {
            element.kids = found;
        }
        Ok(at)
    }

    fn page(&self, page: &Value) -> Option<usize> {
        match page {
            Value::Reference(number, 0) => self.pages.get(number).copied(),
            _ => None,
        }
    }

    /// Marked content or an annotation.
    fn content(&self, kid: &Value, page: Option<usize>) -> Option<Kid> {
        let Value::Dictionary(entries) = kid else {
            return Some(Kid::Content(page?, kid.as_size()?));
        };
        let page = self.page(entries.get("Pg")?)?;
        (entries.len() == 3).then_some(())?;
        if entries.is("Type", "MCR") {
            return Some(Kid::Content(page, entries.get("MCID")?.as_size()?));
        }
        entries.is("Type", "OBJR").then_some(())?;
        match entries.get("Obj")? {
            Value::Reference(number, 0) => Some(Kid::Annotation(page, *number)),
            _ => None,
        }
    }

    /// Puts the places of elements where headers are named.
    fn headers(&mut self) -> Result<(), Odd> {
        for element in &mut self.elements {
            let Some(headers) = element.attributes.get_mut("Headers") else {
                continue;
            };
            let names = headers.as_array().unwrap_or_default().iter();
            let places = names.map(|name| match name {
                Value::String(name, _) => self.ids.get(name).copied(),
                _ => None,
            });
            let places: Option<Vec<Value>> = places
                .map(|at| i64::try_from(at?).ok().map(Value::Integer))
                .collect();
            let places = places.filter(|places| !places.is_empty());
            let places = places.ok_or_else(|| Odd::entry(Some(element.number), "Headers"))?;
            *headers = Value::Array(places);
        }
        Ok(())
    }
}

/// The attributes of an element, and the box of a figure.
fn attributes(entries: &Dictionary) -> Option<(BTreeMap<String, Value>, Option<Value>)> {
    let mut found = BTreeMap::new();
    let mut placed = None;
    if let Some(alt) = entries.get("Alt") {
        found.insert("Alt".to_owned(), plain(alt)?);
    }
    let Some(attributes) = entries.get("A") else {
        return Some((found, placed));
    };
    for (key, value) in attributes.as_dictionary()?.iter() {
        match key {
            b"BBox" => placed = Some(value.clone()),
            b"O" | b"Summary" | b"Scope" | b"ColSpan" | b"RowSpan" | b"Headers" | b"Placement" => {
                let value = if key == b"Headers" {
                    value.clone()
                } else {
                    plain(value)?
                };
                found.insert(String::from_utf8_lossy(key).into_owned(), value);
            }
            _ => return None,
        }
    }
    Some((found, placed))
}

/// A text, name or number, whatever digits it is written in.
fn plain(value: &Value) -> Option<Value> {
    match value {
        Value::String(bytes, _) => Some(Value::String(bytes.clone(), false)),
        Value::Name(_) | Value::Integer(_) => Some(value.clone()),
        _ => None,
    }
}

/// `IDTree` has exactly the identifiers of the elements.
fn identifiers(
    file: &PdfFile<'_>,
    root: &Stored,
    ids: &BTreeMap<Vec<u8>, usize>,
    elements: &[Element],
) -> Result<(), Odd> {
    if root
        .dictionary()
        .is_none_or(|it| it.get("IDTree").is_none())
    {
        return ids
            .is_empty()
            .then_some(())
            .ok_or_else(|| Odd::entry(root.number, "IDTree"));
    }
    let tree = follow(file, root, "IDTree")?;
    let names = only(&tree, &["Names"])?
        .get("Names")
        .and_then(Value::as_array);
    let mut wanted = Vec::with_capacity(ids.len() * 2);
    for (id, at) in ids {
        let number = elements.get(*at).map_or(0, |element| element.number);
        wanted.extend([
            Value::String(id.clone(), false),
            Value::Reference(number, 0),
        ]);
    }
    let is_same = names.is_some_and(|names| {
        names.len() == wanted.len()
            && names
                .iter()
                .zip(&wanted)
                .all(|(one, other)| one.is_same(other))
    });
    is_same
        .then_some(())
        .ok_or_else(|| Odd::entry(tree.number, "Names"))
}

/// `ParentTree`, its references to lists followed.
fn parents(file: &PdfFile<'_>, root: &Stored) -> Result<BTreeMap<i64, Value>, Odd> {
    let tree = follow(file, root, "ParentTree")?;
    let odd = || Odd::entry(tree.number, "Nums");
    let list = only(&tree, &["Nums"])?
        .get("Nums")
        .and_then(Value::as_array);
    let mut found = BTreeMap::new();
    for pair in list.ok_or_else(odd)?.chunks(2) {
        let [Value::Integer(key), Value::Reference(number, 0)] = pair else {
            return Err(odd());
        };
        let stored = file.get(*number).ok_or_else(odd)?;
        let value = match &stored.value {
            Value::Array(items) => Value::Array(items.clone()),
            _ => Value::Reference(*number, 0),
        };
        let is_next = found.last_key_value().is_none_or(|(last, _)| last < key);
        if !is_next {
            return Err(odd());
        }
        found.insert(*key, value);
    }
    Ok(found)
}
