//! Which characters act on a terminal or on its reader instead of being seen, and how they are written so that they
//! are seen: `<U+202E>`. It never decides where a text is cut or shown.

use std::borrow::Cow;
use std::io::{self, Write};

/// Whether a character must not reach a terminal as it is: it moves the cursor, breaks the line, turns the order of its
/// neighbours round, or cannot be seen. Characters for private use are among them: no two fonts show the same.
#[must_use]
pub const fn is_hidden(c: char) -> bool {
    matches!(
        c,
        // C0 and C1 controls, DEL (ECMA-48).
        '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}'
        // Line and paragraph separator; marks, embeddings, overrides and isolates of the bidirectional algorithm (UAX #9).
        | '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
        // Without width, or blank although a letter.
        | '\u{ad}' | '\u{34f}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
        | '\u{200b}'..='\u{200d}' | '\u{2060}'..='\u{2065}' | '\u{206a}'..='\u{206f}' | '\u{3164}' | '\u{ffa0}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{fff0}'..='\u{fffb}'
        // Tags and further selectors; private use; noncharacters.
        | '\u{e0000}'..='\u{e0fff}' | '\u{e000}'..='\u{f8ff}' | '\u{f0000}'.. | '\u{fdd0}'..='\u{fdef}'
    ) || c as u32 & 0xfffe == 0xfffe
}

/// A text on one line: a line break is `⏎`, any other hidden character `<U+202E>`.
#[must_use]
pub fn one_line(text: &str) -> Cow<'_, str> {
    replaced(text, |c| match c {
        '\n' => Some("⏎".to_owned()),
        c => is_hidden(c).then(|| format!("<U+{:04X}>", u32::from(c))),
    })
}

/// A text of several lines: line breaks stay, and nothing else that is hidden.
#[must_use]
pub fn lines(text: &str) -> Cow<'_, str> {
    let is_written = |c| is_hidden(c) && c != '\n';
    replaced(text, |c| {
        is_written(c).then(|| format!("<U+{:04X}>", u32::from(c)))
    })
}

/// JSON with the same values, in which every hidden character is an escape (RFC 8259 §7). Line breaks stay: they are
/// only between values.
#[must_use]
pub fn json(text: &str) -> Cow<'_, str> {
    let is_written = |c| is_hidden(c) && c != '\n';
    replaced(text, |c| {
        is_written(c).then(|| {
            let mut units = [0; 2];
            let units = c.encode_utf16(&mut units);
            units.iter().map(|unit| format!("\\u{unit:04x}")).collect()
        })
    })
}

/// A text on one line of about as many characters: of a longer one its beginning, `…` and how many of its own characters
/// are left out.
#[must_use]
pub fn beginning(text: &str, most: usize) -> Cow<'_, str> {
    let line = one_line(text);
    if line.chars().nth(most).is_none() {
        return line;
    }
    let (mut shown, mut length, mut rest) = (String::new(), 0, text.chars());
    while length < most {
        let Some(c) = rest.next() else { break };
        let mut bytes = [0; 4];
        let seen = one_line(c.encode_utf8(&mut bytes)).into_owned();
        length += seen.chars().count();
        shown.push_str(&seen);
    }
    format!("{shown}…(+{})", rest.count()).into()
}

fn replaced(text: &str, written: impl Fn(char) -> Option<String>) -> Cow<'_, str> {
    if !text.chars().any(is_hidden) {
        return text.into();
    }
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match written(c) {
            Some(escape) => out.push_str(&escape),
            None => out.push(c),
        }
    }
    out.into()
}

/// A writer of whole lines of JSON, such as those of a log: what they hold acts on no terminal.
#[derive(Debug)]
pub struct JsonLines<W>(pub W);

impl<W: Write> Write for JsonLines<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let text = String::from_utf8_lossy(bytes);
        self.0.write_all(json(&text).as_bytes())?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_acts_instead_of_being_seen_is_written_out() {
        for (text, shown) in [
            ("示例市", "示例市"),
            ("甲\n乙\r", "甲⏎乙<U+000D>"),
            ("\x1b[1A\x1b[2K", "<U+001B>[1A<U+001B>[2K"),
            ("\u{9b}8m\u{7f}\0", "<U+009B>8m<U+007F><U+0000>"),
            ("9\u{202e}21\u{2069}", "9<U+202E>21<U+2069>"),
            (
                "a\u{2028}b\u{200b}c\u{e0041}",
                "a<U+2028>b<U+200B>c<U+E0041>",
            ),
            ("\u{e863}\u{ffff}", "<U+E863><U+FFFF>"),
        ] {
            assert_eq!(one_line(text), shown);
        }
        assert_eq!(lines("甲\n\u{202e}"), "甲\n<U+202E>");
    }

    #[test]
    fn json_keeps_its_values() {
        let written = json("{\n  \"甲\u{202e}\": \"\u{9b}\u{7f}\\n\u{e0041}\"\n}\n");
        assert_eq!(
            written,
            "{\n  \"甲\\u202e\": \"\\u009b\\u007f\\n\\udb40\\udc41\"\n}\n"
        );
    }

    #[test]
    fn of_a_long_text_the_beginning_is_shown_and_how_long_the_rest_is() {
        assert_eq!(beginning("一二三", 3), "一二三");
        assert_eq!(beginning("一二三四五", 3), "一二三…(+2)");
        assert_eq!(beginning(&"\x1b".repeat(9), 10), "<U+001B><U+001B>…(+7)");
    }

    #[test]
    fn a_log_acts_on_no_terminal() {
        let mut log = JsonLines(Vec::new());
        log.write_all("{\"a\":\"\u{9b}2J\u{202e}\"}\n".as_bytes())
            .unwrap();
        assert_eq!(log.0, b"{\"a\":\"\\u009b2J\\u202e\"}\n");
    }
}
