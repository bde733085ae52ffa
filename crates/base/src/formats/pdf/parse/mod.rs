//! Reads the bytes of a PDF from a position on: blanks, comments, keywords and numbers here, strings and names in
//! `scalars`, values of all kinds in `values`, values that are passed over in `scan`. Unreadable input gives nothing; nothing is repaired.

mod scalars;
mod scan;
mod values;

use std::ops::Range;

pub use values::value_at;

/// Reads from a position and moves it on; unreadable input gives `None`.
#[derive(Debug)]
pub(super) struct Parser<'a> {
    bytes: &'a [u8],
    at: usize,
    values: usize,
    /// Whether a comment was skipped.
    commented: bool,
    /// What the values read so far look like as this program writes them, if that is asked for.
    echo: Option<Vec<u8>>,
}

/// White space (§7.2.2).
pub(super) const fn is_space(byte: u8) -> bool {
    matches!(byte, 0 | b'\t' | b'\n' | 0x0c | b'\r' | b' ')
}

const fn is_delimiter(byte: u8) -> bool {
    matches!(
        byte,
        b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%'
    )
}

const fn is_regular(byte: u8) -> bool {
    !is_space(byte) && !is_delimiter(byte)
}

impl<'a> Parser<'a> {
    pub(super) const fn new(bytes: &'a [u8], at: usize) -> Self {
        Self {
            bytes,
            at,
            values: 0,
            commented: false,
            echo: None,
        }
    }

    /// Whether it skipped a comment.
    pub(super) const fn commented(&self) -> bool {
        self.commented
    }

    /// The current position.
    pub(super) const fn at(&self) -> usize {
        self.at
    }

    /// How many values it has read.
    pub(super) const fn values(&self) -> usize {
        self.values
    }

    /// The bytes from a position to the current one.
    pub(super) fn since(&self, start: usize) -> &'a [u8] {
        self.bytes.get(start..self.at).unwrap_or_default()
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn next(&mut self) -> Option<u8> {
        let byte = self.peek()?;
        self.at += 1;
        Some(byte)
    }

    fn rest(&self) -> &'a [u8] {
        self.bytes.get(self.at..).unwrap_or_default()
    }

    /// White space and comments.
    pub(super) fn skip(&mut self) {
        while let Some(byte) = self.peek() {
            if byte == b'%' {
                self.commented = true;
                let rest = self.rest().iter();
                self.at += rest.take_while(|byte| !b"\r\n".contains(byte)).count();
            } else if is_space(byte) {
                self.at += 1;
            } else {
                break;
            }
        }
    }

    /// White space without comments, one byte at least.
    pub(super) fn blanks(&mut self) -> Option<()> {
        let blanks = self.rest().iter().take_while(|byte| is_space(**byte));
        let count = blanks.count();
        self.at += count;
        (count > 0).then_some(())
    }

    /// Expected bytes.
    pub(super) fn take(&mut self, expected: &[u8]) -> Option<()> {
        self.rest().starts_with(expected).then_some(())?;
        self.at += expected.len();
        Some(())
    }

    /// A number of arbitrary bytes.
    pub(super) fn leap(&mut self, length: usize) -> Option<Range<usize>> {
        let range = self.at..self.at.checked_add(length)?;
        self.bytes.get(range.clone())?;
        self.at = range.end;
        Some(range)
    }

    /// A keyword: it must not run on.
    pub(super) fn keyword(&mut self, word: &str) -> Option<()> {
        self.skip();
        let before = self.at;
        self.take(word.as_bytes())?;
        if self.peek().is_some_and(is_regular) {
            self.at = before;
            return None;
        }
        Some(())
    }

    /// An end of line (§7.2.2).
    pub(super) fn line_end(&mut self) -> Option<()> {
        self.take(b"\r\n").or_else(|| self.take(b"\n"))
    }

    /// A whole number that is not negative.
    pub(super) fn size(&mut self) -> Option<usize> {
        self.skip();
        self.digits()
    }

    /// The same, at the current position.
    pub(super) fn digits(&mut self) -> Option<usize> {
        let digits = self.rest().iter().take_while(|byte| byte.is_ascii_digit());
        let length = digits.count();
        let digits = self.rest().get(..length)?;
        let number = std::str::from_utf8(digits).ok()?.parse().ok()?;
        let after = self.rest().get(length).copied();
        if after.is_some_and(is_regular) {
            return None;
        }
        self.at += length;
        Some(number)
    }

    /// `12 0 obj`.
    pub(super) fn head(&mut self) -> Option<(u32, u16)> {
        let number = u32::try_from(self.size()?).ok()?;
        let generation = u16::try_from(self.size()?).ok()?;
        self.keyword("obj")?;
        Some((number, generation))
    }

    /// Whether the current position is where an object of that number begins, with nothing before it.
    pub(super) fn at_head(&mut self, number: u32) -> bool {
        self.peek().is_some_and(|byte| byte.is_ascii_digit()) && self.head() == Some((number, 0))
    }
}
