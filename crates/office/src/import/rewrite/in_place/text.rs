//! Texts of several lines in a report file: the lines that changed, a block, or a quoted scalar.
//! It never decides which of them is suitable: the caller reads back the result.

use super::{Style, Writer};
use crate::import::locate::root_entry;
use chengbao_report::form::scalar;
use chengbao_report::source::edit::Edit;
use chengbao_report::source::{ScalarStyle, Span};

impl Writer<'_> {
    pub(super) fn text(&mut self, key: &str, lines: &[String], style: Style) -> Option<()> {
        let Some(entry) = root_entry(self.base, key) else {
            if !lines.is_empty() {
                let body: String = lines
                    .iter()
                    .map(|line| format!("  {line}{}", self.newline))
                    .collect();
                self.tail
                    .push_str(&format!("{key}: |{}{body}", self.newline));
            }
            return Some(());
        };
        if lines.is_empty() {
            self.replace(entry.value.place, "~".to_owned());
            return Some(());
        }
        match style {
            Style::Lines => self.changed_lines(key, lines),
            Style::Block => {
                let literal = entry
                    .value
                    .as_scalar()
                    .is_some_and(|scalar| scalar.style == ScalarStyle::Literal);
                self.block(entry.value.place, entry.key.place, lines, literal)
            }
            Style::Quoted => {
                self.replace(entry.value.place, scalar(&lines.join("\n")));
                Some(())
            }
        }
    }

    /// If there are as many lines as before: those that differ.
    fn changed_lines(&mut self, key: &str, lines: &[String]) -> Option<()> {
        let index = self.base.form.section(key).map(|(index, _)| index);
        let text = match (key, index) {
            ("title", _) => self.base.title.as_ref(),
            ("preface", _) => self.base.preface.as_ref(),
            (_, index) => self.base.texts.get(index?)?.as_ref(),
        }?;
        if text.lines.len() != lines.len() {
            return None;
        }
        for (before, after) in text
            .lines
            .iter()
            .zip(lines)
            .filter(|(before, after)| before.value != **after)
        {
            if self.base.source.slice(before.place) != before.value {
                return None;
            }
            self.edits.push(Edit {
                place: before.place,
                replacement: after.clone(),
            });
        }
        Some(())
    }

    /// A literal block in place of a value; the header of an existing block is kept.
    fn block(&mut self, place: Span, key: Span, lines: &[String], literal: bool) -> Option<()> {
        let source = &self.base.source.text;
        let rest = source.get(place.start..)?;
        let line_end = place.start + rest.find(['\n', '\r']).unwrap_or(rest.len());
        let indent = " ".repeat(usize::try_from(key.column).ok()? + 1);
        let mut body = String::new();
        for line in lines {
            body.push_str(self.newline);
            body.push_str(&indent);
            body.push_str(line);
        }
        let end = place.end.max(if literal { line_end } else { place.end });
        let ends_line = source.get(place.start..end)?.ends_with(['\n', '\r']);
        if ends_line {
            body.push_str(self.newline);
        }
        let (start, replacement) = if literal {
            (line_end, body)
        } else {
            // What follows the value on its line would become text.
            let after = source.get(end..)?.lines().next().unwrap_or_default();
            if !ends_line && !after.trim().is_empty() {
                return None;
            }
            (place.start, format!("|{body}"))
        };
        if end < start {
            return None;
        }
        self.replace(
            Span {
                start,
                end,
                ..place
            },
            replacement,
        );
        Some(())
    }
}
