//! What a rule is.

use super::{Context, Finding, RuleInfo};

/// A rule: its name, its reason, a bad and a good example.
pub trait Rule: Sync {
    /// Its description.
    fn info(&self) -> &'static RuleInfo;

    /// Adds its findings.
    fn check(&self, context: &Context<'_>, findings: &mut Vec<Finding>);
}
