//! Reports for tests: a piece of YAML laid over the example report of a form.

mod handbook;

use std::sync::{Arc, LazyLock};

use super::{
    Context, Drawing, Example, Finding, RuleInfo, SIGNOFF_BROKEN, SignoffBroken, Stage,
    ValueChange, check,
};
use crate::form::{Form, Forms};
use crate::report::{Report, fields, header};
use crate::source::{Node, NodeKind, ScalarStyle, Source};
use chengbao_base::style::{Coverage, Typeface};

/// Draws everything up to the last hanzi of Unicode's first plane, as most fonts do.
pub(crate) struct FirstPlane;

impl Coverage for FirstPlane {
    fn covers(&self, _: Typeface, character: char) -> bool {
        character <= '\u{ffff}'
    }
}

/// The forms compiled in.
static FORMS: LazyLock<Forms> = LazyLock::new(|| Forms::builtin().unwrap());

/// Of the forms in force for a year the one with the most cells, so that most rules apply.
pub(crate) fn form(year: i32) -> Arc<Form> {
    let forms = FORMS.in_force(year);
    Arc::clone(forms.max_by_key(|form| form.cells.len()).unwrap())
}

/// A report on the form it names, or on that of the year.
pub(crate) fn read(year: i32, yaml: &str) -> Report {
    let source = Arc::new(Source::parse("report.yaml", yaml.as_bytes()).unwrap());
    let named = header(&source).form;
    let named = named.and_then(|id| FORMS.get(&id.value));
    Report::read(named.unwrap_or(&form(year)), &source)
}

/// The example report of the year's form with this laid over it.
pub(crate) fn over_example(year: i32, yaml: &str) -> Report {
    read(year, &merged(&form(year).example, yaml))
}

pub(crate) fn findings(report: &Report, previous: Option<&Report>) -> Vec<Finding> {
    let drawing = drawing(report);
    let context = Context::new(report)
        .with_forms(&FORMS)
        .with_previous(previous)
        .with_drawing(Some(&drawing));
    check(&context)
}

/// What is found while the report is being filled in.
pub(crate) fn while_filling(report: &Report, previous: Option<&Report>) -> Vec<Finding> {
    let context = Context::new(report)
        .with_previous(previous)
        .with_stage(Stage::Filling);
    check(&context)
}

/// The findings in an example's report, by rule.
pub(crate) fn of_example(info: &RuleInfo, example: &Example) -> Vec<Finding> {
    // Of an overlong text the example shows the beginning.
    let rest = "公开".repeat(form(example.year).max_text);
    let yaml = example.yaml.replace("……", &rest);
    let report = over_example(example.year, &yaml);
    if info.code == SIGNOFF_BROKEN.code {
        return since_signed(&report);
    }
    let previous = example
        .previous
        .map(|yaml| over_example(example.year, yaml));
    findings(&report, previous.as_ref())
}

/// All texts as a document without a letter draws them: the title, then the rest as body text.
pub(crate) fn drawing(report: &Report) -> Drawing<'static> {
    let title = report.title_lines().concat();
    let title = title
        .chars()
        .map(|c| (Typeface::XiaoBiaoSong, c))
        .collect::<Vec<_>>();
    let lines = report.all_text();
    let text = lines.iter().flat_map(|line| line.text.chars());
    let text = text.map(|c| (Typeface::FangSong, c));
    let mut characters = Vec::new();
    for pair in title.into_iter().chain(text) {
        if !characters.contains(&pair) {
            characters.push(pair);
        }
    }
    Drawing {
        coverage: &FirstPlane,
        characters,
    }
}

/// What is found if the form's example was signed off.
pub(crate) fn since_signed(report: &Report) -> Vec<Finding> {
    let signed = Report::read(&report.form, &read(2024, &report.form.example).source);
    let before = fields(&signed);
    let values = fields(report).into_iter().filter_map(|field| {
        let before = before.iter().find(|before| before.path == field.path);
        let before = before.map(|before| before.text.clone());
        (before.as_ref() != Some(&field.text)).then_some(ValueChange {
            path: field.path,
            before,
            now: Some(field.text),
        })
    });
    let broken = SignoffBroken {
        values: values.collect(),
        others: Vec::new(),
    };
    check(&Context::new(report).with_signoff(Some(&broken)))
}

/// Lays one YAML text over another, key by key. What cannot be read as a tree without a fault
/// is appended unchanged.
pub(crate) fn merged(base: &str, over: &str) -> String {
    let source = |yaml: &str| Source::parse("", yaml.as_bytes());
    match source(over) {
        Ok(over) if over.problems.is_empty() => {
            let base = source(base).unwrap();
            let mut tree = Tree::of(&base, &base.root);
            tree.lay(Tree::of(&over, &over.root));
            let mark = if over.notices.is_empty() {
                ""
            } else {
                "\u{feff}"
            };
            format!("{mark}{}", tree.block(0).trim_start())
        }
        _ => format!("{base}\n{over}"),
    }
}

enum Tree {
    /// As written.
    Scalar(String),
    Lines(Vec<String>),
    List(Vec<Tree>),
    Map(Vec<(String, Tree)>),
}

impl Tree {
    fn of(source: &Source, node: &Node) -> Self {
        match &node.kind {
            NodeKind::Scalar(scalar) if scalar.style == ScalarStyle::Literal => {
                Self::Lines(scalar.text.lines().map(str::to_owned).collect())
            }
            NodeKind::Scalar(_) => Self::Scalar(source.slice(node.place).to_owned()),
            NodeKind::Sequence(items) => {
                Self::List(items.iter().map(|item| Self::of(source, item)).collect())
            }
            NodeKind::Mapping(entries) => Self::Map(
                entries
                    .iter()
                    .map(|entry| {
                        let key = source.slice(entry.key.place).to_owned();
                        (key, Self::of(source, &entry.value))
                    })
                    .collect(),
            ),
        }
    }

    fn lay(&mut self, over: Self) {
        match (self, over) {
            (Self::Map(base), Self::Map(over)) => {
                for (key, value) in over {
                    match base.iter_mut().find(|(known, _)| *known == key) {
                        Some((_, known)) => known.lay(value),
                        None => base.push((key, value)),
                    }
                }
            }
            (base, over) => *base = over,
        }
    }

    fn block(&self, indent: usize) -> String {
        let blank = " ".repeat(indent);
        match self {
            Self::Map(entries) => entries
                .iter()
                .map(|(key, value)| format!("\n{blank}{key}: {}", value.block(indent + 2)))
                .collect(),
            Self::Lines(lines) => {
                let lines = lines.iter().map(|line| format!("\n{blank}{line}"));
                format!("|{}", lines.collect::<String>())
            }
            Self::List(items) => {
                let items: Vec<String> = items.iter().map(|item| item.block(0)).collect();
                format!("[{}]", items.join(", "))
            }
            Self::Scalar(text) => text.clone(),
        }
    }
}
