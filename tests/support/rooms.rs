//! The way of a report through the rooms, for tests that look at its end.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};

use chengbao::check::{self, Context, Severity};
use chengbao::compose::{Profile, Purpose, SignedOff, compose};
use chengbao::document::{Document, SignOffLine};
use chengbao::form::{Form, Forms};
use chengbao::picture::{Picture, Pictures};
use chengbao::report::Report;
use chengbao::source::Source;
use chengbao::typeset::{FaceSet, Pages, lay_out};
use chengbao::{docx, html, pdf};

/// The faces that come with the program.
pub static FACES: LazyLock<FaceSet> = LazyLock::new(faces);

/// The faces that come with the program, for a test that must own them.
pub fn faces() -> FaceSet {
    FaceSet::find(&[root().join("fonts")]).unwrap()
}

/// The top of the repository.
pub fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().nth(2).unwrap().to_owned()
}

/// The compiled-in forms, those without a table last.
pub fn forms() -> Vec<Arc<Form>> {
    let mut forms: Vec<_> = Forms::builtin().unwrap().iter().cloned().collect();
    forms.sort_by_key(|form| form.cells.is_empty());
    forms
}

/// A report file, read as the form.
pub fn read(form: &Arc<Form>, yaml: &str) -> Report {
    let source = Source::parse("report.yaml", yaml.as_bytes());
    let source = source.unwrap_or_else(|error| panic!("{error:?}"));
    Report::read(form, &Arc::new(source))
}

/// What the rules call an error in a report.
pub fn errors(report: &Report) -> Vec<String> {
    let context = Context::new(report);
    let errors = check::check(&context)
        .into_iter()
        .filter(|finding| finding.severity == Severity::Error);
    errors
        .map(|finding| format!("{} {}: {}", finding.rule, finding.path, finding.message.en))
        .collect()
}

/// A report and all that is made of it.
pub struct Outputs {
    /// The neutral document.
    pub document: Document,
    /// Its pages.
    pub pages: Pages,
    /// The PDF file.
    pub pdf: Vec<u8>,
    /// The DOCX file.
    pub docx: Vec<u8>,
    /// The HTML page.
    pub html: String,
}

/// The pictures of a report that lie beside the examples.
pub fn pictures(report: &Report) -> Pictures {
    let images = report.images();
    let files = images.iter().filter_map(|image| {
        let file = std::fs::read(root().join("examples").join(image.path)).ok()?;
        let picture = Picture::read(file).unwrap_or_else(|fault| panic!("{fault:?}"));
        Some((image.path.to_owned(), Arc::new(picture)))
    });
    files.collect()
}

/// A purpose as it is when the report is signed off by three persons.
pub fn signed_off(profile: Profile) -> Purpose {
    let line = |role: &str, name: &str, post: Option<&str>, day: u8| SignOffLine {
        role: role.to_owned(),
        name: name.to_owned(),
        post: post.map(str::to_owned),
        date: format!("2025年1月{day}日"),
    };
    Purpose {
        signed_off: Some(SignedOff {
            approvals: vec![
                line("拟稿", "张三", Some("科员"), 20),
                line("审核", "欧阳修文", Some("办公室副主任"), 21),
                line("签发", "李四", None, 22),
            ],
            off: Vec::new(),
            record: RECORD.as_bytes().into(),
        }),
        ..Purpose::of(profile)
    }
}

/// The sign-off file of [`signed_off`].
pub const RECORD: &str = "version: 1\r\nrecords: [] # 无 <&>\n";

/// Everything that is made of a report.
pub fn make(report: &Report) -> Outputs {
    make_for(&Purpose::default(), report)
}

/// Everything that is made of a report for a purpose.
pub fn make_for(purpose: &Purpose, report: &Report) -> Outputs {
    let document = compose(report, purpose, &pictures(report));
    let pages = lay_out(&document, &FACES).unwrap_or_else(|error| panic!("{error}"));
    let pdf = pdf::write(&pages, &FACES, &document.meta, &document.data.files)
        .unwrap_or_else(|error| panic!("{error}"));
    let docx = docx::write(&document).unwrap_or_else(|error| panic!("{error}"));
    let html = html::write(&document).unwrap_or_else(|error| panic!("{error}"));
    Outputs {
        document,
        pages,
        pdf,
        docx,
        html,
    }
}

/// All that is made of a report that has these lines in its first section and nothing else.
pub fn body_text(lines: &[String]) -> Outputs {
    let form = forms().remove(0);
    let (id, section) = (&form.id, &form.sections[0].id);
    let mut yaml = format!("form: {id}\nyear: 2019\nissuer: 某局\n{section}: |\n");
    for line in lines {
        let _ = writeln!(yaml, "  {line}");
    }
    make(&read(&form, &yaml))
}

/// The report files that come with the program, with the form of each: the examples of the forms
/// and of `examples/`.
pub fn examples() -> Vec<(String, Arc<Form>, String)> {
    let mut examples: Vec<_> = forms()
        .into_iter()
        .map(|form| (form.id.clone(), Arc::clone(&form), form.example.clone()))
        .collect();
    let folder = root().join("examples");
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|file| file.unwrap().path())
        .collect();
    files.retain(|file| {
        let name = file.to_string_lossy();
        name.ends_with(".yaml") && !name.ends_with(".signoff.yaml")
    });
    files.sort();
    for file in files {
        let yaml = std::fs::read_to_string(&file).unwrap();
        let name = file.file_stem().unwrap().to_string_lossy().into_owned();
        let forms = forms();
        let form = forms
            .iter()
            .find(|form| yaml.contains(&form.id))
            .expect("a form it is on");
        examples.push((name, Arc::clone(form), yaml));
    }
    examples
}
