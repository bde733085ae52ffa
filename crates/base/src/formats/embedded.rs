//! The names of the files inside every document, for what writes them and what reads them back.
//! It knows names alone, never bytes.

/// Name of the report file inside every document: what it was made from.
pub const REPORT_FILE: &str = "report.yaml";
/// Name of the report's canonical JSON inside (RFC 8785).
pub const REPORT_DATA_FILE: &str = "report.json";
/// Name of the file inside that says what the document was made for.
pub const PURPOSE_FILE: &str = "document.json";
/// Name of the sign-off file inside a final document, byte for byte the one beside the report.
pub const SIGN_OFF_FILE: &str = "signoff.yaml";
/// Media type of [`REPORT_FILE`] and [`SIGN_OFF_FILE`] (RFC 9512).
pub const YAML: &str = "application/yaml";
/// Media type of [`REPORT_DATA_FILE`] and [`PURPOSE_FILE`] (RFC 8259).
pub const JSON: &str = "application/json";

/// Whether a file inside, by name and media type, is the [`PURPOSE_FILE`]. A picture may be called so.
#[must_use]
pub fn is_purpose(name: &str, media_type: &[u8]) -> bool {
    name == PURPOSE_FILE && media_type == JSON.as_bytes()
}

/// Whether a file inside, by name and media type, is the [`SIGN_OFF_FILE`].
#[must_use]
pub fn is_sign_off(name: &str, media_type: &[u8]) -> bool {
    name == SIGN_OFF_FILE && media_type == YAML.as_bytes()
}
