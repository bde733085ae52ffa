//! Measures laid-out pages: where every letter stands, which line and which paragraph or cell it
//! is in, how far its ink reaches. Points, origin at the lower left, as in `typeset::Pages`.

use std::collections::BTreeMap;

use chengbao::typeset::{FaceSet, GlyphRun, Item, NodeId, Owner, Pages, Rule, Tag};

/// One glyph on paper.
#[derive(Debug, Clone, Copy)]
pub struct Letter {
    /// What it draws.
    pub character: char,
    /// Page, from 0.
    pub page: usize,
    /// Origin.
    pub x: f32,
    /// Base line.
    pub y: f32,
    /// Size of its face.
    pub size: f32,
    /// Advance.
    pub width: f32,
    /// Box around the ink within the advance: left, bottom, right, top; `None` where there is none.
    /// Where a face lets a letter lean over its advance (`j`, `f`), that is the letter's shape.
    pub ink: Option<[f32; 4]>,
    /// The element it belongs to.
    pub owner: Owner,
}

/// All letters in reading order.
pub fn letters(pages: &Pages, faces: &FaceSet) -> Vec<Letter> {
    let mut letters = Vec::new();
    for (page, content) in pages.pages.iter().enumerate() {
        for item in &content.items {
            if let Item::Glyphs(run) = item {
                letters.extend(of_run(page, run, faces));
            }
        }
    }
    letters
}

fn of_run<'a>(
    page: usize,
    run: &'a GlyphRun,
    faces: &'a FaceSet,
) -> impl Iterator<Item = Letter> + 'a {
    let face = faces.face(run.face).unwrap();
    let em = run.size / f32::from(face.units_per_em());
    run.glyphs.iter().map(move |glyph| {
        let x = run.x + glyph.dx;
        let width = f32::from(face.advance(glyph.id)) * em;
        let ink = face.bounds(glyph.id).map(|[left, bottom, right, top]| {
            let (left, right) = (x + left * em, x + right * em);
            [
                left.max(x),
                run.y + bottom * em,
                right.min(x + width),
                run.y + top * em,
            ]
        });
        Letter {
            character: glyph.character,
            page,
            x,
            y: run.y,
            size: run.size,
            width,
            ink,
            owner: run.owner,
        }
    })
}

/// The paragraph, heading or cell an element is part of.
pub fn block(pages: &Pages, node: NodeId) -> NodeId {
    let mut node = node;
    while let Some(element) = pages.structure.elements.get(node.0) {
        match (&element.tag, element.parent) {
            (Tag::Span | Tag::Link { .. }, Some(parent)) => node = parent,
            _ => break,
        }
    }
    node
}

/// Whether an element is a cell of a table.
pub fn is_cell(pages: &Pages, node: NodeId) -> bool {
    matches!(
        pages.structure.elements[node.0].tag,
        Tag::HeaderCell { .. } | Tag::DataCell { .. }
    )
}

/// The letters of every paragraph, heading and cell in reading order.
pub fn blocks(pages: &Pages, letters: &[Letter]) -> BTreeMap<NodeId, Vec<Letter>> {
    let mut blocks: BTreeMap<NodeId, Vec<Letter>> = BTreeMap::new();
    for letter in letters {
        if let Owner::Node(node) = letter.owner {
            blocks.entry(block(pages, node)).or_default().push(*letter);
        }
    }
    blocks
}

/// Letters cut where a new line begins.
pub fn lines(letters: &[Letter]) -> impl Iterator<Item = &[Letter]> {
    letters.chunk_by(|one, next| one.page == next.page && (one.y - next.y).abs() < 0.01)
}

/// What a line says.
pub fn text(line: &[Letter]) -> String {
    line.iter().map(|letter| letter.character).collect()
}

/// The rules of each page.
pub fn rules(pages: &Pages) -> Vec<Vec<Rule>> {
    let of_page = |item: &Item| match item {
        Item::Rule(rule) => Some(*rule),
        _ => None,
    };
    pages
        .pages
        .iter()
        .map(|page| page.items.iter().filter_map(of_page).collect())
        .collect()
}

/// The box of rules a point stands in: left, bottom, right, top edges nearest to it on each side
/// that run past it.
pub fn cell_around(rules: &[Rule], x: f32, y: f32) -> Option<[f32; 4]> {
    let (mut left, mut bottom) = (f32::MIN, f32::MIN);
    let (mut right, mut top) = (f32::MAX, f32::MAX);
    let between = |at: f32, one: f32, other: f32| one.min(other) <= at && at <= one.max(other);
    for rule in rules {
        let half = rule.weight / 2.0;
        if (rule.x1 - rule.x2).abs() < 0.01 && between(y, rule.y1, rule.y2) {
            if rule.x1 <= x {
                left = left.max(rule.x1 + half);
            } else {
                right = right.min(rule.x1 - half);
            }
        } else if (rule.y1 - rule.y2).abs() < 0.01 && between(x, rule.x1, rule.x2) {
            if rule.y1 <= y {
                bottom = bottom.max(rule.y1 + half);
            } else {
                top = top.min(rule.y1 - half);
            }
        }
    }
    let found = left > f32::MIN && bottom > f32::MIN && right < f32::MAX && top < f32::MAX;
    found.then_some([left, bottom, right, top])
}

/// Whether a box lies within another, but for `slack` points.
pub fn within(inner: [f32; 4], outer: [f32; 4], slack: f32) -> bool {
    inner[0] >= outer[0] - slack
        && inner[1] >= outer[1] - slack
        && inner[2] <= outer[2] + slack
        && inner[3] <= outer[3] + slack
}
