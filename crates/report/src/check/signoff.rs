//! What is told to the rules of a sign-off that does not hold, in plain data: records and keys are not
//! known here.

use chengbao_base::text::Text;

/// A sign-off that does not hold any more. One that holds, or none at all, is nothing to tell of.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SignoffBroken {
    /// The values that are not as they were signed.
    pub values: Vec<ValueChange>,
    /// What else is wrong with it, each a sentence without a stop.
    pub others: Vec<Text>,
}

/// A value that is not as it was signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ValueChange {
    /// Id path.
    pub path: String,
    /// As signed; none where the report did not give it.
    pub before: Option<String>,
    /// As it is; none where the report does not give it any more.
    pub now: Option<String>,
}
