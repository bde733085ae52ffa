//! What each step of a report costs in a warm process, on the real report of `examples/`.
//! `cargo bench`; the limits stand in docs/performance.md.

#![expect(
    clippy::expect_used,
    reason = "a bench that cannot set up has nothing to measure"
)]

use std::path::Path;
use std::sync::{Arc, LazyLock};

use chengbao::check::{self, Context};
use chengbao::document::{Document, Pictures, Purpose, compose};
use chengbao::form::{Form, Forms};
use chengbao::report::Report;
use chengbao::source::Source;
use chengbao::typeset::{FaceSet, Pages, lay_out};
use chengbao::{docx, pdf};
use divan::{Bencher, black_box};

const YAML: &str = include_str!("../examples/panzhihua-dongqu-2019.yaml");

fn main() {
    divan::main();
}

static FACES: LazyLock<FaceSet> = LazyLock::new(|| {
    let fonts = Path::new(env!("CARGO_MANIFEST_DIR")).join("fonts");
    FaceSet::find(&[fonts]).expect("the shipped faces")
});

static FORM: LazyLock<Arc<Form>> = LazyLock::new(|| {
    let forms = Forms::builtin().expect("sound forms");
    Arc::clone(forms.get("zfxxgk-2019").expect("the example's form"))
});

fn read(yaml: &str) -> Report {
    let source = Source::parse("report.yaml", yaml.as_bytes()).expect("a report");
    Report::read(&FORM, &Arc::new(source))
}

fn document() -> Document {
    compose(&read(YAML), &Purpose::default(), &Pictures::new())
}

fn pages(document: &Document) -> Pages {
    lay_out(document, &FACES).expect("every character has a glyph")
}

/// YAML text to findings.
#[divan::bench]
fn check_report(bencher: Bencher) {
    bencher.bench(|| check::check(&Context::new(&read(black_box(YAML)))));
}

/// Document to pages.
#[divan::bench]
fn layout(bencher: Bencher) {
    let document = document();
    bencher.bench(|| pages(black_box(&document)));
}

/// Document to PDF bytes: layout and writing.
#[divan::bench]
fn pdf_file(bencher: Bencher) {
    let document = document();
    bencher.bench(|| {
        pdf::write(
            &pages(black_box(&document)),
            &FACES,
            &document.meta,
            &document.data.files,
        )
    });
}

/// Document to DOCX bytes.
#[divan::bench]
fn docx_file(bencher: Bencher) {
    let document = document();
    bencher.bench(|| docx::write(black_box(&document)));
}

/// Layout where every text of the report is so many times as long: no more than so many times
/// the time.
#[divan::bench(args = [1, 10, 100])]
fn layout_of_narrative(bencher: Bencher, times: usize) {
    let mut report = read(YAML);
    for text in report.texts.iter_mut().flatten() {
        let lines = text.lines.clone();
        text.lines = std::iter::repeat_n(lines, times).flatten().collect();
    }
    let document = compose(&report, &Purpose::default(), &Pictures::new());
    bencher.bench(|| pages(black_box(&document)));
}
