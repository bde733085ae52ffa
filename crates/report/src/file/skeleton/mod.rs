//! The commented skeleton of a report file: every key of the form, blank, with the printed labels
//! next to them.
//!
//! Its content comes only from the form; the other keys are those of every report. It opens no files: what
//! last year's report determines comes in as values.

mod head;
mod rows;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::fmt::Write as _;

use unicode_width::UnicodeWidthStr;

use super::scalar::{is_escaped, scalar};
use crate::form::{Content, Form, TextRules};

/// Where comments begin on lines that are shorter.
const COMMENT_AT: usize = 32;

/// The skeleton of a form as YAML, with what is known already: values by id path, texts with one paragraph a
/// line, no line blank or beginning with one.
#[must_use]
pub fn skeleton(form: &Form, values: &BTreeMap<String, String>) -> String {
    let mut writer = Writer {
        form,
        values,
        out: String::new(),
        headed: Vec::new(),
    };
    writer.head();
    for (index, section) in form.sections.iter().enumerate() {
        writer.out.push('\n');
        match &section.content {
            Content::Text(rules) => writer.text(&section.id, &section.label, rules),
            Content::Table(_) => {
                writer.line(0, &format!("{}:", section.id), &section.label);
                writer.headed.clear();
                for slot in form.slots(index) {
                    writer.slot(&slot, 1);
                }
            }
        }
    }
    writer.out
}

struct Writer<'a> {
    form: &'a Form,
    values: &'a BTreeMap<String, String>,
    out: String,
    /// Column labels of the heading written last.
    headed: Vec<String>,
}

impl<'a> Writer<'a> {
    /// What is known of a path.
    fn value(&self, path: &str) -> Option<&'a str> {
        let value = self.values.get(path).map(String::as_str);
        value.filter(|value| !value.is_empty())
    }

    /// A text key apart from the sections; blank if there is no text.
    fn lines(&mut self, key: &str, comment: &str) {
        if self.value(key).is_some() {
            self.block(key, comment);
        } else {
            self.key(key, None, comment);
        }
    }

    /// A literal block with the lines that are filled in; a quoted scalar if one of their characters can
    /// only be written escaped.
    fn block(&mut self, key: &str, comment: &str) {
        let lines: Vec<&str> = self.value(key).unwrap_or_default().lines().collect();
        if lines.iter().any(|line| line.contains(is_escaped)) {
            let text = scalar(&lines.join("\n"));
            self.line(0, &format!("{key}: {text}"), comment);
            return;
        }
        self.line(0, &format!("{key}: |"), comment);
        for line in lines {
            let _ = writeln!(self.out, "  {line}");
        }
    }

    fn key(&mut self, key: &str, value: Option<&str>, comment: &str) {
        let value = value.map(scalar).unwrap_or_default();
        self.line(0, format!("{key}: {value}").trim_end(), comment);
    }

    fn text(&mut self, id: &str, label: &str, rules: &TextRules) {
        let mut notes = Vec::new();
        if let Some(most) = rules.max_characters {
            notes.push(format!("不超过 {most} 字"));
        }
        if !rules.topics.is_empty() {
            let topics: Vec<&str> = rules.topics.iter().map(|t| t.name.as_str()).collect();
            notes.push(format!("写明{}", topics.join("、")));
        }
        let bare = rules.placeholder.trim_matches(['（', '）', '(', ')']);
        if notes.is_empty() && !bare.is_empty() {
            notes.push(bare.to_owned());
        }
        let note = notes.join("；");
        self.block(id, &format!("{label}（{note}）"));
    }

    fn line(&mut self, depth: usize, text: &str, comment: &str) {
        let text = format!("{}{text}", "  ".repeat(depth));
        let pad = " ".repeat(COMMENT_AT.saturating_sub(text.width()).max(2));
        let comment = comment.replace('\n', " ");
        let _ = writeln!(self.out, "{text}{pad}# {comment}");
    }
}
