//! Blocks of running text and the document's properties.

use super::Table;

/// File properties of the document.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Meta {
    /// The title as one line (title lines joined without a blank).
    pub title: String,
    /// 发文机关, the issuing body.
    pub author: String,
    /// BCP 47 language tag, `zh-CN`.
    pub language: String,
    /// 成文日期 as `YYYY-MM-DD`, where the report gives one. The only date that reaches a file:
    /// output never depends on the clock.
    pub date: Option<String>,
}

/// One block of the body.
#[derive(Debug, Clone, PartialEq)]
pub enum Block {
    /// The title: one or more lines, each centred, together one heading of the highest rank.
    Title(Vec<String>),
    /// A heading or a paragraph of text.
    Paragraph(Paragraph),
    /// A table.
    Table(Table),
    /// 署名 and 成文日期 without a seal (GB/T 9704 §7.3.5.2).
    Imprint {
        /// 发文机关署名.
        issuer: String,
        /// 成文日期 as it is printed: `2025年1月24日`.
        date: String,
    },
}

/// A paragraph, or a heading where `outline` is set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paragraph {
    /// Indents, line pitch and alignment come from this style.
    pub style: StyleId,
    /// Outline level, 1 for section headings (一、), 2 for （一）, 3 for `1.`, 4 for （1）. `None` for text.
    pub outline: Option<u8>,
    /// The text. A heading that runs on into text has a heading run, then a body run.
    pub runs: Vec<Run>,
}

/// A stretch of text in one character style. Holds no line break.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// Typeface and size come from this style.
    pub style: StyleId,
    /// The text exactly as the report has it.
    pub text: String,
}

/// The named styles of the document (GB/T 9704 §7.3.3 and the tables' own).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StyleId {
    /// 标题.
    Title,
    /// 一、 (黑体).
    Heading1,
    /// （一） (楷体).
    Heading2,
    /// `1.` (仿宋).
    Heading3,
    /// （1） (仿宋).
    Heading4,
    /// 正文.
    Body,
    /// 署名.
    Issuer,
    /// 成文日期.
    Date,
}

impl StyleId {
    /// All styles, in the order a style list shows them.
    pub const ALL: [Self; 8] = [
        Self::Title,
        Self::Heading1,
        Self::Heading2,
        Self::Heading3,
        Self::Heading4,
        Self::Body,
        Self::Issuer,
        Self::Date,
    ];

    /// The heading style of an outline level; levels past 4 share the fourth.
    #[must_use]
    pub fn heading(level: u8) -> Self {
        match level {
            0 | 1 => Self::Heading1,
            2 => Self::Heading2,
            3 => Self::Heading3,
            _ => Self::Heading4,
        }
    }
}
