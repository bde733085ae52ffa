//! Signs a package: every part and every relationship, with one signature.

mod manifest;
mod markup;
mod objects;
mod write;

use chengbao_base::formats::opc::Package;
use jiff::Timestamp;

use super::algorithms::{digest_uri, signature_uri};
use super::inspect::{Origin, Structure};
use super::{OpcError, xml};
use crate::cms::Stamp;
use crate::keys::Signer;
use crate::{Hash, Scheme};
use markup::{Markup, base64};
use objects::{OFFICE_OBJECT, PACKAGE_OBJECT, SIGNED_PROPERTIES};

/// Type of a reference to an object.
const OBJECT_TYPE: &str = "http://www.w3.org/2000/09/xmldsig#Object";
/// Type of a reference to signed properties (TS 101 903 §6.3.1).
const PROPERTIES_TYPE: &str = "http://uri.etsi.org/01903#SignedProperties";

/// The package with a signature that covers all of it: an OPC signature with the objects Office reads and the
/// signed properties of XAdES-BES, by SHA-256, or by SHA-384 with a key on P-384. Untouched
/// entries keep their bytes. `at` is the time the signer states, UTC in the file.
///
/// `stamp` gets the octets to stamp and returns the time-stamp token for them, DER (XAdES-T).
///
/// # Errors
/// [`OpcError`], or the error of `stamp`.
pub fn sign<E: From<OpcError>>(
    package: &[u8],
    signer: &dyn Signer,
    at: Timestamp,
    stamp: Option<Stamp<'_, E>>,
) -> Result<Vec<u8>, E> {
    let opened = Package::read(package).map_err(OpcError::from)?;
    if Origin::of(&opened)?.is_signed()
        || write::ADDED.iter().any(|name| opened.part(name).is_some())
    {
        return Err(OpcError::Signed.into());
    }
    let methods = Methods::of(signer.scheme())?;
    let manifest = manifest::manifest(&opened, &methods)?;
    let time = at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string();
    let mut draft = Draft {
        info: Markup::new("SignedInfo").done(),
        value: Markup::new("SignatureValue").done(),
        key_info: objects::key_info(signer)?,
        package: objects::package(manifest, &time),
        office: objects::office(&methods),
        properties: objects::properties(signer.certificate(), &time, &methods)?,
        stamp: None,
    };
    draft.info = draft.signed_info(&methods)?;
    let message =
        draft.octets(|structure| Ok(xml::canonical(&[structure.root], structure.info, false)))?;
    let value = signer.sign(&message).map_err(OpcError::from)?;
    let value = to_octets(signer.scheme(), value)?;
    draft.value = Markup::new("SignatureValue").text(&base64(&value)).done();
    if let Some(stamp) = stamp {
        let octets = draft
            .octets(|structure| Ok(xml::canonical(&[structure.root], structure.value, false)))?;
        draft.stamp = Some(stamp(&octets)?);
    }
    Ok(write::package(package, &opened, draft.markup())?)
}

/// The algorithms of a signature.
struct Methods {
    signature: &'static str,
    digest: &'static str,
    hash: Hash,
}

impl Methods {
    fn of(scheme: Scheme) -> Result<Self, OpcError> {
        let hash = scheme.hash();
        match (signature_uri(scheme), digest_uri(hash)) {
            (Some(signature), Some(digest)) => Ok(Self {
                signature,
                digest,
                hash,
            }),
            _ => Err(OpcError::Kind {
                kind: format!("{scheme:?}"),
            }),
        }
    }

    /// `DigestMethod` and `DigestValue` of octets.
    fn digest(&self, octets: &[u8]) -> [String; 2] {
        let method = Markup::new("DigestMethod").with("Algorithm", self.digest);
        let value = Markup::new("DigestValue").text(&base64(&self.hash.digest(&[octets])));
        [method.done(), value.done()]
    }
}

/// A signature being made: its elements as markup.
struct Draft {
    info: String,
    value: String,
    key_info: String,
    package: String,
    office: String,
    properties: String,
    stamp: Option<Vec<u8>>,
}

impl Draft {
    /// The signature as it is so far.
    fn markup(&self) -> String {
        Markup::new("Signature")
            .with("xmlns", super::DS)
            .with("Id", objects::SIGNATURE_ID)
            .child(&self.info)
            .child(&self.value)
            .child(&self.key_info)
            .child(&self.package)
            .child(&self.office)
            .child(&objects::xades(&self.properties, self.stamp.as_deref()))
            .done()
    }

    /// Octets of one of its elements, found in the same way as in verification.
    fn octets(
        &self,
        find: impl FnOnce(&Structure<'_>) -> Result<Vec<u8>, super::DocxDefect>,
    ) -> Result<Vec<u8>, OpcError> {
        // Only the names in the certificate are not ours.
        let wrong = |detail: String| OpcError::Certificate { detail };
        let document = xml::parse(self.markup().as_bytes()).map_err(wrong)?;
        let structure = Structure::of(&document.root);
        let octets = structure.and_then(|structure| find(&structure));
        octets.map_err(|fault| wrong(fault.to_string()))
    }

    /// `SignedInfo` over the objects.
    fn signed_info(&self, methods: &Methods) -> Result<String, OpcError> {
        let mut info = Markup::new("SignedInfo")
            .child(&objects::canonicalization("CanonicalizationMethod"))
            .child(
                &Markup::new("SignatureMethod")
                    .with("Algorithm", methods.signature)
                    .done(),
            );
        for (kind, id) in [
            (OBJECT_TYPE, PACKAGE_OBJECT),
            (OBJECT_TYPE, OFFICE_OBJECT),
            (PROPERTIES_TYPE, SIGNED_PROPERTIES),
        ] {
            let octets = self.octets(|structure| {
                let (ancestors, target) = structure.target(id)?;
                Ok(xml::canonical(&ancestors, target, false))
            })?;
            let transforms =
                Markup::new("Transforms").child(&objects::canonicalization("Transform"));
            let mut reference = Markup::new("Reference")
                .with("Type", kind)
                .with("URI", &format!("#{id}"))
                .child(&transforms.done());
            for element in methods.digest(&octets) {
                reference = reference.child(&element);
            }
            info = info.child(&reference.done());
        }
        Ok(info.done())
    }
}

/// XML signatures contain r and s one after the other, each as long as the field (RFC 9231 §2.3.6).
fn to_octets(scheme: Scheme, value: Vec<u8>) -> Result<Vec<u8>, OpcError> {
    let octets = match scheme {
        Scheme::RsaSha256 => return Ok(value),
        Scheme::EcdsaP256 => {
            p256::ecdsa::Signature::from_der(&value).map(|it| it.to_bytes().to_vec())
        }
        Scheme::EcdsaP384 => {
            p384::ecdsa::Signature::from_der(&value).map(|it| it.to_bytes().to_vec())
        }
        Scheme::Sm2 => {
            return Err(OpcError::Kind {
                kind: format!("{scheme:?}"),
            });
        }
    };
    octets.map_err(|error| {
        OpcError::Key(crate::keys::KeyError::Sign {
            detail: error.to_string(),
        })
    })
}
