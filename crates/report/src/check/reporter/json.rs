//! Findings for programs (`--format json`): one object, version 1.

use serde::Serialize;

use super::Checked;
use super::region::Region;
use crate::check::fix::Fixes;
use crate::check::{self, Finding, RuleOff, Severity, Stage};
use crate::source::Span;
use chengbao_base::text::Lang;

#[derive(Serialize)]
struct Output<'a> {
    version: u32,
    stage: &'a str,
    files: Vec<File<'a>>,
}

#[derive(Serialize)]
struct File<'a> {
    file: &'a str,
    form: Option<&'a str>,
    findings: Vec<Entry<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    off: Vec<Off<'a>>,
}

/// A rule that is off.
#[derive(Serialize)]
struct Off<'a> {
    code: &'a str,
    rule: &'a str,
    reason: &'a str,
}

#[derive(Serialize)]
struct Entry<'a> {
    code: &'a str,
    rule: &'a str,
    severity: &'a str,
    level: &'a str,
    path: &'a str,
    cells: &'a [String],
    #[serde(flatten)]
    at: Option<At>,
    message: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    stated: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    expected: Option<&'a str>,
    terms: &'a [String],
    also: &'a [&'static str],
    #[serde(skip_serializing_if = "Option::is_none")]
    command: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    fix: Option<Fix<'a>>,
}

#[derive(Serialize)]
struct At {
    line: u32,
    column: u32,
    length: u32,
}

/// A fix that replaces another range than the finding's says which; one that replaces several lists them.
#[derive(Serialize)]
struct Fix<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    replacement: Option<&'a str>,
    safe: bool,
    #[serde(flatten)]
    at: Option<At>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    edits: Vec<Edit<'a>>,
}

#[derive(Serialize)]
struct Edit<'a> {
    #[serde(flatten)]
    at: At,
    replacement: &'a str,
}

/// Findings as one JSON object, with a line break at its end.
#[must_use]
pub fn json(files: &[Checked<'_>], stage: Stage, lang: Lang) -> String {
    let output = Output {
        version: 1,
        stage: stage.id(),
        files: files.iter().map(|it| file(it, lang)).collect(),
    };
    // Only strings and numbers: serialising cannot fail.
    let mut text = serde_json::to_string_pretty(&output).unwrap_or_default();
    text.push('\n');
    text
}

fn file<'a>(checked: &Checked<'a>, lang: Lang) -> File<'a> {
    File {
        file: checked.name,
        form: checked.form,
        findings: checked
            .findings
            .iter()
            .map(|it| entry(checked, it, lang))
            .collect(),
        off: checked.off.iter().map(off).collect(),
    }
}

fn off(rule: &RuleOff) -> Off<'_> {
    Off {
        code: rule.code,
        rule: rule.rule,
        reason: &rule.reason,
    }
}

fn entry<'a>(file: &Checked<'a>, finding: &'a Finding, lang: Lang) -> Entry<'a> {
    let at = |place| {
        let region = Region::of(file.text, place);
        At {
            line: region.line,
            column: region.column,
            length: region.length,
        }
    };
    Entry {
        code: finding.code,
        rule: finding.rule,
        severity: match finding.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        },
        level: finding.level().id(),
        path: &finding.path,
        cells: &finding.cells,
        at: finding.place.map(at),
        message: finding.message.get(lang),
        help: finding.help.as_ref().map(|help| help.get(lang)),
        stated: finding.stated.as_deref(),
        expected: finding.expected.as_deref(),
        terms: &finding.terms,
        also: &finding.also,
        command: finding
            .command
            .or_else(|| finding.fix.as_ref().map(Fixes::command)),
        fix: finding.fix.as_ref().map(|fix| written(fix, finding, at)),
    }
}

fn written<'a>(fix: &'a check::Fix, finding: &Finding, at: impl Fn(Span) -> At) -> Fix<'a> {
    let [only] = fix.edits.as_slice() else {
        let edits = fix.edits.iter();
        let edits = edits.map(|edit| Edit {
            at: at(edit.place),
            replacement: &edit.replacement,
        });
        return Fix {
            replacement: fix.replacement(),
            safe: fix.safe,
            at: None,
            edits: edits.collect(),
        };
    };
    Fix {
        replacement: Some(&only.replacement),
        safe: fix.safe,
        at: (Some(only.place) != finding.place).then(|| at(only.place)),
        edits: Vec::new(),
    }
}
