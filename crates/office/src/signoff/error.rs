//! Why a report cannot be signed off, or its sign-off file cannot be read.

use super::breaks::{Break, Unmet};
use chengbao_base::text::{Bilingual, Text};
use chengbao_report::source::Misfit;
use chengbao_signature::cms::CmsError;

/// Why a report cannot be signed off, or its sign-off file cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.text().en)]
#[non_exhaustive]
pub enum SignOffError {
    /// The sign-off file cannot be read.
    Unreadable(Misfit),
    /// The sign-off file was written by a later version of the program.
    Version {
        /// Its version.
        version: u64,
    },
    /// The sign-off file would be too large to be read again.
    TooLarge,
    /// The sign-off file is damaged; records cannot be added to it.
    Damaged(Vec<Break>),
    /// The policy does not have this role.
    UnknownRole {
        /// As given.
        role: String,
        /// The known roles, `drafter（拟稿）`.
        known: Vec<String>,
    },
    /// Another role comes first.
    NotYourTurn {
        /// Label of the role that was to sign.
        role: String,
        /// Id and label of the next role.
        next: (String, String),
    },
    /// The report was changed after it was signed off: the first role begins a new round.
    Changed {
        /// Id and label of the first role.
        first: (String, String),
        /// What was changed.
        breaks: Vec<Break>,
    },
    /// All roles have signed off.
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
    /// The report has warnings without a reason to keep them.
    NotAccepted {
        /// Codes of their rules.
        codes: Vec<&'static str>,
    },
    /// A reason is given for a warning that the report does not have.
    NothingToAccept {
        /// As given.
        code: String,
    },
    /// Two reasons are given for a warning.
    AcceptedTwice {
        /// Its code.
        code: String,
    },
    /// An invalid name, post or reason.
    Words {
        /// `name`, `post` or `reason`.
        what: &'static str,
        /// Most characters it may have.
        most: usize,
    },
    /// A name, post or reason in a file with spaces at its ends, as none is recorded.
    Spaces,
    /// A record of the file that would not be accepted when signing.
    Record {
        /// The record, from 1.
        record: usize,
        /// What is wrong with it.
        error: Box<Self>,
    },
    /// The time is not valid, or earlier than that of the last record.
    Time {
        /// Time of the last record, where there is one.
        last: Option<String>,
    },
    /// Signing with the key failed.
    Key(CmsError),
}

impl SignOffError {
    /// Whether what was asked for is wrong, and not the report or its sign-off.
    #[must_use]
    pub const fn is_wrong_request(&self) -> bool {
        matches!(
            self,
            Self::UnknownRole { .. }
                | Self::NothingToAccept { .. }
                | Self::AcceptedTwice { .. }
                | Self::Words { .. }
                | Self::Key(_)
        )
    }

    /// Whether the findings of the report are what forbids it.
    #[must_use]
    pub const fn is_for_findings(&self) -> bool {
        matches!(self, Self::HasErrors { .. } | Self::NotAccepted { .. })
    }
}

impl Bilingual for SignOffError {
    /// The message with what to do, without a full stop.
    fn text(&self) -> Text {
        match self {
            Self::Unreadable(Misfit { line, reason }) => Text::new(
                format!(
                    "审签记录文件第 {line} 行无法读取：{}",
                    reason.zh.trim_end_matches('。')
                ),
                format!(
                    "the sign-off file cannot be read at line {line}: {}",
                    reason.en
                ),
            ),
            Self::Version { version } => Text::new(
                format!("审签记录文件是第 {version} 版，由更新的程序生成；请升级本程序"),
                format!(
                    "the sign-off file has version {version}, written by a later version of this program; upgrade the program"
                ),
            ),
            Self::TooLarge => Text::new(
                "审签记录文件过大，未生成文件",
                "the sign-off file would be too large; no file was written",
            ),
            Self::Damaged(breaks) => {
                let Text { zh, en } = reasons(breaks);
                Text::new(
                    format!("{zh}。请用备份恢复审签记录文件，或移走后从头审签"),
                    format!("{en}; restore the sign-off file, or move it away and start again"),
                )
            }
            Self::UnknownRole { role, known } => Text::new(
                format!("不认识环节“{role}”；可写：{}", known.join("、")),
                format!("unknown role `{role}`; known roles: {}", known.join(", ")),
            ),
            Self::NotYourTurn {
                role,
                next: (id, label),
            } => Text::new(
                format!("请先办“{label}”（--as {id}），再办“{role}”"),
                format!("{label} comes before {role} (use --as {id})"),
            ),
            Self::Changed {
                first: (id, label),
                breaks,
            } => {
                let Text { zh, en } = reasons(breaks);
                Text::new(
                    format!("此前的审签已经失效：{zh}。请从“{label}”重新审签（--as {id}）"),
                    format!(
                        "the sign-off is no longer valid: {en}; start again from {label} (use --as {id})"
                    ),
                )
            }
            Self::Complete => Text::new(
                "审签已经完成，数据没有改动，不必再办",
                "the sign-off is complete, and nothing has changed since",
            ),
            Self::Unmet { role, unmet } => {
                let Text { zh, en } = unmet.text();
                Text::new(format!("“{role}”：{zh}"), format!("{role}: {en}"))
            }
            Self::HasErrors { count } => Text::new(
                format!("报告有 {count} 处错误，不能审签。请先改正"),
                format!("the report has {count} error(s); fix them before signing off"),
            ),
            Self::NotAccepted { codes } => Text::new(
                format!(
                    "报告有提醒。请改正；不改的，逐条写明理由：{}",
                    accept(codes, "理由")
                ),
                format!(
                    "the report has warnings; fix them, or keep each with a reason: {}",
                    accept(codes, "reason")
                ),
            ),
            Self::NothingToAccept { code } => Text::new(
                format!("报告没有提醒 {code}，不必写明理由"),
                format!("the report does not have the warning `{code}`; no reason is needed"),
            ),
            Self::AcceptedTwice { code } => Text::new(
                format!("提醒 {code} 写了两次理由，请只写一个"),
                format!("two reasons are given for the warning `{code}`; give only one"),
            ),
            Self::Words { what, most } => {
                let zh = match *what {
                    "name" => "姓名",
                    "post" => "职务",
                    _ => "理由",
                };
                Text::new(
                    format!(
                        "{zh}不合要求：应有文字，不超过 {most} 字，不含换行、看不见的字符和自造字"
                    ),
                    format!(
                        "invalid {what}: use up to {most} visible characters on one line, no private-use characters"
                    ),
                )
            }
            Self::Spaces => Text::new(
                "姓名、职务或理由的两端有空格",
                "spaces at the ends of a name, post or reason",
            ),
            Self::Record { record, error } => {
                let Text { zh, en } = error.text();
                Text::new(
                    format!("第 {record} 条审签记录的{zh}"),
                    format!("record {record} of the sign-off: {en}"),
                )
            }
            Self::Time { last: Some(last) } => Text::new(
                format!("时间早于上一条记录（{last}）；请核对本机时钟"),
                format!(
                    "the time is earlier than that of the last record ({last}); check the clock of this computer"
                ),
            ),
            Self::Time { last: None } => Text::new(
                "时间写法不对，应如 2025-01-20T09:30:00+08:00",
                "not a valid time; write it like 2025-01-20T09:30:00+08:00",
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
fn reasons(breaks: &[Break]) -> Text {
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
