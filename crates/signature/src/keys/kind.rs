//! Names of keys with unsupported algorithms.

use const_oid::ObjectIdentifier;

/// The curve of SM2 (GM/T 0006-2012).
pub(super) const SM2_CURVE: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.156.10197.1.301");

/// Common algorithms and curves.
const NAMES: &[(&str, &str)] = &[
    ("1.2.840.113549.1.1.10", "RSASSA-PSS"),
    ("1.2.840.113549.1.1.7", "RSAES-OAEP"),
    ("1.2.840.113549.1.3.1", "DH"),
    ("1.2.840.10040.4.1", "DSA"),
    ("1.2.840.10046.2.1", "DH"),
    ("1.3.101.110", "X25519"),
    ("1.3.101.111", "X448"),
    ("1.3.101.112", "Ed25519"),
    ("1.3.101.113", "Ed448"),
    ("1.2.840.10045.3.1.1", "ECDSA P-192"),
    ("1.3.132.0.33", "ECDSA P-224"),
    ("1.2.840.10045.3.1.7", "ECDSA P-256"),
    ("1.3.132.0.34", "ECDSA P-384"),
    ("1.3.132.0.35", "ECDSA P-521"),
    ("1.3.132.0.10", "ECDSA secp256k1"),
    ("1.3.36.3.3.2.8.1.1.7", "ECDSA brainpoolP256r1"),
    ("1.3.36.3.3.2.8.1.1.11", "ECDSA brainpoolP384r1"),
    ("1.3.36.3.3.2.8.1.1.13", "ECDSA brainpoolP512r1"),
    ("1.2.156.10197.1.301", "SM2"),
    ("2.16.840.1.101.3.4.3.17", "ML-DSA-44"),
    ("2.16.840.1.101.3.4.3.18", "ML-DSA-65"),
    ("2.16.840.1.101.3.4.3.19", "ML-DSA-87"),
];

/// The name of an algorithm or curve; its identifier if it is not listed.
pub(crate) fn name(oid: &ObjectIdentifier) -> String {
    let oid = oid.to_string();
    let known = NAMES.iter().find(|(known, _)| *known == oid);
    known.map_or_else(|| oid.clone(), |(_, name)| (*name).to_owned())
}

/// An RSA key with this many bits.
pub(crate) fn rsa(bits: usize) -> String {
    format!("RSA {bits}")
}
