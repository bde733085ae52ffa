//! What the holder of a certificate is called, and its fingerprint.

use x509_cert::name::Name;

use chengbao_base::text::Foreign;

use crate::Hash;

/// The common name, else the organization, else the whole name (RFC 4514).
#[must_use]
pub fn called(name: &Name) -> Foreign {
    let common = name.common_name().ok().flatten();
    let known = common.or_else(|| name.organization().ok().flatten());
    Foreign::new(known.map_or_else(|| name.to_string(), |known| known.value().into_owned()))
}

/// SHA-256 of a certificate as it is encoded, in 64 hexadecimal digits.
#[must_use]
pub fn fingerprint(encoded: &[u8]) -> String {
    base16ct::lower::encode_string(&Hash::Sha256.digest(&[encoded]))
}
