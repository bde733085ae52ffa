//! veraPDF on the PDF: every output is PDF/A-3a (ISO 19005-3) and PDF/UA-1 (ISO 14289-1) at once.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

use chengbao::compose::{Profile, Purpose, compose};
use chengbao::document::{Approval, Block, Document, Image, LetterHead, Paragraph, Run};
use chengbao::picture::{Picture, PictureFormat, Pictures, Pixels};
use chengbao::pipeline;
use chengbao::report::Report;
use chengbao::style::StyleId;

use crate::judge::{ask, folder};
use support::published::corpus;
use support::rooms::{FACES, examples, forms, pictures, read, root, signed_off};
use support::{random, runs};

/// What every file must be.
const FLAVOURS: [&str; 2] = ["3a", "ua1"];

/// Random reports.
const SAMPLE: u32 = 200;

#[test]
fn every_pdf_is_pdf_a_3a_and_pdf_ua_1() {
    let folder = folder();
    let mut files = Vec::new();
    let mut put = |name: String, document: &Document| {
        let pdf = pipeline::pdf(document, &FACES).unwrap_or_else(|error| panic!("{name}: {error}"));
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
            let name = format!("{name}-{}{draft}", purpose.profile.id());
            put(name, &compose(report, &purpose, &pictures(report)));
        }
    }
    for (name, report) in &reports {
        for profile in Profile::ALL {
            let name = format!("{name}-{}-final", profile.id());
            put(
                name,
                &compose(report, &signed_off(profile), &pictures(report)),
            );
        }
    }
    for (at, purpose) in purposes().iter().enumerate() {
        let document = compose(&reports[0].1, purpose, &Pictures::new());
        put(format!("everything-{at}"), &with_everything(document));
    }
    // Each random report for one purpose, so that all of them are had.
    let sample = runs::sample(SAMPLE, &random::report());
    for (at, (filled, purpose)) in sample.iter().zip(purposes().iter().cycle()).enumerate() {
        let report = read(&filled.form, &filled.yaml);
        put(
            format!("random-{at}"),
            &compose(&report, purpose, &Pictures::new()),
        );
    }
    assert_eq!(files.len(), reports.len() * (6 + 3) + 6 + 200);
    let verdicts = judge(&files);
    for (file, failed) in &verdicts {
        assert!(failed.is_empty(), "{}: {failed:#?}", file.display());
    }
}

/// The document with one of everything a document can have.
fn with_everything(mut document: Document) -> Document {
    let run = |text: &str, link: Option<&str>| Run {
        style: StyleId::Body,
        text: text.to_owned(),
        link: link.map(str::to_owned),
    };
    let long = "某市人民政府网站政府信息公开专栏年度报告".repeat(3);
    let text = Paragraph {
        style: StyleId::Body,
        outline: None,
        runs: vec![
            run("详见", None),
            run(&long, Some("https://www.gov.cn/政府信息公开?年=2024")),
            run("和", None),
            run("国务院公报", Some("https://www.gov.cn/gongbao/")),
            run("。", None),
        ],
    };
    let heading = |level: u8, text: &str| Paragraph {
        style: StyleId::heading(level),
        outline: Some(level),
        runs: vec![Run {
            style: StyleId::heading(level),
            ..run(text, None)
        }],
    };
    let picture = |pixels: Pixels| {
        let picture = Picture {
            format: PictureFormat::Png,
            file: Arc::new([]),
            width: 60,
            height: 40,
            pixels,
        };
        Block::Image(Image {
            alt: "组织机构图：<办公室> & 各科室".to_owned(),
            picture: Arc::new(picture),
        })
    };
    document.blocks.extend([
        Block::Paragraph(heading(1, "七、附则")),
        // A rank is left out, as offices do.
        Block::Paragraph(heading(3, "1.链接。")),
        Block::Paragraph(text),
        picture(Pixels::Gray(vec![90; 60 * 40].into())),
        picture(Pixels::Rgb(vec![180; 60 * 40 * 3].into())),
        Block::Approval(Approval {
            signature: "单位负责人（签字）：".to_owned(),
            seal: "单位公章：".to_owned(),
        }),
    ]);
    let head = LetterHead {
        mark: "某市人民政府办公室".to_owned(),
        number: Some("某政办函〔2025〕3号".to_owned()),
    };
    let mut blocks = vec![
        Block::LetterHead(head),
        Block::Title(vec!["关于报送年度报告的函".to_owned()]),
        Block::AnnexNote(vec!["2024年政府信息公开工作年度报告".to_owned()]),
        Block::AnnexLabel("附件".to_owned()),
    ];
    blocks.append(&mut document.blocks);
    document.blocks = blocks;
    document
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
            "http://www.aiim.org/pdfua/ns/id/</",
            "http://www.aiim.org/pdfua/ns/xx/</",
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
    let [at] = places[..] else {
        panic!("{from} stands at {places:?}");
    };
    let filled = format!("{to:<width$}", width = from.len());
    assert_eq!(filled.len(), from.len());
    file.splice(at..at + from.len(), filled.into_bytes());
    file
}

/// For each file the rules it fails, `FLAVOUR CLAUSE-TEST ×COUNT …`, each flavour judged once in one
/// start of veraPDF.
pub(crate) fn judge(files: &[PathBuf]) -> BTreeMap<PathBuf, Vec<String>> {
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
        assert!(checks.parse::<u32>().unwrap() > 1_000, "{line}");
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
