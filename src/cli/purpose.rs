//! What documents are made for, as given on the command line.

use std::path::Path;

use clap::{Args, ValueEnum};

use super::exit::Failure;
use chengbao_office::compose::{Profile, Purpose, Unfit};
use chengbao_report::report::Report;

/// The flags for it.
#[derive(Debug, Args)]
pub(super) struct PurposeArgs {
    /// The use.
    #[arg(
        long,
        value_enum,
        value_name = "filing|print|attachment",
        default_value = "filing",
        hide_default_value = true,
        hide_possible_values = true,
        help = "用途：filing 报送归档（默认），print 纸质签字盖章，attachment 作公文附件（数据文件中写了公函的，连同公函）。\
                Use: filing (default), print for signature and seal on paper, attachment as the annex to a letter or other document, \
                with the covering letter if the report has one"
    )]
    profile: ProfileName,
    /// Number of the first page.
    #[arg(
        long,
        value_name = "N",
        default_value_t = 1,
        hide_default_value = true,
        value_parser = clap::value_parser!(u32).range(1..=9999),
        help = "首页的页码，默认 1；附件的页码接着公文编排时用。\
                Number of the first page, 1 by default; an annex continues the numbers of its letter or document"
    )]
    start_page: u32,
    /// Number of the annex.
    #[arg(
        long,
        value_name = "N",
        value_parser = clap::value_parser!(u32).range(1..=999),
        help = "附件的序号，印作“附件N”；公文只有一个附件的不写。与 --profile attachment 同用。\
                Number of the annex if the letter or document has several; with --profile attachment"
    )]
    annex: Option<u32>,
    /// Draft.
    #[arg(
        long,
        conflicts_with = "final_only",
        help = "一律生成草稿：每页印“草稿”字样，文件名为 *.draft.*。审签未完成的报告总是生成草稿。\
                Always write drafts, marked as such on every page and named *.draft.*. \
                Reports that are not signed off are always written as drafts"
    )]
    draft: bool,
    /// Final.
    #[arg(
        long = "final",
        id = "final_only",
        help = "只生成定稿（审签完成的文件）：审签未完成的，不生成文件；加 --key 的，用单位密钥签名。\
                Write final documents only, and no file for a report that is not signed off; with --key, sign them"
    )]
    final_only: bool,
}

/// Whether a document is to be a draft.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    /// Final if the report is signed off, else a draft.
    BySignoff,
    /// A draft.
    Draft,
    /// Final, or none.
    Final,
}

/// A use as named on the command line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum ProfileName {
    /// For the file.
    Filing,
    /// On paper.
    Print,
    /// Annex to a letter or document.
    Attachment,
}

impl From<ProfileName> for Profile {
    fn from(name: ProfileName) -> Self {
        match name {
            ProfileName::Filing => Self::Filing,
            ProfileName::Print => Self::Print,
            ProfileName::Attachment => Self::Attachment,
        }
    }
}

impl PurposeArgs {
    /// The resulting purpose: a draft, until the report is known to be signed off.
    ///
    /// # Errors
    /// If a flag has no meaning next to the others.
    pub(super) fn purpose(&self) -> Result<Purpose, Failure> {
        let profile = Profile::from(self.profile);
        if self.annex.is_some() && profile != Profile::Attachment {
            let id = profile.id();
            return Err(Failure::usage(
                format!(
                    "--annex 是附件的序号，不能用于 --profile {id}；请改用 --profile attachment。"
                ),
                format!(
                    "--annex numbers an annex and cannot be used with --profile {id}; use --profile attachment"
                ),
            ));
        }
        Ok(Purpose {
            profile,
            first_page: self.start_page,
            annex: self.annex,
            draft: true,
            signed_off: None,
        })
    }

    /// Whether the documents are to be drafts.
    pub(super) const fn standing(&self) -> Standing {
        match (self.draft, self.final_only) {
            (true, _) => Standing::Draft,
            (false, true) => Standing::Final,
            (false, false) => Standing::BySignoff,
        }
    }
}

/// Whether a report can be made into that.
pub(super) fn suits(purpose: &Purpose, path: &Path, report: &Report) -> Result<(), Failure> {
    let Some(Unfit {
        annex,
        annexes: count,
    }) = purpose.unfit(report)
    else {
        return Ok(());
    };
    let path = path.display();
    Err(Failure::usage(
        format!(
            "{path}：公函有 {count} 个附件，与 --annex {annex} 不符。请改正序号；只有一个附件的不编序号。"
        ),
        format!(
            "{path}: --annex {annex} does not match the covering letter, which lists {count} annexes; a single annex has no number"
        ),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_use_is_named_as_the_document_names_it() {
        for name in ProfileName::value_variants() {
            let shown = name.to_possible_value().unwrap();
            assert_eq!(shown.get_name(), Profile::from(*name).id());
        }
        assert_eq!(ProfileName::value_variants().len(), Profile::ALL.len());
    }
}
