//! `schema`: the JSON Schema of a form's report files.

use clap::Args;

use super::exit::{Exit, Failure};
use super::forms::find;
use super::shell::Shell;
use chengbao_report::form::schema;

/// Arguments of `schema`.
#[derive(Debug, Args)]
pub(super) struct SchemaArgs {
    /// The form.
    #[arg(
        value_name = "ID",
        help = "报告格式，见 chengbao forms。The form, see `chengbao forms`"
    )]
    form: String,
}

pub(super) fn run(args: &SchemaArgs, shell: &Shell) -> Result<Exit, Failure> {
    let forms = shell.forms()?;
    let form = find(&forms, &args.form)?;
    shell.console.json(&format!("{:#}\n", schema(form)));
    Ok(Exit::Done)
}
