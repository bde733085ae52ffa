//! `FlateDecode` with the predictors of PNG (ISO 32000-1 §7.4.4), within limits.

use libdeflater::{CompressionLvl, Compressor, DecompressionError, Decompressor};

use super::{Dictionary, Value};

/// The bytes of a stream without its filter. `None` for other filters, damage, or more bytes than
/// `limit`.
pub(super) fn decoded(data: &[u8], dictionary: &Dictionary, limit: usize) -> Option<Vec<u8>> {
    // Abbreviated and indirect filters are not supported.
    let single = |value: &Value| match value {
        Value::Array(array) => match array.as_slice() {
            [one] => Some(one.clone()),
            _ => None,
        },
        other => Some(other.clone()),
    };
    let Some(filter) = dictionary.get("Filter") else {
        return (data.len() <= limit).then(|| data.to_vec());
    };
    if single(filter)?.as_name()? != b"FlateDecode" {
        return None;
    }
    let bytes = inflate(data, limit)?;
    match dictionary.get("DecodeParms") {
        None => Some(bytes),
        Some(parameters) => match single(parameters)? {
            Value::Null => Some(bytes),
            Value::Dictionary(parameters) => predicted(bytes, &parameters),
            _ => None,
        },
    }
}

/// The bytes of a stream as this program writes streams: the filter nothing or a `FlateDecode` named
/// directly, without parameters, and nothing behind the end of what it packed.
pub(super) fn plain(data: &[u8], dictionary: &Dictionary, limit: usize) -> Option<Vec<u8>> {
    let is_plain = dictionary.get("DecodeParms").is_none();
    is_plain.then(|| whole(data, dictionary, limit))?
}

/// The same, before a predictor is undone. Of bytes behind the end readers know nothing, or begin anew there.
pub(super) fn whole(data: &[u8], dictionary: &Dictionary, limit: usize) -> Option<Vec<u8>> {
    match dictionary.get("Filter") {
        None => (data.len() <= limit).then(|| data.to_vec()),
        Some(Value::Name(name)) if name == b"FlateDecode" => {
            // A preset dictionary (RFC 1950 §2.2) is refused by the library.
            let out = inflate(data, limit)?;
            let (_, shorter) = data.split_last()?;
            let again = Decompressor::new().zlib_decompress(shorter, &mut vec![0; out.len()]);
            again.is_err().then_some(out)
        }
        Some(_) => None,
    }
}

fn inflate(data: &[u8], limit: usize) -> Option<Vec<u8>> {
    inflated(data, limit).ok()
}

/// Why a stream was not unpacked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum InflateError {
    /// It is longer than the limit.
    TooLong,
    /// It is damaged; as many bytes were unpacked at most.
    Damaged(usize),
}

/// The bytes of a zlib stream, up to a limit.
pub(super) fn inflated(data: &[u8], limit: usize) -> Result<Vec<u8>, InflateError> {
    let mut decompressor = Decompressor::new();
    let mut room = data.len().saturating_mul(4).max(1 << 12).min(limit);
    loop {
        let mut out = vec![0; room];
        match decompressor.zlib_decompress(data, &mut out) {
            Ok(length) => {
                out.truncate(length);
                return Ok(out);
            }
            Err(DecompressionError::InsufficientSpace) if room < limit => {
                room = room.saturating_mul(4).min(limit);
            }
            Err(DecompressionError::InsufficientSpace) => return Err(InflateError::TooLong),
            Err(_) => return Err(InflateError::Damaged(room)),
        }
    }
}

/// Undoes a predictor: each row follows from the one above.
pub(super) fn predicted(bytes: Vec<u8>, parameters: &Dictionary) -> Option<Vec<u8>> {
    let number = |key: &str, default: usize| match parameters.get(key) {
        None => Some(default),
        Some(value) => value.as_size(),
    };
    match number("Predictor", 1)? {
        1 => return Some(bytes),
        10..=15 => {}
        _ => return None,
    }
    if number("Colors", 1)? != 1 || number("BitsPerComponent", 8)? != 8 {
        return None;
    }
    let columns = number("Columns", 1)?;
    if columns == 0 || columns > 1 << 16 {
        return None;
    }
    let mut out = Vec::with_capacity(bytes.len());
    let (mut above, mut current) = (vec![0_u8; columns], Vec::with_capacity(columns));
    for row in bytes.chunks(columns + 1) {
        let (kind, row) = row.split_first()?;
        if row.len() != columns {
            return None;
        }
        current.clear();
        let (mut left, mut corner) = (0_u8, 0_u8);
        for (byte, up) in row.iter().zip(&above) {
            let guess = match kind {
                0 => 0,
                1 => left,
                2 => *up,
                3 => u8::try_from((u16::from(left) + u16::from(*up)) / 2).ok()?,
                4 => paeth(left, *up, corner),
                _ => return None,
            };
            left = byte.wrapping_add(guess);
            corner = *up;
            current.push(left);
        }
        out.extend_from_slice(&current);
        std::mem::swap(&mut above, &mut current);
    }
    Some(out)
}

/// PNG (ISO/IEC 15948 §9.4).
fn paeth(left: u8, up: u8, corner: u8) -> u8 {
    let [a, b, c] = [left, up, corner].map(i16::from);
    let guess = a + b - c;
    let (to_a, to_b, to_c) = ((guess - a).abs(), (guess - b).abs(), (guess - c).abs());
    if to_a <= to_b && to_a <= to_c {
        left
    } else if to_b <= to_c {
        up
    } else {
        corner
    }
}

/// The bytes as a zlib stream.
#[must_use]
pub fn deflate(bytes: &[u8]) -> Vec<u8> {
    let mut compressor = Compressor::new(CompressionLvl::default());
    let mut packed = vec![0; compressor.zlib_compress_bound(bytes.len())];
    // The library itself enforces the limit.
    let length = compressor.zlib_compress(bytes, &mut packed).unwrap_or(0);
    packed.truncate(length);
    packed
}
