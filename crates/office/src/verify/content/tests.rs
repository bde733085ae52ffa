//! A PDF against its data: changes are found and named, harmless differences in encoding are not.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use lopdf::Document;

use super::pdf;
use crate::compose::{Profile, Purpose};
use crate::pipeline;
use crate::verify::answer::{Answer, Verdict};
use crate::verify::drawn::unicode_for_tests;
use crate::verify::inside::Inside;
use chengbao_base::picture::Pictures;
use chengbao_paper::typeset::FaceSet;
use chengbao_report::form::{Form, Forms};
use chengbao_report::report::Report;
use chengbao_report::source::Source;
use forge::Forge;

#[path = "../../../../../tests/support/forge.rs"]
#[expect(
    dead_code,
    unreachable_pub,
    reason = "shared with the end-to-end tests, which use the rest"
)]
mod forge;

static FACES: LazyLock<FaceSet> = LazyLock::new(|| {
    let fonts = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fonts");
    FaceSet::find(&[fonts]).unwrap()
});

fn newest() -> Arc<Form> {
    let forms = Forms::builtin().unwrap();
    Arc::clone(
        forms
            .in_force(2024)
            .max_by_key(|form| form.cells.len())
            .unwrap(),
    )
}

fn inside(form: &Arc<Form>, yaml: &str, purpose: Purpose) -> Inside {
    let source = Source::parse("report.yaml", yaml.as_bytes()).unwrap();
    Inside {
        report: Report::read(form, &Arc::new(source)),
        purpose,
        pictures: Pictures::new(),
        bound: std::collections::BTreeMap::new(),
        sign_off: None,
        notes: Vec::new(),
    }
}

/// The data of the newest form's example and the PDF they make.
fn example() -> (Inside, Vec<u8>) {
    let form = newest();
    let inside = inside(&form, &form.example, Purpose::default());
    let made = pipeline::pdf(&inside.document(), &FACES).unwrap();
    (inside, made.bytes)
}

/// The answer about a PDF without a signature.
fn answer(bytes: &[u8], inside: &Inside) -> Answer {
    pdf::answer(bytes, None, inside, &FACES, true)
}

/// The example's PDF after a change in its own spelling, asked whether it says its data.
fn changed(change: impl FnOnce(&mut Forge)) -> Answer {
    let (inside, made) = example();
    let mut forge = Forge::of(&made);
    change(&mut forge);
    answer(&forge.write(), &inside)
}

#[track_caller]
fn refused(verdict: Verdict, change: impl FnOnce(&mut Forge), says: &[&str]) {
    let answer = changed(change);
    assert_eq!(answer.verdict, verdict, "{}", answer.text.zh);
    for word in says {
        assert!(
            answer.text.zh.contains(word),
            "{word} not in {}",
            answer.text.zh
        );
    }
}

#[test]
fn every_example_says_its_data_in_every_use_byte_for_byte() {
    for form in Forms::builtin().unwrap().iter() {
        for profile in Profile::ALL {
            for draft in [false, true] {
                let purpose = Purpose {
                    draft,
                    ..Purpose::of(profile)
                };
                let inside = inside(form, &form.example, purpose);
                let made = pipeline::pdf(&inside.document(), &FACES).unwrap();
                let answer = answer(&made.bytes, &inside);
                assert_eq!(answer.verdict, Verdict::Yes);
                assert_eq!(answer.details["compared"], "bytes");
            }
        }
    }
}

#[test]
fn the_same_objects_in_another_order_are_the_same() {
    let answer = changed(|_| {});
    assert_eq!(answer.verdict, Verdict::Yes, "{}", answer.text.zh);
    assert_eq!(answer.details["compared"], "objects");
}

#[test]
fn a_file_saved_anew_by_another_program_is_not_judged() {
    let (inside, made) = example();
    let mut document = Document::load_mem(&made).unwrap();
    document.renumber_objects();
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    let answer = answer(&bytes, &inside);
    assert_eq!(answer.verdict, Verdict::Unknown, "{}", answer.text.zh);
}

/// The characters of each font, by resource name.
fn characters(forge: &Forge) -> BTreeMap<String, Vec<char>> {
    let table = forge.find(&["/C0 ", "/C1 "]);
    let names = forge.text(table).split('/').skip(1);
    let names = names.map(|entry| entry.split(' ').next().unwrap().to_owned());
    names
        .map(|name| {
            let font = forge.refers(table, &format!("/{name}"));
            let map = forge.content(forge.refers(font, "/ToUnicode"));
            (name, unicode_for_tests(&map).unwrap())
        })
        .collect()
}

/// Replaces the first string that is shown with these words by other codes of its font.
fn retype(forge: &mut Forge, words: &str, other: &str) {
    let characters = characters(forge);
    for page in 1..=forge.pages().len() {
        let content = forge.refers(forge.pages()[page - 1], "/Contents");
        let text = String::from_utf8(forge.content(content)).unwrap();
        let mut font: &[char] = &[];
        for line in text.lines() {
            if let Some(name) = line.strip_suffix(" Tf") {
                font = &characters[name[1..].split(' ').next().unwrap()];
            }
            let codes = |words: &str| -> Option<String> {
                let code = |c: char| Some(font.iter().position(|it| *it == c)? + 1);
                let codes = words.chars().map(|c| Some(format!("{:04X}", code(c)?)));
                codes.collect()
            };
            if let (Some(own), Some(new)) = (codes(words), codes(other))
                && line == format!("<{own}> Tj")
            {
                let at = line.as_ptr() as usize - text.as_ptr() as usize;
                let text = format!("{}<{new}> Tj{}", &text[..at], &text[at + line.len()..]);
                forge.set_content(content, text.as_bytes());
                return;
            }
        }
    }
    panic!("no {words} on the pages");
}

#[test]
fn a_figure_changed_on_a_page_is_found_and_named() {
    let (inside, _) = example();
    let form = &inside.report.form;
    // A figure that stands once in the form's own example.
    let (path, figure) = form
        .cells
        .iter()
        .enumerate()
        .map(|(index, spec)| {
            let cell = inside
                .report
                .cell(chengbao_report::form::CellId(index))
                .unwrap();
            (spec.name.clone(), cell.printed())
        })
        .find(|(_, figure)| figure.len() >= 3 && figure.bytes().all(|b| b.is_ascii_digit()))
        .unwrap();
    let other = format!("{}{}", &figure[1..], &figure[..1]);
    assert_ne!(figure, other);
    refused(
        Verdict::No,
        |forge| retype(forge, &figure, &other),
        &[
            "第 ",
            &format!("“{other}”"),
            &format!("数据是“{figure}”"),
            &path,
        ],
    );
}

#[test]
fn what_is_drawn_over_a_page_is_found() {
    let mark = "/Artifact <</Type/Layout>> BDC\n";
    for (verdict, lines, says) in [
        (
            Verdict::No,
            format!("{mark}9 9 m\n99 9 l\nS\nEMC\n"),
            "多出线条",
        ),
        (
            Verdict::No,
            format!("{mark}BT\n/C0 16 Tf\n200 300 Td\n<00010002> Tj\nET\nEMC\n"),
            "多出“",
        ),
        (
            Verdict::Unknown,
            "q\n1 g\n0 0 9 9 re\nf\nQ\n".to_owned(),
            "“1 g”",
        ),
        (
            Verdict::Unknown,
            "/OC /L1 BDC\nEMC\n".to_owned(),
            "“/OC /L1 BDC”",
        ),
    ] {
        refused(
            verdict,
            |forge| forge.draw(2, |content| format!("{content}{lines}")),
            &["第 2 页", says],
        );
    }
}

#[test]
fn what_is_missing_moved_or_coloured_is_found() {
    let edited = |change: fn(&mut Vec<String>)| {
        move |forge: &mut Forge| {
            forge.draw(1, |content| {
                let mut lines: Vec<String> = content.lines().map(str::to_owned).collect();
                change(&mut lines);
                lines.join("\n") + "\n"
            });
        }
    };
    refused(
        Verdict::No,
        edited(|lines| {
            let at = lines.iter().position(|line| line.ends_with(" Tj")).unwrap();
            lines.remove(at);
        }),
        &["第 1 页", "缺少“"],
    );
    refused(
        Verdict::No,
        edited(|lines| {
            let at = lines.iter().position(|line| line.ends_with(" Td")).unwrap();
            lines[at] = "300 700 Td".to_owned();
        }),
        &["第 1 页", "位置不同"],
    );
    refused(
        Verdict::No,
        edited(|lines| {
            let at = lines.iter().position(|line| line == "BT").unwrap();
            lines.insert(at, "0.85 g".to_owned());
        }),
        &["第 1 页", "颜色"],
    );
}

#[test]
fn tags_that_belong_to_other_content_are_found() {
    refused(
        Verdict::No,
        |forge| {
            forge.draw(1, |content| {
                content
                    .replacen("/MCID 0>>", "/MCID x>>", 1)
                    .replacen("/MCID 1>>", "/MCID 0>>", 1)
                    .replacen("/MCID x>>", "/MCID 1>>", 1)
            });
        },
        &["第 1 页", "结构标签"],
    );
}

#[test]
fn what_stands_beside_the_pages_is_named_with_its_object_and_key() {
    for (change, says) in [
        (
            (|forge| {
                let page = forge.pages()[0];
                forge.put(page, "/Annots[<</Type/Annot/Subtype/FreeText>>]");
            }) as fn(&mut Forge),
            "Annots",
        ),
        (
            |forge| {
                let root = forge.root;
                forge.put(root, "/OpenAction<</S/JavaScript/JS(1)>>");
            },
            "OpenAction",
        ),
        (
            |forge| {
                let page = forge.pages()[0];
                forge.put(page, "/Rotate 180");
            },
            "Rotate",
        ),
        (
            |forge| {
                let (tree, count) = (forge.find(&["/Type/Pages"]), forge.pages().len());
                forge.edit(tree, &format!("/Count {count}"), "/Count 2");
            },
            "Count",
        ),
    ] {
        refused(Verdict::No, change, &[says]);
    }
}

#[test]
fn fonts_that_are_not_here_are_named_and_nothing_is_said() {
    let renamed = |forge: &mut Forge| {
        for object in forge.objects.values_mut() {
            let is_font = object.text.contains("/BaseFont") || object.text.contains("/FontName");
            if let (true, Some(at)) = (is_font, object.text.find('+')) {
                let name: String = object.text[at..]
                    .chars()
                    .take_while(|c| *c != '/' && *c != '>')
                    .collect();
                object.text = object.text.replace(&name, "+SomeOfficeFont");
            }
        }
    };
    let answer = changed(renamed);
    assert_eq!(answer.verdict, Verdict::Unknown, "{}", answer.text.zh);
    assert!(answer.text.zh.contains("SomeOfficeFont") && answer.text.zh.contains("--fonts"));
}

#[test]
fn other_data_inside_are_not_what_the_document_says() {
    let (_, made) = example();
    let form = newest();
    let other = form.example.replace("2025-03-05", "2025-03-06");
    assert_ne!(other, form.example);
    let answer = answer(&made, &inside(&form, &other, Purpose::default()));
    assert_eq!(answer.verdict, Verdict::No);
    assert!(
        answer.text.zh.contains("2025年3月5日"),
        "{}",
        answer.text.zh
    );
}

#[test]
fn a_file_cut_off_anywhere_is_answered() {
    let (inside, made) = example();
    for end in (0..made.len()).step_by(made.len() / 16) {
        let answer = answer(&made[..end], &inside);
        assert_ne!(answer.verdict, Verdict::Yes);
    }
}

#[test]
fn without_fonts_nothing_is_said() {
    let answer = super::without_fonts();
    assert_eq!(answer.verdict, Verdict::Unknown);
    assert!(answer.text.zh.contains("chengbao fonts"));
}
