//! The commented skeleton of a report file: every key of the form, blank, with the printed labels
//! beside them.
//!
//! What stands in it comes from the form alone; the keys beside the sections are those of every
//! report. It opens no file: what last year's report decides comes in as [`Filled`].

use std::collections::BTreeMap;
use std::fmt::Write as _;

use unicode_width::UnicodeWidthStr;

use super::{CIRCULAR_KEYS, CellId, CellKind, Content, Form, Record, RecordCell, Slot, TextRules};

/// What is filled in already.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Filled {
    /// 报告年度, as written in a report file.
    pub year: Option<String>,
    /// 发布机关.
    pub issuer: Option<String>,
    /// Id of the issuer's level.
    pub level: Option<String>,
    /// Path of last year's report, relative to the new file.
    pub previous: Option<String>,
    /// 成文日期, as written in a report file.
    pub date: Option<String>,
    /// Lines of text by key: `title`, `preface`, ids of sections. No line is blank or begins with one.
    pub texts: BTreeMap<String, Vec<String>>,
    /// The covering letter by its keys, several lines parted by line feeds; empty for none.
    pub letter: BTreeMap<String, String>,
    /// Cells, as written in a report file.
    pub cells: BTreeMap<CellId, String>,
}

/// Rows of at least this many cells are written as lists under their column labels; shorter ones
/// as mappings, which say themselves what each cell is.
const LIST_FROM: usize = 4;

/// The skeleton of a form as YAML.
#[must_use]
pub fn skeleton(form: &Form, filled: &Filled) -> String {
    let mut writer = Writer {
        form,
        filled,
        out: String::new(),
        headed: Vec::new(),
    };
    writer.head();
    for (index, section) in form.sections.iter().enumerate() {
        writer.out.push('\n');
        match &section.content {
            Content::Text(rules) => writer.text(&section.id, &section.label, rules),
            Content::Table(_) => {
                writer.line(0, &format!("{}:", section.id), &section.label);
                writer.headed.clear();
                for slot in form.slots(index) {
                    writer.slot(&slot, 1);
                }
            }
        }
    }
    writer.out
}

struct Writer<'a> {
    form: &'a Form,
    filled: &'a Filled,
    out: String,
    /// Column labels of the heading written last.
    headed: Vec<String>,
}

impl Writer<'_> {
    fn head(&mut self) {
        let (form, filled) = (self.form, self.filled);
        let _ = writeln!(self.out, "# {}　{}", form.name.zh, form.authority);
        self.out.push_str(
            "# 在冒号后或方括号、花括号中填写；“#”之后是说明。~ 表示空白，不等于 0；“/”表示不适用。\n\
             # 正文写在“|”的下一行起，每段一行，行首空两格。总计可留 ~，由 chengbao check --fix 算出填入。\n\n",
        );
        let year = filled.year.as_deref();
        self.key("form", Some(&form.id), "格式");
        self.key("year", year, "报告年度，四位数");
        self.key("issuer", filled.issuer.as_deref(), "发布机关");
        let title = form.title.join(" ");
        let title = title.replace("{issuer}", "发布机关");
        let title = title.replace(
            "{year}",
            // A comment holds no character that can only be written escaped.
            year.filter(|year| !year.contains(is_escaped))
                .unwrap_or("××××"),
        );
        self.lines("title", &format!("标题；不填则为：{title}"));
        self.key("date", filled.date.as_deref(), "成文日期，如 2025-01-24");
        let levels: Vec<String> = super::Level::ALL
            .into_iter()
            .map(|level| format!("{} {}", level.id(), level.name()))
            .collect();
        let levels = format!("发布机关层级，定报送期限：{}", levels.join("、"));
        self.key("level", filled.level.as_deref(), &levels);
        let previous = "上年报告的文件，用于跨年核对";
        self.key("previous", filled.previous.as_deref(), previous);
        self.lines("preface", "前言，可不填");
        self.circular();
    }

    /// The covering letter, commented out where there is none: most reports go without.
    fn circular(&mut self) {
        let letter = &self.filled.letter;
        if letter.is_empty() {
            self.line(
                0,
                "# circular:",
                "随报告报送的函；要附函时删去以下各行行首的“# ”",
            );
        } else {
            self.line(0, "circular:", "随报告报送的函");
        }
        for (id, label) in CIRCULAR_KEYS {
            let note = match id {
                "mark" | "issuer" => "；不填则为发布机关",
                "number" => "，如“平审函〔2025〕3号”；没有可不填",
                "title" => "；不填则由发布机关和年度拟出",
                "to" => "，必填",
                "text" => "；不填则为一句套语",
                "date" => "；不填则与报告相同",
                _ => "名称，如“[甲, 乙]”；不填则为本报告",
            };
            let key = match letter.get(id) {
                Some(value) => format!("  {id}: {}", scalar(value)),
                None => format!("#   {id}:"),
            };
            self.line(0, &key, &format!("{label}{note}"));
        }
    }

    /// A key of text beside the sections; blank where there is none.
    fn lines(&mut self, key: &str, comment: &str) {
        if self.filled.texts.contains_key(key) {
            self.block(key, comment);
        } else {
            self.key(key, None, comment);
        }
    }

    /// A literal block with the lines that are filled in; a quoted scalar where a character of theirs can
    /// only be written escaped.
    fn block(&mut self, key: &str, comment: &str) {
        let lines = self.filled.texts.get(key).map_or(&[][..], Vec::as_slice);
        if lines.iter().flat_map(|line| line.chars()).any(is_escaped) {
            let text = scalar(&lines.join("\n"));
            self.line(0, &format!("{key}: {text}"), comment);
            return;
        }
        self.line(0, &format!("{key}: |"), comment);
        for line in lines {
            let _ = writeln!(self.out, "  {line}");
        }
    }

    fn key(&mut self, key: &str, value: Option<&str>, comment: &str) {
        let value = value.map(scalar).unwrap_or_default();
        self.line(0, format!("{key}: {value}").trim_end(), comment);
    }

    fn text(&mut self, id: &str, label: &str, rules: &TextRules) {
        let mut notes = Vec::new();
        if let Some(most) = rules.max_characters {
            notes.push(format!("不超过 {most} 字"));
        }
        if !rules.topics.is_empty() {
            let topics: Vec<&str> = rules.topics.iter().map(|t| t.name.as_str()).collect();
            notes.push(format!("写明{}", topics.join("、")));
        }
        let bare = rules.placeholder.trim_matches(['（', '）', '(', ')']);
        if notes.is_empty() && !bare.is_empty() {
            notes.push(bare.to_owned());
        }
        let note = notes.join("；");
        self.block(id, &format!("{label}（{note}）"));
    }

    fn slot(&mut self, slot: &Slot, depth: usize) {
        match slot {
            Slot::Group { id, label, slots } => {
                self.line(depth, &format!("{id}:"), label);
                self.headed.clear();
                for slot in slots {
                    self.slot(slot, depth + 1);
                }
                self.headed.clear();
            }
            Slot::Record(record) => self.record(record, depth),
        }
    }

    fn record(&mut self, record: &Record, depth: usize) {
        let key = format!("{}{}:", "  ".repeat(depth), record.id);
        let labels: Vec<String> = record.cells.iter().map(|c| self.column(c)).collect();
        let as_list = record.cells.len() >= LIST_FROM;
        if self.headed != labels {
            let marked = format!("{}#", "  ".repeat(depth));
            let heads = if as_list {
                // Each label stands over its cell.
                let blanks = KEY_WIDTH.saturating_sub(marked.len()) + 2;
                format!("{}{}", " ".repeat(blanks), labels.join("  "))
            } else {
                let ids = record.cells.iter().zip(&labels);
                let named: Vec<String> = ids.map(|(c, l)| format!("{} {l}", c.id)).collect();
                format!(" {}", named.join("，"))
            };
            let _ = writeln!(self.out, "{marked}{heads}");
            self.headed.clone_from(&labels);
        }
        let cells: Vec<String> = record.cells.iter().map(|c| self.cell(c)).collect();
        let written = if as_list {
            let padded: String = cells
                .iter()
                .zip(&labels)
                .enumerate()
                .map(|(at, (cell, label))| {
                    let comma = if at + 1 == cells.len() { "" } else { "," };
                    // A label and the two blanks after it; a comma and a blank at the least.
                    let width = (label.width() + 2).max(cell.width() + comma.len() + 1);
                    let pad = width.saturating_sub(cell.width() + comma.len());
                    format!("{cell}{comma}{}", " ".repeat(pad))
                })
                .collect();
            let pad = " ".repeat(KEY_WIDTH.saturating_sub(key.len()) + 1);
            format!("{key}{pad}[{}]", padded.trim_end())
        } else {
            let pairs: Vec<String> = record
                .cells
                .iter()
                .zip(&cells)
                .map(|(cell, value)| format!("{}: {value}", cell.id))
                .collect();
            format!("{key} {{{}}}", pairs.join(", "))
        };
        self.line(0, &written, &record.label);
    }

    /// A column's label with what its cells hold, where that is not a plain number.
    fn column(&self, cell: &RecordCell) -> String {
        let note = match self.form.spec(cell.cell).map(|spec| spec.kind) {
            Some(CellKind::Signed) => "（减少填负数）",
            Some(CellKind::Text) => "（文字）",
            _ => "",
        };
        format!("{}{note}", cell.label)
    }

    fn cell(&self, cell: &RecordCell) -> String {
        self.filled
            .cells
            .get(&cell.cell)
            .map_or_else(|| "~".to_owned(), |value| scalar(value))
    }

    fn line(&mut self, depth: usize, text: &str, comment: &str) {
        let text = format!("{}{text}", "  ".repeat(depth));
        let pad = " ".repeat(COMMENT_AT.saturating_sub(text.width()).max(2));
        let comment = comment.replace('\n', " ");
        let _ = writeln!(self.out, "{text}{pad}# {comment}");
    }
}

/// Where lists begin, so that they stand under one another.
const KEY_WIDTH: usize = 36;
/// Where comments begin on lines that are shorter.
const COMMENT_AT: usize = 32;

/// A value as a YAML scalar: plain where nothing in it means anything to YAML, quoted otherwise.
#[must_use]
pub fn scalar(text: &str) -> String {
    let plain_inside = |c: char| c.is_alphanumeric() || "-_./（）〔〕".contains(c);
    let plain = text.starts_with(|c: char| c.is_alphanumeric())
        && text.chars().all(plain_inside)
        && !["null", "Null", "NULL"].contains(&text);
    if plain || text == "/" || is_number(text) {
        text.to_owned()
    } else {
        // JSON's strings are YAML's double-quoted ones (YAML 1.2.2 §1.3).
        let quoted = serde_json::Value::from(text).to_string();
        if !quoted.contains(is_escaped) {
            return quoted;
        }
        let mut out = String::with_capacity(quoted.len());
        for c in quoted.chars() {
            if is_escaped(c) {
                let _ = write!(out, "\\u{:04X}", u32::from(c));
            } else {
                out.push(c);
            }
        }
        out
    }
}

/// Characters that YAML takes only escaped (YAML 1.2.2 §5.1), and those that some readers take for the end
/// of a line.
fn is_escaped(c: char) -> bool {
    matches!(c, '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}

fn is_number(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit() || b == b'.')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::Forms;

    fn every_form(check: impl Fn(&Form)) {
        for form in Forms::builtin().unwrap().iter() {
            check(form);
        }
    }

    #[test]
    fn every_row_of_every_form_is_there_with_its_label() {
        every_form(|form| {
            let text = skeleton(form, &Filled::default());
            for (index, section) in form.sections.iter().enumerate() {
                assert!(
                    text.contains(&format!("\n{}:", section.id)),
                    "{}",
                    section.id
                );
                for record in form.slots(index).iter().flat_map(Slot::records) {
                    let key = format!(" {}:", record.id);
                    let line = text
                        .lines()
                        .find(|line| line.contains(&key) && line.ends_with(&record.label));
                    assert!(line.is_some(), "{}", record.path);
                }
            }
        });
    }

    #[test]
    fn what_is_known_is_filled_in_and_nothing_else() {
        let forms = Forms::builtin().unwrap();
        let form = forms.iter().last().unwrap();
        let cell = form.equations[0].right[0];
        let filled = Filled {
            year: Some("2031".to_owned()),
            issuer: Some("某市: “人民”政府".to_owned()),
            level: Some("city".to_owned()),
            previous: Some("../2030.yaml".to_owned()),
            date: Some("2032-01-24".to_owned()),
            texts: BTreeMap::from([(
                form.sections[0].id.clone(),
                vec!["# 一".to_owned(), "- 二".to_owned()],
            )]),
            cells: BTreeMap::from([(cell, "4711".to_owned())]),
            ..Filled::default()
        };
        let text = skeleton(form, &filled);
        let value: serde_yaml::Value = serde_yaml::from_str(&text).unwrap();
        assert_eq!(value["year"], 2031);
        assert_eq!(value["issuer"], "某市: “人民”政府");
        assert_eq!(value["level"], "city");
        assert_eq!(value["previous"], "../2030.yaml");
        assert_eq!(value["date"], "2032-01-24");
        assert_eq!(value[form.sections[0].id.as_str()], "# 一\n- 二\n");
        assert_eq!(text.matches("4711").count(), 1);
    }

    #[test]
    fn the_covering_letter_is_there_once_its_marks_are_taken_away() {
        every_form(|form| {
            let text = skeleton(form, &Filled::default());
            let keys = |text: &str| {
                let value: serde_yaml::Value = serde_yaml::from_str(text).unwrap();
                let circular = value.get("circular")?.as_mapping()?.clone();
                let keys = circular.keys().map(|key| key.as_str().unwrap().to_owned());
                Some(keys.collect::<Vec<_>>())
            };
            assert_eq!(keys(&text), None);
            let text = text.replace("\n# circular:", "\ncircular:");
            let text = text.replace("\n#   ", "\n  ");
            assert_eq!(keys(&text).unwrap(), CIRCULAR_KEYS.map(|(id, _)| id));
        });
    }

    #[test]
    fn a_covering_letter_that_is_known_is_filled_in() {
        every_form(|form| {
            let letter = CIRCULAR_KEYS.map(|(id, _)| (id.to_owned(), format!("{id}: 一\n# 二")));
            let mut filled = Filled {
                letter: BTreeMap::from(letter),
                ..Filled::default()
            };
            filled.letter.remove("mark");
            let value: serde_yaml::Value = serde_yaml::from_str(&skeleton(form, &filled)).unwrap();
            let written = value["circular"].as_mapping().unwrap().iter();
            let written =
                written.map(|(id, text)| [id, text].map(|it| it.as_str().unwrap().to_owned()));
            let written: BTreeMap<_, _> = written.map(|[id, text]| (id, text)).collect();
            assert_eq!(written, filled.letter);
        });
    }

    #[test]
    fn values_that_mean_something_to_yaml_are_quoted() {
        for (text, expected) in [
            ("某市人民政府", "某市人民政府"),
            ("2023.yaml", "2023.yaml"),
            ("-43", "-43"),
            ("/", "/"),
            ("null", "\"null\""),
            ("a: b", "\"a: b\""),
            ("../x.yaml", "\"../x.yaml\""),
            ("", "\"\""),
            ("带\"引号\"", "\"带\\\"引号\\\"\""),
            ("一\u{7f}\u{feff}\t二", "\"一\\u007F\\uFEFF\\t二\""),
        ] {
            assert_eq!(scalar(text), expected);
        }
    }
}
