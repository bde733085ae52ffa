//! CMS signatures of OpenSSL are read as RFC 5652 has them, and OpenSSL takes ours.

use std::path::{Path, PathBuf};
use std::process::Command;

use chengbao::signature::cms::{CmsError, Named, Signed, read, sign};
use chengbao::signature::keys::from_pem;
use chengbao::signature::trust::{Anchors, Usage, path};
use chengbao::signature::{Algorithm, Hash};

use crate::judge::{ask, folder};
use support::rooms::root;

const CONTENT: &[u8] = b"\x00some octets\r\n";

fn key(name: &str) -> PathBuf {
    root().join("tests/data/signing").join(name)
}

/// What `openssl cms -sign` makes of the content with a key, and further words.
fn signed(folder: &Path, by: &str, words: &str) -> Vec<u8> {
    std::fs::write(folder.join("content"), CONTENT).unwrap();
    ask(Command::new("openssl")
        .args([
            "cms", "-sign", "-binary", "-in", "content", "-outform", "DER", "-out", "made",
        ])
        .arg("-signer")
        .arg(key(&format!("{by}.cert.pem")))
        .arg("-inkey")
        .arg(key(&format!("{by}.key.pem")))
        .arg("-certfile")
        .arg(key("authority.cert.pem"))
        .args(words.split_whitespace())
        .current_dir(folder));
    std::fs::read(folder.join("made")).unwrap()
}

fn check(by: &str, words: &str) -> Result<Signed, CmsError> {
    let folder = folder();
    let made = signed(folder.path(), by, words);
    let inside = words.contains("-stream");
    let content: &[&[u8]] = &[CONTENT];
    let signed = read(&made, (!inside).then_some(content))?;
    assert_eq!(signed.content.is_some(), inside);
    let other: &[&[u8]] = &[b"other"];
    if !inside {
        assert_eq!(
            read(&made, Some(other)),
            Err(CmsError::Content),
            "{by} {words}"
        );
    }
    let anchors = std::fs::read(key("root.cert.pem")).unwrap();
    let anchors = Anchors::from_pem_or_der(&anchors).unwrap();
    let at = "2030-01-01T00:00:00Z".parse().unwrap();
    let trusted = path(&signed.encoded, &anchors, at, Usage::Documents);
    assert_eq!(trusted.unwrap().certificates.len(), 3);
    Ok(signed)
}

#[test]
fn every_way_to_sign_that_counts_is_read() {
    let pss = |hash, salt| Algorithm::RsaPss { hash, salt };
    let ways = [
        ("rsa2048", "", Algorithm::Rsa(Hash::Sha256)),
        ("rsa2048", "-md sha384", Algorithm::Rsa(Hash::Sha384)),
        ("rsa4096", "-md sha512", Algorithm::Rsa(Hash::Sha512)),
        ("p256", "-md sha256", Algorithm::Ecdsa(Hash::Sha256)),
        ("p384", "-md sha512", Algorithm::Ecdsa(Hash::Sha512)),
        ("rsa2048", "-keyid", Algorithm::Rsa(Hash::Sha256)),
        ("p256", "-keyid -cades", Algorithm::Ecdsa(Hash::Sha256)),
        (
            "rsa2048",
            "-keyopt rsa_padding_mode:pss -keyopt rsa_pss_saltlen:32",
            pss(Hash::Sha256, 32),
        ),
        (
            "rsa3072",
            "-md sha512 -keyopt rsa_padding_mode:pss -keyopt rsa_pss_saltlen:20",
            pss(Hash::Sha512, 20),
        ),
        // BER: lengths are indefinite, the content is in pieces.
        ("p256", "-stream", Algorithm::Ecdsa(Hash::Sha256)),
        ("rsa2048", "-stream -cades", Algorithm::Rsa(Hash::Sha256)),
    ];
    for (by, words, algorithm) in ways {
        let signed = check(by, words).unwrap_or_else(|error| panic!("{by} {words}: {error}"));
        assert_eq!(signed.algorithm, algorithm, "{by} {words}");
        let named = if words.contains("-cades") {
            Named::Yes
        } else {
            Named::No
        };
        assert_eq!(signed.named, named, "{by} {words}");
    }
}

#[test]
fn what_proves_nothing_is_refused_and_named() {
    let error = check("rsa2048", "-md sha1").unwrap_err();
    assert!(
        error.to_string().contains("sha1 (1.3.14.3.2.26)"),
        "{error}"
    );
    let mixed = "-md sha256 -keyopt rsa_padding_mode:pss -keyopt rsa_mgf1_md:sha1";
    let error = check("rsa2048", mixed).unwrap_err();
    assert!(error.to_string().contains("RSASSA-PSS"), "{error}");
    assert_eq!(check("p256", "-noattr").unwrap_err(), CmsError::Attributes);
    assert_eq!(
        check("p256", "-nocerts").unwrap_err(),
        CmsError::Certificate
    );
    let folder = folder();
    let two = format!("-signer {}", key("p384.cert.pem").display());
    let two = format!("{two} -inkey {}", key("p384.key.pem").display());
    let made = signed(folder.path(), "p256", &two);
    let content: &[&[u8]] = &[CONTENT];
    assert_eq!(
        read(&made, Some(content)),
        Err(CmsError::Signers { count: 2 })
    );
}

#[test]
fn openssl_takes_what_is_signed_here() {
    for by in ["rsa2048", "rsa3072", "rsa4096", "p256", "p384"] {
        let read = |end: &str| std::fs::read_to_string(key(&format!("{by}.{end}.pem"))).unwrap();
        let signer = from_pem(&read("key"), &read("chain")).unwrap();
        let digest = signer.scheme().hash().digest(&[CONTENT]);
        let made = sign::<CmsError>(signer.as_ref(), &digest, None).unwrap();
        let folder = folder();
        std::fs::write(folder.path().join("content"), CONTENT).unwrap();
        std::fs::write(folder.path().join("made"), made).unwrap();
        ask(Command::new("openssl")
            .args([
                "cms", "-verify", "-cades", "-binary", "-inform", "DER", "-in", "made",
            ])
            .args([
                "-content", "content", "-out", "out", "-purpose", "any", "-CAfile",
            ])
            .arg(key("root.cert.pem"))
            .current_dir(folder.path()));
    }
}
