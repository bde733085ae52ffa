//! Converts BER to DER's form: other programs sign with indefinite lengths, strings in pieces, and
//! zeros after the end (a PDF reserves more space than a signature needs).
//!
//! Only lengths and pieces change. The elements of a `SET OF` keep their order, and the value of a primitive
//! its bytes, so that signed content does not change.

use super::CmsError;

/// Maximum nesting of values; a signature with a time stamp needs about fifteen.
const DEPTH: usize = 48;
/// An `OCTET STRING` in pieces (X.690 §8.7.3).
const PIECES: u8 = 0x24;
/// The bit of an identifier octet that says the value has parts (X.690 §8.1.2.5).
const CONSTRUCTED: u8 = 0x20;

/// The first value of the input in DER's form. Zeros may follow it, nothing else.
pub(super) fn to_der(input: &[u8]) -> Result<Vec<u8>, CmsError> {
    let mut der = Vec::with_capacity(input.len());
    let rest = value(input, DEPTH, &mut der)?;
    if rest.iter().all(|byte| *byte == 0) {
        Ok(der)
    } else {
        Err(syntax("data after the end"))
    }
}

/// Identifier octets, whether parts follow, the length unless it is indefinite, and the rest.
struct Head<'a> {
    identifier: &'a [u8],
    first: u8,
    length: Option<usize>,
    rest: &'a [u8],
}

fn head(input: &[u8]) -> Result<Head<'_>, CmsError> {
    let ended = || syntax("it ends too early");
    let first = *input.first().ok_or_else(ended)?;
    let mut identifier = 1;
    if first & 0x1f == 0x1f {
        let more = input.iter().skip(1).take_while(|byte| *byte & 0x80 != 0);
        identifier += more.count() + 1;
    }
    let (identifier, rest) = input.split_at_checked(identifier).ok_or_else(ended)?;
    let (short, rest) = rest.split_first().ok_or_else(ended)?;
    let (length, rest) = match *short {
        0x80 => (None, rest),
        short if short < 0x80 => (Some(usize::from(short)), rest),
        long => {
            let (octets, rest) = rest
                .split_at_checked(usize::from(long & 0x7f))
                .ok_or_else(ended)?;
            let length = octets.iter().try_fold(0_usize, |length, octet| {
                Some(length.checked_mul(256)? | usize::from(*octet))
            });
            (Some(length.ok_or_else(ended)?), rest)
        }
    };
    Ok(Head {
        identifier,
        first,
        length,
        rest,
    })
}

/// Writes the first value of the input and returns the rest.
fn value<'a>(input: &'a [u8], depth: usize, der: &mut Vec<u8>) -> Result<&'a [u8], CmsError> {
    let depth = depth
        .checked_sub(1)
        .ok_or_else(|| syntax("it nests too deep"))?;
    let head = head(input)?;
    let (mut parts, after) = match head.length {
        Some(length) => {
            let (value, after) = head
                .rest
                .split_at_checked(length)
                .ok_or_else(|| syntax("it ends too early"))?;
            (value, Some(after))
        }
        None => (head.rest, None),
    };
    if head.first & CONSTRUCTED == 0 {
        let after = after.ok_or_else(|| syntax("an indefinite length without parts"))?;
        write(head.identifier, parts, der);
        return Ok(after);
    }
    let mut inner = Vec::with_capacity(parts.len());
    let rest = loop {
        if after.is_none() {
            // X.690 §8.1.5: two zeros end an indefinite length.
            if let Some(rest) = parts.strip_prefix(&[0, 0]) {
                break rest;
            }
        } else if parts.is_empty() {
            break parts;
        }
        parts = value(parts, depth, &mut inner)?;
    };
    if head.first == PIECES {
        write(&[PIECES & !CONSTRUCTED], &joined(&inner)?, der);
    } else {
        write(head.identifier, &inner, der);
    }
    Ok(after.unwrap_or(rest))
}

/// The pieces of a string, which are themselves strings, already in DER's form.
fn joined(mut pieces: &[u8]) -> Result<Vec<u8>, CmsError> {
    let mut whole = Vec::with_capacity(pieces.len());
    while !pieces.is_empty() {
        let head = head(pieces)?;
        let length = head.length.unwrap_or_default();
        let (piece, rest) = head
            .rest
            .split_at_checked(length)
            .filter(|_| head.first == PIECES & !CONSTRUCTED)
            .ok_or_else(|| syntax("a piece of a string is not a string"))?;
        whole.extend_from_slice(piece);
        pieces = rest;
    }
    Ok(whole)
}

fn write(identifier: &[u8], value: &[u8], der: &mut Vec<u8>) {
    der.extend_from_slice(identifier);
    match u8::try_from(value.len()) {
        Ok(short) if short < 0x80 => der.push(short),
        _ => {
            let octets = value.len().to_be_bytes();
            let octets: Vec<u8> = octets.into_iter().skip_while(|octet| *octet == 0).collect();
            // At most eight octets.
            der.push(0x80 | u8::try_from(octets.len()).unwrap_or_default());
            der.extend(octets);
        }
    }
    der.extend_from_slice(value);
}

fn syntax(detail: &str) -> CmsError {
    CmsError::Syntax {
        detail: detail.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(ber: &str, der: &str) {
        let bytes = |text: &str| -> Vec<u8> {
            let digits: Vec<u8> = text.bytes().filter(u8::is_ascii_hexdigit).collect();
            base16ct::mixed::decode_vec(digits).unwrap()
        };
        assert_eq!(
            to_der(&bytes(ber)).ok(),
            (!der.is_empty()).then(|| bytes(der))
        );
    }

    #[test]
    fn lengths_become_definite_and_short() {
        check("30 80 02 01 05 00 00", "30 03 02 01 05");
        check("30 82 00 03 02 01 05", "30 03 02 01 05");
        check(
            "30 80 30 80 00 00 02 81 01 07 00 00",
            "30 05 30 00 02 01 07",
        );
    }

    #[test]
    fn pieces_of_a_string_are_joined() {
        check("24 80 04 02 01 02 04 01 03 00 00", "04 03 01 02 03");
        check(
            "a0 80 24 80 24 03 04 01 09 04 00 00 00 00 00",
            "a0 03 04 01 09",
        );
        check("24 03 02 01 05", "");
    }

    #[test]
    fn zeros_may_follow_and_nothing_else() {
        check("02 01 05 00 00 00 00 00", "02 01 05");
        check("02 01 05 00 01", "");
    }

    #[test]
    fn what_ends_early_or_nests_without_end_is_refused() {
        for ber in [
            "",
            "30",
            "30 80",
            "30 05 02 01",
            "30 89 01 01 01 01 01 01 01 01 01",
            "04 80 00 00",
            "1f 81",
        ] {
            check(ber, "");
        }
        assert!(to_der(&[0x30, 0x80].repeat(100_000)).is_err());
    }
}
