//! What a rule is.

use super::{Context, Finding, Severity};

/// A rule: what it is called, why it stands, how it is broken and kept.
pub trait Rule: Sync {
    /// Its description.
    fn info(&self) -> &'static RuleInfo;

    /// Adds what it finds.
    fn check(&self, context: &Context<'_>, findings: &mut Vec<Finding>);
}

/// A rule's description, the source of `explain`, of SARIF and of the rules' own tests.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RuleInfo {
    /// `CB201`. Never reused.
    pub code: &'static str,
    /// `row-total`.
    pub name: &'static str,
    /// How grave its findings are, at the gravest.
    pub severity: Severity,
    /// One line, Chinese.
    pub summary: &'static str,
    /// One line, English.
    pub summary_en: &'static str,
    /// Why it stands, Chinese.
    pub why: &'static str,
    /// Why it stands, English.
    pub why_en: &'static str,
    /// The standard it rests on, or that it is custom. What a form's own authority says of it stands in
    /// the form (`Form::clauses`).
    pub clause: &'static str,
    /// How it is broken.
    pub bad: Example,
    /// How it is kept.
    pub good: Example,
}

/// A piece of a report file, laid over the example report of a form: every key it has replaces
/// the example's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Example {
    /// The reporting year of the form whose example it is laid over: of the forms in force then the one
    /// that has what the example speaks of.
    pub year: i32,
    /// The YAML.
    pub yaml: &'static str,
    /// Last year's report, laid over the same example, for the cross-year rules.
    pub previous: Option<&'static str>,
}
