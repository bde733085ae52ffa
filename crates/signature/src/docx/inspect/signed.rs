//! What the signed information refers to within the signature: the manifest, the time, the properties.

use super::reference::{Reference, Transforms};
use super::structure::{Structure, base64, child, named, syntax, text, wrapped};
use crate::docx::xml::{self, Element};
use crate::docx::{DS, DocxDefect, MDSSI, XADES, algorithms};

/// What is signed within the signature.
#[derive(Debug, Default)]
pub(super) struct Signed<'a> {
    object: Option<&'a Element>,
    /// The manifest of parts.
    pub(super) manifest: Option<&'a Element>,
    /// `xd:SignedProperties`.
    properties: Option<&'a Element>,
}

impl<'a> Signed<'a> {
    /// Follows the references of the signed information.
    pub(super) fn of(structure: &Structure<'a>, faults: &mut Vec<DocxDefect>) -> Self {
        let mut signed = Self::default();
        let mut targets: Vec<&Element> = Vec::new();
        for reference in structure.info.all(DS, "Reference") {
            match follow(structure, reference, faults) {
                Ok(target) => targets.push(target),
                Err(fault) => faults.push(fault),
            }
        }
        let is_signed =
            |element: &Element| targets.iter().any(|target| std::ptr::eq(*target, element));
        if let Some((_, qualifying)) = structure.xades {
            let properties = qualifying.only(XADES, "SignedProperties");
            signed.properties = properties.filter(|properties| is_signed(properties));
        }
        for object in structure.objects.iter().copied() {
            let is_xades = structure
                .xades
                .is_some_and(|(xades, _)| std::ptr::eq(xades, object));
            let is_only = || object.elements().count() == 1;
            if !(is_signed(object) || is_xades && signed.properties.is_some() && is_only()) {
                faults.push(wrapped("an Object that is not signed"));
            } else if object.all(DS, "Manifest").next().is_some()
                && signed.object.replace(object).is_some()
            {
                faults.push(wrapped("a Manifest in two objects"));
            }
        }
        match signed.object.map(|object| child(object, DS, "Manifest")) {
            Some(Ok(manifest)) => signed.manifest = Some(manifest),
            Some(Err(fault)) => faults.push(fault),
            None => faults.push(wrapped("no signed Object with a Manifest")),
        }
        signed
    }

    /// The time that is signed: that of the package signature (§13.2.4.18), or that of XAdES.
    pub(super) fn time(&self) -> Option<String> {
        let properties = self
            .object
            .into_iter()
            .flat_map(|object| object.all(DS, "SignatureProperties"));
        let mut properties = properties.flat_map(|all| all.all(DS, "SignatureProperty"));
        let own = properties.find_map(|property| property.only(MDSSI, "SignatureTime"));
        let own = own.and_then(|time| time.only(MDSSI, "Value"));
        let xades = || self.signature_properties()?.only(XADES, "SigningTime");
        text(own.or_else(xades)?).ok()
    }

    /// `xd:SignedSignatureProperties`.
    pub(super) fn signature_properties(&self) -> Option<&'a Element> {
        self.properties?.only(XADES, "SignedSignatureProperties")
    }
}

/// The element of a reference. A wrong digest is a separate fault.
fn follow<'a>(
    structure: &Structure<'a>,
    element: &'a Element,
    faults: &mut Vec<DocxDefect>,
) -> Result<&'a Element, DocxDefect> {
    let reference = Reference::read(element)?;
    let id = reference
        .uri
        .strip_prefix('#')
        .filter(|id| !id.is_empty() && !id.contains('('));
    let id = id.ok_or_else(|| syntax(format!("a reference to {:?}", reference.uri)))?;
    if let Transforms::Relationships(_) = reference.transforms {
        return Err(syntax("a relationships transform within the signature"));
    }
    let (ancestors, target) = structure.target(id)?;
    // A reference of this form leaves comments out, no matter which transform follows (XML-Signature §4.4.3.3).
    if !reference.is_of(&xml::canonical(&ancestors, target, false)) {
        faults.push(DocxDefect::Object { id: id.to_owned() });
    }
    Ok(target)
}

/// The time-stamp token, and the bytes it covers (XAdES, TS 101 903 §7.3).
pub(super) fn stamp(structure: &Structure<'_>) -> Result<(Option<Vec<u8>>, Vec<u8>), DocxDefect> {
    let octets = |comments| xml::canonical(&[structure.root], structure.value, comments);
    let unsigned = structure
        .xades
        .and_then(|(_, qualifying)| qualifying.only(XADES, "UnsignedProperties"));
    let unsigned =
        unsigned.and_then(|properties| properties.only(XADES, "UnsignedSignatureProperties"));
    let mut stamps = unsigned
        .into_iter()
        .flat_map(|it| it.all(XADES, "SignatureTimeStamp"));
    let Some(stamp) = stamps.next() else {
        return Ok((None, octets(false)));
    };
    let comments = match stamp.only(DS, "CanonicalizationMethod") {
        Some(method) => algorithms::canonicalization(named(method)?)?,
        None => false,
    };
    let token = base64(child(stamp, XADES, "EncapsulatedTimeStamp")?)?;
    Ok((Some(token), octets(comments)))
}
