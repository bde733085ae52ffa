//! Why a file can be read in more than one way, in words.

use crate::text::Text;

/// Why a file can be read in more than one way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Doubt {
    /// What is doubtful.
    pub kind: DoubtKind,
    /// The object, if it is one.
    pub object: Option<u32>,
    /// Where, in bytes.
    pub at: usize,
}

/// What is doubtful.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DoubtKind {
    /// Bytes that belong to nothing.
    Bytes,
    /// Cross-references of a kind that readers take differently: hybrid, twice, out of order.
    Rows,
    /// An object that is not where the cross-references say.
    Place,
    /// An object that was removed.
    Freed,
    /// An object that cannot be read, or is written as this program never writes.
    Spelling,
    /// A stream of a kind that this program never writes.
    Stream,
    /// An object stream with more or other objects than the cross-references say.
    Pack,
    /// A trailer with something that this program never writes.
    Trailer,
    /// An end that does not belong to the cross-references before it.
    End,
}

impl Doubt {
    /// The message.
    #[must_use]
    pub fn text(&self) -> Text {
        let (zh, en) = match self.kind {
            DoubtKind::Bytes => ("有不属于任何对象的内容", "bytes that belong to no object"),
            DoubtKind::Rows => (
                "交叉引用有不止一种读法",
                "cross-references that can be read in more than one way",
            ),
            DoubtKind::Place => (
                "对象不在交叉引用所指的位置",
                "an object that is not where the cross-references say",
            ),
            DoubtKind::Freed => ("有已删除的对象", "an object that was removed"),
            DoubtKind::Spelling => (
                "对象无法读取，或不是本程序的写法",
                "an object that cannot be read or is not written as this program writes",
            ),
            DoubtKind::Stream => (
                "数据流不是本程序的写法",
                "a stream of a kind that this program never writes",
            ),
            DoubtKind::Pack => (
                "对象流与交叉引用不符",
                "an object stream that does not match the cross-references",
            ),
            DoubtKind::Trailer => ("文件尾有其他项目", "an unknown entry in the trailer"),
            DoubtKind::End => (
                "文件结尾与交叉引用不符",
                "an end that does not match the cross-references",
            ),
        };
        let at = self.at;
        match self.object {
            Some(number) => Text::new(
                format!("{zh}（对象 {number}，字节 {at}）"),
                format!("{en} (object {number}, byte {at})"),
            ),
            None => Text::new(format!("{zh}（字节 {at}）"), format!("{en} (byte {at})")),
        }
    }
}
