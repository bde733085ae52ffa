//! PDFs that embed a file and cost far more than they are long wherever a reader reads more than leads to the file, in
//! any size: arrays, rows, streams, trees, circles. What is in the way of readers is sound otherwise.

use std::collections::BTreeMap;

/// The embedded file of each of them.
pub const DATA: &str = "year: 2024\n";

/// A file that is written object by object.
#[derive(Clone)]
pub struct HeavyPdf {
    out: Vec<u8>,
    rows: BTreeMap<u32, String>,
}

impl HeavyPdf {
    /// A file with a catalog that has these entries, a page, and an embedded file with its specification, object 5.
    pub fn new(catalog: &str) -> Self {
        let mut file = Self {
            out: b"%PDF-1.7\n".to_vec(),
            rows: BTreeMap::new(),
        };
        file.object(1, &format!("<</Type/Catalog/Pages 2 0 R{catalog}>>"));
        file.object(2, "<</Type/Pages/Kids[3 0 R]/Count 1>>");
        file.object(3, "<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>");
        file.stream(4, "/Type/EmbeddedFile", DATA.as_bytes());
        file.object(5, SPECIFICATION);
        file
    }

    /// Bytes outside objects.
    pub fn text(&mut self, text: &str) {
        self.out.extend(text.bytes());
    }

    pub fn object(&mut self, number: u32, text: &str) {
        self.here(number);
        self.text(&format!("{number} 0 obj\n{text}\nendobj\n"));
    }

    pub fn stream(&mut self, number: u32, entries: &str, data: &[u8]) {
        self.here(number);
        let length = data.len();
        self.text(&format!(
            "{number} 0 obj\n<<{entries}/Length {length}>>\nstream\n"
        ));
        self.out.extend(data);
        self.text("\nendstream\nendobj\n");
    }

    /// An object begins here.
    pub fn here(&mut self, number: u32) {
        let row = format!("{:010} 00000 n \n", self.out.len());
        self.rows.insert(number, row);
    }

    /// A row of the table as it is.
    pub fn row(&mut self, number: u32, row: &str) {
        self.rows.insert(number, row.to_owned());
    }

    /// The file with a table of its objects.
    pub fn write(mut self, trailer: &str) -> Vec<u8> {
        let start = self.out.len();
        self.text("xref\n0 1\n0000000000 65535 f \n");
        for (number, row) in std::mem::take(&mut self.rows) {
            self.text(&format!("{number} 1\n{row}"));
        }
        self.text(&format!("trailer\n<</Size 9/Root 1 0 R{trailer}>>\n"));
        self.text(&format!("startxref\n{start}\n%%EOF\n"));
        self.out
    }

    /// The same with a cross-reference stream, and with objects that are in object streams.
    pub fn write_stream(mut self, packed: &[(u32, u32)]) -> Vec<u8> {
        let start = self.out.len();
        let mut rows = BTreeMap::new();
        for (number, row) in &self.rows {
            rows.insert(*number, (1, row[..10].parse::<u32>().unwrap()));
        }
        rows.extend(packed.iter().map(|(number, pack)| (*number, (2, *pack))));
        let (mut data, mut index) = (Vec::new(), String::new());
        for (number, (kind, place)) in rows {
            index += &format!("{number} 1 ");
            data.push(kind);
            data.extend(place.to_be_bytes());
        }
        let entries =
            format!("/Type/XRef/Size 9/Root 1 0 R/W[1 4 0]/Index[{index}]/Filter/FlateDecode");
        self.stream(9_000_000, &entries, &deflate(&data));
        self.text(&format!("startxref\n{start}\n%%EOF\n"));
        self.out
    }
}

/// The specification of the embedded file.
pub const SPECIFICATION: &str =
    "<</Type/Filespec/F(a.yaml)/UF(a.yaml)/EF<</F 4 0 R/UF 4 0 R>>/AFRelationship/Source>>";

/// What leads to the embedded file.
pub const LISTED: &str = "/AF[5 0 R]/Names<</EmbeddedFiles<</Names[(a.yaml)5 0 R]>>>>";

/// A tree of embedded files that has itself as its kids so many times.
pub fn tree_of_itself(count: usize) -> Vec<u8> {
    let mut file = HeavyPdf::new("/Names<</EmbeddedFiles 6 0 R>>");
    let kids = "6 0 R ".repeat(count);
    file.object(6, &format!("<</Kids[{kids}]/Names[(a.yaml)5 0 R]>>"));
    file.write("")
}

/// A tree of embedded files with so many levels.
pub fn levels(count: usize) -> Vec<u8> {
    let mut file = HeavyPdf::new("/Names<</EmbeddedFiles 10 0 R>>");
    for number in (10..).take(count) {
        file.object(number, &format!("<</Kids[{} 0 R]>>", number + 1));
    }
    let last = 10 + u32::try_from(count).unwrap();
    file.object(last, "<</Names[(a.yaml)5 0 R]>>");
    file.write("")
}

/// So many rows of cross-references that all lead to one array of as many numbers.
pub fn rows(count: usize) -> Vec<u8> {
    let mut file = HeavyPdf::new(LISTED);
    file.object(6, &format!("[{}]", "1 ".repeat(count)));
    let row = file.rows[&6].repeat(count);
    file.rows.insert(7, format!("10 {count}\n{row}"));
    let text = String::from_utf8(file.write("")).unwrap();
    text.replacen("7 1\n10", "10", 1).into_bytes()
}

/// So many object streams of 40 MB with a node of the tree of embedded files each.
pub fn object_streams(count: usize) -> Vec<u8> {
    let numbers = 10_000..10_000 + u32::try_from(count).unwrap();
    let kids: String = numbers.clone().map(|it| format!("{it} 0 R ")).collect();
    let mut file = HeavyPdf::new(&format!(
        "/AF[5 0 R]/Names<</EmbeddedFiles<</Kids[{kids}]>>>>"
    ));
    let heads: String = numbers.clone().map(|it| format!("{it} 0 ")).collect();
    let mut unpacked = format!("{heads}<</Names[(a.yaml)5 0 R]>>").into_bytes();
    unpacked.resize(40 << 20, b' ');
    let data = deflate(&unpacked);
    let entries = format!(
        "/Type/ObjStm/N {count}/First {}/Filter/FlateDecode",
        heads.len()
    );
    let packed: Vec<(u32, u32)> = numbers.map(|it| (it, it + 1_000_000)).collect();
    for (_, pack) in &packed {
        file.stream(*pack, &entries, &data);
    }
    file.write_stream(&packed)
}

/// So many object streams, each of which contains the next one as it is and none of which ends soundly.
pub fn streams_in_streams(count: usize, padding: usize) -> Vec<u8> {
    let numbers = 10_000..10_000 + u32::try_from(count).unwrap();
    let kids: String = numbers.clone().map(|it| format!("{it} 0 R ")).collect();
    let mut file = HeavyPdf::new(&format!(
        "/AF[5 0 R]/Names<</EmbeddedFiles<</Kids[{kids}]>>>>"
    ));
    // Heads of one length, so that what follows each of them is known.
    let head = |number: u32, length: usize| {
        let pack = number + 1_000_000;
        format!(
            "{pack} 0 obj\n<</Type/ObjStm/N 1/First 9/Filter/FlateDecode/Length {length:010}>>\nstream\n"
        )
    };
    // A stored block has 65,535 bytes at most: what is between two heads is one, what follows the last are many.
    let one = head(10_000, 0).len();
    let block = |length: usize| {
        let length = u16::try_from(length).unwrap();
        let bytes = [length.to_le_bytes(), (!length).to_le_bytes()].concat();
        [&[0][..], &bytes].concat()
    };
    let mut tail = Vec::new();
    while tail.len() < padding {
        tail.extend(block(60_000));
        tail.extend([b' '; 60_000]);
    }
    let between = 2 + block(0).len();
    for (index, number) in numbers.clone().enumerate() {
        let after = count - 1 - index;
        file.here(number + 1_000_000);
        let length = between + after * (one + between) + tail.len();
        file.text(&head(number, length));
        // Up to the blocks of the next stream.
        file.out.extend([0x78, 0x01]);
        let next = if after > 0 { one + 2 } else { 0 };
        file.out.extend(block(next));
    }
    file.out.extend(tail);
    file.text("\nendstream\nendobj\n");
    let packed: Vec<(u32, u32)> = numbers.map(|it| (it, it + 1_000_000)).collect();
    file.write_stream(&packed)
}

/// An embedded file of so many packed bytes, which are 158 times as many unpacked.
pub fn embedded(length: usize) -> Vec<u8> {
    let mut file = HeavyPdf::new(LISTED);
    let entries = "/Type/EmbeddedFile/Filter/FlateDecode";
    file.stream(4, entries, &zeros(length));
    file.write("")
}

/// A catalog with an array nested so deep.
pub fn nested(depth: usize) -> Vec<u8> {
    let (open, close) = ("[".repeat(depth), "]".repeat(depth));
    HeavyPdf::new(&format!("/X{open}{close}{LISTED}")).write("")
}

/// A catalog with so many dictionaries of one entry.
pub fn dictionaries(count: usize) -> Vec<u8> {
    let many = "<</ 1>>".repeat(count);
    HeavyPdf::new(&format!("/X[{many}]{LISTED}")).write("")
}

/// So many sections of cross-references, the trailer of each of which has the next one in a string.
pub fn sections(count: usize, padding: usize) -> Vec<u8> {
    const OPEN: &str = "xref\n0 0\ntrailer\n<</X(";
    let mut file = HeavyPdf::new(LISTED);
    let first = file.out.len();
    file.text(&OPEN.repeat(count));
    file.text(&" ".repeat(padding));
    for index in (0..count).rev() {
        let next = first + (index + 1) * OPEN.len();
        let prev = if index + 1 < count {
            format!("/Prev {next}")
        } else {
            String::new()
        };
        file.text(&format!(")/Size 9{prev}>>\n"));
    }
    file.write(&format!("/Prev {first}"))
}

/// A stream for zlib of so many bytes: one block with the codes of the standard (RFC 1951 §3.2.6), of which 13 bytes
/// stand for 2,064 zeros.
fn zeros(length: usize) -> Vec<u8> {
    const ZERO: &str = "00110000";
    const REPEATED: &str = "1100010100000";
    let bits: Vec<u8> = format!("110{ZERO}{}", REPEATED.repeat(16)).into_bytes();
    let byte = |bits: &[u8]| {
        let bits = bits.iter().rev();
        bits.fold(0_u8, |byte, bit| byte << 1 | (bit - b'0'))
    };
    let bytes: Vec<u8> = bits.chunks_exact(8).map(byte).collect();
    let mut out = [&[0x78, 0x01], &bytes[..2]].concat();
    out.extend(bytes[2..15].iter().cycle().take(length));
    out
}

/// The bytes as a stream for zlib; short ones as they are (RFC 1951 §3.2.4).
pub fn deflate(bytes: &[u8]) -> Vec<u8> {
    let Ok(length) = u16::try_from(bytes.len()) else {
        let mut stream = lopdf::Stream::new(lopdf::Dictionary::new(), bytes.to_vec());
        stream.compress().unwrap();
        return stream.content;
    };
    let (mut one, mut two) = (1_u32, 0_u32);
    for byte in bytes {
        one = (one + u32::from(*byte)) % 65_521;
        two = (two + one) % 65_521;
    }
    let mut out = vec![0x78, 0x01, 1];
    out.extend([length.to_le_bytes(), (!length).to_le_bytes()].concat());
    out.extend(bytes);
    out.extend((two << 16 | one).to_be_bytes());
    out
}
