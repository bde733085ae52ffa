//! A report as it was delivered: its text, and what came with it, from a folder or in a request.

use std::sync::Arc;

use chengbao_base::picture::PicturesRead;
use chengbao_base::text::Text;
use chengbao_report::report::Report;
use chengbao_report::source::{Source, SourceError, Span};

/// A report and what came with it.
pub struct Delivered<'a> {
    /// The text of the report.
    pub source: Arc<Source>,
    /// What came with it.
    pub beside: &'a dyn Beside,
}

/// What came with a report. It is asked once the report has been read, as the report names what it
/// needs.
pub trait Beside {
    /// Last year's report; `None` where there is none to look at.
    fn previous(&self, report: &Report) -> Option<Previous>;

    /// The pictures the report refers to, by the path it gives them.
    fn pictures(&self, report: &Report) -> PicturesRead;

    /// The bytes of the sign-off file; `None` where there is none.
    ///
    /// # Errors
    /// Where there is one that cannot be read: why.
    fn signoff(&self) -> Result<Option<Arc<[u8]>>, Text>;
}

/// Last year's report.
pub struct Previous {
    /// What messages call it.
    pub name: String,
    /// Where the report names it, if it does.
    pub place: Option<Span>,
    /// Its bytes, or why there are none.
    pub bytes: Result<Vec<u8>, SourceError>,
}
