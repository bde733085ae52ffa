//! The purpose of a document as an embedded file (`document.json`), from which the same document can
//! be made again. There is one way of writing it in each edition, and no other is read.

use serde::{Deserialize, Serialize};

use super::{Profile, Purpose};
use chengbao_base::edition::Edition;
use chengbao_base::text::{Bilingual, Text};

/// The file's version from edition 1 on.
const VERSION: u32 = 2;
/// Its version where documents do not state their edition.
const WITHOUT_EDITION: u32 = 1;

/// The file. Its keys are in the order of RFC 8785, and its values are not affected by its other
/// rules, so that the output of `serde_json` is canonical.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct File<'a> {
    annex: Option<u32>,
    draft: bool,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    edition: Option<u32>,
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
    /// The document is of a later edition.
    #[error("the document is of edition {0}, but this program knows edition {current}", current = Edition::CURRENT.number())]
    Edition(u32),
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
            Self::Edition(number) => format!(
                "文件的版次是 {number}，本程序只认识到版次 {}。请升级本程序。",
                Edition::CURRENT.number()
            ),
            Self::Malformed => {
                "内嵌的用途说明（document.json）不是本程序生成的，或被改过。".to_owned()
            }
        };
        Text::new(zh, self.to_string())
    }
}

impl Purpose {
    /// The file: `{"annex":null,"draft":false,"edition":1,"first_page":1,"profile":"filing","version":2}`.
    /// The sign-off is in a file of its own.
    #[must_use]
    pub fn to_json(&self) -> Vec<u8> {
        let (edition, version) = match self.edition {
            Edition::Zero => (None, WITHOUT_EDITION),
            stated => (Some(stated.number()), VERSION),
        };
        let file = File {
            annex: self.annex,
            draft: self.draft,
            edition,
            first_page: self.first_page,
            profile: self.profile.id(),
            version,
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
        let edition = file.edition.map_or(Ok(Edition::Zero), Edition::try_from);
        let purpose = Self {
            edition: edition.map_err(|unknown| PurposeError::Edition(unknown.0))?,
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
        let uses = Profile::ALL.into_iter();
        let each = uses.flat_map(|profile| Edition::ALL.map(|edition| (profile, edition)));
        for (profile, edition) in each {
            for (first_page, annex, draft) in [(1, None, false), (u32::MAX, Some(2), true)] {
                let purpose = Purpose {
                    edition,
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
        let wanted = r#"{"annex":null,"draft":false,"edition":1,"first_page":1,"profile":"filing","version":2}"#;
        assert_eq!(String::from_utf8(written).unwrap(), wanted);
        let oldest = Purpose {
            edition: Edition::Zero,
            ..Purpose::default()
        };
        let wanted =
            r#"{"annex":null,"draft":false,"first_page":1,"profile":"filing","version":1}"#;
        assert_eq!(String::from_utf8(oldest.to_json()).unwrap(), wanted);
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
            (",\"version\":2", ",\"version\":2,\"version\":2"),
            ("\"version\":2", "\"version\":1"),
            ("\"edition\":1", "\"edition\":0"),
            ("\"edition\":1,", ""),
            ("\"edition\":1", "\"edition\":null"),
            ("null", "-1"),
            ("null", "4294967296"),
            (":1,", ": 1,"),
            ("}", "}\n"),
            ("}", ""),
        ] {
            refused(from, to, PurposeError::Malformed);
        }
        refused("version\":2", "version\":3", PurposeError::Version(3));
        refused("edition\":1", "edition\":7", PurposeError::Edition(7));
    }
}
