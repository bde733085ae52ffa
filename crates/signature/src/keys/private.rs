//! A private key in memory: read from PKCS #8 (RFC 5958), PKCS #1 or SEC 1, wiped when dropped.

use const_oid::ObjectIdentifier;
use const_oid::db::rfc5912::{ID_EC_PUBLIC_KEY, RSA_ENCRYPTION, SECP_256_R_1, SECP_384_R_1};
use der::Decode as _;
use der::asn1::{BitStringRef, OctetStringRef};
use getrandom::SysRng;
use pkcs8::{DecodePrivateKey as _, PrivateKeyInfoRef};
use rsa::pkcs1::DecodeRsaPrivateKey as _;
use rsa::pkcs1v15;
use sha2::Sha256;
use signature::{RandomizedSigner as _, SignatureEncoding as _, Signer as _};
use spki::{EncodePublicKey as _, SubjectPublicKeyInfoOwned};

use super::{KeyError, Kinds, kind};
use crate::{Scheme, sm2};

/// The supported sizes of RSA keys, in bits.
pub(super) const RSA_BITS: std::ops::RangeInclusive<usize> = 2048..=4096;

/// The key itself.
pub(super) enum Private {
    Rsa(Box<pkcs1v15::SigningKey<Sha256>>),
    P256(p256::SecretKey),
    P384(p384::SecretKey),
    Sm2(::sm2::SecretKey),
}

/// `ECPrivateKey` (RFC 5915 §3), up to the curve.
#[derive(der::Sequence)]
struct Sec1<'a> {
    version: u8,
    key: &'a OctetStringRef,
    #[asn1(context_specific = "0", optional = "true")]
    curve: Option<ObjectIdentifier>,
    #[asn1(context_specific = "1", optional = "true")]
    public: Option<BitStringRef<'a>>,
}

impl Private {
    /// A key from PKCS #8.
    pub(super) fn from_pkcs8(der: &[u8], kinds: Kinds) -> Result<Self, KeyError> {
        let info = PrivateKeyInfoRef::from_der(der).map_err(unreadable)?;
        match info.algorithm.oid {
            RSA_ENCRYPTION => Self::from_pkcs1(info.private_key.as_bytes()),
            ID_EC_PUBLIC_KEY => {
                let curve = info.algorithm.parameters_oid().map_err(unreadable)?;
                match curve {
                    SECP_256_R_1 => p256::SecretKey::from_pkcs8_der(der).map(Self::P256),
                    SECP_384_R_1 => p384::SecretKey::from_pkcs8_der(der).map(Self::P384),
                    kind::SM2_CURVE => {
                        experimental(kinds)?;
                        ::sm2::SecretKey::from_pkcs8_der(der).map(Self::Sm2)
                    }
                    other => return Err(unknown(&other)),
                }
                .map_err(unreadable)
            }
            other => Err(unknown(&other)),
        }
    }

    /// A key from PKCS #1 (`RSA PRIVATE KEY`).
    pub(super) fn from_pkcs1(der: &[u8]) -> Result<Self, KeyError> {
        let parts = rsa::pkcs1::RsaPrivateKeyRef::from_der(der).map_err(unreadable)?;
        check_rsa(parts.modulus.as_bytes())?;
        let key = rsa::RsaPrivateKey::from_pkcs1_der(der).map_err(unreadable)?;
        Ok(Self::Rsa(Box::new(pkcs1v15::SigningKey::new(key))))
    }

    /// A key from SEC 1 (`EC PRIVATE KEY`).
    pub(super) fn from_sec1(der: &[u8], kinds: Kinds) -> Result<Self, KeyError> {
        let parts = Sec1::from_der(der).map_err(unreadable)?;
        let Some(curve) = parts.curve else {
            return Err(KeyError::Key {
                detail: "no named curve in EC PRIVATE KEY".to_owned(),
            });
        };
        match curve {
            SECP_256_R_1 => p256::SecretKey::from_sec1_der(der).map(Self::P256),
            SECP_384_R_1 => p384::SecretKey::from_sec1_der(der).map(Self::P384),
            kind::SM2_CURVE => {
                experimental(kinds)?;
                ::sm2::SecretKey::from_sec1_der(der).map(Self::Sm2)
            }
            other => return Err(unknown(&other)),
        }
        .map_err(unreadable)
    }

    pub(super) const fn scheme(&self) -> Scheme {
        match self {
            Self::Rsa(_) => Scheme::RsaSha256,
            Self::P256(_) => Scheme::EcdsaP256,
            Self::P384(_) => Scheme::EcdsaP384,
            Self::Sm2(_) => Scheme::Sm2,
        }
    }

    /// The public key that belongs to it; none if it cannot be encoded.
    pub(super) fn public(&self) -> Option<SubjectPublicKeyInfoOwned> {
        let der = match self {
            Self::Rsa(key) => AsRef::<rsa::RsaPrivateKey>::as_ref(&**key)
                .to_public_key()
                .to_public_key_der(),
            Self::P256(key) => key.public_key().to_public_key_der(),
            Self::P384(key) => key.public_key().to_public_key_der(),
            Self::Sm2(key) => key.public_key().to_public_key_der(),
        };
        SubjectPublicKeyInfoOwned::from_der(der.ok()?.as_bytes()).ok()
    }

    /// The value over a message. Every scheme is deterministic; RSA is blinded with randomness that the
    /// value does not show, so that the time it takes reveals nothing about the key.
    pub(super) fn sign(&self, message: &[u8]) -> Result<Vec<u8>, KeyError> {
        Ok(match self {
            Self::Rsa(key) => key
                .try_sign_with_rng(&mut SysRng, message)
                .map_err(cannot)?
                .to_vec(),
            Self::P256(key) => {
                let key = p256::ecdsa::SigningKey::from(key);
                let value: p256::ecdsa::Signature = key.try_sign(message).map_err(cannot)?;
                value.to_der().as_bytes().to_vec()
            }
            Self::P384(key) => {
                let key = p384::ecdsa::SigningKey::from(key);
                let value: p384::ecdsa::Signature = key.try_sign(message).map_err(cannot)?;
                value.to_der().as_bytes().to_vec()
            }
            Self::Sm2(key) => sm2::sign(key, message).map_err(cannot)?,
        })
    }
}

/// Whether an RSA key with that modulus, big-endian, is supported.
pub(super) fn check_rsa(modulus: &[u8]) -> Result<(), KeyError> {
    let mut digits = modulus.iter().skip_while(|byte| **byte == 0);
    let bits = digits.next().map_or(0, |first| {
        digits.count() * 8 + 8 - first.leading_zeros() as usize
    });
    if RSA_BITS.contains(&bits) {
        return Ok(());
    }
    Err(KeyError::Kind {
        kind: kind::rsa(bits),
    })
}

/// SM2 is used only on request.
fn experimental(kinds: Kinds) -> Result<(), KeyError> {
    match kinds {
        Kinds::WithSm2 => Ok(()),
        Kinds::Proven => Err(KeyError::Experimental),
    }
}

fn unknown(oid: &ObjectIdentifier) -> KeyError {
    KeyError::Kind {
        kind: kind::name(oid),
    }
}

fn unreadable(error: impl std::fmt::Display) -> KeyError {
    KeyError::Key {
        detail: error.to_string(),
    }
}

fn cannot(error: signature::Error) -> KeyError {
    KeyError::Sign {
        detail: error.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use zeroize::ZeroizeOnDrop;

    use super::*;

    #[test]
    fn every_kind_of_key_is_wiped_when_dropped() {
        fn wiped<T: ZeroizeOnDrop>() {}
        wiped::<rsa::RsaPrivateKey>();
        wiped::<pkcs1v15::SigningKey<Sha256>>();
        wiped::<p256::SecretKey>();
        wiped::<p384::SecretKey>();
        wiped::<::sm2::SecretKey>();
        wiped::<der::SecretDocument>();
    }

    #[test]
    fn rsa_is_measured_in_bits() {
        let bits = |bytes: usize, first: u8| {
            let mut modulus = vec![0; bytes + 1];
            modulus[1] = first;
            check_rsa(&modulus)
        };
        assert_eq!(bits(256, 0x80), Ok(()));
        assert_eq!(bits(512, 0xff), Ok(()));
        for (bytes, first, kind) in [(256, 0x7f, "RSA 2047"), (513, 1, "RSA 4097")] {
            let kind = kind.to_owned();
            assert_eq!(bits(bytes, first), Err(KeyError::Kind { kind }));
        }
        assert!(check_rsa(&[]).is_err());
    }
}
