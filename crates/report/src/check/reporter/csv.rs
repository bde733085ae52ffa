//! Findings as a table for spreadsheets (`--format csv`): RFC 4180, with a byte order mark, without which they take
//! UTF-8 for the encoding of the system. No cell is a formula.

use super::{Checked, id};
use crate::check::Finding;
use chengbao_base::text::{Lang, legible};

/// The head of each column; a later version only adds columns at the end.
const COLUMNS: [&str; 12] = [
    "file", "line", "column", "code", "rule", "severity", "path", "message", "help", "stated",
    "expected", "level",
];

/// Findings as a table, one a row.
#[must_use]
pub fn csv(files: &[Checked<'_>], lang: Lang) -> String {
    let mut out = String::from("\u{feff}");
    row(&mut out, &COLUMNS.map(str::to_owned));
    for file in files {
        for finding in file.findings {
            row(&mut out, &cells(file, finding, lang));
        }
    }
    out
}

fn cells(file: &Checked<'_>, finding: &Finding, lang: Lang) -> [String; COLUMNS.len()] {
    let number = |number: Option<u32>| number.map_or_else(String::new, |it| it.to_string());
    let text = |text: Option<&str>| text.unwrap_or_default().to_owned();
    [
        file.name.to_owned(),
        number(finding.place.map(|place| place.line)),
        number(finding.place.map(|place| place.column)),
        finding.code.to_owned(),
        finding.rule.to_owned(),
        id(finding.severity).to_owned(),
        finding.path.clone(),
        finding.message.get(lang).to_owned(),
        text(finding.help.as_ref().map(|help| help.get(lang))),
        text(finding.stated.as_deref()),
        text(finding.expected.as_deref()),
        finding.level().id().to_owned(),
    ]
}

fn row(out: &mut String, cells: &[String]) {
    for (index, cell) in cells.iter().enumerate() {
        if index > 0 {
            out.push(',');
        }
        out.push_str(&quoted(cell));
    }
    out.push_str("\r\n");
}

/// A cell on one line. What a spreadsheet would take for a formula begins with an apostrophe, which it takes for text.
fn quoted(cell: &str) -> String {
    const FORMULA: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];
    let line = legible::one_line(cell);
    let guard = match line.trim_start().starts_with(FORMULA) {
        true => "'",
        false => "",
    };
    if guard.is_empty() && !line.contains([',', '"']) {
        return line.into_owned();
    }
    format!("\"{guard}{}\"", line.replace('"', "\"\""))
}
