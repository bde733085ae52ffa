//! Jobs, their items, and what becomes of them.
//!
//! A job is what a tenant asked for at once; an item is one report of it, and what workers claim.
//!
//! ```text
//! queued ──claim──▶ running ──finish──▶ done | refused
//!   ▲                  │  └──fail, or lease over, for the third time──▶ given-up
//!   └──give back, fail─┘            queued, running ──cancel──▶ cancelled
//! ```

use std::fmt;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::blobs::Sha256Hex;

/// A job: 32 hexadecimal digits.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct JobId(String);

impl JobId {
    /// Of 128 random or derived bits.
    #[must_use]
    pub fn new(bits: [u8; 16]) -> Self {
        Self(format!("{:032x}", u128::from_be_bytes(bits)))
    }

    /// One that is written as ids are, or none.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let is_hex = |b: u8| b.is_ascii_digit() || (b'a'..=b'f').contains(&b);
        (text.len() == 32 && text.bytes().all(is_hex)).then(|| Self(text.to_owned()))
    }

    /// As written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for JobId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Where an item stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// It waits for a worker.
    Queued,
    /// A worker has it.
    Running,
    /// Its documents are made.
    Done,
    /// It was looked at and no document was made of it: a result, never tried again.
    Refused,
    /// It failed as often as it may.
    GivenUp,
    /// Whoever asked for it does not want it any more.
    Cancelled,
}

impl State {
    /// All of them.
    pub const ALL: [Self; 6] = [
        Self::Queued,
        Self::Running,
        Self::Done,
        Self::Refused,
        Self::GivenUp,
        Self::Cancelled,
    ];

    /// As it stands in the database and in answers.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::Running => "running",
            Self::Done => "done",
            Self::Refused => "refused",
            Self::GivenUp => "given-up",
            Self::Cancelled => "cancelled",
        }
    }

    /// The state of that id.
    #[must_use]
    pub fn of_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.id() == id)
    }

    /// Whether nothing more becomes of it.
    #[must_use]
    pub const fn is_final(self) -> bool {
        !matches!(self, Self::Queued | Self::Running)
    }
}

/// Why an item waits again, or was given up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reason {
    /// Its worker's lease ran out: most likely the process died over it.
    Lost,
    /// The program panicked over it.
    Panicked,
    /// The work took too long.
    WorkTime,
    /// What it needs could not be read, or what it made could not be kept; not the item's fault.
    Storage,
    /// What it was to be made from is not in the store any more.
    InputLost,
    /// What it was to be made from is in the store with other bytes than were sent.
    InputDamaged,
    /// The service has no usable fonts.
    Setup,
}

impl Reason {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::Lost,
        Self::Panicked,
        Self::WorkTime,
        Self::Storage,
        Self::InputLost,
        Self::InputDamaged,
        Self::Setup,
    ];

    /// As it stands in the database and in answers.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Lost => "lost",
            Self::Panicked => "panicked",
            Self::WorkTime => "work-time",
            Self::Storage => "storage",
            Self::InputLost => "input-lost",
            Self::InputDamaged => "input-damaged",
            Self::Setup => "setup",
        }
    }

    /// The reason of that id.
    #[must_use]
    pub fn of_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.id() == id)
    }
}

/// A claim on an item. `attempt` is counted at each claim and never goes back: it is the fencing
/// token, so that a worker whose lease was lost can change nothing any more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Token {
    /// The item.
    pub item: i64,
    /// Which claim of it.
    pub attempt: i64,
}

/// A job to be kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewJob {
    /// Its id. The same id kept twice is one job.
    pub id: JobId,
    /// Whose it is.
    pub tenant: String,
    /// What is to be done, at least one.
    pub items: Vec<NewItem>,
}

/// An item to be kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewItem {
    /// What whoever asked calls it.
    pub name: String,
    /// What is to be done, for the worker to read.
    pub work: String,
}

/// Whether a job is new.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Created {
    /// It was not there before.
    New,
    /// It was kept already; nothing was changed.
    Already,
}

/// An item in the hands of a worker.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    /// What every later word about it says.
    pub token: Token,
    /// Its job.
    pub job: JobId,
    /// Whose it is.
    pub tenant: String,
    /// How often it failed or was lost before. One that did is worked on alone, so that it takes no
    /// other with it.
    pub failures: u32,
    /// How long it waited since it was due.
    pub waited: Duration,
    /// What is to be done.
    pub work: String,
}

/// What a worker made of an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finished {
    /// By which claim.
    pub token: Token,
    /// The findings, JSON.
    pub findings: String,
    /// Why no document was made, JSON; none where it is done.
    pub problem: Option<String>,
    /// The documents, kept in the object store before.
    pub outputs: Vec<Output>,
}

impl Finished {
    /// The state it leads to.
    #[must_use]
    pub const fn state(&self) -> State {
        match self.problem {
            None => State::Done,
            Some(_) => State::Refused,
        }
    }
}

/// A document that was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Output {
    /// Digest of its bytes.
    pub sha256: Sha256Hex,
    /// Its media type, with the charset of a text.
    pub media_type: String,
    /// A name for its file.
    pub name: String,
    /// Its bytes, counted.
    pub size: u64,
}

/// A job as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Job {
    /// Its id.
    pub id: JobId,
    /// When it was kept, milliseconds since 1970.
    pub created: i64,
    /// Counted up each time items come to an end.
    pub revision: i64,
    /// How many items stand where.
    pub counts: Counts,
    /// The items that were asked for, by number.
    pub items: Vec<Item>,
}

/// How many items stand where, in the order of [`State::ALL`].
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts(pub [u64; 6]);

impl Counts {
    /// How many stand there.
    #[must_use]
    pub fn of(&self, state: State) -> u64 {
        let counted = State::ALL.into_iter().zip(self.0);
        counted
            .filter(|(other, _)| *other == state)
            .map(|(_, count)| count)
            .sum()
    }

    /// Whether nothing more becomes of any.
    #[must_use]
    pub fn is_final(&self) -> bool {
        self.of(State::Queued) + self.of(State::Running) == 0
    }
}

/// An item as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// From 0, in the order they came.
    pub number: u32,
    /// What whoever asked calls it.
    pub name: String,
    /// Where it stands.
    pub state: State,
    /// How often it failed or was lost.
    pub failures: u32,
    /// Why it waits again or was given up.
    pub reason: Option<Reason>,
    /// The findings, JSON; once it is done or refused.
    pub findings: Option<String>,
    /// Why no document was made, JSON.
    pub problem: Option<String>,
    /// The documents.
    pub outputs: Vec<Output>,
}

/// What became of a job's items since a revision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changes {
    /// Up to which revision.
    pub revision: i64,
    /// How many items stand where now.
    pub counts: Counts,
    /// Items that came to an end, in the order they did.
    pub items: Vec<Item>,
}

/// Whether a request with an idempotency key is to be carried out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Begun {
    /// It is: nobody sent it before, or nobody answered it in time.
    New,
    /// Somebody is at it.
    Busy,
    /// The key was another request's.
    Other,
    /// It was answered.
    Answered(Answer),
}

/// How a request was answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// Status.
    pub status: u16,
    /// Headers that belong to the answer itself: name, value.
    pub headers: Vec<(String, String)>,
    /// Digest of the body, which is in the object store.
    pub body: Sha256Hex,
}
