//! What went wrong, as `application/problem+json` (RFC 9457). A 4xx is not worth sending again
//! unchanged; a 429 or a 5xx may be.

use axum::http::header::{CONTENT_TYPE, RETRY_AFTER};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use serde_json::value::RawValue;
use utoipa::ToSchema;

use chengbao_base::text::{Lang, Text};

/// Declares the kinds of problem, each with the row that describes it: status, name in `type`, title.
macro_rules! kinds {
    ($($(#[$doc:meta])* $kind:ident: $status:ident, $name:literal, $zh:literal, $en:literal;)+) => {
        /// The kinds of problem; each has its own `type`.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(super) enum ProblemKind {
            $($(#[$doc])* $kind,)+
        }

        impl ProblemKind {
            /// Status, name in `type`, title.
            const fn about(self) -> (StatusCode, &'static str, &'static str, &'static str) {
                match self {
                    $(Self::$kind => (StatusCode::$status, $name, $zh, $en),)+
                }
            }
        }
    };
}

kinds! {
    /// The report has errors.
    Findings: UNPROCESSABLE_ENTITY, "findings", "报告有错误", "The report has errors";
    /// A final document was requested, but the report is not signed off.
    NotSignedOff: UNPROCESSABLE_ENTITY, "not-signed-off", "报告没有审签完成", "The report is not signed off";
    /// The request cannot be understood.
    Request: BAD_REQUEST, "request", "请求有误", "The request is not valid";
    /// No such thing.
    NotFound: NOT_FOUND, "not-found", "没有这一项", "Not found";
    /// The resource does not support the method.
    Method: METHOD_NOT_ALLOWED, "method", "不支持这一方法", "Method not allowed";
    /// No token, or a wrong one.
    Unauthorized: UNAUTHORIZED, "unauthorized", "需要访问码", "An access token is required";
    /// None of the accepted media types is available.
    NotAcceptable: NOT_ACCEPTABLE, "not-acceptable", "没有所要的文件类型", "None of the accepted media types is available";
    /// The media type of the body is not supported.
    MediaType: UNSUPPORTED_MEDIA_TYPE, "media-type", "上传内容的类型不支持", "The media type of the request body is not supported";
    /// The body is too large.
    TooLarge: PAYLOAD_TOO_LARGE, "too-large", "上传内容太大", "The request body is too large";
    /// The head did not arrive in time.
    HeadTime: REQUEST_TIMEOUT, "head-time", "请求头传送超时", "The request header did not arrive in time";
    /// The body did not arrive in time.
    BodyTime: REQUEST_TIMEOUT, "body-time", "上传超时", "The request body did not arrive in time";
    /// The document has too many pages.
    TooManyPages: UNPROCESSABLE_ENTITY, "too-many-pages", "文件页数太多", "The document has too many pages";
    /// Too many connections.
    Connections: SERVICE_UNAVAILABLE, "connections", "连接太多", "Too many connections";
    /// The bodies that arrive together are too large.
    Bodies: SERVICE_UNAVAILABLE, "bodies", "同时上传的内容太多", "Too many request bodies are arriving";
    /// The queue is full.
    Busy: TOO_MANY_REQUESTS, "busy", "排队已满", "The queue is full";
    /// It waited too long.
    WaitTime: SERVICE_UNAVAILABLE, "wait-time", "排队超时", "The request waited too long";
    /// The work took too long.
    WorkTime: SERVICE_UNAVAILABLE, "work-time", "处理超时", "The time limit was exceeded";
    /// The idempotency key was used for another request.
    KeyReused: UNPROCESSABLE_ENTITY, "key-reused", "Idempotency-Key 已用于另一请求", "The idempotency key was used for another request";
    /// A request with the same idempotency key is in progress.
    InProgress: SERVICE_UNAVAILABLE, "in-progress", "同一请求正在处理", "The same request is in progress";
    /// The database or the store of documents fails.
    Storage: SERVICE_UNAVAILABLE, "storage", "存储无法使用", "The storage is not available";
    /// The service is stopping.
    Ending: SERVICE_UNAVAILABLE, "ending", "服务正在停止", "The service is stopping";
    /// Fonts are missing or damaged.
    Setup: SERVICE_UNAVAILABLE, "setup", "服务器的字体无法使用", "The service has no usable fonts";
    /// An internal error.
    Fault: INTERNAL_SERVER_ERROR, "fault", "程序内部错误", "Internal error";
}

impl ProblemKind {
    /// After how many seconds it is worth trying again.
    const fn retry_after(self) -> Option<u32> {
        match self {
            Self::Busy | Self::Bodies | Self::Connections | Self::InProgress => Some(1),
            Self::WaitTime | Self::WorkTime | Self::Storage | Self::Ending => Some(5),
            _ => None,
        }
    }
}

/// A problem as an answer.
#[derive(Debug)]
pub(super) struct Problem {
    kind: ProblemKind,
    detail: Text,
    findings: Option<Box<RawValue>>,
    lang: Lang,
}

impl Problem {
    /// A problem with its detail, in the language of the request.
    pub(super) fn new(kind: ProblemKind, lang: Lang, detail: Text) -> Self {
        Self {
            kind,
            detail,
            findings: None,
            lang,
        }
    }

    /// A body of more than this many bytes.
    pub(super) fn too_large(most: usize, lang: Lang) -> Self {
        let most = most >> 20;
        let detail = Text::new(
            format!("上传内容超过 {most} MB，请减少或压缩图片后再传。"),
            format!("the request body is larger than {most} MB; use fewer or smaller pictures"),
        );
        Self::new(ProblemKind::TooLarge, lang, detail)
    }

    /// A report with errors; `findings` is the JSON of `check`.
    pub(super) fn findings(lang: Lang, findings: Box<RawValue>) -> Self {
        let detail = Text::new(
            "报告有错误，未生成文件。请按 findings 改正。",
            "the report has errors; no file was written; see findings",
        );
        Self {
            findings: Some(findings),
            ..Self::new(ProblemKind::Findings, lang, detail)
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
    /// The findings of `check`, if the report is the problem.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    findings: Option<&'a RawValue>,
}

impl Problem {
    /// Its kind.
    pub(super) const fn kind(&self) -> ProblemKind {
        self.kind
    }

    /// As JSON without the findings, for answers that contain them separately.
    pub(super) fn json_alone(&self) -> String {
        let body = ProblemBody {
            findings: None,
            ..self.body()
        };
        // Strings and numbers alone: it can always be written as JSON.
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
        // Strings and numbers alone: it can always be written as JSON.
        let bytes = serde_json::to_vec(&self.body()).unwrap_or_default();
        let mut response = (status, bytes).into_response();
        let headers = response.headers_mut();
        let media_type = HeaderValue::from_static("application/problem+json");
        headers.insert(CONTENT_TYPE, media_type);
        if let Some(seconds) = self.kind.retry_after() {
            headers.insert(RETRY_AFTER, HeaderValue::from(seconds));
        }
        if self.kind == ProblemKind::Unauthorized {
            let challenge = HeaderValue::from_static("Bearer realm=\"chengbao\"");
            headers.insert(axum::http::header::WWW_AUTHENTICATE, challenge);
        }
        response
    }
}
