//! The form as written in `form.yaml`.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, de};

/// One numbered section of the form.
#[derive(Debug, Clone, PartialEq)]
pub struct Section {
    /// Key in a report.
    pub id: String,
    /// Heading as printed, with its ordinal.
    pub label: String,
    /// How serious it is if the section has no text.
    pub required: Required,
    /// Its content.
    pub content: Content,
}

/// The content of a section.
#[derive(Debug, Clone, PartialEq)]
pub enum Content {
    /// Text.
    Text(TextRules),
    /// A table.
    Table(Table),
}

/// How serious the lack of a section is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Default)]
#[serde(rename_all = "lowercase")]
pub enum Required {
    /// The report cannot be filed without it.
    #[default]
    Error,
    /// It should be there.
    Warning,
}

/// The requirements for a section's text.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TextRules {
    /// The text that the blank form prints there.
    pub placeholder: String,
    /// Most characters it may have.
    pub max_characters: Option<usize>,
    /// Topics it must cover.
    #[serde(default)]
    pub topics: Vec<Topic>,
    /// Whether it must differ from last year's.
    #[serde(default)]
    pub not_repeated: bool,
    /// Whether it has to say something: `无` is not enough.
    #[serde(default)]
    pub substance: bool,
    /// Words of which one must occur: the statement about fees.
    #[serde(default)]
    pub fee_words: Vec<String>,
}

/// A topic and the words that show that it is covered.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Topic {
    /// Its name in the notice.
    pub name: String,
    /// One of these occurs if the topic is covered.
    pub words: Vec<String>,
}

/// A table: a stack of panels of one width.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Table {
    /// Relative widths of the grid columns.
    pub widths: Vec<f32>,
    /// Size of its text in points.
    pub size: f32,
    /// Whether it stays on one page whenever it fits.
    #[serde(default)]
    pub keep_together: bool,
    /// Rows at the top that repeat on every page.
    #[serde(default)]
    pub header_rows: usize,
    /// The panels, top to bottom.
    pub panels: Vec<Panel>,
}

/// A banner, a column tree and a row tree.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Panel {
    /// Band over the whole width.
    pub banner: Option<String>,
    /// Text of the corner above the row heads.
    pub corner: Option<String>,
    /// The corner's line breaks as printed.
    #[serde(default)]
    pub corner_lines: Vec<String>,
    /// The column heads.
    pub columns: Vec<Head>,
    /// The row heads; none for a panel of one unnamed row.
    #[serde(default)]
    pub rows: Vec<Head>,
    /// `[[a, b], [c, d]]`: in every column, rows a + b = c + d.
    #[serde(default)]
    pub balances: Vec<[Vec<String>; 2]>,
    /// Rows that begin with the figure that another row of last year's report ended with.
    #[serde(default)]
    pub carries: Vec<Carry>,
    /// Columns that are last year's stock plus and minus this year's flows.
    #[serde(default)]
    pub roll_forward: Vec<RollForward>,
    /// The charts of the year's figures.
    #[serde(default)]
    pub charts: Vec<Chart>,
}

/// A chart: the composition of a total, in one row or column.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Chart {
    /// What it shows.
    pub title: ChartTitle,
    /// Which heads it compares: those that the total of that axis adds up.
    pub over: Axis,
    /// Where they are read: id of a column for rows, of a row for columns.
    pub at: String,
}

/// What a chart shows, in both languages.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChartTitle {
    /// Chinese.
    pub zh: String,
    /// English.
    pub en: String,
}

/// The heads on one side of a panel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Axis {
    /// The row heads.
    Rows,
    /// The column heads.
    Columns,
}

/// A row or column head, and the heads under it.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Head {
    /// Key in a report; a head without one only groups.
    pub id: Option<String>,
    /// As printed.
    pub label: String,
    /// Its line breaks, if the narrow column needs them; joined together they are the label.
    #[serde(default)]
    pub lines: Vec<String>,
    /// Set top to bottom.
    #[serde(default)]
    pub vertical: bool,
    /// What a column's cells contain.
    #[serde(default)]
    pub kind: CellKind,
    /// The heads whose total this is, by id.
    #[serde(default)]
    pub total_of: Vec<String>,
    /// The heads under it.
    #[serde(default)]
    pub heads: Vec<Head>,
}

/// What a cell contains.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Default)]
#[serde(rename_all = "lowercase")]
pub enum CellKind {
    /// A whole number, 0 or more.
    #[default]
    Count,
    /// A whole number, possibly negative.
    Signed,
    /// An exact decimal, 0 or more, printed with the digits that were typed.
    Decimal,
    /// Text.
    Text,
}

/// This year's row begins where last year's ended.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Carry {
    /// Row id in this year's report.
    pub this: String,
    /// Row id in last year's.
    pub last: String,
}

/// A column that rolls forward: stock = last year's stock + plus − minus, in every row.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RollForward {
    /// Column id of the stock.
    pub stock: String,
    /// Column ids that add to it.
    pub plus: Vec<String>,
    /// Column ids that are subtracted from it.
    pub minus: Vec<String>,
}

/// Whether blank cells are findings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Default)]
#[serde(rename_all = "lowercase")]
pub enum Blank {
    /// They are not findings.
    #[default]
    Allowed,
    /// They are warnings.
    Warning,
}

/// Reporting years from … to …, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Years {
    /// The first.
    pub from: i32,
    /// The last; `None` while the form is in force.
    pub to: Option<i32>,
}

impl Years {
    /// Whether the form is the one for that reporting year.
    #[must_use]
    pub fn contains(&self, year: i32) -> bool {
        year >= self.from && self.to.is_none_or(|to| year <= to)
    }
}

/// A day of a year, `MM-DD`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct MonthDay {
    /// 1–12.
    pub month: i8,
    /// 1–31.
    pub day: i8,
}

impl<'de> Deserialize<'de> for MonthDay {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let parsed = text.split_once('-').and_then(|(month, day)| {
            let (month, day) = (month.parse().ok()?, day.parse().ok()?);
            jiff::civil::Date::new(2001, month, day).ok()?;
            Some(Self { month, day })
        });
        parsed.ok_or_else(|| de::Error::custom(format!("`{text}` is not a day in the form MM-DD")))
    }
}

/// Deadlines by level of the issuing body; `default` applies if a report has no level.
pub type Deadlines = BTreeMap<String, MonthDay>;
