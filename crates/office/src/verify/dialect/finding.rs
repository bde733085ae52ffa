//! What is found in a file that its data do not make, in words.

use chengbao_base::text::Text;

/// One finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::verify) enum Finding {
    /// An entry with another value.
    Other(Entry),
    /// An entry that no document of this data has.
    Extra(Entry),
    /// A missing entry.
    Missing(Entry),
    /// An object that cannot be read.
    Unread(u32),
    /// An object that nothing leads to.
    Unreferenced(u32),
    /// More than is compared.
    Much,
}

/// Where an entry is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::verify) struct Entry {
    /// The object.
    pub(super) object: u32,
    /// Its kind, as its dictionary names it.
    pub(super) kind: String,
    /// The keys that lead to the entry within the object, with `/` between; empty for the object itself.
    pub(super) path: String,
}

impl Finding {
    /// Whether it is certain that the file is another one; otherwise it cannot be said.
    pub(in crate::verify) const fn is_certain(&self) -> bool {
        matches!(self, Self::Other(_) | Self::Extra(_) | Self::Missing(_))
    }

    /// The message.
    pub(in crate::verify) fn text(&self) -> Text {
        match self {
            Self::Other(entry) => entry.text("与数据不符", "does not match the data"),
            Self::Extra(entry) => entry.text("是多出的", "is extra"),
            Self::Missing(entry) => entry.text("缺少", "is missing"),
            Self::Unread(object) => Text::new(
                format!("对象 {object} 无法读取"),
                format!("object {object} cannot be read"),
            ),
            Self::Unreferenced(object) => Text::new(
                format!("对象 {object} 没有用处，本程序不会写入"),
                format!("object {object} is not used; this program writes no such object"),
            ),
            Self::Much => Text::new(
                "对象过多，已停止比对",
                "too many objects; comparing was stopped",
            ),
        }
    }
}

impl Entry {
    fn text(&self, zh: &str, en: &str) -> Text {
        let Self { object, kind, path } = self;
        let kind = if kind.is_empty() {
            String::new()
        } else {
            format!(" {kind}")
        };
        if path.is_empty() {
            return Text::new(
                format!("对象 {object}{kind} {zh}"),
                format!("object {object}{kind} {en}"),
            );
        }
        Text::new(
            format!("对象 {object}{kind} 的“{path}”{zh}"),
            format!("object {object}{kind}: `{path}` {en}"),
        )
    }
}
