//! Skeletons of every form, read by another YAML reader.

use std::collections::BTreeMap;

use super::*;
use crate::form::{CIRCULAR_KEYS, Forms, Slot};

fn every_form(check: impl Fn(&Form)) {
    for form in Forms::builtin().unwrap().iter() {
        check(form);
    }
}

#[test]
fn every_row_of_every_form_is_there_with_its_label() {
    every_form(|form| {
        let text = skeleton(form, &Filled::default());
        for (index, section) in form.sections.iter().enumerate() {
            assert!(
                text.contains(&format!("\n{}:", section.id)),
                "{}",
                section.id
            );
            for record in form.slots(index).iter().flat_map(Slot::records) {
                let key = format!(" {}:", record.id);
                let line = text
                    .lines()
                    .find(|line| line.contains(&key) && line.ends_with(&record.label));
                assert!(line.is_some(), "{}", record.path);
            }
        }
    });
}

#[test]
fn what_is_known_is_filled_in_and_nothing_else() {
    let forms = Forms::builtin().unwrap();
    let form = forms.iter().last().unwrap();
    let cell = form.equations[0].right[0];
    let filled = Filled {
        year: Some("2031".to_owned()),
        issuer: Some("某市: “人民”政府".to_owned()),
        level: Some("city".to_owned()),
        previous: Some("../2030.yaml".to_owned()),
        date: Some("2032-01-24".to_owned()),
        texts: BTreeMap::from([(
            form.sections[0].id.clone(),
            vec!["# 一".to_owned(), "- 二".to_owned()],
        )]),
        cells: BTreeMap::from([(cell, "4711".to_owned())]),
        ..Filled::default()
    };
    let text = skeleton(form, &filled);
    let value: serde_yaml::Value = serde_yaml::from_str(&text).unwrap();
    assert_eq!(value["year"], 2031);
    assert_eq!(value["issuer"], "某市: “人民”政府");
    assert_eq!(value["level"], "city");
    assert_eq!(value["previous"], "../2030.yaml");
    assert_eq!(value["date"], "2032-01-24");
    assert_eq!(value[form.sections[0].id.as_str()], "# 一\n- 二\n");
    assert_eq!(text.matches("4711").count(), 1);
}

#[test]
fn the_covering_letter_is_there_once_its_marks_are_taken_away() {
    every_form(|form| {
        let text = skeleton(form, &Filled::default());
        let keys = |text: &str| {
            let value: serde_yaml::Value = serde_yaml::from_str(text).unwrap();
            let circular = value.get("circular")?.as_mapping()?.clone();
            let keys = circular.keys().map(|key| key.as_str().unwrap().to_owned());
            Some(keys.collect::<Vec<_>>())
        };
        assert_eq!(keys(&text), None);
        let text = text.replace("\n# circular:", "\ncircular:");
        let text = text.replace("\n#   ", "\n  ");
        assert_eq!(keys(&text).unwrap(), CIRCULAR_KEYS.map(|(id, _)| id));
    });
}

#[test]
fn a_covering_letter_that_is_known_is_filled_in() {
    every_form(|form| {
        let letter = CIRCULAR_KEYS.map(|(id, _)| (id.to_owned(), format!("{id}: 一\n# 二")));
        let mut filled = Filled {
            letter: BTreeMap::from(letter),
            ..Filled::default()
        };
        filled.letter.remove("mark");
        let value: serde_yaml::Value = serde_yaml::from_str(&skeleton(form, &filled)).unwrap();
        let written = value["circular"].as_mapping().unwrap().iter();
        let written =
            written.map(|(id, text)| [id, text].map(|it| it.as_str().unwrap().to_owned()));
        let written: BTreeMap<_, _> = written.map(|[id, text]| (id, text)).collect();
        assert_eq!(written, filled.letter);
    });
}
