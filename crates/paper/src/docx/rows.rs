//! The rows of a table as markup, in the order of the schema. docx-rs writes the rest of a table, and the
//! normalising pass inserts these: for a table of hundreds of figures, each in a content control,
//! docx-rs and reading its output would take ten times as long.
//!
//! A cell is one paragraph. Its prescribed line breaks are `w:br`, so the text that readers return
//! (python-docx: `cell.text`) is the cell's `lines` joined by line feeds; without them it is
//! [`TableCell::text`]. A figure is in a content control in that paragraph. Covered rows of a
//! spanning cell have an empty paragraph.

use quick_xml::escape::partial_escape;

use super::control::{self, Values};
use super::grid::width_of;
use super::page::{alignment, half_points};
use super::styles::TableText;
use super::table::Measured;
use super::text;
use crate::document::{CellRole, GridSlot, Scope, TableCell};
use chengbao_base::style::{TableStyle, ems};

/// A row head wider than this many characters puts all row heads of its table on the left.
const LONG_LABEL: f32 = 10.0;

/// What the tables of a document share.
#[derive(Debug)]
pub(super) struct Rows<'a> {
    pub(super) style: &'a TableStyle,
    pub(super) values: &'a Values<'a>,
}

/// Where a cell is, and how the cells in that place are set.
#[derive(Debug, Clone, Copy)]
struct RowPosition {
    /// Row of the grid.
    row: usize,
    /// Row heads are on the left.
    labels: bool,
    /// The row stays with the next.
    keep: bool,
}

impl Rows<'_> {
    /// The `w:tr` elements of a table.
    pub(super) fn write(&self, measured: &Measured<'_>) -> String {
        let table = measured.table;
        let labels = (table.rows.iter().flat_map(|row| &row.cells)).any(|cell| {
            is_label(cell) && cell.lines.iter().any(|line| ems::width(line) > LONG_LABEL)
        });
        let height = measured.fit.row.to_string();
        let styles = TableText::ALL.map(|text| text.style(measured.look));
        // A figure in its control takes some 700 bytes.
        let cells: usize = measured.slots.iter().map(Vec::len).sum();
        let mut out = String::with_capacity(cells * 700);
        for (number, (slots, row)) in measured.slots.iter().zip(&table.rows).enumerate() {
            let last = number + 1 == table.rows.len();
            let place = RowPosition {
                row: number,
                labels,
                keep: !last && (row.keep_with_next || table.keep_together),
            };
            out.push_str(r#"<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val=""#);
            out.push_str(&height);
            out.push_str(r#"" w:hRule="atLeast"/>"#);
            if number < table.header_rows {
                out.push_str("<w:tblHeader/>");
            }
            out.push_str("</w:trPr>");
            for slot in slots {
                self.cell(&mut out, measured, slot, place, &styles);
            }
            out.push_str("</w:tr>");
        }
        out
    }

    fn cell(
        &self,
        out: &mut String,
        measured: &Measured<'_>,
        slot: &GridSlot<'_>,
        place: RowPosition,
        [value, head, label]: &[String; 3],
    ) {
        let cell = slot.cell;
        let style = match cell.role {
            CellRole::Banner | CellRole::Header(Scope::Column | Scope::Both) => head,
            _ if place.row < measured.table.header_rows => head,
            CellRole::Header(Scope::Row) if place.labels && is_label(cell) => label,
            CellRole::Header(Scope::Row) | CellRole::Value => value,
        };
        cell_properties(out, slot, width_of(cell, &measured.widths));
        value_of(out, r#"<w:p><w:pPr><w:pStyle w:val=""#, style);
        if place.keep {
            out.push_str("<w:keepNext/>");
        }
        if let Some(align) = cell.align {
            let align = alignment(align).to_string();
            value_of(out, r#"<w:jc w:val=""#, &align);
        }
        out.push_str("</w:pPr>");
        if slot.continued {
            // Its text is where it began.
        } else if let Some(path) = self.values.path(cell) {
            let properties = self.run_properties(measured, cell);
            out.push_str("<w:sdt><w:sdtPr>");
            out.push_str(&properties);
            let label = control::label(cell, place.row, &measured.slots);
            control::write_properties(out, path, &label);
            out.push_str("</w:sdtPr><w:sdtContent>");
            run(out, &properties, &cell.lines);
            out.push_str("</w:sdtContent></w:sdt>");
        } else if cell.lines.iter().any(|line| !line.is_empty()) {
            run(out, &self.run_properties(measured, cell), &cell.lines);
        }
        out.push_str("</w:p></w:tc>");
    }

    /// `w:rPr` of the cell's text, or nothing. A number that is wider than its cell is set smaller,
    /// and if the smallest size is still too wide, narrower: Word would break it otherwise.
    fn run_properties(&self, measured: &Measured<'_>, cell: &TableCell) -> String {
        let mut out = String::new();
        if cell.lines.iter().any(|line| text::is_chinese(line)) {
            out.push_str(r#"<w:rFonts w:hint="eastAsia"/>"#);
        }
        self.fitting(&mut out, measured, cell);
        match out.is_empty() {
            true => out,
            false => format!("<w:rPr>{out}</w:rPr>"),
        }
    }

    fn fitting(&self, out: &mut String, measured: &Measured<'_>, cell: &TableCell) {
        if cell.vertical {
            return;
        }
        let style = self.style;
        let widest = (cell.lines.iter())
            .map(|line| ems::unbreakable_width(line))
            .fold(0.0, f32::max);
        let width = width_of(cell, &measured.widths) as f32 / 20.0;
        let room = width - style.padding * 2.0 - style.rule;
        let size = measured.fit.half_points;
        if widest * size as f32 / 2.0 <= room {
            return;
        }
        let least = half_points(style.least_size.clamp(0.5, 1638.0)).clamp(1, size);
        let fitting = (room / widest * 2.0).floor().max(0.0) as usize;
        let size = fitting.clamp(least, size);
        if fitting < least {
            // `w:w` accepts whole percents from 1 (ECMA-376 part 1 §17.3.2.43).
            let percent = (room / (widest * size as f32 / 2.0) * 100.0).floor();
            let percent = percent.clamp(10.0, 100.0) as i32;
            value_of(out, r#"<w:w w:val=""#, &percent.to_string());
        }
        let size = size.to_string();
        value_of(out, r#"<w:sz w:val=""#, &size);
        value_of(out, r#"<w:szCs w:val=""#, &size);
    }
}

/// A row head that may be on the left.
fn is_label(cell: &TableCell) -> bool {
    cell.role == CellRole::Header(Scope::Row) && !cell.vertical
}

/// `w:tc` up to its paragraph.
fn cell_properties(out: &mut String, slot: &GridSlot<'_>, width: usize) {
    let cell = slot.cell;
    out.push_str(r#"<w:tc><w:tcPr><w:tcW w:w=""#);
    out.push_str(&width.to_string());
    out.push_str(r#"" w:type="dxa"/>"#);
    if cell.colspan > 1 {
        value_of(out, r#"<w:gridSpan w:val=""#, &cell.colspan.to_string());
    }
    if slot.continued {
        value_of(out, r#"<w:vMerge w:val=""#, "continue");
    } else if cell.rowspan > 1 {
        value_of(out, r#"<w:vMerge w:val=""#, "restart");
    }
    if cell.vertical {
        value_of(out, r#"<w:textDirection w:val=""#, "tbRlV");
    }
    out.push_str(r#"<w:vAlign w:val="center"/></w:tcPr>"#);
}

/// An empty element from its tag up to the value, which needs no escaping.
fn value_of(out: &mut String, open: &str, value: &str) {
    out.push_str(open);
    out.push_str(value);
    out.push_str(r#""/>"#);
}

/// One run; between `lines`, and for a line feed inside one, a line break, which readers of the
/// file return as a line feed. A tabulator becomes `w:tab`.
fn run(out: &mut String, properties: &str, lines: &[String]) {
    if properties.is_empty() && lines.iter().all(String::is_empty) && lines.len() < 2 {
        out.push_str("<w:r/>");
        return;
    }
    out.push_str("<w:r>");
    out.push_str(properties);
    for (index, line) in lines.iter().flat_map(|line| line.split('\n')).enumerate() {
        if index > 0 {
            out.push_str("<w:br/>");
        }
        for (index, piece) in line.split('\t').enumerate() {
            if index > 0 {
                out.push_str("<w:tab/>");
            }
            if !piece.is_empty() {
                // Spaces at the ends of a text are dropped unless it is marked (§17.3.3.31).
                out.push_str(match piece.contains(char::is_whitespace) {
                    true => r#"<w:t xml:space="preserve">"#,
                    false => "<w:t>",
                });
                out.push_str(&partial_escape(piece));
                out.push_str("</w:t>");
            }
        }
    }
    out.push_str("</w:r>");
}
