//! A job as an answer.

use serde::Serialize;
use serde_json::value::RawValue;
use utoipa::ToSchema;

use crate::jobs::{Counts, Item, Job, JobId, Output, Reason, State};
use chengbao_base::text::{Lang, Text};

/// A job.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct JobBody {
    id: String,
    /// `queued`, `running`, or `done`: all items are finished.
    state: &'static str,
    /// When it was accepted (RFC 3339).
    created: String,
    /// Increases each time items are finished.
    revision: i64,
    counts: CountsBody,
    /// Number of all items, including those not listed here.
    total: u64,
    /// The requested items, by number.
    items: Vec<ItemBody>,
    /// Where the next items are.
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<String>,
}

/// Number of items in each state.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct CountsBody {
    queued: u64,
    running: u64,
    done: u64,
    refused: u64,
    given_up: u64,
    cancelled: u64,
}

/// An item of a job: one report.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ItemBody {
    /// From 0, in the order delivered.
    number: u32,
    /// The name of its file.
    name: String,
    /// `queued`, `running`, `done`, `refused`, `given-up`, `cancelled`.
    state: &'static str,
    /// How often processing failed.
    failures: u32,
    /// Why it waits again or was given up.
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<ReasonBody>,
    /// The findings of `check`, once it was checked.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    findings: Option<Box<RawValue>>,
    /// Why no document was made from it, as a problem.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    problem: Option<Box<RawValue>>,
    /// Its documents.
    outputs: Vec<OutputBody>,
}

/// Why an item waits again or was given up.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ReasonBody {
    /// `lost`, `panicked`, `work-time`, `storage`, `input-lost`, `input-damaged`, `setup`.
    code: &'static str,
    /// The reason as a sentence.
    text: String,
}

/// A document.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct OutputBody {
    /// Digest of its bytes.
    sha256: String,
    media_type: String,
    /// A name for its file.
    name: String,
    /// Its size in bytes.
    size: u64,
    /// Where it is.
    href: String,
}

/// The progress of a job and its items.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ProgressBody {
    /// As in the job.
    state: &'static str,
    /// As in the job.
    revision: i64,
    counts: CountsBody,
}

/// Where a job is.
pub(crate) fn href(id: &JobId) -> String {
    format!("/v1/jobs/{id}")
}

impl JobBody {
    /// In a language; `from` and `count` say which items were requested.
    pub(crate) fn of(job: Job, from: u32, count: u32, lang: Lang) -> Self {
        let total = job.counts.0.iter().sum();
        let after = u64::from(from) + u64::try_from(job.items.len()).unwrap_or(u64::MAX);
        let has_next = after < total && !job.items.is_empty();
        let items = job.items.into_iter().map(|item| ItemBody::of(item, lang));
        let created = jiff::Timestamp::from_millisecond(job.created);
        Self {
            state: state(&job.counts),
            created: created.map_or_else(|_| String::new(), |time| time.to_string()),
            revision: job.revision,
            counts: CountsBody::of(&job.counts),
            total,
            items: items.collect(),
            next: has_next.then(|| format!("{}?from={after}&count={count}", href(&job.id))),
            id: job.id.to_string(),
        }
    }
}

impl ProgressBody {
    pub(crate) fn of(revision: i64, counts: &Counts) -> Self {
        Self {
            state: state(counts),
            revision,
            counts: CountsBody::of(counts),
        }
    }
}

/// The state of a job: it runs once any item has started.
fn state(counts: &Counts) -> &'static str {
    let total: u64 = counts.0.iter().sum();
    if counts.is_final() {
        "done"
    } else if counts.of(State::Queued) == total {
        "queued"
    } else {
        "running"
    }
}

impl CountsBody {
    fn of(counts: &Counts) -> Self {
        Self {
            queued: counts.of(State::Queued),
            running: counts.of(State::Running),
            done: counts.of(State::Done),
            refused: counts.of(State::Refused),
            given_up: counts.of(State::GivenUp),
            cancelled: counts.of(State::Cancelled),
        }
    }
}

impl ItemBody {
    pub(crate) fn of(item: Item, lang: Lang) -> Self {
        let raw = |json: Option<String>| json.and_then(|json| RawValue::from_string(json).ok());
        Self {
            number: item.number,
            name: item.name,
            state: item.state.id(),
            failures: item.failures,
            reason: item.reason.map(|reason| ReasonBody {
                code: reason.id(),
                text: sentence(reason).get(lang).to_owned(),
            }),
            findings: raw(item.findings),
            problem: raw(item.problem),
            outputs: item.outputs.into_iter().map(OutputBody::of).collect(),
        }
    }
}

impl OutputBody {
    fn of(output: Output) -> Self {
        Self {
            href: format!("/v1/outputs/{}", output.sha256),
            sha256: output.sha256.to_string(),
            media_type: output.media_type,
            name: output.name,
            size: output.size,
        }
    }
}

fn sentence(reason: Reason) -> Text {
    match reason {
        Reason::Lost => Text::new(
            "处理中断，请重新提交。",
            "processing was interrupted; send it again",
        ),
        Reason::Panicked => Text::new(
            "处理时发生程序内部错误，请反馈给开发者。",
            "internal error while processing it; please report it",
        ),
        Reason::WorkTime => Text::new(
            "处理超时，请减少内容或图片后重新提交。",
            "the time limit was exceeded; send it again with less text or fewer pictures",
        ),
        Reason::Storage => Text::new(
            "存储当时无法使用，请重新提交。",
            "the storage was not available; send it again",
        ),
        Reason::InputLost => Text::new(
            "提交的文件已不在存储中，请重新提交。",
            "the files sent are no longer in the store; send them again",
        ),
        Reason::InputDamaged => Text::new(
            "提交的文件在存储中已损坏，请重新提交。",
            "the files sent were damaged in the store; send them again",
        ),
        Reason::Setup => Text::new(
            "服务器的字体无法使用，请联系管理员。",
            "the service has no usable fonts; contact the administrator",
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn job(counts: [u64; 6], items: u32) -> Job {
        let items = (0..items).map(|number| Item {
            number,
            name: "a\nb".to_owned(),
            state: State::Queued,
            failures: 0,
            reason: Some(Reason::Lost),
            findings: Some("{\"a\":\n1}".to_owned()),
            problem: Some("not JSON".to_owned()),
            outputs: Vec::new(),
        });
        Job {
            id: JobId::new([7; 16]),
            created: 0,
            revision: 3,
            counts: Counts(counts),
            items: items.collect(),
        }
    }

    fn json(job: Job, from: u32) -> serde_json::Value {
        serde_json::to_value(JobBody::of(job, from, 2, Lang::En)).unwrap()
    }

    #[test]
    fn a_job_has_begun_with_its_first_item_and_ends_with_its_last() {
        for (counts, expected) in [
            ([2, 0, 0, 0, 0, 0], "queued"),
            ([1, 1, 0, 0, 0, 0], "running"),
            ([1, 0, 1, 0, 0, 0], "running"),
            ([0, 0, 1, 1, 1, 1], "done"),
        ] {
            assert_eq!(json(job(counts, 0), 0)["state"], expected, "{counts:?}");
        }
    }

    #[test]
    fn it_says_where_the_next_items_are_until_there_are_none() {
        let id = "07".repeat(16);
        let first = json(job([4, 0, 0, 0, 0, 0], 2), 0);
        assert_eq!(first["next"], format!("/v1/jobs/{id}?from=2&count=2"));
        assert_eq!(
            (&first["total"], &first["created"]),
            (&4.into(), &"1970-01-01T00:00:00Z".into())
        );
        assert!(json(job([4, 0, 0, 0, 0, 0], 2), 2)["next"].is_null());
        assert!(json(job([4, 0, 0, 0, 0, 0], 0), 9)["next"].is_null());
    }

    #[test]
    fn findings_are_reported_as_they_are_and_what_is_no_json_is_not() {
        let item = &json(job([1, 0, 0, 0, 0, 0], 1), 0)["items"][0];
        assert_eq!(item["findings"]["a"], 1);
        assert!(item["problem"].is_null());
        assert_eq!(item["reason"]["code"], "lost");
        assert!(
            item["reason"]["text"]
                .as_str()
                .unwrap()
                .contains("interrupted")
        );
    }
}
