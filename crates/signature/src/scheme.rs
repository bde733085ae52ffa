//! The supported signature schemes, each with its digest.

use const_oid::ObjectIdentifier;
use const_oid::db::rfc5912::{
    ECDSA_WITH_SHA_256, ECDSA_WITH_SHA_384, ID_SHA_256, ID_SHA_384, ID_SHA_512,
    SHA_256_WITH_RSA_ENCRYPTION,
};
use sha2::{Sha256, Sha384, Sha512};

/// SM3 (GM/T 0006-2012).
const ID_SM3: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.156.10197.1.401");
/// SM2 with SM3 (GM/T 0006-2012).
pub(super) const SM2_WITH_SM3: ObjectIdentifier =
    ObjectIdentifier::new_unwrap("1.2.156.10197.1.501");

/// A digest algorithm.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hash {
    /// SHA-256.
    Sha256,
    /// SHA-384.
    Sha384,
    /// SHA-512.
    Sha512,
    /// SM3 (GB/T 32905).
    Sm3,
}

impl Hash {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Sha256, Self::Sha384, Self::Sha512, Self::Sm3];

    /// Its object identifier.
    #[must_use]
    pub const fn oid(self) -> ObjectIdentifier {
        match self {
            Self::Sha256 => ID_SHA_256,
            Self::Sha384 => ID_SHA_384,
            Self::Sha512 => ID_SHA_512,
            Self::Sm3 => ID_SM3,
        }
    }

    /// The algorithm of an object identifier; none for SHA-1 and others that are no longer secure.
    #[must_use]
    pub fn of(oid: &ObjectIdentifier) -> Option<Self> {
        Self::ALL.into_iter().find(|hash| hash.oid() == *oid)
    }

    /// The digest of parts, one after another.
    #[must_use]
    pub fn digest(self, parts: &[&[u8]]) -> Vec<u8> {
        fn over<D: sha2::Digest>(parts: &[&[u8]]) -> Vec<u8> {
            let mut digest = D::new();
            for part in parts {
                digest.update(part);
            }
            digest.finalize().to_vec()
        }
        match self {
            Self::Sha256 => over::<Sha256>(parts),
            Self::Sha384 => over::<Sha384>(parts),
            Self::Sha512 => over::<Sha512>(parts),
            Self::Sm3 => over::<sm3::Sm3>(parts),
        }
    }
}

/// A signature scheme: key kind and digest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scheme {
    /// RSASSA-PKCS1-v1_5 with SHA-256 (RFC 8017 §8.2).
    RsaSha256,
    /// ECDSA on P-256 with SHA-256; the value is an `Ecdsa-Sig-Value` (RFC 5480).
    EcdsaP256,
    /// ECDSA on P-384 with SHA-384.
    EcdsaP384,
    /// SM2 with SM3 (GB/T 32918.2); experimental.
    Sm2,
}

impl Scheme {
    /// Its digest.
    #[must_use]
    pub const fn hash(self) -> Hash {
        match self {
            Self::RsaSha256 | Self::EcdsaP256 => Hash::Sha256,
            Self::EcdsaP384 => Hash::Sha384,
            Self::Sm2 => Hash::Sm3,
        }
    }

    /// Its object identifier as a signature algorithm.
    #[must_use]
    pub const fn oid(self) -> ObjectIdentifier {
        match self {
            Self::RsaSha256 => SHA_256_WITH_RSA_ENCRYPTION,
            Self::EcdsaP256 => ECDSA_WITH_SHA_256,
            Self::EcdsaP384 => ECDSA_WITH_SHA_384,
            Self::Sm2 => SM2_WITH_SM3,
        }
    }
}
