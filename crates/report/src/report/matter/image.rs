//! Lines that are a picture: `![说明](文件.png)`.

use super::error::{MatterErrorKind, PathError};
use super::trimmed;
use crate::report::Placed;
use crate::source::{Source, Span};

/// A picture a narrative refers to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MatterImage<'a> {
    /// The whole line.
    pub line: &'a Placed<String>,
    /// Its description, as written; a part of the line, never empty.
    alt: &'a str,
    /// Its path from the report's folder, separated by `/`; never outside that folder.
    pub path: &'a str,
}

impl<'a> MatterImage<'a> {
    /// Its description.
    #[must_use]
    pub fn alt(&self) -> String {
        self.alt.replace("\\[", "[").replace("\\]", "]")
    }

    /// The description as written in the line.
    #[must_use]
    pub const fn raw_alt(&self) -> &'a str {
        self.alt
    }

    /// Where the description is; the whole line if it is not in the file letter by letter.
    #[must_use]
    pub fn alt_place(&self, source: &Source) -> Span {
        // Only spaces are between `![` and the description.
        let inner = self.line.value.strip_prefix("![").unwrap_or_default();
        let start = 2 + inner.find(self.alt).unwrap_or_default();
        self.line.piece(source, start, self.alt)
    }

    /// The file's name without its folders.
    #[must_use]
    pub fn file_name(&self) -> &'a str {
        self.path.rsplit('/').next().unwrap_or(self.path)
    }
}

/// The picture of a line, or `None` if it is text.
pub(super) fn read(line: &Placed<String>) -> Result<Option<MatterImage<'_>>, MatterErrorKind> {
    if !is_in(&line.value) {
        return Ok(None);
    }
    let (alt, path) = parts(&line.value).ok_or(MatterErrorKind::NotAlone)?;
    if alt.is_empty() {
        return Err(MatterErrorKind::NoAlt);
    }
    match fault(path) {
        Some(fault) => Err(MatterErrorKind::Path(fault)),
        None => Ok(Some(MatterImage { line, alt, path })),
    }
}

/// Whether a picture seems to be meant somewhere in the text, including full-width marks.
pub(super) fn is_in(text: &str) -> bool {
    const OPENS: [&str; 5] = ["![", "！[", "！［", "！【", "!【"];
    const LINKS: [&str; 6] = ["](", "]（", "］（", "】（", "］(", "】("];
    let mut opens = OPENS.iter().filter_map(|open| text.split_once(open));
    opens.any(|(_, after)| LINKS.iter().any(|link| after.contains(link)))
}

/// Description and path of a line that is a picture from end to end.
fn parts(line: &str) -> Option<(&str, &str)> {
    let inner = line.strip_prefix("![")?;
    let close = inner
        .match_indices("](")
        .find(|(at, _)| {
            !inner
                .get(..*at)
                .is_some_and(|before| before.ends_with('\\'))
        })?
        .0;
    let (alt, link) = inner.split_at_checked(close)?;
    let path = link.strip_prefix("](")?.strip_suffix(')')?;
    // If the bracket closes before the end of the line, text follows it.
    let mut depth = 1_i32;
    for c in path.chars() {
        depth += match c {
            '(' => 1,
            ')' => -1,
            _ => 0,
        };
        if depth == 0 {
            return None;
        }
    }
    let path = path.trim();
    let path = path
        .strip_prefix('<')
        .and_then(|path| path.strip_suffix('>'))
        .unwrap_or(path);
    (!is_in(alt)).then_some((trimmed(alt), path))
}

/// What is not allowed in a path.
fn fault(path: &str) -> Option<PathError> {
    let scheme = path.split_once(':').map_or("", |(scheme, _)| scheme);
    let is_word = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c));
    let odd = |c: char| c.is_control() || "\\:\"<>|?*".contains(c);
    if path.is_empty() || path.ends_with('/') {
        Some(PathError::Empty)
    } else if path.starts_with(['/', '\\']) || (is_word && scheme.len() == 1) {
        Some(PathError::Absolute)
    } else if is_word || path.to_ascii_lowercase().starts_with("www.") {
        Some(PathError::Url)
    } else if path.split(['/', '\\']).any(|step| step == "..") {
        Some(PathError::Upward)
    } else if path.contains(odd) {
        Some(PathError::Characters)
    } else {
        None
    }
}
