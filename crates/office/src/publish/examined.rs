//! A delivered report, read and checked with everything that came with it.

use std::sync::Arc;

use super::{Delivered, Previous};
use crate::compose::{self, SignedOff};
use crate::signoff::{
    File as Records, Missing, Office, PictureDigests, State, digests, state, unusable,
};
use chengbao_base::picture::{Pictures, PicturesRead};
use chengbao_base::text::{Bilingual as _, Lang, Text};
use chengbao_paper::typeset::FaceSet;
use chengbao_report::check::open::{self, Refusal};
use chengbao_report::check::reporter::{Checked, json};
use chengbao_report::check::{
    Baseline, Context, Drawing, Finding, RuleOff, SignoffBroken, Stage, check, leave_out, passes,
};
use chengbao_report::form::{Form, Forms, Policy};
use chengbao_report::report::Report;
use chengbao_report::source::Source;

/// What reports are checked with.
#[derive(Debug, Clone, Copy)]
pub struct Setup<'a> {
    /// The forms a report may be on.
    pub forms: &'a Forms,
    /// The fonts; without them it is not asked whether every character can be drawn.
    pub faces: Option<&'a FaceSet>,
    /// How far reports have come; documents are made only of finished ones.
    pub stage: Stage,
    /// The office's own policy, if it has one.
    pub office: Option<&'a Office>,
}

/// What came of examining a report, the worst last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// It may be made into documents.
    Sound,
    /// It has errors.
    Errors,
    /// A file it needs could not be read at all.
    Unreadable,
}

/// A report that was examined.
#[derive(Debug)]
pub struct Examined {
    /// What messages call it.
    pub name: String,
    /// Its text, which findings point into; empty where there is none.
    pub text: String,
    /// Its values, where it could be read.
    pub source: Option<Arc<Source>>,
    /// The report, where it could be read as one.
    pub report: Option<Report>,
    /// The pictures it refers to, as far as they can be used.
    pub pictures: Pictures,
    /// Its sign-off, where it is a report; an error where the office's policy cannot be used.
    pub signoff: Option<Result<Signoff, Text>>,
    /// Everything found, but for what the rules find that are off.
    pub findings: Vec<Finding>,
    /// The rules that are off.
    pub off: Vec<RuleOff>,
    /// What follows from it.
    pub outcome: Outcome,
    /// The stage it was checked at.
    pub stage: Stage,
}

/// What is known of a report's sign-off.
#[derive(Debug)]
pub struct Signoff {
    /// What the report must meet.
    pub policy: Policy,
    /// The bytes of the sign-off file; `None` where there is none.
    pub bytes: Option<Arc<[u8]>>,
    /// The state; where the file cannot be read, why.
    pub state: Result<State, Text>,
}

/// Reads a delivered report and checks it.
#[must_use]
pub fn examine(delivered: &Delivered<'_>, setup: &Setup<'_>) -> Examined {
    let Delivered { source, beside } = delivered;
    let report = match open::report(setup.forms, source) {
        Ok(report) => report,
        Err(refusal) => return refused(&source.name, refusal, Outcome::Errors, setup.stage),
    };
    let (previous, lost) = match previous(&report, beside.previous(&report), setup.forms) {
        Ok(previous) => (previous, None),
        Err(refused) => (None, Some(refused)),
    };
    let found = beside.pictures(&report);
    let pictures = usable(&found);
    let signoff = Office::over(setup.office, &report.form.policy)
        .map_err(|error| unusable(&error))
        .map(|policy| Signoff::of(&report, &digests(&pictures), beside.signoff(), policy));
    let broken = signoff.as_ref().ok().and_then(Signoff::broken);
    let drawing = setup.faces.map(|faces| Drawing {
        coverage: faces,
        characters: compose::characters(&report),
    });
    let context = Context::new(&report)
        .with_forms(setup.forms)
        .with_previous(previous.as_ref())
        .with_drawing(drawing.as_ref())
        .with_pictures(Some(&found))
        .with_signoff(broken.as_ref())
        .with_stage(setup.stage);
    let mut findings = check(&context);
    let off = setup.office.map_or(&[][..], Office::off);
    leave_out(&mut findings, off);
    let mut outcome = if passes(&findings) {
        Outcome::Sound
    } else {
        Outcome::Errors
    };
    if let Some((refusal, worse)) = lost {
        outcome = outcome.max(worse);
        findings.push(*refusal.finding);
        findings.sort_by_key(|finding| finding.place.map_or((0, 0), |at| (at.start, at.end)));
    }
    Examined {
        name: source.name.clone(),
        text: source.text.clone(),
        source: Some(Arc::clone(source)),
        report: Some(report),
        pictures,
        signoff: Some(signoff),
        findings,
        off: off.to_vec(),
        outcome,
        stage: setup.stage,
    }
}

/// A text that is no report, with the finding that says why.
#[must_use]
pub fn refused(name: &str, refusal: Refusal, outcome: Outcome, stage: Stage) -> Examined {
    Examined {
        name: name.to_owned(),
        text: refusal.text,
        source: refusal.source,
        report: None,
        pictures: Pictures::new(),
        signoff: None,
        findings: vec![*refusal.finding],
        off: Vec::new(),
        outcome,
        stage,
    }
}

/// Last year's report. A refusal is a finding of the report that names it.
fn previous(
    report: &Report,
    previous: Option<Previous>,
    forms: &Forms,
) -> Result<Option<Report>, (Refusal, Outcome)> {
    let Some(Previous { name, place, bytes }) = previous else {
        return Ok(None);
    };
    let (read, outcome) = match bytes {
        Ok(bytes) => {
            let source = open::source(&name, &bytes);
            let read = source.and_then(|source| open::report(forms, &source));
            (read, Outcome::Errors)
        }
        Err(error) => (Err(Refusal::unreadable(&error, &[])), Outcome::Unreadable),
    };
    read.map(Some).map_err(|refusal| {
        (
            open::previous_refused(report, &name, place, &refusal),
            outcome,
        )
    })
}

/// The pictures that can be used.
fn usable(read: &PicturesRead) -> Pictures {
    let pictures = read.iter();
    pictures
        .filter_map(|(path, picture)| Some((path.clone(), Arc::clone(picture.as_ref().ok()?))))
        .collect()
}

impl Examined {
    /// The form it is on.
    #[must_use]
    pub fn form(&self) -> Option<&Form> {
        self.report.as_ref().map(|report| report.form.as_ref())
    }

    /// The findings as `check` reports them.
    #[must_use]
    pub fn checked(&self) -> Checked<'_> {
        Checked {
            name: &self.name,
            form: self.form().map(|form| form.id.as_str()),
            text: &self.text,
            findings: &self.findings,
            off: &self.off,
        }
    }

    /// Takes out the findings that an earlier answer has, so that what follows depends on the new ones alone; how many
    /// they were. That a file cannot be read is never left out.
    pub fn take_known(&mut self, baseline: &Baseline) -> usize {
        if self.outcome == Outcome::Unreadable {
            return 0;
        }
        let known = baseline.take_known(&self.name, &mut self.findings);
        if passes(&self.findings) {
            self.outcome = Outcome::Sound;
        }
        known
    }

    /// The findings as JSON.
    #[must_use]
    pub fn json(&self, lang: Lang) -> String {
        json(&[self.checked()], self.stage, lang)
    }
}

impl Signoff {
    /// The sign-off of a report by its file.
    #[must_use]
    pub fn of(
        report: &Report,
        pictures: &PictureDigests,
        file: Result<Option<Arc<[u8]>>, Text>,
        policy: Policy,
    ) -> Self {
        let (bytes, parsed) = match file {
            Ok(Some(bytes)) => {
                let parsed = Records::parse(&bytes).map_err(|error| error.text());
                (Some(bytes), parsed.map(Some))
            }
            Ok(None) => (None, Ok(None)),
            Err(why) => (None, Err(why)),
        };
        let state = parsed.map(|file| state(report, pictures, file.as_ref(), &policy));
        Self {
            policy,
            bytes,
            state,
        }
    }

    /// What rule CB801 has to say.
    #[must_use]
    pub fn broken(&self) -> Option<SignoffBroken> {
        match &self.state {
            Ok(state) => state.broken(),
            Err(text) => Some(SignoffBroken {
                others: vec![text.clone()],
                ..SignoffBroken::default()
            }),
        }
    }

    /// What the document says of a complete sign-off; `None` for any other.
    #[must_use]
    pub fn signed_off(&self) -> Option<SignedOff> {
        let state = self.state.as_ref().ok()?;
        state.signed_off(self.bytes.as_ref()?)
    }

    /// What is missing to a complete sign-off; `None` where it is complete.
    #[must_use]
    pub fn missing(&self) -> Option<Missing<'_>> {
        match &self.state {
            Ok(state) => state.missing(&self.policy),
            Err(_) => Some(Missing::damaged()),
        }
    }
}
