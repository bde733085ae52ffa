//! The report in a request: a body of YAML or JSON, or a multipart form with the pictures it
//! refers to and its sign-off.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::future::poll_fn;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body, HttpBody as _};
use axum::extract::{FromRequest, Request};
use axum::http::HeaderMap;
use axum::http::header::CONTENT_TYPE;
use tokio::time::sleep;

use super::language;
use super::multipart::{Form, Part};
use super::problem::{Problem, ProblemKind};
use super::state::Shared;
use chengbao_base::text::{Lang, Text};

/// Maximum number of parts: the report, and as many pictures as a report may have.
const MAX_PARTS: usize = 64;

/// What a request delivered.
#[derive(Debug, Default)]
pub(super) struct Delivered {
    /// The report file.
    pub(super) report: Arc<[u8]>,
    /// Pictures by their path in the report. Never a path of this machine.
    pub(super) files: BTreeMap<String, Arc<[u8]>>,
    /// Last year's report.
    pub(super) previous: Option<Arc<[u8]>>,
    /// Its sign-off.
    pub(super) signoff: Option<Arc<[u8]>>,
    /// Language of the answer.
    pub(super) lang: Lang,
}

impl FromRequest<Shared> for Delivered {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &Shared) -> Result<Self, Problem> {
        let lang = language::of(request.headers());
        let time = state.limits.body_time;
        in_time(state, lang, time, read(request, state, lang)).await
    }
}

/// The bytes of a body of any media type.
#[derive(Debug)]
pub(super) struct Raw {
    /// The bytes.
    pub(super) bytes: Arc<[u8]>,
    /// Language of the answer.
    pub(super) lang: Lang,
}

impl FromRequest<Shared> for Raw {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &Shared) -> Result<Self, Problem> {
        let lang = language::of(request.headers());
        let bytes = in_time(
            state,
            lang,
            state.limits.body_time,
            whole(request.into_body(), state.limits.body, lang),
        )
        .await?;
        Ok(Self { bytes, lang })
    }
}

/// The result of reading a body, if it is read in time.
pub(super) async fn in_time<T>(
    state: &Shared,
    lang: Lang,
    time: Duration,
    read: impl Future<Output = Result<T, Problem>>,
) -> Result<T, Problem> {
    let too_slow = |kind, zh: &str, en: &str| Err(Problem::new(kind, lang, Text::new(zh, en)));
    tokio::select! {
        read = read => read,
        () = sleep(time) => too_slow(
            ProblemKind::BodyTime,
            "上传超时，请检查网络后重试。",
            "the request body did not arrive in time; try again",
        ),
        () = state.last_bodies() => too_slow(
            ProblemKind::Ending,
            "服务正在停止，请稍后再试。",
            "the service is stopping; try again later",
        ),
    }
}

/// The media type of a body without its parameters, in small letters.
pub(super) fn essence(headers: &HeaderMap) -> String {
    let header = headers.get(CONTENT_TYPE);
    let media_type = header.and_then(|value| value.to_str().ok()).unwrap_or("");
    let essence = media_type.split(';').next().unwrap_or("").trim();
    essence.to_ascii_lowercase()
}

async fn read(request: Request, state: &Shared, lang: Lang) -> Result<Delivered, Problem> {
    match essence(request.headers()).as_str() {
        "application/yaml" | "application/x-yaml" | "text/yaml" | "application/json" => {
            Ok(Delivered {
                report: whole(request.into_body(), state.limits.body, lang).await?,
                lang,
                ..Delivered::default()
            })
        }
        "multipart/form-data" => parts(request, state, lang).await,
        _ => Err(Problem::new(
            ProblemKind::MediaType,
            lang,
            Text::new(
                "请上传 YAML 或 JSON；带图片的用 multipart/form-data。",
                "the request body must be application/yaml or application/json, or multipart/form-data if there are pictures",
            ),
        )),
    }
}

/// The whole body, if it is not too large.
pub(super) async fn whole(mut body: Body, most: usize, lang: Lang) -> Result<Arc<[u8]>, Problem> {
    let told = usize::try_from(body.size_hint().lower()).unwrap_or(usize::MAX);
    if told > most {
        return Err(Problem::too_large(most, lang));
    }
    let mut bytes = Vec::with_capacity(told);
    while let Some(frame) = poll_fn(|context| Pin::new(&mut body).poll_frame(context)).await {
        let frame = frame.map_err(|_| {
            let detail = Text::new(
                "上传内容不完整，请重新上传。",
                "the request body is incomplete; send it again",
            );
            Problem::new(ProblemKind::Request, lang, detail)
        })?;
        let Ok(data) = frame.into_data() else {
            continue;
        };
        if data.len() > most.saturating_sub(bytes.len()) {
            return Err(Problem::too_large(most, lang));
        }
        bytes.extend_from_slice(&data);
    }
    Ok(bytes.into())
}

/// The parts of a multipart form.
async fn parts(request: Request, state: &Shared, lang: Lang) -> Result<Delivered, Problem> {
    let wrong = |zh: &str, en: &str| Problem::new(ProblemKind::Request, lang, Text::new(zh, en));
    let mut form = Form::open(request, state, state.limits.body, lang).await?;
    let mut delivered = Delivered {
        lang,
        ..Delivered::default()
    };
    let (mut count, mut has_report) = (0, false);
    while let Some(Part { name, file, bytes }) = form.next().await? {
        count += 1;
        if count > MAX_PARTS {
            return Err(wrong(
                "上传的文件太多，请减少后再传。",
                "too many parts; send fewer files",
            ));
        }
        let is_new = match (name.as_str(), file) {
            ("report", _) => {
                delivered.report = bytes;
                !std::mem::replace(&mut has_report, true)
            }
            ("previous", _) => delivered.previous.replace(bytes).is_none(),
            ("signoff", _) => delivered.signoff.replace(bytes).is_none(),
            ("file", Some(file)) => match delivered.files.entry(file) {
                Entry::Vacant(place) => {
                    place.insert(bytes);
                    true
                }
                Entry::Occupied(_) => false,
            },
            _ => false,
        };
        if !is_new {
            return Err(wrong(
                "multipart 各部分的名称应为 report、previous、signoff（各至多一次）或 file（带文件名，不重复）。",
                "parts must be named report, previous, signoff (at most once each) or file (with a different file name each)",
            ));
        }
    }
    if has_report {
        Ok(delivered)
    } else {
        Err(wrong(
            "没有名为 report 的部分，请补上数据文件。",
            "the part named report is missing; add the report file",
        ))
    }
}
