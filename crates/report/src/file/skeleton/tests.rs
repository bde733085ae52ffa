//! Skeletons of every form, read by another YAML reader.

use std::collections::BTreeMap;

use super::*;
use crate::form::{Forms, HeadKey, LETTER, Slot};

fn every_form(check: impl Fn(&Form)) {
    for form in Forms::builtin().unwrap().iter() {
        check(form);
    }
}

#[test]
fn every_row_of_every_form_is_there_with_its_label() {
    every_form(|form| {
        let text = skeleton(form, &BTreeMap::new());
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
    let first = form.sections[0].id.as_str();
    let values = [
        ("year", "2031"),
        ("issuer", "某市: “人民”政府"),
        ("level", "city"),
        ("previous", "../2030.yaml"),
        ("date", "2032-01-24"),
        (first, "# 一\n- 二"),
        (form.spec(cell).unwrap().path.as_str(), "4711"),
    ];
    let values = values.map(|(path, text)| (path.to_owned(), text.to_owned()));
    let text = skeleton(form, &BTreeMap::from(values));
    let value: serde_yaml::Value = serde_yaml::from_str(&text).unwrap();
    assert_eq!(value["year"], 2031);
    assert_eq!(value["issuer"], "某市: “人民”政府");
    assert_eq!(value["level"], "city");
    assert_eq!(value["previous"], "../2030.yaml");
    assert_eq!(value["date"], "2032-01-24");
    assert_eq!(value[first], "# 一\n- 二\n");
    assert_eq!(text.matches("4711").count(), 1);
}

#[test]
fn the_covering_letter_is_there_once_its_marks_are_taken_away() {
    every_form(|form| {
        let text = skeleton(form, &BTreeMap::new());
        let keys = |text: &str| {
            let value: serde_yaml::Value = serde_yaml::from_str(text).unwrap();
            let circular = value.get("circular")?.as_mapping()?.clone();
            let keys = circular.keys().map(|key| key.as_str().unwrap().to_owned());
            Some(keys.collect::<Vec<_>>())
        };
        assert_eq!(keys(&text), None);
        let text = text.replace("\n# circular:", "\ncircular:");
        let text = text.replace("\n#   ", "\n  ");
        assert_eq!(keys(&text).unwrap(), LETTER.each_ref().map(HeadKey::id));
    });
}

#[test]
fn a_covering_letter_that_is_known_is_filled_in() {
    every_form(|form| {
        let path = |key: &HeadKey| (key.path.to_owned(), format!("{}: 一\n# 二", key.id()));
        let mut values = BTreeMap::from(LETTER.each_ref().map(path));
        values.remove("circular.mark");
        let value: serde_yaml::Value = serde_yaml::from_str(&skeleton(form, &values)).unwrap();
        let written = value["circular"].as_mapping().unwrap().iter();
        let written =
            written.map(|(id, text)| [id, text].map(|it| it.as_str().unwrap().to_owned()));
        let written: BTreeMap<_, _> = written
            .map(|[id, text]| (format!("circular.{id}"), text))
            .collect();
        assert_eq!(written, values);
    });
}
