//! From a report to the document: title, preface, sections, tables, and the parts added for its use.

use std::sync::Arc;

use super::Purpose;
use super::around;
use super::descriptions::Descriptions;
use super::matter::{self, Shown};
use chengbao_base::formats::embedded;
use chengbao_base::picture::Pictures;
use chengbao_base::style::StyleId;
use chengbao_paper::document::{
    Block, CellRole, Data, Document, EmbeddedFile, Field, Paragraph, Relation, Run, Scope, Table,
    TableCell, TableRow, set_columns,
};
use chengbao_report::form::{Content, GridCell, GridCellKind, Section};
use chengbao_report::report::{self, Body, Report};

/// The document of a report for a purpose, with the pictures the report refers to. Anything the report
/// leaves out is left out: a section without text has no heading either.
#[must_use]
pub fn compose(report: &Report, purpose: &Purpose, pictures: &Pictures) -> Document {
    let form = &report.form;
    let mut blocks = around::before(report, purpose);
    blocks.push(Block::Title(report.title_lines()));
    let profile = purpose.profile;
    let shown = Shown { pictures, profile };
    if let Some(preface) = report.preface_body() {
        blocks.extend(shown.blocks(preface));
    }
    for (index, section) in form.sections.iter().enumerate() {
        match &section.content {
            Content::Text(_) => {
                if let Some(text) = report.texts.get(index).and_then(Option::as_ref) {
                    blocks.push(section_heading(section));
                    blocks.extend(shown.blocks(Body::of(section, text)));
                }
            }
            Content::Table(_) => {
                blocks.push(section_heading(section));
                blocks.extend(table(report, index));
            }
        }
    }
    blocks.extend(around::after(report, purpose));
    set_columns(&mut blocks, &form.typography);
    Document {
        edition: purpose.edition,
        meta: around::meta(report, purpose),
        typography: form.typography.clone(),
        furniture: around::furniture(purpose),
        data: files_and_fields(report, purpose, pictures),
        sealed: purpose.is_sealed(),
        blocks,
    }
}

/// The report's values, its file, its canonical form, the purpose of the document, the sign-off,
/// and the pictures.
fn files_and_fields(report: &Report, purpose: &Purpose, pictures: &Pictures) -> Data {
    let names = Descriptions::of(purpose.edition);
    let fields = report::fields(report).into_iter().map(|field| Field {
        path: field.path,
        value: field.text,
    });
    let file =
        |name: &str, media_type: &str, description: &str, relation, bytes: Vec<u8>| EmbeddedFile {
            name: name.to_owned(),
            media_type: media_type.to_owned(),
            description: description.to_owned(),
            relation,
            bytes: bytes.into(),
        };
    let mut files = vec![
        file(
            embedded::REPORT_FILE,
            embedded::YAML,
            names.report,
            Relation::Source,
            report.source.bytes(),
        ),
        file(
            embedded::REPORT_DATA_FILE,
            embedded::JSON,
            names.data,
            Relation::Data,
            report::canonical_json(report),
        ),
        file(
            embedded::PURPOSE_FILE,
            embedded::JSON,
            names.purpose,
            Relation::Supplement,
            purpose.to_json(),
        ),
    ];
    files.extend(purpose.final_sign_off().map(|signed_off| EmbeddedFile {
        name: embedded::SIGN_OFF_FILE.to_owned(),
        media_type: embedded::YAML.to_owned(),
        description: names.sign_off.to_owned(),
        relation: Relation::Supplement,
        bytes: Arc::clone(&signed_off.record),
    }));
    files.extend(matter::files(report, pictures));
    Data {
        fields: fields.collect(),
        files,
    }
}

fn section_heading(section: &Section) -> Block {
    Block::Paragraph(Paragraph {
        style: StyleId::Heading1,
        outline: Some(1),
        runs: vec![Run {
            style: StyleId::Heading1,
            text: section.label.clone(),
            link: None,
        }],
    })
}

fn table(report: &Report, section: usize) -> Option<Block> {
    let form = &report.form;
    let Section {
        label,
        content: Content::Table(table),
        ..
    } = form.sections.get(section)?
    else {
        return None;
    };
    let grid = form.grid(section)?;
    let mut rows: Vec<TableRow> = grid
        .keep_with_next
        .iter()
        .map(|keep| TableRow {
            cells: Vec::new(),
            keep_with_next: *keep,
        })
        .collect();
    for cell in &grid.cells {
        if let Some(row) = rows.get_mut(cell.row) {
            row.cells.push(table_cell(report, cell));
        }
    }
    Some(Block::Table(Table {
        summary: label.clone(),
        widths: table.widths.clone(),
        size: table.size,
        header_rows: table.header_rows,
        keep_together: table.keep_together,
        rows,
    }))
}

fn table_cell(report: &Report, cell: &GridCell) -> TableCell {
    let (role, path) = match cell.kind {
        GridCellKind::Banner => (CellRole::Banner, None),
        GridCellKind::Corner => (CellRole::Header(Scope::Both), None),
        GridCellKind::ColumnHead => (CellRole::Header(Scope::Column), None),
        GridCellKind::RowHead => (CellRole::Header(Scope::Row), None),
        GridCellKind::Value(id) => (
            CellRole::Value,
            report.form.spec(id).map(|spec| spec.path.clone()),
        ),
    };
    let lines = match cell.kind {
        GridCellKind::Value(id) => {
            let printed = report.cell(id).map(chengbao_report::report::Cell::printed);
            printed
                .into_iter()
                .filter(|text| !text.is_empty())
                .collect()
        }
        _ if cell.lines.is_empty() => vec![cell.label.clone()],
        _ => cell.lines.clone(),
    };
    TableCell {
        column: cell.column,
        colspan: cell.colspan,
        rowspan: cell.rowspan,
        role,
        lines,
        vertical: cell.vertical,
        align: None,
        path,
    }
}
