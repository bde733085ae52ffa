//! A report file written again from its values alone. It never keeps the layout of another one.

use std::collections::BTreeMap;

use chengbao_report::form::{CellId, Filled, Form, skeleton};

/// A new report file with the values, by id path.
pub(in crate::import) fn anew(form: &Form, values: &BTreeMap<String, String>) -> Vec<u8> {
    let filled = Filled {
        year: values.get("year").cloned(),
        issuer: values.get("issuer").cloned(),
        level: values.get("level").cloned(),
        previous: values.get("previous").cloned(),
        date: values.get("date").cloned(),
        texts: texts(form, values),
        letter: letter(values),
        cells: cells(form, values),
    };
    skeleton(form, &filled).into_bytes()
}

fn texts(form: &Form, wanted: &BTreeMap<String, String>) -> BTreeMap<String, Vec<String>> {
    let sections = form.sections.iter().map(|section| section.id.as_str());
    let keys = ["title", "preface"].into_iter().chain(sections);
    keys.filter_map(|key| {
        let text = wanted.get(key)?;
        Some((key.to_owned(), text.lines().map(str::to_owned).collect()))
    })
    .collect()
}

fn letter(wanted: &BTreeMap<String, String>) -> BTreeMap<String, String> {
    let key = |path: &str| path.strip_prefix("circular.").map(str::to_owned);
    let letter = wanted.iter();
    letter
        .filter_map(|(path, text)| Some((key(path)?, text.clone())))
        .collect()
}

fn cells(form: &Form, wanted: &BTreeMap<String, String>) -> BTreeMap<CellId, String> {
    let cells = form.cells.iter().enumerate();
    let cells =
        cells.filter_map(|(index, spec)| Some((CellId(index), wanted.get(&spec.path)?.clone())));
    cells.filter(|(_, text)| !text.is_empty()).collect()
}
