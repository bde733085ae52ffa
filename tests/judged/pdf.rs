//! qpdf and poppler on the PDF.

use std::collections::BTreeMap;
use std::process::Command;

use chengbao::compose::{Profile, compose};
use chengbao::pipeline;

use crate::judge::{ask, cases, folder};
use support::rooms::{FACES, body_text, examples, pictures, read, signed_off};
use support::said::Said;

/// Random reports beside the examples.
const SAMPLE: u32 = 20;

#[test]
fn qpdf_finds_nothing_wrong_and_every_font_is_embedded_as_a_subset_with_its_characters() {
    let folder = folder();
    for case in cases(folder.path(), SAMPLE) {
        // Exit status 3 for a warning fails in `ask`.
        ask(Command::new("qpdf").arg("--check").arg(case.pdf()));
        let fonts = ask(Command::new("pdffonts").arg(case.pdf()));
        let mut lines = fonts.lines();
        let head = lines.next().unwrap();
        let column = |name: &str| head.find(name).unwrap();
        let mut count = 0;
        for font in lines.skip(1) {
            for name in ["emb", "sub", "uni"] {
                let says = font.get(column(name)..).unwrap();
                assert!(says.starts_with("yes"), "{}: {name}: {font}", case.name);
            }
            count += 1;
        }
        assert!(count >= 3, "{}: {fonts}", case.name);
    }
}

#[test]
fn a_final_document_has_one_field_that_nobody_has_signed() {
    let folder = folder();
    for (name, form, yaml) in examples() {
        let report = read(&form, &yaml);
        for profile in Profile::ALL {
            let document = compose(&report, &signed_off(profile), &pictures(&report));
            let file = folder.path().join(format!("{name}-{}.pdf", profile.id()));
            std::fs::write(&file, pipeline::pdf(&document, &FACES).unwrap().bytes).unwrap();
            ask(Command::new("qpdf").arg("--check").arg(&file));
            let told = Command::new("pdfsig").arg(&file).output().unwrap();
            let told = String::from_utf8(told.stdout).unwrap();
            let is_sealed = profile != Profile::Print;
            let count = told.matches("Signature Field Name: Signature1").count();
            assert_eq!(count, usize::from(is_sealed), "{name}: {told}");
            assert_eq!(told.contains("is not signed"), is_sealed, "{name}: {told}");
        }
    }
}

#[test]
fn pdftotext_has_every_word_and_figure_in_reading_order() {
    let folder = folder();
    for case in cases(folder.path(), SAMPLE) {
        let Some(said) = &case.said else { continue };
        let text = ask(Command::new("pdftotext")
            .arg("-raw")
            .arg(case.pdf())
            .arg("-"));
        let packed_text = without_furniture(&text);
        let mut rest = packed_text.as_str();
        let mut words: BTreeMap<&str, usize> = BTreeMap::new();
        for word in text.split_whitespace() {
            *words.entry(word).or_default() += 1;
        }
        for said in said {
            match said {
                Said::Text(text) => {
                    let text = packed(text);
                    let at = rest.find(&text);
                    let at = at.unwrap_or_else(|| panic!("{}: no {text:?} in order", case.name));
                    rest = &rest[at + text.len()..];
                }
                Said::Table(cells) => {
                    for figure in cells
                        .iter()
                        .map(|cell| &cell.text)
                        .filter(|text| is_figure(text))
                    {
                        let left = words.get_mut(figure.as_str()).filter(|left| **left > 0);
                        *left.unwrap_or_else(|| panic!("{}: no {figure}", case.name)) -= 1;
                    }
                }
            }
        }
    }
}

fn is_figure(text: &str) -> bool {
    !text.is_empty()
        && text
            .chars()
            .all(|c| c.is_ascii_digit() || "-./".contains(c))
}

/// Text without page numbers, and without what sets it out on paper.
fn without_furniture(text: &str) -> String {
    let number = |line: &&str| {
        let line = packed(line);
        !(line.starts_with('—') && line.ends_with('—') && line.chars().any(|c| c.is_ascii_digit()))
    };
    packed(&text.lines().filter(number).collect::<String>())
}

fn packed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

#[test]
fn pdftotext_measures_22_lines_of_28_characters_on_a_full_page() {
    let folder = folder();
    let file = folder.path().join("grid.pdf");
    let made = body_text(&["依法公开政府信息保障人民群众知情权".repeat(100)]);
    std::fs::write(&file, &made.pdf).unwrap();
    assert!(made.pages.pages.len() > 2, "{:?}", FACES.faces().count());
    let args = ["-bbox-layout", "-f", "2", "-l", "2"];
    let boxes = ask(Command::new("pdftotext").args(args).arg(&file).arg("-"));
    let lines: Vec<&str> = boxes.split("<line ").skip(1).collect();
    let body: Vec<&&str> = lines.iter().filter(|line| !line.contains('—')).collect();
    assert_eq!(body.len(), 22, "{boxes}");
    for line in body {
        let words = line.split("<word").skip(1);
        let words = words.map(|word| word.split(['>', '<']).nth(1).unwrap());
        assert_eq!(words.collect::<String>().chars().count(), 28, "{line}");
        let edge = |name: &str| -> f32 {
            let value = line.split(&format!("{name}=\"")).nth(1).unwrap();
            value.split('"').next().unwrap().parse().unwrap()
        };
        let millimetres = (edge("xMax") - edge("xMin")) * 25.4 / 72.0;
        assert!(
            (millimetres - 156.0).abs() < 0.3,
            "a line is {millimetres} mm long: {line}"
        );
    }
}
