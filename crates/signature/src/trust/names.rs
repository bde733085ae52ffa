//! The name of a certificate's holder in messages.

use x509_cert::name::Name;

/// The common name, else the organization, else the whole name (RFC 4514).
#[must_use]
pub fn shown(name: &Name) -> String {
    let common = name.common_name().ok().flatten();
    let known = common.or_else(|| name.organization().ok().flatten());
    known.map_or_else(|| name.to_string(), |known| known.value().into_owned())
}
