//! `check`: lists everything found in reports at once.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::answers::Answers;
use super::examine::Examiner;
use super::exit::{Exit, Failure};
use super::findings::Format;
use super::fix::{self, Change};
use super::policy::PolicyArgs;
use super::shell::Shell;
use super::{batch, guard, interrupt, load, signoff};
use chengbao_office::publish::Examined;
use chengbao_report::check::Stage;
use chengbao_report::check::fix::Fixes;

/// Arguments of `check`.
#[derive(Debug, Args)]
pub(super) struct CheckArgs {
    /// The reports.
    #[arg(
        required = true,
        value_name = "FILE",
        help = "数据文件；“-”为标准输入。The report files; `-` is standard input"
    )]
    files: Vec<PathBuf>,
    /// Last year's report.
    #[arg(
        long,
        value_name = "LAST",
        help = "上年报告的数据文件，用于跨年检查；代替文件中的 previous。\
                Last year's report for the year-on-year checks, instead of the key `previous`"
    )]
    previous: Option<PathBuf>,
    /// How findings are printed.
    #[arg(
        long,
        value_enum,
        value_name = "text|json|sarif|csv|html|junit",
        default_value = "text",
        hide_default_value = true,
        hide_possible_values = true,
        help = "结果的显示方式，默认 text；csv 供电子表格，html 供浏览器，junit 供持续集成。\
                How to print the findings, text by default; csv for spreadsheets, html for browsers, junit for build servers"
    )]
    format: Format,
    /// How far the reports have come.
    #[arg(
        long,
        value_enum,
        value_name = "filling|finished",
        default_value = "finished",
        hide_default_value = true,
        hide_possible_values = true,
        help = "报告是否填完，默认 finished；filling 为正在填报，未填的不算错。\
                How far the reports are, finished by default; while filling, what is blank is not an error"
    )]
    stage: StageArg,
    /// An earlier answer.
    #[arg(
        long,
        value_name = "FILE",
        help = "以前 check --format json 的结果；只列出其中没有的问题。\
                An earlier answer of check --format json; only findings that are not in it are reported"
    )]
    baseline: Option<PathBuf>,
    #[command(flatten)]
    policy: PolicyArgs,
    /// Fix.
    #[arg(
        long,
        help = "把有把握的改正写回文件，注释和排列不变，再检查一次。\
                Apply safe fixes to the file, keeping comments, and check again"
    )]
    fix: bool,
    /// Fix counted cells too.
    #[arg(
        long,
        requires = "fix",
        help = "同时填入推算的数（使勾稽相符），填后请与台账核实。\
                Also apply suggested fixes (figures that make the sums agree); verify them against your records"
    )]
    suggested: bool,
    /// Fix what was signed off.
    #[arg(
        long,
        requires = "fix",
        help = "有审签记录的报告也改正，审签随之失效，须从头审签。\
                Also fix reports that have sign-off records, which ends their sign-off"
    )]
    break_signoff: bool,
}

/// The option's values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum StageArg {
    /// Being filled in.
    Filling,
    /// To be filed.
    Finished,
}

impl StageArg {
    const fn stage(self) -> Stage {
        match self {
            Self::Filling => Stage::Filling,
            Self::Finished => Stage::Finished,
        }
    }
}

/// The result of one file.
type Looked = Result<(Examined, Vec<Change>), Failure>;

pub(super) fn run(args: &CheckArgs, shell: &Shell) -> Result<Exit, Failure> {
    if args.fix && args.files.iter().any(|path| load::is_stdin(path)) {
        return Err(Failure::usage(
            "--fix 会改写文件，不能用于标准输入。请写文件名。",
            "--fix rewrites files and cannot be used with standard input; give a file name",
        ));
    }
    let files = signoff::reports(&args.files)?;
    let examiner = Examiner::new(shell, shell.faces_if_any()?)?
        .at(args.stage.stage())
        .with_office(args.policy.office()?);
    if args.fix {
        interrupt::watch();
    }
    let fixes = if args.suggested {
        Fixes::Suggested
    } else {
        Fixes::Safe
    };
    let previous = args.previous.as_deref();
    let look = |index: usize| -> Option<Looked> {
        let path = *files.get(index)?;
        let work = || {
            if args.fix {
                fix::rewrite(&examiner, path, previous, fixes, args.break_signoff)
            } else {
                Ok((examiner.examine(path, previous), Vec::new()))
            }
        };
        Some(guard::guard(&path.display().to_string(), work).and_then(|looked| looked))
    };
    let (mut exit, mut told) = (Exit::Done, 0);
    let baseline = args.baseline.as_deref();
    let mut answers = Answers::new(args.format, &examiner, shell, baseline)?;
    batch::in_order(files.len(), look, |_, looked| {
        told += 1;
        match looked {
            None => {}
            Some(Err(failure)) => {
                if failure.exit != Exit::Interrupted {
                    shell.console.error(&failure.text);
                }
                exit = exit.max(failure.exit);
            }
            Some(Ok((examined, changes))) => {
                exit = exit.max(answers.add(examined, &changes));
            }
        }
    });
    if told < files.len() || exit == Exit::Interrupted {
        return Err(interrupt::failure());
    }
    answers.finish();
    Ok(exit)
}
