//! An office's own sign-off policy, as given on the command line.

use std::path::PathBuf;

use clap::Args;

use super::exit::Failure;
use super::load;
use chengbao_base::text::{Bilingual as _, Text};
use chengbao_report::form::Policy;
use chengbao_report::source::Source;

/// The flag for an office's own policy.
#[derive(Debug, Args)]
pub(super) struct PolicyArgs {
    /// The policy.
    #[arg(
        long,
        value_name = "FILE",
        help = "本单位的审签规定文件，只能比报告格式的规定更严。\
                File with your office's own sign-off policy; it may only be stricter than the form's"
    )]
    policy: Option<PathBuf>,
}

/// An office's own policy as text; its effect depends on the form.
#[derive(Debug, Clone)]
pub(super) struct Office {
    name: String,
    text: String,
}

impl PolicyArgs {
    /// Reads the policy's text.
    pub(super) fn office(&self) -> Result<Option<Office>, Failure> {
        let Some(path) = &self.policy else {
            return Ok(None);
        };
        let name = path.display().to_string();
        let read = load::bytes(path).and_then(|bytes| Source::parse(&name, &bytes));
        let source =
            read.map_err(|error| refused(&name, error.place().map(|at| at.line), &error.text()))?;
        Ok(Some(Office {
            name,
            text: source.text,
        }))
    }
}

impl Office {
    /// The name of its file, and the text.
    pub(super) fn parts(&self) -> (&str, &str) {
        (&self.name, &self.text)
    }

    /// The policy a report on a form must meet.
    pub(super) fn over(&self, form: &Policy) -> Result<Policy, Text> {
        form.tightened(&self.name, &self.text)
            .map_err(|error| refused(&error.file, Some(error.line), &error.reason).text)
    }
}

fn refused(file: &str, line: Option<u32>, reason: &Text) -> Failure {
    let line = line.map_or_else(String::new, |line| format!(":{line}"));
    Failure::usage(
        format!("审签规定无法使用（{file}{line}）：{}", reason.zh),
        format!(
            "{file}{line}: the sign-off policy cannot be used: {}",
            reason.en
        ),
    )
}
