//! A batch: reports that arrived together, and which other files belong to each.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use super::delivered::Delivered;
use super::names::{plain, resolve, shown};
use super::unpack::{Bounds, Files, Refused, unpack};
use chengbao_base::text::Lang;
use chengbao_office::publish::SIGNOFF_ENDING;
use chengbao_report::check::open;
use chengbao_report::form::Forms;
use chengbao_report::report::Report;

/// The endings of report files; `X.signoff.yaml` is the sign-off of `X.yaml`.
const REPORTS: [&str; 3] = [".yaml", ".yml", ".json"];

/// The files.
#[derive(Debug)]
pub(super) struct Upload {
    files: Files,
    /// Names of the reports among them, in the order of the items.
    reports: Vec<String>,
    /// Bytes that may still arrive.
    room: usize,
    bounds: Bounds,
}

impl Upload {
    /// An empty one.
    pub(super) const fn new(bounds: Bounds) -> Self {
        Self {
            files: Files::new(),
            reports: Vec::new(),
            room: bounds.all,
            bounds,
        }
    }

    /// From a zip file: every file with the ending of a report is one.
    pub(super) fn unpacked(bytes: &[u8], bounds: Bounds) -> Result<Self, Refused> {
        let files = unpack(bytes, bounds)?;
        let names = files.keys();
        let reports = names.filter(|name| {
            let name = name.to_ascii_lowercase();
            !name.ends_with(SIGNOFF_ENDING) && REPORTS.iter().any(|ending| name.ends_with(ending))
        });
        Ok(Self {
            reports: reports.cloned().collect(),
            files,
            ..Self::new(bounds)
        })
    }

    /// Adds a file.
    pub(super) fn add(
        &mut self,
        name: &str,
        bytes: Arc<[u8]>,
        is_report: bool,
    ) -> Result<(), Refused> {
        let Bounds {
            files, file, all, ..
        } = self.bounds;
        let plain = plain(name).ok_or_else(|| Refused::Name(shown(name)))?;
        if bytes.len() > file {
            return Err(Refused::FileTooLarge(shown(name), file >> 20));
        }
        let room = self.room.checked_sub(bytes.len());
        self.room = room.ok_or(Refused::TooLarge(all >> 20))?;
        if self.files.insert(plain.clone(), bytes).is_some() {
            return Err(Refused::Twice(shown(name)));
        }
        if is_report {
            self.reports.push(plain);
        }
        if self.files.len() > files {
            return Err(Refused::TooMany(files));
        }
        Ok(())
    }

    /// The reports by name, each with the files that belong to it.
    pub(super) fn items(
        &self,
        forms: &Forms,
        lang: Lang,
    ) -> Result<Vec<(String, Delivered)>, Refused> {
        if self.reports.is_empty() {
            return Err(Refused::NoReport);
        }
        let items = self.reports.iter().filter_map(|name| {
            let report = Arc::clone(self.files.get(name)?);
            let mut delivered = Delivered {
                signoff: self.signoff(name),
                report,
                lang,
                ..Delivered::default()
            };
            self.named(name, &mut delivered, forms);
            Some((name.clone(), delivered))
        });
        Ok(items.collect())
    }

    fn signoff(&self, report: &str) -> Option<Arc<[u8]>> {
        let (stem, _) = report.rsplit_once('.')?;
        self.files.get(&format!("{stem}{SIGNOFF_ENDING}")).cloned()
    }

    /// Finds the files a report refers to: pictures and last year's report. One that cannot be read refers to none,
    /// and its worker reports why.
    fn named(&self, name: &str, delivered: &mut Delivered, forms: &Forms) {
        // Most reports refer to no file, and are not read twice.
        let text = String::from_utf8_lossy(&delivered.report);
        if !text.contains("](") && !text.contains("previous") {
            return;
        }
        let read = || {
            let source = open::source(name, &delivered.report).ok()?;
            open::report(forms, &source).ok()
        };
        // A report that makes the program panic does not affect the others of the batch.
        let Ok(Some(report)) = catch_unwind(AssertUnwindSafe(read)) else {
            return;
        };
        let report: Report = report;
        let folder = name.rsplit_once('/').map_or("", |(folder, _)| folder);
        let find = |path: &str| self.files.get(&resolve(folder, path)?).cloned();
        let images = report.images();
        let images = images.iter();
        delivered.files = images
            .filter_map(|image| Some((image.path.to_owned(), find(image.path)?)))
            .collect();
        let previous = report.previous();
        delivered.previous = previous.and_then(|previous| find(&previous.value));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn upload(files: &[(&str, &str, bool)]) -> Result<Upload, Refused> {
        let mut upload = Upload::new(Bounds::of(8 << 20));
        for (name, text, is_report) in files {
            upload.add(name, Arc::from(text.as_bytes()), *is_report)?;
        }
        Ok(upload)
    }

    fn items(files: &[(&str, &str, bool)]) -> Vec<(String, Delivered)> {
        let forms = Forms::builtin().unwrap();
        upload(files).unwrap().items(&forms, Lang::Zh).unwrap()
    }

    #[test]
    fn each_report_gets_what_it_names_from_its_own_folder_and_its_sign_off() {
        let report =
            "form: zfxxgk-2021\nyear: 2024\nprevious: ../2023.yaml\noverview: |\n  ![图](图.png)\n";
        let escaped = r#"{"form": "zfxxgk-2021", "overview": "![x](\u56fe.png)"}"#;
        let items = items(&[
            ("甲/2024.yaml", report, true),
            ("甲/2024.signoff.yaml", "甲签", false),
            ("甲/图.png", "甲图", false),
            ("乙/a.json", escaped, true),
            ("乙/图.png", "乙图", false),
            ("2023.yaml", "去年", false),
        ]);
        let text = |bytes: &Option<Arc<[u8]>>| {
            let bytes = bytes.as_deref();
            bytes.map(|bytes| String::from_utf8(bytes.to_vec()).unwrap())
        };
        let told: Vec<_> = items
            .iter()
            .map(|(name, item)| {
                let picture = item.files.get("图.png").cloned();
                let (signoff, previous) = (text(&item.signoff), text(&item.previous));
                (name.as_str(), text(&picture), signoff, previous)
            })
            .collect();
        let some = |text: &str| Some(text.to_owned());
        assert_eq!(
            told,
            [
                ("甲/2024.yaml", some("甲图"), some("甲签"), some("去年")),
                ("乙/a.json", some("乙图"), None, None),
            ]
        );
    }

    #[test]
    fn a_report_that_cannot_be_read_is_an_item_all_the_same() {
        let items = items(&[("a.yaml", "previous: [", true)]);
        assert!(items[0].1.previous.is_none());
        assert_eq!(&*items[0].1.report, b"previous: [");
    }

    #[test]
    fn a_batch_without_reports_or_with_hostile_names_is_none() {
        let forms = Forms::builtin().unwrap();
        for files in [&[][..], &[("a.yaml", "", false)]] {
            let none = upload(files).unwrap().items(&forms, Lang::Zh);
            assert_eq!(none.map(|_| ()).unwrap_err(), Refused::NoReport);
        }
        for name in ["../a", "/a", ""] {
            let refused = upload(&[(name, "", true)]).map(|_| ()).unwrap_err();
            assert_eq!(refused, Refused::Name(name.to_owned()));
        }
        let twice = upload(&[("a", "", true), ("./a", "", false)]);
        assert!(matches!(twice, Err(Refused::Twice(_))));
    }
}
