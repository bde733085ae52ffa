//! What each step of a report costs in a warm process, on the real report of `examples/`.
//! `cargo bench`; the limits stand in docs/performance.md.

#![expect(
    clippy::expect_used,
    reason = "a bench that cannot set up has nothing to measure"
)]

use std::path::Path;
use std::sync::{Arc, LazyLock};

use chengbao::check::{self, Context};
use chengbao::compose::{Purpose, compose};
use chengbao::document::Document;
use chengbao::form::{Form, Forms};
use chengbao::picture::Pictures;
use chengbao::report::Report;
use chengbao::source::Source;
use chengbao::typeset::{FaceSet, Pages, lay_out};
use chengbao::{docx, pdf};
use divan::counter::ItemsCount;
use divan::{Bencher, black_box};
use rayon::prelude::*;

// As the program has it.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

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

/// A batch of 1,000 reports that differ in every text, from YAML to both files, on all cores: the
/// goal is 250 a second on two.
#[divan::bench(sample_count = 5, sample_size = 1)]
fn batch(bencher: Bencher) {
    const REPORTS: usize = 1000;
    let reports: Vec<String> = (0..REPORTS).map(distinct).collect();
    bencher
        .counter(ItemsCount::new(REPORTS))
        .bench(|| reports.par_iter().map(|yaml| both(yaml)).sum::<usize>());
}

/// The example with its hanzi moved on by so many places, each to another common one.
fn distinct(number: usize) -> String {
    let mut common: Vec<char> = YAML.chars().filter(|c| *c >= '\u{4E00}').collect();
    common.sort_unstable();
    common.dedup();
    let other = |c: char| {
        let at = common.binary_search(&c).expect("one of them");
        common.get((at + number) % common.len()).copied()
    };
    let text = |line: &str| -> String {
        let hanzi = |c: char| {
            if c >= '\u{4E00}' {
                other(c).unwrap_or(c)
            } else {
                c
            }
        };
        line.chars().map(hanzi).collect()
    };
    let narrative = |line: &str| line.starts_with("  ") && !line.contains(": ");
    let lines = YAML.lines().map(|line| {
        let line = if narrative(line) {
            text(line)
        } else {
            line.to_owned()
        };
        line + "\n"
    });
    lines.collect()
}

fn both(yaml: &str) -> usize {
    let report = read(yaml);
    black_box(check::check(&Context::new(&report)));
    let document = compose(&report, &Purpose::default(), &Pictures::new());
    let pdf = pdf::write(
        &pages(&document),
        &FACES,
        &document.meta,
        &document.data.files,
    );
    let docx = docx::write(&document);
    pdf.expect("a PDF").len() + docx.expect("a DOCX").len()
}
