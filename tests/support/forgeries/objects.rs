//! Which bytes are an object: aliases, spare objects, packing, neighbours that cannot be read.

use super::Change;
use crate::forge::{Forge, Row, stream};
use chengbao_base::formats::pdf::deflate;

/// A page's content with another figure, by a change of one code.
fn other_content(forge: &Forge) -> (u32, Vec<u8>) {
    let number = forge.refers(forge.pages()[0], "/Contents");
    let text = String::from_utf8(forge.content(number)).unwrap();
    let at = text.find("> Tj").unwrap() - 4;
    let code = if &text[at..at + 4] == "0001" {
        "0002"
    } else {
        "0001"
    };
    let other = format!("{}{code}{}", &text[..at], &text[at + 4..]);
    (number, other.into_bytes())
}

/// A comment that draws the page anew once its first byte is gone.
fn hidden(forge: &mut Forge, text: &str) {
    let number = forge.refers(forge.pages()[0], "/Contents");
    let content = forge.content(number);
    let mut rows = Vec::new();
    for row in content.chunks(64) {
        rows.push(0);
        rows.extend_from_slice(row);
        rows.resize(rows.len().next_multiple_of(65), b' ');
    }
    forge.set_content(number, &rows);
    forge.edit(number, "/FlateDecode", text);
}

/// Puts a note on the first page whose dictionary has something unreadable in it.
fn neighbour(forge: &mut Forge, odd: &str) {
    let look = forge.add_stream(
        "<</Type/XObject/Subtype/Form/BBox[0 0 200 100]>>",
        b"1 g 0 0 200 100 re f",
    );
    let note = forge.add(&format!(
        "<</Type/Annot/Subtype/Stamp/Rect[100 600 300 700]/F 4/AP<</N {look} 0 R>>{odd}>>"
    ));
    let page = forge.pages()[0];
    forge.put(page, &format!("/Annots[{note} 0 R]"));
}

/// A further page whose dictionary has something unreadable in it.
fn unreadable_page(forge: &mut Forge, odd: &str) {
    let first = forge.text(forge.pages()[0]).to_owned();
    let page = forge.add(&first.replacen(">>", &format!("{odd}>>"), 1));
    let tree = forge.find(&["/Type/Pages"]);
    let last = forge.pages().last().copied().unwrap();
    forge.edit(
        tree,
        &format!("{last} 0 R]"),
        &format!("{last} 0 R {page} 0 R]"),
    );
    let count = forge.pages().len();
    forge.edit(
        tree,
        &format!("/Count {}", count - 1),
        &format!("/Count {count}"),
    );
}

/// A stream behind a filter or parameter.
fn packed(forge: &mut Forge, filter: &str, data: impl FnOnce(&[u8]) -> Vec<u8>) {
    let number = forge.refers(forge.pages()[0], "/Contents");
    let content = forge.content(number);
    forge.edit(number, "/Filter/FlateDecode", filter);
    forge.objects.get_mut(&number).unwrap().data = Some(data(&content));
}

pub(super) const CHANGES: &[Change] = &[
    (
        "aliased id",
        "the entry leads to another object, a spare entry to the own",
        |forge| {
            let (number, other) = other_content(forge);
            let own = forge.objects[&number].clone();
            forge.set_content(number, &other);
            forge
                .chunks
                .push(stream(number, &own.text, &own.data.unwrap()));
            forge.rows.insert(900, Row::Chunk(0));
        },
    ),
    (
        "aliased id",
        "the entry leads to an object with another number",
        |forge| {
            let (number, other) = other_content(forge);
            forge.chunks.push(stream(number + 1000, "<<>>", &other));
            forge.rows.insert(number, Row::Chunk(0));
        },
    ),
    ("aliased id", "two entries lead to one object", |forge| {
        let number = forge.refers(forge.pages()[0], "/Contents");
        let other = forge.refers(forge.pages()[1], "/Contents");
        let own = forge.objects[&other].clone();
        forge
            .chunks
            .push(stream(number, &own.text, &own.data.unwrap()));
        forge.rows.insert(number, Row::Chunk(0));
        forge.rows.insert(901, Row::Chunk(0));
    }),
    (
        "spare object",
        "an object of the same number before its own",
        |forge| {
            let (number, other) = other_content(forge);
            forge.chunks.push(stream(number, "<<>>", &other));
        },
    ),
    (
        "spare object",
        "an object nothing leads to, in the cross-references",
        |forge| {
            let (_, other) = other_content(forge);
            forge.add_stream("<<>>", &other);
        },
    ),
    ("spare object", "a dictionary nothing leads to", |forge| {
        forge.add("<</Type/Catalog/Pages 1 0 R>>");
    }),
    ("spare object", "a comment between objects", |forge| {
        forge.chunks.push(b"% 1 0 obj\n".to_vec());
    }),
    ("spare object", "blanks between objects", |forge| {
        forge.chunks.push(b"\n\n".to_vec())
    }),
    (
        "spare object",
        "an object outside of object streams",
        |forge| {
            let info = forge.info;
            let text = forge.text(info).to_owned();
            forge
                .chunks
                .push(format!("{info} 0 obj\n{text}\nendobj\n").into_bytes());
            forge.rows.insert(info, Row::Chunk(0));
        },
    ),
    ("rows", "an object that is used is free", |forge| {
        let number = forge.refers(forge.pages()[0], "/Contents");
        forge.rows.insert(number, Row::Free);
    }),
    ("rows", "a row of a kind that does not exist", |forge| {
        forge.rows.insert(902, Row::Raw([3, 9, 0]));
    }),
    ("rows", "a generation", |forge| {
        let number = forge.refers(forge.pages()[0], "/Contents");
        let own = forge.objects[&number].clone();
        forge
            .chunks
            .push(stream(number, &own.text, &own.data.unwrap()));
        forge.rows.insert(number, Row::Raw([1, 15, 1]));
    }),
    ("rows", "an entry into the middle of an object", |forge| {
        forge.rows.insert(903, Row::Raw([1, 40, 0]));
    }),
    ("rows", "an entry into an object stream twice", |forge| {
        let pack = forge.next().max(905);
        forge.rows.insert(904, Row::Raw([2, u64::from(pack), 0]));
    }),
    ("trailer", "another key", |forge| {
        forge.trailer = "/Other 1".to_owned()
    }),
    ("trailer", "encryption", |forge| {
        forge.trailer = "/Encrypt<</Filter/Standard>>".to_owned()
    }),
    ("trailer", "a stream of cross-references besides", |forge| {
        forge.trailer = "/XRefStm 15".to_owned();
    }),
    ("trailer", "an index in the first section", |forge| {
        let size = forge.next() + 2;
        forge.trailer = format!("/Index[0 {size}]");
    }),
    ("unreadable neighbour", "a note with 1.2.3", |forge| {
        neighbour(forge, "/Z 1.2.3")
    }),
    ("unreadable neighbour", "a note with +-5", |forge| {
        neighbour(forge, "/Z +-5")
    }),
    (
        "unreadable neighbour",
        "a note with a long number",
        |forge| {
            neighbour(forge, "/Z 99999999999999999999");
        },
    ),
    ("unreadable neighbour", "a note with a key twice", |forge| {
        neighbour(forge, "/Z 1/Z 2")
    }),
    ("unreadable neighbour", "a note with a bad name", |forge| {
        neighbour(forge, "/Z/A#2")
    }),
    ("unreadable neighbour", "a note with a keyword", |forge| {
        neighbour(forge, "/Z yes")
    }),
    (
        "unreadable neighbour",
        "a note with an open string",
        |forge| neighbour(forge, "/Z(x"),
    ),
    ("unreadable neighbour", "a page with 1.2.3", |forge| {
        unreadable_page(forge, "/Z 1.2.3")
    }),
    (
        "unreadable neighbour",
        "a page with a long number",
        |forge| {
            unreadable_page(forge, "/Z -99999999999999999999");
        },
    ),
    ("unreadable neighbour", "a page that can be read", |forge| {
        unreadable_page(forge, "")
    }),
    ("spelling", "a real with a zero at its end", |forge| {
        let page = forge.pages()[0];
        forge.edit(page, "595.276", "595.2760");
    }),
    ("spelling", "a sign before a number", |forge| {
        let page = forge.pages()[0];
        forge.edit(page, "[0 0", "[+0 0");
    }),
    ("spelling", "a name with a digit in its place", |forge| {
        let page = forge.pages()[0];
        forge.edit(page, "/MediaBox", "/Media#42ox");
    }),
    ("spelling", "a string in octal digits", |forge| {
        let root = forge.root;
        forge.edit(root, "(zh-CN)", "(\\172h-CN)");
    }),
    ("spelling", "digits in small letters", |forge| {
        let info = forge.info;
        forge.edit(info, "<FEFF", "<feff");
    }),
    ("spelling", "a comment", |forge| {
        let page = forge.pages()[0];
        forge.edit(page, "/Tabs", "%\n/Tabs");
    }),
    ("spelling", "two blanks", |forge| {
        let page = forge.pages()[0];
        forge.edit(page, "[0 0", "[0  0");
    }),
    (
        "null padding",
        "two thousand nulls before a note",
        |forge| {
            neighbour(forge, "");
            let page = forge.pages()[0];
            forge.edit(
                page,
                "/Annots[",
                &format!("/Annots[{}", "null ".repeat(2000)),
            );
        },
    ),
    ("null padding", "nulls among the pages", |forge| {
        let tree = forge.find(&["/Type/Pages"]);
        forge.edit(tree, "/Kids[", "/Kids[null ");
    }),
    ("null padding", "a key that is null", |forge| {
        let page = forge.pages()[0];
        forge.put(page, "/Annots null");
    }),
    ("filter", "parameters in a list", |forge| {
        hidden(
            forge,
            "/FlateDecode/DecodeParms[<</Predictor 15/Columns 64>>]",
        );
    }),
    ("filter", "parameters by reference", |forge| {
        let parameters = forge.add("<</Predictor 15/Columns 64>>");
        hidden(forge, &format!("/FlateDecode/DecodeParms {parameters} 0 R"));
    }),
    ("filter", "parameters", |forge| {
        hidden(
            forge,
            "/FlateDecode/DecodeParms<</Predictor 15/Columns 64>>",
        );
    }),
    ("filter", "parameters that do nothing", |forge| {
        let number = forge.refers(forge.pages()[0], "/Contents");
        forge.put(number, "/DecodeParms<</Predictor 1>>");
    }),
    ("filter", "a list of one", |forge| {
        packed(forge, "/Filter[/FlateDecode]", deflate)
    }),
    ("filter", "by reference", |forge| {
        let filter = forge.add("/FlateDecode");
        packed(forge, &format!("/Filter {filter} 0 R"), deflate);
    }),
    ("filter", "short names", |forge| {
        packed(forge, "/Filter/Fl", deflate)
    }),
    ("filter", "two", |forge| {
        packed(forge, "/Filter[/ASCIIHexDecode/FlateDecode]", |content| {
            let mut text = String::new();
            for byte in deflate(content) {
                text.push_str(&format!("{byte:02X}"));
            }
            (text + ">").into_bytes()
        });
    }),
    ("filter", "hexadecimal", |forge| {
        packed(forge, "/Filter/ASCIIHexDecode", |content| {
            let digits: String = content.iter().map(|byte| format!("{byte:02X}")).collect();
            (digits + ">").into_bytes()
        });
    }),
    ("filter", "from another file", |forge| {
        let number = forge.refers(forge.pages()[0], "/Contents");
        forge.put(number, "/F(other.txt)");
    }),
    ("zlib", "a preset dictionary", |forge| {
        packed(forge, "/Filter/FlateDecode", |content| {
            let mut data = deflate(content);
            data[1] = 0xF9;
            data.splice(2..2, [0, 0, 0, 1]);
            data
        });
    }),
    ("zlib", "no header", |forge| {
        packed(forge, "/Filter/FlateDecode", |content| {
            deflate(content)[2..].to_vec()
        });
    }),
    ("zlib", "bytes behind its end", |forge| {
        packed(forge, "/Filter/FlateDecode", |content| {
            [deflate(content), deflate(b"1 g 0 0 600 900 re f\n")].concat()
        });
    }),
    ("zlib", "a byte behind its end", |forge| {
        packed(forge, "/Filter/FlateDecode", |content| {
            [deflate(content), vec![0]].concat()
        });
    }),
    ("zlib", "another checksum", |forge| {
        packed(forge, "/Filter/FlateDecode", |content| {
            let mut data = deflate(content);
            *data.last_mut().unwrap() ^= 1;
            data
        });
    }),
    ("length", "by reference", |forge| {
        let number = forge.refers(forge.pages()[0], "/Contents");
        let length = forge.objects[&number].data.as_ref().unwrap().len();
        let length = forge.add(&length.to_string());
        forge.put(number, &format!("/Length {length} 0 R"));
    }),
    ("length", "one byte less", |forge| {
        let number = forge.refers(forge.pages()[0], "/Contents");
        let length = forge.objects[&number].data.as_ref().unwrap().len() - 1;
        forge.put(number, &format!("/Length {length}"));
    }),
];
