//! Signatures made here are read back here, and no other content or certificate passes for them.

use super::*;
use crate::signature::keys::{Signer, from_pem};

fn signer(name: &str) -> Box<dyn Signer> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/signing");
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

#[test]
fn no_changed_byte_passes() {
    let der = signed("p256", b"report");
    let whole = read(&der, Some(&[b"report"])).unwrap();
    for at in 0..der.len() {
        let mut changed = der.clone();
        changed[at] ^= 1;
        if let Ok(other) = read(&changed, Some(&[b"report"])) {
            // The certificates above the signer's are not signed by it.
            assert!(other.certificate == whole.certificate, "byte {at}");
            assert!(other.others != whole.others, "byte {at}");
        }
    }
}
