//! Certificates signed by authorities with keys on P-521, which ring does not check.

use ::p521::ecdsa::{Signature, VerifyingKey};
use rustls_pki_types::{AlgorithmIdentifier, InvalidSignature, SignatureVerificationAlgorithm};
use signature::hazmat::PrehashVerifier as _;

use crate::Hash;

/// `ecPublicKey` on `secp521r1`, as in a certificate (RFC 5480 §2.1.1).
const KEY: AlgorithmIdentifier = AlgorithmIdentifier::from_slice(&[
    0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01, 0x06, 0x05, 0x2b, 0x81, 0x04, 0x00, 0x23,
]);

/// ECDSA on P-521 with a digest.
#[derive(Debug)]
struct OnP521 {
    hash: Hash,
    /// `ecdsa-with-SHA2` (RFC 5758 §3.2).
    signature: AlgorithmIdentifier,
}

static SHA_256: OnP521 = OnP521 {
    hash: Hash::Sha256,
    signature: AlgorithmIdentifier::from_slice(&[
        0x06, 0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02,
    ]),
};
static SHA_384: OnP521 = OnP521 {
    hash: Hash::Sha384,
    signature: AlgorithmIdentifier::from_slice(&[
        0x06, 0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x03,
    ]),
};
static SHA_512: OnP521 = OnP521 {
    hash: Hash::Sha512,
    signature: AlgorithmIdentifier::from_slice(&[
        0x06, 0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x04,
    ]),
};

/// All algorithms of signatures on certificates.
pub(super) fn algorithms() -> Vec<&'static dyn SignatureVerificationAlgorithm> {
    let own: [&'static dyn SignatureVerificationAlgorithm; 3] = [&SHA_256, &SHA_384, &SHA_512];
    let rings = webpki::ALL_VERIFICATION_ALGS.iter().copied();
    rings.chain(own).collect()
}

impl SignatureVerificationAlgorithm for OnP521 {
    fn verify_signature(
        &self,
        public_key: &[u8],
        message: &[u8],
        signature: &[u8],
    ) -> Result<(), InvalidSignature> {
        let key = VerifyingKey::from_sec1_bytes(public_key).map_err(|_| InvalidSignature)?;
        let value = Signature::from_der(signature).map_err(|_| InvalidSignature)?;
        let digest = self.hash.digest(&[message]);
        // The digest as a number of the curve's length.
        let mut number = vec![0; 66_usize.saturating_sub(digest.len())];
        number.extend(digest);
        let checked = key.verify_prehash(&number, &value);
        checked.map_err(|_| InvalidSignature)
    }

    fn public_key_alg_id(&self) -> AlgorithmIdentifier {
        KEY
    }

    fn signature_alg_id(&self) -> AlgorithmIdentifier {
        self.signature
    }
}
