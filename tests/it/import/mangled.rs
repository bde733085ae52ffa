//! No bytes make the importer panic, run long or write a file that is none: documents with all
//! manner of things done to them, outside and inside of their packages.

use chengbao::compose::Profile;
use chengbao::form::Forms;
use chengbao::import::read;
use chengbao::source::Source;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};

use super::{PORTAL, docx};
use support::rooms::{examples, make};
use support::runs::{self, prove};
use support::word::Word;

/// What the formats' readers stumble over.
const TOKENS: &[&str] = &[
    "<",
    ">",
    "</",
    "/>",
    "<w:tbl>",
    "</w:tbl>",
    "<w:tr>",
    "<w:tc>",
    "</w:tc>",
    "<w:p>",
    "</w:p>",
    "<w:sdt>",
    "<w:gridSpan w:val=\"99999999999\"/>",
    "<w:vMerge/>",
    "<w:gridBefore w:val=\"-1\"/>",
    "<table>",
    "</table>",
    "<td colspan=\"4294967296\" rowspan=\"0\">",
    "<tr>",
    "</tr>",
    "<div>",
    "</div>",
    "<script>",
    "<!--",
    "-->",
    "<![CDATA[",
    "]]>",
    "&",
    "&#0;",
    "&#xD;",
    "&nbsp;",
    "&#x110000;",
    "<?x",
    "<!DOCTYPE x>",
    "\"",
    "'",
    "=",
    "\0",
    "\u{feff}",
    "\u{2028}",
    "\u{85}",
    "\r\n",
    "９",
    "一、",
    "（一）",
    "年",
    "2024年",
    "2025年2月30日",
    "| a | b |",
    "![x](../../etc/x.png)",
    "<<",
    ">>",
    "[",
    "]",
    "(",
    ")",
    "obj",
    "endobj",
    "stream",
    "endstream",
    "xref",
    "trailer",
    "startxref",
    "%%EOF",
    "/Length 99999999",
    "/Filter /FlateDecode",
    "/Kids [1 0 R]",
    "/Names [",
    "1 0 R",
    "/Root",
];

/// One thing done to bytes.
#[derive(Debug, Clone)]
enum Change {
    Insert(Index, Vec<u8>),
    Delete(Index, usize),
    Copy(Index, usize, Index),
    Byte(Index, u8),
    Cut(Index),
}

fn change() -> impl Strategy<Value = Change> {
    let at = any::<Index>;
    let token = select(TOKENS).prop_map(|token| token.as_bytes().to_vec());
    prop_oneof![
        6 => (at(), token).prop_map(|(at, bytes)| Change::Insert(at, bytes)),
        2 => (at(), 1..300_usize).prop_map(|(at, count)| Change::Delete(at, count)),
        2 => (at(), 1..3000_usize, at()).prop_map(|(from, count, to)| Change::Copy(from, count, to)),
        4 => (at(), any::<u8>()).prop_map(|(at, byte)| Change::Byte(at, byte)),
        1 => at().prop_map(Change::Cut),
    ]
}

fn made(bytes: &[u8], changes: &[Change]) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for change in changes {
        let end = bytes.len() + 1;
        match change {
            Change::Insert(at, new) => {
                let at = at.index(end);
                bytes.splice(at..at, new.iter().copied());
            }
            Change::Delete(at, count) => {
                let at = at.index(end);
                bytes.drain(at..(at + count).min(bytes.len()));
            }
            Change::Copy(from, count, to) => {
                let from = from.index(end);
                let piece = bytes[from..(from + count).min(bytes.len())].to_vec();
                let to = to.index(end);
                bytes.splice(to..to, piece);
            }
            Change::Byte(at, byte) => {
                let at = at.index(end);
                if let Some(place) = bytes.get_mut(at) {
                    *place = *byte;
                }
            }
            Change::Cut(at) => bytes.truncate(at.index(end)),
        }
    }
    bytes
}

#[test]
fn nothing_done_to_a_document_makes_the_importer_panic() {
    let forms = Forms::builtin().unwrap();
    let (_, form, yaml) = examples().remove(0);
    let report = support::rooms::read(&form, &yaml);
    let word = docx(&report, Profile::Filing);
    let pdf = make(&report).pdf;
    let parts = [
        "word/document.xml",
        "customXml/item1.xml",
        "customXml/item2.xml",
        "_rels/.rels",
    ];
    let which = 0..parts.len() + 3;
    prove(
        200 + runs::cases() / 2,
        || (which.clone(), vec(change(), 1..6)),
        |(which, changes)| {
            let bytes = match which.checked_sub(parts.len()) {
                Some(0) => made(PORTAL.as_bytes(), &changes),
                Some(1) => made(&pdf, &changes),
                Some(_) => made(&word, &changes),
                None => {
                    let mut package = Word::open(&word);
                    package.change(parts[which], |bytes| made(bytes, &changes));
                    package.bytes()
                }
            };
            if let Ok(imported) = read(&bytes, "mangled", &forms)
                && which != parts.len() + 1
            {
                prop_assert!(Source::parse("mangled", &imported.yaml).is_ok());
            }
            Ok(())
        },
    );
}
