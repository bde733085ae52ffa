//! `forms`: lists the forms, or the sections and rows of one with the ids that report files use.

use std::sync::Arc;

use clap::Args;
use unicode_width::UnicodeWidthStr as _;

use super::exit::{Exit, Failure};
use super::shell::Shell;
use chengbao_report::form::{Content, Form, Forms, Slot};

/// Arguments of `forms`.
#[derive(Debug, Args)]
pub(super) struct FormsArgs {
    /// The form to show.
    #[arg(
        value_name = "ID",
        help = "列出这种格式的各部分和行、列，以及它们的英文项目名。Show the sections, rows and columns of this form"
    )]
    form: Option<String>,
}

pub(super) fn run(args: &FormsArgs, shell: &Shell) -> Result<Exit, Failure> {
    let forms = shell.forms()?;
    match &args.form {
        None => list(&forms, shell),
        Some(id) => show(find(&forms, id)?, shell),
    }
    Ok(Exit::Done)
}

/// The form with this id.
pub(super) fn find<'f>(forms: &'f Forms, id: &str) -> Result<&'f Arc<Form>, Failure> {
    forms.get(id).ok_or_else(|| {
        let known: Vec<&str> = forms.iter().map(|form| form.id.as_str()).collect();
        Failure::usage(
            format!("没有“{id}”这种格式。可用的有：{}。", known.join("、")),
            format!("unknown form `{id}`; known forms: {}", known.join(", ")),
        )
    })
}

fn list(forms: &Forms, shell: &Shell) {
    let console = &shell.console;
    let rows: Vec<[String; 4]> = forms
        .iter()
        .map(|form| {
            [
                form.id.clone(),
                years(form, shell),
                console.localized(&form.name).to_owned(),
                form.authority.clone(),
            ]
        })
        .collect();
    for line in columns(&rows) {
        console.line(&line);
    }
}

fn years(form: &Form, shell: &Shell) -> String {
    let since = form.years.from;
    match form.years.to {
        Some(to) => format!("{since}–{to}"),
        None => format!("{since}{}", shell.console.pick("年度起", " on")),
    }
}

fn show(form: &Form, shell: &Shell) {
    let console = &shell.console;
    console.line(&format!("{}  {}", form.id, console.localized(&form.name)));
    console.line(&format!("{}  {}", form.authority, years(form, shell)));
    for (index, section) in form.sections.iter().enumerate() {
        console.line("");
        let mut rows = vec![[section.id.clone(), section.label.clone(), String::new()]];
        if let Content::Text(_) = section.content {
            rows = vec![[
                section.id.clone(),
                section.label.clone(),
                console.pick("文字", "text").to_owned(),
            ]];
        }
        let mut headed = Vec::new();
        for slot in form.slots(index) {
            push(&slot, 1, &mut headed, &mut rows);
        }
        for line in columns(&rows) {
            console.line(&line);
        }
    }
}

/// A row with its columns, which are printed only where they differ from the previous row's.
fn push(slot: &Slot, depth: usize, headed: &mut Vec<String>, rows: &mut Vec<[String; 3]>) {
    let id = format!("{}{}", "  ".repeat(depth), slot.id());
    let label = slot.label().to_owned();
    match slot {
        Slot::Group { slots, .. } => {
            rows.push([id, label, String::new()]);
            for slot in slots {
                push(slot, depth + 1, headed, rows);
            }
        }
        Slot::Record(record) => {
            let cells: Vec<String> = record
                .cells
                .iter()
                .map(|cell| format!("{} {}", cell.id, cell.label))
                .collect();
            let told = if *headed == cells {
                String::new()
            } else {
                format!("[{}]", cells.join(", "))
            };
            *headed = cells;
            rows.push([id, label, told]);
        }
    }
}

/// Rows of cells as lines, each column as wide as its widest cell needs.
pub(super) fn columns<const N: usize>(rows: &[[String; N]]) -> Vec<String> {
    let mut widths = [0; N];
    for row in rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(cell.width());
        }
    }
    rows.iter()
        .map(|row| {
            let padded: String = row
                .iter()
                .zip(widths)
                .map(|(cell, width)| format!("{cell}{}", " ".repeat(width - cell.width() + 2)))
                .collect();
            padded.trim_end().to_owned()
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_line_up_under_wide_characters() {
        let rows = [
            ["ab".to_owned(), "x".to_owned()],
            ["表格".to_owned(), "y".to_owned()],
        ];
        assert_eq!(columns(&rows), ["ab    x", "表格  y"]);
    }
}
