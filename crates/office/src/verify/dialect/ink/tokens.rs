//! The tokens of an appearance's content (ISO 32000-1 §7.8.2). Comments, dictionaries and inline images are none.

/// A token.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Token<'a> {
    /// A number.
    Number(f64),
    /// A name without its slash.
    Name(&'a [u8]),
    /// A string, or an array of strings and numbers: how many characters at most.
    Text(usize),
    /// An operator.
    Word(&'a [u8]),
}

/// All tokens; `None` for anything else.
pub(super) fn tokens(content: &[u8]) -> Option<Vec<Token<'_>>> {
    let mut found = Vec::new();
    let mut rest = content;
    while let Some((first, after)) = rest.split_first() {
        let (token, next) = match first {
            b' ' | b'\n' | b'\r' | b'\t' => {
                rest = after;
                continue;
            }
            b'[' => array(after)?,
            b'(' | b'<' => string(rest)?,
            b'/' => {
                let (name, next) = regular(after);
                (Token::Name(name), next)
            }
            b'0'..=b'9' | b'+' | b'-' | b'.' => number(rest)?,
            _ => {
                let (word, next) = regular(rest);
                (!word.is_empty()).then_some(())?;
                (Token::Word(word), next)
            }
        };
        found.push(token);
        rest = next;
    }
    Some(found)
}

/// The letters, digits and signs from here on.
fn regular(bytes: &[u8]) -> (&[u8], &[u8]) {
    let is_regular = |byte: &u8| byte.is_ascii_alphanumeric() || b"*'\"+-._".contains(byte);
    let length = bytes.iter().take_while(|byte| is_regular(byte)).count();
    bytes.split_at(length)
}

fn number(bytes: &[u8]) -> Option<(Token<'_>, &[u8])> {
    let (digits, rest) = regular(bytes);
    let is_number = |byte: &u8| byte.is_ascii_digit() || b"+-.".contains(byte);
    digits.iter().all(is_number).then_some(())?;
    let number: f64 = std::str::from_utf8(digits).ok()?.parse().ok()?;
    Some((Token::Number(number), rest))
}

/// A string, from its first bracket on.
fn string(bytes: &[u8]) -> Option<(Token<'_>, &[u8])> {
    if let Some(digits) = bytes.strip_prefix(b"<") {
        let length = digits
            .iter()
            .take_while(|it| it.is_ascii_hexdigit())
            .count();
        let rest = digits.get(length..)?.strip_prefix(b">")?;
        return Some((Token::Text(length.div_ceil(2)), rest));
    }
    let (mut open, mut escaped) = (0_usize, false);
    for (at, byte) in bytes.iter().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'(' => open += 1,
            b')' => open -= 1,
            _ => {}
        }
        if open == 0 {
            return Some((Token::Text(at - 1), bytes.get(at + 1..)?));
        }
    }
    None
}

/// An array of strings and numbers, behind its bracket.
fn array(bytes: &[u8]) -> Option<(Token<'_>, &[u8])> {
    let (mut rest, mut length) = (bytes, 0_usize);
    loop {
        let (first, after) = rest.split_first()?;
        let next = match first {
            b']' => return Some((Token::Text(length), after)),
            b' ' | b'\n' | b'\r' | b'\t' => after,
            b'(' | b'<' => {
                let (Token::Text(more), next) = string(rest)? else {
                    return None;
                };
                length += more;
                next
            }
            _ => number(rest)?.1,
        };
        rest = next;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_are_read_and_anything_else_is_refused() {
        let read =
            tokens(b"q 1 -.5 +2. cm /G0 gs (a\\)(b)) Tj [(a) -3 <00FF>] TJ T* f*\n").unwrap();
        assert_eq!(
            read,
            [
                Token::Word(b"q"),
                Token::Number(1.0),
                Token::Number(-0.5),
                Token::Number(2.0),
                Token::Word(b"cm"),
                Token::Name(b"G0"),
                Token::Word(b"gs"),
                Token::Text(6),
                Token::Word(b"Tj"),
                Token::Text(3),
                Token::Word(b"TJ"),
                Token::Word(b"T*"),
                Token::Word(b"f*"),
            ]
        );
        for odd in [
            &b"% x"[..],
            b"<</A 1>>",
            b"(a",
            b"<0",
            b"[(a)",
            b"1-2 w",
            b"0x1 w",
            b"{",
            b"[/A] x",
            b"q\0Q",
            b"\x80",
        ] {
            assert_eq!(tokens(odd), None, "{odd:?}");
        }
    }
}
