//! What openssl and pyHanko say of signatures by every kind of key from every source, and of SM2.

use std::path::Path;
use std::process::Command;

use chengbao::signature::keys::{
    KeyError, Kinds, Signer, TokenError, TokenKey, WhichKey, fit, open, open_token,
};
use chengbao::signature::{Algorithm, cms};
use der::Encode as _;

use crate::judge;
use support::keys::{self, KINDS, PIN};
use support::rooms::root;

const CONTENT: &[u8] = "示例市人民政府 2024 年报告\n".as_bytes();

fn openssl(arguments: &[&str], files: &Path) -> String {
    judge::ask(Command::new("openssl").args(arguments).current_dir(files))
}

fn write(folder: &Path, name: &str, content: &[u8]) {
    std::fs::write(folder.join(name), content).unwrap();
}

fn signed(signer: &dyn Signer) -> Vec<u8> {
    let digest = signer.scheme().hash().digest(&[CONTENT]);
    cms::sign::<cms::CmsError>(signer, &digest, None).unwrap()
}

#[test]
fn openssl_and_pyhanko_accept_cms_by_every_kind_of_key_from_every_source() {
    keys::with_token(|token| {
        let folder = judge::folder();
        let folder = folder.path();
        write(folder, "root.pem", &keys::file("root.cert.pem"));
        write(folder, "content", CONTENT);
        let mut values: Vec<(&str, Vec<u8>)> = Vec::new();
        let sources = keys::sources(Some(token));
        assert_eq!(sources.len(), 25);
        for source in &sources {
            let signer = source.open();
            let at = "2027-07-01T00:00:00Z".parse().unwrap();
            fit(signer.as_ref(), at).unwrap();
            assert_eq!(signer.chain().len(), 1, "{}", source.name);
            let value = signed(signer.as_ref());
            let name = format!("{}.p7s", source.name);
            write(folder, &name, &value);
            let verify = [
                "cms", "-verify", "-binary", "-inform", "DER", "-in", &name, "-content", "content",
                "-CAfile", "root.pem", "-purpose", "any", "-out", "out",
            ];
            openssl(&verify, folder);
            let read = cms::read(&value, Some(&[CONTENT])).unwrap();
            assert_eq!(read.certificate, *signer.certificate(), "{}", source.name);
            values.push((source.kind, read.value));
        }
        let mut pyhanko = Command::new(judge::python());
        pyhanko.arg(root().join("tests/judges/cms_judge.py"));
        pyhanko.args(["root.pem", "content"]).current_dir(folder);
        pyhanko.args(sources.iter().map(|source| format!("{}.p7s", source.name)));
        assert_eq!(judge::ask(&mut pyhanko).trim(), "25 good");
        // PKCS #1 v1.5 is deterministic: blinded or in a token, the value is the same.
        for kind in &KINDS[..3] {
            let mut same = values.iter().filter(|(other, _)| other == kind);
            let (_, first) = same.next().unwrap();
            assert!(same.all(|(_, value)| value == first), "{kind}");
        }
    });
}

#[test]
fn a_token_tells_what_it_has_not() {
    keys::with_token(|token| {
        let refused = |key: &WhichKey, pin: &str| token.open(key, pin).unwrap_err();
        let p256 = WhichKey::Id(keys::id("p256"));
        assert_eq!(refused(&p256, "9999"), KeyError::Token(TokenError::Pin));
        assert!(token.open(&p256, PIN).is_ok());
        match refused(&WhichKey::Only, PIN) {
            KeyError::Token(TokenError::Keys { names }) => {
                assert_eq!(names.len(), 5);
                assert!(names.contains(&"p256 (id a3)".to_owned()), "{names:?}");
            }
            other => panic!("{other}"),
        }
        match refused(&WhichKey::Label("nobody".to_owned()), PIN) {
            KeyError::Token(TokenError::NoKey { names }) => assert_eq!(names.len(), 5),
            other => panic!("{other}"),
        }
        let place = TokenKey {
            token: "another",
            module: &token.module,
            key: &p256,
        };
        let ask = &mut || -> Result<_, KeyError> { panic!("no PIN is asked for without a token") };
        match open_token(place, None, ask).unwrap_err() {
            KeyError::Token(TokenError::NoToken { present, .. }) => {
                assert_eq!(present, std::slice::from_ref(&token.label));
            }
            other => panic!("{other}"),
        }
    });
}

#[test]
fn a_token_takes_its_certificate_from_a_file_where_one_is_given() {
    keys::with_token(|token| {
        let p256 = WhichKey::Label("p256".to_owned());
        let place = TokenKey {
            token: &token.label,
            module: &token.module,
            key: &p256,
        };
        let at = "2027-07-01T00:00:00Z".parse().unwrap();
        let with = |cert: &str| {
            let cert = keys::file(cert);
            let ask = &mut || Ok::<_, KeyError>(keys::pass(PIN));
            let signer = open_token(place, Some(&cert), ask).unwrap();
            fit(signer.as_ref(), at)
        };
        assert_eq!(with("email.cert.pem"), Ok(()));
        for cert in ["other.cert.pem", "expired.cert.pem"] {
            assert!(matches!(with(cert), Err(KeyError::Unfit(_))), "{cert}");
        }
    });
}

#[test]
fn openssl_and_we_hold_each_others_sm2_signatures() {
    let folder = judge::folder();
    let folder = folder.path();
    write(folder, "content", CONTENT);
    for name in ["sm2.key.pem", "sm2.cert.pem"] {
        write(folder, name, &keys::file(name));
    }
    let public = openssl(
        &["x509", "-in", "sm2.cert.pem", "-noout", "-pubkey"],
        folder,
    );
    write(folder, "public.pem", public.as_bytes());
    let id = "distid:1234567812345678";
    let (key, cert) = (keys::file("sm2.key.pem"), keys::file("sm2.cert.pem"));
    let ask = &mut || Err(KeyError::NoPassPhrase);
    let signer = open(&key, Some(&cert), Kinds::WithSm2, ask).unwrap();
    write(folder, "ours", &signer.sign(CONTENT).unwrap());
    let verify = [
        "dgst",
        "-sm3",
        "-verify",
        "public.pem",
        "-signature",
        "ours",
        "-sigopt",
        id,
        "content",
    ];
    assert!(openssl(&verify, folder).contains("Verified OK"));
    let sign = [
        "dgst",
        "-sm3",
        "-sign",
        "sm2.key.pem",
        "-out",
        "theirs",
        "-sigopt",
        id,
        "content",
    ];
    openssl(&sign, folder);
    let theirs = std::fs::read(folder.join("theirs")).unwrap();
    let certificate = signer.certificate().tbs_certificate();
    let key = certificate.subject_public_key_info();
    assert!(Algorithm::Sm2.holds(key, CONTENT, &theirs));
    assert!(!Algorithm::Sm2.holds(key, b"other", &theirs));
    // openssl has signed the certificate with its own key, under the same identity.
    let value = signer.certificate().signature().raw_bytes();
    assert!(Algorithm::Sm2.holds(key, &certificate.to_der().unwrap(), value));
}
