//! Makes the documents of a delivered report. Runs in a worker process, for requests that wait for the answer
//! and for items of jobs alike.

use std::time::Instant;

use super::delivered::Delivered;
use super::examine::{examine, findings};
use super::problem::{self, Problem};
use super::routes::wanted::{Wanted, option};
use super::tools::{Measured, Tools};
use chengbao_base::text::{Bilingual as _, Lang, Text};
use chengbao_office::compose::{Purpose, compose};
use chengbao_office::publish::{self, Blame, Examined, Format, RenderError, Rendered};
use chengbao_paper::document::Document;
use chengbao_report::check::Stage;
use chengbao_report::report::Report;

/// What was made of a report.
pub(super) struct Processed {
    /// The findings of `check`, JSON.
    pub(super) findings: String,
    /// The documents, or why there are none.
    pub(super) documents: Result<Vec<Finished>, Problem>,
}

/// A finished document.
pub(super) struct Finished {
    /// Its format.
    pub(super) format: &'static Format,
    /// A name for its file.
    pub(super) name: String,
    /// Its bytes.
    pub(super) bytes: Vec<u8>,
}

/// Checks a report and makes its documents, all of them or none.
pub(super) fn make(
    delivered: &Delivered,
    wanted: &Wanted,
    tools: &Tools,
    measured: &mut Measured,
) -> Processed {
    let since = Instant::now();
    let examined = examine(delivered, tools, Stage::Finished);
    measured.phase("check", since);
    measured.found(&examined.findings);
    Processed {
        findings: examined.json(delivered.lang),
        documents: documents(delivered.lang, wanted, &examined, tools, measured),
    }
}

fn documents(
    lang: Lang,
    wanted: &Wanted,
    examined: &Examined,
    tools: &Tools,
    measured: &mut Measured,
) -> Result<Vec<Finished>, Problem> {
    let (report, purpose) = match &examined.report {
        Some(report) if examined.outcome == publish::Outcome::Sound => {
            (report, purpose(lang, wanted, report, examined)?)
        }
        _ => return Err(Problem::findings(lang, findings(examined, lang))),
    };
    let document = compose(report, &purpose, &examined.pictures);
    let formats = wanted.formats.iter();
    formats
        .map(|&format| {
            Ok(Finished {
                format,
                name: file_name(format, purpose.draft),
                bytes: one(format, &document, tools, measured, lang)?,
            })
        })
        .collect()
}

/// The file name of a document: it contains nothing of the report.
pub(super) fn file_name(format: &Format, is_draft: bool) -> String {
    format!("{}.{}", publish::stem("report", is_draft), format.id)
}

/// What the document is made for: final if exactly this report is signed off, else a draft, or no
/// document if only a final one was requested.
fn purpose(
    lang: Lang,
    wanted: &Wanted,
    report: &Report,
    examined: &Examined,
) -> Result<Purpose, Problem> {
    let signoff = match &examined.signoff {
        Some(Ok(signoff)) => signoff,
        Some(Err(text)) => {
            return Err(Problem::new(
                problem::ProblemKind::Setup,
                lang,
                text.clone(),
            ));
        }
        None => return Err(Problem::findings(lang, findings(examined, lang))),
    };
    let ordered = wanted.order.purpose(report, signoff);
    let (purpose, missing) = ordered
        .map_err(|error| Problem::new(problem::ProblemKind::Request, lang, error.text(option)))?;
    match missing {
        Some(missing) if wanted.order.refuses(Some(&missing)) => {
            let text = match missing.next_step() {
                None => missing.text,
                Some(Text { zh, en }) => Text::new(format!("{zh}。"), en),
            };
            Err(Problem::new(problem::ProblemKind::NotSignedOff, lang, text))
        }
        _ => Ok(purpose),
    }
}

fn one(
    format: &Format,
    document: &Document,
    tools: &Tools,
    measured: &mut Measured,
    lang: Lang,
) -> Result<Vec<u8>, Problem> {
    let since = Instant::now();
    let cannot = |error: RenderError| {
        let kind = match error.blame() {
            Blame::Report => problem::ProblemKind::Request,
            Blame::Setup => problem::ProblemKind::Setup,
            Blame::Program => problem::ProblemKind::Fault,
        };
        Problem::new(kind, lang, error.text())
    };
    let rendered = format.render(document, Some(&tools.faces));
    let Some(Rendered { bytes, pages }) = rendered.map_err(cannot)? else {
        let text = Text::new("没有字体。", "there are no fonts");
        return Err(Problem::new(problem::ProblemKind::Setup, lang, text));
    };
    if let Some(pages) = pages.filter(|pages| *pages > tools.pages) {
        let most = tools.pages;
        let text = Text::new(
            format!("文件有 {pages} 页，超过 {most} 页。请减少内容或图片。"),
            format!(
                "the document has {pages} pages, more than {most}; shorten the text or use fewer pictures"
            ),
        );
        return Err(Problem::new(problem::ProblemKind::TooManyPages, lang, text));
    }
    measured.phase(format.id, since);
    Ok(bytes)
}
