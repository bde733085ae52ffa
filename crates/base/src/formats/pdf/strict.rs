//! Whether a file can be read in one way only. Every byte belongs to one thing; every object stands where the
//! cross-references say, under its own number, once; the first revision is spelled as this program
//! spells, later ones, which other programs add when they sign, without anything that readers
//! take in two ways.

use std::collections::BTreeMap;

use super::inflate::{plain, whole};
use super::parse::{Parser, is_space};
use super::sections::data;
use super::{Dictionary, PdfFile, Section, Value, XrefEntry};
use crate::text::Text;

/// How a file of this program begins (ISO 32000-1 §7.5.2).
const HEADER: &[u8] = b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n";
/// Maximum bytes of all streams together without their filters.
const MAX_BYTES: usize = 512 << 20;
/// Keys of a stream's dictionary by which its bytes would come from elsewhere (table 5).
const ELSEWHERE: [&str; 4] = ["F", "FFilter", "FDecodeParms", "DL"];

/// Why a file can be read in more than one way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Doubt {
    /// What is doubtful.
    pub kind: DoubtKind,
    /// The object, if it is one.
    pub object: Option<u32>,
    /// Where, in bytes.
    pub at: usize,
}

/// What is doubtful.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DoubtKind {
    /// Bytes that belong to nothing.
    Bytes,
    /// Cross-references of a kind that readers take differently: hybrid, twice, out of order.
    Rows,
    /// An object that is not where the cross-references say.
    Place,
    /// An object that was removed.
    Freed,
    /// An object that cannot be read, or is written as this program never writes.
    Spelling,
    /// A stream of a kind that this program never writes.
    Stream,
    /// An object stream with more or other objects than the cross-references say.
    Pack,
    /// A trailer with something that this program never writes.
    Trailer,
    /// An end that does not belong to the cross-references before it.
    End,
}

impl Doubt {
    /// The message.
    #[must_use]
    pub fn text(&self) -> Text {
        let (zh, en) = match self.kind {
            DoubtKind::Bytes => ("有不属于任何对象的内容", "bytes that belong to no object"),
            DoubtKind::Rows => (
                "交叉引用有不止一种读法",
                "cross-references that can be read in more than one way",
            ),
            DoubtKind::Place => (
                "对象不在交叉引用所指的位置",
                "an object that is not where the cross-references say",
            ),
            DoubtKind::Freed => ("有已删除的对象", "an object that was removed"),
            DoubtKind::Spelling => (
                "对象无法读取，或不是本程序的写法",
                "an object that cannot be read or is not written as this program writes",
            ),
            DoubtKind::Stream => (
                "数据流不是本程序的写法",
                "a stream of a kind that this program never writes",
            ),
            DoubtKind::Pack => (
                "对象流与交叉引用不符",
                "an object stream that does not match the cross-references",
            ),
            DoubtKind::Trailer => ("文件尾有其他项目", "an unknown entry in the trailer"),
            DoubtKind::End => (
                "文件结尾与交叉引用不符",
                "an end that does not match the cross-references",
            ),
        };
        let at = self.at;
        match self.object {
            Some(number) => Text::new(
                format!("{zh}（对象 {number}，字节 {at}）"),
                format!("{en} (object {number}, byte {at})"),
            ),
            None => Text::new(format!("{zh}（字节 {at}）"), format!("{en} (byte {at})")),
        }
    }
}

/// Examines a file.
///
/// # Errors
/// The first doubt.
pub fn examine(file: &PdfFile<'_>) -> Result<(), Doubt> {
    let mut reader = Reader {
        bytes: file.bytes(),
        at: 0,
        exact: true,
        room: MAX_BYTES,
    };
    for section in file.sections().iter().rev() {
        reader.revision(section)?;
        reader.exact = false;
    }
    if reader.at == reader.bytes.len() {
        Ok(())
    } else {
        Err(reader.doubt(DoubtKind::Bytes, None))
    }
}

/// Goes through a file from its first byte to its last.
struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
    /// Whether everything must be spelled as this program spells.
    exact: bool,
    room: usize,
}

type Checked = Result<(), Doubt>;

impl Reader<'_> {
    const fn doubt(&self, kind: DoubtKind, object: Option<u32>) -> Doubt {
        Doubt {
            kind,
            object,
            at: self.at,
        }
    }

    fn hold(&self, holds: bool, kind: DoubtKind, object: Option<u32>) -> Checked {
        if holds {
            Ok(())
        } else {
            Err(self.doubt(kind, object))
        }
    }

    fn take(&mut self, expected: &[u8], kind: DoubtKind, object: Option<u32>) -> Checked {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        self.hold(rest.starts_with(expected), kind, object)?;
        self.at += expected.len();
        Ok(())
    }

    /// Goes on to a position; only blanks may be between.
    fn go(&mut self, to: usize, object: Option<u32>) -> Checked {
        let between = self.bytes.get(self.at..to);
        let is_blank = |between: &[u8]| between.iter().all(|byte| is_space(*byte));
        let fits = between.is_some_and(|it| it.is_empty() || !self.exact && is_blank(it));
        let kind = if to < self.at {
            DoubtKind::Place
        } else {
            DoubtKind::Bytes
        };
        self.hold(fits, kind, object)?;
        self.at = to;
        Ok(())
    }

    fn revision(&mut self, section: &Section) -> Checked {
        if self.exact {
            self.take(HEADER, DoubtKind::Bytes, None)?;
        }
        let is_plain = section.is_plain && (section.is_stream || !self.exact);
        self.hold(is_plain, DoubtKind::Rows, None)?;
        self.trailer(section)?;
        let mut objects: BTreeMap<usize, u32> = BTreeMap::new();
        for (number, place) in &section.places {
            match *place {
                // What this program leaves out is free from the start; later nothing is removed.
                XrefEntry::Free => {
                    let is_first = self.exact || *number == 0;
                    self.hold(is_first, DoubtKind::Freed, Some(*number))?;
                }
                XrefEntry::At { offset, generation } => {
                    let is_new = generation == 0 && objects.insert(offset, *number).is_none();
                    self.hold(is_new, DoubtKind::Rows, Some(*number))?;
                }
                XrefEntry::Within { .. } => {}
            }
        }
        if section.is_stream && !objects.contains_key(&section.offset) {
            self.hold(!self.exact, DoubtKind::Rows, None)?;
            let number = Parser::new(self.bytes, section.offset).head();
            let (number, _) = number.ok_or(self.doubt(DoubtKind::Place, None))?;
            objects.insert(section.offset, number);
        }
        // The cross-references come last.
        let last = objects.last_key_value().map(|(offset, _)| *offset);
        let is_last = if section.is_stream {
            last == Some(section.offset)
        } else {
            last.is_none_or(|last| last < section.offset)
        };
        self.hold(is_last, DoubtKind::End, None)?;
        let mut packed = 0;
        for (offset, number) in objects {
            self.go(offset, Some(number))?;
            packed += self.object(number, section)?;
        }
        let within = |place: &&XrefEntry| matches!(place, XrefEntry::Within { .. });
        let expected = section.places.values().filter(within).count();
        self.hold(packed == expected, DoubtKind::Pack, None)?;
        if !section.is_stream {
            self.go(section.offset, None)?;
            self.at = section.end;
        }
        self.end(section.offset)
    }

    /// `startxref`, where it leads, and the mark of the end.
    fn end(&mut self, start: usize) -> Checked {
        if self.exact {
            let end = format!("startxref\n{start}\n%%EOF\n");
            return self.take(end.as_bytes(), DoubtKind::End, None);
        }
        let mut parser = Parser::new(self.bytes, self.at);
        let _ = parser.blanks();
        let read = |parser: &mut Parser<'_>| {
            parser.take(b"startxref")?;
            parser.blanks()?;
            let leads = parser.digits()?;
            parser.blanks()?;
            parser.take(b"%%EOF")?;
            let _ = parser.line_end();
            (leads == start).then_some(())
        };
        let is_end = read(&mut parser).is_some();
        self.hold(is_end, DoubtKind::End, None)?;
        self.at = parser.at();
        Ok(())
    }

    fn trailer(&self, section: &Section) -> Checked {
        const KEYS: [&str; 11] = [
            "DecodeParms",
            "Filter",
            "ID",
            "Index",
            "Info",
            "Length",
            "Prev",
            "Root",
            "Size",
            "Type",
            "W",
        ];
        // Only an update has them.
        const LATER: [&str; 2] = ["Index", "Prev"];
        let (doubt, trailer) = (DoubtKind::Trailer, &section.trailer);
        let is_later = LATER.iter().any(|key| trailer.get(key).is_some());
        let is_known = trailer.has_only(&KEYS) && !(self.exact && is_later);
        self.hold(is_known, doubt, None)?;
        for (key, value) in trailer.iter() {
            let is_direct =
                matches!(value, Value::Reference(..)) == matches!(key, b"Root" | b"Info");
            self.hold(is_direct, doubt, None)?;
        }
        if let Some(parameters) = trailer.get("DecodeParms") {
            let parameters = parameters.as_dictionary();
            let is_known = parameters.is_some_and(|it| it.has_only(&["Columns", "Predictor"]));
            self.hold(is_known, doubt, None)?;
        }
        // Of a number that is not below the size, some readers know nothing.
        let size = trailer.get("Size").and_then(Value::as_size);
        let last = section.places.last_key_value().map_or(0, |(last, _)| *last);
        let fits = size.and_then(|size| u32::try_from(size).ok());
        self.hold(fits.is_some_and(|size| size > last), doubt, None)
    }

    /// An object; returns how many objects it packs.
    fn object(&mut self, number: u32, section: &Section) -> Result<usize, Doubt> {
        let (bytes, object) = (self.bytes, Some(number));
        if !self.exact {
            return self.foreign(number, section);
        }
        self.take(
            format!("{number} 0 obj\n").as_bytes(),
            DoubtKind::Place,
            object,
        )?;
        let mut parser = Parser::new(bytes, self.at);
        let value = parser.exact();
        let value = value.ok_or(self.doubt(DoubtKind::Spelling, object))?;
        self.at = parser.at();
        // Every other object is in an object stream.
        self.take(b"\nstream\n", DoubtKind::Spelling, object)?;
        let dictionary = value.as_dictionary();
        let dictionary = dictionary.ok_or(self.doubt(DoubtKind::Spelling, object))?;
        let length = dictionary.get("Length").and_then(Value::as_size);
        let end = length.and_then(|length| self.at.checked_add(length));
        let data = end.and_then(|end| bytes.get(self.at..end));
        let data = data.ok_or(self.doubt(DoubtKind::Stream, object))?;
        let is_own = self.is_own(data, dictionary);
        self.hold(is_own, DoubtKind::Stream, object)?;
        self.at += data.len();
        self.take(b"\nendstream\nendobj\n", DoubtKind::Stream, object)?;
        self.pack(number, section, dictionary, data)
    }

    /// An object of an update.
    fn foreign(&mut self, number: u32, section: &Section) -> Result<usize, Doubt> {
        let object = Some(number);
        let mut parser = Parser::new(self.bytes, self.at);
        let is_here = parser.at_head(number);
        self.hold(is_here, DoubtKind::Place, object)?;
        let value = parser.value();
        let value = value.ok_or(self.doubt(DoubtKind::Spelling, object))?;
        if parser.keyword("endobj").is_some() {
            self.hold(!parser.commented(), DoubtKind::Spelling, object)?;
            self.at = parser.at();
            return Ok(0);
        }
        let doubt = self.doubt(DoubtKind::Stream, object);
        let dictionary = value.as_dictionary().ok_or(doubt)?;
        let length = dictionary.get("Length").and_then(Value::as_size);
        let data = data(&mut parser, length.ok_or(doubt)?).ok_or(doubt)?;
        let is_elsewhere = ELSEWHERE.iter().any(|key| dictionary.get(key).is_some());
        self.hold(!is_elsewhere, DoubtKind::Stream, object)?;
        self.hold(!parser.commented(), DoubtKind::Spelling, object)?;
        self.at = parser.at();
        let bytes = self.bytes.get(data).ok_or(doubt)?;
        self.pack(number, section, dictionary, bytes)
    }

    /// The objects of an object stream: those that the cross-references place there, one after the
    /// other, and nothing else.
    fn pack(
        &mut self,
        number: u32,
        section: &Section,
        dictionary: &Dictionary,
        data: &[u8],
    ) -> Result<usize, Doubt> {
        if !dictionary.is("Type", "ObjStm") {
            return Ok(0);
        }
        let doubt = self.doubt(DoubtKind::Pack, Some(number));
        let fits = dictionary.has_only(&["Filter", "First", "Length", "N", "Type"]);
        let bytes = fits.then(|| plain(data, dictionary, self.room));
        let bytes = bytes.flatten().ok_or(doubt)?;
        self.room = self.room.saturating_sub(bytes.len());
        let size = |key| dictionary.get(key).and_then(Value::as_size);
        let (count, first) = size("N").zip(size("First")).ok_or(doubt)?;
        let mut head = Parser::new(&bytes, 0);
        let mut body = Parser::new(&bytes, first);
        let mut written = String::new();
        for index in 0..count {
            let (own, at) = head.size().zip(head.size()).ok_or(doubt)?;
            let own = u32::try_from(own).map_err(|_| doubt)?;
            let place = XrefEntry::Within {
                stream: number,
                index,
            };
            self.hold(
                section.places.get(&own) == Some(&place),
                DoubtKind::Pack,
                Some(own),
            )?;
            let doubt = self.doubt(DoubtKind::Spelling, Some(own));
            if self.exact {
                written.push_str(&format!("{own} {at} "));
                let is_here = first.checked_add(at) == Some(body.at());
                let value = body.exact().filter(|_| is_here);
                value.ok_or(doubt)?;
                body.take(b"\n").ok_or(doubt)?;
            } else {
                body.skip();
                let is_here = first.checked_add(at) == Some(body.at());
                let value = body.value().filter(|_| is_here && !body.commented());
                value.ok_or(doubt)?;
            }
        }
        body.skip();
        let is_head = if self.exact {
            bytes.get(..first) == Some(written.as_bytes())
        } else {
            head.skip();
            !head.commented() && head.at() <= first
        };
        let is_all = is_head && body.at() == bytes.len() && !body.commented();
        self.hold(is_all, DoubtKind::Pack, Some(number))?;
        Ok(count)
    }

    /// Whether a stream is packed in a way that this program writes.
    fn is_own(&mut self, data: &[u8], dictionary: &Dictionary) -> bool {
        let is_table = dictionary.is("Type", "XRef");
        let is_elsewhere = ELSEWHERE.iter().any(|key| dictionary.get(key).is_some());
        if is_elsewhere || !is_table && dictionary.get("DecodeParms").is_some() {
            return false;
        }
        // A JPEG file is embedded as it is.
        if dictionary.is("Subtype", "Image") && dictionary.is("Filter", "DCTDecode") {
            return true;
        }
        let bytes = whole(data, dictionary, self.room);
        self.room = self.room.saturating_sub(bytes.as_ref().map_or(0, Vec::len));
        bytes.is_some()
    }
}
