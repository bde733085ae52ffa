//! What went wrong, as `application/problem+json` (RFC 9457). A 4xx is never worth sending again as it
//! was; a 429 and a 5xx may be.

use axum::http::header::{CONTENT_TYPE, RETRY_AFTER};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use serde_json::value::RawValue;
use utoipa::ToSchema;

use chengbao_base::text::{Lang, Text};

/// The kinds of problem; each has a `type` of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// The report has errors.
    Findings,
    /// A final document is asked for, and the report is not signed off.
    NotSignedOff,
    /// The request cannot be understood.
    Request,
    /// No such thing.
    NotFound,
    /// The method is not one of the resource.
    Method,
    /// No token, or a wrong one.
    Unauthorized,
    /// None of the asked media types can be given.
    NotAcceptable,
    /// The body's media type is not one that is read.
    MediaType,
    /// The body is too large.
    TooLarge,
    /// The head did not arrive in time.
    HeadTime,
    /// The body did not arrive in time.
    BodyTime,
    /// The document has too many pages.
    TooManyPages,
    /// All connections are taken.
    Connections,
    /// The bodies that arrive together are too large.
    Bodies,
    /// All places in the queue are taken.
    Busy,
    /// It waited too long.
    WaitTime,
    /// The work took too long.
    WorkTime,
    /// The idempotency key was another request's.
    KeyReused,
    /// A request with the same idempotency key is being answered.
    InProgress,
    /// The database or the store of documents fails.
    Storage,
    /// The service is ending.
    Ending,
    /// Fonts are missing or damaged.
    Setup,
    /// A fault of the program.
    Fault,
}

impl Kind {
    /// Status, name in `type`, title.
    const fn about(self) -> (StatusCode, &'static str, &'static str, &'static str) {
        match self {
            Self::Findings => (
                StatusCode::UNPROCESSABLE_ENTITY,
                "findings",
                "报告有错误",
                "The report has errors",
            ),
            Self::NotSignedOff => (
                StatusCode::UNPROCESSABLE_ENTITY,
                "not-signed-off",
                "报告没有签发完成",
                "The report is not signed off",
            ),
            Self::Request => (
                StatusCode::BAD_REQUEST,
                "request",
                "请求有误",
                "The request cannot be understood",
            ),
            Self::NotFound => (
                StatusCode::NOT_FOUND,
                "not-found",
                "没有这一项",
                "Not found",
            ),
            Self::Method => (
                StatusCode::METHOD_NOT_ALLOWED,
                "method",
                "不支持这一方法",
                "Method not allowed",
            ),
            Self::Unauthorized => (
                StatusCode::UNAUTHORIZED,
                "unauthorized",
                "需要令牌",
                "A token is needed",
            ),
            Self::NotAcceptable => (
                StatusCode::NOT_ACCEPTABLE,
                "not-acceptable",
                "没有所要的格式",
                "None of the accepted media types can be given",
            ),
            Self::MediaType => (
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                "media-type",
                "正文格式不能读",
                "The body's media type is not read here",
            ),
            Self::TooLarge => (
                StatusCode::PAYLOAD_TOO_LARGE,
                "too-large",
                "正文太大",
                "The body is too large",
            ),
            Self::HeadTime => (
                StatusCode::REQUEST_TIMEOUT,
                "head-time",
                "请求头传送太慢",
                "The head did not arrive in time",
            ),
            Self::BodyTime => (
                StatusCode::REQUEST_TIMEOUT,
                "body-time",
                "正文传送太慢",
                "The body did not arrive in time",
            ),
            Self::TooManyPages => (
                StatusCode::UNPROCESSABLE_ENTITY,
                "too-many-pages",
                "文件页数太多",
                "The document has too many pages",
            ),
            Self::Connections => (
                StatusCode::SERVICE_UNAVAILABLE,
                "connections",
                "连接太多",
                "Too many connections",
            ),
            Self::Bodies => (
                StatusCode::SERVICE_UNAVAILABLE,
                "bodies",
                "同时到达的正文太多",
                "Too many bodies arrive together",
            ),
            Self::Busy => (
                StatusCode::TOO_MANY_REQUESTS,
                "busy",
                "排队已满",
                "The queue is full",
            ),
            Self::WaitTime => (
                StatusCode::SERVICE_UNAVAILABLE,
                "wait-time",
                "排队太久",
                "The request waited too long",
            ),
            Self::WorkTime => (
                StatusCode::SERVICE_UNAVAILABLE,
                "work-time",
                "处理太久",
                "The work took too long",
            ),
            Self::KeyReused => (
                StatusCode::UNPROCESSABLE_ENTITY,
                "key-reused",
                "幂等键已用于另一请求",
                "The idempotency key was another request's",
            ),
            Self::InProgress => (
                StatusCode::SERVICE_UNAVAILABLE,
                "in-progress",
                "同一请求正在处理",
                "The same request is being answered",
            ),
            Self::Storage => (
                StatusCode::SERVICE_UNAVAILABLE,
                "storage",
                "存储不可用",
                "The storage fails",
            ),
            Self::Ending => (
                StatusCode::SERVICE_UNAVAILABLE,
                "ending",
                "服务正在停止",
                "The service is ending",
            ),
            Self::Setup => (
                StatusCode::SERVICE_UNAVAILABLE,
                "setup",
                "服务的字体不可用",
                "The service has no usable fonts",
            ),
            Self::Fault => (
                StatusCode::INTERNAL_SERVER_ERROR,
                "fault",
                "程序内部错误",
                "A fault of the program",
            ),
        }
    }

    /// After how many seconds it is worth trying again.
    const fn retry_after(self) -> Option<u32> {
        match self {
            Self::Busy | Self::Bodies | Self::Connections | Self::InProgress => Some(1),
            Self::WaitTime | Self::WorkTime | Self::Storage | Self::Ending => Some(5),
            _ => None,
        }
    }
}

/// A problem as it is answered.
#[derive(Debug)]
pub(super) struct Problem {
    kind: Kind,
    detail: Text,
    findings: Option<Box<RawValue>>,
    lang: Lang,
}

impl Problem {
    /// A problem with what there is to say of it, in the language of the request.
    pub(super) fn new(kind: Kind, lang: Lang, detail: Text) -> Self {
        Self {
            kind,
            detail,
            findings: None,
            lang,
        }
    }

    /// A report with errors; `findings` is the JSON of `check`.
    pub(super) fn findings(lang: Lang, findings: Box<RawValue>) -> Self {
        let detail = Text::new(
            "报告有错误，没有写出文件；见 findings。",
            "the report has errors and nothing was written; see findings",
        );
        Self {
            findings: Some(findings),
            ..Self::new(Kind::Findings, lang, detail)
        }
    }
}

/// The members of a problem (RFC 9457 §3.1), and the findings.
#[derive(Serialize, ToSchema)]
pub(super) struct ProblemBody<'a> {
    /// `urn:chengbao:problem:…`.
    r#type: String,
    title: &'a str,
    status: u16,
    detail: &'a str,
    /// What `check` says, where the report is what is wrong.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    findings: Option<&'a RawValue>,
}

impl Problem {
    /// What kind it is.
    pub(super) const fn kind(&self) -> Kind {
        self.kind
    }

    /// As JSON without the findings, for what holds them beside it.
    pub(super) fn json_alone(&self) -> String {
        let body = ProblemBody {
            findings: None,
            ..self.body()
        };
        // Strings and numbers alone: nothing in it can fail to be JSON.
        serde_json::to_string(&body).unwrap_or_default()
    }

    fn body(&self) -> ProblemBody<'_> {
        let (status, name, zh, en) = self.kind.about();
        ProblemBody {
            r#type: format!("urn:chengbao:problem:{name}"),
            title: match self.lang {
                Lang::Zh => zh,
                Lang::En => en,
            },
            status: status.as_u16(),
            detail: self.detail.get(self.lang),
            findings: self.findings.as_deref(),
        }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let (status, ..) = self.kind.about();
        // Strings and numbers alone: nothing in it can fail to be JSON.
        let bytes = serde_json::to_vec(&self.body()).unwrap_or_default();
        let mut response = (status, bytes).into_response();
        let headers = response.headers_mut();
        let media_type = HeaderValue::from_static("application/problem+json");
        headers.insert(CONTENT_TYPE, media_type);
        if let Some(seconds) = self.kind.retry_after() {
            headers.insert(RETRY_AFTER, HeaderValue::from(seconds));
        }
        if self.kind == Kind::Unauthorized {
            let challenge = HeaderValue::from_static("Bearer realm=\"chengbao\"");
            headers.insert(axum::http::header::WWW_AUTHENTICATE, challenge);
        }
        response
    }
}
