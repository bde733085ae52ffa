//! Beyond the twelve: what a document may bring with it before it is signed, keys of approvals that
//! nobody vouches for, and times that do not fit.

use chengbao::compose::{Profile, Purpose, compose};
use chengbao::edition::Edition;
use chengbao::pipeline;
use chengbao::signature::keys::Signer;
use chengbao::signature::trust::{Anchors, fingerprint};
use chengbao::signoff::{Approval, File, Office, Subject};
use chengbao::verify::{Answers, Question, Setup, Verdict, verify};
use der::Encode as _;
use jiff::Timestamp;
use lopdf::{Dictionary, Document, IncrementalDocument, Object, Stream, dictionary};

use support::keys;
use support::rooms::{self, FACES, examples, read};
use support::verified::{
    FORMS, ROOT, documents, expect, final_purpose, noon, sign_off, signed_pdf, signer, text_of,
};

fn report() -> chengbao::report::Report {
    let (_, form, yaml) = examples().remove(1);
    read(&form, &yaml)
}

fn final_pdf() -> Vec<u8> {
    let report = report();
    documents(&report, &final_purpose(&report, Profile::Filing)).0
}

fn asked(bytes: &[u8], anchors: &Anchors, now: Timestamp, office: Option<&str>) -> Answers {
    let office = office.map(|text| Office::read("office.yaml", Ok(text.into())).unwrap());
    let setup = Setup {
        forms: &FORMS,
        faces: Some(&FACES),
        anchors,
        signers: &[],
        now,
        office: office.as_ref(),
        made_again: Edition::MADE_AGAIN,
    };
    verify(bytes, "file", &setup).unwrap()
}

/// The file with an update.
fn updated(base: &[u8], change: impl FnOnce(&mut Document, &Document)) -> Vec<u8> {
    let old = Document::load_mem(base).unwrap();
    let mut update = IncrementalDocument::create_from(base.to_vec(), old.clone());
    change(&mut update.new_document, &old);
    let mut out = Vec::new();
    update.save_to(&mut out).unwrap();
    out
}

fn script() -> Dictionary {
    dictionary! { "S" => "JavaScript", "JS" => Object::string_literal("app.alert(1)") }
}

/// What a document says by other means than its pages, with what the answer calls it.
type Trick = (&'static str, fn(&mut Document, &Document));

const TRICKS: [Trick; 5] = [
    ("OpenAction", |new, old| {
        in_catalog(new, old, "OpenAction", script())
    }),
    ("OCProperties", |new, old| {
        in_catalog(
            new,
            old,
            "OCProperties",
            dictionary! { "OCGs" => Vec::<Object>::new() },
        );
    }),
    ("Names/JavaScript", |new, old| {
        let names = old.catalog().unwrap().get(b"Names").unwrap();
        let (_, names) = old.dereference(names).unwrap();
        let mut names = names.as_dict().unwrap().clone();
        names.set(
            "JavaScript",
            dictionary! { "Names" => Vec::<Object>::new() },
        );
        in_catalog(new, old, "Names", names);
    }),
    ("AA", |new, old| {
        let id = old.get_pages()[&1];
        let mut page = old.get_dictionary(id).unwrap().clone();
        page.set("AA", dictionary! { "O" => script() });
        new.set_object(id, page);
    }),
    ("AP", |new, old| {
        let mut widgets = old.objects.iter().filter_map(|(id, object)| {
            let widget = object.as_dict().ok()?;
            let is_field = widget.get(b"FT").and_then(Object::as_name).ok()? == b"Sig";
            is_field.then(|| (*id, widget.clone()))
        });
        let (id, mut widget) = widgets.next().unwrap();
        let look = dictionary! {
            "Type" => "XObject", "Subtype" => "Form",
            "BBox" => vec![0.into(), 0.into(), 100.into(), 100.into()],
        };
        let look = new.add_object(Stream::new(look, b"1 0 0 RG 0 0 m 99 99 l S".to_vec()));
        widget.set("AP", dictionary! { "N" => look });
        new.set_object(id, widget);
    }),
];

fn in_catalog(new: &mut Document, old: &Document, key: &str, value: Dictionary) {
    let root = old.trailer.get(b"Root").unwrap().as_reference().unwrap();
    let mut catalog = old.catalog().unwrap().clone();
    catalog.set(key, value);
    new.set_object(root, catalog);
}

#[test]
fn what_a_document_brings_beside_its_pages_is_reported_before_anybody_signs_it() {
    let base = final_pdf();
    for (name, trick) in TRICKS {
        let bytes = updated(&base, trick);
        // lopdf writes updates otherwise than this program; `forge` makes the same in its own spelling.
        let answers = expect(&bytes, "absent absent absent absent unknown unknown");
        let told = text_of(&answers, Question::Content);
        assert!(told.contains("对象"), "{name}: {told}");
    }
}

#[test]
fn the_report_of_a_colleague_signed_off_as_well_is_not_what_the_pages_say() {
    let report = report();
    let (_, form, yaml) = examples().remove(0);
    let other = read(&form, &yaml);
    let purpose = |report| final_purpose(report, Profile::Filing);
    let mut mixed = compose(&report, &purpose(&report), &rooms::pictures(&report));
    mixed.data = compose(&other, &purpose(&other), &rooms::pictures(&other)).data;
    let base = pipeline::pdf(&mixed, &FACES).unwrap().bytes;
    // The office signs it unseen: everything holds but the one thing that counts.
    expect(&signed_pdf(&base, "p256"), "yes yes absent yes yes no");
}

#[test]
fn approvals_without_a_key_are_reported_for_what_they_are() {
    let answers = expect(&final_pdf(), "absent absent absent absent yes yes");
    let told = text_of(&answers, Question::SignOff);
    assert!(
        told.contains("拟稿、审核、签发没有用个人密钥签名"),
        "{told}"
    );
}

/// The final document of a report the last role signed off with a key.
fn with_key(key: &str) -> Vec<u8> {
    let last = [("issuer", "王五", "2025-01-22T09:30:00+08:00")];
    signed_off(2, &last, Some(&*signer(key)))
}

/// The final document of a report that is signed off by so many as usual, then by these in their roles.
fn signed_off(usual: usize, more: &[(&str, &str, &str)], key: Option<&dyn Signer>) -> Vec<u8> {
    let report = report();
    let mut file = match usual {
        0 => File::default(),
        _ => sign_off(&report, usual),
    };
    let records = sign_off(&report, 1).records;
    let pictures = rooms::pictures(&report);
    let digests: Vec<_> = pictures
        .iter()
        .map(|(path, picture)| (path.clone(), chengbao::signoff::digest(&picture.file)))
        .collect();
    let accepted: Vec<_> = records[0]
        .accepted
        .iter()
        .map(|it| (it.code.clone(), it.reason.clone()))
        .collect();
    let findings = chengbao::check::check(&chengbao::check::Context::new(&report));
    let subject = Subject {
        report: &report,
        pictures: &digests,
        findings: &findings,
        off: &[],
    };
    for (role, name, time) in more.iter().copied() {
        let approval = Approval {
            role,
            name,
            post: None,
            accepted: &accepted,
            time,
        };
        file.sign(&approval, &subject, &report.form.policy, key)
            .unwrap_or_else(|error| panic!("{error}"));
    }
    let mut purpose: Purpose = final_purpose(&report, Profile::Filing);
    purpose.signed_off.as_mut().unwrap().record = file.bytes().unwrap().into();
    documents(&report, &purpose).0
}

#[test]
fn the_key_of_an_approval_counts_as_far_as_its_certificate_is_trusted() {
    let roles = "roles:\n  - id: drafter\n  - id: reviewer\n  - id: issuer\n    key: true\n";
    let certificate = |name: &str| fingerprint(&signer(name).certificate().to_der().unwrap());
    let named = |name: &str| format!("{roles}    certificate: {}\n", certificate(name));
    let asked_for = named("p384");
    let pdf = with_key("p384");
    // The certificate is neither the person's nor the one that is named.
    for office in [roles, &named("p256")] {
        let answers = asked(&pdf, &ROOT, noon(), Some(office));
        let answer = answers.to(Question::SignOff).unwrap();
        assert_eq!(answer.verdict, Verdict::No, "{answer:#?}");
        assert!(answer.text.zh.contains("密钥的证书"), "{}", answer.text.zh);
    }
    let other = Anchors::from_pem_or_der(&keys::file("p256.cert.pem")).unwrap();
    let none = Anchors::default();
    let late = "2500-01-01T00:00:00Z".parse().unwrap();
    for (anchors, now, words, where_asked) in [
        (&*ROOT, noon(), "可信", Verdict::Yes),
        (&none, noon(), "--trust", Verdict::Unknown),
        (&other, noon(), "但不可信", Verdict::No),
        (&*ROOT, late, "过期", Verdict::No),
    ] {
        for (office, verdict) in [(None, Verdict::Yes), (Some(&*asked_for), where_asked)] {
            let answers = asked(&pdf, anchors, now, office);
            let answer = answers.to(Question::SignOff).unwrap();
            assert_eq!(answer.verdict, verdict, "{words} {office:?} {answer:#?}");
            assert!(answer.text.zh.contains(words), "{}", answer.text.zh);
            assert!(answer.text.zh.contains("拟稿、审核没有用个人密钥签名"));
        }
    }
}

#[test]
fn the_time_certificates_are_held_against_is_reported() {
    let signed = signed_pdf(&final_pdf(), "p256");
    let answers = expect(&signed, "yes yes absent yes yes yes");
    assert!(text_of(&answers, Question::Chain).contains("按当前北京时间2027年6月1日12时0分"));
    assert!(!text_of(&answers, Question::TimeStamp).contains("不可信"));
    // Expired by now, and nothing proves that it was not when it signed.
    let late = "2500-01-01T00:00:00Z".parse().unwrap();
    let answers = asked(&signed, &ROOT, late, None);
    let chain = answers.to(Question::Chain).unwrap();
    assert_eq!(chain.verdict, Verdict::No);
    assert!(
        chain.text.zh.contains("没有可信的时间戳"),
        "{}",
        chain.text.zh
    );
}

#[test]
fn a_stated_time_at_which_the_certificate_was_not_valid_is_reported() {
    use chengbao::signature::pdf;
    let signer = signer("p256");
    let mut request = pdf::Request::<pdf::PdfSignError> {
        signer: &*signer,
        at: "1999-01-01T00:00:00Z".parse().unwrap(),
        offset: jiff::tz::Offset::constant(8),
        stamp: None,
        appearance: pdf::Appearance::default(),
        name: None,
        reason: None,
        location: None,
    };
    let signed = pdf::sign(&final_pdf(), &mut request).unwrap();
    let answers = expect(&signed, "yes yes absent yes yes yes");
    let told = text_of(&answers, Question::TimeStamp);
    assert!(told.contains("不在其证书的有效期内"), "{told}");
}

#[test]
fn what_is_strange_about_a_sign_off_is_noted_and_changes_no_answer() {
    let notes = |who: &[(&str, &str, &str)]| {
        let answers = asked(&signed_off(0, who, None), &ROOT, noon(), None);
        let answer = answers.to(Question::SignOff).unwrap();
        assert_eq!(answer.verdict, Verdict::Yes, "{answer:#?}");
        let notes = answer.details["warnings"].as_array().unwrap().clone();
        for note in &notes {
            let note = note.as_str().unwrap().trim_end_matches('。');
            assert!(answer.text.zh.contains(note), "{}", answer.text.zh);
        }
        notes
            .iter()
            .map(|it| it.as_str().unwrap().to_owned())
            .collect::<Vec<_>>()
            .join("\n")
    };
    let at = |day: &str| format!("{day}T09:30:00+08:00");
    let usual = [at("2025-01-20"), at("2025-01-21"), at("2025-01-22")];
    let [one, two, three] = usual.each_ref().map(String::as_str);
    assert_eq!(
        notes(&[
            ("drafter", "张三", one),
            ("reviewer", "李四", two),
            ("issuer", "王五", three)
        ]),
        ""
    );
    // Longer ago than the reporting year, and after the moment the file is verified.
    let (past, future) = (at("1999-01-20"), at("2028-01-20"));
    let told = notes(&[
        ("drafter", "张三", &past),
        ("reviewer", "李四", two),
        ("issuer", "王五", &future),
    ]);
    assert!(told.contains("1999-01-20 早于报告年度"), "{told}");
    assert!(told.contains("2028-01-20 晚于当前时间"), "{told}");
    let told = notes(&[
        ("drafter", "张三", one),
        ("reviewer", "張三", two),
        ("issuer", "Li S\u{430}n", three),
    ]);
    assert!(told.contains("“张三”与“張三”写法相近"), "{told}");
    assert!(told.contains("混用了"), "{told}");
}
