//! Signatures made here are read back, and other content or certificates are refused.

use std::sync::LazyLock;

use proptest::prelude::*;

use super::*;
use crate::keys::{Signer, from_pem};
use chengbao_base::text::Bilingual as _;

fn signer(name: &str) -> Box<dyn Signer> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/data/signing");
    let read = |end: &str| std::fs::read_to_string(format!("{folder}/{name}.{end}.pem")).unwrap();
    from_pem(&read("key"), &read("chain")).unwrap()
}

fn signed(name: &str, content: &[u8]) -> Vec<u8> {
    let signer = signer(name);
    let digest = signer.scheme().hash().digest(&[content]);
    sign::<CmsError>(signer.as_ref(), &digest, None).unwrap()
}

#[test]
fn what_every_kind_of_key_signs_is_read_back() {
    for name in ["rsa2048", "rsa3072", "rsa4096", "p256", "p384"] {
        let der = signed(name, b"report");
        let read = read(&der, Some(&[b"rep", b"ort"])).unwrap();
        assert_eq!(read.certificate, *signer(name).certificate());
        assert_eq!(read.others.len(), 1, "{name}");
        assert_eq!(read.stamp, None);
    }
}

#[test]
fn other_content_does_not_pass() {
    let der = signed("p256", b"report");
    assert_eq!(
        read(&der, Some(&[b"Report"])).unwrap_err(),
        CmsError::Content
    );
}

/// Any change is either refused, or does not affect what is said about the content.
fn check_changed(whole: &Signed, changed: &[u8], what: &str) {
    let Ok(other) = read(changed, Some(&[b"report"])) else {
        return;
    };
    // The certificates above the signer's are not signed by it, and a time stamp is not either.
    let same = Signed {
        others: whole.others.clone(),
        encoded: whole.encoded.clone(),
        stamp: whole.stamp.clone(),
        ..other.clone()
    };
    assert_eq!(same, *whole, "{what}");
    assert_eq!(other.encoded.first(), whole.encoded.first(), "{what}");
}

#[test]
fn no_changed_byte_passes() {
    for name in ["p256", "rsa2048"] {
        let der = signed(name, b"report");
        let whole = read(&der, Some(&[b"report"])).unwrap();
        for at in 0..der.len() {
            let mut changed = der.clone();
            changed[at] ^= 1;
            if let Ok(other) = read(&changed, Some(&[b"report"])) {
                // The certificates above the signer's are not signed by it.
                assert!(other.encoded != whole.encoded, "byte {at}");
            }
            check_changed(&whole, &changed, &format!("byte {at}"));
        }
    }
}

#[test]
fn zeros_after_the_end_are_room_that_was_not_needed() {
    let mut der = signed("p256", b"report");
    der.extend([0; 4096]);
    assert_eq!(read(&der, Some(&[b"report"])).unwrap().named, Named::Yes);
    der.push(1);
    let error = read(&der, Some(&[b"report"])).unwrap_err();
    assert!(matches!(error, CmsError::Syntax { .. }), "{error}");
}

#[test]
fn what_proves_nothing_any_more_is_refused_by_its_name() {
    let error = CmsError::algorithm(&const_oid::db::rfc5912::ID_SHA_1);
    assert_eq!(
        error.text().zh,
        "签名所用算法 sha1 (1.3.14.3.2.26) 不予认可"
    );
}

/// What another program signed, over the file `content` (`tests/data/cms/make`).
fn elsewhere(name: &str) -> Vec<u8> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/data/cms");
    std::fs::read(format!("{folder}/{name}")).unwrap()
}

#[test]
fn keys_this_program_does_not_sign_with_are_checked_too() {
    let content = &*elsewhere("content");
    for name in [
        "p521-sha256",
        "p521-sha384",
        "p521-sha512",
        "pss-sha256",
        "pss-sha384",
        "pss-sha512",
        "ed25519",
    ] {
        let der = elsewhere(&format!("{name}.der"));
        read(&der, Some(&[content])).unwrap_or_else(|error| panic!("{name}: {error}"));
        let other = read(&der, Some(&[b"other"])).unwrap_err();
        assert_eq!(other, CmsError::Content, "{name}");
        // The value is at the end.
        let mut changed = der.clone();
        *changed.last_mut().unwrap() ^= 1;
        let error = read(&changed, Some(&[content])).unwrap_err();
        assert_eq!(error, CmsError::Value, "{name}");
    }
}

#[test]
fn a_key_that_is_not_checked_is_named_and_never_called_wrong() {
    let content = &*elsewhere("content");
    for (name, kind) in [
        ("rsa1024", "RSA 1024"),
        ("secp256k1", "ECDSA secp256k1"),
        ("brainpoolP256r1", "ECDSA brainpoolP256r1"),
        ("sha3", "2.16.840.1.101.3.4.2.8"),
    ] {
        let error = read(&elsewhere(&format!("{name}.der")), Some(&[content])).unwrap_err();
        let CmsError::Unchecked { what, encoded } = &error else {
            panic!("{name}: {error}")
        };
        assert!(what.contains(kind), "{what}");
        assert_eq!(encoded.len(), 1, "{name}");
        assert!(error.text().zh.contains("不检查"), "{error}");
    }
    // Its content is still compared.
    let error = read(&elsewhere("rsa1024.der"), Some(&[b"other"])).unwrap_err();
    assert_eq!(error, CmsError::Content);
    // What is no longer secure is not merely unknown.
    let error = read(&elsewhere("sha1.der"), Some(&[content])).unwrap_err();
    assert!(matches!(error, CmsError::Algorithm { .. }), "{error}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn arbitrary_changes_pass_for_nothing_else(
        at in any::<prop::sample::Index>(),
        octets in prop::collection::vec(any::<u8>(), 0..4),
        removed in 0..4_usize,
    ) {
        static SIGNED: LazyLock<(Vec<u8>, Signed)> = LazyLock::new(|| {
            let der = signed("p256", b"report");
            let whole = read(&der, Some(&[b"report"])).unwrap();
            (der, whole)
        });
        let (der, whole) = &*SIGNED;
        let at = at.index(der.len());
        let mut changed = der.clone();
        changed.splice(at..(at + removed).min(der.len()), octets);
        check_changed(whole, &changed, &format!("at {at}"));
    }

    #[test]
    fn arbitrary_bytes_are_read_without_a_panic(octets in prop::collection::vec(any::<u8>(), 0..200)) {
        prop_assert!(read(&octets, Some(&[b"report"])).is_err());
        prop_assert!(read(&octets, None).is_err());
    }
}
