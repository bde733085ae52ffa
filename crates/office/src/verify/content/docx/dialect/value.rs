//! The values of attributes, each of a kind that can do no more than it says.

use std::collections::BTreeSet;

/// What the value of an attribute may be.
pub(super) enum Value {
    /// One of these.
    Is(&'static [&'static str]),
    /// A whole number from one to another.
    Number(i64, i64),
    /// A name of letters, digits and marks, such as that of a style.
    Key,
    /// `Id` of a relationship, which is followed.
    Id,
    /// The name of a known font, or other names of it.
    Face,
    /// Text, which is compared or shown nowhere on the page.
    Words,
    /// What a function says.
    Like(fn(&str) -> bool),
}

/// The fonts of the typographies so far, and their other names.
const FACES: &[&str] = &[
    "方正小标宋简体",
    "FZXiaoBiaoSong-B05S,方正小标宋_GBK",
    "仿宋_GB2312",
    "FangSong_GB2312,仿宋,FangSong",
    "黑体",
    "SimHei",
    "楷体_GB2312",
    "KaiTi_GB2312,楷体,KaiTi",
    "宋体",
    "SimSun",
    "Times New Roman",
    "Liberation Serif",
];

/// Longest text in an attribute.
const MAX_WORDS: usize = 4000;

impl Value {
    /// Whether a value is of this kind; `faces` are the fonts of the document's own typography, without which
    /// any may be named.
    pub(super) fn allows(&self, value: &str, faces: Option<&BTreeSet<String>>) -> bool {
        match self {
            Self::Is(all) => all.contains(&value),
            Self::Number(least, most) => {
                // Other spellings of a number are read by some programs and not by others.
                let number = value.parse::<i64>();
                number.is_ok_and(|number| {
                    (least..=most).contains(&&number) && number.to_string() == value
                })
            }
            Self::Key | Self::Id => {
                let is_mark = |c: char| matches!(c, '_' | '-' | '.');
                let is_key = |c: char| c.is_ascii_alphanumeric() || is_mark(c);
                !value.is_empty() && value.len() <= 200 && value.chars().all(is_key)
            }
            Self::Face => faces.is_none_or(|faces| FACES.contains(&value) || faces.contains(value)),
            Self::Words => value.len() <= MAX_WORDS,
            Self::Like(is) => is(value),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_allowed_in_one_spelling() {
        let faces = BTreeSet::from(["宋体一".to_owned()]);
        let cases: &[(Value, &str, bool)] = &[
            (Value::Number(0, 10), "10", true),
            (Value::Number(0, 10), "11", false),
            (Value::Number(0, 10), "+1", false),
            (Value::Number(0, 10), "01", false),
            (Value::Number(0, 10), "1pt", false),
            (Value::Is(&["0"]), "0", true),
            (Value::Is(&["0"]), "1", false),
            (Value::Key, "Heading1", true),
            (Value::Key, "a b", false),
            (Value::Face, "黑体", true),
            (Value::Face, "宋体一", true),
            (Value::Face, "Wingdings", false),
        ];
        for (kind, value, allowed) in cases {
            assert_eq!(kind.allows(value, Some(&faces)), *allowed, "{value}");
        }
    }
}
