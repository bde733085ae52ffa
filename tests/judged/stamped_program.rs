//! The program and a time-stamp server: whatever is wrong with an answer, nothing is written; what is
//! written carries its stamp, and `verify` and poppler say so.

use std::path::Path;
use std::process::{Command, Output};

use crate::judge::{ask, folder};
use crate::tsa::Tsa;
use support::keys;
use support::rooms::root;

/// A report that is signed off.
const REPORT: &str = "shili-2024-circular";

/// The nine faults, and what is said of each in Chinese and in English.
const FAULTS: [(&str, &str, &str); 9] = [
    ("nonce", "随机数不符", "(nonce)"),
    ("imprint", "摘要不符", "(imprint)"),
    ("expired", "过期", "expired"),
    ("usage", "不能用于颁发时间戳", "not for time stamps"),
    ("500", "状态为 500", "status 500"),
    ("silence", "20 秒内没有应答", "within 20 s"),
    ("html", "text/html", "text/html"),
    ("truncated", "无法读取或不完整", "truncated"),
    ("time", "校准本机时钟", "set the clock"),
];

/// A folder with the report and its sign-off.
fn desk() -> tempfile::TempDir {
    let desk = folder();
    for end in ["yaml", "signoff.yaml"] {
        let name = format!("{REPORT}.{end}");
        std::fs::copy(root().join("examples").join(&name), desk.path().join(&name)).unwrap();
    }
    desk
}

fn program(desk: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_chengbao"));
    command
        .current_dir(desk)
        .env_remove("SOURCE_DATE_EPOCH")
        .env("CHENGBAO_FONTS", root().join("fonts"));
    command
}

/// Final documents, signed, with a time stamp of the server.
fn export(desk: &Path, url: &str, more: &[&str]) -> Command {
    let mut command = program(desk);
    command
        .args(["export", &format!("{REPORT}.yaml"), "-o", "out", "--final"])
        .arg("--key")
        .arg(keys::folder().join("p256.key.pem"))
        .arg("--cert")
        .arg(keys::folder().join("p256.chain.pem"))
        .args(["--profile", "attachment", "--tsa", url])
        .args(more);
    command
}

fn told(output: &Output) -> String {
    let all = [&*output.stdout, &*output.stderr].concat();
    String::from_utf8(all).unwrap()
}

#[test]
fn nothing_is_written_whatever_is_wrong_with_the_stamp() {
    let server = Tsa::start();
    let check = |(way, zh, en): (&str, &str, &str)| {
        let url = server.url(way);
        // Each kind of document is signed by a room of its own.
        let ask = |more: &[&str], part: &str| {
            let desk = desk();
            let output = export(desk.path(), &url, more).output().unwrap();
            let told = told(&output);
            assert_eq!(output.status.code(), Some(2), "{way}: {told}");
            assert!(
                told.contains(part) && told.contains(REPORT),
                "{way}: {told}"
            );
            let mut written = std::fs::read_dir(desk.path().join("out")).unwrap();
            assert!(written.next().is_none(), "{way}");
            told
        };
        let zh = ask(&["--to", "pdf"], zh);
        ask(&["--to", "docx", "--lang", "en"], en);
        zh
    };
    let all: Vec<String> = std::thread::scope(|scope| {
        let asked = FAULTS.map(|fault| scope.spawn(move || check(fault)));
        let asked = asked.into_iter();
        asked.map(|asked| asked.join().unwrap()).collect()
    });
    for (at, one) in all.iter().enumerate() {
        assert!(!all[..at].contains(one), "two faults, one message: {one}");
    }
}

#[test]
fn a_stamped_document_is_good_in_every_respect() {
    let server = Tsa::start();
    let desk = desk();
    // Over TLS, to a server that is vouched for by an authority given in the environment.
    let output = export(desk.path(), &server.secure_url("certomancer"), &[])
        .env("SSL_CERT_FILE", keys::folder().join("authority.cert.pem"))
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", told(&output));
    let trust = desk.path().join("trust");
    std::fs::create_dir(&trust).unwrap();
    std::fs::copy(
        keys::folder().join("root.cert.pem"),
        trust.join("root.cert.pem"),
    )
    .unwrap();
    for end in ["pdf", "docx"] {
        let output = program(desk.path())
            .args(["verify", &format!("out/{REPORT}.{end}")])
            .args(["--trust", "trust", "--format", "json"])
            .output()
            .unwrap();
        let text = told(&output);
        assert_eq!(output.status.code(), Some(0), "{text}");
        let answers: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        let answers = answers.to_string();
        assert_eq!(answers.matches(r#""verdict":"yes""#).count(), 6, "{text}");
    }
    let shown = ask(Command::new("pdfsig")
        .arg("-nocert")
        .arg(format!("out/{REPORT}.pdf"))
        .current_dir(desk.path()));
    for line in [
        "- Signature Type: ETSI.CAdES.detached",
        "- Total document signed",
        "- Signature Validation: Signature is Valid.",
    ] {
        assert!(shown.contains(line), "{shown}");
    }
}

#[test]
fn a_server_that_is_not_vouched_for_gets_nothing_written() {
    let server = Tsa::start();
    let desk = desk();
    let url = server.secure_url("certomancer");
    let output = export(desk.path(), &url, &[]).output().unwrap();
    let told = told(&output);
    assert_eq!(output.status.code(), Some(2), "{told}");
    assert!(told.contains("无法连接时间戳服务器"), "{told}");
    let mut written = std::fs::read_dir(desk.path().join("out")).unwrap();
    assert!(written.next().is_none());
}
