//! The digital signature of a DOCX (ECMA-376 part 2, clause 13; XML-Signature): making and examining it.
//!
//! It determines what a signature covers and whether its values are correct. Whether the certificate is trusted,
//! and whether the time stamp is valid, it does not say.

mod algorithms;
mod defect;
mod error;
mod inspect;
mod names;
mod relationships;
mod sign;
#[cfg(test)]
mod tests;
mod xml;

pub use defect::{DocxDefect, Uncovered};
pub use error::OpcError;
pub use inspect::{DocxSignature, Inspection, inspect, inspect_package};
pub use sign::sign;

/// Namespace of XML-Signature.
const DS: &str = "http://www.w3.org/2000/09/xmldsig#";
/// Namespace of the additions of package signatures.
const MDSSI: &str = "http://schemas.openxmlformats.org/package/2006/digital-signature";
/// Namespace of XAdES.
const XADES: &str = "http://uri.etsi.org/01903/v1.3.2#";
/// Namespace of Office's additions.
const OFFICE: &str = "http://schemas.microsoft.com/office/2006/digsig";
/// Type of the relationship from the package to the signature origin.
const ORIGIN: &str =
    "http://schemas.openxmlformats.org/package/2006/relationships/digital-signature/origin";
/// Type of the relationships from the signature origin to the signatures.
const SIGNATURE: &str =
    "http://schemas.openxmlformats.org/package/2006/relationships/digital-signature/signature";
/// Content type of the signature origin.
pub const ORIGIN_TYPE: &str = "application/vnd.openxmlformats-package.digital-signature-origin";
/// Content type of a signature.
pub const SIGNATURE_TYPE: &str =
    "application/vnd.openxmlformats-package.digital-signature-xmlsignature+xml";
