//! Checks a signature value against key, algorithm and message.

use std::ops::RangeInclusive;

use const_oid::ObjectIdentifier;
use const_oid::db::rfc5912::{
    ECDSA_WITH_SHA_256, ECDSA_WITH_SHA_384, ECDSA_WITH_SHA_512, ID_EC_PUBLIC_KEY, ID_MGF_1,
    ID_RSASSA_PSS, RSA_ENCRYPTION, SECP_256_R_1, SECP_384_R_1, SECP_521_R_1,
    SHA_256_WITH_RSA_ENCRYPTION, SHA_384_WITH_RSA_ENCRYPTION, SHA_512_WITH_RSA_ENCRYPTION,
};
use const_oid::db::rfc8410::ID_ED_25519;
use der::asn1::Any;
use der::{Decode as _, Encode as _};
use rsa::pkcs1::{DecodeRsaPublicKey as _, RsaPssParamsOwned, RsaPublicKeyRef};
use rsa::{pkcs1v15, pss};
use sha2::{Sha256, Sha384, Sha512};
use signature::Verifier as _;
use signature::hazmat::PrehashVerifier as _;
use spki::{AlgorithmIdentifierOwned, DecodePublicKey as _, SubjectPublicKeyInfoOwned};

use super::keys::kind;
use super::scheme::SM2_WITH_SM3;
use super::{Hash, sm2};

/// How a value was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Algorithm {
    /// RSASSA-PKCS1-v1_5.
    Rsa(Hash),
    /// RSASSA-PSS; the digest is that of the mask generation (MGF1) as well.
    RsaPss {
        /// The digest.
        hash: Hash,
        /// Octets of salt.
        salt: u8,
    },
    /// ECDSA on the curve of the key.
    Ecdsa(Hash),
    /// Ed25519 (RFC 8032), of the message itself.
    Ed25519,
    /// SM2 with SM3 (GB/T 32918.2), with the usual signer's identity; experimental.
    Sm2,
}

/// Why a value is not taken for the signature of a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ValueError {
    /// It does not match this message and this key.
    Wrong,
    /// It cannot be checked: the key is of a kind, or a length, that is not checked here. Which one.
    Key(String),
}

impl Algorithm {
    /// The algorithm of an object identifier. `digest` is the one named next to it, for those that
    /// name only a key algorithm (RFC 5754 §3.1). None for those that need parameters.
    #[must_use]
    pub fn of(oid: &ObjectIdentifier, digest: Hash) -> Option<Self> {
        let algorithm = match *oid {
            RSA_ENCRYPTION => Self::Rsa(digest),
            SHA_256_WITH_RSA_ENCRYPTION => Self::Rsa(Hash::Sha256),
            SHA_384_WITH_RSA_ENCRYPTION => Self::Rsa(Hash::Sha384),
            SHA_512_WITH_RSA_ENCRYPTION => Self::Rsa(Hash::Sha512),
            ECDSA_WITH_SHA_256 => Self::Ecdsa(Hash::Sha256),
            ECDSA_WITH_SHA_384 => Self::Ecdsa(Hash::Sha384),
            ECDSA_WITH_SHA_512 => Self::Ecdsa(Hash::Sha512),
            ID_ED_25519 => Self::Ed25519,
            SM2_WITH_SM3 => Self::Sm2,
            _ => return None,
        };
        Some(algorithm)
    }

    /// The named algorithm, with its parameters.
    #[must_use]
    pub fn named(named: &AlgorithmIdentifierOwned, digest: Hash) -> Option<Self> {
        if named.oid == ID_RSASSA_PSS {
            return probabilistic(named);
        }
        // RFC 4055 §5: NULL or, as some leave it out, nothing; RFC 5754 §3.2: nothing.
        let is_plain = named.parameters.as_ref().is_none_or(Any::is_null);
        is_plain.then(|| Self::of(&named.oid, digest)).flatten()
    }

    /// Whether the value matches this message and this key.
    #[must_use]
    pub fn holds(self, key: &SubjectPublicKeyInfoOwned, message: &[u8], value: &[u8]) -> bool {
        self.check(key, message, value).is_ok()
    }

    /// Checks the value against this message and this key.
    ///
    /// # Errors
    /// [`ValueError`] if it does not match, or if keys of this kind are not checked.
    pub fn check(
        self,
        key: &SubjectPublicKeyInfoOwned,
        message: &[u8],
        value: &[u8],
    ) -> Result<(), ValueError> {
        let holds = match self {
            Self::Rsa(hash) => rsa(hash, key, message, value)?,
            Self::RsaPss { hash, salt } => rsa_pss(hash, salt, key, message, value)?,
            Self::Ecdsa(hash) => ecdsa(hash, key, message, value)?,
            Self::Ed25519 => ed25519(key, message, value),
            Self::Sm2 => key
                .to_der()
                .is_ok_and(|der| sm2::holds(&der, message, value)),
        };
        if holds {
            Ok(())
        } else {
            Err(ValueError::Wrong)
        }
    }
}

/// RFC 4055 §3.1: the parameters say which digest, which mask, how much salt. The defaults are those of
/// SHA-1, so a signature without parameters is not accepted.
fn probabilistic(named: &AlgorithmIdentifierOwned) -> Option<Algorithm> {
    let parameters = named.parameters.as_ref()?.to_der().ok()?;
    let parameters = RsaPssParamsOwned::from_der(&parameters).ok()?;
    let hash = Hash::of(&parameters.hash.oid)?;
    let mask = parameters.mask_gen;
    let same = mask.oid == ID_MGF_1 && Hash::of(&mask.parameters?.oid) == Some(hash);
    same.then_some(Algorithm::RsaPss {
        hash,
        salt: parameters.salt_len,
    })
}

/// Lengths of RSA keys that are checked, in octets: shorter ones are not secure, longer ones cost too much.
const RSA_OCTETS: RangeInclusive<usize> = 256..=512;

/// An RSA key that is secure and can be computed with; none if it is no RSA key.
fn rsa_key(key: &SubjectPublicKeyInfoOwned) -> Result<Option<rsa::RsaPublicKey>, ValueError> {
    let is_rsa = matches!(key.algorithm.oid, RSA_ENCRYPTION | ID_RSASSA_PSS);
    let octets = key.subject_public_key.as_bytes().filter(|_| is_rsa);
    let numbers = octets.and_then(|der| RsaPublicKeyRef::from_der(der).ok());
    let Some(numbers) = numbers else {
        return Ok(None);
    };
    let length = numbers.modulus.as_bytes().len();
    if !RSA_OCTETS.contains(&length) {
        return Err(ValueError::Key(kind::rsa(length * 8)));
    }
    Ok(octets.and_then(|der| rsa::RsaPublicKey::from_pkcs1_der(der).ok()))
}

fn rsa(
    hash: Hash,
    key: &SubjectPublicKeyInfoOwned,
    message: &[u8],
    value: &[u8],
) -> Result<bool, ValueError> {
    // RFC 4055 §1.2: a key for PSS is only for PSS.
    let is_plain = key.algorithm.oid == RSA_ENCRYPTION;
    let key = rsa_key(key)?.filter(|_| is_plain);
    let (Some(key), Ok(value)) = (key, pkcs1v15::Signature::try_from(value)) else {
        return Ok(false);
    };
    let checked = match hash {
        Hash::Sha256 => pkcs1v15::VerifyingKey::<Sha256>::new(key).verify(message, &value),
        Hash::Sha384 => pkcs1v15::VerifyingKey::<Sha384>::new(key).verify(message, &value),
        Hash::Sha512 => pkcs1v15::VerifyingKey::<Sha512>::new(key).verify(message, &value),
        Hash::Sm3 => return Ok(false),
    };
    Ok(checked.is_ok())
}

fn rsa_pss(
    hash: Hash,
    salt: u8,
    key: &SubjectPublicKeyInfoOwned,
    message: &[u8],
    value: &[u8],
) -> Result<bool, ValueError> {
    let (Some(key), Ok(value)) = (rsa_key(key)?, pss::Signature::try_from(value)) else {
        return Ok(false);
    };
    let salt = usize::from(salt);
    let checked = match hash {
        Hash::Sha256 => {
            pss::VerifyingKey::<Sha256>::new_with_salt_len(key, salt).verify(message, &value)
        }
        Hash::Sha384 => {
            pss::VerifyingKey::<Sha384>::new_with_salt_len(key, salt).verify(message, &value)
        }
        Hash::Sha512 => {
            pss::VerifyingKey::<Sha512>::new_with_salt_len(key, salt).verify(message, &value)
        }
        Hash::Sm3 => return Ok(false),
    };
    Ok(checked.is_ok())
}

/// ECDSA on a curve of NIST; a digest is a number, and one that is shorter than the curve's is too.
macro_rules! ecdsa_on {
    ($curve:ident, $octets:literal, $der:expr, $digest:expr, $value:expr) => {{
        let key = $curve::ecdsa::VerifyingKey::from_public_key_der($der).ok();
        let value = $curve::ecdsa::Signature::from_der($value).ok();
        let mut number = vec![0; usize::saturating_sub($octets, $digest.len())];
        number.extend_from_slice($digest);
        key.zip(value)
            .is_some_and(|(key, value)| key.verify_prehash(&number, &value).is_ok())
    }};
}

fn ecdsa(
    hash: Hash,
    key: &SubjectPublicKeyInfoOwned,
    message: &[u8],
    value: &[u8],
) -> Result<bool, ValueError> {
    if key.algorithm.oid != ID_EC_PUBLIC_KEY || hash == Hash::Sm3 {
        return Ok(false);
    }
    let Ok(der) = key.to_der() else {
        return Ok(false);
    };
    let curve = key.algorithm.parameters.as_ref();
    let curve = curve.and_then(|curve| curve.decode_as::<ObjectIdentifier>().ok());
    let digest = &hash.digest(&[message]);
    Ok(match curve {
        Some(SECP_256_R_1) => ecdsa_on!(p256, 32, &der, digest, value),
        Some(SECP_384_R_1) => ecdsa_on!(p384, 48, &der, digest, value),
        Some(SECP_521_R_1) => ecdsa_on!(p521, 66, &der, digest, value),
        Some(curve) => return Err(ValueError::Key(kind::name(&curve))),
        // Parameters written out: any curve could be meant.
        None => return Err(ValueError::Key("ECDSA".to_owned())),
    })
}

fn ed25519(key: &SubjectPublicKeyInfoOwned, message: &[u8], value: &[u8]) -> bool {
    let public = key.subject_public_key.as_bytes();
    let public = public.filter(|_| key.algorithm.oid == ID_ED_25519);
    public.is_some_and(|public| {
        let checked = webpki::ring::ED25519.verify_signature(public, message, value);
        checked.is_ok()
    })
}
