//! Files made to be read for ever: each is answered at once.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use chengbao::signature::pdf::inspect;

use support::verified::ask;

/// A file of objects with their numbers; the first is the catalog.
fn file(objects: &[String]) -> Vec<u8> {
    let mut out = "%PDF-1.7\n".to_owned();
    let mut rows = String::new();
    for (object, number) in objects.iter().zip(1..) {
        let _ = writeln!(rows, "{:010} 00000 n ", out.len());
        let _ = write!(out, "{number} 0 obj\n{object}\nendobj\n");
    }
    ended(out, objects.len(), &rows)
}

fn ended(mut out: String, count: usize, rows: &str) -> Vec<u8> {
    let start = out.len();
    let _ = write!(
        out,
        "xref\n0 {0}\n0000000000 65535 f \n{rows}trailer\n<</Size {0}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n",
        count + 1
    );
    out.into_bytes()
}

/// Nothing good is said, and not late: most of these would take hours where a bound is missing. The time is
/// that of a build for tests on a machine that has other things to do.
#[track_caller]
fn check(name: &str, bytes: &[u8]) {
    let begun = Instant::now();
    let _ = inspect(bytes);
    assert!(ask(bytes).is_ok_and(|answers| !answers.hold()), "{name}");
    let took = begun.elapsed();
    println!("{name}: {took:?} for {} bytes", bytes.len());
    assert!(took < Duration::from_secs(60), "{name}: {took:?}");
}

#[test]
fn words_that_seem_to_end_a_file_are_looked_at_once() {
    let many = "startxref%".repeat(300_000);
    check("comments", format!("%PDF-1.7\n{many}").as_bytes());
    let many = "startxref 9 ".repeat(200_000);
    check("no end", format!("%PDF-1.7\n{many}").as_bytes());
    let many = "startxref 9 %%EOF ".repeat(100_000);
    check("many ends", format!("%PDF-1.7\n{many}").as_bytes());
}

#[test]
fn fields_that_lead_to_themselves_end() {
    let kid = "<</T(a)/FT/Sig/Kids 4 0 R>>";
    let objects = [
        "<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields 4 0 R>>>>".to_owned(),
        "<</Type/Pages/Kids[3 0 R]/Count 1>>".to_owned(),
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>".to_owned(),
        format!("[{}]", kid.repeat(8)),
    ];
    check("fields", &file(&objects));
    let long = "x".repeat(1_000_000);
    let kids = "5 0 R ".repeat(50_000);
    let objects = [
        "<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[4 0 R]>>>>".to_owned(),
        "<</Type/Pages/Kids[3 0 R]/Count 1>>".to_owned(),
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>".to_owned(),
        format!("<</T({long})/FT/Sig/Kids[{kids}]>>"),
        "<</T(b)>>".to_owned(),
    ];
    check("names", &file(&objects));
}

#[test]
fn a_page_tree_whose_nodes_share_their_kids_ends() {
    let nodes = 3_000;
    let kids: String = (4..4 + nodes).fold(String::new(), |mut kids, number| {
        let _ = write!(kids, "{number} 0 R ");
        kids
    });
    let mut objects = vec![
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        "<</Type/Pages/Kids 3 0 R/Count 1>>".to_owned(),
        format!("[{kids}]"),
    ];
    objects.extend((0..nodes).map(|_| "<</Type/Pages/Parent 2 0 R/Kids 3 0 R>>".to_owned()));
    check("pages", &file(&objects));
}

#[test]
fn objects_within_one_another_are_read_as_long_as_there_is_room() {
    let (count, mut rows) = (20_000, String::new());
    let mut out = "%PDF-1.7\n".to_owned();
    let _ = writeln!(rows, "{:010} 00000 n ", out.len());
    out.push_str("1 0 obj<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[");
    for number in 2..count {
        let _ = write!(out, "{number} 0 R ");
    }
    out.push_str("]>>>>endobj\n");
    for number in 2..count {
        let _ = writeln!(rows, "{:010} 00000 n ", out.len());
        let _ = write!(out, "{number} 0 obj(");
    }
    out.push_str(&")endobj ".repeat(count));
    check("nested strings", &ended(out, count - 1, &rows));
}

#[test]
fn cross_references_share_one_bound() {
    // Many sections that lead to one stream of many rows.
    let rows = 200_000;
    let mut out = "%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\n".to_owned();
    let hidden = out.len();
    let _ = writeln!(
        out,
        "2 0 obj<</Type/XRef/W[1 1 1]/Size {rows}/Index[9 {rows}]/Length {}>>stream",
        rows * 3
    );
    out.push_str(&"\u{1}\t\u{0}".repeat(rows));
    out.push_str("\nendstream endobj\n");
    let mut prev = None;
    for _ in 0..500 {
        let start = out.len();
        let before = prev.map_or_else(String::new, |prev| format!("/Prev {prev}"));
        let _ = write!(
            out,
            "xref\n1 1\n0000000009 00000 n \ntrailer\n<</Size 9/Root 1 0 R/XRefStm {hidden}{before}>>\n"
        );
        prev = Some(start);
    }
    let _ = write!(out, "startxref\n{}\n%%EOF\n", prev.unwrap());
    check("sections", out.as_bytes());
    // As many rows as a number can say, and none there.
    let mut out = "%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\n".to_owned();
    let start = out.len();
    let _ = write!(
        out,
        "2 0 obj<</Type/XRef/W[1 1 1]/Size 4294967296/Root 1 0 R/Length 3>>stream\n\u{1}\t\u{0}\nendstream endobj\nstartxref\n{start}\n%%EOF\n"
    );
    check("rows", out.as_bytes());
}
