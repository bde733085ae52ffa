//! One valid approval of a report.

use jiff::civil::Date;
use x509_cert::Certificate;

use super::Accepted;

/// One valid approval.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Approved {
    /// Id of the role.
    pub role: String,
    /// The printed label of the role: 签发.
    pub role_label: String,
    /// The person.
    pub name: String,
    /// The person's post.
    pub post: Option<String>,
    /// The local day on which it was signed off.
    pub day: Date,
    /// The time, RFC 3339.
    pub time: String,
    /// The warnings that were kept, codes with reasons.
    pub accepted: Vec<Accepted>,
    /// The rules that were off, codes with reasons.
    pub off: Vec<Accepted>,
    /// Whose key signed, if one did. The signature is valid; whether the certificate is trusted is not
    /// known here.
    pub certificate: Option<Box<Certificate>>,
}
