//! Final documents, signed as an office signs them, and what `verify` says of a file.

use std::sync::{Arc, LazyLock};

use chengbao::check::{Context, Severity, check};
use chengbao::compose::{Profile, Purpose, SignedOff, compose};
use chengbao::document::SignOffLine;
use chengbao::edition::Edition;
use chengbao::form::Forms;
use chengbao::pipeline;
use chengbao::report::{Report, printed_date};
use chengbao::signature::keys::{Signer, from_pem};
use chengbao::signature::trust::Anchors;
use chengbao::signature::{docx, pdf};
use chengbao::signoff::{Approval, Approved, File, State, Subject, digest, state};
use chengbao::verify::{Answers, Question, Setup, Verdict, VerifyError, verify};
use jiff::Timestamp;
use jiff::tz::Offset;

use super::keys;
use super::rooms::{self, FACES};

/// The forms that are compiled in.
pub static FORMS: LazyLock<Forms> = LazyLock::new(|| Forms::builtin().unwrap());

/// The root of the test keys.
pub static ROOT: LazyLock<Anchors> =
    LazyLock::new(|| Anchors::from_pem_or_der(&keys::file("root.cert.pem")).unwrap());

/// When the test documents are signed and verified; the test certificates are valid then.
pub fn noon() -> Timestamp {
    "2027-06-01T12:00:00+08:00".parse().unwrap()
}

/// A key of the tests.
pub fn signer(name: &str) -> Box<dyn Signer> {
    let read = |end: &str| String::from_utf8(keys::file(&format!("{name}.{end}.pem"))).unwrap();
    from_pem(&read("key"), &read("chain")).unwrap()
}

/// The sign-off of a report by as many of the three roles.
pub fn sign_off(report: &Report, roles: usize) -> File {
    let pictures = rooms::pictures(report);
    let digests: Vec<_> = pictures
        .iter()
        .map(|(path, picture)| (path.clone(), digest(&picture.file)))
        .collect();
    let findings = check(&Context::new(report));
    let warnings = findings
        .iter()
        .filter(|it| it.severity == Severity::Warning);
    let mut accepted: Vec<_> = warnings
        .map(|it| (it.code.to_owned(), "已核实".to_owned()))
        .collect();
    accepted.sort();
    accepted.dedup();
    let subject = Subject {
        report,
        pictures: &digests,
        findings: &findings,
        off: &[],
    };
    let mut file = File::default();
    let who = [
        ("drafter", "张三", "2025-01-20T09:30:00+08:00"),
        ("reviewer", "李四", "2025-01-21T09:30:00+08:00"),
        ("issuer", "王五", "2025-01-22T09:30:00+08:00"),
    ];
    for (role, name, time) in who.into_iter().take(roles) {
        let approval = Approval {
            role,
            name,
            post: None,
            accepted: &accepted,
            time,
        };
        file.sign(&approval, &subject, &report.form.policy, None)
            .unwrap_or_else(|error| panic!("{error}"));
    }
    match state(report, &digests, Some(&file), &report.form.policy) {
        State::Complete(_) | State::Begun { .. } => file,
        other => panic!("{other:?}"),
    }
}

/// What a final document is made for.
pub fn final_purpose(report: &Report, profile: Profile) -> Purpose {
    let file = sign_off(report, 3);
    let State::Complete(approved) = ({
        let pictures = rooms::pictures(report);
        let digests: Vec<_> = pictures
            .iter()
            .map(|(path, picture)| (path.clone(), digest(&picture.file)))
            .collect();
        state(report, &digests, Some(&file), &report.form.policy)
    }) else {
        panic!("not complete")
    };
    let line = |one: &Approved| SignOffLine {
        role: one.role_label.clone(),
        name: one.name.clone(),
        post: one.post.clone(),
        date: printed_date(one.day),
    };
    Purpose {
        signed_off: Some(SignedOff {
            approvals: approved.iter().map(line).collect(),
            off: Vec::new(),
            record: Arc::from(file.bytes().unwrap()),
        }),
        ..Purpose::of(profile)
    }
}

/// The PDF and the DOCX of a report for a purpose.
pub fn documents(report: &Report, purpose: &Purpose) -> (Vec<u8>, Vec<u8>) {
    let document = compose(report, purpose, &rooms::pictures(report));
    let made = pipeline::pdf(&document, &FACES).unwrap_or_else(|error| panic!("{error}"));
    (made.bytes, pipeline::docx(&document).unwrap())
}

/// The PDF of a report for a purpose, in a layout that no edition has: fewer lines on a page, wider margins in tables,
/// a smaller title.
pub fn pdf_in_other_layout(report: &Report, purpose: &Purpose) -> Vec<u8> {
    let mut document = compose(report, purpose, &rooms::pictures(report));
    let typography = &mut document.typography;
    typography.grid.lines -= 3;
    typography.styles.title.size -= 1.5;
    typography.table.row_height *= 1.25;
    typography.table.rule *= 1.5;
    typography.page_number.size -= 1.0;
    let made = pipeline::pdf(&document, &FACES).unwrap_or_else(|error| panic!("{error}"));
    made.bytes
}

/// A final PDF with the signature of a test key.
pub fn signed_pdf(base: &[u8], key: &str) -> Vec<u8> {
    try_signed_pdf(base, key).unwrap_or_else(|error| panic!("{error}"))
}

/// A PDF with the signature of a test key, unless this program does not sign it.
pub fn try_signed_pdf(base: &[u8], key: &str) -> Result<Vec<u8>, pdf::PdfSignError> {
    let signer = signer(key);
    let mut request = pdf::Request::<pdf::PdfSignError> {
        signer: &*signer,
        at: noon(),
        offset: Offset::constant(8),
        stamp: None,
        appearance: pdf::Appearance::default(),
        name: Some("示例市人民政府".to_owned()),
        reason: None,
        location: None,
    };
    pdf::sign(base, &mut request)
}

/// A DOCX with the signature of a test key.
pub fn signed_docx(base: &[u8], key: &str) -> Vec<u8> {
    let signed = docx::sign::<docx::OpcError>(base, &*signer(key), noon(), None);
    signed.unwrap_or_else(|error| panic!("{error}"))
}

/// What is said of a file by whom the test root is trusted.
pub fn ask(bytes: &[u8]) -> Result<Answers, VerifyError> {
    ask_trusting(bytes, &ROOT)
}

/// What is said of a file.
pub fn ask_trusting(bytes: &[u8], anchors: &Anchors) -> Result<Answers, VerifyError> {
    asked(bytes, anchors, Edition::MADE_AGAIN)
}

/// What is said of a file by a program that makes no edition again, so that only what files say is compared.
pub fn ask_without_layout(bytes: &[u8]) -> Result<Answers, VerifyError> {
    asked(bytes, &ROOT, &[])
}

fn asked(bytes: &[u8], anchors: &Anchors, made_again: &[Edition]) -> Result<Answers, VerifyError> {
    let setup = Setup {
        forms: &FORMS,
        faces: Some(&FACES),
        anchors,
        signers: &[],
        now: noon(),
        office: None,
        made_again,
    };
    verify(bytes, "file", &setup)
}

/// The verdicts in the order of the questions; `-` for one that was not asked.
pub fn verdicts(answers: &Answers) -> String {
    let ids = Question::ALL.map(|question| {
        answers
            .to(question)
            .map_or("-", |answer| answer.verdict.id())
    });
    ids.join(" ")
}

/// Holds the verdicts against those expected, all answers shown where they are others.
#[track_caller]
pub fn expect(bytes: &[u8], expected: &str) -> Answers {
    let answers = ask(bytes).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(verdicts(&answers), expected, "{answers:#?}");
    let absent_stamp = |question| question == Question::TimeStamp;
    let holds = answers.answers.iter().all(|it| {
        it.verdict == Verdict::Yes || it.verdict == Verdict::Absent && absent_stamp(it.question)
    }) && answers.answers.len() == Question::ALL.len();
    assert_eq!(answers.hold(), holds);
    answers
}

/// What an answer says in Chinese.
pub fn text_of(answers: &Answers, question: Question) -> &str {
    &answers.to(question).unwrap().text.zh
}
