//! A DOCX with a real time stamp: exported as an office does it, stamped by the server of the tests. lxml
//! says what was to be stamped, OpenSSL that it was, and `verify` that all of it holds.

use std::path::Path;
use std::process::Command;

use serde_json::Value;

use crate::judge::{ask, folder, python};
use crate::tsa::Tsa;
use support::keys;
use support::rooms::root;

const REPORT: &str = "shili-2024-chart";

fn program(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_chengbao"));
    command
        .current_dir(folder)
        .env("CHENGBAO_FONTS", root().join("fonts"));
    command
}

/// A report with its sign-off, exported with a key and a time stamp.
fn export(folder: &Path, key: &str, tsa: &Tsa) -> std::path::PathBuf {
    let report = format!("{REPORT}.yaml");
    for file in [report.as_str(), "shili-2024-chart.png"] {
        std::fs::copy(root().join("examples").join(file), folder.join(file)).unwrap();
    }
    for (role, name) in [
        ("drafter", "张三"),
        ("reviewer", "李四"),
        ("issuer", "王五"),
    ] {
        let words = ["sign", &report, "--as", role, "--name", name];
        ask(program(folder).args(words));
    }
    let file = |end: &str| keys::folder().join(format!("{key}.{end}.pem"));
    let out = folder.join(key);
    ask(program(folder)
        .args(["export", &report, "--final", "--to", "docx", "--key"])
        .arg(file("key"))
        .arg("--cert")
        .arg(file("chain"))
        .args(["--tsa", &tsa.url("certomancer"), "-o"])
        .arg(&out));
    out.join(REPORT).with_extension("docx")
}

/// `verify` of a file, as programs are told.
fn verify(folder: &Path, file: &Path) -> Value {
    let anchor = keys::folder().join("root.cert.pem");
    let mut command = program(folder);
    let command = command.arg("verify").arg(file).arg("--trust").arg(anchor);
    serde_json::from_str(&ask(command.args(["--format", "json"]))).unwrap()
}

#[test]
fn a_stamp_from_a_server_is_over_the_canonical_signature_value() {
    let tsa = Tsa::start();
    for key in ["rsa2048", "p256"] {
        let folder = folder();
        let file = export(folder.path(), key, &tsa);
        let told = ask(Command::new(python())
            .arg(root().join("tests/judges/opc_judge.py"))
            .arg(&file));
        let told: Value = serde_json::from_str(&told).unwrap();
        assert_eq!(
            (&told["bad"], &told["unsigned"]),
            (&Value::Array(vec![]), &Value::Array(vec![]))
        );
        let stamped = told["stamped"].as_str().unwrap();
        assert_eq!(told["imprint"], stamped, "{key}");
        let token = folder.path().join("token");
        let bytes = base16ct::mixed::decode_vec(told["token"].as_str().unwrap()).unwrap();
        std::fs::write(&token, bytes).unwrap();
        let openssl = |digest: &str| {
            let mut command = Command::new("openssl");
            command
                .args(["ts", "-verify", "-token_in", "-in"])
                .arg(&token)
                .args(["-digest", digest, "-CAfile"])
                .arg(keys::folder().join("root.cert.pem"))
                .arg("-untrusted")
                .arg(keys::folder().join("authority.cert.pem"));
            command
        };
        assert!(ask(&mut openssl(stamped)).contains("Verification: OK"));
        // A judge who passes everything is none.
        let other = "0".repeat(stamped.len());
        assert!(!openssl(&other).output().unwrap().status.success());
        let told = verify(folder.path(), &file);
        let answers = told["files"][0]["answers"].as_array().unwrap();
        for answer in answers {
            assert_eq!(answer["verdict"], "yes", "{key}: {answer}");
        }
        assert!(answers.iter().any(|it| it["question"] == "timestamp"));
    }
}
