//! A random report as a file.

use std::fmt::Write as _;

use chengbao::form::{Record, Slot};

use super::{Filled, Manner};

/// The file, by ids or by Chinese labels, rows as lists or as mappings.
pub(super) fn write(filled: &Filled, manner: Manner) -> String {
    let mut out = String::new();
    let key = |id: &str, label: &str| {
        if manner.labels {
            quoted(label)
        } else {
            id.to_owned()
        }
    };
    let _ = writeln!(out, "{}: {}", key("form", "格式"), filled.form.id);
    let _ = writeln!(out, "{}: {}", key("year", "年度"), filled.year);
    let _ = writeln!(
        out,
        "{}: {}",
        key("issuer", "发布机关"),
        quoted(&filled.issuer)
    );
    if let Some(title) = &filled.title {
        text(&mut out, &key("title", "标题"), title);
    }
    if let Some((month, day)) = filled.date {
        let year = filled.year + 1;
        let _ = writeln!(
            out,
            "{}: {year}-{month:02}-{day:02}",
            key("date", "成文日期")
        );
    }
    text(&mut out, &key("preface", "前言"), &filled.preface);
    for (index, section) in filled.form.sections.iter().enumerate() {
        let key = key(&section.id, &section.label);
        text(&mut out, &key, &filled.texts[index]);
        let slots = filled.form.slots(index);
        if !slots.is_empty() {
            let _ = writeln!(out, "{key}:");
            write_slots(&mut out, filled, manner, &slots, 2);
        }
    }
    out
}

/// Paragraphs: a block for several, a quoted line for one that can be.
fn text(out: &mut String, key: &str, lines: &[String]) {
    match lines {
        [] => {}
        [line] if line.chars().count() % 2 == 0 => {
            let _ = writeln!(out, "{key}: {}", quoted(line));
        }
        lines => {
            let _ = writeln!(out, "{key}: |");
            for line in lines {
                let _ = writeln!(out, "  {line}");
            }
        }
    }
}

fn write_slots(out: &mut String, filled: &Filled, manner: Manner, slots: &[Slot], indent: usize) {
    for slot in slots {
        let key = if manner.labels {
            quoted(slot.label())
        } else {
            slot.id().to_owned()
        };
        let _ = write!(out, "{:indent$}{key}:", "");
        match slot {
            Slot::Group { slots, .. } => {
                out.push('\n');
                write_slots(out, filled, manner, slots, indent + 2);
            }
            Slot::Record(record) => {
                let _ = writeln!(out, " {}", row(filled, manner, record));
            }
        }
    }
}

fn row(filled: &Filled, manner: Manner, record: &Record) -> String {
    let cells = record.cells.iter().map(|cell| {
        let value = match filled.cells[cell.cell.0].as_str() {
            "" => "~".to_owned(),
            text if text.chars().all(|c| c.is_ascii_graphic()) => text.to_owned(),
            text => quoted(text),
        };
        match manner {
            Manner {
                mappings: false, ..
            } => value,
            Manner { labels: true, .. } => format!("{}: {value}", quoted(&cell.label)),
            _ => format!("{}: {value}", cell.id),
        }
    });
    let cells = cells.collect::<Vec<_>>().join(", ");
    if manner.mappings {
        format!("{{{cells}}}")
    } else {
        format!("[{cells}]")
    }
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}
