//! Why there is no time stamp, and what to do about it.

use crate::cli::exit::{Exit, Failure};
use chengbao_base::text::{Bilingual, Text};
use chengbao_signature::tsp::TspError;

/// Why there is no time stamp.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TsaError {
    /// No connection, or it was lost.
    #[error(
        "the time-stamp server cannot be reached: {detail}; check address and network (no proxy is used)"
    )]
    Connection {
        /// The error of the transport.
        detail: String,
    },
    /// The server does not answer.
    #[error("the time-stamp server did not answer within {seconds} s; try again later")]
    Silence {
        /// How long it waited.
        seconds: u64,
    },
    /// A status other than 200; redirections are not followed.
    #[error(
        "the time-stamp server returned HTTP status {status}, not 200; check the address, or try again later"
    )]
    Status {
        /// The status.
        status: u16,
    },
    /// Another kind of answer.
    #[error(
        "the time-stamp server returned {stated}, not application/timestamp-reply; the address may be that of a web page, or the network may require a login first"
    )]
    MediaType {
        /// The media type it states.
        stated: String,
    },
    /// An answer that does not state its media type.
    #[error(
        "the time-stamp server's answer does not state that it is application/timestamp-reply; the address may be that of a web page, or the network may require a login first"
    )]
    NoMediaType,
    /// An answer that is too long.
    #[error("the time-stamp server's answer is longer than 64 KiB; check the address")]
    TooLong,
    /// The connection ended before the answer did.
    #[error("the time-stamp server's answer is incomplete: {detail}; try again")]
    CutOff {
        /// The error of the transport.
        detail: String,
    },
    /// This machine gives no random numbers.
    #[error("this machine provides no random numbers for a request")]
    Random,
    /// The answer is not a time stamp for the request.
    #[error(transparent)]
    Answer(#[from] TspError),
}

impl Bilingual for TsaError {
    fn text(&self) -> Text {
        let zh = match self {
            Self::Connection { detail } => {
                format!("无法连接时间戳服务器：{detail}；请核对地址和网络（不经代理）")
            }
            Self::Silence { seconds } => {
                format!("时间戳服务器 {seconds} 秒内没有应答；请稍后重试")
            }
            Self::Status { status } => {
                format!("时间戳服务器应答的 HTTP 状态为 {status}，应为 200；请核对地址，或稍后重试")
            }
            Self::MediaType { stated } => format!(
                "时间戳服务器的应答是 {stated}，不是 application/timestamp-reply；所写地址可能是网页，或网络需要先登录"
            ),
            Self::NoMediaType => "时间戳服务器的应答没有写明是 application/timestamp-reply；所写地址可能是网页，或网络需要先登录".to_owned(),
            Self::TooLong => "时间戳服务器的应答超过 64 KiB；请核对地址".to_owned(),
            Self::CutOff { detail } => {
                format!("时间戳服务器的应答不完整：{detail}；请重试")
            }
            Self::Random => "本机不能产生请求所需的随机数；请检查操作系统".to_owned(),
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
