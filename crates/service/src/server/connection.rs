//! One connection: its requests one after another, each bound in time and in size.

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

use super::problem::{Kind, Problem};
use super::state::Shared;
use super::stream::Stream;
use chengbao_base::text::{Lang, Text};

/// How much of what one side sends ahead is kept: no body and no answer needs more at once.
const BUFFER: usize = 64 << 10;
/// How long a connection past the bound has for the head of its request.
const SPARE_TIME: Duration = Duration::from_secs(1);

/// How a connection is let in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Entry {
    /// For as many requests as come.
    Usual,
    /// Past the bound: for one request that says what it wants at once.
    Spare,
}

/// Serves a connection until it ends. When the service ends, its request under way is its last.
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
    // What else goes wrong on a connection is its own end of it.
    if ended.is_err_and(|error| error.is_timeout()) {
        let stream = connection.into_parts().io.into_inner();
        // One that was only open has asked for nothing and is told nothing.
        if stream.is_asking() {
            state.metrics.answered("unmatched", 408);
            stream.last_words(&head_too_slow().await);
        }
    }
    state.metrics.closed();
}

/// The answer to a head that does not end, which has no request it could belong to.
async fn head_too_slow() -> Vec<u8> {
    let detail = Text::new(
        "请求头没有在时限内传完。",
        "the head of the request did not arrive in time",
    );
    let response = Problem::new(Kind::HeadTime, Lang::Zh, detail).into_response();
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
