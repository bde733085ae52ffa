//! Findings for code-scanning services (`--format sarif`): SARIF 2.1.0.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Value, json};

use super::Checked;
use super::grounds::grounds;
use super::region::Region;
use crate::check::{Finding, RULES, RuleInfo, Severity};
use crate::form::Forms;
use crate::source::Span;
use chengbao_base::text::Lang;

/// Findings as a SARIF log of one run, with a line break at its end; the rules are given with their
/// basis for each of the forms.
#[must_use]
pub fn sarif(files: &[Checked<'_>], forms: &Forms, lang: Lang) -> String {
    let rules: Vec<Value> = RULES
        .iter()
        .map(|rule| descriptor(rule.info(), forms, lang))
        .collect();
    let results: Vec<Value> = files
        .iter()
        .flat_map(|file| file.findings.iter().map(move |finding| (file, finding)))
        .map(|(file, finding)| result(file, finding, lang))
        .collect();
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": "chengbao",
                "version": env!("CARGO_PKG_VERSION"),
                "language": match lang { Lang::Zh => "zh-CN", Lang::En => "en" },
                "rules": rules,
            }},
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    let mut text = serde_json::to_string_pretty(&log).unwrap_or_default();
    text.push('\n');
    text
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    }
}

fn descriptor(info: &RuleInfo, forms: &Forms, lang: Lang) -> Value {
    let (summary, why) = match lang {
        Lang::Zh => (info.summary, info.why),
        Lang::En => (info.summary_en, info.why_en),
    };
    json!({
        "id": info.code,
        "name": info.name,
        "shortDescription": {"text": summary},
        "fullDescription": {"text": why},
        "help": {"text": grounds(info, forms, lang).join("\n")},
        "defaultConfiguration": {"level": level(info.severity)},
    })
}

fn result(file: &Checked<'_>, finding: &Finding, lang: Lang) -> Value {
    let message = match &finding.help {
        Some(help) => format!("{} {}", finding.message.get(lang), help.get(lang)),
        None => finding.message.get(lang).to_owned(),
    };
    let artifact = json!({"uri": uri(file.name)});
    let mut physical = json!({"artifactLocation": artifact});
    if let (Some(place), Some(physical)) = (finding.place, physical.as_object_mut()) {
        physical.insert("region".to_owned(), region(file.text, place));
    }
    let mut location = json!({"physicalLocation": physical});
    if let (false, Some(location)) = (finding.path.is_empty(), location.as_object_mut()) {
        let logical = json!([{"fullyQualifiedName": finding.path}]);
        location.insert("logicalLocations".to_owned(), logical);
    }
    let mut result = json!({
        "ruleId": finding.code,
        "level": level(finding.severity),
        "message": {"text": message},
        "locations": [location],
    });
    let Some(fields) = result.as_object_mut() else {
        return result;
    };
    if let Some(index) = RULES
        .iter()
        .position(|rule| rule.info().code == finding.code)
    {
        fields.insert("ruleIndex".to_owned(), json!(index));
    }
    if let Some(fix) = &finding.fix {
        let description = match (lang, fix.safe) {
            (Lang::Zh, true) => "可以直接改正",
            (Lang::Zh, false) => "推算的数，请与台账核实后改正",
            (Lang::En, true) => "Safe fix",
            (Lang::En, false) => "Suggested fix; verify it first",
        };
        let replacements: Vec<Value> = fix
            .edits
            .iter()
            .map(|edit| {
                json!({
                    "deletedRegion": region(file.text, edit.place),
                    "insertedContent": {"text": edit.replacement},
                })
            })
            .collect();
        let fix = json!([{
            "description": {"text": description},
            "artifactChanges": [{
                "artifactLocation": artifact,
                "replacements": replacements,
            }],
        }]);
        fields.insert("fixes".to_owned(), fix);
    }
    result
}

fn region(text: &str, place: Span) -> Value {
    let region = Region::of(text, place);
    json!({
        "startLine": region.line,
        "startColumn": region.column,
        "endLine": region.end_line,
        "endColumn": region.end_column,
    })
}

/// Characters that are neither unreserved (RFC 3986 §2.3) nor separators of folders.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~')
    .remove(b'/');

/// A file name as a relative URI (RFC 3986 §2.1): `/` between folders, everything else that is
/// not unreserved as percent-encoded UTF-8.
fn uri(name: &str) -> String {
    utf8_percent_encode(&name.replace('\\', "/"), RESERVED).to_string()
}
