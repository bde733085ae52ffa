//! SM2 signatures (GB/T 32918.2) with SM3 (GB/T 32905). Experimental: SM2 certificates are in
//! no common trust list, and no PDF or DOCX reader outside China supports the algorithm.

use signature::{Signer as _, Verifier as _};
use sm2::SecretKey;
use sm2::dsa::{Signature, SigningKey, VerifyingKey};
use sm2::pkcs8::DecodePublicKey as _;

/// The signer's identity if none was agreed on (GM/T 0009-2012 §10).
const ID: &str = "1234567812345678";

/// The value over a message, as DER (GM/T 0009-2012 §7.3). The nonce follows from key and message
/// as in RFC 6979, so that no randomness is needed.
pub(super) fn sign(key: &SecretKey, message: &[u8]) -> Result<Vec<u8>, signature::Error> {
    let key = SigningKey::new(ID, key)?;
    let value: Signature = key.try_sign(message)?;
    Ok(value.to_der().as_ref().to_vec())
}

/// Whether the value, DER, matches this message and this key (`SubjectPublicKeyInfo`, DER).
pub(super) fn holds(key: &[u8], message: &[u8], value: &[u8]) -> bool {
    let key = sm2::PublicKey::from_public_key_der(key).ok();
    let key = key.and_then(|key| VerifyingKey::new(ID, key).ok());
    key.zip(Signature::from_der(value).ok())
        .is_some_and(|(key, value)| key.verify(message, &value).is_ok())
}

#[cfg(test)]
mod tests {
    use sm2::pkcs8::EncodePublicKey as _;

    use super::*;
    use crate::Hash;

    fn bytes(hex: &str) -> Vec<u8> {
        let digits: Vec<u8> = hex.bytes().filter(u8::is_ascii_hexdigit).collect();
        base16ct::mixed::decode_vec(digits).unwrap()
    }

    /// GB/T 32905-2016, appendix A.
    #[test]
    fn sm3_gives_what_the_standard_gives() {
        for (message, digest) in [
            (
                "abc".to_owned(),
                "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0",
            ),
            (
                "abcd".repeat(16),
                "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732",
            ),
        ] {
            let told = Hash::Sm3.digest(&[message.as_bytes()]);
            assert_eq!(base16ct::lower::encode_string(&told), digest);
        }
    }

    // GB/T 32918.5-2017, appendix A.2.
    const D: &str = "3945208F7B2144B13F36E38AC6D39F95889393692860B51A42FB81EF4DF7C5B8";
    const X: &str = "09F9DF311E5421A150DD7D161E4BC5C672179FAD1833FC076BB08FF356F35020";
    const Y: &str = "CCEA490CE26775A52DC6EA718CC1AA600AED05FBF35E084A6632F6072DA9AD13";
    const Z: &str = "B2E14C5C79C6DF5B85F4FE7ED8DB7A262B9DA7E07CCB0EA9F4747B8CCDA8A4F3";
    const E: &str = "F0B43E94BA45ACCAACE692ED534382EB17E6AB5A19CE7B31F4486FDFC0D28640";
    const R: &str = "F5A03B0648D2C4630EEAC513E1BB81A15944DA3827D5B74143AC7EACEEE720B3";
    const S: &str = "B1B6AA29DF212FD8763182BC0D421CA1BB9038FD1F7F42D4840B69C485BBC1AA";
    const MESSAGE: &[u8] = b"message digest";
    // GB/T 32918.5-2017, clause 2: a, b and G of the curve.
    const CURVE: [&str; 4] = [
        "FFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF00000000FFFFFFFFFFFFFFFC",
        "28E9FA9E9D9F5E344D5A9E4BCF6509A7F39789F515AB8F92DDBCBD414D940E93",
        "32C4AE2C1F1981195F9904466A39C9948FE30BBFF2660BE1715A4589334C74C7",
        "BC3736A2F4F6779C59BDCEE36B692153D0A9877CC62A474002DF32E52139F0A0",
    ];

    fn key() -> SecretKey {
        SecretKey::from_slice(&bytes(D)).unwrap()
    }

    fn public() -> Vec<u8> {
        key().public_key().to_public_key_der().unwrap().into_vec()
    }

    fn published() -> Vec<u8> {
        let value = Signature::from_slice(&bytes(&format!("{R}{S}"))).unwrap();
        value.to_der().as_ref().to_vec()
    }

    #[test]
    fn the_standards_own_key_and_signature_hold() {
        assert!(public().ends_with(&bytes(&format!("04{X}{Y}"))));
        assert!(holds(&public(), MESSAGE, &published()));
        assert!(!holds(&public(), b"message digesT", &published()));
        assert!(!holds(&public(), MESSAGE, &published()[1..]));
    }

    #[test]
    fn what_is_hashed_before_the_message_is_what_the_standard_hashes() {
        let mut identity = vec![0, 128];
        identity.extend_from_slice(ID.as_bytes());
        for part in CURVE.into_iter().chain([X, Y]) {
            identity.extend(bytes(part));
        }
        let z = Hash::Sm3.digest(&[&identity]);
        assert_eq!(base16ct::upper::encode_string(&z), Z);
        let e = Hash::Sm3.digest(&[&z, MESSAGE]);
        assert_eq!(base16ct::upper::encode_string(&e), E);
        // The crate holds the same value against the same digest.
        use signature::hazmat::PrehashVerifier as _;
        let key = VerifyingKey::new(ID, key().public_key()).unwrap();
        let value = Signature::from_der(&published()).unwrap();
        assert!(key.verify_prehash(&e, &value).is_ok());
    }

    #[test]
    fn what_is_signed_holds_and_is_the_same_twice() {
        let value = sign(&key(), MESSAGE).unwrap();
        assert_eq!(value, sign(&key(), MESSAGE).unwrap());
        assert!(holds(&public(), MESSAGE, &value));
        for at in 0..value.len() {
            let mut changed = value.clone();
            changed[at] ^= 1;
            assert!(!holds(&public(), MESSAGE, &changed), "byte {at}");
        }
    }
}
