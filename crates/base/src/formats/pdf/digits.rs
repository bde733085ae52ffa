//! Numbers in digits, written straight into bytes: a file has tens of thousands.

/// A whole number.
pub fn whole(out: &mut Vec<u8>, value: i64) {
    if value < 0 {
        out.push(b'-');
    }
    let mut digits = [0; 20];
    let mut left = value.unsigned_abs();
    let mut from = digits.len();
    for digit in digits.iter_mut().rev() {
        *digit = digit_of(left % 10);
        from -= 1;
        left /= 10;
        if left == 0 {
            break;
        }
    }
    out.extend_from_slice(digits.get(from..).unwrap_or_default());
}

/// A number given in parts of which `parts`, a power of ten, make a whole; no zeros at its end.
pub fn decimal(out: &mut Vec<u8>, value: i64, parts: u64) {
    if value < 0 {
        out.push(b'-');
    }
    let value = value.unsigned_abs();
    whole(out, i64::try_from(value / parts).unwrap_or(i64::MAX));
    let (mut left, mut parts) = (value % parts, parts);
    if left > 0 {
        out.push(b'.');
    }
    while left > 0 {
        parts /= 10;
        out.push(digit_of(left / parts));
        left %= parts;
    }
}

fn digit_of(digit: u64) -> u8 {
    b'0' + u8::try_from(digit).unwrap_or(0)
}

/// Bytes in hexadecimal digits.
pub fn hexadecimal(out: &mut Vec<u8>, bytes: &[u8]) {
    const DIGITS: [u8; 16] = *b"0123456789ABCDEF";
    let digit = |half: u8| DIGITS.get(usize::from(half)).copied().unwrap_or(b'0');
    out.extend(
        bytes
            .iter()
            .flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]),
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(write: impl FnOnce(&mut Vec<u8>), expected: &str) {
        let mut out = Vec::new();
        write(&mut out);
        assert_eq!(String::from_utf8(out).unwrap(), expected);
    }

    #[test]
    fn whole_numbers_are_written_as_they_are() {
        for value in [0, 7, -1, 10, 65_535, i64::MAX, i64::MIN + 1] {
            check(|out| whole(out, value), &value.to_string());
        }
    }

    #[test]
    fn decimals_have_no_zeros_at_their_end() {
        for (value, expected) in [
            (0, "0"),
            (1, "0.001"),
            (-250, "-0.25"),
            (234_472, "234.472"),
            (-36_000, "-36"),
            (1_010, "1.01"),
        ] {
            check(|out| decimal(out, value, 1000), expected);
        }
        check(|out| decimal(out, -361, 10), "-36.1");
    }

    #[test]
    fn bytes_have_two_digits_each() {
        check(|out| hexadecimal(out, &[0, 0x0A, 0xFF]), "000AFF");
    }
}
