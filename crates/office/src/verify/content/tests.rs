//! A PDF against its data: changes are found and named, harmless differences in encoding are not.

use std::sync::{Arc, LazyLock};

use lopdf::content::Content;
use lopdf::{Dictionary, Document, Object, ObjectId, dictionary};

use super::pdf::answer;
use crate::compose::{Profile, Purpose};
use crate::pipeline;
use crate::verify::answer::{Answer, Verdict};
use crate::verify::drawn::Book;
use crate::verify::inside::Inside;
use chengbao_base::picture::Pictures;
use chengbao_paper::typeset::FaceSet;
use chengbao_report::form::{Form, Forms};
use chengbao_report::report::Report;
use chengbao_report::source::Source;

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

/// The example's PDF after a change, asked whether it says its data.
fn changed(change: impl FnOnce(&mut Document)) -> Answer {
    let (inside, made) = example();
    let mut document = Document::load_mem(&made).unwrap();
    change(&mut document);
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    answer(&bytes, None, &inside, &FACES)
}

#[track_caller]
fn refused(change: impl FnOnce(&mut Document), says: &[&str]) {
    let answer = changed(change);
    assert_eq!(answer.verdict, Verdict::No, "{}", answer.text.zh);
    for word in says {
        assert!(
            answer.text.zh.contains(word),
            "{word} not in {}",
            answer.text.zh
        );
    }
}

/// The content of a page, from 0, after a change of its operations.
fn on_page(
    document: &mut Document,
    page: usize,
    change: impl FnOnce(&mut Content, &Document, ObjectId),
) {
    let id = document.page_iter().nth(page).unwrap();
    let mut content = Content::decode(&document.get_page_content(id)).unwrap();
    change(&mut content, document, id);
    let bytes = content.encode().unwrap();
    document.change_page_content(id, bytes).unwrap();
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
                let answer = answer(&made.bytes, None, &inside, &FACES);
                assert_eq!(answer.verdict, Verdict::Yes);
                assert_eq!(answer.details["compared"], "bytes");
            }
        }
    }
}

#[test]
fn a_file_saved_anew_by_another_program_has_the_same_pages() {
    let answer = changed(|document| document.renumber_objects());
    assert_eq!(answer.verdict, Verdict::Yes, "{}", answer.text.zh);
    assert_eq!(answer.details["compared"], "pages");
}

/// Replaces the first string that is shown with these words by other codes of its font.
fn retype(document: &mut Document, words: &str, other: &str) {
    let mut found = false;
    for page in 0..document.page_iter().count() {
        on_page(document, page, |content, document, id| {
            let fonts = document.get_page_fonts(id).unwrap();
            let mut text = std::collections::BTreeMap::new();
            for operation in &mut content.operations {
                let operands = &mut operation.operands;
                match operation.operator.as_str() {
                    "Tf" => text = codes(document, fonts[operands[0].as_name().unwrap()]),
                    "Tj" if !found => {
                        let Object::String(shown, _) = &mut operands[0] else {
                            panic!()
                        };
                        let said = |code: &[u8]| {
                            text[&u32::from(code[0])
                                .wrapping_mul(256)
                                .wrapping_add(code[1].into())]
                                .clone()
                        };
                        if shown.chunks(2).map(said).collect::<String>() == words {
                            let code = |c: char| {
                                *text
                                    .iter()
                                    .find(|(_, said)| **said == c.to_string())
                                    .unwrap()
                                    .0
                            };
                            *shown = other
                                .chars()
                                .flat_map(|c| u16::try_from(code(c)).unwrap().to_be_bytes())
                                .collect();
                            found = true;
                        }
                    }
                    _ => {}
                }
            }
        });
    }
    assert!(found, "no {words} on the pages");
}

fn codes(document: &Document, font: &Dictionary) -> std::collections::BTreeMap<u32, String> {
    let map = font.get_deref(b"ToUnicode", document).unwrap();
    crate::verify::drawn::unicode_for_tests(&map.as_stream().unwrap().get_plain_content().unwrap())
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
        |document| retype(document, &figure, &other),
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
    for (content, says) in [
        ("q 1 g 100 100 300 300 re f Q", "多出线条"),
        ("BT /C0 16 Tf 1 0 0 1 200 300 Tm <00010002> Tj ET", "多出“"),
        ("q 0 0 10 10 re W n Q", "其他图形（W）"),
        ("/OC /L1 BDC EMC", "其他图形（BDC）"),
    ] {
        refused(
            |document| {
                on_page(document, 1, |page, _, _| {
                    let more = Content::decode(content.as_bytes()).unwrap();
                    page.operations.extend(more.operations);
                });
            },
            &["第 2 页", says],
        );
    }
}

#[test]
fn what_is_missing_moved_or_coloured_is_found() {
    let first = |content: &Content, operator: &str| {
        let mut operations = content.operations.iter();
        operations.position(|it| it.operator == operator).unwrap()
    };
    refused(
        |document| {
            on_page(document, 0, |content, _, _| {
                drop(content.operations.remove(first(content, "Tj")))
            })
        },
        &["第 1 页", "缺少“"],
    );
    refused(
        |document| {
            on_page(document, 0, |content, _, _| {
                let at = first(content, "Td");
                content.operations[at].operands[0] = 300.into();
            });
        },
        &["第 1 页", "位置不同"],
    );
    refused(
        |document| {
            on_page(document, 0, |content, _, _| {
                let white = lopdf::content::Operation::new("g", vec![1.into()]);
                content.operations.insert(0, white);
            });
        },
        &["第 1 页", "颜色"],
    );
}

#[test]
fn a_font_swapped_under_the_same_text_is_found() {
    refused(
        |document| {
            let programs: Vec<ObjectId> = document
                .objects
                .values()
                .filter_map(|it| {
                    it.as_dict()
                        .ok()?
                        .get(b"FontFile2")
                        .ok()?
                        .as_reference()
                        .ok()
                })
                .collect();
            let other = document.objects[&programs[1]].clone();
            document.objects.insert(programs[0], other);
        },
        &["字形与本机字体不同"],
    );
}

#[test]
fn annotations_scripts_and_pages_more_or_less_are_found() {
    refused(
        |document| {
            let note = document.add_object(dictionary! {
                "Type" => "Annot", "Subtype" => "FreeText",
                "Rect" => vec![100.into(), 100.into(), 200.into(), 200.into()],
            });
            let page = document.page_iter().next().unwrap();
            let page = document
                .get_object_mut(page)
                .unwrap()
                .as_dict_mut()
                .unwrap();
            page.set("Annots", vec![note.into()]);
        },
        &["批注或域（FreeText）"],
    );
    refused(
        |document| {
            let script = dictionary! { "S" => "JavaScript", "JS" => Object::string_literal("1") };
            document.catalog_mut().unwrap().set("OpenAction", script);
        },
        &["OpenAction"],
    );
    refused(|document| document.delete_pages(&[2]), &["页，按数据是"]);
    refused(
        |document| {
            let page = document.page_iter().next().unwrap();
            let page = document
                .get_object_mut(page)
                .unwrap()
                .as_dict_mut()
                .unwrap();
            page.set("Rotate", 180);
        },
        &["页面大小不同"],
    );
}

#[test]
fn other_data_inside_are_not_what_the_document_says() {
    let (_, made) = example();
    let form = newest();
    let other = form.example.replace("2025-03-05", "2025-03-06");
    assert_ne!(other, form.example);
    let answer = answer(
        &made,
        None,
        &inside(&form, &other, Purpose::default()),
        &FACES,
    );
    assert_eq!(answer.verdict, Verdict::No);
    assert!(
        answer.text.zh.contains("2025年3月5日"),
        "{}",
        answer.text.zh
    );
}

#[test]
fn pages_that_never_end_are_not_followed() {
    // A page tree that is its own child, and states saved without end.
    for change in [
        (|document: &mut Document| {
            let root = document
                .catalog()
                .unwrap()
                .get(b"Pages")
                .unwrap()
                .as_reference()
                .unwrap();
            let tree = document
                .get_object_mut(root)
                .unwrap()
                .as_dict_mut()
                .unwrap();
            let kids = vec![Object::Reference(root); 3];
            tree.set("Kids", kids);
        }) as fn(&mut Document),
        |document| {
            on_page(document, 0, |content, _, _| {
                let save = lopdf::content::Operation::new("q", Vec::new());
                content.operations = vec![save; 10_000];
            })
        },
    ] {
        assert_eq!(changed(change).verdict, Verdict::No);
    }
}

#[test]
fn a_file_cut_off_anywhere_is_answered() {
    let (inside, made) = example();
    for end in (0..made.len()).step_by(made.len() / 16) {
        let answer = answer(&made[..end], None, &inside, &FACES);
        assert_ne!(answer.verdict, Verdict::Yes);
    }
    assert!(Book::open(b"").is_err());
}

#[test]
fn fonts_that_are_not_here_are_named_and_nothing_is_said() {
    let answer = changed(|document| {
        for object in document.objects.values_mut() {
            let Ok(font) = object.as_dict_mut() else {
                continue;
            };
            if font
                .get(b"Subtype")
                .is_ok_and(|it| it.as_name().is_ok_and(|it| it == b"Type0"))
            {
                font.set("BaseFont", "ABCDEF+SomeOfficeFont");
            }
        }
        let programs: Vec<ObjectId> = document
            .objects
            .values()
            .filter_map(|it| {
                it.as_dict()
                    .ok()?
                    .get(b"FontFile2")
                    .ok()?
                    .as_reference()
                    .ok()
            })
            .collect();
        let other = document.objects[&programs[1]].clone();
        document.objects.insert(programs[0], other);
    });
    assert_eq!(answer.verdict, Verdict::Unknown, "{}", answer.text.zh);
    assert!(answer.text.zh.contains("SomeOfficeFont") && answer.text.zh.contains("--fonts"));
}

#[test]
fn without_fonts_nothing_is_said() {
    let answer = super::without_fonts();
    assert_eq!(answer.verdict, Verdict::Unknown);
    assert!(answer.text.zh.contains("chengbao fonts"));
}
