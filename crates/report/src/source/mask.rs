//! Changes to what the parser is given, character for character, so that every place stays as it is: for
//! what YAML or JSON allow and the parser does not. It never changes what a report says.

use std::borrow::Cow;
use std::ops::Range;

use super::node::{Scalar, ScalarStyle};

/// The halves of characters beyond U+FFFF that JSON escapes one by one (RFC 8259 §7): `\ud870\uddd9`. The
/// parser refuses them, so it is given a character that does not otherwise occur for each.
#[derive(Debug)]
pub(super) struct Halves {
    /// Offsets of their backslashes, in order, and their code units.
    found: Vec<(usize, u16)>,
    /// A character that does not occur in the text.
    mark: char,
}

/// The length of `\ud870`.
pub(super) const ESCAPE: usize = 6;

impl Halves {
    /// The halves in a text; `None` if it has none, or every mark.
    pub(super) fn of(text: &str) -> Option<Self> {
        if !text.contains("\\u") {
            return None;
        }
        let bytes = text.as_bytes();
        let mut found = Vec::new();
        let mut at = 0;
        while let Some(&byte) = bytes.get(at) {
            let half = (byte == b'\\')
                .then(|| text.get(at..).and_then(half))
                .flatten();
            found.extend(half.map(|half| (at, half)));
            // What follows a backslash is escaped by it.
            at += if half.is_some() {
                ESCAPE
            } else {
                1 + usize::from(byte == b'\\')
            };
        }
        if found.is_empty() {
            return None;
        }
        let lower = text.to_ascii_lowercase();
        // Characters that no text contains (Unicode 16.0 §23.7), and no report either.
        let mark = ('\u{fdd0}'..='\u{fdef}').find(|mark| {
            let digits = format!("{:x}", u32::from(*mark));
            !lower.contains(*mark) && !lower.contains(&digits)
        })?;
        Some(Self { found, mark })
    }

    fn within(&self, range: &Range<usize>) -> &[(usize, u16)] {
        let from = self.found.partition_point(|(at, _)| *at < range.start);
        let to = self.found.partition_point(|(at, _)| *at < range.end);
        self.found.get(from..to).unwrap_or_default()
    }

    /// Puts the characters back into a scalar that is at this range of the text.
    ///
    /// # Errors
    /// The offset of a half whose other half is not next to it.
    pub(super) fn restore(
        &self,
        text: &str,
        scalar: &mut Scalar,
        range: &Range<usize>,
    ) -> Result<(), usize> {
        let found = self.within(range);
        if found.is_empty() {
            return Ok(());
        }
        let mut out = String::with_capacity(scalar.text.len());
        if scalar.style != ScalarStyle::DoubleQuoted {
            let mask = self.escaped();
            let mut pieces = scalar.text.split(mask.as_str());
            out.push_str(pieces.next().unwrap_or_default());
            for (piece, (at, _)) in pieces.zip(found) {
                out.push_str(text.get(*at..at + ESCAPE).unwrap_or_default());
                out.push_str(piece);
            }
            scalar.text = out;
            return Ok(());
        }
        let mut halves = found.iter();
        let mut characters = scalar.text.chars();
        while let Some(c) = characters.next() {
            if c != self.mark {
                out.push(c);
                continue;
            }
            let Some(&(at, first)) = halves.next() else {
                continue;
            };
            let is_pair = halves
                .as_slice()
                .first()
                .filter(|(next, _)| *next == at + ESCAPE);
            let pair = is_pair.map(|(_, second)| [first, *second]);
            let whole = pair.and_then(|pair| String::from_utf16(&pair).ok());
            out.push_str(&whole.ok_or(at)?);
            halves.next();
            characters.next();
        }
        scalar.text = out;
        Ok(())
    }

    fn escaped(&self) -> String {
        format!("\\u{:04x}", u32::from(self.mark))
    }
}

/// The code unit of an escaped half at the start of a text.
fn half(text: &str) -> Option<u16> {
    let digits = text.strip_prefix("\\u")?.get(..4)?;
    let is_hex = digits.bytes().all(|b| b.is_ascii_hexdigit());
    let unit = u16::from_str_radix(digits, 16).ok().filter(|_| is_hex)?;
    (0xd800..=0xdfff).contains(&unit).then_some(unit)
}

/// Offsets of the tabs after a colon, which YAML allows there (1.2.2 §6.2) and the parser does not before a
/// letter or digit.
pub(super) fn tabs(text: &str) -> Vec<usize> {
    let mut found = Vec::new();
    let mut is_after_colon = false;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b':' => is_after_colon = true,
            b'\t' if is_after_colon => found.push(at),
            b' ' | b'\t' => {}
            _ => is_after_colon = false,
        }
    }
    found
}

/// The tabs of a list that are not in a text in quotes or in a block, where they are part of it. The ranges are in
/// the order of the text.
pub(super) fn outside(tabs: &[usize], texts: &[Range<usize>]) -> Vec<usize> {
    let is_outside = |tab: &&usize| {
        let before = texts.partition_point(|range| range.start <= **tab);
        let last = before.checked_sub(1).and_then(|at| texts.get(at));
        last.is_none_or(|range| range.end <= **tab)
    };
    tabs.iter().filter(is_outside).copied().collect()
}

/// The text as the parser is given it: with a mark for each half, and with blanks for these tabs.
pub(super) fn masked<'t>(text: &'t str, halves: Option<&Halves>, tabs: &[usize]) -> Cow<'t, str> {
    let escaped = halves.map(Halves::escaped).unwrap_or_default();
    let found = halves
        .map(|halves| halves.found.as_slice())
        .unwrap_or_default();
    let mut changes: Vec<(usize, &str)> = found
        .iter()
        .map(|(at, _)| (*at, escaped.as_str()))
        .collect();
    changes.extend(tabs.iter().map(|tab| (*tab, " ")));
    if changes.is_empty() {
        return Cow::Borrowed(text);
    }
    changes.sort_unstable();
    let (mut out, mut from) = (String::with_capacity(text.len()), 0);
    for (at, change) in changes {
        out.push_str(text.get(from..at).unwrap_or_default());
        out.push_str(change);
        from = at + change.len();
    }
    out.push_str(text.get(from..).unwrap_or_default());
    Cow::Owned(out)
}
