//! An office's own sign-off policy, as given on the command line.

use std::path::PathBuf;

use clap::Args;

use super::exit::{Exit, Failure};
use super::load;
use chengbao_office::signoff::Office;

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

impl PolicyArgs {
    /// The policy, if one is given.
    pub(super) fn office(&self) -> Result<Option<Office>, Failure> {
        let Some(path) = &self.policy else {
            return Ok(None);
        };
        let office = Office::read(&path.display().to_string(), load::bytes(path));
        let office = office.map_err(|text| Failure::new(Exit::Usage, text))?;
        Ok(Some(office))
    }
}
