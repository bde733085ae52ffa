//! The letter a report is sent with (函, GB/T 9704 §10.1), as the file gives it.
//!
//! It contains only what is in the file: what is printed if something is left out is
//! decided by the document.

use jiff::civil::Date;

use super::head::Head;
use super::keys::resolve;
use super::{Diagnostic, DiagnosticKind, Narrative, Placed, Report};
use crate::form::{HeadKey, LETTER, Shape};
use crate::source::{Node, Span};
use chengbao_base::text::Text;

/// A covering letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Circular {
    /// The whole mapping.
    pub place: Span,
    /// Its values.
    pub head: Head,
}

impl Circular {
    /// 发文机关标志; the issuing body's name by default.
    #[must_use]
    pub fn mark(&self) -> Option<&Placed<String>> {
        self.head.line("circular.mark")
    }

    /// 发文字号, `平审函〔2025〕3号`.
    #[must_use]
    pub fn number(&self) -> Option<&Placed<String>> {
        self.head.line("circular.number")
    }

    /// 标题; made from issuing body and year by default.
    #[must_use]
    pub fn title(&self) -> Option<&Narrative> {
        self.head.text("circular.title")
    }

    /// 主送机关; a diagnostic if it is missing.
    #[must_use]
    pub fn to(&self) -> Option<&Placed<String>> {
        self.head.line("circular.to")
    }

    /// 正文; one standard sentence by default.
    #[must_use]
    pub fn text(&self) -> Option<&Narrative> {
        self.head.text("circular.text")
    }

    /// 署名; the issuing body by default.
    #[must_use]
    pub fn issuer(&self) -> Option<&Placed<String>> {
        self.head.line("circular.issuer")
    }

    /// 成文日期; the report's by default. A diagnostic if neither is given.
    #[must_use]
    pub fn date(&self) -> Option<Placed<Date>> {
        self.head.date("circular.date")
    }

    /// 附件说明, one name per line; the report's title by default.
    #[must_use]
    pub fn annexes(&self) -> Option<&Narrative> {
        self.head.text("circular.annexes")
    }

    /// How many annexes the letter names; 1, the report, if it names none.
    #[must_use]
    pub fn annex_count(&self) -> usize {
        self.annexes().map_or(1, |names| names.lines.len())
    }
}

impl Report {
    pub(super) fn read_letter(&mut self, key: &HeadKey, node: &Node) -> Option<Circular> {
        let Some(entries) = node.as_mapping() else {
            self.wrong_shape(
                key.path,
                key.label,
                node,
                Text::new(
                    "“项目名: 内容”的写法，至少有主送机关，如“主送机关: 某某办公室”",
                    "a mapping with at least the key `to`",
                ),
            );
            return None;
        };
        let known: Vec<(&str, &str)> = HeadKey::names(&LETTER).collect();
        let mut head = Head::default();
        for (id, entry) in resolve(entries, &known, key.path, &mut self.diagnostics) {
            let Some(key) = LETTER.iter().find(|key| key.id() == id) else {
                continue;
            };
            if let Some(value) = self.read_head(key, &entry.value) {
                head.insert(key, value);
            }
        }
        let place = node.place;
        Some(Circular { place, head })
    }

    /// Names: a list, or a text with one per line.
    pub(super) fn read_names(&mut self, path: &str, label: &str, node: &Node) -> Option<Narrative> {
        let Some(items) = node.as_sequence() else {
            if node.as_mapping().is_none() {
                return self.read_text(path, label, node);
            }
            let expected = Text::new("附件名称的列表", "a list of names");
            self.wrong_shape(path, label, node, expected);
            return None;
        };
        let names = items.iter().filter_map(|item| self.read_line(path, item));
        let lines: Vec<_> = names.collect();
        (!lines.is_empty()).then_some(Narrative {
            lines,
            place: node.place,
        })
    }

    /// A letter has an addressee and a date (GB/T 9704 §7.3.2, §7.3.5), which may be the report's. Reported
    /// only if they are missing; one that cannot be read has its own diagnostic.
    pub(super) fn require_of_letter(&mut self) {
        let Some(letter) = self.circular() else {
            return;
        };
        let reported = |path: &str| {
            self.diagnostics
                .iter()
                .any(|diagnostic| diagnostic.path == path)
        };
        let own = self.date().is_some() || reported("date");
        let is_missing = |key: &&HeadKey| {
            let is_needed = key.is_required || (key.shape == Shape::Date && !own);
            is_needed && letter.head.of(&LETTER).all(|(it, _)| it != *key) && !reported(key.path)
        };
        let missing = LETTER.iter().filter(is_missing).map(|key| Diagnostic {
            path: key.path.to_owned(),
            place: Some(letter.place),
            kind: DiagnosticKind::MissingKey {
                label: key.label.to_owned(),
            },
        });
        let missing: Vec<Diagnostic> = missing.collect();
        self.diagnostics.extend(missing);
    }

    fn wrong_shape(&mut self, path: &str, label: &str, node: &Node, expected: Text) {
        self.diagnostics.push(Diagnostic {
            path: path.to_owned(),
            place: Some(node.place),
            kind: DiagnosticKind::WrongShape {
                label: label.to_owned(),
                expected,
            },
        });
    }
}
