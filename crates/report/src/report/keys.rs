//! Keys of a mapping: which of the known keys an entry means, and what was probably meant
//! if it means none of them.

use super::{Diagnostic, DiagnosticKind};
use crate::form::{bare_label, means};
use crate::source::Entry;
use chengbao_base::text::Text;

pub(super) fn key_text(entry: &Entry) -> Option<&str> {
    entry.key.as_scalar().map(|scalar| scalar.text.trim())
}

/// The entries by id, the first of each; unknown and repeated keys become diagnostics.
pub(super) fn resolve<'a>(
    entries: &'a [Entry],
    known: &[(&str, &str)],
    path: &str,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<(String, &'a Entry)> {
    let mut found: Vec<(String, &Entry)> = Vec::new();
    for entry in entries {
        let key = key_text(entry).unwrap_or_default();
        // Ids are looked up before labels: `other` is one head's id and may be another's label.
        let id = known
            .iter()
            .find(|(id, _)| *id == key)
            .or_else(|| known.iter().find(|(id, label)| means(key, id, label)))
            .map(|(id, _)| *id);
        let kind = match id {
            None => DiagnosticKind::UnknownKey {
                key: key.to_owned(),
                nearest: nearest(key, known),
                known: known
                    .iter()
                    .map(|(id, label)| Text::new(bare_label(label), *id))
                    .collect(),
            },
            Some(id) => match found.iter().find(|(seen, _)| seen == id) {
                Some((_, first)) => DiagnosticKind::RepeatedKey {
                    key: key.to_owned(),
                    first_line: first.key.place.line,
                },
                None => {
                    found.push((id.to_owned(), entry));
                    continue;
                }
            },
        };
        diagnostics.push(Diagnostic {
            path: path.to_owned(),
            place: Some(entry.key.place),
            kind,
        });
    }
    found
}

/// The known key with the smallest edit distance, if that is small enough for a typing error.
fn nearest(key: &str, known: &[(&str, &str)]) -> Option<String> {
    let length = key.chars().count();
    if length > 64 {
        return None;
    }
    known
        .iter()
        .flat_map(|(id, label)| [*id, bare_label(label)])
        .map(|candidate| (edits(key, candidate), candidate))
        .filter(|(distance, _)| *distance * 3 <= length.max(3))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate.to_owned())
}

/// Levenshtein distance in characters.
fn edits(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, ca) in a.chars().enumerate() {
        let mut diagonal = i;
        let mut left = i + 1;
        let mut next = vec![left];
        for (cell, cb) in row.iter().skip(1).zip(&b) {
            left = (diagonal + usize::from(ca != *cb))
                .min(left + 1)
                .min(cell + 1);
            diagonal = *cell;
            next.push(left);
        }
        row = next;
    }
    row.last().copied().unwrap_or(0)
}
