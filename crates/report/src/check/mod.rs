//! The rules for a report, one per file, and what they find.
//!
//! It never knows about paper and opens no files: last year's report, the coverage of the fonts and
//! the state of the sign-off are arguments.

mod arithmetic;
mod baseline;
mod context;
mod figures;
mod finding;
pub mod fix;
mod info;
mod off;
pub mod open;
mod prose;
pub mod reporter;
mod rule;
mod rules;
mod signoff;
mod stage;

pub use baseline::Baseline;
pub use context::{Context, Drawing};
pub use finding::{Finding, Fix};
pub use info::{Example, RuleInfo, Severity};
pub use off::{RuleOff, leave_out};
pub use open::Refusal;
pub use rule::Rule;
pub use rules::{MISSING_KEY, RULES, SIGNOFF_BROKEN, SYNTAX, WRONG_FORM, unreadable};
pub use signoff::{SignoffBroken, ValueChange};
pub use stage::{Level, Stage};

/// Everything the rules find, in the order of the source, in one pass.
#[must_use]
pub fn check(context: &Context<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for rule in RULES {
        rule.check(context, &mut findings);
    }
    for finding in &mut findings {
        let is_cell = || context.report.form.cell(&finding.path).is_some();
        if finding.cells.is_empty() && is_cell() {
            finding.cells.push(finding.path.clone());
        }
    }
    // The sort is stable: findings at the same place, or without one, keep the order of the rules and,
    // within a rule, of the form.
    findings.sort_by_key(|finding| {
        finding
            .place
            .map_or((0, 0), |place| (place.start, place.end))
    });
    findings
}

/// Whether nothing in the report is wrong. If it was checked as finished, it may be filed.
#[must_use]
pub fn passes(findings: &[Finding]) -> bool {
    findings
        .iter()
        .all(|finding| finding.level() != Level::Wrong)
}

#[cfg(test)]
pub(crate) mod testing;
