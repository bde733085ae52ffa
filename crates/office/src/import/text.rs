//! Where the sections of a form begin in a document, and the text of each.

use super::likeness::{Label, align};
use super::sheet::{Grid, Piece};
use super::tail::{self, Expect, Tail};
use super::title::{self, Front};
use chengbao_report::form::{Content, Form, fold_width};

/// A document read as a form: its text.
#[derive(Debug, Default)]
pub(super) struct Texts {
    /// The part before the first section.
    pub(super) front: Front,
    /// Its lines, unchanged.
    pub(super) front_lines: Vec<String>,
    /// Text of each section; `None` if its heading is missing.
    pub(super) sections: Vec<Option<Vec<String>>>,
    /// 署名 and 成文日期.
    pub(super) tail: Tail,
}

/// A section's heading in the document.
#[derive(Debug, Clone)]
struct Heading {
    piece: usize,
    /// Text that continues on the line of the heading.
    rest: String,
}

/// Reads the text. `owner` names for each piece the section whose table it is.
pub(super) fn read(
    form: &Form,
    pieces: &[Piece],
    owner: &[Option<usize>],
    expect: &Expect,
) -> Texts {
    let strict = *expect == Expect::Page;
    let headings = headings(form, pieces, owner);
    let starts: Vec<usize> = headings
        .iter()
        .flatten()
        .map(|heading| heading.piece)
        .collect();
    let owned = owner.iter().position(Option::is_some);
    let first = starts.first().copied().or(owned).unwrap_or(pieces.len());
    let front: Vec<&str> = pieces.iter().take(first).filter_map(line).collect();
    let within = shared_trail(pieces, &starts, owner);
    let inside = |piece: &Piece| !strict || trail(piece).starts_with(&within);
    let mut texts = Texts {
        front: title::read(form, &front, strict),
        front_lines: front.iter().map(|line| (*line).to_owned()).collect(),
        sections: vec![None; form.sections.len()],
        tail: Tail::default(),
    };
    let last = starts.last().copied();
    for ((section, slot), heading) in form.sections.iter().zip(&mut texts.sections).zip(&headings) {
        let Some(heading) = heading else {
            continue;
        };
        let end = starts
            .iter()
            .find(|start| **start > heading.piece)
            .copied()
            .unwrap_or(pieces.len());
        let mut lines: Vec<String> = Vec::new();
        lines.extend((!heading.rest.is_empty()).then(|| heading.rest.clone()));
        let body = pieces.iter().zip(owner).take(end).skip(heading.piece + 1);
        for (piece, owner) in body.filter(|(piece, _)| inside(piece)) {
            match piece {
                Piece::Line(line) => lines.push(line.text.clone()),
                Piece::Table(grid) if owner.is_none() => lines.extend(markdown(grid)),
                Piece::Table(_) => {}
            }
        }
        if last == Some(heading.piece) {
            let shown: Vec<&str> = lines.iter().map(String::as_str).collect();
            texts.tail = tail::read(&shown, expect);
            lines.truncate(texts.tail.text);
        }
        if let Content::Text(rules) = &section.content {
            let blank = |line: &String| fold_width(line) == fold_width(&rules.placeholder);
            lines.retain(|line| !blank(line));
        }
        *slot = Some(lines);
    }
    texts
}

fn line(piece: &Piece) -> Option<&str> {
    match piece {
        Piece::Line(line) => Some(&line.text),
        Piece::Table(_) => None,
    }
}

fn trail(piece: &Piece) -> &[u32] {
    match piece {
        Piece::Line(line) => &line.trail,
        Piece::Table(grid) => &grid.trail,
    }
}

/// The heading of each section. Tables are part of the sequence, so that a heading in a list of
/// contents is not taken for the one above its table.
fn headings(form: &Form, pieces: &[Piece], owner: &[Option<usize>]) -> Vec<Option<Heading>> {
    let marks: Vec<(usize, bool)> = (form.sections.iter().enumerate())
        .flat_map(|(index, section)| {
            let table = matches!(section.content, Content::Table(_)).then_some((index, true));
            std::iter::once((index, false)).chain(table)
        })
        .collect();
    let labels: Vec<Label> = form
        .sections
        .iter()
        .map(|section| Label::new(&section.label))
        .collect();
    let scored: Vec<Vec<Option<f64>>> = form
        .sections
        .iter()
        .zip(&labels)
        .map(|(section, label)| {
            let score =
                |piece| line(piece).and_then(|text| heading_score(&section.label, label, text));
            pieces.iter().map(score).collect()
        })
        .collect();
    let score = |i: usize, j: usize| {
        let (section, is_table) = *marks.get(i)?;
        if is_table {
            return (*owner.get(j)? == Some(section)).then_some(2.0);
        }
        *scored.get(section)?.get(j)?
    };
    let pairs = align(marks.len(), pieces.len(), score);
    let mut found: Vec<Option<Heading>> = vec![None; form.sections.len()];
    for ((section, is_table), pair) in marks.into_iter().zip(pairs) {
        let (false, Some(piece), Some(slot)) = (is_table, pair, found.get_mut(section)) else {
            continue;
        };
        let text = pieces.get(piece).and_then(line).unwrap_or_default();
        let label = form
            .sections
            .get(section)
            .map_or("", |section| section.label.as_str());
        let rest = run_on(label, text).unwrap_or_default();
        *slot = Some(Heading { piece, rest });
    }
    found
}

/// How well a line is the heading of a section.
fn heading_score(label: &str, wanted: &Label, line: &str) -> Option<f64> {
    let count = line.chars().count();
    let alike = if count <= label.chars().count() + 8 {
        wanted.likeness(&Label::new(line))
    } else {
        0.0
    };
    if alike >= 0.75 {
        return Some(alike);
    }
    // The whole heading including its ordinal, and text that continues after it.
    run_on(label, line).map(|_| 0.8)
}

/// What follows the label in a line that begins with it, including its ordinal.
fn run_on(label: &str, line: &str) -> Option<String> {
    let mut rest = line.char_indices();
    for wanted in label.chars().filter(|c| c.is_alphanumeric()) {
        rest.find(|(_, c)| c.is_alphanumeric())
            .filter(|(_, c)| fold_width(&c.to_string()) == fold_width(&wanted.to_string()))?;
    }
    let rest = rest
        .as_str()
        .trim_start_matches(['。', '：', ':', '.', ' ', '　', '）', ')']);
    (!rest.is_empty()).then(|| rest.trim().to_owned())
}

/// The innermost element that contains all headings and tables: anything outside it belongs to the
/// page and not to the report.
fn shared_trail(pieces: &[Piece], starts: &[usize], owner: &[Option<usize>]) -> Vec<u32> {
    let tables = owner
        .iter()
        .enumerate()
        .filter(|(_, owner)| owner.is_some())
        .map(|(at, _)| at);
    let mut shared: Option<Vec<u32>> = None;
    for piece in starts
        .iter()
        .copied()
        .chain(tables)
        .filter_map(|at| pieces.get(at))
    {
        let trail = trail(piece);
        shared = Some(match shared {
            // The last step is the text or table itself.
            None => trail
                .split_last()
                .map_or(&[][..], |(_, above)| above)
                .to_vec(),
            Some(before) => before
                .iter()
                .zip(trail)
                .take_while(|(a, b)| a == b)
                .map(|(a, _)| *a)
                .collect(),
        });
    }
    shared.unwrap_or_default()
}

/// A table of the narrative as lines of Markdown.
fn markdown(grid: &Grid) -> Vec<String> {
    let width = grid.rows.iter().map(Vec::len).max().unwrap_or_default();
    let written = |row: usize| {
        let cell = |column: usize| {
            let cell = grid.at(row, column)?;
            let anchored = row.checked_sub(1).and_then(|above| grid.at(above, column))
                != Some(cell)
                && column.checked_sub(1).and_then(|left| grid.at(row, left)) != Some(cell);
            anchored.then(|| grid.text(cell).replace('|', "｜"))
        };
        let cells: Vec<String> = (0..width)
            .map(|column| cell(column).unwrap_or_default())
            .collect();
        format!("| {} |", cells.join(" | "))
    };
    let mut lines: Vec<String> = (0..grid.rows.len()).map(written).collect();
    if !lines.is_empty() && width > 0 {
        lines.insert(1, format!("|{}", " --- |".repeat(width)));
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_that_runs_on_after_a_heading_is_distinguished_from_it() {
        assert_eq!(
            run_on("一、总体情况", "一、总体情况。2024年，").as_deref(),
            Some("2024年，")
        );
        assert_eq!(run_on("一、总体情况", "一、总体情况"), None);
        assert_eq!(run_on("一、总体情况", "总体情况良好"), None);
        let label = Label::new("一、总体情况");
        assert!(heading_score("一、总体情况", &label, "总体情况").is_some());
        assert!(heading_score("一、总体情况", &label, "全市总体情况良好，各项工作平稳").is_none());
    }
}
