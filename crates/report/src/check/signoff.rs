//! What the rules know about a broken sign-off, as plain data: records and keys are unknown
//! here.

use chengbao_base::text::Text;

/// A sign-off that is no longer valid. There is none for a valid sign-off or if there is no sign-off.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SignoffBroken {
    /// The values that differ from those signed.
    pub values: Vec<ValueChange>,
    /// What else is wrong with it, each a sentence without a full stop.
    pub others: Vec<Text>,
}

/// A value that differs from the one signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ValueChange {
    /// Id path.
    pub path: String,
    /// As signed; `None` if the report did not have it.
    pub before: Option<String>,
    /// As it is now; `None` if the report no longer has it.
    pub now: Option<String>,
}
