//! Signed PDFs: poppler and pyHanko take every key from every source, with and without time stamp;
//! veraPDF and qpdf find nothing wrong with what is shown of it.

use std::path::{Path, PathBuf};
use std::process::Command;

use chengbao::cli::tsa::{Patience, Server, TsaError, stamper};
use chengbao::signature::keys::Signer;
use chengbao::signature::pdf::{Appearance, PdfSignError, Request, inspect, sign};
use jiff::tz::Offset;

use crate::judge::{ask, folder, python};
use crate::tsa::Tsa;
use crate::verapdf;
use support::final_pdf::{disc, final_pdf, request, signer};
use support::forgeries::BASE;
use support::keys;
use support::rooms::root;
use support::verified;

/// What signing with a time stamp may fail of.
#[derive(Debug)]
#[expect(dead_code, reason = "shown where a test fails")]
enum Trouble {
    Pdf(PdfSignError),
    Tsa(TsaError),
}

impl From<PdfSignError> for Trouble {
    fn from(error: PdfSignError) -> Self {
        Self::Pdf(error)
    }
}

impl From<TsaError> for Trouble {
    fn from(error: TsaError) -> Self {
        Self::Tsa(error)
    }
}

/// The base, signed now, stamped by the server where there is one.
fn signed(base: &[u8], signer: &dyn Signer, tsa: Option<&Tsa>) -> Vec<u8> {
    let server = tsa.map(|tsa| {
        let url = tsa.url("certomancer").parse().unwrap();
        Server::new(url, Patience::default())
    });
    let mut stamper = server.as_ref().map(stamper::<Trouble>);
    let stamp = stamper.as_mut().map(|stamp| stamp as _);
    let mut request = Request {
        signer,
        at: chengbao::cli::tsa::clock(),
        offset: Offset::from_seconds(8 * 3600).unwrap(),
        stamp,
        appearance: Appearance::AsItIs,
        name: None,
        reason: Some("报送".to_owned()),
        location: None,
    };
    sign(base, &mut request).unwrap()
}

#[test]
fn every_key_from_every_source_is_taken_by_poppler_and_pyhanko() {
    keys::with_token(|token| {
        let (base, tsa) = (final_pdf("shili-2024-chart"), Tsa::start());
        let folder = folder();
        let (mut plain, mut stamped) = (Vec::new(), Vec::new());
        for source in keys::sources(Some(token)) {
            let signer = source.open();
            for (tsa, level, files) in [(None, "b", &mut plain), (Some(&tsa), "t", &mut stamped)] {
                let file = folder.path().join(format!("{}-{level}.pdf", source.name));
                let bytes = signed(&base, signer.as_ref(), tsa);
                let inspection = inspect(&bytes).unwrap();
                let [signature] = inspection.signatures.as_slice() else {
                    panic!("{inspection:?}");
                };
                assert!(signature.is_sound(), "{signature:?}");
                let stamp = &signature.cms.as_ref().unwrap().stamp;
                assert_eq!(stamp.is_some(), tsa.is_some());
                std::fs::write(&file, bytes).unwrap();
                files.push(file);
            }
        }
        assert_eq!((plain.len(), stamped.len()), (25, 25));
        for file in plain.iter().chain(&stamped) {
            poppler_takes(file);
        }
        pyhanko_takes(&plain, false);
        pyhanko_takes(&stamped, true);
    });
}

fn poppler_takes(file: &Path) {
    let told = ask(Command::new("pdfsig").arg(file));
    for line in [
        "- Signature Type: ETSI.CAdES.detached",
        "- Total document signed",
        "- Signature Validation: Signature is Valid.",
    ] {
        assert!(told.contains(line), "{}: {told}", file.display());
    }
}

fn pyhanko_takes(files: &[PathBuf], stamped: bool) {
    let told = ask(Command::new(python())
        .arg(root().join("tests/judges/sign_judge.py"))
        .arg(keys::folder().join("root.cert.pem"))
        .args(files));
    let stamp = if stamped {
        serde_json::json!([true, true])
    } else {
        serde_json::Value::Null
    };
    let expected = serde_json::json!({
        "bottom_line": true,
        "intact": true,
        "valid": true,
        "trusted": true,
        "coverage": "ENTIRE_FILE",
        "modified": "NONE",
        "doc_mdp": 1,
        "certifies": true,
        "sub_filter": "/ETSI.CAdES.detached",
        "stamp": stamp,
    });
    let mut judged = 0;
    for line in told.lines() {
        let mut line: serde_json::Value = serde_json::from_str(line).unwrap();
        let file = line.as_object_mut().unwrap().remove("file");
        assert_eq!(line, expected, "{file:?}");
        judged += 1;
    }
    assert_eq!(judged, files.len());
}

#[test]
fn signed_files_are_pdf_a_3a_and_pdf_ua_1_still() {
    let folder = folder();
    let mut files = Vec::new();
    for example in ["shili-2024-chart", "panzhihua-dongqu-2019"] {
        let base = final_pdf(example);
        for (name, appearance) in [
            ("bare", Appearance::AsItIs),
            ("seal", Appearance::Seal(disc())),
        ] {
            let signer = signer("p256");
            let mut request = request(signer.as_ref());
            request.appearance = appearance;
            let bytes = sign(&base, &mut request).unwrap();
            let file = folder.path().join(format!("{example}-{name}.pdf"));
            std::fs::write(&file, bytes).unwrap();
            let told = ask(Command::new("qpdf").arg("--check").arg(&file));
            assert!(
                told.contains("No syntax or stream encoding errors"),
                "{told}"
            );
            files.push(file);
        }
    }
    for (file, failed) in verapdf::judge(&files) {
        assert!(failed.is_empty(), "{}: {failed:#?}", file.display());
    }
}

/// With keys on curves pyHanko also states the version and the extension of PDF that describe them.
#[test]
fn a_document_that_pyhanko_signs_holds_with_its_appearance() {
    for kind in ["rsa2048", "p256", "p384", "p521", "ed25519"] {
        let folder = folder();
        let file = |name: &str| folder.path().join(name);
        std::fs::write(file("in.pdf"), &*BASE).unwrap();
        let mut command = Command::new(python());
        command.arg(root().join("tests/judges/sign_with_pyhanko.py"));
        let own = [".key.pem", ".cert.pem"].map(|it| format!("{kind}{it}"));
        command.args(own.map(|name| keys::folder().join(name)));
        command.arg(keys::folder().join("authority.cert.pem"));
        ask(command.args(["in.pdf", "approved.pdf", "certified.pdf"].map(file)));
        for name in ["approved.pdf", "certified.pdf"] {
            let signed = std::fs::read(file(name)).unwrap();
            let update = String::from_utf8_lossy(&signed[BASE.len()..]).into_owned();
            assert!(update.contains("/BackgroundGS gs"), "another appearance");
            let states = update.contains("/Version /2.0") && update.contains("32002");
            assert_eq!(states, kind != "rsa2048", "{kind}");
            verified::expect(&signed, "yes yes absent yes yes yes");
        }
    }
}
