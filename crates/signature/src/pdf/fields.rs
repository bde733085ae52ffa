//! The signature fields of a document and the order of its pages (ISO 32000-1 §12.7, §7.7.3).

use std::collections::BTreeSet;
use std::rc::Rc;

use chengbao_base::formats::pdf::{Dictionary, PdfFile, Stored, Value};

/// Maximum fields examined.
const FIELDS: usize = 10_000;
/// Maximum pages and annotations examined.
const MAX_VISITED: usize = 100_000;
/// Maximum characters of a part of a field's name.
const NAME: usize = 1024;
/// Deepest nesting of fields and of the page tree.
const DEPTH: usize = 32;

/// A signature field.
#[derive(Debug)]
pub(super) struct Field {
    /// Full name (§12.7.3.2).
    pub(super) name: String,
    /// The field itself.
    pub(super) object: Rc<Stored>,
    /// Its widget: the same object, or its only kid.
    pub(super) widget: Option<Rc<Stored>>,
    /// Its value, or a reference to it.
    pub(super) value: Option<Value>,
}

/// What a field inherits.
#[derive(Clone, Default)]
struct Above {
    name: Option<String>,
    is_signature: bool,
    value: Option<Value>,
    depth: usize,
}

/// All signature fields of the form.
pub(super) fn fields(file: &PdfFile<'_>) -> Vec<Field> {
    let mut fields = Vec::new();
    let form = file
        .catalog()
        .and_then(|catalog| file.entry(catalog.dictionary()?, "AcroForm"));
    let top = form.and_then(|form| file.entry(form.dictionary()?, "Fields"));
    let top = top.as_ref().and_then(|top| top.value.as_array());
    let mut seen = BTreeSet::new();
    // Kids that are direct objects may be reached in many ways: each way counts.
    let mut left = FIELDS;
    let mut open: Vec<(Value, Rc<Above>)> = Vec::new();
    let mut push = |open: &mut Vec<_>, kids: &[Value], above: Above| {
        let above = Rc::new(above);
        let kids = kids.get(..left.min(kids.len())).unwrap_or_default();
        left -= kids.len();
        open.extend(
            kids.iter()
                .rev()
                .map(|kid| (kid.clone(), Rc::clone(&above))),
        );
    };
    push(&mut open, top.unwrap_or_default(), Above::default());
    while let Some((value, above)) = open.pop() {
        let Some(object) = file.follow(&value) else {
            continue;
        };
        if object.number.is_some_and(|number| !seen.insert(number)) {
            continue;
        }
        let Some(dictionary) = object.dictionary() else {
            continue;
        };
        let own = own(file, dictionary, &above);
        let kids = file.entry(dictionary, "Kids");
        let kids = kids.as_ref().and_then(|kids| kids.value.as_array());
        let kids = kids.unwrap_or_default();
        // Kids without a name are widgets of this field (§12.7.3.1).
        let is_field = |kid: &Value| {
            let kid = file.follow(kid);
            kid.is_some_and(|kid| kid.dictionary().is_some_and(|it| it.get("T").is_some()))
        };
        if kids.iter().any(is_field) {
            if own.depth < DEPTH {
                push(&mut open, kids, own);
            }
            continue;
        }
        if own.is_signature {
            let widget = match kids.first() {
                Some(kid) => file.follow(kid),
                None => Some(Rc::clone(&object)),
            };
            fields.push(Field {
                name: own.name.unwrap_or_default(),
                object,
                widget,
                value: own.value,
            });
        }
    }
    fields
}

fn own(file: &PdfFile<'_>, dictionary: &Dictionary, above: &Above) -> Above {
    let part = file
        .entry(dictionary, "T")
        .and_then(|it| it.value.as_text())
        .map(|part| part.chars().take(NAME).collect::<String>());
    let name = match (&above.name, part) {
        (Some(above), Some(part)) => Some(format!("{above}.{part}")),
        (above, part) => part.or_else(|| above.clone()),
    };
    let kind = file.entry(dictionary, "FT");
    let value = dictionary.get("V").filter(|value| **value != Value::Null);
    Above {
        name,
        is_signature: match kind {
            Some(kind) => kind.value.as_name() == Some(b"Sig"),
            None => above.is_signature,
        },
        value: value.or(above.value.as_ref()).cloned(),
        depth: above.depth + 1,
    }
}

/// The object numbers of the pages, in order.
pub(super) fn pages(file: &PdfFile<'_>) -> Vec<u32> {
    let root = file
        .catalog()
        .and_then(|catalog| catalog.dictionary()?.get("Pages").cloned());
    let mut pages = Vec::new();
    let mut seen = BTreeSet::new();
    let mut open: Vec<(Value, usize)> = root.into_iter().map(|root| (root, 0)).collect();
    let mut left = MAX_VISITED;
    while let Some((value, depth)) = open.pop() {
        let Some(object) = file.follow(&value) else {
            continue;
        };
        let (Some(number), Some(node)) = (object.number, object.dictionary()) else {
            continue;
        };
        if !seen.insert(number) {
            continue;
        }
        match file.entry(node, "Kids") {
            Some(kids) if depth < DEPTH => {
                let kids = kids.value.as_array().unwrap_or_default();
                let kids = kids.get(..left.min(kids.len())).unwrap_or_default();
                left -= kids.len();
                open.extend(kids.iter().rev().map(|kid| (kid.clone(), depth + 1)));
            }
            _ => pages.push(number),
        }
    }
    pages
}

/// The page, from 1, that has an annotation.
pub(super) fn page_of(file: &PdfFile<'_>, pages: &[u32], annotation: u32) -> Option<usize> {
    // Pages may share one list.
    let mut left = MAX_VISITED;
    let mut has = |page: &u32| {
        let page = file.get(*page)?;
        let annotations = file.entry(page.dictionary()?, "Annots")?;
        let annotations = annotations.value.as_array()?;
        left = left.checked_sub(annotations.len())?;
        let mut annotations = annotations.iter();
        annotations.find(|it| it.as_reference() == Some(annotation))?;
        Some(())
    };
    let at = pages.iter().position(|page| has(page).is_some())?;
    Some(at + 1)
}

/// `Rect` of an annotation: left, bottom, right, top.
pub(super) fn rectangle(file: &PdfFile<'_>, widget: &Stored) -> Option<[f64; 4]> {
    let rectangle = file.entry(widget.dictionary()?, "Rect")?;
    let [a, b, c, d] = rectangle.value.as_numbers()?;
    Some([a.min(c), b.min(d), a.max(c), b.max(d)])
}
