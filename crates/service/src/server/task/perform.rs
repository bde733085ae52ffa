//! Does a task. What is in it came from outside; what is answered is a value, never a panic on purpose.

use std::sync::Arc;
use std::time::Instant;

use super::{Answer, MadeDocument, RefusedText, Reply, Task, What};
use crate::server::draw::draw;
use crate::server::examine::examine;
use crate::server::make::{Finished, Processed, make};
use crate::server::problem::{Problem, ProblemKind};
use crate::server::routes::{check, health, import, write};
use crate::server::tools::{Measured, Tools};
use chengbao_base::text::Text;

/// An answer with its blobs, or a problem.
type Outcome = Result<(Answer, Vec<Arc<[u8]>>), Problem>;

/// Does a task.
pub(super) fn perform(task: &Task, tools: &Tools) -> Reply {
    let mut measured = Measured::default();
    let (answer, blobs) = match outcome(task, tools, &mut measured) {
        Ok(done) => done,
        Err(problem) => (Answer::Refused(RefusedText::of(problem)), Vec::new()),
    };
    Reply {
        answer,
        blobs,
        measured,
    }
}

fn outcome(task: &Task, tools: &Tools, measured: &mut Measured) -> Outcome {
    let lang = task.lang();
    let fault = |detail: &str| {
        let text = Text::new(format!("程序内部错误：{detail}"), detail);
        Problem::new(ProblemKind::Fault, lang, text)
    };
    let delivered = |files: &super::Files| {
        files
            .delivered(&task.blobs, lang)
            .ok_or_else(|| fault("a task names bytes that did not come"))
    };
    let only = || {
        task.blobs
            .first()
            .ok_or_else(|| fault("a task came without bytes"))
    };
    Ok(match &task.head.what {
        What::Ready => (Answer::Ready(health::renders(tools)), Vec::new()),
        What::Check { files, stage } => {
            let examined = examine(&delivered(files)?, tools, *stage);
            measured.found(&examined.findings);
            let checked = Answer::Checked {
                findings: examined.json(lang),
                stage: check::stage(examined.signoff.as_ref()).to_owned(),
            };
            (checked, Vec::new())
        }
        What::Import => {
            let opened = import::opened(only()?, tools, lang)?;
            let json = serde_json::to_string(&opened).map_err(|error| fault(&error.to_string()))?;
            (Answer::Opened(json), Vec::new())
        }
        What::Write => {
            let (yaml, layout) = write::report_file(only()?, tools, lang)?;
            let layout = layout.to_owned();
            (Answer::Written { layout }, vec![yaml.into()])
        }
        What::Make {
            files,
            wanted,
            is_job,
        } => {
            let delivered = delivered(files)?;
            #[cfg(feature = "judges")]
            if *is_job {
                (tools.strike)(&delivered.report);
            }
            #[cfg(not(feature = "judges"))]
            let _ = is_job;
            let wanted = wanted.wanted().map_err(|unknown| fault(&unknown))?;
            let Processed {
                findings,
                documents,
            } = make(&delivered, &wanted, tools, measured);
            let (documents, blobs) = match documents {
                Ok(documents) => sent(documents),
                Err(problem) => (Err(RefusedText::of(problem)), Vec::new()),
            };
            let made = Answer::Made {
                findings,
                documents,
            };
            (made, blobs)
        }
        What::Picture {
            files,
            wanted,
            page,
        } => {
            let wanted = wanted.wanted().map_err(|unknown| fault(&unknown))?;
            let documents = make(&delivered(files)?, &wanted, tools, measured).documents?;
            let pdf = documents.into_iter().next();
            let pdf = pdf.ok_or_else(|| fault("no document was made"))?;
            let since = Instant::now();
            let picture = draw(pdf.bytes, *page, lang)?;
            measured.phase("picture", since);
            let pages = picture.pages;
            (Answer::Drawn { pages }, vec![picture.png.into()])
        }
    })
}

type Sent = (Result<Vec<MadeDocument>, RefusedText>, Vec<Arc<[u8]>>);

fn sent(documents: Vec<Finished>) -> Sent {
    let (documents, blobs) = documents
        .into_iter()
        .map(|document| {
            let made = MadeDocument {
                format: document.format.id.to_owned(),
                name: document.name,
            };
            (made, Arc::from(document.bytes))
        })
        .unzip();
    (Ok(documents), blobs)
}
