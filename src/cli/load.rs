//! From a path to a report: bytes, source, form. Any obstacle becomes a finding like
//! any other, so that text, JSON and SARIF report it alike.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use chengbao_office::publish::Outcome;
use chengbao_report::check::open::{self, Refusal};
use chengbao_report::report::Report;
use chengbao_report::source::{MAX_TEXT, Source, SourceError, io_error};

/// Standard input on the command line.
pub(super) const STDIN: &str = "-";

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
pub(super) fn source(path: &Path) -> Result<Arc<Source>, (Refusal, Outcome)> {
    let bytes =
        bytes(path).map_err(|error| (Refusal::unreadable(&error, &[]), Outcome::Unreadable))?;
    open::source(&path.display().to_string(), &bytes).map_err(|refusal| (refusal, Outcome::Errors))
}

/// A file a report refers to; its path is relative to the report's folder.
pub(super) fn beside(path: &Path, named: &str) -> PathBuf {
    let folder = path.parent().filter(|_| !is_stdin(path));
    folder.unwrap_or(Path::new("")).join(named)
}

/// Where last year's report is: as given with the flag, or at the key `previous`.
pub(super) fn previous_path(path: &Path, current: &Report, flag: Option<&Path>) -> Option<PathBuf> {
    let key = current.previous();
    let named = key.map(|key| beside(path, &key.value));
    flag.map(Path::to_owned).or(named)
}
