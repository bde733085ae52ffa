//! Hostile texts in documents: certificates, what a signer states, words of pages, names of parts and of embedded files.

use std::fs;
use std::sync::Arc;

use rayon::prelude::*;

use chengbao::compose::{Profile, Purpose, SignedOff};
use chengbao::signature::keys::Signer;
use chengbao::signature::{docx, pdf};
use jiff::tz::Offset;
use support::forge::Forge;
use support::rooms::{forms, read};
use support::signed_docx::Parts;
use support::verified::{documents, final_purpose, noon, sign_off, signed_docx, signed_pdf};

use super::data::{self, WORDS};
use super::signer::Stranger;
use super::{GOOD, hostile, reported, tried, words};

/// The final PDF and DOCX of a good report.
fn finals() -> (Vec<u8>, Vec<u8>) {
    let form = forms().into_iter().find(|form| GOOD.contains(&form.id));
    let report = read(&form.unwrap(), GOOD);
    documents(&report, &final_purpose(&report, Profile::Filing))
}

fn sign_pdf(base: &[u8], signer: &dyn Signer, said: &str) -> Vec<u8> {
    let said = || Some(said.to_owned());
    let mut request = pdf::Request::<pdf::PdfSignError> {
        signer,
        at: noon(),
        offset: Offset::constant(8),
        stamp: None,
        appearance: pdf::Appearance::default(),
        name: said(),
        reason: said(),
        location: said(),
    };
    pdf::sign(base, &mut request).unwrap()
}

/// The time a signer states, in a file in which something else was written over it, as far as it fits.
fn restated(signed: &[u8], text: &str) -> Option<Vec<u8>> {
    let stated = b"(D:20270601120000+08'00')";
    let at = signed.windows(stated.len()).position(|it| it == stated)?;
    let mut units = vec![0xfe, 0xff];
    for unit in text.encode_utf16() {
        let bytes = unit.to_be_bytes();
        // What a string in brackets has to escape.
        let is_plain = bytes.iter().all(|byte| !b"()\\\r\n".contains(byte));
        if is_plain && units.len() + 2 <= stated.len() - 2 {
            units.extend(bytes);
        }
    }
    units.resize(stated.len() - 2, b' ');
    let mut file = signed.to_vec();
    file[at + 1..at + 1 + units.len()].copy_from_slice(&units);
    Some(file)
}

/// Verifies all these files at once; each has as many lines as harmless ones have.
fn verified(files: &[(String, Vec<u8>)], lines_each: usize, has_fonts: bool) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    fs::write(
        folder.path().join("root.der"),
        Stranger::called("机构").encoded(),
    )
    .unwrap();
    for (name, bytes) in files {
        fs::write(folder.path().join(name), bytes).unwrap();
    }
    let names: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
    let names = names.join(" ");
    let mut wrong = Vec::new();
    for line in [
        format!("verify {names}"),
        format!("verify {names} --trust root.der"),
        format!("verify {names} --signer 某局 --color always"),
        format!("verify {names} --format json"),
    ] {
        // Colours are ours: that is what the unit tests of lines are for.
        let mut found = Vec::new();
        let lines = tried(folder.path(), &words(&line), has_fonts, &mut found);
        found.retain(|why| !line.contains("--color") || !why.ends_with("has '\\u{1b}'"));
        wrong.extend(found);
        // One more says that the time is fixed.
        if !line.contains("json") && lines != lines_each * files.len() + 1 {
            wrong.push(format!("{line}: {lines} lines"));
        }
    }
    wrong
}

/// A document for each group of texts.
fn each(make: impl Fn(&str) -> Vec<u8> + Sync, ending: &str) -> Vec<(String, Vec<u8>)> {
    let texts = hostile::groups(8);
    let files = texts.par_iter().enumerate();
    files
        .map(|(index, text)| (format!("f{index}.{ending}"), make(text)))
        .collect()
}

#[test]
fn a_certificate_acts_on_no_terminal() {
    let (pdf, docx) = finals();
    let pdfs = each(|text| sign_pdf(&pdf, &Stranger::called(text), text), "pdf");
    reported(&verified(&pdfs, 7, false));
    let docxs = each(
        |text| docx::sign::<docx::OpcError>(&docx, &Stranger::called(text), noon(), None).unwrap(),
        "docx",
    );
    reported(&verified(&docxs, 7, false));
}

#[test]
fn a_stated_time_acts_on_no_terminal() {
    let signed = signed_pdf(&finals().0, "p256");
    let files = each(|text| restated(&signed, text).unwrap(), "pdf");
    reported(&verified(&files, 7, false));
}

#[test]
fn pages_and_embedded_names_of_a_pdf_act_on_no_terminal() {
    let (pdf, _) = finals();
    let hex = |text: &str| -> String {
        let short: Vec<u16> = text.encode_utf16().take(200).collect();
        short.iter().map(|unit| format!("{unit:04X}")).collect()
    };
    let unicode = |text: &str| {
        let mut forge = Forge::of(&pdf);
        let mut changed = 0;
        for number in forge.objects.keys().copied().collect::<Vec<_>>() {
            if forge.objects[&number].data.is_none() {
                continue;
            }
            let content = forge.content(number);
            let Ok(map) = String::from_utf8(content) else {
                continue;
            };
            if !map.contains("begincmap") {
                continue;
            }
            // What the characters of digits and of 年 stand for.
            let lines: Vec<String> = map
                .lines()
                .map(|line| match line.split_once("> <") {
                    Some((code, _)) if !line.contains("FFFF") && code.len() < 8 => {
                        changed += 1;
                        format!("{code}> <{}>", hex(text))
                    }
                    _ => line.to_owned(),
                })
                .collect();
            forge.set_content(number, lines.join("\n").as_bytes());
        }
        assert!(changed > 10, "{changed}");
        signed_pdf(&forge.write(), "p256")
    };
    let files = each(unicode, "pdf");
    reported(&verified(&files, 7, false));
    let some: Vec<_> = files.into_iter().step_by(4).collect();
    reported(&verified(&some, 7, true));
    let named = |text: &str| {
        let mut forge = Forge::of(&pdf);
        let file = forge.find(&["/Type/Filespec"]);
        let text = hex(text);
        forge.put(file, &format!("/Desc<FEFF{text}>"));
        for key in ["/UF", "/F"] {
            let object = forge.text(file).to_owned();
            let at = object
                .find(&format!("{key}("))
                .or_else(|| object.find(&format!("{key}<")));
            if let Some(at) = at {
                let close = if object[at..].starts_with(&format!("{key}(")) {
                    ')'
                } else {
                    '>'
                };
                let end = at + object[at..].find(close).unwrap() + 1;
                let old = object[at..end].to_owned();
                forge.edit(file, &old, &format!("{key}<FEFF{text}>"));
            }
        }
        forge.write()
    };
    let files = each(named, "pdf");
    let wrong = imported(&files);
    reported(&wrong);
}

/// Imports each of these files, and verifies it.
fn imported(files: &[(String, Vec<u8>)]) -> Vec<String> {
    let wrong = files.par_iter().flat_map_iter(|(name, bytes)| {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join(name), bytes).unwrap();
        let mut wrong = Vec::new();
        for line in [
            format!("import {name} -o new.yaml"),
            format!("import {name} -o new.yaml"),
            format!("verify {name}"),
        ] {
            tried(folder.path(), &words(&line), false, &mut wrong);
        }
        wrong
    });
    wrong.collect()
}

/// As XML can have it: what it cannot is left out.
fn in_xml(text: &str) -> String {
    let is_allowed = |c: &char| matches!(c, '\t' | '\n' | '\r' | '\u{20}'..);
    let text: String = text.chars().filter(is_allowed).collect();
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('\r', "&#13;")
}

#[test]
fn words_and_parts_of_a_docx_act_on_no_terminal() {
    let (_, docx) = finals();
    let edited = |change: &(dyn Fn(&mut Parts, &str) + Sync)| {
        each(
            |text| {
                let mut parts = Parts::of(&docx);
                change(&mut parts, text);
                parts.pack()
            },
            "docx",
        )
    };
    let written = edited(&|parts, text| {
        let xml = parts.text("word/document.xml");
        let xml = xml.replace("<w:t xml:space=\"preserve\">", "<w:t>");
        let at = xml.find("3001").unwrap();
        let xml = format!("{}{}{}", &xml[..at], in_xml(text), &xml[at + 4..]);
        parts.set("word/document.xml", xml);
    });
    reported(&imported(&written));
    let added = edited(&|parts, text| {
        parts.set(&format!("word/{text}.xml"), "<a/>");
        let xml = parts.text("word/document.xml");
        parts.set(
            "word/document.xml",
            xml.replacen(
                "<w:body>",
                &format!("<w:body><w:{0} w:{0}=\"{0}\"/>", "伪"),
                1,
            ),
        );
    });
    reported(&imported(&added));
    let bound = edited(&|parts, text| {
        for name in ["customXml/item1.xml", "docProps/core.xml"] {
            let xml = parts.text(name);
            let at = xml.rfind("</").unwrap();
            parts.set(
                name,
                format!("{}{}{}", &xml[..at], in_xml(text), &xml[at..]),
            );
        }
    });
    reported(&imported(&bound));
    let signed = signed_docx(&docx, "p256");
    let stated = each(
        |text| {
            let mut parts = Parts::of(&signed);
            let name = "_xmlsignatures/sig1.xml";
            let xml = parts.text(name).replace("2027-06-01T", &in_xml(text));
            parts.set(name, xml);
            parts.pack()
        },
        "docx",
    );
    reported(&imported(&stated));
}

#[test]
fn an_embedded_sign_off_acts_on_no_terminal() {
    let form = forms().into_iter().find(|form| GOOD.contains(&form.id));
    let report = read(&form.unwrap(), GOOD);
    let valid = String::from_utf8(sign_off(&report, 3).bytes().unwrap()).unwrap();
    for key in WORDS {
        let files = each(
            |text| {
                let usual = final_purpose(&report, Profile::Filing);
                let record = data::sign_off(&valid, key, text).into_bytes();
                let approvals = usual.signed_off.unwrap().approvals;
                let signed_off = Some(SignedOff {
                    approvals,
                    off: Vec::new(),
                    record: Arc::from(record),
                });
                let purpose = Purpose {
                    signed_off,
                    ..Purpose::of(Profile::Filing)
                };
                let document = chengbao::compose::compose(
                    &report,
                    &purpose,
                    &support::rooms::pictures(&report),
                );
                let made = chengbao::pipeline::docx(&document).unwrap();
                signed_docx(&made, "p256")
            },
            "docx",
        );
        reported(&verified(&files, 7, false));
    }
}
