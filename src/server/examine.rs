//! A delivered report is read and checked.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::value::RawValue;

use super::body::Delivered;
use super::state::State;
use crate::check::open::{self, Refusal};
use crate::check::tell::{Checked, json};
use crate::check::{Context, Finding, SignoffBroken, check, passes};
use crate::document::{Picture, PictureFault, Pictures, PicturesRead};
use crate::report::Report;
use crate::signoff::{self, File, State as SignoffState, digests};
use crate::source::SourceError;
use crate::text::{Lang, Text};

/// What the report is called in findings: a name, not a path.
pub(super) const NAME: &str = "report.yaml";

/// A report looked at.
pub(super) struct Examined {
    /// The report, where it could be read as one.
    pub(super) report: Option<Report>,
    /// Its pictures, as far as they can be used.
    pub(super) pictures: Pictures,
    /// How far it is signed off; where the sign-off cannot be read, why.
    pub(super) signoff: Result<SignoffState, Text>,
    /// Everything found.
    pub(super) findings: Vec<Finding>,
    text: String,
}

/// Reads and checks. Runs on a thread of the pool.
pub(super) fn examine(delivered: &Delivered, state: &State) -> Examined {
    let read = |bytes: &[u8]| {
        open::source(NAME, bytes).and_then(|source| open::report(&state.forms, &source))
    };
    let report = match read(&delivered.report) {
        Ok(report) => report,
        Err(refusal) => return refused(refusal),
    };
    let (previous, refusal) = match previous(&report, delivered, read) {
        Ok(previous) => (previous, None),
        Err(refusal) => (None, Some(refusal)),
    };
    let found = pictures(&report, &delivered.files);
    let pictures: Pictures = found
        .iter()
        .filter_map(|(path, picture)| Some((path.clone(), Arc::clone(picture.as_ref().ok()?))))
        .collect();
    let signoff = signed(&report, &pictures, delivered.signoff.as_deref());
    let broken = match &signoff {
        Ok(state) => state.broken(),
        Err(text) => Some(SignoffBroken {
            others: vec![text.clone()],
            ..SignoffBroken::default()
        }),
    };
    let context = Context::new(&report)
        .with_forms(&state.forms)
        .with_previous(previous.as_ref())
        .with_coverage(Some(&state.faces))
        .with_pictures(Some(&found))
        .with_signoff(broken.as_ref());
    let mut findings = check(&context);
    if let Some(refusal) = refusal {
        findings.push(*refusal.finding);
        findings.sort_by_key(|finding| finding.place.map_or((0, 0), |at| (at.start, at.end)));
    }
    Examined {
        text: report.source.text.clone(),
        report: Some(report),
        pictures,
        signoff,
        findings,
    }
}

/// Last year's report. One that the report names and that did not come is missed as a picture is.
fn previous(
    report: &Report,
    delivered: &Delivered,
    read: impl Fn(&[u8]) -> Result<Report, Refusal>,
) -> Result<Option<Report>, Refusal> {
    let named = report.previous.as_ref();
    let (shown, place, read) = match (&delivered.previous, named) {
        (Some(bytes), _) => ("previous", None, read(bytes)),
        (None, Some(named)) => {
            let error = SourceError::NotFound {
                name: named.value.clone(),
            };
            let refusal = Refusal::unreadable(&error, &[]);
            (named.value.as_str(), Some(named.place), Err(refusal))
        }
        (None, None) => return Ok(None),
    };
    read.map(Some)
        .map_err(|refusal| open::previous_refused(report, shown, place, &refusal))
}

/// How far the report is signed off by the file that came with it.
fn signed(report: &Report, pictures: &Pictures, file: Option<&[u8]>) -> Result<SignoffState, Text> {
    let file = file.map(File::parse).transpose();
    let file = file.map_err(|error| error.text())?;
    let policy = &report.form.policy;
    Ok(signoff::state(
        report,
        &digests(pictures),
        file.as_ref(),
        policy,
    ))
}

/// A text that is no report that could be checked.
pub(super) fn refused(refusal: Refusal) -> Examined {
    Examined {
        report: None,
        pictures: Pictures::new(),
        signoff: Ok(SignoffState::None),
        findings: vec![*refusal.finding],
        text: refusal.text,
    }
}

/// The pictures the report refers to, out of the files that came with it.
fn pictures(report: &Report, files: &BTreeMap<String, Arc<[u8]>>) -> PicturesRead {
    let mut pictures = PicturesRead::new();
    for image in report.images() {
        pictures.entry(image.path.to_owned()).or_insert_with(|| {
            let file = files.get(image.path).ok_or(PictureFault::Missing)?;
            Picture::read(Arc::clone(file)).map(Arc::new)
        });
    }
    pictures
}

impl Examined {
    /// Whether it may be made into documents.
    pub(super) fn passes(&self) -> bool {
        self.report.is_some() && passes(&self.findings)
    }

    /// The findings as `check --format json` tells them.
    pub(super) fn told(&self, lang: Lang) -> String {
        let form = self.report.as_ref().map(|report| report.form.id.as_str());
        let checked = Checked {
            name: NAME,
            form,
            text: &self.text,
            findings: &self.findings,
        };
        json(&[checked], lang)
    }

    /// The same, to stand inside other JSON.
    pub(super) fn told_raw(&self, lang: Lang) -> Box<RawValue> {
        RawValue::from_string(self.told(lang)).unwrap_or_default()
    }
}
