//! What documents are made for, as given on the command line.

use clap::Args;
use clap::builder::PossibleValuesParser;

use super::exit::{Exit, Failure};
use chengbao_office::compose::Profile;
use chengbao_office::publish::{Order, Standing};

/// The flags for it.
#[derive(Debug, Args)]
pub(super) struct PurposeArgs {
    /// The use.
    #[arg(
        long,
        value_parser = profiles(),
        value_name = "filing|print|attachment",
        default_value = Profile::Filing.id(),
        hide_default_value = true,
        hide_possible_values = true,
        help = "用途：filing 报送归档（默认），print 纸质签字盖章，attachment 作公文附件（数据文件中写了公函的，连同公函）。\
                Use: filing (default), print for signature and seal on paper, attachment as the annex to a letter or other document, \
                with the covering letter if the report has one"
    )]
    profile: String,
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

impl PurposeArgs {
    /// What is ordered with these flags.
    ///
    /// # Errors
    /// If a flag has no meaning next to the others.
    pub(super) fn order(&self) -> Result<Order, Failure> {
        let standing = match (self.draft, self.final_only) {
            (true, _) => Standing::Draft,
            (false, true) => Standing::Final,
            (false, false) => Standing::BySignoff,
        };
        Order::new(&self.profile, self.start_page, self.annex, standing)
            .map_err(|error| Failure::new(Exit::Usage, error.text(option)))
    }
}

/// An option as the command line writes it: `--annex 2`.
pub(super) fn option(name: &str, value: Option<&str>) -> String {
    let name = name.replace('_', "-");
    match value {
        Some(value) => format!("--{name} {value}"),
        None => format!("--{name}"),
    }
}

/// The uses by their names.
fn profiles() -> PossibleValuesParser {
    PossibleValuesParser::new(Profile::ALL.map(Profile::id))
}
