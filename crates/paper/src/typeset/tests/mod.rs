//! The promises of a laid-out document, measured from its glyphs.

mod annex;
mod approval;
mod balance;
mod fixture;
mod flow;
mod furniture;
mod image;
mod letter;
mod link;
mod seal;
mod sign_off;
mod text;
mod title;

use chengbao_base::edition::Edition;
use std::collections::BTreeMap;

use super::cluster::tests::Drawn;
use super::layout::{lay_out, lay_out_with};
use super::{GlyphRun, Item, LayoutError, NodeId, Owner, Pages, Tag};
use crate::document::{Block, Data, Document, Furniture, Meta, Paragraph, Run};
use chengbao_base::style::{StyleId, Typography};
pub(super) use fixture::{faces, typography};

/// Left edge, right edge, top and foot of the text area.
fn area(typography: &Typography) -> [f32; 4] {
    let page = &typography.page;
    [
        page.left.pt(),
        page.width.pt() - page.right.pt(),
        page.height.pt() - page.top.pt(),
        page.bottom.pt(),
    ]
}

fn document(blocks: Vec<Block>) -> Document {
    Document {
        edition: Edition::CURRENT,
        meta: Meta::default(),
        typography: typography(),
        furniture: Furniture::default(),
        data: Data::default(),
        sealed: false,
        blocks,
    }
}

/// Laid out with artificial faces, where the figures matter and the shapes do not.
fn drawn(blocks: Vec<Block>) -> Result<Pages, LayoutError> {
    lay_out_with(&document(blocks), &Drawn)
}

fn text(text: &str) -> Block {
    Block::Paragraph(Paragraph {
        style: StyleId::Body,
        outline: None,
        runs: vec![Run {
            style: StyleId::Body,
            text: text.to_owned(),
            link: None,
        }],
    })
}

fn heading(level: u8, heading: &str, rest: &str) -> Block {
    let style = StyleId::heading(level);
    let run = |style, text: &str| Run {
        style,
        text: text.to_owned(),
        link: None,
    };
    let mut runs = vec![run(style, heading)];
    if !rest.is_empty() {
        runs.push(run(StyleId::Body, rest));
    }
    Block::Paragraph(Paragraph {
        style,
        outline: Some(level),
        runs,
    })
}

/// The glyph runs of a page that are content.
fn content(pages: &Pages, page: usize) -> impl Iterator<Item = &GlyphRun> {
    pages.pages[page]
        .items
        .iter()
        .filter_map(|item| match item {
            Item::Glyphs(run) if run.owner != Owner::Artifact => Some(run),
            _ => None,
        })
}

/// The lines of a page from top to bottom: base line, and characters with their x.
fn lines(pages: &Pages, page: usize) -> Vec<(f32, Vec<(char, f32)>)> {
    let mut lines: BTreeMap<i64, (f32, Vec<(char, f32)>)> = BTreeMap::new();
    for run in content(pages, page) {
        #[expect(clippy::cast_possible_truncation, reason = "a place on a page")]
        let key = (-run.y * 100.0).round() as i64;
        let line = lines.entry(key).or_insert((run.y, Vec::new()));
        let glyphs = run.glyphs.iter();
        line.1
            .extend(glyphs.map(|glyph| (glyph.character, run.x + glyph.dx)));
    }
    lines.into_values().collect()
}

/// The text of a page, one string per line.
fn page_text(pages: &Pages, page: usize) -> Vec<String> {
    let lines = lines(pages, page).into_iter();
    lines
        .map(|(_, line)| line.into_iter().map(|(c, _)| c).collect())
        .collect()
}

/// All characters of an element and those below it, in order.
fn element_text(pages: &Pages, node: NodeId) -> String {
    let is_below = |mut at: NodeId| loop {
        if at == node {
            return true;
        }
        match pages.structure.elements[at.0].parent {
            Some(parent) => at = parent,
            None => return false,
        }
    };
    let runs = (0..pages.pages.len()).flat_map(|page| content(pages, page));
    let own = runs.filter(|run| matches!(run.owner, Owner::Node(at) if is_below(at)));
    own.flat_map(|run| run.glyphs.iter().map(|glyph| glyph.character))
        .collect()
}

fn nodes(pages: &Pages, wanted: impl Fn(&Tag) -> bool) -> Vec<NodeId> {
    let elements = pages.structure.elements.iter().enumerate();
    elements
        .filter(|(_, element)| wanted(&element.tag))
        .map(|(index, _)| NodeId(index))
        .collect()
}

/// Points as millimetres.
fn mm(points: f32) -> f32 {
    points * 25.4 / 72.0
}

/// Laid out with the shipped faces.
fn set(furniture: Furniture, blocks: Vec<Block>) -> Pages {
    let document = Document {
        furniture,
        ..document(blocks)
    };
    lay_out(&document, faces()).unwrap()
}

/// Box around the ink of a run on the page: left, bottom, right, top.
fn ink(run: &GlyphRun) -> [f32; 4] {
    let face = faces().face(run.face).unwrap();
    let em = run.size / f32::from(face.units_per_em());
    let boxes = run.glyphs.iter().filter_map(|glyph| {
        let [left, bottom, right, top] = face.bounds(glyph.id)?.map(|edge| edge * em);
        let x = run.x + glyph.dx;
        Some([x + left, run.y + bottom, x + right, run.y + top])
    });
    joined(boxes)
}

/// The box around boxes.
fn joined(boxes: impl Iterator<Item = [f32; 4]>) -> [f32; 4] {
    let joined = boxes.reduce(|[left, bottom, right, top], [l, b, r, t]| {
        [left.min(l), bottom.min(b), right.max(r), top.max(t)]
    });
    joined.unwrap()
}

/// The ink of the line of a page that begins with a text.
fn line_ink(pages: &Pages, page: usize, text: &str) -> [f32; 4] {
    let (y, line) = lines(pages, page)
        .into_iter()
        .find(|(_, line)| {
            let line: String = line.iter().map(|(c, _)| *c).collect();
            line.starts_with(text)
        })
        .unwrap_or_else(|| panic!("no line {text}"));
    assert!(!line.is_empty());
    let runs = content(pages, page).filter(|run| (run.y - y).abs() < 0.01);
    joined(runs.map(ink))
}

#[track_caller]
fn near(got: f32, wanted: f32, within: f32, what: &str) {
    assert!(
        (got - wanted).abs() <= within,
        "{what}: {got}, not {wanted}"
    );
}
