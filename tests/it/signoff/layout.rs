//! Comments, the order of keys, their language, flow or block: none of it is signed.

use chengbao::form::{CIRCULAR_KEYS, Content, Form, Head, KEYS};
use chengbao::report::{Report, canonical_json};
use chengbao::signoff::{State, state};
use chengbao::source::{Node, NodeKind, ScalarStyle, Source};

use super::{examples, read, signed};

/// How the same values are written once more.
#[derive(Clone, Copy, Default)]
struct Way {
    reversed: bool,
    chinese: bool,
    flow: bool,
    comments: bool,
}

/// The report file written in that way.
fn written(report: &Report, way: Way) -> String {
    let writer = Writer {
        source: &report.source,
        form: &report.form,
        way,
    };
    let text = writer.node(&report.source.root, &[], 0);
    let head = if way.comments {
        "# 一条注释\n\n"
    } else {
        ""
    };
    format!("{head}{}\n", text.trim_start())
}

struct Writer<'a> {
    source: &'a Source,
    form: &'a Form,
    way: Way,
}

impl Writer<'_> {
    fn node(&self, node: &Node, path: &[&str], depth: usize) -> String {
        match &node.kind {
            NodeKind::Scalar(scalar) => match scalar.style {
                // Another way to write the same lines.
                ScalarStyle::Literal | ScalarStyle::Folded => {
                    serde_json::to_string(&scalar.text).unwrap()
                }
                _ => self.source.slice(node.place).to_owned(),
            },
            NodeKind::Sequence(items) => {
                let items: Vec<String> = items
                    .iter()
                    .map(|item| self.node(item, path, depth))
                    .collect();
                if self.way.flow || depth == 0 {
                    return format!("[{}]", items.join(" , "));
                }
                let indent = "  ".repeat(depth);
                let items = items.iter().map(|item| format!("\n{indent}- {item}"));
                items.collect()
            }
            NodeKind::Mapping(entries) => {
                let mut entries: Vec<(String, String)> = entries
                    .iter()
                    .map(|entry| {
                        let key = entry.key.as_scalar().unwrap().text.as_str();
                        let path = [path, &[key]].concat();
                        (self.key(&path), self.node(&entry.value, &path, depth + 1))
                    })
                    .collect();
                if self.way.reversed {
                    entries.reverse();
                }
                if self.way.flow && depth > 0 {
                    let entries = entries.iter().map(|(key, value)| format!("{key}: {value}"));
                    return format!("{{{}}}", entries.collect::<Vec<_>>().join(", "));
                }
                let indent = "  ".repeat(depth);
                let comment = if self.way.comments { "   # 注" } else { "" };
                let lines = entries.iter().map(|(key, value)| {
                    // A comment stands behind the value's last line.
                    format!("\n{indent}{key}: {value}{comment}")
                });
                lines.collect()
            }
        }
    }

    /// A key in the language of this way.
    fn key(&self, path: &[&str]) -> String {
        let id = *path.last().unwrap();
        if !self.way.chinese {
            return id.to_owned();
        }
        let of = |keys: &[(&str, &str)]| {
            let found = keys.iter().find(|(key, _)| *key == id);
            found.map(|(_, label)| (*label).to_owned())
        };
        let label = match path {
            [_] => of(&KEYS).or_else(|| {
                self.form
                    .section(id)
                    .map(|(_, section)| section.label.clone())
            }),
            ["circular", _] => of(&CIRCULAR_KEYS),
            [section, rest @ ..] => {
                let (_, section) = self.form.section(section).unwrap();
                let Content::Table(table) = &section.content else {
                    panic!("{path:?}");
                };
                let heads = |columns: bool| {
                    table
                        .panels
                        .iter()
                        .flat_map(move |panel| if columns { &panel.columns } else { &panel.rows })
                };
                label(heads(false), rest).or_else(|| {
                    let leaf = &rest[rest.len() - 1..];
                    label(heads(true), rest).or_else(|| label(heads(true), leaf))
                })
            }
            [] => None,
        };
        let label = label.unwrap_or_else(|| panic!("{path:?}"));
        format!("\"{label}\"")
    }
}

/// The label of the head the ids lead to; heads without an id only group.
fn label<'a>(heads: impl IntoIterator<Item = &'a Head>, ids: &[&str]) -> Option<String> {
    for head in heads {
        let found = match (&head.id, ids) {
            (None, _) => label(&head.heads, ids),
            (Some(id), [only]) if id == only => Some(head.label.clone()),
            (Some(id), [first, rest @ ..]) if id == first => label(&head.heads, rest),
            _ => None,
        };
        if found.is_some() {
            return found;
        }
    }
    None
}

#[test]
fn comments_order_language_and_layout_are_not_signed() {
    let mut texts = std::collections::BTreeSet::new();
    let mut ways = 0;
    for yaml in examples() {
        let report = read(&yaml);
        let file = signed(&report, &[]);
        // Without rows nothing is written in brackets.
        ways += if report.form.cells.is_empty() { 8 } else { 16 };
        for bits in 0..16 {
            let way = Way {
                reversed: bits & 1 != 0,
                chinese: bits & 2 != 0,
                flow: bits & 4 != 0,
                comments: bits & 8 != 0,
            };
            let text = written(&report, way);
            let again = read(&text);
            assert_eq!(again.diagnostics, [], "{text}");
            let found = state(&again, &[], Some(&file), &report.form.policy);
            assert!(matches!(found, State::Complete(_)), "{found:?}\n{text}");
            assert_eq!(canonical_json(&again), canonical_json(&report));
            texts.insert(text);
        }
        let windows = format!("\u{feff}{}", yaml.replace('\n', "\r\n"));
        let found = state(&read(&windows), &[], Some(&file), &report.form.policy);
        assert!(matches!(found, State::Complete(_)), "{found:?}");
    }
    assert_eq!(texts.len(), ways, "the ways differ");
}
