//! A form as data, for the page that draws it and for programs that fill it in. Everything comes
//! from the form's own trees; no edition is known here.

use serde::Serialize;
use utoipa::ToSchema;

use chengbao_base::text::Lang;
use chengbao_report::form::{
    CellId, CellKind, Content, EquationKind, Form, GridCell, GridCellKind, Required, Table,
    TextRules,
};

/// A form.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct FormView<'a> {
    id: &'a str,
    version: u32,
    /// Shared by the editions of a form, which succeed one another.
    family: &'a str,
    name: &'a str,
    /// The document that prescribes it.
    authority: &'a str,
    /// First reporting year it is in force for,
    from: i32,
    /// and the last; none while it is in force.
    to: Option<i32>,
    /// Title lines; `{issuer}` and `{year}` stand for the report's.
    title: &'a [String],
    sections: Vec<SectionView<'a>>,
    /// The roles that sign off, in order.
    roles: Vec<RoleView<'a>>,
    /// A report file that shows how the form is filled in, YAML.
    example: &'a str,
}

/// A role of the sign-off.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct RoleView<'a> {
    id: &'a str,
    label: &'a str,
    /// Whether the post must be given.
    post: bool,
    /// Whether a signature with the person's key is required.
    key: bool,
}

/// A section; text or table.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SectionView<'a> {
    /// Key in a report file.
    id: &'a str,
    /// Heading as printed.
    label: &'a str,
    /// The severity if the section is missing: `error` or `warning`.
    missing: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<TextView<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    table: Option<TableView<'a>>,
}

/// The requirements of a text.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct TextView<'a> {
    /// What the blank form prints there.
    placeholder: &'a str,
    max_characters: Option<usize>,
    /// Topics it must cover.
    topics: Vec<&'a str>,
}

/// A table as a grid.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct TableView<'a> {
    rows: usize,
    columns: usize,
    /// Relative widths of the columns.
    widths: &'a [f32],
    /// Row by row, left to right, each at its top left corner.
    cells: Vec<CellView<'a>>,
    /// The figures that a chart shows.
    charts: Vec<ChartView<'a>>,
    /// The sums that must hold: the sum of `left` equals the sum of `right`.
    sums: Vec<SumView<'a>>,
    /// The cells that start with closing figures of last year's report.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    carries: Vec<CarryView<'a>>,
}

/// A cell carried over from last year's report.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CarryView<'a> {
    /// Path in this year's report.
    this: &'a str,
    /// Path in last year's.
    last: &'a str,
}

/// A chart: figures side by side.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ChartView<'a> {
    title: &'a str,
    bars: Vec<BarView<'a>>,
}

/// A figure of a chart.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct BarView<'a> {
    /// As printed in the form.
    label: &'a str,
    /// Paths of the cells it is the sum of.
    paths: Vec<&'a str>,
}

/// A cell of the grid.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CellView<'a> {
    /// From 0.
    row: usize,
    /// From 0.
    column: usize,
    rowspan: usize,
    colspan: usize,
    /// `banner`, `corner`, `column-head`, `row-head`; `count`, `signed`, `decimal`, `text` for a value.
    kind: &'static str,
    /// As printed; for a value, its name in plain Chinese.
    label: String,
    /// The label's line breaks, if the form prescribes them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    lines: Vec<String>,
    /// Printed top to bottom.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    vertical: bool,
    /// For a value: ids from the section down, as in a report file.
    #[serde(skip_serializing_if = "Option::is_none")]
    path: Option<&'a str>,
}

/// A sum.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SumView<'a> {
    /// `row-total`, `column-total`, `group-total`, `balance`.
    kind: &'static str,
    /// Paths of the terms.
    left: Vec<&'a str>,
    /// Path of the total, or of the other side's terms.
    right: Vec<&'a str>,
}

impl<'a> FormView<'a> {
    /// The form in a language; printed text is always Chinese.
    pub(crate) fn of(form: &'a Form, lang: Lang) -> Self {
        let roles = form.policy.roles.iter().map(|role| RoleView {
            id: &role.id,
            label: &role.label,
            post: role.post,
            key: role.key,
        });
        Self {
            id: &form.id,
            version: form.version,
            family: &form.family,
            name: form.name.get(lang),
            authority: &form.authority,
            from: form.years.from,
            to: form.years.to,
            title: &form.title,
            sections: (0..form.sections.len())
                .filter_map(|index| section(form, index, lang))
                .collect(),
            roles: roles.collect(),
            example: &form.example,
        }
    }
}

fn section(form: &Form, index: usize, lang: Lang) -> Option<SectionView<'_>> {
    let section = form.sections.get(index)?;
    let (text, table) = match &section.content {
        Content::Text(rules) => (Some(text(rules)), None),
        Content::Table(table) => (None, self::table(form, index, table, lang)),
    };
    Some(SectionView {
        id: &section.id,
        label: &section.label,
        missing: match section.required {
            Required::Error => "error",
            Required::Warning => "warning",
        },
        text,
        table,
    })
}

fn text(rules: &TextRules) -> TextView<'_> {
    TextView {
        placeholder: &rules.placeholder,
        max_characters: rules.max_characters,
        topics: rules
            .topics
            .iter()
            .map(|topic| topic.name.as_str())
            .collect(),
    }
}

fn table<'a>(form: &'a Form, index: usize, table: &'a Table, lang: Lang) -> Option<TableView<'a>> {
    let grid = form.grid(index)?;
    let is_here = |id: &CellId| form.spec(*id).is_some_and(|spec| spec.section == index);
    let paths = |ids: &[CellId]| -> Vec<&'a str> {
        let specs = ids.iter().filter_map(|id| form.spec(*id));
        specs.map(|spec| spec.path.as_str()).collect()
    };
    let sums = form
        .equations
        .iter()
        .filter(|sum| sum.right.iter().any(is_here))
        .map(|sum| SumView {
            kind: match sum.kind {
                EquationKind::RowTotal => "row-total",
                EquationKind::ColumnTotal => "column-total",
                EquationKind::GroupTotal => "group-total",
                EquationKind::Balance => "balance",
            },
            left: paths(&sum.left),
            right: paths(&sum.right),
        });
    let charts = form.charts(index).into_iter().map(|chart| ChartView {
        title: match lang {
            Lang::Zh => &chart.title.zh,
            Lang::En => &chart.title.en,
        },
        bars: chart
            .bars
            .into_iter()
            .map(|bar| BarView {
                label: bar.label,
                paths: paths(&bar.cells),
            })
            .collect(),
    });
    let carries = form.carries().iter().filter(|pair| is_here(&pair.this));
    let carries = carries.filter_map(|pair| {
        Some(CarryView {
            this: &form.spec(pair.this)?.path,
            last: &pair.last,
        })
    });
    Some(TableView {
        charts: charts.collect(),
        rows: grid.keep_with_next.len(),
        columns: grid.columns,
        widths: &table.widths,
        sums: sums.collect(),
        carries: carries.collect(),
        cells: grid
            .cells
            .into_iter()
            .map(|cell| self::cell(form, cell))
            .collect(),
    })
}

fn cell(form: &Form, cell: GridCell) -> CellView<'_> {
    let spec = match cell.kind {
        GridCellKind::Value(id) => form.spec(id),
        _ => None,
    };
    let kind = match cell.kind {
        GridCellKind::Banner => "banner",
        GridCellKind::Corner => "corner",
        GridCellKind::ColumnHead => "column-head",
        GridCellKind::RowHead => "row-head",
        GridCellKind::Value(_) => match spec.map(|spec| spec.kind).unwrap_or_default() {
            CellKind::Count => "count",
            CellKind::Signed => "signed",
            CellKind::Decimal => "decimal",
            CellKind::Text => "text",
        },
    };
    CellView {
        row: cell.row,
        column: cell.column,
        rowspan: cell.rowspan,
        colspan: cell.colspan,
        kind,
        label: spec.map_or(cell.label, |spec| spec.name.clone()),
        lines: cell.lines,
        vertical: cell.vertical,
        path: spec.map(|spec| spec.path.as_str()),
    }
}
