//! Bytes → values, within limits: depth, number of values.

use std::ops::Range;

use super::Parser;
use crate::formats::pdf::{Dictionary, Value, tokens, write};

/// Deepest nesting.
const DEPTH: usize = 64;
/// Maximum values in one object.
const VALUES: usize = 1_000_000;

impl Parser<'_> {
    /// A value, with white space before it.
    pub(in crate::formats::pdf) fn value(&mut self) -> Option<Value> {
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

    /// A value that stands here exactly as this program writes it.
    pub(in crate::formats::pdf) fn exact(&mut self) -> Option<Value> {
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
