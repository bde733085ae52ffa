//! Bytes → values, within limits: depth, number of values.

use std::ops::Range;

use super::{Dictionary, Value, tokens, write};

/// Deepest nesting.
const DEPTH: usize = 64;
/// Maximum values in one object.
const VALUES: usize = 1_000_000;

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

fn digit(byte: u8) -> Option<u8> {
    let digit = char::from(byte).to_digit(16)?;
    u8::try_from(digit).ok()
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

    /// A value that stands here exactly as this program writes it.
    pub(super) fn exact(&mut self) -> Option<Value> {
        let start = self.at;
        self.echo = Some(Vec::new());
        let value = self.value();
        let echo = self.echo.take()?;
        let value = value?;
        (self.bytes.get(start..self.at)? == echo).then_some(value)
    }

    fn echo(&mut self, write: impl FnOnce(&mut Vec<u8>)) {
        if let Some(echo) = &mut self.echo {
            write(echo);
        }
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

    /// A value, with white space before it.
    pub(super) fn value(&mut self) -> Option<Value> {
        self.nested(DEPTH)
    }

    fn nested(&mut self, depth: usize) -> Option<Value> {
        self.values += 1;
        if depth == 0 || self.values > VALUES {
            return None;
        }
        self.skip();
        let value = match self.peek()? {
            b'<' if self.rest().starts_with(b"<<") => {
                return self.dictionary(depth).map(Value::Dictionary);
            }
            b'[' => return self.array(depth),
            b'/' => self.name().map(Value::Name),
            b'(' => self.literal(),
            b'<' => self.hexadecimal(),
            b'0'..=b'9' => self.reference().or_else(|| self.number()),
            b'+' | b'-' | b'.' => self.number(),
            _ => [
                ("true", Value::Boolean(true)),
                ("false", Value::Boolean(false)),
                ("null", Value::Null),
            ]
            .into_iter()
            .find_map(|(word, value)| self.keyword(word).map(|()| value)),
        }?;
        self.echo(|out| scalar(out, &value));
        Some(value)
    }

    fn reference(&mut self) -> Option<Value> {
        let before = self.at;
        let reference = self.referred();
        if reference.is_none() {
            self.at = before;
        }
        reference
    }

    fn referred(&mut self) -> Option<Value> {
        let number = u32::try_from(self.size()?).ok()?;
        let generation = u16::try_from(self.size()?).ok()?;
        self.keyword("R")?;
        Some(Value::Reference(number, generation))
    }

    fn number(&mut self) -> Option<Value> {
        let length = self.rest().iter().take_while(|byte| is_regular(**byte));
        let length = length.count();
        let token = std::str::from_utf8(self.rest().get(..length)?).ok()?;
        let unsigned = token.strip_prefix(['+', '-']).unwrap_or(token);
        let whole = unsigned.bytes().all(|byte| byte.is_ascii_digit());
        let points = unsigned.bytes().filter(|byte| *byte == b'.').count();
        let digits = unsigned.bytes().filter(u8::is_ascii_digit).count();
        if digits == 0 || digits + points != unsigned.len() || points > 1 {
            return None;
        }
        self.at += length;
        if whole {
            return token.parse().ok().map(Value::Integer);
        }
        Some(Value::Real(token.to_owned()))
    }

    fn name(&mut self) -> Option<Vec<u8>> {
        self.take(b"/")?;
        let mut name = Vec::new();
        while let Some(byte) = self.peek().filter(|byte| is_regular(*byte)) {
            self.at += 1;
            if byte == b'#' {
                let (high, low) = (digit(self.next()?)?, digit(self.next()?)?);
                name.push(high << 4 | low);
            } else {
                name.push(byte);
            }
        }
        Some(name)
    }

    /// §7.3.4.2.
    fn literal(&mut self) -> Option<Value> {
        self.take(b"(")?;
        let (mut bytes, mut open) = (Vec::new(), 1_usize);
        loop {
            let byte = self.next()?;
            match byte {
                b'(' => open += 1,
                b')' => {
                    open -= 1;
                    if open == 0 {
                        return Some(Value::String(bytes, false));
                    }
                }
                b'\\' => {
                    bytes.extend(self.escape()?);
                    continue;
                }
                b'\r' => {
                    let _ = self.take(b"\n");
                    bytes.push(b'\n');
                    continue;
                }
                _ => {}
            }
            bytes.push(byte);
        }
    }

    /// The escape after a backslash.
    fn escape(&mut self) -> Option<Option<u8>> {
        Some(Some(match self.next()? {
            b'n' => b'\n',
            b'r' => b'\r',
            b't' => b'\t',
            b'b' => 8,
            b'f' => 12,
            b'\n' => return Some(None),
            b'\r' => {
                let _ = self.take(b"\n");
                return Some(None);
            }
            first @ b'0'..=b'7' => {
                let mut code = u32::from(first - b'0');
                for _ in 0..2 {
                    let Some(next @ b'0'..=b'7') = self.peek() else {
                        break;
                    };
                    self.at += 1;
                    code = code * 8 + u32::from(next - b'0');
                }
                u8::try_from(code & 0xff).ok()?
            }
            other => other,
        }))
    }

    /// §7.3.4.3.
    fn hexadecimal(&mut self) -> Option<Value> {
        self.take(b"<")?;
        let (mut bytes, mut half) = (Vec::new(), None);
        loop {
            match self.next()? {
                b'>' => break,
                byte if is_space(byte) => {}
                byte => match (half.take(), digit(byte)?) {
                    (None, high) => half = Some(high),
                    (Some(high), low) => bytes.push(high << 4 | low),
                },
            }
        }
        bytes.extend(half.map(|high: u8| high << 4));
        Some(Value::String(bytes, true))
    }

    fn array(&mut self, depth: usize) -> Option<Value> {
        self.take(b"[")?;
        self.echo(|out| out.push(b'['));
        let mut array = Vec::new();
        loop {
            self.skip();
            if self.take(b"]").is_some() {
                self.echo(|out| out.push(b']'));
                return Some(Value::Array(array));
            }
            array.push(self.nested(depth - 1)?);
        }
    }

    fn dictionary(&mut self, depth: usize) -> Option<Dictionary> {
        self.entries(depth, |_, _| {})
    }

    /// A dictionary; `seen` gets each key and where its value starts.
    fn entries(&mut self, depth: usize, mut seen: impl FnMut(&[u8], usize)) -> Option<Dictionary> {
        self.take(b"<<")?;
        self.echo(|out| out.extend_from_slice(b"<<"));
        let mut dictionary = Dictionary::default();
        loop {
            self.skip();
            if self.take(b">>").is_some() {
                self.echo(|out| out.extend_from_slice(b">>"));
                return Some(dictionary);
            }
            let key = self.name()?;
            self.echo(|out| tokens::name(out, &key));
            self.skip();
            seen(&key, self.at);
            let value = self.nested(depth - 1)?;
            // Of a duplicate key, readers use one or the other.
            dictionary.add(key, value).then_some(())?;
        }
    }
}

/// A value without parts as this program writes it.
fn scalar(out: &mut Vec<u8>, value: &Value) {
    match value {
        // Single precision, as few digits as tell it from its neighbours.
        Value::Real(text) => match text.parse::<f32>() {
            Ok(number) => tokens::token(out, &number.to_string()),
            Err(_) => out.push(b'?'),
        },
        other => write::value(out, other),
    }
}

/// For the dictionary object at `offset`: the value of a key and its range,
/// including delimiters.
#[must_use]
pub fn value_at(bytes: &[u8], offset: usize, key: &str) -> Option<(Value, Range<usize>)> {
    let mut parser = Parser::new(bytes, offset);
    parser.head()?;
    parser.skip();
    let mut start = None;
    parser.entries(DEPTH, |found, at| {
        if found == key.as_bytes() {
            start = Some(at);
        }
    })?;
    let start = start?;
    let mut parser = Parser::new(bytes, start);
    let value = parser.value()?;
    Some((value, start..parser.at()))
}
