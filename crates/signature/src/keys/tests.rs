//! Keys of every kind from files of every kind; keys that cannot sign are refused with a specific error.

use der::Decode as _;
use p256::pkcs8::EncodePrivateKey as _;
use x509_cert::Certificate;
use zeroize::Zeroizing;

use super::*;
use crate::Algorithm;
use chengbao_base::text::Bilingual as _;

mod fitness;

const PASS: &str = "示例 pass";

fn bytes(name: &str) -> Vec<u8> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/data/signing");
    std::fs::read(format!("{folder}/{name}")).unwrap()
}

fn pass(text: &str) -> PassPhrase {
    PassPhrase::new(Zeroizing::new(text.to_owned()))
}

/// The key of one file with the certificates of another, empty for none.
fn opened(key: &[u8], cert: &str, text: &str) -> Result<Box<dyn Signer>, KeyError> {
    let certificates = (!cert.is_empty()).then(|| bytes(cert));
    open(key, certificates.as_deref(), Kinds::Proven, &mut || {
        Ok(pass(text))
    })
}

fn error(key: &str, text: &str) -> KeyError {
    opened(&bytes(key), "p256.cert.pem", text).unwrap_err()
}

#[track_caller]
fn signs(signer: &dyn Signer, certificate: &str) {
    let expected = Certificate::load_pem_chain(&bytes(certificate)).unwrap();
    assert_eq!(*signer.certificate(), expected[0]);
    let value = signer.sign(b"report").unwrap();
    assert_eq!(value, signer.sign(b"report").unwrap());
    let key = expected[0].tbs_certificate().subject_public_key_info();
    let scheme = signer.scheme();
    let algorithm = Algorithm::of(&scheme.oid(), scheme.hash()).unwrap();
    assert!(algorithm.holds(key, b"report", &value));
    assert!(!algorithm.holds(key, b"Report", &value));
}

#[test]
fn every_kind_of_key_signs_from_every_kind_of_file() {
    for kind in ["rsa2048", "rsa3072", "rsa4096", "p256", "p384"] {
        let cert = format!("{kind}.cert.pem");
        for file in ["key.pem", "encrypted.pem"] {
            let chain = format!("{kind}.chain.pem");
            let signer = opened(&bytes(&format!("{kind}.{file}")), &chain, PASS).unwrap();
            signs(signer.as_ref(), &cert);
            assert_eq!(signer.chain().len(), 1, "{kind}.{file}");
        }
        for file in ["p12", "legacy.p12"] {
            let signer = opened(&bytes(&format!("{kind}.{file}")), "", PASS).unwrap();
            signs(signer.as_ref(), &cert);
            assert_eq!(signer.chain().len(), 1, "{kind}.{file}");
        }
    }
}

#[test]
fn older_and_newer_files_are_read_too() {
    for (file, cert) in [
        ("p256.sec1.pem", "p256.cert.pem"),
        ("rsa2048.pkcs1.pem", "rsa2048.cert.pem"),
        ("p256.scrypt.pem", "p256.cert.pem"),
        ("p256.3des.p12", "p256.cert.pem"),
    ] {
        signs(opened(&bytes(file), cert, PASS).unwrap().as_ref(), cert);
    }
}

#[test]
fn der_is_read_as_pem_is() {
    for (file, cert) in [
        ("p256.key.pem", "p256.cert.pem"),
        ("rsa2048.encrypted.pem", "rsa2048.cert.pem"),
        ("p256.sec1.pem", "p256.cert.pem"),
        ("rsa2048.pkcs1.pem", "rsa2048.cert.pem"),
    ] {
        let blocks = pem::blocks(&bytes(file)).unwrap();
        let der = blocks.last().unwrap().content.as_ref().unwrap().as_bytes();
        signs(opened(der, cert, PASS).unwrap().as_ref(), cert);
    }
}

#[test]
fn a_key_and_its_certificates_may_share_a_pem_file() {
    let both = [bytes("p256.chain.pem"), bytes("p256.encrypted.pem")].concat();
    let signer = opened(&both, "", PASS).unwrap();
    signs(signer.as_ref(), "p256.cert.pem");
    assert_eq!(signer.chain().len(), 1);
}

#[test]
fn the_certificate_of_the_key_is_found_wherever_it_stands() {
    let mixed = [
        "root.cert.pem",
        "rsa2048.cert.pem",
        "authority.cert.pem",
        "p256.cert.pem",
    ];
    let mixed: Vec<u8> = mixed.into_iter().flat_map(bytes).collect();
    let key = bytes("p256.key.pem");
    let signer = from_pem(
        std::str::from_utf8(&key).unwrap(),
        std::str::from_utf8(&mixed).unwrap(),
    );
    let signer = signer.unwrap();
    signs(signer.as_ref(), "p256.cert.pem");
    let chain = [bytes("authority.cert.pem"), bytes("root.cert.pem")].concat();
    assert_eq!(signer.chain(), Certificate::load_pem_chain(&chain).unwrap());
}

#[test]
fn a_pass_phrase_is_asked_for_once_and_only_where_one_is_needed() {
    for (file, times) in [
        ("p256.key.pem", 0),
        ("p256.encrypted.pem", 1),
        ("p256.p12", 1),
        ("p256.empty.p12", 0),
    ] {
        let mut asked = 0;
        let signer = open(
            &bytes(file),
            Some(&bytes("p256.cert.pem")),
            Kinds::Proven,
            &mut || {
                asked += 1;
                Ok::<_, KeyError>(pass(PASS))
            },
        );
        signs(signer.unwrap().as_ref(), "p256.cert.pem");
        assert_eq!(asked, times, "{file}");
    }
}

#[test]
fn a_wrong_pass_phrase_is_distinguished_from_a_damaged_file_where_that_can_be() {
    for file in [
        "p256.encrypted.pem",
        "p256.scrypt.pem",
        "p256.p12",
        "p256.legacy.p12",
    ] {
        assert_eq!(error(file, "示例  pass"), KeyError::PassPhrase, "{file}");
        assert_eq!(error(file, ""), KeyError::PassPhrase, "{file}");
    }
    let key = String::from_utf8(bytes("p256.encrypted.pem")).unwrap();
    let chain = String::from_utf8(bytes("p256.chain.pem")).unwrap();
    assert_eq!(from_pem(&key, &chain).unwrap_err(), KeyError::NoPassPhrase);
}

#[test]
fn other_kinds_of_keys_are_refused_by_name() {
    for (file, kind) in [
        ("rsa1024.key.pem", "RSA 1024"),
        ("p521.key.pem", "ECDSA P-521"),
        ("p521.sec1.pem", "ECDSA P-521"),
        ("ed25519.key.pem", "Ed25519"),
    ] {
        let kind = kind.to_owned();
        assert_eq!(error(file, PASS), KeyError::Kind { kind }, "{file}");
    }
}

#[test]
fn files_of_other_programs_are_refused_with_the_command_that_converts() {
    assert_eq!(
        error("p256.3des.pem", PASS),
        KeyError::Convert(Foreign::OldPkcs8)
    );
    assert_eq!(
        error("p256.sec1-encrypted.pem", PASS),
        KeyError::Convert(Foreign::Headers)
    );
    let refused = |key: &[u8]| opened(key, "p256.cert.pem", PASS).unwrap_err();
    assert_eq!(
        refused(b"\xfe\xed\xfe\xed\0"),
        KeyError::Convert(Foreign::Java)
    );
    let ssh = b"-----BEGIN OPENSSH PRIVATE KEY-----\nMAA=\n-----END OPENSSH PRIVATE KEY-----\n";
    assert_eq!(refused(ssh), KeyError::Convert(Foreign::OpenSsh));
    // Version 3 first, then no DER: what Windows wrote long ago is BER.
    assert_eq!(
        refused(b"\x30\x80\x02\x01\x03\0\0"),
        KeyError::Convert(Foreign::OtherPkcs12)
    );
    let p7b = b"-----BEGIN PKCS7-----\nMAA=\n-----END PKCS7-----\n";
    let key = bytes("p256.key.pem");
    let certificates = open::<KeyError>(&key, Some(p7b), Kinds::Proven, &mut || Ok(pass("")));
    assert_eq!(certificates.unwrap_err(), KeyError::Convert(Foreign::Pkcs7));
}

#[test]
fn no_key_several_keys_and_no_certificate_are_reported() {
    assert_eq!(error("nokey.p12", PASS), KeyError::NoKey);
    assert_eq!(error("p256.cert.pem", PASS), KeyError::NoKey);
    let two = [bytes("p256.key.pem"), bytes("p384.key.pem")].concat();
    let names = vec!["PRIVATE KEY".to_owned(); 2];
    let refused = opened(&two, "p256.cert.pem", PASS).unwrap_err();
    assert_eq!(refused, KeyError::Keys { names });
    let refused = opened(&bytes("p256.key.pem"), "", PASS).unwrap_err();
    assert_eq!(refused, KeyError::NoCertificate);
    let refused = opened(&bytes("p256.key.pem"), "p384.key.pem", PASS).unwrap_err();
    assert!(matches!(refused, KeyError::Certificate { .. }), "{refused}");
}

#[test]
fn several_keys_in_pkcs12_are_named() {
    use p12_keystore::{Certificate, KeyStore, KeyStoreEntry, PrivateKey, PrivateKeyChain};
    let der = |name: &str| {
        let blocks = pem::blocks(&bytes(name)).unwrap();
        blocks[0].content.as_ref().unwrap().as_bytes().to_vec()
    };
    let mut store = KeyStore::new();
    for name in ["p256", "p384"] {
        let key = PrivateKey::from_der(&der(&format!("{name}.key.pem"))).unwrap();
        let cert = Certificate::from_der(&der(&format!("{name}.cert.pem"))).unwrap();
        let chain = PrivateKeyChain::new(name, key, [cert]);
        store.add_entry(name, KeyStoreEntry::PrivateKeyChain(chain));
    }
    let file = store
        .writer(PASS)
        .encryption_iterations(1000)
        .write()
        .unwrap();
    let names = ["p256", "p384"].map(str::to_owned).to_vec();
    let refused = opened(&file, "", PASS).unwrap_err();
    assert_eq!(refused, KeyError::Keys { names });
}

#[test]
fn what_is_too_large_or_too_costly_is_refused_before_work_is_done() {
    let large = vec![b' '; MAX_FILE + 1];
    assert_eq!(opened(&large, "", "").unwrap_err(), KeyError::Large);
    let key = bytes("p256.key.pem");
    let certificates = open::<KeyError>(&key, Some(&large), Kinds::Proven, &mut || Ok(pass("")));
    assert_eq!(certificates.unwrap_err(), KeyError::Large);
    let blocks = pem::blocks(&bytes("p256.encrypted.pem")).unwrap();
    let der = blocks[0].content.as_ref().unwrap().as_bytes();
    let info = pkcs8::EncryptedPrivateKeyInfoRef::from_der(der).unwrap();
    let mut parameters = info.encryption_algorithm.pbes2().unwrap().clone();
    if let pkcs8::pkcs5::pbes2::Kdf::Pbkdf2(kdf) = &mut parameters.kdf {
        kdf.iteration_count = 99_999_999;
    }
    let costly = pkcs8::EncryptedPrivateKeyInfoRef {
        encryption_algorithm: parameters.into(),
        encrypted_data: info.encrypted_data,
    };
    let costly = der::Encode::to_der(&costly).unwrap();
    let refused = opened(&costly, "p256.cert.pem", PASS).unwrap_err();
    assert!(matches!(refused, KeyError::Costly { .. }), "{refused}");
}

#[test]
fn no_damaged_file_passes_or_panics() {
    for file in [
        "p256.key.pem",
        "p256.p12",
        "rsa2048.pkcs1.pem",
        "p256.sec1.pem",
    ] {
        let whole = bytes(file);
        let der = match pem::is_pem(&whole) {
            true => {
                let blocks = pem::blocks(&whole).unwrap();
                blocks
                    .last()
                    .unwrap()
                    .content
                    .as_ref()
                    .unwrap()
                    .as_bytes()
                    .to_vec()
            }
            false => whole,
        };
        for end in (0..der.len()).step_by(7) {
            assert!(
                opened(&der[..end], "p256.cert.pem", PASS).is_err(),
                "{file} {end}"
            );
        }
    }
}

#[test]
fn no_changed_byte_panics() {
    let at = "2027-07-01T00:00:00Z".parse().unwrap();
    let every = |file: &str, step: usize, try_it: &dyn Fn(&[u8])| {
        let whole = bytes(file);
        let der = match pem::is_pem(&whole) {
            true => {
                let blocks = pem::blocks(&whole).unwrap();
                blocks[0].content.as_ref().unwrap().as_bytes().to_vec()
            }
            false => whole,
        };
        for place in (0..der.len()).step_by(step) {
            for change in [1, 0x80, 0xff] {
                let mut changed = der.clone();
                changed[place] ^= change;
                try_it(&changed);
            }
        }
    };
    let key = |der: &[u8]| drop(opened(der, "p256.cert.pem", PASS));
    every("p256.key.pem", 1, &key);
    every("p256.sec1.pem", 1, &key);
    every("p256.encrypted.pem", 11, &key);
    every("rsa2048.pkcs1.pem", 31, &key);
    every("p256.p12", 97, &key);
    every("p256.legacy.p12", 97, &key);
    // A changed certificate is unfit, or the change is in what its issuer signed it with.
    let own = bytes("p256.key.pem");
    every("email.cert.pem", 3, &|der| {
        let ask = &mut || Err(KeyError::NoPassPhrase);
        if let Ok(signer) = open(&own, Some(der), Kinds::Proven, ask) {
            let _ = fit(signer.as_ref(), at);
        }
    });
}

#[test]
fn sm2_signs_only_where_it_was_asked_for() {
    let cert = bytes("sm2.cert.pem");
    for file in ["sm2.key.pem", "sm2.encrypted.pem"] {
        let open = |kinds| {
            let ask = &mut || Ok::<_, KeyError>(pass(PASS));
            open(&bytes(file), Some(&cert), kinds, ask)
        };
        assert_eq!(open(Kinds::Proven).unwrap_err(), KeyError::Experimental);
        signs(open(Kinds::WithSm2).unwrap().as_ref(), "sm2.cert.pem");
    }
}

#[test]
fn nothing_secret_is_shown() {
    let secret = |shown: String, digits: &[u8]| {
        assert!(!shown.contains(PASS) && !shown.contains("示例"), "{shown}");
        // Of a key four bytes on end, in hexadecimal or as a list.
        for four in digits.windows(4) {
            let list = format!("{four:?}");
            let hex = base16ct::lower::encode_string(four);
            assert!(!shown.contains(list.trim_matches(['[', ']'])), "{shown}");
            assert!(!shown.to_lowercase().contains(&hex), "{shown}");
        }
    };
    for kind in ["rsa2048", "p256", "p384"] {
        let plain = pem::blocks(&bytes(&format!("{kind}.key.pem"))).unwrap();
        let plain = plain[0].content.as_ref().unwrap().as_bytes();
        let file = bytes(&format!("{kind}.encrypted.pem"));
        let signer = opened(&file, &format!("{kind}.cert.pem"), PASS).unwrap();
        secret(format!("{signer:?} {signer:#?}"), plain);
    }
    let wrong = format!("{PASS}!");
    for file in [
        "p256.encrypted.pem",
        "p256.p12",
        "p256.legacy.p12",
        "p256.3des.pem",
    ] {
        let refused = error(file, &wrong);
        secret(format!("{refused:?} {:?}", refused.text()), &[]);
    }
}

#[test]
fn a_library_that_is_none_is_named() {
    let place = TokenKey {
        module: "/nowhere/pkcs11.so".as_ref(),
        token: "office",
        key: &WhichKey::Only,
    };
    let ask = &mut || Err(KeyError::NoPassPhrase);
    let refused = open_token(place, None, ask).unwrap_err();
    let text = refused.text();
    let expected = if cfg!(feature = "token") {
        "“/nowhere/pkcs11.so”无法作为"
    } else {
        "“--pkcs11-module”无法使用：本程序编译时未启用功能 token"
    };
    assert!(text.zh.contains(expected), "{}", text.zh);
}
