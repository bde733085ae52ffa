//! What is signed besides the manifest: the time, Office's information, the properties of XAdES.

use der::Encode as _;
use x509_cert::Certificate;

use super::Methods;
use super::markup::{Markup, base64};
use crate::docx::{MDSSI, OFFICE, OpcError, XADES, algorithms};
use crate::keys::Signer;

/// `Id` of the signature, which properties refer to.
pub(super) const SIGNATURE_ID: &str = "idPackageSignature";
/// `Id` of the object with the manifest (ECMA-376 part 2 §13.2.4.14).
pub(super) const PACKAGE_OBJECT: &str = "idPackageObject";
/// `Id` of the object Office reads ([MS-OFFCRYPTO] §2.5.2.3).
pub(super) const OFFICE_OBJECT: &str = "idOfficeObject";
/// `Id` of the signed properties of XAdES ([MS-OFFCRYPTO] §2.5.2.4).
pub(super) const SIGNED_PROPERTIES: &str = "idSignedProperties";

/// An element that names canonical XML 1.0 without comments.
pub(super) fn canonicalization(name: &'static str) -> String {
    Markup::new(name).with("Algorithm", algorithms::C14N).done()
}

/// `KeyInfo`: the signer's certificate, then those above it.
pub(super) fn key_info(signer: &dyn Signer) -> Result<String, OpcError> {
    let mut data = Markup::new("X509Data");
    let mut known = Vec::new();
    for certificate in std::iter::once(signer.certificate()).chain(signer.chain()) {
        if known.contains(&certificate) {
            continue;
        }
        known.push(certificate);
        let text = base64(&der(certificate)?);
        data = data.child(&Markup::new("X509Certificate").text(&text).done());
    }
    Ok(Markup::new("KeyInfo").child(&data.done()).done())
}

/// The object of the package: manifest and time (ECMA-376 part 2 §13.2.4.18).
pub(super) fn package(manifest: String, time: &str) -> String {
    let format = Markup::new("mdssi:Format").text("YYYY-MM-DDThh:mm:ssTZD");
    let time = Markup::new("mdssi:SignatureTime")
        .with("xmlns:mdssi", MDSSI)
        .child(&format.done())
        .child(&Markup::new("mdssi:Value").text(time).done());
    Markup::new("Object")
        .with("Id", PACKAGE_OBJECT)
        .child(&manifest)
        .child(&property("idSignatureTime", &time.done()))
        .done()
}

/// The object that Office shows in its pane; without it a signature counts as partial. The schema
/// ([MS-OFFCRYPTO] §2.5.2.5) requires a screen and versions, which do not exist here: the values
/// are ordinary ones.
pub(super) fn office(methods: &Methods) -> String {
    let mut info = Markup::new("SignatureInfoV1").with("xmlns", OFFICE);
    for (name, value) in [
        ("SetupID", ""),
        ("SignatureText", ""),
        ("SignatureImage", ""),
        ("SignatureComments", ""),
        ("WindowsVersion", "10.0"),
        ("OfficeVersion", "16.0"),
        ("ApplicationVersion", "16.0"),
        ("Monitors", "1"),
        ("HorizontalResolution", "1280"),
        ("VerticalResolution", "800"),
        ("ColorDepth", "32"),
        (
            "SignatureProviderId",
            "{00000000-0000-0000-0000-000000000000}",
        ),
        ("SignatureProviderUrl", ""),
        ("SignatureProviderDetails", "9"),
        // Not a signature line.
        ("SignatureType", "1"),
        ("ManifestHashAlgorithm", methods.digest),
    ] {
        info = info.child(&Markup::new(name).text(value).done());
    }
    Markup::new("Object")
        .with("Id", OFFICE_OBJECT)
        .child(&property("idOfficeV1Details", &info.done()))
        .done()
}

fn property(id: &str, inside: &str) -> String {
    let property = Markup::new("SignatureProperty")
        .with("Id", id)
        .with("Target", &format!("#{SIGNATURE_ID}"))
        .child(inside);
    Markup::new("SignatureProperties")
        .child(&property.done())
        .done()
}

/// `xd:SignedProperties` (TS 101 903 §7.2): time and certificate. `SigningCertificate` instead of its second
/// version, which Office does not read.
pub(super) fn properties(
    certificate: &Certificate,
    time: &str,
    methods: &Methods,
) -> Result<String, OpcError> {
    let tbs = certificate.tbs_certificate();
    let [method, value] = methods.digest(&der(certificate)?);
    let digest = Markup::new("xd:CertDigest").child(&method).child(&value);
    let name = Markup::new("X509IssuerName").text(&tbs.issuer().to_string());
    let number = Markup::new("X509SerialNumber").text(&decimal(tbs.serial_number().as_bytes()));
    let issuer = Markup::new("xd:IssuerSerial")
        .child(&name.done())
        .child(&number.done());
    let named = Markup::new("xd:Cert")
        .child(&digest.done())
        .child(&issuer.done());
    let implied = Markup::new("xd:SignaturePolicyImplied").done();
    let signature = Markup::new("xd:SignedSignatureProperties")
        .child(&Markup::new("xd:SigningTime").text(time).done())
        .child(
            &Markup::new("xd:SigningCertificate")
                .child(&named.done())
                .done(),
        )
        .child(
            &Markup::new("xd:SignaturePolicyIdentifier")
                .child(&implied)
                .done(),
        );
    let properties = Markup::new("xd:SignedProperties").with("Id", SIGNED_PROPERTIES);
    Ok(properties.child(&signature.done()).done())
}

/// The object of XAdES: signed properties, and the time stamp, if any (TS 101 903 §7.3).
pub(super) fn xades(properties: &str, stamp: Option<&[u8]>) -> String {
    let mut qualifying = Markup::new("xd:QualifyingProperties")
        .with("xmlns:xd", XADES)
        .with("Target", &format!("#{SIGNATURE_ID}"))
        .child(properties);
    if let Some(token) = stamp {
        let token = Markup::new("xd:EncapsulatedTimeStamp").text(&base64(token));
        let stamp = Markup::new("xd:SignatureTimeStamp")
            .child(&canonicalization("CanonicalizationMethod"))
            .child(&token.done());
        let stamp = Markup::new("xd:UnsignedSignatureProperties").child(&stamp.done());
        qualifying = qualifying.child(
            &Markup::new("xd:UnsignedProperties")
                .child(&stamp.done())
                .done(),
        );
    }
    Markup::new("Object").child(&qualifying.done()).done()
}

fn der(certificate: &Certificate) -> Result<Vec<u8>, OpcError> {
    certificate.to_der().map_err(|error| OpcError::Certificate {
        detail: error.to_string(),
    })
}

/// A serial number, big-endian, in decimal.
fn decimal(number: &[u8]) -> String {
    let mut digits = vec![0_u32];
    for byte in number {
        let mut carry = u32::from(*byte);
        for digit in &mut digits {
            let value = *digit * 256 + carry;
            *digit = value % 10;
            carry = value / 10;
        }
        while carry > 0 {
            digits.push(carry % 10);
            carry /= 10;
        }
    }
    let digits = digits.iter().rev();
    digits
        .filter_map(|digit| char::from_digit(*digit, 10))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::decimal;

    #[test]
    fn serial_numbers_are_decimal() {
        for (number, expected) in [
            (&[0][..], "0"),
            (&[1, 0], "256"),
            (
                &[0, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
                "18446744073709551615",
            ),
        ] {
            assert_eq!(decimal(number), expected);
        }
    }
}
