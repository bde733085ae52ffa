//! From a path to a report: bytes, source, form. What stands in the way becomes a finding like
//! any other, so that text, JSON and SARIF tell it alike.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::exit::Exit;
use crate::check::{Finding, MISSING_KEY, RuleInfo, SYNTAX, WRONG_FORM, unreadable};
use crate::form::{Form, Forms};
use crate::report::{Header, Placed, Report, header};
use crate::source::{MAX_TEXT, Source, SourceError, io_error};
use crate::text::Text;

/// Standard input on the command line.
pub(super) const STDIN: &str = "-";

/// A file that is no report that could be checked.
#[derive(Debug, Clone)]
pub(super) struct Refusal {
    /// What is wrong.
    pub(super) finding: Box<Finding>,
    /// The text the finding points into; empty where it is none.
    pub(super) text: String,
    /// Its values, where it is YAML.
    pub(super) source: Option<Arc<Source>>,
    /// `Usage` where the file cannot be read at all, else `Errors`.
    pub(super) exit: Exit,
}

/// Whether the path stands for standard input.
pub(super) fn is_stdin(path: &Path) -> bool {
    path.as_os_str() == STDIN
}

/// The bytes of a file, or of standard input; no more than a report may have and one.
pub(super) fn bytes(path: &Path) -> Result<Vec<u8>, SourceError> {
    bytes_within(path, MAX_TEXT)
}

/// The bytes of a file, or of standard input; no more than so many and one.
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
    let name = path.display().to_string();
    let refuse = |error: &SourceError, bytes: &[u8], exit| {
        // Places do not count a byte order mark.
        let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
        Refusal {
            finding: Box::new(unreadable(error)),
            text: str::from_utf8(bytes).unwrap_or_default().to_owned(),
            source: None,
            exit,
        }
    };
    let bytes = bytes(path).map_err(|error| refuse(&error, &[], Exit::Usage))?;
    match Source::parse(&name, &bytes) {
        Ok(source) => Ok(Arc::new(source)),
        Err(error) => Err(refuse(&error, &bytes, Exit::Errors)),
    }
}

/// Reads a source as the form it names.
pub(super) fn report(forms: &Forms, source: &Arc<Source>) -> Result<Report, Refusal> {
    let header = header(source);
    let Some(named) = &header.form else {
        let text = Text::new(
            "没有写明用哪种格式（form）。",
            "the file does not say which form it is (`form`)",
        );
        return Err(no_form(forms, &header, source, &MISSING_KEY, text));
    };
    match forms.get(&named.value) {
        Some(form) => Ok(Report::read(form, source)),
        None => {
            let id = &named.value;
            let text = Text::new(
                format!("没有“{id}”这种格式。"),
                format!("there is no form `{id}`"),
            );
            Err(no_form(forms, &header, source, &WRONG_FORM, text))
        }
    }
}

fn no_form(
    forms: &Forms,
    header: &Header,
    source: &Arc<Source>,
    rule: &RuleInfo,
    message: Text,
) -> Refusal {
    let ids = |forms: &mut dyn Iterator<Item = &Arc<Form>>| -> Vec<String> {
        forms.map(|form| form.id.clone()).collect()
    };
    let known = ids(&mut forms.iter());
    let mut help = Text::new(
        format!("可用的格式：{}。", known.join("、")),
        format!("known forms: {}", known.join(", ")),
    );
    if let Some(Placed { value: year, .. }) = header.year {
        let in_force = ids(&mut forms.in_force(year));
        if !in_force.is_empty() {
            help.zh = format!("{year} 年度用 form: {}。{}", in_force.join("、"), help.zh);
            help.en = format!("for {year} use form: {}; {}", in_force.join(", "), help.en);
        }
    }
    let place = header.form.as_ref().map(|form| form.place);
    Refusal {
        finding: Box::new(Finding {
            stated: header.form.as_ref().map(|form| form.value.clone()),
            help: Some(help),
            ..Finding::new(rule, "form", place, message)
        }),
        text: source.text.clone(),
        source: Some(Arc::clone(source)),
        exit: Exit::Errors,
    }
}

/// A file a report names, whose path starts from the report's own folder.
pub(super) fn beside(path: &Path, named: &str) -> PathBuf {
    let folder = path.parent().filter(|_| !is_stdin(path));
    folder.unwrap_or(Path::new("")).join(named)
}

/// Where last year's report is: at the flag, or at the key `previous`.
pub(super) fn previous_path(path: &Path, current: &Report, flag: Option<&Path>) -> Option<PathBuf> {
    let key = current.previous.as_ref();
    let named = key.map(|key| beside(path, &key.value));
    flag.map(Path::to_owned).or(named)
}

/// Last year's report, where there is one to look at. A refusal is a finding of the report that names it.
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
        let shown = last.display();
        let Text { zh, en } = &refusal.finding.message;
        let message = Text::new(
            format!("上年报告“{shown}”用不了：{zh}"),
            format!("last year's report `{shown}` cannot be used: {en}"),
        );
        let place = key.filter(|_| flag.is_none()).map(|key| key.place);
        Refusal {
            finding: Box::new(Finding {
                help: refusal.finding.help.clone(),
                ..Finding::new(&SYNTAX, "previous", place, message)
            }),
            text: current.source.text.clone(),
            source: Some(Arc::clone(&current.source)),
            exit: refusal.exit,
        }
    })
}
