//! The tree of values as the file writes them: scalars, sequences and mappings, each with its
//! place. Values stay text; numbers and dates are not known here.

use super::Span;

/// One value and its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// The range of text that writes it: a quoted scalar with its quotes, a block scalar from
    /// its `|` to the end of its last line, a collection from its first to its last character.
    /// A value that is left out has an empty place where it would be. The value of an
    /// alias is where the alias is; its parts are where the anchor is.
    pub place: Span,
    /// The value.
    pub kind: NodeKind,
}

/// What a value is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NodeKind {
    /// A single value.
    Scalar(Scalar),
    /// Values in order.
    Sequence(Vec<Node>),
    /// Keys with values, in the order of the file, no key twice, except what a comma cut off a number.
    Mapping(Vec<Entry>),
}

/// A key with its value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Always a scalar.
    pub key: Node,
    /// Any value.
    pub value: Node,
}

/// A single value as text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scalar {
    /// The text with quotes, escapes, folding and indentation undone; line breaks are `\n`.
    pub text: String,
    /// How it is written.
    pub style: ScalarStyle,
}

/// How a scalar is written (YAML 1.2.2 chapters 7.3 and 8.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ScalarStyle {
    /// Without any mark.
    Plain,
    /// `'…'`.
    SingleQuoted,
    /// `"…"`.
    DoubleQuoted,
    /// `|`: line breaks are kept.
    Literal,
    /// `>`: lines are joined.
    Folded,
}

impl Scalar {
    /// Whether this is YAML's null (YAML 1.2.2 §10.3.2): left out, or `~`, `null`, `Null`, `NULL` unquoted.
    #[must_use]
    pub fn is_null(&self) -> bool {
        self.style == ScalarStyle::Plain
            && matches!(self.text.as_str(), "" | "~" | "null" | "Null" | "NULL")
    }
}

impl Node {
    /// The value of that key, if this is a mapping that has it.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.as_mapping()?
            .iter()
            .find(|entry| entry.key.as_scalar().is_some_and(|it| it.text == key))
            .map(|entry| &entry.value)
    }

    /// The scalar, if this is one.
    #[must_use]
    pub fn as_scalar(&self) -> Option<&Scalar> {
        match &self.kind {
            NodeKind::Scalar(scalar) => Some(scalar),
            NodeKind::Sequence(_) | NodeKind::Mapping(_) => None,
        }
    }

    /// Whether this is a scalar that stands for nothing.
    #[must_use]
    pub fn is_null(&self) -> bool {
        self.as_scalar().is_some_and(Scalar::is_null)
    }

    /// The items, if this is a sequence.
    #[must_use]
    pub fn as_sequence(&self) -> Option<&[Node]> {
        match &self.kind {
            NodeKind::Sequence(items) => Some(items),
            NodeKind::Scalar(_) | NodeKind::Mapping(_) => None,
        }
    }

    /// The entries, if this is a mapping.
    #[must_use]
    pub fn as_mapping(&self) -> Option<&[Entry]> {
        match &self.kind {
            NodeKind::Mapping(entries) => Some(entries),
            NodeKind::Scalar(_) | NodeKind::Sequence(_) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_null(text: &str, style: ScalarStyle) -> bool {
        let text = text.to_owned();
        Scalar { text, style }.is_null()
    }

    #[test]
    fn null_is_the_plain_words_of_the_core_schema_alone() {
        for text in ["", "~", "null", "Null", "NULL"] {
            assert!(is_null(text, ScalarStyle::Plain), "{text:?}");
            assert!(!is_null(text, ScalarStyle::DoubleQuoted), "{text:?}");
        }
        for text in ["nULL", "0", "/", " "] {
            assert!(!is_null(text, ScalarStyle::Plain), "{text:?}");
        }
    }
}
