//! The sign-off file: the records, the values they cover, and one digest that reveals damage.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::{Record, SignOffError, person};
use chengbao_base::text::Text;
use chengbao_report::source::{Misfit, Source, SourceError};

/// The version that is written where no rule was off; earlier programs read it too.
const WITHOUT_RULES_OFF: u32 = 1;
/// The latest version that is read, written where a rule was off.
const VERSION: u32 = 2;

/// The first lines of the file.
const HEAD: &str = "\
# 审签记录，由 chengbao sign 生成。请勿手工改动，任何改动都会使记录失效。
# Sign-off records, written by `chengbao sign`. Do not edit them: any change makes them invalid.
";

/// A sign-off file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct File {
    pub(super) version: u32,
    /// The records, oldest first; never empty in a file that was written.
    pub records: Vec<Record>,
    /// Digest of the last record, which is not covered by another record.
    pub(super) head: Option<String>,
    /// The values covered by the last record, by id path; their canonical JSON is what `report` digests.
    pub values: Map<String, Value>,
}

impl Default for File {
    /// A file without records, to which records are added.
    fn default() -> Self {
        Self {
            version: WITHOUT_RULES_OFF,
            records: Vec::new(),
            head: None,
            values: Map::new(),
        }
    }
}

impl File {
    /// Reads a sign-off file. A readable file need not be valid: [`state`](super::state) checks that.
    ///
    /// # Errors
    /// [`SignOffError::Unreadable`] with line and reason if it exceeds the bounds of a report file or
    /// is malformed, [`SignOffError::Version`] if a later program wrote it, [`SignOffError::Record`] if it names persons
    /// as `sign` would not.
    pub fn parse(bytes: &[u8]) -> Result<Self, SignOffError> {
        let source = Source::parse("signoff.yaml", bytes).map_err(|error| {
            SignOffError::Unreadable(match error {
                // The message for an empty report does not fit here.
                SourceError::Empty => Misfit {
                    line: 1,
                    reason: Text::new("文件是空的", "the file is empty"),
                },
                error => (&error).into(),
            })
        })?;
        let version = source.root.get("version");
        let version = version.and_then(|node| node.as_scalar()?.text.parse().ok());
        if let Some(version) = version.filter(|version: &u64| *version > u64::from(VERSION)) {
            return Err(SignOffError::Version { version });
        }
        let file: Self = source.typed().map_err(SignOffError::Unreadable)?;
        if file.version != file.needed() {
            let place = source.root.get("version").map(|node| node.place);
            return Err(SignOffError::Unreadable(Misfit {
                line: place.map_or(1, |place| place.line),
                reason: Text::new("版本号与内容不符", "the version does not fit the content"),
            }));
        }
        for (index, record) in file.records.iter().enumerate() {
            person::recorded(record).map_err(|error| SignOffError::Record {
                record: index + 1,
                error: Box::new(error),
            })?;
        }
        Ok(file)
    }

    /// The version in which its records are written.
    pub(super) fn needed(&self) -> u32 {
        match self.records.iter().all(|record| record.off.is_empty()) {
            true => WITHOUT_RULES_OFF,
            false => VERSION,
        }
    }

    /// Whether the file has no records.
    pub(super) fn is_new(&self) -> bool {
        *self == Self::default()
    }

    /// The file's bytes; the same records give the same bytes.
    ///
    /// # Errors
    /// [`SignOffError::TooLarge`] if the file would be too large to be read again.
    pub fn bytes(&self) -> Result<Vec<u8>, SignOffError> {
        let yaml = serde_yaml::to_string(self).map_err(|_| SignOffError::TooLarge)?;
        let bytes = format!("{HEAD}{yaml}").into_bytes();
        // A file that cannot be read again must not be written.
        match Self::parse(&bytes) {
            Ok(again) if again == *self => Ok(bytes),
            _ => Err(SignOffError::TooLarge),
        }
    }
}
