//! The memory of the bodies that arrive together: each byte is counted on arrival, and released when
//! its request is answered. Requests beyond the limit are asked to come again.

use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::task::{Context, Poll, ready};

use axum::body::{Body, Bytes, HttpBody};
use axum::extract::{Request, State as FromState};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use hyper::body::{Frame, SizeHint};

use super::language;
use super::problem::{Problem, ProblemKind};
use chengbao_base::text::Text;

/// Bytes still available for bodies.
#[derive(Debug)]
pub(super) struct Room {
    free: AtomicUsize,
}

impl Room {
    /// This many bytes.
    pub(super) fn new(bytes: usize) -> Arc<Self> {
        let free = AtomicUsize::new(bytes);
        Arc::new(Self { free })
    }
}

/// The bytes taken by the body of one request.
struct Held {
    room: Arc<Room>,
    bytes: AtomicUsize,
    is_short: AtomicBool,
}

impl Held {
    fn take(&self, bytes: usize) -> bool {
        let (set, get) = (Ordering::Relaxed, Ordering::Relaxed);
        let free = &self.room.free;
        let taken = free.fetch_update(set, get, |free| free.checked_sub(bytes));
        if taken.is_ok() {
            self.bytes.fetch_add(bytes, Ordering::Relaxed);
        } else {
            self.is_short.store(true, Ordering::Relaxed);
        }
        taken.is_ok()
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        let bytes = *self.bytes.get_mut();
        self.room.free.fetch_add(bytes, Ordering::Relaxed);
    }
}

/// A body whose bytes are counted.
struct CountedBody {
    body: Body,
    held: Arc<Held>,
}

impl HttpBody for CountedBody {
    type Data = Bytes;
    type Error = axum::BoxError;

    fn poll_frame(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        let own = self.get_mut();
        let frame = ready!(Pin::new(&mut own.body).poll_frame(context));
        Poll::Ready(match frame {
            Some(Ok(frame)) if !own.held.take(frame.data_ref().map_or(0, Bytes::len)) => {
                Some(Err("no room for the body".into()))
            }
            Some(frame) => Some(frame.map_err(Into::into)),
            None => None,
        })
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

/// Counts the body of a request until it is answered.
pub(super) async fn count_body(
    FromState(room): FromState<Arc<Room>>,
    request: Request,
    next: Next,
) -> Response {
    let lang = language::of(request.headers());
    let held = Arc::new(Held {
        room,
        bytes: AtomicUsize::new(0),
        is_short: AtomicBool::new(false),
    });
    let request = request.map(|body| {
        let held = Arc::clone(&held);
        Body::new(CountedBody { body, held })
    });
    let response = next.run(request).await;
    if held.is_short.load(Ordering::Relaxed) {
        let detail = Text::new(
            "同时上传的内容太多，请按 Retry-After 的时间再试。",
            "too many request bodies are arriving; try again after Retry-After",
        );
        return Problem::new(ProblemKind::Bodies, lang, detail).into_response();
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    fn held(room: &Arc<Room>) -> Held {
        Held {
            room: Arc::clone(room),
            bytes: AtomicUsize::new(0),
            is_short: AtomicBool::new(false),
        }
    }

    #[test]
    fn what_is_taken_is_given_back_and_what_is_not_there_is_not_taken() {
        let room = Room::new(100);
        let (one, two) = (held(&room), held(&room));
        assert!(one.take(60) && !two.take(41) && two.take(40));
        let is_short = |held: &Held| held.is_short.load(Ordering::Relaxed);
        assert!(!is_short(&one) && is_short(&two));
        drop(one);
        assert!(two.take(60) && !two.take(1));
        drop(two);
        assert_eq!(room.free.load(Ordering::Relaxed), 100);
    }
}
