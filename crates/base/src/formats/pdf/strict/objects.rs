//! The objects of a file: each under its own number, spelled as the revision that it is in may spell it, and streams
//! whose bytes are all known.
//!
//! It never follows a reference.

use super::{Doubt, DoubtKind, Reader};
use crate::formats::pdf::inflate::{plain, whole};
use crate::formats::pdf::parse::Parser;
use crate::formats::pdf::sections::data;
use crate::formats::pdf::{Dictionary, Section, Value, XrefEntry};

/// Keys of a stream's dictionary by which its bytes would come from elsewhere (table 5).
const ELSEWHERE: [&str; 4] = ["F", "FFilter", "FDecodeParms", "DL"];

impl Reader<'_> {
    /// An object; returns how many objects it packs.
    pub(super) fn object(&mut self, number: u32, section: &Section) -> Result<usize, Doubt> {
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
