//! The signatures of a PDF or DOCX: what is wrong with each, who signed, what was
//! changed after it.

use der::{Decode as _, Encode as _};
use serde_json::{Value, json};
use x509_cert::Certificate;

use chengbao_base::formats::opc::Package;
use chengbao_base::text::{Bilingual as _, Foreign, Text};
use chengbao_signature::cms::CmsError;
use chengbao_signature::trust::{called, fingerprint};
use chengbao_signature::{docx, pdf};

/// The signatures of a file.
#[derive(Debug, Default)]
pub(super) struct Look {
    /// The signatures, oldest first.
    pub(super) signatures: Vec<Signature>,
    /// What is wrong with the file as a whole: truncated, or with remains of a signature.
    pub(super) faults: Vec<Text>,
    /// Where the document ends that was signed first.
    pub(super) base_end: Option<usize>,
    /// What signatures add to a DOCX.
    pub(super) own: Own,
}

/// What signatures add to a package, and what leads to it.
#[derive(Debug, Default)]
pub(super) struct Own {
    /// Names of the parts.
    pub(super) parts: Vec<String>,
    /// `Id` of the package's relationship to them.
    pub(super) relationship: Option<String>,
}

/// One signature.
#[derive(Debug)]
pub(super) struct Signature {
    /// Who signed, according to the certificate.
    pub(super) who: Foreign,
    /// What is wrong with the signature itself.
    pub(super) faults: Vec<Text>,
    /// Why its value cannot be checked here, if nothing else is wrong with it.
    pub(super) unchecked: Vec<Text>,
    /// Parts of the file it does not cover.
    pub(super) uncovered: Vec<Text>,
    /// What was added or changed with it or after it.
    pub(super) added: Vec<Text>,
    /// All its certificates in their encoding, the signer's first.
    pub(super) encoded: Vec<Vec<u8>>,
    /// Its time-stamp token.
    pub(super) stamp: Option<Vec<u8>>,
    /// What the token covers.
    pub(super) stamped: Vec<u8>,
    /// When it was made, according to the signer's machine.
    pub(super) stated: Option<Foreign>,
    /// For programs.
    pub(super) details: Value,
}

/// The name of a signer whose certificate cannot be read.
const NOBODY: &str = "?";

fn name(certificate: Option<&Certificate>) -> Foreign {
    certificate.map_or_else(
        || NOBODY.into(),
        |it| called(it.tbs_certificate().subject()),
    )
}

/// Details of a certificate, for programs.
fn about(certificate: Option<&Certificate>, encoded: &[Vec<u8>]) -> Value {
    certificate.map_or(Value::Null, |certificate| {
        let tbs = certificate.tbs_certificate();
        json!({
            "subject": tbs.subject().to_string(),
            "issuer": tbs.issuer().to_string(),
            "serial": tbs.serial_number().to_string(),
            "not_before": tbs.validity().not_before.to_string(),
            "not_after": tbs.validity().not_after.to_string(),
            "fingerprint": encoded.first().map(|der| fingerprint(der)),
        })
    })
}

/// The signatures of a PDF.
pub(super) fn pdf(bytes: &[u8]) -> Result<Look, Text> {
    let found = pdf::inspect(bytes).map_err(|error| error.text())?;
    let mut faults: Vec<Text> = found.faults.iter().map(pdf::PdfDefect::text).collect();
    if found.signatures.is_empty() && found.tail > 0 && faults.is_empty() {
        faults.push(Text::new(
            "文件末尾有无法读取的内容：文件不完整，或被附加了内容",
            "its end cannot be read: it is truncated, or something was appended",
        ));
    }
    let base_end = found.signatures.first().map(|first| first.base_end);
    let is_sound: Vec<bool> = found
        .signatures
        .iter()
        // A value that cannot be checked is reported with its own signature.
        .map(|it| {
            let is_whole = matches!(it.cms, Ok(_) | Err(CmsError::Unchecked { .. }));
            is_whole && it.faults.is_empty()
        })
        .collect();
    // The next starts where this one ends: nothing is between them that neither covers.
    let ends = found.signatures.iter().map(|it| it.signed_end);
    let next = found.signatures.iter().skip(1).map(|it| it.base_end);
    let is_next: Vec<bool> = ends.zip(next).map(|(end, base)| end == base).collect();
    let signatures = found.signatures.into_iter().enumerate();
    let signatures = signatures.map(|(index, signature)| {
        // What came after an earlier signature may be a later one, which is checked separately, unless
        // the earlier certifies that nothing may follow (ISO 32000-1 §12.8.2.2).
        let followed = is_next.iter().skip(index).all(|next| *next)
            && index < is_next.len()
            && signature.doc_mdp != Some(1)
            && is_sound.iter().skip(index + 1).all(|sound| *sound);
        of_pdf(signature, followed)
    });
    Ok(Look {
        signatures: signatures.collect(),
        faults,
        base_end: base_end.filter(|end| *end > 0),
        own: Own::default(),
    })
}

fn of_pdf(signature: pdf::PdfSignature, followed: bool) -> Signature {
    let mut faults: Vec<Text> = signature.faults.iter().map(pdf::PdfDefect::text).collect();
    let mut unchecked = Vec::new();
    let (signed, encoded) = match signature.cms {
        Ok(signed) => {
            let encoded = signed.encoded.clone();
            (Some(signed), encoded)
        }
        Err(error) => {
            match &error {
                CmsError::Unchecked { .. } => unchecked.push(error.text()),
                _ => faults.push(error.text()),
            }
            let encoded = match error {
                CmsError::Unchecked { encoded, .. } => encoded,
                _ => Vec::new(),
            };
            (None, encoded)
        }
    };
    let certificate = encoded.first();
    let certificate = certificate.and_then(|der| Certificate::from_der(der).ok());
    let mut uncovered = Vec::new();
    if !signature.covers_whole_file && !followed {
        uncovered.push(Text::new(
            "签名没有涵盖整个文件",
            "the signature does not cover the whole file",
        ));
    }
    let after = signature.added_after.iter().filter(|_| !followed);
    let added = signature.beside.iter().chain(after);
    let mut added: Vec<Text> = added.map(pdf::Change::text).collect();
    added.dedup();
    let stated = signature.stated_time.as_ref();
    let stated = stated.map(|it| Foreign::new(plain_time(it.exact())));
    let certificate = certificate.as_ref();
    Signature {
        who: name(certificate),
        unchecked,
        uncovered,
        added,
        details: json!({
            "field": signature.field,
            "format": signature.sub_filter,
            "page": signature.page,
            "reason": signature.reason,
            "location": signature.location,
            "doc_mdp": signature.doc_mdp,
            "certifies": signature.certifies,
            "stated_time": signature.stated_time,
            "certificate": about(certificate, &encoded),
        }),
        encoded,
        stamp: signed.as_ref().and_then(|it| it.stamp.clone()),
        stamped: signed.map_or_else(Vec::new, |it| it.value),
        stated,
        faults,
    }
}

/// `D:20250120093000+08'00'` (ISO 32000-1 §7.9.4) as `2025-01-20 09:30:00 +08:00`; anything else as it is.
fn plain_time(stated: &str) -> String {
    let plain = || {
        let digits = stated.strip_prefix("D:")?;
        let (moment, zone) = digits.split_at_checked(14)?;
        let part = |range: std::ops::Range<usize>| moment.get(range);
        let (year, month, day) = (part(0..4)?, part(4..6)?, part(6..8)?);
        let (hour, minute, second) = (part(8..10)?, part(10..12)?, part(12..14)?);
        let zone = zone.trim_end_matches('\'').replace('\'', ":");
        Some(format!(
            "{year}-{month}-{day} {hour}:{minute}:{second} {zone}"
        ))
    };
    plain().unwrap_or_else(|| stated.to_owned())
}

/// The signatures of a DOCX.
pub(super) fn docx(package: &Package) -> Result<Look, Text> {
    let found = docx::inspect_package(package).map_err(|error| error.text())?;
    let faults = found.remains.first().map(|part| {
        Text::new(
            format!("签名已被去掉，文件中还留有 {part}"),
            format!("the signature was removed, but {part} remains"),
        )
    });
    Ok(Look {
        signatures: found.signatures.into_iter().map(of_docx).collect(),
        faults: faults.into_iter().collect(),
        base_end: None,
        own: Own {
            parts: found.own,
            relationship: found.origin,
        },
    })
}

fn of_docx(signature: docx::DocxSignature) -> Signature {
    let of_parts = |it: &&docx::DocxDefect| it.part().is_some();
    let changed = signature.faults.iter().filter(of_parts);
    // Office never signs a document's properties: they are distinguished only if none is signed.
    let counts = |it: &&docx::Uncovered| !matches!(it, docx::Uncovered::Properties(_));
    let uncovered = signature.uncovered.iter().filter(counts);
    let uncovered: Vec<Text> = uncovered.map(docx::Uncovered::text).collect();
    let mut added: Vec<Text> = changed.map(docx::DocxDefect::text).collect();
    added.extend(uncovered.iter().cloned());
    let certificate = signature.certificate.as_ref();
    let all = certificate.into_iter().chain(&signature.others);
    let encoded: Vec<Vec<u8>> = all.filter_map(|it| it.to_der().ok()).collect();
    let is_unchecked = |it: &&docx::DocxDefect| matches!(it, docx::DocxDefect::Unchecked { .. });
    let (unchecked, faults): (Vec<_>, Vec<_>) = signature.faults.iter().partition(is_unchecked);
    let texts = |defects: Vec<&docx::DocxDefect>| -> Vec<Text> {
        defects.into_iter().map(docx::DocxDefect::text).collect()
    };
    Signature {
        who: name(certificate),
        faults: texts(faults),
        unchecked: texts(unchecked),
        uncovered,
        added,
        details: json!({
            "part": signature.part,
            "stated_time": signature.time,
            "certificate": about(certificate, &encoded),
        }),
        encoded,
        stamp: signature.stamp,
        stamped: signature.stamped_octets,
        stated: signature.time,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_came_between_two_signatures_is_reported_with_the_first() {
        // Two approvals each; `chengbao-signature` makes these files and holds them to it.
        let added = |name: &str| -> String {
            let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/data/signed");
            let bytes = &std::fs::read(format!("{folder}/{name}.pdf")).unwrap();
            let signatures = pdf(bytes).unwrap().signatures;
            assert_eq!(signatures.len(), 2);
            let first = signatures.first().unwrap();
            first.added.iter().map(|it| it.zh.as_str()).collect()
        };
        let straight = added("twice-approved");
        assert!(!straight.contains("批注"), "{straight}");
        let between = added("annotated-between-approvals");
        assert!(between.contains("批注"), "{between}");
    }

    #[test]
    fn a_time_is_written_as_people_write_it() {
        for (stated, told) in [
            ("D:20250120093000+08'00'", "2025-01-20 09:30:00 +08:00"),
            ("D:20250120093000Z", "2025-01-20 09:30:00 Z"),
            ("D:2025", "D:2025"),
            ("昨天", "昨天"),
        ] {
            assert_eq!(plain_time(stated), told);
        }
    }
}
