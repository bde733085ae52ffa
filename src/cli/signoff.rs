//! The sign-off next to a report: where it is, what state it puts the report in, and how that is reported.

use std::ffi::OsString;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::exit::{Exit, Failure};
use super::load;
use chengbao_base::text::{Bilingual as _, Text};
use chengbao_office::publish::{SIGNOFF_ENDING, Signoff};
use chengbao_office::signoff::{Missing, State};
use chengbao_report::form::Role;

/// Where the sign-off of a report is.
pub(super) fn path_of(report: &Path) -> PathBuf {
    let mut name: OsString = report.file_stem().unwrap_or(report.as_os_str()).to_owned();
    name.push(SIGNOFF_ENDING);
    report.with_file_name(name)
}

/// Whether a file is a sign-off and not a report, by its name.
pub(super) fn is_signoff(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    name.to_lowercase().ends_with(SIGNOFF_ENDING)
}

/// The files except sign-offs, which a pattern for all reports of a folder also matches.
///
/// # Errors
/// If none is left.
pub(super) fn reports(files: &[PathBuf]) -> Result<Vec<&Path>, Failure> {
    let reports: Vec<&Path> = files
        .iter()
        .map(PathBuf::as_path)
        .filter(|path| !is_signoff(path))
        .collect();
    match files.first() {
        Some(first) if reports.is_empty() => Err(no_report(first)),
        _ => Ok(reports),
    }
}

/// That a sign-off was given instead of a report.
pub(super) fn no_report(path: &Path) -> Failure {
    let path = path.display();
    Failure::usage(
        format!("“{path}”是审签记录，不是报告。请改写数据文件的文件名。"),
        format!("`{path}` is a sign-off record, not a report; give the report file"),
    )
}

/// What is missing for a complete sign-off, and the command for it; nothing if it is complete.
pub(super) fn missing(report: &Path, signoff: &Signoff) -> Option<Text> {
    let missing = signoff.missing()?;
    Some(instruction(report, &missing))
}

/// What is missing, with the command that is next.
pub(super) fn instruction(report: &Path, missing: &Missing<'_>) -> Text {
    let (Some(next), Some(step)) = (missing.next, missing.next_step()) else {
        let Text { zh, en } = &missing.text;
        let path = path_of(report);
        let path = path.display();
        return Text::new(
            format!("{zh}，请用备份恢复，或移走“{path}”后从头审签"),
            format!("{en}: restore it, or move `{path}` away and start again"),
        );
    };
    let command = command(report, next);
    Text::new(
        format!("{}：{}", step.zh, command.zh),
        format!("{}: {}", step.en, command.en),
    )
}

/// Hint for a report without sign-off if there is a sign-off without report: the report may have
/// been renamed.
pub(super) fn stray(report: &Path, signoff: &Signoff) -> Option<Text> {
    if !matches!(signoff.state, Ok(State::None)) {
        return None;
    }
    let folder = match report.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let mut strays: Vec<String> = std::fs::read_dir(folder)
        .ok()?
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter(|name| {
            let stem = name.strip_suffix(SIGNOFF_ENDING);
            stem.is_some_and(|stem| {
                let beside = |ending| folder.join(format!("{stem}{ending}"));
                ![".yaml", ".yml", ""].iter().any(|it| beside(it).exists())
            })
        })
        .collect();
    strays.sort();
    let first = strays.first()?;
    let path = path_of(report);
    let path = path.display();
    Some(Text::new(
        format!(
            "注意：同一文件夹的“{first}”没有相应的数据文件。如是本报告改名前的审签记录，请将它改名为“{path}”。"
        ),
        format!(
            "note: no report matches `{first}`; if this report was renamed, rename that file to `{path}`"
        ),
    ))
}

/// A path as written in a command.
pub(super) fn in_command(path: &Path) -> String {
    let shown = path.display().to_string();
    match shown.contains(char::is_whitespace) {
        true => format!("\"{shown}\""),
        false => shown,
    }
}

/// The command by which a role signs.
fn command(report: &Path, role: &Role) -> Text {
    let shown = in_command(report);
    let key = if role.key {
        " --key KEY.pem --cert CERT.pem"
    } else {
        ""
    };
    let post = |word: &str| match role.post {
        true => format!(" --post {word}"),
        false => String::new(),
    };
    let line = |name: &str, word: &str| {
        let (id, post) = (&role.id, post(word));
        format!("chengbao sign {shown} --as {id} --name {name}{post}{key}")
    };
    Text::new(line("姓名", "职务"), line("NAME", "POST"))
}

/// The bytes of a sign-off file; none if there is no file.
pub(super) fn read(path: &Path) -> Result<Option<Vec<u8>>, Text> {
    match path.symlink_metadata() {
        // No file has a name longer than the system allows.
        Err(error)
            if matches!(
                error.kind(),
                ErrorKind::NotFound | ErrorKind::InvalidFilename
            ) =>
        {
            Ok(None)
        }
        // It was not named: a link out of the folder is no one's choice.
        _ => load::named_bytes(
            path,
            &path.file_name().unwrap_or_default().to_string_lossy(),
        )
        .map(Some)
        .map_err(|error| error.text()),
    }
}

/// That no final document is written.
pub(super) fn not_final(report: &Path, missing: &Text) -> Failure {
    let path = report.display();
    Failure::new(
        Exit::Errors,
        Text::new(
            format!("{path}：没有生成定稿。{}", missing.zh),
            format!("{path}: no final document was written; {}", missing.en),
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sign_off_lies_beside_its_report_and_is_none() {
        for (report, expected) in [
            ("2024.yaml", "2024.signoff.yaml"),
            ("a/甲.2024.yml", "a/甲.2024.signoff.yaml"),
            ("report", "report.signoff.yaml"),
        ] {
            let path = path_of(Path::new(report));
            assert_eq!(path, Path::new(expected));
            assert!(is_signoff(&path) && !is_signoff(Path::new(report)));
        }
    }

    #[test]
    fn a_pattern_for_all_reports_may_take_sign_offs_along() {
        let files = ["a.yaml", "a.signoff.yaml", "b.yml"].map(PathBuf::from);
        let found = reports(&files).unwrap();
        assert_eq!(found, [Path::new("a.yaml"), Path::new("b.yml")]);
        assert!(reports(&files[1..2]).is_err());
    }
}
