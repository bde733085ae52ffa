//! `import`: recovers the data of a published report as a report file, with its pictures and, if it is
//! still valid for them, the sign-off.

use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;

use super::examine::Examiner;
use super::exit::{Exit, Failure};
use super::shell::Shell;
use super::{findings, load, signoff, write};
use chengbao_base::files;
use chengbao_base::text::{Bilingual as _, Text};
use chengbao_office::import::{ImportError, Imported, MAX_FILE, read};
use chengbao_office::publish::Examined;
use chengbao_report::source::{Source, SourceError};

/// Arguments of `import`.
#[derive(Debug, Args)]
pub(super) struct ImportArgs {
    /// The published report.
    #[arg(
        value_name = "FILE",
        help = "已发布的报告：PDF、DOCX 或网页，“-”为标准输入。\
                The published report: PDF, DOCX or HTML; `-` is standard input"
    )]
    file: PathBuf,
    /// The new report file.
    #[arg(
        short,
        long,
        value_name = "YAML",
        help = "新数据文件的名称，已有同名文件时不覆盖；“-”为标准输出。\
                Name of the new report file; an existing file is not overwritten; `-` is standard output"
    )]
    output: PathBuf,
}

pub(super) fn run(args: &ImportArgs, shell: &Shell) -> Result<Exit, Failure> {
    if signoff::is_signoff(&args.file) {
        let path = args.file.display();
        return Err(Failure::usage(
            format!("“{path}”是审签记录，不是已发布的报告。请改写 PDF、DOCX 或网页的文件名。"),
            format!(
                "`{path}` is a sign-off record, not a published report; give a PDF, DOCX or HTML file"
            ),
        ));
    }
    let forms = shell.forms()?;
    let name = args.file.display().to_string();
    let bytes = load::bytes_within(&args.file, MAX_FILE).map_err(|error| unread(&name, &error))?;
    if bytes.is_empty() {
        return Err(Failure::usage(
            format!("“{name}”是空文件。请核对是不是选错了文件、下载是否完整。"),
            format!(
                "`{name}` is empty; check that it is the right file and was downloaded completely"
            ),
        ));
    }
    let imported = read(&bytes, &name, &forms).map_err(|error| refused(&name, &error))?;
    for note in &imported.notes {
        let mark = shell.console.pick("注意：", "note: ");
        shell
            .console
            .note(&format!("{mark}{}", shell.console.localized(note)));
    }
    if load::is_stdin(&args.output) {
        shell.console.content(&imported.yaml);
        if !imported.files.is_empty() || sign_off(&imported).is_some() {
            shell.console.note(shell.console.pick(
                "注意：没有生成报告中的图和审签记录；要一并生成，请用 -o 指定文件名。",
                "note: the report's pictures and sign-off were not written; give a file name with -o to write them too",
            ));
        }
        return Ok(Exit::Done);
    }
    let written = put(&args.output, &imported)?;
    let examined = examine(&args.output, &imported, shell)?;
    let form = examined
        .form()
        .map_or_else(String::new, |form| format!("  {}", form.id));
    let path = args.output.display();
    shell.console.line(&format!(
        "{path}{form}  {}",
        findings::count(&examined, &shell.console)
    ));
    // A sign-off that already existed is not of this report, unless its content is the same.
    findings::signoff(&examined, &shell.console);
    if !examined.findings.is_empty() {
        let see = shell.console.pick("详见", "see");
        shell.console.note(&format!("{see} chengbao check {path}"));
    }
    for picture in written.pictures {
        shell.console.line(&picture.display().to_string());
    }
    if let Some(path) = written.sign_off {
        shell.console.line(&path.display().to_string());
        shell.console.note(shell.console.pick(
            "数据与审签时完全相同，审签记录已一并生成。",
            "the data are byte for byte those that were signed off; the sign-off was written too",
        ));
    } else if let Some(path) = written.left {
        let (path, report) = (path.display(), args.output.display());
        shell.console.note(shell.console.localized(&Text::new(
            format!(
                "注意：“{path}”已存在，与取回的审签记录不同，已保留原文件。要用取回的，请把它和“{report}”移走，再取回一次。"
            ),
            format!(
                "note: `{path}` already exists and differs from the imported sign-off, so it was kept; \
                 to use the imported one, move `{path}` and `{report}` away and import again"
            ),
        )));
    } else if imported.signoff.is_some() && !imported.is_unchanged {
        shell.console.note(shell.console.pick(
            "注意：数据在审签之后有改动，原审签已经失效，没有生成审签记录。请重新审签。",
            "note: the data were changed after the sign-off, which is no longer valid and was not written; sign off again",
        ));
    }
    Ok(Exit::Done)
}

/// The sign-off, if it is valid for the report that is written.
fn sign_off(imported: &Imported) -> Option<&[u8]> {
    let sign_off = imported.signoff.as_deref();
    sign_off.filter(|_| imported.is_unchanged)
}

/// What was written next to the report file.
struct Beside {
    pictures: Vec<PathBuf>,
    /// The sign-off, unless it already existed.
    sign_off: Option<PathBuf>,
    /// A different sign-off that already existed and was kept.
    left: Option<PathBuf>,
}

/// Writes the files, the report last; none if the report or a picture would overwrite another file. A different
/// sign-off is kept, and the report is checked against it.
fn put(target: &Path, imported: &Imported) -> Result<Beside, Failure> {
    let folder = target.parent().unwrap_or(Path::new(""));
    let mut pictures = Vec::new();
    for (name, bytes) in &imported.files {
        let path = folder.join(name);
        if !files::is_within(folder, &path) {
            return Err(outside(&path));
        }
        // The same picture again is not a conflict.
        if is_same(folder, name, bytes) {
            continue;
        }
        if path == target || path.symlink_metadata().is_ok() {
            return Err(taken(&path));
        }
        pictures.push((path, bytes));
    }
    if target.symlink_metadata().is_ok() {
        return Err(taken(target));
    }
    let path = signoff::path_of(target);
    let (sign_off, left) = match sign_off(imported) {
        None => (None, None),
        Some(bytes) if path.symlink_metadata().is_err() => (Some((path, bytes)), None),
        Some(bytes) => {
            let is_same = signoff::read(&path).is_ok_and(|there| there.as_deref() == Some(bytes));
            (None, (!is_same).then_some(path))
        }
    };
    for (path, bytes) in &pictures {
        if let Some(folder) = path
            .parent()
            .filter(|folder| !folder.as_os_str().is_empty())
        {
            write::directory(folder)?;
        }
        write::create(path, bytes)?;
    }
    if let Some((path, bytes)) = &sign_off {
        write::create(path, bytes)?;
    }
    write::create(target, &imported.yaml)?;
    Ok(Beside {
        pictures: pictures.into_iter().map(|(path, _)| path).collect(),
        sign_off: sign_off.map(|(path, _)| path),
        left,
    })
}

/// Prints what `check` finds in the report.
fn examine(target: &Path, imported: &Imported, shell: &Shell) -> Result<Examined, Failure> {
    let examiner = Examiner::new(shell, shell.faces_if_any()?)?;
    let source = Source::parse(&target.display().to_string(), &imported.yaml);
    Ok(match source {
        Ok(source) => examiner.source(target, &Arc::new(source), None),
        // Data that are no longer YAML are reported as `check` reports them.
        Err(_) => examiner.examine(target, None),
    })
}

fn unread(name: &str, error: &SourceError) -> Failure {
    match error {
        SourceError::Directory { .. } => Failure::usage(
            format!("“{name}”是文件夹，不是文件。请写其中的 PDF、DOCX 或网页的文件名。"),
            format!("`{name}` is a folder; give a PDF, DOCX or HTML file in it"),
        ),
        SourceError::TooLong { .. } => refused(name, &ImportError::TooLarge),
        other => {
            let Text { zh, en } = other.text();
            Failure::usage(zh, en)
        }
    }
}

fn refused(name: &str, error: &ImportError) -> Failure {
    let Text { zh, en } = error.text();
    let exit = match error {
        ImportError::Unreadable(_) => Exit::Fault,
        _ => Exit::Usage,
    };
    Failure::new(
        exit,
        Text::new(format!("“{name}”：{zh}"), format!("`{name}`: {en}")),
    )
}

/// Whether a file has that name in the folder, with these bytes.
fn is_same(folder: &Path, name: &str, bytes: &[u8]) -> bool {
    let mut there = Vec::new();
    let limit = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    files::open_within(folder, Path::new(name))
        .and_then(|file| Ok(file.take(limit.saturating_add(1)).read_to_end(&mut there)?))
        .is_ok_and(|_| there == bytes)
}

fn outside(path: &Path) -> Failure {
    let path = path.display();
    Failure::usage(
        format!("“{path}”经过通向别的文件夹的链接，未生成文件。请移走这个链接，或换一个文件夹。"),
        format!(
            "`{path}` is behind a link that leads out of its folder; no file was written; move the link away or choose another folder"
        ),
    )
}

fn taken(path: &Path) -> Failure {
    let path = path.display();
    Failure::usage(
        format!("“{path}”已存在，未生成文件。请换一个文件名，或先移走原文件。"),
        format!(
            "`{path}` already exists; no file was written; choose another name or move it away"
        ),
    )
}
