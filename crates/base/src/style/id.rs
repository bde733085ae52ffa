//! The names of styles. It knows no look: that is [`super::Typography`].

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
