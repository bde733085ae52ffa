//! What a chart of a table shows: the heads that a total adds up, each with its cells in one row or column.

use super::cells::{Branch, leaf_rows, leaves};
use super::equations::covered;
use super::label::{bare_label, without_note};
use super::model::{Axis, Chart, ChartTitle, Content, Panel};
use super::{CellId, Form};

/// A chart of a form.
#[derive(Debug, Clone, PartialEq)]
pub struct Bars<'a> {
    /// What it shows.
    pub title: &'a ChartTitle,
    /// The figures, in the form's order.
    pub bars: Vec<Bar<'a>>,
}

/// A figure of a chart.
#[derive(Debug, Clone, PartialEq)]
pub struct Bar<'a> {
    /// The head's label without ordinal and note.
    pub label: &'a str,
    /// The cells that add up to it.
    pub cells: Vec<CellId>,
}

/// A figure as positions in the panel: its label, and row and column of each cell.
type Places<'a> = (&'a str, Vec<(usize, usize)>);

/// The figures of a chart; `None` if it names a row or column that does not exist, or the heads have no
/// total.
pub(super) fn bars<'a>(panel: &'a Panel, chart: &Chart) -> Option<Vec<Places<'a>>> {
    let (rows, columns) = (leaf_rows(&panel.rows), leaves(&panel.columns));
    let (over, other) = match chart.over {
        Axis::Rows => (&rows, &columns),
        Axis::Columns => (&columns, &rows),
    };
    let [at] = *covered(other, &Branch::new(), &chart.at).as_slice() else {
        return None;
    };
    let has_total = |branch: &&Branch<'a>| {
        let head = branch.last();
        head.is_some_and(|head| !head.total_of.is_empty())
    };
    let total = over.iter().find(has_total)?;
    let ids = &total.last()?.total_of;
    let bars = ids.iter().map(|id| {
        let leaves = covered(over, total, id);
        let heads = over.get(*leaves.first()?)?;
        let head = heads.iter().find(|head| head.id.as_ref() == Some(id))?;
        let places = leaves.into_iter().map(|leaf| match chart.over {
            Axis::Rows => (leaf, at),
            Axis::Columns => (at, leaf),
        });
        Some((bare_label(without_note(&head.label)), places.collect()))
    });
    bars.collect()
}

impl Form {
    /// The charts of a section's table.
    #[must_use]
    pub fn charts(&self, section: usize) -> Vec<Bars<'_>> {
        let Some(Content::Table(table)) = self.sections.get(section).map(|it| &it.content) else {
            return Vec::new();
        };
        let panels = table.panels.iter().enumerate();
        let charts = panels.flat_map(|(index, panel)| {
            let charts = panel.charts.iter();
            charts.filter_map(move |chart| Some((index, &chart.title, bars(panel, chart)?)))
        });
        let cell = |panel: usize, (row, column): (usize, usize)| {
            let mut cells = self.section_cells(section);
            let found = cells.find(|(_, it)| (it.panel, it.row, it.column) == (panel, row, column));
            found.map(|(id, _)| id)
        };
        let charts = charts.map(|(panel, title, bars)| {
            let bars = bars.into_iter().map(|(label, places)| Bar {
                label,
                cells: places
                    .into_iter()
                    .filter_map(|at| cell(panel, at))
                    .collect(),
            });
            Bars {
                title,
                bars: bars.collect(),
            }
        });
        charts.collect()
    }
}

#[cfg(test)]
mod tests {
    use crate::form::Forms;

    #[test]
    fn the_figures_of_a_chart_are_what_the_total_adds_up() {
        let forms = Forms::builtin().unwrap();
        for id in ["zfxxgk-2019", "zfxxgk-2021"] {
            let form = forms.get(id).unwrap();
            let (index, _) = form.section("requests").unwrap();
            let charts = form.charts(index);
            let [outcomes, applicants] = charts.as_slice() else {
                panic!("{}: {} charts", form.id, charts.len());
            };
            for (chart, total) in [
                (outcomes, "requests.total.total"),
                (applicants, "requests.received.total"),
            ] {
                let total = form.cell(total).unwrap();
                let sum = form.equations.iter().find(|sum| {
                    let first = chart.bars[0].cells[0];
                    sum.right == [total] && sum.left.contains(&first)
                });
                let cells: Vec<_> = chart
                    .bars
                    .iter()
                    .flat_map(|bar| bar.cells.clone())
                    .collect();
                assert_eq!(cells, sum.unwrap().left);
            }
            let labels = outcomes.bars.iter().map(|bar| bar.label);
            let expected = "予以公开 部分公开 不予公开 无法提供 不予处理 其他处理";
            assert_eq!(labels.collect::<Vec<_>>().join(" "), expected);
            assert_eq!(applicants.bars.len(), 6);
            assert_eq!(applicants.bars[0].label, "自然人");
        }
    }
}
