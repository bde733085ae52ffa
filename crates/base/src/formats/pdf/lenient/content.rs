//! Streams of any program: where their bytes end, the filters of data (ISO 32000-1 §7.4), object streams (§7.5.7).
//!
//! It never unpacks a stream that nothing leads to, nor one object stream twice.

use std::borrow::Cow;
use std::rc::Rc;

use super::{LenientPdf, LenientValue, MAX_CHAIN};
use crate::formats::pdf::inflate::{InflateError, inflated, predicted};
use crate::formats::pdf::parse::{Parser, is_space};
use crate::formats::pdf::{Value, XrefEntry};

/// Maximum filters of a stream.
const MAX_FILTERS: usize = 4;
const END: &[u8] = b"endstream";

/// An object stream, unpacked.
#[derive(Debug, Clone)]
pub(super) struct Pack {
    bytes: Rc<Vec<u8>>,
    count: usize,
    first: usize,
}

impl LenientPdf<'_> {
    /// The bytes of a stream without its filters; none if they are damaged or unknown.
    #[must_use]
    pub fn content(&self, stream: &LenientValue) -> Option<Vec<u8>> {
        let depth = self.depth.get();
        // Its length and its filters may be in a stream again, or in itself.
        (stream.pack.is_none() && depth < MAX_CHAIN).then_some(())?;
        self.depth.set(depth + 1);
        let content = self.unpacked(stream);
        self.depth.set(depth);
        content
    }

    fn unpacked(&self, stream: &LenientValue) -> Option<Vec<u8>> {
        const KEYS: [&str; 3] = ["Length", "Filter", "DecodeParms"];
        let read = |parser: &mut Parser<'_>| {
            let [length, filter, parameters] = parser.values_of(KEYS)?;
            parser.keyword("stream")?;
            parser.loose_line_end();
            Some((length, filter, parameters, parser.at()))
        };
        let (length, filter, parameters, start) = self.scan(stream, read)?;
        let value = |at: Option<usize>| self.follow(&stream.beside(at?));
        let length = value(length).and_then(|length| self.scalar(&length)?.as_size());
        let filters = value(filter).map_or_else(Vec::new, |filter| self.each(&filter));
        let parameters = value(parameters).map_or_else(Vec::new, |it| self.each(&it));
        let mut parameters = parameters.into_iter();
        let mut data = Cow::Borrowed(self.data(start, length)?);
        for filter in filters {
            let parameters = parameters.next().unwrap_or(Value::Null);
            let filter = match filter {
                Value::Name(name) => name,
                Value::Null => continue,
                _ => return None,
            };
            data = Cow::Owned(self.decoded(&data, &filter, &parameters)?);
        }
        self.budget.unpack(data.len())?;
        Some(data.into_owned())
    }

    /// The value, or those of an array.
    fn each(&self, value: &LenientValue) -> Vec<Value> {
        match self.scalar(value) {
            Some(Value::Array(_)) => {
                let items = self.items(value, MAX_FILTERS).unwrap_or_default();
                let items = items.iter().map(|item| self.follow(item));
                let scalar = |item: Option<LenientValue>| item.and_then(|it| self.scalar(&it));
                items.map(|it| scalar(it).unwrap_or(Value::Null)).collect()
            }
            Some(value) => vec![value],
            None => Vec::new(),
        }
    }

    /// The bytes of a stream as they stand: as many as it says, or up to its end.
    fn data(&self, start: usize, length: Option<usize>) -> Option<&[u8]> {
        let rest = self.bytes.get(start..)?;
        let ends = |length: &usize| {
            self.scan_in(self.bytes, start.checked_add(*length)?, |parser| {
                parser.skip();
                parser.take(END)
            })
        };
        if let Some(length) = length.filter(|length| ends(length).is_some()) {
            return rest.get(..length);
        }
        let length = rest.windows(END.len()).position(|it| it == END);
        self.budget.read(length.unwrap_or(rest.len()))?;
        let data = rest.get(..length?)?;
        let data = data.strip_suffix(b"\n").unwrap_or(data);
        Some(data.strip_suffix(b"\r").unwrap_or(data))
    }

    fn decoded(&self, data: &[u8], filter: &[u8], parameters: &Value) -> Option<Vec<u8>> {
        self.budget.read(data.len())?;
        match filter {
            b"FlateDecode" => match inflated(data, self.budget.room()) {
                Ok(bytes) => match parameters {
                    Value::Dictionary(parameters) => predicted(bytes, parameters),
                    _ => Some(bytes),
                },
                Err(InflateError::TooLong) => {
                    self.budget.spend();
                    None
                }
                Err(InflateError::Damaged(tried)) => {
                    self.budget.unpack(tried)?;
                    None
                }
            },
            b"ASCIIHexDecode" => hexadecimal(data),
            b"ASCII85Decode" => base_85(data),
            _ => None,
        }
    }

    /// An object of an object stream.
    pub(super) fn packed(&self, stream: u32, number: u32) -> Option<LenientValue> {
        let Pack {
            bytes,
            count,
            first,
        } = self.pack(stream)?;
        let at = self.scan_in(&bytes, 0, |head| {
            for _ in 0..count {
                let (found, at) = (head.size()?, head.size()?);
                if u32::try_from(found) == Ok(number) {
                    return first.checked_add(at);
                }
            }
            None
        })?;
        let pack = Some(bytes);
        Some(LenientValue { pack, at })
    }

    fn pack(&self, number: u32) -> Option<Pack> {
        if let Some(known) = self.packs.borrow().get(&number) {
            return known.clone();
        }
        // What leads to itself is missing.
        self.packs.borrow_mut().insert(number, None);
        let is_stream = matches!(self.rows.get(&number)?, XrefEntry::At { .. });
        let stream = is_stream.then(|| self.object(number))??;
        let size = |key| self.scalar_entry(&stream, key)?.as_size();
        let (count, first) = (size("N")?, size("First")?);
        let pack = Pack {
            bytes: Rc::new(self.content(&stream)?),
            count,
            first,
        };
        self.packs.borrow_mut().insert(number, Some(pack.clone()));
        Some(pack)
    }
}

/// §7.4.2.
fn hexadecimal(data: &[u8]) -> Option<Vec<u8>> {
    let (mut out, mut half) = (Vec::with_capacity(data.len() / 2), None);
    for byte in data.iter().filter(|byte| !is_space(**byte)) {
        if *byte == b'>' {
            break;
        }
        let digit = char::from(*byte).to_digit(16)?;
        let digit = u8::try_from(digit).ok()?;
        match half.take() {
            None => half = Some(digit << 4),
            Some(high) => out.push(high | digit),
        }
    }
    out.extend(half);
    Some(out)
}

/// §7.4.3: five characters for four bytes, fewer at the end; `z` for four zeros.
fn base_85(data: &[u8]) -> Option<Vec<u8>> {
    let data = data.strip_prefix(b"<~").unwrap_or(data);
    let (mut out, mut sum, mut count) = (Vec::with_capacity(data.len()), 0_u32, 0_usize);
    for byte in data.iter().filter(|byte| !is_space(**byte)) {
        match byte {
            b'~' => break,
            b'z' if count == 0 => out.extend([0; 4]),
            b'!'..=b'u' => {
                sum = sum.checked_mul(85)?.checked_add(u32::from(byte - b'!'))?;
                count += 1;
                if count == 5 {
                    out.extend(sum.to_be_bytes());
                    (sum, count) = (0, 0);
                }
            }
            _ => return None,
        }
    }
    if count > 0 {
        for _ in count..5 {
            sum = sum.checked_mul(85)?.checked_add(84)?;
        }
        out.extend(sum.to_be_bytes().iter().take(count - 1));
    }
    Some(out)
}
