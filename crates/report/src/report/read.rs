//! From the tree of a YAML file to a report: each key of the head and each section where it stands.

use std::sync::Arc;

use super::keys::resolve;
use super::rows::Rows;
use super::spelled::Read;
use super::{Cell, Diagnostic, DiagnosticKind, Head, Narrative, Placed, Report, Value};
use crate::form::{Content, Form, HEAD, HeadKey, Shape};
use crate::source::{Entry, Node, Source, Span, line_places};
use chengbao_base::text::Text;

impl Report {
    /// Reads a file as this form. Never fails: see `Report::diagnostics`.
    #[must_use]
    pub fn read(form: &Arc<Form>, source: &Arc<Source>) -> Self {
        let mut report = Self {
            form: Arc::clone(form),
            source: Arc::clone(source),
            head: Head::default(),
            texts: vec![None; form.sections.len()],
            cells: vec![
                Cell {
                    value: Value::Missing,
                    text: String::new(),
                    place: None,
                };
                form.cells.len()
            ],
            diagnostics: Vec::new(),
        };
        report.read_root(&source.root);
        report
    }

    fn read_root(&mut self, root: &Node) {
        let form = Arc::clone(&self.form);
        let Some(entries) = root.as_mapping() else {
            self.diagnostics.push(Diagnostic {
                path: String::new(),
                place: Some(root.place),
                kind: DiagnosticKind::WrongShape {
                    label: form.name.zh.clone().into(),
                    expected: Text::new(
                        "“项目名: 内容”的写法，如“年度: 2024”",
                        "a mapping with keys such as `form` and `year`",
                    ),
                },
            });
            return;
        };
        let found = resolve(entries, &form.keys(), "", &mut self.diagnostics);
        for (id, entry) in &found {
            self.read_entry(id, &entry.value);
        }
        // A report without a form is refused before.
        let required = HEAD.iter().filter(|key| key.shape != Shape::Form);
        for key in required.filter(|key| key.is_required) {
            self.require(&found, key.id(), key.label);
        }
        self.require_of_letter();
        for section in &form.sections {
            if matches!(section.content, Content::Table(_)) {
                self.require(&found, &section.id, &section.label);
            }
        }
    }

    fn require(&mut self, found: &[(String, &Entry)], id: &str, label: &str) {
        let there = found
            .iter()
            .any(|(key, entry)| key == id && !entry.value.is_null());
        if !there {
            let place = found
                .iter()
                .find(|(key, _)| key == id)
                .map(|(_, entry)| entry.key.place);
            self.diagnostics.push(Diagnostic {
                path: id.to_owned(),
                place,
                kind: DiagnosticKind::MissingKey {
                    label: label.to_owned(),
                },
            });
        }
    }

    fn read_entry(&mut self, id: &str, node: &Node) {
        let Some(key) = HeadKey::of_path(id) else {
            return self.read_section(id, node);
        };
        if let Some(value) = self.read_head(key, node) {
            self.head.insert(key, value);
        }
    }

    fn read_section(&mut self, id: &str, node: &Node) {
        let form = Arc::clone(&self.form);
        let Some((index, section)) = form.section(id).filter(|_| !node.is_null()) else {
            return;
        };
        match &section.content {
            Content::Text(_) => {
                let text = self.read_text(id, &section.label, node);
                if let Some(slot) = self.texts.get_mut(index) {
                    *slot = text;
                }
            }
            Content::Table(_) => Rows {
                cells: &mut self.cells,
                diagnostics: &mut self.diagnostics,
                form: &form,
                text: &self.source.text,
            }
            .read(&form.slots(index), id, &section.label, node),
        }
    }

    pub(super) fn read_value<T>(
        &mut self,
        id: &str,
        node: &Node,
        parse: impl Fn(&str) -> Read<T>,
        expected: impl Fn() -> Text,
    ) -> Option<Placed<T>> {
        let scalar = node.as_scalar();
        let text = scalar.map(|scalar| scalar.text.trim());
        let read = text.map_or(Read::Unread(None), &parse);
        let text = text.unwrap_or_default().to_owned();
        let (value, kind) = match read {
            Read::Value(value) => (Some(value), None),
            Read::Spelled(value, plain) => {
                let name = HeadKey::of_path(id).map(HeadKey::name);
                let name = name.unwrap_or_default();
                let cell = None;
                let kind = DiagnosticKind::Spelling {
                    cell,
                    name,
                    text,
                    plain,
                };
                (Some(value), Some(kind))
            }
            Read::Unread(why) => {
                let expected = expected();
                let kind = DiagnosticKind::BadValue {
                    text,
                    expected,
                    why,
                };
                (None, Some(kind))
            }
        };
        let place = node.place;
        self.diagnostics.extend(kind.map(|kind| Diagnostic {
            path: id.to_owned(),
            place: Some(place),
            kind,
        }));
        value.map(|value| Placed { value, place })
    }

    pub(super) fn read_line(&mut self, id: &str, node: &Node) -> Option<Placed<String>> {
        let one_line = |text: &str| {
            let text = text.trim();
            let is_line = !text.is_empty() && !text.contains('\n');
            Read::of(is_line.then(|| text.to_owned()))
        };
        self.read_value(id, node, one_line, || {
            Text::new("一行文字", "one line of text")
        })
    }

    pub(super) fn read_text(&mut self, path: &str, label: &str, node: &Node) -> Option<Narrative> {
        if node.as_scalar().is_none() {
            self.diagnostics.push(Diagnostic {
                path: path.to_owned(),
                place: Some(node.place),
                kind: DiagnosticKind::WrongShape {
                    label: label.to_owned(),
                    expected: Text::new(
                        "文字：“|”后另起一行，每段一行，行首缩进",
                        "text: `|`, then one indented line per paragraph",
                    ),
                },
            });
            return None;
        }
        let lines: Vec<_> = line_places(&self.source, node)
            .into_iter()
            .filter_map(|(line, place)| trimmed(&line, place))
            .collect();
        (!lines.is_empty()).then_some(Narrative {
            lines,
            place: node.place,
        })
    }
}

/// A line without the spaces around it (full-width ones as well: indents are the program's), its
/// place moved along with its start; `None` for a blank line.
fn trimmed(line: &str, mut place: Span) -> Option<Placed<String>> {
    let text = line.trim();
    if text.is_empty() {
        return None;
    }
    let lead = line.len() - line.trim_start().len();
    // Places of folded and quoted text cover the whole scalar and have no separate lines.
    if place.end - place.start == line.len() {
        let blanks = line.get(..lead).map_or(0, |blanks| blanks.chars().count());
        place.start += lead;
        place.end = place.start + text.len();
        place.column += u32::try_from(blanks).unwrap_or(0);
    }
    Some(Placed {
        value: text.to_owned(),
        place,
    })
}
