//! Takes a PDF of this program apart and puts it together again in the program's own spelling, changed: what
//! whoever holds a key can make before they sign. Objects are texts; nothing checks what is put in.

use std::collections::BTreeMap;

use chengbao_base::formats::pdf::{PdfFile, deflate, write_value};

/// An object: its text; for a stream its dictionary without `Length`, and its bytes as they are stored.
#[derive(Debug, Clone)]
pub struct Object {
    pub text: String,
    pub data: Option<Vec<u8>>,
}

/// A row of the cross-references.
#[derive(Debug, Clone, Copy)]
pub enum Row {
    Free,
    /// The place of a chunk of [`Forge::chunks`], by its index.
    Chunk(usize),
    Raw([u64; 3]),
}

/// A file that is being forged.
#[derive(Debug, Clone)]
pub struct Forge {
    pub objects: BTreeMap<u32, Object>,
    /// Bytes that are put between the streams as they are.
    pub chunks: Vec<Vec<u8>>,
    /// Rows that are others than those of the objects.
    pub rows: BTreeMap<u32, Row>,
    /// What stands in the trailer besides what is always there.
    pub trailer: String,
    pub root: u32,
    pub info: u32,
}

impl Forge {
    pub fn of(bytes: &[u8]) -> Self {
        let file = PdfFile::open(bytes).unwrap();
        let mut objects = BTreeMap::new();
        for number in file.numbers() {
            let stored = file.get(number).unwrap();
            let is = |name: &str| stored.dictionary().is_some_and(|it| it.is("Type", name));
            if stored.data.is_some() && (is("XRef") || is("ObjStm")) {
                continue;
            }
            let mut text = Vec::new();
            write_value(&mut text, &stored.value);
            let mut text = String::from_utf8(text).unwrap();
            let data = stored.data.clone().map(|range| bytes[range].to_vec());
            if let Some(data) = &data {
                text = text.replacen(&format!("/Length {}", data.len()), "", 1);
            }
            objects.insert(number, Object { text, data });
        }
        let trailer = file.trailer().unwrap();
        let number = |key: &str| trailer.get(key).unwrap().as_reference().unwrap();
        Self {
            objects,
            chunks: Vec::new(),
            rows: BTreeMap::new(),
            trailer: String::new(),
            root: number("Root"),
            info: number("Info"),
        }
    }

    /// A free number.
    pub fn next(&self) -> u32 {
        self.objects.last_key_value().unwrap().0 + 1
    }

    pub fn add(&mut self, text: &str) -> u32 {
        let number = self.next();
        self.objects.insert(
            number,
            Object {
                text: text.to_owned(),
                data: None,
            },
        );
        number
    }

    pub fn add_stream(&mut self, text: &str, data: &[u8]) -> u32 {
        let number = self.next();
        self.objects.insert(
            number,
            Object {
                text: text.to_owned(),
                data: Some(data.to_vec()),
            },
        );
        number
    }

    pub fn text(&self, number: u32) -> &str {
        &self.objects[&number].text
    }

    /// Replaces a text within an object, which must be there.
    pub fn edit(&mut self, number: u32, old: &str, new: &str) {
        let object = self.objects.get_mut(&number).unwrap();
        assert!(object.text.contains(old), "{old} in {}", object.text);
        object.text = object.text.replacen(old, new, 1);
    }

    /// Adds entries to a dictionary.
    pub fn put(&mut self, number: u32, entries: &str) {
        let object = self.objects.get_mut(&number).unwrap();
        let end = object.text.rfind(">>").unwrap();
        object.text.insert_str(end, entries);
    }

    /// The first object that has all these texts.
    pub fn find(&self, texts: &[&str]) -> u32 {
        let has = |object: &Object| texts.iter().all(|text| object.text.contains(text));
        let mut objects = self.objects.iter();
        *objects
            .find(|(_, it)| has(it))
            .unwrap_or_else(|| panic!("{texts:?}"))
            .0
    }

    /// The number that an entry refers to.
    pub fn refers(&self, number: u32, key: &str) -> u32 {
        let text = self.text(number);
        let at = text.find(key).unwrap_or_else(|| panic!("{key} in {text}"));
        let digits = text[at + key.len()..].trim_start_matches([' ', '[']);
        digits.split(' ').next().unwrap().parse().unwrap()
    }

    /// The pages in order.
    pub fn pages(&self) -> Vec<u32> {
        let tree = self.text(self.find(&["/Type/Pages"]));
        let kids = tree.split("/Kids[").nth(1).unwrap();
        let kids = kids.split(']').next().unwrap();
        kids.split(" 0 R")
            .filter_map(|it| it.trim().parse().ok())
            .collect()
    }

    /// What a stream holds.
    pub fn content(&self, number: u32) -> Vec<u8> {
        let object = &self.objects[&number];
        let data = object.data.as_ref().unwrap();
        if object.text.contains("/FlateDecode") {
            inflate(data)
        } else {
            data.clone()
        }
    }

    /// Sets what a stream holds, packed as the program packs.
    pub fn set_content(&mut self, number: u32, content: &[u8]) {
        let object = self.objects.get_mut(&number).unwrap();
        if !object.text.contains("/FlateDecode") {
            object.text.insert_str(2, "/Filter/FlateDecode");
        }
        object.data = Some(deflate(content));
    }

    /// The content of a page, from 1, after a change.
    pub fn draw(&mut self, page: usize, change: impl FnOnce(&str) -> String) {
        let content = self.refers(self.pages()[page - 1], "/Contents");
        let before = String::from_utf8(self.content(content)).unwrap();
        let after = change(&before);
        assert_ne!(before, after);
        self.set_content(content, after.as_bytes());
    }

    /// The file.
    pub fn write(&self) -> Vec<u8> {
        let mut out = b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n".to_vec();
        let mut rows: BTreeMap<u32, [u64; 3]> = BTreeMap::new();
        let mut packed: Vec<(u32, &str)> = Vec::new();
        for (number, object) in &self.objects {
            match &object.data {
                Some(data) => {
                    rows.insert(*number, [1, out.len() as u64, 0]);
                    out.extend(stream(*number, &object.text, data));
                }
                None => packed.push((*number, &object.text)),
            }
        }
        let chunks = self.chunks.iter().map(|chunk| {
            let at = out.len();
            out.extend_from_slice(chunk);
            at
        });
        let chunks: Vec<usize> = chunks.collect();
        let pack = self
            .next()
            .max(self.rows.keys().max().map_or(0, |last| last + 1));
        let (mut head, mut body) = (String::new(), String::new());
        for (index, (number, text)) in packed.iter().enumerate() {
            head.push_str(&format!("{number} {} ", body.len()));
            body.push_str(text);
            body.push('\n');
            rows.insert(*number, [2, pack.into(), index as u64]);
        }
        let text = format!(
            "<</Type/ObjStm/N {}/First {}/Filter/FlateDecode>>",
            packed.len(),
            head.len()
        );
        rows.insert(pack, [1, out.len() as u64, 0]);
        out.extend(stream(pack, &text, &deflate((head + &body).as_bytes())));
        let start = out.len();
        rows.insert(pack + 1, [1, start as u64, 0]);
        for (number, row) in &self.rows {
            rows.insert(
                *number,
                match row {
                    Row::Free => [0, 0, 0],
                    Row::Chunk(index) => [1, chunks[*index] as u64, 0],
                    Row::Raw(row) => *row,
                },
            );
        }
        let mut table = vec![0, 0, 0, 0, 0, 0xFF, 0xFF];
        for number in 1..=pack + 1 {
            let [kind, first, second] = rows.get(&number).copied().unwrap_or([0, 0, 0]);
            table.push(u8::try_from(kind).unwrap());
            table.extend(u32::try_from(first).unwrap().to_be_bytes());
            table.extend(u16::try_from(second).unwrap().to_be_bytes());
        }
        let text = format!(
            "<</Type/XRef/Size {}/Root {} 0 R/Info {} 0 R/ID[<00112233445566778899AABBCCDDEEFF>\
             <00112233445566778899AABBCCDDEEFF>]/W[1 4 2]/Filter/FlateDecode{}>>",
            pack + 2,
            self.root,
            self.info,
            self.trailer
        );
        out.extend(stream(pack + 1, &text, &deflate(&table)));
        out.extend(format!("startxref\n{start}\n%%EOF\n").bytes());
        out
    }
}

/// An object that is a stream.
pub fn stream(number: u32, text: &str, data: &[u8]) -> Vec<u8> {
    let end = text.rfind(">>").unwrap();
    let length = if text.contains("/Length") && !text.contains("/Length1") {
        String::new()
    } else {
        format!("/Length {}", data.len())
    };
    let text = format!("{}{length}>>", &text[..end]);
    let head = format!("{number} 0 obj\n{text}\nstream\n");
    [head.as_bytes(), data, b"\nendstream\nendobj\n"].concat()
}

fn inflate(data: &[u8]) -> Vec<u8> {
    let dictionary = lopdf::dictionary! { "Filter" => "FlateDecode" };
    let stream = lopdf::Stream::new(dictionary, data.to_vec());
    stream.decompressed_content().unwrap()
}

/// Puts an update behind a file: objects as they are, and a table of cross-references with these rows (number, and
/// the index of the object or the row as it is).
pub fn update(base: &[u8], objects: &[&str], rows: &[(u32, Update)], trailer: &str) -> Vec<u8> {
    let mut out = base.to_vec();
    let mut places = Vec::new();
    for object in objects {
        places.push(out.len());
        out.extend(object.bytes());
    }
    let prev = last_startxref(base);
    let start = out.len();
    out.extend(b"xref\n");
    for (number, row) in rows {
        let row = match row {
            Update::Object(index) => format!("{:010} 00000 n \n", places[*index]),
            Update::Raw(row) => (*row).to_owned(),
        };
        out.extend(format!("{number} 1\n{row}").bytes());
    }
    out.extend(format!("trailer\n<<{trailer}/Prev {prev}>>\nstartxref\n{start}\n%%EOF\n").bytes());
    out
}

/// A row of an update.
pub enum Update {
    Object(usize),
    Raw(&'static str),
}

/// Where the last cross-references of a file begin.
pub fn last_startxref(bytes: &[u8]) -> usize {
    let mark = b"startxref\n";
    let at = bytes
        .windows(mark.len())
        .rposition(|it| it == mark)
        .unwrap()
        + mark.len();
    let digits: Vec<u8> = bytes[at..]
        .iter()
        .copied()
        .take_while(u8::is_ascii_digit)
        .collect();
    String::from_utf8(digits).unwrap().parse().unwrap()
}
