//! A guard ahead of the parser. Where a `[` or `{` might begin a key, the parser reads every
//! token up to its end before it yields anything: 4 MiB of commas take it 430 MB and half a
//! second. The guard reads such brackets first, by the parser's own rules for words, and stops
//! what would exceed the bounds. It finds no other faults and builds nothing.

use super::bounds::{MAX_DEPTH, MAX_NODES};

/// The most tokens that [`MAX_NODES`] values in brackets need: `{}`, and a comma.
const MAX_TOKENS: usize = 3 * MAX_NODES;

/// Which bound the brackets exceed, and the offset where they do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Excess {
    Depth(usize),
    Nodes(usize),
}

/// How far ahead is known to be within bounds.
#[derive(Debug)]
pub(super) struct Watch<'t> {
    text: &'t [u8],
    safe: usize,
}

impl<'t> Watch<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        let text = text.as_bytes();
        Self { text, safe: 0 }
    }

    /// Reads on from the end of a value outside brackets, with `depth` collections around it,
    /// as far as the parser may before it yields the next one.
    pub(super) fn ahead(&mut self, from: usize, depth: usize) -> Result<(), Excess> {
        if from < self.safe {
            return Ok(());
        }
        let mut words = Words::new(self.text, from, depth);
        while words.gap() {}
        self.safe = words.at.max(from + 1);
        words.excess.map_or(Ok(()), Err)
    }
}

/// A reader of the words outside values, or inside brackets.
struct Words<'t> {
    text: &'t [u8],
    at: usize,
    depth: usize,
    nodes: usize,
    tokens: usize,
    excess: Option<Excess>,
}

impl<'t> Words<'t> {
    fn new(text: &'t [u8], at: usize, depth: usize) -> Self {
        let (nodes, tokens, excess) = (0, 0, None);
        Self {
            text,
            at,
            depth,
            nodes,
            tokens,
            excess,
        }
    }

    fn peek(&self, ahead: usize) -> Option<u8> {
        self.text.get(self.at + ahead).copied()
    }

    /// Skips one word outside brackets, or whole brackets. False at a value, at the
    /// end, and at an excess.
    fn gap(&mut self) -> bool {
        self.skip_blanks();
        match self.peek(0) {
            Some(b'[' | b'{') => return self.brackets(),
            Some(b'-' | b'?' | b':') if self.peek(1).is_none_or(is_blank) => self.at += 1,
            Some(b'&' | b'*' | b'!') => self.skip_name(),
            Some(_) if self.at_marker() => self.at += 3,
            Some(b'%') if self.at_line_start() => self.skip_line(),
            _ => return false,
        }
        true
    }

    /// Skips brackets and everything in them. False at the end and at an excess.
    fn brackets(&mut self) -> bool {
        let outside = self.depth;
        // After a quoted key or a closing bracket `:` needs no space (YAML 1.2.2 §7.4.2).
        let mut adjacent = false;
        loop {
            self.skip_blanks();
            let Some(byte) = self.peek(0) else {
                return false;
            };
            let mut is_node = true;
            let was_adjacent = std::mem::take(&mut adjacent);
            match byte {
                b'[' | b'{' => {
                    self.at += 1;
                    self.depth += 1;
                }
                b']' | b'}' => {
                    self.at += 1;
                    self.depth -= 1;
                    (is_node, adjacent) = (false, true);
                }
                b',' => {
                    self.at += 1;
                    is_node = false;
                }
                b':' if was_adjacent
                    || self.peek(1).is_none_or(|it| is_blank(it) || is_flow(it)) =>
                {
                    self.at += 1;
                    is_node = false;
                }
                b'?' if self.peek(1).is_none_or(is_blank) => {
                    self.at += 1;
                    is_node = false;
                }
                b'"' | b'\'' => {
                    self.skip_quoted(byte);
                    adjacent = true;
                }
                b'*' | b'&' | b'!' => {
                    self.skip_name();
                    is_node = byte == b'*';
                }
                b'%' if self.at_line_start() => {
                    self.skip_line();
                    is_node = false;
                }
                _ if self.at_marker() => {
                    self.at += 3;
                    is_node = false;
                }
                _ => self.skip_plain(),
            }
            self.tokens += 1;
            self.nodes += usize::from(is_node);
            if self.depth > MAX_DEPTH {
                self.excess = Some(Excess::Depth(self.at - 1));
            } else if self.nodes > MAX_NODES || self.tokens > MAX_TOKENS {
                self.excess = Some(Excess::Nodes(self.at - 1));
            }
            if self.excess.is_some() || self.depth == outside {
                return self.excess.is_none();
            }
        }
    }

    fn rest(&self) -> &'t [u8] {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn skip_while(&mut self, is_in: impl Fn(u8) -> bool) {
        let rest = self.rest();
        self.at += rest.iter().position(|it| !is_in(*it)).unwrap_or(rest.len());
    }

    fn skip_line(&mut self) {
        self.skip_while(|it| !is_break(it));
    }

    fn skip_blanks(&mut self) {
        self.skip_while(is_blank);
        while self.peek(0) == Some(b'#') {
            self.skip_line();
            self.skip_while(is_blank);
        }
    }

    /// Skips an anchor, an alias or a tag.
    fn skip_name(&mut self) {
        self.at += 1;
        self.skip_while(|it| !is_blank(it) && !is_flow(it));
    }

    fn skip_quoted(&mut self, quote: u8) {
        self.at += 1;
        while let Some(byte) = self.peek(0) {
            let escapes = match quote {
                b'"' => byte == b'\\',
                _ => byte == quote && self.peek(1) == Some(quote),
            };
            self.at += if escapes { 2 } else { 1 };
            if byte == quote && !escapes {
                return;
            }
        }
    }

    /// Skips a plain scalar inside brackets; it may contain spaces and span lines.
    fn skip_plain(&mut self) {
        self.at += 1;
        while let Some(byte) = self.peek(0) {
            let next = self.peek(1);
            if is_flow(byte) || (byte == b':' && next.is_none_or(|it| is_blank(it) || is_flow(it)))
            {
                return;
            }
            if is_blank(byte) {
                self.skip_while(is_blank);
                if self.peek(0) == Some(b'#') || self.at_marker() {
                    return;
                }
            } else {
                self.at += 1;
            }
        }
    }

    fn at_line_start(&self) -> bool {
        self.at == 0 || self.text.get(self.at - 1).copied().is_some_and(is_break)
    }

    /// Whether `---` or `...` is here.
    fn at_marker(&self) -> bool {
        let marks = self.rest().get(..3);
        self.at_line_start()
            && (marks == Some(b"---") || marks == Some(b"..."))
            && self.peek(3).is_none_or(is_blank)
    }
}

fn is_break(byte: u8) -> bool {
    matches!(byte, b'\n' | b'\r')
}

fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t') || is_break(byte)
}

fn is_flow(byte: u8) -> bool {
    matches!(byte, b',' | b'[' | b']' | b'{' | b'}')
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;
    use proptest::sample::select;

    use super::*;

    fn check(text: &str, expected: Result<(), Excess>) {
        let shown: String = text.chars().take(20).collect();
        assert_eq!(Watch::new(text).ahead(0, 0), expected, "{shown}");
    }

    #[test]
    fn brackets_beyond_the_bounds_are_stopped() {
        check(&"[".repeat(100_000), Err(Excess::Depth(MAX_DEPTH)));
        check(
            &format!("[{}", ",".repeat(1 << 20)),
            Err(Excess::Nodes(MAX_TOKENS)),
        );
        check(
            &format!("[{}", "a,".repeat(1 << 20)),
            Err(Excess::Nodes(2 * MAX_NODES - 1)),
        );
        check(
            &format!("[a] &b *c !d [{}", ",".repeat(1 << 20)),
            Err(Excess::Nodes(MAX_TOKENS + 10)),
        );
    }

    #[test]
    fn brackets_within_the_bounds_pass() {
        let deep = "[".repeat(MAX_DEPTH) + &"]".repeat(MAX_DEPTH);
        check(&deep, Ok(()));
        check(&format!("[{}]", "{},".repeat(MAX_NODES - 1)), Ok(()));
    }

    #[test]
    fn text_outside_brackets_may_hold_any_number_of_them() {
        check(&format!("a {}", "[".repeat(100_000)), Ok(()));
        check(&format!("[\"{}\"]", "[".repeat(100_000)), Ok(()));
        check(&format!("['{}']", "['',".repeat(100_000)), Ok(()));
        check(&format!("[] # {}", "[".repeat(100_000)), Ok(()));
        check(&format!("{{\"a\":\"{}\"}}", "[".repeat(100_000)), Ok(()));
    }

    /// What the reader takes as the brackets at the start of the text.
    fn brackets(text: &str) -> &str {
        let mut words = Words::new(text.as_bytes(), 0, 0);
        words.brackets();
        text.get(..words.at).unwrap()
    }

    #[test]
    fn brackets_end_where_the_parser_ends_them() {
        for text in [
            "[a \"b, c']",
            "[a#b]",
            "[a #]\n]",
            "{\"a\":\"}\", 'b': '}'}",
            "[a:b, c: [d], ? e]",
            "[\"a\\\"]\"]",
            "['a''],b']",
            "{a: b,\n--- : c}",
        ] {
            assert_eq!(brackets(&format!("{text} [x]")), text);
        }
    }

    const PIECES: &[&str] = &[
        "[", "]", "{", "}", "[", "]", "{", "}", ",", ", ", ":", ": ", "? ", "-", "'", "\"", "\\",
        "#", " #", "\n", " ", "a", "b", "\t", "甲", "&a ", "*a", "|", "%", "\n---\n", "''",
    ];

    proptest! {
        /// Otherwise more could be hidden behind an end that only the guard sees.
        #[test]
        fn brackets_end_with_the_parsers_sequence(pieces in vec(select(PIECES), 0..20)) {
            let text = format!("[{}]", pieces.concat());
            if let Ok(source) = crate::source::Source::parse("a.yaml", text.as_bytes()) {
                prop_assert_eq!(brackets(&text), source.slice(source.root.place));
            }
        }
    }
}
