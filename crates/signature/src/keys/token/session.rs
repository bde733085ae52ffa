//! A session with a token, logged in: opens it and signs in it.

use cryptoki::context::Pkcs11;
use cryptoki::error::{Error, RvError};
use cryptoki::mechanism::{Mechanism, MechanismType};
use cryptoki::object::ObjectHandle;
use cryptoki::session::{Session, UserType};
use cryptoki::slot::Slot;
use cryptoki::types::AuthPin;
use x509_cert::Certificate;

use super::failure::other;
use super::{TokenError, TokenKey, find, module};
use crate::keys::{KeyError, PassPhrase, Signer, certificates};
use crate::{Hash, Scheme};

/// `DigestInfo` of SHA-256 up to the digest (RFC 8017 §9.2 note 1).
const SHA256_PREFIX: [u8; 19] = [
    0x30, 0x31, 0x30, 0x0d, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01, 0x05,
    0x00, 0x04, 0x20,
];

/// A key in a token, in a session that is logged in.
struct InToken {
    session: Session,
    key: ObjectHandle,
    scheme: Scheme,
    /// Whether the token digests for RSA itself; old ones do not.
    digests: bool,
    certificate: Certificate,
    chain: Vec<Certificate>,
}

impl std::fmt::Debug for InToken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("InToken")
            .field("scheme", &self.scheme)
            .finish_non_exhaustive()
    }
}

/// As [`super::open_token`].
pub(super) fn open<E: From<KeyError>>(
    place: TokenKey<'_>,
    certificates: Option<&[u8]>,
    pin: &mut dyn FnMut() -> Result<PassPhrase, E>,
) -> Result<Box<dyn Signer>, E> {
    let beside = certificates.map(certificates::read).transpose()?;
    let module = module::load(place.module)?;
    let slot = slot(&module, place.token)?;
    let session = module.open_ro_session(slot).map_err(other)?;
    let info = module.get_token_info(slot).map_err(other)?;
    if info.user_pin_locked() {
        return Err(KeyError::from(TokenError::PinLocked).into());
    }
    if info.protected_authentication_path() {
        login(&session, None)?;
    } else {
        login(&session, Some(&pin()?))?;
    }
    let found = find::key(&session, place.key)?;
    let scheme = find::scheme(&session, found.handle)?;
    // In a file the first is the key's, unless the token has its own.
    let own = find::certificate(&session, &found)?;
    let above = find::certificates(&session)?;
    let pool = match beside {
        Some(beside) => beside.into_iter().chain(above).collect(),
        None => own.into_iter().chain(above).collect(),
    };
    let (certificate, chain) = certificates::sort(pool, None)?;
    let mechanisms = module.get_mechanism_list(slot).map_err(other)?;
    Ok(Box::new(InToken {
        session,
        key: found.handle,
        scheme,
        digests: mechanisms.contains(&MechanismType::SHA256_RSA_PKCS),
        certificate,
        chain,
    }))
}

fn slot(module: &Pkcs11, label: &str) -> Result<Slot, KeyError> {
    let mut present = Vec::new();
    for slot in module.get_slots_with_token().map_err(other)? {
        // A token removed meanwhile counts as missing.
        let Ok(info) = module.get_token_info(slot) else {
            continue;
        };
        if !info.token_initialized() {
            continue;
        }
        if info.label() == label {
            return Ok(slot);
        }
        present.push(info.label().to_owned());
    }
    let token = label.to_owned();
    Err(TokenError::NoToken { token, present }.into())
}

fn login(session: &Session, pin: Option<&PassPhrase>) -> Result<(), KeyError> {
    let pin = pin.map(|pin| AuthPin::new(pin.text().into()));
    match session.login(UserType::User, pin.as_ref()) {
        Ok(()) | Err(Error::Pkcs11(RvError::UserAlreadyLoggedIn, _)) => Ok(()),
        Err(Error::Pkcs11(
            RvError::PinIncorrect | RvError::PinLenRange | RvError::PinInvalid,
            _,
        )) => Err(TokenError::Pin.into()),
        Err(Error::Pkcs11(RvError::PinLocked, _)) => Err(TokenError::PinLocked.into()),
        Err(Error::Pkcs11(RvError::UserPinNotInitialized, _)) => Err(TokenError::NoPin.into()),
        Err(error) => Err(other(error)),
    }
}

impl Signer for InToken {
    fn certificate(&self) -> &Certificate {
        &self.certificate
    }

    fn chain(&self) -> &[Certificate] {
        &self.chain
    }

    fn scheme(&self) -> Scheme {
        self.scheme
    }

    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, KeyError> {
        let digest = self.scheme.hash().digest(&[message]);
        let sign = |mechanism: &Mechanism<'_>, data: &[u8]| {
            let value = self.session.sign(mechanism, self.key, data);
            value.map_err(other)
        };
        match self.scheme {
            Scheme::RsaSha256 if self.digests => sign(&Mechanism::Sha256RsaPkcs, message),
            Scheme::RsaSha256 => sign(&Mechanism::RsaPkcs, &digest_info(message)),
            // r and s are converted to the DER that other programs use.
            Scheme::EcdsaP256 => {
                let raw = sign(&Mechanism::Ecdsa, &digest)?;
                let value = p256::ecdsa::Signature::from_slice(&raw).map_err(cannot)?;
                Ok(value.to_der().as_bytes().to_vec())
            }
            Scheme::EcdsaP384 => {
                let raw = sign(&Mechanism::Ecdsa, &digest)?;
                let value = p384::ecdsa::Signature::from_slice(&raw).map_err(cannot)?;
                Ok(value.to_der().as_bytes().to_vec())
            }
            Scheme::Sm2 => Err(KeyError::Kind {
                kind: "SM2 (PKCS #11)".to_owned(),
            }),
        }
    }
}

fn digest_info(message: &[u8]) -> Vec<u8> {
    [&SHA256_PREFIX, &*Hash::Sha256.digest(&[message])].concat()
}

fn cannot(error: signature::Error) -> KeyError {
    KeyError::Sign {
        detail: error.to_string(),
    }
}
