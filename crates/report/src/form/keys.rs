//! The keys of a report file apart from its sections: one table that reading, the JSON Schema, new and
//! changed files, import, messages and the page all follow. A new key is a new row here.
//!
//! It knows no value: those are the report's.

use super::Form;

/// A key of the head or of the covering letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HeadKey {
    /// Id path: `year`, `circular.to`. Its last step is the key in the file.
    pub path: &'static str,
    /// Its Chinese name, which a file may use as well (GB/T 9704 §7 for the parts of the letter).
    pub label: &'static str,
    /// What its value looks like.
    pub shape: Shape,
    /// Whether a report is incomplete without it.
    pub is_required: bool,
    /// Whether a new report begins with what last year's said.
    pub is_carried: bool,
    /// The comment next to it in a new file; `{title}` and `{levels}` stand for the form's default title and
    /// all levels.
    pub comment: &'static str,
    /// How the page shows it; `None` where it does not.
    pub field: Option<PageField>,
}

/// What the value of a key looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// The id of a form.
    Form,
    /// A year of four digits.
    Year,
    /// A day.
    Date,
    /// One of [`Level`](super::Level).
    Level,
    /// One line of text.
    Line,
    /// The path of a file. It belongs to the file system, not to what is reported.
    Path,
    /// Paragraphs, one a line.
    Text,
    /// Paragraphs that may contain tables and pictures.
    Body,
    /// A list of names, or a text with one a line.
    Names,
    /// A mapping with the keys of [`LETTER`].
    Letter,
}

/// A field of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PageField {
    /// Where it is.
    pub area: Area,
    /// Its label in Chinese and English.
    pub label: [&'static str; 2],
    /// What an empty field shows, in Chinese and English.
    pub hint: Option<[&'static str; 2]>,
}

/// Where on the page a field is, and its position there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Area {
    /// In the bar above the paper.
    Bar(u8),
    /// On the paper, before the first section.
    Paper(u8),
}

/// A key without anything special, which the rows below begin with.
const PLAIN: HeadKey = HeadKey {
    path: "",
    label: "",
    shape: Shape::Line,
    is_required: false,
    is_carried: false,
    comment: "",
    field: None,
};

/// The keys of the head, in the order of a new file.
pub static HEAD: [HeadKey; 9] = [
    HeadKey {
        path: "form",
        label: "格式",
        shape: Shape::Form,
        is_required: true,
        comment: "格式",
        field: field(Area::Bar(1), ["报告格式", "Form"], None),
        ..PLAIN
    },
    HeadKey {
        path: "year",
        label: "年度",
        shape: Shape::Year,
        is_required: true,
        comment: "报告年度，四位数",
        field: field(Area::Bar(2), ["报告年度", "Year"], None),
        ..PLAIN
    },
    HeadKey {
        path: "issuer",
        label: "发布机关",
        is_required: true,
        is_carried: true,
        comment: "发布机关",
        field: field(Area::Bar(3), ["发布机关", "Issuing body"], None),
        ..PLAIN
    },
    HeadKey {
        path: "title",
        label: "标题",
        shape: Shape::Text,
        comment: "标题；不填则为：{title}",
        field: field(
            Area::Paper(1),
            ["标题（可不填）", "Title (optional)"],
            Some(["不填则用上面的标题", "if blank: as printed above"]),
        ),
        ..PLAIN
    },
    HeadKey {
        path: "date",
        label: "成文日期",
        shape: Shape::Date,
        comment: "成文日期，如 2025-01-24",
        field: field(
            Area::Bar(5),
            ["成文日期", "Date"],
            Some(["如 2025-01-24", "e.g. 2025-01-24"]),
        ),
        ..PLAIN
    },
    HeadKey {
        path: "level",
        label: "层级",
        shape: Shape::Level,
        is_carried: true,
        comment: "机关层级，决定报送时限：{levels}",
        field: field(
            Area::Bar(4),
            ["机关层级", "Level"],
            Some(["未选", "not chosen"]),
        ),
        ..PLAIN
    },
    HeadKey {
        path: "previous",
        label: "上年报告",
        shape: Shape::Path,
        comment: "上年报告的数据文件，用于跨年检查",
        ..PLAIN
    },
    HeadKey {
        path: "preface",
        label: "前言",
        shape: Shape::Body,
        comment: "前言，可不填",
        field: field(
            Area::Paper(2),
            ["前言（可不填）", "Preface (optional)"],
            None,
        ),
        ..PLAIN
    },
    HeadKey {
        path: "circular",
        label: "公函",
        shape: Shape::Letter,
        comment: "随报告报送的公函",
        ..PLAIN
    },
];

/// The keys of the covering letter, in the order of a new file.
pub static LETTER: [HeadKey; 8] = [
    HeadKey {
        path: "circular.mark",
        label: "发文机关标志",
        comment: "发文机关标志；不填则为发布机关",
        ..PLAIN
    },
    HeadKey {
        path: "circular.number",
        label: "发文字号",
        comment: "发文字号，如“平审函〔2025〕3号”；没有可不填",
        ..PLAIN
    },
    HeadKey {
        path: "circular.title",
        label: "标题",
        shape: Shape::Text,
        comment: "标题；不填则由发布机关和年度拟出",
        ..PLAIN
    },
    HeadKey {
        path: "circular.to",
        label: "主送机关",
        is_required: true,
        comment: "主送机关，必填",
        ..PLAIN
    },
    HeadKey {
        path: "circular.text",
        label: "正文",
        shape: Shape::Text,
        comment: "正文；不填则为一句通用语句",
        ..PLAIN
    },
    HeadKey {
        path: "circular.issuer",
        label: "署名",
        comment: "署名；不填则为发布机关",
        ..PLAIN
    },
    HeadKey {
        path: "circular.date",
        label: "成文日期",
        shape: Shape::Date,
        comment: "成文日期；不填则与报告相同",
        ..PLAIN
    },
    HeadKey {
        path: "circular.annexes",
        label: "附件",
        shape: Shape::Names,
        comment: "附件名称，如“[甲, 乙]”；不填则为本报告",
        ..PLAIN
    },
];

const fn field(
    area: Area,
    label: [&'static str; 2],
    hint: Option<[&'static str; 2]>,
) -> Option<PageField> {
    Some(PageField { area, label, hint })
}

impl HeadKey {
    /// The key of an id path (`issuer`, `circular.to`); `None` if it is no key of the head.
    #[must_use]
    pub fn of_path(path: &str) -> Option<&'static Self> {
        HEAD.iter().chain(&LETTER).find(|key| key.path == path)
    }

    /// The key in a file.
    #[must_use]
    pub fn id(&self) -> &'static str {
        self.path.rsplit('.').next().unwrap_or(self.path)
    }

    /// What messages call its value: the label, with the letter for what is part of one.
    #[must_use]
    pub fn name(&self) -> String {
        let letter = HEAD.iter().find(|key| key.shape == Shape::Letter);
        match letter.filter(|_| self.path != self.id()) {
            Some(letter) => format!("{}的{}", letter.label, self.label),
            None => self.label.to_owned(),
        }
    }

    /// Keys with their Chinese names, as a file may have them.
    pub fn names(keys: &'static [Self]) -> impl Iterator<Item = (&'static str, &'static str)> {
        keys.iter().map(|key| (key.id(), key.label))
    }
}

impl Form {
    /// Every key a report file may have at its root, with its Chinese name: the head, then the sections.
    #[must_use]
    pub fn keys(&self) -> Vec<(&str, &str)> {
        let sections = self.sections.iter();
        let mut keys: Vec<(&str, &str)> = HeadKey::names(&HEAD).collect();
        keys.extend(sections.map(|section| (section.id.as_str(), section.label.as_str())));
        keys
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_key_is_found_by_its_path_and_has_all_it_needs() {
        let mut fields = BTreeSet::new();
        for key in HEAD.iter().chain(&LETTER) {
            assert_eq!(HeadKey::of_path(key.path), Some(key));
            assert!(
                !key.label.is_empty() && !key.comment.is_empty(),
                "{}",
                key.path
            );
            if let Some(field) = key.field {
                assert!(fields.insert(field.area), "{}: {:?}", key.path, field.area);
            }
        }
        assert_eq!(HeadKey::of_path("circular.none"), None);
        assert_eq!(HeadKey::of_path("to"), None);
    }

    #[test]
    fn keys_and_names_are_unique_where_they_are_written() {
        for keys in [&HEAD[..], &LETTER[..]] {
            let ids: BTreeSet<_> = keys.iter().map(HeadKey::id).collect();
            let labels: BTreeSet<_> = keys.iter().map(|key| key.label).collect();
            assert_eq!((ids.len(), labels.len()), (keys.len(), keys.len()));
        }
    }

    #[test]
    fn parts_of_the_letter_are_named_as_such() {
        let name = |path| HeadKey::of_path(path).unwrap().name();
        assert_eq!(name("issuer"), "发布机关");
        assert_eq!(name("circular"), "公函");
        assert_eq!(name("circular.to"), "公函的主送机关");
    }
}
