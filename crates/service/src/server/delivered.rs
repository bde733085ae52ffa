//! What a request delivered: a report and the files that belong to it, as bytes.

use std::collections::BTreeMap;
use std::sync::Arc;

use chengbao_base::text::Lang;

/// What a request delivered.
#[derive(Debug, Default)]
pub(super) struct Delivered {
    /// The report file.
    pub(super) report: Arc<[u8]>,
    /// Pictures by their path in the report. Never a path of this machine.
    pub(super) files: BTreeMap<String, Arc<[u8]>>,
    /// Last year's report.
    pub(super) previous: Option<Arc<[u8]>>,
    /// Its sign-off.
    pub(super) signoff: Option<Arc<[u8]>>,
    /// Language of the answer.
    pub(super) lang: Lang,
}
