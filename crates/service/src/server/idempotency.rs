//! `Idempotency-Key`: a repeated request gets the same answer and is carried out once.
//!
//! The whole request is read and distinguished from others before it is carried out; its answer is kept with the
//! key. Answers that say “later” are not kept, so that trying again later makes sense.

use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body, to_bytes};
use axum::extract::{Extension, Request, State as FromState};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};

use super::access::Tenant;
use super::body::{in_time, whole};
use super::problem::{Problem, ProblemKind};
use super::state::{Shared, State};
use super::{fingerprint, language, storage};
use crate::jobs::{Answer, Begun, JobId, Jobs, Sha256Hex, Shelf};
use chengbao_base::text::{Lang, Text};

/// The header of the request,
const KEY: &str = "idempotency-key";
/// and that of an answer that was given before.
const REPLAYED: HeaderName = HeaderName::from_static("idempotency-replayed");
/// Longest key, in characters.
const MAX_KEY: usize = 255;
/// Time for keeping and sending an answer, in addition to waiting and work.
const ASIDE: Duration = Duration::from_secs(60);

/// The id for the job of a request with a key: an `Extension` of the request.
#[derive(Debug, Clone)]
pub(super) struct Seed(pub(super) JobId);

/// Limits of the body, which differ between routes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Room {
    /// Maximum bytes.
    pub(super) most: usize,
    /// How long they may take.
    pub(super) time: Duration,
}

/// Wraps the routes that accept a key.
pub(super) async fn once(
    FromState((state, room)): FromState<(Shared, Room)>,
    Extension(tenant): Extension<Tenant>,
    request: Request,
    next: Next,
) -> Response {
    let lang = language::of(request.headers());
    let key = match key(request.headers(), lang) {
        Ok(Some(key)) if request.method() == Method::POST => key,
        Ok(_) => return next.run(request).await,
        Err(problem) => return problem.into_response(),
    };
    let answered = keyed(&state, room, &tenant, key, request, next, lang).await;
    answered.unwrap_or_else(Problem::into_response)
}

async fn keyed(
    state: &Shared,
    room: Room,
    Tenant(tenant): &Tenant,
    key: String,
    request: Request,
    next: Next,
    lang: Lang,
) -> Result<Response, Problem> {
    let jobs = state.jobs.clone();
    let (parts, body) = request.into_parts();
    let body = in_time(state, lang, room.time, whole(body, room.most, lang)).await?;
    let told = tokio::task::spawn_blocking(move || (fingerprint::of(&parts, &body), parts, body));
    let (fingerprint, parts, body) = told.await.map_err(|_| fault(lang))?;
    let begun = jobs
        .store
        .begin(tenant, &key, &fingerprint, lease(state))
        .await;
    match begun.map_err(|error| storage::database(lang, &error))? {
        Begun::New => {}
        Begun::Busy => {
            let text = Text::new(
                "同一请求（Idempotency-Key 相同）正在处理，请稍后再试。",
                "a request with this idempotency key is in progress; try again later",
            );
            return Err(Problem::new(ProblemKind::InProgress, lang, text));
        }
        Begun::Other => {
            let text = Text::new(
                "这个 Idempotency-Key 已用于内容不同的请求，请换一个。",
                "this idempotency key was used for a different request; use another key",
            );
            return Err(Problem::new(ProblemKind::KeyReused, lang, text));
        }
        Begun::Answered(answer) => {
            // If the body is gone, carrying it out again gives the same result.
            if let Some(response) = replayed(&jobs, answer, lang).await? {
                return Ok(response);
            }
        }
    }
    let mut request = Request::from_parts(parts, Body::from(body.to_vec()));
    let seed = Seed(fingerprint::job(tenant, &key, &fingerprint));
    request.extensions_mut().insert(seed);
    let tenant = Arc::clone(tenant);
    // A separate task: a client that disconnects does not leave the key half answered.
    let task = tokio::spawn(async move {
        let response = next.run(request).await;
        keep(&jobs, &tenant, &key, response, lang).await
    });
    task.await.unwrap_or_else(|_| Err(fault(lang)))
}

/// The key of a request.
fn key(headers: &HeaderMap, lang: Lang) -> Result<Option<String>, Problem> {
    let mut values = headers.get_all(KEY).iter();
    let (Some(value), None) = (values.next(), values.next()) else {
        return match headers.contains_key(KEY) {
            true => Err(wrong(lang)),
            false => Ok(None),
        };
    };
    let key = value.to_str().map_err(|_| wrong(lang))?;
    let is_key = (1..=MAX_KEY).contains(&key.len()) && key.bytes().all(|b| b.is_ascii_graphic());
    if is_key {
        Ok(Some(key.to_owned()))
    } else {
        Err(wrong(lang))
    }
}

fn wrong(lang: Lang) -> Problem {
    let text = Text::new(
        format!("Idempotency-Key 应为 1–{MAX_KEY} 个可见 ASCII 字符，只写一次。"),
        format!("Idempotency-Key must be 1–{MAX_KEY} visible ASCII characters, sent once"),
    );
    Problem::new(ProblemKind::Request, lang, text)
}

/// How long a request may be in progress before it may be carried out again.
fn lease(state: &State) -> Duration {
    state.limits.wait_time + state.limits.work_time + ASIDE
}

/// Keeps an answer, and sends it. It is sent even if it could not be kept: carried out again,
/// the request gives the same result.
async fn keep(
    jobs: &Jobs,
    tenant: &str,
    key: &str,
    response: Response,
    lang: Lang,
) -> Result<Response, Problem> {
    let status = response.status();
    let (head, body) = response.into_parts();
    let body = to_bytes(body, usize::MAX).await.map_err(|_| fault(lang))?;
    let is_final = status != StatusCode::TOO_MANY_REQUESTS && !status.is_server_error();
    let kept = if is_final {
        stored(jobs, tenant, key, status, &head.headers, body.to_vec()).await
    } else {
        false
    };
    if !kept && let Err(error) = jobs.store.unanswered(tenant, key).await {
        tracing::error!(%error, "database");
    }
    Ok(Response::from_parts(head, Body::from(body)))
}

async fn stored(
    jobs: &Jobs,
    tenant: &str,
    key: &str,
    status: StatusCode,
    headers: &HeaderMap,
    body: Vec<u8>,
) -> bool {
    let body: Sha256Hex = match jobs.blobs.put(&Shelf::Answers, body).await {
        Ok(body) => body,
        Err(error) => {
            tracing::error!(%error, "store");
            return false;
        }
    };
    let headers = headers.iter().filter_map(|(name, value)| {
        let value = value.to_str().ok()?;
        Some((name.as_str().to_owned(), value.to_owned()))
    });
    let answer = Answer {
        status: status.as_u16(),
        headers: headers.collect(),
        body,
    };
    match jobs.store.answered(tenant, key, &answer).await {
        Ok(()) => true,
        Err(error) => {
            tracing::error!(%error, "database");
            false
        }
    }
}

/// An answer that was given before; none if its body is no longer in the store.
async fn replayed(jobs: &Jobs, answer: Answer, lang: Lang) -> Result<Option<Response>, Problem> {
    let body = jobs.blobs.get(&Shelf::Answers, &answer.body).await;
    let Some(body) = body.map_err(|error| storage::documents(lang, &error))? else {
        return Ok(None);
    };
    let status = StatusCode::from_u16(answer.status).map_err(|_| fault(lang))?;
    let mut response = (status, body).into_response();
    let headers = response.headers_mut();
    headers.clear();
    for (name, value) in answer.headers {
        if let (Ok(name), Ok(value)) = (HeaderName::try_from(name), HeaderValue::try_from(value)) {
            headers.append(name, value);
        }
    }
    headers.insert(REPLAYED, HeaderValue::from_static("true"));
    Ok(Some(response))
}

fn fault(lang: Lang) -> Problem {
    let text = Text::new(
        "程序内部错误，未生成文件。请把请求编号反馈给开发者。",
        "internal error; no file was written; please report the request id",
    );
    Problem::new(ProblemKind::Fault, lang, text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_visible_ascii_given_once() {
        let long = "k".repeat(MAX_KEY);
        let longer = format!("{long}k");
        for (values, expected) in [
            (&[][..], Ok(None)),
            (&["\"8e03978e-40d5\""], Ok(Some("\"8e03978e-40d5\""))),
            (&[long.as_str()], Ok(Some(long.as_str()))),
            (&[longer.as_str()], Err(())),
            (&[""], Err(())),
            (&["a b"], Err(())),
            (&["钥"], Err(())),
            (&["a", "a"], Err(())),
        ] {
            let mut headers = HeaderMap::new();
            for value in values {
                let value = HeaderValue::from_bytes(value.as_bytes()).unwrap();
                headers.append(KEY, value);
            }
            let found = key(&headers, Lang::Zh).map_err(|_| ());
            let expected = expected.map(|key| key.map(str::to_owned));
            assert_eq!(found, expected, "{values:?}");
        }
    }
}
