//! Why a file cannot be read as YAML data. One variant for each mistake a user can fix; the
//! messages are in `messages`.

use std::io;

use super::{FileKind, Span, SyntaxError};
use chengbao_base::files::{FileError, Special};
use chengbao_base::text::Bilingual as _;

/// Why a file cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.text().en)]
pub enum SourceError {
    /// The path is a directory.
    Directory {
        /// The path as the user gave it.
        name: String,
    },
    /// The file does not exist.
    NotFound {
        /// The path as the user gave it.
        name: String,
    },
    /// The user has no permission to read the file.
    PermissionDenied {
        /// The path as the user gave it.
        name: String,
    },
    /// The system cannot read the file for another reason.
    Unreadable {
        /// The path as the user gave it.
        name: String,
        /// The system's message.
        detail: String,
    },
    /// Not a file: a pipe, a device, a socket.
    Special {
        /// The path as the user gave it.
        name: String,
        /// What it is.
        special: Special,
    },
    /// A link that leads out of the folder in which another file named it.
    Outside {
        /// The path of the link.
        name: String,
    },
    /// No bytes, or only spaces and comments.
    Empty,
    /// More than [`MAX_TEXT`](super::MAX_TEXT) bytes.
    TooLong {
        /// The number of bytes.
        bytes: u64,
    },
    /// Not text but another kind of file.
    Foreign {
        /// The kind.
        kind: FileKind,
    },
    /// A NUL, or many control characters: not text, and not a known kind of file.
    Binary {
        /// The first such byte.
        place: Span,
    },
    /// Encoded as UTF-16.
    Utf16,
    /// Encoded as GBK or GB 18030.
    Gbk {
        /// The first character outside ASCII.
        place: Span,
    },
    /// Neither UTF-8 nor another known encoding, or damaged UTF-8.
    NotUtf8 {
        /// The first bad byte; the offset is into the bytes of the file without its BOM.
        place: Span,
    },
    /// Nested deeper than [`MAX_DEPTH`](super::MAX_DEPTH).
    TooDeep {
        /// The first collection too deep.
        place: Span,
    },
    /// More than [`MAX_NODES`](super::MAX_NODES) values.
    TooManyNodes {
        /// The first value too many.
        place: Span,
    },
    /// More than [`MAX_ANCHORS`](super::MAX_ANCHORS) anchors.
    TooManyAnchors {
        /// The value of the first anchor too many.
        place: Span,
    },
    /// With its aliases expanded, the file would exceed a bound.
    AliasesTooLarge {
        /// The alias that exceeds it.
        place: Span,
    },
    /// A tab where YAML has spaces.
    Tab {
        /// The tab.
        place: Span,
    },
    /// A key that its mapping already has.
    DuplicateKey {
        /// The second of the two.
        place: Span,
        /// The key.
        key: String,
        /// Line of the first.
        first_line: u32,
    },
    /// A second document.
    SecondDocument {
        /// Its `---`.
        place: Span,
    },
    /// An alias to an anchor that does not occur before it.
    UnknownAnchor {
        /// The alias.
        place: Span,
        /// The name of the anchor.
        name: String,
    },
    /// An alias inside the value it stands for.
    AliasToItself {
        /// The alias.
        place: Span,
    },
    /// A tag.
    Tag {
        /// The tag.
        place: Span,
        /// The tag as written.
        tag: String,
    },
    /// The key `<<`.
    MergeKey {
        /// The key.
        place: Span,
    },
    /// A sequence, a mapping or an alias as a key.
    ComplexKey {
        /// The key.
        place: Span,
    },
    /// A value without a key before its `:`.
    EmptyKey {
        /// Where the key should be.
        place: Span,
    },
    /// A byte order mark that is not at the start of the file.
    StrayByteOrderMark {
        /// The mark.
        place: Span,
    },
    /// Not YAML for another reason.
    Syntax {
        /// The reason, as far as it can be determined.
        fault: SyntaxError,
        /// What is wrong, or where it becomes apparent.
        place: Span,
        /// The parser's message.
        detail: String,
    },
}

impl SourceError {
    /// Where in the text it is, if it is in the text.
    #[must_use]
    pub fn place(&self) -> Option<Span> {
        match self {
            Self::Directory { .. }
            | Self::NotFound { .. }
            | Self::PermissionDenied { .. }
            | Self::Unreadable { .. }
            | Self::Special { .. }
            | Self::Outside { .. }
            | Self::Empty
            | Self::TooLong { .. }
            | Self::Foreign { .. }
            | Self::Utf16 => None,
            Self::Binary { place }
            | Self::Gbk { place }
            | Self::NotUtf8 { place }
            | Self::TooDeep { place }
            | Self::TooManyNodes { place }
            | Self::TooManyAnchors { place }
            | Self::AliasesTooLarge { place }
            | Self::Tab { place }
            | Self::DuplicateKey { place, .. }
            | Self::SecondDocument { place }
            | Self::UnknownAnchor { place, .. }
            | Self::AliasToItself { place }
            | Self::Tag { place, .. }
            | Self::MergeKey { place }
            | Self::ComplexKey { place }
            | Self::EmptyKey { place }
            | Self::StrayByteOrderMark { place }
            | Self::Syntax { place, .. } => Some(*place),
        }
    }
}

/// Explains why a file is not opened.
#[must_use]
pub fn file_error(name: &str, error: &FileError) -> SourceError {
    let owned = || name.to_owned();
    match error {
        FileError::System(error) => io_error(name, error, false),
        FileError::Special(Special::Folder) => SourceError::Directory { name: owned() },
        FileError::Special(special) => SourceError::Special {
            name: owned(),
            special: *special,
        },
        FileError::Outside => SourceError::Outside { name: owned() },
    }
}

/// Explains why a file could not be opened or read. `is_directory` is what the caller
/// knows about the path, since systems differ in how reading a directory fails.
#[must_use]
pub fn io_error(name: &str, error: &io::Error, is_directory: bool) -> SourceError {
    let name = name.to_owned();
    match error.kind() {
        _ if is_directory => SourceError::Directory { name },
        io::ErrorKind::IsADirectory => SourceError::Directory { name },
        io::ErrorKind::NotFound => SourceError::NotFound { name },
        io::ErrorKind::PermissionDenied => SourceError::PermissionDenied { name },
        _ => SourceError::Unreadable {
            name,
            detail: error.to_string(),
        },
    }
}
