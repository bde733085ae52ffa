//! xmlsec1, LibreOffice, openxml-audit and a recomputation in Python on signed DOCX files; and the other way
//! round, what we say of files LibreOffice signed.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use chengbao::signature::docx::{Fault, Uncovered, inspect};
use serde_json::Value;
use sha2::{Digest as _, Sha256};

use crate::judge::{ask, folder, python};
use support::rooms::root;
use support::signed_docx::{Parts, documents, sign, sign_stamped};

/// Every kind of key a DOCX is signed with.
const KEYS: [&str; 4] = ["rsa2048", "rsa4096", "p256", "p384"];

/// Each example signed with each key, in `folder`; the first with what stands for a time stamp, too.
fn signed(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut put = |name: String, bytes: Vec<u8>| {
        let file = folder.join(name).with_extension("docx");
        std::fs::write(&file, bytes).unwrap();
        files.push(file);
    };
    for (at, (name, document)) in documents().iter().enumerate() {
        for key in KEYS {
            put(format!("{name}-{key}"), sign(document, key));
        }
        if at == 0 {
            let stamp = |octets: &[u8]| Sha256::digest(octets).to_vec();
            put("stamped".to_owned(), sign_stamped(document, "p256", stamp));
        }
    }
    files
}

fn lines(told: &str) -> Vec<Value> {
    told.lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

/// xmlsec1 on a signature alone: the value, the chain up to an anchor, the references within it.
fn xmlsec(signature: &Path, anchor: &str) -> Command {
    let mut command = Command::new("xmlsec1");
    command
        .args([
            "--verify",
            "--ignore-manifests",
            "--enabled-reference-uris",
            "same-doc",
        ])
        .args(["--enabled-key-data", "x509", "--trusted-pem"])
        .arg(
            root()
                .join("tests/data/signing")
                .join(format!("{anchor}.cert.pem")),
        )
        .args(["--id-attr:Id", "http://www.w3.org/2000/09/xmldsig#:Object"])
        .args([
            "--id-attr:Id",
            "http://uri.etsi.org/01903/v1.3.2#:SignedProperties",
        ])
        .arg(signature)
        .stderr(Stdio::inherit());
    command
}

#[test]
fn xmlsec_finds_every_signature_good() {
    let folder = folder();
    for file in signed(folder.path()) {
        let text = Parts::of(&std::fs::read(&file).unwrap()).text("_xmlsignatures/sig1.xml");
        let signature = file.with_extension("xml");
        std::fs::write(&signature, &text).unwrap();
        ask(&mut xmlsec(&signature, "root"));
        // A judge who passes everything is none.
        let refuses = |anchor: &str| {
            let mut command = xmlsec(&signature, anchor);
            !command.stderr(Stdio::null()).status().unwrap().success()
        };
        assert!(refuses("rsa3072"), "{}", file.display());
        for (from, to) in [
            ("<ColorDepth>32", "<ColorDepth>16"),
            ("2025-01-24", "2025-01-25"),
        ] {
            std::fs::write(&signature, text.replacen(from, to, 1)).unwrap();
            assert!(refuses("root"), "{}: {from}", file.display());
        }
    }
}

#[test]
fn every_digest_is_that_of_its_part_and_nothing_is_left_out() {
    let folder = folder();
    let files = signed(folder.path());
    let mut command = Command::new(python());
    command.arg(root().join("tests/judges/opc_judge.py"));
    let verdicts = lines(&ask(command.args(&files)));
    assert_eq!(verdicts.len(), files.len());
    for (verdict, file) in verdicts.iter().zip(&files) {
        assert_eq!(verdict["bad"], Value::Array(Vec::new()), "{verdict}");
        assert_eq!(verdict["unsigned"], Value::Array(Vec::new()), "{verdict}");
        let good = verdict["good"].as_array().unwrap();
        assert!(
            good.len() > 10 && good.contains(&"/docProps/core.xml".into()),
            "{verdict}"
        );
        if file.ends_with("stamped.docx") {
            assert_eq!(verdict["token"], verdict["stamped"]);
        } else {
            assert_eq!(verdict["token"], Value::Null);
        }
    }
}

#[test]
fn openxml_audit_finds_no_error_in_a_signed_file() {
    let folder = folder();
    let files = signed(folder.path());
    let mut command = Command::new(python());
    command.arg(root().join("tests/judges/docx_judge.py"));
    let verdicts = lines(&ask(command.args(&files)));
    assert_eq!(verdicts.len(), files.len());
    for verdict in verdicts {
        assert_eq!(verdict["audit"]["errors"], 0, "{verdict}");
    }
}

/// LibreOffice with a certificate database of its own: the root trusted, two offices' keys.
fn libreoffice(folder: &Path) -> Command {
    let database = folder.join("nss");
    if !database.exists() {
        std::fs::create_dir(&database).unwrap();
        let at = format!("sql:{}", database.display());
        let data = root().join("tests/data/signing");
        ask(Command::new("certutil").args(["-N", "--empty-password", "-d", &at]));
        for (name, trust) in [("root", "CT,C,C"), ("authority", ",,")] {
            let mut command = Command::new("certutil");
            command.args(["-A", "-d", &at, "-n", name, "-t", trust, "-i"]);
            ask(command.arg(data.join(format!("{name}.cert.pem"))));
        }
        for name in ["rsa2048", "p256"] {
            let file = folder.join(name).with_extension("p12");
            let mut command = Command::new("openssl");
            command.args([
                "pkcs12", "-export", "-passout", "pass:x", "-name", name, "-inkey",
            ]);
            command.arg(data.join(format!("{name}.key.pem"))).arg("-in");
            command
                .arg(data.join(format!("{name}.cert.pem")))
                .arg("-out");
            ask(command.arg(&file));
            ask(Command::new("pk12util")
                .args(["-W", "x", "-d", &at, "-i"])
                .arg(&file));
        }
    }
    // The system's Python, which LibreOffice's bridge is installed for.
    let mut command = Command::new("/usr/bin/python3");
    command
        .env(
            "MOZILLA_CERTIFICATE_FOLDER",
            format!("sql:{}", database.display()),
        )
        .arg(root().join("tests/judges/libreoffice_judge.py"))
        .arg(folder.join("profile"));
    command
}

#[test]
fn libreoffice_finds_signed_files_good_and_changed_ones_not() {
    let folder = folder();
    let mut files = signed(folder.path());
    let good = files.len();
    let mut parts = Parts::of(&std::fs::read(&files[0]).unwrap());
    for (part, from, to) in [
        ("word/document.xml", "</w:body>", " </w:body>"),
        (
            "word/_rels/document.xml.rels",
            "styles.xml",
            "theme/theme1.xml",
        ),
        (
            "docProps/core.xml",
            "</cp:coreProperties>",
            " </cp:coreProperties>",
        ),
        ("customXml/item1.xml", "<total>", "<total>1"),
        ("_xmlsignatures/sig1.xml", "2025-01-24", "2025-01-25"),
    ] {
        let whole = parts.clone();
        parts.replace(part, from, to);
        let file = folder.path().join(format!("changed-{}.docx", files.len()));
        std::fs::write(&file, parts.pack()).unwrap();
        files.push(file);
        parts = whole;
    }
    let verdicts = lines(&ask(libreoffice(folder.path()).arg("verify").args(&files)));
    assert_eq!(verdicts.len(), files.len());
    for (at, verdict) in verdicts.iter().enumerate() {
        let [signature] = verdict["signatures"].as_array().unwrap().as_slice() else {
            panic!("{verdict}");
        };
        assert_eq!(signature["valid"], at < good, "{verdict}");
        assert_eq!(signature["certificate"], 0, "{verdict}");
    }
}

#[test]
fn what_libreoffice_signs_is_read_and_changes_are_named() {
    let folder = folder();
    let document = documents().remove(0).1;
    for algorithm in ["RSA", "elliptic"] {
        let file = folder.path().join(algorithm).with_extension("docx");
        std::fs::write(&file, &document).unwrap();
        let told = lines(&ask(libreoffice(folder.path())
            .args(["sign", algorithm])
            .arg(&file)));
        assert_eq!(told[0]["signed"], true, "{algorithm}");
        let bytes = std::fs::read(&file).unwrap();
        let found = inspect(&bytes).unwrap();
        let [signature] = found.signatures.as_slice() else {
            panic!("{found:?}");
        };
        assert_eq!(
            (&signature.faults, &signature.value),
            (&Vec::new(), &Ok(()))
        );
        let properties = Uncovered::Properties("/docProps/core.xml".to_owned());
        assert_eq!(signature.uncovered, [properties]);
        assert!(signature.time.is_some());
        let mut parts = Parts::of(&bytes);
        parts.replace("word/document.xml", "</w:body>", " </w:body>");
        parts.replace("_rels/.rels", "word/document.xml", "word/styles.xml");
        let changed = inspect(&parts.pack()).unwrap().signatures.remove(0).faults;
        let part = |name: &str| name.to_owned();
        let expected = [
            Fault::Relationships {
                part: part("/_rels/.rels"),
            },
            Fault::Changed {
                part: part("/word/document.xml"),
            },
        ];
        assert_eq!(changed, expected);
    }
}
