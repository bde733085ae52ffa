//! An office's own policy, as given on the command line: what a sign-off must meet, and which warnings are off.

#[cfg(feature = "serve")]
use std::path::Path;
use std::path::PathBuf;

use clap::Args;

use super::exit::{Exit, Failure};
use super::load;
use chengbao_base::text::Text;
use chengbao_office::signoff::Office;

/// The flag for an office's own policy.
#[derive(Debug, Args)]
pub(super) struct PolicyArgs {
    /// The policy.
    #[arg(
        long,
        value_name = "FILE",
        help = "本单位的规定文件：审签只能比报告格式的规定更严；rules: {off: {编号: 理由}} 关闭提醒。\
                File with your office's own policy: sign-off may only be stricter than the form's; rules: {off: {CODE: reason}} switches warnings off"
    )]
    policy: Option<PathBuf>,
}

impl PolicyArgs {
    /// The file, if one is given.
    #[cfg(feature = "serve")]
    pub(super) fn file(&self) -> Option<&Path> {
        self.policy.as_deref()
    }

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

/// How many rules an office's policy switches off, and which; nothing if it switches off none.
pub(super) fn off(office: Option<&Office>) -> Option<Text> {
    let office = office.filter(|office| !office.off().is_empty())?;
    let (name, count) = (office.name(), office.off().len());
    let codes: Vec<&str> = office.off().iter().map(|rule| rule.code).collect();
    let are = if count == 1 { "rule is" } else { "rules are" };
    Some(Text::new(
        format!("按“{name}”关闭了 {count} 条规则：{}", codes.join("、")),
        format!("{count} {are} off ({name}): {}", codes.join(", ")),
    ))
}
