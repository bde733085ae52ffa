//! Which object belongs to which part of a document.

use std::collections::BTreeMap;

use super::{Change, Part};
use crate::pdf::fields::{fields, pages};
use chengbao_base::formats::pdf::{Dictionary, PdfFile, Stored, Value};

/// Maximum values examined; objects beyond them belong to no known part.
const STEPS: usize = 2_000_000;
/// Maximum depth of the page tree.
const DEPTH: usize = 32;

/// The parts of a document, by object number. The first part that reaches an object keeps it, so that references back
/// (`P`, `Parent`, `Pg`) lead nowhere new.
#[derive(Debug, Default)]
pub(super) struct Parts {
    known: BTreeMap<u32, (Part, Option<usize>)>,
    /// Number of values examined: pages may share direct objects, which are
    /// examined for each of them.
    steps: usize,
}

impl Parts {
    /// The parts of a file.
    pub(super) fn of(file: &PdfFile<'_>) -> Self {
        let mut parts = Self::default();
        let Some(catalog) = file.catalog() else {
            return parts;
        };
        parts.claim(catalog.number, Part::Catalog, None);
        let pages = pages(file);
        for (number, at) in pages.iter().zip(1..) {
            parts.claim(Some(*number), Part::Page, Some(at));
        }
        let Some(catalog) = catalog.dictionary() else {
            return parts;
        };
        let form = file.entry(catalog, "AcroForm");
        parts.claim(form.and_then(|it| it.number), Part::Form, None);
        for field in fields(file) {
            let value = field.value.as_ref().and_then(Value::as_reference);
            parts.claim(value, Part::FieldValue, None);
            parts.claim(field.object.number, Part::Widget, None);
            parts.claim(field.widget.and_then(|it| it.number), Part::Widget, None);
        }
        for (number, at) in pages.iter().zip(1..) {
            parts.fonts(file, *number, at);
        }
        parts.walk(file, catalog.get("Pages"), Part::Page, None);
        for (number, at) in pages.iter().zip(1..) {
            if let Some(page) = file.get(*number) {
                parts.page(file, &page, at);
            }
        }
        let roots = [
            ("Metadata", Part::Metadata),
            ("AF", Part::Attachment),
            ("Names", Part::Attachment),
            ("AcroForm", Part::Form),
            ("Perms", Part::Certification),
            ("DSS", Part::ValidationData),
            ("StructTreeRoot", Part::Structure),
        ];
        for (key, part) in roots {
            parts.walk(file, catalog.get(key), part, None);
        }
        let info = file.trailer().and_then(|trailer| trailer.get("Info"));
        parts.walk(file, info, Part::Metadata, None);
        let rest = Value::Dictionary(catalog.clone());
        parts.walk(file, Some(&rest), Part::Catalog, None);
        parts
    }

    /// The part of a numbered object, or `Other` if it belongs to no known part.
    pub(super) fn change(&self, number: u32) -> Change {
        let (part, page) = self
            .known
            .get(&number)
            .copied()
            .unwrap_or((Part::Other, None));
        Change {
            part,
            page,
            object: Some(number),
        }
    }

    /// Whether something leads to the object.
    pub(super) fn knows(&self, number: u32) -> bool {
        self.known.contains_key(&number)
    }

    /// The fonts of a page, which may be inherited in the page tree.
    fn fonts(&mut self, file: &PdfFile<'_>, page: u32, at: usize) {
        let mut node = file.get(page);
        for _ in 0..DEPTH {
            let Some(stored) = node.take() else { return };
            let Some(dictionary) = stored.dictionary() else {
                return;
            };
            if let Some(resources) = file.entry(dictionary, "Resources") {
                let fonts = resources.dictionary().and_then(|it| it.get("Font"));
                self.walk(file, fonts, Part::Font, Some(at));
                return;
            }
            node = file.entry(dictionary, "Parent");
        }
    }

    fn page(&mut self, file: &PdfFile<'_>, page: &Stored, at: usize) {
        let Some(page) = page.dictionary() else {
            return;
        };
        let at = Some(at);
        if let Some(annotations) = file.entry(page, "Annots") {
            self.claim(annotations.number, Part::Annotation, at);
            let annotations = annotations.value.as_array().unwrap_or_default();
            for annotation in annotations {
                self.steps += 1;
                if self.steps > STEPS {
                    return;
                }
                let stored = file.follow(annotation);
                let dictionary = stored.as_ref().and_then(|it| it.dictionary());
                let is_widget = dictionary.is_some_and(|it| it.is("Subtype", "Widget"));
                let part = if is_widget {
                    Part::Widget
                } else {
                    Part::Annotation
                };
                if let (Some(number), true) = (annotation.as_reference(), is_widget) {
                    // A field of the form is already known, its page is not.
                    self.known.insert(number, (part, at));
                }
                self.walk(file, Some(annotation), part, at);
                let inside = dictionary.cloned().map(Value::Dictionary);
                self.walk(file, inside.as_ref(), part, at);
            }
        }
        let rest = Value::Dictionary(page.clone());
        self.walk(file, Some(&rest), Part::Page, at);
    }

    /// Everything a value leads to that is not taken yet.
    fn walk(&mut self, file: &PdfFile<'_>, from: Option<&Value>, part: Part, page: Option<usize>) {
        let mut open: Vec<Value> = from.cloned().into_iter().collect();
        while let Some(value) = open.pop() {
            self.steps += 1;
            if self.steps > STEPS {
                return;
            }
            match value {
                Value::Reference(number, _) => {
                    if self.claim(Some(number), part, page)
                        && let Some(stored) = file.get(number)
                    {
                        open.push(stored.value.clone());
                    }
                }
                Value::Array(array) => open.extend(array.into_iter().filter(leads)),
                Value::Dictionary(dictionary) => open.extend(leading(&dictionary)),
                _ => {}
            }
        }
    }

    /// True if it is not taken yet.
    fn claim(&mut self, number: Option<u32>, part: Part, page: Option<usize>) -> bool {
        let Some(number) = number else { return false };
        let is_new = !self.known.contains_key(&number);
        if is_new {
            self.known.insert(number, (part, page));
        }
        is_new
    }
}

fn leads(value: &Value) -> bool {
    matches!(
        value,
        Value::Reference(..) | Value::Array(_) | Value::Dictionary(_)
    )
}

fn leading(dictionary: &Dictionary) -> impl Iterator<Item = Value> {
    let values = dictionary.iter().map(|(_, value)| value);
    values.filter(|value| leads(value)).cloned()
}
