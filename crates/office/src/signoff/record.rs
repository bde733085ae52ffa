//! One record: a person approved exactly this report.

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{digest, hex};
use chengbao_report::report::canonical;
use chengbao_signature::cms::{self, CmsError, Signed};
use chengbao_signature::keys::Signer;

/// A record in the sign-off file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Record {
    /// Round of the sign-off, from 1: a change of the report ends one, the first role begins the next.
    pub round: u32,
    /// Id of the role.
    pub role: String,
    /// The printed label of the role: 拟稿.
    pub label: String,
    /// The person.
    pub name: String,
    /// The person's post.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub post: Option<String>,
    /// When, RFC 3339 with the local offset.
    pub time: String,
    /// Id of the form.
    pub form: String,
    /// Version of the form.
    pub form_version: u32,
    /// SHA-256 of the report's canonical JSON, hexadecimal.
    pub report: String,
    /// SHA-256 of the file of each picture, by its path.
    pub pictures: BTreeMap<String, String>,
    /// Warnings that were kept.
    pub accepted: Vec<Accepted>,
    /// Rules that the office had switched off.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub off: Vec<Accepted>,
    /// SHA-256 of the canonical JSON of the record before it.
    pub previous: Option<String>,
    /// CMS signature over the canonical JSON of everything else, base64.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signature: Option<String>,
}

/// A warning that was kept, or a rule that was off, and why.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Accepted {
    /// Code of the rule: `CB501`.
    pub code: String,
    /// Why.
    pub reason: String,
}

impl Record {
    /// The canonical JSON of the record without its signature: what a key signs.
    #[must_use]
    pub fn signed_bytes(&self) -> Vec<u8> {
        let bare = Self {
            signature: None,
            ..self.clone()
        };
        bare.canonical()
    }

    /// SHA-256 of the canonical JSON of the whole record, hexadecimal.
    #[must_use]
    pub fn digest(&self) -> String {
        hex(&digest(&self.canonical()))
    }

    fn canonical(&self) -> Vec<u8> {
        // A record consists of texts and whole numbers, which JSON always accepts.
        canonical(&serde_json::to_value(self).unwrap_or(Value::Null))
    }

    /// The local day on which it was made; `None` if the time is not valid.
    #[must_use]
    pub fn day(&self) -> Option<Date> {
        self.moment()?;
        self.time.get(..10)?.parse().ok()
    }

    /// The moment; `None` if the time is not an RFC 3339 time with an offset.
    #[must_use]
    pub fn moment(&self) -> Option<Timestamp> {
        moment(&self.time)
    }

    /// Verifies the signature of the record; `None` if it has none.
    ///
    /// # Errors
    /// [`CmsError`] if it is not valid.
    pub fn signer(&self) -> Result<Option<Signed>, CmsError> {
        let Some(signature) = &self.signature else {
            return Ok(None);
        };
        let der = BASE64_STANDARD
            .decode(signature)
            .map_err(|error| CmsError::Syntax {
                detail: error.to_string(),
            })?;
        cms::read(&der, Some(&[&self.signed_bytes()])).map(Some)
    }

    /// Signs the record with a key.
    pub(super) fn sign(&mut self, signer: &dyn Signer) -> Result<(), CmsError> {
        self.signature = None;
        let digest = signer.scheme().hash().digest(&[&self.signed_bytes()]);
        let der = cms::sign::<CmsError>(signer, &digest, None)?;
        self.signature = Some(BASE64_STANDARD.encode(der));
        Ok(())
    }
}

/// `2025-01-20T09:30:00+08:00`, to the second.
pub(super) fn moment(time: &str) -> Option<Timestamp> {
    let shape = "dddd-dd-ddTdd:dd:dd+dd:dd";
    let fits = |(given, shape): (char, char)| match shape {
        'd' => given.is_ascii_digit(),
        '+' => matches!(given, '+' | '-'),
        other => given == other,
    };
    let is_shaped = time.len() == shape.len() && time.chars().zip(shape.chars()).all(fits);
    is_shaped.then(|| time.parse().ok()).flatten()
}
