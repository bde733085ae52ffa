//! What travels in a document, ready to be made into it again.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::compose::{Purpose, SignedOff, compose};
use crate::import::{self, ImportError};
use crate::signoff::{self, File as SignOffFile};
use chengbao_base::picture::{Picture, Pictures};
use chengbao_base::text::Text;
use chengbao_paper::document::{Document, SignOffLine};
use chengbao_report::form::Forms;
use chengbao_report::report::{Report, header, printed_date};
use chengbao_report::source::Source;

/// The data of a document.
#[derive(Debug)]
pub(super) struct Inside {
    /// The report.
    pub(super) report: Report,
    /// What the document was made for, with the sign-off its approvals are printed from.
    pub(super) purpose: Purpose,
    /// Its pictures.
    pub(super) pictures: Pictures,
    /// The values bound to what a DOCX shows, by id path.
    pub(super) bound: BTreeMap<String, String>,
    /// The sign-off file; where it cannot be read, why.
    pub(super) sign_off: Option<Result<SignOffFile, Text>>,
    /// What is wrong with the data themselves.
    pub(super) notes: Vec<Text>,
}

/// What a file has inside.
#[derive(Debug)]
pub(super) enum Data {
    /// A report that can be made into the document again.
    Whole(Box<Inside>),
    /// Data of this program that cannot be used here, and why.
    Unusable(Text),
    /// None.
    None,
}

impl Data {
    /// Looks into a PDF or DOCX.
    pub(super) fn of(bytes: &[u8], name: &str, forms: &Forms) -> Self {
        let inside = match import::inside(bytes, name, forms) {
            Ok(inside) => inside,
            Err(ImportError::NoData) => return Self::None,
            Err(error) => return Self::Unusable(error.text()),
        };
        let imported = inside.imported;
        let source = match Source::parse("report.yaml", &imported.yaml) {
            Ok(source) => Arc::new(source),
            // A YAML file that is no report: the file is from elsewhere.
            Err(error) if imported.purpose.is_some() => return Self::Unusable(error.message()),
            Err(_) => return Self::None,
        };
        let Some(id) = header(&source).form.map(|form| form.value) else {
            return match imported.purpose {
                Some(_) => Self::Unusable(Text::new(
                    "所附数据没有写明格式（form）。",
                    "the data inside do not say which form they are on",
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
                    "文件中没有说明用途的 document.json，无法照原样重新生成。",
                    "document.json, which says what the document was made for, is not inside",
                ));
            }
        };
        purpose.signed_off = imported.signoff.map(|record| SignedOff {
            approvals: approvals(sign_off.as_ref().and_then(|it| it.as_ref().ok())),
            record: record.into(),
        });
        let report = Report::read(form, &source);
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

/// What the document says of its sign-off: the records of the last round, whether they hold or not.
fn approvals(file: Option<&SignOffFile>) -> Vec<SignOffLine> {
    let records = file.map_or(&[][..], |file| &file.records);
    let last = records.last().map_or(0, |record| record.round);
    let round = records.iter().filter(|record| record.round == last);
    round
        .map(|record| SignOffLine {
            role: record.label.clone(),
            name: record.name.clone(),
            post: record.post.clone(),
            date: record.day().map_or_else(String::new, printed_date),
        })
        .collect()
}

/// The pictures of the report among the files inside; a note for any other file.
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
            format!("文件中另有报告没有用到的附件“{name}”"),
            format!("there is a file `{name}` inside that the report does not refer to"),
        )
    }));
    pictures
}
