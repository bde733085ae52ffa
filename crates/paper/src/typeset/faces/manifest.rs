//! `MANIFEST.json`: which font file serves which role, and for which roles it is a fallback.
//!
//! It does not contain the location of the directory; `find` decides that.

use serde::Deserialize;

use chengbao_base::style::Typeface;

/// The manifest of the set that comes with the program: its file names are the *known* ones, by
/// which a directory without a manifest is understood.
const SHIPPED: &str = include_str!("../../../../../fonts/MANIFEST.json");

/// The fonts of one directory, in their order as fallbacks.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct Manifest {
    /// The fonts.
    pub(super) fonts: Vec<Entry>,
}

/// One font of a manifest. The rest of a manifest (source, licence, digest) is for people.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct Entry {
    /// File name, relative to the manifest.
    pub(super) file: String,
    /// Face of a collection (`.ttc`).
    #[serde(default)]
    pub(super) index: u32,
    /// Its roles.
    #[serde(default)]
    pub(super) roles: Vec<Typeface>,
    /// The roles for which it is a fallback. A font without any role
    /// is the last fallback for every role.
    #[serde(default)]
    pub(super) fallback: Vec<Typeface>,
    /// The roles whose letters and digits it draws, before the face of 西文: a bold one next to 小标宋.
    #[serde(default)]
    pub(super) latin_for: Vec<Typeface>,
}

impl Manifest {
    /// Reads a manifest; the error is the parser's message with line and column.
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        serde_json::from_str(text).map_err(|error| error.to_string())
    }

    /// The manifest of the shipped set.
    pub(super) fn shipped() -> Result<Self, String> {
        Self::parse(SHIPPED)
    }
}
