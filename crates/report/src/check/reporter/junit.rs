//! Findings as a test report for build servers (`--format junit`), in the dialect of JUnit's XML that they share. A
//! file is a suite and a finding a case: an error is a failure; a warning passes, and its message is the output of the
//! case. A file without findings is one case that passes.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::Checked;
use super::markup::escaped;
use crate::check::{Finding, Level};
use chengbao_base::text::Lang;

/// Findings as a test report.
#[must_use]
pub fn junit(files: &[Checked<'_>], lang: Lang) -> String {
    let (tests, failures) = files
        .iter()
        .map(counts)
        .fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1));
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <testsuites name=\"chengbao check\" tests=\"{tests}\" failures=\"{failures}\" errors=\"0\">\n"
    );
    for file in files {
        suite(&mut out, file, lang);
    }
    out.push_str("</testsuites>\n");
    out
}

/// How many cases a file has, and how many of them fail.
fn counts(file: &Checked<'_>) -> (usize, usize) {
    let errors = file.findings.iter();
    let errors = errors.filter(|it| it.level() == Level::Wrong).count();
    (file.findings.len().max(1), errors)
}

fn suite(out: &mut String, file: &Checked<'_>, lang: Lang) {
    let name = escaped(file.name);
    let (tests, failures) = counts(file);
    // Writing to a string cannot fail, here and below.
    let _ = writeln!(
        out,
        "  <testsuite name=\"{name}\" tests=\"{tests}\" failures=\"{failures}\" errors=\"0\" skipped=\"0\">"
    );
    if file.findings.is_empty() {
        let _ = writeln!(
            out,
            "    <testcase classname=\"{name}\" name=\"check\" file=\"{name}\"/>"
        );
    }
    // Build servers know a case again by its name, so that the name has no line in it.
    let mut names: BTreeMap<String, usize> = BTreeMap::new();
    for finding in file.findings {
        let title = [finding.code, finding.rule, &finding.path].join(" ");
        let seen = names.entry(title.clone()).or_default();
        *seen += 1;
        let title = match *seen {
            1 => title,
            number => format!("{title} ({number})"),
        };
        case(out, &name, title.trim_end(), finding, lang);
    }
    out.push_str("  </testsuite>\n");
}

fn case(out: &mut String, file: &str, title: &str, finding: &Finding, lang: Lang) {
    let line = finding
        .place
        .map_or_else(String::new, |place| format!(" line=\"{}\"", place.line));
    let _ = writeln!(
        out,
        "    <testcase classname=\"{file}\" name=\"{}\" file=\"{file}\"{line}>",
        escaped(title)
    );
    let at = finding.place.map_or_else(String::new, |place| {
        format!(":{}:{}", place.line, place.column)
    });
    let message = escaped(finding.message.get(lang));
    let help = finding.help.as_ref().map(|help| escaped(help.get(lang)));
    let detail = [Some(format!("{file}{at}: {message}")), help];
    let detail: Vec<String> = detail.into_iter().flatten().collect();
    let detail = detail.join("\n");
    let _ = match finding.level() {
        Level::Wrong => writeln!(
            out,
            "      <failure message=\"{message}\" type=\"{}\">{detail}</failure>",
            finding.code
        ),
        Level::Review | Level::NotYet => writeln!(out, "      <system-out>{detail}</system-out>"),
    };
    out.push_str("    </testcase>\n");
}
