//! `sign`: a person confirms exactly these figures; a record of it is added next to the report.

use std::path::{Path, PathBuf};

use clap::Args;

use super::examine::{self, Examiner};
use super::exit::{Exit, Failure};
use super::keys::KeyArgs;
use super::lock::Lock;
use super::policy::PolicyArgs;
use super::shell::Shell;
use super::signoff;
use super::{clock, findings, interrupt, load, recorded, write};
use chengbao_base::text::{Bilingual as _, Text};
use chengbao_office::publish::{self, Recorded, Signoff};
use chengbao_office::signoff::{Approval, SignOffError, Subject, digests};
use chengbao_signature::keys::Signer;

/// Arguments of `sign`.
#[derive(Debug, Args)]
pub(super) struct SignArgs {
    /// The report file.
    #[arg(
        value_name = "REPORT",
        help = "数据文件；记录存入同一文件夹的 *.signoff.yaml。\
                                         The report; the record goes into *.signoff.yaml next to it"
    )]
    report: PathBuf,
    /// The role.
    #[arg(
        long = "as",
        value_name = "ROLE",
        required_unless_present = "status",
        help = "办理哪个环节：drafter 拟稿、reviewer 审核、issuer 签发。\
                The role: drafter, reviewer, issuer (the approver)"
    )]
    role: Option<String>,
    /// The name.
    #[arg(
        long,
        value_name = "NAME",
        required_unless_present = "status",
        help = "办理人的姓名。Name of the person who signs off"
    )]
    name: Option<String>,
    /// The post.
    #[arg(long, value_name = "POST", help = "职务。The person's post")]
    post: Option<String>,
    /// Warnings that are kept with a reason.
    #[arg(
        long,
        value_name = "CODE=REASON",
        help = "对一条提醒写明不改的理由，如 CB502=经上级同意延期；有几条写几次。\
                Keep a warning with a reason; may be repeated"
    )]
    accept: Vec<String>,
    #[command(flatten)]
    policy: PolicyArgs,
    #[command(flatten)]
    key: KeyArgs,
    /// Show the state.
    #[arg(
        long,
        conflicts_with_all = ["role", "name", "post", "accept"],
        help = "只显示审签进度，不办理。Show the progress of the sign-off and record nothing"
    )]
    status: bool,
}

pub(super) fn run(args: &SignArgs, shell: &Shell) -> Result<Exit, Failure> {
    let path = args.report.as_path();
    if load::is_stdin(path) {
        return Err(Failure::usage(
            "sign 不能用于标准输入，因为记录要存入数据文件所在的文件夹。请写文件名。",
            "sign does not read standard input, as the record is written next to the report; give a file name",
        ));
    }
    if signoff::is_signoff(path) {
        return Err(signoff::no_report(path));
    }
    let examiner = Examiner::new(shell, shell.faces_if_any()?)?.with_office(args.policy.office()?);
    let mut examined = examiner.examine(path, None);
    let (Some(report), Some(before)) = (examined.report.take(), examined.signoff.take()) else {
        findings::aside(&examined, &shell.console);
        return Ok(examine::exit(&examined).max(Exit::Errors));
    };
    let before = before.map_err(|text| Failure::new(Exit::Usage, text))?;
    if args.status {
        recorded::status(path, &report, &before, &examined, shell);
        return Ok(Exit::Done);
    }
    let accepted = accepted(&args.accept)?;
    clock::note_if_fixed(shell)?;
    let key = args.key.signer(shell, clock::moment()?.timestamp())?;
    let subject = Subject {
        report: &report,
        pictures: &digests(&examined.pictures),
        findings: &examined.findings,
        off: &examined.off,
    };
    let approval = Approval {
        role: args.role.as_deref().unwrap_or_default(),
        name: args.name.as_deref().unwrap_or_default(),
        post: args.post.as_deref(),
        accepted: &accepted,
        time: "",
    };
    let after = record(path, &before, approval, &subject, key.as_deref());
    if let Err(Refused::ByRule(error)) = &after
        && error.is_for_findings()
    {
        findings::aside(&examined, &shell.console);
    }
    let Recorded { file, signoff, .. } = after.map_err(|refused| refused.failure(path))?;
    recorded::report(path, &file, &signoff, shell);
    if let (Some(faces), Some(record)) = (examiner.faces(), file.records.last()) {
        recorded::undrawn(&recorded::printed(record), faces, shell);
    }
    Ok(Exit::Done)
}

/// Prints why nothing was recorded.
enum Refused {
    ByRule(SignOffError),
    Other(Failure),
}

impl From<Failure> for Refused {
    fn from(failure: Failure) -> Self {
        Self::Other(failure)
    }
}

impl Refused {
    fn failure(self, path: &Path) -> Failure {
        let error = match self {
            Self::Other(failure) => return failure,
            Self::ByRule(error) => error,
        };
        let exit = match error.is_wrong_request() {
            true => Exit::Usage,
            false => Exit::Errors,
        };
        let (text, path) = (error.text(), path.display());
        Failure::new(
            exit,
            Text::new(
                format!("{path} 没有记录。{}。", text.zh),
                format!("{path}: nothing was recorded: {}", text.en),
            ),
        )
    }
}

/// Adds the record to the sign-off file as it is now; no one else writes meanwhile.
fn record(
    report: &Path,
    before: &Signoff,
    approval: Approval<'_>,
    subject: &Subject<'_>,
    key: Option<&dyn Signer>,
) -> Result<Recorded, Refused> {
    interrupt::watch();
    let path = &signoff::path_of(report);
    let _lock = Lock::of(path)?;
    let read = || signoff::read(path).map_err(|text| Failure::new(Exit::Usage, text));
    let bytes = read()?;
    let time = clock::now()?;
    let approval = Approval {
        time: &time,
        ..approval
    };
    let recorded = publish::record(subject, &before.policy, bytes.as_deref(), &approval, key);
    let recorded = recorded.map_err(Refused::ByRule)?;
    // Where the lock has no effect.
    if read()? != bytes {
        let shown = path.display();
        return Err(Refused::Other(Failure::usage(
            format!("“{shown}”同时被另一程序改动，没有记录。请再办理一次。"),
            format!(
                "`{shown}` was changed by another program meanwhile; nothing was recorded; sign off again"
            ),
        )));
    }
    match bytes {
        None => write::create(path, &recorded.bytes)?,
        Some(_) => write::rewrite(path, &recorded.bytes)?,
    }
    Ok(recorded)
}

/// `CB502=理由`, by code or by the rule's name.
fn accepted(given: &[String]) -> Result<Vec<(String, String)>, Failure> {
    let pair = |given: &String| {
        let (code, reason) = given.split_once('=').or_else(|| given.split_once('＝'))?;
        Some((code.trim().to_owned(), reason.trim().to_owned()))
    };
    given
        .iter()
        .map(|given| {
            pair(given).ok_or_else(|| {
                Failure::usage(
                    format!("--accept “{given}”没有写理由，请写作 --accept CB502=理由。"),
                    format!("--accept `{given}` has no reason; write --accept CB502=reason"),
                )
            })
        })
        .collect()
}
