//! Words that a field misspells, as a form lists them: what is written, what is meant, where, and why.
//!
//! It never looks at a report.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::FormError;
use super::error::{Located, Step};
use chengbao_base::text::Text;

/// A list of words that forms may name: its folder in `templates/`, and its text.
pub(super) type WordList<'a> = (&'a str, &'a str);

/// The file of a list in its folder.
const FILE: &str = "words.yaml";

/// What a form says about words.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NamedWords {
    /// Lists by name.
    #[serde(default)]
    lists: Vec<String>,
    /// The form's own.
    #[serde(default)]
    own: Vec<Misspelling>,
}

/// A word that is written wrongly. In the contexts `#` stands for a digit.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Misspelling {
    /// As it is written.
    pub wrong: String,
    /// What is meant.
    pub right: String,
    /// Why, one sentence in Chinese.
    pub why: String,
    /// It is wrong only before one of these.
    #[serde(default)]
    pub before: Vec<String>,
    /// It is right before these.
    #[serde(default)]
    pub not_before: Vec<String>,
    /// It is wrong only after one of these.
    #[serde(default)]
    pub after: Vec<String>,
    /// It is right after these.
    #[serde(default)]
    pub not_after: Vec<String>,
}

/// The words of a form, by the character they begin with.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Words {
    by_first: BTreeMap<char, Vec<Misspelling>>,
}

impl Words {
    /// Those a form names and its own.
    pub(super) fn read(
        form: &Located<'_>,
        named: NamedWords,
        lists: &[WordList<'_>],
    ) -> Result<Self, FormError> {
        let mut words = Self::default();
        for (index, name) in named.lists.iter().enumerate() {
            let Some((folder, text)) = lists.iter().find(|(known, _)| known == name) else {
                let known: Vec<&str> = lists.iter().map(|(known, _)| *known).collect();
                let reason = Text::new(
                    format!("没有字词表“{name}”，可用的有：{}", known.join("、")),
                    format!("unknown list `{name}`; known: {}", known.join(", ")),
                );
                return Err(form.at(&["words".into(), "lists".into(), index.into()], reason));
            };
            let file = Located::new(&format!("templates/{folder}"), FILE, text);
            words.add(&file, &[], file.read()?)?;
        }
        words.add(form, &["words".into(), "own".into()], named.own)?;
        Ok(words)
    }

    fn add(
        &mut self,
        file: &Located<'_>,
        at: &[Step<'_>],
        entries: Vec<Misspelling>,
    ) -> Result<(), FormError> {
        for (index, entry) in entries.into_iter().enumerate() {
            let is_whole = entry.wrong != entry.right && !entry.why.trim().is_empty();
            let Some(first) = entry.wrong.chars().next().filter(|_| is_whole) else {
                let reason = Text::new(
                    "字词应写明 wrong、right、why，wrong 与 right 不同",
                    "a word needs `wrong`, another `right`, and `why`",
                );
                return Err(file.at(&[at, &[index.into()]].concat(), reason));
            };
            self.by_first.entry(first).or_default().push(entry);
        }
        Ok(())
    }

    /// The word that is written wrongly at a byte of a text.
    #[must_use]
    pub fn at(&self, text: &str, byte: usize) -> Option<&Misspelling> {
        let (before, rest) = text.split_at_checked(byte)?;
        let known = self.by_first.get(&rest.chars().next()?)?;
        known.iter().find(|word| {
            rest.strip_prefix(word.wrong.as_str())
                .is_some_and(|after| word.is_wrong(before, after))
        })
    }

    /// Every word.
    pub fn iter(&self) -> impl Iterator<Item = &Misspelling> {
        self.by_first.values().flatten()
    }
}

impl Misspelling {
    /// Whether it is wrong between these.
    fn is_wrong(&self, before: &str, after: &str) -> bool {
        let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
        let next = |word: &String| match word.as_str() {
            "#" => digit(after.chars().next()),
            word => after.starts_with(word),
        };
        let last = |word: &String| match word.as_str() {
            "#" => digit(before.chars().next_back()),
            word => before.ends_with(word),
        };
        (self.before.is_empty() || self.before.iter().any(next))
            && (self.after.is_empty() || self.after.iter().any(last))
            && !self.not_before.iter().any(next)
            && !self.not_after.iter().any(last)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(yaml: &str) -> Result<Words, FormError> {
        let lists = [("a", "- {wrong: 其它, right: 其他, why: 通用}\n")];
        let file = Located::named("form.yaml", yaml);
        Words::read(&file, file.read()?, &lists)
    }

    #[test]
    fn a_word_is_wrong_in_its_contexts_only() {
        let words = words("{lists: [a], own: [{wrong: 截止, right: 截至, why: 时点, before: ['#', 目前], not_after: [已]}]}").unwrap();
        let right = |text: &str| {
            let found = text
                .char_indices()
                .find_map(|(byte, _)| words.at(text, byte));
            found.map_or("", |word| word.right.as_str()).to_owned()
        };
        for (text, expected) in [
            ("截止2024年", "截至"),
            ("到截止目前", "截至"),
            ("截止日期", ""),
            ("已截止2024年", ""),
            ("其它", "其他"),
        ] {
            assert_eq!(right(text), expected, "{text}");
        }
    }

    #[test]
    fn a_list_that_cannot_be_used_is_refused_where_it_stands() {
        for yaml in [
            "{lists: [b]}",
            "{own: [{wrong: 甲, right: 甲, why: 乙}]}",
            "{own: [{wrong: '', right: 甲, why: 乙}]}",
            "{own: [{wrong: 甲, right: 乙, why: ''}]}",
            "{own: [{wrong: 甲, right: 乙}]}",
        ] {
            assert_eq!(words(yaml).unwrap_err().file, "form.yaml", "{yaml}");
        }
    }
}
