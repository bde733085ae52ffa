//! YAML that is the house's own (forms, policies, sign-off files) as a value of its type. It may be
//! damaged all the same: the bounded reader goes first, since serde_yaml takes duplicate keys in silence
//! and can be kept busy by deep nesting.

use serde::de::DeserializeOwned;

use super::{Source, SourceError};
use chengbao_base::text::Text;

/// Why a file of ours cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {}", reason.en)]
pub struct Misfit {
    /// Line, from 1.
    pub line: u32,
    /// What is wrong and what to do.
    pub reason: Text,
}

impl From<&SourceError> for Misfit {
    fn from(error: &SourceError) -> Self {
        Self {
            line: error.place().map_or(1, |place| place.line),
            reason: error.message(),
        }
    }
}

impl Source {
    /// The file as a value of its type.
    ///
    /// # Errors
    /// [`Misfit`] where a key comes twice or something is not what the type has there.
    pub fn typed<T: DeserializeOwned>(&self) -> Result<T, Misfit> {
        if let Some(error) = self.problems.first() {
            return Err(error.into());
        }
        serde_yaml::from_str(&self.text).map_err(|error| {
            let line = error.location().map_or(1, |at| at.line());
            Misfit {
                line: u32::try_from(line).unwrap_or(u32::MAX),
                reason: Text::new(format!("写法不符：{error}"), error.to_string()),
            }
        })
    }
}
