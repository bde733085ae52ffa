//! Why there is no time stamp, and what to do about it.

use crate::cli::exit::{Exit, Failure};
use chengbao_base::text::Text;
use chengbao_signature::tsp::TspError;

/// Why there is no time stamp.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TsaError {
    /// No connection, or it broke.
    #[error(
        "the time-stamp server cannot be reached: {detail}; check address and network (no proxy is used)"
    )]
    Connection {
        /// What the transport says.
        detail: String,
    },
    /// The server says nothing.
    #[error("the time-stamp server did not answer within {seconds} s; try again later")]
    Silence {
        /// How long it was waited for.
        seconds: u64,
    },
    /// Another status than 200; a redirection is not followed.
    #[error(
        "the time-stamp server answers with HTTP status {status}, not 200; check the address, or try again later"
    )]
    Status {
        /// The status.
        status: u16,
    },
    /// Another kind of answer.
    #[error(
        "the time-stamp server answers with {stated}, not application/timestamp-reply; the address may be that of a web page, or of a network's login"
    )]
    MediaType {
        /// What it says it is.
        stated: String,
    },
    /// An answer without end.
    #[error("the time-stamp server's answer is longer than 64 KiB; check the address")]
    TooLong,
    /// The connection ended before the answer did.
    #[error("the time-stamp server's answer is cut off: {detail}; try again")]
    CutOff {
        /// What the transport says.
        detail: String,
    },
    /// There are no random numbers on this machine.
    #[error("this machine gives no random numbers for a request")]
    Random,
    /// The answer is no time stamp for what was asked.
    #[error(transparent)]
    Answer(#[from] TspError),
}

impl TsaError {
    /// The message.
    #[must_use]
    pub fn text(&self) -> Text {
        let zh = match self {
            Self::Connection { detail } => {
                format!("无法连接时间戳服务器：{detail}；请核对地址和网络（不经代理）")
            }
            Self::Silence { seconds } => {
                format!("时间戳服务器在 {seconds} 秒内没有应答；请稍后重试")
            }
            Self::Status { status } => {
                format!("时间戳服务器应答的 HTTP 状态为 {status}，应为 200；请核对地址，或稍后重试")
            }
            Self::MediaType { stated } => format!(
                "时间戳服务器的应答是 {stated}，不是 application/timestamp-reply；所给地址可能是网页，或网络需要先登录"
            ),
            Self::TooLong => "时间戳服务器的应答超过 64 KiB；请核对地址".to_owned(),
            Self::CutOff { detail } => {
                format!("时间戳服务器的应答不完整：{detail}；请重试")
            }
            Self::Random => "本机不能给出请求所需的随机数".to_owned(),
            Self::Answer(error) => return error.text(),
        };
        Text::new(zh, self.to_string())
    }
}

impl From<TsaError> for Failure {
    fn from(error: TsaError) -> Self {
        Self::new(Exit::Usage, error.text())
    }
}
