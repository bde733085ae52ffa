//! Blocks of running text and the document's properties.

use std::sync::Arc;

use super::Table;
use chengbao_base::picture::Picture;
use chengbao_base::style::StyleId;

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

/// One line of the sign-off: 签发：李四 2025年1月20日.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignOffLine {
    /// What the person did, as the form's policy names it: 签发.
    pub role: String,
    /// The name.
    pub name: String,
    /// The post.
    pub post: Option<String>,
    /// The day as it is printed: `2025年1月20日`.
    pub date: String,
}

impl SignOffLine {
    /// A name wider than this, in characters, has no column of its own where it is set: its post runs
    /// on.
    pub(crate) const MAX_NAME_WIDTH: f32 = 8.0;
    /// What is clear between name and post, and before the day, in characters.
    pub(crate) const GAP: f32 = 1.0;

    /// What is printed: `拟稿：`, the name, `（科员）` or nothing, the day.
    #[must_use]
    pub fn printed(&self) -> [String; 4] {
        let post = self.post.as_ref().filter(|post| !post.is_empty());
        [
            format!("{}：", self.role),
            self.name.clone(),
            post.map(|post| format!("（{post}）")).unwrap_or_default(),
            self.date.clone(),
        ]
    }
}
