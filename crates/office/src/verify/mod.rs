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
mod signed;
mod tell;

pub use answer::{Answer, Answers, Question, Verdict};
pub use approval::Office;
pub use tell::{Told, json, text};

use jiff::Timestamp;

use crate::import::MAX_FILE;
use chengbao_base::text::Text;
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
    pub office: Option<Office<'a>>,
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

impl VerifyError {
    /// The message.
    #[must_use]
    pub fn text(&self) -> Text {
        match self {
            Self::Kind => Text::new(
                "这不是 PDF 或 DOCX，无法验证。请核对是不是选错了文件。",
                "it is neither PDF nor DOCX and cannot be verified; check that it is the right file",
            ),
            Self::TooLarge => Text::new(
                "文件过大，不像年度报告。请核对是不是选错了文件。",
                "the file is too large for an annual report; check that it is the right file",
            ),
            Self::Policy(error) => Text::new(
                format!(
                    "审签规定无法使用（{}:{}）：{}",
                    error.file, error.line, error.reason.zh
                ),
                format!(
                    "{}:{}: the sign-off policy cannot be used: {}",
                    error.file, error.line, error.reason.en
                ),
            ),
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
    // Viewers look for a PDF's mark in its first kilobyte.
    let head = bytes.get(..1024).unwrap_or(bytes);
    let is_pdf = head.windows(5).any(|part| part == b"%PDF-");
    let look = if bytes.starts_with(b"PK\x03\x04") {
        look::docx(bytes)
    } else if is_pdf {
        look::pdf(bytes)
    } else {
        return Err(VerifyError::Kind);
    };
    let mut answers = signed::answers(look.as_ref(), setup.anchors, setup.now);
    match Data::of(bytes, name, setup.forms) {
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
