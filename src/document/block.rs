//! Blocks of running text and the document's properties.

use std::sync::Arc;

use super::{Picture, SignOffLine, Table};

/// File properties of the document.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Meta {
    /// The title as one line (title lines joined without a space).
    pub title: String,
    /// 发文机关, the issuing body.
    pub author: String,
    /// BCP 47 language tag, `zh-CN`.
    pub language: String,
    /// 成文日期 as `YYYY-MM-DD`, if the report gives one. The only date that reaches a file:
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
    /// A picture of the narrative, centred.
    Image(Image),
    /// 附件 or 附件N, at the upper left of a new page (GB/T 9704 §7.3.7).
    AnnexLabel(String),
    /// The head of a covering letter (§10.1): the page it opens shows no number.
    LetterHead(LetterHead),
    /// 附件说明 of a letter (§7.3.4): the names of its annexes.
    AnnexNote(Vec<String>),
    /// The spaces for the head's signature and the office's seal on paper.
    Approval(Approval),
    /// 署名 and 成文日期 without a seal (GB/T 9704 §7.3.5.2).
    Imprint {
        /// 发文机关署名.
        issuer: String,
        /// 成文日期 as it is printed: `2025年1月24日`.
        date: String,
    },
    /// Who drafted, reviewed and approved the report, one person per line, after the rest of its content.
    SignOff(Vec<SignOffLine>),
}

/// A paragraph, or a heading if `outline` is set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paragraph {
    /// Indents, line pitch and alignment come from this style.
    pub style: StyleId,
    /// Outline level, 1 for section headings (一、), 2 for （一）, 3 for `1.`, 4 for （1）. `None` for text.
    pub outline: Option<u8>,
    /// The text. A heading that continues as text has a heading run, then a body run.
    pub runs: Vec<Run>,
}

/// A picture with its description.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Image {
    /// The description for people who cannot see it; never empty.
    pub alt: String,
    /// The picture.
    pub picture: Arc<Picture>,
}

/// The head of a covering letter (函, GB/T 9704 §10.1).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LetterHead {
    /// 发文机关标志: the office's name, in red.
    pub mark: String,
    /// 发文字号, `平审函〔2025〕3号`.
    pub number: Option<String>,
}

/// The part of a paper document that is signed by hand and sealed. Seals are never drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Approval {
    /// The words before the line for the signature: `单位负责人（签字）：`.
    pub signature: String,
    /// The words at the place of the seal: `单位公章：`.
    pub seal: String,
}

/// A range of text in one character style. Contains no line breaks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// Typeface and size come from this style.
    pub style: StyleId,
    /// The text exactly as the report has it.
    pub text: String,
    /// The address it links to, if it is one (`https://…`).
    pub link: Option<String>,
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
    /// 主送机关 of a letter (§7.3.2).
    Addressee,
    /// 附件 at the head of an annex (§7.3.7).
    AnnexLabel,
    /// 发文机关标志 of a letter (§10.1).
    LetterMark,
    /// 发文字号 of a letter (§10.1).
    LetterNumber,
    /// 表题 above a table, 图题 below a picture.
    Caption,
    /// 拟稿、审核、签发, set as 版记 is (§7.4.2).
    SignOff,
}

impl StyleId {
    /// All styles, in the order a style list shows them.
    pub const ALL: [Self; 14] = [
        Self::Title,
        Self::Heading1,
        Self::Heading2,
        Self::Heading3,
        Self::Heading4,
        Self::Body,
        Self::Issuer,
        Self::Date,
        Self::Addressee,
        Self::AnnexLabel,
        Self::LetterMark,
        Self::LetterNumber,
        Self::Caption,
        Self::SignOff,
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
