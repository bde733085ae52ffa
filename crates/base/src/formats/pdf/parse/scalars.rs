//! Values without parts: references, numbers, names, strings (ISO 32000-1 §7.3.3–§7.3.5, §7.3.10).
//!
//! It never decides what may stand where.

use super::{Parser, is_regular, is_space};
use crate::formats::pdf::Value;

fn digit(byte: u8) -> Option<u8> {
    let digit = char::from(byte).to_digit(16)?;
    u8::try_from(digit).ok()
}

impl Parser<'_> {
    pub(super) fn reference(&mut self) -> Option<Value> {
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

    pub(super) fn number(&mut self) -> Option<Value> {
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

    pub(super) fn name(&mut self) -> Option<Vec<u8>> {
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
    pub(super) fn literal(&mut self) -> Option<Value> {
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
    pub(super) fn hexadecimal(&mut self) -> Option<Value> {
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
}
