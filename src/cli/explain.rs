//! `explain`: why a rule exists, how it is broken and how it is kept.

use clap::Args;

use super::exit::{Exit, Failure};
use super::forms::columns;
use super::shell::Shell;
use crate::check::{RULES, Severity, tell};

/// Arguments of `explain`.
#[derive(Debug, Args)]
pub(super) struct ExplainArgs {
    /// The rule.
    #[arg(
        value_name = "CODE",
        help = "规则的编号或名称，如 CB201、row-total；不给则列出全部。\
                Code or name of a rule; all rules where there is none"
    )]
    rule: Option<String>,
}

pub(super) fn run(args: &ExplainArgs, shell: &Shell) -> Result<Exit, Failure> {
    let Some(name) = &args.rule else {
        list(shell);
        return Ok(Exit::Done);
    };
    let page = tell::explain(name, &shell.forms()?, shell.console.lang).ok_or_else(|| {
        Failure::usage(
            format!("没有“{name}”这条规则。chengbao explain 列出全部规则。"),
            format!("there is no rule `{name}`; `chengbao explain` lists them all"),
        )
    })?;
    shell.console.out(page.as_bytes());
    Ok(Exit::Done)
}

fn list(shell: &Shell) {
    let console = &shell.console;
    let rows: Vec<[String; 4]> = RULES
        .iter()
        .map(|rule| {
            let info = rule.info();
            let severity = match info.severity {
                Severity::Error => console.pick("错误", "error"),
                Severity::Warning => console.pick("警告", "warning"),
            };
            let summary = console.pick(info.summary, info.summary_en);
            [info.code, info.name, severity, summary].map(str::to_owned)
        })
        .collect();
    for line in columns(&rows) {
        console.line(&line);
    }
}
