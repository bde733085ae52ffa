//! The command: exit status, several files, JSON with names that stay.

use std::path::Path;
use std::process::Output;

use assert_cmd::Command;
use chengbao::compose::{Profile, Purpose};
use der::Encode as _;
use serde_json::Value;

use support::rooms::{examples, read, root};
use support::verified::{documents, final_purpose, noon, signed_docx, signed_pdf};

/// Runs `verify` in a folder that has the files.
fn run(folder: &Path, arguments: &[&str]) -> (i32, String, String) {
    let Output {
        status,
        stdout,
        stderr,
    } = Command::cargo_bin("chengbao")
        .unwrap()
        .current_dir(folder)
        .env("SOURCE_DATE_EPOCH", noon().as_second().to_string())
        .env("CHENGBAO_FONTS", root().join("fonts"))
        .arg("verify")
        .args(arguments)
        .output()
        .unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    // What is fixed is the time: that is said, once.
    let said = text(stderr);
    let (about_time, rest): (Vec<&str>, Vec<&str>) = said
        .split_inclusive('\n')
        .partition(|line| line.contains("SOURCE_DATE_EPOCH"));
    assert!(about_time.len() < 2, "{said}");
    (status.code().unwrap(), text(stdout), rest.concat())
}

/// A folder with signed files, a draft, no document, and trusted certificates.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let (_, form, yaml) = examples().remove(1);
    let report = read(&form, &yaml);
    let (pdf, docx) = documents(&report, &final_purpose(&report, Profile::Filing));
    let draft = Purpose {
        draft: true,
        ..Purpose::default()
    };
    let write = |name: &str, bytes: &[u8]| std::fs::write(folder.path().join(name), bytes).unwrap();
    write("final.pdf", &signed_pdf(&pdf, "p256"));
    write("final.docx", &signed_docx(&docx, "p256"));
    write("draft.pdf", &documents(&report, &draft).0);
    write("report.yaml", yaml.as_bytes());
    std::fs::create_dir(folder.path().join("trusted")).unwrap();
    write("trusted/root.pem", &support::keys::file("root.cert.pem"));
    write("trusted/readme.txt", b"no certificate");
    folder
}

#[test]
fn the_exit_status_says_whether_everything_holds() {
    let folder = folder();
    let run = |arguments: &[&str]| run(folder.path(), arguments);
    let (code, out, errors) = run(&["final.pdf", "final.docx", "--trust", "trusted"]);
    assert_eq!((code, errors.as_str()), (0, ""), "{out}");
    assert_eq!(out.lines().count(), 14, "{out}");
    let (code, out, _) = run(&["final.pdf", "--trust", "trusted/root.pem", "--lang", "en"]);
    assert_eq!(code, 0, "{out}");
    assert!(out.contains("matches its data         yes"), "{out}");
    // Whose signature it is was not asked.
    let (code, out, _) = run(&["final.pdf"]);
    assert_eq!(code, 1);
    assert!(out.contains("无法判断"), "{out}");
    let (code, out, _) = run(&["draft.pdf", "--trust", "trusted"]);
    assert_eq!(code, 1);
    assert!(out.contains("没有签名"), "{out}");
}

#[test]
fn a_file_that_cannot_be_read_does_not_stop_the_others() {
    let folder = folder();
    let run = |arguments: &[&str]| run(folder.path(), arguments);
    for bad in ["nowhere.pdf", "report.yaml", "trusted"] {
        let (code, out, _) = run(&[bad, "final.pdf", "--trust", "trusted"]);
        assert_eq!(code, 2, "{out}");
        assert!(out.contains("与数据一致  是"), "{out}");
        let (code, out, _) = run(&[bad, "final.pdf", "--format", "json"]);
        let told: Value = serde_json::from_str(&out).unwrap();
        assert_eq!(code, 2);
        assert!(told["files"][0]["error"].is_string() && told["files"][1]["error"].is_null());
    }
    for arguments in [
        &["final.pdf", "--trust", "nowhere.pem"][..],
        &["final.pdf", "--trust", "report.yaml"],
        &["final.pdf", "--trust", "."],
        &["final.pdf", "--policy", "nowhere.yaml"],
        &["final.pdf", "--fonts", "nowhere"],
        &[],
    ] {
        let (code, out, errors) = run(arguments);
        assert_eq!((code, out.as_str()), (2, ""), "{arguments:?} {errors}");
        assert!(!errors.is_empty());
    }
}

#[test]
fn programs_get_names_that_stay() {
    let folder = folder();
    let arguments = [
        "final.pdf",
        "draft.pdf",
        "--format",
        "json",
        "--trust",
        "trusted",
    ];
    let (code, out, errors) = run(folder.path(), &arguments);
    assert_eq!((code, errors.as_str()), (1, ""));
    let told: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(told["version"], 1);
    let answers = |file: usize| -> Vec<(String, String)> {
        let answers = told["files"][file]["answers"].as_array().unwrap();
        let word = |answer: &Value, key: &str| answer[key].as_str().unwrap().to_owned();
        let pairs = answers.iter();
        pairs
            .map(|it| (word(it, "question"), word(it, "verdict")))
            .collect()
    };
    let pairs = |verdicts: [&str; 6]| {
        let questions = [
            "signature",
            "chain",
            "timestamp",
            "additions",
            "signoff",
            "content",
        ];
        let pairs = questions.iter().zip(verdicts);
        pairs
            .map(|(one, other)| ((*one).to_owned(), other.to_owned()))
            .collect::<Vec<_>>()
    };
    assert_eq!(
        answers(0),
        pairs(["yes", "yes", "absent", "yes", "yes", "yes"])
    );
    assert_eq!(
        answers(1),
        pairs(["absent", "absent", "absent", "absent", "absent", "yes"])
    );
    assert_eq!(told["files"][0]["holds"], true);
    assert_eq!(told["files"][1]["holds"], false);
    let approvals = &told["files"][0]["answers"][4]["details"]["approvals"];
    assert_eq!(approvals[2]["name"], "王五");
}

#[test]
fn an_office_may_ask_for_more_than_the_form() {
    let folder = folder();
    let policy = "roles: [{id: drafter}, {id: reviewer}, {id: issuer, key: true}]\n";
    std::fs::write(folder.path().join("office.yaml"), policy).unwrap();
    let arguments = ["final.pdf", "--trust", "trusted", "--policy", "office.yaml"];
    let (code, out, errors) = run(folder.path(), &arguments);
    assert_eq!(code, 1, "{out}{errors}");
    assert!(out.contains("这一环节要用密钥签名"), "{out}");
}

#[test]
fn a_signer_may_be_required() {
    let folder = folder();
    let certificate = support::verified::signer("p256")
        .certificate()
        .to_der()
        .unwrap();
    let print = chengbao::signature::trust::fingerprint(&certificate);
    let mut colons = print.to_uppercase();
    for at in (2..colons.len() + 31).step_by(3) {
        colons.insert(at, ':');
    }
    let files = ["final.pdf", "final.docx", "--trust", "trusted"];
    let with = |signers: &[&str]| {
        let signers = signers.iter().flat_map(|signer| ["--signer", *signer]);
        let arguments: Vec<&str> = files.into_iter().chain(signers).collect();
        let (code, out, errors) = run(folder.path(), &arguments);
        assert_eq!(errors, "");
        (code, out)
    };
    let (code, out) = with(&[]);
    assert_eq!(code, 0, "{out}");
    assert_eq!(out.matches(&print).count(), 2, "{out}");
    assert_eq!(
        out.matches("没有用 --signer 指定签名人").count(),
        2,
        "{out}"
    );
    let name = "示例市人民政府办公室";
    for signers in [&[print.as_str()][..], &[&colons], &[name], &[&print, name]] {
        let (code, out) = with(signers);
        assert_eq!(code, 0, "{signers:?} {out}");
        assert_eq!(out.matches("是 --signer 所要求的").count(), 2, "{out}");
    }
    // The whole subject as it is printed.
    let subject = out
        .split("签名证书：")
        .nth(1)
        .unwrap()
        .split('（')
        .next()
        .unwrap();
    assert!(
        subject.contains("CN=") && subject.contains(name),
        "{subject}"
    );
    assert_eq!(with(&[subject]).0, 0, "{subject}");
    for signers in [
        &["示例市人民政府"][..],
        &["0a".repeat(32).as_str()],
        &[name, "其他"],
        &[""],
    ] {
        let (code, out) = with(signers);
        assert_eq!(code, 1, "{signers:?} {out}");
        assert_eq!(out.matches("证书可信    否").count(), 2, "{out}");
    }
    let arguments = [
        "final.pdf",
        "--trust",
        "trusted",
        "--signer",
        name,
        "--format",
        "json",
    ];
    let (_, out, _) = run(folder.path(), &arguments);
    let told: Value = serde_json::from_str(&out).unwrap();
    let chain = &told["files"][0]["answers"][1]["details"];
    assert_eq!(chain["fingerprint"][0], *print);
    assert_eq!(chain["required"][0], name);
    let signature = &told["files"][0]["answers"][0]["details"]["signatures"][0];
    assert_eq!(signature["certificate"]["fingerprint"], *print);
}
