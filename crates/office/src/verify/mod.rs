//! What a filed document proves: whether its signature is valid and whose, whether anything was added,
//! who signed the report off, and whether the document matches its data.
//!
//! It combines the results of the other modules and puts them into words. It never opens a file, never
//! reads the clock and never changes its input.

mod align;
mod answer;
mod approval;
mod content;
mod dialect;
mod difference;
mod drawn;
mod inside;
mod look;
mod pieces;
mod plausible;
mod reading;
mod reporter;
mod signed;
mod signer;

pub use answer::{Answer, Answers, Question, Verdict};
pub use reporter::{FileAnswers, json, text};
pub use signer::RequiredSigner;

use jiff::Timestamp;

use crate::import::{self, MAX_FILE};
use crate::signoff::{Office, unusable};
use chengbao_base::edition::Edition;
use chengbao_base::formats::FileKind;
use chengbao_base::formats::opc::{Package, PackageError};
use chengbao_base::text::{Bilingual, Text};
use chengbao_paper::typeset::FaceSet;
use chengbao_report::form::{FormError, Forms};
use chengbao_signature::docx::OpcError;
use chengbao_signature::trust::Anchors;
use inside::Data;

/// The settings for verifying files.
#[derive(Debug, Clone, Copy)]
pub struct Setup<'a> {
    /// The forms that embedded data may use.
    pub forms: &'a Forms,
    /// The fonts for regenerating a PDF; without them that is not checked.
    pub faces: Option<&'a FaceSet>,
    /// The certificates that are trusted.
    pub anchors: &'a Anchors,
    /// The signers that are required, each of them; without any, whoever signed.
    pub signers: &'a [RequiredSigner],
    /// The current time, at which certificates must be valid.
    pub now: Timestamp,
    /// The office's own sign-off policy.
    pub office: Option<&'a Office>,
    /// The editions that this program makes again byte for byte, [`Edition::MADE_AGAIN`]. A PDF of another one is
    /// judged by what it says, not by its layout.
    pub made_again: &'a [Edition],
}

/// Why a file could not be verified.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
#[error("{}", self.text().en)]
pub enum VerifyError {
    /// Neither PDF nor DOCX.
    Kind,
    /// Larger than any report.
    TooLarge,
    /// The office's policy cannot be used.
    Policy(FormError),
}

impl Bilingual for VerifyError {
    fn text(&self) -> Text {
        match self {
            Self::Kind => Text::new(
                "这不是 PDF 或 DOCX，无法验证。请核对是不是选错了文件。",
                "it is neither PDF nor DOCX and cannot be verified; check that it is the right file",
            ),
            Self::TooLarge => Text::new(
                "文件过大，不像年度报告。请核对是不是选错了文件。",
                "the file is too large for an annual report; check that it is the right file",
            ),
            Self::Policy(error) => unusable(error),
        }
    }
}

/// Answers the questions about a file. `name` is its name in messages.
///
/// # Errors
/// [`VerifyError`] if it cannot be verified.
pub fn verify(bytes: &[u8], name: &str, setup: &Setup<'_>) -> Result<Answers, VerifyError> {
    if bytes.len() > MAX_FILE {
        return Err(VerifyError::TooLarge);
    }
    let kind = FileKind::of(bytes);
    // All answers about a DOCX are about the same parts, read once.
    let package = kind
        .filter(|kind| kind.is_zip())
        .map(|_| Package::read(bytes));
    let is_pdf = matches!(kind, Some(FileKind::Pdf | FileKind::LatePdf));
    let look = match &package {
        Some(Ok(package)) => look::docx(package),
        Some(Err(error)) => Err(OpcError::from(error.clone()).text()),
        None if is_pdf => look::pdf(bytes),
        None => return Err(VerifyError::Kind),
    };
    let mut answers = signed::answers(look.as_ref(), setup.anchors, setup.signers, setup.now);
    let inside = match &package {
        Some(Ok(package)) => import::inside_package(package, name),
        Some(Err(error)) => Err(error.clone().into()),
        None => import::inside(bytes, name, setup.forms),
    };
    match Data::of(inside, setup.forms) {
        // What its pages show can be compared with nothing.
        Data::None => answers.push(Answer::new(
            Question::Content,
            Verdict::Absent,
            Text::new(
                "文件没有内嵌数据：不是本程序生成的，或数据已被去掉，无法核对其内容。",
                "it has no embedded data: another program made it, or they were removed; its content cannot be compared",
            ),
        )),
        Data::Unusable(why) => {
            // What stands outside the entries of a DOCX is there to be read by something else.
            let content = match &package {
                Some(Err(PackageError::Outside { .. })) => Verdict::No,
                _ => Verdict::Unknown,
            };
            answers.push(Answer::new(
                Question::SignOff,
                Verdict::Unknown,
                why.clone(),
            ));
            answers.push(Answer::new(Question::Content, content, why));
        }
        Data::Whole(inside) => {
            let at = look.as_ref().map_or(setup.now, |look| {
                signed::as_of(look, setup.anchors, setup.now)
            });
            let sign_off = approval::answer(&inside, setup, at)
                .map_err(VerifyError::Policy)?;
            answers.push(sign_off);
            answers.push(match (&package, setup.faces) {
                (Some(Ok(package)), _) => {
                    let own = look.map(|look| look.own).unwrap_or_default();
                    content::docx::answer(bytes, package, &own, &inside)
                }
                (_, Some(faces)) => {
                    let base_end = look.ok().and_then(|look| look.base_end);
                    let is_made_again = setup.made_again.contains(&inside.purpose.edition);
                    content::pdf::answer(bytes, base_end, &inside, faces, is_made_again)
                }
                (_, None) => content::without_fonts(),
            });
        }
    }
    Ok(Answers { answers })
}
