//! `verify`: what a filed document proves, with a separate answer to each question.

use std::fs;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::exit::{Exit, Failure};
use super::policy::PolicyArgs;
use super::shell::Shell;
use super::{clock, guard, load};
use chengbao_base::edition::Edition;
use chengbao_base::text::{Bilingual as _, Text};
use chengbao_office::publish::{self, MAX_DOCUMENT, Outcome, Verified};
use chengbao_office::verify::{RequiredSigner, Setup};
use chengbao_report::source::{SourceError, io_error};
use chengbao_signature::trust::Anchors;

/// Largest file of trusted certificates, in bytes: a system's list has a quarter of a megabyte.
const MAX_TRUSTED: usize = 16 << 20;

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
    /// Who must have signed.
    #[arg(
        long = "signer",
        value_name = "FINGERPRINT|SUBJECT",
        help = "应由谁签名：证书的 SHA-256 指纹，或证书上的名称（CN 或完整主体），可多次使用；不写则不核对。\
                Who must have signed: the certificate's SHA-256 fingerprint, or the name in it (CN or whole subject); may be repeated; without it, any signer will do"
    )]
    signers: Vec<String>,
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

pub(super) fn run(args: &VerifyArgs, shell: &Shell) -> Result<Exit, Failure> {
    let forms = shell.forms()?;
    let faces = shell.faces_found()?;
    let anchors = anchors(&args.trust)?;
    clock::note_if_fixed(shell)?;
    let office = args.policy.office()?;
    let signers = args.signers.iter();
    let signers: Vec<RequiredSigner> = signers.map(|it| RequiredSigner::new(it)).collect();
    let setup = Setup {
        forms: &forms,
        faces: faces.as_ref(),
        anchors: &anchors,
        signers: &signers,
        now: clock::moment()?.timestamp(),
        office: office.as_ref(),
        made_again: Edition::MADE_AGAIN,
    };
    let console = &shell.console;
    let mut files = Vec::new();
    let mut exit = Exit::Done;
    for path in &args.files {
        let (verified, its_exit) = one(path, &setup)?;
        exit = exit.max(its_exit);
        match args.format {
            Format::Text => {
                console.lines(&verified.text(console.lang, console.color_out));
            }
            Format::Json => files.push(verified),
        }
    }
    if args.format == Format::Json {
        console.json(&Verified::json(&files, console.lang));
    }
    Ok(exit)
}

/// Verifies a file; what cannot be read, or stops the program, does not stop the others.
fn one(path: &Path, setup: &Setup<'_>) -> Result<(Verified, Exit), Failure> {
    let name = path.display().to_string();
    let bytes = load::bytes_within(path, MAX_DOCUMENT);
    match guard::guard(&name, || publish::verify(&name, bytes, setup)) {
        Ok(verified) => {
            let verified = verified.map_err(|text| Failure::new(Exit::Usage, text))?;
            let exit = Exit::of(verified.outcome);
            Ok((verified, exit))
        }
        Err(Failure { exit, text }) => {
            let answers = Err(text);
            let outcome = Outcome::Unreadable;
            let verified = Verified {
                name,
                answers,
                outcome,
            };
            Ok((verified, exit))
        }
    }
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
            let bytes = load::bytes_within(&file, MAX_TRUSTED);
            let bytes = bytes.and_then(|bytes| match bytes.len() {
                0..=MAX_TRUSTED => Ok(bytes),
                more => Err(SourceError::TooLong {
                    bytes: u64::try_from(more).unwrap_or(u64::MAX),
                }),
            });
            let bytes = bytes.map_err(|error| untrusted(&file, &error))?;
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
    let entries = fs::read_dir(folder).map_err(|error| {
        untrusted(
            folder,
            &io_error(&folder.display().to_string(), &error, false),
        )
    })?;
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
fn untrusted(path: &Path, error: &SourceError) -> Failure {
    if let SourceError::TooLong { .. } = error {
        let (path, most) = (path.display(), MAX_TRUSTED >> 20);
        return Failure::usage(
            format!("--trust：“{path}”大于 {most} MB，不是证书文件，请核对文件名。"),
            format!(
                "--trust: `{path}` is larger than {most} MB: too large for certificates; check the file name"
            ),
        );
    }
    let Text { zh, en } = error.text();
    Failure::usage(format!("--trust：{zh}"), format!("--trust: {en}"))
}
