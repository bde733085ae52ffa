//! The covering letter in a report file: its keys are in a mapping of their own, which may not exist
//! yet.

use std::collections::BTreeMap;

use super::{Writer, cell_scalar};
use crate::import::locate::{find, root_entry};
use chengbao_report::form::{CIRCULAR_KEYS, scalar};
use chengbao_report::source::edit::Edit;
use chengbao_report::source::{Entry, Span};

impl Writer<'_> {
    /// Writes values of the letter by key; empty ones are cleared.
    pub(super) fn letter(&mut self, changes: &BTreeMap<String, String>) -> Option<()> {
        let mut added = Vec::new();
        let there = root_entry(self.base, "circular");
        let entries = there.and_then(|entry| entry.value.as_mapping());
        for (key, _) in CIRCULAR_KEYS {
            let Some(text) = changes.get(key) else {
                continue;
            };
            match find(entries.unwrap_or_default(), &CIRCULAR_KEYS, key) {
                Some(entry) => self.replace(entry.value.place, cell_scalar(text)),
                None => added.push(format!("{key}: {}", scalar(text))),
            }
        }
        if added.is_empty() {
            return Some(());
        }
        match (there, entries.and_then(<[Entry]>::first)) {
            (_, Some(first)) => self.before(first.key.place, &added),
            (Some(entry), None) => {
                let mapping = format!("{{{}}}", added.join(", "));
                self.replace(entry.value.place, mapping);
            }
            (None, None) => {
                let lines = added.iter().map(|line| format!("  {line}{}", self.newline));
                let lines: String = lines.collect();
                let key = format!("circular:{}", self.newline);
                self.tail.push_str(&(key + &lines));
            }
        }
        Some(())
    }

    /// Entries before the first of an existing mapping.
    fn before(&mut self, first: Span, entries: &[String]) {
        let source = &self.base.source.text;
        let line = source.get(..first.start).unwrap_or_default();
        let line = line.rsplit(['\n', '\r']).next().unwrap_or_default();
        // In a block mapping only spaces precede a key.
        let end = if line.trim().is_empty() {
            format!("{}{line}", self.newline)
        } else {
            ", ".to_owned()
        };
        let replacement: String = entries
            .iter()
            .map(|entry| format!("{entry}{end}"))
            .collect();
        let place = Span {
            end: first.start,
            ..first
        };
        self.edits.push(Edit { place, replacement });
    }
}
