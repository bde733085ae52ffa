//! Why a time stamp is not valid, and what to do about it.

use jiff::Timestamp;

use super::super::cms::CmsError;
use super::super::trust::TrustError;
use chengbao_base::text::{Bilingual, Text, beijing};

/// Why an answer is not a time stamp for the request, or a token is not valid.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TspError {
    /// Not the ASN.1 of an answer; truncated, or something else.
    #[error(
        "the time-stamp server's answer cannot be read or is truncated: {detail}; try again, or check the address"
    )]
    Syntax {
        /// The parser's error.
        detail: String,
    },
    /// The authority refused the request.
    #[error("the time-stamp server refused the request: {status}; ask its operator")]
    Refused {
        /// Its status and explanation.
        status: String,
    },
    /// The token's signature is not valid.
    #[error("the time stamp's own signature is not valid: {0}; use another time-stamp server")]
    Signature(CmsError),
    /// The token does not name its certificate.
    #[error(
        "the time stamp does not name its certificate (ESSCertID, RFC 3161 §2.4.2); use another time-stamp server"
    )]
    Unnamed,
    /// It covers something else.
    #[error(
        "the time stamp does not cover this signature (imprint); the answer belongs to another request; try again, and use another server if this happens again"
    )]
    Imprint,
    /// It answers something else.
    #[error(
        "the time stamp does not answer this request (nonce); it may be an old one; try again, and use another server if this happens again"
    )]
    Nonce,
    /// Its time differs from the current time.
    #[error(
        "the time stamp says {stated}, but this machine says {now}; set the clock of this machine, or use another time-stamp server"
    )]
    Time {
        /// The time in the token.
        stated: Timestamp,
        /// The time of the request.
        now: Timestamp,
    },
    /// The authority's certificate was not valid then.
    #[error("the time-stamp server's certificate is not valid: {0}; use another time-stamp server")]
    Certificate(TrustError),
}

impl Bilingual for TspError {
    fn text(&self) -> Text {
        let zh = match self {
            Self::Syntax { detail } => format!(
                "时间戳服务器的应答无法读取或不完整：{detail}；请重试，或核对地址"
            ),
            Self::Refused { status } => {
                format!("时间戳服务器拒绝了请求：{status}；请询问其运营方")
            }
            Self::Signature(error) => format!(
                "时间戳自身的签名无效：{}；请换用其他时间戳服务器",
                error.text().zh
            ),
            Self::Unnamed => {
                "时间戳没有写明所用的证书（ESSCertID，RFC 3161 第 2.4.2 条）；请换用其他时间戳服务器"
                    .to_owned()
            }
            Self::Imprint => "时间戳不是这个签名的（摘要不符），应答属于另一请求；请重试，仍然如此的，请换用其他时间戳服务器"
                .to_owned(),
            Self::Nonce => "时间戳不是对这次请求的应答（随机数不符），可能是旧的应答；请重试，仍然如此的，请换用其他时间戳服务器"
                .to_owned(),
            Self::Time { stated, now } => format!(
                "时间戳的时间为{}，本机时间为{}；请校准本机时钟，或换用其他时间戳服务器",
                beijing(*stated),
                beijing(*now)
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
