//! A key whose certificate says what a test wants, as only somebody with an authority of their own can have it.

use chengbao::signature::Scheme;
use chengbao::signature::keys::{KeyError, Signer};
use const_oid::ObjectIdentifier;
use const_oid::db::rfc4519::{CN, O};
use const_oid::db::rfc5912::ECDSA_WITH_SHA_256;
use der::asn1::{Any, BitString, ContextSpecific, SetOfVec, Utf8StringRef};
use der::{Decode as _, Encode as _, TagMode, TagNumber};
use p256::ecdsa::{Signature, SigningKey};
use signature::Signer as _;
use spki::{AlgorithmIdentifierOwned, EncodePublicKey as _};
use x509_cert::Certificate;
use x509_cert::attr::AttributeTypeAndValue;

/// A key with a certificate of its own.
#[derive(Debug)]
pub(super) struct Stranger {
    key: SigningKey,
    certificate: Certificate,
}

impl Stranger {
    /// The holder is called so, and so is the authority.
    pub(super) fn called(name: &str) -> Self {
        let key = SigningKey::from_slice(&[7; 32]).unwrap();
        let version = ContextSpecific {
            tag_number: TagNumber(0),
            tag_mode: TagMode::Explicit,
            value: 2_u8,
        };
        let algorithm = AlgorithmIdentifierOwned {
            oid: ECDSA_WITH_SHA_256,
            parameters: None,
        };
        let algorithm = algorithm.to_der().unwrap();
        let time = |text: &str| der::asn1::UtcTime::from_date_time(text.parse().unwrap()).unwrap();
        let times = ["2026-01-01T00:00:00Z", "2040-01-01T00:00:00Z"];
        let times = sequence(&times.map(|text| time(text).to_der().unwrap()));
        let holder = names(&[(CN, name), (O, name)]);
        let authority = names(&[(CN, name), (O, "机构")]);
        let public = key.verifying_key().to_public_key_der().unwrap();
        let signed = sequence(&[
            version.to_der().unwrap(),
            1_u8.to_der().unwrap(),
            algorithm.clone(),
            authority,
            times,
            holder,
            public.as_bytes().to_vec(),
        ]);
        let value: Signature = key.sign(&signed);
        let value = BitString::from_bytes(value.to_der().as_bytes()).unwrap();
        let encoded = sequence(&[signed, algorithm, value.to_der().unwrap()]);
        let certificate = Certificate::from_der(&encoded).unwrap();
        Self { key, certificate }
    }

    /// The certificate as a file.
    pub(super) fn encoded(&self) -> Vec<u8> {
        self.certificate.to_der().unwrap()
    }
}

fn names(parts: &[(ObjectIdentifier, &str)]) -> Vec<u8> {
    let parts: Vec<Vec<u8>> = parts
        .iter()
        .map(|(oid, text)| {
            let value = Any::encode_from(&Utf8StringRef::new(text).unwrap()).unwrap();
            let mut one = SetOfVec::new();
            one.insert(AttributeTypeAndValue { oid: *oid, value })
                .unwrap();
            one.to_der().unwrap()
        })
        .collect();
    sequence(&parts)
}

fn sequence(parts: &[Vec<u8>]) -> Vec<u8> {
    let whole = Any::new(der::Tag::Sequence, parts.concat()).unwrap();
    whole.to_der().unwrap()
}

impl Signer for Stranger {
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
