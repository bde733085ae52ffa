//! What three viewers show of a PDF, and what readers take out of it: poppler, MuPDF and PDFium draw it; poppler reads
//! its text, its tags and its lists. A file of which any of them shows something else is not said to match its data.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use chengbao::verify::{Answers, Question, Verdict};
use rayon::prelude::*;
use sha2::{Digest as _, Sha256};

use crate::judge::{ask as judged, folder, python};
use support::forge::Forge;
use support::forgeries::{
    BASE, Forgery, before_signing, honest_while_signing, signed_by_hand, while_signing,
};
use support::mutate::Subject;
use support::rooms::root;
use support::runs;
use support::verified::{ask, signed_pdf, try_signed_pdf, verdicts};

/// Dots per inch: a figure that is another one shows, and a page takes milliseconds.
const DPI: &str = "48";
/// Seconds that a viewer may take for a file: some hang on what was forged.
const SECONDS: &str = "20";
/// Files that one start of PDFium draws.
const BATCH: usize = 40;

/// What poppler, MuPDF and PDFium draw: digests of pixels, or that they do not.
type Pictures = [String; 3];

/// The viewers, in the order of [`Pictures`].
const VIEWERS: [&str; 3] = ["poppler", "MuPDF", "PDFium"];

/// Runs a program whatever it says of the file; one that is missing is a failure. None if it takes too long.
fn run(program: &str, arguments: &[&str], file: &Path) -> Option<Output> {
    let mut command = Command::new("timeout");
    command.args([SECONDS, program]).args(arguments).arg(file);
    let output = command.output().unwrap();
    // `timeout` itself: 124 too late; 125 to 127 no such program.
    let code = output.status.code();
    assert!(
        !matches!(code, Some(125..=127)),
        "{command:?}: {code:?}; tests/run installs it"
    );
    (code != Some(124)).then_some(output)
}

fn digest(output: Option<Output>) -> String {
    let Some(output) = output else {
        return "error: it hangs".to_owned();
    };
    let pixels = Sha256::digest(&output.stdout);
    let pixels: String = pixels.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("{} {pixels}", output.stdout.len())
}

/// What poppler shows of a file.
pub(crate) fn poppler(file: &Path) -> String {
    digest(run("pdftoppm", &["-q", "-r", DPI], file))
}

/// What each file looks like.
fn drawn(files: &[PathBuf]) -> Vec<Pictures> {
    let others: Vec<[String; 2]> = files
        .par_iter()
        .map(|file| {
            let arguments = ["draw", "-q", "-i", "-r", DPI, "-F", "ppm", "-o", "-"];
            let mupdf = run("mutool", &arguments, file);
            [poppler(file), digest(mupdf)]
        })
        .collect();
    let pdfium: Vec<String> = files
        .par_chunks(BATCH)
        .flat_map(|files| {
            let mut command = Command::new(python());
            command.arg(root().join("tests/judges/pdfium_judge.py"));
            let told = judged(command.arg(DPI).args(files));
            let lines: Vec<String> = told.lines().map(str::to_owned).collect();
            assert_eq!(lines.len(), files.len(), "{told}");
            lines
        })
        .collect();
    let all = others.into_iter().zip(pdfium);
    all.map(|([poppler, mupdf], pdfium)| [poppler, mupdf, pdfium])
        .collect()
}

/// What is read out of a file: text, tags with what they say, bookmarks, titles, embedded files.
fn read(file: &Path) -> [String; 5] {
    let poppler = |program: &str, arguments: &[&str]| match run(program, arguments, file) {
        Some(output) => String::from_utf8_lossy(&output.stdout).into_owned(),
        None => format!("{program} takes too long"),
    };
    let text = {
        let to = file.with_extension("txt");
        run("pdftotext", &["-q", "-layout", "-nopgbrk"], file);
        std::fs::read_to_string(to).unwrap_or_default()
    };
    // What it says, not under what numbers.
    let tags = poppler("pdfinfo", &["-struct-text"]);
    let tags = tags
        .lines()
        .filter(|line| !line.trim().starts_with("Object "));
    let mut tags: Vec<&str> = tags.collect();
    // The order of attributes means nothing.
    for attributes in
        tags.chunk_by_mut(|one, next| [one, next].iter().all(|it| it.trim().starts_with('/')))
    {
        attributes.sort_unstable();
    }
    // What the file is, not how long it is.
    let about = poppler("pdfinfo", &["-isodates"]);
    let about = about.lines().filter(|line| !line.starts_with("File size"));
    [
        text,
        tags.join("\n"),
        about.collect::<Vec<_>>().join("\n"),
        poppler("pdfdetach", &["-list"]),
        {
            let output = Command::new("mutool")
                .arg("show")
                .arg(file)
                .arg("outline")
                .output()
                .unwrap();
            String::from_utf8_lossy(&output.stdout).into_owned()
        },
    ]
}

/// The first line that is another one.
fn difference(one: &[String; 5], other: &[String; 5]) -> Option<String> {
    one.iter().zip(other).find_map(|(one, other)| {
        let mut lines = one.lines().zip(other.lines());
        let line = lines.find(|(one, other)| one != other);
        let line = line.map(|(one, other)| format!("{one} instead of {other}"));
        line.or_else(|| (one != other).then(|| "lines more or less".to_owned()))
    })
}

/// Files on disk by their place in a list.
fn written<'b>(folder: &Path, files: impl Iterator<Item = &'b Vec<u8>>) -> Vec<PathBuf> {
    let written = files.enumerate().map(|(at, bytes)| {
        let path = folder.join(format!("{at}.pdf"));
        std::fs::write(&path, bytes).unwrap();
        path
    });
    written.collect()
}

/// Whether the answers would end with exit status 0, or say that the content matches.
fn holds(answers: &Answers) -> bool {
    let content = answers.to(Question::Content).map(|it| it.verdict);
    answers.hold() || content == Some(Verdict::Yes)
}

/// Draws forgeries beside the honest file; how many each viewer shows otherwise, and any.
fn seen(
    honest: Vec<u8>,
    forgeries: &[Forgery],
    is_wrong: impl Fn(&Answers) -> bool + Sync,
) -> [usize; 4] {
    let folder = folder();
    let files = [&honest].into_iter();
    let files = written(
        folder.path(),
        files.chain(forgeries.iter().map(|it| &it.bytes)),
    );
    let mut pictures = drawn(&files).into_iter();
    let expected = pictures.next().unwrap();
    for picture in &expected {
        assert!(
            !picture.starts_with("error") && !picture.starts_with("0 "),
            "{expected:?}"
        );
    }
    let mut counts = [0; 4];
    let mut wrong = Vec::new();
    for (forgery, picture) in forgeries.iter().zip(pictures) {
        let mut others = Vec::new();
        for (at, viewer) in VIEWERS.iter().enumerate() {
            if picture[at] != expected[at] {
                counts[at] += 1;
                others.push(*viewer);
            }
        }
        if others.is_empty() {
            continue;
        }
        counts[3] += 1;
        let answers = ask(&forgery.bytes).unwrap();
        if is_wrong(&answers) {
            let (kind, name) = (forgery.kind, forgery.name);
            wrong.push(format!(
                "{kind}: {name}: {others:?}: {}",
                verdicts(&answers)
            ));
        }
    }
    println!("of {}: {VIEWERS:?} and any: {counts:?}", forgeries.len());
    assert!(wrong.is_empty(), "{}:\n{}", wrong.len(), wrong.join("\n"));
    counts
}

#[test]
fn the_document_put_together_again_looks_the_same_everywhere() {
    let folder = folder();
    let honest = signed_pdf(&BASE, "p256");
    let again = signed_pdf(&Forge::of(&BASE).write(), "p256");
    let files = [&honest, &again, &signed_by_hand(), &honest];
    let files = written(folder.path(), files.into_iter());
    let pictures = drawn(&files);
    for picture in &pictures {
        assert_eq!(picture, &pictures[0]);
    }
    let texts = read(&files[0]);
    assert!(texts.iter().all(|text| text.len() > 20), "{texts:?}");
    assert_eq!(difference(&read(&files[1]), &texts), None);
}

#[test]
fn what_any_viewer_shows_otherwise_was_forged_before_signing_is_not_said_to_match() {
    let mut forgeries = before_signing();
    // What our own signer refuses is drawn as it is.
    forgeries.par_iter_mut().for_each(|forgery| {
        if let Ok(signed) = try_signed_pdf(&forgery.bytes, "p256") {
            forgery.bytes = signed;
        }
    });
    let counts = seen(signed_pdf(&BASE, "p256"), &forgeries, holds);
    // As many as were seen when this was written, less a few for other versions of the viewers.
    for (count, least) in counts.into_iter().zip([80, 80, 80, 100]) {
        assert!(count >= least, "{counts:?}");
    }
}

#[test]
fn what_any_viewer_shows_otherwise_was_forged_while_signing_does_not_hold() {
    let counts = seen(signed_by_hand(), &while_signing(), Answers::hold);
    for count in counts {
        assert!(count >= 20, "{counts:?}");
    }
    // A seal is seen, and holds.
    let counts = seen(signed_by_hand(), &honest_while_signing(), |_| false);
    for count in counts {
        assert!(count >= 3, "{counts:?}");
    }
}

/// What was changed and the file, where all answers are yes; what is said of its content.
type Asked = (Option<(String, Vec<u8>)>, Verdict);

#[test]
fn a_random_change_holds_only_where_nothing_is_shown_read_or_listed_otherwise() {
    let count = runs::long(runs::cases().clamp(200, 1_000).into(), 20_000);
    let subject = Subject::of(&BASE);
    let honest = signed_pdf(&BASE, "p256");
    let seed = runs::seed();
    let asked: Vec<Asked> = (0..count)
        .into_par_iter()
        .filter_map(|at| {
            let (told, bytes) = subject.changed(seed + at);
            let file = try_signed_pdf(&bytes, "p256").unwrap_or(bytes);
            let answers = ask(&file).ok()?;
            let verdict = answers
                .to(Question::Content)
                .map_or(Verdict::Absent, |it| it.verdict);
            let held = holds(&answers).then(|| (format!("{at}: {told}"), file));
            Some((held, verdict))
        })
        .collect();
    let number = |verdict| asked.iter().filter(|it| it.1 == verdict).count();
    let [yes, no, unknown, absent] =
        [Verdict::Yes, Verdict::No, Verdict::Unknown, Verdict::Absent].map(number);
    let told = format!("of {count}: {yes} yes, {no} no, {unknown} unknown, {absent} absent");
    println!("{told}");
    let asked_all = u64::try_from(asked.len()).unwrap();
    // Some bytes are no PDF any more.
    assert!(asked_all >= count * 95 / 100, "{told}");
    let share = |part: usize| part * 1000 / asked.len();
    assert!(
        share(yes) >= 40 && share(no) >= 100 && share(unknown) >= 400,
        "{told}"
    );
    let held: Vec<(String, Vec<u8>)> = asked.into_iter().filter_map(|it| it.0).collect();
    let folder = folder();
    let files = [&honest].into_iter().chain(held.iter().map(|it| &it.1));
    let files = written(folder.path(), files);
    let pictures = drawn(&files);
    let texts: Vec<[String; 5]> = files.par_iter().map(|file| read(file)).collect();
    let mut wrong = Vec::new();
    for (at, (told, _)) in held.iter().enumerate() {
        let mut others: Vec<String> = VIEWERS
            .iter()
            .enumerate()
            .filter(|(viewer, _)| pictures[at + 1][*viewer] != pictures[0][*viewer])
            .map(|(_, name)| (*name).to_owned())
            .collect();
        others.extend(difference(&texts[at + 1], &texts[0]));
        if !others.is_empty() {
            wrong.push(format!("{told}: {}", others.join(", ")));
        }
    }
    assert!(wrong.is_empty(), "{told}\n{}", wrong.join("\n"));
}
