//! The data embedded in a document, from which it can be regenerated.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::compose::{Purpose, SignedOff, compose};
use crate::import::{self, ImportError};
use crate::signoff::{self, File as SignOffFile, Record};
use chengbao_base::picture::{Picture, Pictures};
use chengbao_base::text::{Bilingual as _, Text};
use chengbao_paper::document::{Document, SignOffLine};
use chengbao_report::form::Forms;
use chengbao_report::report::{Report, header, overlong, printed_date};
use chengbao_report::source::Source;

/// The data of a document.
#[derive(Debug)]
pub(super) struct Inside {
    /// The report.
    pub(super) report: Report,
    /// What the document was made for, with the sign-off from which its approvals are printed.
    pub(super) purpose: Purpose,
    /// Its pictures.
    pub(super) pictures: Pictures,
    /// The values bound to the text of a DOCX, by id path.
    pub(super) bound: BTreeMap<String, String>,
    /// The sign-off file; or why it cannot be read.
    pub(super) sign_off: Option<Result<SignOffFile, Text>>,
    /// What is wrong with the data themselves.
    pub(super) notes: Vec<Text>,
}

/// What is embedded in a file.
#[derive(Debug)]
pub(super) enum Data {
    /// A report from which the document can be regenerated.
    Whole(Box<Inside>),
    /// Data of this program that cannot be used here, with the reason.
    Unusable(Text),
    /// None.
    None,
}

impl Data {
    /// The data of a PDF or DOCX, from what is embedded in it.
    pub(super) fn of(inside: Result<import::Inside, ImportError>, forms: &Forms) -> Self {
        let inside = match inside {
            Ok(inside) => inside,
            Err(ImportError::NoData) => return Self::None,
            Err(error) => return Self::Unusable(error.text()),
        };
        let imported = inside.imported;
        let source = match Source::parse("report.yaml", &imported.yaml) {
            Ok(source) => Arc::new(source),
            // A YAML file that is not a report: the document is from another program.
            Err(error) if imported.purpose.is_some() => return Self::Unusable(error.text()),
            Err(_) => return Self::None,
        };
        let Some(id) = header(&source).form.map(|form| form.value) else {
            return match imported.purpose {
                Some(_) => Self::Unusable(Text::new(
                    "内嵌数据没有写明报告格式（form）。",
                    "the embedded data do not say which form they use",
                )),
                None => Self::None,
            };
        };
        let Some(form) = forms.get(&id) else {
            return Self::Unusable(ImportError::UnknownForm { id }.text());
        };
        let sign_off = imported.signoff.as_deref();
        let sign_off = sign_off.map(|it| SignOffFile::parse(it).map_err(|error| error.text()));
        let mut purpose = match imported.purpose.as_deref().map(Purpose::from_json) {
            Some(Ok(purpose)) => purpose,
            Some(Err(fault)) => return Self::Unusable(fault.text()),
            None => {
                return Self::Unusable(Text::new(
                    "文件中没有用途说明（document.json），无法照原样重新生成。",
                    "the description of its use (document.json) is missing",
                ));
            }
        };
        purpose.signed_off = imported.signoff.map(|record| SignedOff {
            approvals: approvals(sign_off.as_ref().and_then(|it| it.as_ref().ok())),
            off: off(sign_off.as_ref().and_then(|it| it.as_ref().ok())),
            record: record.into(),
        });
        let report = Report::read(form, &source);
        if let Some((field, count)) = overlong(&report).first() {
            let (path, most) = (&field.path, form.max_text);
            return Self::Unusable(Text::new(
                format!("内嵌数据中的“{path}”共 {count} 字，超过最大字数（{most}），没有重新生成"),
                format!(
                    "`{path}` of the embedded data has {count} characters, more than the {most} that are allowed; the document was not made again"
                ),
            ));
        }
        let mut notes = imported.notes;
        let pictures = pictures(&report, imported.files, &mut notes);
        Self::Whole(Box::new(Inside {
            report,
            purpose,
            pictures,
            bound: inside.bound,
            sign_off,
            notes,
        }))
    }
}

impl Inside {
    /// The document the data make.
    pub(super) fn document(&self) -> Document {
        compose(&self.report, &self.purpose, &self.pictures)
    }

    /// The pictures' digests, as a sign-off has them.
    pub(super) fn digests(&self) -> Vec<(String, [u8; 32])> {
        let pictures = self.pictures.iter();
        pictures
            .map(|(path, picture)| (path.clone(), signoff::digest(&picture.file)))
            .collect()
    }
}

/// What the document says about its sign-off: the records of the last round, valid or not.
fn approvals(file: Option<&SignOffFile>) -> Vec<SignOffLine> {
    last_round(file)
        .map(|record| SignOffLine {
            role: record.label.clone(),
            name: record.name.clone(),
            post: record.post.clone(),
            date: record.day().map_or_else(String::new, printed_date),
        })
        .collect()
}

/// What it says about the rules that were off.
fn off(file: Option<&SignOffFile>) -> Vec<String> {
    signoff::printed(last_round(file).flat_map(|record| &record.off))
}

fn last_round(file: Option<&SignOffFile>) -> impl Iterator<Item = &Record> {
    let records = file.map_or(&[][..], |file| &file.records);
    let last = records.last().map_or(0, |record| record.round);
    records.iter().filter(move |record| record.round == last)
}

/// The pictures of the report among the embedded files; a note for any other file.
fn pictures(report: &Report, files: Vec<(String, Vec<u8>)>, notes: &mut Vec<Text>) -> Pictures {
    let mut files: BTreeMap<String, Vec<u8>> = files.into_iter().collect();
    let mut pictures = Pictures::new();
    for image in report.images() {
        let plain: Vec<&str> = image.path.split('/').filter(|step| *step != ".").collect();
        let read = files.remove(&plain.join("/")).map(Picture::read);
        if let Some(Ok(picture)) = read {
            pictures.insert(image.path.to_owned(), Arc::new(picture));
        }
    }
    notes.extend(files.into_keys().map(|name| {
        Text::new(
            format!("文件中另有报告没有用到的内嵌文件“{name}”"),
            format!("it contains a file `{name}` that the report does not refer to"),
        )
    }));
    pictures
}
