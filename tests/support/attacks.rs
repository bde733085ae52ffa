//! Twelve attacks on a signed PDF. Each is made as an update behind the signature where that can be
//! done, and within the signed bytes where it can.

use lopdf::xref::XrefEntry;
use lopdf::{Dictionary, Document, IncrementalDocument, Object, ObjectId, Stream, dictionary};

/// Where an attack is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// Within the bytes that were signed.
    InPlace,
    /// In the room the signature leaves for its own value.
    InGap,
    /// Behind the signed bytes.
    Update,
}

/// A file that pretends to be the signed one.
pub struct Attack {
    /// Which of the twelve.
    pub name: &'static str,
    /// How it is done.
    pub way: Way,
    /// The file.
    pub bytes: Vec<u8>,
}

/// The names of the twelve.
pub const NAMES: [&str; 12] = [
    "annotation appended",
    "page overwritten",
    "font swapped",
    "cross-references with another page",
    "gap in the byte range",
    "second end of file",
    "metadata changed",
    "attachment replaced",
    "signature of another file",
    "widget moved",
    "certification removed",
    "truncated",
];

/// All attacks on a signed file of ours; `other` is another signed file.
pub fn attacks(signed: &[u8], other: &[u8]) -> Vec<Attack> {
    let target = Target::of(signed);
    let mut attacks = Vec::new();
    let mut add = |at: usize, way: Way, bytes: Vec<u8>| {
        assert_ne!(bytes, signed, "{}: nothing was done", NAMES[at]);
        let name = NAMES[at];
        attacks.push(Attack { name, way, bytes });
    };
    add(0, Way::Update, target.annotation());
    add(1, Way::Update, target.replaced(target.content()));
    add(1, Way::InPlace, target.bent(target.content()));
    add(2, Way::Update, target.replaced(target.font()));
    add(2, Way::InPlace, target.bent(target.font()));
    add(3, Way::Update, target.other_page());
    add(4, Way::InGap, target.filled_gap());
    add(4, Way::InPlace, target.wider_gap());
    add(5, Way::Update, target.again(b"%%EOF\n"));
    add(5, Way::Update, target.second_end());
    add(6, Way::Update, target.replaced(target.metadata()));
    add(6, Way::InPlace, target.bent(target.metadata()));
    add(7, Way::Update, target.replaced(target.attachment()));
    add(7, Way::InPlace, target.bent(target.attachment()));
    add(8, Way::InGap, target.other_value(other));
    add(8, Way::Update, target.other_update(other));
    add(9, Way::Update, target.moved());
    add(9, Way::InPlace, target.edited(b"/Rect[", |digit| digit ^ 1));
    add(10, Way::Update, target.uncertified());
    add(10, Way::InPlace, target.edited(b"/Perms<</DocM", |_| b'X'));
    for cut in [1, 7, 60, 900, 5000] {
        add(11, Way::InPlace, signed[..signed.len() - cut].to_vec());
    }
    attacks
}

/// The signed file.
struct Target<'a> {
    bytes: &'a [u8],
    document: Document,
}

impl<'a> Target<'a> {
    fn of(bytes: &'a [u8]) -> Self {
        let document = Document::load_mem(bytes).unwrap();
        Self { bytes, document }
    }

    /// The file with an update.
    fn updated(&self, change: impl FnOnce(&mut IncrementalDocument)) -> Vec<u8> {
        let mut update =
            IncrementalDocument::create_from(self.bytes.to_vec(), self.document.clone());
        change(&mut update);
        let mut out = Vec::new();
        update.save_to(&mut out).unwrap();
        assert!(out.starts_with(self.bytes));
        out
    }

    fn page(&self, number: u32) -> (ObjectId, Dictionary) {
        let id = self.document.get_pages()[&number];
        (id, self.document.get_dictionary(id).unwrap().clone())
    }

    fn first(&self, is: impl Fn(&Stream) -> bool) -> ObjectId {
        let objects = self.document.objects.iter();
        let mut found = objects.filter_map(|(id, object)| match object {
            Object::Stream(stream) if is(stream) => Some(*id),
            _ => None,
        });
        found.next().expect("such a stream")
    }

    fn content(&self) -> ObjectId {
        let (id, _) = self.page(1);
        self.document.get_page_contents(id)[0]
    }

    fn font(&self) -> ObjectId {
        let fonts = self.document.objects.values();
        let mut fonts = fonts.filter_map(|object| {
            let dictionary = object.as_dict().ok()?;
            dictionary.get(b"FontFile2").ok()?.as_reference().ok()
        });
        fonts.next().expect("an embedded font")
    }

    fn metadata(&self) -> ObjectId {
        self.first(|stream| stream.dict.has_type(b"Metadata"))
    }

    fn attachment(&self) -> ObjectId {
        self.first(|stream| stream.dict.has_type(b"EmbeddedFile"))
    }

    /// The widget of the signature.
    fn widget(&self) -> (ObjectId, Dictionary) {
        let objects = self.document.objects.iter();
        let mut widgets = objects.filter_map(|(id, object)| {
            let dictionary = object.as_dict().ok()?;
            let is_signature = dictionary.get(b"FT").and_then(Object::as_name).ok()? == b"Sig";
            is_signature.then(|| (*id, dictionary.clone()))
        });
        widgets.next().expect("a signature field")
    }

    /// From where to where `Contents` stands, with its delimiters.
    fn gap(&self) -> std::ops::Range<usize> {
        let key = find(self.bytes, b"/ByteRange[0 ");
        let text = &self.bytes[key + b"/ByteRange[".len()..];
        let end = text.iter().position(|byte| *byte == b']').unwrap();
        let text = std::str::from_utf8(&text[..end]).unwrap();
        let numbers: Vec<usize> = text
            .split_whitespace()
            .map(|word| word.parse().unwrap())
            .collect();
        numbers[1]..numbers[2]
    }

    /// An annotation that covers the first page.
    fn annotation(&self) -> Vec<u8> {
        let (id, mut page) = self.page(1);
        self.updated(|update| {
            let document = &mut update.new_document;
            let annotation = document.add_object(dictionary! {
                "Type" => "Annot",
                "Subtype" => "FreeText",
                "Rect" => vec![0.into(), 0.into(), 595.into(), 842.into()],
                "Contents" => Object::string_literal("void"),
                "F" => 4,
            });
            page.set("Annots", vec![Object::Reference(annotation)]);
            document.set_object(id, page);
        })
    }

    /// A stream in the place of one that is there.
    fn replaced(&self, id: ObjectId) -> Vec<u8> {
        let Ok(Object::Stream(mut stream)) = self.document.get_object(id).cloned() else {
            panic!("{id:?} is no stream");
        };
        stream.dict.remove(b"Filter");
        stream.set_content(b"q Q".to_vec());
        self.updated(|update| {
            update.new_document.set_object(id, stream);
        })
    }

    /// One bit of a stream turned over.
    fn bent(&self, id: ObjectId) -> Vec<u8> {
        let place = self.document.reference_table.get(id.0);
        let Some(XrefEntry::Normal { offset, .. }) = place else {
            panic!("{id:?} is in no place of its own");
        };
        let mut bytes = self.bytes.to_vec();
        let from = usize::try_from(*offset).unwrap();
        let start = from + find(&bytes[from..], b"stream\n");
        bytes[start + 20] ^= 1;
        bytes
    }

    /// An update by hand, with a table of its own: the first page is another one.
    fn other_page(&self) -> Vec<u8> {
        let (id, _) = self.page(1);
        let pages = self.document.catalog().unwrap().get(b"Pages").unwrap();
        let pages = pages.as_reference().unwrap().0;
        let size = self.document.max_id + 1;
        let root = self.document.trailer.get(b"Root").unwrap();
        let root = root.as_reference().unwrap().0;
        let mut out = self.bytes.to_vec();
        let content = out.len();
        let text = "0 0 595 842 re f";
        out.extend_from_slice(
            format!(
                "{size} 0 obj\n<</Length {}>>\nstream\n{text}\nendstream\nendobj\n",
                text.len()
            )
            .as_bytes(),
        );
        let page = out.len();
        out.extend_from_slice(
            format!(
                "{} 0 obj\n<</Type/Page/Parent {pages} 0 R/MediaBox[0 0 595 842]/Contents {size} 0 R>>\nendobj\n",
                id.0
            )
            .as_bytes(),
        );
        let start = out.len();
        let table = format!(
            "xref\n{} 1\n{page:010} 00000 n \n{size} 1\n{content:010} 00000 n \ntrailer\n\
             <</Size {}/Root {root} 0 R/Prev {}>>\nstartxref\n{start}\n%%EOF\n",
            id.0,
            size + 1,
            self.document.xref_start
        );
        out.extend_from_slice(table.as_bytes());
        out
    }

    /// The value ends early, and what stood for nothing behind it says something.
    fn filled_gap(&self) -> Vec<u8> {
        let gap = self.gap();
        let put = b">/Reason(approved)/Rest<00";
        let mut bytes = self.bytes.to_vec();
        let start = gap.end - 2 - put.len();
        bytes[start..start + put.len()].copy_from_slice(put);
        bytes
    }

    /// The second range begins later; what stands before it may be anything.
    fn wider_gap(&self) -> Vec<u8> {
        let gap = self.gap();
        let mut bytes = self.bytes.to_vec();
        let put = b"/Reason(approved)";
        bytes.splice(gap.end..gap.end, put.iter().copied());
        let old = format!("[0 {} {} ", gap.start, gap.end);
        let new = format!("[0 {} {} ", gap.start, gap.end + put.len());
        assert_eq!(old.len(), new.len());
        let at = find(&bytes, old.as_bytes());
        bytes[at..at + new.len()].copy_from_slice(new.as_bytes());
        let end = |start: usize| format!("startxref\n{start}\n%%EOF\n");
        let old = end(self.document.xref_start);
        bytes.truncate(bytes.len() - old.len());
        bytes.extend_from_slice(end(self.document.xref_start + put.len()).as_bytes());
        bytes
    }

    fn again(&self, more: &[u8]) -> Vec<u8> {
        [self.bytes, more].concat()
    }

    fn second_end(&self) -> Vec<u8> {
        let end = format!("startxref\n{}\n%%EOF\n", self.document.xref_start);
        self.again(end.as_bytes())
    }

    /// The value of another file's signature.
    fn other_value(&self, other: &[u8]) -> Vec<u8> {
        let (own, from) = (self.gap(), Target::of(other).gap());
        let mut bytes = self.bytes.to_vec();
        let digits = &other[from.start + 1..from.end - 1];
        let mut value = digits.to_vec();
        value.resize(own.len() - 2, b'0');
        bytes[own.start + 1..own.end - 1].copy_from_slice(&value);
        bytes
    }

    /// The update by which another file was signed, behind this one's own document.
    fn other_update(&self, other: &[u8]) -> Vec<u8> {
        let own_end = find(self.bytes, END) + END.len();
        let from = find(other, END) + END.len();
        let start = Target::of(other).document.xref_start;
        let tail = format!("startxref\n{start}\n%%EOF\n");
        let update = &other[from..other.len() - tail.len()];
        // The cross-references stand elsewhere now.
        let start = start + own_end - from;
        let mut bytes = [&self.bytes[..own_end], update].concat();
        bytes.extend_from_slice(format!("startxref\n{start}\n%%EOF\n").as_bytes());
        bytes
    }

    fn moved(&self) -> Vec<u8> {
        let (id, mut widget) = self.widget();
        let place: Vec<Object> = [10, 10, 129, 129].map(Object::from).into();
        widget.set("Rect", place);
        self.updated(|update| {
            update.new_document.set_object(id, widget);
        })
    }

    /// The catalog without its certification.
    fn uncertified(&self) -> Vec<u8> {
        let root = self.document.trailer.get(b"Root").unwrap();
        let root = root.as_reference().unwrap();
        let mut catalog = self.document.catalog().unwrap().clone();
        catalog.remove(b"Perms");
        self.updated(|update| {
            update.new_document.set_object(root, catalog);
        })
    }

    /// The byte behind the last of these words is another one.
    fn edited(&self, words: &[u8], change: impl Fn(u8) -> u8) -> Vec<u8> {
        let mut bytes = self.bytes.to_vec();
        let mut windows = bytes.windows(words.len()).enumerate();
        let last = windows.rfind(|(_, window)| *window == words);
        let at = last.expect("the words").0 + words.len();
        bytes[at] = change(bytes[at]);
        bytes
    }
}

/// What ends a revision of ours.
const END: &[u8] = b"%%EOF\n";

fn find(bytes: &[u8], words: &[u8]) -> usize {
    let mut windows = bytes.windows(words.len());
    windows.position(|window| window == words).expect("words")
}
