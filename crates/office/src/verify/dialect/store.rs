//! The store of validation data that a signer adds (ETSI EN 319 142-1 §5.4): certificates, their revocation and
//! times, and nothing else.

use chengbao_base::formats::pdf::{PdfFile, Value};

use super::plain::is_moment;

/// Maximum bytes of one entry.
const MAX_BYTES: usize = 4 << 20;
/// The first byte of everything there: a SEQUENCE in DER.
const SEQUENCE: u8 = 0x30;
/// Digits of the digest that names a signature.
const DIGITS: usize = 40;

/// Whether a value is such a store.
pub(super) fn is_store(file: &PdfFile<'_>, value: &Value) -> bool {
    let Some(store) = file.follow(value) else {
        return false;
    };
    let entries = store.dictionary().filter(|_| store.data.is_none());
    entries.is_some_and(|entries| {
        entries.iter().all(|(key, value)| match key {
            b"Type" => value.as_name() == Some(b"DSS"),
            b"Certs" | b"OCSPs" | b"CRLs" => is_list(file, value),
            b"VRI" => are_signatures(file, value),
            _ => false,
        })
    })
}

/// The validation data of single signatures.
fn are_signatures(file: &PdfFile<'_>, value: &Value) -> bool {
    let Some(signatures) = file.follow(value) else {
        return false;
    };
    let is_digest = |key: &[u8]| key.len() == DIGITS && key.iter().all(u8::is_ascii_hexdigit);
    let signatures = signatures.dictionary();
    signatures.is_some_and(|signatures| {
        signatures.iter().all(|(key, value)| {
            let one = file.follow(value);
            let one = one.as_ref().and_then(|it| it.dictionary());
            is_digest(key)
                && one.is_some_and(|one| {
                    one.iter().all(|(key, value)| match key {
                        b"Type" => value.as_name() == Some(b"VRI"),
                        b"Cert" | b"OCSP" | b"CRL" => is_list(file, value),
                        b"TU" => is_moment(value),
                        b"TS" => is_entry(file, value),
                        _ => false,
                    })
                })
        })
    })
}

fn is_list(file: &PdfFile<'_>, value: &Value) -> bool {
    let list = file.follow(value);
    let list = list.as_ref().and_then(|it| it.value.as_array());
    list.is_some_and(|list| list.iter().all(|entry| is_entry(file, entry)))
}

/// A stream that says nothing of itself and holds something in DER.
fn is_entry(file: &PdfFile<'_>, value: &Value) -> bool {
    let Some(entry) = file.follow(value) else {
        return false;
    };
    let entries = entry.dictionary();
    let is_bare = entries.is_some_and(|it| it.has_only(&["Filter", "Length"]));
    let bytes = file.content(&entry, MAX_BYTES);
    is_bare && bytes.is_some_and(|it| it.first() == Some(&SEQUENCE))
}
