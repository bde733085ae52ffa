//! The links of a document (ISO 32000-1 §12.5.6.5) and its signature field: each is an annotation of one element,
//! leads where the data say, and lies over that element's text and no other.

use std::collections::{BTreeMap, BTreeSet};

use chengbao_base::formats::pdf::{PdfFile, Value};

use super::order::ancestor;
use super::room::{Area, area, meet};
use super::spoken::Run;
use super::tree::{Kid, Tree};
use crate::verify::drawn::{Odd, only};

/// A link: its element, its address and description, and where it lies.
#[derive(Debug)]
pub(super) struct Annotation {
    /// The element.
    pub(super) element: usize,
    /// `Link` or `Widget`.
    kind: &'static str,
    /// The address, and its description.
    says: Vec<Value>,
    page: usize,
    area: Area,
}

/// The annotations of a document. `listed` are those that its pages list, with their pages.
pub(super) fn read(
    file: &PdfFile<'_>,
    tree: &Tree,
    listed: &[(usize, u32)],
    pages: &[u32],
) -> Result<Vec<Annotation>, Odd> {
    let mut open: BTreeSet<(usize, u32)> = BTreeSet::new();
    for one in listed {
        if !open.insert(*one) {
            return Err(Odd::entry(Some(one.1), "Annots"));
        }
    }
    let mut found = Vec::new();
    for (element, kid) in kids(tree) {
        let Kid::Annotation(page, number) = kid else {
            continue;
        };
        let odd = |key: &str| Odd::entry(Some(number), key);
        if !open.remove(&(page, number)) {
            return Err(odd("Annots"));
        }
        let stored = file.get(number).ok_or_else(|| odd("Obj"))?;
        let is_link = stored
            .dictionary()
            .is_some_and(|it| it.is("Subtype", "Link"));
        let keys: &[&str] = if is_link {
            &[
                "A",
                "Border",
                "Contents",
                "F",
                "P",
                "Rect",
                "StructParent",
                "Subtype",
                "Type",
            ]
        } else {
            &[
                "AP",
                "Contents",
                "F",
                "FT",
                "P",
                "Rect",
                "StructParent",
                "Subtype",
                "T",
                "TU",
                "Type",
            ]
        };
        let entries = only(&stored, keys)?;
        let holder = tree.elements.get(element);
        let number_of = holder.map(|it| it.number);
        let key = entries
            .get("StructParent")
            .ok_or_else(|| odd("StructParent"))?;
        let owner = tree.under(key).and_then(Value::as_reference);
        if owner != number_of {
            return Err(odd("StructParent"));
        }
        if entries.get("P")
            != pages
                .get(page)
                .map(|page| Value::Reference(*page, 0))
                .as_ref()
        {
            return Err(odd("P"));
        }
        let wanted = if is_link { "Link" } else { "Form" };
        if holder.is_none_or(|it| it.kind != wanted) || !entries.is("Type", "Annot") {
            return Err(odd("Type"));
        }
        if entries.get("F").and_then(Value::as_integer) != Some(4) {
            return Err(odd("F"));
        }
        let area: Option<Area> = entries.get("Rect").and_then(Value::as_numbers);
        let area = area.ok_or_else(|| odd("Rect"))?;
        let said: &[&str] = if is_link {
            &["A", "Border", "Contents"]
        } else {
            &["Contents", "FT", "T", "TU"]
        };
        let says = said
            .iter()
            .map(|key| entries.get(key).cloned().ok_or_else(|| odd(key)));
        let says: Result<Vec<Value>, Odd> = says.collect();
        if !is_link {
            empty_appearance(file, entries.get("AP")).ok_or_else(|| odd("AP"))?;
        }
        found.push(Annotation {
            element,
            kind: if is_link { "Link" } else { "Widget" },
            says: says?,
            page,
            area,
        });
    }
    match open.first() {
        Some((_, number)) => Err(Odd::entry(Some(*number), "Annots")),
        None => Ok(found),
    }
}

fn kids(tree: &Tree) -> impl Iterator<Item = (usize, Kid)> {
    let elements = tree.elements.iter().enumerate();
    elements.flat_map(|(at, element)| element.kids.iter().map(move |kid| (at, *kid)))
}

/// An appearance that draws nothing, as before a signature.
fn empty_appearance(file: &PdfFile<'_>, entry: Option<&Value>) -> Option<()> {
    let appearance = entry?.as_dictionary().filter(|it| it.len() == 1)?;
    let stored = file.follow(appearance.get("N")?)?;
    let entries = stored.dictionary()?;
    let keys = ["BBox", "Filter", "Length", "Resources", "Subtype", "Type"];
    let is_known = entries.has_only(&keys);
    let is_bare = entries.get("Resources")?.as_dictionary()?.is_empty();
    let is_empty = file.content(&stored, 64)?.is_empty();
    (is_known && is_bare && is_empty).then_some(())
}

/// Whether two documents have the same links and the same field, and those of the file lie where they belong.
pub(super) fn same(
    file: (&Tree, &[Annotation], &[Run<'_>]),
    data: (&Tree, &[Annotation], &[Run<'_>]),
) -> bool {
    // A link has one annotation for each of its lines.
    let said = |annotations: &[Annotation]| -> BTreeMap<usize, Vec<Vec<Value>>> {
        let mut said: BTreeMap<usize, Vec<Vec<Value>>> = BTreeMap::new();
        for one in annotations {
            let all = said.entry(one.element).or_default();
            if !all.iter().any(|known| is_same(known, &one.says)) {
                all.push(one.says.clone());
            }
        }
        said
    };
    let (one, other) = (said(file.1), said(data.1));
    let mut pairs = one.iter().zip(&other);
    let says_same = one.len() == other.len()
        && pairs.all(|(one, other)| {
            one.0 == other.0
                && one.1.len() == other.1.len()
                && one
                    .1
                    .iter()
                    .zip(other.1)
                    .all(|(one, other)| is_same(one, other))
        });
    says_same && lie_right(file) && over(file).is_subset(&over(data))
}

fn is_same(one: &[Value], other: &[Value]) -> bool {
    one.len() == other.len() && one.iter().zip(other).all(|(one, other)| one.is_same(other))
}

/// Whether each glyph of a link lies in one of its boxes, and no other glyph in any.
fn lie_right((tree, annotations, runs): (&Tree, &[Annotation], &[Run<'_>])) -> bool {
    let links: Vec<&Annotation> = annotations.iter().filter(|it| it.kind == "Link").collect();
    runs.iter().all(|run| {
        let link = ancestor(tree, run.element, &["Link"]);
        run.glyphs.iter().all(|(page, glyph)| {
            let Some([left, bottom, right, top]) = area(glyph) else {
                return true;
            };
            let (x, y) = (f64::midpoint(left, right), f64::midpoint(bottom, top));
            let here = links.iter().filter(|it| it.page == *page).filter(|it| {
                let [l, b, r, t] = it.area;
                (l..=r).contains(&x) && (b..=t).contains(&y)
            });
            let mut owners: Vec<usize> = here.map(|it| it.element).collect();
            owners.dedup();
            owners == link.into_iter().collect::<Vec<_>>()
        })
    })
}

/// The elements whose text the field for the signature lies over: the name and date that are sealed.
fn over((_, annotations, runs): (&Tree, &[Annotation], &[Run<'_>])) -> BTreeSet<usize> {
    let fields = annotations.iter().filter(|it| it.kind == "Widget");
    let mut found = BTreeSet::new();
    for field in fields {
        for run in runs {
            let mut glyphs = run.glyphs.iter().filter(|(page, _)| *page == field.page);
            let is_over =
                glyphs.any(|(_, glyph)| area(glyph).is_some_and(|it| meet(it, field.area)));
            let picture = run.picture.filter(|(page, _)| *page == field.page);
            let picture = picture.and_then(|(_, picture)| super::room::picture_area(picture.at));
            if is_over || picture.is_some_and(|it| meet(it, field.area)) {
                found.insert(run.element);
            }
        }
    }
    found
}
