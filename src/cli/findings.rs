//! Findings on the console. `check::reporter` knows how they look; this file decides what
//! goes where.

use clap::ValueEnum;

use super::console::Console;
use super::fix::Change;
use chengbao_base::text::{Lang, Lines};
use chengbao_office::publish::Examined;
use chengbao_report::check::reporter::{
    Checked, Look, csv, html, json, junit, sarif, summary, text,
};
use chengbao_report::check::{Finding, SIGNOFF_BROKEN, Stage};
use chengbao_report::form::Forms;

/// How findings are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// For people.
    Text,
    /// For scripts (interface §2).
    Json,
    /// For code hosts (SARIF 2.1.0).
    Sarif,
    /// For spreadsheets.
    Csv,
    /// For browsers.
    Html,
    /// For build servers.
    Junit,
}

/// Prints what was found in a file to stdout.
pub(super) fn answer(examined: &Examined, console: &Console) {
    if examined.findings.is_empty() {
        let none = summary(&[examined.checked()], console.lang);
        console.line(&format!("{}  {none}", examined.name));
        return;
    }
    console.lines(&quoted(examined, console.lang, console.color_out));
}

/// Prints what was found in a file to stderr.
pub(super) fn aside(examined: &Examined, console: &Console) {
    console.aside(&quoted(examined, console.lang, console.color_err));
}

/// Each finding in one line, to stderr.
pub(super) fn short(examined: &Examined, console: &Console) {
    for finding in &examined.findings {
        console.note(&line(examined, finding, console.lang));
    }
}

/// Findings about the sign-off, each in one line, to stderr.
pub(super) fn signoff(examined: &Examined, console: &Console) {
    for finding in &examined.findings {
        if finding.code == SIGNOFF_BROKEN.code {
            console.note(&line(examined, finding, console.lang));
        }
    }
}

/// Each finding in one line, to stdout.
pub(super) fn lines(examined: &Examined, console: &Console) {
    for finding in &examined.findings {
        console.line(&line(examined, finding, console.lang));
    }
}

/// How many findings of each severity.
pub(super) fn count(examined: &Examined, console: &Console) -> String {
    summary(&[examined.checked()], console.lang)
}

/// What was found in all files, for scripts and other programs.
pub(super) fn machine(
    all: &[Examined],
    forms: &Forms,
    (format, stage): (Format, Stage),
    console: &Console,
) {
    let all: Vec<Checked<'_>> = all.iter().map(Examined::checked).collect();
    match format {
        Format::Text => {}
        Format::Json => console.json(&json(&all, stage, console.lang)),
        Format::Sarif => console.json(&sarif(&all, forms, console.lang)),
        Format::Csv => console.content(csv(&all, console.lang).as_bytes()),
        Format::Html => console.content(html(&all, console.lang).as_bytes()),
        Format::Junit => console.content(junit(&all, console.lang).as_bytes()),
    }
}

/// What was fixed in a file: to stdout, unless that is for scripts.
pub(super) fn changes(name: &str, changes: &[Change], format: Format, console: &Console) {
    for change in changes {
        let line = format!("{name}  {}", console.localized(&change.text()));
        if format == Format::Text {
            console.line(&line);
        } else {
            console.note(&line);
        }
    }
}

/// The findings with the lines they concern.
fn quoted(examined: &Examined, lang: Lang, colour: bool) -> Lines {
    let look = Look {
        colour,
        ..Look::default()
    };
    text(&[examined.checked()], lang, look)
}

/// `2024.yaml:23:26: 提醒 CB501 …`.
fn line(examined: &Examined, finding: &Finding, lang: Lang) -> String {
    let place = finding
        .place
        .map_or_else(String::new, |at| format!(":{}:{}", at.line, at.column));
    let level = finding.level().called(lang);
    let message = finding.message.get(lang);
    let (name, code) = (&examined.name, finding.code);
    format!("{name}{place}: {level} {code} {message}")
}
