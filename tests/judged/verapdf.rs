//! veraPDF on the PDF: every output is PDF/A-3a (ISO 19005-3) and PDF/UA-1 (ISO 14289-1) at once.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use chengbao::document::{Pictures, Profile, Purpose, compose};
use chengbao::pipeline;
use chengbao::report::Report;

use crate::judge::{ask, folder};
use crate::support::published::corpus;
use crate::support::rooms::{FACES, examples, forms, read, root};
use crate::support::{random, runs};

/// What every file must be.
const FLAVOURS: [&str; 2] = ["3a", "ua1"];

/// Random reports.
const SAMPLE: u32 = 200;

#[test]
fn every_pdf_is_pdf_a_3a_and_pdf_ua_1() {
    let folder = folder();
    let mut files = Vec::new();
    let mut put = |name: String, report: &Report, purpose: &Purpose| {
        let document = compose(report, purpose, &Pictures::new());
        let pdf =
            pipeline::pdf(&document, &FACES).unwrap_or_else(|error| panic!("{name}: {error}"));
        let file = folder.path().join(name).with_extension("pdf");
        std::fs::write(&file, pdf.bytes).unwrap();
        files.push(file);
    };
    let mut reports: Vec<(String, Report)> = examples()
        .into_iter()
        .map(|(name, form, yaml)| (name, read(&form, &yaml)))
        .collect();
    assert!(reports.len() >= 2);
    for published in corpus() {
        let forms = forms();
        let form = forms.iter().find(|form| form.id == published.form());
        let report = read(form.unwrap(), &published.yaml());
        reports.push((format!("corpus-{}", published.name), report));
    }
    for (name, report) in &reports {
        for purpose in purposes() {
            let draft = if purpose.draft { "-draft" } else { "" };
            put(
                format!("{name}-{}{draft}", purpose.profile.id()),
                report,
                &purpose,
            );
        }
    }
    // Each random report for one purpose, so that all of them are had.
    let sample = runs::sample(SAMPLE, &random::report());
    for (at, (filled, purpose)) in sample.iter().zip(purposes().iter().cycle()).enumerate() {
        put(
            format!("random-{at}"),
            &read(&filled.form, &filled.yaml),
            purpose,
        );
    }
    assert_eq!(files.len(), reports.len() * 6 + 200);
    let verdicts = judge(&files);
    for (file, failed) in &verdicts {
        assert!(failed.is_empty(), "{}: {failed:#?}", file.display());
    }
}

/// All profiles, drafts or not; some go on from a circular's pages.
fn purposes() -> Vec<Purpose> {
    let mut purposes = Vec::new();
    for profile in Profile::ALL {
        for draft in [false, true] {
            let is_annex = profile == Profile::Attachment;
            purposes.push(Purpose {
                draft,
                first_page: if is_annex && draft { 4 } else { 1 },
                annex: (is_annex && draft).then_some(2),
                ..Purpose::of(profile)
            });
        }
    }
    purposes
}

/// A judge who passes everything is none: what is taken from a file or made wrong in it is found, by
/// the flavour whose clause it is.
#[test]
fn what_is_not_right_fails() {
    let folder = folder();
    let (_, form, yaml) = examples().remove(0);
    let document = compose(&read(&form, &yaml), &Purpose::default(), &Pictures::new());
    let right = pipeline::pdf(&document, &FACES).unwrap().bytes;
    let cases = [
        ("right", "", "", &[][..]),
        // ISO 14289-1 §5: nothing says that it is PDF/UA.
        (
            "no-ua",
            "<pdfuaid:part>1</pdfuaid:part>",
            " ",
            &["ua1 5-1"][..],
        ),
        // ISO 19005-3 §6.6.4.
        (
            "level-b",
            "<pdfaid:conformance>A<",
            "<pdfaid:conformance>B<",
            &["3a 6.6.4-3"],
        ),
        // §6.6.2.3: a property nobody has described.
        (
            "no-schema",
            "<pdfaSchema:prefix>pdfuaid<",
            "<pdfaSchema:prefix>pdfuaix<",
            &["3a 6.6.2.3.1-1"],
        ),
    ];
    let files: Vec<PathBuf> = cases
        .iter()
        .map(|(name, from, to, _)| {
            let file = folder.path().join(name).with_extension("pdf");
            std::fs::write(&file, replaced(&right, from, to)).unwrap();
            file
        })
        .collect();
    let verdicts = judge(&files);
    for ((name, _, _, expected), file) in cases.iter().zip(&files) {
        let failed = &verdicts[file];
        for rule in *expected {
            assert!(
                failed
                    .iter()
                    .any(|failed| failed.starts_with(&format!("{rule} "))),
                "{name}: {failed:#?}"
            );
        }
        assert_eq!(
            failed.is_empty(),
            expected.is_empty(),
            "{name}: {failed:#?}"
        );
    }
}

/// The file with a text put in the place of another, filled up with blanks, so that nothing moves.
fn replaced(file: &[u8], from: &str, to: &str) -> Vec<u8> {
    let mut file = file.to_vec();
    if from.is_empty() {
        return file;
    }
    let places: Vec<usize> = file
        .windows(from.len())
        .enumerate()
        .filter(|(_, bytes)| *bytes == from.as_bytes())
        .map(|(at, _)| at)
        .collect();
    assert_eq!(places.len(), 1, "{from}");
    let filled = format!("{to:<width$}", width = from.len());
    file[places[0]..places[0] + from.len()].copy_from_slice(filled.as_bytes());
    file
}

/// For each file the rules it fails, `FLAVOUR CLAUSE-TEST ×COUNT …`, each flavour judged once in one
/// start of veraPDF.
fn judge(files: &[PathBuf]) -> BTreeMap<PathBuf, Vec<String>> {
    let classes = std::fs::read_to_string(root().join("target/judges/verapdf/classpath"))
        .unwrap_or_else(|error| panic!("no veraPDF: {error}; tests/run installs it"));
    let mut command = Command::new("java");
    command
        .current_dir(root())
        .args(["-Xmx1g", "-cp", &classes, "VeraPdf", &FLAVOURS.join(",")]);
    let told = ask(command.args(files));
    let mut verdicts: BTreeMap<PathBuf, Vec<String>> = BTreeMap::new();
    let mut judged = 0;
    for line in told.lines() {
        let fields: Vec<&str> = line.splitn(5, '\t').collect();
        let [flavour, file, verdict, checks, failed] = fields[..] else {
            panic!("{line}");
        };
        let rules = verdicts.entry(Path::new(file).to_owned()).or_default();
        assert!(FLAVOURS.contains(&flavour), "{line}");
        // A verdict on nothing is none: a report has thousands of things to look at.
        assert!(checks.parse::<u32>().unwrap() > 10_000, "{line}");
        assert_eq!(verdict == "pass", failed.is_empty(), "{line}");
        let failed = failed.split(" | ").filter(|rule| !rule.is_empty());
        rules.extend(failed.map(|rule| format!("{flavour} {rule}")));
        judged += 1;
    }
    assert_eq!(judged, FLAVOURS.len() * files.len());
    assert!(
        verdicts
            .keys()
            .eq(files.iter().collect::<std::collections::BTreeSet<_>>())
    );
    verdicts
}
