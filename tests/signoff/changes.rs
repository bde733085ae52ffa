//! Each single value, changed after it was signed, breaks the sign-off and is named.

use std::ops::Range;
use std::sync::Arc;

use chengbao::form::CellKind;
use chengbao::report::{Field, Report, fields};
use chengbao::signoff::{self, Break, PictureChange, State, state};
use serde_json::Value;

use super::{examples, read, signed};

/// Where a value is written and what is written instead, once for each part of it that can be changed alone.
fn edits(report: &Report, field: &Field) -> Vec<(Range<usize>, String)> {
    let Some(place) = field.place else {
        return Vec::new();
    };
    let whole = |text: &str| vec![(place.start..place.end, text.to_owned())];
    let kind = report
        .form
        .cell(&field.path)
        .and_then(|id| report.form.spec(id))
        .map(|spec| spec.kind);
    if let Some(kind) = kind {
        return match (kind, &field.json) {
            (CellKind::Count | CellKind::Signed, Value::Number(number)) => {
                whole(&(number.as_i64().unwrap() + 1).to_string())
            }
            (CellKind::Count | CellKind::Signed, _) => whole("7"),
            (CellKind::Decimal, _) => whole("98.76"),
            (CellKind::Text, _) => whole("98.76万元"),
        };
    }
    match field.path.as_str() {
        "year" => whole("2031"),
        "level" => whole("province"),
        "date" | "circular.date" => whole("2025-03-03"),
        _ => {
            // The last letter of every line.
            let text = &report.source.text[place.start..place.end];
            let mut edits = Vec::new();
            for line in field.text.lines() {
                let at = text
                    .find(line)
                    .unwrap_or_else(|| panic!("{}: {line}", field.path));
                let end = place.start + at + line.len();
                let last = line.chars().next_back().unwrap();
                let other = if last == '改' { "变" } else { "改" };
                edits.push((end - last.len_utf8()..end, other.to_owned()));
            }
            edits
        }
    }
}

/// The only thing that is broken.
#[track_caller]
fn only(state: State) -> Break {
    match state {
        State::Broken(mut breaks) if breaks.len() == 1 => breaks.remove(0),
        other => panic!("{other:?}"),
    }
}

#[test]
fn each_single_value_is_noticed_and_named() {
    let mut count = 0;
    for yaml in examples() {
        let report = read(&yaml);
        let policy = &report.form.policy;
        let file = signed(&report, &[]);
        assert!(matches!(
            state(&report, &[], Some(&file), policy),
            State::Complete(_)
        ));
        let own = fields(&report);
        let sections = report.form.sections.len();
        assert!(own.len() > report.form.cells.len() + sections);
        for field in &own {
            let edits = edits(&report, field);
            assert!(!edits.is_empty() || field.path == "form", "{}", field.path);
            for (place, text) in edits {
                let mut edited = report.source.text.clone();
                edited.replace_range(place, &text);
                let changed = read(&edited);
                let now = fields(&changed)
                    .into_iter()
                    .find(|now| now.path == field.path);
                let Break::Value(change) = only(state(&changed, &[], Some(&file), policy)) else {
                    panic!("{}", field.path);
                };
                assert_eq!(change.path, field.path);
                assert_eq!(change.before.as_ref(), Some(&field.text), "{}", field.path);
                assert_eq!(change.now, now.map(|now| now.text), "{}", field.path);
                count += 1;
            }
        }
    }
    assert!(count > 800, "{count}");
}

#[test]
fn a_value_that_is_added_or_taken_away_is_named() {
    for yaml in examples() {
        let report = read(&yaml);
        let (bare, full) = (
            report.source.text.clone(),
            format!("{yaml}\npreface: 前言。\ntitle: 标题\n"),
        );
        if bare.contains("\npreface:") || bare.contains("\ntitle:") {
            continue;
        }
        for (before, after) in [(&bare, &full), (&full, &bare)] {
            let (before, after) = (read(before), read(after));
            let file = signed(&before, &[]);
            let State::Broken(breaks) = state(&after, &[], Some(&file), &report.form.policy) else {
                panic!("not noticed");
            };
            let mut paths: Vec<&str> = breaks
                .iter()
                .map(|broken| match broken {
                    Break::Value(change) => {
                        assert!(change.before.is_none() != change.now.is_none());
                        change.path.as_str()
                    }
                    other => panic!("{other:?}"),
                })
                .collect();
            paths.sort_unstable();
            assert_eq!(paths, ["preface", "title"]);
        }
    }
}

#[test]
fn another_version_of_the_form_is_noticed() {
    for yaml in examples() {
        let report = read(&yaml);
        let file = signed(&report, &[]);
        let mut form = (*report.form).clone();
        form.version += 1;
        let renewed = Report::read(&Arc::new(form), &report.source);
        let policy = &report.form.policy;
        let broken = only(state(&renewed, &[], Some(&file), policy));
        assert!(matches!(broken, Break::Form { before, now } if before.1 + 1 == now.1));
    }
}

#[test]
fn a_pictures_bytes_are_part_of_what_is_signed() {
    let report = read(examples().last().unwrap());
    let policy = &report.form.policy;
    let path = report.images()[0].path.to_owned();
    let bytes = std::fs::read(super::root().join("examples").join(&path)).unwrap();
    let pictures = |bytes: &[u8]| vec![(path.clone(), signoff::digest(bytes))];
    let file = signed(&report, &pictures(&bytes));
    let found = |pictures: &[(String, [u8; 32])]| state(&report, pictures, Some(&file), policy);
    assert!(matches!(found(&pictures(&bytes)), State::Complete(_)));
    for at in [0, bytes.len() / 2, bytes.len() - 1] {
        let mut other = bytes.clone();
        other[at] ^= 1;
        let Break::Picture {
            path: named,
            change,
        } = only(found(&pictures(&other)))
        else {
            panic!("not noticed");
        };
        assert_eq!((named, change), (path.clone(), PictureChange::Replaced));
    }
    let gone = only(found(&[]));
    assert!(matches!(
        gone,
        Break::Picture {
            change: PictureChange::Missing,
            ..
        }
    ));
    let more = [pictures(&bytes), vec![("另.png".to_owned(), [0; 32])]].concat();
    let more = only(found(&more));
    assert!(matches!(
        more,
        Break::Picture {
            change: PictureChange::Added,
            ..
        }
    ));
}
