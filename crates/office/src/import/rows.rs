//! Tables of a narrative as lines between bars: whether a document shows another, and the lines after
//! its changes. What is the same keeps its own writing: links, alignment, spaces.

use super::plain::{plain, without_links};

/// Whether a line is a row of a table.
pub(super) fn is_row(line: &str) -> bool {
    line.starts_with('|')
}

/// Whether two tables have the same words in the same cells.
pub(super) fn same(before: &[&String], shown: &[&String]) -> bool {
    let [before, shown] = [before, shown].map(|rows| rows.iter().filter(|row| !is_rule(row)));
    let (before, shown): (Vec<_>, Vec<_>) = (before.collect(), shown.collect());
    let same = |(before, shown): (&&&String, &&&String)| same_row(before, shown);
    before.len() == shown.len() && before.iter().zip(&shown).all(same)
}

/// The lines of a table after a document's changes. A row with a changed cell is written anew; a table of
/// another shape as the document has it.
pub(super) fn merged(before: &[&String], shown: &[&String]) -> Vec<String> {
    let rows: Vec<&&String> = shown.iter().filter(|row| !is_rule(row)).collect();
    let own = before.iter().filter(|row| !is_rule(row));
    let width = |row: &str| cells(row).len();
    let is_same_shape = own.clone().count() == rows.len()
        && own.zip(&rows).all(|(own, row)| width(own) == width(row));
    if !is_same_shape {
        return shown.iter().map(|row| (*row).clone()).collect();
    }
    let mut rows = rows.into_iter();
    let written = before.iter().map(|own| match is_rule(own) {
        true => (*own).clone(),
        false => rows.next().map_or_else(String::new, |row| after(own, row)),
    });
    written.collect()
}

/// A row with the cells that changed.
fn after(own: &str, shown: &str) -> String {
    if same_row(own, shown) {
        return own.to_owned();
    }
    let pairs = cells(own).into_iter().zip(cells(shown));
    let cells: Vec<String> = pairs
        .map(|(own, shown)| if same_cell(&own, &shown) { own } else { shown })
        .collect();
    format!("| {} |", cells.join(" | "))
}

fn same_row(own: &str, shown: &str) -> bool {
    let (own, shown) = (cells(own), cells(shown));
    own.len() == shown.len()
        && own
            .iter()
            .zip(&shown)
            .all(|(own, shown)| same_cell(own, shown))
}

fn same_cell(own: &str, shown: &str) -> bool {
    let wide = |text: &str| plain(&text.replace("\\|", "｜"));
    wide(own) == wide(shown) || wide(&without_links(own)) == wide(shown)
}

/// The cells of a row; `\|` is a bar within one, and the bar at the end may be left out.
fn cells(row: &str) -> Vec<String> {
    let mut cells = vec![String::new()];
    let mut is_escaped = false;
    for character in row.strip_prefix('|').unwrap_or(row).trim_end().chars() {
        match (character, cells.last_mut()) {
            ('|', _) if !is_escaped => cells.push(String::new()),
            (_, Some(cell)) => cell.push(character),
            (_, None) => {}
        }
        is_escaped = character == '\\';
    }
    if cells.len() > 1 && cells.last().is_some_and(|last| last.trim().is_empty()) {
        cells.pop();
    }
    cells.iter().map(|cell| cell.trim().to_owned()).collect()
}

/// Whether a row is the rule under the heads: dashes and colons.
fn is_rule(row: &str) -> bool {
    let cells = cells(row);
    let dashes = |cell: &String| cell.contains('-') && cell.chars().all(|c| matches!(c, '-' | ':'));
    cells.iter().all(dashes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_changed_cell_changes_its_row_alone() {
        let before = ["|甲|乙|", "|:--|--:|", "|[a](x)|1|", "|b|2|"].map(str::to_owned);
        let shown = ["| 甲 | 乙 |", "| --- | --- |", "| a | 9 |", "| b | 2 |"].map(str::to_owned);
        let [old, new] = [&before, &shown].map(|rows| rows.iter().collect::<Vec<_>>());
        assert!(!same(&old, &new) && same(&old, &old));
        assert_eq!(
            merged(&old, &new),
            ["|甲|乙|", "|:--|--:|", "| [a](x) | 9 |", "|b|2|"]
        );
        assert_eq!(merged(&old, &new[..3]), shown[..3]);
    }

    #[test]
    fn bars_within_cells_are_no_borders() {
        let before = "| a \\| b | c".to_owned();
        let shown = "| a｜b | c |".to_owned();
        assert!(same(&[&before], &[&shown]));
    }
}
