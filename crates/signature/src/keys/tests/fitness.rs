//! Which certificates may sign: each that may not is refused for its own reason, and those that may sign
//! can be trusted.

use x509_cert::ext::pkix::KeyUsages;

use super::*;
use crate::test_certificates::{Holder, TestKey, authority, holder, noon};
use crate::trust;

/// Whether the P-256 key with that certificate may sign in the middle of 2027.
fn fitness(cert: &str) -> Result<(), KeyError> {
    let signer = opened(&bytes("p256.key.pem"), cert, "").unwrap();
    fit(signer.as_ref(), "2027-07-01T00:00:00Z".parse().unwrap())
}

#[test]
fn certificates_for_signing_are_fit() {
    for cert in ["p256.cert.pem", "email.cert.pem", "bare.cert.pem"] {
        assert_eq!(fitness(cert), Ok(()), "{cert}");
    }
    for kind in ["rsa2048", "p384", "sm2"] {
        let cert = bytes(&format!("{kind}.cert.pem"));
        let key = bytes(&format!("{kind}.key.pem"));
        let ask = &mut || Err(KeyError::NoPassPhrase);
        let signer = open(&key, Some(&cert), Kinds::WithSm2, ask).unwrap();
        let at = "2027-07-01T00:00:00Z".parse().unwrap();
        assert_eq!(fit(signer.as_ref(), at), Ok(()), "{kind}");
    }
}

#[test]
fn each_unfit_certificate_is_refused_for_its_own_reason() {
    for (cert, zh, en) in [
        (
            "expired.cert.pem",
            "已于北京时间2021年1月1日8时0分过期",
            "expired on 2021-01-01",
        ),
        (
            "future.cert.pem",
            "自北京时间2090年1月1日8时0分起才有效",
            "not valid before 2090-01-01",
        ),
        (
            "encipherment.cert.pem",
            "不能用于签名",
            "not for signatures",
        ),
        (
            "tls.cert.pem",
            "证书用于 serverAuth (TLS)",
            "is for serverAuth (TLS)",
        ),
        (
            "issuer.cert.pem",
            "证书颁发机构自己的",
            "the certificate of a certificate authority",
        ),
        ("weak.cert.pem", "用 SHA-1 颁发", "signed with SHA-1"),
        (
            "other.cert.pem",
            "与密钥不相配",
            "does not belong to this key",
        ),
        (
            "rsa2048.cert.pem",
            "与密钥不相配",
            "does not belong to this key",
        ),
    ] {
        let refused = fitness(cert).unwrap_err();
        assert!(matches!(refused, KeyError::Unfit(_)), "{cert}: {refused}");
        let text = refused.text();
        assert!(text.zh.contains(zh), "{cert}: {}", text.zh);
        assert!(text.en.contains(en), "{cert}: {}", text.en);
    }
}

/// Whether a P-256 key may sign with a certificate made here, and whether a signature by it is trusted
/// under an anchor.
fn agree(holder: &Holder, issuer: &Holder, anchor: &[u8]) -> (bool, bool) {
    let at = noon();
    let signer = TestKey::new(holder, issuer);
    let anchors = trust::Anchors::from_pem_or_der(anchor).unwrap();
    let found = trust::path(&[holder.by(issuer)], &anchors, at, trust::Usage::Documents);
    (fit(&signer, at).is_ok(), found.is_ok())
}

#[test]
fn what_may_sign_is_what_can_be_trusted() {
    let root = authority("root", 3);
    let anchor = root.by(&root);
    let office = || holder("office", 1);
    let signs = KeyUsages::KeyCertSign | KeyUsages::DigitalSignature;
    assert_eq!(agree(&office(), &root, &anchor), (true, true));
    // An authority that signs, certified by another, and by itself.
    let both = office().basic(true, None).usage(signs);
    assert_eq!(agree(&both, &root, &anchor), (false, false));
    assert_eq!(agree(&both, &both, &both.by(&both)), (true, true));
    assert_eq!(agree(&root, &root, &anchor), (false, false));
    for purpose in trust::Usage::Documents.purposes() {
        let office = office().purposes(false, &[*purpose]);
        assert_eq!(agree(&office, &root, &anchor), (true, true), "{purpose}");
    }
    let tls = const_oid::db::rfc5280::ID_KP_SERVER_AUTH;
    let office = office().purposes(false, &[tls]);
    assert_eq!(agree(&office, &root, &anchor), (false, false));
}

#[test]
fn a_certificate_that_would_be_written_otherwise_is_refused() {
    let mut office = holder("office", 1);
    let root = authority("root", 3);
    let secret = office.secret().to_pkcs8_der().unwrap();
    let open = |cert: &[u8]| {
        let ask = &mut || Err(KeyError::NoPassPhrase);
        open(secret.as_bytes(), Some(cert), Kinds::Proven, ask)
    };
    assert!(open(&office.by(&root)).is_ok());
    office.general_times = true;
    let refused = open(&office.by(&root)).unwrap_err();
    let subject = "office".into();
    assert_eq!(refused, KeyError::Encoding { subject });
    assert!(refused.text().zh.contains("office 的证书编码不合规范"));
}

#[test]
fn the_first_and_the_last_second_are_valid() {
    let signer = opened(&bytes("p256.key.pem"), "expired.cert.pem", "").unwrap();
    let at = |time: &str| fit(signer.as_ref(), time.parse().unwrap());
    assert_eq!(at("2020-01-01T00:00:00Z"), Ok(()));
    assert_eq!(at("2021-01-01T00:00:00Z"), Ok(()));
    assert!(at("2019-12-31T23:59:59Z").is_err());
    assert!(at("2021-01-01T00:00:01Z").is_err());
}
