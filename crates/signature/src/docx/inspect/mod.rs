//! Whether the signatures of a package are valid, and what they cover.

mod coverage;
mod key;
mod origin;
mod reference;
mod signed;
mod structure;

use chengbao_base::formats::opc::Package;
use chengbao_base::text::Foreign;
use x509_cert::Certificate;

use super::{DocxDefect, OpcError, Uncovered, xml};
pub(super) use origin::Origin;
pub(super) use structure::Structure;

/// The signatures of a package.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inspection {
    /// The signatures, in the order of their relationships; none if it is not signed.
    pub signatures: Vec<DocxSignature>,
    /// Parts that remain of a removed signature.
    pub remains: Vec<String>,
    /// The parts that make the signatures, and that none of them need cover: the origin, its
    /// relationships, the signatures it leads to.
    pub own: Vec<String>,
    /// `Id` of the package's relationship to the origin.
    pub origin: Option<String>,
}

/// A signature.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocxSignature {
    /// Name of its part, such as `/_xmlsignatures/sig1.xml`.
    pub part: String,
    /// The signer's certificate; none if a fault says so.
    pub certificate: Option<Certificate>,
    /// The other certificates in it.
    pub others: Vec<Certificate>,
    /// The signed time as stated by the signer: `YYYY-MM-DDThh:mm:ssTZD`.
    pub time: Option<Foreign>,
    /// Whether the signature value matches the signed information and the signer's key.
    pub value: Result<(), DocxDefect>,
    /// Parts that it covers and that are unchanged since signing, in the order of the signature.
    pub covered: Vec<String>,
    /// What it does not cover: nothing if it covers the whole file.
    pub uncovered: Vec<Uncovered>,
    /// All its faults, including a wrong value; none if it is valid.
    pub faults: Vec<DocxDefect>,
    /// The time-stamp token in it, DER.
    pub stamp: Option<Vec<u8>>,
    /// The bytes that such a token covers: the canonical form of the `SignatureValue` element.
    pub stamped_octets: Vec<u8>,
}

/// Examines the signatures of a package.
///
/// # Errors
/// [`OpcError`] if the package cannot be read, or is ambiguous.
pub fn inspect(bytes: &[u8]) -> Result<Inspection, OpcError> {
    inspect_package(&Package::read(bytes)?)
}

/// Examines the signatures of a package that was read strictly.
///
/// # Errors
/// [`OpcError`] if it does not say clearly where its signatures are.
pub fn inspect_package(package: &Package) -> Result<Inspection, OpcError> {
    let origin = Origin::of(package)?;
    let signatures = origin.signatures.iter();
    let parts = package.parts.iter().map(|part| &part.name);
    Ok(Inspection {
        signatures: signatures
            .map(|name| look(package, &origin, name))
            .collect(),
        remains: origin.remains(package),
        own: parts
            .filter(|name| origin.holds(package, name))
            .cloned()
            .collect(),
        origin: origin.relationship,
    })
}

fn look(package: &Package, origin: &Origin, name: &str) -> DocxSignature {
    let mut signature = DocxSignature {
        part: name.to_owned(),
        certificate: None,
        others: Vec::new(),
        time: None,
        value: Err(DocxDefect::Value),
        covered: Vec::new(),
        uncovered: Vec::new(),
        faults: Vec::new(),
        stamp: None,
        stamped_octets: Vec::new(),
    };
    let bytes = package.part(name).map_or(&[][..], |part| &part.bytes);
    let document = xml::parse(bytes).map_err(|detail| DocxDefect::Syntax { detail });
    let read = document.and_then(|document| {
        let structure = Structure::of(&document.root)?;
        fill(package, origin, &structure, &mut signature);
        Ok(())
    });
    if let Err(fault) = read {
        signature.uncovered = coverage::Named::default().uncovered(package, origin);
        signature.value = Err(fault.clone());
        signature.faults.push(fault);
    }
    signature
}

fn fill(
    package: &Package,
    origin: &Origin,
    structure: &Structure<'_>,
    signature: &mut DocxSignature,
) {
    let mut faults = Vec::new();
    let signed = signed::Signed::of(structure, &mut faults);
    let named = match signed.manifest {
        Some(manifest) => coverage::check(package, manifest, &mut faults),
        None => coverage::Named::default(),
    };
    signature.uncovered = named.uncovered(package, origin);
    signature.covered = named.good;
    signature.time = signed.time().map(Foreign::new);
    match key::certificates(structure, &signed) {
        Ok(found) => {
            signature.certificate = Some(found.own);
            signature.others = found.others;
        }
        Err(fault) => faults.push(fault),
    }
    signature.value = match &signature.certificate {
        Some(certificate) => key::value(structure, certificate),
        None => Err(DocxDefect::Value),
    };
    if let (Err(fault), Some(_)) = (&signature.value, &signature.certificate) {
        faults.push(fault.clone());
    }
    match signed::stamp(structure) {
        Ok((token, octets)) => {
            signature.stamp = token;
            signature.stamped_octets = octets;
        }
        Err(fault) => faults.push(fault),
    }
    // Many references use the same algorithm.
    for fault in faults {
        if !signature.faults.contains(&fault) {
            signature.faults.push(fault);
        }
    }
}
