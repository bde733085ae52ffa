//! A signature value is held against key, algorithm and message.

use const_oid::ObjectIdentifier;
use const_oid::db::rfc5912::{
    ECDSA_WITH_SHA_256, ECDSA_WITH_SHA_384, ECDSA_WITH_SHA_512, ID_EC_PUBLIC_KEY, RSA_ENCRYPTION,
    SECP_256_R_1, SECP_384_R_1, SHA_256_WITH_RSA_ENCRYPTION, SHA_384_WITH_RSA_ENCRYPTION,
    SHA_512_WITH_RSA_ENCRYPTION,
};
use der::Encode as _;
use rsa::pkcs1v15;
use rsa::traits::PublicKeyParts as _;
use sha2::{Sha256, Sha384, Sha512};
use signature::Verifier as _;
use signature::hazmat::PrehashVerifier as _;
use spki::{DecodePublicKey as _, SubjectPublicKeyInfoOwned};

use super::Hash;

/// How a value was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Algorithm {
    /// RSASSA-PKCS1-v1_5.
    Rsa(Hash),
    /// ECDSA on the curve of the key.
    Ecdsa(Hash),
}

impl Algorithm {
    /// The algorithm of an object identifier. `digest` is the one named beside it, for those that
    /// name a key algorithm alone (RFC 5754 §3.1).
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
            _ => return None,
        };
        Some(algorithm)
    }

    /// Whether the value is that of this message under this key.
    #[must_use]
    pub fn holds(self, key: &SubjectPublicKeyInfoOwned, message: &[u8], value: &[u8]) -> bool {
        let Ok(der) = key.to_der() else { return false };
        match self {
            Self::Rsa(hash) => rsa(hash, &der, message, value),
            Self::Ecdsa(hash) => ecdsa(hash, key, &der, message, value),
        }
    }
}

fn rsa(hash: Hash, der: &[u8], message: &[u8], value: &[u8]) -> bool {
    let Ok(key) = rsa::RsaPublicKey::from_public_key_der(der) else {
        return false;
    };
    let Ok(value) = pkcs1v15::Signature::try_from(value) else {
        return false;
    };
    // Shorter keys prove nothing any more.
    if key.size() < 256 {
        return false;
    }
    match hash {
        Hash::Sha256 => pkcs1v15::VerifyingKey::<Sha256>::new(key).verify(message, &value),
        Hash::Sha384 => pkcs1v15::VerifyingKey::<Sha384>::new(key).verify(message, &value),
        Hash::Sha512 => pkcs1v15::VerifyingKey::<Sha512>::new(key).verify(message, &value),
        Hash::Sm3 => return false,
    }
    .is_ok()
}

fn ecdsa(
    hash: Hash,
    key: &SubjectPublicKeyInfoOwned,
    der: &[u8],
    message: &[u8],
    value: &[u8],
) -> bool {
    if key.algorithm.oid != ID_EC_PUBLIC_KEY || hash == Hash::Sm3 {
        return false;
    }
    let curve = key.algorithm.parameters.as_ref();
    let curve = curve.and_then(|curve| curve.decode_as::<ObjectIdentifier>().ok());
    let digest = hash.digest(&[message]);
    match curve {
        Some(SECP_256_R_1) => {
            let key = p256::ecdsa::VerifyingKey::from_public_key_der(der);
            let value = p256::ecdsa::Signature::from_der(value);
            key.ok()
                .zip(value.ok())
                .is_some_and(|(key, value)| key.verify_prehash(&digest, &value).is_ok())
        }
        Some(SECP_384_R_1) => {
            let key = p384::ecdsa::VerifyingKey::from_public_key_der(der);
            let value = p384::ecdsa::Signature::from_der(value);
            key.ok()
                .zip(value.ok())
                .is_some_and(|(key, value)| key.verify_prehash(&digest, &value).is_ok())
        }
        _ => false,
    }
}
