//! Why a report cannot be signed off, or its sign-off file cannot be read.

use super::breaks::{Break, Unmet};
use chengbao_base::text::Text;
use chengbao_report::source::Misfit;
use chengbao_signature::cms::CmsError;

/// Why a report cannot be signed off, or its sign-off file cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.text().en)]
#[non_exhaustive]
pub enum SignOffError {
    /// The sign-off file cannot be read.
    Unreadable(Misfit),
    /// A later program wrote the sign-off file.
    Version {
        /// Its version.
        version: u64,
    },
    /// The sign-off file would be larger than one that is read.
    TooLarge,
    /// The sign-off file is damaged; nothing is signed into it.
    Damaged(Vec<Break>),
    /// No role of the policy.
    UnknownRole {
        /// As given.
        role: String,
        /// Those there are, `drafter（拟稿）`.
        known: Vec<String>,
    },
    /// Another role is next.
    NotYourTurn {
        /// Label of the role that was to sign.
        role: String,
        /// Id and label of the one that is next.
        next: (String, String),
    },
    /// The report was changed after it was signed: the first role begins a new round.
    Changed {
        /// Id and label of the first role.
        first: (String, String),
        /// What was changed.
        breaks: Vec<Break>,
    },
    /// All have signed.
    Complete,
    /// The record would not meet the policy.
    Unmet {
        /// Label of the role.
        role: String,
        /// What it lacks.
        unmet: Unmet,
    },
    /// The report has errors.
    HasErrors {
        /// How many.
        count: usize,
    },
    /// The report has warnings that were not accepted.
    NotAccepted {
        /// Codes of their rules.
        codes: Vec<&'static str>,
    },
    /// A warning is to be accepted that the report has not.
    NothingToAccept {
        /// As given.
        code: String,
    },
    /// A warning is accepted twice.
    AcceptedTwice {
        /// Its code.
        code: String,
    },
    /// A name, post or reason that is none.
    Words {
        /// `name`, `post` or `reason`.
        what: &'static str,
        /// Most characters it may have.
        most: usize,
    },
    /// The time is no time, or before that of the last record.
    Time {
        /// Time of the last record, where there is one.
        last: Option<String>,
    },
    /// The key does not sign.
    Key(CmsError),
}

impl SignOffError {
    /// The message with what to do, without a stop.
    #[must_use]
    pub fn text(&self) -> Text {
        match self {
            Self::Unreadable(Misfit { line, reason }) => Text::new(
                format!(
                    "签发记录文件第 {line} 行不可读：{}",
                    reason.zh.trim_end_matches('。')
                ),
                format!(
                    "the sign-off file cannot be read at line {line}: {}",
                    reason.en
                ),
            ),
            Self::Version { version } => Text::new(
                format!("签发记录文件是第 {version} 版，由更新的程序写入；请升级本程序"),
                format!(
                    "the sign-off file is of version {version}, written by a later program; upgrade this one"
                ),
            ),
            Self::TooLarge => Text::new(
                "签发记录文件过大，没有写出",
                "the sign-off file would be too large to be read again and was not written",
            ),
            Self::Damaged(breaks) => {
                let Text { zh, en } = told(breaks);
                Text::new(
                    format!("{zh}。不能再往里签；请从备份恢复，或移走该文件从头签起"),
                    format!(
                        "{en}; nothing more can be signed into it: restore it, or move it away and begin anew"
                    ),
                )
            }
            Self::UnknownRole { role, known } => Text::new(
                format!("没有“{role}”这个环节；有：{}", known.join("、")),
                format!("there is no role `{role}`; there are: {}", known.join(", ")),
            ),
            Self::NotYourTurn {
                role,
                next: (id, label),
            } => Text::new(
                format!("还轮不到“{role}”，下一步是“{label}”（--as {id}）"),
                format!("it is not the turn of {role}; next is {label} (--as {id})"),
            ),
            Self::Changed {
                first: (id, label),
                breaks,
            } => {
                let Text { zh, en } = told(breaks);
                Text::new(
                    format!("此前的签发已失效：{zh}。须从“{label}”重新签起（--as {id}）"),
                    format!(
                        "the sign-off does not hold any more: {en}; it begins anew with {label} (--as {id})"
                    ),
                )
            }
            Self::Complete => Text::new(
                "各环节都已签过，数据没有改动，不必再签",
                "all have signed, and nothing was changed since",
            ),
            Self::Unmet { role, unmet } => {
                let Text { zh, en } = unmet.text();
                Text::new(format!("“{role}”：{zh}"), format!("{role}: {en}"))
            }
            Self::HasErrors { count } => Text::new(
                format!("报告有 {count} 个错误，不能签发；请先改正"),
                format!("the report has {count} errors and cannot be signed; mend them first"),
            ),
            Self::NotAccepted { codes } => Text::new(
                format!(
                    "报告有警告；请先改正，或逐条说明理由：{}",
                    accept(codes, "理由")
                ),
                format!(
                    "the report has warnings; mend them, or accept each with a reason: {}",
                    accept(codes, "reason")
                ),
            ),
            Self::NothingToAccept { code } => Text::new(
                format!("报告没有“{code}”这条警告，不必接受"),
                format!("the report has no warning `{code}` that could be accepted"),
            ),
            Self::AcceptedTwice { code } => Text::new(
                format!("警告“{code}”接受了两次，请只写一个理由"),
                format!("the warning `{code}` is accepted twice; give one reason"),
            ),
            Self::Words { what, most } => {
                let zh = match *what {
                    "name" => "姓名",
                    "post" => "职务",
                    _ => "理由",
                };
                Text::new(
                    format!(
                        "{zh}不可用：须有文字，不超过 {most} 字，不含换行、看不见的字符和自造字"
                    ),
                    format!(
                        "the {what} will not do: it needs words, at most {most} characters, on one line, all visible, none of the private use area"
                    ),
                )
            }
            Self::Time { last: Some(last) } => Text::new(
                format!("时间早于上一条记录（{last}）；请核对本机时钟"),
                format!(
                    "the time is before that of the last record ({last}); look at the clock of this machine"
                ),
            ),
            Self::Time { last: None } => Text::new(
                "时间不可用，须如 2025-01-20T09:30:00+08:00",
                "the time is none; it must be like 2025-01-20T09:30:00+08:00",
            ),
            Self::Key(error) => error.text(),
        }
    }
}

/// `--accept CB501=… --accept CB404=…`.
fn accept(codes: &[&str], reason: &str) -> String {
    let flags = codes.iter().map(|code| format!("--accept {code}={reason}"));
    flags.collect::<Vec<_>>().join(" ")
}

/// The first of the breaks, and how many more there are.
fn told(breaks: &[Break]) -> Text {
    let Some(first) = breaks.first() else {
        return Text::new("", "");
    };
    let Text { zh, en } = first.text();
    match breaks.len() - 1 {
        0 => Text::new(zh, en),
        more => Text::new(
            format!("{zh}（另有 {more} 处）"),
            format!("{en} (and {more} more)"),
        ),
    }
}
