//! Published reports come back as data: from this program's own files byte for byte, from any
//! other with a note for what was not found, and from no bytes at all with a panic.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on fails there"
)]

mod mangled;

use std::sync::Arc;

use chengbao::compose::{Profile, Purpose, compose};
use chengbao::document::{EmbeddedFile, Relation};
use chengbao::docx;
use chengbao::form::{Content, Form, Forms};
use chengbao::import::{self, ImportError, Imported};
use chengbao::picture::Pictures;
use chengbao::pipeline;
use chengbao::report::{Report, fields, header};
use chengbao::source::Source;
use proptest::prelude::*;
use support::published::corpus;
use support::random;
use support::rooms::{self, examples};
use support::runs::{self, prove};
use support::word::Word;

fn import(bytes: &[u8]) -> Imported {
    import::read(bytes, "published", &Forms::builtin().unwrap())
        .unwrap_or_else(|error| panic!("{error}"))
}

/// A report file as the form it names.
fn read(yaml: &[u8]) -> Report {
    let source = Arc::new(Source::parse("report.yaml", yaml).unwrap());
    let forms = Forms::builtin().unwrap();
    let form = forms
        .get(&header(&source).form.expect("a form").value)
        .unwrap();
    Report::read(form, &source)
}

/// All values but those that no document shows.
fn values(report: &Report) -> Vec<(String, String)> {
    let shown = fields(report)
        .into_iter()
        .filter(|field| field.path != "level");
    shown.map(|field| (field.path, field.text)).collect()
}

fn docx(report: &Report, profile: Profile) -> Vec<u8> {
    let pictures = rooms::pictures(report);
    docx::write(&compose(report, &Purpose::of(profile), &pictures)).unwrap()
}

/// The files of a report's pictures, by name.
fn pictures(report: &Report) -> Vec<(String, Vec<u8>)> {
    let pictures = rooms::pictures(report).into_iter();
    pictures
        .map(|(name, picture)| (name, picture.file.to_vec()))
        .collect()
}

/// Every report the tests know, by name: published ones, and the examples with all their text.
fn reports() -> Vec<(String, String)> {
    let published = corpus().into_iter().map(|it| (it.name.clone(), it.yaml()));
    let examples = examples().into_iter().map(|(name, _, yaml)| (name, yaml));
    published.chain(examples).collect()
}

#[test]
fn a_docx_gives_its_report_back_byte_for_byte() {
    for (name, yaml) in reports() {
        let marked = format!("\u{feff}{}", yaml.replace('\n', "\r\n"));
        for (profile, yaml) in [
            (Profile::Filing, &yaml),
            (Profile::Print, &marked),
            (Profile::Attachment, &yaml),
        ] {
            let report = read(yaml.as_bytes());
            let imported = import(&docx(&report, profile));
            assert_eq!(imported.notes, [], "{name}");
            assert_eq!(imported.files, pictures(&report), "{name}");
            assert_eq!(str::from_utf8(&imported.yaml).unwrap(), yaml, "{name}");
        }
    }
}

#[test]
fn parts_renamed_by_another_program_are_found() {
    let (_, yaml) = reports().remove(0);
    let mut word = Word::open(&docx(&read(yaml.as_bytes()), Profile::Filing));
    word.rename("customXml/item1.xml", "customXml/item7.xml");
    word.rename("customXml/item2.xml", "CustomXML/data.xml");
    assert_eq!(import(&word.bytes()).yaml, yaml.into_bytes());
}

#[test]
fn a_figure_changed_in_a_table_of_the_narrative_is_imported() {
    let is_it = |(name, _): &(String, String)| name.contains("shili-2024-chart");
    let (_, yaml) = reports().into_iter().find(is_it).unwrap();
    let mut word = Word::open(&docx(&read(yaml.as_bytes()), Profile::Filing));
    word.edit("word/document.xml", |text| {
        text.replacen(">203<", ">204<", 1)
    });
    let imported = import(&word.bytes());
    let text = String::from_utf8(imported.yaml).unwrap();
    assert!(!imported.is_unchanged && !imported.notes.is_empty());
    assert!(
        text.contains("| 204 |") && !text.contains("| 203 |"),
        "{text}"
    );
    assert!(text.contains("|:-----|-----:|-----:|:-----|"), "{text}");
}

#[test]
fn without_its_parts_and_controls_a_docx_gives_all_values_by_their_labels() {
    for (name, yaml) in reports() {
        let report = read(yaml.as_bytes());
        let mut word = Word::open(&docx(&report, Profile::Filing));
        word.without_controls();
        word.without_parts("customXml/");
        let imported = import(&word.bytes());
        // A title of its own and no signature: nothing in the document says who the issuer is.
        let unsaid = report.title().is_some() && report.date().is_none();
        let said = |(path, _): &(String, String)| {
            // A letter stands before an annex alone, not before a report that is filed.
            let is_of_letter = path.starts_with("circular.");
            !(is_of_letter || unsaid && ["issuer", "title"].contains(&path.as_str()))
        };
        let (mut back, mut own) = (values(&read(&imported.yaml)), values(&report));
        for (_, text) in own.iter_mut().chain(&mut back) {
            *text = words(text);
        }
        back.retain(said);
        own.retain(said);
        let differ: Vec<_> = own.iter().filter(|value| !back.contains(value)).collect();
        assert!(
            differ.is_empty() && back.len() == own.len(),
            "{name}: {differ:?}"
        );
        // What the report does not have is missing, and nothing else.
        let mut missing: Vec<String> = report
            .date()
            .is_none()
            .then(|| "date".to_owned())
            .into_iter()
            .collect();
        let texts = report.form.sections.iter().zip(&report.texts);
        let lacking = texts.filter(|(section, text)| {
            text.is_none() && matches!(section.content, Content::Text(_))
        });
        missing.extend(lacking.map(|(section, _)| section.label.clone()));
        let pictures = report.images().len();
        let told = (pictures > 0).then(|| format!("{pictures} picture(s) were not imported"));
        missing.splice(0..0, told);
        assert_eq!(
            imported.notes.len(),
            missing.len(),
            "{name}: {:?}",
            imported.notes
        );
        assert!(
            imported
                .notes
                .iter()
                .zip(&missing)
                .all(|(note, missing)| note.en.contains(missing)),
            "{name}: {:?}",
            imported.notes
        );
    }
}

/// The lines of a text that say something: no picture, no rule under the heads of a table, whose
/// columns a document shows without telling how they are aligned.
fn words(text: &str) -> String {
    let is_rule = |line: &str| line.starts_with('|') && line.contains("--");
    let mut lines: Vec<&str> = text.lines().collect();
    lines.retain(|line| !is_rule(line) && !line.starts_with("!["));
    lines.join("\n")
}

/// Reads a report's DOCX after something was done to it: the values that differ, and the notes.
fn differing(yaml: &str, change: impl FnOnce(&mut Word)) -> (Vec<(String, String)>, Imported) {
    let before = read(yaml.as_bytes());
    let mut word = Word::open(&docx(&before, Profile::Filing));
    change(&mut word);
    let imported = import(&word.bytes());
    let after = values(&read(&imported.yaml));
    let before = values(&before);
    let differ = after
        .into_iter()
        .filter(|value| !before.contains(value))
        .collect();
    (differ, imported)
}

/// The example with the most in it.
fn example() -> (Arc<Form>, String) {
    let (_, form, yaml) = examples()
        .into_iter()
        .max_by_key(|(_, form, _)| form.years.from)
        .unwrap();
    (form, yaml)
}

/// Replaces the text of a cell as python-docx does: one paragraph, no control.
fn retype(xml: &str, path: &str, text: &str) -> String {
    let step = format!("/ns0:{}[1]\"", path.replace('.', "[1]/ns0:"));
    let at = xml
        .find(&step)
        .unwrap_or_else(|| panic!("no control of {path}"));
    let start = xml[..at].rfind("<w:tc>").unwrap();
    let end = at + xml[at..].find("</w:tc>").unwrap();
    let cell = &xml[start..end];
    let properties = cell
        .find("</w:tcPr>")
        .map_or("<w:tc>".len(), |at| at + "</w:tcPr>".len());
    let cell = format!(
        "{}<w:p><w:r><w:t>{text}</w:t></w:r></w:p>",
        &cell[..properties]
    );
    [&xml[..start], &cell, &xml[end..]].concat()
}

#[test]
fn a_cell_typed_over_without_its_control_is_the_only_one_that_differs() {
    let (form, yaml) = example();
    for spec in form.cells.iter().step_by(7) {
        let (differ, imported) = differing(&yaml, |word| {
            word.edit("word/document.xml", |xml| retype(xml, &spec.path, "9901"));
        });
        assert_eq!(differ, [(spec.path.clone(), "9901".to_owned())]);
        assert_eq!(imported.notes.len(), 1, "{:?}", imported.notes);
        let changed: Vec<(&str, &str)> = std::iter::zip(
            yaml.lines(),
            str::from_utf8(&imported.yaml).unwrap().lines(),
        )
        .filter(|(before, after)| before != after)
        .collect();
        assert_eq!(changed.len(), 1, "comments and layout stay: {changed:?}");
    }
}

#[test]
fn a_figure_changed_in_the_bound_part_alone_is_the_new_value() {
    let (form, yaml) = example();
    let spec = &form.cells[3];
    let own = read(yaml.as_bytes()).cells[3].printed();
    let id = spec.id();
    let (differ, _) = differing(&yaml, |word| {
        word.edit("customXml/item1.xml", |xml| {
            let row = xml
                .find(&format!("<{}>", spec.row_path.rsplit('.').next().unwrap()))
                .unwrap();
            let (before, after) = xml.split_at(row);
            format!(
                "{before}{}",
                after.replacen(&format!("<{id}>{own}<"), &format!("<{id}>77<"), 1)
            )
        });
    });
    assert_eq!(differ, [(spec.path.clone(), "77".to_owned())]);
}

#[test]
fn a_figure_changed_twice_is_reported_and_what_is_shown_holds() {
    let (form, yaml) = example();
    let path = &form.cells[0].path;
    let (differ, imported) = differing(&yaml, |word| {
        word.edit("word/document.xml", |xml| retype(xml, path, "55"));
        let steps: Vec<&str> = path.split('.').collect();
        word.edit("customXml/item1.xml", |xml| {
            let at = steps.iter().fold(0, |at, step| {
                at + xml[at..].find(&format!("<{step}>")).unwrap()
            });
            let value = at + xml[at..].find('>').unwrap() + 1;
            let end = value + xml[value..].find('<').unwrap();
            format!("{}44{}", &xml[..value], &xml[end..])
        });
    });
    assert_eq!(differ, [(path.clone(), "55".to_owned())]);
    assert!(
        imported
            .notes
            .iter()
            .any(|note| note.en.contains("44") && note.en.contains("55")),
        "{:?}",
        imported.notes
    );
}

#[test]
fn text_typed_over_changes_its_section_and_nothing_else() {
    let (form, yaml) = example();
    let report = read(yaml.as_bytes());
    let at = report.texts.iter().position(Option::is_some).unwrap();
    let line = report.texts[at].as_ref().unwrap().lines[0].value.clone();
    let piece: String = line.chars().take(6).collect();
    let (differ, imported) = differing(&yaml, |word| {
        word.edit("word/document.xml", |xml| xml.replacen(&piece, "【改】", 1));
    });
    assert_eq!(differ.len(), 1, "{differ:?}");
    assert_eq!(differ[0].0, form.sections[at].id);
    assert!(differ[0].1.contains("【改】"));
    assert_eq!(imported.notes.len(), 1);
    let yaml_after = String::from_utf8(imported.yaml).unwrap();
    assert_eq!(
        yaml_after,
        yaml.replacen(&piece, "【改】", 1),
        "everything else stays"
    );
}

#[test]
fn a_covering_letter_that_was_edited_is_reported_and_kept_as_it_was() {
    let (_, yaml) = reports()
        .into_iter()
        .find(|(_, yaml)| yaml.contains("\ncircular:"))
        .unwrap();
    let report = read(yaml.as_bytes());
    for piece in ["现予报送", "2025年1月17日", "示例市人民政府办公室："] {
        let mut word = Word::open(&docx(&report, Profile::Attachment));
        word.edit("word/document.xml", |xml| {
            xml.replacen(piece, "另行报送", 1)
        });
        let imported = import(&word.bytes());
        assert_eq!(imported.yaml, yaml.as_bytes(), "{piece}");
        let notes: Vec<&str> = imported.notes.iter().map(|note| note.en.as_str()).collect();
        assert!(
            notes.len() == 1 && notes[0].contains("`circular`"),
            "{notes:?}"
        );
    }
}

#[test]
fn random_reports_come_back_whole_and_by_their_labels() {
    prove(40 + runs::cases() / 10, random::report, |filled| {
        let report = rooms::read(&filled.form, &filled.yaml);
        let mut word = Word::open(&docx(&report, Profile::Filing));
        let whole = import(&word.bytes());
        prop_assert_eq!(&whole.notes, &[]);
        prop_assert!(whole.yaml == filled.yaml.as_bytes());
        word.without_controls();
        word.without_parts("customXml/");
        let back = read(&import(&word.bytes()).yaml);
        for (spec, (before, after)) in report
            .form
            .cells
            .iter()
            .zip(report.cells.iter().zip(&back.cells))
        {
            prop_assert_eq!(before.printed(), after.printed(), "{}", spec.path);
        }
        Ok(())
    });
}

#[test]
fn the_word_file_that_circulates_is_a_blank_report_of_its_form() {
    let imported = import(include_bytes!("../data/forms/zfxxgk-2021-circulated.docx"));
    let report = read(&imported.yaml);
    assert_eq!(report.form.id, "zfxxgk-2021");
    assert!(report.cells.iter().all(|cell| cell.value.is_blank()));
    assert!(
        report.texts.iter().all(Option::is_none),
        "{:?}",
        report.texts
    );
    let missing: Vec<&str> = imported.notes.iter().map(|note| note.en.as_str()).collect();
    assert!(
        missing.iter().all(|note| ["`year`", "`issuer`", "`date`"]
            .iter()
            .any(|key| note.contains(key))),
        "{missing:?}"
    );
}

#[test]
fn what_holds_no_report_is_reported_for_what_it_is() {
    let refused = |bytes: &[u8]| import::read(bytes, "x", &Forms::builtin().unwrap()).unwrap_err();
    assert_eq!(refused(b"form: a-form\nyear: 2024\n"), ImportError::Data);
    assert_eq!(refused(b"no report"), ImportError::Kind);
    assert_eq!(refused(b""), ImportError::Kind);
    assert_eq!(
        refused(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"),
        ImportError::OldOffice
    );
    assert!(matches!(
        refused(b"%PDF-1.7\nrubbish"),
        ImportError::DamagedPdf { .. }
    ));
    assert!(matches!(
        refused(b"PK\x03\x04rubbish"),
        ImportError::DamagedDocx { .. }
    ));
    assert!(matches!(
        refused(b"<html><p>nothing here</p>"),
        ImportError::NoForm { .. }
    ));
}

/// A page as portals publish it: layout tables, a hidden list of contents, Office residue, a table
/// in two pieces, figures in full width and with separators.
const PORTAL: &str = include_str!("../data/published/portal.html");

#[test]
fn a_portal_page_gives_its_report_with_figures_as_they_stand() {
    let imported = import(PORTAL.as_bytes());
    let report = read(&imported.yaml);
    assert_eq!(imported.notes, []);
    let yaml = str::from_utf8(&imported.yaml).unwrap();
    let all = |path: &str| {
        let (_, text) = values(&report)
            .into_iter()
            .find(|(it, _)| it == path)
            .unwrap_or_else(|| panic!("no {path}\n{yaml}"));
        text
    };
    for (path, expected) in [
        ("form", "zfxxgk-2021"),
        ("year", "2024"),
        ("issuer", "示例市人民政府"),
        ("date", "2025-01-24"),
        (
            "preface",
            "本报告由示例市人民政府办公室根据《中华人民共和国政府信息公开条例》编制，全文由六部分组成。",
        ),
        (
            "overview",
            "2024年，我市主动公开政府信息，\n依申请公开工作有序。\n（一）政府信息管理。严格规范性文件管理。",
        ),
        ("disclosure.rules.in_force", "11"),
        ("disclosure.licensing.decisions", "447228"),
        ("disclosure.coercion.decisions", "88283"),
        ("disclosure.fees.amount", "96171.6"),
        ("requests.received.total", "3119"),
        ("requests.granted.individual", "1288"),
        ("requests.refused.administrative_query.total", "105"),
        ("requests.other.other.enterprise", "2"),
        ("requests.total.total", "3050"),
        ("requests.carried_over.individual", "103"),
        ("appeals.reconsideration.corrected", "64"),
        ("appeals.litigation_after_reconsideration.total", "20"),
        (
            "problems",
            "部分栏目更新不及时，已明确责任单位。\n下一步加强培训。",
        ),
        ("other_matters", "本年度无收取信息处理费情况。"),
    ] {
        assert_eq!(all(path), expected, "{path}");
    }
    assert!(report.title().is_none() && report.cells.iter().all(|cell| !cell.value.is_blank()));
}

#[test]
fn a_page_without_some_rows_says_which() {
    let start = PORTAL.find("<tr><td style=\"mso-border-alt:solid windowtext .5pt;padding:0cm 5.4pt\"><p class=\"MsoNormal\" align=\"center\" style=\"text-align:center\"><span lang=\"EN-US\" style=\"font-size:9.0pt\">2.重复申请").unwrap();
    let end = start + PORTAL[start..].find("</tr>").unwrap() + "</tr>".len();
    let page = [&PORTAL[..start], &PORTAL[end..]]
        .concat()
        .replace("六、其他需要报告的事项", "别的");
    let imported = import(page.as_bytes());
    let notes: Vec<&str> = imported.notes.iter().map(|note| note.zh.as_str()).collect();
    assert_eq!(notes.len(), 2, "{notes:?}");
    assert!(
        notes.iter().any(|note| note.contains("2.重复申请")),
        "{notes:?}"
    );
    assert!(notes.iter().any(|note| note.contains("六、")), "{notes:?}");
    let report = read(&imported.yaml);
    assert_eq!(
        report
            .cell_at("requests.rejected.publication.total")
            .unwrap()
            .printed(),
        "0"
    );
    assert_eq!(
        report
            .cell_at("requests.rejected.reconfirmation.total")
            .unwrap()
            .printed(),
        "1"
    );
}

#[test]
fn a_pdf_gives_its_report_back_byte_for_byte() {
    for (name, form, yaml) in examples() {
        for yaml in [
            yaml.clone(),
            format!("\u{feff}{yaml}"),
            yaml.replace('\n', "\r\n"),
        ] {
            let report = rooms::read(&form, &yaml);
            let imported = import(&rooms::make(&report).pdf);
            assert!(imported.yaml == yaml.as_bytes(), "{name}");
            assert_eq!(imported.notes, [], "{name}");
            assert_eq!(imported.files, pictures(&report), "{name}");
        }
    }
}

/// The PDF of the example, its embedded files changed.
fn pdf_with(change: impl FnOnce(&mut Vec<EmbeddedFile>)) -> Vec<u8> {
    let (_, form, yaml) = examples().remove(0);
    let mut document = compose(
        &rooms::read(&form, &yaml),
        &Purpose::default(),
        &Pictures::new(),
    );
    change(&mut document.data.files);
    pipeline::pdf(&document, &rooms::FACES).unwrap().bytes
}

/// A PDF and a DOCX of a report that is signed off, and what they were made for.
fn finals(report: &Report, profile: Profile) -> ([Vec<u8>; 2], Purpose) {
    let purpose = rooms::signed_off(profile);
    let document = compose(report, &purpose, &rooms::pictures(report));
    let pdf = pipeline::pdf(&document, &rooms::FACES).unwrap().bytes;
    ([pdf, docx::write(&document).unwrap()], purpose)
}

#[test]
fn a_final_document_gives_back_its_sign_off_and_what_it_was_made_for() {
    for (name, form, yaml) in examples() {
        let report = rooms::read(&form, &yaml);
        for profile in Profile::ALL {
            let (files, purpose) = finals(&report, profile);
            for bytes in files {
                let imported = import(&bytes);
                assert_eq!(imported.notes, [], "{name}");
                assert!(imported.yaml == yaml.as_bytes() && imported.is_unchanged);
                assert_eq!(imported.files, pictures(&report), "{name}");
                assert_eq!(imported.signoff.as_deref(), Some(rooms::RECORD.as_bytes()));
                let inside = Purpose::from_json(&imported.purpose.unwrap()).unwrap();
                let signed_off = purpose.signed_off.clone();
                assert_eq!(
                    Purpose {
                        signed_off,
                        ..inside
                    },
                    purpose
                );
            }
        }
    }
    let report = rooms::read(&examples()[0].1, &examples()[0].2);
    let imported = import(&rooms::make(&report).docx);
    assert_eq!(imported.signoff, None);
    assert_eq!(imported.purpose, Some(Purpose::default().to_json()));
}

#[test]
fn who_signed_off_is_no_text_of_the_report() {
    for (name, form, yaml) in examples() {
        let report = rooms::read(&form, &yaml);
        for profile in [Profile::Filing, Profile::Attachment] {
            let (files, purpose) = finals(&report, profile);
            let mut word = Word::open(&files[1]);
            // As saved by a program with names of its own for styles.
            word.edit("word/document.xml", |xml| xml.replace("SignOff", "P17"));
            assert!(import(&word.bytes()).is_unchanged, "{name}");
            word.without_parts("customXml/");
            let html = pipeline::html(&compose(&report, &purpose, &rooms::pictures(&report)));
            let html = String::from_utf8(html.unwrap()).unwrap();
            let plain = html.replace("class=\"signoff\"", "");
            for bytes in [word.bytes(), html.into_bytes(), plain.into_bytes()] {
                let yaml = String::from_utf8(import(&bytes).yaml).unwrap();
                for word in ["张三", "欧阳修文", "拟稿", "签发："] {
                    assert!(!yaml.contains(word), "{name}: {yaml}");
                }
            }
        }
    }
}

#[test]
fn a_figure_changed_after_the_sign_off_is_distinguished() {
    let (form, yaml) = example();
    let report = rooms::read(&form, &yaml);
    let mut word = Word::open(&finals(&report, Profile::Filing).0[1]);
    let path = &form.cells[0].path;
    word.edit("word/document.xml", |xml| retype(xml, path, "77"));
    let imported = import(&word.bytes());
    assert!(!imported.is_unchanged && imported.yaml != yaml.as_bytes());
    assert_eq!(imported.signoff.as_deref(), Some(rooms::RECORD.as_bytes()));
}

#[test]
fn a_picture_may_have_the_name_of_another_file() {
    let pdf = pdf_with(|files| {
        files.extend(["document.json", "signoff.yaml"].map(|name| EmbeddedFile {
            name: name.to_owned(),
            media_type: "image/png".to_owned(),
            description: "图".to_owned(),
            relation: Relation::Supplement,
            bytes: Arc::from(&b"\x89PNG"[..]),
        }));
    });
    let imported = import(&pdf);
    assert_eq!(imported.purpose, Some(Purpose::default().to_json()));
    assert_eq!(imported.signoff, None);
}

#[test]
fn pictures_travel_along_and_data_that_disagree_are_reported() {
    let file = |name: &str, relation| EmbeddedFile {
        name: name.to_owned(),
        media_type: "image/png".to_owned(),
        description: "图".to_owned(),
        relation,
        bytes: Arc::from(&b"\x89PNG"[..]),
    };
    let pdf = pdf_with(|files| files.push(file("图 1.png", Relation::Supplement)));
    let imported = import(&pdf);
    assert_eq!(
        imported.files,
        [("图 1.png".to_owned(), b"\x89PNG".to_vec())]
    );
    assert_eq!(imported.notes, []);

    let pdf = pdf_with(|files| {
        let mut yaml = files[0].bytes.to_vec();
        yaml.extend(
            "\nx: |\n  ![一](图/a.png)\n  ![二](./b/a.png)\n  ![三](../a.png)\n".as_bytes(),
        );
        files.truncate(1);
        files[0].bytes = Arc::from(yaml);
        files.extend(["a.png", "b-a.png"].map(|name| file(name, Relation::Supplement)));
    });
    let imported = import(&pdf);
    let places: Vec<&str> = imported
        .files
        .iter()
        .map(|(place, _)| place.as_str())
        .collect();
    assert_eq!(places, ["图/a.png", "b/a.png"]);

    let pdf = pdf_with(|files| files.push(file("../x/con:.png", Relation::Supplement)));
    let imported = import(&pdf);
    assert!(
        imported.files.is_empty() && imported.notes.len() == 1,
        "{imported:?}"
    );

    let pdf = pdf_with(|files| files[1].bytes = Arc::from(&b"{}"[..]));
    let notes = import(&pdf).notes;
    assert!(
        notes.len() == 1 && notes[0].en.contains("does not match"),
        "{notes:?}"
    );

    let pdf = pdf_with(Vec::clear);
    let error = import::read(&pdf, "x", &Forms::builtin().unwrap()).unwrap_err();
    assert_eq!(error, ImportError::NoData);
}
