//! Who must have signed a file, and whether a certificate is theirs.

use der::Decode as _;
use x509_cert::Certificate;

use crate::signoff::nfkc;
use chengbao_base::text::{self, Foreign};
use chengbao_signature::trust::{called, fingerprint};

/// A signer that is required, by the fingerprint of the certificate or by the name in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequiredSigner {
    given: Foreign,
    /// The fingerprint, if that is what was given.
    fingerprint: Option<String>,
}

impl RequiredSigner {
    /// From what a user writes: the SHA-256 of the certificate, with or without colons; else its common name or its
    /// whole subject.
    #[must_use]
    pub fn new(given: &str) -> Self {
        Self {
            given: given.into(),
            fingerprint: text::fingerprint(given),
        }
    }

    /// As it was given.
    #[must_use]
    pub const fn given(&self) -> &Foreign {
        &self.given
    }

    /// Whether a certificate, in its encoding, is this signer's.
    pub(super) fn is(&self, encoded: &[u8]) -> bool {
        if let Some(asked) = &self.fingerprint {
            return fingerprint(encoded) == *asked;
        }
        let Some(subject) = subject(encoded) else {
            return false;
        };
        let wanted = nfkc(self.given.exact());
        // The whole subject as it is, and as it is printed.
        let names = [
            subject.called.exact(),
            subject.whole.exact(),
            &subject.whole.shown(),
        ];
        names.iter().any(|name| nfkc(name) == wanted)
    }
}

/// Whose a certificate is.
pub(super) struct Subject {
    /// What the holder is called.
    called: Foreign,
    /// The whole name.
    pub(super) whole: Foreign,
}

/// Whose a certificate is, in its encoding; none if it cannot be read.
pub(super) fn subject(encoded: &[u8]) -> Option<Subject> {
    let certificate = Certificate::from_der(encoded).ok()?;
    let name = certificate.tbs_certificate().subject();
    Some(Subject {
        called: called(name),
        whole: name.to_string().into(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use x509_cert::der::DecodePem as _;
    use x509_cert::der::Encode as _;

    #[test]
    fn a_signer_is_named_by_fingerprint_common_name_or_subject() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/data/signing");
        let pem = std::fs::read(format!("{folder}/p256.cert.pem")).unwrap();
        let der = Certificate::from_pem(pem).unwrap().to_der().unwrap();
        let digits = fingerprint(&der);
        let colons: Vec<String> = digits
            .to_uppercase()
            .as_bytes()
            .chunks(2)
            .map(|pair| String::from_utf8_lossy(pair).into_owned())
            .collect();
        let whole = subject(&der).unwrap().whole;
        for given in [
            digits.as_str(),
            &colons.join(":"),
            "示例市人民政府办公室",
            " 示例市人民政府办公室 ",
            whole.exact(),
        ] {
            assert!(RequiredSigner::new(given).is(&der), "{given}");
        }
        let other = digits.replace(|c: char| c.is_ascii_digit(), "0");
        for given in [
            other.as_str(),
            "示例市人民政府",
            "示例市",
            "",
            "CN=示例市人民政府办公室",
        ] {
            assert!(!RequiredSigner::new(given).is(&der), "{given}");
        }
    }
}
