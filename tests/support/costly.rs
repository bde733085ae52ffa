//! Inputs that cost far more than they are long wherever work grows with the square of something: each kind in any
//! size, with the work that the program does with it. `tests/it/cost.rs` compares sizes, `benches/bounds.rs` takes the
//! largest that is accepted.

use std::fmt::Write as _;
use std::sync::LazyLock;
use std::time::Duration;

use chengbao::check::fix::{Fixes, fix};
use chengbao::check::reporter::{Checked, Look, json, text};
use chengbao::check::{Context, Drawing, Stage, check};
use chengbao::compose::{Profile, Purpose, characters, compose};
use chengbao::form::Forms;
use chengbao::import;
use chengbao::picture::Pictures;
use chengbao::pipeline;
use chengbao::report::Report;
use chengbao::text::Lang;

use crate::forge::Forge;
use crate::heavy_pdf;
use crate::rooms::{FACES, examples, forms, read};
use crate::verified::{ask, documents, final_purpose};

/// One kind of input.
pub struct Costly {
    pub name: &'static str,
    /// A size that a build for tests works on for a fraction of a second; the test doubles it.
    pub small: usize,
    /// The largest that is accepted, or what the largest file holds.
    pub full: usize,
    pub work: Work,
}

/// What is done with an input of a size.
#[derive(Clone, Copy)]
pub enum Work {
    /// A page is imported.
    Page(fn(usize) -> String),
    /// A report with that text in its first section is checked, and the findings are printed.
    Check(fn(usize) -> String),
    /// The same report becomes a PDF, a DOCX and a page.
    Layout(fn(usize) -> String),
    /// A PDF is imported.
    Pdf(fn(usize) -> Vec<u8>),
    /// A PDF that was changed is verified.
    Verify(fn(&mut Forge, usize)),
    /// All pairs are looked at: what a test of this kind must notice.
    Square,
}

/// The processor time that this thread has used so far.
#[must_use]
pub fn thread_time() -> Duration {
    use rustix::time::{ClockId, clock_gettime};
    let time = clock_gettime(ClockId::ThreadCPUTime);
    Duration::new(time.tv_sec.unsigned_abs(), time.tv_nsec.try_into().unwrap())
}

impl Costly {
    /// The least processor time of a few runs.
    #[must_use]
    pub fn cost(&self, size: usize, runs: usize) -> Duration {
        let work = self.work.prepare(size);
        let run = |_| {
            let begun = thread_time();
            work();
            thread_time() - begun
        };
        (0..runs).map(run).min().unwrap()
    }
}

/// All of them.
pub const ALL: &[Costly] = &[
    costly(
        "page: nested elements",
        100_000,
        3_000_000,
        Work::Page(|n| "<div>".repeat(n)),
    ),
    costly(
        "page: attributes of one tag",
        50_000,
        1_800_000,
        Work::Page(|n| format!("<div {}>", numbered(n, |k| format!("a{k} ")))),
    ),
    costly(
        "page: attributes of many tags",
        100,
        8_000,
        Work::Page(|n| {
            let tag = format!("<i {}>x</i>", numbered(250, |k| format!("a{k} ")));
            tag.repeat(n)
        }),
    ),
    costly(
        "page: text out of place in a table",
        20_000,
        1_500_000,
        Work::Page(|n| format!("<table>{}", "<p>x</p>".repeat(n))),
    ),
    costly(
        "page: white space",
        20_000,
        1_500_000,
        Work::Page(|n| "<b> </b>".repeat(n)),
    ),
    costly(
        "page: headings",
        2_000,
        30_000,
        Work::Page(|n| "<p>一、总体情况</p>".repeat(n)),
    ),
    costly(
        "page: bold in bold",
        20_000,
        1_000_000,
        Work::Page(|n| "<b><p>x".repeat(n)),
    ),
    costly(
        "page: bodies with attributes",
        20_000,
        900_000,
        Work::Page(|n| numbered(n, |k| format!("<body a{k}>"))),
    ),
    costly(
        "pdf: a name tree that contains itself",
        20_000,
        8_000_000,
        Work::Pdf(heavy_pdf::tree_of_itself),
    ),
    costly(
        "pdf: levels of a name tree",
        10_000,
        500_000,
        Work::Pdf(heavy_pdf::levels),
    ),
    costly(
        "pdf: rows for one array",
        50_000,
        2_500_000,
        Work::Pdf(heavy_pdf::rows),
    ),
    costly(
        "pdf: object streams",
        2,
        1_500,
        Work::Pdf(heavy_pdf::object_streams),
    ),
    costly(
        "pdf: object streams in object streams",
        20,
        2_000,
        Work::Pdf(|n| heavy_pdf::streams_in_streams(n, n * 30_000)),
    ),
    costly(
        "pdf: an embedded file that unpacks to gigabytes",
        100_000,
        60_000_000,
        Work::Pdf(heavy_pdf::embedded),
    ),
    costly(
        "pdf: nested arrays",
        100_000,
        30_000_000,
        Work::Pdf(heavy_pdf::nested),
    ),
    costly(
        "pdf: dictionaries",
        20_000,
        8_000_000,
        Work::Pdf(heavy_pdf::dictionaries),
    ),
    costly(
        "pdf: sections in strings of sections",
        50,
        500,
        Work::Pdf(|n| heavy_pdf::sections(n, n * 120_000)),
    ),
    costly(
        "pdf: text of codes",
        10_000,
        65_000,
        Work::Verify(text_of_codes),
    ),
    costly(
        "pdf: ranges of text",
        20_000,
        1_000_000,
        Work::Verify(ranges),
    ),
    costly("pdf: widths", 30_000, 1_000_000, Work::Verify(widths)),
    costly(
        "check: invisible characters",
        10_000,
        100_000,
        Work::Check(|n| "公\u{200b}".repeat(n)),
    ),
    costly(
        "check: invisible characters in a row",
        20_000,
        200_000,
        Work::Check(|n| "\u{200d}".repeat(n)),
    ),
    costly(
        "check: marks of direction",
        10_000,
        100_000,
        Work::Check(|n| "a\u{202e}".repeat(n)),
    ),
    costly(
        "check: private characters",
        10_000,
        100_000,
        Work::Check(|n| "公\u{e000}".repeat(n)),
    ),
    costly(
        "check: figures",
        2_000,
        25_000,
        Work::Check(|n| "新收申请9件，".repeat(n)),
    ),
    costly(
        "check: characters of no font",
        5_000,
        190_000,
        Work::Check(|n| (0x40000..).filter_map(char::from_u32).take(n).collect()),
    ),
    costly(
        "check: far too long",
        100_000,
        2_000_000,
        Work::Check(|n| "公开\u{200b}2024年".repeat(n / 8)),
    ),
    costly(
        "check: brackets that open",
        24000,
        198000,
        Work::Check(|n| "（".repeat(n)),
    ),
    costly(
        "check: brackets in brackets",
        8000,
        66000,
        Work::Check(|n| "（（甲".repeat(n)),
    ),
    costly(
        "check: quotation marks",
        24000,
        198000,
        Work::Check(|n| "“".repeat(n)),
    ),
    costly(
        "check: ordinals",
        12000,
        99000,
        Work::Check(|n| "1.".repeat(n)),
    ),
    costly(
        "check: digits",
        24000,
        198000,
        Work::Check(|n| "1".repeat(n)),
    ),
    costly(
        "check: numerals",
        24000,
        198000,
        Work::Check(|n| "十".repeat(n)),
    ),
    costly(
        "check: figures in one sentence",
        4000,
        33000,
        Work::Check(|n| "新收申请9件、".repeat(n / 2)),
    ),
    costly(
        "check: words for figures",
        6000,
        49000,
        Work::Check(|n| "收到和复议占".repeat(n / 2)),
    ),
    costly(
        "check: ranges",
        12000,
        99000,
        Work::Check(|n| "1-".repeat(n)),
    ),
    costly(
        "check: stars",
        24000,
        198000,
        Work::Check(|n| "*".repeat(n)),
    ),
    costly(
        "check: blanks",
        12000,
        99000,
        Work::Check(|n| "甲 ".repeat(n)),
    ),
    costly(
        "check: numbers of documents",
        4000,
        33000,
        Work::Check(|n| "【2024】".repeat(n)),
    ),
    costly(
        "check: words twice",
        12000,
        99000,
        Work::Check(|n| "人民".repeat(n)),
    ),
    costly(
        "check: angles",
        12000,
        99000,
        Work::Check(|n| "<甲".repeat(n)),
    ),
    costly(
        "check: ampersands",
        24000,
        198000,
        Work::Check(|n| "&".repeat(n)),
    ),
    costly(
        "check: commas",
        24000,
        198000,
        Work::Check(|n| "，".repeat(n)),
    ),
    costly(
        "layout: one address",
        20_000,
        199_000,
        Work::Layout(|n| format!("https://a.cn/{}", "a".repeat(n))),
    ),
    costly(
        "layout: addresses",
        1_000,
        12_000,
        Work::Layout(|n| "https://a.cn/b ".repeat(n)),
    ),
    costly(
        "layout: brackets behind an address",
        10_000,
        99_000,
        Work::Layout(|n| format!("https://a.cn/{}{}", "(".repeat(n / 2), ")".repeat(n))),
    ),
    costly(
        "layout: what only begins like addresses",
        2_000,
        20_000,
        Work::Layout(|n| "0https://".repeat(n)),
    ),
    costly(
        "layout: a row for each line",
        500,
        8_000,
        Work::Layout(|n| format!("| 甲 | 乙 |\n|---|---|\n{}", "| 1 | 2 |\n".repeat(n))),
    ),
    costly(
        "layout: a paragraph for each character",
        2_000,
        99_000,
        Work::Layout(|n| "甲\n".repeat(n)),
    ),
    costly(
        "layout: one paragraph",
        10_000,
        199_000,
        Work::Layout(|n| "公开，".repeat(n / 3)),
    ),
    costly(
        "layout: no place to break",
        10_000,
        199_000,
        Work::Layout(|n| "a".repeat(n)),
    ),
    costly(
        "layout: closing marks",
        10_000,
        199_000,
        Work::Layout(|n| "）".repeat(n)),
    ),
    costly(
        "layout: spaces",
        10_000,
        99_000,
        Work::Layout(|n| "a ".repeat(n)),
    ),
    costly(
        "layout: marks of direction",
        10_000,
        99_000,
        Work::Layout(|n| "a\u{200e}".repeat(n)),
    ),
    costly(
        "layout: joined characters",
        10_000,
        99_000,
        Work::Layout(|n| "公\u{2060}".repeat(n)),
    ),
];

const fn costly(name: &'static str, small: usize, full: usize, work: Work) -> Costly {
    Costly {
        name,
        small,
        full,
        work,
    }
}

/// Texts one after the other.
fn numbered(count: usize, one: impl Fn(usize) -> String) -> String {
    (0..count).map(one).collect()
}

impl Work {
    /// Makes the input, and gives the work.
    fn prepare(self, size: usize) -> Box<dyn Fn()> {
        match self {
            Self::Page(text) => imported(text(size).into_bytes()),
            Self::Pdf(bytes) => imported(bytes(size)),
            Self::Square => Box::new(move || {
                let pairs = (0..20 * size).flat_map(|one| (0..size).map(move |other| one ^ other));
                assert!(std::hint::black_box(pairs.max()).is_some());
            }),
            Self::Check(text) => checked(report(&text(size))),
            Self::Layout(text) => laid_out(report(&text(size))),
            Self::Verify(change) => {
                let mut forge = Forge::of(&BASE);
                change(&mut forge, size);
                let bytes = forge.write();
                Box::new(move || assert!(ask(&bytes).is_ok_and(|answers| !answers.hold())))
            }
        }
    }
}

/// A final document.
static BASE: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let (_, form, yaml) = examples().remove(0);
    let report = read(&form, &yaml);
    documents(&report, &final_purpose(&report, Profile::Filing)).0
});

fn imported(bytes: Vec<u8>) -> Box<dyn Fn()> {
    let forms = Forms::builtin().unwrap();
    Box::new(move || drop(import::read(&bytes, "a", &forms)))
}

/// A report with a text in its first section, which may have lines.
fn report(text: &str) -> Report {
    let form = forms().remove(0);
    let (id, section) = (&form.id, &form.sections[0].id);
    let mut yaml = format!("form: {id}\nyear: 2019\nissuer: 某局\n{section}: |\n");
    for line in text.lines() {
        let _ = writeln!(yaml, "  {line}");
    }
    read(&form, &yaml)
}

fn checked(report: Report) -> Box<dyn Fn()> {
    Box::new(move || {
        let drawing = Drawing {
            coverage: &*FACES,
            characters: characters(&report),
        };
        let context = Context::new(&report).with_drawing(Some(&drawing));
        let findings = check(&context);
        assert!(!findings.is_empty());
        let file = Checked {
            name: "a.yaml",
            form: Some(&report.form.id),
            text: &report.source.text,
            findings: &findings,
            off: &[],
        };
        drop(text(&[file], Lang::Zh, Look::default()));
        drop(json(&[file], Stage::Finished, Lang::Zh));
        drop(fix(&report.source, &findings, Fixes::Suggested));
    })
}

fn laid_out(report: Report) -> Box<dyn Fn()> {
    Box::new(move || {
        let document = compose(&report, &Purpose::default(), &Pictures::new());
        // A character that no font has is refused there and then.
        drop(pipeline::pdf(&document, &FACES));
        drop(pipeline::docx(&document));
        drop(pipeline::html(&document));
    })
}

/// The font of the figures and its map.
fn figures(forge: &Forge) -> (u32, u32) {
    let font = forge.find(&["/Subtype/Type0", "+LiberationSerif/"]);
    (font, forge.refers(font, "/ToUnicode"))
}

/// Gives its codes so many texts, as this program writes them.
fn text_of_codes(forge: &mut Forge, count: usize) {
    let (_, map) = figures(forge);
    let text = String::from_utf8(forge.content(map)).unwrap();
    let (head, _) = text.split_once("endcodespacerange\n").unwrap();
    let mut text = format!("{head}endcodespacerange\n");
    let codes: Vec<usize> = (1..=count).collect();
    for block in codes.chunks(100) {
        let _ = writeln!(text, "{} beginbfchar", block.len());
        for code in block {
            let _ = writeln!(text, "<{code:04X}> <0031>");
        }
        text.push_str("endbfchar\n");
    }
    text.push_str("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n");
    forge.set_content(map, text.as_bytes());
}

/// Gives its codes text in so many ranges.
fn ranges(forge: &mut Forge, count: usize) {
    let (_, map) = figures(forge);
    let text = String::from_utf8(forge.content(map)).unwrap();
    let range = "1 beginbfrange\n<0000> <FFFF> <0000>\nendbfrange\n";
    let (head, tail) = text.split_at(text.find("endcodespacerange\n").unwrap() + 18);
    let text = format!("{head}{}{tail}", range.repeat(count));
    forge.set_content(map, text.as_bytes());
}

/// Gives its codes widths in so many lists.
fn widths(forge: &mut Forge, count: usize) {
    let (font, _) = figures(forge);
    let lists = numbered(count, |code| format!("{} [500] ", code + 1));
    forge.edit(font, "/W[", &format!("/W[{lists}"));
}
