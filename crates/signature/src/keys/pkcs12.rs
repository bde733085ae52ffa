//! PKCS #12 (RFC 7292): a key with its certificates in one file, encrypted by AES or, as older
//! programs do, by triple DES and RC2.
//!
//! The decrypted key is wiped when dropped; the copy that the reader of the file
//! has made is not wiped, since it only lends its bytes.

use p12_keystore::Pkcs12Archive;
use p12_keystore::error::Error;
use x509_cert::Certificate;

use super::private::Private;
use super::{Foreign, KeyError, Kinds, PassPhrase, certificates};

/// Whether bytes start like a PKCS #12 file: a sequence with version 3 first.
pub(super) fn is_pkcs12(der: &[u8]) -> bool {
    let after = match der {
        // Definite lengths, and the indefinite one of BER.
        [0x30, length, rest @ ..] if *length <= 0x80 => Some(rest),
        [0x30, length, rest @ ..] => rest.get(usize::from(length & 0x7f)..),
        _ => None,
    };
    after.is_some_and(|rest| rest.starts_with(&[2, 1, 3]))
}

/// The key and all certificates in the file. The empty pass phrase is tried before one is requested.
pub(super) fn read<E: From<KeyError>>(
    der: &[u8],
    kinds: Kinds,
    pass: &mut dyn FnMut() -> Result<PassPhrase, E>,
) -> Result<(Private, Vec<Certificate>), E> {
    let archive = match Pkcs12Archive::from_pkcs12(der, "") {
        Err(error) if key_error(&error) == KeyError::PassPhrase => {
            let pass = pass()?;
            Pkcs12Archive::from_pkcs12(der, pass.text())
        }
        other => other,
    };
    let archive = archive.map_err(|error| key_error(&error))?;
    let key = match archive.keys.as_slice() {
        [] => return Err(KeyError::NoKey.into()),
        [key] => Private::from_pkcs8(key.key.as_der(), kinds)?,
        keys => {
            let names = keys.iter().map(|key| key.friendly_name.as_deref());
            let names = names.map(|name| name.unwrap_or("?").to_owned()).collect();
            return Err(KeyError::Keys { names }.into());
        }
    };
    let certificates = archive.certs.iter();
    let certificates = certificates.map(|bag| certificates::one(bag.cert.as_der()));
    Ok((key, certificates.collect::<Result<_, _>>()?))
}

fn key_error(error: &Error) -> KeyError {
    match error {
        // Without a MAC a wrong pass phrase shows only in the decrypted content.
        Error::MacError(_) | Error::UnpadError | Error::Pkcs5Error(_) => KeyError::PassPhrase,
        Error::UnsupportedEncryptionScheme
        | Error::UnsupportedMacAlgorithm
        | Error::UnsupportedContentType
        | Error::DerError(_) => KeyError::Convert(Foreign::OtherPkcs12),
        Error::InvalidParameters => KeyError::Costly {
            detail: "PKCS #12 × 1000000".to_owned(),
        },
        other => KeyError::Key {
            detail: other.to_string(),
        },
    }
}
