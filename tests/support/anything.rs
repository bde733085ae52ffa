//! Everything the program does with the bytes of one file, whatever they are. Shared by the proof
//! that nothing makes it panic and by the fuzz target.

use std::sync::Arc;

use chengbao::check::fix::{Fixes, fix};
use chengbao::check::reporter::{Checked, Look, json, sarif, text};
use chengbao::check::{self, Context, Finding, Stage, unreadable};
use chengbao::compose::{Profile, Purpose, compose};
use chengbao::form::{Form, Forms};
use chengbao::picture::{Picture, Pictures, PicturesRead};
use chengbao::pipeline::{self, Blame, RenderError};
use chengbao::report::{Report, header};
use chengbao::source::Source;
use chengbao::text::Lang;
use chengbao::typeset::FaceSet;

/// A red pixel and a blue one, as PNG.
pub const PICTURE: &[u8] =
    b"\x89PNG\x0d\x0a\x1a\x0a\x00\x00\x00\x0dIHDR\x00\x00\x00\x02\x00\x00\x00\x01\x08\x02\x00\
    \x00\x00{@\xe8\xdd\x00\x00\x00\x0dIDATx\xdac\xf8\xcf\x00\x04\xff\x01\x07\x00\x01\xff=}\
    \x8cI\x00\x00\x00\x00IEND\xaeB`\x82";

/// Reads, checks, tells, fixes; with faces makes the files of every use, too. Panics where the program does, and
/// where what it says cannot be true: a place outside the text, a fix that cannot be made, a file
/// refused for a fault of the program.
pub fn try_it(form: &Arc<Form>, bytes: &[u8], faces: Option<&FaceSet>) {
    let source = match Source::parse("report.yaml", bytes) {
        Ok(source) => Arc::new(source),
        Err(error) => {
            report_findings(None, "", &[unreadable(&error)]);
            return;
        }
    };
    let _ = header(&source);
    let report = Report::read(form, &source);
    let findings = check::check(&Context::new(&report));
    for finding in &findings {
        let edits = finding.fix.iter().flat_map(|fix| &fix.edits);
        for place in finding
            .place
            .into_iter()
            .chain(edits.map(|edit| edit.place))
        {
            let found = source.text.get(place.start..place.end);
            assert!(
                found.is_some(),
                "{place:?} is no place in the text: {finding:?}"
            );
        }
    }
    report_findings(Some(&form.id), &source.text, &findings);
    let fixed = fix(&source, &findings, Fixes::Suggested).expect("every fix can be made");
    let again = Source::parse("report.yaml", fixed.text.as_bytes());
    assert!(
        again.is_ok(),
        "a fixed file cannot be read: {again:?}\n{}",
        fixed.text
    );
    // All pictures the report names are there, one and the same; or none is.
    let picture = Arc::new(Picture::read(PICTURE).expect("the picture is whole"));
    let pictures: Pictures = report
        .images()
        .iter()
        .map(|image| (image.path.to_owned(), Arc::clone(&picture)))
        .collect();
    let none = PicturesRead::new();
    let context = Context::new(&report)
        .with_previous(Some(&report))
        .with_pictures(Some(&none));
    let missing = check::check(&context);
    let told = missing.iter().filter(|it| it.rule == "picture").count();
    assert!(told >= report.images().len(), "{missing:?}");
    for profile in Profile::ALL {
        let document = compose(&report, &Purpose::of(profile), &pictures);
        let Some(faces) = faces else { continue };
        for error in [
            pipeline::pdf(&document, faces).err(),
            pipeline::docx(&document).err(),
            pipeline::html(&document).err(),
        ] {
            let blame = error.as_ref().map(RenderError::blame);
            assert!(matches!(blame, None | Some(Blame::Report)), "{error:?}");
        }
    }
}

fn report_findings(form: Option<&str>, source: &str, findings: &[Finding]) {
    let files = [Checked {
        name: "report.yaml",
        form,
        text: source,
        findings,
        off: &[],
    }];
    for lang in [Lang::Zh, Lang::En] {
        let _ = text(
            &files,
            lang,
            Look {
                colour: true,
                width: 60,
            },
        );
        let _ = json(&files, Stage::Finished, lang);
        let _ = sarif(&files, &Forms::builtin().unwrap(), lang);
    }
}
