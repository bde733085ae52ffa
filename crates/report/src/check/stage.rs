//! How far a report has come, and how a finding stands for its reader.
//!
//! It never decides what a rule finds.

use serde::{Deserialize, Serialize};

use super::Severity;
use chengbao_base::text::Lang;

/// How far a report has come. Rules about what is still to be entered answer differently while it is being filled in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stage {
    /// Someone is entering it: a blank is not yet filled in and takes part in no sum.
    Filling,
    /// It is to be filed: a blank counts as 0 in a sum.
    #[default]
    Finished,
}

impl Stage {
    /// Its name in options and answers.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Filling => "filling",
            Self::Finished => "finished",
        }
    }

    /// The stage of that name.
    #[must_use]
    pub fn of(id: &str) -> Option<Self> {
        [Self::Filling, Self::Finished]
            .into_iter()
            .find(|stage| stage.id() == id)
    }
}

/// How a finding stands for its reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// The report cannot be filed like this.
    Wrong,
    /// Someone should look at it.
    Review,
    /// Something is still to be entered; only while the report is being filled in. It blames nothing.
    NotYet,
}

impl Level {
    /// Its name in answers.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Wrong => "wrong",
            Self::Review => "review",
            Self::NotYet => "not-yet",
        }
    }

    /// What findings of it are called.
    #[must_use]
    pub const fn called(self, lang: Lang) -> &'static str {
        match (self, lang) {
            (Self::Wrong, Lang::Zh) => "错误",
            (Self::Wrong, Lang::En) => "error",
            (Self::Review, Lang::Zh) => "提醒",
            (Self::Review, Lang::En) => "warning",
            (Self::NotYet, Lang::Zh) => "未填",
            (Self::NotYet, Lang::En) => "not yet",
        }
    }

    /// The level of a finding that blames something.
    #[must_use]
    pub fn of(severity: Severity) -> Self {
        match severity {
            Severity::Error => Self::Wrong,
            Severity::Warning => Self::Review,
        }
    }
}
