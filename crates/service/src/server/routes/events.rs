//! `GET /v1/jobs/{id}/events`: the progress of a job, as it happens (server-sent events, HTML §9.2).

use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::{Duration, Instant};

use axum::body::{Body, Bytes, HttpBody};
use axum::extract::rejection::PathRejection;
use axum::extract::{Extension, Path, State};
use axum::http::HeaderMap;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse as _, Response};
use hyper::body::Frame;
use serde::Serialize;
use tokio::sync::OwnedSemaphorePermit;
use tokio::sync::mpsc::{Receiver, Sender, channel};
use tokio::time::{sleep, timeout};

use super::job::{ItemBody, ProgressBody};
use super::jobs::{id, nothing};
use crate::jobs::{Changes, Counts, JobId};
use crate::server::access::Tenant;
use crate::server::problem::{Problem, ProblemBody, ProblemKind};
use crate::server::responses::Problems;
use crate::server::state::{Shared, State as Service};
use crate::server::{language, storage};
use chengbao_base::text::{Lang, Text};

/// Where a stream continues: the id of the last event that arrived.
const LAST: &str = "last-event-id";
/// Maximum items sent at once.
const MAX_ITEMS: u32 = 100;
/// The shortest and longest time between two queries of the database.
const PAUSE: Duration = Duration::from_millis(100);
const POLL: Duration = Duration::from_secs(2);
/// How long a listener may take to accept something.
const PATIENCE: Duration = Duration::from_secs(30);

/// The progress of a job: an event `item` for each finished item, `progress`, and `end` when
/// all are finished. The data are JSON: the item, or the number of items in each state.
#[utoipa::path(get, path = "/v1/jobs/{id}/events", tag = "jobs",
    params(
        ("id" = String, Path, description = "The job"),
        ("Last-Event-ID" = Option<String>, Header, description = "Only later events: the id of the last event received", pattern = "^[0-9]{1,18}$"),
    ),
    responses(
        (status = 200, description = "The events", body = String, content_type = "text/event-stream"),
        (status = 404, description = "No such job", body = ProblemBody, content_type = "application/problem+json"),
        Problems,
    )
)]
pub(crate) async fn events(
    State(state): State<Shared>,
    Extension(Tenant(tenant)): Extension<Tenant>,
    id: Result<Path<String>, PathRejection>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let lang = language::of(&headers);
    let jobs = &state.jobs;
    let id = self::id(id, lang)?;
    let after = last(&headers, lang)?;
    let changes = jobs.store.changes(&tenant, &id, after, MAX_ITEMS).await;
    let changes = changes.map_err(|error| storage::database(lang, &error))?;
    let changes = changes.ok_or_else(|| nothing(lang))?;
    let place = Arc::clone(&state.streams).try_acquire_owned();
    let place = place.map_err(|_| {
        let text = Text::new(
            "事件流太多，请按 Retry-After 的时间再试，或直接查询任务。",
            "too many event streams; try again after Retry-After, or query the job",
        );
        Problem::new(ProblemKind::Busy, lang, text)
    })?;
    let (events, received) = channel(16);
    let reporter = Reporter {
        tenant,
        id,
        lang,
        events,
        heartbeat: state.limits.heartbeat,
        last_sent: Instant::now(),
        reported: None,
        _place: place,
    };
    let own = Arc::clone(&state);
    tokio::spawn(async move {
        tokio::select! {
            _ = reporter.report(&own, changes) => {}
            () = own.ending() => {}
        }
    });
    let body = Body::new(Events(received));
    Ok(([(CONTENT_TYPE, "text/event-stream")], body).into_response())
}

/// The revision to start from.
fn last(headers: &HeaderMap, lang: Lang) -> Result<i64, Problem> {
    let Some(value) = headers.get(LAST) else {
        return Ok(0);
    };
    let revision = value.to_str().ok().and_then(|text| {
        let is_number = (1..=18).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
        is_number.then(|| text.parse().ok())?
    });
    revision.ok_or_else(|| {
        let text = Text::new(
            "Last-Event-ID 应为收到的事件的 id。",
            "Last-Event-ID must be the id of an event received",
        );
        Problem::new(ProblemKind::Request, lang, text)
    })
}

/// No one listens any more, or nothing can be sent.
struct Over;

/// The sender for one listener.
struct Reporter {
    tenant: Arc<str>,
    id: JobId,
    lang: Lang,
    events: Sender<Bytes>,
    /// [`Limits::heartbeat`](crate::server::limits::Limits::heartbeat).
    heartbeat: Duration,
    last_sent: Instant,
    /// What was sent last.
    reported: Option<Counts>,
    _place: OwnedSemaphorePermit,
}

impl Reporter {
    async fn report(mut self, state: &Service, first: Changes) -> Result<(), Over> {
        let store = &state.jobs.store;
        let mut changes = first;
        loop {
            let after = changes.revision;
            let is_all = changes.items.is_empty();
            let counts = changes.counts;
            self.changes(changes).await?;
            if is_all && counts.is_final() {
                let progress = ProgressBody::of(after, &counts);
                return self.send("end", Some(after), &progress).await;
            }
            if is_all {
                self.wait(store.changed(self.rest())).await?;
            }
            let next = store
                .changes(&self.tenant, &self.id, after, MAX_ITEMS)
                .await;
            // The listener connects again and continues where it was.
            changes = next.ok().flatten().ok_or(Over)?;
        }
    }

    /// Sends items, and then the progress of the job: only that has an id, so that a listener that returns after
    /// half of it gets all of it again.
    async fn changes(&mut self, changes: Changes) -> Result<(), Over> {
        let has_items = !changes.items.is_empty();
        for item in changes.items {
            let item = ItemBody::of(item, self.lang);
            self.send("item", None, &item).await?;
        }
        if has_items || self.reported != Some(changes.counts) {
            self.reported = Some(changes.counts);
            let progress = ProgressBody::of(changes.revision, &changes.counts);
            self.send("progress", Some(changes.revision), &progress)
                .await?;
        }
        Ok(())
    }

    /// The longest time without sending, from now.
    fn rest(&self) -> Duration {
        let rest = self.heartbeat.saturating_sub(self.last_sent.elapsed());
        rest.min(POLL)
    }

    async fn wait(&mut self, changed: impl Future<Output = ()>) -> Result<(), Over> {
        tokio::select! {
            () = changed => {}
            () = self.events.closed() => return Err(Over),
        }
        sleep(PAUSE).await;
        if self.last_sent.elapsed() >= self.heartbeat {
            self.write(":\n\n".to_owned()).await?;
        }
        Ok(())
    }

    async fn send(
        &mut self,
        name: &str,
        id: Option<i64>,
        data: &impl Serialize,
    ) -> Result<(), Over> {
        let data = serde_json::to_string(data).map_err(|_| Over)?;
        self.write(event(name, id, &data)).await
    }

    async fn write(&mut self, text: String) -> Result<(), Over> {
        self.last_sent = Instant::now();
        match timeout(PATIENCE, self.events.send(text.into())).await {
            Ok(Ok(())) => Ok(()),
            _ => Err(Over),
        }
    }
}

/// An event. JSON may have line breaks between its values.
fn event(name: &str, id: Option<i64>, data: &str) -> String {
    let mut text = format!("event: {name}\n");
    if let Some(id) = id {
        text += &format!("id: {id}\n");
    }
    for line in data.split(['\r', '\n']) {
        text += &format!("data: {line}\n");
    }
    text + "\n"
}

/// The body of the answer.
struct Events(Receiver<Bytes>);

impl HttpBody for Events {
    type Data = Bytes;
    type Error = std::convert::Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        let next = self.0.poll_recv(context);
        next.map(|next| next.map(|bytes| Ok(Frame::data(bytes))))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn data_of_several_lines_stay_one_event() {
        assert_eq!(
            event("item", Some(7), "{\n\"a\": 1}"),
            "event: item\nid: 7\ndata: {\ndata: \"a\": 1}\n\n"
        );
        assert_eq!(event("end", None, "1"), "event: end\ndata: 1\n\n");
    }

    #[test]
    fn a_stream_goes_on_after_an_id_that_was_given_and_no_other() {
        for (value, expected) in [
            ("7", Some(7)),
            ("", None),
            ("-1", None),
            ("7x", None),
            ("+7", None),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(LAST, value.parse().unwrap());
            assert_eq!(last(&headers, Lang::Zh).ok(), expected, "{value}");
        }
        assert_eq!(last(&HeaderMap::new(), Lang::Zh).ok(), Some(0));
    }
}
