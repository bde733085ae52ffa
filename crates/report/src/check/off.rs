//! The rules that an office has switched off, as plain data: where they are written and who may do so is unknown here.

use super::{Finding, Severity};

/// A rule that is off.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleOff {
    /// Its code.
    pub code: &'static str,
    /// Its name.
    pub rule: &'static str,
    /// Why.
    pub reason: String,
}

/// Leaves out what these rules find. An error is never left out.
pub fn leave_out(findings: &mut Vec<Finding>, off: &[RuleOff]) {
    let is_off = |code: &str| off.iter().any(|rule| rule.code == code);
    findings.retain(|it| it.severity == Severity::Error || !is_off(it.code));
}
