//! Filed documents, verified: each with its answers or the reason why there are none, and what follows for
//! the whole. What one file lacks does not stop the others.

use super::Outcome;
use crate::import::MAX_FILE;
use crate::signoff::unusable;
use crate::verify::{self, Answers, FileAnswers, Setup, VerifyError};
use chengbao_base::text::{Bilingual as _, Lang, Lines, Text};
use chengbao_report::source::SourceError;

/// The most bytes a document may have; of a larger one nothing more needs to be read.
pub const MAX_DOCUMENT: usize = MAX_FILE;

/// A document that was verified.
#[derive(Debug)]
pub struct Verified {
    /// What messages call it.
    pub name: String,
    /// The answers, or why there are none.
    pub answers: Result<Answers, Text>,
    /// What follows: `Sound` if every answer holds, `Errors` if one does not, `Unreadable` without answers.
    pub outcome: Outcome,
}

/// Verifies a document, or reports why it could not be read.
///
/// # Errors
/// If the office's policy cannot be used: no other document can be verified with it either.
pub fn verify(
    name: &str,
    bytes: Result<Vec<u8>, SourceError>,
    setup: &Setup<'_>,
) -> Result<Verified, Text> {
    let answers = match bytes {
        Ok(bytes) => match verify::verify(&bytes, name, setup) {
            Err(VerifyError::Policy(error)) => return Err(unusable(&error)),
            answers => answers.map_err(|error| error.text()),
        },
        Err(SourceError::Directory { .. }) => Err(Text::new(
            format!("“{name}”是文件夹，不是文件。请写其中的 PDF 或 DOCX 的文件名。"),
            format!("`{name}` is a folder; give a PDF or DOCX file in it"),
        )),
        Err(error) => Err(error.text()),
    };
    Ok(Verified {
        name: name.to_owned(),
        outcome: match &answers {
            Ok(answers) if answers.hold() => Outcome::Sound,
            Ok(_) => Outcome::Errors,
            Err(_) => Outcome::Unreadable,
        },
        answers,
    })
}

impl Verified {
    /// The answers as lines.
    #[must_use]
    pub fn text(&self, lang: Lang, colour: bool) -> Lines {
        verify::text(&self.file_answers(), lang, colour)
    }

    /// The answers of several documents as JSON.
    #[must_use]
    pub fn json(files: &[Self], lang: Lang) -> String {
        let files: Vec<FileAnswers<'_>> = files.iter().map(Self::file_answers).collect();
        verify::json(&files, lang)
    }

    fn file_answers(&self) -> FileAnswers<'_> {
        FileAnswers {
            name: &self.name,
            answers: self.answers.as_ref(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::signoff::Office;
    use chengbao_base::edition::Edition;
    use chengbao_report::form::Forms;
    use chengbao_signature::trust::Anchors;

    fn verified(bytes: Result<Vec<u8>, SourceError>) -> Verified {
        let setup = Setup {
            forms: &Forms::builtin().unwrap(),
            faces: None,
            anchors: &Anchors::default(),
            signers: &[],
            now: "2025-03-05T00:00:00Z".parse().unwrap(),
            office: None::<&Office>,
            made_again: Edition::MADE_AGAIN,
        };
        verify("甲.pdf", bytes, &setup).unwrap()
    }

    #[test]
    fn what_is_no_document_has_a_reason_instead_of_answers() {
        let name = || "甲.pdf".to_owned();
        for (bytes, zh) in [
            (Ok(b"form: x\n".to_vec()), "不是 PDF 或 DOCX"),
            (Err(SourceError::Directory { name: name() }), "是文件夹"),
            (Err(SourceError::NotFound { name: name() }), "甲.pdf"),
        ] {
            let verified = verified(bytes);
            assert_eq!(verified.outcome, Outcome::Unreadable);
            let text = verified.text(Lang::Zh, false);
            assert!(text.starts_with("甲.pdf\n") && text.contains(zh), "{text}");
        }
    }

    #[test]
    fn a_document_that_proves_nothing_is_not_sound() {
        let verified = verified(Ok(b"%PDF-1.7\n".to_vec()));
        assert_eq!(verified.outcome, Outcome::Errors);
        assert!(Verified::json(&[verified], Lang::En).contains("甲.pdf"));
    }
}
