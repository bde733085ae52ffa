//! Work on input from outside, as a worker process is asked to do it, and its answers.
//!
//! A task is a head of JSON and blobs; the head names blobs by their number. Neither names a file of the machine.

mod perform;
pub(super) mod serve;
mod wire;

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use sha2::{Digest as _, Sha256};

use super::delivered::Delivered;
use super::make::Finished;
use super::problem::{Problem, ProblemKind};
use super::routes::wanted::{PageWanted, Wanted};
use super::tools::Measured;
use super::work::WantedText;
use chengbao_base::text::{Lang, Text};
use chengbao_office::publish::Format;
use chengbao_report::check::Stage;

pub(super) use wire::Frame;

/// What is to be done.
#[derive(Debug, Serialize, Deserialize)]
enum What {
    /// Make a document of an example.
    Ready,
    /// Check a report.
    Check { files: Files, stage: Stage },
    /// Read a report file or a document: blob 0.
    Import,
    /// Write values as a report file: blob 0.
    Write,
    /// Make documents.
    Make {
        files: Files,
        wanted: WantedText,
        /// Whether it is an item of a job.
        is_job: bool,
    },
    /// Draw a page of the first document.
    Picture {
        files: Files,
        wanted: WantedText,
        page: PageWanted,
    },
}

/// The files of a delivered report, as numbers of blobs.
#[derive(Debug, Serialize, Deserialize)]
struct Files {
    report: usize,
    previous: Option<usize>,
    signoff: Option<usize>,
    pictures: Vec<(String, usize)>,
}

/// A piece of work.
#[derive(Debug)]
pub(super) struct Task {
    head: Head,
    blobs: Vec<Arc<[u8]>>,
}

#[derive(Debug, Serialize, Deserialize)]
struct Head {
    what: What,
    is_english: bool,
}

impl Task {
    fn new(what: What, lang: Lang, blobs: Vec<Arc<[u8]>>) -> Self {
        let is_english = lang == Lang::En;
        Self {
            head: Head { what, is_english },
            blobs,
        }
    }

    /// Whether documents can be made at all.
    pub(super) fn ready() -> Self {
        Self::new(What::Ready, Lang::Zh, Vec::new())
    }

    /// Check a report.
    pub(super) fn check(delivered: Delivered, stage: Stage) -> Self {
        let lang = delivered.lang;
        let (files, blobs) = Files::of(delivered);
        Self::new(What::Check { files, stage }, lang, blobs)
    }

    /// Read a report file or a document.
    pub(super) fn import(bytes: Arc<[u8]>, lang: Lang) -> Self {
        Self::new(What::Import, lang, vec![bytes])
    }

    /// Write values as a report file.
    pub(super) fn write(bytes: Arc<[u8]>, lang: Lang) -> Self {
        Self::new(What::Write, lang, vec![bytes])
    }

    /// Make the wanted documents, or the wanted picture of a page.
    pub(super) fn make(delivered: Delivered, wanted: &Wanted, is_job: bool) -> Self {
        let lang = delivered.lang;
        let (files, blobs) = Files::of(delivered);
        let page = wanted.picture;
        let wanted = WantedText::of(wanted);
        let what = match page {
            Some(page) => What::Picture {
                files,
                wanted,
                page,
            },
            None => What::Make {
                files,
                wanted,
                is_job,
            },
        };
        Self::new(what, lang, blobs)
    }

    fn lang(&self) -> Lang {
        match self.head.is_english {
            true => Lang::En,
            false => Lang::Zh,
        }
    }

    /// The digest of what was delivered, by which work that brought a worker down is known again.
    pub(super) fn digest(&self) -> [u8; 32] {
        let mut hash = Sha256::new();
        for blob in &self.blobs {
            hash.update(Sha256::digest(blob));
        }
        hash.finalize().into()
    }

    /// As it is sent.
    pub(super) fn into_frame(self) -> Frame {
        Frame::new(&self.head, self.blobs)
    }
}

impl Files {
    fn of(delivered: Delivered) -> (Self, Vec<Arc<[u8]>>) {
        let mut blobs = vec![delivered.report];
        let mut add = |blob: Arc<[u8]>| {
            blobs.push(blob);
            blobs.len() - 1
        };
        let files = Self {
            report: 0,
            previous: delivered.previous.map(&mut add),
            signoff: delivered.signoff.map(&mut add),
            pictures: delivered
                .files
                .into_iter()
                .map(|(path, blob)| (path, add(blob)))
                .collect(),
        };
        (files, blobs)
    }

    fn delivered(&self, blobs: &[Arc<[u8]>], lang: Lang) -> Option<Delivered> {
        let blob = |number: usize| blobs.get(number).map(Arc::clone);
        let optional = |number: Option<usize>| match number {
            Some(number) => blob(number).map(Some),
            None => Some(None),
        };
        let mut files = BTreeMap::new();
        for (path, number) in &self.pictures {
            files.insert(path.clone(), blob(*number)?);
        }
        Some(Delivered {
            report: blob(self.report)?,
            previous: optional(self.previous)?,
            signoff: optional(self.signoff)?,
            files,
            lang,
        })
    }
}

/// What a worker answers.
#[derive(Debug, Serialize, Deserialize)]
pub(super) enum Answer {
    /// Whether a document could be made.
    Ready(bool),
    /// The findings of `check`, JSON, and the progress of the sign-off.
    Checked {
        /// JSON.
        findings: String,
        /// For the header `sign-off`.
        stage: String,
    },
    /// The content of a file, JSON.
    Opened(String),
    /// A report file: blob 0.
    Written {
        /// For the header `layout`.
        layout: String,
    },
    /// Documents: a blob each.
    Made {
        /// The findings of `check`, JSON.
        findings: String,
        /// The documents, or why there are none.
        documents: Result<Vec<MadeDocument>, RefusedText>,
    },
    /// A page as PNG: blob 0.
    Drawn {
        /// How many pages the document has.
        pages: usize,
    },
    /// Why there is no result.
    Refused(RefusedText),
}

/// A document, whose bytes are the blob of the same number.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct MadeDocument {
    /// Id of its format.
    pub(super) format: String,
    /// A name for its file.
    pub(super) name: String,
}

/// A problem, as it is sent.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct RefusedText {
    kind: ProblemKind,
    zh: String,
    en: String,
    findings: Option<Box<RawValue>>,
}

impl RefusedText {
    fn of(problem: Problem) -> Self {
        let (kind, detail, findings) = problem.into_parts();
        Self {
            kind,
            zh: detail.zh.into(),
            en: detail.en.into(),
            findings,
        }
    }

    /// The problem.
    pub(super) fn problem(self, lang: Lang) -> Problem {
        Problem::from_parts(self.kind, lang, Text::new(self.zh, self.en), self.findings)
    }
}

/// An answer with its blobs, and what is counted.
#[derive(Debug)]
pub(super) struct Reply {
    /// The answer.
    pub(super) answer: Answer,
    /// What it names.
    pub(super) blobs: Vec<Arc<[u8]>>,
    /// For the metrics.
    pub(super) measured: Measured,
}

#[derive(Serialize, Deserialize)]
struct ReplyHead {
    answer: Answer,
    measured: Measured,
}

impl Reply {
    fn into_frame(self) -> Frame {
        let head = ReplyHead {
            answer: self.answer,
            measured: self.measured,
        };
        Frame::new(&head, self.blobs)
    }

    /// Reads it from what a worker sent.
    pub(super) fn of_frame(frame: Frame) -> std::io::Result<Self> {
        let ReplyHead { answer, measured } = frame.head()?;
        Ok(Self {
            answer,
            blobs: frame.blobs,
            measured,
        })
    }

    /// An answer of which nothing is left to count.
    pub(super) fn new(answer: Answer, blobs: Vec<Arc<[u8]>>) -> Self {
        Self {
            answer,
            blobs,
            measured: Measured::default(),
        }
    }
}

/// The documents that a worker sent.
pub(super) fn finished(
    documents: Result<Vec<MadeDocument>, RefusedText>,
    blobs: Vec<Arc<[u8]>>,
    lang: Lang,
) -> Result<Vec<Finished>, Problem> {
    let documents = documents.map_err(|refused| refused.problem(lang))?;
    if documents.len() != blobs.len() {
        return Err(Problem::unexpected(lang));
    }
    let finished = documents.into_iter().zip(blobs).map(|(made, bytes)| {
        Some(Finished {
            format: Format::of_id(&made.format)?,
            name: made.name,
            bytes: bytes.to_vec(),
        })
    });
    let finished: Option<Vec<Finished>> = finished.collect();
    finished.ok_or_else(|| Problem::unexpected(lang))
}
