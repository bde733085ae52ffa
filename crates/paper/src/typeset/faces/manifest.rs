//! `MANIFEST.json`: which font file is for which role, and which roles it backs up.
//!
//! It says nothing about where the directory is; `find` decides that.

use serde::Deserialize;

use chengbao_base::style::Typeface;

/// The manifest of the set that comes with the program: its file names are the *known* ones, by
/// which a directory without a manifest is understood.
const SHIPPED: &str = include_str!("../../../../../fonts/MANIFEST.json");

/// The fonts of one directory, in the order they back each other up.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct Manifest {
    /// The fonts.
    pub(super) fonts: Vec<Entry>,
}

/// One font of a manifest. What else a manifest says (source, licence, digest) is for people.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct Entry {
    /// File name, relative to the manifest.
    pub(super) file: String,
    /// Face of a collection (`.ttc`).
    #[serde(default)]
    pub(super) index: u32,
    /// What it is for.
    #[serde(default)]
    pub(super) roles: Vec<Typeface>,
    /// What it stands in for where the face of the role has no glyph. A font that is for nothing at
    /// all stands in for every role, last of all.
    #[serde(default)]
    pub(super) fallback: Vec<Typeface>,
    /// The roles whose letters and digits it draws, before the face of 西文: a bold one beside 小标宋.
    #[serde(default)]
    pub(super) latin_for: Vec<Typeface>,
}

impl Manifest {
    /// Reads a manifest; the error is the parser's sentence with line and column.
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        serde_json::from_str(text).map_err(|error| error.to_string())
    }

    /// The manifest of the shipped set.
    pub(super) fn shipped() -> Result<Self, String> {
        Self::parse(SHIPPED)
    }
}
