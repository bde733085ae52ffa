//! The program's own YAML files (forms, policies, sign-off files) as values of their types. They may
//! also be damaged: the bounded reader goes first, since serde_yaml accepts duplicate keys silently
//! and can be kept busy by deep nesting.

use serde::de::DeserializeOwned;

use super::{Source, SourceError};
use chengbao_base::text::{Bilingual as _, Text};

/// Why such a file cannot be read.
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
            reason: error.text(),
        }
    }
}

impl Source {
    /// The file as a value of its type.
    ///
    /// # Errors
    /// [`Misfit`] if a key occurs twice or something does not fit the type.
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
