//! Finds keys and certificates in a token by label and id.

use const_oid::ObjectIdentifier;
use const_oid::db::rfc5912::{SECP_256_R_1, SECP_384_R_1};
use cryptoki::object::{
    Attribute, AttributeType, CertificateType, KeyType, ObjectClass, ObjectHandle,
};
use cryptoki::session::Session;
use der::Decode as _;
use x509_cert::Certificate;

use super::failure::other;
use super::{TokenError, WhichKey};
use crate::Scheme;
use crate::keys::{KeyError, certificates, kind, private};

/// A private key in a token.
pub(super) struct Found {
    pub(super) handle: ObjectHandle,
    id: Vec<u8>,
    label: String,
}

impl Found {
    fn name(&self) -> String {
        let id = base16ct::lower::encode_string(&self.id);
        format!("{} (id {id})", self.label)
    }
}

/// The requested key among those that can sign.
pub(super) fn key(session: &Session, which: &WhichKey) -> Result<Found, KeyError> {
    let template = [
        Attribute::Class(ObjectClass::PRIVATE_KEY),
        Attribute::Sign(true),
    ];
    let handles = session.find_objects(&template).map_err(other)?;
    let all = handles.into_iter().map(|handle| {
        let (mut id, mut label) = (Vec::new(), String::new());
        for attribute in attributes(session, handle, &[AttributeType::Id, AttributeType::Label])? {
            match attribute {
                Attribute::Id(bytes) => id = bytes,
                Attribute::Label(bytes) => label = String::from_utf8_lossy(&bytes).into_owned(),
                _ => {}
            }
        }
        Ok(Found { handle, id, label })
    });
    let all: Vec<Found> = all.collect::<Result<_, KeyError>>()?;
    let is_meant = |key: &Found| match which {
        WhichKey::Only => true,
        WhichKey::Label(label) => key.label == *label,
        WhichKey::Id(id) => key.id == *id,
    };
    let names = |keys: &[Found]| keys.iter().map(Found::name).collect();
    let (mut meant, others): (Vec<_>, Vec<_>) = all.into_iter().partition(is_meant);
    match (meant.pop(), meant.is_empty()) {
        (Some(key), true) => Ok(key),
        (Some(key), false) => {
            meant.push(key);
            Err(TokenError::Keys {
                names: names(&meant),
            }
            .into())
        }
        (None, _) => Err(TokenError::NoKey {
            names: names(&others),
        }
        .into()),
    }
}

/// How that key signs.
pub(super) fn scheme(session: &Session, key: ObjectHandle) -> Result<Scheme, KeyError> {
    let wanted = [
        AttributeType::KeyType,
        AttributeType::Modulus,
        AttributeType::EcParams,
        AttributeType::AlwaysAuthenticate,
    ];
    let (mut key_type, mut modulus, mut curve) = (None, None, None);
    for attribute in attributes(session, key, &wanted)? {
        match attribute {
            Attribute::KeyType(value) => key_type = Some(value),
            Attribute::Modulus(value) => modulus = Some(value),
            Attribute::AlwaysAuthenticate(true) => return Err(TokenError::EachTime.into()),
            Attribute::EcParams(value) => curve = ObjectIdentifier::from_der(&value).ok(),
            _ => {}
        }
    }
    let unknown = |kind: String| Err(KeyError::Kind { kind });
    match key_type {
        Some(KeyType::RSA) => {
            // A token need not reveal the modulus of a private key; its certificate is checked anyway.
            modulus.map_or(Ok(()), |modulus| private::check_rsa(&modulus))?;
            Ok(Scheme::RsaSha256)
        }
        Some(KeyType::EC) => match curve {
            Some(SECP_256_R_1) => Ok(Scheme::EcdsaP256),
            Some(SECP_384_R_1) => Ok(Scheme::EcdsaP384),
            Some(curve) => unknown(kind::name(&curve)),
            None => unknown("EC".to_owned()),
        },
        Some(key_type) => unknown(key_type.to_string()),
        None => unknown("?".to_owned()),
    }
}

/// The certificate of a key: the one with the same id.
pub(super) fn certificate(session: &Session, key: &Found) -> Result<Option<Certificate>, KeyError> {
    if key.id.is_empty() {
        return Ok(None);
    }
    let id = Attribute::Id(key.id.clone());
    Ok(read(session, Some(id))?.into_iter().next())
}

/// All certificates in the token.
pub(super) fn certificates(session: &Session) -> Result<Vec<Certificate>, KeyError> {
    read(session, None)
}

fn read(session: &Session, more: Option<Attribute>) -> Result<Vec<Certificate>, KeyError> {
    let template = [
        Attribute::Class(ObjectClass::CERTIFICATE),
        Attribute::CertificateType(CertificateType::X_509),
    ];
    let template: Vec<_> = template.into_iter().chain(more).collect();
    let mut found = Vec::new();
    for handle in session.find_objects(&template).map_err(other)? {
        for attribute in attributes(session, handle, &[AttributeType::Value])? {
            if let Attribute::Value(der) = attribute {
                found.push(certificates::one(&der)?);
            }
        }
    }
    Ok(found)
}

fn attributes(
    session: &Session,
    handle: ObjectHandle,
    wanted: &[AttributeType],
) -> Result<Vec<Attribute>, KeyError> {
    session.get_attributes(handle, wanted).map_err(other)
}
