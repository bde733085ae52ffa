//! `export`: the main job. Each report is read, checked, laid out and written; a bad one does not
//! stop the others, and no file is written for it.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use clap::Args;

use super::examine::{self, Examiner};
use super::exit::{Exit, Failure};
use super::policy::{self, PolicyArgs};
use super::progress::Progress;
use super::purpose::{PurposeArgs, option};
use super::shell::Shell;
use super::signed::{SignedArgs, Signing};
use super::{batch, findings, guard, interrupt, overwrite, signoff, targets, write};
use chengbao_base::text::{Bilingual as _, Lang, Text};
use chengbao_office::compose::{Purpose, compose};
use chengbao_office::publish::{
    Blame, Examined, FORMATS, Format, Order, RenderError, Rendered, Standing,
};
use chengbao_paper::document::Document;
use chengbao_report::report::Report;

/// Arguments of `export`.
#[derive(Debug, Args)]
pub(super) struct ExportArgs {
    /// The reports.
    #[arg(
        required = true,
        value_name = "FILE",
        help = "数据文件。The report files"
    )]
    files: Vec<PathBuf>,
    /// The folder for the documents.
    #[arg(
        short,
        long,
        value_name = "DIR",
        help = "生成的文件放入哪个文件夹，没有则新建。Folder for the documents; created if needed"
    )]
    output: PathBuf,
    /// File types.
    #[arg(
        long,
        value_parser = targets::formats(),
        value_delimiter = ',',
        value_name = "FORMAT,…",
        default_value = targets::usual(),
        hide_default_value = true,
        hide_possible_values = true,
        help = targets::help()
    )]
    to: Vec<&'static Format>,
    #[command(flatten)]
    purpose: PurposeArgs,
    #[command(flatten)]
    policy: PolicyArgs,
    #[command(flatten)]
    signed: SignedArgs,
    /// Overwrite signed files.
    #[arg(
        long,
        help = "允许覆盖文件夹中已签名的同名文件；不加则保留原文件，不生成文件。\
                Overwrite signed documents of the same name; otherwise they are kept and no file is written"
    )]
    replace_signed: bool,
}

/// A document that was written.
struct Written {
    target: PathBuf,
    bytes: usize,
    pages: Option<usize>,
}

/// The result of one report.
struct Outcome {
    examined: Option<Examined>,
    /// Other messages, for stderr.
    notes: Vec<Text>,
    written: Result<Vec<Written>, Failure>,
}

pub(super) fn run(args: &ExportArgs, shell: &Shell) -> Result<Exit, Failure> {
    let job = Job::new(args, shell)?;
    interrupt::watch();
    let all: Vec<usize> = (0..job.files().count()).collect();
    job.run(&all, shell, |_, _, _| {})
}

/// What is done with every report.
pub(super) struct Job<'a> {
    examiner: Examiner,
    reports: Vec<&'a Path>,
    folder: &'a Path,
    formats: Vec<&'static Format>,
    order: Order,
    signing: Option<Signing>,
    replace_signed: bool,
}

impl<'a> Job<'a> {
    /// Makes sure that the reports can be exported together, and that the folder for the documents
    /// exists.
    pub(super) fn new(args: &'a ExportArgs, shell: &Shell) -> Result<Self, Failure> {
        let all = FORMATS.iter();
        let formats: Vec<_> = all.filter(|format| args.to.contains(format)).collect();
        let order = args.purpose.order()?;
        let office = args.policy.office()?;
        let reports = signoff::reports(&args.files)?;
        let kinds: &[bool] = match order.standing {
            Standing::BySignoff => &[false, true],
            Standing::Draft => &[true],
            Standing::Final => &[false],
        };
        targets::apart(&reports, kinds)?;
        targets::spare(&reports, &formats, &args.output)?;
        let faces = if formats.iter().any(|format| format.needs_faces()) {
            Some(shell.faces()?)
        } else {
            shell.faces_if_any()?
        };
        let examiner = Examiner::new(shell, faces)?.with_office(office);
        if let Some(off) = policy::off(examiner.office()) {
            shell.console.note(shell.console.localized(&off));
        }
        let signing = args.signed.signing(shell, &order, &formats)?;
        write::directory(&args.output)?;
        Ok(Self {
            examiner,
            reports,
            folder: &args.output,
            formats,
            order,
            signing,
            replace_signed: args.replace_signed,
        })
    }

    /// The reports.
    pub(super) fn files(&self) -> impl Iterator<Item = &'a Path> {
        self.reports.iter().copied()
    }

    /// Exports the reports with these numbers and prints the result of each; `seen` gets what was read.
    pub(super) fn run(
        &self,
        which: &[usize],
        shell: &Shell,
        mut seen: impl FnMut(usize, &Path, &Examined),
    ) -> Result<Exit, Failure> {
        let progress = Progress::new(which.len());
        let (mut exit, mut told) = (Exit::Done, 0);
        let report_of = |at: usize| self.reports.get(*which.get(at)?);
        batch::in_order(
            which.len(),
            |at| report_of(at).map(|path| self.export(path)),
            |at, outcome| {
                let Some(outcome) = outcome else { return };
                if let (Some(number), Some(path), Some(examined)) =
                    (which.get(at), report_of(at), &outcome.examined)
                {
                    seen(*number, path, examined);
                }
                progress.step(|| exit = exit.max(report(&outcome, shell)));
                told += 1;
            },
        );
        progress.finish();
        if told < which.len() || exit == Exit::Interrupted {
            return Err(interrupt::failure());
        }
        Ok(exit)
    }

    fn export(&self, path: &Path) -> Outcome {
        let work = || {
            let examined = self.examiner.examine(path, None);
            let mut notes = Vec::new();
            let written = match &examined.report {
                Some(report) if examine::exit(&examined) == Exit::Done => self
                    .purpose(path, report, &examined, &mut notes)
                    .and_then(|purpose| {
                        let document = compose(report, &purpose, &examined.pictures);
                        self.write(path, &targets::stem(path, purpose.draft), &document)
                    }),
                _ => Ok(Vec::new()),
            };
            Outcome {
                examined: Some(examined),
                notes,
                written,
            }
        };
        guard::guard(&path.display().to_string(), work).unwrap_or_else(|failure| Outcome {
            examined: None,
            notes: Vec::new(),
            written: Err(failure),
        })
    }

    /// What the documents of a report are made for: final if it is signed off, unless drafts are
    /// requested.
    fn purpose(
        &self,
        path: &Path,
        report: &Report,
        examined: &Examined,
        notes: &mut Vec<Text>,
    ) -> Result<Purpose, Failure> {
        let refused = |text| Failure::new(Exit::Usage, text);
        let signoff = match &examined.signoff {
            Some(signoff) => signoff.as_ref().map_err(|text| refused(text.clone()))?,
            None => return Err(guard::fault("no sign-off was looked for")),
        };
        let ordered = self.order.purpose(report, signoff);
        let (purpose, missing) =
            ordered.map_err(|error| refused(about(path, error.text(option))))?;
        if let Some(missing) = missing {
            let is_refused = self.order.refuses(Some(&missing));
            let missing = signoff::instruction(path, &missing);
            if is_refused {
                notes.extend(signoff::stray(path, signoff));
                return Err(signoff::not_final(path, &missing));
            }
            let (Text { zh, en }, path) = (missing, path.display());
            notes.push(Text::new(
                format!("{path}：生成的是草稿。{zh}"),
                format!("{path}: written as a draft; {en}"),
            ));
        }
        if purpose.draft {
            notes.extend(self.outdated(path, &examine::reads(path, examined)));
        }
        Ok(purpose)
    }

    /// The final documents of an earlier sign-off that are older than the data they would be made from now. A
    /// draft leaves them alone.
    fn outdated(&self, path: &Path, reads: &[PathBuf]) -> Option<Text> {
        let saved = |path: &Path| fs::metadata(path).and_then(|about| about.modified()).ok();
        let changed = reads.iter().filter_map(|path| saved(path)).max()?;
        let stem = targets::stem(path, false);
        let stale: Vec<String> = self
            .formats
            .iter()
            .map(|format| targets::target(format, self.folder, &stem))
            .filter(|target| saved(target).is_some_and(|written| written < changed))
            .map(|target| target.display().to_string())
            .collect();
        (!stale.is_empty()).then(|| {
            let (zh, en) = (stale.join("、"), stale.join(", "));
            Text::new(
                format!("注意：{zh} 是数据改动前生成的，这次没有更新。"),
                format!("note: made before the data changed, and not updated: {en}"),
            )
        })
    }

    /// All documents of a report are finished before the first is moved into place.
    fn write(
        &self,
        path: &Path,
        stem: &OsStr,
        document: &Document,
    ) -> Result<Vec<Written>, Failure> {
        if !self.replace_signed {
            for format in &self.formats {
                overwrite::spare(format, &targets::target(format, self.folder, stem))?;
            }
        }
        let mut finished = Vec::new();
        for format in &self.formats {
            let rendered = format
                .render(document, self.examiner.faces())
                .map_err(|error| cannot(path, &error))?;
            // `Job::new` has made sure that there are fonts for formats that need them.
            let Some(Rendered { bytes, pages }) = rendered else {
                continue;
            };
            let bytes = match &self.signing {
                Some(signing) => signing
                    .sign(format, &bytes, self.examiner.faces())
                    .map_err(|failure| Failure::new(failure.exit, about(path, failure.text)))?,
                None => bytes,
            };
            finished.push((targets::target(format, self.folder, stem), bytes, pages));
        }
        let mut written = Vec::new();
        for (target, bytes, pages) in finished {
            write::replace(&target, &bytes)?;
            written.push(Written {
                target,
                bytes: bytes.len(),
                pages,
            });
        }
        Ok(written)
    }
}

fn cannot(path: &Path, error: &RenderError) -> Failure {
    let exit = match error.blame() {
        Blame::Report => Exit::Errors,
        Blame::Setup => Exit::Usage,
        Blame::Program => Exit::Fault,
    };
    Failure::new(exit, about(path, error.text()))
}

/// The text with the report it concerns.
fn about(path: &Path, Text { zh, en }: Text) -> Text {
    let path = path.display();
    Text::new(format!("{path}：{zh}"), format!("{path}: {en}"))
}

/// Prints the result of a report: documents to stdout, findings to stderr.
fn report(outcome: &Outcome, shell: &Shell) -> Exit {
    let console = &shell.console;
    let mut exit = Exit::Done;
    if let Some(examined) = &outcome.examined {
        exit = examine::exit(examined);
        if exit == Exit::Done {
            findings::short(examined, console);
        } else {
            findings::aside(examined, console);
        }
    }
    for note in &outcome.notes {
        console.note(console.localized(note));
    }
    match &outcome.written {
        Ok(written) => {
            for document in written {
                console.line(&line(document, console.lang));
            }
        }
        Err(failure) => {
            // That the run was interrupted is printed once, at its end.
            if failure.exit != Exit::Interrupted {
                console.error(&failure.text);
            }
            exit = exit.max(failure.exit);
        }
    }
    exit
}

/// `out/2024.pdf  6 页  281 KB`.
fn line(document: &Written, lang: Lang) -> String {
    let mut parts = vec![document.target.display().to_string()];
    parts.extend(document.pages.map(|pages| match lang {
        Lang::Zh => format!("{pages} 页"),
        Lang::En if pages == 1 => "1 page".to_owned(),
        Lang::En => format!("{pages} pages"),
    }));
    parts.push(format!("{} KB", document.bytes.div_ceil(1000)));
    parts.join("  ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_reports_pages_and_size() {
        let document = Written {
            target: PathBuf::from("out/x.pdf"),
            bytes: 280_001,
            pages: Some(6),
        };
        assert_eq!(line(&document, Lang::Zh), "out/x.pdf  6 页  281 KB");
        assert_eq!(line(&document, Lang::En), "out/x.pdf  6 pages  281 KB");
    }
}
