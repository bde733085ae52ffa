//! The purpose of a document as an embedded file (`document.json`), from which the same document can
//! be made again. There is one way of writing it, and no other is read.

use serde::{Deserialize, Serialize};

use super::{Profile, Purpose};
use chengbao_base::text::{Bilingual, Text};

/// The version that is written.
const VERSION: u32 = 1;

/// The file. Its keys are in the order of RFC 8785, and its values are not affected by its other
/// rules, so that the output of `serde_json` is canonical.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct File<'a> {
    annex: Option<u32>,
    draft: bool,
    first_page: u32,
    profile: &'a str,
    version: u32,
}

/// Why a file does not state the purpose of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PurposeError {
    /// It has a later version.
    #[error("document.json has version {0}, but this program reads version {VERSION}")]
    Version(u64),
    /// It was not written by this program.
    #[error("the embedded purpose (document.json) was not made by this program, or was changed")]
    Malformed,
}

impl Bilingual for PurposeError {
    fn text(&self) -> Text {
        let zh = match self {
            Self::Version(version) => format!(
                "内嵌的用途说明（document.json）是第 {version} 版，本程序只能读取第 {VERSION} 版。请升级本程序。"
            ),
            Self::Malformed => {
                "内嵌的用途说明（document.json）不是本程序生成的，或被改过。".to_owned()
            }
        };
        Text::new(zh, self.to_string())
    }
}

impl Purpose {
    /// The file: `{"annex":null,"draft":false,"first_page":1,"profile":"filing","version":1}`. The
    /// sign-off is in a file of its own.
    #[must_use]
    pub fn to_json(&self) -> Vec<u8> {
        let file = File {
            annex: self.annex,
            draft: self.draft,
            first_page: self.first_page,
            profile: self.profile.id(),
            version: VERSION,
        };
        // Writing it cannot fail.
        serde_json::to_vec(&file).unwrap_or_default()
    }

    /// Reads the file back, without a sign-off.
    ///
    /// # Errors
    /// [`PurposeError`] for any bytes except those that [`Self::to_json`] writes.
    pub fn from_json(bytes: &[u8]) -> Result<Self, PurposeError> {
        #[derive(Deserialize)]
        struct Versioned {
            version: u64,
        }
        let versioned: Versioned =
            serde_json::from_slice(bytes).map_err(|_| PurposeError::Malformed)?;
        if versioned.version > u64::from(VERSION) {
            return Err(PurposeError::Version(versioned.version));
        }
        let file: File<'_> = serde_json::from_slice(bytes).map_err(|_| PurposeError::Malformed)?;
        let purpose = Self {
            profile: Profile::of_id(file.profile).ok_or(PurposeError::Malformed)?,
            first_page: file.first_page,
            annex: file.annex,
            draft: file.draft,
            signed_off: None,
        };
        if purpose.to_json() == bytes {
            Ok(purpose)
        } else {
            Err(PurposeError::Malformed)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_back() {
        for profile in Profile::ALL {
            for (first_page, annex, draft) in [(1, None, false), (u32::MAX, Some(2), true)] {
                let purpose = Purpose {
                    profile,
                    first_page,
                    annex,
                    draft,
                    signed_off: None,
                };
                assert_eq!(Purpose::from_json(&purpose.to_json()), Ok(purpose));
            }
        }
        let written = Purpose::default().to_json();
        let wanted =
            r#"{"annex":null,"draft":false,"first_page":1,"profile":"filing","version":1}"#;
        assert_eq!(String::from_utf8(written).unwrap(), wanted);
    }

    #[track_caller]
    fn refused(from: &str, to: &str, expected: PurposeError) {
        let written = String::from_utf8(Purpose::default().to_json()).unwrap();
        let other = written.replace(from, to);
        assert_ne!(other, written);
        assert_eq!(Purpose::from_json(other.as_bytes()), Err(expected));
    }

    #[test]
    fn anything_else_is_refused() {
        for (from, to) in [
            ("filing", "other"),
            ("\"draft\":false,", ""),
            ("\"draft\"", "\"more\":1,\"draft\""),
            (",\"version\":1", ",\"version\":1,\"version\":1"),
            ("\"version\":1", "\"version\":0"),
            ("null", "-1"),
            ("null", "4294967296"),
            (":1,", ": 1,"),
            ("}", "}\n"),
            ("}", ""),
        ] {
            refused(from, to, PurposeError::Malformed);
        }
        refused("version\":1", "version\":2", PurposeError::Version(2));
    }
}
