//! Revisions behind the document and before the signature, and bytes around it.

use super::Blow;
use crate::forge::{Forge, Update, last_startxref, update};
use chengbao_base::formats::pdf::deflate;

/// The trailer of an update.
fn trailer(base: &[u8]) -> String {
    let forge = Forge::of(base);
    format!("/Size 2000/Root {} 0 R/Info {} 0 R", forge.root, forge.info)
}

/// The number of the first page's content, and an object that draws it white.
fn white(base: &[u8]) -> (u32, String) {
    let forge = Forge::of(base);
    let number = forge.refers(forge.pages()[0], "/Contents");
    let content = "1 g 0 0 600 900 re f";
    let object = format!(
        "{number} 0 obj\n<</Length {}>>\nstream\n{content}\nendstream\nendobj\n",
        content.len()
    );
    (number, object)
}

/// A page with a note, in an update.
fn noted(base: &[u8]) -> (u32, String) {
    let forge = Forge::of(base);
    let page = forge.pages()[2];
    let text = forge.text(page).replacen(
        "<<",
        "<</Annots[<</Type/Annot/Subtype/Square/Rect[0 0 600 900]/IC[1 1 1]/F 4>>]",
        1,
    );
    (page, format!("{page} 0 obj\n{text}\nendobj\n"))
}

fn with(base: &[u8], rows: &[(u32, Update)], objects: &[&str]) -> Vec<u8> {
    update(base, objects, rows, &trailer(base))
}

/// An object of the base that is written anew in an update, with a change.
fn changed(base: &[u8], number: impl Fn(&Forge) -> u32, old: &str, new: &str) -> Vec<u8> {
    let mut forge = Forge::of(base);
    let number = number(&forge);
    forge.edit(number, old, new);
    let object = format!("{number} 0 obj\n{}\nendobj\n", forge.text(number));
    with(base, &[(number, Update::Object(0))], &[&object])
}

pub(super) const BLOWS: &[Blow] = &[
    ("update", "another content", |base| {
        let (number, object) = white(base);
        with(base, &[(number, Update::Object(0))], &[&object])
    }),
    ("update", "a note", |base| {
        let (number, object) = noted(base);
        with(base, &[(number, Update::Object(0))], &[&object])
    }),
    ("update", "another title", |base| {
        changed(
            base,
            |forge| forge.info,
            "/Producer(chengbao)",
            "/Producer(other)",
        )
    }),
    ("update", "a script in the catalog", |base| {
        changed(
            base,
            |forge| forge.root,
            "<<",
            "<</OpenAction<</S/JavaScript/JS(1)>>",
        )
    }),
    ("update", "validation data", |base| {
        changed(base, |forge| forge.root, "<<", "<</DSS<<>>")
    }),
    ("update", "a seal", |base| {
        changed(base, |forge| forge.find(&["/FT/Sig"]), "/F 4", "/F 132")
    }),
    ("update", "another catalog", |base| {
        let forge = Forge::of(base);
        let text = forge.text(forge.root);
        let object = format!("1999 0 obj\n{text}\nendobj\n");
        let trailer = format!("/Size 2000/Root 1999 0 R/Info {} 0 R", forge.info);
        update(base, &[&object], &[(1999, Update::Object(0))], &trailer)
    }),
    ("update", "an object nothing leads to", |base| {
        with(
            base,
            &[(1999, Update::Object(0))],
            &["1999 0 obj\n(x)\nendobj\n"],
        )
    }),
    ("freed", "a content", |base| {
        let (number, _) = white(base);
        with(base, &[(number, Update::Raw("0000000000 00001 f \n"))], &[])
    }),
    ("freed", "links that are still used", |base| {
        let link = Forge::of(base).find(&["/Subtype/Link"]);
        with(base, &[(link, Update::Raw("0000000000 00001 f \n"))], &[])
    }),
    ("hybrid", "a stream that the table hides", |base| {
        let (number, object) = white(base);
        let at = base.len();
        let rows = [
            &[1_u8][..],
            &u32::try_from(at).unwrap().to_be_bytes(),
            &[0, 0],
        ]
        .concat();
        let rows = deflate(&rows);
        let stream_at = at + object.len();
        let mut out = [base, object.as_bytes()].concat();
        out.extend(
            format!(
                "1998 0 obj\n<</Type/XRef/Size 2000/W[1 4 2]/Index[{number} 1]/Filter/FlateDecode/Length {}>>\nstream\n",
                rows.len()
            )
            .bytes(),
        );
        out.extend(rows);
        out.extend(b"\nendstream\nendobj\n");
        let start = out.len();
        out.extend(
            format!(
                "xref\n0 0\ntrailer\n<<{}/XRefStm {stream_at}/Prev {}>>\nstartxref\n{start}\n%%EOF\n",
                trailer(base),
                last_startxref(base)
            )
            .bytes(),
        );
        out
    }),
    ("rows of an update", "a number twice", |base| {
        let (number, object) = white(base);
        with(
            base,
            &[
                (number, Update::Object(0)),
                (number, Update::Raw("0000000015 00000 n \n")),
            ],
            &[&object],
        )
    }),
    ("rows of an update", "out of order", |base| {
        let rows = [(1999, Update::Object(0)), (1998, Update::Object(1))];
        with(
            base,
            &rows,
            &["1999 0 obj\n1\nendobj\n", "1998 0 obj\n1\nendobj\n"],
        )
    }),
    ("rows of an update", "a short row", |base| {
        let (number, object) = white(base);
        let _ = object;
        with(base, &[(number, Update::Raw("15 0 n\n"))], &[])
    }),
    ("rows of an update", "an entry of the base again", |base| {
        let (number, _) = white(base);
        with(base, &[(number, Update::Raw("0000000015 00000 n \n"))], &[])
    }),
    ("rows of an update", "a size below its numbers", |base| {
        let (number, object) = white(base);
        let forge = Forge::of(base);
        let trailer = format!("/Size 2/Root {} 0 R/Info {} 0 R", forge.root, forge.info);
        update(base, &[&object], &[(number, Update::Object(0))], &trailer)
    }),
    ("spelling of an update", "a comment in it", |base| {
        let (number, object) = white(base);
        let object = object.replacen("<<", "<<% x\n", 1);
        with(base, &[(number, Update::Object(0))], &[&object])
    }),
    (
        "spelling of an update",
        "bytes between its objects",
        |base| {
            let (number, object) = white(base);
            let object = format!("% 1 0 obj\n{object}");
            with(base, &[(number, Update::Object(0))], &[&object])
        },
    ),
    ("edges", "bytes before the header", |base| {
        [b"x\n", base].concat()
    }),
    ("edges", "a blank before the header", |base| {
        [b" ", base].concat()
    }),
    ("edges", "another version", |base| {
        let mut out = base.to_vec();
        out[7] = b'4';
        out
    }),
    ("edges", "another mark of binary", |base| {
        let mut out = base.to_vec();
        out[10] = b'x';
        out
    }),
    ("edges", "bytes behind the end", |base| {
        [base, b"x"].concat()
    }),
    ("edges", "a line behind the end", |base| {
        [base, b"\n"].concat()
    }),
    ("edges", "the end twice", |base| [base, b"%%EOF\n"].concat()),
    (
        "edges",
        "another start of cross-references before it",
        |base| {
            let start = last_startxref(base);
            let at = base.len() - format!("startxref\n{start}\n%%EOF\n").len();
            [&base[..at], b"startxref\n15\n%%EOF\n", &base[at..]].concat()
        },
    ),
    ("edges", "cut", |base| base[..base.len() - 6].to_vec()),
    ("edges", "twice one behind the other", |base| {
        [base, base].concat()
    }),
];
