//! A delivered report is read and checked: the parts of a request as the place a report comes from.

use std::sync::Arc;

use serde_json::value::RawValue;

use super::delivered::Delivered;
use super::tools::Tools;
use chengbao_base::picture::{Picture, PictureError, PicturesRead};
use chengbao_base::text::{Lang, Text};
use chengbao_office::publish::{self, Beside, Examined, Outcome, Previous, Setup, refused};
use chengbao_report::check::{Stage, open};
use chengbao_report::report::Report;
use chengbao_report::source::SourceError;

/// What the report is called in findings: a name, not a path.
pub(super) const NAME: &str = "report.yaml";

/// Reads and checks. Runs in a worker process.
pub(super) fn examine(delivered: &Delivered, tools: &Tools, stage: Stage) -> Examined {
    let source = match open::source(NAME, &delivered.report) {
        Ok(source) => source,
        Err(refusal) => return refused(NAME, refusal, Outcome::Errors, stage),
    };
    let report = publish::Delivered {
        source,
        beside: delivered,
    };
    let setup = Setup {
        forms: &tools.forms,
        faces: Some(&tools.faces),
        stage,
        office: tools.office.as_ref(),
    };
    publish::examine(&report, &setup)
}

impl Beside for Delivered {
    /// One that the report names and that did not come is missing, as a picture is.
    fn previous(&self, report: &Report) -> Option<Previous> {
        let named = report.previous();
        if let Some(bytes) = &self.previous {
            return Some(Previous {
                name: "previous".to_owned(),
                place: None,
                bytes: Ok(bytes.to_vec()),
            });
        }
        named.map(|named| Previous {
            name: named.value.clone(),
            place: Some(named.place),
            bytes: Err(SourceError::NotFound {
                name: named.value.clone(),
            }),
        })
    }

    fn pictures(&self, report: &Report) -> PicturesRead {
        let mut pictures = PicturesRead::new();
        for image in report.images() {
            pictures.entry(image.path.to_owned()).or_insert_with(|| {
                let file = self.files.get(image.path).ok_or(PictureError::Missing)?;
                Picture::read(Arc::clone(file)).map(Arc::new)
            });
        }
        pictures
    }

    fn signoff(&self) -> Result<Option<Arc<[u8]>>, Text> {
        Ok(self.signoff.clone())
    }
}

/// The findings as JSON, to stand inside other JSON.
pub(super) fn findings(examined: &Examined, lang: Lang) -> Box<RawValue> {
    RawValue::from_string(examined.json(lang)).unwrap_or_default()
}
