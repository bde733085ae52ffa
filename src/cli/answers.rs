//! What `check` answers about its files: people read of each as soon as it is checked and a summary at the end,
//! programs get all of them at once. With a baseline, what it has is left out first.
//!
//! It never checks anything itself.

use std::path::Path;

use super::examine::{self, Examiner};
use super::exit::{Exit, Failure};
use super::findings::{self, Format};
use super::fix::Change;
use super::shell::Shell;
use super::{load, policy};
use chengbao_base::text::{Bilingual as _, Text};
use chengbao_office::publish::Examined;
use chengbao_report::check::Baseline;
use chengbao_report::check::reporter::Tally;

/// Largest baseline, in bytes: the findings of thousands of reports.
const MAX_BASELINE: usize = 256 << 20;

/// The answers of one run.
pub(super) struct Answers<'a> {
    format: Format,
    examiner: &'a Examiner,
    shell: &'a Shell,
    baseline: Option<Known>,
    tally: Tally,
    /// What programs get at the end.
    all: Vec<Examined>,
}

/// A baseline, what messages call it, and how many findings it has had so far.
struct Known {
    name: String,
    baseline: Baseline,
    count: usize,
}

impl<'a> Answers<'a> {
    /// No answers yet.
    ///
    /// # Errors
    /// If the baseline cannot be read.
    pub(super) fn new(
        format: Format,
        examiner: &'a Examiner,
        shell: &'a Shell,
        baseline: Option<&Path>,
    ) -> Result<Self, Failure> {
        Ok(Self {
            format,
            examiner,
            shell,
            baseline: baseline.map(Known::read).transpose()?,
            tally: Tally::default(),
            all: Vec::new(),
        })
    }

    /// What follows from a file, and, for people, what was found in it.
    pub(super) fn add(&mut self, mut examined: Examined, changes: &[Change]) -> Exit {
        let console = &self.shell.console;
        if let Some(known) = &mut self.baseline {
            known.count += examined.take_known(&known.baseline);
        }
        findings::changes(&examined.name, changes, self.format, console);
        let mut exit = examine::exit(&examined);
        // A policy that asks for less than the form is no policy.
        if let Some(Err(unusable)) = &examined.signoff {
            console.error(unusable);
            exit = exit.max(Exit::Usage);
        }
        if self.format == Format::Text {
            findings::answer(&examined, console);
            self.tally.add(&examined.checked());
        } else {
            self.all.push(examined);
        }
        exit
    }

    /// What is said at the end.
    pub(super) fn finish(&self) {
        let console = &self.shell.console;
        let forms = self.examiner.forms();
        let how = (self.format, self.examiner.stage());
        findings::machine(&self.all, forms, how, console);
        if self.format != Format::Text {
            return;
        }
        console.lines(&self.tally.lines(console.lang));
        let known = self.baseline.as_ref().map(Known::text);
        let off = policy::off(self.examiner.office());
        for left_out in known.iter().chain(&off) {
            console.line(console.localized(left_out));
        }
    }
}

impl Known {
    fn read(path: &Path) -> Result<Self, Failure> {
        let name = path.display().to_string();
        let refused = |text: Text| {
            Failure::usage(
                format!(
                    "“{name}”不能用作 --baseline：{}。",
                    text.zh.trim_end_matches('。')
                ),
                format!("`{name}` cannot be used with --baseline: {}", text.en),
            )
        };
        let bytes = load::bytes_within(path, MAX_BASELINE);
        let bytes = bytes.map_err(|error| refused(error.text()))?;
        let baseline = Baseline::parse(&bytes).map_err(refused)?;
        Ok(Self {
            name,
            baseline,
            count: 0,
        })
    }

    fn text(&self) -> Text {
        let Self { name, count, .. } = self;
        let were = if *count == 1 {
            "finding is"
        } else {
            "findings are"
        };
        Text::new(
            format!("另有 {count} 处与“{name}”相同，没有列出"),
            format!("{count} {were} also in `{name}` and not shown"),
        )
    }
}
