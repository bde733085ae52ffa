//! From a path to a report: bytes, source, form. Any obstacle becomes a finding like
//! any other, so that text, JSON and SARIF report it alike.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use chengbao_base::files;
use chengbao_office::publish::Outcome;
use chengbao_report::check::open::{self, Refusal};
use chengbao_report::report::Report;
use chengbao_report::source::{MAX_TEXT, Source, SourceError, file_error, io_error};

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
    if is_stdin(path) {
        return content(io::stdin().lock(), &name, most);
    }
    let file = files::open(path).map_err(|error| file_error(&name, &error))?;
    of_file(file, &name, most)
}

/// The bytes of a file that a report refers to, at most one more than a report may have; no link out of the folder
/// of the report is followed.
pub(super) fn named_bytes(path: &Path, named: &str) -> Result<Vec<u8>, SourceError> {
    let name = beside(path, named).display().to_string();
    let file = files::open_within(&folder_of(path), Path::new(named));
    of_file(
        file.map_err(|error| file_error(&name, &error))?,
        &name,
        MAX_TEXT,
    )
}

fn of_file(file: File, name: &str, most: usize) -> Result<Vec<u8>, SourceError> {
    let length = file
        .metadata()
        .map_err(|error| io_error(name, &error, false))?;
    match u64::try_from(most) {
        Ok(limit) if length.len() > limit => Err(SourceError::TooLong {
            bytes: length.len(),
        }),
        _ => content(file, name, most),
    }
}

fn content(input: impl Read, name: &str, most: usize) -> Result<Vec<u8>, SourceError> {
    let limit = u64::try_from(most).unwrap_or(u64::MAX);
    let mut bytes = Vec::new();
    let read = input.take(limit.saturating_add(1)).read_to_end(&mut bytes);
    read.map_err(|error| io_error(name, &error, false))?;
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
    folder_of(path).join(named)
}

/// The folder of a report; the working directory for standard input.
pub(super) fn folder_of(path: &Path) -> PathBuf {
    let folder = path.parent().filter(|_| !is_stdin(path));
    folder.unwrap_or(Path::new("")).to_owned()
}

/// Where last year's report is: as given with the flag, or at the key `previous`.
pub(super) fn previous_path(path: &Path, current: &Report, flag: Option<&Path>) -> Option<PathBuf> {
    let key = current.previous();
    let named = key.map(|key| beside(path, &key.value));
    flag.map(Path::to_owned).or(named)
}
