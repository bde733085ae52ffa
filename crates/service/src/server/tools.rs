//! What a worker process works with, and what it counts for the metrics of the service.

use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};

use chengbao_office::signoff::Office;
use chengbao_paper::typeset::FaceSet;
use chengbao_report::check::Finding;
use chengbao_report::form::Forms;

/// What a worker works with.
pub struct Tools {
    /// The forms it knows.
    pub forms: Forms,
    /// Its fonts.
    pub faces: FaceSet,
    /// The policy of the office it works for, if that has its own.
    pub office: Option<Office>,
    /// Maximum pages of a document.
    pub pages: usize,
    /// Maximum bytes of memory; the system ends the process that wants more.
    pub memory: u64,
    /// How much time of a processor a task may take; the system ends the process that takes more.
    pub time: Duration,
    /// Called with each report of a job before it is worked on: only in test builds.
    #[cfg(feature = "judges")]
    pub strike: fn(&[u8]),
}

/// What is counted of a piece of work.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Measured {
    /// Phases and their seconds.
    pub(super) phases: Vec<(String, f64)>,
    /// Codes of the findings.
    pub(super) codes: Vec<String>,
}

impl Measured {
    /// A phase took the time since then.
    pub(super) fn phase(&mut self, name: &str, since: Instant) {
        let seconds = since.elapsed().as_secs_f64();
        self.phases.push((name.to_owned(), seconds));
    }

    /// What was found in a report.
    pub(super) fn found(&mut self, findings: &[Finding]) {
        let codes = findings.iter().map(|finding| finding.code.to_owned());
        self.codes.extend(codes);
    }
}
