//! One connection: its requests one after another, each limited in time and size.

use std::pin::pin;
use std::time::Duration;

use axum::Router;
use axum::body::to_bytes;
use axum::http::header::CONTENT_TYPE;
use axum::response::IntoResponse as _;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::io::{AsyncRead, AsyncWrite};

use super::problem::{Problem, ProblemKind};
use super::state::Shared;
use super::stream::Stream;
use chengbao_base::text::{Lang, Text};

/// How much is buffered in each direction: no body and no answer needs more at once.
const BUFFER: usize = 64 << 10;
/// How long a connection beyond the limit has for the head of its request.
const SPARE_TIME: Duration = Duration::from_secs(1);

/// How a connection is admitted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Entry {
    /// For any number of requests.
    Usual,
    /// Beyond the limit: for one request that arrives at once.
    Spare,
}

/// Serves a connection until it ends. When the service stops, its current request is its last.
pub(super) async fn serve(
    stream: impl AsyncRead + AsyncWrite + Unpin,
    app: Router,
    state: Shared,
    entry: Entry,
) {
    state.metrics.opened();
    let limits = &state.limits;
    let stream = TokioIo::new(Stream::new(stream, limits.write_time));
    let mut connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(match entry {
            Entry::Usual => limits.head_time,
            Entry::Spare => limits.head_time.min(SPARE_TIME),
        })
        .max_header_size(limits.head)
        .max_buf_size(BUFFER)
        .keep_alive(entry == Entry::Usual)
        .serve_connection(stream, TowerToHyperService::new(app));
    let mut ending = pin!(state.ending());
    let mut is_ending = false;
    let ended = loop {
        tokio::select! {
            ended = &mut connection => break ended,
            () = &mut ending, if !is_ending => {
                is_ending = true;
                std::pin::Pin::new(&mut connection).graceful_shutdown();
            }
        }
    };
    // Any other error just ends the connection.
    if ended.is_err_and(|error| error.is_timeout()) {
        let stream = connection.into_parts().io.into_inner();
        // A connection without a request gets no answer.
        if stream.is_asking() {
            state.metrics.answered("unmatched", 408);
            stream.last_words(&head_too_slow().await);
        }
    }
    state.metrics.closed();
}

/// The answer to a head that does not end, for which there is no request.
async fn head_too_slow() -> Vec<u8> {
    let detail = Text::new(
        "请求头传送超时，请重试。",
        "the request header did not arrive in time; try again",
    );
    let response = Problem::new(ProblemKind::HeadTime, Lang::Zh, detail).into_response();
    let (parts, body) = response.into_parts();
    let body = to_bytes(body, BUFFER).await.unwrap_or_default();
    let media_type = parts.headers.get(CONTENT_TYPE);
    let media_type = media_type.and_then(|value| value.to_str().ok());
    let mut answer = format!(
        "HTTP/1.1 {}\r\ncontent-type: {}\r\ncontent-length: {}\r\nconnection: close\r\n\r\n",
        parts.status,
        media_type.unwrap_or_default(),
        body.len()
    )
    .into_bytes();
    answer.extend_from_slice(&body);
    answer
}
