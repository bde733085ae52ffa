//! One report file and what lies next to it, examined: the folder as the place a report comes from.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::exit::{Exit, Failure};
use super::shell::Shell;
use super::{load, pictures, signoff};
use chengbao_base::picture::PicturesRead;
use chengbao_base::text::Text;
use chengbao_office::publish::{Beside, Delivered, Examined, Previous, Setup, examine, refused};
use chengbao_office::signoff::Office;
use chengbao_paper::typeset::FaceSet;
use chengbao_report::check::Stage;
use chengbao_report::form::Forms;
use chengbao_report::report::Report;
use chengbao_report::source::Source;

/// What reports are checked with.
pub(super) struct Examiner {
    forms: Forms,
    faces: Option<FaceSet>,
    office: Option<Office>,
    stage: Stage,
}

impl Examiner {
    /// Reads the forms, finds the fonts.
    pub(super) fn new(shell: &Shell, faces: Option<FaceSet>) -> Result<Self, Failure> {
        let forms = shell.forms()?;
        Ok(Self {
            forms,
            faces,
            office: None,
            stage: Stage::Finished,
        })
    }

    /// For reports of this stage.
    pub(super) const fn at(mut self, stage: Stage) -> Self {
        self.stage = stage;
        self
    }

    /// The stage of the reports.
    pub(super) const fn stage(&self) -> Stage {
        self.stage
    }

    /// With an office's own policy.
    pub(super) fn with_office(mut self, office: Option<Office>) -> Self {
        self.office = office;
        self
    }

    /// The office's own policy, if there is one.
    pub(super) const fn office(&self) -> Option<&Office> {
        self.office.as_ref()
    }

    /// The forms available.
    pub(super) const fn forms(&self) -> &Forms {
        &self.forms
    }

    /// The font set, if there is one.
    pub(super) const fn faces(&self) -> Option<&FaceSet> {
        self.faces.as_ref()
    }

    /// Reads a file and checks it; `previous` is last year's report if the command line gives it.
    pub(super) fn examine(&self, path: &Path, previous: Option<&Path>) -> Examined {
        match load::source(path) {
            Ok(source) => self.source(path, &source, previous),
            Err((refusal, outcome)) => {
                refused(&path.display().to_string(), refusal, outcome, self.stage)
            }
        }
    }

    /// Checks a file that was read.
    pub(super) fn source(
        &self,
        path: &Path,
        source: &Arc<Source>,
        previous: Option<&Path>,
    ) -> Examined {
        let folder = Folder { path, previous };
        let delivered = Delivered {
            source: Arc::clone(source),
            beside: &folder,
        };
        let setup = Setup {
            forms: &self.forms,
            faces: self.faces.as_ref(),
            stage: self.stage,
            office: self.office.as_ref(),
        };
        examine(&delivered, &setup)
    }
}

/// The folder of a report; the working directory for standard input.
struct Folder<'a> {
    path: &'a Path,
    previous: Option<&'a Path>,
}

impl Beside for Folder<'_> {
    fn previous(&self, report: &Report) -> Option<Previous> {
        let path = load::previous_path(self.path, report, self.previous)?;
        let key = report.previous().filter(|_| self.previous.is_none());
        Some(Previous {
            name: path.display().to_string(),
            place: key.map(|key| key.place),
            bytes: match key {
                Some(key) => load::named_bytes(self.path, &key.value),
                None => load::bytes(&path),
            },
        })
    }

    fn pictures(&self, report: &Report) -> PicturesRead {
        pictures::read(self.path, report)
    }

    fn signoff(&self) -> Result<Option<Arc<[u8]>>, Text> {
        if load::is_stdin(self.path) {
            return Ok(None);
        }
        let bytes = signoff::read(&signoff::path_of(self.path))?;
        Ok(bytes.map(Into::into))
    }
}

/// The files a report was made from, whether they exist or not: itself, its sign-off, last year's report,
/// pictures.
pub(super) fn reads(path: &Path, examined: &Examined) -> Vec<PathBuf> {
    let mut reads = vec![path.to_owned()];
    if let Some(report) = &examined.report {
        reads.extend(load::previous_path(path, report, None));
        let images = report.images();
        reads.extend(images.iter().map(|image| load::beside(path, image.path)));
        reads.push(signoff::path_of(path));
    }
    reads
}

/// The exit status that follows from a report.
pub(super) const fn exit(examined: &Examined) -> Exit {
    Exit::of(examined.outcome)
}
