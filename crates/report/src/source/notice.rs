//! What is accepted in a file but should better not be there.

use super::Span;
use chengbao_base::text::{Bilingual, Text};

/// Something that is read without loss but still reported.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Notice {
    /// The file began with a byte order mark. [`Source::text`](super::Source::text) is without
    /// it, so that writing the text back fixes this.
    ByteOrderMark,
    /// Lines end with CR or CRLF.
    CarriageReturns {
        /// The first CR.
        place: Span,
    },
}

impl Notice {
    /// Where it is; a byte order mark is before the first character.
    #[must_use]
    pub fn place(&self) -> Span {
        match self {
            Self::ByteOrderMark => Span {
                start: 0,
                end: 0,
                line: 1,
                column: 1,
            },
            Self::CarriageReturns { place } => *place,
        }
    }
}

impl Bilingual for Notice {
    /// What it is and what to do about it.
    fn text(&self) -> Text {
        match self {
            Self::ByteOrderMark => Text::new(
                "文件开头有字节顺序标记（BOM），不影响内容，可以不管；要去掉，保存时编码选“UTF-8”，不选“带有 BOM 的 UTF-8”。",
                "The file begins with a byte order mark, which does not affect the content; to remove it, save as “UTF-8” instead of “UTF-8 with BOM”.",
            ),
            Self::CarriageReturns { .. } => Text::new(
                "换行方式是 Windows 的（CRLF 或 CR），不影响内容，可以不管。",
                "Lines end with CRLF or CR; this does not affect the content and can be ignored.",
            ),
        }
    }
}
