//! `explain`: why a rule exists, with a bad and a good example.

use clap::Args;

use super::exit::{Exit, Failure};
use super::forms::columns;
use super::shell::Shell;
use chengbao_report::check::{Level, RULES, reporter};

/// Arguments of `explain`.
#[derive(Debug, Args)]
pub(super) struct ExplainArgs {
    /// The rule.
    #[arg(
        value_name = "CODE",
        help = "规则的编号或名称，如 CB201、row-total；不写则列出全部。\
                Code or name of a rule; without it, all rules are listed"
    )]
    rule: Option<String>,
}

pub(super) fn run(args: &ExplainArgs, shell: &Shell) -> Result<Exit, Failure> {
    let Some(name) = &args.rule else {
        list(shell);
        return Ok(Exit::Done);
    };
    let page = reporter::explain(name, &shell.forms()?, shell.console.lang).ok_or_else(|| {
        Failure::usage(
            format!("没有“{name}”这条规则。全部规则见 chengbao explain。"),
            format!("unknown rule `{name}`; `chengbao explain` lists all rules"),
        )
    })?;
    shell.console.lines(&page);
    Ok(Exit::Done)
}

fn list(shell: &Shell) {
    let console = &shell.console;
    let rows: Vec<[String; 4]> = RULES
        .iter()
        .map(|rule| {
            let info = rule.info();
            let severity = Level::of(info.severity).called(console.lang);
            let summary = console.pick(info.summary, info.summary_en);
            [info.code, info.name, severity, summary].map(str::to_owned)
        })
        .collect();
    for line in columns(&rows) {
        console.line(&line);
    }
}
