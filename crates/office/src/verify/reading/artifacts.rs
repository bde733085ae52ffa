//! What pages say that belongs to no element: page numbers, repeated heads of tables, the letters of a draft. It may
//! say only what the document of the data says there, on the page where it belongs.

use std::collections::BTreeSet;

use super::marked::Marked;
use super::spoken::{Run, is_blank};
use super::tree::Tree;
use crate::verify::drawn::{Artifact, Digest, Drawn, Glyph, Sheet};

/// The part of a page, from below, in which its number stands.
const FOOT: f64 = 0.16;

/// A character with the glyph that draws it.
type Shape = (String, String, Digest);

fn shape(glyph: &Glyph) -> Shape {
    (glyph.text.clone(), glyph.font.to_string(), glyph.outline)
}

fn glyphs(sheets: &[Sheet]) -> impl Iterator<Item = &Glyph> {
    let drawn = sheets.iter().flat_map(|sheet| &sheet.drawn);
    drawn.filter_map(|drawn| match drawn {
        Drawn::Glyph(glyph) => Some(glyph),
        _ => None,
    })
}

/// The artifacts of one kind that are text: page, glyphs.
fn texts<'s>(
    sheets: &'s [Sheet],
    marked: &Marked,
    wanted: Artifact,
) -> Vec<(usize, Vec<&'s Glyph>)> {
    let all = marked
        .artifacts
        .iter()
        .filter(|(_, kind, _)| *kind == wanted);
    all.filter_map(|(page, _, range)| {
        let drawn = sheets.get(*page)?.drawn.get(range.clone())?;
        let glyphs = drawn.iter().filter_map(|drawn| match drawn {
            Drawn::Glyph(glyph) if !is_blank(glyph) => Some(glyph),
            _ => None,
        });
        let glyphs: Vec<&Glyph> = glyphs.collect();
        (!glyphs.is_empty()).then_some((*page, glyphs))
    })
    .collect()
}

fn text(glyphs: &[&Glyph]) -> String {
    glyphs.iter().map(|glyph| glyph.text.as_str()).collect()
}

/// Whether the artifacts of a file say only what those of the data's document say. `runs` are the data's; `numbered`
/// is the same document with page numbers of all digits.
pub(super) fn same(
    (sheets, marked): (&[Sheet], &Marked),
    (data, data_marked): (&[Sheet], &Marked),
    (tree, runs): (&Tree, &[Run<'_>]),
    numbered: &[Sheet],
) -> bool {
    // Every character is drawn as the data's document draws it.
    let known: BTreeSet<Shape> = glyphs(data).chain(glyphs(numbered)).map(shape).collect();
    let kinds = [Artifact::Pagination, Artifact::Footer, Artifact::Watermark];
    let mut all = kinds
        .into_iter()
        .flat_map(|kind| texts(sheets, marked, kind));
    let is_known = all.all(|(_, glyphs)| glyphs.iter().all(|glyph| known.contains(&shape(glyph))));
    is_known
        && heads((sheets, marked), (tree, runs))
        && feet(
            &texts(sheets, marked, Artifact::Footer),
            &texts(data, data_marked, Artifact::Footer),
            sheets,
        )
        && letters((sheets, marked), (data, data_marked))
}

/// Repeated heads: the words of head cells, over everything else on their page.
fn heads((sheets, marked): (&[Sheet], &Marked), (tree, runs): (&Tree, &[Run<'_>])) -> bool {
    let mut words: Vec<String> = Vec::new();
    for run in runs {
        let is_head = super::order::ancestor(tree, run.element, &["THead"]).is_some();
        if is_head && run.picture.is_none() {
            words.push(run.text());
        }
    }
    // A longer text first, so that none is taken for its beginning.
    words.sort_by_key(|words| std::cmp::Reverse(words.len()));
    texts(sheets, marked, Artifact::Pagination)
        .iter()
        .all(|(page, glyphs)| {
            let all = text(glyphs);
            let mut rest = all.as_str();
            while !rest.is_empty() {
                match words
                    .iter()
                    .find_map(|words| rest.strip_prefix(words.as_str()))
                {
                    Some(after) => rest = after,
                    None => return false,
                }
            }
            let lowest = glyphs
                .iter()
                .map(|glyph| glyph.at.origin().1)
                .fold(f64::INFINITY, f64::min);
            let contents = marked.contents.iter().filter(|((at, _), _)| at == page);
            let drawn =
                contents.filter_map(|(_, (_, range))| sheets.get(*page)?.drawn.get(range.clone()));
            drawn.flatten().all(|drawn| match drawn {
                Drawn::Glyph(glyph) => glyph.at.origin().1 < lowest,
                _ => true,
            })
        })
}

/// Page numbers: at the foot, each the number of its page as the data's document counts them.
fn feet(file: &[(usize, Vec<&Glyph>)], data: &[(usize, Vec<&Glyph>)], sheets: &[Sheet]) -> bool {
    let Some((first, pattern)) = data.first() else {
        return file.is_empty();
    };
    let pattern = text(pattern);
    let Some((before, number, after)) = numbered(&pattern) else {
        return false;
    };
    file.iter().all(|(page, glyphs)| {
        let own = text(glyphs);
        let is_own = numbered(&own).is_some_and(|(one, counted, other)| {
            (one, other) == (before, after) && counted + first == number + page
        });
        let edges = sheets.get(*page).map_or([0.0; 4], |sheet| sheet.edges);
        let limit = edges[1] + (edges[3] - edges[1]) * FOOT;
        is_own && glyphs.iter().all(|glyph| glyph.at.origin().1 < limit)
    })
}

/// What stands before a number, the number, what stands after it.
fn numbered(text: &str) -> Option<(&str, usize, &str)> {
    let start = text.find(|c: char| c.is_ascii_digit())?;
    let (before, rest) = text.split_at_checked(start)?;
    let end = rest
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(rest.len());
    let (number, after) = rest.split_at_checked(end)?;
    (number.len() < 10 && !number.starts_with('0')).then_some(())?;
    Some((before, number.parse().ok()?, after))
}

/// The letters of a draft: the same on every page, as grey as the data's document has them.
fn letters(
    (sheets, marked): (&[Sheet], &Marked),
    (data, data_marked): (&[Sheet], &Marked),
) -> bool {
    let of = |sheets, marked| -> Vec<(usize, String, Vec<[u16; 3]>)> {
        let all = texts(sheets, marked, Artifact::Watermark).into_iter();
        all.map(|(page, glyphs)| {
            (
                page,
                text(&glyphs),
                glyphs.iter().map(|it| it.ink).collect(),
            )
        })
        .collect()
    };
    let (own, wanted) = (of(sheets, marked), of(data, data_marked));
    let Some((_, words, inks)) = wanted.first() else {
        return own.is_empty();
    };
    let pages: Vec<usize> = own.iter().map(|(page, ..)| *page).collect();
    // A blank page completes the last sheet of paper.
    let drawn = sheets.iter().enumerate();
    let drawn = drawn.filter(|(_, sheet)| !sheet.drawn.is_empty());
    pages == drawn.map(|(page, _)| page).collect::<Vec<_>>()
        && own
            .iter()
            .all(|(_, own, grey)| own == words && grey == inks)
}
