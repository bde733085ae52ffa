//! Whether a form is consistent: every id refers to something, once; spans fit; patterns are
//! valid regular expressions.

use std::collections::BTreeSet;

use super::cells::{Branch, leaf_rows, leaves};
use super::error::{Located, Step};
use super::model::{Content, Head, Panel, Table};
use super::{Form, FormError, HeadKey, Level, charts, equations, grid};
use chengbao_base::text::Text;

pub(super) fn check(form: &Form, file: &Located<'_>) -> Result<(), FormError> {
    let mut seen = BTreeSet::new();
    for (index, section) in form.sections.iter().enumerate() {
        let at = [Step::from("sections"), index.into()];
        let id = section.id.as_str();
        if HeadKey::of_path(id).is_some() || !is_id(id) || !seen.insert(id) {
            return Err(file.at(
                &[at.as_slice(), &["id".into()]].concat(),
                Text::new(
                    format!("部分的 id“{id}”无法使用，应为小写英文、数字和下划线，不重复，也不与报告的其他项目名相同"),
                    format!("section id `{id}` must be lower-case and unique, and must not be a reserved key"),
                ),
            ));
        }
        if let Content::Table(table) = &section.content {
            check_table(file, &at, table)?;
        }
    }
    if form.family.trim().is_empty() {
        return Err(file.at(
            &["family".into()],
            Text::new("family 不能为空", "family must not be empty"),
        ));
    }
    check_paths(form, file)?;
    check_deadlines(form, file)?;
    form.policy.check(file, &["signoff".into()], 0)
}

fn check_deadlines(form: &Form, file: &Located<'_>) -> Result<(), FormError> {
    let known = |key: &str| key == "default" || Level::parse(key).is_some_and(|l| l.id() == key);
    let Some(key) = form.deadlines.keys().find(|key| !known(key)) else {
        return Ok(());
    };
    Err(file.at(
        &["deadlines".into(), key.as_str().into()],
        Text::new(
            format!("不认识机关层级“{key}”"),
            format!("`{key}` is not a valid level"),
        ),
    ))
}

/// Whether it can be an id: lower case, digits, underscores.
pub(super) fn is_id(id: &str) -> bool {
    id.starts_with(|c: char| c.is_ascii_lowercase())
        && id
            .chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
}

fn check_table(file: &Located<'_>, at: &[Step<'_>], table: &Table) -> Result<(), FormError> {
    let table_at = [at, &["table".into()]].concat();
    let step = |more: &[Step<'static>]| [table_at.as_slice(), more].concat();
    if table.widths.iter().any(|w| !w.is_finite() || *w <= 0.0) || table.widths.is_empty() {
        return Err(file.at(
            &step(&["widths".into()]),
            Text::new("widths 应为正数", "widths must be positive"),
        ));
    }
    if !(4.0..=40.0).contains(&table.size) {
        return Err(file.at(
            &step(&["size".into()]),
            Text::new("size（磅）应在 4 与 40 之间", "size must be 4 to 40 points"),
        ));
    }
    let mut rows_so_far = 0;
    for (index, panel) in table.panels.iter().enumerate() {
        let panel_at = step(&["panels".into(), index.into()]);
        let needed = grid::depth(&panel.rows) + leaves(&panel.columns).len();
        if needed > table.widths.len() || panel.columns.is_empty() {
            return Err(file.at(
                &panel_at,
                Text::new(
                    format!(
                        "此表需要 {needed} 列，而 widths 只有 {} 列",
                        table.widths.len()
                    ),
                    format!(
                        "this panel needs {needed} grid columns, but widths has {}",
                        table.widths.len()
                    ),
                ),
            ));
        }
        rows_so_far += usize::from(panel.banner.is_some())
            + grid::depth(&panel.columns)
            + leaf_rows(&panel.rows).len();
        check_panel(file, &panel_at, panel)?;
    }
    if table.header_rows >= rows_so_far.max(1) {
        return Err(file.at(
            &step(&["header_rows".into()]),
            Text::new(
                "header_rows 多于表的行数",
                "header_rows leaves no rows for the table body",
            ),
        ));
    }
    Ok(())
}

fn check_panel(file: &Located<'_>, at: &[Step<'_>], panel: &Panel) -> Result<(), FormError> {
    check_heads(file, &[at, &["columns".into()]].concat(), &panel.columns)?;
    check_heads(file, &[at, &["rows".into()]].concat(), &panel.rows)?;
    let corner = panel.corner.as_deref().unwrap_or_default();
    check_lines(
        file,
        &[at, &["corner_lines".into()]].concat(),
        corner,
        &panel.corner_lines,
    )?;
    let rows = leaf_rows(&panel.rows);
    let columns = leaves(&panel.columns);
    for (key, branches) in [("columns", &columns), ("rows", &rows)] {
        for branch in branches {
            let Some(head) = branch.last() else { continue };
            for id in &head.total_of {
                let found = equations::covered(branches, branch, id);
                if found.is_empty() || head.id.as_ref() == Some(id) {
                    return Err(unknown(file, &[at, &[key.into()]].concat(), id));
                }
            }
        }
    }
    let root = Branch::new();
    let row = |key: &'static str, id: &String| {
        if equations::covered(&rows, &root, id).is_empty() {
            return Err(unknown(file, &[at, &[key.into()]].concat(), id));
        }
        Ok(())
    };
    for [left, right] in &panel.balances {
        for id in left.iter().chain(right) {
            row("balances", id)?;
        }
    }
    for carry in &panel.carries {
        // `last` is looked up in last year's form, which may be another edition.
        row("carries", &carry.this)?;
    }
    for (index, chart) in panel.charts.iter().enumerate() {
        if charts::bars(panel, chart).is_none() {
            return Err(unknown(
                file,
                &[at, &["charts".into(), index.into()]].concat(),
                &chart.at,
            ));
        }
    }
    for roll in &panel.roll_forward {
        for id in [&roll.stock]
            .into_iter()
            .chain(&roll.plus)
            .chain(&roll.minus)
        {
            if equations::covered(&columns, &root, id).is_empty() {
                return Err(unknown(file, &[at, &["roll_forward".into()]].concat(), id));
            }
        }
    }
    Ok(())
}

fn unknown(file: &Located<'_>, at: &[Step<'_>], id: &str) -> FormError {
    file.at(
        at,
        Text::new(
            format!("“{id}”在这里没有对应的行或列"),
            format!("`{id}` is not a row or column here"),
        ),
    )
}

fn check_heads(file: &Located<'_>, at: &[Step<'_>], heads: &[Head]) -> Result<(), FormError> {
    for (index, head) in heads.iter().enumerate() {
        let here = [at, &[index.into()]].concat();
        let leaf = head.heads.is_empty();
        if leaf && !head.id.as_deref().is_some_and(is_id) {
            return Err(file.at(
                &here,
                Text::new(
                    format!(
                        "“{}”是一行（列），应有 id（小写英文、数字、下划线）",
                        head.label
                    ),
                    format!(
                        "`{}` is a row or column and needs a lower-case id",
                        head.label
                    ),
                ),
            ));
        }
        if head.label.trim().is_empty() {
            return Err(file.at(
                &here,
                Text::new("label 不能为空", "label must not be empty"),
            ));
        }
        check_lines(file, &here, &head.label, &head.lines)?;
        check_heads(
            file,
            &[here.as_slice(), &["heads".into()]].concat(),
            &head.heads,
        )?;
    }
    Ok(())
}

fn check_lines(
    file: &Located<'_>,
    at: &[Step<'_>],
    label: &str,
    lines: &[String],
) -> Result<(), FormError> {
    if lines.is_empty() || lines.concat() == label {
        return Ok(());
    }
    Err(file.at(
        at,
        Text::new(
            format!("lines 各行连起来应为“{label}”"),
            format!("the lines joined together must be `{label}`"),
        ),
    ))
}

/// Every path belongs to one cell; a row's path belongs to one row.
fn check_paths(form: &Form, file: &Located<'_>) -> Result<(), FormError> {
    let mut seen = BTreeSet::new();
    for spec in &form.cells {
        if !seen.insert(spec.path.as_str()) {
            return Err(file.at(
                &[
                    "sections".into(),
                    spec.section.into(),
                    "table".into(),
                    "panels".into(),
                    spec.panel.into(),
                ],
                Text::new(
                    format!("两格同名：{}", spec.path),
                    format!("two cells have the name {}", spec.path),
                ),
            ));
        }
    }
    Ok(())
}
