//! Passes over values of any program without keeping them: what is not asked for costs its bytes and no memory.
//!
//! It never calls itself, however deep values are nested, and decides nothing about what it passes.

use super::{Parser, is_regular};
use crate::formats::pdf::Value;

impl Parser<'_> {
    /// The positions of the values of keys in a dictionary; of a duplicate key the last, as most readers take it.
    pub(in crate::formats::pdf) fn values_of<const N: usize>(
        &mut self,
        keys: [&str; N],
    ) -> Option<[Option<usize>; N]> {
        self.skip();
        self.take(b"<<")?;
        let mut found = [None; N];
        loop {
            self.skip();
            if self.take(b">>").is_some() {
                return Some(found);
            }
            let key = self.loose_name()?;
            self.skip();
            let at = self.at;
            self.pass()?;
            let mut slots = found.iter_mut().zip(keys);
            if let Some((slot, _)) = slots.find(|(_, wanted)| wanted.as_bytes() == key) {
                *slot = Some(at);
            }
        }
    }

    /// The positions of the items of an array, up to one more than `limit`.
    pub(in crate::formats::pdf) fn items(&mut self, limit: usize) -> Option<Vec<usize>> {
        self.skip();
        self.take(b"[")?;
        let mut items = Vec::new();
        loop {
            self.skip();
            if self.take(b"]").is_some() || items.len() > limit {
                return Some(items);
            }
            items.push(self.at);
            self.pass()?;
        }
    }

    /// The number of the object that a reference leads to; whatever else it reads it has read.
    pub(in crate::formats::pdf) fn referred_object(&mut self) -> Option<u32> {
        let number = self.size()?;
        self.size()?;
        self.keyword("R")?;
        u32::try_from(number).ok()
    }

    /// Goes back to an earlier position.
    pub(in crate::formats::pdf) const fn back(&mut self, at: usize) {
        self.at = at;
    }

    /// The end of the line with `stream`, which some programs write as a carriage return or after blanks.
    pub(in crate::formats::pdf) fn loose_line_end(&mut self) {
        let blanks = self.rest().iter().take_while(|byte| b" \t".contains(byte));
        let after = blanks.count();
        if self
            .rest()
            .get(after)
            .is_some_and(|it| b"\r\n".contains(it))
        {
            self.at += after;
        }
        let _ = self.line_end().or_else(|| self.take(b"\r"));
    }

    /// A value.
    fn pass(&mut self) -> Option<()> {
        let mut open = 0_usize;
        loop {
            self.skip();
            match self.peek()? {
                b'<' if self.rest().starts_with(b"<<") => {
                    self.at += 2;
                    open += 1;
                }
                b'[' => {
                    self.at += 1;
                    open += 1;
                }
                b'>' => {
                    self.take(b">>")?;
                    open = open.checked_sub(1)?;
                }
                b']' => {
                    self.at += 1;
                    open = open.checked_sub(1)?;
                }
                b'(' => self.pass_literal()?,
                b'<' => self.pass_to(b'>')?,
                b'/' => {
                    self.at += 1;
                    self.pass_word();
                }
                b'0'..=b'9' if open == 0 => match self.reference() {
                    Some(Value::Reference(..)) => {}
                    _ => self.pass_word(),
                },
                byte if is_regular(byte) => self.pass_word(),
                _ => return None,
            }
            if open == 0 {
                return Some(());
            }
        }
    }

    fn pass_word(&mut self) {
        let word = self.rest().iter().take_while(|byte| is_regular(**byte));
        self.at += word.count();
    }

    fn pass_to(&mut self, end: u8) -> Option<()> {
        let length = self.rest().iter().position(|byte| *byte == end)?;
        self.at += length + 1;
        Some(())
    }

    fn pass_literal(&mut self) -> Option<()> {
        let mut open = 0_usize;
        loop {
            match self.next()? {
                b'\\' => {
                    self.next()?;
                }
                b'(' => open += 1,
                b')' => open = open.checked_sub(1)?,
                _ => {}
            }
            if open == 0 {
                return Some(());
            }
        }
    }

    /// A name; `#` without two digits is a character like others.
    fn loose_name(&mut self) -> Option<Vec<u8>> {
        let before = self.at;
        if let Some(name) = self.name() {
            return Some(name);
        }
        self.at = before;
        self.take(b"/")?;
        let start = self.at;
        self.pass_word();
        Some(self.since(start).to_vec())
    }
}
