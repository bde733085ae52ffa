//! Reads a key from a file of any common kind, with its certificates.

use der::{Decode as _, SecretDocument};
use pkcs8::{EncryptedPrivateKeyInfoRef, PrivateKeyInfoRef};
use x509_cert::Certificate;

use super::private::Private;
use super::{
    Foreign, KeyError, Kinds, MAX_FILE, PassPhrase, Signer, certificates, encrypted, pem, pkcs12,
};
use crate::Scheme;

/// A key from a file.
struct FileKey {
    private: Private,
    certificate: Certificate,
    chain: Vec<Certificate>,
}

impl std::fmt::Debug for FileKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("FileKey")
            .field("scheme", &self.scheme())
            .finish_non_exhaustive()
    }
}

impl Signer for FileKey {
    fn certificate(&self) -> &Certificate {
        &self.certificate
    }

    fn chain(&self) -> &[Certificate] {
        &self.chain
    }

    fn scheme(&self) -> Scheme {
        self.private.scheme()
    }

    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, KeyError> {
        self.private.sign(message)
    }
}

/// A key from the bytes of a file: PKCS #8 (plain or encrypted by PBES2), PKCS #1 or SEC 1, each as
/// PEM or DER, or PKCS #12. The certificates come from a separate file, PEM or DER, or else from
/// the key's. `pass` is called at most once, and only if the key is encrypted.
///
/// # Errors
/// [`KeyError`] if key or certificate cannot be read or the key is of a kind that may not sign; the error of
/// `pass`.
pub fn open<E: From<KeyError>>(
    key: &[u8],
    certificates: Option<&[u8]>,
    kinds: Kinds,
    pass: &mut dyn FnMut() -> Result<PassPhrase, E>,
) -> Result<Box<dyn Signer>, E> {
    if key.len() > MAX_FILE {
        return Err(KeyError::Large.into());
    }
    // Before the pass phrase is requested.
    let beside = certificates.map(certificates::read).transpose()?;
    let (private, inside) = if pem::is_pem(key) {
        {
            let blocks = pem::blocks(key).map_err(|detail| KeyError::Key { detail })?;
            from_blocks(&blocks, kinds, pass)?
        }
    } else {
        from_der(key, kinds, pass)?
    };
    // Certificates in the key's own file may complete the chain.
    let pool = beside.into_iter().flatten().chain(inside).collect();
    let (certificate, chain) = certificates::sort(pool, private.public().as_ref())?;
    Ok(Box::new(FileKey {
        private,
        certificate,
        chain,
    }))
}

/// A key from the text of a PEM file that is not encrypted, its certificate in that of another.
///
/// # Errors
/// [`KeyError`] if either cannot be read.
pub fn from_pem(key: &str, certificates: &str) -> Result<Box<dyn Signer>, KeyError> {
    open(
        key.as_bytes(),
        Some(certificates.as_bytes()),
        Kinds::Proven,
        &mut || Err(KeyError::NoPassPhrase),
    )
}

type Read = (Private, Vec<Certificate>);

fn from_blocks<E: From<KeyError>>(
    blocks: &[pem::Block],
    kinds: Kinds,
    pass: &mut dyn FnMut() -> Result<PassPhrase, E>,
) -> Result<Read, E> {
    let keys = blocks
        .iter()
        .filter(|block| block.label.ends_with("PRIVATE KEY"));
    let keys: Vec<_> = keys.collect();
    let block = match keys.as_slice() {
        [] => return Err(KeyError::NoKey.into()),
        [block] => block,
        _ => {
            let names = keys.iter().map(|block| block.label.clone()).collect();
            return Err(KeyError::Keys { names }.into());
        }
    };
    let certificates = certificates::of(blocks)?;
    let Some(content) = &block.content else {
        return Err(KeyError::Convert(Foreign::Headers).into());
    };
    let der = content.as_bytes();
    let private = match &*block.label {
        "PRIVATE KEY" => Private::from_pkcs8(der, kinds)?,
        "ENCRYPTED PRIVATE KEY" => decrypt(der, kinds, pass)?,
        "RSA PRIVATE KEY" => Private::from_pkcs1(der)?,
        "EC PRIVATE KEY" => Private::from_sec1(der, kinds)?,
        "OPENSSH PRIVATE KEY" => return Err(KeyError::Convert(Foreign::OpenSsh).into()),
        other => {
            let kind = other.trim_end_matches(" PRIVATE KEY").to_owned();
            return Err(KeyError::Kind { kind }.into());
        }
    };
    Ok((private, certificates))
}

fn from_der<E: From<KeyError>>(
    der: &[u8],
    kinds: Kinds,
    pass: &mut dyn FnMut() -> Result<PassPhrase, E>,
) -> Result<Read, E> {
    if pkcs12::is_pkcs12(der) {
        return pkcs12::read(der, kinds, pass);
    }
    if der.starts_with(&[0xfe, 0xed, 0xfe, 0xed]) {
        return Err(KeyError::Convert(Foreign::Java).into());
    }
    if Certificate::from_der(der).is_ok() {
        return Err(KeyError::NoKey.into());
    }
    if PrivateKeyInfoRef::from_der(der).is_ok() {
        return Ok((Private::from_pkcs8(der, kinds)?, Vec::new()));
    }
    if EncryptedPrivateKeyInfoRef::from_der(der).is_ok() {
        return Ok((decrypt(der, kinds, pass)?, Vec::new()));
    }
    let private = match Private::from_pkcs1(der) {
        Err(KeyError::Key { .. }) => Private::from_sec1(der, kinds),
        other => other,
    };
    Ok((private?, Vec::new()))
}

fn decrypt<E: From<KeyError>>(
    der: &[u8],
    kinds: Kinds,
    pass: &mut dyn FnMut() -> Result<PassPhrase, E>,
) -> Result<Private, E> {
    let encrypted = encrypted::read(der)?;
    let document: SecretDocument = encrypted.decrypt(&pass()?)?;
    Ok(Private::from_pkcs8(document.as_bytes(), kinds)?)
}
