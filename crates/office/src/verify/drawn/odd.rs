//! Something in a file that this program never writes: what it means to a viewer cannot be said.

use chengbao_base::text::Text;

/// Why it cannot be said what a page shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::verify) enum Odd {
    /// An entry of an object.
    Entry {
        /// The object, if it has a number.
        object: Option<u32>,
        /// The key, or keys with `/` between.
        key: String,
    },
    /// A line of a page's content.
    Content {
        /// The page, from 1; 0 until it is known.
        page: usize,
        /// The line.
        line: String,
    },
    /// More than any report has.
    Much,
}

/// How much of a line is shown.
const MAX_SHOWN: usize = 40;

impl Odd {
    /// An entry of an object.
    pub(in crate::verify) fn entry(object: Option<u32>, key: &str) -> Self {
        Self::Entry {
            object,
            key: key.to_owned(),
        }
    }

    /// A line of content.
    pub(super) fn line(line: &[u8]) -> Self {
        let line = line.get(..MAX_SHOWN).unwrap_or(line);
        let plain = |byte: &u8| match byte {
            b' '..=b'~' => char::from(*byte),
            _ => '\u{FFFD}',
        };
        Self::Content {
            page: 0,
            line: line.iter().map(plain).collect(),
        }
    }

    /// The same on a page, from 1.
    pub(super) fn on(self, number: usize) -> Self {
        match self {
            Self::Content { line, .. } => Self::Content { page: number, line },
            other => other,
        }
    }

    /// The message.
    pub(in crate::verify) fn text(&self) -> Text {
        match self {
            Self::Entry { object, key } => {
                let (zh, en) = match object {
                    Some(number) => (format!("对象 {number} 的"), format!("object {number}, ")),
                    None => (String::new(), String::new()),
                };
                Text::new(
                    format!("{zh} /{key} 不是本程序的写法"),
                    format!("{en}/{key}: this program never writes it so"),
                )
            }
            Self::Content { page, line } => Text::new(
                format!("第 {page} 页的内容有本程序不用的写法“{line}”"),
                format!("page {page} has content that this program never writes: `{line}`"),
            ),
            Self::Much => Text::new(
                "内容过多，不像年度报告",
                "more content than any annual report has",
            ),
        }
    }
}
