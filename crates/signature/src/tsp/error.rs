//! Why a time stamp is none, and what to do about it.

use jiff::Timestamp;

use super::super::cms::CmsError;
use super::super::trust::TrustError;
use chengbao_base::text::Text;

/// Why an answer is no time stamp for what was asked, or a token proves nothing.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TspError {
    /// Not the ASN.1 of an answer; cut off, or something else.
    #[error(
        "the time-stamp server's answer cannot be read, or is cut off: {detail}; try again, or check the address"
    )]
    Syntax {
        /// What the reader says.
        detail: String,
    },
    /// The authority refuses.
    #[error("the time-stamp server refuses: {status}; ask its operator")]
    Refused {
        /// Status, and what it says of it.
        status: String,
    },
    /// The token is no good signature.
    #[error("the time stamp's own signature is not good: {0}; use another time-stamp server")]
    Signature(CmsError),
    /// The token does not say which certificate it is to be checked with.
    #[error(
        "the time stamp does not name its certificate (ESSCertID, RFC 3161 §2.4.2); use another time-stamp server"
    )]
    Unnamed,
    /// It is over something else.
    #[error(
        "the time stamp is not over this signature (imprint); the answer belongs to another request: try again, and do not use this server if that goes on"
    )]
    Imprint,
    /// It answers something else.
    #[error(
        "the time stamp does not answer this request (nonce); it may be an old one: try again, and do not use this server if that goes on"
    )]
    Nonce,
    /// It is for another moment than now.
    #[error(
        "the time stamp says {stated}, and it is {now} here; set the clock of this machine, or use another time-stamp server"
    )]
    Time {
        /// What the token says.
        stated: Timestamp,
        /// When it was asked for.
        now: Timestamp,
    },
    /// The authority's certificate was not valid then.
    #[error(
        "the time-stamp server's certificate does not hold: {0}; use another time-stamp server"
    )]
    Certificate(TrustError),
}

impl TspError {
    /// The message.
    #[must_use]
    pub fn text(&self) -> Text {
        let zh = match self {
            Self::Syntax { detail } => format!(
                "时间戳服务器的应答不可读或不完整：{detail}；请重试，或核对地址"
            ),
            Self::Refused { status } => {
                format!("时间戳服务器拒绝了请求：{status}；请询问其运营方")
            }
            Self::Signature(error) => format!(
                "时间戳自身的签名无效：{}；请换用其他时间戳服务器",
                error.text().zh
            ),
            Self::Unnamed => {
                "时间戳没有指明其证书（ESSCertID，RFC 3161 第 2.4.2 条）；请换用其他时间戳服务器"
                    .to_owned()
            }
            Self::Imprint => "时间戳不是对此签名的（摘要不符），应答属于另一请求；请重试，仍然如此则勿用此服务器"
                .to_owned(),
            Self::Nonce => "时间戳不是对此请求的应答（随机数不符），可能是旧的应答；请重试，仍然如此则勿用此服务器"
                .to_owned(),
            Self::Time { stated, now } => format!(
                "时间戳的时间为 {stated}，本机时间为 {now}；请校准本机时钟，或换用其他时间戳服务器"
            ),
            Self::Certificate(error) => format!(
                "时间戳服务器的证书不合要求：{}；请换用其他时间戳服务器",
                error.text().zh
            ),
        };
        Text::new(zh, self.to_string())
    }
}

impl From<der::Error> for TspError {
    fn from(error: der::Error) -> Self {
        Self::Syntax {
            detail: error.to_string(),
        }
    }
}
