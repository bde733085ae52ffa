//! What a filed document proves: whether its signature is valid and whose, whether anything was added,
//! who signed the report off, and whether the document matches its data.
//!
//! It combines the results of the other modules and puts them into words. It never opens a file, never
//! reads the clock and never changes its input.

mod align;
mod answer;
mod approval;
mod content;
mod difference;
mod drawn;
mod inside;
mod look;
mod pieces;
mod reporter;
mod signed;

pub use answer::{Answer, Answers, Question, Verdict};
pub use reporter::{FileAnswers, json, text};

use jiff::Timestamp;

use crate::import::MAX_FILE;
use crate::signoff::{Office, unusable};
use chengbao_base::formats::FileKind;
use chengbao_base::text::{Bilingual, Text};
use chengbao_paper::typeset::FaceSet;
use chengbao_report::form::{FormError, Forms};
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
    /// The current time, at which certificates must be valid.
    pub now: Timestamp,
    /// The office's own sign-off policy.
    pub office: Option<&'a Office>,
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
    let (look, is_pdf) = match FileKind::of(bytes) {
        Some(FileKind::Pdf | FileKind::LatePdf) => (look::pdf(bytes), true),
        Some(kind) if kind.is_zip() => (look::docx(bytes), false),
        _ => return Err(VerifyError::Kind),
    };
    let mut answers = signed::answers(look.as_ref(), setup.anchors, setup.now);
    match Data::of(bytes, name, setup.forms) {
        Data::None => {}
        Data::Unusable(why) => {
            for question in [Question::SignOff, Question::Content] {
                answers.push(Answer::new(question, Verdict::Unknown, why.clone()));
            }
        }
        Data::Whole(inside) => {
            let at = look.as_ref().map_or(setup.now, |look| {
                signed::as_of(look, setup.anchors, setup.now)
            });
            let sign_off = approval::answer(&inside, setup.office, setup.anchors, at)
                .map_err(VerifyError::Policy)?;
            answers.push(sign_off);
            answers.push(if is_pdf {
                let base_end = look.ok().and_then(|look| look.base_end);
                match setup.faces {
                    Some(faces) => content::pdf::answer(bytes, base_end, &inside, faces),
                    None => content::without_fonts(),
                }
            } else {
                content::docx::answer(bytes, &inside)
            });
        }
    }
    Ok(Answers { answers })
}
