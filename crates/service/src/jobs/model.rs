//! Jobs, their items, and their states.
//!
//! A job is one request of a tenant; an item is one report of it, and the unit that workers claim.
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
    /// From 128 random or derived bits.
    #[must_use]
    pub fn new(bits: [u8; 16]) -> Self {
        Self(format!("{:032x}", u128::from_be_bytes(bits)))
    }

    /// The id written as 32 hexadecimal digits; none for any other text.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let is_hex = |b: u8| b.is_ascii_digit() || (b'a'..=b'f').contains(&b);
        (text.len() == 32 && text.bytes().all(is_hex)).then(|| Self(text.to_owned()))
    }

    /// Its text.
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

/// The state of an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// It waits for a worker.
    Queued,
    /// A worker has it.
    Running,
    /// Its documents are made.
    Done,
    /// It was checked and no document was made from it: a result, never tried again.
    Refused,
    /// It failed as often as it may.
    GivenUp,
    /// It was cancelled by the one who requested it.
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

    /// Its name in the database and in answers.
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

    /// The state with that name.
    #[must_use]
    pub fn of_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.id() == id)
    }

    /// Whether it is final.
    #[must_use]
    pub const fn is_final(self) -> bool {
        !matches!(self, Self::Queued | Self::Running)
    }
}

/// Why an item waits again, or was given up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reason {
    /// Its worker's lease ran out: most likely the process crashed on it.
    Lost,
    /// The program panicked while processing it.
    Panicked,
    /// The work took too long.
    WorkTime,
    /// Its inputs could not be read, or its outputs not stored; not the item's fault.
    Storage,
    /// Its inputs are no longer in the store.
    InputLost,
    /// Its inputs in the store differ from those sent.
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

    /// Its name in the database and in answers.
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

    /// The reason with that name.
    #[must_use]
    pub fn of_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.id() == id)
    }
}

/// A claim on an item. `attempt` is counted at each claim and never goes back: it is the fencing
/// token, so that a worker whose lease was lost can change nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Token {
    /// The item.
    pub item: i64,
    /// Which claim of it.
    pub attempt: i64,
}

/// A job to store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewJob {
    /// Its id. Storing the same id twice gives one job.
    pub id: JobId,
    /// Its tenant.
    pub tenant: String,
    /// Its items, at least one.
    pub items: Vec<NewItem>,
}

/// An item to store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewItem {
    /// Its name, given by the requester.
    pub name: String,
    /// Its work, for the worker to read.
    pub work: String,
}

/// Whether a job is new.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Created {
    /// It is new.
    New,
    /// It existed already; nothing was changed.
    Already,
}

/// An item claimed by a worker.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    /// The claim, which every later call about it repeats.
    pub token: Token,
    /// Its job.
    pub job: JobId,
    /// Its tenant.
    pub tenant: String,
    /// How often it failed or was lost before. One that did is processed alone, so that it affects no
    /// other.
    pub failures: u32,
    /// How long it waited since it was due.
    pub waited: Duration,
    /// Its work.
    pub work: String,
}

/// What a worker made of an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finished {
    /// Its claim.
    pub token: Token,
    /// The findings, JSON.
    pub findings: String,
    /// Why no document was made, JSON; none if it is done.
    pub problem: Option<String>,
    /// The documents, stored in the object store before.
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
    /// Its size in bytes.
    pub size: u64,
}

/// The state of a job.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Job {
    /// Its id.
    pub id: JobId,
    /// When it was stored, in milliseconds since 1970.
    pub created: i64,
    /// Increases each time items are finished.
    pub revision: i64,
    /// Number of items in each state.
    pub counts: Counts,
    /// The requested items, by number.
    pub items: Vec<Item>,
}

/// Number of items in each state, in the order of [`State::ALL`].
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts(pub [u64; 6]);

impl Counts {
    /// Number of items in a state.
    #[must_use]
    pub fn of(&self, state: State) -> u64 {
        let counted = State::ALL.into_iter().zip(self.0);
        counted
            .filter(|(other, _)| *other == state)
            .map(|(_, count)| count)
            .sum()
    }

    /// Whether all are finished.
    #[must_use]
    pub fn is_final(&self) -> bool {
        self.of(State::Queued) + self.of(State::Running) == 0
    }
}

/// The state of an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// From 0, in the order delivered.
    pub number: u32,
    /// Its name, given by the requester.
    pub name: String,
    /// Its state.
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

/// Changes of a job's items since a revision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changes {
    /// Up to which revision.
    pub revision: i64,
    /// Number of items now in each state.
    pub counts: Counts,
    /// Finished items, in the order in which they finished.
    pub items: Vec<Item>,
}

/// Whether a request with an idempotency key is to be carried out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Begun {
    /// It is: it was not sent before, or not answered in time.
    New,
    /// It is in progress.
    Busy,
    /// The key was used for another request.
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
