//! What the rules look at.

use std::fmt;
use std::sync::OnceLock;

use super::SignoffBroken;
use super::arithmetic::{self, Diagnosis};
use crate::document::{PicturesRead, Typeface};
use crate::form::Forms;
use crate::report::Report;

/// A report and what it is held against.
pub struct Context<'a> {
    /// The report.
    pub report: &'a Report,
    /// Last year's, where it was given; switches the cross-year rules on.
    pub previous: Option<&'a Report>,
    /// The forms there are; without them `wrong-form` names none that would be right.
    pub forms: Option<&'a Forms>,
    /// What the fonts can draw, where fonts are at hand; switches `missing-glyph` on.
    pub coverage: Option<&'a dyn Coverage>,
    /// The pictures the report refers to, where its folder was looked at; without them `picture`
    /// looks at how they are written alone.
    pub pictures: Option<&'a PicturesRead>,
    /// What of the sign-off does not hold any more; switches `signoff-broken` on.
    pub signoff: Option<&'a SignoffBroken>,
    sums: OnceLock<Diagnosis>,
}

impl<'a> Context<'a> {
    /// A report by itself: neither the cross-year rules nor `missing-glyph` apply.
    #[must_use]
    pub fn new(report: &'a Report) -> Self {
        Self {
            report,
            previous: None,
            forms: None,
            coverage: None,
            pictures: None,
            signoff: None,
            sums: OnceLock::new(),
        }
    }

    /// Held against last year's report, too.
    #[must_use]
    pub fn with_previous(mut self, previous: Option<&'a Report>) -> Self {
        self.previous = previous;
        self
    }

    /// With the forms there are, compiled in and given.
    #[must_use]
    pub fn with_forms(mut self, forms: &'a Forms) -> Self {
        self.forms = Some(forms);
        self
    }

    /// Held against what the fonts can draw, too.
    #[must_use]
    pub fn with_coverage(mut self, coverage: Option<&'a dyn Coverage>) -> Self {
        self.coverage = coverage;
        self
    }

    /// Held against the files of its pictures, too.
    #[must_use]
    pub fn with_pictures(mut self, pictures: Option<&'a PicturesRead>) -> Self {
        self.pictures = pictures;
        self
    }

    /// Held against its sign-off, too.
    #[must_use]
    pub fn with_signoff(mut self, signoff: Option<&'a SignoffBroken>) -> Self {
        self.signoff = signoff;
        self
    }

    /// Last year's report, unless it is of another year than the last or on a form of another family:
    /// then nothing follows from its figures, and `year-mismatch` or `wrong-form` says so.
    pub(super) fn last_year(&self) -> Option<&'a Report> {
        self.previous.filter(|previous| {
            let years = self.report.year.zip(previous.year);
            self.report.form.family == previous.form.family
                && years.is_none_or(|(this, last)| last.value + 1 == this.value)
        })
    }

    /// What the sums tell, worked out once for all the rules that ask.
    pub(super) fn sums(&self) -> &Diagnosis {
        self.sums.get_or_init(|| arithmetic::diagnose(self.report))
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
            .field("coverage", &self.coverage.is_some())
            .field("pictures", &self.pictures.map(PicturesRead::len))
            .field("signoff", &self.signoff)
            .finish_non_exhaustive()
    }
}

/// What a font set can draw.
pub trait Coverage: Sync {
    /// Whether the character can be drawn in that role, by its face or one that backs it up.
    fn covers(&self, role: Typeface, character: char) -> bool;
}
