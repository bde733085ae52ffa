//! The description of a rule: what it is called, how serious it is, why it exists, and its examples.

/// How serious a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The report cannot be filed like this.
    Error,
    /// Someone should look at it.
    Warning,
}

/// A rule's description, used by `explain`, SARIF and the rules' own tests.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RuleInfo {
    /// `CB201`. Never reused.
    pub code: &'static str,
    /// `row-total`.
    pub name: &'static str,
    /// How serious its findings are, at most.
    pub severity: Severity,
    /// One line, Chinese.
    pub summary: &'static str,
    /// One line, English.
    pub summary_en: &'static str,
    /// Why it exists, Chinese.
    pub why: &'static str,
    /// Why it exists, English.
    pub why_en: &'static str,
    /// The standard it is based on, or that it is custom. What a form's own authority says is in the form
    /// (`Form::clauses`).
    pub clause: &'static str,
    /// A report that breaks it.
    pub bad: Example,
    /// A report that keeps it.
    pub good: Example,
}

/// A piece of a report file, laid over the example report of a form: each of its keys replaces
/// that of the example.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Example {
    /// The reporting year of the form whose example it is laid over: of the forms in force then the one
    /// that has what the example is about.
    pub year: i32,
    /// The YAML.
    pub yaml: &'static str,
    /// Last year's report, laid over the same example, for the cross-year rules.
    pub previous: Option<&'static str>,
}
