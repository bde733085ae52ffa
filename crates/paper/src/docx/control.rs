//! Content controls: a figure of a table in a control of its own, bound to its value in the report
//! part, so that a figure typed over in Word or WPS changes the data (ECMA-376 part 1 §17.5.2).

use std::collections::BTreeMap;

use quick_xml::escape::escape;

use crate::document::{CellRole, Data, GridSlot, Scope, TableCell};
use chengbao_base::formats::bound::{PREFIX_MAPPINGS, REPORT_ID, xpath};

/// Longest `w:alias` and `w:tag` that Word accepts, in UTF-16 code units.
const MAX_TAG: usize = 64;

/// The values of the report part, by id path.
#[derive(Debug)]
pub(super) struct Values<'a>(BTreeMap<&'a str, &'a str>);

impl<'a> Values<'a> {
    pub(super) fn of(data: &'a Data) -> Self {
        let values = data.fields.iter();
        Self(
            values
                .map(|field| (field.path.as_str(), field.value.as_str()))
                .collect(),
        )
    }

    /// The id path of a cell that shows its value. In a bound control Word shows what the part
    /// contains: a cell that shows anything else is not bound.
    pub(super) fn path<'c>(&self, cell: &'c TableCell) -> Option<&'c str> {
        let path = cell.path.as_deref()?;
        let value = self.0.get(path)?;
        (cell.lines.join("\n") == **value).then_some(path)
    }
}

/// Writes the content of `w:sdtPr` after `w:rPr` (§17.5.2.38); `label` is what Word shows at its edge.
/// It can be edited but not removed: a figure typed next to it would not change the data. It
/// has no placeholder, so that an empty one shows nothing (§17.5.2.25: spaces), and no `w:id`: without
/// one programs assign it (§17.5.2.18), and hundreds of them were a thirtieth of a file.
pub(super) fn write_properties(out: &mut String, path: &str, label: &str) {
    out.extend([r#"<w:alias w:val=""#, &escape(label), r#""/>"#]);
    if path.len() <= MAX_TAG {
        out.extend([r#"<w:tag w:val=""#, path, r#""/>"#]);
    }
    out.extend([
        r#"<w:lock w:val="sdtLocked"/><w:dataBinding w:prefixMappings=""#,
        PREFIX_MAPPINGS,
        r#"" w:xpath=""#,
        &xpath(path),
        r#"" w:storeItemID=""#,
        REPORT_ID,
        r#""/><w:text/>"#,
    ]);
}

/// The heads of the cell in row `row` of the grid: the nearest row head and the nearest column head,
/// or all column heads if there is no row head; truncated to what Word accepts.
pub(super) fn label(cell: &TableCell, row: usize, slots: &[Vec<GridSlot<'_>>]) -> String {
    let beside = (slots.get(row).into_iter().flatten())
        .filter(|slot| slot.cell.column < cell.column)
        .rfind(|slot| slot.cell.role == CellRole::Header(Scope::Row));
    let mut above: Vec<&TableCell> = (slots.iter().take(row))
        .filter_map(|row| row.iter().find(|slot| covers(slot.cell, cell.column)))
        .filter(|slot| !slot.continued && slot.cell.role == CellRole::Header(Scope::Column))
        .map(|slot| slot.cell)
        .collect();
    if beside.is_some() {
        above.drain(..above.len().saturating_sub(1));
    }
    let heads = beside.map(|slot| slot.cell).into_iter().chain(above);
    let label = heads.map(TableCell::text).collect::<Vec<_>>().join(" ");
    let mut units = 0;
    label
        .chars()
        .take_while(|c| {
            units += c.len_utf16();
            units <= MAX_TAG
        })
        .collect()
}

fn covers(cell: &TableCell, column: usize) -> bool {
    (cell.column..cell.column + cell.colspan).contains(&column)
}
