//! From a path to a report: bytes, source, form. Any obstacle becomes a finding like
//! any other, so that text, JSON and SARIF report it alike.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::exit::Exit;
use chengbao_report::check::{Finding, open};
use chengbao_report::form::Forms;
use chengbao_report::report::Report;
use chengbao_report::source::{MAX_TEXT, Source, SourceError, io_error};

/// Standard input on the command line.
pub(super) const STDIN: &str = "-";

/// A file that cannot be checked as a report.
#[derive(Debug, Clone)]
pub(super) struct Refusal {
    /// What is wrong.
    pub(super) finding: Box<Finding>,
    /// The text the finding points into; empty if it is not text.
    pub(super) text: String,
    /// Its values, if it is YAML.
    pub(super) source: Option<Arc<Source>>,
    /// `Usage` if the file cannot be read at all, else `Errors`.
    pub(super) exit: Exit,
}

impl Refusal {
    fn of(refusal: open::Refusal, exit: Exit) -> Self {
        let open::Refusal {
            finding,
            text,
            source,
        } = refusal;
        Self {
            finding,
            text,
            source,
            exit,
        }
    }
}

/// Whether the path stands for standard input.
pub(super) fn is_stdin(path: &Path) -> bool {
    path.as_os_str() == STDIN
}

/// The bytes of a file, or of standard input; at most one more than a report may have.
pub(super) fn bytes(path: &Path) -> Result<Vec<u8>, SourceError> {
    bytes_within(path, MAX_TEXT)
}

/// The bytes of a file, or of standard input; at most one more than this many.
pub(super) fn bytes_within(path: &Path, most: usize) -> Result<Vec<u8>, SourceError> {
    let name = path.display().to_string();
    let failed = |error: io::Error| io_error(&name, &error, path.is_dir());
    let limit = u64::try_from(most).unwrap_or(u64::MAX);
    let mut bytes = Vec::new();
    if is_stdin(path) {
        let input = io::stdin().lock();
        input
            .take(limit + 1)
            .read_to_end(&mut bytes)
            .map_err(failed)?;
        return Ok(bytes);
    }
    let file = File::open(path).map_err(failed)?;
    let length = file.metadata().map_err(failed)?.len();
    if length > limit && !path.is_dir() {
        return Err(SourceError::TooLong { bytes: length });
    }
    file.take(limit + 1)
        .read_to_end(&mut bytes)
        .map_err(failed)?;
    Ok(bytes)
}

/// Reads a file as YAML.
pub(super) fn source(path: &Path) -> Result<Arc<Source>, Refusal> {
    let bytes = bytes(path)
        .map_err(|error| Refusal::of(open::Refusal::unreadable(&error, &[]), Exit::Usage))?;
    open::source(&path.display().to_string(), &bytes)
        .map_err(|refusal| Refusal::of(refusal, Exit::Errors))
}

/// Reads a source as the form it names.
pub(super) fn report(forms: &Forms, source: &Arc<Source>) -> Result<Report, Refusal> {
    open::report(forms, source).map_err(|refusal| Refusal::of(refusal, Exit::Errors))
}

/// A file a report refers to; its path is relative to the report's folder.
pub(super) fn beside(path: &Path, named: &str) -> PathBuf {
    let folder = path.parent().filter(|_| !is_stdin(path));
    folder.unwrap_or(Path::new("")).join(named)
}

/// Where last year's report is: as given with the flag, or at the key `previous`.
pub(super) fn previous_path(path: &Path, current: &Report, flag: Option<&Path>) -> Option<PathBuf> {
    let key = current.previous.as_ref();
    let named = key.map(|key| beside(path, &key.value));
    flag.map(Path::to_owned).or(named)
}

/// Last year's report, if there is one. If it cannot be used, that is a finding of the report that refers to it.
pub(super) fn previous(
    forms: &Forms,
    path: &Path,
    current: &Report,
    flag: Option<&Path>,
) -> Result<Option<Report>, Refusal> {
    let key = current.previous.as_ref();
    let Some(last) = previous_path(path, current, flag) else {
        return Ok(None);
    };
    let read = source(&last).and_then(|source| report(forms, &source));
    read.map(Some).map_err(|refusal| {
        let place = key.filter(|_| flag.is_none()).map(|key| key.place);
        let exit = refusal.exit;
        let refusal = open::Refusal {
            finding: refusal.finding,
            text: refusal.text,
            source: refusal.source,
        };
        let shown = last.display().to_string();
        Refusal::of(
            open::previous_refused(current, &shown, place, &refusal),
            exit,
        )
    })
}
