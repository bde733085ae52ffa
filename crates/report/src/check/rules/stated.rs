//! Shared by the rules about figures of the text: from a claim that does not agree to a finding.

use super::cells::span_of;
use super::lines::Places;
use super::{Context, Finding, Fix, RuleInfo, Text};
use crate::check::figures::{Claim, ClaimKind};

/// A figure of the text that does not agree, as messages name it.
pub(super) struct Wrong<'c> {
    /// As the text has it.
    pub(super) stated: &'c str,
    /// What it may be instead, each once.
    pub(super) readings: Vec<&'c str>,
    /// Names of the cells, in Chinese.
    pub(super) names: Vec<&'c str>,
    /// Whether the cells are of last year's report.
    pub(super) is_last: bool,
}

impl Wrong<'_> {
    /// The readings as one phrase in both languages.
    pub(super) fn one_of(&self) -> Text {
        Text::new(self.readings.join(" 或 "), self.readings.join(" or "))
    }
}

/// Reports every claim of a kind that does not agree.
pub(super) fn report(
    info: &RuleInfo,
    context: &Context<'_>,
    kind: ClaimKind,
    message: impl Fn(&Wrong<'_>) -> Text,
    findings: &mut Vec<Finding>,
) {
    let wrong = context.claims().iter();
    let mut places: Option<Places<'_>> = None;
    for claim in wrong.filter(|claim| claim.kind == kind && !claim.agrees) {
        if !places.as_ref().is_some_and(|it| it.is_of(claim.line)) {
            places = Some(Places::of(&context.report.source, claim.line));
        }
        if let Some(places) = &mut places {
            findings.push(finding(info, context, claim, places, &message));
        }
    }
}

fn finding(
    info: &RuleInfo,
    context: &Context<'_>,
    claim: &Claim<'_>,
    places: &mut Places<'_>,
    message: impl Fn(&Wrong<'_>) -> Text,
) -> Finding {
    let stated = claim.line.text.get(claim.piece.clone()).unwrap_or_default();
    let cells = claim.readings.iter().flat_map(|reading| &reading.cells);
    let (mut names, mut paths) = (Vec::new(), Vec::new());
    for cell in cells {
        let (name, path) = span_of(context.report, *cell);
        if !names.contains(&name) {
            names.push(name);
            paths.push(path.to_owned());
        }
    }
    let wrong = Wrong {
        stated,
        readings: claim.readings.iter().map(|it| it.shown.as_str()).collect(),
        names,
        is_last: claim.readings.iter().any(|it| it.is_last),
    };
    let place = places.place(&claim.piece);
    let mut finding = Finding::new(info, claim.line.path, Some(place), message(&wrong));
    finding.stated = Some(stated.to_owned());
    finding.expected = claim.readings.first().map(|it| it.shown.clone());
    if !wrong.names.is_empty() {
        finding.help = Some(help(&wrong, &paths));
    }
    // Only where one figure can be meant, and plainly the whole report's.
    if let ([only], true) = (
        claim.readings.as_slice(),
        claim.is_plain && places.is_verbatim,
    ) {
        finding.fix = Some(Fix {
            place,
            replacement: only.shown.clone(),
            safe: false,
        });
    }
    finding.terms = paths;
    finding
}

/// Most cells that a message names.
const MAX_NAMED: usize = 4;

fn help(wrong: &Wrong<'_>, paths: &[String]) -> Text {
    let names = wrong.names.get(..MAX_NAMED).unwrap_or(&wrong.names);
    let shown = paths.get(..MAX_NAMED).unwrap_or(paths);
    let (more, more_en) = match wrong.names.len() > MAX_NAMED {
        true => (format!("等 {} 格", wrong.names.len()), ", …"),
        false => (String::new(), ""),
    };
    let (whose, whose_en) = match wrong.is_last {
        true => ("上年报告的", " of last year's report"),
        false => ("", ""),
    };
    Text::new(
        format!("请与{whose}“{}”{more}核对。", names.join("”“")),
        format!("compare it with {}{more_en}{whose_en}.", shown.join(", ")),
    )
}
