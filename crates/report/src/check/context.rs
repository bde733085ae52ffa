//! What the rules look at.

use std::fmt;
use std::sync::OnceLock;

use super::arithmetic::{self, Diagnosis};
use super::figures::{self, Claim};
use super::prose::Prose;
use super::{SignoffBroken, Stage};
use crate::form::{CellId, Forms};
use crate::report::{Report, Value};
use chengbao_base::picture::PicturesRead;
use chengbao_base::style::{Coverage, Typeface};

/// A report and what it is compared with.
pub struct Context<'a> {
    /// The report.
    pub report: &'a Report,
    /// Last year's report, if given; it enables the cross-year rules.
    pub previous: Option<&'a Report>,
    /// The forms available; without them `wrong-form` does not name the right one.
    pub forms: Option<&'a Forms>,
    /// The characters that are drawn and what the fonts can draw, if fonts are available; enables
    /// `missing-glyph`.
    pub drawing: Option<&'a Drawing<'a>>,
    /// The pictures the report refers to, if its folder was read; without them `picture` checks only
    /// how they are written.
    pub pictures: Option<&'a PicturesRead>,
    /// What is no longer valid in the sign-off; enables `signoff-broken`.
    pub signoff: Option<&'a SignoffBroken>,
    /// How far the report has come.
    pub stage: Stage,
    sums: OnceLock<Diagnosis>,
    prose: OnceLock<Vec<Prose<'a>>>,
    claims: OnceLock<Vec<Claim<'a>>>,
}

impl<'a> Context<'a> {
    /// Only a report: neither the cross-year rules nor `missing-glyph` apply.
    #[must_use]
    pub fn new(report: &'a Report) -> Self {
        Self {
            report,
            previous: None,
            forms: None,
            drawing: None,
            pictures: None,
            signoff: None,
            stage: Stage::Finished,
            sums: OnceLock::new(),
            prose: OnceLock::new(),
            claims: OnceLock::new(),
        }
    }

    /// Adds last year's report.
    #[must_use]
    pub fn with_previous(mut self, previous: Option<&'a Report>) -> Self {
        self.previous = previous;
        self
    }

    /// Adds the forms available, built-in and given.
    #[must_use]
    pub fn with_forms(mut self, forms: &'a Forms) -> Self {
        self.forms = Some(forms);
        self
    }

    /// Adds what the fonts can draw.
    #[must_use]
    pub fn with_drawing(mut self, drawing: Option<&'a Drawing<'a>>) -> Self {
        self.drawing = drawing;
        self
    }

    /// Adds the files of the pictures.
    #[must_use]
    pub fn with_pictures(mut self, pictures: Option<&'a PicturesRead>) -> Self {
        self.pictures = pictures;
        self
    }

    /// Adds the sign-off.
    #[must_use]
    pub fn with_signoff(mut self, signoff: Option<&'a SignoffBroken>) -> Self {
        self.signoff = signoff;
        self
    }

    /// Checks the report as one of this stage.
    #[must_use]
    pub fn with_stage(mut self, stage: Stage) -> Self {
        self.stage = stage;
        self
    }

    /// The number of a cell, if it may be compared: a blank counts as 0, unless it is still to be filled in.
    pub(super) fn figure(&self, cell: CellId) -> Option<i128> {
        let cell = self.report.cell(cell)?;
        if self.stage == Stage::Filling && cell.value == Value::Blank {
            return None;
        }
        cell.value.number().map(i128::from)
    }

    /// The number of the cell at an id path, likewise.
    pub(super) fn figure_at(&self, path: &str) -> Option<i128> {
        self.figure(self.report.form.cell(path)?)
    }

    /// The report that was given as last year's, unless it is another kind of report, which `previous-form` reports.
    pub(super) fn same_kind(&self) -> Option<&'a Report> {
        let family = &self.report.form.family;
        self.previous.filter(|it| it.form.family == *family)
    }

    /// Last year's report, unless it is another kind of report or for another year: then nothing can be concluded
    /// from its figures, and `previous-form` or `previous-year` reports it.
    pub(super) fn last_year(&self) -> Option<&'a Report> {
        self.same_kind().filter(|previous| {
            let years = self.report.year().zip(previous.year());
            years.is_none_or(|(this, last)| last.value + 1 == this.value)
        })
    }

    /// The result of the sums, computed once for all rules.
    pub(super) fn sums(&self) -> &Diagnosis {
        self.sums
            .get_or_init(|| arithmetic::diagnose(self.report, self.stage))
    }

    /// The lines of text, taken apart once for all rules about wording.
    pub(super) fn prose(&self) -> &[Prose<'a>] {
        let lines = || self.report.all_text().into_iter();
        self.prose
            .get_or_init(|| lines().map(Prose::of).collect())
            .as_slice()
    }

    /// The figures that the texts state, read once for all rules about them.
    pub(super) fn claims(&self) -> &[Claim<'a>] {
        let claims = || figures::claims(self.report, self.last_year());
        self.claims.get_or_init(claims).as_slice()
    }
}

impl fmt::Debug for Drawing<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Drawing")
            .field("characters", &self.characters.len())
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for Context<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Context")
            .field("report", &self.report.source.name)
            .field(
                "previous",
                &self.previous.map(|previous| &previous.source.name),
            )
            .field("drawing", &self.drawing.is_some())
            .field("pictures", &self.pictures.map(PicturesRead::len))
            .field("signoff", &self.signoff)
            .field("stage", &self.stage)
            .finish_non_exhaustive()
    }
}

/// The characters of a report's documents, and the fonts that are to draw them.
pub struct Drawing<'a> {
    /// What the fonts can draw.
    pub coverage: &'a dyn Coverage,
    /// Each character with each role it is drawn in, once, in the order of the document.
    pub characters: Vec<(Typeface, char)>,
}
