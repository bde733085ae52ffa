//! The letter a report is sent with (函, GB/T 9704 §10.1), as the file gives it.
//!
//! It contains only what is in the file: what is printed if something is left out is
//! decided by the document.

use jiff::civil::Date;

use super::keys::resolve;
use super::{Diagnostic, DiagnosticKind, Narrative, Placed, Report, TextLine, line, lines};
use crate::form::CIRCULAR_KEYS;
use crate::source::{Node, Span};
use chengbao_base::text::Text;

/// A covering letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Circular {
    /// The whole mapping.
    pub place: Span,
    /// 发文机关标志; the issuing body's name by default.
    pub mark: Option<Placed<String>>,
    /// 发文字号, `平审函〔2025〕3号`.
    pub number: Option<Placed<String>>,
    /// 标题; made from issuing body and year by default.
    pub title: Option<Narrative>,
    /// 主送机关; a diagnostic if it is missing.
    pub to: Option<Placed<String>>,
    /// 正文; one standard sentence by default.
    pub text: Option<Narrative>,
    /// 署名; the issuing body by default.
    pub issuer: Option<Placed<String>>,
    /// 成文日期; the report's by default. A diagnostic if neither is given.
    pub date: Option<Placed<Date>>,
    /// 附件说明, one name per line; the report's title by default.
    pub annexes: Option<Narrative>,
}

impl Circular {
    /// How many annexes the letter names; 1, the report, if it names none.
    #[must_use]
    pub fn annex_count(&self) -> usize {
        self.annexes.as_ref().map_or(1, |names| names.lines.len())
    }

    /// Every line of text with the path of what it is part of.
    pub(super) fn all_text(&self) -> Vec<TextLine<'_>> {
        let mut out = Vec::new();
        out.extend(line("circular.mark", self.mark.as_ref()));
        out.extend(line("circular.number", self.number.as_ref()));
        out.extend(lines("circular.title", self.title.as_ref()));
        out.extend(line("circular.to", self.to.as_ref()));
        out.extend(lines("circular.text", self.text.as_ref()));
        out.extend(line("circular.issuer", self.issuer.as_ref()));
        out.extend(lines("circular.annexes", self.annexes.as_ref()));
        out
    }
}

impl Report {
    pub(super) fn read_circular(&mut self, node: &Node) -> Option<Circular> {
        let Some(entries) = node.as_mapping() else {
            self.wrong_shape(
                "circular",
                "公函",
                node,
                Text::new(
                    "“项目名: 内容”的写法，至少有主送机关，如“主送机关: 某某办公室”",
                    "a mapping with at least the key `to`",
                ),
            );
            return None;
        };
        let mut circular = Circular {
            place: node.place,
            mark: None,
            number: None,
            title: None,
            to: None,
            text: None,
            issuer: None,
            date: None,
            annexes: None,
        };
        for (id, entry) in resolve(entries, &CIRCULAR_KEYS, "circular", &mut self.diagnostics) {
            let (path, node) = (format!("circular.{id}"), &entry.value);
            if node.is_null() {
                continue;
            }
            match id.as_str() {
                "mark" => circular.mark = self.read_line(&path, node),
                "number" => circular.number = self.read_line(&path, node),
                "title" => circular.title = self.read_text(&path, "标题", node),
                "to" => circular.to = self.read_line(&path, node),
                "text" => circular.text = self.read_text(&path, "正文", node),
                "issuer" => circular.issuer = self.read_line(&path, node),
                "date" => circular.date = self.read_date(&path, node),
                _ => circular.annexes = self.read_annexes(&path, node),
            }
        }
        Some(circular)
    }

    /// Names of annexes: a list, or a text with one per line.
    fn read_annexes(&mut self, path: &str, node: &Node) -> Option<Narrative> {
        let Some(items) = node.as_sequence() else {
            if node.as_mapping().is_none() {
                return self.read_text(path, "附件", node);
            }
            let expected = Text::new("附件名称的列表", "a list of names");
            self.wrong_shape(path, "附件", node, expected);
            return None;
        };
        let names = items.iter().filter_map(|item| self.read_line(path, item));
        let lines: Vec<_> = names.collect();
        (!lines.is_empty()).then_some(Narrative {
            lines,
            place: node.place,
        })
    }

    /// A letter has an addressee and a date (GB/T 9704 §7.3.2, §7.3.5). Reported only if they are
    /// missing; one that cannot be read has its own diagnostic.
    pub(super) fn require_of_circular(&mut self) {
        let Some(circular) = &self.circular else {
            return;
        };
        let told = |paths: &[&str]| {
            let mut diagnostics = self.diagnostics.iter();
            diagnostics.any(|diagnostic| paths.contains(&diagnostic.path.as_str()))
        };
        let no_date = circular.date.or(self.date).is_none();
        let missing = [
            ("to", circular.to.is_none() && !told(&["circular.to"])),
            ("date", no_date && !told(&["circular.date", "date"])),
        ];
        let place = circular.place;
        let keys = CIRCULAR_KEYS.iter();
        let keys = keys.filter(|(key, _)| missing.contains(&(*key, true)));
        self.diagnostics.extend(keys.map(|(key, label)| Diagnostic {
            path: format!("circular.{key}"),
            place: Some(place),
            kind: DiagnosticKind::MissingKey {
                label: (*label).to_owned(),
            },
        }));
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
