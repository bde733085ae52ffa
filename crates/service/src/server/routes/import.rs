//! `POST /v1/import`: a report file or a published document → its values, for further editing.

use std::collections::BTreeMap;

use axum::extract::State;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse as _, Response};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::Serialize;
use utoipa::ToSchema;

use crate::server::body::Raw;
use crate::server::examine::{self, NAME};
use crate::server::problem::{Problem, ProblemBody, ProblemKind};
use crate::server::responses::Problems;
use crate::server::state::Shared;
use crate::server::task::{Answer, Task};
use crate::server::tools::Tools;
use chengbao_base::text::{Bilingual as _, Lang, Text};
use chengbao_office::import::{self as documents, ImportError, Imported};
use chengbao_office::publish::{Outcome, refused};
use chengbao_report::check::Stage;
use chengbao_report::check::open::{self, Refusal};
use chengbao_report::report::{DiagnosticKind, header, typed};

/// The content of a file.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Opened {
    /// Id of its form.
    form: String,
    /// The report file: as delivered, or as recovered from the document.
    yaml: String,
    /// Values by path, as they were typed; paragraphs separated by line feeds, blanks empty.
    values: BTreeMap<String, String>,
    /// What was not found or could not be recovered, in sentences.
    notes: Vec<String>,
    /// The pictures it refers to, by their names in it, base64.
    files: BTreeMap<String, String>,
    /// The sign-off that is valid for exactly this report file.
    signoff: Option<String>,
}

/// Reads a report file (YAML, JSON) or a published document (DOCX, HTML, PDF of this program): the
/// type is recognized by its bytes.
#[utoipa::path(
    post,
    path = "/v1/import",
    tag = "reports",
    request_body(content(
        (Vec<u8> = "application/octet-stream"),
        (String = "application/yaml"),
        (Vec<u8> = "application/pdf"),
        (Vec<u8> = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        (String = "text/html"),
    )),
    responses(
        (status = 200, description = "Its content", body = Opened),
        (status = 422, description = "It cannot be read as a report file; the problem contains the findings", body = ProblemBody, content_type = "application/problem+json"),
        Problems,
    )
)]
pub(crate) async fn import(State(state): State<Shared>, raw: Raw) -> Result<Response, Problem> {
    let lang = raw.lang;
    let reply = state.perform(lang, Task::import(raw.bytes, lang)).await?;
    let Answer::Opened(json) = reply.answer else {
        return Err(Problem::unexpected(lang));
    };
    Ok(([(CONTENT_TYPE, "application/json")], json).into_response())
}

/// What is in a file. Runs in a worker process.
pub(in crate::server) fn opened(
    bytes: &[u8],
    tools: &Tools,
    lang: Lang,
) -> Result<Opened, Problem> {
    let imported = if is_document(bytes) {
        documents::read(bytes, NAME, &tools.forms).map_err(|error| cannot(&error, lang))?
    } else {
        Imported {
            yaml: bytes.to_vec(),
            ..Imported::default()
        }
    };
    let report = open::source(NAME, &imported.yaml)
        .and_then(|source| open::report(&tools.forms, &source))
        .map_err(|refusal| findings(refusal, lang))?;
    let mut notes = imported.notes;
    let notices = report.source.notices.iter();
    notes.extend(notices.map(|notice| notice.text()));
    notes.extend(
        report
            .diagnostics
            .iter()
            .filter_map(|fault| match &fault.kind {
                DiagnosticKind::UndividedRow { label, .. }
                | DiagnosticKind::WrongShape { label, .. }
                | DiagnosticKind::CellCount {
                    label,
                    regrouped: None,
                    ..
                } => Some(not_taken(label)),
                _ => None,
            }),
    );
    let signoff = match imported.signoff {
        Some(_) if !imported.is_unchanged => {
            notes.push(Text::new(
                "数据在审签之后有改动，原审签已经失效，没有取出审签记录。请重新审签。",
                "the data were changed after the sign-off, which is no longer valid and was left out; sign off again",
            ));
            None
        }
        signoff => signoff.and_then(|bytes| String::from_utf8(bytes).ok()),
    };
    let files = imported.files.iter();
    Ok(Opened {
        form: report.form.id.clone(),
        values: typed(&report),
        // A report file that was read is UTF-8.
        yaml: String::from_utf8_lossy(&report.source.bytes()).into_owned(),
        notes: messages(notes, lang),
        files: files
            .map(|(name, bytes)| (name.clone(), STANDARD.encode(bytes)))
            .collect(),
        signoff,
    })
}

/// Whether the bytes are a document. A report file with tags in its text is not one.
fn is_document(bytes: &[u8]) -> bool {
    let is_report = || {
        let source = open::source(NAME, bytes);
        source.is_ok_and(|source| header(&source).form.is_some())
    };
    documents::is_document(bytes) && !is_report()
}

/// Each sentence once, in the requested language.
fn messages(notes: Vec<Text>, lang: Lang) -> Vec<String> {
    let mut messages: Vec<String> = Vec::new();
    for note in notes {
        let note = note.get(lang);
        if !messages.iter().any(|known| known == note) {
            messages.push(note.to_owned());
        }
    }
    messages
}

fn not_taken(label: &str) -> Text {
    Text::new(
        format!(
            "无法识别“{label}”中的各个值，没有填入；原文件中没有改动。请在原文件中改正写法，或在这里重填。"
        ),
        format!(
            "the values of `{label}` cannot be recognized and were not taken over; they are unchanged in the file; correct them there or enter them here"
        ),
    )
}

/// A report file that cannot be read, reported as `check` reports it.
pub(super) fn findings(refusal: Refusal, lang: Lang) -> Problem {
    let examined = refused(NAME, refusal, Outcome::Errors, Stage::Finished);
    Problem::findings(lang, examine::findings(&examined, lang))
}

fn cannot(error: &ImportError, lang: Lang) -> Problem {
    let kind = match error {
        ImportError::Kind | ImportError::OldOffice | ImportError::WebArchive => {
            ProblemKind::MediaType
        }
        ImportError::TooLarge => ProblemKind::TooLarge,
        ImportError::Unreadable(_) => ProblemKind::Fault,
        _ => ProblemKind::Request,
    };
    Problem::new(kind, lang, error.text())
}
