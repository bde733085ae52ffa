//! The rules a report must keep, each in a file of its own, and what they find.
//!
//! It never knows paper, and it opens no file: last year's report, the coverage of the fonts and
//! what became of the sign-off come in as arguments.

mod arithmetic;
mod context;
mod finding;
pub mod mend;
pub mod open;
mod rule;
mod rules;
mod signoff;
pub mod tell;

pub use context::{Context, Drawing};
pub use finding::{Finding, Fix, Severity};
pub use open::Refusal;
pub use rule::{Example, Rule, RuleInfo};
pub use rules::{MISSING_KEY, RULES, SIGNOFF_BROKEN, SYNTAX, WRONG_FORM, unreadable};
pub use signoff::{SignoffBroken, ValueChange};

/// Everything the rules find, in the order of the source; one pass, nothing held back.
#[must_use]
pub fn check(context: &Context<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for rule in RULES {
        rule.check(context, &mut findings);
    }
    // The sort is stable: what stands at one place, or nowhere, keeps the order of the rules and,
    // within a rule, of the form.
    findings.sort_by_key(|finding| {
        finding
            .place
            .map_or((0, 0), |place| (place.start, place.end))
    });
    findings
}

/// Whether the report may be filed: no finding is an error.
#[must_use]
pub fn passes(findings: &[Finding]) -> bool {
    findings
        .iter()
        .all(|finding| finding.severity != Severity::Error)
}

#[cfg(test)]
pub(crate) mod testing;
