//! docs/pdf.md names the files that meet the clauses of the standards: they are there, and say so.

use std::path::Path;

/// The rows of the page's tables: first and last column.
fn rows() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let page = std::fs::read_to_string(root.join("docs/pdf.md")).unwrap();
    let rows = page.lines().filter(|line| line.starts_with("| "));
    rows.map(|row| {
        let cells: Vec<&str> = row.trim_matches('|').split(" | ").map(str::trim).collect();
        let first = cells.first().unwrap();
        let last = cells.last().unwrap();
        ((*first).to_owned(), last.trim_matches('`').to_owned())
    })
    .filter(|(first, _)| first != "clause" && first != "claim")
    .collect()
}

#[test]
fn every_file_that_meets_a_clause_is_there_and_names_it() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let rows = rows();
    let mut wrong = Vec::new();
    for (clause, file) in &rows {
        match std::fs::read_to_string(root.join(file)) {
            Err(error) => wrong.push(format!("{file}: {error}")),
            Ok(text) if section(clause).is_some_and(|section| !names(&text, section)) => {
                wrong.push(format!("{file} does not name {clause}"));
            }
            Ok(_) => {}
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    let clauses = rows.iter().filter(|(first, _)| section(first).is_some());
    assert!(clauses.count() > 30);
}

/// The clause of a row, without the standard it is of: `§12.5.5` of `ISO 32000-1 §12.5.5`.
fn section(first: &str) -> Option<&str> {
    first.find('§').map(|at| &first[at..])
}

/// Whether a text names a clause or one below it: `§6.2.11.7` is named by `§6.2.11.7.2`, not by `§6.2.11.70`.
fn names(text: &str, clause: &str) -> bool {
    text.match_indices(clause).any(|(at, _)| {
        let after = text[at + clause.len()..].chars().next();
        !after.is_some_and(|next| next.is_ascii_digit())
    })
}

#[test]
fn a_clause_is_not_named_by_a_longer_number() {
    assert!(names("(ISO 14289-1 §7.1: all)", "§7.1"));
    assert!(names("§6.2.11.7.2", "§6.2.11.7"));
    assert!(!names("§7.18.5", "§7.1"));
    assert!(!names("§7.11", "§7.1"));
}
