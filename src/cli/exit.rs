//! How a run ends: exit status, and the failures that decide it.

use chengbao_base::feature;
use chengbao_base::text::Text;
use chengbao_office::publish::Outcome;

/// Exit status of the program. In order of severity: of several files the worst decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Exit {
    /// Done; warnings may have been printed.
    Done,
    /// A report has errors; no file was written for it.
    Errors,
    /// Wrong usage, or a file that cannot be read or written.
    Usage,
    /// An internal error.
    Fault,
    /// Ctrl-C: 128 + SIGINT, as shells expect.
    Interrupted,
}

impl Exit {
    /// The status that follows from what was examined.
    pub(super) const fn of(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Sound => Self::Done,
            Outcome::Errors => Self::Errors,
            Outcome::Unreadable => Self::Usage,
        }
    }

    /// The status as the system takes it.
    #[must_use]
    pub const fn code(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::Errors => 1,
            Self::Usage => 2,
            Self::Fault => 3,
            Self::Interrupted => 130,
        }
    }
}

/// What ends a command early.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Failure {
    /// Its exit status.
    pub(super) exit: Exit,
    /// The message.
    pub(super) text: Text,
}

impl Failure {
    /// Wrong usage, or a file that cannot be read or written.
    pub(super) fn usage(zh: impl AsRef<str>, en: impl AsRef<str>) -> Self {
        Self::new(Exit::Usage, Text::new(zh, en))
    }

    /// A command or option that only builds with that feature have.
    pub(super) fn lacking(what: &str, feature: &str) -> Self {
        let Text { zh, en } = feature::lacking(what, feature);
        Self::usage(format!("{zh}。"), en)
    }

    /// A failure of that status.
    pub(super) const fn new(exit: Exit, text: Text) -> Self {
        Self { exit, text }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_worst_of_several_files_decides() {
        let worst = [Exit::Done, Exit::Usage, Exit::Errors].into_iter().max();
        assert_eq!(worst, Some(Exit::Usage));
        assert_eq!(Exit::Fault.max(Exit::Usage).code(), 3);
    }
}
