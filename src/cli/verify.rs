//! `verify`: what a filed document proves, with a separate answer to each question.

use std::fs;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::exit::{Exit, Failure};
use super::policy::PolicyArgs;
use super::shell::Shell;
use super::{clock, guard, load};
use chengbao_base::text::{Bilingual as _, Text};
use chengbao_office::import::MAX_FILE;
use chengbao_office::verify::{
    Answers, FileAnswers, Office, Setup, VerifyError, json, text, verify,
};
use chengbao_report::source::{SourceError, io_error};
use chengbao_signature::trust::Anchors;

/// Arguments of `verify`.
#[derive(Debug, Args)]
pub(super) struct VerifyArgs {
    /// The documents.
    #[arg(
        required = true,
        value_name = "FILE",
        help = "要验证的文件：PDF 或 DOCX；“-”为标准输入。\
                The documents: PDF or DOCX; `-` is standard input"
    )]
    files: Vec<PathBuf>,
    /// Trusted certificates.
    #[arg(
        long,
        value_name = "PEM|DIR",
        help = "信任的根证书：PEM 或 DER 文件，或放有它们的文件夹（*.pem、*.crt、*.cer），可多次使用。\
                Trusted root certificates: a PEM or DER file, or a folder of them; may be repeated"
    )]
    trust: Vec<PathBuf>,
    #[command(flatten)]
    policy: PolicyArgs,
    /// How it is printed.
    #[arg(
        long,
        value_enum,
        value_name = "text|json",
        default_value = "text",
        hide_default_value = true,
        hide_possible_values = true,
        help = "结果的显示方式：text（默认）或 json。How to print the result: text (default) or json"
    )]
    format: Format,
}

/// How answers are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people.
    Text,
    /// For programs.
    Json,
}

/// The result of a file.
struct Outcome {
    name: String,
    answers: Result<Answers, Text>,
    exit: Exit,
}

pub(super) fn run(args: &VerifyArgs, shell: &Shell) -> Result<Exit, Failure> {
    let forms = shell.forms()?;
    let faces = shell.faces_found()?;
    let anchors = anchors(&args.trust)?;
    let office = args.policy.office()?;
    let office = office.as_ref().map(|office| {
        let (name, text) = office.parts();
        Office { name, text }
    });
    let setup = Setup {
        forms: &forms,
        faces: faces.as_ref(),
        anchors: &anchors,
        now: clock::moment()?.timestamp(),
        office,
    };
    let mut outcomes = Vec::new();
    let mut exit = Exit::Done;
    for path in &args.files {
        let outcome = one(path, &setup)?;
        exit = exit.max(outcome.exit);
        if args.format == Format::Text {
            let told = text(
                &outcome.file_answers(),
                shell.console.lang,
                shell.console.color_out,
            );
            shell.console.out(told.as_bytes());
        } else {
            outcomes.push(outcome);
        }
    }
    if args.format == Format::Json {
        let told: Vec<FileAnswers<'_>> = outcomes.iter().map(Outcome::file_answers).collect();
        shell
            .console
            .out(json(&told, shell.console.lang).as_bytes());
    }
    Ok(exit)
}

impl Outcome {
    fn file_answers(&self) -> FileAnswers<'_> {
        FileAnswers {
            name: &self.name,
            answers: self.answers.as_ref(),
        }
    }
}

/// Verifies a file; what cannot be read does not stop the others.
fn one(path: &Path, setup: &Setup<'_>) -> Result<Outcome, Failure> {
    let name = path.display().to_string();
    let refused = |exit, text| Outcome {
        name: name.clone(),
        answers: Err(text),
        exit,
    };
    let bytes = match load::bytes_within(path, MAX_FILE) {
        Ok(bytes) => bytes,
        Err(SourceError::Directory { .. }) => {
            let text = Text::new(
                format!("“{name}”是文件夹，不是文件。请写其中的 PDF 或 DOCX 的文件名。"),
                format!("`{name}` is a folder; give a PDF or DOCX file in it"),
            );
            return Ok(refused(Exit::Usage, text));
        }
        Err(error) => return Ok(refused(Exit::Usage, error.text())),
    };
    Ok(match guard::guard(&name, || verify(&bytes, &name, setup)) {
        Ok(Ok(answers)) => Outcome {
            exit: if answers.hold() {
                Exit::Done
            } else {
                Exit::Errors
            },
            name,
            answers: Ok(answers),
        },
        // It is the same for every file.
        Ok(Err(error @ VerifyError::Policy(_))) => {
            return Err(Failure::new(Exit::Usage, error.text()));
        }
        Ok(Err(error)) => refused(Exit::Usage, error.text()),
        Err(failure) => refused(failure.exit, failure.text),
    })
}

/// The certificates of files and folders.
fn anchors(paths: &[PathBuf]) -> Result<Anchors, Failure> {
    let mut anchors = Anchors::default();
    for path in paths {
        let files = if path.is_dir() {
            certificates(path)?
        } else {
            vec![path.clone()]
        };
        for file in files {
            let shown = file.display();
            let bytes = fs::read(&file).map_err(|error| untrusted(&file, &error))?;
            let more = Anchors::from_pem_or_der(&bytes).map_err(|error| {
                let Text { zh, en } = error.text();
                Failure::usage(
                    format!("--trust “{shown}”：{zh}。"),
                    format!("--trust `{shown}`: {en}"),
                )
            })?;
            anchors.extend(more);
        }
    }
    Ok(anchors)
}

/// The certificate files of a folder, by name.
fn certificates(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let is_certificate = |path: &PathBuf| {
        let ending = path.extension().unwrap_or_default().to_ascii_lowercase();
        ["pem", "crt", "cer", "der"].iter().any(|it| ending == *it)
    };
    let entries = fs::read_dir(folder).map_err(|error| untrusted(folder, &error))?;
    let mut files: Vec<PathBuf> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(is_certificate)
        .collect();
    files.sort();
    if files.is_empty() {
        let shown = folder.display();
        return Err(Failure::usage(
            format!(
                "--trust 所写的文件夹“{shown}”中没有证书（*.pem、*.crt、*.cer）。请把信任的根证书放进去，或直接写证书文件名。"
            ),
            format!(
                "--trust: no certificate (*.pem, *.crt, *.cer) in `{shown}`; put those you trust there, or give a file"
            ),
        ));
    }
    Ok(files)
}

/// That the path of `--trust` cannot be read.
fn untrusted(path: &Path, error: &std::io::Error) -> Failure {
    let Text { zh, en } = io_error(&path.display().to_string(), error, path.is_dir()).text();
    Failure::usage(format!("--trust：{zh}"), format!("--trust: {en}"))
}
