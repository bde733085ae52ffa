//! The pages of a PDF as objects (ISO 32000-1 §7.7.3): their order, their annotations, their keys in the parent
//! tree. Any other entry than this program writes is odd.
//!
//! It never reads what they draw.

use chengbao_base::formats::pdf::{PdfFile, Value};

use super::marked::Marked;
use super::tree::Tree;
use crate::verify::drawn::{Odd, follow, only};

/// The pages in order.
#[derive(Debug)]
pub(super) struct Pages {
    /// Their objects.
    pub(super) numbers: Vec<u32>,
    /// Annotations with their pages.
    pub(super) annotations: Vec<(usize, u32)>,
    /// `StructParents` of each.
    pub(super) parents: Vec<Value>,
}

/// The entries of a page.
const KEYS: [&str; 8] = [
    "Annots",
    "Contents",
    "MediaBox",
    "Parent",
    "Resources",
    "StructParents",
    "Tabs",
    "Type",
];

impl Pages {
    /// Reads the pages.
    pub(super) fn read(file: &PdfFile<'_>) -> Result<Self, Odd> {
        let catalog = file.catalog().ok_or_else(|| Odd::entry(None, "Root"))?;
        let tree = follow(file, &catalog, "Pages")?;
        let entries = only(&tree, &["Count", "Kids", "Type"])?;
        let odd = |key: &str| Odd::entry(tree.number, key);
        let kids = entries.get("Kids").and_then(Value::as_array);
        let kids = kids.ok_or_else(|| odd("Kids"))?;
        if entries.get("Count").and_then(Value::as_size) != Some(kids.len()) {
            return Err(odd("Count"));
        }
        let mut pages = Self {
            numbers: Vec::new(),
            annotations: Vec::new(),
            parents: Vec::new(),
        };
        for (at, kid) in kids.iter().enumerate() {
            let Value::Reference(number, 0) = kid else {
                return Err(odd("Kids"));
            };
            if pages.numbers.contains(number) {
                return Err(odd("Kids"));
            }
            pages.numbers.push(*number);
            let page = file.get(*number).ok_or_else(|| odd("Kids"))?;
            let entries = only(&page, &KEYS)?;
            let odd = |key: &str| Odd::entry(Some(*number), key);
            if !entries.is("Type", "Page") || !entries.is("Tabs", "S") {
                return Err(odd("Tabs"));
            }
            if entries.get("Parent").and_then(Value::as_reference) != tree.number {
                return Err(odd("Parent"));
            }
            let parents = entries.get("StructParents").cloned();
            pages
                .parents
                .push(parents.ok_or_else(|| odd("StructParents"))?);
            let annotations = match entries.get("Annots") {
                None => &[][..],
                Some(list) => list.as_array().ok_or_else(|| odd("Annots"))?,
            };
            for annotation in annotations {
                match annotation {
                    Value::Reference(number, 0) => pages.annotations.push((at, *number)),
                    _ => return Err(odd("Annots")),
                }
            }
        }
        Ok(pages)
    }

    /// Whether the parent tree has a list for each page, as long as its marked content, an entry for each annotation,
    /// and nothing else.
    pub(super) fn agree(&self, tree: &Tree, marked: &Marked) -> bool {
        let mut lists = self.parents.iter().zip(&marked.counts);
        let is_complete = lists.all(|(key, count)| {
            let list = tree.under(key).and_then(Value::as_array);
            list.is_some_and(|list| list.len() == *count)
        });
        let mut keys: Vec<_> = self.parents.iter().map(Value::as_integer).collect();
        keys.sort_unstable();
        keys.dedup();
        is_complete
            && keys.len() == self.numbers.len()
            && tree.keys() == self.numbers.len() + self.annotations.len()
    }
}
