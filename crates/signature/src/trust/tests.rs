//! Each fault of a chain is found, and reported with the certificate at fault.

use const_oid::ObjectIdentifier;
use const_oid::db::rfc5280::{
    ID_CE_CERTIFICATE_POLICIES, ID_KP_EMAIL_PROTECTION, ID_KP_SERVER_AUTH, ID_KP_TIME_STAMPING,
};
use der::asn1::OctetString;
use x509_cert::ext::Extension;
use x509_cert::ext::pkix::KeyUsages;
use x509_cert::ext::pkix::constraints::name::{GeneralSubtree, NameConstraints};
use x509_cert::ext::pkix::name::GeneralName;

use super::*;
use crate::test_certificates::{Holder, authority, holder, noon};

fn office() -> Holder {
    holder("office", 1).usage(KeyUsages::NonRepudiation)
}

fn middle() -> Holder {
    authority("middle", 2)
}

fn root() -> Holder {
    authority("root", 3)
}

/// The result for office ← middle ← root, if the root is trusted.
fn check(office: &Holder, middle: &Holder, root: &Holder, at: &str) -> Result<usize, TrustError> {
    let anchors = Anchors::from_pem_or_der(&root.by(root)).unwrap();
    let chain = [office.by(middle), middle.by(root)];
    let found = path(&chain, &anchors, at.parse().unwrap(), Usage::Documents);
    found.map(|path| path.certificates.len())
}

const NOON: &str = "2026-06-01T12:00:00Z";

#[test]
fn a_chain_that_is_right_ends_at_its_anchor() {
    assert_eq!(check(&office(), &middle(), &root(), NOON), Ok(3));
    assert_eq!(
        check(&office(), &middle(), &root(), "2026-12-31T23:59:59Z"),
        Ok(3)
    );
}

#[test]
fn the_keys_of_the_tests_are_trusted_by_their_root() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/data/signing");
    let file = |name: &str| std::fs::read(format!("{folder}/{name}.pem")).unwrap();
    let root = Anchors::from_pem_or_der(&file("root.cert")).unwrap();
    for name in ["rsa2048", "rsa3072", "rsa4096", "p256", "p384"] {
        let chain = Anchors::from_pem_or_der(&file(&format!("{name}.chain"))).unwrap();
        let chain: Vec<Vec<u8>> = chain.iter().map(|one| one.der.to_vec()).collect();
        let at = "2030-01-01T00:00:00Z".parse().unwrap();
        let found = path(&chain, &root, at, Usage::Documents).unwrap();
        assert_eq!(found.certificates.len(), 3);
        assert_eq!(
            called(found.anchor().unwrap().tbs_certificate().subject()),
            "Test Root"
        );
    }
}

#[test]
fn a_certificate_counts_as_it_is_encoded_not_as_it_would_be_written_anew() {
    use der::{Decode as _, Encode as _};
    let (mut office, mut middle, mut root) = (office(), middle(), root());
    for holder in [&mut office, &mut middle, &mut root] {
        holder.general_times = true;
    }
    let encoded = office.by(&middle);
    let anew = x509_cert::Certificate::from_der(&encoded).unwrap().to_der();
    assert_ne!(anew.unwrap(), encoded);
    assert_eq!(check(&office, &middle, &root, NOON), Ok(3));
}

#[test]
fn an_anchor_may_be_an_authority_between_or_the_certificate_itself() {
    let (office, middle, root) = (office(), middle(), root());
    let chain = [office.by(&middle), middle.by(&root)];
    for (anchor, length) in [(middle.by(&root), 2), (office.by(&middle), 1)] {
        let anchors = Anchors::from_pem_or_der(&anchor).unwrap();
        let found = path(&chain, &anchors, noon(), Usage::Documents).unwrap();
        assert_eq!(found.certificates.len(), length);
    }
    // As `openssl req -x509` makes it: signed by itself, an authority, with no usage.
    let alone = holder("alone", 7).basic(true, None);
    let anchors = Anchors::from_pem_or_der(&alone.by(&alone)).unwrap();
    let found = path(&[alone.by(&alone)], &anchors, noon(), Usage::Documents).unwrap();
    assert_eq!(found.certificates.len(), 1);
}

#[test]
fn an_anchor_that_is_no_authority_vouches_for_itself_alone() {
    let (signer, forger) = (office(), holder("forged", 5));
    let anchors = Anchors::from_pem_or_der(&signer.by(&middle())).unwrap();
    let error = path(&[forger.by(&signer)], &anchors, noon(), Usage::Documents);
    let who = "office".into();
    assert_eq!(error, Err(TrustError::NotAuthority { who }));
}

#[test]
fn an_anchor_that_was_not_given_is_distinguished_from_an_issuer_that_is_missing() {
    let (office, middle, root) = (office(), middle(), root());
    let other = authority("other", 9);
    let anchors = Anchors::from_pem_or_der(&other.by(&other)).unwrap();
    let whole = [office.by(&middle), middle.by(&root), root.by(&root)];
    let who: chengbao_base::text::Foreign = "root".into();
    for anchors in [&anchors, &Anchors::default()] {
        assert_eq!(
            path(&whole, anchors, noon(), Usage::Documents),
            Err(TrustError::NoAnchor { who: who.clone() })
        );
    }
    let issuer = "middle".into();
    assert_eq!(
        path(&whole[..1], &anchors, noon(), Usage::Documents),
        Err(TrustError::Issuer { issuer })
    );
}

#[test]
fn times_are_those_of_every_certificate() {
    let wide = |holder: Holder| holder.valid("2020-01-01T00:00:00Z", "2040-01-01T00:00:00Z");
    let early = "2025-12-31T23:59:59Z";
    let late = "2027-01-01T00:00:00Z";
    let cases = [
        (office(), wide(middle()), wide(root()), "office"),
        (wide(office()), middle(), wide(root()), "middle"),
        (wide(office()), wide(middle()), root(), "root"),
    ];
    for (office, middle, root, at_fault) in cases {
        let error = check(&office, &middle, &root, late).unwrap_err();
        let TrustError::Expired { who, until, at } = &error else {
            panic!("{error}")
        };
        assert_eq!((who.exact(), at.to_string().as_str()), (at_fault, late));
        assert_eq!(until.to_string(), "2026-12-31T23:59:59Z");
        let error = check(&office, &middle, &root, early).unwrap_err();
        let TrustError::NotYetValid { who, .. } = &error else {
            panic!("{error}")
        };
        assert_eq!(who, at_fault);
    }
}

#[test]
fn a_signature_of_somebody_else_of_that_name_is_broken() {
    let mut false_root = root();
    false_root.key = 8;
    let anchors = Anchors::from_pem_or_der(&root().by(&root())).unwrap();
    let who = |who: &str| Err(TrustError::Signature { who: who.into() });
    let chain = [office().by(&middle()), middle().by(&false_root)];
    assert_eq!(
        path(&chain, &anchors, noon(), Usage::Documents),
        who("middle")
    );
    let mut false_middle = middle();
    false_middle.key = 8;
    let chain = [office().by(&false_middle), middle().by(&root())];
    assert_eq!(
        path(&chain, &anchors, noon(), Usage::Documents),
        who("office")
    );
}

#[test]
fn whoever_issues_is_an_authority() {
    let who = "middle".into();
    let expected = Err(TrustError::NotAuthority { who });
    let plain = holder("middle", 2).usage(KeyUsages::KeyCertSign);
    let is_not = plain.clone().basic(false, None);
    let may_not = middle().usage(KeyUsages::DigitalSignature);
    for middle in [plain, is_not, may_not] {
        assert_eq!(check(&office(), &middle, &root(), NOON), expected);
    }
    let who = "root".into();
    let root = root().usage(KeyUsages::CRLSign);
    assert_eq!(
        check(&office(), &middle(), &root, NOON),
        Err(TrustError::NotAuthority { who })
    );
    // Without a key usage none is excluded.
    let free = holder("middle", 2).basic(true, None);
    assert_eq!(check(&office(), &free, &super::tests::root(), NOON), Ok(3));
}

#[test]
fn a_limit_of_the_path_holds_for_anchors_too() {
    let (office, middle, root) = (office(), middle(), root());
    let lower = authority("lower", 4);
    let anchors = |root: &Holder| Anchors::from_pem_or_der(&root.by(root)).unwrap();
    let check = |middle: &Holder, root: &Holder| {
        let chain = [office.by(&lower), lower.by(middle), middle.by(root)];
        let found = path(&chain, &anchors(root), noon(), Usage::Documents);
        found.map(|path| path.certificates.len())
    };
    assert_eq!(check(&middle, &root), Ok(4));
    let tight = middle.clone().basic(true, Some(0));
    assert_eq!(check(&tight, &root), Err(TrustError::PathLength));
    let tight = root.clone().basic(true, Some(1));
    assert_eq!(check(&middle, &tight), Err(TrustError::PathLength));
    assert_eq!(check(&middle, &root.clone().basic(true, Some(2))), Ok(4));
}

#[test]
fn an_unknown_critical_extension_refuses() {
    let extension = |oid| Extension {
        extn_id: oid,
        critical: true,
        extn_value: OctetString::new([5, 0]).unwrap(),
    };
    let unknown = ObjectIdentifier::new_unwrap("1.2.3.4");
    let mut office = office();
    office.extensions.push(extension(unknown));
    let (who, oid) = ("office".into(), "1.2.3.4".to_owned());
    let expected = TrustError::Critical { who, oid };
    assert_eq!(
        check(&office, &middle(), &root(), NOON),
        Err(expected.clone())
    );
    let anchors = Anchors::from_pem_or_der(&office.by(&middle())).unwrap();
    assert_eq!(
        path(&[office.by(&middle())], &anchors, noon(), Usage::Documents),
        Err(expected)
    );
    let mut middle = middle();
    middle
        .extensions
        .push(extension(ID_CE_CERTIFICATE_POLICIES));
    let error = check(&super::tests::office(), &middle, &root(), NOON).unwrap_err();
    assert!(matches!(error, TrustError::Critical { who, .. } if who.exact() == "middle"));
}

#[test]
fn names_outside_what_an_authority_may_certify_are_refused() {
    use std::str::FromStr as _;
    let check = |base: GeneralName| {
        let permitted = GeneralSubtree {
            base,
            minimum: 0,
            maximum: None,
        };
        let constraints = NameConstraints {
            permitted_subtrees: Some(vec![permitted]),
            excluded_subtrees: None,
        };
        let middle = middle().with(true, &constraints);
        super::tests::check(&office(), &middle, &root(), NOON)
    };
    // Constraints of directory names are not evaluated: RFC 5280 §4.2.1.10 then requires refusal.
    for name in ["CN=elsewhere", "CN=office"] {
        let name = x509_cert::name::Name::from_str(name).unwrap();
        let base = GeneralName::DirectoryName(name);
        assert_eq!(check(base), Err(TrustError::Names));
    }
    // An office has no host name, so none can be wrong.
    let hosts = der::asn1::Ia5String::new("example.cn").unwrap();
    assert_eq!(check(GeneralName::DnsName(hosts)), Ok(3));
}

#[test]
fn a_certificate_is_for_what_it_says() {
    let refused = |who: &str| {
        Err(TrustError::Usage {
            who: who.into(),
            usage: Usage::Documents,
        })
    };
    let server = office().purposes(false, &[ID_KP_SERVER_AUTH]);
    assert_eq!(check(&server, &middle(), &root(), NOON), refused("office"));
    let mail = office().purposes(false, &[ID_KP_SERVER_AUTH, ID_KP_EMAIL_PROTECTION]);
    assert_eq!(check(&mail, &middle(), &root(), NOON), Ok(3));
    let encrypts = office().usage(KeyUsages::KeyEncipherment);
    assert_eq!(
        check(&encrypts, &middle(), &root(), NOON),
        refused("office")
    );
    let is_authority = office().basic(true, None);
    assert_eq!(
        check(&is_authority, &middle(), &root(), NOON),
        refused("office")
    );
    let servers = middle().purposes(false, &[ID_KP_SERVER_AUTH]);
    assert_eq!(check(&office(), &servers, &root(), NOON), refused("middle"));
    let mails = middle().purposes(false, &[ID_KP_EMAIL_PROTECTION]);
    assert_eq!(check(&office(), &mails, &root(), NOON), Ok(3));
}

#[test]
fn time_stamps_need_a_certificate_for_them_alone() {
    let check = |office: &Holder| {
        let anchors = Anchors::from_pem_or_der(&root().by(&root())).unwrap();
        path(&[office.by(&root())], &anchors, noon(), Usage::TimeStamps).is_ok()
    };
    assert!(check(&office().purposes(true, &[ID_KP_TIME_STAMPING])));
    assert!(!check(&office().purposes(false, &[ID_KP_TIME_STAMPING])));
    assert!(!check(
        &office().purposes(true, &[ID_KP_TIME_STAMPING, ID_KP_EMAIL_PROTECTION])
    ));
    assert!(!check(&office()));
}

#[test]
fn files_without_certificates_are_no_anchors() {
    for bytes in [
        &b""[..],
        b"text",
        b"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n",
        &[0x30, 3, 2, 1, 5],
    ] {
        let error = Anchors::from_pem_or_der(bytes).unwrap_err();
        assert!(matches!(error, TrustError::Anchors { .. }), "{error}");
    }
}

proptest::proptest! {
    #[test]
    fn arbitrary_changes_are_never_trusted(at in proptest::prelude::any::<proptest::sample::Index>(), flip in 1..=255_u8) {
        let anchors = Anchors::from_pem_or_der(&root().by(&root())).unwrap();
        let mut chain = [office().by(&middle()), middle().by(&root())].concat();
        let first = office().by(&middle()).len();
        let at = at.index(chain.len());
        chain[at] ^= flip;
        let (first, second) = chain.split_at(first);
        let chain = [first.to_vec(), second.to_vec()];
        proptest::prop_assert!(path(&chain, &anchors, noon(), Usage::Documents).is_err());
    }
}

#[test]
fn an_authority_with_a_key_on_p_521_is_followed() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/data/cms");
    let file = |name: &str| std::fs::read(format!("{folder}/p521-{name}.der")).unwrap();
    let anchors = Anchors::from_pem_or_der(&file("authority")).unwrap();
    let at = "2030-01-01T00:00:00Z".parse().unwrap();
    let office = file("office");
    let found = path(
        std::slice::from_ref(&office),
        &anchors,
        at,
        Usage::Documents,
    )
    .unwrap();
    assert_eq!(found.certificates.len(), 2);
    let mut changed = office;
    *changed.last_mut().unwrap() ^= 1;
    let error = path(&[changed], &anchors, at, Usage::Documents).unwrap_err();
    assert!(matches!(error, TrustError::Signature { .. }), "{error}");
}
