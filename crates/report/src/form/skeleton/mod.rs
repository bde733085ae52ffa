//! The commented skeleton of a report file: every key of the form, blank, with the printed labels
//! next to them.
//!
//! Its content comes only from the form; the other keys are those of every
//! report. It opens no files: what last year's report determines comes in as [`Filled`].

mod head;
mod rows;
mod scalar;
#[cfg(test)]
mod tests;

pub use scalar::scalar;

use std::collections::BTreeMap;
use std::fmt::Write as _;

use unicode_width::UnicodeWidthStr;

use super::{CellId, Content, Form, TextRules};
use scalar::is_escaped;

/// What is filled in already.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Filled {
    /// 报告年度, as written in a report file.
    pub year: Option<String>,
    /// 发布机关.
    pub issuer: Option<String>,
    /// Id of the issuing body's level.
    pub level: Option<String>,
    /// Path of last year's report, relative to the new file.
    pub previous: Option<String>,
    /// 成文日期, as written in a report file.
    pub date: Option<String>,
    /// Lines of text by key: `title`, `preface`, ids of sections. No line is blank or begins with one.
    pub texts: BTreeMap<String, Vec<String>>,
    /// The covering letter by its keys, several lines separated by line feeds; empty if there is none.
    pub letter: BTreeMap<String, String>,
    /// Cells, as written in a report file.
    pub cells: BTreeMap<CellId, String>,
}

/// Where comments begin on lines that are shorter.
const COMMENT_AT: usize = 32;

/// The skeleton of a form as YAML.
#[must_use]
pub fn skeleton(form: &Form, filled: &Filled) -> String {
    let mut writer = Writer {
        form,
        filled,
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
    filled: &'a Filled,
    out: String,
    /// Column labels of the heading written last.
    headed: Vec<String>,
}

impl Writer<'_> {
    /// A text key apart from the sections; blank if there is no text.
    fn lines(&mut self, key: &str, comment: &str) {
        if self.filled.texts.contains_key(key) {
            self.block(key, comment);
        } else {
            self.key(key, None, comment);
        }
    }

    /// A literal block with the lines that are filled in; a quoted scalar if one of their characters can
    /// only be written escaped.
    fn block(&mut self, key: &str, comment: &str) {
        let lines = self.filled.texts.get(key).map_or(&[][..], Vec::as_slice);
        if lines.iter().flat_map(|line| line.chars()).any(is_escaped) {
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
