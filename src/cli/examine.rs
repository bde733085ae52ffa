//! Reading and checking one file: what `check` tells and what `export` goes on from.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::exit::{Exit, Failure};
use super::load::{self, Refusal};
use super::pictures;
use super::policy::Office;
use super::shell::Shell;
use super::signoff::Signoff;
use crate::check::{Context, Coverage, Finding, check, passes};
use crate::document::Pictures;
use crate::form::Forms;
use crate::report::Report;
use crate::source::Source;
use crate::typeset::FaceSet;

/// What reports are held against.
pub(super) struct Examiner {
    forms: Forms,
    faces: Option<FaceSet>,
    office: Option<Office>,
}

/// A file looked at.
#[derive(Debug)]
pub(super) struct Examined {
    /// Its path as the user gave it.
    pub(super) name: String,
    /// Its text, which findings point into; empty where it is none.
    pub(super) text: String,
    /// Its values, where it could be read.
    pub(super) source: Option<Arc<Source>>,
    /// The report, where it could be read as one.
    pub(super) report: Option<Report>,
    /// The pictures it refers to, as far as they can be used.
    pub(super) pictures: Pictures,
    /// Its sign-off, where it is a report.
    pub(super) signoff: Option<Result<Signoff, Failure>>,
    /// The files it is made from, whether they are there or not: itself, its sign-off, last year's
    /// report, pictures.
    pub(super) reads: Vec<PathBuf>,
    /// Everything found.
    pub(super) findings: Vec<Finding>,
    /// `Done` where it may be filed.
    pub(super) exit: Exit,
}

impl Examiner {
    /// Reads the forms, finds the fonts.
    pub(super) fn new(shell: &Shell, faces: Option<FaceSet>) -> Result<Self, Failure> {
        let forms = shell.forms()?;
        Ok(Self {
            forms,
            faces,
            office: None,
        })
    }

    /// With an office's own policy of sign-off.
    pub(super) fn with_office(mut self, office: Option<Office>) -> Self {
        self.office = office;
        self
    }

    /// The forms there are.
    pub(super) const fn forms(&self) -> &Forms {
        &self.forms
    }

    /// The font set, where there is one.
    pub(super) const fn faces(&self) -> Option<&FaceSet> {
        self.faces.as_ref()
    }

    /// Reads a file and checks it; `previous` is last year's report where the command line names
    /// it.
    pub(super) fn examine(&self, path: &Path, previous: Option<&Path>) -> Examined {
        match load::source(path) {
            Ok(source) => self.source(path, &source, previous),
            Err(refusal) => refused(path, refusal),
        }
    }

    /// Checks a file that was read.
    pub(super) fn source(
        &self,
        path: &Path,
        source: &Arc<Source>,
        previous: Option<&Path>,
    ) -> Examined {
        let report = match load::report(&self.forms, source) {
            Ok(report) => report,
            Err(refusal) => return refused(path, refusal),
        };
        let mut reads = vec![path.to_owned()];
        reads.extend(load::previous_path(path, &report, previous));
        let (previous, refusal) = match load::previous(&self.forms, path, &report, previous) {
            Ok(previous) => (previous, None),
            Err(refusal) => (None, Some(refusal)),
        };
        let pictures = pictures::read(path, &report);
        reads.extend(pictures.keys().map(|picture| load::beside(path, picture)));
        let readable = pictures::usable(&pictures);
        let signoff = Signoff::of(path, &report, &readable, self.office.as_ref());
        let mut broken = None;
        if let Ok(signoff) = &signoff {
            reads.push(signoff.path.clone());
            broken = signoff.broken();
        }
        let coverage = self.faces.as_ref().map(|faces| faces as &dyn Coverage);
        let context = Context::new(&report)
            .with_forms(&self.forms)
            .with_previous(previous.as_ref())
            .with_coverage(coverage)
            .with_pictures(Some(&pictures))
            .with_signoff(broken.as_ref());
        let mut findings = check(&context);
        let mut exit = if passes(&findings) {
            Exit::Done
        } else {
            Exit::Errors
        };
        if let Some(refusal) = refusal {
            exit = exit.max(refusal.exit);
            findings.push(*refusal.finding);
            findings.sort_by_key(|finding| finding.place.map_or((0, 0), |at| (at.start, at.end)));
        }
        Examined {
            name: path.display().to_string(),
            text: source.text.clone(),
            source: Some(Arc::clone(source)),
            report: Some(report),
            pictures: readable,
            signoff: Some(signoff),
            reads,
            findings,
            exit,
        }
    }
}

impl Examined {
    /// The id of the form it is on.
    pub(super) fn form(&self) -> Option<&str> {
        self.report.as_ref().map(|report| report.form.id.as_str())
    }
}

fn refused(path: &Path, refusal: Refusal) -> Examined {
    Examined {
        name: path.display().to_string(),
        text: refusal.text,
        source: refusal.source,
        report: None,
        pictures: Pictures::new(),
        signoff: None,
        reads: vec![path.to_owned()],
        findings: vec![*refusal.finding],
        exit: refusal.exit,
    }
}
