//! Why a form file is refused: file, line, reason.

use serde::de::DeserializeOwned;

use super::FormFiles;
use crate::source::{Misfit, Node, NodeKind, Source};
use chengbao_base::text::{Bilingual, Text};

/// A form file that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}:{line}: {}", reason.en)]
pub struct FormError {
    /// The file, `FOLDER/form.yaml`.
    pub file: String,
    /// Line, from 1.
    pub line: u32,
    /// What is wrong and what to do.
    pub reason: Text,
}

impl FormError {
    /// An error at the value of `form.yaml` that the keys lead to.
    #[must_use]
    pub fn at(files: FormFiles<'_>, keys: &[&str], reason: Text) -> Self {
        let steps: Vec<Step<'_>> = keys.iter().copied().map(Step::from).collect();
        Located::new(files.folder, "form.yaml", files.form).at(&steps, reason)
    }
}

impl Bilingual for FormError {
    fn text(&self) -> Text {
        let Self { file, line, reason } = self;
        Text::new(
            format!("报告格式的文件无法使用（{file}:{line}）：{}", reason.zh),
            format!("{file}:{line}: the form file cannot be used: {}", reason.en),
        )
    }
}

/// A form file's text, for locating errors in it.
pub(super) struct Located<'a> {
    file: String,
    text: &'a str,
}

/// One step from the root of a YAML file to a value.
#[derive(Debug, Clone, Copy)]
pub(super) enum Step<'a> {
    Key(&'a str),
    Index(usize),
}

impl<'a> From<&'a str> for Step<'a> {
    fn from(key: &'a str) -> Self {
        Self::Key(key)
    }
}

impl From<usize> for Step<'_> {
    fn from(index: usize) -> Self {
        Self::Index(index)
    }
}

impl<'a> Located<'a> {
    pub(super) fn new(folder: &str, name: &str, text: &'a str) -> Self {
        Self {
            file: format!("{folder}/{name}"),
            text,
        }
    }

    /// A file of that name.
    pub(super) fn named(name: &str, text: &'a str) -> Self {
        Self {
            file: name.to_owned(),
            text,
        }
    }

    /// The file as a value of its type.
    pub(super) fn read<T: DeserializeOwned>(&self) -> Result<T, FormError> {
        let source = Source::parse(&self.file, self.text.as_bytes());
        let read = source.map_err(|error| Misfit::from(&error));
        read.and_then(|source| source.typed())
            .map_err(|misfit| FormError {
                file: self.file.clone(),
                line: misfit.line,
                reason: misfit.reason,
            })
    }

    /// An error at the value the steps lead to, or at the last of them that exists.
    pub(super) fn at(&self, steps: &[Step<'_>], reason: Text) -> FormError {
        let line = Source::parse(&self.file, self.text.as_bytes())
            .map_or(1, |source| line_of(&source.root, steps));
        FormError {
            file: self.file.clone(),
            line,
            reason,
        }
    }
}

fn line_of(root: &Node, steps: &[Step<'_>]) -> u32 {
    let mut node = root;
    for step in steps {
        let next = match (step, &node.kind) {
            (Step::Key(key), NodeKind::Mapping(_)) => node.get(key),
            (Step::Index(index), NodeKind::Sequence(items)) => items.get(*index),
            _ => None,
        };
        match next {
            Some(child) => node = child,
            None => break,
        }
    }
    node.place.line
}
