//! What a document says, in reading order: the text of its elements, glyph by glyph, and their pictures. Two
//! documents say the same if their elements are the same and each draws the same characters with the same glyphs
//! of the same font in the same colour, wherever lines and pages break.
//!
//! It never looks at positions.

use std::collections::BTreeSet;

use super::marked::Marked;
use super::pages::Pages;
use super::tree::{Kid, Tree};
use crate::verify::align::{Step, align};
use crate::verify::difference::{Difference, What};
use crate::verify::drawn::{Drawn, Glyph, Odd, Picture, Sheet};
use chengbao_base::text::Text;

/// What one element says before the next begins.
#[derive(Debug)]
pub(super) struct Run<'s> {
    /// The element.
    pub(super) element: usize,
    /// Its glyphs, each with its page; blanks are left out.
    pub(super) glyphs: Vec<(usize, &'s Glyph)>,
    /// Its picture, with the page.
    pub(super) picture: Option<(usize, &'s Picture)>,
}

impl Run<'_> {
    /// Its text.
    pub(super) fn text(&self) -> String {
        self.glyphs
            .iter()
            .map(|(_, glyph)| glyph.text.as_str())
            .collect()
    }
}

/// Whether a glyph draws nothing, and stands for nothing but a blank.
pub(super) fn is_blank(glyph: &Glyph) -> bool {
    glyph.bounds.is_none() && glyph.text.trim().is_empty()
}

/// The runs of a document in reading order.
pub(super) fn runs<'s>(
    tree: &Tree,
    marked: &Marked,
    (pages, sheets): (&Pages, &'s [Sheet]),
) -> Result<Vec<Run<'s>>, Odd> {
    let mut runs: Vec<Run<'s>> = Vec::new();
    let mut used = BTreeSet::new();
    let mut open: Vec<(usize, usize)> = vec![(0, 0)];
    let mut is_new = true;
    while let Some((at, next)) = open.pop() {
        let Some(element) = tree.elements.get(at) else {
            continue;
        };
        let odd = || Odd::entry(Some(element.number), "K");
        let Some(kid) = element.kids.get(next) else {
            is_new = true;
            continue;
        };
        open.push((at, next + 1));
        match kid {
            Kid::Element(kid) => {
                open.push((*kid, 0));
                is_new = true;
            }
            Kid::Annotation(..) => is_new = true,
            Kid::Content(page, id) => {
                let content = marked.contents.get(&(*page, *id));
                let content = content.filter(|_| used.insert((*page, *id)));
                let (kind, range) = content.ok_or_else(odd)?;
                let owner = owner(tree, pages, *page, *id);
                if *kind != element.kind || owner != Some(element.number) {
                    return Err(odd());
                }
                let sheet = sheets.get(*page).ok_or_else(odd)?;
                let drawn = sheet.drawn.get(range.clone()).ok_or_else(odd)?;
                for one in drawn {
                    let run = match runs.last_mut() {
                        Some(run) if !is_new && run.element == at && run.picture.is_none() => run,
                        _ => {
                            is_new = false;
                            runs.push(Run {
                                element: at,
                                glyphs: Vec::new(),
                                picture: None,
                            });
                            runs.last_mut().ok_or(Odd::Much)?
                        }
                    };
                    match one {
                        Drawn::Glyph(glyph) if is_blank(glyph) => {}
                        Drawn::Glyph(glyph) => run.glyphs.push((*page, glyph)),
                        Drawn::Picture(picture) if run.glyphs.is_empty() => {
                            run.picture = Some((*page, picture));
                        }
                        Drawn::Picture(_) | Drawn::Path(_) => return Err(odd()),
                    }
                }
            }
        }
    }
    if used.len() != marked.contents.len() {
        return Err(Odd::entry(None, "StructTreeRoot"));
    }
    runs.retain(|run| !run.glyphs.is_empty() || run.picture.is_some());
    Ok(runs)
}

/// The element that the parent tree names for marked content.
fn owner(tree: &Tree, pages: &Pages, page: usize, id: usize) -> Option<u32> {
    let owners = tree.under(pages.parents.get(page)?)?.as_array()?;
    owners.get(id)?.as_reference()
}

/// Whether the elements are the same: types, attributes, and the order of what belongs to them.
pub(super) fn same_elements(file: &Tree, data: &Tree) -> bool {
    let mut pairs = file.elements.iter().zip(&data.elements);
    file.elements.len() == data.elements.len()
        && pairs.all(|(one, other)| {
            one.kind == other.kind
                && one.parent == other.parent
                && one.attributes == other.attributes
                && shape(&one.kids) == shape(&other.kids)
        })
}

/// Kids, as far as lines and pages do not decide: how often content is interrupted does not count.
fn shape(kids: &[Kid]) -> Vec<Option<usize>> {
    let mut shape: Vec<Option<usize>> = Vec::new();
    let mut was = 0;
    for kid in kids {
        let (kind, entry) = match kid {
            Kid::Element(at) => (1, Some(*at)),
            Kid::Content(..) => (2, None),
            Kid::Annotation(..) => (3, Some(usize::MAX)),
        };
        if kind == 1 || kind != was {
            shape.push(entry);
        }
        was = kind;
    }
    shape
}

/// The differences between two documents' runs. `name` names a glyph of the data's document.
pub(super) fn compare(
    file: (&Tree, &[Run<'_>]),
    data: (&Tree, &[Run<'_>]),
    name: &dyn Fn(usize, &Glyph) -> Option<String>,
) -> Vec<Difference> {
    let ((tree, file), (other_tree, data)) = (file, data);
    let kind =
        |tree: &Tree, run: &Run<'_>| tree.elements.get(run.element).map(|it| it.kind.clone());
    let like = |i: usize, j: usize| match (file.get(i), data.get(j)) {
        (Some(one), Some(other)) => {
            one.text() == other.text()
                && one.picture.is_some() == other.picture.is_some()
                && kind(tree, one) == kind(other_tree, other)
        }
        _ => false,
    };
    let named = |run: &Run<'_>| {
        let (page, glyph) = run.glyphs.first()?;
        name(*page, glyph)
    };
    let mut found = Vec::new();
    let (mut more, mut less) = (Vec::new(), Vec::new());
    for step in align(file.len(), data.len(), like) {
        match step {
            Step::First(i) => more.extend(file.get(i)),
            Step::Second(j) => less.extend(data.get(j)),
            Step::Both(i, j) => {
                changed(&mut more, &mut less, &named, &mut found);
                let (Some(one), Some(other)) = (file.get(i), data.get(j)) else {
                    continue;
                };
                found.extend(drawn_differently(one, other).map(|what| Difference {
                    file: Some(one.text()),
                    data: Some(other.text()),
                    name: named(other),
                    ..Difference::new(what, page_of(one))
                }));
            }
        }
    }
    changed(&mut more, &mut less, &named, &mut found);
    if found.is_empty() && !same_elements(tree, other_tree) {
        found.push(Difference::new(What::Marks, None));
    }
    let mut pairs = file.iter().zip(data);
    if found.is_empty() && !pairs.all(|(one, other)| one.element == other.element) {
        found.push(Difference::new(What::Marks, None));
    }
    found
}

fn page_of(run: &Run<'_>) -> Option<usize> {
    let glyph = run.glyphs.first().map(|(page, _)| *page);
    glyph
        .or(run.picture.map(|(page, _)| page))
        .map(|page| page + 1)
}

/// Runs between two common ones: those in pairs were changed.
fn changed(
    more: &mut Vec<&Run<'_>>,
    less: &mut Vec<&Run<'_>>,
    named: &dyn Fn(&Run<'_>) -> Option<String>,
    found: &mut Vec<Difference>,
) {
    let words = |run: Option<&Run<'_>>| {
        run.map(|run| match run.picture {
            Some(_) => "图片".to_owned(),
            None => run.text(),
        })
    };
    let (mut more, mut less) = (more.drain(..), less.drain(..));
    loop {
        let (file, data) = (more.next(), less.next());
        if file.is_none() && data.is_none() {
            return;
        }
        found.push(Difference {
            file: words(file),
            data: words(data),
            name: data.and_then(named),
            ..Difference::new(What::Words, file.and_then(page_of))
        });
    }
}

/// How runs of the same text differ.
fn drawn_differently(one: &Run<'_>, other: &Run<'_>) -> Option<What> {
    let picture = |run: &Run<'_>| run.picture.map(|(_, picture)| picture.name.clone());
    if picture(one) != picture(other) {
        return Some(What::Thing(Text::new("图片", "picture")));
    }
    let pairs = || one.glyphs.iter().zip(&other.glyphs);
    let any = |differ: fn(&Glyph, &Glyph) -> bool| {
        pairs().any(|((_, one), (_, other))| differ(one, other))
    };
    if one.glyphs.len() != other.glyphs.len()
        || any(|one, other| {
            one.text != other.text || one.outline != other.outline || one.font != other.font
        })
    {
        Some(What::Shapes)
    } else if any(|one, other| one.ink != other.ink) {
        Some(What::Look)
    } else {
        None
    }
}
