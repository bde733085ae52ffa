//! What a signer says of the version and of the extensions of PDF that its signature needs (ISO 32000-2 §7.2.2,
//! §7.12): names, numbers and an address, which no viewer shows. Nothing else stands beside them.

use chengbao_base::formats::pdf::{Dictionary, Value};

use super::plain::is_program;

/// The versions of PDF in which signatures are described.
const VERSIONS: [&[u8]; 2] = [b"1.7", b"2.0"];
/// Length of a developer's prefix (ISO 32000-1 Annex E).
const PREFIX: usize = 4;
/// Maximum extensions of one developer.
const MAX_EXTENSIONS: usize = 16;

/// `Version` of the catalog.
pub(super) fn is_version(value: &Value) -> bool {
    value.as_name().is_some_and(|name| VERSIONS.contains(&name))
}

/// `Extensions` of the catalog: for each developer one extension, or a list of them as of PDF 2.0.
pub(super) fn are_extensions(value: &Value) -> bool {
    value.as_dictionary().is_some_and(|developers| {
        developers.iter().all(|(key, value)| {
            if key == b"Type" {
                return value.as_name() == Some(b"Extensions");
            }
            let all = value.as_array().map_or_else(
                || is_extension(value),
                |list| list.len() <= MAX_EXTENSIONS && list.iter().all(is_extension),
            );
            is_prefix(key) && all
        })
    })
}

fn is_prefix(key: &[u8]) -> bool {
    let known = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'_';
    key.len() == PREFIX && key.iter().all(known)
}

/// A developer's extensions dictionary (ISO 32000-2 table 49).
fn is_extension(value: &Value) -> bool {
    let entry = |(key, value): (&[u8], &Value)| match key {
        b"Type" => value.as_name() == Some(b"DeveloperExtensions"),
        b"BaseVersion" => is_version(value),
        b"ExtensionLevel" => value.as_integer().is_some(),
        b"ExtensionRevision" | b"URL" => value.as_text().is_some_and(|text| is_program(&text)),
        _ => false,
    };
    let is_whole = |it: &Dictionary| it.get("ExtensionLevel").is_some();
    value
        .as_dictionary()
        .is_some_and(|it| is_whole(it) && it.iter().all(entry))
}
