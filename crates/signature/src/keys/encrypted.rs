//! Encrypted PKCS #8 (RFC 5958 §3) by PBES2 (RFC 8018 §6.2).

use der::{Decode as _, SecretDocument};
use pkcs8::EncryptedPrivateKeyInfoRef;
use pkcs8::pkcs5::{self, pbes2};

use super::{Foreign, KeyError, PassPhrase};

/// Maximum rounds of PBKDF2: a few seconds of work, and ten times what programs use.
const MAX_ROUNDS: u32 = 10_000_000;
/// Maximum memory for scrypt, in bytes; openssl's own limit is 32 MB.
const MAX_MEMORY: u64 = 256 << 20;
/// Maximum number of passes of scrypt.
const MAX_PASSES: u16 = 16;

/// Older encryption than AES.
const OLD: KeyError = KeyError::Convert(Foreign::OldPkcs8);

/// An encrypted key that can be decrypted with the right pass phrase.
pub(super) struct Encrypted<'a>(EncryptedPrivateKeyInfoRef<'a>);

/// Reads the parameters of its encryption.
pub(super) fn read(der: &[u8]) -> Result<Encrypted<'_>, KeyError> {
    let info = EncryptedPrivateKeyInfoRef::from_der(der).map_err(|_| OLD)?;
    let parameters = info.encryption_algorithm.pbes2().ok_or(OLD)?;
    match &parameters.kdf {
        pbes2::Kdf::Pbkdf2(kdf) if kdf.iteration_count > MAX_ROUNDS => Err(KeyError::Costly {
            detail: format!("PBKDF2 × {}", kdf.iteration_count),
        }),
        pbes2::Kdf::Scrypt(kdf) => {
            let memory = kdf.cost_parameter.saturating_mul(128);
            let memory = memory.saturating_mul(u64::from(kdf.block_size));
            if memory > MAX_MEMORY || kdf.parallelization > MAX_PASSES {
                return Err(KeyError::Costly {
                    detail: format!("scrypt {} MB × {}", memory >> 20, kdf.parallelization),
                });
            }
            Ok(Encrypted(info))
        }
        _ => Ok(Encrypted(info)),
    }
}

impl Encrypted<'_> {
    /// The key, PKCS #8.
    pub(super) fn decrypt(&self, pass: &PassPhrase) -> Result<SecretDocument, KeyError> {
        use pkcs5::Error::{NoPbes1CryptSupport, UnsupportedAlgorithm};
        self.0.decrypt(pass.text()).map_err(|error| match error {
            pkcs8::Error::EncryptedPrivateKey(
                UnsupportedAlgorithm { .. } | NoPbes1CryptSupport,
            ) => OLD,
            // One wrong pass phrase in 256 gives padding that looks right.
            _ => KeyError::PassPhrase,
        })
    }
}
