//! Certificates for the tests of trust and of time stamps, correct or with a single fault.

use std::str::FromStr as _;

use const_oid::db::rfc5912::ECDSA_WITH_SHA_256;
use const_oid::{AssociatedOid, ObjectIdentifier};
use der::asn1::{BitString, ContextSpecific, GeneralizedTime, OctetString};
use der::flagset::FlagSet;
use der::{Encode, TagMode, TagNumber};
use jiff::Timestamp;
use p256::ecdsa::{Signature, SigningKey};
use signature::Signer as _;
use spki::{AlgorithmIdentifierOwned, EncodePublicKey as _, SubjectPublicKeyInfoOwned};
use x509_cert::Certificate;
use x509_cert::ext::Extension;
use x509_cert::ext::pkix::{BasicConstraints, ExtendedKeyUsage, KeyUsage, KeyUsages};
use x509_cert::name::Name;
use x509_cert::time::Time;

use super::Scheme;
use super::keys::{KeyError, Signer};

/// The middle of the certificates' validity.
pub(super) fn noon() -> Timestamp {
    "2026-06-01T12:00:00Z".parse().unwrap()
}

/// A holder with a key, and the content of the certificate.
#[derive(Clone)]
pub(super) struct Holder {
    pub(super) name: &'static str,
    pub(super) key: u8,
    pub(super) from: &'static str,
    pub(super) until: &'static str,
    /// Times as `GeneralizedTime`, which RFC 5280 §4.1.2.5 has from 2050 on: it is read, and written anew
    /// as `UTCTime`.
    pub(super) general_times: bool,
    pub(super) extensions: Vec<Extension>,
}

/// An end certificate without restrictions.
pub(super) fn holder(name: &'static str, key: u8) -> Holder {
    Holder {
        name,
        key,
        from: "2026-01-01T00:00:00Z",
        until: "2026-12-31T23:59:59Z",
        general_times: false,
        extensions: Vec::new(),
    }
}

/// An authority without faults.
pub(super) fn authority(name: &'static str, key: u8) -> Holder {
    holder(name, key)
        .basic(true, None)
        .usage(KeyUsages::KeyCertSign)
}

impl Holder {
    pub(super) fn with<T: AssociatedOid + Encode>(mut self, critical: bool, value: &T) -> Self {
        self.extensions.retain(|known| known.extn_id != T::OID);
        self.extensions.push(Extension {
            extn_id: T::OID,
            critical,
            extn_value: OctetString::new(value.to_der().unwrap()).unwrap(),
        });
        self
    }

    pub(super) fn basic(self, ca: bool, path_len_constraint: Option<u8>) -> Self {
        self.with(
            true,
            &BasicConstraints {
                ca,
                path_len_constraint,
            },
        )
    }

    pub(super) fn usage(self, usage: impl Into<FlagSet<KeyUsages>>) -> Self {
        self.with(true, &KeyUsage(usage.into()))
    }

    pub(super) fn purposes(self, critical: bool, purposes: &[ObjectIdentifier]) -> Self {
        self.with(critical, &ExtendedKeyUsage(purposes.to_vec()))
    }

    pub(super) fn valid(mut self, from: &'static str, until: &'static str) -> Self {
        (self.from, self.until) = (from, until);
        self
    }

    pub(super) fn secret(&self) -> SigningKey {
        SigningKey::from_slice(&[self.key; 32]).unwrap()
    }

    /// The certificate, signed by another.
    pub(super) fn by(&self, issuer: &Self) -> Vec<u8> {
        let algorithm = || AlgorithmIdentifierOwned {
            oid: ECDSA_WITH_SHA_256,
            parameters: None,
        };
        let name = |holder: &Self| Name::from_str(&format!("CN={}", holder.name)).unwrap();
        let key = self.secret().verifying_key().to_public_key_der().unwrap();
        let key: SubjectPublicKeyInfoOwned = key.decode_msg().unwrap();
        let explicit = |number| (TagNumber(number), TagMode::Explicit);
        let (tag_number, tag_mode) = explicit(0);
        let version = ContextSpecific {
            tag_number,
            tag_mode,
            value: 2_u8,
        };
        let (tag_number, tag_mode) = explicit(3);
        let extensions = (!self.extensions.is_empty()).then(|| ContextSpecific {
            tag_number,
            tag_mode,
            value: self.extensions.clone(),
        });
        let time = |text: &str| {
            let time = Time::from_str(text).unwrap();
            if self.general_times {
                return GeneralizedTime::from_date_time(time.to_date_time())
                    .to_der()
                    .unwrap();
            }
            time.to_der().unwrap()
        };
        let parts: Vec<Vec<u8>> = vec![
            version.to_der().unwrap(),
            self.key.to_der().unwrap(),
            algorithm().to_der().unwrap(),
            name(issuer).to_der().unwrap(),
            sequence(&[time(self.from), time(self.until)]),
            name(self).to_der().unwrap(),
            key.to_der().unwrap(),
            extensions.map_or_else(Vec::new, |all| all.to_der().unwrap()),
        ];
        let signed = sequence(&parts);
        let value: Signature = issuer.secret().sign(&signed);
        let value = BitString::from_bytes(value.to_der().as_bytes()).unwrap();
        sequence(&[
            signed,
            algorithm().to_der().unwrap(),
            value.to_der().unwrap(),
        ])
    }
}

fn sequence(parts: &[Vec<u8>]) -> Vec<u8> {
    der::asn1::Any::new(der::Tag::Sequence, parts.concat())
        .unwrap()
        .to_der()
        .unwrap()
}

/// A key with a certificate made here.
#[derive(Debug)]
pub(super) struct TestKey {
    key: SigningKey,
    certificate: Certificate,
}

impl TestKey {
    pub(super) fn new(holder: &Holder, issuer: &Holder) -> Self {
        use der::Decode as _;
        Self {
            key: holder.secret(),
            certificate: Certificate::from_der(&holder.by(issuer)).unwrap(),
        }
    }
}

impl Signer for TestKey {
    fn certificate(&self) -> &Certificate {
        &self.certificate
    }

    fn chain(&self) -> &[Certificate] {
        &[]
    }

    fn scheme(&self) -> Scheme {
        Scheme::EcdsaP256
    }

    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, KeyError> {
        let value: Signature = self.key.sign(message);
        Ok(value.to_der().as_bytes().to_vec())
    }
}
